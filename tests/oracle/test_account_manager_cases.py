"""The account manager oracle, row by row, on cases that were worked out by hand from the record contract."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.oracle.account_manager import ITEMS, decide, levels_of
from tests.oracle.syllabus_modules import MODULES

D = date(2026, 11, 24)
AM = "account-manager"


def result(component: str, score: Any, **more: Any) -> dict[str, Any]:
    return {"programme": AM, "level": 3, "component": component, "taken": "2026-01-10", "score": score, **more}


def rating(score: Any, on: str = "2026-03-01", **more: Any) -> dict[str, Any]:
    return {"programme": AM, "item": "communication", "score": score, "on": on, **more}


def test_eighteen_items_and_the_levels_of_each_question() -> None:
    assert len(set(ITEMS)) == 18
    assert levels_of("trained") == (1,)
    assert levels_of("pass") == levels_of("competent") == (4, 3, 2, 1)


# --- pass -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"score": 60}, "yes"),
        ({"score": 59.99}, "no"),
        ({"score": 60.01}, "yes"),
        ({"score": None}, "unknown"),
        ({"score": None, "passed": True}, "yes"),
        ({"score": 100, "passed": False}, "no"),
        ({"score": 0, "passed": True}, "yes"),
        ({"level": 2}, "no"),  # exactly the level
        ({"level": 4}, "no"),
        ({"programme": "vip-service-manager"}, "no"),
        ({"component": "interview"}, "no"),
        ({"taken": "2026-11-23"}, "yes"),
        ({"taken": "2026-11-24"}, "yes"),
        ({"taken": "2026-11-25"}, "no"),
        ({"taken": "2024-11-25"}, "yes"),
        ({"taken": "2024-11-24"}, "yes"),
        ({"taken": "2024-11-23"}, "no"),
    ],
)
def test_written_score_passes_with_60_within_its_two_years(changed: dict[str, Any], expected: str) -> None:
    record = {"results": [{**result("written", 60), **changed}, result("interview", 60)]}
    assert decide(record, "pass", 3, D) == expected


@pytest.mark.parametrize(
    ("as_of", "expected"), [(date(2026, 2, 27), "yes"), (date(2026, 2, 28), "yes"), (date(2026, 3, 1), "no")]
)
def test_a_result_of_29_february_counts_through_28_february(as_of: date, expected: str) -> None:
    record = {"results": [result(name, 60, taken="2024-02-29") for name in ("written", "interview")]}
    assert decide(record, "pass", 3, as_of) == expected


@pytest.mark.parametrize(("results", "expected"), [(None, "unknown"), ([], "no"), ([result("written", 60)], "no")])
def test_results_not_known_and_known_to_be_none(results: Any, expected: str) -> None:
    assert decide({"results": results}, "pass", 3, D) == expected


@pytest.mark.parametrize(
    ("assume", "expected"), [({}, "yes"), ({"A10": "latest-result"}, "no")], ids=["best", "latest"]
)
def test_latest_result(assume: dict[str, str], expected: str) -> None:
    """A10: of two on one day the last listed."""
    rows = [result("written", 80), result("written", 50), result("interview", 60)]
    assert decide({"results": rows}, "pass", 3, D, assume) == expected
    rows = [result("written", 50, taken="2026-02-01"), result("written", 80), result("interview", 60)]
    assert decide({"results": rows}, "pass", 3, D, assume) == expected


@pytest.mark.parametrize(
    ("score", "passed", "expected"),
    [(59.99, True, "no"), (60, False, "yes"), (None, True, "yes"), (None, False, "no"), (None, None, "unknown")],
)
def test_score_first(score: Any, passed: Any, expected: str) -> None:
    rows = [result("written", score, passed=passed), result("interview", 60)]
    assert decide({"results": rows}, "pass", 3, D, {"A18": "score-first"}) == expected


LEVEL_1 = [
    result("written", 60, level=1),
    result("simulation", 30, level=1),
    result("marketing_practice", 30, level=1),
]


@pytest.mark.parametrize(
    ("simulation", "marketing", "expected", "mean"),
    [
        (30, 30, "yes", "no"),
        (30, 29.99, "no", "no"),
        (60, 60, "yes", "yes"),
        (60, 59.99, "yes", "no"),
        (None, 60, "yes", "unknown"),
        (None, 59.99, "unknown", "unknown"),
        (None, 19.99, "unknown", "no"),  # at most 119.99
        (0, 0, "no", "no"),
    ],
)
def test_interview_at_level_1(simulation: Any, marketing: Any, expected: str, mean: str) -> None:
    """A null score is 0 to 100; `passed` is not looked at; A11 takes half."""
    rows = [
        LEVEL_1[0],
        {**LEVEL_1[1], "score": simulation, "passed": False},
        {**LEVEL_1[2], "score": marketing, "passed": True},
    ]
    record = {"results": rows, "appraisals": [{"year": 2025, "grade": "good"}]}
    assert decide(record, "pass", 1, D) == expected
    assert decide(record, "pass", 1, D, {"A11": "mean"}) == mean


@pytest.mark.parametrize("left_out", ["simulation", "marketing_practice"])
def test_none_of_one_part_is_not_met(left_out: str) -> None:
    rows = [{**one, "score": 100} for one in LEVEL_1 if one["component"] != left_out]
    record = {"results": rows, "appraisals": [{"year": 2025, "grade": "good"}]}
    assert decide(record, "pass", 1, D) == "no"


@pytest.mark.parametrize(
    ("appraisals", "expected"),
    [
        (None, "unknown"),
        ([], "no"),
        ([{"year": 2025, "grade": "good"}], "yes"),
        ([{"year": 2025, "grade": "pass"}], "no"),
        ([{"year": 2025, "grade": None}], "unknown"),
        ([{"year": 2026, "grade": "good"}], "no"),  # of 31 December 2026
        ([{"year": 2026, "grade": "good", "on": "2026-11-24"}], "yes"),
        ([{"year": 2026, "grade": "good", "on": "2026-11-25"}], "no"),
        ([{"year": 2024, "grade": "good", "on": "2026-01-20"}, {"year": 2025, "grade": "fail"}], "no"),
        ([{"year": 2025, "grade": "excellent"}, {"year": 2024, "grade": "fail", "on": "2026-06-01"}], "yes"),
        ([{"year": 2025, "grade": "good"}, {"year": 2025, "grade": "fail"}], "no"),
    ],
)
def test_annual_appraisal_at_level_1(appraisals: Any, expected: str) -> None:
    assert decide({"results": LEVEL_1, "appraisals": appraisals}, "pass", 1, D) == expected


# --- trained --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trainings", "expected"),
    [
        (None, "unknown"),
        ([], "no"),
        ([{"programme": AM, "level": 1, "completed": "2026-11-24", "modules": list(MODULES)}], "yes"),
        ([{"programme": AM, "level": 1, "completed": "2026-11-25", "modules": list(MODULES)}], "no"),
        ([{"programme": AM, "level": 1, "completed": "2026-11-24", "modules": None}], "unknown"),
        ([{"programme": AM, "level": 1, "completed": "2026-11-24", "modules": list(MODULES[1:])}], "no"),
        (
            [{"programme": AM, "level": 1, "completed": "2026-11-24", "modules": list(one)}
             for one in (MODULES[:30], MODULES[30:])],
            "yes",
        ),
    ],
)  # fmt: skip
def test_trained_is_every_module_done(trainings: Any, expected: str) -> None:
    assert decide({"trainings": trainings}, "trained", 1, D, modules=MODULES) == expected


# --- competent ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("supplied", "expected"),
    [
        ((), "unknown"),
        (({"competency_profile": None},), "unknown"),
        (({"competency_profile": {2: {"communication": 60}}},), "unknown"),  # no entry for the level
        (({"competency_profile": {3: {}}},), "yes"),  # no item is required
        (({"competency_profile": {3: {"communication": 80}}},), "yes"),
        (({"competency_profile": {"3": {"communication": 80}}},), "yes"),
        (({"competency_profile.3": {"communication": 80.01}},), "no"),
        (({"competency_profile.3.communication": 80.01},), "no"),
        (({"competency_profile": {3: {"communication": 80}}, "competency_profile.3.writing": 1},), "no"),
        (({"competency_profile": {3: {"writing": 1}}}, {"competency_profile": {3: {"communication": 1}}}), "yes"),
        (({"competency_profile": {3: {"writing": 1}}}, {"competency_profile.3.communication": 1}), "no"),
        (({"competency_profile": {3: {"communication": 1}}}, {"competency_profile.3": None}), "unknown"),
        (({"competency_profile": {3: {"communication": 80, "writing": None}}},), "yes"),
        (({"competency_profile": {3: None}},), "unknown"),
        (
            ({"competency_profile": {3: {"communication": 80, "writing": 1}}, "competency_profile.3.writing": None},),
            "yes",
        ),
        (({"competency_profile.3.writing": None},), "unknown"),  # withdrawing nothing supplies nothing
    ],
)
def test_profile_as_supplied(supplied: Any, expected: str) -> None:
    """One rating, 80 in communication, at level 3."""
    assert decide({"ratings": [rating(80)]}, "competent", 3, D, supplied=supplied) == expected


@pytest.mark.parametrize("ratings", [None, []])
def test_without_a_profile_nothing_is_known_whatever_the_records_say(ratings: Any) -> None:
    assert decide({"ratings": ratings}, "competent", 3, D) == "unknown"


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        (None, "unknown"),
        ([], "no"),
        ([rating(60)], "yes"),
        ([rating(59.99)], "no"),
        ([rating(None)], "unknown"),
        ([rating(60, "2026-11-24")], "yes"),
        ([rating(60, "2026-11-25")], "no"),
        ([rating(59, "2026-11-23"), rating(60, "2026-11-24"), rating(0, "2026-11-25")], "yes"),
        ([rating(60), rating(59)], "no"),  # of one day the last listed
        ([rating(59), rating(60)], "yes"),
        ([rating(100, "2026-01-01"), rating(None)], "unknown"),
        ([rating(60, item="writing")], "no"),
        ([rating(60, programme="customer-service-manager")], "no"),
    ],
)
def test_latest_rating_reaches_the_number(ratings: Any, expected: str) -> None:
    profile = {"competency_profile": {1: {"communication": 60}}}
    assert decide({"ratings": ratings}, "competent", 1, D, supplied=(profile,)) == expected
