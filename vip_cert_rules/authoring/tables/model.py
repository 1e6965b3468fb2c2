"""Rule tests in memory: a file, its tables, their rows, and the cases that rows stand for.

A case is all that one evaluation needs, and what is expected of it. Whoever wants to know more than whether it passes
(coverage, mutants) takes the cases of a test and asks :func:`~vip_cert_rules.authoring.tables.run.decide` under other
rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import attrs

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.decision.decision import Decision
from vip_cert_rules.decision.outcome import Outcome
from vip_cert_rules.faults import Place
from vip_cert_rules.plan.nodes import Status
from vip_cert_rules.rulesets.overlays.overlay import Overlay
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.rulesets.versions.versions import RuleSetVersions

Rules = RuleSet | RuleSetVersions


class Step(str, Enum):
    """Where a case of a boundary row stands: before, on or after the boundary."""

    BELOW = "below"
    AT = "at"
    ABOVE = "above"


@attrs.frozen
class Asked:
    """What is asked of the rules, and how an organisation adjusts them."""

    question: str
    level: int | None
    position: str | None
    as_of: date
    rules_as_of: date | None = None
    assume: Mapping[str, str | None] = attrs.field(factory=dict)
    overlays: tuple[Overlay, ...] = ()
    """In their order; parameters are the last of them, without a name."""


@attrs.frozen
class Expectation:
    """What a decision has to say. ``None``: anything. ``statuses`` are by the ids of nodes.

    ``missing`` are all facts that are missing and ``unmet`` the ids of all conditions that stand in the way, in any
    order; ``first_failing`` is the clause of the first of them.
    """

    outcome: Outcome
    statuses: tuple[tuple[str, Status], ...] = ()
    missing: frozenset[str] | None = None
    unmet: frozenset[str] | None = None
    first_failing: str | None = None


@attrs.frozen
class Change:
    """One thing in which a case differs from the person and the question of its file, as it was written."""

    name: str
    value: object


@attrs.frozen(eq=False)
class Case:
    """One evaluation with what is expected of it."""

    name: str
    table: str
    clauses: tuple[str, ...]
    place: Place | None
    asked: Asked
    rules: Rules
    """As the file names them, without the overlays of the case."""
    candidate: Candidate
    changes: tuple[Change, ...]
    expectation: Expectation
    step: Step | None = None

    @property
    def id(self) -> str:
        """The name by which it is chosen and reported; no other case of its file has it."""
        return f"{self.table} :: {self.name}"


@attrs.frozen(eq=False)
class Row:
    """One row of a table: one case, or several where a list or a boundary spans it."""

    name: str
    place: Place | None
    cases: tuple[Case, ...]


@attrs.frozen(eq=False)
class Table:
    """Rows about one thing, usually one clause."""

    name: str
    clauses: tuple[str, ...]
    rows: tuple[Row, ...]


@attrs.frozen(eq=False)
class RuleTest:
    """A file of rule tests. ``files`` are all files that it was made from: a change of one may change a result."""

    path: str
    title: str
    rules: Rules
    tables: tuple[Table, ...]
    files: tuple[Path, ...]

    def cases(self) -> Iterator[Case]:
        """Every case, in the order of the file."""
        return (case for table in self.tables for row in table.rows for case in row.cases)


class Aspect(str, Enum):
    """What of a decision may differ from what was expected."""

    OUTCOME = "outcome"
    STATUS = "status"
    MISSING = "missing"
    UNMET = "unmet"
    FIRST_FAILING = "first_failing"


@attrs.frozen
class Difference:
    """Something that is not as expected. ``node`` is the id of the node whose status it is."""

    aspect: Aspect
    expected: Any
    actual: Any
    node: str | None = None


@attrs.frozen(eq=False)
class Result:
    """A case with the decision that was made, and every way in which it is not as expected."""

    case: Case
    decision: Decision
    differences: tuple[Difference, ...]
    seconds: float = 0.0

    @property
    def has_passed(self) -> bool:
        """Whether everything is as expected."""
        return not self.differences
