"""A file of rule tests as it was written: what its mappings hold before rows become cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

import attrs

from vip_cert_rules.decision.outcome import Outcome
from vip_cert_rules.faults import Path
from vip_cert_rules.plan.nodes import Status

T = TypeVar("T")


@attrs.frozen
class PerCase(Generic[T]):
    """One value for every case of a row, or (``is_spread``) one for each of them."""

    values: tuple[T, ...]
    is_spread: bool = False

    def of(self, number: int) -> T:
        """The value for a case of the row, counted from 0."""
        return self.values[number] if self.is_spread else self.values[0]


@attrs.frozen
class RowPart:
    """One row. ``changes`` are by record paths, words of the question, `assume.…` and `parameters.…`."""

    path: Path
    changes: Mapping[str, Any]
    case: str | None = None
    clause: tuple[str, ...] = ()
    each: Mapping[str, tuple[Any, ...]] = attrs.field(factory=dict)
    around: Mapping[str, Any] = attrs.field(factory=dict)
    expect: PerCase[Outcome] | None = None
    status: Mapping[str, PerCase[Status]] = attrs.field(factory=dict)
    missing: PerCase[tuple[str, ...]] | None = None
    unmet: PerCase[tuple[str, ...]] | None = None
    first_failing: PerCase[str] | None = None

    def spreads(self) -> dict[str, int]:
        """How many values stand under every key that says one for each case."""
        named: dict[str, PerCase[Any] | None] = {
            "expect": self.expect,
            **{f"status.{node}": found for node, found in self.status.items()},
            "missing": self.missing,
            "unmet": self.unmet,
            "first_failing": self.first_failing,
        }
        return {key: len(found.values) for key, found in named.items() if found is not None and found.is_spread}


@attrs.frozen
class Adjusted:
    """What a file or a table says of the call: words of the question, and how an organisation adjusts the rules."""

    asked: Mapping[str, Any]
    assume: Mapping[str, Any]
    overlays: tuple[Any, ...]
    parameters: Any


@attrs.frozen
class TablePart:
    """One table: rows in the file, or in a CSV file beside it."""

    path: Path
    name: str
    clause: tuple[str, ...]
    adjusted: Adjusted
    given: Mapping[str, Any]
    rows: tuple[RowPart, ...] | None
    csv: str | None


@attrs.frozen
class FilePart:
    """The file."""

    title: str
    ruleset: str
    adjusted: Adjusted
    person: Mapping[str, Any]
    tables: tuple[TablePart, ...]
