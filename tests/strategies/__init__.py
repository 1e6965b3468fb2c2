"""Generators of VIP candidate records as plain dicts in the form of the record contract, section 1.

Records cluster around a few as-of dates (or an `anchor` given, 1910-2190) and the exact boundaries the rules
turn on. Everything is offered twice: as hypothesis strategies (they shrink) and from a `random.Random` (fast,
for high-volume comparisons).
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.strategies.candidate import LEVELS, build_record
from tests.strategies.dice import ANCHORS, DrawnDice, RandomDice
from tests.strategies.filling import fill, fillings
from tests.strategies.malformed import FAULTS, Fault, malformed, plant

QUESTIONS = ("apply", "pass", "hold", "teach")
SWITCHES: dict[str, tuple[str, ...]] = {
    "A1": ("from-certificate",),
    "A5": ("last-day-before", "no-expiry"),
    "A7": ("ever-obtained",),
    "A8": ("exact-level",),
    "A9": ("hours-not-required",),
    "A10": ("latest-result",),
    "A11": ("mean",),
    "A13": ("not-required",),
    "A18": ("score-first",),
    "A25": ("certificate-or-experience",),
    "A26": ("any-issuer",),
}
NULL_CHANCE = 12  # per cent, of each list and each nullable field
_OFFSETS = (0, 0, 0, 0, 0, -1, 1, -2, 2, -30, 31, -365, 366, 800, -800)

__all__ = [
    "ANCHORS", "FAULTS", "LEVELS", "NULL_CHANCE", "QUESTIONS", "SWITCHES", "Fault", "as_of_days",
    "assumptions", "cases", "fill", "fillings", "malformed", "plant", "random_as_of",
    "random_assumptions", "random_call", "random_record", "records", "vip_calls", "whole_calls",
]  # fmt: skip


@st.composite
def records(
    draw: st.DrawFn, unknowns: bool = True, null_chance: int = NULL_CHANCE, anchor: date | None = None
) -> dict[str, Any]:
    """Valid VIP records built around an as-of date; without `unknowns` nothing in them is null or absent."""
    return build_record(DrawnDice(draw), unknowns, null_chance, anchor)


def as_of_days() -> st.SearchStrategy[date]:
    """The as-of dates records are built around, days close by, and now and then any day allowed."""
    near = st.builds(lambda day, offset: day + timedelta(days=offset), _anchors(), st.sampled_from(_OFFSETS))
    anywhere = st.dates(date(1900, 1, 1), date(2200, 12, 31))
    return st.one_of(_anchors(), near, near, anywhere)


def _anchors() -> st.SearchStrategy[date]:
    return st.sampled_from(ANCHORS)


@st.composite
def cases(draw: st.DrawFn, unknowns: bool = True, null_chance: int = NULL_CHANCE) -> tuple[dict[str, Any], date]:
    """A record and an as-of date that go together: its own anchor, or a day or so off."""
    anchor = draw(_anchors())
    record = draw(records(unknowns=unknowns, null_chance=null_chance, anchor=anchor))
    return record, anchor + timedelta(days=draw(st.sampled_from(_OFFSETS)))


@st.composite
def whole_calls(
    draw: st.DrawFn, unknowns: bool = True, null_chance: int = NULL_CHANCE
) -> tuple[dict[str, Any], str, int, date, dict[str, str]]:
    """Record, question, level, as-of date and assumptions that go together: mostly the record's own level."""
    anchor, level = draw(_anchors()), draw(st.sampled_from(LEVELS))
    record = build_record(DrawnDice(draw), unknowns, null_chance, anchor, level)
    as_of = anchor + timedelta(days=draw(st.sampled_from(_OFFSETS)))
    asked = draw(st.sampled_from((level, level, level, *LEVELS)))
    return record, draw(st.sampled_from(QUESTIONS)), asked, as_of, draw(assumptions())


def random_call(
    rng: random.Random, unknowns: bool = True, null_chance: int = NULL_CHANCE
) -> tuple[dict[str, Any], str, int, date, dict[str, str]]:
    """As `whole_calls`, from a plain random generator."""
    anchor, level = rng.choice(ANCHORS), rng.choice(LEVELS)
    record = build_record(RandomDice(rng), unknowns, null_chance, anchor, level)
    asked = level if rng.random() < 0.6 else rng.choice(LEVELS)
    return record, rng.choice(QUESTIONS), asked, random_as_of(rng, anchor), random_assumptions(rng)


def vip_calls() -> st.SearchStrategy[tuple[str, int]]:
    """A VIP question and a level."""
    return st.tuples(st.sampled_from(QUESTIONS), st.sampled_from(LEVELS))


def assumptions() -> st.SearchStrategy[dict[str, str]]:
    """Switched readings (record contract, section 3): mostly none, else one, else some."""
    one = st.sampled_from([{name: word} for name, words in SWITCHES.items() for word in words])
    some = st.fixed_dictionaries({}, optional={name: st.sampled_from(words) for name, words in SWITCHES.items()})
    return st.one_of(st.just({}), st.just({}), one, some)


def random_record(
    rng: random.Random, unknowns: bool = True, null_chance: int = NULL_CHANCE, anchor: date | None = None
) -> dict[str, Any]:
    """As `records`, from a plain random generator."""
    return build_record(RandomDice(rng), unknowns, null_chance, anchor)


def random_as_of(rng: random.Random, anchor: date | None = None) -> date:
    """An as-of date at the anchor (any anchor) or close by."""
    return (anchor or rng.choice(ANCHORS)) + timedelta(days=rng.choice(_OFFSETS))


def random_assumptions(rng: random.Random) -> dict[str, str]:
    """As `assumptions`, from a plain random generator."""
    kind = rng.random()
    if kind < 0.5:
        return {}
    if kind < 0.75:
        name = rng.choice(list(SWITCHES))
        return {name: rng.choice(SWITCHES[name])}
    return {name: rng.choice(words) for name, words in SWITCHES.items() if rng.random() < 0.3}
