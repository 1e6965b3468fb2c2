"""What a change of rules does, in memory."""

from __future__ import annotations

from datetime import date

import attrs

from vip_cert_rules.decision.outcome import Outcome
from vip_cert_rules.plan.nodes import Status
from vip_cert_rules.text import Text


@attrs.frozen
class Asking:
    """A question at a level, for a position, of programmes that have them."""

    question: str
    level: int | None
    position: str | None

    @property
    def node(self) -> str:
        """As the nodes of its plan are named: `apply.3`."""
        return self.question if self.level is None else f"{self.question}.{self.level}"


@attrs.frozen
class Through:
    """A condition by which an answer differs. ``None``: the condition is not there under these rules."""

    node: str
    label: Text
    clauses: tuple[Text, ...]
    before: Status | None
    after: Status | None


@attrs.frozen
class Change:
    """An answer about one person that differs on every day from ``first`` through ``last``.

    ``unit`` is the kind of unit in which the person works on the first of them; ``None``: not known.
    """

    person: str
    unit: str | None
    asking: Asking
    first: date
    last: date
    before: Outcome
    after: Outcome
    through: tuple[Through, ...]


@attrs.frozen
class RulesNamed:
    """Rules as a report names them. A folder of versions has no one version and no one digest."""

    name: str
    version: str
    digest: str | None
    overlays: tuple[str, ...]


@attrs.frozen
class Apart:
    """A question that only one of the two can be asked, on the days from ``first`` through ``last``."""

    asking: Asking
    first: date
    last: date
    is_new: bool
    """Whether it is the new rules that can be asked it."""


@attrs.frozen
class Impact:
    """Whose answers differ. ``compared`` are the questions in which the rules demand something else, of ``asked``."""

    old: RulesNamed
    new: RulesNamed
    first: date
    last: date
    asked: int
    compared: tuple[Asking, ...]
    apart: tuple[Apart, ...]
    people: int
    changes: tuple[Change, ...]
    generated: bool = False
    """Whether the people are made up, around the values of both rule sets."""
    undecided: tuple[Asking, ...] = ()
    """Questions for which not everybody who should be made up was found."""
