"""Parameters hold values of their type, on every day and at every level they declare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vip_cert_rules.dates import FIRST_DAY
from vip_cert_rules.faults import Path, render_path
from vip_cert_rules.rulesets.checks.parts import RuleFile
from vip_cert_rules.rulesets.settings import SHAPES, addresses, check_positions
from vip_cert_rules.rulesets.syntax import Dated, ParameterPart, ParameterType
from vip_cert_rules.shapes import Refused, Report


def check_values(file: RuleFile, report: Report) -> None:
    """Every declared value has the type of its parameter; dated values leave no day without one."""
    in_force = file.part.in_force
    if in_force is not None and in_force.start and in_force.end and in_force.end < in_force.start:
        message = f"{in_force.end} is before `from` {in_force.start}"
        report.add("days-out-of-order", (*in_force.path, "to"), message)
    for name, part in file.part.parameters.items():
        if part.value is not None and part.values is not None:
            message = "a parameter has `value` or `values`, not both"
            report.add("value-and-values", (*part.path, "value"), message, "keep one of them", at_key=True)
        if "{level}" in name and (part.values is None or part.by_level):
            message = f"`{name}` has `{{level}}` in its name but no value for each level"
            report.add("level-in-name", part.path, message, "give `values`, or take it out of the name", at_key=True)
        for value, _path in declared_values(part):
            if isinstance(value, Dated):
                _check_days(file, value, report)
        for value, path in single_values(part):
            if value is None:
                if not part.nullable and path != (*part.path, "value"):
                    hint = "say `nullable: true`, or give a value"
                    report.add("null-not-allowed", path, "null where a value is needed", hint)
            else:
                read = SHAPES[part.type].read(list(value) if isinstance(value, tuple) else value, path, report)
                if not isinstance(read, Refused):
                    check_positions(file.part, part.type, read, path, report)
        if part.type is ParameterType.POSITION_LEVELS and not file.part.positions:
            message = f"`{name}` lists levels of positions, but the rule set declares no positions"
            report.add("no-positions-declared", part.path, message, at_key=True)
    _check_addresses(file, report)


def declared_values(part: ParameterPart) -> Iterator[tuple[Any, Path]]:
    """What a parameter declares, dated or not, with its place."""
    yield part.value, (*part.path, "value")
    for level, value in (part.values or {}).items():
        yield value, (*part.path, "values", level)


def single_values(part: ParameterPart) -> Iterator[tuple[Any, Path]]:
    """The same, each dated value by itself."""
    for value, path in declared_values(part):
        if isinstance(value, Dated):
            for day, item in value.values:
                yield item, (*path, "from", day.isoformat())
        else:
            yield value, path


def _check_days(file: RuleFile, dated: Dated, report: Report) -> None:
    first = dated.values[0][0]
    start = None if file.part.in_force is None else file.part.in_force.start
    hint = "give the value that held before, or say since when the rule set is in force (`in_force`)"
    if first == FIRST_DAY:
        return
    if start is None:
        message = f"there is no value before {first}, but the rule set is in force on every day before it"
        report.add("undated-gap", dated.path, message, hint)
    elif start < first:
        message = f"there is no value before {first}, but the rule set is in force from {start} on"
        report.add("undated-gap", dated.path, message, hint)


def _check_addresses(file: RuleFile, report: Report) -> None:
    taken: dict[str, Path] = {}
    for name, part in file.part.parameters.items():
        for address, level, _value in addresses(name, part):
            path = part.path if level is None else (*part.path, "values", str(level))
            first = taken.setdefault(address, path)
            if first != path:
                message = f"`{address}` is also the name of `{render_path(first)}`"
                report.add("duplicate-parameter", path, message, "name one of them otherwise", at_key=True)
