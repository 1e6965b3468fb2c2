"""What a field may hold beside another field of the same record."""

from __future__ import annotations

from datetime import date
from typing import Any

from vip_cert_rules.candidate.fields import Beside
from vip_cert_rules.candidate.words import LEVEL_LESS_PROGRAMMES, LEVELLED_PROGRAMMES


def not_before(field: str) -> Beside:
    """This day must not precede the day in ``field``."""

    def check(later: date, earlier: date) -> str | None:
        return f"{later} is before `{field}` {earlier}" if later < earlier else None

    return Beside(field, "days-out-of-order", check)


def _level_of(level: int | None, programme: str) -> str | None:
    if level is None:
        return f"null, but programme `{programme}` has levels" if programme in LEVELLED_PROGRAMMES else None
    if programme in LEVEL_LESS_PROGRAMMES:
        return f"{level}, but programme `{programme}` has no levels: write null"
    return None


def _when(programmes: frozenset[str], level: dict[str, Any]) -> dict[str, Any]:
    known = {"properties": {"programme": {"enum": sorted(programmes)}}, "required": ["programme"]}
    return {"if": known, "then": {"properties": {"level": level}}}


NULL_EXACTLY_WITHOUT_LEVELS = Beside(
    "programme",
    "level-and-programme",
    _level_of,
    nulls=True,
    extra_schema={
        "allOf": [_when(LEVELLED_PROGRAMMES, {"type": "integer"}), _when(LEVEL_LESS_PROGRAMMES, {"type": "null"})]
    },
)
"""``level`` is null exactly for programmes without levels."""


def _not_before_year(on: date, year: int) -> str | None:
    return f"{on} is before 1 January of `year` {year}" if on.year < year else None


NOT_BEFORE_ITS_YEAR = Beside("year", "days-out-of-order", _not_before_year)
"""An appraisal is not made before the year it is about begins."""
