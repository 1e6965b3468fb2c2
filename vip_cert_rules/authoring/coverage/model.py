"""What there is to cover, and what was covered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum

import attrs

from vip_cert_rules.authoring.tables.model import Case
from vip_cert_rules.plan.nodes import Node


class Aspect(str, Enum):
    """What of a node a case can show."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    WAIVED = "waived"
    BELOW = "below"
    AT = "at"
    ABOVE = "above"
    DECIDES_YES = "decides yes"
    DECIDES_NO = "decides no"


class Measure(str, Enum):
    """The three kinds of coverage."""

    STATUS = "status"
    BOUNDARY = "boundary"
    DECISION = "MC/DC"


MEASURES: Mapping[Aspect, Measure] = {
    Aspect.MET: Measure.STATUS,
    Aspect.UNMET: Measure.STATUS,
    Aspect.UNKNOWN: Measure.STATUS,
    Aspect.WAIVED: Measure.STATUS,
    Aspect.BELOW: Measure.BOUNDARY,
    Aspect.AT: Measure.BOUNDARY,
    Aspect.ABOVE: Measure.BOUNDARY,
    Aspect.DECIDES_YES: Measure.DECISION,
    Aspect.DECIDES_NO: Measure.DECISION,
}


@attrs.frozen
class Target:
    """Something that a case can show: an aspect of a node of a rule set."""

    ruleset: str
    question: str
    level: int | None
    node: str
    aspect: Aspect

    @property
    def measure(self) -> Measure:
        """The kind of coverage it belongs to."""
        return MEASURES[self.aspect]


@attrs.frozen
class Gap:
    """A target that no case shows. ``row`` shows it, in the table ``table`` of the file; ``None``: see ``why``."""

    target: Target
    row: str | None = None
    table: str | None = None
    shows_too: tuple[Target, ...] = ()


@attrs.frozen(eq=False)
class Coverage:
    """What the cases of some rule tests show of their rule sets.

    ``nodes`` are in the order of their questions. ``impossible`` are targets that nobody can show, as far as a solver
    was asked; without a solver, ``searched`` is false, they are among the gaps.
    """

    nodes: Mapping[tuple[str, str], Node]
    targets: tuple[Target, ...]
    shown: Mapping[Target, Case]
    impossible: frozenset[Target]
    gaps: tuple[Gap, ...]
    searched: bool

    def of(self, measure: Measure) -> Share:
        """How much of a kind was shown."""
        return self._share(target for target in self.targets if target.measure is measure)

    def by_question(self) -> Iterator[tuple[tuple[str, str, int | None], Mapping[Measure, Share]]]:
        """How much of each kind was shown, by rule set, question and level."""
        keys = dict.fromkeys((target.ruleset, target.question, target.level) for target in self.targets)
        for key in keys:
            here = [target for target in self.targets if (target.ruleset, target.question, target.level) == key]
            yield (
                key,
                {measure: self._share(target for target in here if target.measure is measure) for measure in Measure},
            )

    def _share(self, targets: Iterator[Target]) -> Share:
        possible = [target for target in targets if target not in self.impossible]
        return Share(sum(target in self.shown for target in possible), len(possible))


@attrs.frozen
class Share:
    """So many of so many."""

    shown: int
    all: int

    @property
    def percent(self) -> float:
        """In percent, rounded down to a tenth: 100 only where nothing is missing."""
        return 100.0 if not self.all else (1000 * self.shown // self.all) / 10

    def __str__(self) -> str:
        return f"{self.shown}/{self.all}"
