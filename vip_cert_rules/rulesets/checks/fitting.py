"""What a field of a record holds, and which parameters and literal values fit beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from vip_cert_rules.candidate.fields import FieldSpec
from vip_cert_rules.candidate.records import LEVEL
from vip_cert_rules.candidate.words import Unit
from vip_cert_rules.measures.measure import UNITS
from vip_cert_rules.rulesets.checks.parts import RuleFile, fields_of
from vip_cert_rules.rulesets.syntax import Given, Member, ParameterPart, ParameterType
from vip_cert_rules.shapes import Amount, AnyText, Day, Flag, ListOf, Report, Whole, Word

Fits = Callable[[FieldSpec], bool]


def is_scale(spec: FieldSpec) -> bool:
    """Its words have an order."""
    return isinstance(spec.shape, Word) and spec.shape.words in UNITS


def is_level(spec: FieldSpec) -> bool:
    """It holds a level of a programme."""
    return spec.shape == LEVEL


def is_list(spec: FieldSpec) -> bool:
    """It holds a list of texts."""
    return isinstance(spec.shape, ListOf) and isinstance(spec.shape.item, AnyText)


def is_day(spec: FieldSpec) -> bool:
    """It holds a day."""
    return isinstance(spec.shape, Day)


def is_stated_day(spec: FieldSpec) -> bool:
    """It holds a day and is read as one also where it is null."""
    return is_day(spec) and not may_be_null(spec)


def is_ordered(spec: FieldSpec) -> bool:
    """It holds a day or a number, never null."""
    return isinstance(spec.shape, (Day, Whole, Amount)) and not may_be_null(spec)


def is_number(spec: FieldSpec) -> bool:
    """It holds a quantity."""
    return isinstance(spec.shape, Amount)


def is_text(spec: FieldSpec) -> bool:
    """It holds a text."""
    return isinstance(spec.shape, AnyText)


def is_single(spec: FieldSpec) -> bool:
    """It holds a word, a number, or true or false."""
    return isinstance(spec.shape, (Word, AnyText, Flag, Whole, Amount))


def may_be_null(spec: FieldSpec) -> bool:
    """Measures may find null in it."""
    return spec.nullable and spec.reads_as is None


def scale_of(spec: FieldSpec) -> type[Enum] | None:
    """The scale that its words are of."""
    return spec.shape.words if isinstance(spec.shape, Word) and is_scale(spec) else None


def listed_fields(source: str, fits: Fits, held: str) -> str:
    """A help line: the fields of a list that fit."""
    names = [f"`{name}`" for name, spec in fields_of(source).items() if fits(spec)]
    if not names:
        return f"no field of `{source}` holds {held}"
    return f"fields of `{source}` that hold {held}: {', '.join(names)}"


def parameter_type_of(spec: FieldSpec) -> ParameterType | None:
    """The type of parameters that list what a field may hold."""
    if isinstance(spec.shape, Word) and spec.shape.words is Unit:
        return ParameterType.UNITS
    return ParameterType.OCCUPATIONS if isinstance(spec.shape, AnyText) else None


def _held(part: ParameterPart, given: Given) -> ParameterType | None:
    """The type of what a parameter, or a member of its routes, stands for; ``None``: nothing but being demanded."""
    if given.member is None:
        return part.type
    return {Member.LEVEL: ParameterType.LEVEL, Member.MONTHS: ParameterType.MONTHS}.get(
        part.members.get(given.member, Member.DEMANDED)
    )


def check_parameter(file: RuleFile, given: Given, wanted: ParameterType | None, report: Report) -> None:
    """A parameter has the type that is wanted where it is used; ``None``: no parameter fits there."""
    part = file.part.parameters.get(given.parameter)
    if part is None or _held(part, given) is wanted:
        return
    fitting = [f"`{name}`" for name, other in file.part.parameters.items() if other.type is wanted]
    needed = "where no parameter fits" if wanted is None else f"where one of type `{wanted.value}` is needed"
    held = _held(part, given)
    if given.member is not None:
        if held is not None:  # one that is not declared is reported as such
            message = f"member `{given.member}` of `{given.parameter}` is of type `{held.value}` {needed}"
            report.add("unsuitable-parameter", given.path, message)
        return
    message = f"parameter `{given.parameter}` is of type `{part.type.value}` {needed}"
    hint = f"of that type: {', '.join(fitting)}" if fitting else None
    report.add("unsuitable-parameter", given.path, message, hint)


THRESHOLDS: Mapping[str, ParameterType] = {
    "month": ParameterType.MONTHS,
    "hour": ParameterType.HOURS,
    "point": ParameterType.MARK,
    **{unit: ParameterType(unit) for unit in UNITS.values()},
}
"""The type of parameters that a measure is held against, by its unit."""


def whole(value: Any) -> Any:
    """A number without decimals as a whole number; anything else itself."""
    is_whole = isinstance(value, Decimal) and value.is_finite() and value == int(value)
    return int(value) if is_whole else value
