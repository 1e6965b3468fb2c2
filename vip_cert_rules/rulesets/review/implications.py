"""Which nodes of a plan follow from which, as far as their structure shows it. What is not seen here may still hold."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from vip_cert_rules.measures.measure import ContinuousMonths, CumulativeMonths, Measure
from vip_cert_rules.plan.nodes import Kind, Plan, Test

Formula = int | tuple[str, tuple["Formula", ...]]
"""A condition's own test, by the position of its node; or ``all`` or ``any`` of several."""


@attrs.define
class Implications:
    """Compares nodes of one plan."""

    plan: Plan
    known: dict[tuple[Formula, Formula], bool] = attrs.field(factory=dict)

    def implies(self, one: int, other: int, demanded: Sequence[int] = ()) -> bool:
        """Whether whoever meets the node ``one``, and ``demanded``, is seen to meet ``other``; all by position."""
        given = self.formula(one), *(self.formula(position) for position in demanded)
        return self.follows(("all", given), self.formula(other))

    def formula(self, position: int) -> Formula:
        """A node as all and any of the tests within it."""
        node = self.plan.nodes[position]
        within = tuple(self.formula(child) for child in node.children)
        if node.kind is Kind.CONDITION:
            return ("any", (position, *within)) if within else position
        return ("any" if node.kind is Kind.ANY else "all", within)

    def follows(self, given: Formula, sought: Formula) -> bool:
        """Whether one formula is seen to follow from another."""
        key = (given, sought)
        if key not in self.known:
            self.known[key] = self._follows(given, sought)
        return self.known[key]

    def _follows(self, given: Formula, sought: Formula) -> bool:
        if isinstance(sought, tuple) and sought[0] == "all":
            return all(self.follows(given, part) for part in sought[1])
        if isinstance(given, tuple) and given[0] == "any":
            return all(self.follows(part, sought) for part in given[1])
        if isinstance(sought, tuple) and any(self.follows(given, part) for part in sought[1]):
            return True
        if isinstance(given, tuple):
            return any(self.follows(part, sought) for part in given[1])
        return not isinstance(sought, tuple) and self.test_follows(given, sought)

    def test_follows(self, given: int, sought: int) -> bool:
        """Whether one condition's own test follows from another's: the same measured, and at least as much of it."""
        one, other = self.plan.nodes[given].test, self.plan.nodes[sought].test
        assert one is not None and other is not None
        if one.required.parameter is not None and one.required.parameter == other.required.parameter:
            return _covers(one.measure, other.measure)
        if one.required.value is None or other.required.value is None:
            return False
        return _same_decider(one, other) and one.required.value >= other.required.value


def _same_decider(one: Test, other: Test) -> bool:
    return one.required.unit == other.required.unit and _covers(one.measure, other.measure)


def _covers(one: Measure, other: Measure) -> bool:
    """Whether one measure is never more than another.

    Unbroken service up to a day is a part of all service before it. Laid end to end from an earlier first day, the
    same days may complete one month less, where short months fall differently: for a warning that is near enough.
    """
    if one == other:
        return True
    if not isinstance(one, ContinuousMonths) or not isinstance(other, (ContinuousMonths, CumulativeMonths)):
        return False
    if one.query != other.query:
        return False
    return isinstance(other, CumulativeMonths) or other.since is None
