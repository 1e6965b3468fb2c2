"""What all makers of mutants share: a draft of one, and choices, within which something stands only sometimes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs

from vip_cert_rules.authoring.mutation import words
from vip_cert_rules.authoring.mutation.edits import Drop, Edit, Put
from vip_cert_rules.authoring.mutation.model import Kind
from vip_cert_rules.candidate.words import EducationLevel, Grade, TrainerRank
from vip_cert_rules.faults import Path, render_path, show
from vip_cert_rules.text import Text

Assume = Mapping[str, str]
"""The readings under which something stands in the rules."""

SCALES: tuple[type[Enum], ...] = (EducationLevel, Grade, TrainerRank)
OTHERWISE = "otherwise"
NO_ASSUMPTION = ("level", "position", "question")
"""What a choice may be made by, beside assumptions and parameters."""


@attrs.frozen
class Draft:
    """A mutant to be: its file and place are not looked up yet."""

    kind: Kind
    path: Path
    edits: tuple[Edit, ...]
    label: Text
    assume: Assume = attrs.field(factory=dict)


Drafts = Iterator[Draft]
Maker = Callable[[Path, Any, Assume], Drafts]
"""Makes the drafts of a part that stands at a path, under some readings."""


def told(value: Any) -> str:
    """A value as a label says it."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {told(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(told, value)) + "]"
    return value if isinstance(value, str) else show(value)


def becomes(kind: Kind, path: Path, old: Any, new: Any, assume: Assume, label: Text = words.BECOMES) -> Draft:
    """A value that is another one."""
    text = label.fill(at=render_path(path), old=told(old), new=told(new))
    return Draft(kind, path, (Put(path, new),), text, assume)


def dropped(kind: Kind, path: Path, old: Any, assume: Assume, label: Text = words.DROPPED) -> Draft:
    """An entry or an item that is not there; the label says what, at the mapping or list it was in."""
    return Draft(kind, path, (Drop(path),), label.fill(at=render_path(path[:-1]), old=told(old)), assume)


def each_dropped(kind: Kind, path: Path, items: Sequence[Any], assume: Assume) -> Drafts:
    """A list without one of its items, in turn."""
    for i, item in enumerate(items):
        yield dropped(kind, (*path, i), item, assume)


def moved(path: Path, number: Any, steps: Sequence[Decimal | int], assume: Assume) -> Drafts:
    """A bound that is moved by each of some steps, down and up. By the smallest of several, up, it is "more than"."""
    for step in steps:
        for sign in (-1, 1):
            if number + sign * step < 0:
                continue
            strict = step == min(steps) and len(steps) > 1 and sign > 0
            kind, label = (Kind.STRICT, words.STRICT) if strict else (Kind.BOUND, words.BECOMES)
            yield becomes(kind, path, number, _exact(number + sign * step), assume, label)


def _exact(number: Decimal | int) -> Decimal | int:
    return int(number) if number == int(number) else number


def neighbours(path: Path, word: Any, assume: Assume) -> Drafts:
    """A word of a scale, one lower and one higher."""
    for scale in SCALES:
        words_of_scale = [str(member.value) for member in scale]
        if word in words_of_scale:
            rank = words_of_scale.index(word)
            for other in words_of_scale[max(0, rank - 1) : rank] + words_of_scale[rank + 1 : rank + 2]:
                yield becomes(Kind.BOUND, path, word, other, assume)


def is_choice(value: Any) -> bool:
    """Whether a part is chosen among several."""
    return isinstance(value, Mapping) and "choose" in value


def choices(path: Path, value: Any, assume: Assume, make: Maker) -> Drafts:
    """The drafts of a part that may be a choice, and, where it is, of the choosing itself."""
    if not is_choice(value):
        yield from make(path, value, assume)
        return
    subject = value["choose"]
    cases = [case for case in value if case not in ("choose", OTHERWISE)]
    by_assumption = isinstance(subject, str) and subject not in NO_ASSUMPTION
    if OTHERWISE in value:
        for case in cases:
            if value[case] != value[OTHERWISE]:
                yield from _exchanged(path, value, case, assume, by_assumption=by_assumption)
    else:
        for case, other in zip(cases, [*cases[1:], cases[0]]):
            if value[case] != value[other]:
                label = words.CASES_SWAPPED.fill(
                    at=render_path(path), one=_case(subject, case), other=_case(subject, other)
                )
                yield Draft(Kind.CASE, (*path, case), (Put((*path, case), value[other]),), label, assume)
    for case in value:
        if case != "choose":
            within = {**assume, subject: case} if by_assumption and case != OTHERWISE else assume
            yield from choices((*path, case), value[case], within, make)


def _exchanged(path: Path, value: Any, case: str, assume: Assume, *, by_assumption: bool) -> Drafts:
    """A case that holds for all others as well, and one that all others hold for."""
    subject, usual = value["choose"], (*path, OTHERWISE)
    at = render_path(path)
    for_all, ignored = Put(usual, value[case]), Put((*path, case), value[OTHERWISE])
    if by_assumption:
        label = words.READING_SWITCHED.fill(at=at, assumption=subject, reading=case)
        yield Draft(Kind.READING, usual, (for_all,), label, assume)
        label = words.READING_IGNORED.fill(at=at, assumption=subject, reading=case)
        yield Draft(Kind.READING, (*path, case), (ignored,), label, {**assume, subject: case})
        return
    named = _case(subject, case)
    yield Draft(Kind.CASE, usual, (for_all,), words.CASE_FOR_ALL.fill(at=at, case=named), assume)
    yield Draft(Kind.CASE, (*path, case), (ignored,), words.CASE_IGNORED.fill(at=at, case=named), assume)


def _case(subject: Any, case: str) -> str:
    return case if isinstance(subject, Mapping) else f"{subject} {case}"
