"""Which questions a part of a rule file has a say in, and under which readings: by who speaks of whom, name by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import attrs

from vip_cert_rules.authoring.mutation.drafting import NO_ASSUMPTION, OTHERWISE, Assume, is_choice
from vip_cert_rules.dates import parse_day
from vip_cert_rules.faults import Path

MOST_WAYS = 8
"""So many sets of readings are looked at for one part."""

_SECTIONS = ("parameters", "records", "conditions", "waivers", "questions")
_Part = tuple[str, str]
"""A section, and a name in it."""


@attrs.frozen
class Touched:
    """What a part has a say in: questions, and the readings under which it has it, fewest first.

    More questions than there are is no harm: they are looked at for nothing.
    """

    questions: frozenset[str]
    ways: tuple[Assume, ...]


@attrs.frozen(slots=False, eq=False)
class Reach:
    """Who speaks of whom in a rule file."""

    value: Any

    def of(self, path: Path) -> Touched:
        """What the part at a path has a say in."""
        if path[0] == "transition":
            return Touched(frozenset(self.value["questions"]), ({},))
        start: _Part = (str(path[0]), str(path[1]))
        questions: set[str] = set()
        ways: dict[str, Assume] = {}
        seen: set[tuple[_Part, str]] = set()
        ahead: list[tuple[_Part, Assume]] = [(start, {})]
        while ahead:
            part, assume = ahead.pop()
            key = (part, repr(sorted(assume.items())))
            if key in seen:
                continue
            seen.add(key)
            if part[0] == "questions":
                questions.add(part[1])
                ways.setdefault(key[1], assume)
            ahead += [(owner, {**assume, **within}) for owner, within in self._speakers.get(part[1], ())]
        fewest = sorted(ways.values(), key=lambda way: (len(way), sorted(way.items())))
        return Touched(frozenset(questions), tuple(fewest[:MOST_WAYS]) or ({},))

    def readings_in(self, *values: Any) -> tuple[Assume, ...]:
        """The readings that choices within some values are made by, each set by itself."""
        found = {repr(sorted(assume.items())): assume for value in values for _word, assume in _words(value, {})}
        return tuple(assume for assume in found.values() if assume)

    @cached_property
    def single_readings(self) -> tuple[Assume, ...]:
        """Every reading that can be switched to, by itself."""
        declared = self.value.get("assumptions") or {}
        return tuple({name: reading} for name, one in declared.items() for reading in one.get("readings") or ())

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days that the file names, with the days before and after: what hangs on them is seen there."""
        found = {day for word, _assume in _words(self.value, {}) if (day := parse_day(word)) is not None}
        return tuple(sorted({day + timedelta(days=step) for day in found for step in (-1, 0, 1)}))

    @cached_property
    def _speakers(self) -> Mapping[str, list[tuple[_Part, Assume]]]:
        """By name, the parts that speak of it, and the readings under which they do."""
        out: dict[str, list[tuple[_Part, Assume]]] = {}
        for section in _SECTIONS:
            for name, value in (self.value.get(section) or {}).items():
                for word, assume in _words(value, {}):
                    if word != name:
                        out.setdefault(word, []).append(((section, name), assume))
        return out


def _words(value: Any, assume: Assume) -> Iterator[tuple[str, Assume]]:
    """Every text in a value, with the readings under which it stands there."""
    if isinstance(value, str):
        yield value, assume
    elif isinstance(value, list):
        for item in value:
            yield from _words(item, assume)
    elif isinstance(value, Mapping):
        subject = value["choose"] if is_choice(value) else None
        by_assumption = isinstance(subject, str) and subject not in NO_ASSUMPTION
        for key, item in value.items():
            if not isinstance(item, (Mapping, list)) and not isinstance(item, str):
                yield "", assume  # a number is nobody's name, but stands under readings as well
            switched = by_assumption and key not in ("choose", OTHERWISE)
            yield from _words(item, {**assume, str(subject): key} if switched else assume)
