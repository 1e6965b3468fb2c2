"""People around every value of two rule sets, for whoever has no population to ask about: searched for, not guessed.

For each question in which the two differ: somebody each rule set alone lets through; and for every value a condition
demands in either, people who are short of it, reach it exactly, and exceed it, all else being met as far as there is
anybody like that; for every term or period, people whose record is dated the day before, on, and after its limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import attrs

from vip_cert_rules.authoring.impact.model import Asking
from vip_cert_rules.authoring.impact.stretches import Stretch
from vip_cert_rules.authoring.solver import Search, Undecided
from vip_cert_rules.authoring.solver.logic import Formula, both, either
from vip_cert_rules.authoring.tables.bounds import has_boundary, own_nodes, step_of
from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.candidate.structure import structure_candidate
from vip_cert_rules.dates import first_day_within
from vip_cert_rules.faults import InputError
from vip_cert_rules.measures import criteria as c
from vip_cert_rules.measures.query import Query
from vip_cert_rules.plan.nodes import Plan
from vip_cert_rules.text import Lang, Text

ONLY_OLD = Text("仅旧规则符合", "qualifies under the old rules alone")
ONLY_NEW = Text("仅新规则符合", "qualifies under the new rules alone")
NUMBER = Text("{node} = {number}", "{node} = {number}")
DATED = Text("{node}：{field} = {day}", "{node}: {field} = {day}")
NAMED = Text("{asked} {day} {about}", "{asked} {day} {about}")

Progress = Callable[[int, int], None]


@attrs.define(eq=False)
class Population:
    """The people by the question they are made up for, each once, and the questions in which the solver gave up."""

    people: list[tuple[Asking, Candidate]] = attrs.field(factory=list)
    undecided: dict[Asking, None] = attrs.field(factory=dict)
    _seen: set[str] = attrs.field(factory=set)

    def add(self, asking: Asking, name: str, record: dict[str, Any]) -> None:
        """Somebody who was found, unless somebody of that name or record is there already."""
        for known in (name, repr((asking, record))):
            if known in self._seen:
                return
        self._seen |= {name, repr((asking, record))}
        self.people.append((asking, structure_candidate({**record, "id": name})))


def people_around(stretches: Sequence[Stretch], lang: Lang, progress: Progress) -> Population:
    """The people for all questions that differ. Raises :class:`InputError` without z3, and for missing parameters."""
    population = Population()
    faults: dict[tuple[str, str], Any] = {}
    for number, stretch in enumerate(stretches):
        progress(number, len(stretches))
        try:
            search = Search([stretch.old.plan, stretch.new.plan], stretch.first)
            for name, claims in _wanted(search, stretch, lang):
                record = _found(search, claims, stretch, population)
                if record is not None:
                    population.add(stretch.asking, _name(stretch, name, lang), record)
        except InputError as error:
            faults |= {(fault.code, fault.path): fault for fault in error.faults}
    progress(len(stretches), len(stretches))
    if faults:
        raise InputError(faults.values())
    return population


def _name(stretch: Stretch, about: str, lang: Lang) -> str:
    asking = stretch.asking
    asked = asking.node if asking.position is None else f"{asking.node} {asking.position}"
    return NAMED.say(lang, asked=asked, about=about, day=stretch.first.isoformat())


def _found(
    search: Search, claims: Sequence[Sequence[Formula]], stretch: Stretch, population: Population
) -> dict[str, Any] | None:
    """Somebody for whom the first claims hold that can hold of anybody."""
    for formulas in claims:
        try:
            record = search.find(*formulas)
        except Undecided:
            population.undecided[stretch.asking] = None
            continue
        if record is not None:
            return record
    return None


def _wanted(search: Search, stretch: Stretch, lang: Lang) -> Iterator[tuple[str, list[list[Formula]]]]:
    """Who is wanted, by name, and what is to hold of them: the more that can hold the better."""
    old, new = stretch.old.plan, stretch.new.plan
    for plan in dict.fromkeys((old, new)):
        for position in own_nodes(plan):
            node = plan.nodes[position]
            if node.test is None:
                continue
            alone = [search.truth(plan, forced={position: True}), ~search.truth(plan, forced={position: False})]
            for name, exact in (
                *_numbers(search, stretch, plan, position, lang),
                *_days(search, plan, position, stretch.first, lang),
            ):
                yield name, [[exact, *alone], [exact, alone[0]], [exact]]
    before, after = search.truth(old), search.truth(new)
    yield ONLY_OLD.in_lang(lang), [[before, ~after]]
    yield ONLY_NEW.in_lang(lang), [[after, ~before]]


def _numbers(search: Search, stretch: Stretch, plan: Plan, position: int, lang: Lang) -> Iterator[tuple[str, Formula]]:
    """At each number that either rule set demands here, a step below and a step above."""
    node = plan.nodes[position]
    if not has_boundary(node):
        return
    assert node.test is not None
    unit, step = node.test.required.unit, step_of(node)
    demanded = {
        other.test.required.value
        for one in (stretch.old.plan, stretch.new.plan)
        for other in one.nodes
        if other.id == node.id and other.test is not None and other.test.required.unit == unit
    }
    for bound in sorted(one for one in demanded if one is not None):
        for number in (bound - step, bound, bound + step):
            if number >= 0:
                beyond = search.reaches(plan, position, number + step)
                exact = search.reaches(plan, position, number) & ~beyond
                yield NUMBER.say(lang, node=node.id, number=number), exact


def _days(search: Search, plan: Plan, position: int, as_of: date, lang: Lang) -> Iterator[tuple[str, Formula]]:
    """At each limit of the days of its records: the day before, the day, the day after."""
    node = plan.nodes[position]
    assert node.test is not None
    for query in node.test.measure.queries():
        for criterion in (*query.criteria, *query.then):
            for limit in _limits(criterion, as_of):
                for day in (limit - timedelta(days=1), limit, limit + timedelta(days=1)):
                    formula = _dated(search, query, criterion, day)
                    if formula is not None:
                        field = f"{query.source}.{criterion.field}"
                        yield DATED.say(lang, node=node.id, field=field, day=day.isoformat()), formula


def _limits(criterion: c.Criterion, as_of: date) -> Iterator[date]:
    if isinstance(criterion, c.WithinMonths) and criterion.months is not None:
        yield first_day_within(as_of + timedelta(days=criterion.days_less), criterion.months)
    elif isinstance(criterion, c.Between):
        yield criterion.first
        yield criterion.last


def _dated(search: Search, query: Query, criterion: c.Criterion, day: date) -> Formula | None:
    """That a record which is right in all else is dated a day."""
    options = []
    for slot in search.slots(query.source):
        rest = search.holding([one for one in query.criteria if one != criterion], slot)
        stated = getattr(criterion, "stated", None)
        unstated = [] if stated is None else [slot.cells[stated].null]
        dated = slot.cells[criterion.field].value == day.toordinal()
        options.append(both([slot.present, dated, *unstated, *rest]))
    return search.formula(either(options)) if options else None
