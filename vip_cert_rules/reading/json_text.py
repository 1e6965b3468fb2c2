"""JSON -> plain values.

The standard parser does the work at its full speed and only notices that something is wrong; what and where
is then found by a slower second pass (``json_places``).
"""

from __future__ import annotations

import json
import re
from decimal import Decimal

from vip_cert_rules.faults import Fault
from vip_cert_rules.reading.document import Document, Limits, Refusal
from vip_cert_rules.reading.json_places import LazyPlaces, Tracing, trace
from vip_cert_rules.reading.positions import control_character, empty_document, found_at, place_at
from vip_cert_rules.reading.scalars import TooLongError, read_decimal, read_integer

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BRACKET = re.compile(r"[\[\]{}]")
_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_SPECIAL = {"NaN": Decimal("NaN"), "Infinity": Decimal("Infinity"), "-Infinity": Decimal("-Infinity")}

_PROBLEMS = {  # beginnings of what the standard parser says
    "Expecting value": ("expected a value, found {found}", None),
    "Expecting ',' delimiter": ("expected `,` or a closing bracket, found {found}", None),
    "Expecting ':' delimiter": ("expected `:` after the key, found {found}", None),
    "Expecting property name": ("expected a key in double quotes, found {found}", None),
    "Illegal trailing comma": ("a comma after the last entry", "remove the comma"),
    "Unterminated string": ("a text is not closed", "close it with a double quote"),
    "Invalid control character": ("a line break or a tab within a text", "write it as `\\n` or `\\t`"),
    "Invalid \\": ("an unknown escape within a text", "a backslash is written `\\\\`"),
    "Extra data": ("{found} after the end of the value", None),
}


def read_json(text: str, name: str, limits: Limits) -> Document | Refusal:
    """The one value of a JSON text."""
    if not text.strip():
        return Refusal((empty_document(name),))
    forbidden = control_character(text, _FORBIDDEN, name)
    if forbidden is not None:
        return Refusal((forbidden,))
    plain = text.replace("\\\\", "__") if "\\" in text else text
    is_odd = _passes_depth(plain, limits.depth)
    value: object = None
    if not is_odd:
        reader = _Reader(limits)
        try:
            value = reader.read(text)
        except json.JSONDecodeError as error:
            return Refusal((_explain(error, text, name),), error)
        is_odd = reader.is_odd or ("\\u" in plain and _HALF.search(_PAIR.sub("", plain)) is not None)
    if is_odd:
        faults = trace(text, name, limits).faults
        if faults:
            return Refusal(tuple(faults))
    tracing = Tracing(text, name, limits)
    return Document(name, value, LazyPlaces(tracing, of_keys=False), LazyPlaces(tracing, of_keys=True))


def _passes_depth(text: str, depth: int) -> bool:
    """Whether brackets outside of texts nest deeper than ``depth``; ``text`` has no escaped backslashes."""
    if text.count("[") + text.count("{") <= depth:
        return False
    outside = "".join(text.replace('\\"', "").split('"')[::2])
    level = 0
    for bracket in _BRACKET.findall(outside):
        if bracket in "[{":
            level += 1
            if level > depth:
                return True
        else:
            level -= 1
    return False


class _Reader:
    """The standard parser with exact numbers; ``is_odd`` once it met what has to be looked at again."""

    def __init__(self, limits: Limits) -> None:
        self.is_odd = False
        self._digits = limits.digits

    def read(self, text: str) -> object:
        """The value of the text."""
        value: object = json.loads(
            text,
            object_pairs_hook=self._mapping,
            parse_int=self._integer,
            parse_float=self._decimal,
            parse_constant=_SPECIAL.__getitem__,
        )
        return value

    def _mapping(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        entries = dict(pairs)
        if len(entries) != len(pairs):
            self.is_odd = True
        return entries

    def _integer(self, text: str) -> int:
        try:
            return read_integer(text, self._digits)
        except TooLongError:
            self.is_odd = True
            return 0

    def _decimal(self, text: str) -> Decimal:
        try:
            return read_decimal(text, self._digits)
        except TooLongError:
            self.is_odd = True
            return Decimal(0)


def _explain(error: json.JSONDecodeError, text: str, name: str) -> Fault:
    place = place_at(text, error.pos, name)
    if error.msg.startswith("Extra data") and text[error.pos] in "{[":
        message = "a second document in the same text"
        return Fault("several-documents", "", message, "give each document a file", place)
    fitting = (saying for beginning, saying in _PROBLEMS.items() if error.msg.startswith(beginning))
    message, help_line = next(fitting, ("{found} is not allowed here", None))
    return Fault("not-json", "", message.format(found=found_at(text, error.pos)), help_line, place)
