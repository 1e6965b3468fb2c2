"""Shapes of single values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

import attrs

from vip_cert_rules.dates import FIRST_DAY, LAST_DAY, parse_day
from vip_cert_rules.faults import Path, nearest, show
from vip_cert_rules.kleene import EXACT
from vip_cert_rules.shapes.base import Refused, Report, Shape

W = TypeVar("W", bound=Enum)
N = TypeVar("N", int, Decimal)

LEAST, MOST = Decimal("-1E300"), Decimal("1E300")
"""No number in a document is larger: beyond it readers that hold JSON numbers as doubles lose them."""


def wrong_type(value: object, noun: str, path: Path, report: Report, help: str | None = None) -> Refused:
    """Reports that ``value`` is not of the kind that is needed."""
    if value is None:
        return report.add("null-not-allowed", path, f"null where {noun} is needed")
    shown = f"{show(value)} is text" if isinstance(value, str) else show(value)
    return report.add("wrong-type", path, f"{shown} where {noun} is needed", help)


@attrs.frozen(eq=False, repr=False)
class AnyText(Shape[str]):
    """Text. ``non_empty`` is for names that get printed: it refuses the empty text and broken Unicode."""

    non_empty: bool = False
    pattern: str | None = None
    noun: str = "text"

    def read(self, value: object, path: Path, report: Report) -> str | Refused:
        """See :class:`Shape`."""
        if not isinstance(value, str):
            return wrong_type(value, self.noun, path, report)
        if self.non_empty and not value:
            return report.add("empty-text", path, f"empty text where {self.noun} is needed")
        if self.non_empty and any("\ud800" <= char <= "\udfff" for char in value):
            return report.add("broken-text", path, "half of a surrogate pair is no text")
        if self.pattern is not None and not re.fullmatch(self.pattern, value):
            return report.add("wrong-form", path, f"{show(value)} is not {self.noun}")
        return str(value)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        out: dict[str, Any] = {"type": "string"}
        if self.non_empty:
            out["minLength"] = 1
        if self.pattern is not None:
            out["pattern"] = f"^(?:{self.pattern})$"
        return out


@attrs.frozen(eq=False, repr=False)
class Flag(Shape[bool]):
    """True or false, nothing that merely looks like it."""

    noun: str = "true or false"

    def read(self, value: object, path: Path, report: Report) -> bool | Refused:
        """See :class:`Shape`."""
        return value if isinstance(value, bool) else wrong_type(value, self.noun, path, report)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"type": "boolean"}


@attrs.frozen(eq=False, repr=False)
class Whole(Shape[int]):
    """A whole number written as one: ``3.0`` and ``"3"`` are none, nor is ``true``."""

    low: int
    high: int
    noun: str = "a whole number"

    def read(self, value: object, path: Path, report: Report) -> int | Refused:
        """See :class:`Shape`."""
        if isinstance(value, bool) or not isinstance(value, int):
            return wrong_type(value, self.noun, path, report)
        return within(value, self.low, self.high, path, report)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@attrs.frozen(eq=False, repr=False)
class Amount(Shape[Decimal]):
    """An exact number with at most ``places`` decimals. ``high`` ``None``: only the bound every number has."""

    low: int | None = 0
    high: int | None = None
    places: int = 2
    noun: str = "a number"

    def read(self, value: object, path: Path, report: Report) -> Decimal | Refused:
        """See :class:`Shape`."""
        if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
            return wrong_type(value, self.noun, path, report)
        # repr gives the shortest decimal that means this float: 71.1 is read as 71.1, not as its binary neighbour
        number = Decimal(repr(float(value))) if isinstance(value, float) else Decimal(value)
        if not number.is_finite():
            return report.add("not-finite", path, f"{number} is not a finite number")
        if not LEAST <= number <= MOST:
            return report.add("too-large", path, f"{show(value)} is larger than any number may be")
        if decimals(number) > self.places:
            message = f"{show(value)} has more than {self.places} decimals"
            return report.add("too-many-decimals", path, message)
        return within(number, self.low, self.high, path, report)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        # 10**300 is written out as a whole number: exact for readers with exact numbers, near enough for doubles
        out: dict[str, Any] = {"type": "number", "multipleOf": float(Decimal((0, (1,), -self.places)))}
        out |= {} if self.low is None else {"minimum": self.low}
        return out | {"maximum": int(MOST) if self.high is None else self.high}


def decimals(number: Decimal) -> int:
    """How many decimals a number needs: 1.50 needs one, 100 none."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    if exponent >= -2:
        return max(0, -exponent)
    exponent = EXACT.normalize(number).as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def within(value: N, low: int | None, high: int | None, path: Path, report: Report) -> N | Refused:
    """The number itself, or a fault when it is outside its bounds (both included)."""
    if low is not None and value < low:
        return report.add("too-low", path, f"{show(value)} is below {low}")
    if high is not None and value > high:
        return report.add("too-high", path, f"{show(value)} is above {high}")
    return value


@attrs.frozen(eq=False, repr=False)
class Day(Shape[date]):
    """A calendar day: ``YYYY-MM-DD`` or a ``date``; a moment (``datetime``) is none."""

    noun: str = "a day written as YYYY-MM-DD"

    def read(self, value: object, path: Path, report: Report) -> date | Refused:
        """See :class:`Shape`."""
        if isinstance(value, date) and not isinstance(value, datetime):
            day = value
        elif isinstance(value, datetime):
            return report.add("wrong-type", path, f"`{value}` is a moment where {self.noun} is needed")
        elif isinstance(value, str):
            parsed = parse_day(value)
            if parsed is None:
                return report.add("not-a-day", path, f"{show(value)} is not {self.noun}")
            day = parsed
        else:
            return wrong_type(value, self.noun, path, report)
        if not FIRST_DAY <= day <= LAST_DAY:
            message = f"{day} is outside {FIRST_DAY} to {LAST_DAY}"
            return report.add("day-out-of-range", path, message)
        return day

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`. The pattern knows the calendar, leap years included, from 1900 to 2200.

        To some readers of patterns `$` is also before a line break at the end; a length leaves no room for one.
        """
        return {"type": "string", "format": "date", "pattern": _DAY_PATTERN, "maxLength": 10}


_LEAP = "(?:19(?:0[48]|[2468][048]|[13579][26])|20(?:[02468][048]|[13579][26])|21(?:0[48]|[2468][048]|[13579][26]))"
_DAY_PATTERN = (
    "^(?:(?:19[0-9][0-9]|20[0-9][0-9]|21[0-9][0-9]|2200)-"
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    f"|{_LEAP}-02-29)$"
)


@attrs.frozen(eq=False, repr=False)
class Word(Shape[W]):
    """One word of a closed list."""

    words: type[W]
    noun: str = "a word of a closed list"

    def read(self, value: object, path: Path, report: Report) -> W | Refused:
        """See :class:`Shape`."""
        if isinstance(value, self.words):
            return value
        if not isinstance(value, str):
            return wrong_type(value, self.noun, path, report)
        try:
            return self.words(value)
        except ValueError:
            known = [str(word.value) for word in self.words]
            message = f"{show(value)} is not {self.noun}"
            return report.add("unknown-word", path, message, nearest(value, known))

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"enum": [word.value for word in self.words]}


@attrs.frozen(eq=False, repr=False)
class Untouched(Shape[Mapping[str, Any]]):
    """Any mapping, carried along as it is."""

    noun: str = "a mapping"

    def read(self, value: object, path: Path, report: Report) -> Mapping[str, Any] | Refused:
        """See :class:`Shape`."""
        return value if isinstance(value, Mapping) else wrong_type(value, self.noun, path, report)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"type": "object"}
