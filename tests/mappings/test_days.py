"""Days as host systems write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel

from vip_cert_rules.mappings.days import ZONE, DayPattern, Partial, day_pattern, read_day, zone_of
from vip_cert_rules.shapes import Report

DAY = date(2024, 5, 20)


def pattern(word: str, partial: str | None = None) -> DayPattern:
    made = day_pattern(word, None if partial is None else Partial(partial))
    assert isinstance(made, DayPattern)
    return made


def read(value: object, *words: str, partial: str | None = None, zone: str | None = None) -> date | str:
    return read_day(value, tuple(pattern(word, partial) for word in words), None if zone is None else zone_of(zone))


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("2024-05-20", "YYYY-MM-DD"),
        ("2024/5/20", "YYYY/M/D"),
        ("2024/05/20", "YYYY/M/D"),
        ("2024.5.20", "YYYY.M.D"),
        ("2024年5月20日", "YYYY年M月D日"),
        ("20240520", "YYYYMMDD"),
        (20240520, "YYYYMMDD"),
        ("20/5/2024", "D/M/YYYY"),
        (45432, "excel"),
        (45432.0, "excel"),
        ("45432", "excel"),
        (43970, "excel-1904"),
        ("2024-05-20T08:30:00", "moment"),
        ("2024-05-20 08:30:00", "moment"),
        (datetime(2024, 5, 20, 8, 30), "moment"),
        (datetime(2024, 5, 20), "YYYY-MM-DD"),
        (DAY, "YYYY/M/D"),
    ],
)
def test_a_day_is_read_as_its_pattern_says(value: object, word: str) -> None:
    assert read(value, word) == DAY


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("2024-5-20", "YYYY-MM-DD"),
        ("2024/5/20", "YYYY-MM-DD"),
        ("2024-02-30", "YYYY-MM-DD"),
        ("２０２４-05-20", "YYYY-MM-DD"),
        ("2024-05-20\n", "YYYY-MM-DD"),
        ("2024/13/1", "YYYY/M/D"),
        (60, "excel"),
        (0, "excel"),
        (-1, "excel"),
        (45432.5, "excel"),
        (float("nan"), "excel"),
        (True, "excel"),
        (10**9, "excel"),
        ("45432.0", "excel"),
        ("2024-05-20", "moment"),
        ("2024-05-20T08:30:00Z", "moment"),
        (datetime(2024, 5, 20, 8, 30), "YYYY-MM-DD"),
        (None, "YYYY-MM-DD"),
    ],
)
def test_what_is_no_such_day_is_none(value: object, word: str) -> None:
    """Nothing is guessed at: the 29 February 1900 of spreadsheets, a time of day, a moment without a zone."""
    assert isinstance(read(value, word), str)


def test_patterns_that_read_a_day_differently_are_told() -> None:
    assert read("3/4/2024", "D/M/YYYY", "M/D/YYYY") == (
        "can be read as 2024-03-04 or 2024-04-03: the patterns of the mapping do not agree"
    )
    assert read("20/4/2024", "D/M/YYYY", "M/D/YYYY") == date(2024, 4, 20)


@pytest.mark.parametrize(
    ("value", "word", "first", "last"),
    [
        ("2024", "YYYY", date(2024, 1, 1), date(2024, 12, 31)),
        (2024, "YYYY", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024年2月", "YYYY年M月", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", "YYYY-MM", date(2023, 12, 1), date(2023, 12, 31)),
    ],
)
def test_a_month_or_a_year_is_the_day_that_the_mapping_says(value: object, word: str, first: date, last: date) -> None:
    assert (first, last) == (read(value, word, partial="first-day"), read(value, word, partial="last-day"))


@pytest.mark.parametrize("word", ["", "MM-DD", "YYYY-DD", "YYYY-MM-DD-DD", "YYYY YYYY-M-D", "YYYY-MM", "YYYY"])
def test_what_is_no_pattern_is_told(word: str) -> None:
    assert isinstance(day_pattern(word, None), str)


@pytest.mark.parametrize(
    ("value", "begin", "end"),
    [
        ("2024-05-19T15:59:59Z", date(2024, 5, 19), date(2024, 5, 19)),
        ("2024-05-19T16:00:00Z", date(2024, 5, 20), date(2024, 5, 19)),
        ("2024-05-19T16:00:01+00:00", date(2024, 5, 20), date(2024, 5, 20)),
        ("2024-05-20T00:00:00+08:00", date(2024, 5, 20), date(2024, 5, 19)),
    ],
)
def test_a_moment_has_its_day_in_the_zone_of_the_mapping(value: str, begin: date, end: date) -> None:
    """And an end the last day of which some part comes before it."""
    assert (begin, end) == (read(value, "moment", zone="+08:00"), read(value, "moment-end", zone="+08:00"))


@given(st.dates(date(1904, 1, 2), date(2200, 12, 31)))
def test_serials_are_those_of_spreadsheets(day: date) -> None:
    assert read(int(to_excel(day)), "excel") == day
    assert read(int(to_excel(day, CALENDAR_MAC_1904)), "excel-1904") == day


def test_serials_before_the_day_that_never_was() -> None:
    assert [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1)] == [read(n, "excel") for n in (1, 59, 61)]


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from(["YYYY-MM-DD", "YYYYMMDD", "DD.MM.YYYY"]))
def test_a_day_that_is_written_is_read_back(day: date, word: str) -> None:
    text = word.replace("YYYY", f"{day.year}").replace("MM", f"{day.month:02}").replace("DD", f"{day.day:02}")
    assert read(text, word) == day


def test_zones() -> None:
    zone = zone_of("-05:30")
    assert zone.utcoffset(None) == -timedelta(hours=5, minutes=30)
    for text in ("8", "+8:00", "+25:00", "+08:60", "+08:00\n"):
        report = Report()
        ZONE.read(text, ("zone",), report)
        assert ["wrong-form"] == [fault.code for fault in report.faults]
