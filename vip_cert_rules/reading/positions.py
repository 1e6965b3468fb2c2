"""Places in a text, and the wording of the faults both formats share."""

from __future__ import annotations

import re

from vip_cert_rules.faults import Fault, Path, Place, render_path, show

SURROGATE = re.compile("[\ud800-\udfff]")

_NAMES = {"\t": "a tab", "\n": "the end of the line", "\r": "the end of the line", "`": "a backtick"}
_WORD = re.compile(r"[\w.+-]+|\S|[^\S\n]")


def place_at(text: str, offset: int, name: str) -> Place:
    """The line and column of a character of the text."""
    before = text.rfind("\n", 0, offset)
    return Place(name, text.count("\n", 0, offset) + 1, offset - before)


def found_at(text: str, offset: int) -> str:
    """What stands at ``offset``, as an error message shows it."""
    if offset >= len(text):
        return "the end of the text"
    found = _WORD.match(text, offset)
    word = "\n" if found is None else found.group()
    return _NAMES.get(word) or ("a space" if word.isspace() else show(word))


def empty_document(name: str) -> Fault:
    """Nothing but blanks and comments."""
    return Fault("empty-document", "", "the text holds no value", place=Place(name, 1, 1))


def duplicate_key(path: Path, place: Place, first: Place | None) -> Fault:
    """``path`` ends with the key; ``first`` is where it stands before."""
    message = f"duplicate key {show(path[-1])}"
    if first is not None:
        message += f", first given at {first.line}:{first.column}"
    return Fault("duplicate-key", render_path(path), message, "keep one of them", place)


def number_too_long(path: Path, place: Place, digits: int) -> Fault:
    """A number that written out passes the limit."""
    message = f"a number of more than {digits} digits"
    return Fault("number-too-long", render_path(path), message, "a text of digits needs quotes", place)


def too_deep(path: Path, place: Place, depth: int) -> Fault:
    """A mapping or list within more than ``depth`` others."""
    message = f"more than {depth} mappings and lists within one another"
    return Fault("too-deep", render_path(path), message, place=place)


def lone_surrogate(path: Path, place: Place, text: str) -> Fault:
    """Half of a surrogate pair, which is no character."""
    found = SURROGATE.search(text)
    code = ord(found.group()) if found else 0xD800
    message = f"U+{code:04X} is half of a surrogate pair and no character"
    return Fault("lone-surrogate", render_path(path), message, "write the character itself", place)


def control_character(text: str, forbidden: re.Pattern[str], name: str) -> Fault | None:
    """The first forbidden character and the number of those after it."""
    found = forbidden.search(text)
    if found is None:
        return None
    more = sum(1 for _ in forbidden.finditer(text, found.end()))
    others = f", and {more} more after it" if more else ""
    message = f"the control character U+{ord(found.group()):04X} is not allowed{others}"
    place = place_at(text, found.start(), name)
    return Fault("control-character", "", message, "remove it or write it as an escape", place)
