"""Parameters hold values of their type, on every day and at every level they declare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vip_cert_rules.dates import FIRST_DAY
from vip_cert_rules.faults import Path, render_path
from vip_cert_rules.rulesets.checks.mentions import key_path
from vip_cert_rules.rulesets.checks.parts import RuleFile
from vip_cert_rules.rulesets.parameters import LEVEL, POSITION, SHAPES, shape_of
from vip_cert_rules.rulesets.settings import addresses
from vip_cert_rules.rulesets.syntax import Dated, ParameterPart, ParameterType
from vip_cert_rules.shapes import Amount, Report, Whole


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
                shape = shape_of(file.part, part)
                shape.read(list(value) if isinstance(value, tuple) else value, path, report)
        _check_keys(file, name, part, report)
        _check_form(name, part, report)
    _check_addresses(file, report)


def _check_keys(file: RuleFile, name: str, part: ParameterPart, report: Report) -> None:
    """Keys are known, and are not given twice over by `values` or `by_level`."""
    for i, key in enumerate(part.by):
        here = key_path(part, i)
        if key == POSITION and not file.part.positions:
            message = f"`{name}` has values for positions, but the rule set declares no positions"
            report.add("no-positions-declared", part.path, message, at_key=True)
        elif key == LEVEL and not file.levels:
            message = f"`{name}` has values for levels, but the rule set declares no levels"
            report.add("no-levels-declared", here, message)
    if part.by and (part.values is not None or part.by_level):
        other = "values" if part.values is not None else "by_level"
        message = f"`by` says what the keys of its values are; `{other}` cannot say it too"
        report.add("keys-said-twice", (*part.path, other), message, f"leave `{other}` out", at_key=True)


def _check_form(name: str, part: ParameterPart, report: Report) -> None:
    """Members belong to routes, and bounds to numbers, within what its type may hold."""
    if (part.type is ParameterType.ROUTES) != bool(part.members):
        message = f"`{name}` lists routes, but it is not said what a route may demand"
        hint = "say it in `members`: a mapping from names to `level`, `months` or `demanded`"
        here = part.path
        if part.members:
            message = f"`members` is about routes, but `{name}` is of type `{part.type.value}`"
            here, hint = (*part.path, "members"), "leave it out, or say `type: routes`"
        report.add("members-and-routes", here, message, hint, at_key=True)
    shape = SHAPES[part.type]
    for key, bound in (("minimum", part.minimum), ("maximum", part.maximum)):
        if bound is None:
            continue
        if not isinstance(shape, (Whole, Amount)):
            message = f"`{key}` is about numbers, but `{name}` is of type `{part.type.value}`"
            report.add("unsuitable-bound", (*part.path, key), message, "leave it out", at_key=True)
        else:
            shape.read(bound, (*part.path, key), report)
    if part.minimum is not None and part.maximum is not None and part.maximum < part.minimum:
        message = f"{part.maximum} is below `minimum` {part.minimum}"
        report.add("unsuitable-bound", (*part.path, "maximum"), message)


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
