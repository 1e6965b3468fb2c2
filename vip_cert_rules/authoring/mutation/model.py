"""Mutants of a rule set, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

import attrs

from vip_cert_rules.authoring.mutation.edits import Edit
from vip_cert_rules.authoring.tables.model import Asked
from vip_cert_rules.decision.outcome import Outcome
from vip_cert_rules.faults import Path, Place
from vip_cert_rules.text import Text


class Kind(str, Enum):
    """What is done to a rule."""

    BOUND = "bound"
    STRICT = "strict"
    NO_LIMIT = "no-limit"
    DAY = "day"
    LEVEL = "level"
    SWAP = "swap"
    GROUP = "group"
    ITEM = "item"
    ROUTE = "route"
    WAIVER = "waiver"
    TEST = "test"
    FLAG = "flag"
    WORD = "word"
    LATEST = "latest"
    MEASURE = "measure"
    READING = "reading"
    CASE = "case"


@attrs.frozen
class Mutant:
    """A rule file with one thing changed. ``assume`` are the readings under which what is changed has a say at all.

    ``file`` is the place of the file among those of its rule set.
    """

    kind: Kind
    path: Path
    edits: tuple[Edit, ...]
    label: Text
    place: Place
    assume: Mapping[str, str] = attrs.field(factory=dict)
    file: int = 0


class Verdict(str, Enum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    EQUIVALENT = "equivalent"
    STILLBORN = "stillborn"


class Why(str, Enum):
    """Why there is no row for a mutant that survived."""

    NO_SOLVER = "no-solver"
    UNDECIDED = "undecided"
    OPEN = "open"


@attrs.frozen
class Killer:
    """A person whom the rules and a mutant answer differently. ``case`` is that beside which a row can be put."""

    case: int
    asked: Asked
    record: Mapping[str, Any]
    expected: Outcome
    instead: Outcome
    """What the mutant answers."""


@attrs.frozen
class Fate:
    """What became of a mutant: killed by the case of a number, or what was found out about it otherwise."""

    verdict: Verdict
    killed_by: int | None = None
    killer: Killer | None = None
    why: Why | None = None


@attrs.frozen
class Survivor:
    """A mutant that no case tells from the rules.

    ``row`` kills it, in the table ``table`` of the file ``test``; where the row of another survivor does, ``like`` is
    that one's number among the mutants.
    """

    number: int
    mutant: Mutant
    diff: tuple[str, ...]
    why: Why | None = None
    killer: Killer | None = None
    row: str | None = None
    table: str | None = None
    test: str | None = None
    like: int | None = None


@attrs.frozen
class Equal:
    """A mutant that answers everybody as the rules do."""

    mutant: Mutant
    diff: tuple[str, ...]


@attrs.frozen
class Killed:
    """A mutant and the case that tells it from the rules."""

    mutant: Mutant
    by: str
    place: Place | None


@attrs.frozen
class Mutation:
    """What rule tests are worth: of the mutants of a rule set, those that some case of theirs fails under."""

    ruleset: str
    version: str
    digest: str
    killed: tuple[Killed, ...]
    survived: tuple[Survivor, ...]
    equivalent: tuple[Equal, ...]
    stillborn: int
    cases: int
    searched: bool
    """Whether a solver was there."""

    @property
    def counted(self) -> int:
        """How many mutants count: equivalent ones do not, nor what is no rule set."""
        return len(self.killed) + len(self.survived)

    @property
    def score(self) -> float:
        """In percent, rounded down to a tenth: 100 only where none survived."""
        return 100.0 if not self.counted else (1000 * len(self.killed) // self.counted) / 10
