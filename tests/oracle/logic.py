"""Kleene's strong logic over ranges, and calendar arithmetic: the record contract, section 2."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta

Truth = bool | None  # None: not known
Range = tuple[Decimal, Decimal | None]  # smallest and largest possible value; None: no upper bound


def all_of(truths: Iterable[Truth]) -> Truth:
    """False if one is, else not known if one is, else True."""
    seen = list(truths)
    return False if False in seen else None if None in seen else True


def any_of(truths: Iterable[Truth]) -> Truth:
    """True if one is, else not known if one is, else False."""
    seen = list(truths)
    return True if True in seen else None if None in seen else False


def at_least(measure: Range, bound: int) -> Truth:
    """Met when the whole range reaches the bound, not met when none of it does."""
    low, high = measure
    if low >= bound:
        return True
    return False if high is not None and high < bound else None


def is_in(value: Any, wanted: Iterable[Any]) -> Truth:
    """A null field may be the right one or not."""
    return None if value is None else value in wanted


def day(value: Any) -> date:
    """The day a record names."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def two_years_after(start: date) -> date:
    """The corresponding day two years later; 29 February gives 28 February."""
    return start + relativedelta(years=2)


def completed_months(start: date, end: date) -> int:
    """`relativedelta(end, start)` in whole months."""
    gap = relativedelta(end, start)
    return gap.years * 12 + gap.months
