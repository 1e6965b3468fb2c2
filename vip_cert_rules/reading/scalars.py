"""What an unquoted YAML scalar and a JSON number stand for."""

from __future__ import annotations

import re
from decimal import Decimal

NULLS = frozenset({"", "~", "null", "Null", "NULL"})

_WORDS: dict[str, bool | Decimal | None] = {
    **dict.fromkeys(NULLS),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), Decimal("NaN")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), Decimal("Infinity")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), Decimal("-Infinity")),
}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NUMBER_STARTS = frozenset("+-.0123456789")


class TooLongError(ValueError):
    """A number that written out has more digits than the limit."""


def read_plain(text: str, digits: int) -> str | int | Decimal | bool | None:
    """An unquoted YAML scalar; dates, ``on``, ``no``, ``0x1F`` and ``1_000`` are texts."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_STARTS:
        return text
    if _INTEGER.fullmatch(text):
        return read_integer(text, digits)
    if _DECIMAL.fullmatch(text):
        return read_decimal(text, digits)
    return text


def read_integer(text: str, digits: int) -> int:
    """ASCII digits with or without a sign."""
    if len(text.lstrip("+-")) > digits:
        raise TooLongError
    return int(text)


def read_decimal(text: str, digits: int) -> Decimal:
    """A decimal number, exact; an exponent counts as the digits it stands for."""
    if len(text) > digits + 8:
        raise TooLongError
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa.lstrip("+-").replace(".", "")) + abs(int(exponent or "0")) > digits:
        raise TooLongError
    return Decimal(text)
