"""The customer service manager oracle, row by row, on cases worked out by hand from the record contract."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.oracle.customer_service_manager import ABILITIES, AREAS, decide, truths

D = date(2026, 11, 24)
CSM = "customer-service-manager"
WORD = {True: "yes", False: "no", None: "unknown"}
SERVICE = {"service_occupations": ["service", "desk"]}


def job(start: str, end: str | None = None, occupation: Any = "service", **more: Any) -> dict[str, Any]:
    return {"occupation": occupation, "start": start, "end": end, **more}


def result(component: str, score: Any, **more: Any) -> dict[str, Any]:
    return {
        "programme": CSM, "level": None, "component": component, "taken": "2010-05-01", "score": score, **more,
    }  # fmt: skip


def rating(item: str, score: Any, on: str = "2026-03-01") -> dict[str, Any]:
    return {"programme": CSM, "item": item, "score": score, "on": on}


def said(record: dict[str, Any], question: str, name: str, *supplied: dict[str, Any], **assume: str) -> str:
    """What one condition comes to."""
    return WORD[truths(record, question, D, assume, supplied)[name]]


def test_twelve_abilities_and_six_areas() -> None:
    assert (len(set(ABILITIES)), len(set(AREAS))) == (12, 6)


# --- qualify --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("education", "expected"),
    [
        (None, "unknown"),
        ([], "no"),
        ([{"level": "bachelor", "awarded": "2026-11-24"}], "yes"),
        ([{"level": "bachelor", "awarded": "2026-11-25"}], "no"),
        ([{"level": "junior_college", "awarded": "2010-07-01"}], "no"),
        ([{"level": "master", "awarded": "2010-07-01"}], "yes"),
        ([{"level": "bachelor", "awarded": "2010-07-01", "equivalent": True}], "yes"),
    ],
)
def test_degree(education: Any, expected: str) -> None:
    assert said({"education": education}, "qualify", "degree", SERVICE) == expected


@pytest.mark.parametrize(
    ("employments", "expected"),
    [
        (None, "unknown"),
        ([], "no"),
        ([job("2023-11-23")], "yes"),
        ([job("2023-11-24")], "yes"),  # 1096 days up to the day before, from 2023-11-24
        ([job("2023-11-25")], "no"),
        ([job("2023-11-24", occupation=None)], "unknown"),
        ([job("2023-11-25", occupation=None)], "no"),
        ([job("2023-11-24", occupation="else")], "no"),
        ([job("2020-01-01", "2021-12-31", "desk"), job("2025-01-01", "2025-12-31")], "yes"),  # 731 + 365 days
        ([job("2020-01-01", "2021-12-31", "desk"), job("2025-01-02", "2025-12-31")], "no"),
        ([job("2020-01-01", "2021-12-31"), job("2020-01-01", "2021-12-31"), job("2025-01-02", "2025-12-31")], "no"),
        ([job("2026-11-24")], "no"),
    ],
)
def test_three_years_of_experience(employments: Any, expected: str) -> None:
    assert said({"employments": employments}, "qualify", "experience", SERVICE) == expected


@pytest.mark.parametrize(
    ("employments", "expected"),
    [
        (None, "unknown"),
        ([], "no"),
        ([job("2023-11-24", occupation="else")], "unknown"),  # every employment may be one
        ([job("2023-11-25", occupation="else")], "no"),  # too short even then
    ],
)
def test_experience_while_the_occupations_are_not_supplied(employments: Any, expected: str) -> None:
    assert said({"employments": employments}, "qualify", "experience") == expected


@pytest.mark.parametrize(
    ("employments", "expected", "open_list"),
    [
        (None, "unknown", "unknown"),
        ([], "no", "no"),
        ([job("2026-11-24", leads_team=True)], "yes", "unknown"),
        ([job("2026-11-25", leads_team=True)], "no", "no"),
        ([job("2020-01-01", "2020-02-01", leads_team=True)], "yes", "unknown"),
        ([job("2020-01-01", leads_team=False)], "no", "no"),
        ([job("2020-01-01", leads_team=None)], "unknown", "unknown"),
        ([job("2020-01-01", occupation="else", leads_team=True)], "no", "unknown"),
        ([job("2020-01-01", occupation=None, leads_team=True)], "unknown", "unknown"),
        ([job("2020-01-01", occupation="else", leads_team=None)], "no", "unknown"),
    ],
)
def test_has_led(employments: Any, expected: str, open_list: str) -> None:
    record = {"employments": employments}
    assert said(record, "qualify", "has-led", SERVICE) == expected
    assert said(record, "qualify", "has-led") == open_list


@pytest.mark.parametrize(("occupation", "expected"), [("service", "no"), (None, "unknown")])
def test_an_empty_list_of_occupations_names_none_of_those_known(occupation: Any, expected: str) -> None:
    record = {"employments": [job("2020-01-01", occupation=occupation, leads_team=True)]}
    assert said(record, "qualify", "has-led", {"service_occupations": []}) == expected


@pytest.mark.parametrize(
    ("ratings", "marks", "expected"),
    [
        (None, {"teamwork": 60}, "unknown"),
        ([], {"teamwork": 60}, "no"),
        ([], None, "no"),  # no record comes into question, whatever the mark
        ([rating("teamwork", 60, "2026-11-25")], None, "no"),
        ([rating("teamwork", 60)], {"teamwork": 60}, "yes"),
        ([rating("teamwork", 59.99)], {"teamwork": 60}, "no"),
        ([rating("teamwork", 100)], {"organising": 60}, "unknown"),  # an item without a mark
        ([rating("teamwork", 100)], None, "unknown"),
        ([rating("teamwork", None)], {"teamwork": 60}, "unknown"),
        ([rating("teamwork", 60), rating("teamwork", 59, "2026-03-02")], {"teamwork": 60}, "no"),
    ],
)
def test_ability(ratings: Any, marks: Any, expected: str) -> None:
    supplied = {} if marks is None else {"ability_marks": marks}
    assert said({"ratings": ratings}, "qualify", "teamwork", supplied) == expected


WHOLE = {
    "education": [{"level": "bachelor", "awarded": "2015-07-01"}],
    "employments": [job("2020-01-01", leads_team=True)],
    "ratings": [rating(item, 60) for item in ABILITIES],
}


def test_qualify_is_all_of_them() -> None:
    marks = {"ability_marks": dict.fromkeys(ABILITIES, 60)}
    assert decide(WHOLE, "qualify", D, supplied=(SERVICE, marks)) == "yes"
    assert decide({**WHOLE, "ratings": WHOLE["ratings"][1:]}, "qualify", D, supplied=(SERVICE, marks)) == "no"
    assert decide(WHOLE, "qualify", D, supplied=(SERVICE, marks, {"ability_marks.teamwork": 61})) == "no"
    assert decide(WHOLE, "qualify", D, supplied=(SERVICE, marks, {"ability_marks.teamwork": None})) == "unknown"
    assert decide(WHOLE, "qualify", D) == "unknown"


# --- apply ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("employments", "months", "expected"),
    [
        ([job("2024-11-24")], 24, "yes"),
        ([job("2024-11-24")], 25, "no"),
        ([job("2024-11-25")], 24, "no"),
        ([job("2024-11-24")], None, "unknown"),
        ([job("2024-11-24", occupation="else")], None, "no"),
        ([job("2026-11-25")], None, "no"),
        ([], None, "no"),
        (None, None, "unknown"),
    ],
)
def test_relevant_experience(employments: Any, months: Any, expected: str) -> None:
    supplied = {**SERVICE, **({} if months is None else {"experience_months": months})}
    assert said({"employments": employments}, "apply", "relevant-experience", supplied) == expected


@pytest.mark.parametrize(
    ("education", "least", "expected"),
    [
        ([{"level": "bachelor", "awarded": "2026-11-24"}], "bachelor", "yes"),
        ([{"level": "bachelor", "awarded": "2026-11-24"}], "master", "no"),
        ([{"level": "bachelor", "awarded": "2026-11-24"}], None, "unknown"),
        ([{"level": "bachelor", "awarded": "2026-11-25"}], None, "no"),
        ([], None, "no"),
        (None, None, "unknown"),
    ],
)
def test_relevant_education(education: Any, least: Any, expected: str) -> None:
    supplied = {} if least is None else {"education_level": least}
    assert said({"education": education}, "apply", "relevant-education", supplied) == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "yes"),
        ({"completed": "2026-11-25"}, "no"),
        ({"courses_completed": False}, "no"),
        ({"courses_completed": None}, "unknown"),
        ({"programme": "account-manager", "level": 3}, "no"),
    ],
)
def test_knowledge_by_training(changed: dict[str, Any], expected: str) -> None:
    training = {"programme": CSM, "level": None, "completed": "2026-11-24", "courses_completed": True, **changed}
    assert said({"trainings": [training], "results": []}, "apply", "knowledge") == expected


@pytest.mark.parametrize(
    ("results", "expected", "score_first"),
    [
        (None, "unknown", "unknown"),
        ([], "no", "no"),
        ([result("leadership", 60)], "yes", "yes"),
        ([result("leadership", 59.99)], "no", "no"),
        ([result("communication", 100)], "unknown", "unknown"),  # no mark
        ([result("communication", 100, passed=True)], "yes", "unknown"),
        ([result("communication", 0, passed=False)], "no", "unknown"),
        ([result("communication", None, passed=True)], "yes", "yes"),
        ([result("communication", None, passed=False)], "no", "no"),
        ([result("leadership", 60, passed=False)], "no", "yes"),
        ([result("written", 60)], "unknown", "unknown"),  # any component
        ([result("leadership", 60, taken="2026-11-25")], "no", "no"),
        ([result("leadership", 60, programme="account-manager", level=3)], "no", "no"),
    ],
)
def test_knowledge_by_examination(results: Any, expected: str, score_first: str) -> None:
    """A mark for leadership only."""
    marks = {"area_pass_marks": {"leadership": 60}}
    record = {"trainings": [], "results": results}
    assert said(record, "apply", "knowledge", marks) == expected
    assert said(record, "apply", "knowledge", marks, A18="score-first") == score_first


# --- pass -----------------------------------------------------------------------------------------


def test_pass_is_all_six_areas_and_results_do_not_lapse() -> None:
    rows = [result(name, 60, taken="1990-01-01") for name in AREAS]
    marks = {"area_pass_marks": dict.fromkeys(AREAS, 60)}
    assert decide({"results": rows}, "pass", D, supplied=(marks,)) == "yes"
    assert decide({"results": rows[1:]}, "pass", D, supplied=(marks,)) == "no"
    assert decide({"results": rows}, "pass", D, supplied=(marks, {"area_pass_marks.leadership": 60.01})) == "no"
    assert decide({"results": rows}, "pass", D) == "unknown"
    assert decide({"results": []}, "pass", D) == "no"


@pytest.mark.parametrize(
    ("rows", "expected", "latest"),
    [
        ([result("leadership", 60), result("leadership", 59, taken="2026-11-24")], "yes", "no"),
        ([result("leadership", 60), result("leadership", 59, taken="2026-11-25")], "yes", "yes"),
        ([result("leadership", 59), result("leadership", 60)], "yes", "yes"),
        ([result("leadership", 60), result("leadership", 59)], "yes", "no"),
        ([result("leadership", 60), result("communication", 59, taken="2026-11-24")], "yes", "yes"),
    ],
)
def test_latest_result_of_the_area(rows: Any, expected: str, latest: str) -> None:
    marks = {"area_pass_marks": dict.fromkeys(AREAS, 60)}
    assert said({"results": rows}, "pass", "leadership", marks) == expected
    assert said({"results": rows}, "pass", "leadership", marks, A10="latest-result") == latest
    assert said({"results": rows}, "apply", "by-examination", marks, A10="latest-result") == latest
