"""Calendar arithmetic: the one owner of "completed months" and "the corresponding day".

The meaning is python-dateutil's: a month without the day in question ends on its last day (domain assumption A3).
Whole days only; nothing here reads a clock.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2200, 12, 31)
"""The days a record may name, both included."""

ONE_DAY = timedelta(days=1)

Span = tuple[date, date | None]
"""First and last day, both included; ``None``: still running."""


def corresponding_day(day: date, months: int) -> date:
    """The corresponding day ``months`` later (earlier when negative): 29 February plus a year is 28 February."""
    return day + relativedelta(months=months)


@lru_cache(maxsize=4096)
def first_day_within(as_of: date, months: int) -> date:
    """The earliest day whose corresponding day ``months`` later is not before ``as_of``.

    It turns "still within two years" into one comparison of days: whatever happened on or after it is.
    """
    day = corresponding_day(as_of, -months)
    return day if corresponding_day(day, months) >= as_of else day + ONE_DAY


def completed_months(start: date, end: date) -> int:
    """Whole months from ``start`` to ``end``: ``relativedelta(end, start)`` in months, written out in integers.

    The library's object costs several microseconds, this a fraction of one; the tests hold the two equal.
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    if end.day < start.day and end.day < min(start.day, monthrange(end.year, end.month)[1]):
        months -= 1
    return months


def unbroken_since(spans: Sequence[Span], as_of: date) -> date | None:
    """The first day of the unbroken stretch of ``spans`` that contains ``as_of``; ``None`` when none does.

    Spans join where the next starts no later than the day after the last ends. Every span starts on or before
    ``as_of``.
    """
    if len(spans) == 1:  # as most people have it: nothing to join
        first, last = spans[0]
        return first if last is None or last >= as_of else None
    start: date | None = None
    reach = 0
    today = as_of.toordinal()
    for first, last in sorted(spans, key=_first_day):
        end = today if last is None or last >= as_of else last.toordinal()
        if start is None or first.toordinal() > reach + 1:
            start, reach = first, end
        elif end > reach:
            reach = end
    return start if start is not None and reach >= today else None


def days_served(spans: Sequence[Span], as_of: date) -> tuple[int, date | None]:
    """The number of distinct days of ``spans`` before ``as_of``, overlaps once, and the first of them."""
    yesterday = as_of.toordinal() - 1
    if len(spans) == 1:
        first, last = spans[0]
        days = (yesterday if last is None or last >= as_of else last.toordinal()) - first.toordinal() + 1
        return (days, first) if days > 0 else (0, None)
    days = 0
    first_day: date | None = None
    reach = 0
    for first, last in sorted(spans, key=_first_day):
        start = first.toordinal()
        end = yesterday if last is None or last >= as_of else last.toordinal()
        if end < start:
            continue
        if first_day is None:
            first_day = first
        if end > reach:
            days += end - (start if start > reach else reach + 1) + 1
            reach = end
    return days, first_day


def months_laid_end_to_end(spans: Sequence[Span], as_of: date) -> int:
    """Completed months of the days served before ``as_of``, laid end to end from the first day served (A16)."""
    days, first = days_served(spans, as_of)
    return 0 if first is None else completed_months(first, first + timedelta(days=days))


def parse_day(text: str) -> date | None:
    """The day written as ``YYYY-MM-DD`` in ASCII digits; ``None`` for anything else."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-" or not text.isascii():
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _first_day(span: Span) -> date:
    return span[0]
