"""The customer engineer oracle, row by row, on cases that were worked out by hand from the record contract."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.oracle.customer_engineer import decide, truths

D = date(2026, 11, 24)
CE = "customer-engineer"
WORD = {True: "yes", False: "no", None: "unknown"}


def said(record: dict[str, Any], question: str, name: str, *supplied: dict[str, Any], **assume: str) -> str:
    """What one condition comes to at level 3."""
    return WORD[truths(record, question, 3, D, assume, supplied)[name]]


def certificate(**changed: Any) -> dict[str, Any]:
    return {"programme": CE, "level": 3, "issued": "2025-01-10", "issuer": "group", **changed}


def job(start: str, end: str | None = None, **changed: Any) -> dict[str, Any]:
    return {"occupation": CE, "unit": "provincial_branch", "start": start, "end": end, **changed}


def training(hours: Any, **changed: Any) -> dict[str, Any]:
    return {
        "programme": CE, "level": 3, "completed": "2026-11-24", "hours": hours, "courses_completed": True, **changed,
    }  # fmt: skip


# --- levels ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("supplied", "expected"),
    [
        ({}, "unknown"),
        ({"levels": None}, "unknown"),
        ({"levels": [5, 4, 3]}, "yes"),
        ({"levels": [4, 2]}, "no"),
        ({"levels": []}, "no"),
    ],
)
def test_level_exists(supplied: dict[str, Any], expected: str) -> None:
    """It is asked in `apply` and in `pass`, and in neither of the others."""
    assert said({}, "apply", "level", supplied) == expected
    assert said({}, "pass", "level", supplied) == expected
    assert decide({"results": []}, "pass", 3, D, supplied=(supplied, {"pass_marks": {"3": {}}})) == expected
    rows = {"validity_months": 24}
    assert decide({"certificates": [certificate()]}, "hold", 3, D, supplied=(supplied, rows)) == "yes"


# --- scope, education -----------------------------------------------------------------------------

SCOPE = {"scope_units": ["provincial_branch", "headquarters"], "occupations": [CE]}


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"employments": None, "preparing_for": [CE]}, "unknown"),
        ({"employments": [], "preparing_for": [CE]}, "no"),
        ({"employments": [job("2026-11-24")], "preparing_for": []}, "yes"),
        ({"employments": [job("2026-11-25")], "preparing_for": []}, "no"),
        ({"employments": [job("2020-01-01", "2026-11-24")], "preparing_for": []}, "yes"),
        ({"employments": [job("2020-01-01", "2026-11-23")], "preparing_for": []}, "no"),
        ({"employments": [job("2020-01-01", unit="other")], "preparing_for": []}, "no"),
        ({"employments": [job("2020-01-01", unit="headquarters")], "preparing_for": []}, "yes"),
        ({"employments": [job("2020-01-01", unit=None)], "preparing_for": []}, "unknown"),
        ({"employments": [job("2020-01-01", occupation="else")], "preparing_for": []}, "no"),
        ({"employments": [job("2020-01-01", occupation="else")], "preparing_for": [CE]}, "yes"),
        ({"employments": [job("2020-01-01", occupation="else")]}, "unknown"),
        ({"employments": [job("2020-01-01", occupation=None)], "preparing_for": []}, "unknown"),
        ({"employments": [job("2020-01-01", unit="other", occupation=None)]}, "no"),
    ],
)
def test_scope(record: dict[str, Any], expected: str) -> None:
    assert said(record, "apply", "in-scope", SCOPE) == expected


@pytest.mark.parametrize(
    ("supplied", "preparing", "expected"),
    [
        ({}, [], "unknown"),
        ({"scope_units": ["provincial_branch"]}, [], "unknown"),
        ({"scope_units": ["provincial_branch"]}, [CE], "yes"),  # then the occupations do not matter
        ({"scope_units": ["other"]}, [CE], "no"),
        ({"scope_units": []}, [CE], "no"),
        ({"occupations": [CE]}, [], "unknown"),
        ({"occupations": ["else"]}, [], "no"),  # then the units do not matter
        ({"occupations": []}, [], "no"),
        ({"occupations": ["else"]}, [CE], "unknown"),
    ],
)
def test_scope_as_supplied(supplied: dict[str, Any], preparing: list[str], expected: str) -> None:
    record = {"employments": [job("2020-01-01")], "preparing_for": preparing}
    assert said(record, "apply", "in-scope", supplied) == expected
    assert said({"employments": [], "preparing_for": preparing}, "apply", "in-scope", supplied) == "no"


@pytest.mark.parametrize(
    ("education", "least", "expected"),
    [
        ([{"level": "junior_college", "awarded": "2026-11-24"}], "junior_college", "yes"),
        ([{"level": "junior_college", "awarded": "2026-11-25"}], "junior_college", "no"),
        ([{"level": "senior_secondary", "awarded": "2010-07-01"}], "junior_college", "no"),
        ([{"level": "doctorate", "awarded": "2010-07-01"}], None, "unknown"),
        ([{"level": "doctorate", "awarded": "2026-11-25"}], None, "no"),
        ([], None, "no"),
        (None, "junior_college", "unknown"),
    ],
)
def test_education(education: Any, least: Any, expected: str) -> None:
    supplied = {} if least is None else {"education_level": least}
    assert said({"education": education}, "apply", "education", supplied) == expected
    assert "education" not in truths({"education": education}, "apply", 3, D, {"A13": "not-required"}, (supplied,))


# --- training -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trainings", "expected", "no_minimum", "courses_only"),
    [
        (None, "unknown", "unknown", "unknown"),
        ([], "no", "no", "no"),
        ([training(24)], "yes", "unknown", "yes"),
        ([training(23.99)], "no", "unknown", "yes"),
        ([training(24, completed="2026-11-25")], "no", "no", "no"),
        ([training(24, level=2)], "no", "no", "no"),
        ([training(24, programme="account-manager")], "no", "no", "no"),
        ([training(23.9), training(0.1, courses_completed=False)], "yes", "unknown", "yes"),
        ([training(40, courses_completed=False)], "no", "no", "no"),
        ([training(40, courses_completed=None)], "unknown", "unknown", "unknown"),
        ([training(None)], "unknown", "unknown", "yes"),
        ([training(24), training(None)], "yes", "unknown", "yes"),
    ],
)
def test_training(trainings: Any, expected: str, no_minimum: str, courses_only: str) -> None:
    routes, record = {"routes": {3: [{"training": True}]}}, {"trainings": trainings}
    name = "route.1.training"
    assert said(record, "apply", name, routes, {"training_hours": {3: 24}}) == expected
    assert said(record, "apply", name, routes, {"training_hours.3": 24}) == expected
    assert said(record, "apply", name, routes, {"training_hours": {"2": 24}}) == no_minimum
    assert said(record, "apply", name, routes, A9="hours-not-required") == courses_only


# --- routes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("routes", "expected"),
    [
        ({}, "unknown"),
        ({"routes": {2: [{"probation": True}]}}, "unknown"),
        ({"routes": {3: []}}, "no"),
        ({"routes": {3: [{"probation": True}]}}, "yes"),
        ({"routes": {"3": [{"probation": True, "certificate": 4}]}}, "no"),  # every member
        ({"routes.3": [{"certificate": 4}, {"probation": True}]}, "yes"),  # any route
        ({"routes": {3: [{"probation": True}]}, "routes.3": None}, "unknown"),
    ],
)
def test_routes(routes: dict[str, Any], expected: str) -> None:
    """A passed probation and no certificate."""
    probation = {"occupation": CE, "completed": "2026-11-24", "passed": True}
    record = {"probations": [probation], "certificates": []}
    assert said(record, "apply", "routes", routes, {"occupations": [CE]}) == expected


@pytest.mark.parametrize(
    ("changed", "expected", "open_list"),
    [
        ({}, "yes", "unknown"),
        ({"completed": "2026-11-25"}, "no", "no"),
        ({"passed": False}, "no", "no"),
        ({"passed": None}, "unknown", "unknown"),
        ({"occupation": "else"}, "no", "unknown"),
        ({"occupation": None}, "unknown", "unknown"),
    ],
)
def test_probation(changed: dict[str, Any], expected: str, open_list: str) -> None:
    record = {"probations": [{"occupation": CE, "completed": "2026-11-24", "passed": True, **changed}]}
    routes = {"routes": {3: [{"probation": True}]}}
    assert said(record, "apply", "route.1.probation", routes, {"occupations": [CE]}) == expected
    assert said(record, "apply", "route.1.probation", routes) == open_list


@pytest.mark.parametrize(
    ("employments", "continuous", "cumulative", "open_list"),
    [
        (None, "unknown", "unknown", "unknown"),
        ([], "no", "no", "no"),
        ([job("2025-11-23")], "yes", "yes", "unknown"),
        ([job("2025-11-24")], "yes", "yes", "unknown"),
        ([job("2025-11-25")], "no", "no", "no"),
        ([job("2025-11-24", occupation=None)], "unknown", "unknown", "unknown"),
        ([job("2025-11-24", occupation="else")], "no", "no", "unknown"),
        ([job("2025-11-24", "2026-11-23")], "no", "yes", "no"),  # the stretch does not contain D
        ([job("2025-11-24", "2026-05-31"), job("2026-06-01")], "yes", "yes", "unknown"),
        ([job("2025-11-24", "2026-05-31"), job("2026-06-02")], "no", "no", "no"),
        ([job("2025-11-23", "2026-05-31"), job("2026-06-02")], "no", "yes", "no"),
    ],
)
def test_service(employments: Any, continuous: str, cumulative: str, open_list: str) -> None:
    """Twelve months; in the last column of continuous service while the occupations are not supplied."""
    routes = {"routes": {3: [{"continuous_months": 12, "cumulative_months": 12}]}}
    record, occupations = {"employments": employments}, {"occupations": [CE]}
    assert said(record, "apply", "route.1.continuous_months", routes, occupations) == continuous
    assert said(record, "apply", "route.1.cumulative_months", routes, occupations) == cumulative
    assert said(record, "apply", "route.1.continuous_months", routes) == open_list


@pytest.mark.parametrize(
    ("certificates", "member", "expected"),
    [
        (None, 4, "unknown"),
        ([], 4, "no"),
        ([certificate(issued="2025-11-24")], 4, "yes"),
        ([certificate(issued="2025-11-25")], 4, "no"),
        ([certificate(issued="2026-05-01"), certificate(issued="2025-11-24")], 4, "yes"),  # the earliest
        ([certificate(issued="2024-11-23"), certificate(issued="2025-11-25")], 4, "no"),  # lapsed
        ([certificate(level=5, issued="2025-01-01")], 4, "no"),
        ([certificate(issued="2025-11-25")], None, "yes"),  # no certificate in the route: from S
        (None, None, "yes"),
    ],
)
def test_continuous_service_from_the_certificate(certificates: Any, member: int | None, expected: str) -> None:
    """A1, with service since 2020."""
    route = {"continuous_months": 12} | ({} if member is None else {"certificate": member})
    record = {"employments": [job("2020-01-01")], "certificates": certificates}
    supplied = {"routes": {3: [route]}, "occupations": [CE], "validity_months": 24}
    name = "route.1.continuous_months"
    assert said(record, "apply", name, supplied, A1="from-certificate") == expected
    assert said(record, "apply", name, supplied) == "yes"
