"""A rule set as a person reads it, made from its compiled plans: what is shown is what is evaluated."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import attrs

from vip_cert_rules.authoring.rendering.scene import as_cited
from vip_cert_rules.authoring.rendering.values import ValueTeller
from vip_cert_rules.cli.present import Page
from vip_cert_rules.decision.in_force import days_in_words
from vip_cert_rules.decision.narrative import Section
from vip_cert_rules.decision.plan_words import Line
from vip_cert_rules.plan.nodes import Cited, DaysInForce, Kind, Node, Plan
from vip_cert_rules.rulesets.checks.parts import RuleFile
from vip_cert_rules.rulesets.ruleset import ReadyPlan, RuleSet
from vip_cert_rules.rulesets.settings import addresses
from vip_cert_rules.rulesets.syntax import Choice, ParameterPart
from vip_cert_rules.text import Lang, Text
from vip_cert_rules.wording import catalogue
from vip_cert_rules.wording.parameters import SUPPLIED_BY
from vip_cert_rules.wording.punctuation import ASIDE, cited

VERSION = Text("版本 {version} · {digest}", "version {version} · {digest}")
ISSUED = Text("（{day}）", ", {day}")
LEVELS = Text("等级（由低到高）", "Levels, the lowest first")
POSITIONS = Text("岗位", "Positions")
TRANSITIONS = Text("过渡规定", "Transitions")
TRANSITION = Text("{until}前（含当日）可按版本{version}判定", "under version {version} through {until}")
PARAMETERS = Text("参数（各单位可另行规定）", "Parameters, which an organisation may set otherwise")
ASSUMPTIONS = Text("对文件的理解，以及可以改用的理解", "Assumptions, and the readings to which they may be switched")
BY_LEVEL = Text("可按等级分别设定", "may be set level by level")
MAY_BE_NULL = Text("可设为空", "may be null")


@attrs.frozen
class Asking:
    """What of a rule set is shown: one question or all, one level or all, the values in force on a day.

    ``position`` ``None``: any; a rule set that tells positions apart is shown for each of them.
    """

    question: str | None
    level: int | None
    as_of: date
    position: str | None = None


PlanOf = Callable[[str, int | None, str | None, date, None], ReadyPlan]


def page_of_rules(rules: RuleSet, asking: Asking, lang: Lang, plan_of: PlanOf) -> Page:
    """The rule set as a page. ``plan_of`` makes the plan of a question: of a version, with the transitions to it."""
    return _Teller(rules, asking, lang, plan_of).page()


@attrs.frozen
class _Teller:
    rules: RuleSet
    asking: Asking
    lang: Lang
    plan_of: PlanOf

    def page(self) -> Page:
        plans = list(self.plans())
        subject = self.say(VERSION, version=self.rules.version, digest=self.rules.digest)
        limits = self.rules.part.in_force
        if limits is not None:
            subject += f" · {self.say(days_in_words(DaysInForce(limits.start, limits.end)))}"
        sections = [
            Section(self.say(catalogue.CITED), tuple(self.documents(plans))),
            Section(self.say(LEVELS), tuple(self.levels())),
            Section(self.say(POSITIONS), tuple(self.positions())),
            *(self.question(plan) for plan in plans),
            Section(self.say(TRANSITIONS), tuple(self.transitions())),
            Section(self.say(PARAMETERS), tuple(self.parameters(plans))),
            Section(self.say(ASSUMPTIONS), tuple(self.assumptions(plans))),
        ]
        headline = f"{self.rules.name} · {self.say(self.rules.title)}"
        return Page(headline, subject, tuple(section for section in sections if section.lines))

    def plans(self) -> Iterator[Plan]:
        for question in self.rules.questions:
            if self.asking.question in (None, question):
                for level in self.rules.levels_of(question) or (None,):
                    if self.asking.level in (None, level):
                        for position in self.positions_shown():
                            yield self.plan_of(question, level, position, self.asking.as_of, None).plan

    def positions_shown(self) -> tuple[str | None, ...]:
        """The positions of which trees are shown; ``None`` stands for any, where all have the same."""
        if self.asking.position is not None or not tells_positions_apart(self.rules):
            return (self.asking.position,)
        return self.rules.positions

    def documents(self, plans: list[Plan]) -> Iterator[Line]:
        """Its own, and those of older versions under which some may finish."""
        for name, document in self.rules.part.documents.items():
            yield Line(f"{name}  {self.title(document.title)}{self.issued(document.issued)}")
        others = {name: title for plan in plans for name, _short, title in plan.documents}
        for name, title in others.items():
            if name not in self.rules.part.documents:
                yield Line(f"{name}  {self.title(title)}")

    def issued(self, day: str | None) -> str:
        return "" if day is None else self.say(ISSUED, day=day)

    def title(self, text: Text) -> str:
        return f"《{self.say(text)}》" if self.lang is Lang.ZH else self.say(text)

    def levels(self) -> Iterator[Line]:
        for number, level in self.rules.part.levels.items():
            yield Line(f"{number}  {self.say(level.label)}")

    def positions(self) -> Iterator[Line]:
        for name, position in self.rules.part.positions.items():
            yield Line(f"{name}  {self.say(position.label)}")

    def transitions(self) -> Iterator[Line]:
        for part in self.rules.part.transition:
            if part.questions is None or self.asking.question in (None, *part.questions):
                told = self.say(TRANSITION, version=part.from_version, until=part.until.isoformat())
                cited = self.clause(tuple(as_cited(citation) for citation in part.source))
                yield Line(f"{told}{self.say(Text('：', ': '))}{self.say(part.label)}{cited}")

    # --- questions -----------------------------------------------------------------------------------------------

    def question(self, plan: Plan) -> Section:
        root = plan.root
        lines = tuple(self.branches(plan, root, 0))
        return Section(f"{root.id} · {self.say(root.label)}{self.clause(root.source)}{_names(root)}", lines)

    def branches(self, plan: Plan, node: Node, depth: int) -> Iterator[Line]:
        for child in (plan.nodes[position] for position in node.children):
            label = self.say(child.label)
            if child.kind is Kind.WAIVER:
                label = self.say(catalogue.WAIVER, label=label)
            yield Line(f"{label}{self.clause(child.source)}{_names(child)}", depth)
            yield from self.branches(plan, child, depth + 1)

    def clause(self, source: tuple[Cited, ...]) -> str:
        return cited((f"{c.document} {c.clause}" if c.clause else c.document for c in source), self.lang)

    # --- parameters and assumptions ------------------------------------------------------------------------------

    def parameters(self, plans: list[Plan]) -> Iterator[Line]:
        """A table; with a question chosen, of what it asks for; with a level chosen, without the values of others."""
        rows = []
        used = {name for plan in plans for name in plan.looked_up}
        for name, part in self.rules.part.parameters.items():
            if self.asking.question is not None and name not in used:
                continue
            for address, level, value in addresses(name, part):
                if self.asking.level is None or level in (None, self.asking.level):
                    rows.append((address, self.told(part, address, value), part))
        first = max((_width(address) for address, _told, _part in rows), default=0)
        second = max((_width(told) for _address, told, _part in rows), default=0)
        for address, told, part in rows:
            label = self.say(part.label)
            if part.by_level:
                label += self.say(ASIDE, text=self.say(BY_LEVEL))
            if part.nullable:
                label += self.say(ASIDE, text=self.say(MAY_BE_NULL))
            if part.supplied_by is not None:
                label += self.say(ASIDE, text=self.say(SUPPLIED_BY, owner=self.say(part.supplied_by)))
            clause = self.clause(tuple(as_cited(citation) for citation in part.source))
            yield Line(f"{_padded(address, first)}  {_padded(told, second)}  {label}{clause}")

    def told(self, part: ParameterPart, address: str, value: Any) -> str:
        """A value; where an organisation set it, that one, by whom, and what the documents say."""
        teller = ValueTeller(self.rules.part, self.lang)
        set_to = dict(self.rules.settings.values).get(address)
        if set_to is None:
            return teller.value(part, value)
        now, setting = set_to
        by_whom = self.say(catalogue.SET_FROM, name=setting.set_by, base=teller.value(part, value))
        return teller.value(part, now) + self.say(ASIDE, text=by_whom)

    def assumptions(self, plans: list[Plan]) -> Iterator[Line]:
        """With a question or a level chosen, those that what is shown rests on."""
        used = {name for plan in plans for node in plan.nodes for name in node.assumptions}
        whole = self.asking.question is None and self.asking.level is None
        for name, part in self.rules.part.assumptions.items():
            if not whole and name not in used:
                continue
            yield Line(f"{name}  {self.say(part.text)}")
            for reading, text in part.readings.items():
                yield Line(f"{name}={reading}  {self.say(text)}", 1)

    def say(self, text: Text, /, **terms: object) -> str:
        return text.say(self.lang, **terms)


def tells_positions_apart(rules: RuleSet) -> bool:
    """Whether a question has other conditions for one position than for another."""
    return any(isinstance(part, Choice) and part.subject == "position" for part in RuleFile(rules.part).everything)


def _names(node: Node) -> str:
    """The parameter that a condition is held against, and the assumptions that a node rests on."""
    parameter = node.test.required.parameter if node.test is not None else None
    return "".join(f" · {name}" for name in (parameter, " ".join(node.assumptions)) if name)


def _width(text: str) -> int:
    """The columns a text takes on a terminal: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
