"""Shapes of lists and mappings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

import attrs

from vip_cert_rules.faults import Path, key_text, nearest, show
from vip_cert_rules.shapes.base import REFUSED, Refused, Report, Shape
from vip_cert_rules.shapes.scalars import wrong_type

T = TypeVar("T")


@attrs.frozen(eq=False, repr=False)
class ListOf(Shape[tuple[T, ...]], Generic[T]):
    """A list whose items all have one shape; read into a tuple."""

    item: Shape[T]
    non_empty: bool = False
    noun: str = "a list"

    def read(self, value: object, path: Path, report: Report) -> tuple[T, ...] | Refused:
        """See :class:`Shape`."""
        if not isinstance(value, (list, tuple)):
            alone = isinstance(value, str) and not isinstance(self.item.read(value, path, Report()), Refused)
            return wrong_type(
                value, self.noun, path, report, f"a list of one is written `[{value}]`" if alone else None
            )
        if self.non_empty and not value:
            return report.add("empty-list", path, f"an empty list where {self.noun} is needed")
        read = [self.item.read(item, (*path, i), report) for i, item in enumerate(value)]
        items = tuple(item for item in read if not isinstance(item, Refused))
        return items if len(items) == len(read) else REFUSED

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        out: dict[str, Any] = {"type": "array", "items": self.item.schema()}
        return out | {"minItems": 1} if self.non_empty else out


@attrs.frozen(eq=False, repr=False)
class MapOf(Shape[dict[str, T]], Generic[T]):
    """A mapping from names to values of one shape, in the order of the text."""

    item: Shape[T]
    key: Shape[str]
    non_empty: bool = False
    noun: str = "a mapping"

    def read(self, value: object, path: Path, report: Report) -> dict[str, T] | Refused:
        """See :class:`Shape`."""
        if not isinstance(value, Mapping):
            return wrong_type(value, self.noun, path, report)
        if self.non_empty and not value:
            return report.add("empty-mapping", path, f"an empty mapping where {self.noun} is needed")
        out: dict[str, T] = {}
        sound = True
        for key, item in value.items():
            name = self.key.read(key, (*path, key_text(key)), report)
            read = self.item.read(item, (*path, key_text(key)), report)
            if isinstance(name, Refused) or isinstance(read, Refused):
                sound = False
            else:
                out[name] = read
        return out if sound else REFUSED

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        out: dict[str, Any] = {"type": "object", "additionalProperties": self.item.schema()}
        key = self.key.schema()
        if "pattern" in key:
            # a key is text in JSON; editors of YAML take `3:` for a number, and would complain of its type
            out["propertyNames"] = {word: value for word, value in key.items() if word != "type"}
        return out | {"minProperties": 1} if self.non_empty else out


@attrs.frozen(eq=False, repr=False)
class Field:
    """One key of a :class:`Fields` mapping. ``required``: must be there; ``nullable``: may be null."""

    shape: Shape[Any]
    required: bool = False
    nullable: bool = False
    default: Any = None
    about: str | None = None


Rule = Callable[[Mapping[str, Any], Path, Report], None]
"""Checks the fields of one mapping together and reports what does not fit."""


@attrs.frozen(eq=False, repr=False)
class Fields(Shape[T], Generic[T]):
    """A mapping with known keys, read into ``make(**fields)``. Unknown keys are faults with the nearest spelling.

    ``rules`` run on the fields that were read without fault. With ``keeps_path`` the maker is also given ``path``.
    """

    make: Callable[..., T]
    fields: Mapping[str, Field]
    rules: tuple[Rule, ...] = ()
    keeps_path: bool = False
    noun: str = "a mapping"
    names: Mapping[str, str] = attrs.field(factory=dict)
    extra_schema: Mapping[str, Any] = attrs.field(factory=dict)

    def read(self, value: object, path: Path, report: Report) -> T | Refused:
        """See :class:`Shape`."""
        if not isinstance(value, Mapping):
            return wrong_type(value, self.noun, path, report)
        before = len(report.faults)
        for key in value:
            if key not in self.fields:
                shown = key_text(key)
                message = f"unknown key {show(shown)}"
                report.add("unknown-key", (*path, shown), message, nearest(shown, self.fields), at_key=True)
        read: dict[str, Any] = {}
        for name, field in self.fields.items():
            if name not in value:
                if field.required:
                    report.add("missing", (*path, name), f"missing; {field.shape.noun} is needed here")
                else:
                    read[name] = field.default
                continue
            given = value[name]
            if given is None and field.nullable:
                read[name] = field.default
                continue
            got = field.shape.read(given, (*path, name), report)
            if not isinstance(got, Refused):
                read[name] = got
        for rule in self.rules:
            rule(read, path, report)
        if len(report.faults) != before:
            return REFUSED
        if self.keeps_path:
            read["path"] = path
        return self.make(**{self.names.get(name, name): item for name, item in read.items()})

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        properties: dict[str, Any] = {}
        for name, field in self.fields.items():
            schema = field.shape.schema()
            if field.nullable:
                schema = nullable(schema)
            properties[name] = schema | {"description": field.about} if field.about else schema
        out: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": properties}
        required = [name for name, field in self.fields.items() if field.required]
        if required:
            out["required"] = required
        return out | dict(self.extra_schema)


@attrs.frozen(eq=False, repr=False)
class Named(Shape[T], Generic[T]):
    """A shape that the JSON Schema describes once, under a name among its definitions."""

    name: str
    inner: Shape[T]

    @property
    def noun(self) -> str:  # type: ignore[override]
        """See :class:`Shape`."""
        return self.inner.noun

    def read(self, value: object, path: Path, report: Report) -> T | Refused:
        """See :class:`Shape`."""
        return self.inner.read(value, path, report)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"$ref": f"#/definitions/{self.name}"}


def nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """The same schema, accepting null as well."""
    if isinstance(schema.get("type"), str):
        return {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    return {"anyOf": [schema, {"type": "null"}]}
