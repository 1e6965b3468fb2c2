"""Rows of rule tests from people that were found: ready to be pasted into a table, with days counted as tables do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import yaml

from vip_cert_rules.authoring.tables.model import Asked
from vip_cert_rules.candidate.fields import RecordOf, specs
from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.dates import completed_months, corresponding_day, parse_day
from vip_cert_rules.decision.outcome import Outcome
from vip_cert_rules.plan.nodes import Status
from vip_cert_rules.shapes import Day, ListOf

NEAR = 3
"""So many days beside a whole number of months a day is told from it."""

INDENT = " " * 6


def row_text(
    name: str,
    asked: Asked,
    record: Mapping[str, Any],
    outcome: Outcome,
    statuses: Sequence[tuple[str, Status]] = (),
    also: Mapping[str, Any] | None = None,
) -> str:
    """A row for one person, which says all it needs: what is asked, every list that matters, what is expected.

    ``also`` is what else the row has to say, such as parameters.
    """
    lines = [f"- case: {_flow(name)}", f"  question: {_flow(asked.question)}"]
    lines += [
        f"  {word}: {_flow(value)}" for word, value in (("level", asked.level), ("position", asked.position)) if value
    ]
    lines += [f"  assume.{name}: {_flow(reading)}" for name, reading in asked.assume.items()]
    lines += [f"  {word}: {_flow(value)}" for word, value in (also or {}).items()]
    lines += [f"  {field}: {_flow(value)}" for field, value in relative(record, asked.as_of).items() if field != "id"]
    lines.append(f"  expect: {outcome.value}")
    if statuses:
        told = ", ".join(f"{_flow(node)}: {status.value}" for node, status in statuses)
        lines.append(f"  status: {{{told}}}")
    return "\n".join(INDENT + line for line in lines)


def relative(record: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    """A record whose days are counted from the as-of date, where that can be said in a few words."""
    shapes = {name: spec.shape for name, spec in specs(Candidate)}
    out: dict[str, Any] = {}
    for name, value in record.items():
        shape = shapes[name]
        if isinstance(shape, ListOf) and isinstance(shape.item, RecordOf) and value is not None:
            days = {field for field, spec in specs(shape.item.cls) if isinstance(spec.shape, Day)}
            out[name] = [dict(_entries(row, days, as_of)) for row in value]
        else:
            out[name] = value
    return out


def _entries(row: Mapping[str, Any], days: set[str], as_of: date) -> Iterator[tuple[str, Any]]:
    for field, value in row.items():
        day = parse_day(value) if field in days and isinstance(value, str) else None
        yield field, value if day is None else relative_day(day, as_of)


def relative_day(day: date, as_of: date) -> str:
    """A day as ``as_of - 2y + 1d`` where it is near a whole number of months from the as-of date, else as it is."""
    if day == as_of:
        return "as_of"
    for beside in sorted(range(-NEAR, NEAR + 1), key=abs):
        start = day - timedelta(days=beside)
        months = completed_months(start, as_of) if start <= as_of else -completed_months(as_of, start)
        if corresponding_day(as_of, -months) == start and not (months == 0 and abs(beside) > NEAR):
            return "as_of" + _steps(months) + (f" {'+' if beside > 0 else '-'} {abs(beside)}d" if beside else "")
    return day.isoformat()


def _steps(months: int) -> str:
    if not months:
        return ""
    sign, count = ("-", months) if months > 0 else ("+", -months)
    return f" {sign} {count // 12}y" if count % 12 == 0 else f" {sign} {count}m"


def _flow(value: Any) -> str:
    text: str = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=100_000)
    return text.removesuffix("\n").removesuffix("...").removesuffix("\n")
