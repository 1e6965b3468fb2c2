"""Every check of a verification is held against brute force: all people of a small grid, each asked by the package.

The grid has, for every number in the rules, people below it, on it and above it: what holds of all of them holds of
everybody, and what a finding says can be counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import pairwise, product
from pathlib import Path

import attrs
import pytest

from vip_cert_rules import RuleSet, load_ruleset
from vip_cert_rules.authoring.verification import verify
from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.candidate.structure import structure_candidate
from vip_cert_rules.dates import corresponding_day
from vip_cert_rules.engines.direct import DirectEngine
from vip_cert_rules.kleene import TRUE
from vip_cert_rules.plan.nodes import Kind, Plan
from vip_cert_rules.rulesets.syntax import FindingKind

DAY = date(2026, 6, 1)

RULES = """\
ruleset: bell-founder
version: "1"
title: {zh: 铸钟师, en: bell founder}
levels:
  2: {label: {zh: 二级, en: level 2}}
  1: {label: {zh: 一级, en: level 1}}
parameters:
  hours: {type: hours, label: {zh: 学时, en: hours}, values: {2: 10, 1: 20}}
  months: {type: months, label: {zh: 任职, en: service}, values: {2: 12, 1: 24}}
records:
  papers:
    from: certificates
    where:
      programme: bell-founder
      level: {at_or_above: required}
      expires: {reaches: as_of, computed_from: issued, months: 24}
conditions:
  trained:
    label: {zh: "{required}", en: "{required} of training"}
    measure: {total: hours, of: {from: trainings, where: {programme: bell-founder}}}
    at_least: {parameter: hours}
  served:
    label: {zh: "{required}", en: "{required} of service"}
    measure: {continuous_months: {from: employments, where: {occupation: bell-founder}}}
    at_least: {parameter: months}
  paper:
    label: {zh: 下级证书, en: the next lower certificate}
    level: below
    measure: {count: papers}
  holds:
    label: {zh: 证书, en: the certificate}
    measure: {count: papers}
  released:
    label: {zh: 免除, en: released}
    measure: {count: {from: attestations, where: {programme: bell-founder, matter: relevant-experience, value: true}}}
waivers:
  release: {label: {zh: 免除, en: release}, all: [released]}
questions:
  apply:
    label: {zh: "申报{level}", en: "apply for {level}"}
    yes: {zh: 可, en: "yes"}
    no: {zh: 不可, en: "no"}
    all:
      - {condition: trained, waived_by: [release]}
      - any:
          - {route: a, label: {zh: 一, en: a}, all: [{choose: level, 2: served, otherwise: paper}]}
          - {route: b, label: {zh: 二, en: b}, all: [{choose: level, 2: released, otherwise: served}]}
  hold:
    label: {zh: "持有{level}", en: "hold {level}"}
    yes: {zh: 是, en: "yes"}
    no: {zh: 否, en: "no"}
    all: [holds]
properties:
  upper-includes-lower: {text: {zh: 甲, en: a}, if: hold.1, then: hold.2}
"""

NEVER = """\
  never:
    label: {zh: 无, en: never}
    measure: {count: {from: certificates, where: {programme: none-such, issued: {first: 2030-01-01, last: 2030-01-01}}}}
"""
ALWAYS = """\
  always: {label: {zh: 有, en: always}, measure: {total: hours, of: {from: trainings}}, at_least: 0}
"""
SINCE_PAPER = """\
  since-paper:
    label: {zh: 证后任职, en: service since the certificate}
    level: below
    measure:
      continuous_months: {from: employments, where: {occupation: bell-founder}}
      since: {earliest: issued, of: papers}
    at_least: 36
"""


def with_condition(condition: str) -> tuple[str, str]:
    return "waivers:\n", f"{condition}waivers:\n"


ROUTE_A = "all: [{choose: level, 2: served, otherwise: paper}]"
ROUTE_B = "all: [{choose: level, 2: released, otherwise: served}]"
HOURS, MONTHS = "values: {2: 10, 1: 20}", "values: {2: 12, 1: 24}"

PLANTED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "nothing": (),
    "a level no easier": ((HOURS, "values: {2: 20, 1: 20}"), (MONTHS, "values: {2: 24, 1: 24}")),
    "easier in one way only": ((MONTHS, "values: {2: 36, 1: 24}"),),
    "a dead route": ((ROUTE_B, "all: [served, trained]"),),
    "a dead condition": (("all: [holds]", "all: [holds, {condition: paper, level: this}]"),),
    "never yes": (("    all: [holds]\n", "    all: [holds, never]\n"), with_condition(NEVER)),
    "never no": (("    all: [holds]\n", "    all: [{any: [holds, always]}]\n"), with_condition(ALWAYS)),
    "a higher level is worse": (("level: {at_or_above: required}", "level: {exactly: required}"),),
    "a property that fails": (("if: hold.1, then: hold.2", "if: hold.2, then: hold.1"),),
    "no way up": ((ROUTE_A, "all: [{condition: paper, level: this}]"),),
    "lapses first": (
        (ROUTE_A, "all: [{choose: level, 2: served, otherwise: [paper, since-paper]}]"),
        with_condition(SINCE_PAPER),
    ),
    "a waiver in vain": (("all: [released]}", "all: [released, trained]}"),),
}


def rules_with(tmp_path: Path, changes: tuple[tuple[str, str], ...]) -> RuleSet:
    text = RULES
    for old, new in changes:
        assert text.count(old) == 1, (text.count(old), old)
        text = text.replace(old, new)
    (tmp_path / "rules.yaml").write_text(text, encoding="utf-8")
    rules = load_ruleset(tmp_path / "rules.yaml")
    assert isinstance(rules, RuleSet)
    return rules


# --- the grid --------------------------------------------------------------------------------------------------------


@attrs.frozen
class Person:
    hours: int | None
    months: int | None
    level: int | None
    held: int | None
    """Months since the certificate was issued."""
    expiry: str | None
    released: bool

    def candidate(self) -> Candidate:
        def ago(months: int) -> str:
            return corresponding_day(DAY, -months).isoformat()

        of = {"programme": "bell-founder"}
        training = [{**of, "level": 2, "completed": ago(1), "hours": self.hours}]
        work = [{"occupation": "bell-founder", "unit": "other", "start": ago(self.months or 0)}]
        paper = [{**of, "level": self.level, "issued": ago(self.held or 0), "expires": self.expiry, "issuer": "group"}]
        word = [{**of, "matter": "relevant-experience", "value": True, "on": ago(1)}]
        return structure_candidate(
            {
                "id": "P",
                "trainings": training if self.hours is not None else [],
                "employments": work if self.months is not None else [],
                "certificates": paper if self.level is not None else [],
                "attestations": word if self.released else [],
            }
        )


@cache
def grid() -> tuple[tuple[Person, Candidate], ...]:
    papers = [(None, None, None), *product((2, 1), (0, 24, 25, 36, 48), (None, "2030-12-31"))]
    people = (
        Person(hours, months, *paper, released)  # type: ignore[misc]
        for hours, months, paper, released in product(
            (None, 9, 10, 20), (None, 11, 12, 24, 36, 48), papers, (False, True)
        )
    )
    return tuple((person, person.candidate()) for person in people)


# --- the same questions by brute force -------------------------------------------------------------------------------


@attrs.frozen(eq=False)
class Truths:
    """What is true of every person of the grid: by plan, a row of the truths of conditions for each."""

    rules: RuleSet
    plans: dict[tuple[str, int], Plan]
    own: dict[tuple[str, int], list[list[bool]]]

    @classmethod
    def of(cls, rules: RuleSet) -> Truths:
        plans = {
            (question, level): rules.plan(question, level, None, DAY, None).plan
            for question in rules.questions
            for level in rules.levels_of(question)
        }
        own = {}
        for key, plan in plans.items():
            rows = []
            for _person, candidate in grid():
                truths = DirectEngine().conclude(plan.circuit, plan.measure(candidate, DAY))
                rows.append([truths[gate] == TRUE for gate, _whole in plan.wires])
            own[key] = rows
        return cls(rules, plans, own)

    def nodes(self, key: tuple[str, int], forced: Mapping[int, bool] | None = None) -> Iterator[list[bool]]:
        """The truths of all nodes for every person, with some of them fixed."""
        plan = self.plans[key]
        for row in self.own[key]:
            out: list[bool] = []
            for position, node in enumerate(plan.nodes):
                below = [out[child] for child in node.children]
                if forced and position in forced:
                    out.append(forced[position])
                elif node.test is not None:
                    out.append(row[position] or any(below))
                else:
                    out.append(any(below) if node.kind is Kind.ANY else all(below))
            yield out

    def answers(self, key: tuple[str, int], forced: Mapping[int, bool] | None = None) -> list[bool]:
        return [row[-1] for row in self.nodes(key, forced)]

    def node(self, key: tuple[str, int], position: int) -> list[bool]:
        return [row[position] for row in self.nodes(key)]


def ways(plan: Plan) -> list[int]:
    return [i for i, node in enumerate(plan.nodes) if node.kind is Kind.ROUTE] or [len(plan.nodes) - 1]


def by_answers(truths: Truths) -> Iterator[tuple[FindingKind, str]]:
    for key, plan in truths.plans.items():
        answers = truths.answers(key)
        if not any(answers):
            yield FindingKind.NEVER_YES, plan.root.id
        elif all(answers):
            yield FindingKind.NEVER_NO, plan.root.id


def by_effect(truths: Truths) -> Iterator[tuple[FindingKind, str]]:
    for key, plan in truths.plans.items():
        if any(truths.answers(key)):
            yield from _without_effect(truths, key, len(plan.nodes) - 1)


def _without_effect(truths: Truths, key: tuple[str, int], above: int) -> Iterator[tuple[FindingKind, str]]:
    plan = truths.plans[key]
    one_of = plan.nodes[above].kind in (Kind.ANY, Kind.CONDITION)
    for child in plan.nodes[above].children:
        if truths.answers(key) != truths.answers(key, {child: not one_of}):
            yield from _without_effect(truths, key, child)
        elif not one_of:
            yield FindingKind.CONDITION_WITHOUT_EFFECT, plan.nodes[child].id
        elif plan.nodes[child].kind is Kind.WAIVER:
            yield FindingKind.WAIVER_WITHOUT_EFFECT, plan.nodes[child].id
        else:
            yield FindingKind.ROUTE_WITHOUT_EFFECT, plan.nodes[child].id


def by_ease(truths: Truths) -> Iterator[tuple[FindingKind, str]]:
    for question in truths.rules.questions:
        for low, high in pairwise(truths.rules.levels_of(question)):
            for way in ways(truths.plans[question, low]):
                meets = truths.node((question, low), way)
                for other in ways(truths.plans[question, high]):
                    reached = truths.node((question, high), other)
                    if any(meets) and all(b for a, b in zip(meets, reached) if a):
                        yield FindingKind.NO_EASIER, truths.plans[question, low].nodes[way].id
                        break


BETTER: tuple[Callable[[Person], Iterator[Person]], ...] = (
    lambda one: (attrs.evolve(one, hours=more) for more in (9, 10, 20) if one.hours is not None and more > one.hours),
    lambda one: (attrs.evolve(one, months=m) for m in (12, 24, 36, 48) if one.months is not None and m > one.months),
    lambda one: (attrs.evolve(one, level=1) for _ in range(one.level == 2)),
)


def by_more(truths: Truths) -> Iterator[tuple[FindingKind, str]]:
    number = {person: i for i, (person, _candidate) in enumerate(grid())}
    for key, plan in truths.plans.items():
        answers = truths.answers(key)
        better = ((i, number[other]) for person, i in number.items() for more in BETTER for other in more(person))
        if any(answers[i] and not answers[j] for i, j in better):
            yield FindingKind.MORE_IS_WORSE, plan.root.id


def by_ways_up(truths: Truths) -> Iterator[tuple[FindingKind, str]]:
    held = [person.level for person, _candidate in grid()]
    for question in truths.rules.questions:
        within: list[int] = []

        def can(key: tuple[str, int], way: int, within: list[int] = within) -> bool:
            allowed = {None, *(level for level in within if level > key[1])}
            return any(met for met, level in zip(truths.node(key, way), held) if level in allowed)

        levels = truths.rules.levels_of(question)
        for level in levels:
            if can((question, level), len(truths.plans[question, level].nodes) - 1):
                within.append(level)
        for level in levels if within else ():
            plan = truths.plans[question, level]
            for way in ways(plan):
                if any(truths.node((question, level), way)) and not can((question, level), way):
                    yield FindingKind.NO_WAY_UP, plan.nodes[way].id


def by_lapsing(truths: Truths) -> Iterator[tuple[FindingKind, str]]:
    """A certificate with a stated expiry far ahead stands for one that never lapses."""
    stated = [person.expiry is not None for person, _candidate in grid()]
    for key, plan in truths.plans.items():
        for way in ways(plan):
            met = truths.node(key, way)
            if not any(a for a, far in zip(met, stated) if not far) and any(a for a, far in zip(met, stated) if far):
                yield FindingKind.LAPSES_FIRST, plan.nodes[way].id


def by_properties(truths: Truths) -> Iterator[tuple[FindingKind, str]]:
    for name, part in truths.rules.part.properties.items():
        given, then = (
            [truths.answers((question, int(level))) for question, _, level in (at.partition(".") for at in ats)]
            for ats in (part.given, part.then)
        )
        if any(all(a) and not all(b) for a, b in zip(zip(*given), zip(*then))):
            yield FindingKind.PROPERTY_BROKEN, name


BRUTE = (by_answers, by_effect, by_ease, by_more, by_ways_up, by_lapsing, by_properties)


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_found_is_what_all_people_of_the_grid_say(tmp_path: Path, name: str) -> None:
    rules = rules_with(tmp_path, PLANTED[name])
    truths = Truths.of(rules)
    by_brute_force = {finding for check in BRUTE for finding in check(truths)}
    found = {(finding.kind, finding.at) for finding in verify(rules, days=[DAY]).findings}
    assert by_brute_force == found
    assert bool(found) == (name != "nothing")


def test_every_kind_of_finding_is_planted_here(tmp_path: Path) -> None:
    every = [Truths.of(rules_with(tmp_path, changes)) for changes in PLANTED.values()]
    planted = {kind for truths in every for check in BRUTE for kind, _at in check(truths)}
    assert planted == set(FindingKind) - {FindingKind.OVERLAY_WIDENS, FindingKind.OVERLAY_CONTRADICTS}


OVERLAYS: Mapping[str, str] = {
    "lets in": "parameters: {hours.2: 5}\n",
    "stricter": "parameters: {hours.2: 15}\n",
    "lets nobody through": f"""\
documents: {{own: {{title: {{zh: 甲, en: a}}}}}}
source: {{document: own}}
conditions:
{NEVER}add: [{{question: hold, require: [never]}}]
""",
}


@pytest.mark.parametrize("name", OVERLAYS)
def test_what_overlays_do_is_what_all_people_of_the_grid_say(tmp_path: Path, name: str) -> None:
    base = rules_with(tmp_path, ())
    file = tmp_path / "overlay.yaml"
    file.write_text(f"overlay: own\nruleset: bell-founder\n{OVERLAYS[name]}\n", encoding="utf-8")
    overlaid = base.overlaid([file])
    before, after = Truths.of(base), Truths.of(overlaid)
    by_brute_force = set()
    for key, plan in after.plans.items():
        was, now = before.answers(key), after.answers(key)
        if any(b and not a for a, b in zip(was, now)):
            by_brute_force.add((FindingKind.OVERLAY_WIDENS, plan.root.id))
        if any(was) and not any(now):
            by_brute_force.add((FindingKind.OVERLAY_CONTRADICTS, plan.root.id))
    kinds = (FindingKind.OVERLAY_WIDENS, FindingKind.OVERLAY_CONTRADICTS)
    found = {(one.kind, one.at) for one in verify(overlaid, days=[DAY], before=base).findings if one.kind in kinds}
    assert by_brute_force == found
    assert bool(found) == (name != "stricter")
