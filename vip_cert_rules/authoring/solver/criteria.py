"""When a record in a slot satisfies a criterion, as a formula. One function per criterion of the closed list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from functools import singledispatchmethod
from typing import Any

import attrs

from vip_cert_rules.authoring.solver.logic import Formula, both, chosen, either, negated
from vip_cert_rules.authoring.solver.slots import Slot, Vocabulary, scaled, spec_of
from vip_cert_rules.candidate.fields import Null
from vip_cert_rules.dates import first_day_within
from vip_cert_rules.measures import criteria as c
from vip_cert_rules.measures.query import Query


def open_parameters(criterion: c.Criterion) -> Iterator[str]:
    """The parameters that a criterion waits for."""
    awaited = criterion.awaits()
    if awaited is not None:
        yield awaited
    if isinstance(criterion, c.Passes) and criterion.marks is None:
        yield criterion.parameter
    if isinstance(criterion, c.AnyOf):
        for part in criterion.parts:
            yield from open_parameters(part)


@attrs.frozen(eq=False)
class Holding:
    """Holds criteria against slots, as of a day."""

    vocabulary: Vocabulary
    as_of: date
    person: dict[str, dict[str, Formula]]
    """Of lists of the person: whether each word is in it."""

    def all_of(self, query: Query, slot: Slot) -> Formula:
        """Whether a slot's record comes into question: that it is there, counts on the day, and satisfies ``where``."""
        return both([slot.present, *(self.holds(one, slot) for one in query.criteria)])

    @singledispatchmethod
    def holds(self, criterion: c.Criterion, slot: Slot) -> Formula:
        """Whether a slot's record, if it is there, satisfies a criterion."""
        raise AssertionError(f"{type(criterion).__name__} has no formula")

    def _unless_null(self, criterion: c.Criterion, slot: Slot, holds: Formula) -> Formula:
        null = slot.cells[criterion.field].null
        every = spec_of(slot.source, criterion.field).null is Null.EVERY
        return either([null, holds]) if every else both([negated(null), holds])

    def _equals(self, field: str, value: Any, slot: Slot) -> Formula:
        cell = slot.cells[field].value
        if isinstance(value, bool):
            return (cell is value) if isinstance(cell, bool) else cell if value else negated(cell)
        if isinstance(value, (str, Enum)):
            return cell == self.vocabulary.number(slot.source, field, value)
        return cell == value

    @holds.register
    def _is(self, criterion: c.Is, slot: Slot) -> Formula:
        return self._unless_null(criterion, slot, self._equals(criterion.field, criterion.value, slot))

    @holds.register
    def _one_of(self, criterion: c.OneOf, slot: Slot) -> Formula:
        equal = either(self._equals(criterion.field, value, slot) for value in criterion.values or ())
        return self._unless_null(criterion, slot, equal)

    @holds.register
    def _at_least(self, criterion: c.AtLeast, slot: Slot) -> Formula:
        return self._unless_null(criterion, slot, slot.cells[criterion.field].value >= criterion.word.rank)

    @holds.register
    def _level_is(self, criterion: c.LevelIs, slot: Slot) -> Formula:
        return self._unless_null(criterion, slot, slot.cells[criterion.field].value == criterion.level)

    @holds.register
    def _level_at_or_above(self, criterion: c.LevelAtOrAbove, slot: Slot) -> Formula:
        return self._unless_null(criterion, slot, slot.cells[criterion.field].value <= criterion.level)

    @holds.register
    def _lists(self, criterion: c.Lists, slot: Slot) -> Formula:
        return slot.words[criterion.field][criterion.word]

    @holds.register
    def _person_lists(self, criterion: c.PersonLists, _slot: Slot) -> Formula:
        return self.person[criterion.field][criterion.word]

    @holds.register
    def _between(self, criterion: c.Between, slot: Slot) -> Formula:
        day = slot.cells[criterion.field].value
        first, last = criterion.first.toordinal(), criterion.last.toordinal()
        return self._unless_null(criterion, slot, both([day >= first, day <= last]))

    @holds.register
    def _counts(self, _criterion: c.Counts, slot: Slot) -> Formula:
        return slot.day() <= self.as_of.toordinal()

    @holds.register
    def _not_over(self, criterion: c.NotOver, slot: Slot) -> Formula:
        cell = slot.cells[criterion.field]
        return either([cell.null, cell.value >= self.as_of.toordinal()])

    @holds.register
    def _not_yet(self, criterion: c.NotYet, slot: Slot) -> Formula:
        cell = slot.cells[criterion.field]
        return either([cell.null, cell.value > self.as_of.toordinal()])

    @holds.register
    def _within_months(self, criterion: c.WithinMonths, slot: Slot) -> Formula:
        computed: Formula = True
        if criterion.months is not None:
            first = first_day_within(self.as_of + timedelta(days=criterion.days_less), criterion.months)
            computed = slot.cells[criterion.field].value >= first.toordinal()
        if criterion.stated is None:
            return computed
        stated = slot.cells[criterion.stated]
        return chosen(stated.null, computed, stated.value >= self.as_of.toordinal())

    @holds.register
    def _counts_until(self, criterion: c.CountsUntil, _slot: Slot) -> Formula:
        return self.as_of <= criterion.last

    @holds.register
    def _passes(self, criterion: c.Passes, slot: Slot) -> Formula:
        component = slot.cells["component"].value
        marked = either(
            both(
                [
                    component == self.vocabulary.number(slot.source, "component", name),
                    slot.cells["score"].value >= scaled(mark),
                ]
            )
            for name, mark in dict(criterion.marks or {}).items()
            if mark is not None
        )
        return passes(slot, marked, criterion.score_first)

    @holds.register
    def _any_of(self, criterion: c.AnyOf, slot: Slot) -> Formula:
        return either(self.holds(part, slot) for part in criterion.parts)


def passes(slot: Slot, reaches: Formula, score_first: bool) -> Formula:
    """Whether a result passes: as it is reported, or as its score says."""
    score, passed = slot.cells["score"], slot.cells.get("passed")
    if passed is None:
        return reaches
    if score_first:
        return chosen(score.null, passed.value, reaches)
    return chosen(passed.null, reaches, passed.value)
