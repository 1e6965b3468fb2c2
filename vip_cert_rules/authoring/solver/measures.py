"""When a measure reaches a number, as a formula over slots. One function per measure of the closed list.

Everything is known of the people of a search, so that a measure has one value and not a range.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache, singledispatchmethod
from math import ceil

import attrs

from vip_cert_rules.authoring.solver.criteria import Holding, passes
from vip_cert_rules.authoring.solver.logic import Formula, Term, both, either, negated, number_where, total
from vip_cert_rules.authoring.solver.slots import Slot, scaled
from vip_cert_rules.dates import completed_months
from vip_cert_rules.kleene import Number
from vip_cert_rules.measures.measure import (
    Added,
    Best,
    ContinuousMonths,
    Count,
    CumulativeMonths,
    Listed,
    Measure,
    Passing,
    Prefer,
    Total,
)
from vip_cert_rules.measures.query import Query

LEAP_CYCLE = 28
"""After so many years the days of the months repeat (between 1901 and 2099)."""


@attrs.define(eq=False)
class Reaching:
    """Holds measures against numbers, as of a day."""

    slots: Mapping[str, Sequence[Slot]]
    holding: Holding
    as_of: date
    rules: list[Formula] = attrs.field(factory=list)
    """What a search leaves out: people whose days the formula could not count exactly."""
    _found: dict[Query, list[tuple[Slot, Formula]]] = attrs.field(factory=dict)

    def matching(self, query: Query) -> list[tuple[Slot, Formula]]:
        """The slots that may hold a record of the query, each with when it does."""
        found = self._found.get(query)
        if found is None:
            pairs = [(slot, self.holding.all_of(query, slot)) for slot in self.slots.get(query.source, ())]
            found = [(slot, holds) for slot, holds in pairs if holds is not False]
            if query.latest:
                found = [(slot, self._is_last(query, found, i)) for i, (slot, _holds) in enumerate(found)]
            self._found[query] = found
        return found

    def _is_last(self, query: Query, found: Sequence[tuple[Slot, Formula]], place: int) -> Formula:
        """Whether a record is the latest of its query, of several the last listed, and satisfies ``then``."""
        slot, holds = found[place]
        later = [
            both([other_holds, _before(self._key(query, slot), self._key(query, other), or_equal=number > place)])
            for number, (other, other_holds) in enumerate(found)
            if number != place
        ]
        then = [self.holding.holds(one, slot) for one in query.then]
        return both([holds, negated(either(later)), *then])

    def _key(self, query: Query, slot: Slot) -> list[Term]:
        return [slot.cells[field].value for field in query.latest]

    @singledispatchmethod
    def reaches(self, measure: Measure, number: Number) -> Formula:
        """Whether a measure is at or above a number."""
        raise AssertionError(f"{type(measure).__name__} has no formula")

    @reaches.register
    def _count(self, measure: Count, number: Number) -> Formula:
        found = self.matching(measure.query)
        if number <= 0:
            return True
        if number <= 1:
            return either(holds for _slot, holds in found)
        return total(number_where(holds, 1, 0) for _slot, holds in found) >= ceil(number)

    @reaches.register
    def _total(self, measure: Total, number: Number) -> Formula:
        return self.value(measure)[0] >= scaled(number)

    @reaches.register
    def _best(self, measure: Best, number: Number) -> Formula:
        least = ceil(number) if measure.scale() is not None else scaled(number)
        found = self.matching(measure.query)
        return either(both([holds, slot.cells[measure.field].value >= least]) for slot, holds in found)

    @reaches.register
    def _passing(self, measure: Passing, number: Number) -> Formula:
        score_first = measure.prefer is Prefer.SCORE
        return either(
            both([holds, passes(slot, slot.cells["score"].value >= scaled(number), score_first)])
            for slot, holds in self.matching(measure.query)
        )

    @reaches.register
    def _continuous(self, measure: ContinuousMonths, number: Number) -> Formula:
        if number <= 0:
            return True
        first = latest_start(self.as_of, ceil(number))
        served = self.covered(self.matching(measure.query), first.toordinal(), self.as_of.toordinal())
        if measure.since is None:
            return served
        since = measure.since
        held = either(
            both([holds, slot.cells[since.field].value <= first.toordinal()])
            for slot, holds in self.matching(since.query)
        )
        return both([served, held])

    def covered(self, found: Sequence[tuple[Slot, Formula]], first: int, last: int) -> Formula:
        """Whether every day from ``first`` to ``last`` lies within some stretch.

        The first day does; and the day after each stretch that ends before the last day lies within another one.
        """
        follows = [
            either(
                [
                    negated(holds),
                    slot.cells["end"].null,
                    slot.cells["end"].value < first,
                    slot.cells["end"].value >= last,
                    self._within(found, slot.cells["end"].value + 1),
                ]
            )
            for slot, holds in found
        ]
        return both([self._within(found, first), *follows])

    def _within(self, found: Sequence[tuple[Slot, Formula]], day: Term) -> Formula:
        return either(
            both(
                [
                    holds,
                    slot.cells["start"].value <= day,
                    either([slot.cells["end"].null, slot.cells["end"].value >= day]),
                ]
            )
            for slot, holds in found
        )

    @reaches.register
    def _cumulative(self, measure: CumulativeMonths, number: Number) -> Formula:
        if number <= 0:
            return True
        days = self._days_served(self.matching(measure.query))
        fewest, most = days_of_months(self.as_of, ceil(number))
        # how many days so many months have hangs on the first day served: people in between are left out
        self.rules.append(either([days < fewest, days >= most]))
        return days >= most

    def _days_served(self, found: Sequence[tuple[Slot, Formula]]) -> Term:
        """The distinct days before the as-of date; stretches are taken in the order of their numbers, by first day."""
        yesterday = self.as_of.toordinal() - 1
        days: Term = 0
        reach: Term = 0
        before: list[tuple[Slot, Formula]] = []
        for slot, holds in found:
            start, end = slot.cells["start"].value, slot.cells["end"]
            for other, other_holds in before:
                ordered = other.cells["start"].value <= start
                self.rules.append(either([negated(holds), negated(other_holds), ordered]))
            before.append((slot, holds))
            last = number_where(either([end.null, end.value > yesterday]), yesterday, end.value)
            first = number_where(start > reach, start, reach + 1)
            adds = both([holds, last >= first])
            days = days + number_where(adds, last - first + 1, 0)
            reach = number_where(both([holds, last > reach]), last, reach)
        return days

    @reaches.register
    def _added(self, measure: Added, number: Number) -> Formula:
        values = [self.value(part) for part in measure.parts]
        some = both(has_value for _value, has_value in values)
        return both([some, total(value for value, _some in values) >= scaled(number * measure.divided_by)])

    @reaches.register
    def _listed(self, measure: Listed, number: Number) -> Formula:
        return int(bool(measure.is_listed)) >= number

    def value(self, measure: Measure) -> tuple[Term, Formula]:
        """The value of a measure of marks, hours or records in hundredths, and whether there is one to add."""
        if isinstance(measure, Count):
            found = self.matching(measure.query)
            return 100 * total(number_where(holds, 1, 0) for _slot, holds in found), True
        if isinstance(measure, Total):
            found = self.matching(measure.query)
            return total(number_where(holds, slot.cells[measure.field].value, 0) for slot, holds in found), True
        assert isinstance(measure, Best), f"{type(measure).__name__} cannot be added"
        found = self.matching(measure.query)
        best: Term = 0
        for slot, holds in found:
            value = slot.cells[measure.field].value
            best = number_where(both([holds, value > best]), value, best)
        return best, either(holds for _slot, holds in found)


def _before(one: Sequence[Term], other: Sequence[Term], *, or_equal: bool) -> Formula:
    """Whether one key comes before another; ``or_equal``: or is the same."""
    found: Formula = or_equal
    for mine, theirs in reversed(list(zip(one, other))):
        found = either([mine < theirs, both([mine == theirs, found])])
    return found


def latest_start(as_of: date, months: int) -> date:
    """The last day from which so many months are completed on the as-of date."""
    day = as_of - timedelta(days=int(months * 30.4369) - 5)
    while completed_months(day, as_of) < months:
        day -= timedelta(days=1)
    return day


@lru_cache(maxsize=1024)
def days_of_months(as_of: date, months: int) -> tuple[int, int]:
    """The fewest and the most days in which so many months are completed, from whatever first day."""
    counts = set()
    for back in range(LEAP_CYCLE * 366):
        start = as_of - timedelta(days=back)
        counts.add(_days_from(start, months))
    return min(counts), max(counts)


def _days_from(start: date, months: int) -> int:
    days = int(months * 30.4369) - 5
    while completed_months(start, start + timedelta(days=days)) < months:
        days += 1
    return days
