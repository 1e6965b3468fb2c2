"""Ranges against bounds, by enumeration of every value a range holds."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vip_cert_rules.kleene import (
    COMPARE,
    EMPTY,
    FALSE,
    TRUE,
    UNKNOWN,
    Truth,
    compare_at_least,
    settle,
)

FAR = 8
"""Beyond every bound here: stands for a range without an end."""


def test_truths_are_ordered_so_that_and_is_min_and_or_is_max() -> None:
    """Kleene's strong logic, both tables written out."""
    f, u, t = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
    both = {(f, f): f, (f, u): f, (f, t): f, (u, u): u, (u, t): u, (t, t): t}
    either = {(f, f): f, (f, u): u, (f, t): t, (u, u): u, (u, t): t, (t, t): t}
    for one, other in product(Truth, repeat=2):
        assert min(one, other) == both[min(one, other), max(one, other)]
        assert max(one, other) == either[min(one, other), max(one, other)]
    assert (FALSE, UNKNOWN, TRUE) == (f, u, t)


RANGES = [(low, high) for low in range(6) for high in (*range(low, 6), None)]


@pytest.mark.parametrize(("low", "high"), RANGES)
@pytest.mark.parametrize("bound", range(7))
def test_a_comparison_holds_when_it_holds_for_every_value(low: int, high: int | None, bound: int) -> None:
    truths = {value >= bound for value in range(low, (FAR if high is None else high) + 1)}
    expected = UNKNOWN if len(truths) == 2 else TRUE if truths == {True} else FALSE
    assert compare_at_least(low, high, bound) == expected
    for settled in (COMPARE, EMPTY):
        assert settle((low, high, settled), bound) == expected


@pytest.mark.parametrize("truth", [FALSE, UNKNOWN, TRUE])
@pytest.mark.parametrize("bound", [None, 0, 5, 50])
def test_a_settled_reading_is_not_compared(truth: int, bound: int | None) -> None:
    assert settle((5, 5, truth), bound) == truth
    assert settle((0, None, truth), bound) == truth


def test_a_bound_not_supplied_is_unknown_unless_no_record_came_into_question() -> None:
    """Parameters: "the condition is unknown unless no record comes into question whatever its value"."""
    assert settle((100, 100, COMPARE), None) == UNKNOWN
    assert settle((0, None, COMPARE), None) == UNKNOWN
    assert settle((0, 0, EMPTY), None) == FALSE


@pytest.mark.parametrize(
    ("low", "expected"), [("59.99", FALSE), ("60", TRUE), ("60.00", TRUE), ("60.01", TRUE), ("6E+1", TRUE)]
)
def test_numbers_are_exact(low: str, expected: int) -> None:
    """A4: bounds are inclusive."""
    assert settle((Decimal(low), Decimal(low), COMPARE), 60) == expected


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_a_narrower_range_never_contradicts_a_wider_one(a: int, b: int, c: int, d: int, bound: int) -> None:
    """Filling in what is not known keeps what was definite."""
    low, inner_low, inner_high, high = sorted((a, b, c, d))
    wide, narrow = compare_at_least(low, high, bound), compare_at_least(inner_low, inner_high, bound)
    assert wide in (UNKNOWN, narrow)
    assert compare_at_least(low, None, bound) in (UNKNOWN, wide)
