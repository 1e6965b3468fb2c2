"""Calendar arithmetic against python-dateutil and against sets of days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from vip_cert_rules.dates import (
    FIRST_DAY,
    LAST_DAY,
    Span,
    completed_months,
    corresponding_day,
    days_served,
    first_day_within,
    months_laid_end_to_end,
    parse_day,
    unbroken_since,
)

ONE_DAY = timedelta(days=1)
month_ends = st.builds(
    lambda year, month, back: date(year, month, 1) + relativedelta(months=1, days=-1 - back),
    st.integers(1901, 2199),
    st.integers(1, 12),
    st.integers(-1, 3),
)
days = st.one_of(st.dates(FIRST_DAY, LAST_DAY), month_ends)
months = st.one_of(st.sampled_from((0, 1, 12, 24, 36)), st.integers(0, 600))


@given(days, days)
@settings(max_examples=500, deadline=None)
def test_completed_months_are_relativedelta_in_whole_months(one: date, other: date) -> None:
    start, end = sorted((one, other))
    gap = relativedelta(end, start)
    assert completed_months(start, end) == gap.years * 12 + gap.months


def test_completed_months_around_every_end_of_february() -> None:
    """Every pair of days near the ends of January, February and March, 2023 to 2028."""
    near = [
        date(year, month, 1) + timedelta(days=offset)
        for year in range(2023, 2029)
        for month in (2, 3, 4)
        for offset in range(-4, 2)
    ]
    for start in near:
        for end in near:
            if start <= end:
                gap = relativedelta(end, start)
                assert completed_months(start, end) == gap.years * 12 + gap.months, (start, end)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2025-11-24", "2026-11-24", 12),
        ("2025-11-24", "2026-11-23", 11),
        ("2024-02-29", "2025-02-28", 12),
        ("2024-02-29", "2025-02-27", 11),
        ("2024-02-29", "2028-02-28", 47),
        ("2024-02-29", "2028-02-29", 48),
        ("2026-01-31", "2026-02-28", 1),
        ("2026-02-28", "2026-03-30", 1),
        ("2026-11-24", "2026-11-24", 0),
    ],
)
def test_completed_months(start: str, end: str, expected: int) -> None:
    """A3: by anniversary; a month without that day ends on its last day."""
    assert completed_months(date.fromisoformat(start), date.fromisoformat(end)) == expected


@given(st.dates(date(1960, 1, 1), date(2140, 12, 31)), st.integers(-600, 600))
@settings(max_examples=300, deadline=None)
def test_corresponding_day_is_relativedelta(day: date, shift: int) -> None:
    assert corresponding_day(day, shift) == day + relativedelta(months=shift)


@pytest.mark.parametrize(
    ("day", "shift", "expected"),
    [
        ("2024-02-29", 24, "2026-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2024-02-28", 24, "2026-02-28"),
        ("2024-08-31", 6, "2025-02-28"),
        ("2024-11-24", 24, "2026-11-24"),
        ("2026-11-24", -24, "2024-11-24"),
    ],
)
def test_corresponding_day(day: str, shift: int, expected: str) -> None:
    """29 February plus two years is 28 February."""
    assert corresponding_day(date.fromisoformat(day), shift) == date.fromisoformat(expected)


@given(days, months)
@settings(max_examples=400, deadline=None)
def test_first_day_within_is_the_first(as_of: date, shift: int) -> None:
    """It is within; the day before it is not."""
    first = first_day_within(as_of, shift)
    assert first + relativedelta(months=shift) >= as_of
    assert first - ONE_DAY + relativedelta(months=shift) < as_of


@given(days, months, st.integers(-3, 3))
@settings(max_examples=400, deadline=None)
def test_first_day_within_draws_the_line(as_of: date, shift: int, offset: int) -> None:
    """Comparing with it is asking whether the corresponding day has been passed."""
    taken = as_of - relativedelta(months=shift) + timedelta(days=offset)
    assert (taken >= first_day_within(as_of, shift)) == (as_of <= taken + relativedelta(months=shift))


# --- spans --------------------------------------------------------------------------------------------

AS_OF = date(2026, 11, 24)
offsets = st.integers(-40, 0)


@st.composite
def spans(draw: st.DrawFn) -> list[Span]:
    """Some spans that begin on or before the as-of date, many of them close to each other, in any order."""
    found: list[Span] = []
    for _ in range(draw(st.integers(0, 6))):
        start = AS_OF + timedelta(days=draw(offsets))
        length = draw(st.one_of(st.none(), st.integers(0, 12)))
        found.append((start, None if length is None else start + timedelta(days=length)))
    return found


def covered(stretches: list[Span], upto: date) -> set[date]:
    """Every single day of the spans, up to and including one."""
    found = set()
    for start, end in stretches:
        day = start
        while day <= (upto if end is None else min(end, upto)):
            found.add(day)
            day += ONE_DAY
    return found


@given(spans())
@settings(max_examples=500, deadline=None)
def test_unbroken_since_walks_back_over_covered_days(stretches: list[Span]) -> None:
    served = covered(stretches, AS_OF)
    day = AS_OF
    while day in served:
        day -= ONE_DAY
    assert unbroken_since(stretches, AS_OF) == (None if day == AS_OF else day + ONE_DAY)


@given(spans())
@settings(max_examples=500, deadline=None)
def test_days_served_are_the_distinct_days_before(stretches: list[Span]) -> None:
    served = covered(stretches, AS_OF - ONE_DAY)
    assert days_served(stretches, AS_OF) == (len(served), min(served, default=None))


@given(spans(), st.integers(0, 2000))
@settings(max_examples=300, deadline=None)
def test_months_laid_end_to_end(stretches: list[Span], earlier: int) -> None:
    """A16: the days served, laid end to end from the first of them."""
    moved: list[Span] = [(start - timedelta(days=earlier), end) for start, end in stretches]
    served = covered(moved, AS_OF - ONE_DAY)
    first = min(served, default=AS_OF)
    gap = relativedelta(first + timedelta(days=len(served)), first)
    assert months_laid_end_to_end(moved, AS_OF) == gap.years * 12 + gap.months


def test_spans_at_the_edges_of_time() -> None:
    """The first and the last day that records may name."""
    whole: list[Span] = [(FIRST_DAY, LAST_DAY)]
    assert unbroken_since(whole, LAST_DAY) == FIRST_DAY
    assert days_served(whole, LAST_DAY) == ((LAST_DAY - FIRST_DAY).days, FIRST_DAY)
    assert months_laid_end_to_end(whole, LAST_DAY) == completed_months(FIRST_DAY, LAST_DAY)
    assert unbroken_since(whole, FIRST_DAY) == FIRST_DAY
    assert days_served(whole, FIRST_DAY) == (0, None)
    assert first_day_within(FIRST_DAY, 24) == date(1898, 1, 1)


def test_no_spans() -> None:
    assert unbroken_since([], AS_OF) is None
    assert days_served([], AS_OF) == (0, None)
    assert months_laid_end_to_end([], AS_OF) == 0


# --- writing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["1900-01-01", "2200-12-31", "2024-02-29", "0001-01-01", "9999-12-31"])
def test_days_are_read(text: str) -> None:
    assert parse_day(text) == date.fromisoformat(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "2026", "2026-1-02", "2026-01-2", "20260102", "2026-W01-1", "2026-001", "2026/01/02", "2026-13-01",
        "2026-02-29", "2026-02-30", "2026-00-10", "2026-01-00", "0000-01-01", " 2026-01-02", "2026-01-02 ",
        "2026-01-02\n", "2026-01-2\n", "+026-01-02", "-026-01-02", "2026-+1-02", "2026- 1-02", "2026-1_-02",
        "20_6-01-02", "2026-01-02T00:00", "2026-01-02Z", "２０２６-01-02", "2026－01－02", "2026-０1-02",
        "٢٠٢٦-٠١-٠٢", "2026-01-0²", "2026\u201001\u201002", "二〇二六-01-02", "\x00" * 10, "2026-01-0\u0000",
        "2026-W1-01", "2026-W01-7", "yesterday!", "1e10-01-01", "0x10-01-01",
    ],
)  # fmt: skip
def test_anything_else_is_no_day(text: str) -> None:
    assert parse_day(text) is None


@given(days)
def test_every_day_is_read_back(day: date) -> None:
    assert parse_day(day.isoformat()) == day


@given(st.text(alphabet="0123456789-W+ TZ１", min_size=8, max_size=12))
@settings(max_examples=500)
def test_only_the_one_form_is_read(text: str) -> None:
    found = parse_day(text)
    assert found is None or found.isoformat() == text
