"""Where choices come from (plain random numbers or hypothesis), and the days that records cluster around."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Protocol, TypeVar

from dateutil.relativedelta import relativedelta
from hypothesis import strategies as st

T = TypeVar("T")


class Dice(Protocol):
    """A source of choices; the first element and `False` are the simple choices."""

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""

    def chance(self, percent: int) -> bool:
        """True about so many times in a hundred."""

    def below(self, bound: int) -> int:
        """A number from 0 to bound - 1."""


class RandomDice:
    """Choices from a plain random generator: fast, reproducible by seed."""

    def __init__(self, rng: random.Random) -> None:
        self._random = rng.random

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[int(self._random() * len(options))]

    def chance(self, percent: int) -> bool:
        """True about so many times in a hundred."""
        return self._random() * 100 < percent

    def below(self, bound: int) -> int:
        """A number from 0 to bound - 1."""
        return int(self._random() * bound)


class DrawnDice:
    """Choices drawn by hypothesis, so that failing records shrink."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self._draw(st.integers(0, len(options) - 1))]

    def chance(self, percent: int) -> bool:
        """True about so many times in a hundred."""
        return percent > 0 and self._draw(st.integers(0, 99)) >= 100 - percent

    def below(self, bound: int) -> int:
        """A number from 0 to bound - 1."""
        return self._draw(st.integers(0, bound - 1))


# --- days -----------------------------------------------------------------------------------------

ANCHORS = (date(2026, 11, 24), date(2026, 2, 28), date(2028, 2, 29))
FIRST_DAY, LAST_DAY = "1900-01-01", "2200-12-31"


class Days:
    """ISO days around the as-of date a record is built for: mostly exact boundaries and their neighbours."""

    def __init__(self, anchor: date) -> None:
        def around(months: int, *offsets: int) -> list[str]:
            centre = anchor - relativedelta(months=months)
            days = [(centre + timedelta(days=offset)).isoformat() for offset in offsets]
            return [min(max(day, FIRST_DAY), LAST_DAY) for day in days]

        self.anchor = anchor
        self.ordinal = anchor.toordinal()
        self.near = tuple(around(0, -30, -1, 0, 0, 1, 40))
        recent = around(0, -200, -30, -1, 0) + around(12, -1, 0, 1)
        edge = around(24, 0, -1, 1, 0, -1, 1, 2, -2)
        self.recent, self.edge = tuple(recent), tuple(edge)
        old = around(30, 0) + around(36, -1, 0, 1) + around(48, 0, 1)
        old += ["2024-02-29", "2020-02-29", FIRST_DAY]
        future = around(0, 1, 1, 40) + around(-14, 0) + [LAST_DAY]
        self.dated = tuple(recent * 3 + edge * 2 + old + future)
        self.starts = tuple(
            [*around(12, 0, 1, -1), *around(24, 0, 1, -1), *around(36, 0, 1, -1)] * 3
            + around(60, 0, 15)
            + around(6, 0)
            + around(0, -1, 0, 1)
            + ["2020-02-29", "2024-02-29", FIRST_DAY]
        )
        self.ends = tuple(around(0, -1, 0, 1, 1, 60, -30) + around(12, -1, 0) + around(6, 3) + [LAST_DAY])


POOLS = {anchor: Days(anchor) for anchor in ANCHORS}


def days_around(anchor: date | None, dice: Dice) -> Days:
    """The pool of an anchor; without one, of any of the usual anchors."""
    if anchor is None:
        anchor = dice.pick(ANCHORS)
    if anchor not in POOLS:
        POOLS[anchor] = Days(anchor)
    return POOLS[anchor]


def shifted(day: str, offset: int) -> str:
    """The day so many days later."""
    return date.fromordinal(date.fromisoformat(day).toordinal() + offset).isoformat()


def gap(dice: Dice, entry: dict[str, Any], key: str, percent: int) -> None:
    """With that chance make the field not known: null or left out."""
    if dice.chance(percent):
        if dice.chance(50):
            entry[key] = None
        else:
            entry.pop(key, None)
