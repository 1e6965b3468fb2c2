"""People and calls for the account manager, the customer service manager and the customer engineer.

The people are those that the VIP comparisons use, with the programmes and occupations exchanged, and more of what
only these programmes look at: modules, ratings, results by area.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from hypothesis import strategies as st

from tests.oracle.account_manager import ITEMS
from tests.oracle.customer_service_manager import ABILITIES, AREAS
from tests.oracle.syllabus_modules import MODULES
from tests.strategies.candidate import CSM, EDUCATION, VIP, build_record
from tests.strategies.dice import ANCHORS, Days, Dice, DrawnDice, RandomDice, days_around, gap
from tests.strategies.supplying import Call, Entry, build_assume, build_supplied, near

AM, CE = "account-manager", "customer-engineer"
SCORES: tuple[float, ...] = (60, 60, 60.01, 59.99, 75.5, 100, 0, 80)
SWITCHES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    AM: {"A10": ("latest-result",), "A11": ("mean",), "A18": ("score-first",)},
    CSM: {"A10": ("latest-result",), "A18": ("score-first",)},
    CE: {
        "A1": ("from-certificate",),
        "A5": ("last-day-before", "no-expiry"),
        "A7": ("ever-obtained",),
        "A8": ("exact-level",),
        "A9": ("hours-not-required",),
        "A10": ("latest-result",),
        "A13": ("not-required",),
        "A18": ("score-first",),
        "A25": ("certificate-or-experience",),
        "A26": ("any-issuer",),
    },
}
QUESTIONS: Mapping[str, tuple[str, ...]] = {
    AM: ("pass", "competent", "trained"),
    CSM: ("qualify", "apply", "pass"),
    CE: ("apply", "pass", "hold", "teach"),
}


# --- shared ---------------------------------------------------------------------------------------


def exchanged(record: Entry, programme: str) -> Entry:
    """The same person with ``programme`` and the VIP programme in each other's place, occupations too."""
    names = {VIP: programme, programme: VIP}

    def swap(name: Any) -> Any:
        return names.get(name, name)

    for key in ("trainings", "results", "certificates", "ratings", "attestations"):
        for one in record.get(key) or []:
            one["programme"] = swap(one["programme"])
            if key in ("trainings", "results", "certificates"):
                one["level"] = None if one["programme"] == CSM else one["level"] or 3
            elif one["programme"] == CSM and one.get("level") is not None:
                one["level"] = None
    for key in ("employments", "probations"):
        for one in record.get(key) or []:
            if "occupation" in one:
                one["occupation"] = swap(one["occupation"])
    if record.get("preparing_for") is not None:
        record["preparing_for"] = [swap(name) for name in record["preparing_for"]]
    return record


def _ratings(dice: Dice, days: Days, programme: str, items: tuple[str, ...], nulls: int) -> list[Entry]:
    """Mostly one rating of nearly every item, some more than once, now and then none at all."""
    share = dice.pick((100, 100, 100, 95, 50, 0))
    good = dice.chance(70)
    found: list[Entry] = []
    for item in items:
        while dice.chance(share):
            on = dice.pick(days.recent if dice.chance(80) else days.dated)
            if found and dice.chance(30):
                on = found[-1]["on"]
            score = dice.pick((60, 80, 100, 60.01) if good and dice.chance(95) else SCORES)
            entry: Entry = {"programme": programme, "item": item, "score": score, "on": on}
            if dice.chance(4):
                entry["programme"] = VIP
            if dice.chance(20):
                gap(dice, entry, "score", nulls)
            found.append(entry)
            if not dice.chance(12):
                break
    if dice.chance(20):
        found.reverse()
    return found


def _put(dice: Dice, record: Entry, name: str, rows: list[Entry], nulls: int) -> None:
    """The rows as a list of the record; with that chance it is not known."""
    if not dice.chance(nulls // 2):
        record[name] = rows
    elif dice.chance(50):
        record[name] = None
    else:
        record.pop(name, None)


def _passing(
    dice: Dice, days: Days, programme: str, level: int, components: tuple[str, ...], nulls: int
) -> list[Entry]:
    """A result of each component that just, or nearly, passes."""
    found = []
    for component in components:
        shared = component in ("simulation", "marketing_practice")
        entry: Entry = {"programme": programme, "level": level, "component": component}
        entry["taken"] = dice.pick(days.recent + days.edge)
        entry["score"] = dice.pick((30, 30, 60, 29.99, 100) if shared else (60, 60.01, 75.5, 100, 59.99))
        entry["passed"] = dice.pick((None, None, None, None, True, False))
        if dice.chance(30):
            gap(dice, entry, "score", 2 * nulls)
        found.append(entry)
    return found


# --- account manager ------------------------------------------------------------------------------


def _modules(dice: Dice, days: Days, nulls: int) -> list[Entry]:
    """Trainings at level 1 that list all modules between them, or all but one, or some."""
    left = list(MODULES)
    if dice.chance(35):
        left.remove(dice.pick(MODULES))
    found: list[Entry] = []
    parts = dice.pick((1, 2, 3, 1, 0))
    for part in range(parts, 0, -1):
        count = len(left) if part == 1 else dice.below(len(left) + 1)
        entry: Entry = {"programme": AM, "level": 1, "completed": dice.pick(days.recent), "modules": left[:count]}
        left = left[count:]
        if dice.chance(30):
            entry["modules"] = [*entry["modules"], dice.pick(MODULES), "9.9.9"]
        if dice.chance(15):
            entry |= {"completed": dice.pick(days.dated)}
        if dice.chance(8):
            entry |= {"level": 2} if dice.chance(50) else {"programme": VIP}
        gap(dice, entry, "modules", 2 * nulls)
        found.append(entry)
    return found


def _profile(dice: Dice) -> dict[int, dict[str, float]]:
    profile: dict[int, dict[str, float]] = {}
    for level in (4, 3, 2, 1):
        share = dice.pick((100, 50, 20, 5, 0))
        profile[level] = {
            item: dice.pick((60, 60, 59.99, 80, 60.01, 50, 60, 0)) for item in ITEMS if dice.chance(share)
        }
    return profile


def build_account_manager(dice: Dice, nulls: int) -> Call:
    """A person and a question about the account manager programme."""
    anchor, level = dice.pick(ANCHORS), dice.pick((1, 1, 2, 3, 4))
    question = dice.pick(QUESTIONS[AM])
    record = exchanged(build_record(dice, nulls > 0, nulls, anchor, level), AM)
    days = days_around(anchor, dice)
    if question == "trained":
        _put(dice, record, "trainings", [*_modules(dice, days, nulls), *(record.get("trainings") or [])], nulls)
    if question == "competent":
        _put(dice, record, "ratings", _ratings(dice, days, AM, ITEMS, nulls), nulls)
    if question == "pass" and dice.chance(50):
        components = ("written", "simulation", "marketing_practice") if level == 1 else ("written", "interview")
        more = _passing(dice, days, AM, level, components, nulls)
        _put(dice, record, "results", [*more, *(record.get("results") or [])][: dice.pick((9, 9, len(more)))], nulls)
        grades = [{"year": anchor.year - 1, "grade": dice.pick(("good", "excellent", "pass"))}]
        _put(dice, record, "appraisals", [*(record.get("appraisals") or []), *grades], nulls)
    asked = 1 if question == "trained" else dice.pick((level, level, level, level, level, 4, 3, 2, 1))
    supplied = build_supplied(dice, {"competency_profile": _profile(dice)})
    return Call(record, question, asked, near(dice, anchor), build_assume(dice, SWITCHES[AM]), supplied)


# --- customer service manager ---------------------------------------------------------------------


def _area_results(dice: Dice, days: Days, nulls: int) -> list[Entry]:
    components = [name for name in AREAS if dice.chance(97)] if dice.chance(80) else []
    components += [dice.pick((*AREAS, "written")) for _ in range(dice.pick((0, 0, 1, 3)))]
    found: list[Entry] = []
    good = dice.chance(70)
    for component in components:
        entry: Entry = {"programme": CSM, "level": None, "component": component, "taken": dice.pick(days.dated)}
        entry["score"] = dice.pick((60, 70, 100, 60.01) if good and dice.chance(95) else SCORES)
        passed = dice.pick((None, None, None, True, True, False) if not good else (None, None, True))
        if passed is not None or dice.chance(50):
            entry["passed"] = passed
        if good and dice.chance(80):
            entry["taken"] = dice.pick(days.recent)
        if found and dice.chance(25):
            entry["taken"] = found[-1]["taken"]
        if dice.chance(4):
            entry |= {"programme": VIP, "level": 4}
        if dice.chance(30):
            gap(dice, entry, "score", 3 * nulls)
        found.append(entry)
    if dice.chance(20):
        found.reverse()
    return found


def _service(dice: Dice, days: Days, nulls: int) -> list[Entry]:
    """A job that reaches the anchor, mostly from about three years before, sometimes with one that adjoins."""
    about = days.anchor - relativedelta(months=36) + timedelta(days=dice.pick((0, 0, -1, 1, -400)))
    start = about.isoformat() if dice.chance(75) else dice.pick(days.starts)
    job: Entry = {"occupation": CSM, "unit": "other", "start": start, "leads_team": dice.chance(85)}
    found = [job]
    if dice.chance(30):
        found.append({**job, "start": dice.pick(days.near), "occupation": dice.pick((VIP, "something-else"))})
    for one in found:
        gap(dice, one, "occupation", nulls)
        gap(dice, one, "leads_team", nulls)
    return found


def _service_values(dice: Dice) -> dict[str, Any]:
    share = dice.pick((100, 100, 100, 70))
    return {
        "service_occupations": dice.pick(([CSM], [CSM], [CSM, VIP], [VIP, "something-else"], [CSM, AM, VIP], [])),
        "ability_marks": {item: dice.pick((60, 60, 59.99, 50, 60.01)) for item in ABILITIES if dice.chance(share)},
        "experience_months": dice.pick((24, 36, 12, 35, 37, 25, 36, 0)),
        "education_level": dice.pick(("junior_college", "junior_college", "bachelor", *EDUCATION)),
        "area_pass_marks": {
            name: dice.pick((60, 60, 59.99, 60.01, 60, 0)) for name in (*AREAS, "written") if dice.chance(share)
        },
    }


def build_customer_service_manager(dice: Dice, nulls: int) -> Call:
    """A person and a question about the customer service manager programme."""
    anchor, question = dice.pick(ANCHORS), dice.pick(QUESTIONS[CSM])
    level = dice.pick((1, 1, 2))  # the length of service that the people are built around
    record = exchanged(build_record(dice, nulls > 0, nulls, anchor, level), CSM)
    days = days_around(anchor, dice)
    if dice.chance(85):
        _put(dice, record, "results", _area_results(dice, days, nulls), nulls)
    if dice.chance(70):
        _put(dice, record, "employments", _service(dice, days, nulls), nulls)
    if question == "qualify":
        _put(dice, record, "ratings", _ratings(dice, days, CSM, ABILITIES, nulls), nulls)
        for job in record.get("employments") or []:
            if job.get("leads_team") is False and dice.chance(60):
                job["leads_team"] = True
        if dice.chance(70):
            education = [{"level": dice.pick(("bachelor", "master", "bachelor")), "awarded": dice.pick(days.recent)}]
            _put(dice, record, "education", education, nulls)
    values = _service_values(dice)
    supplied = build_supplied(dice, values)
    if question == "qualify" and dice.chance(30):  # all abilities, so that the rest decides
        for item in ABILITIES:
            rating: Entry = {"programme": CSM, "item": item, "on": days.recent[0]}
            record["ratings"] = [*(record.get("ratings") or []), {**rating, "score": dice.pick((100, 60.01))}]
        values |= {"ability_marks": dict.fromkeys(ABILITIES, 60), "service_occupations": [CSM]}
        supplied = (values,)
    return Call(record, question, None, near(dice, anchor), build_assume(dice, SWITCHES[CSM]), supplied)


# --- customer engineer ----------------------------------------------------------------------------


def _routes(dice: Dice, level: int) -> list[dict[str, Any]]:
    months = {4: 12, 3: 12, 2: 24, 1: 36}.get(level, 12)
    common: list[dict[str, Any]] = [
        {"certificate": min(9, level + 1), "continuous_months": months, "training": True},
        {"cumulative_months": dice.pick((24, 36))},
        {"probation": True},
        {"training": True},
        {"certificate": dice.pick((level, 1, min(9, level + 1)))},
        {"continuous_months": months},
        {"certificate": min(9, level + 1), "continuous_months": months},
        {"probation": True, "training": True, "cumulative_months": 24},
        {"continuous_months": 0, "cumulative_months": 1},
        {"certificate": 9, "probation": True},
        {"continuous_months": months, "certificate": 9},
    ]
    routes = [dice.pick(common) for _ in range(dice.pick((2, 1, 2, 3, 0)))]
    return [*routes, {}] if dice.chance(3) else routes


def _usual_routes(level: int) -> list[dict[str, Any]]:
    """Those of the VIP programme, which the people are built around."""
    if level == 4:
        return [{"training": True}, {"probation": True}]
    months = {3: 12, 2: 24, 1: 36}[level]
    prior = {"certificate": level + 1, "continuous_months": months, "training": True}
    return [prior, {"cumulative_months": max(months, 24)}]


def _engineer_values(dice: Dice) -> dict[str, Any]:
    levels = [level for level in (5, 4, 3, 2, 1) if dice.chance(90)]
    known = tuple(level for level in (9, 5, 4, 3, 2, 1) if dice.chance(90))
    components = ("written", "interview")
    hours = {9: 0, 5: 40, 4: 30, 3: 24, 2: 18, 1: 12}
    marks = {
        level: {
            name: dice.pick((60, 60, 59.99, 60.01))
            for name in (dice.pick((("written",), ("written", "simulation"))) if level == 1 else components)
            if dice.chance(90)
        }
        for level in known
    }
    return {
        "levels": dice.pick((levels, levels, levels, [])),
        "scope_units": dice.pick((["provincial_branch", "professional_company"], ["provincial_branch"], [])),
        "occupations": dice.pick(([CE], [CE], [CE, VIP], [CE, "something-else"], [])),
        "education_level": dice.pick(EDUCATION),
        "training_hours": {level: hours[level] for level in known},
        "routes": {level: _routes(dice, level) for level in known},
        "pass_marks": marks,
        "validity_months": dice.pick((24, 24, 24, 12, None, 1, 24, 0)),
        "teacher_levels": {level: dice.pick((2, level, 1)) for level in known},
        "teacher_ranks": {level: dice.pick(("prefecture", "province", "group")) for level in known},
        "examiner_ratio": "1:5",
        "exam_minutes": {"written": 90},
        "rooms": "考场须配备计算机",
    }


def build_customer_engineer(dice: Dice, nulls: int) -> Call:
    """A person and a question about the customer engineer programme."""
    anchor, level = dice.pick(ANCHORS), dice.pick((4, 3, 2, 1))
    record = exchanged(build_record(dice, nulls > 0, nulls, anchor, level), CE)
    values = _engineer_values(dice)
    if dice.chance(60):  # few empty lists, so that other things decide
        values |= {"levels": [4, 3, 2, 1], "occupations": [CE]}
        values["scope_units"] = ["provincial_branch", "professional_company"]
        values["education_level"] = "junior_college"
        values["routes"][level] = _usual_routes(level)
    asked = dice.pick((level, level, level, level, 1, 2, 3, 4, 5, 9))
    question = dice.pick(QUESTIONS[CE])
    if question == "pass" and dice.chance(60):
        components = ("written", "simulation") if level == 1 else ("written", "interview")
        more = _passing(dice, days_around(anchor, dice), CE, level, components, nulls)
        _put(dice, record, "results", [*(record.get("results") or []), *more], nulls)
    if question == "apply" and dice.chance(50):
        job: Entry = {"occupation": CE, "unit": "provincial_branch", "start": (anchor - timedelta(days=1)).isoformat()}
        gap(dice, job, dice.pick(("occupation", "unit")), nulls)
        _put(dice, record, "employments", [*(record.get("employments") or []), job], nulls)
    assume = build_assume(dice, SWITCHES[CE])
    return Call(record, question, asked, near(dice, anchor), assume, build_supplied(dice, values))


BUILDERS: Mapping[str, Callable[[Dice, int], Call]] = {
    AM: build_account_manager,
    CSM: build_customer_service_manager,
    CE: build_customer_engineer,
}


def random_programme_call(rng: random.Random, programme: str, nulls: int = 8) -> Call:
    """A call from a plain random generator."""
    return BUILDERS[programme](RandomDice(rng), nulls)


@st.composite
def programme_calls(draw: st.DrawFn, programme: str, nulls: int = 8) -> Call:
    """The same from hypothesis, so that it shrinks."""
    return BUILDERS[programme](DrawnDice(draw), nulls)
