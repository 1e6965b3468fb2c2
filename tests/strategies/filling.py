"""Fills every unknown of a record with some value the record contract allows."""

from __future__ import annotations

import copy
import random
from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.strategies.candidate import BUILDERS, GRADES, LEVELS, UNITS, VIP
from tests.strategies.dice import Dice, DrawnDice, RandomDice, days_around

_SCORES: tuple[float, ...] = (60, 59.99, 60.01, 0, 100, 30, 29.99, 30.01, 45.5)
_FIELDS: dict[str, dict[str, tuple[Any, ...]]] = {  # nullable fields whose null means "not known"
    "employments": {
        "occupation": (VIP, "account-manager", "something-else"),
        "unit": UNITS,
        "leads_team": (True, False),
    },
    "probations": {"occupation": (VIP, "account-manager"), "passed": (True, False)},
    "trainings": {
        "hours": (0, 0.01, 10, 24, 40, 1000),
        "courses_completed": (True, False),
        "modules": ([], ["1.2.3"]),
    },
    "results": {},
    "appraisals": {"grade": GRADES},
    "ratings": {"score": _SCORES},
}


def _fill(dice: Dice, record: dict[str, Any], score_first: bool, anchor: date | None) -> dict[str, Any]:
    filled = copy.deepcopy(record)
    days, level = days_around(anchor, dice), dice.pick(LEVELS)
    for name, build in BUILDERS.items():
        if filled.get(name) is None:
            filled[name] = build(dice, days, level, 0)
    for name, fields in _FIELDS.items():
        for entry in filled[name]:
            for key, options in fields.items():
                if entry.get(key) is None:
                    value = dice.pick(options)
                    entry[key] = list(value) if isinstance(value, list) else value
    for entry in filled["results"]:
        _fill_result(dice, entry, score_first)
    return filled


def _fill_result(dice: Dice, entry: dict[str, Any], score_first: bool) -> None:
    """A score always; `passed` beside a score means "not reported" when null, and stays so."""
    if entry.get("score") is not None:
        return
    passed = entry.get("passed")
    if passed is None:
        entry["score"] = dice.pick(_SCORES)
        if dice.chance(20) and not score_first:
            entry["passed"] = dice.chance(50)
    elif score_first and entry["component"] not in ("simulation", "marketing_practice"):
        entry["score"] = dice.pick((60, 75, 60.01, 100) if passed else (0, 59.99, 45))
    else:
        entry["score"] = dice.pick(_SCORES)


def fill(
    rng: random.Random, record: dict[str, Any], score_first: bool = False, anchor: date | None = None
) -> dict[str, Any]:
    """A complete copy of the record, every unknown filled at random; what was given is left as it was.

    With `score_first` (A18) a score is not invented against a reported `passed`: under that reading `passed`
    without a score is a full answer, and the score would be new evidence rather than a gap filled.
    """
    return _fill(RandomDice(rng), record, score_first, anchor)


@st.composite
def fillings(
    draw: st.DrawFn, record: dict[str, Any], score_first: bool = False, anchor: date | None = None
) -> dict[str, Any]:
    """As `fill`, drawn by hypothesis."""
    return _fill(DrawnDice(draw), record, score_first, anchor)
