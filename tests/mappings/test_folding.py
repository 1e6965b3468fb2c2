"""Versions folded into stretches of work, against a day-by-day reading."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from vip_cert_rules.mappings.folding import Stretch, Version, fold

FIRST = date(2020, 1, 1)
DAYS = 60
ODD = "not known"


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def version(since: int, begins: int | None, length: int | None, said: str) -> Version[int]:
    ends = None if length is None else day((begins if begins is not None else since) + length)
    return Version(day(since), None if begins is None else day(begins), ends, {"occupation": said}, since)


@st.composite
def histories(draw: st.DrawFn) -> list[Version[int]]:
    starts = draw(st.lists(st.integers(10, DAYS), unique=True, max_size=6))
    begins = st.none() | st.integers(0, DAYS)
    return [
        version(since, draw(begins), draw(st.none() | st.integers(0, 30)), draw(st.sampled_from("AB")))
        for since in starts
    ]


def by_day(versions: list[Version[int]], on: date) -> str | None:
    """What the work is on a day, as one would read it off the versions."""
    earlier = [one for one in versions if one.since <= on]
    if not earlier:
        first = min(versions, key=lambda one: one.since, default=None)
        has_begun = first is not None and first.begins is not None and first.begins <= on
        is_over = first is not None and first.ends is not None and first.ends < on
        return ODD if has_begun and not is_over else None
    current = max(earlier, key=lambda one: one.since)
    inside = (current.begins is None or current.begins <= on) and (current.ends is None or on <= current.ends)
    return current.said["occupation"] if inside else None


@given(histories())
def test_every_day_is_as_the_version_in_force_says(versions: list[Version[int]]) -> None:
    stretches = fold(versions)
    for number in range(-5, DAYS + 60):
        on = day(number)
        found = [one for one in stretches if one.start <= on and (one.end is None or on <= one.end)]
        assert len(found) <= 1
        said = None if not found else ODD if found[0].said is None else found[0].said["occupation"]
        assert said == by_day(versions, on)


@given(histories())
def test_stretches_are_in_order_and_as_long_as_they_can_be(versions: list[Version[int]]) -> None:
    stretches = fold(versions)
    for before, after in pairwise(stretches):
        assert before.end is not None and before.end < after.start
        assert before.said != after.said or before.end + timedelta(days=1) < after.start


def test_a_change_of_the_wage_alone_is_no_new_stretch() -> None:
    said: dict[str, Any] = {"occupation": "A"}
    versions = [Version(day(n), day(0), None, said, n) for n in (0, 10, 20)]
    assert [Stretch(day(0), None, said, 0)] == fold(versions)
