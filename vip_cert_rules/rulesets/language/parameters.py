"""What an organisation may set, or has to supply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from vip_cert_rules.faults import Path
from vip_cert_rules.rulesets.language.forms import OneOrMore, OrDated
from vip_cert_rules.rulesets.language.words import KEY, LEVEL_KEY, SOURCE, TEXT
from vip_cert_rules.rulesets.syntax import Member, ParameterPart, ParameterType
from vip_cert_rules.rulesets.table import Table
from vip_cert_rules.shapes import AnyText, Field, Fields, Flag, MapOf, Refused, Report, Shape, Whole, Word
from vip_cert_rules.shapes.scalars import wrong_type


@attrs.frozen
class _Value(Shape[Any]):
    """The value of a parameter; its type is checked when the whole file is known."""

    noun: str = "a value"

    def read(self, value: object, path: Path, report: Report) -> Any:
        if value is None or isinstance(value, (str, int, float)) or hasattr(value, "as_tuple"):
            return value
        if isinstance(value, list):
            return tuple(value)
        if isinstance(value, Mapping):
            return Table(value)
        return wrong_type(value, self.noun, path, report)

    def schema(self) -> dict[str, Any]:
        return {"type": ["number", "string", "array", "object", "null"]}


@attrs.frozen
class _Parameter(Fields[ParameterPart]):
    """A parameter. ``value: null`` differs from no ``value`` at all: only it needs ``nullable``."""

    def read(self, value: object, path: Path, report: Report) -> ParameterPart | Refused:
        """See :class:`Shape`."""
        read = super().read(value, path, report)
        is_null = isinstance(value, Mapping) and "value" in value and value["value"] is None
        if is_null and value.get("nullable") is not True:  # type: ignore[attr-defined]
            hint = "say `nullable: true`, or leave `value` out: it is then not supplied"
            return report.add("null-not-allowed", (*path, "value"), "null where a value is needed", hint)
        return read if isinstance(read, Refused) else attrs.evolve(read, is_null=is_null)


_BY_LEVEL = MapOf(OrDated(_Value()), LEVEL_KEY, non_empty=True, noun="a mapping from levels to values")
BY = OneOrMore(AnyText(non_empty=True, noun="`level`, `position`, a list, `component` or `name`"))
_BOUND = Whole(0, 1_000_000)
PARAMETER = _Parameter(
    ParameterPart,
    {
        "type": Field(Word(ParameterType, noun="a type of parameter"), required=True),
        "label": Field(TEXT, required=True),
        "source": Field(SOURCE, default=()),
        "value": Field(OrDated(_Value()), nullable=True, about="one value for every level"),
        "values": Field(_BY_LEVEL, about="a value for each of some levels"),
        "nullable": Field(Flag(), default=False, about="whether null may be set"),
        "by_level": Field(
            Flag(), default=False, about="whether one value may be set or a value for each of some levels"
        ),
        "by": Field(BY, default=(), about="its keys: `level`, `position`, a list under `lists`, `component`, `name`"),
        "members": Field(
            MapOf(Word(Member, noun="what a member holds"), KEY), default={}, about="what a route may demand"
        ),
        "minimum": Field(_BOUND, about="the least value, where that is more than its type says"),
        "maximum": Field(_BOUND, about="the greatest value, where that is less than its type says"),
        "supplied_by": Field(TEXT, about="who knows the value"),
        "information": Field(Flag(), default=False, about="whether it is shown only, and tested nowhere"),
    },
    keeps_path=True,
    extra_schema={
        "if": {"properties": {"value": {"type": "null"}}, "required": ["value"]},
        "then": {"properties": {"nullable": {"const": True}}, "required": ["nullable"]},
    },
)
