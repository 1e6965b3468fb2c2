"""Shapes that only the rule language has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Generic, TypeVar

import attrs

from vip_cert_rules.dates import parse_day
from vip_cert_rules.faults import Path, key_text, nearest, show
from vip_cert_rules.rulesets.language.definitions import IS_CHOICE, definition_of_choice
from vip_cert_rules.rulesets.syntax import Choice, Dated, Given, Sometimes
from vip_cert_rules.shapes import AnyText, Refused, Report, Shape
from vip_cert_rules.shapes.scalars import wrong_type

T = TypeVar("T")

NAME = AnyText(non_empty=True, noun="a name")
SUPPLIED = "supplied"
"""The one case of a choice by a parameter."""


def refuse_choice(value: object, path: Path, report: Report) -> Refused | None:
    """One fault for a choice where none may stand, instead of one for each of its keys."""
    if not isinstance(value, Mapping) or "choose" not in value:
        return None
    places = "a measure, a test of a field, a level, a label, and what stands in `all` and `any`"
    return report.add(
        "unknown-key", (*path, "choose"), "a choice may not stand here", f"it may stand for {places}", at_key=True
    )


@attrs.frozen(eq=False, repr=False)
class OnlyGiven(Shape[Given]):
    """``{parameter: NAME}``, or ``{parameter: NAME, member: NAME}`` of one that lists routes."""

    noun: str = "`{parameter: NAME}`"

    def read(self, value: object, path: Path, report: Report) -> Given | Refused:
        """See :class:`Shape`."""
        if not isinstance(value, Mapping):
            return wrong_type(value, self.noun, path, report)
        if refused := refuse_choice(value, path, report):
            return refused
        known = ("parameter", "member")
        unknown = [key for key in value if key not in known]
        for key in unknown:
            message = f"unknown key {show(key_text(key))}"
            report.add("unknown-key", (*path, key_text(key)), message, nearest(key, known), at_key=True)
        if "parameter" not in value:
            return report.add("missing", (*path, "parameter"), "missing; the name of a parameter is needed here")
        name = NAME.read(value["parameter"], (*path, "parameter"), report)
        member = NAME.read(value["member"], (*path, "member"), report) if "member" in value else None
        if unknown or isinstance(name, Refused) or isinstance(member, Refused):
            return Refused()
        return Given(name, (*path, "parameter"), member)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {
            "type": "object",
            "required": ["parameter"],
            "properties": {"parameter": NAME.schema(), "member": NAME.schema()},
            "additionalProperties": False,
        }


@attrs.frozen(eq=False, repr=False)
class OrGiven(Shape[Any]):
    """A value, or ``{parameter: NAME}``."""

    inner: Shape[Any]

    @property
    def noun(self) -> str:  # type: ignore[override]
        """See :class:`Shape`."""
        return f"{self.inner.noun} or `{{parameter: NAME}}`"

    def read(self, value: object, path: Path, report: Report) -> Any:
        """See :class:`Shape`."""
        shape: Shape[Any] = OnlyGiven() if isinstance(value, Mapping) else self.inner
        return shape.read(value, path, report)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"anyOf": [self.inner.schema(), OnlyGiven().schema()]}


SUBJECT = OrGiven(AnyText(non_empty=True, noun="`level`, `position`, `question`, an assumption"))


@attrs.frozen(eq=False, repr=False)
class OpenChoice(Choice[T]):
    """A choice that says no ``otherwise``. Only one by ``level`` may, where it has a case for every level it meets."""


@attrs.frozen(eq=False, repr=False)
class Chosen(Shape[Sometimes[T]], Generic[T]):
    """A part, or ``{choose: SUBJECT, CASE: PART, …, otherwise: PART}``.

    ``{choose: {parameter: NAME}, supplied: PART, otherwise: PART}`` asks whether a parameter was supplied; with a
    ``member``, whether the route that is gone through has it.
    """

    inner: Shape[T]

    @property
    def noun(self) -> str:  # type: ignore[override]
        """See :class:`Shape`."""
        return self.inner.noun

    def read(self, value: object, path: Path, report: Report) -> Sometimes[T] | Refused:
        """See :class:`Shape`."""
        if not isinstance(value, Mapping) or "choose" not in value:
            return self.inner.read(value, path, report)
        subject = SUBJECT.read(value["choose"], (*path, "choose"), report)
        by_parameter = isinstance(subject, Given)
        cases: dict[str, Any] = {}
        sound = True
        for case, part in value.items():
            if case == "choose":
                continue
            here = (*path, key_text(case))
            read = self.read(part, here, report)
            if by_parameter and case not in (SUPPLIED, "otherwise"):
                message = f"a parameter is supplied or not; it has no case {show(key_text(case))}"
                report.add("unknown-key", here, message, nearest(case, [SUPPLIED, "otherwise"]), at_key=True)
                sound = False
            sound = sound and not isinstance(read, Refused)
            cases[key_text(case)] = read
        make: type[Choice[Any]] = Choice if "otherwise" in cases else OpenChoice
        otherwise = cases.pop("otherwise", None)
        if not cases:
            return report.add("choice-without-cases", path, "a choice needs at least one case beside `otherwise`")
        if isinstance(subject, Refused) or not sound:
            return Refused()
        if isinstance(subject, Given):
            return make("parameter", cases, otherwise, path, subject)
        return make(subject, cases, otherwise, path)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        inner = self.inner.schema()
        choice: dict[str, Any] = {
            "type": "object",
            "required": ["choose"],
            "properties": {"choose": SUBJECT.schema()},
            "additionalProperties": {"$ref": f"#/definitions/{definition_of_choice(self.noun)}"},
            "if": {"required": ["otherwise"]},
            "then": {"minProperties": 3},
            "else": {"minProperties": 2},
        }
        by_parameter = {"propertyNames": {"enum": ["choose", SUPPLIED, "otherwise"]}}
        is_by_parameter = {"properties": {"choose": {"type": "object"}}}
        choice["allOf"] = [{"if": is_by_parameter, "then": by_parameter}]
        return {"if": IS_CHOICE, "then": choice, "else": inner}


@attrs.frozen(eq=False, repr=False)
class OneOrMore(Shape[tuple[T, ...]], Generic[T]):
    """A list, or one item standing for a list of it."""

    item: Shape[T]

    @property
    def noun(self) -> str:  # type: ignore[override]
        """See :class:`Shape`."""
        return self.item.noun

    def read(self, value: object, path: Path, report: Report) -> tuple[T, ...] | Refused:
        """See :class:`Shape`."""
        rows = [(item, (*path, i)) for i, item in enumerate(value)] if isinstance(value, list) else [(value, path)]
        read = [self.item.read(item, where, report) for item, where in rows]
        items = tuple(item for item in read if not isinstance(item, Refused))
        return items if len(items) == len(read) else Refused()

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        item = self.item.schema()
        return {"anyOf": [item, {"type": "array", "items": item}]}


@attrs.frozen(eq=False, repr=False)
class OrDated(Shape[Any]):
    """A value, or ``{from: {DAY: VALUE, …}}``: each value in force from its day until the next."""

    inner: Shape[Any]

    @property
    def noun(self) -> str:  # type: ignore[override]
        """See :class:`Shape`."""
        return self.inner.noun

    def read(self, value: object, path: Path, report: Report) -> Any:
        """See :class:`Shape`."""
        if not isinstance(value, Mapping) or set(value) != {"from"}:
            return self.inner.read(value, path, report)
        days = value["from"]
        if not isinstance(days, Mapping) or not days:
            return wrong_type(days, "a mapping from days to values", (*path, "from"), report)
        dated: list[tuple[date, Any]] = []
        sound = True
        for key, item in days.items():
            here = (*path, "from", key_text(key))
            day = parse_day(key_text(key))
            if day is None:
                report.add("not-a-day", here, f"{show(key_text(key))} is not a day written as YYYY-MM-DD", at_key=True)
            read = self.inner.read(item, here, report)
            if day is None or isinstance(read, Refused):
                sound = False
            else:
                dated.append((day, read))
        if not sound:
            return Refused()
        return Dated(tuple(sorted(dated, key=lambda pair: pair[0])), path)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        inner = self.inner.schema()
        days = {"type": "object", "minProperties": 1, "additionalProperties": inner}
        dated = {"type": "object", "required": ["from"], "properties": {"from": days}, "additionalProperties": False}
        return {"anyOf": [inner, dated]}


@attrs.frozen(eq=False, repr=False)
class Tagged(Shape[T], Generic[T]):
    """A mapping whose kind is told by which of several keys it has; each kind is read by a shape of its own.

    ``scalar`` reads what is not a mapping.
    """

    kinds: Mapping[str, Shape[T]]
    noun: str
    scalar: Shape[T] | None = None

    def read(self, value: object, path: Path, report: Report) -> T | Refused:
        """See :class:`Shape`."""
        if not isinstance(value, Mapping):
            if self.scalar is not None:
                return self.scalar.read(value, path, report)
            return wrong_type(value, self.noun, path, report)
        for kind, shape in self.kinds.items():
            if kind in value:
                return shape.read(value, path, report)
        keys = [key_text(key) for key in value]
        listed = f"{show(keys[0])} is not the start of {self.noun}" if keys else f"an empty mapping is not {self.noun}"
        hint = nearest(keys[0] if keys else "", self.kinds)
        return report.add("unknown-kind", path, listed, hint)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        kinds = [{"$ref": f"#/definitions/{kind}"} for kind in self.kinds]
        return {"anyOf": kinds if self.scalar is None else [self.scalar.schema(), *kinds]}


@attrs.frozen(eq=False, repr=False)
class Once(Shape[T], Generic[T]):
    """A shape that refers to itself further down: made when first needed; named in the JSON Schema."""

    name: str
    make: Callable[[], Shape[T]]
    noun: str = "a mapping"

    def read(self, value: object, path: Path, report: Report) -> T | Refused:
        """See :class:`Shape`."""
        return self.make().read(value, path, report)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"$ref": f"#/definitions/{self.name}"}


@attrs.frozen(eq=False, repr=False)
class Literal(Shape[str]):
    """One of a few words."""

    words: tuple[str, ...]

    @property
    def noun(self) -> str:  # type: ignore[override]
        """See :class:`Shape`."""
        return " or ".join(f"`{word}`" for word in self.words)

    def read(self, value: object, path: Path, report: Report) -> str | Refused:
        """See :class:`Shape`."""
        if isinstance(value, str) and value in self.words:
            return value
        if not isinstance(value, str):
            return wrong_type(value, self.noun, path, report)
        message = f"{show(value)} is not {self.noun}"
        return report.add("unknown-word", path, message, nearest(value, self.words))

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"enum": list(self.words)}
