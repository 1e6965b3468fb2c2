"""Turns a record into one that nearly, or just, meets everything one level asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from tests.strategies.dice import Days, Dice, gap

VIP = "vip-service-manager"
_MONTHS = {4: 12, 3: 12, 2: 24, 1: 36}
_HOURS = {4: 30, 3: 24, 2: 18, 1: 12}


def promise(dice: Dice, record: dict[str, Any], days: Days, level: int, nulls: int) -> None:
    """Replace most known lists by just sufficient ones, each a day or a hundredth off now and then."""
    found: dict[str, list[dict[str, Any]]] = {
        "employments": _service(dice, days, level, nulls),
        "education": [{"level": "junior_college", "awarded": dice.pick(days.recent)}],
        "trainings": _trainings(dice, days, level, nulls),
        "certificates": [_certificate(dice, days, level) for _ in range(dice.pick((1, 2, 1)))],
        "results": _results(dice, days, level, nulls),
        "appraisals": [_appraisal(dice, days, nulls) for _ in range(dice.pick((1, 2, 1)))],
        "probations": [{"occupation": VIP, "completed": dice.pick(days.recent), "passed": True}],
        "trainer_titles": [{"rank": dice.pick(("province", "prefecture", "group")), "granted": dice.pick(days.recent)}],
        "attestations": [
            _attestation(dice, days, level, matter) for matter in ("relevant-experience", "education-relaxation")
        ],
    }
    for name, entries in found.items():
        if record.get(name) is not None and dice.chance(85):
            record[name] = entries if dice.chance(70) else record[name] + entries


def _service(dice: Dice, days: Days, level: int, nulls: int) -> list[dict[str, Any]]:
    """One or two jobs up to about the as-of date, as long as route (1) of the level asks for."""
    start = days.anchor - relativedelta(months=_MONTHS[level]) + timedelta(days=dice.pick((0, 0, -1, 1)))
    last = days.anchor + timedelta(days=dice.pick((0, 1, 30, -1)))
    unit = dice.pick(("provincial_branch", "professional_company"))
    base = {"occupation": VIP, "unit": unit, "leads_team": True}
    tail = {"end": last.isoformat()} if dice.chance(50) else {}
    if dice.chance(50):
        jobs = [{**base, "start": start.isoformat(), **tail}]
    else:
        middle = start + timedelta(days=dice.pick((0, 90, 200)))
        after = middle + timedelta(days=dice.pick((1, 1, 0, 2)))
        jobs = [
            {**base, "start": start.isoformat(), "end": middle.isoformat()},
            {**base, "start": after.isoformat(), **tail},
        ]
    if nulls:
        gap(dice, dice.pick(jobs), dice.pick(("occupation", "unit")), nulls)
    return jobs


def _certificate(dice: Dice, days: Days, level: int) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "programme": VIP, "level": dice.pick((level + 1, level + 1, level, 1)),
        "issued": dice.pick(days.recent + days.edge), "issuer": "group",
    }  # fmt: skip
    if dice.chance(15):
        entry[dice.pick(("expires", "revoked"))] = max(entry["issued"], dice.pick(days.near))
    if dice.chance(10):
        entry["issuer"] = "province"
    return entry


def _trainings(dice: Dice, days: Days, level: int, nulls: int) -> list[dict[str, Any]]:
    total = _HOURS[level] * 100 + dice.pick((0, 0, 100, -1))
    part = dice.pick((0, 10, 701))
    found: list[dict[str, Any]] = []
    for share, completed in ((total - part, True), (part, dice.chance(50))):
        if share:
            found.append(
                {
                    "programme": VIP,
                    "level": level,
                    "completed": dice.pick(days.recent),
                    "hours": share / 100,
                    "courses_completed": completed,
                    "modules": [],
                }
            )
    if nulls:
        gap(dice, dice.pick(found), dice.pick(("hours", "courses_completed")), nulls)
    return found


def _results(dice: Dice, days: Days, level: int, nulls: int) -> list[dict[str, Any]]:
    scores: dict[str, float] = {"written": dice.pick((60, 60.01, 75.5, 59.99))}
    if level == 1:
        share = dice.pick((3000, 2999, 6000, 1, 4510))
        whole = 12000 if dice.chance(30) else 6000
        scores["simulation"] = share / 100
        scores["marketing_practice"] = min(10000, max(0, whole - share + dice.pick((0, 0, 1, -1)))) / 100
    else:
        scores["interview"] = dice.pick((60, 60.01, 75.5, 59.99))
    found = []
    for component, score in scores.items():
        entry: dict[str, Any] = {
            "programme": VIP, "level": level, "component": component, "score": score,
            "taken": dice.pick(days.recent + days.edge), "passed": dice.pick((None, None, None, True, False)),
        }  # fmt: skip
        if nulls:
            gap(dice, entry, "score", nulls)
        found.append(entry)
    return found


def _appraisal(dice: Dice, days: Days, nulls: int) -> dict[str, Any]:
    year = days.anchor.year - 1
    entry: dict[str, Any] = {"year": year, "grade": dice.pick(("good", "good", "excellent", "pass"))}
    if dice.chance(50):
        entry["on"] = dice.pick((f"{year + 1}-01-20", f"{year}-12-31", days.anchor.isoformat()))
    if nulls:
        gap(dice, entry, "grade", nulls)
    return entry


def _attestation(dice: Dice, days: Days, level: int, matter: str) -> dict[str, Any]:
    return {
        "matter": matter, "programme": VIP, "level": dice.pick((None, level)), "value": not dice.chance(15),
        "on": dice.pick(days.recent),
    }  # fmt: skip
