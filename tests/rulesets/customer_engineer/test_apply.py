"""`apply`: level, scope, education and the routes that an organisation supplies (record contract, section 2)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rulesets.customer_engineer.sheet import (
    CE,
    SUPPLIED,
    D,
    ask,
    certificate,
    job,
    training,
    without,
)  # fmt: skip

LOW, NONE = ("unmet", "too_low"), ("unmet", "none_on_record")
MET = ("met", None)
OPEN, LOST = ("unknown", "fact_not_recorded"), ("unknown", "parameter_not_supplied")


def test_whoever_meets_everything_and_one_route_may_apply() -> None:
    answer = ask({})
    assert "yes" == answer.outcome
    assert ["met", "unmet"] == [answer.told(f"8.2.{route}")[0] for route in (1, 2)]
    assert ["A1", "A3", "A4", "A5", "A7", "A8", "A9", "A13", "A26"] == answer.document["assumptions"]


def test_nothing_is_decided_while_nothing_is_supplied() -> None:
    """Every parameter that stands in the way is named, each once."""
    answer = ask({}, parameters=None)
    assert ("unknown", ["levels", "scope_units", "occupations", "education_level", "routes"]) == (
        answer.outcome,
        [path.removeprefix("parameters.") for path in answer.missing],
    )


# --- the level -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([3], MET),
        ([4, 3, 2], MET),
        ([4, 2], ("unmet", "wrong_level")),
        ([], ("unmet", "wrong_level")),
        (None, LOST),
    ],
)
@pytest.mark.parametrize("question", ["apply", "pass"])
def test_a_level_that_is_not_listed_is_not_met_and_no_fault(
    levels: list[int] | None, expected: tuple[str, str | None], question: str
) -> None:
    answer = ask({}, question, parameters={**SUPPLIED, "levels": levels})
    assert expected == answer.told("level-exists")
    if expected == LOST:
        assert ("apply" == question) is (["parameters.levels"] == answer.missing)


@pytest.mark.parametrize("question", ["hold", "teach"])
def test_holding_and_teaching_do_not_ask_whether_the_level_exists(question: str) -> None:
    assert not any("level-exists" in one for one in ask({}, question).ids)


# --- scope -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jobs", "preparing", "parameters", "expected"),
    [
        ([job("2025-11-24")], [], SUPPLIED, MET),
        ([job("2026-11-25")], [], SUPPLIED, ("unmet", "too_early")),
        ([job("2025-01-01", "2026-11-24")], [], SUPPLIED, MET),
        ([job("2025-01-01", "2026-11-23")], [], SUPPLIED, ("unmet", "expired")),
        ([job("2025-01-01", unit="headquarters")], [], SUPPLIED, ("unmet", "not_in_scope")),
        ([job("2025-01-01", unit=None)], [], SUPPLIED, OPEN),
        ([job("2025-01-01", occupation="cook")], [], SUPPLIED, ("unmet", "not_in_scope")),
        ([job("2025-01-01", occupation="cook")], [CE], SUPPLIED, MET),
        ([job("2025-01-01", occupation="cook")], None, SUPPLIED, OPEN),
        ([job("2025-01-01", occupation=None)], [], SUPPLIED, OPEN),
        ([], [CE], SUPPLIED, ("unmet", "not_in_scope")),
        (None, [CE], SUPPLIED, OPEN),
        ([job("2025-01-01")], [], without("scope_units"), LOST),
        ([job("2025-01-01")], [], without("occupations"), LOST),
        ([job("2025-01-01")], [CE], without("occupations"), MET),
        ([job("2025-01-01", unit="headquarters")], [], without("occupations"), ("unmet", "not_in_scope")),
        ([job("2025-01-01", occupation="cook")], [], without("scope_units"), ("unmet", "not_in_scope")),
        ([job("2025-01-01", "2026-11-23")], [], without("scope_units", "occupations"), ("unmet", "expired")),
        ([], [], without("scope_units", "occupations"), ("unmet", "not_in_scope")),
        ([job("2025-01-01")], [], {**SUPPLIED, "scope_units": []}, ("unmet", "not_in_scope")),
        ([job("2025-01-01")], [], {**SUPPLIED, "occupations": []}, ("unmet", "not_in_scope")),
        ([job("2025-01-01")], [CE], {**SUPPLIED, "occupations": []}, MET),
    ],
)
def test_in_scope(jobs: Any, preparing: Any, parameters: dict[str, Any], expected: tuple[str, str | None]) -> None:
    answer = ask({"employments": jobs, "preparing_for": preparing}, parameters=parameters)
    assert expected[0] == answer.told("in-scope")[0]
    if expected[0] != "unmet":
        assert expected == answer.told("in-scope")


def test_a_unit_and_an_occupation_must_be_of_one_employment() -> None:
    jobs = [job("2025-01-01", unit="headquarters"), job("2025-01-01", occupation="cook")]
    assert "unmet" == ask({"employments": jobs}).told("in-scope")[0]


# --- education -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "awarded", "required", "expected"),
    [
        ("junior_college", D, "junior_college", MET),
        ("junior_college", "2026-11-25", "junior_college", ("unmet", "too_early")),
        ("senior_secondary", "2012-07-01", "junior_college", LOW),
        ("doctorate", "2012-07-01", None, LOST),
        ("doctorate", "2026-11-25", None, ("unmet", "too_early")),
    ],
)
def test_education(level: str, awarded: str, required: str | None, expected: tuple[str, str | None]) -> None:
    rows = [{"level": level, "awarded": awarded}]
    assert expected == ask({"education": rows}, parameters={**SUPPLIED, "education_level": required}).told("education")


def test_education_is_left_out_where_switched_so() -> None:
    answer = ask({"education": []}, A13="not-required")
    assert "yes" == answer.outcome
    assert "A13=not-required" in answer.document["assumptions"]
    assert "apply.3.education" not in answer.ids


# --- routes ----------------------------------------------------------------------------------------------------------


def by_route(route: dict[str, Any], changes: dict[str, Any] | None = None, as_of: str = D, **more: Any) -> Any:
    """The answer where a single route is supplied for level 3."""
    parameters = {**SUPPLIED, **more.pop("parameters", {}), "routes": {3: [route]}}
    return ask(changes or {}, as_of=as_of, parameters=parameters, **more)


@pytest.mark.parametrize(
    ("routes", "expected", "outcome", "missing"),
    [
        (None, LOST, "unknown", ["parameters.routes"]),
        ({}, LOST, "unknown", ["parameters.routes"]),
        ({4: [{}]}, LOST, "unknown", ["parameters.routes"]),
        ({3: None, 4: [{}]}, LOST, "unknown", ["parameters.routes"]),
        ({3: []}, NONE, "no", []),
    ],
)
def test_without_routes_of_the_level_a_node_says_so(
    routes: Any, expected: tuple[str, str | None], outcome: str, missing: list[str]
) -> None:
    """Not supplied, or not for this level: unknown, whatever is on record. None listed: nobody may apply."""
    for changes in ({}, {"trainings": [], "certificates": [], "probations": []}):
        answer = ask(changes, parameters={**SUPPLIED, "routes": routes})
        assert (expected, outcome, missing) == (answer.told("routes"), answer.outcome, answer.missing)


def test_a_route_that_demands_nothing_is_met() -> None:
    answer = by_route({}, {"certificates": [], "trainings": []})
    assert ("yes", "met") == (answer.outcome, answer.told("8.2.1")[0])


def test_one_route_that_is_met_suffices_whatever_the_others_lack() -> None:
    answer = ask({}, parameters={**SUPPLIED, "routes": {3: [{"probation": True}, {"cumulative_months": 12}]}})
    assert ["unmet", "met"] == [answer.told(f"8.2.{route}")[0] for route in (1, 2)]
    assert "yes" == answer.outcome


def test_the_routes_of_each_level_are_its_own() -> None:
    assert {"apply.4.8.2.1", "apply.4.8.2.2"} <= ask({}, level=4).ids
    assert "apply.2.8.2.2" not in ask({}, level=2).ids


@pytest.mark.parametrize(
    ("asked", "certificates", "assume", "expected"),
    [
        (4, [certificate(4)], {}, MET),
        (4, [certificate(3)], {}, MET),
        (3, [certificate(4)], {}, ("unmet", "wrong_level")),
        (4, [certificate(3)], {"A8": "exact-level"}, ("unmet", "wrong_level")),
        (4, [certificate(4, D)], {}, MET),
        (4, [certificate(4, "2026-11-25")], {}, ("unmet", "too_early")),
        (4, [certificate(4, "2024-11-24")], {}, MET),
        (4, [certificate(4, "2024-11-23")], {}, ("unmet", "expired")),
        (4, [certificate(4, "2024-11-24")], {"A5": "last-day-before"}, ("unmet", "expired")),
        (4, [certificate(4, "2024-11-25")], {"A5": "last-day-before"}, MET),
        (4, [certificate(4, "2004-11-25")], {"A5": "no-expiry"}, MET),
        (4, [certificate(4, "2004-11-25")], {"A7": "ever-obtained"}, MET),
        (4, [certificate(4, "2020-01-01", expires=D)], {}, MET),
        (4, [certificate(4, "2020-01-01", expires="2026-11-23")], {}, ("unmet", "expired")),
        (4, [certificate(4, "2020-01-01", expires="2026-11-23")], {"A5": "no-expiry"}, ("unmet", "expired")),
        (4, [certificate(4, "2020-01-01", expires="2026-11-23")], {"A7": "ever-obtained"}, MET),
        (4, [certificate(4, revoked=D)], {}, ("unmet", "revoked")),
        (4, [certificate(4, revoked="2026-11-25")], {}, MET),
        (4, [certificate(4, revoked=D)], {"A7": "ever-obtained"}, ("unmet", "revoked")),
        (4, [certificate(4, issuer="province")], {}, ("unmet", "wrong_issuer")),
        (4, [certificate(4, issuer="province")], {"A26": "any-issuer"}, MET),
        (4, [certificate(4) | {"programme": "vip-service-manager"}], {}, NONE),
        (4, [], {}, NONE),
        (4, None, {}, OPEN),
    ],
)
def test_a_route_may_demand_a_certificate(
    asked: int, certificates: Any, assume: dict[str, str], expected: tuple[str, str | None]
) -> None:
    answer = by_route({"certificate": asked}, {"certificates": certificates}, **assume)
    assert expected == answer.told("8.2.1.prior-certificate")


@pytest.mark.parametrize(
    ("certificates", "assume", "parameters", "expected", "missing"),
    [
        ([certificate(4)], {}, {"validity_months": None}, MET, []),  # null: they do not lapse
        ([certificate(4, "2001-01-01")], {}, {"validity_months": None}, MET, []),
        ([certificate(4, expires=D)], {}, {}, MET, []),
        ([], {}, {}, NONE, []),
        ([certificate(4)], {"A7": "ever-obtained"}, {}, MET, []),
        ([certificate(4)], {"A5": "no-expiry"}, {}, MET, []),
        ([certificate(4)], {}, {}, LOST, ["parameters.validity_months"]),
        ([certificate(4, revoked=D)], {}, {}, ("unmet", "revoked"), []),
    ],
)
def test_validity_not_supplied_is_not_known_and_null_is_no_limit(
    certificates: Any,
    assume: dict[str, str],
    parameters: dict[str, Any],
    expected: tuple[str, str | None],
    missing: list[str],
) -> None:
    supplied = {**without("validity_months"), **parameters, "routes": {3: [{"certificate": 4}]}}
    answer = ask({"certificates": certificates}, parameters=supplied, **assume)
    assert (expected, missing) == (answer.told("prior-certificate"), answer.missing)


@pytest.mark.parametrize(
    ("jobs", "as_of", "expected", "measured"),
    [
        ([job("2025-11-24")], "2026-11-23", LOW, 11),
        ([job("2025-11-24")], "2026-11-24", MET, 12),
        ([job("2025-11-24")], "2026-11-25", MET, 12),
        ([job("2025-01-01", "2025-12-31"), job("2026-01-01", occupation="fitter")], D, MET, 22),  # no day between them
        ([job("2025-01-01", "2025-12-31"), job("2026-01-02")], D, LOW, 10),
        ([job("2020-01-01", "2026-11-23")], D, LOW, 0),
        ([job("2020-01-01", occupation="cook")], D, NONE, None),
        ([], D, NONE, None),
        (None, D, OPEN, None),
    ],
)
def test_a_route_may_demand_continuous_service(
    jobs: Any, as_of: str, expected: tuple[str, str | None], measured: int | None
) -> None:
    answer = by_route({"continuous_months": 12}, {"employments": jobs}, as_of)
    assert expected[0] == answer.told("continuous-service")[0]
    if measured is not None:
        assert (measured, measured) == answer.low_high("continuous-service")


@pytest.mark.parametrize(
    ("route", "certificates", "measured"),
    [
        ({"continuous_months": 12, "certificate": 4}, [certificate(4, "2026-06-24")], 5),
        ({"continuous_months": 12, "certificate": 4}, [certificate(4, "2026-06-24"), certificate(3, "2026-03-24")], 8),
        ({"continuous_months": 12, "certificate": 4}, [certificate(4, "2025-01-01")], 12),  # the later of the two days
        ({"continuous_months": 12, "certificate": 3}, [certificate(4, "2026-06-24")], 0),
        ({"continuous_months": 12, "certificate": 4}, [], 0),
        ({"continuous_months": 12}, [], 12),  # where no certificate is demanded there is none to count from
    ],
)
def test_service_may_count_from_the_certificate_of_the_route(
    route: dict[str, int], certificates: Any, measured: int
) -> None:
    """A1=from-certificate: the later of the first day and the issue of the earliest certificate that meets it."""
    switched = by_route(route, {"certificates": certificates}, A1="from-certificate")
    assert (measured, measured) == switched.low_high("continuous-service")
    assert (12, 12) == by_route(route, {"certificates": certificates}).low_high("continuous-service")
    named = "A1=from-certificate" in switched.node("continuous-service")["assumptions"]
    assert ("certificate" in route) is named


@pytest.mark.parametrize(
    ("jobs", "as_of", "expected", "measured"),
    [
        ([job("2024-11-24")], "2026-11-23", LOW, 23),
        ([job("2024-11-24")], "2026-11-24", MET, 24),
        ([job("2010-01-01", "2010-12-31"), job("2020-01-01", "2020-12-31")], D, MET, 24),
        ([job("2010-01-01", "2010-12-31"), job("2020-01-01", "2020-12-29")], D, LOW, 23),
        ([job("2010-01-01", occupation=None)], D, OPEN, None),
        ([], D, NONE, None),
    ],
)
def test_a_route_may_demand_cumulative_service(
    jobs: Any, as_of: str, expected: tuple[str, str | None], measured: int | None
) -> None:
    answer = by_route({"cumulative_months": 24}, {"employments": jobs}, as_of)
    assert expected == answer.told("cumulative-service")
    if measured is not None:
        assert (measured, measured) == answer.low_high("cumulative-service")


@pytest.mark.parametrize(
    ("member", "name"), [("continuous_months", "continuous-service"), ("cumulative_months", "cumulative-service")]
)
def test_service_is_not_known_without_the_list_of_occupations(member: str, name: str) -> None:
    parameters = {**without("occupations"), "routes": {3: [{member: 12}]}}
    assert LOST == ask({}, parameters=parameters).told(name)
    assert "unmet" == ask({"employments": []}, parameters=parameters).told(name)[0]
    assert "unmet" == ask({"employments": [job("2026-11-25")]}, parameters=parameters).told(name)[0]


def test_no_months_are_met_by_whoever_served_a_day_and_not_by_whoever_never_did() -> None:
    assert MET == by_route({"cumulative_months": 0}, {"employments": [job(D)]}).told("cumulative-service")


@pytest.mark.parametrize(
    ("trainings", "hours", "courses"),
    [
        ([training(3, 24)], MET, MET),
        ([training(3, 23.99)], LOW, MET),
        ([training(3, 12), training(3, 12, courses_completed=False)], MET, MET),  # added up, one of them completed
        ([training(3, 24, courses_completed=False)], MET, NONE),
        ([training(3, 24, courses_completed=None)], MET, OPEN),
        ([training(3, None)], OPEN, MET),
        ([training(3, 24), training(3, None)], MET, MET),
        ([training(3, 24, "2026-11-25")], ("unmet", "too_early"), ("unmet", "too_early")),
        ([training(2, 99)], ("unmet", "wrong_level"), ("unmet", "wrong_level")),
        ([training(3, 24) | {"programme": "vip-service-manager"}], NONE, NONE),
        ([], NONE, NONE),
        (None, OPEN, OPEN),
    ],
)
def test_a_route_may_demand_the_training_of_the_level(
    trainings: Any, hours: tuple[str, str | None], courses: tuple[str, str | None]
) -> None:
    answer = by_route({"training": True}, {"trainings": trainings})
    assert (hours, courses) == (answer.told("training-hours"), answer.told("training-courses"))
    switched = by_route({"training": True}, {"trainings": trainings}, A9="hours-not-required")
    assert courses == switched.told("training-courses")
    assert not any("training-hours" in one for one in switched.ids)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [({3: 24}, MET), ({"3": 24}, MET), ({3: 24.01}, LOW), ({4: 24}, LOST), ({3: None}, LOST), (None, LOST)],
)
def test_hours_are_those_of_the_level(hours: Any, expected: tuple[str, str | None]) -> None:
    answer = by_route({"training": True}, parameters={"training_hours": hours})
    assert expected == answer.told("training-hours")
    assert ["parameters.training_hours"] * (expected == LOST) == answer.missing
    nobody = by_route({"training": True}, {"trainings": []}, parameters={"training_hours": hours})
    assert NONE == nobody.told("training-hours")


@pytest.mark.parametrize(
    ("completed", "passed", "occupation", "parameters", "expected"),
    [
        (D, True, "fitter", {}, MET),
        ("2026-11-25", True, "fitter", {}, ("unmet", "too_early")),
        (D, False, "fitter", {}, ("unmet", "not_passed")),
        (D, None, "fitter", {}, OPEN),
        (D, True, None, {}, OPEN),
        (D, True, "cook", {}, NONE),
        (D, True, "fitter", {"occupations": None}, LOST),
        (D, False, "fitter", {"occupations": None}, ("unmet", "not_passed")),
    ],
)
def test_a_route_may_demand_a_passed_probation(
    completed: str, passed: bool | None, occupation: str | None, parameters: Any, expected: tuple[str, str | None]
) -> None:
    row = {"occupation": occupation, "completed": completed, "passed": passed}
    answer = by_route({"probation": True}, {"probations": [row]}, parameters=parameters)
    assert expected[0] == answer.told("8.2.1.probation")[0]
    if expected[0] == "unknown":
        assert expected == answer.told("8.2.1.probation")


def test_members_of_a_route_are_all_needed_and_no_others_are_there() -> None:
    answer = by_route({"certificate": 4, "probation": True})
    assert ["apply.3.8.2.1.prior-certificate", "apply.3.8.2.1.probation"] == sorted(
        one for one in answer.ids if one.startswith("apply.3.8.2.1.")
    )
    assert ("no", ["apply.3.8.2.1.probation"]) == (answer.outcome, answer.document["unmet"])
