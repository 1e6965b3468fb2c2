"""Generators of network optimization records and calls: around the two years, the pass marks and the window."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from dateutil.relativedelta import relativedelta
from hypothesis import strategies as st

from tests.oracle.network import COMPONENTS, LEVELS, POSITIONS, PROGRAMME
from tests.strategies.dice import Days, Dice, DrawnDice, RandomDice, days_around, gap

Entry = dict[str, Any]

QUESTIONS = ("apply", "pass", "hold")
SWITCHES: dict[str, tuple[str, ...]] = {
    "A5": ("last-day-before", "no-expiry"),
    "A8": ("exact-level",),
    "A10": ("latest-result",),
    "A14": ("from-2010-05-31",),
    "A17": ("unknown-until-supplied",),
    "A18": ("score-first",),
    "A19": ("no-window", "two-years"),
    "A20": ("components-only",),
    "A21": ("ever-obtained",),
    "A22": ("provincial-branch-only",),
}
ANCHORS = (
    date(2026, 11, 24), date(2028, 2, 29), date(2010, 5, 31), date(2012, 5, 31), date(2010, 9, 30), date(2011, 6, 15),
)  # fmt: skip
WINDOW = ("2008-09-30", "2008-10-01", "2008-10-01", "2010-05-31", "2010-05-31", "2010-06-01", "2009-03-31")
_OFFSETS = (0, 0, 0, 0, -1, 1, 2, -30, 366, -365)
_SCORES: tuple[float, ...] = (60, 60, 59.99, 60.01, 70, 69.99, 100, 0, 75.5)
_PASSED = (None, None, None, None, True, True, False)
_UNITS = ("provincial_branch", "headquarters", "professional_company", "provincial_branch", "other")
_ELSE = ("vip-service-manager", "something-else")


class Call(NamedTuple):
    """A question about a record; ``supplied`` are parameters, one mapping for each overlay and one for the call."""

    record: Entry
    question: str
    level: int
    position: str
    as_of: date
    assume: dict[str, str]
    supplied: tuple[Mapping[Any, Any], ...]


def _level(dice: Dice, level: int) -> int:
    return dice.pick((level, level, level, max(1, level - 1), min(5, level + 1), 1, 5))


def _position(dice: Dice, entry: Entry, position: str, nulls: int) -> None:
    entry["position"] = dice.pick((position, position, position, position, *POSITIONS))
    gap(dice, entry, "position", 2 * nulls)


def _taken(dice: Dice, days: Days) -> str:
    return dice.pick((*days.edge, *days.recent, *days.dated[-4:]))


def _result(dice: Dice, days: Days, level: int, position: str, nulls: int) -> Entry:
    entry: Entry = {"programme": PROGRAMME if dice.chance(93) else dice.pick(_ELSE), "level": _level(dice, level)}
    entry["component"] = dice.pick((*COMPONENTS, *COMPONENTS, *COMPONENTS, "written"))
    entry["taken"] = _taken(dice, days)
    entry["score"] = dice.pick(_SCORES)
    passed = dice.pick(_PASSED)
    if passed is not None or dice.chance(50):
        entry["passed"] = passed
    gap(dice, entry, "score", 2 * nulls)
    _position(dice, entry, position, nulls)
    return entry


def _results(dice: Dice, days: Days, level: int, position: str, nulls: int) -> list[Entry]:
    found = [_result(dice, days, level, position, nulls) for _ in range(dice.pick((0, 2, 3, 4, 6)))]
    if dice.chance(40):  # both components of one level
        both = _result(dice, days, level, position, nulls)
        both |= {"programme": PROGRAMME, "score": dice.pick((60, 70, 100))}
        other = {**both, "component": "practical", "taken": _taken(dice, days)}
        found += [{**both, "component": "theory"}, other]
    if dice.chance(30) and len(found) > 1:
        found[-1]["taken"] = found[0]["taken"]  # a tie on the day taken
    if dice.chance(20):
        found.reverse()
    return found


def _certificates(dice: Dice, days: Days, level: int, position: str, nulls: int) -> list[Entry]:
    found = []
    for _ in range(dice.pick((0, 1, 1, 2, 3))):
        entry: Entry = {"programme": PROGRAMME if dice.chance(93) else dice.pick(_ELSE)}
        entry["level"] = _level(dice, dice.pick((level, 4, 5)))
        entry["issuer"] = dice.pick(("group", "province"))
        entry["issued"] = dice.pick(WINDOW if entry["issuer"] == "province" and dice.chance(70) else days.dated)
        for key, percent in (("expires", 30), ("revoked", 15)):
            if dice.chance(percent):
                entry[key] = max(entry["issued"], dice.pick(days.near))
            elif dice.chance(50):
                entry[key] = None
        _position(dice, entry, position, nulls)
        found.append(entry)
    return found


def _employments(dice: Dice, days: Days, nulls: int) -> list[Entry]:
    found = []
    for _ in range(dice.pick((1, 1, 1, 2, 0))):
        entry: Entry = {"start": dice.pick(days.starts), "unit": dice.pick(_UNITS)}
        if dice.chance(25):
            entry["end"] = max(entry["start"], dice.pick(days.ends))
        gap(dice, entry, "unit", nulls)
        found.append(entry)
    return found


def _attestations(dice: Dice, days: Days, level: int) -> list[Entry]:
    found: list[Entry] = []
    for _ in range(dice.pick((0, 0, 1, 2, 3))):
        entry: Entry = {"matter": "cross-level-qualification", "programme": PROGRAMME, "value": dice.chance(60)}
        if dice.chance(10):
            entry["matter"] = "relevant-experience"
        if dice.chance(70):
            entry["level"] = dice.pick((level, level, None, min(5, level + 1)))
        entry["on"] = found[-1]["on"] if found and dice.chance(40) else dice.pick(days.dated)
        found.append(entry)
    return found


def build_record(dice: Dice, days: Days, level: int, position: str, nulls: int) -> Entry:
    """A valid record, mostly about one level and position; lists may be null or left out."""
    lists: dict[str, Any] = {
        "employments": _employments(dice, days, nulls),
        "results": _results(dice, days, level, position, nulls),
        "certificates": _certificates(dice, days, level, position, nulls),
        "attestations": _attestations(dice, days, level),
    }
    record: Entry = {"id": f"N{dice.below(10000)}"}
    for name, rows in lists.items():
        if not dice.chance(nulls // 2):
            record[name] = rows
        elif dice.chance(50):
            record[name] = None
    return record


def _marks(dice: Dice, name: str) -> dict[Any, Any]:
    form = dice.pick(("one", "one", "none", "levels", "text", "dotted", "both", "null"))
    if form == "one":
        return {name: dice.pick((60, 60, 70, 59.99))}
    if form in ("levels", "text"):
        chosen = [level for level in LEVELS if dice.chance(75)]
        return {name: {str(one) if form == "text" else one: dice.pick((60, 70, 60)) for one in chosen}}
    level = dice.pick(LEVELS)
    if form == "dotted":
        return {f"{name}.{level}": dice.pick((60, 70, None))}
    if form == "both":
        return {f"{name}.{level}": dice.pick((70, 60, None)), name: 60}
    return {name: None} if form == "null" else {}


def _table(dice: Dice) -> dict[Any, Any]:
    form = dice.pick(("none", "none", "table", "table", "dotted", "null"))
    if form == "table":
        return {
            "position_levels": {
                position: [level for level in LEVELS if dice.chance(70)] for position in POSITIONS if dice.chance(80)
            }
        }
    if form == "dotted":
        levels = [level for level in LEVELS if dice.chance(70)]
        return {f"position_levels.{dice.pick(POSITIONS)}": levels}
    return {"position_levels": None} if form == "null" else {}


def build_supplied(dice: Dice) -> tuple[dict[Any, Any], ...]:
    """Parameters in each form or not at all, in up to three layers."""
    layers = dice.pick((1, 1, 0, 1, 2, 3))
    return tuple(
        {**_marks(dice, "theory_pass_mark"), **_marks(dice, "practical_pass_mark"), **_table(dice)}
        for _ in range(layers)
    )


def build_assume(dice: Dice) -> dict[str, str]:
    """Switched readings: mostly none, else one, else some."""
    kind = dice.below(4)
    if kind < 2:
        return {}
    if kind == 2:
        name = dice.pick(tuple(SWITCHES))
        return {name: dice.pick(SWITCHES[name])}
    return {name: dice.pick(words) for name, words in SWITCHES.items() if dice.chance(30)}


def build_call(dice: Dice, nulls: int) -> Call:
    """A record and a question that go together."""
    anchor = dice.pick(ANCHORS)
    level, position = dice.pick(LEVELS), dice.pick(POSITIONS)
    record = build_record(dice, days_around(anchor, dice), level, position, nulls)
    as_of = anchor + timedelta(days=dice.pick(_OFFSETS))
    if dice.chance(8):  # two years after the window
        as_of = date(2010, 5, 31) + relativedelta(years=2) + timedelta(days=dice.pick((0, 1, -1)))
    asked = dice.pick((level, level, max(1, level - 1), dice.pick(LEVELS)))
    return Call(record, dice.pick(QUESTIONS), asked, position, as_of, build_assume(dice), build_supplied(dice))


def random_network_call(rng: random.Random, nulls: int = 10) -> Call:
    """A call from a plain random generator."""
    return build_call(RandomDice(rng), nulls)


@st.composite
def network_calls(draw: st.DrawFn, nulls: int = 10) -> Call:
    """The same from hypothesis, so that it shrinks."""
    return build_call(DrawnDice(draw), nulls)
