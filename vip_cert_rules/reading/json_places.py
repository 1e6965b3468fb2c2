"""Where the values of a JSON text stand: a second, slower pass, made when somebody asks."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property

import attrs

from vip_cert_rules.faults import Fault, Path, Place
from vip_cert_rules.reading.document import MOST_PLACED, Limits
from vip_cert_rules.reading.positions import (
    SURROGATE,
    duplicate_key,
    lone_surrogate,
    number_too_long,
    too_deep,
)
from vip_cert_rules.reading.scalars import TooLongError, read_plain

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{},:]|[^ \t\n\r\[\]{},:"]+', re.DOTALL)


@attrs.frozen
class Trace:
    """What the second pass found."""

    places: dict[Path, Place]
    key_places: dict[Path, Place]
    faults: list[Fault]


@attrs.define
class _Open:
    """A list or mapping whose end has not come yet; ``part`` is the key or position of its current entry."""

    path: Path
    part: str | int
    is_at_key: bool
    keys: dict[str, int]  # and where they start


def trace(text: str, name: str, limits: Limits) -> Trace:
    """The places of all values and keys, and the faults that are not of syntax.

    The text is valid JSON, or passes the limit of depth before it ceases to be; the pass ends there.
    """
    tracer = _Tracer(text, name, limits)
    for token in _TOKEN.finditer(text):
        tracer.take(token.group(), token.start())
        if tracer.is_done:
            break
    return tracer.found


class _Tracer:
    """Follows the tokens of a text."""

    def __init__(self, text: str, name: str, limits: Limits) -> None:
        self.found = Trace({}, {}, [])
        self.is_done = False
        self._name = name
        self._limits = limits
        self._has_places = len(text) <= MOST_PLACED
        self._starts = [0, *(line.end() for line in re.finditer("\n", text))]
        self._open: list[_Open] = []

    def take(self, word: str, start: int) -> None:
        """The next token."""
        inner = self._open[-1] if self._open else None
        if word == ":":
            return
        if word == ",":
            if inner is not None:
                _advance(inner)
        elif word in ("]", "}"):
            if inner is not None:
                self._open.pop()
        elif inner is not None and inner.is_at_key:
            inner.is_at_key = False
            self._take_key(word, start, inner)
        else:
            self._take_value(word, start, inner)

    def _take_key(self, word: str, start: int, inner: _Open) -> None:
        key = _text_of(word)
        inner.part = key
        if "\\" in word and SURROGATE.search(key):
            self._add(lone_surrogate(inner.path, self._place(start), key))
        path = (*inner.path, key)
        first = inner.keys.setdefault(key, start)
        if first != start:
            self._add(duplicate_key(path, self._place(start), self._place(first)))
        elif self._has_places:
            self.found.key_places[path] = self._place(start)

    def _take_value(self, word: str, start: int, inner: _Open | None) -> None:
        path = () if inner is None else (*inner.path, inner.part)
        if self._has_places:
            self.found.places[path] = self._place(start)
        if word in ("[", "{"):
            if len(self._open) >= self._limits.depth:
                self._add(too_deep(path, self._place(start), self._limits.depth))
                self.is_done = True
            self._open.append(_Open(path, 0, False, {}) if word == "[" else _Open(path, "", True, {}))
        elif word[0] == '"':
            if "\\" in word and SURROGATE.search(text := _text_of(word)):
                self._add(lone_surrogate(path, self._place(start), text))
        else:
            try:
                read_plain(word, self._limits.digits)
            except TooLongError:
                self._add(number_too_long(path, self._place(start), self._limits.digits))

    def _add(self, fault: Fault) -> None:
        self.found.faults.append(fault)
        if len(self.found.faults) >= self._limits.faults:
            self.is_done = True

    def _place(self, start: int) -> Place:
        line = bisect_right(self._starts, start)
        return Place(self._name, line, start - self._starts[line - 1] + 1)


def _advance(inner: _Open) -> None:
    if isinstance(inner.part, int):
        inner.part += 1
    else:
        inner.is_at_key = True


def _text_of(word: str) -> str:
    if "\\" not in word:
        return word[1:-1]
    try:
        text: str = json.loads(word, strict=False)
    except json.JSONDecodeError:  # not valid JSON; only the depth is of interest then
        return word
    return text


class Tracing:
    """A trace that is made when it is first asked for."""

    def __init__(self, text: str, name: str, limits: Limits) -> None:
        self._text = text if len(text) <= MOST_PLACED else ""
        self._name = name
        self._limits = limits

    @cached_property
    def result(self) -> Trace:
        """The trace; empty for a long text."""
        return trace(self._text, self._name, self._limits)


class LazyPlaces(Mapping[Path, Place]):
    """The places of a JSON text's values or keys."""

    def __init__(self, tracing: Tracing, *, of_keys: bool) -> None:
        self._tracing = tracing
        self._of_keys = of_keys

    @property
    def _places(self) -> dict[Path, Place]:
        return self._tracing.result.key_places if self._of_keys else self._tracing.result.places

    def __getitem__(self, path: Path) -> Place:
        return self._places[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
