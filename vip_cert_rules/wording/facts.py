"""The records and facts of a candidate as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.candidate.words import Matter
from vip_cert_rules.codes import NoticeCode
from vip_cert_rules.dates import corresponding_day
from vip_cert_rules.measures.criteria import AnyOf, Criterion, Is, Lists, OneOf, WithinMonths
from vip_cert_rules.measures.findings import Missing, Ref
from vip_cert_rules.measures.query import Query
from vip_cert_rules.plan.nodes import Declared, Plan
from vip_cert_rules.text import Lang, Text
from vip_cert_rules.wording.catalogue import NOTICES
from vip_cert_rules.wording.parameters import ORGANISATION
from vip_cert_rules.wording.quantities import level_in_words, quantity, word

LISTS: dict[str, Text] = {
    "education": Text("学历记录", "education"),
    "employments": Text("任职记录", "employments"),
    "probations": Text("实习考核记录", "probations"),
    "trainings": Text("培训记录", "training"),
    "results": Text("考核成绩", "examination results"),
    "appraisals": Text("年度业绩考核记录", "annual appraisals"),
    "certificates": Text("证书记录", "certificates"),
    "trainer_titles": Text("内训师资格记录", "trainer titles"),
    "ratings": Text("能力评分记录", "ratings"),
    "attestations": Text("认定记录", "attestations"),
}

FIELDS: dict[str, Text] = {
    "preparing_for": Text("准备从事的岗位", "the jobs the person prepares for"),
    "occupation": Text("所任职业", "the occupation"),
    "unit": Text("所在单位类别", "the kind of unit"),
    "leads_team": Text("是否带领团队", "whether the person leads a team"),
    "hours": Text("培训学时", "the class hours"),
    "courses_completed": Text("是否完成规定培训课程", "whether the prescribed courses were completed"),
    "modules": Text("已完成的课程模块", "which modules were completed"),
    "score": Text("成绩", "the score"),
    "passed": Text("是否合格", "whether it was passed"),
    "position": Text("岗位类别", "the position"),
    "grade": Text("考核等次", "the grade"),
    "level": Text("等级", "the level"),
}

FIELDS_OF: dict[tuple[str, str], Text] = {
    ("ratings", "score"): Text("评分", "the rating"),
}
"""Fields that are called otherwise in one list."""

COMPONENTS: dict[str, Text] = {
    "written": Text("笔试", "written examination"),
    "interview": Text("面试", "interview"),
    "simulation": Text("模拟实战", "simulated exercise"),
    "marketing_practice": Text("营销实战", "marketing exercise"),
    "theory": Text("理论认证", "theory"),
    "practical": Text("实际操作认证", "practical"),
    "professional-knowledge": Text("专业知识", "professional knowledge"),
    "communication": Text("沟通能力", "communication"),
    "leadership": Text("领导能力", "leadership"),
    "problem-solving": Text("解决问题能力", "problem solving"),
    "customer-relationship": Text("客户关系管理能力", "customer relationship management"),
    "team-management": Text("团队管理能力", "team management"),
}


MATTERS: dict[Matter, Text] = {
    Matter.EDUCATION_RELAXATION: Text("放低文化程度要求", "the relaxed education requirement"),
    Matter.RELEVANT_EXPERIENCE: Text("相关专业经验", "relevant professional experience"),
    Matter.CROSS_LEVEL_QUALIFICATION: Text("跨级认证资格", "the qualification for cross-level certification"),
}


def notice_text(code: NoticeCode, records: Sequence[Any]) -> Text:
    """What is noticed about records that are alike in what the sentence says of them."""
    first = records[0]
    said = [" ".join(NOTICES[code].say(lang, number=str(len(records)), **_terms(first, lang)).split()) for lang in Lang]
    return Text(*said)


def _terms(record: Any, lang: Lang) -> dict[str, str]:
    """What placeholders stand for in a sentence about a record, as far as it has it."""
    level = getattr(record, "level", None)
    terms = {
        "day": getattr(record, record.DATED).isoformat(),
        "level": _level_zh(level) if lang is Lang.ZH else _level_en(level),
    }
    if hasattr(record, "component"):
        terms["component"] = _component(record, lang, None)
    if hasattr(record, "issuer"):
        terms["issuer"] = word(record.issuer, lang)
    if hasattr(record, "matter"):
        terms["matter"] = MATTERS[record.matter].in_lang(lang)
    return terms


def why_missing(fact: Missing, plan: Plan) -> Text:
    """Why a decision needs a fact that is not known; of a parameter what it is, who supplies it, and which clause."""
    if fact.source is None and fact.field is None:
        return _unsupplied(parameter_of(fact, plan), plan)
    if fact.source is None:
        name = FIELDS[str(fact.field)]
        return Text(f"未登记{name.zh}", f"not recorded: {name.en}")
    listed = LISTS[fact.source]
    if fact.field is None:
        return Text(
            f"未提供{listed.zh}；确无记录的，请填空列表 []",
            f"no {listed.en} given; if there are none, give an empty list",
        )
    name = _field(fact.source, fact.field)
    return Text(f"该条{listed.zh}未登记{name.zh}", f"this record does not say {_said(name.en)}")


def none_found(query: Query) -> Text | None:
    """What it means that no record matches, where that can be said better than in general."""
    if query.source == "ratings":
        return Text("该项尚无评分", "not rated")
    if _asks_what_is_listed(query):
        return Text("培训记录中没有该模块", "no training lists it")
    return None


def other_occupation(record: Any, query: Query) -> str | None:
    """The occupation of a record, where the query asks for others."""
    named: str | None = getattr(record, "occupation", None)
    asked = [
        part
        for criterion in query.criteria
        for part in (criterion.parts if isinstance(criterion, AnyOf) else (criterion,))
        if part.field == "occupation"
    ]
    return named if named is not None and asked and not any(_accepts(one, named) for one in asked) else None


def _accepts(criterion: Criterion, word: str) -> bool:
    if isinstance(criterion, Is):
        return bool(criterion.value == word)
    return not isinstance(criterion, OneOf) or criterion.values is None or word in criterion.values


def _asks_what_is_listed(query: Query) -> bool:
    return query.source == "trainings" and any(isinstance(criterion, Lists) for criterion in query.criteria)


def _field(source: str | None, field: str) -> Text:
    if source is not None and (source, field) in FIELDS_OF:
        return FIELDS_OF[source, field]
    return FIELDS.get(field, Text(field, field))


def parameter_of(fact: Missing, plan: Plan) -> Declared | None:
    """The parameter that a fact is, as the rules declare it."""
    name = fact.path.removeprefix("parameters.")
    return next((one for one in plan.parameters if _is_of(name, one)), None)


def _is_of(name: str, declared: Declared) -> bool:
    """Whether a dotted name is that of a parameter or of an entry of it."""
    return name == declared.name or name.startswith(f"{declared.name}.")


def is_supplied_in_part(declared: Declared, plan: Plan) -> bool:
    """Whether a parameter of which something is missing was supplied nevertheless: another entry of it."""
    return any(value is not None and _is_of(name, declared) for name, value in plan.supplied)


def _unsupplied(declared: Declared | None, plan: Plan) -> Text:
    assert declared is not None, "only declared parameters are asked for"
    shorts = {name: short for name, short, _title in plan.documents}
    cited = [(shorts.get(one.document, Text(one.document, one.document)), one.clause or "") for one in declared.source]
    owner = declared.supplied_by or ORGANISATION
    zh, en = (
        f"{declared.label.zh}：尚未提供，由{owner.zh}提供",
        f"{declared.label.en}: not supplied; to be had from {owner.en}",
    )
    if is_supplied_in_part(declared, plan):
        zh, en = (
            f"{declared.label.zh}：已提供的内容缺少此处所需的一项，由{owner.zh}补充",
            f"{declared.label.en}: what was supplied has no entry for this; to be had from {owner.en}",
        )
    if cited:
        zh += f"（{'、'.join(f'{short.zh}{clause}' for short, clause in cited)}）"
        en += f" ({', '.join(f'{short.en} {clause}'.rstrip() for short, clause in cited)})"
    return Text(zh, en)


def name_fact(fact: Missing, plan: Plan, lang: Lang) -> str:
    """A fact that is not known, by its name and its path."""
    if fact.field is not None:
        name = _field(fact.source, fact.field).in_lang(lang)
    elif fact.source is not None:
        name = LISTS[fact.source].in_lang(lang)
    else:
        declared = parameter_of(fact, plan)
        name = fact.path if declared is None else declared.label.in_lang(lang)
    return f"{name}（{fact.path}）" if lang is Lang.ZH else f"{name} ({fact.path})"


def _said(noun: str) -> str:
    return noun if noun.startswith("whether") else f"what {noun} is" if noun.startswith("the ") else noun


def describe(ref: Ref, candidate: Candidate, query: Query, lang: Lang, item: str | None = None) -> str:
    """One record in a few words, with the dates that matter. ``item`` is the component that is already spoken of."""
    source, position = ref
    record = getattr(candidate, source)[position]
    return (_zh if lang is Lang.ZH else _en)(source, record, query, item)


def last_valid_day(record: Any, query: Query) -> date | None:
    """The last day on which a record is still within its time, where it has one."""
    for criterion in query.criteria:
        if isinstance(criterion, WithinMonths):
            stated = getattr(record, criterion.stated) if criterion.stated else None
            if isinstance(stated, date):
                return stated
            if criterion.months is None:
                return None
            start: date = getattr(record, criterion.field)
            return corresponding_day(start, criterion.months) - timedelta(days=criterion.days_less)
    return None


def _zh(kind: str, r: Any, query: Query, item: str | None) -> str:
    zh = Lang.ZH
    if kind == "education":
        return f"{r.awarded}{'具备' if r.equivalent else '取得'}{word(r.level, zh)}{'同等' if r.equivalent else ''}学历"
    if kind == "employments":
        unit = word(r.unit, zh) if r.unit else "单位未登记"
        unnamed = "" if r.occupation else "（所任职业未登记）"
        if not r.unit:
            return f"{r.start}至{r.end or '今'}任职（{unit}）{unnamed}"
        return f"{r.start}至{r.end or '今'}在{unit}任职{unnamed}"
    if kind == "probations":
        verdict = {True: "合格", False: "不合格", None: "结论未登记"}[r.passed]
        return f"{r.completed}实习考核{verdict}"
    if kind == "trainings" and _asks_what_is_listed(query):
        return f"{r.completed}完成{_level_zh(r.level)}培训{'（课程模块未登记）' if r.modules is None else ''}"
    if kind == "trainings":
        hours = "学时未登记" if r.hours is None else quantity(r.hours, "hour", zh)
        courses = {True: "已完成规定课程", False: "未完成规定课程", None: "规定课程完成情况未登记"}[r.courses_completed]
        return f"{r.completed}完成{_level_zh(r.level)}培训，{hours}，{courses}"
    if kind == "results":
        return f"{r.taken}{_component(r, zh, item)}{_mark(r, zh)}{_until(r, query, zh)}"
    if kind == "appraisals":
        return f"{r.year}年度考核{word(r.grade, zh) if r.grade else '等次未登记'}"
    if kind == "certificates":
        revoked = f"，{r.revoked}撤销" if r.revoked else ""
        return f"{_level_zh(r.level)}证书，{r.issued}由{word(r.issuer, zh)}颁发{_until(r, query, zh)}{revoked}"
    if kind == "trainer_titles":
        return f"{r.granted}取得{word(r.rank, zh)}内训师资格"
    if kind == "ratings":
        return f"{r.on}评定，评分未登记" if r.score is None else f"{r.on}评分{_mark(r, zh)}"
    by = r.by or "所在单位"
    return f"{r.on}经{by}认定" if r.value else f"{r.on}{by}未予认定"


def _en(kind: str, r: Any, query: Query, item: str | None) -> str:
    en = Lang.EN
    if kind == "education":
        return f"{word(r.level, en)}{' equivalent' if r.equivalent else ''}, awarded {r.awarded}"
    if kind == "employments":
        unit = word(r.unit, en) if r.unit else "unit not recorded"
        unnamed = "" if r.occupation else ", occupation not recorded"
        dates = f"employed {r.start} to {r.end}" if r.end else f"employed since {r.start}"
        return f"{dates}, {unit}{unnamed}"
    if kind == "probations":
        verdict = {True: "passed", False: "not passed", None: "result not recorded"}[r.passed]
        return f"probation assessed {r.completed}, {verdict}"
    if kind == "trainings" and _asks_what_is_listed(query):
        listed = " (modules not recorded)" if r.modules is None else ""
        return f"{_level_en(r.level)}training completed {r.completed}{listed}"
    if kind == "trainings":
        hours = "hours not recorded" if r.hours is None else quantity(r.hours, "hour", en)
        courses = {True: "courses completed", False: "courses not completed", None: "courses not recorded"}
        return f"{_level_en(r.level)}training completed {r.completed}, {hours}, {courses[r.courses_completed]}"
    if kind == "results":
        return f"{_component(r, en, item)} {r.taken}: {_mark(r, en)}{_until(r, query, en)}"
    if kind == "appraisals":
        return f"appraisal of {r.year}: {word(r.grade, en) if r.grade else 'grade not recorded'}"
    if kind == "certificates":
        revoked = f", revoked {r.revoked}" if r.revoked else ""
        issued = f"issued {r.issued} by {word(r.issuer, en)}"
        return f"{_level_en(r.level)}certificate {issued}{_until(r, query, en)}{revoked}"
    if kind == "trainer_titles":
        return f"{word(r.rank, en)} trainer title granted {r.granted}"
    if kind == "ratings":
        return f"rated {r.on}, rating not recorded" if r.score is None else f"rated {r.on}: {_mark(r, en)}"
    return f"{'attested' if r.value else 'denied'} {r.on}{f' by {r.by}' if r.by else ''}"


def _level_zh(level: int | None) -> str:
    return "" if level is None else level_in_words(level, Lang.ZH)


def _level_en(level: int | None) -> str:
    return "" if level is None else f"level {level} "


def _component(result: Any, lang: Lang, item: str | None) -> str:
    if result.component == item:
        return Text("考核", "taken").in_lang(lang)
    known = COMPONENTS.get(result.component)
    return known.in_lang(lang) if known else f"“{result.component}”" if lang is Lang.ZH else str(result.component)


def _mark(record: Any, lang: Lang) -> str:
    parts = [] if record.score is None else [quantity(record.score, "point", lang)]
    passed = getattr(record, "passed", None)
    if passed is not None:
        verdict = Text("结论合格", "reported as passed") if passed else Text("结论不合格", "reported as failed")
        parts.append(verdict.in_lang(lang))
    if not parts:
        parts.append(Text("成绩未登记", "score not recorded").in_lang(lang))
    return "，".join(parts) if lang is Lang.ZH else ", ".join(parts)


def _until(record: Any, query: Query, lang: Lang) -> str:
    day = last_valid_day(record, query)
    if day is None:
        return ""
    return f"，有效期至{day}" if lang is Lang.ZH else f", valid to {day}"
