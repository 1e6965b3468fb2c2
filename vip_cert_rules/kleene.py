"""Three-valued truth and ranges: the only place where "not known" gets its meaning.

Truth is held as a small integer on the hot path: ``FALSE`` < ``UNKNOWN`` < ``TRUE``, so that Kleene's strong ``and``
is ``min`` and his ``or`` is ``max``.
"""

from __future__ import annotations

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from enum import IntEnum

EXACT = Context(prec=1400, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
"""For arithmetic on numbers of records and rules: wide enough that none is ever rounded, and not the caller's own
context, whose flags and precision are not ours to touch."""

Number = int | Decimal
"""An exact number. Binary floating point never enters a comparison."""


class Truth(IntEnum):
    """Kleene's three values, ordered."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


FALSE, UNKNOWN, TRUE = 0, 1, 2
COMPARE = -1
"""In a reading: the range itself decides."""
EMPTY = -2
"""In a reading: the range decides, and no record came into question."""

Reading = tuple[Number, Number | None, int]
"""What a measure yields: low, high (``None``: no upper bound), and a truth that overrides the comparison, or
``COMPARE`` or ``EMPTY``. A plain tuple, because one is made for every condition of every decision."""


def compare_at_least(low: Number, high: Number | None, threshold: Number) -> int:
    """True when the whole range is at or above the threshold, false when none of it is, unknown otherwise."""
    if low >= threshold:
        return TRUE
    if high is not None and high < threshold:
        return FALSE
    return UNKNOWN


def settle(reading: Reading, threshold: Number | None) -> int:
    """The truth of a reading against its threshold; a threshold that was not supplied (``None``) is not known,
    unless no record came into question whatever its value."""
    low, high, settled = reading
    if settled >= 0:
        return settled
    if threshold is None:
        return FALSE if settled == EMPTY else UNKNOWN
    return compare_at_least(low, high, threshold)
