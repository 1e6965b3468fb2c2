"""The oracles of three programmes against the VIP one, which was written apart from them, and the law of filling in."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from tests.oracle import account_manager, customer_engineer, customer_service_manager, syllabus_modules, vip
from tests.oracle.common import EDUCATION, RANKS, parameters_of
from tests.oracle.comparing import ORACLES
from tests.oracle.logic import Truth, all_of
from tests.strategies import random_call
from tests.strategies.dice import RandomDice
from tests.strategies.programmes import exchanged, random_programme_call
from tests.strategies.supplying import Call, Entry

VIP_AS_PARAMETERS: dict[str, Any] = {
    "levels": [4, 3, 2, 1],
    "scope_units": list(vip.UNITS),
    "occupations": ["customer-engineer"],
    "education_level": "junior_college",
    "training_hours": vip.TRAINING_HOURS,
    "routes": {
        4: [{"training": True}, {"probation": True}],
        3: [{"certificate": 4, "continuous_months": 12, "training": True}, {"cumulative_months": 24}],
        2: [{"certificate": 3, "continuous_months": 24, "training": True}, {"cumulative_months": 24}],
        1: [{"certificate": 2, "continuous_months": 36, "training": True}, {"cumulative_months": 36}],
    },
    "pass_marks": {**{level: {"written": 60, "interview": 60} for level in (4, 3, 2)}, 1: {"written": 60}},
    "validity_months": 24,
    "teacher_levels": vip.TEACHER_CERTIFICATE,
    "teacher_ranks": vip.TEACHER_TITLE,
}


def named(truths: dict[str, Truth], names: Iterable[str]) -> Truth:
    """All of the conditions named that are there."""
    return all_of(truths[name] for name in names if name in truths)


def test_customer_engineer_with_the_values_of_the_vip_programme_is_the_vip_programme() -> None:
    """Condition by condition; the VIP programme's education waiver and its interview at level 1 are its own."""
    rng = random.Random(20120501)
    for _ in range(6_000):
        record, _question, level, as_of, assume = random_call(rng)
        one = vip.truths(record, level, as_of, assume)
        same = exchanged(copy.deepcopy(record), "customer-engineer")
        applying, passing, holding, teaching = (
            customer_engineer.truths(same, question, level, as_of, assume, (VIP_AS_PARAMETERS,))
            for question in ("apply", "pass", "hold", "teach")
        )
        assert applying["in-scope"] is one["apply.scope"]
        assert applying.get("education") is one.get("apply.education.own")
        assert applying["route.1"] is one["apply.route1"], (record, level, as_of, assume)
        assert applying["route.2"] is one["apply.route2"]
        assert applying["apply"] is named(one, ["apply.scope", "apply.education.own", "apply.routes"])
        assert holding["hold"] is one["hold"]
        assert teaching["teach"] is one["teach"]
        assert passing["pass"] is named(one, ["pass.written"] if level == 1 else ["pass.written", "pass.interview"])


def test_account_manager_passes_as_the_vip_programme_does() -> None:
    rng = random.Random(20120502)
    for _ in range(4_000):
        record, _question, level, as_of, assume = random_call(rng)
        one = vip.truths(record, level, as_of, assume)
        other = account_manager.truths(
            exchanged(copy.deepcopy(record), "account-manager"), "pass", level, as_of, assume
        )
        assert other["pass"] is one["pass"], (record, level, as_of, assume)


# --- filling in -----------------------------------------------------------------------------------

_VALUES: dict[str, Any] = {
    "service_occupations": [["customer-service-manager"], [], ["vip-service-manager", "something-else"]],
    "experience_months": [1, 12, 36, 48],
    "education_level": EDUCATION,
    "levels": [[], [4, 3, 2, 1], [9, 5]],
    "scope_units": [[], ["provincial_branch", "professional_company"], ["other"]],
    "occupations": [[], ["customer-engineer"], ["something-else", "vip-service-manager"]],
    "validity_months": [0, 12, 24, 36, None],
}
_ENTRIES: dict[str, Any] = {
    "training_hours": [1, 24, 30],
    "teacher_levels": [1, 2, 9],
    "teacher_ranks": RANKS,
    "pass_marks": [{}, {"written": 60}, {"written": 60.01, "interview": 40}],
    "routes": [[], [{"training": True}], [{"probation": True}, {"certificate": 5, "continuous_months": 12}]],
    "competency_profile": [{}, {"communication": 60}, dict.fromkeys(account_manager.ITEMS, 60)],
}
_MARKS = {
    "ability_marks": customer_service_manager.ABILITIES,
    "area_pass_marks": (*customer_service_manager.AREAS, "written"),
}
_OWN = {
    "account-manager": {"competency_profile"},
    "customer-service-manager": {"service_occupations", "experience_months", "education_level", *_MARKS},
    "customer-engineer": {*_VALUES, *_ENTRIES} - {"service_occupations", "experience_months", "competency_profile"},
}


def supplied_whole(dice: RandomDice, programme: str, call: Call) -> Call:
    """The same call with every value supplied: those that were, and something for each that was not."""
    values = parameters_of(call.supplied, _ENTRIES)
    for name in sorted(_OWN[programme]):
        if name in _VALUES and name not in values:
            values[name] = dice.pick(_VALUES[name])
        elif name == "validity_months" and not isinstance(values[name], int):
            values[name] = None
        elif name in _ENTRIES:
            given = values.get(name, {})
            values[name] = {level: dice.pick(_ENTRIES[name]) for level in range(1, 10)} | given
        elif name in _MARKS:
            values[name] = {item: dice.pick((60, 50, 60.01, 0, 100)) for item in _MARKS[name]} | values.get(name, {})
    return call._replace(supplied=(values,))


_FIELDS: dict[str, dict[str, Any]] = {  # nullable fields whose null means "not known"
    "employments": {
        "occupation": ("customer-engineer", "customer-service-manager", "something-else"),
        "unit": ("provincial_branch", "other"),
        "leads_team": (True, False),
    },
    "probations": {"occupation": ("customer-engineer", "something-else"), "passed": (True, False)},
    "trainings": {
        "hours": (0, 10, 40),
        "courses_completed": (True, False),
        "modules": ([], list(syllabus_modules.MODULES), ["1.1.1"]),
    },
    "results": {},
    "appraisals": {"grade": ("good", "pass")},
    "ratings": {"score": (60, 59.99, 100)},
}
_LISTS = (*_FIELDS, "preparing_for", "education", "certificates", "trainer_titles", "attestations")


def filled(dice: RandomDice, record: Entry, other: Entry) -> Entry:
    """The record with a list of another person, or none, for each not known, and something in every field.

    A score is not invented beside a reported `passed`: under A18 that is a full answer.
    """
    record = copy.deepcopy(record)
    for name in _LISTS:
        if record.get(name) is None:
            record[name] = copy.deepcopy(other.get(name) or []) if dice.chance(80) else []
    for name, fields in _FIELDS.items():
        for entry in record[name]:
            for key, options in fields.items():
                if entry.get(key) is None:
                    entry[key] = dice.pick(options)
    for entry in record["results"]:
        if entry.get("score") is None and entry.get("passed") is None:
            entry["score"] = dice.pick((60, 59.99, 0, 100, 30))
    return record


@pytest.mark.parametrize("programme", ORACLES)
def test_filling_in_keeps_what_is_known(programme: str) -> None:
    """Whatever is met or not met stays so when parameters, lists and fields become known."""
    rng = random.Random(816)
    dice = RandomDice(rng)
    for _ in range(3_000):
        call, other = (random_programme_call(rng, programme, nulls=dice.pick((5, 15, 30))) for _ in range(2))
        before = ORACLES[programme](call)
        whole = call._replace(record=filled(dice, call.record, other.record))
        for after_call in (whole, supplied_whole(dice, programme, call), supplied_whole(dice, programme, whole)):
            after = ORACLES[programme](after_call)
            for name, truth in before.items():
                if truth is not None and name in after:
                    assert after[name] is truth, (name, call, after_call)


@pytest.mark.parametrize("programme", ORACLES)
def test_everything_known_is_answered(programme: str) -> None:
    """With all parameters and no gap in the record, only an unreported result leaves anything open."""
    rng = random.Random(817)
    dice = RandomDice(rng)
    for _ in range(2_000):
        call, other = (random_programme_call(rng, programme, nulls=10) for _ in range(2))
        whole = supplied_whole(dice, programme, call._replace(record=filled(dice, call.record, other.record)))
        for entry in whole.record["results"]:
            if entry.get("score") is None:
                entry["score"] = 60
        truths = ORACLES[programme](whole)
        marked = {name: truth for name, truth in truths.items() if truth is None}
        assert marked == {} or "by-examination" in marked, (marked, whole)


# --- modules --------------------------------------------------------------------------------------


def test_the_syllabus_has_fourteen_chapters_and_sixty_modules() -> None:
    modules = syllabus_modules.MODULES
    assert len(set(modules)) == len(modules) == 60
    assert len({".".join(one.split(".")[:2]) for one in modules}) == 14
    assert all(re.fullmatch(r"[123]\.[1-8](\.[1-8])?", one) for one in modules)
    assert "2.2.6" not in modules


def test_a_training_of_another_day_or_level_does_not_count_as_done() -> None:
    """All modules but 3.1.2, and that one on the day after."""
    first, last = syllabus_modules.MODULES[:-1], syllabus_modules.MODULES[-1:]
    training: Entry = {"programme": "account-manager", "level": 1, "completed": "2026-11-24", "modules": list(first)}
    for changed, expected in (
        ({}, "yes"),
        ({"completed": "2026-11-25"}, "no"),
        ({"level": 2}, "no"),
        ({"programme": "vip-service-manager"}, "no"),
        ({"modules": None}, "unknown"),
    ):
        record = {"id": "A", "trainings": [training, {**training, "modules": list(last), **changed}]}
        answer = account_manager.decide(record, "trained", 1, date(2026, 11, 24), modules=syllabus_modules.MODULES)
        assert answer == expected, changed
