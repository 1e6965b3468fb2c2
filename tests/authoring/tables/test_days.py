"""Days relative to the as-of date keep the calendar rules of `dates`."""

from __future__ import annotations

from datetime import date

import pytest

from vip_cert_rules.authoring.tables.days import day_of, is_relative


@pytest.mark.parametrize(
    ("text", "as_of", "day"),
    [
        ("as_of", "2026-11-24", "2026-11-24"),
        ("as_of - 2y", "2026-11-24", "2024-11-24"),
        ("as_of - 2y + 1d", "2026-11-24", "2024-11-25"),
        ("as_of-12m", "2026-11-24", "2025-11-24"),
        ("as_of + 2w", "2026-11-24", "2026-12-08"),
        ("as_of - 2y", "2024-02-29", "2022-02-28"),  # a month without that day ends on its last
        ("as_of - 1m", "2026-03-31", "2026-02-28"),
        ("as_of - 1m - 1m", "2026-03-31", "2026-01-28"),  # from left to right, each step by itself
        ("as_of - 2m", "2026-03-31", "2026-01-31"),
        ("as_of + 1d - 1m", "2026-02-28", "2026-02-01"),
    ],
)
def test_steps_are_taken_from_left_to_right(text: str, as_of: str, day: str) -> None:
    assert date.fromisoformat(day) == day_of(text, date.fromisoformat(as_of))


@pytest.mark.parametrize(
    "text",
    [
        "as_of - y",
        "as_of -",
        "as_of 2y",
        "as_of - 2 years",
        "as_of - 2Y",
        "as_of - 99999y",
        "as_of + 300y",
        "as_of - 127y",
    ],
)
def test_what_is_written_otherwise_or_beyond_all_days_is_none(text: str) -> None:
    assert is_relative(text)
    assert day_of(text, date(2026, 11, 24)) is None


@pytest.mark.parametrize("value", ["2026-11-24", "as_offered", "remove", None, 3, ["as_of"]])
def test_other_values_are_left_alone(value: object) -> None:
    assert not is_relative(value)
