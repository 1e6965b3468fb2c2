"""Which records a condition looks at and what it makes of them, in words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from functools import singledispatchmethod
from typing import Any

import attrs

from vip_cert_rules.candidate.words import Matter
from vip_cert_rules.measures import criteria as c
from vip_cert_rules.measures import measure as m
from vip_cert_rules.measures.query import Query
from vip_cert_rules.rulesets.syntax import RuleSetPart
from vip_cert_rules.text import Lang, Text
from vip_cert_rules.wording.facts import COMPONENTS, LISTS, MATTERS
from vip_cert_rules.wording.punctuation import LISTED
from vip_cert_rules.wording.quantities import level_in_words, quantity, word

FIELDS: dict[str, Text] = {
    "programme": Text("项目", "programme"),
    "level": Text("等级", "level"),
    "issued": Text("发证日", "day of issue"),
    "expires": Text("注明的有效期", "stated expiry"),
    "revoked": Text("撤销日", "day of revocation"),
    "issuer": Text("颁发单位", "issuer"),
    "component": Text("考核内容", "component"),
    "taken": Text("考核日", "day of the examination"),
    "score": Text("成绩", "score"),
    "passed": Text("合格", "passed"),
    "position": Text("岗位", "position"),
    "occupation": Text("职业", "occupation"),
    "unit": Text("单位类别", "kind of unit"),
    "start": Text("起始日", "first day"),
    "end": Text("终止日", "last day"),
    "leads_team": Text("带领团队", "leads a team"),
    "completed": Text("完成日", "day of completion"),
    "hours": Text("学时", "hours"),
    "courses_completed": Text("完成规定培训课程", "prescribed courses completed"),
    "modules": Text("课程模块", "modules"),
    "matter": Text("认定事项", "matter attested"),
    "value": Text("认定结论", "attested"),
    "on": Text("日期", "day"),
    "made_on": Text("日期", "day"),
    "item": Text("评分项目", "item rated"),
    "rank": Text("级别", "rank"),
    "granted": Text("授予日", "day of the grant"),
    "awarded": Text("毕业日", "day of the award"),
    "grade": Text("等次", "grade"),
    "year": Text("年度", "year"),
    "equivalent": Text("同等学历", "equivalent"),
    "preparing_for": Text("准备从事的岗位", "jobs prepared for"),
}

OWN: dict[str, Text] = {
    "programme": Text("本项目", "this programme"),
    "occupation": Text("本职业", "this occupation"),
    "preparing_for": Text("本岗位", "this job"),
}
"""What the name of a programme is called in its own rule set."""

AND = Text("，", "; ")
OR = Text("，或者", ", or ")
GROUPED = Text("（{text}）", "({text})")
IS = Text("{field}为{value}", "{field}: {value}")
YES = Text("{field}：是", "{field}: yes")
NO = Text("{field}：否", "{field}: no")
AT_LEAST = Text("{field}为{value}及以上", "{field}: {value} or above")
NAMES = Text("{field}包括{value}", "{field} include {value}")
BETWEEN = Text("{field}在{first}至{last}之间", "{field} from {first} through {last}")
NOT_OVER = Text("判定日期不晚于{field}（没有的不限）", "as-of date not after the {field}, if there is one")
NOT_YET = Text("判定日期早于{field}（没有的不限）", "as-of date before the {field}, if there is one")
WITHIN = Text("自{field}起{term}内", "within {term} of the {field}")
DAYS_LESS = Text("{text}，到对应日前{days}日为止", "{text}, ending {days} days before the corresponding day")
STATED = Text("{stated}未过；未注明的，{text}", "{stated} not passed, or, where none is stated, {text}")
NO_TERM = Text("{stated}未过；未注明的，长期有效", "{stated} not passed, or none stated")
OF_PARAMETER = Text("参数 {name} 所定的期限", "the term of parameter {name}")
LIST_OF_PARAMETER = Text("参数 {name} 所列各项", "what parameter {name} lists")
UNTIL = Text("判定日期不晚于{day}", "as-of date through {day}")
PASSES = Text(
    "成绩达到参数 {name} 的合格线，或报为合格", "score at the mark of parameter {name}, or reported as passed"
)
LATEST = Text("只看{fields}最近的一条", "only the last by {fields}")

NO_RECORD = Text("不看记录，看参数 {name}", "no record; parameter {name}")
WITH = Text("{records}：{text}", "{records}: {text}")
PLAIN = Text("{records}", "{records}")
TOTAL = Text("{records}的{field}合计", "{records}, the {field} added up")
BEST = Text("{records}，取最好的{field}", "{records}, the best {field}")
REPORTED = Text("{records}，报合格与否的以其为准，否则看分数", "{records}; what is reported decides, else the score")
BY_SCORE = Text("{records}，有分数的以分数为准", "{records}; the score decides where there is one")
CONTINUOUS = Text("{records}，到判定日期未中断的一段", "{records}, the unbroken stretch up to the as-of date")
SINCE = Text("{text}，自“{records}”最早的{field}起算", "{text}, counted from the earliest {field} of: {records}")
CUMULATIVE = Text("{records}，各段合计，重叠只计一次", "{records}, all stretches, overlaps once")
SUM = Text("合计：{parts}", "the sum of: {parts}")
MEAN = Text("平均：{parts}", "the mean of: {parts}")


@attrs.frozen
class SelectionTeller:
    """Says in one language what the conditions of one rule set look at."""

    part: RuleSetPart
    lang: Lang

    def own(self, field: str, value: Any) -> str:
        """A word of a field; the name of the programme itself as that."""
        return self.say(OWN[field]) if value == self.part.ruleset and field in OWN else str(value)

    @singledispatchmethod
    def measure(self, measure: m.Measure) -> str:
        """What is measured, on which records."""
        raise AssertionError(f"{type(measure).__name__} has no words")

    @measure.register
    def _count(self, measure: m.Count) -> str:
        return self.query(measure.query)

    @measure.register
    def _total(self, measure: m.Total) -> str:
        return self.say(TOTAL, records=self.query(measure.query), field=self.field(measure.field))

    @measure.register
    def _best(self, measure: m.Best) -> str:
        return self.say(BEST, records=self.query(measure.query), field=self.field(measure.field))

    @measure.register
    def _passing(self, measure: m.Passing) -> str:
        text = REPORTED if measure.prefer is m.Prefer.REPORTED else BY_SCORE
        return self.say(text, records=self.query(measure.query))

    @measure.register
    def _continuous(self, measure: m.ContinuousMonths) -> str:
        told = self.say(CONTINUOUS, records=self.query(measure.query))
        if measure.since is None:
            return told
        field, records = self.field(measure.since.field), self.query(measure.since.query)
        return self.say(SINCE, text=told, field=field, records=records)

    @measure.register
    def _cumulative(self, measure: m.CumulativeMonths) -> str:
        return self.say(CUMULATIVE, records=self.query(measure.query))

    @measure.register
    def _added(self, measure: m.Added) -> str:
        parts = "".join(self.say(GROUPED, text=self.measure(part)) for part in measure.parts)
        return self.say(SUM if measure.divided_by == 1 else MEAN, parts=parts)

    @measure.register
    def _listed(self, measure: m.Listed) -> str:
        return self.say(NO_RECORD, name=measure.parameter)

    def query(self, query: Query) -> str:
        """Which records come into question."""
        told = [self.criterion(one) for one in query.where]
        if query.latest:
            fields = self.say(LISTED).join(self.field(field) for field in query.latest)
            told.append(self.say(LATEST, fields=fields))
        told += [self.criterion(one) for one in query.then]
        records = self.say(LISTS[query.source])
        return self.say(WITH, records=records, text=self.say(AND).join(told)) if told else records

    # --- criteria ------------------------------------------------------------------------------------------------

    @singledispatchmethod
    def criterion(self, criterion: c.Criterion) -> str:
        """What a record has to satisfy."""
        raise AssertionError(f"{type(criterion).__name__} has no words")

    @criterion.register
    def _is(self, criterion: c.Is) -> str:
        if isinstance(criterion.value, bool):
            return self.say(YES if criterion.value else NO, field=self.field(criterion.field))
        return self.say(IS, field=self.field(criterion.field), value=self.value(criterion.field, criterion.value))

    @criterion.register
    def _one_of(self, criterion: c.OneOf) -> str:
        if criterion.values is None:
            told = self.say(LIST_OF_PARAMETER, name=criterion.parameter)
        else:
            told = self.listed(self.value(criterion.field, value) for value in criterion.values)
        return self.say(IS, field=self.field(criterion.field), value=told)

    @criterion.register
    def _at_least(self, criterion: c.AtLeast) -> str:
        value = criterion.word
        told = self.say(LIST_OF_PARAMETER, name=criterion.parameter) if value is None else word(value, self.lang)
        return self.say(AT_LEAST, field=self.field(criterion.field), value=told)

    @criterion.register
    def _level_is(self, criterion: c.LevelIs) -> str:
        return self.say(IS, field=self.field(criterion.field), value=self.level(criterion))

    @criterion.register
    def _level_at_or_above(self, criterion: c.LevelAtOrAbove) -> str:
        return self.say(AT_LEAST, field=self.field(criterion.field), value=self.level(criterion))

    @criterion.register
    def _lists(self, criterion: c.Lists) -> str:
        return self.say(NAMES, field=self.field(criterion.field), value=self.own(criterion.field, criterion.word))

    @criterion.register
    def _person_lists(self, criterion: c.PersonLists) -> str:
        return self.say(NAMES, field=self.field(criterion.field), value=self.own(criterion.field, criterion.word))

    @criterion.register
    def _between(self, criterion: c.Between) -> str:
        first, last = criterion.first.isoformat(), criterion.last.isoformat()
        return self.say(BETWEEN, field=self.field(criterion.field), first=first, last=last)

    @criterion.register
    def _not_over(self, criterion: c.NotOver) -> str:
        return self.say(NOT_OVER, field=self.field(criterion.field))

    @criterion.register
    def _not_yet(self, criterion: c.NotYet) -> str:
        return self.say(NOT_YET, field=self.field(criterion.field))

    @criterion.register
    def _within(self, criterion: c.WithinMonths) -> str:
        stated = None if criterion.stated is None else self.field(criterion.stated)
        if criterion.months is None and criterion.parameter is None:
            return self.say(NO_TERM, stated=stated)
        if criterion.months is None:
            term = self.say(OF_PARAMETER, name=criterion.parameter)
        else:
            term = quantity(criterion.months, "month", self.lang)
        told = self.say(WITHIN, field=self.field(criterion.field), term=term)
        if criterion.days_less:
            told = self.say(DAYS_LESS, text=told, days=criterion.days_less)
        return told if stated is None else self.say(STATED, stated=stated, text=told)

    @criterion.register
    def _until(self, criterion: c.CountsUntil) -> str:
        return self.say(UNTIL, day=criterion.last.isoformat())

    @criterion.register
    def _passes(self, criterion: c.Passes) -> str:
        return self.say(PASSES, name=criterion.parameter)

    @criterion.register
    def _any_of(self, criterion: c.AnyOf) -> str:
        return self.say(GROUPED, text=self.say(OR).join(self.criterion(part) for part in criterion.parts))

    # --- words ---------------------------------------------------------------------------------------------------

    def level(self, criterion: c.OfLevel) -> str:
        """The level that a record is held against."""
        if criterion.level is None:
            return self.say(LIST_OF_PARAMETER, name=criterion.parameter)
        declared = self.part.levels.get(str(criterion.level))
        return level_in_words(criterion.level, self.lang) if declared is None else self.say(declared.label)

    def field(self, field: str) -> str:
        """What a field is called."""
        return self.say(FIELDS[field])

    def value(self, field: str, value: Any) -> str:
        """What a value is called."""
        if isinstance(value, Matter):
            return self.say(MATTERS[value])
        if isinstance(value, Enum):
            return word(value, self.lang)
        if field == "component" and value in COMPONENTS:
            return self.say(COMPONENTS[value])
        if field == "position" and value in self.part.positions:
            return self.say(self.part.positions[value].label)
        return format(value, "f") if isinstance(value, Decimal) else self.own(field, value)

    def listed(self, words: Iterable[str]) -> str:
        """Words as a list."""
        return self.say(LISTED).join(words)

    def say(self, text: Text, /, **terms: object) -> str:
        """A text in the language, with its placeholders filled in."""
        return text.say(self.lang, **terms)
