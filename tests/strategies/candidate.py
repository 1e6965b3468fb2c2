"""Builds one candidate record in the form of the record contract, section 1, choice by choice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from tests.strategies.dice import LAST_DAY, Days, Dice, days_around, gap, shifted
from tests.strategies.promising import promise

Entry = dict[str, Any]
Builder = Callable[[Dice, Days, int, int], list[Any]]

VIP = "vip-service-manager"
CSM = "customer-service-manager"
LEVELS = (4, 3, 2, 1)
HOURS = {4: 30, 3: 24, 2: 18, 1: 12}
UNITS = ("provincial_branch", "professional_company", "headquarters", "other")
EDUCATION = ("junior_college", "bachelor", "senior_secondary", "junior_secondary", "master", "doctorate")
GRADES = ("good", "excellent", "pass", "fail")
RANKS = ("group", "province", "prefecture")
_PROGRAMMES = (VIP,) * 12 + ("account-manager", "network-optimization", CSM, "something-else")
_OCCUPATIONS = (VIP,) * 7 + ("account-manager", "something-else")
_UNITS = ("provincial_branch",) * 4 + ("professional_company",) * 3 + ("headquarters", "other")
_ISSUERS = ("group",) * 6 + ("province",)
_SCORES: tuple[float, ...] = (60, 60.01, 59.99, 75.5, 60, 100, 59.99, 60, 0, 45.25)
_SHARES: tuple[float, ...] = (30, 29.99, 30.01, 60, 59.99, 60.01, 20, 40, 0, 100, 0.01)
_PASSED = (None,) * 7 + (True, False, True, False)
_MATTERS = ("education-relaxation", "relevant-experience") * 4 + ("cross-level-qualification",)


def _level_near(dice: Dice, level: int) -> int:
    """Mostly the level in question, else a neighbour or any level there is."""
    return dice.pick((level, level, level, level, level, max(1, level - 1), level + 1, 1, 9))


def _programme(dice: Dice, entry: Entry, level: int) -> Entry:
    """Mostly the VIP programme; the level is null exactly where the programme has none."""
    entry["programme"] = programme = dice.pick(_PROGRAMMES)
    entry["level"] = None if programme == CSM else _level_near(dice, level)
    return entry


def _preparing_for(dice: Dice, days: Days, level: int, nulls: int) -> list[Any]:
    return dice.pick(([VIP], [], ["account-manager"], ["account-manager", VIP], []))


def _education(dice: Dice, days: Days, level: int, nulls: int) -> list[Any]:
    found = []
    for _ in range(dice.pick((1, 1, 1, 0, 2))):
        entry: Entry = {"level": dice.pick(EDUCATION), "awarded": dice.pick(days.dated)}
        equivalent = dice.pick((None, True, False, "left out"))
        if equivalent != "left out":
            entry["equivalent"] = equivalent
        found.append(entry)
    return found


def _job(dice: Dice, start: str, end: str | None, nulls: int) -> Entry:
    job: Entry = {"occupation": dice.pick(_OCCUPATIONS), "unit": dice.pick(_UNITS), "start": start}
    if end is not None or dice.chance(50):
        job["end"] = end
    job["leads_team"] = dice.chance(50)
    if nulls:
        gap(dice, job, "occupation", nulls)
        gap(dice, job, "unit", nulls)
        gap(dice, job, "leads_team", nulls)
    return job


def _employments(dice: Dice, days: Days, level: int, nulls: int) -> list[Any]:
    count = dice.pick((1, 2, 1, 2, 3, 0))
    if count >= 2 and dice.chance(40):
        jobs = _exact_service(dice, days, nulls)
    else:
        jobs = []
        start = dice.pick(days.starts)
        for _ in range(count):
            end = dice.pick((None, None, *days.ends))
            if end is not None and end < start:
                end = shifted(start, dice.pick((0, 40, 365))) if start < "2190" else start
            jobs.append(_job(dice, start, end, nulls))
            if end is None or end == LAST_DAY or dice.chance(25):
                start = dice.pick(days.starts)  # anywhere, also over the last
            else:
                start = shifted(end, dice.pick((1, 1, 2, 0, -20, 60)))  # adjoining, a one-day gap, overlapping
                start = min(start, LAST_DAY)
    if dice.chance(20):
        jobs.reverse()
    return jobs


def _exact_service(dice: Dice, days: Days, nulls: int) -> list[Any]:
    """Two stretches with a gap that add up to 24 or 36 months, give or take a day."""
    months = dice.pick((24, 36))
    first_day = days.anchor - relativedelta(months=months + 12) + relativedelta(days=dice.below(40))
    first = first_day.toordinal()
    need = (first_day + relativedelta(months=months)).toordinal() - first + dice.pick((0, -1, 1))
    part = dice.pick((1, 100, 365))
    jobs = [_job(dice, first_day.isoformat(), date.fromordinal(first + part - 1).isoformat(), nulls)]
    if dice.chance(50):  # the second stretch runs on and is cut by the as-of date
        jobs.append(_job(dice, date.fromordinal(days.ordinal - (need - part)).isoformat(), None, nulls))
    else:
        start = first + part + dice.pick((1, 30, 60))
        end = date.fromordinal(start + need - part - 1).isoformat()
        jobs.append(_job(dice, date.fromordinal(start).isoformat(), end, nulls))
    for job in jobs:
        if dice.chance(85):
            job["occupation"] = VIP
    return jobs


def _probations(dice: Dice, days: Days, level: int, nulls: int) -> list[Any]:
    found = []
    for _ in range(dice.pick((1, 0, 1, 2))):
        entry: Entry = {
            "occupation": dice.pick(_OCCUPATIONS),
            "completed": dice.pick(days.dated),
            "passed": dice.chance(60),
        }
        if nulls:
            gap(dice, entry, "occupation", nulls)
            gap(dice, entry, "passed", nulls)
        found.append(entry)
    return found


def _trainings(dice: Dice, days: Days, level: int, nulls: int) -> list[Any]:
    found: list[Entry] = []
    left = HOURS[level] * 100 + dice.pick((0, 0, -1, 1, 500, -500))
    parts = dice.pick((1, 2, 1, 2, 3, 0))
    for part in range(parts, 0, -1):  # the total lies at the minimum, in hundredths of an hour
        share = left if part == 1 else min(left, dice.pick((1, 10, 1010, 2, left // 2)))
        left -= share
        hours = share // 100 if share % 100 == 0 and dice.chance(50) else share / 100
        entry: Entry = {
            "programme": VIP,
            "level": level,
            "completed": dice.pick(days.dated),
            "hours": hours,
            "courses_completed": dice.chance(60),
            "modules": [],
        }
        if dice.chance(15):
            _programme(dice, entry, level)
        if nulls:
            gap(dice, entry, "hours", nulls)
            gap(dice, entry, "courses_completed", nulls)
            gap(dice, entry, "modules", nulls)
        found.append(entry)
    return found


def _results(dice: Dice, days: Days, level: int, nulls: int) -> list[Any]:
    components = ["written"] if dice.chance(90) else []
    if level == 1:
        components += ["simulation", "marketing_practice"] if dice.chance(90) else ["interview"]
    elif dice.chance(90):
        components.append("interview")
    for _ in range(dice.pick((0, 1, 2, 0))):
        components.append(dice.pick(("written", "interview", "simulation", "marketing_practice", "theory")))
    found: list[Entry] = []
    for component in components:
        entry: Entry = {
            "programme": VIP,
            "level": level,
            "component": component,
            "taken": dice.pick(days.dated),
            "score": dice.pick(_SHARES if component in ("simulation", "marketing_practice") else _SCORES),
        }
        passed = dice.pick(_PASSED)
        if passed is not None or dice.chance(50):
            entry["passed"] = passed
        if dice.chance(12):
            _programme(dice, entry, level)
        if found and dice.chance(25):
            entry["taken"] = found[-1]["taken"]  # a tie on the day taken
        if nulls:
            gap(dice, entry, "score", 2 * nulls)
        found.append(entry)
    if dice.chance(20):
        found.reverse()
    return found


def _appraisals(dice: Dice, days: Days, level: int, nulls: int) -> list[Any]:
    found = []
    this_year = days.anchor.year
    for _ in range(dice.pick((1, 1, 2, 3, 0))):
        year = this_year - dice.pick((1, 1, 2, 0))
        on = dice.pick((None, f"{year}-12-31", f"{year + 1}-01-20", *days.near))
        entry: Entry = {"year": year, "grade": dice.pick(GRADES)}
        if on is not None:
            entry["on"] = max(on, f"{year}-01-01")
        elif dice.chance(50):
            entry["on"] = None
        if nulls:
            gap(dice, entry, "grade", nulls)
        found.append(entry)
    return found


def _certificates(dice: Dice, days: Days, level: int, nulls: int) -> list[Any]:
    found = []
    for _ in range(dice.pick((1, 1, 2, 3, 0))):
        entry: Entry = {"issued": dice.pick(days.dated), "issuer": dice.pick(_ISSUERS)}
        _programme(dice, entry, dice.pick((level, level + 1)))
        for key, percent in (("expires", 35), ("revoked", 20)):
            if dice.chance(percent):
                entry[key] = max(entry["issued"], dice.pick(days.near))
            elif dice.chance(50):
                entry[key] = None
        found.append(entry)
    return found


def _trainer_titles(dice: Dice, days: Days, level: int, nulls: int) -> list[Any]:
    count = dice.pick((1, 1, 0, 2))
    return [{"rank": dice.pick(RANKS), "granted": dice.pick(days.dated)} for _ in range(count)]


def _ratings(dice: Dice, days: Days, level: int, nulls: int) -> list[Any]:
    found = []
    for _ in range(dice.pick((0, 0, 0, 1))):
        entry: Entry = {
            "programme": "account-manager",
            "item": dice.pick(("communication", "execution")),
            "score": dice.pick(_SCORES),
            "on": dice.pick(days.dated),
        }
        gap(dice, entry, "score", nulls)
        found.append(entry)
    return found


def _attestations(dice: Dice, days: Days, level: int, nulls: int) -> list[Any]:
    found: list[Entry] = []
    for _ in range(dice.pick((1, 2, 3, 0, 2, 4))):
        entry: Entry = {"matter": dice.pick(_MATTERS), "programme": dice.pick(_PROGRAMMES)}
        levels = (None,) if entry["programme"] == CSM else (None, level, _level_near(dice, level))
        attested_level = dice.pick(levels)
        if attested_level is not None or dice.chance(50):
            entry["level"] = attested_level
        entry["value"] = dice.chance(65)
        tie = found and dice.chance(40)
        entry["on"] = found[-1]["on"] if tie else dice.pick(days.dated)
        if dice.chance(20):
            entry["by"] = "HR"
        found.append(entry)
    return found


BUILDERS: dict[str, Builder] = {
    "preparing_for": _preparing_for, "education": _education, "employments": _employments,
    "probations": _probations, "trainings": _trainings, "results": _results, "appraisals": _appraisals,
    "certificates": _certificates, "trainer_titles": _trainer_titles, "ratings": _ratings,
    "attestations": _attestations,
}  # fmt: skip


def build_record(
    dice: Dice, unknowns: bool, null_chance: int, anchor: date | None, level: int | None = None
) -> dict[str, Any]:
    """A valid record, mostly about one level; with `unknowns`, lists and nullable fields may be missing."""
    days = days_around(anchor, dice)
    level = dice.pick(LEVELS) if level is None else level
    nulls = null_chance if unknowns else 0
    record: dict[str, Any] = {"id": f"E{dice.below(10000)}"}
    for name, build in BUILDERS.items():
        if nulls and dice.chance(nulls):
            if dice.chance(50):
                record[name] = None
        else:
            record[name] = build(dice, days, level, nulls)
    if dice.chance(40):
        promise(dice, record, days, level, nulls)
    if dice.chance(5):
        record["extra"] = {"note": "carried along", "deep": [1, {"a": None}]}
    return record
