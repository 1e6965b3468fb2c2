"""`apply` and `pass`: the skill certification (record contract, section 2; domain, section 5)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.people import Answer
from tests.rulesets.sheets import blank, decide
from vip_cert_rules import InputError, evaluate

CSM = "customer-service-manager"
D = "2026-11-24"
AREAS = (
    "professional-knowledge", "communication", "leadership", "problem-solving", "customer-relationship",
    "team-management",
)  # fmt: skip
SUPPLIED: dict[str, Any] = {
    "service_occupations": ["shop"],
    "experience_months": 24,
    "education_level": "junior_college",
    "area_pass_marks": dict.fromkeys(AREAS, 70),
}


def result(component: str, score: float | None, taken: str = "2026-05-01", **more: Any) -> dict[str, Any]:
    return {"programme": CSM, "level": None, "component": component, "score": score, "taken": taken, **more}


def training(courses_completed: bool | None, completed: str = D, programme: str = CSM) -> dict[str, Any]:
    level = None if programme == CSM else 4
    return {"programme": programme, "level": level, "completed": completed, "courses_completed": courses_completed}


APPLICANT = blank(
    education=[{"level": "junior_college", "awarded": "2012-07-01"}],
    employments=[{"occupation": "shop", "start": "2024-11-24"}],
    trainings=[training(True)],
)
PASSED = blank(results=[result(area, 70) for area in AREAS])


def ask(
    changes: dict[str, Any],
    question: str = "apply",
    as_of: str = D,
    parameters: dict[str, Any] | None = SUPPLIED,
    **assume: str,
) -> Answer:
    record = {**(APPLICANT if question == "apply" else PASSED), **changes}
    return decide(record, CSM, question, None, as_of, parameters=parameters, assume=assume or None)


def without(*names: str) -> dict[str, Any]:
    return {name: value for name, value in SUPPLIED.items() if name not in names}


# --- applying --------------------------------------------------------------------------------------------------------


def test_whoever_has_experience_education_and_knowledge_may_apply() -> None:
    assert "yes" == ask({}).outcome


@pytest.mark.parametrize(
    ("changes", "as_of", "parameters", "expected"),
    [
        ({}, "2026-11-23", SUPPLIED, ("unmet", "too_low")),
        ({}, "2026-11-24", SUPPLIED, ("met", None)),
        ({"employments": []}, D, SUPPLIED, ("unmet", "none_on_record")),
        ({"employments": None}, D, SUPPLIED, ("unknown", "fact_not_recorded")),
        ({}, D, {**SUPPLIED, "experience_months": 0}, ("met", None)),
        ({}, D, without("experience_months"), ("unknown", "parameter_not_supplied")),
        ({"employments": []}, D, without("experience_months"), ("unmet", "none_on_record")),
        ({"employments": None}, D, without("experience_months"), ("unknown", "fact_not_recorded")),
        ({}, D, without("service_occupations"), ("unknown", "parameter_not_supplied")),
        ({}, "2026-11-23", without("service_occupations"), ("unmet", "too_low")),
        ({"employments": []}, D, without("service_occupations"), ("unmet", "none_on_record")),
    ],
)
def test_relevant_experience(
    changes: Any, as_of: str, parameters: dict[str, Any], expected: tuple[str, str | None]
) -> None:
    assert expected == ask(changes, as_of=as_of, parameters=parameters).told("relevant-experience")


@pytest.mark.parametrize(
    ("level", "awarded", "required", "expected"),
    [
        ("junior_college", D, "junior_college", ("met", None)),
        ("junior_college", "2026-11-25", "junior_college", ("unmet", "too_early")),
        ("senior_secondary", "2010-07-01", "junior_college", ("unmet", "too_low")),
        ("doctorate", "2010-07-01", "junior_college", ("met", None)),
        ("doctorate", "2010-07-01", None, ("unknown", "parameter_not_supplied")),
        ("doctorate", "2026-11-25", None, ("unmet", "too_early")),
    ],
)
def test_relevant_education(level: str, awarded: str, required: str | None, expected: tuple[str, str | None]) -> None:
    rows = [{"level": level, "awarded": awarded}]
    answer = ask({"education": rows}, parameters={**SUPPLIED, "education_level": required})
    assert expected == answer.told("relevant-education")
    assert "unmet" == ask({"education": []}, parameters=without("education_level")).told("relevant-education")[0]


@pytest.mark.parametrize(
    ("trainings", "results", "marks", "expected"),
    [
        ([training(True)], [], {}, ("met", "met", "unmet")),
        ([training(True, "2026-11-25")], [], {}, ("unmet", "unmet", "unmet")),
        ([training(False)], [], {}, ("unmet", "unmet", "unmet")),
        ([training(None)], [], {}, ("unknown", "unknown", "unmet")),
        ([training(True, programme="vip-service-manager")], [], {}, ("unmet", "unmet", "unmet")),
        ([], [result("leadership", 70, D)], {"leadership": 70}, ("met", "unmet", "met")),
        ([], [result("leadership", 70, "2026-11-25")], {"leadership": 70}, ("unmet", "unmet", "unmet")),
        ([], [result("leadership", 69.99)], {"leadership": 70}, ("unmet", "unmet", "unmet")),
        ([], [result("leadership", None)], {"leadership": 70}, ("unknown", "unmet", "unknown")),
        ([], [result("leadership", 100)], {"communication": 70}, ("unknown", "unmet", "unknown")),
        ([], [result("leadership", 100)], None, ("unknown", "unmet", "unknown")),
        ([], [result("leadership", 0, passed=True)], {}, ("met", "unmet", "met")),
        ([], [result("leadership", 100, passed=False)], {}, ("unmet", "unmet", "unmet")),
        ([], [result("driving", 70)], {"driving": 70}, ("met", "unmet", "met")),  # any component
        ([], [result("driving", 70)], SUPPLIED["area_pass_marks"], ("unknown", "unmet", "unknown")),
        ([], [result("driving", 70), result("leadership", 70)], {"leadership": 70}, ("met", "unmet", "met")),
        ([training(None)], [result("leadership", 70)], {"leadership": 70}, ("met", "unknown", "met")),
        (None, [], {}, ("unknown", "unknown", "unmet")),
        ([], None, {}, ("unknown", "unmet", "unknown")),
        ([], [], None, ("unmet", "unmet", "unmet")),
    ],
)
def test_knowledge_is_gained_by_training_or_examination(
    trainings: Any, results: Any, marks: Any, expected: tuple[str, str, str]
) -> None:
    answer = ask({"trainings": trainings, "results": results}, parameters={**SUPPLIED, "area_pass_marks": marks})
    names = ("knowledge-gained", "training-completed", "examination-passed")
    assert expected == tuple(answer.told(name)[0] for name in names)


@pytest.mark.parametrize(
    ("row", "marks", "default", "score_first"),
    [
        (result("leadership", 69.99, passed=True), 70, "met", "unmet"),
        (result("leadership", 70, passed=False), 70, "unmet", "met"),
        (result("leadership", None, passed=True), 70, "met", "met"),
        (result("leadership", None, passed=False), 70, "unmet", "unmet"),
        (result("leadership", 70, passed=True), None, "met", "unknown"),
        (result("leadership", None, passed=True), None, "met", "met"),
        (result("leadership", None), 70, "unknown", "unknown"),
    ],
)
def test_a_reported_outcome_decides_unless_the_score_goes_first(
    row: dict[str, Any], marks: float | None, default: str, score_first: str
) -> None:
    """A18, in both places where a result passes."""
    parameters = {**SUPPLIED, "area_pass_marks": {} if marks is None else {"leadership": marks}}
    for question, name in (("apply", "examination-passed"), ("pass", "area.leadership")):
        changes = {"results": [row], "trainings": []}
        assert default == ask(changes, question, parameters=parameters).told(name)[0]
        switched = ask(changes, question, parameters=parameters, A18="score-first")
        assert score_first == switched.told(name)[0]


def test_what_is_missing_of_an_examination_is_its_score_or_its_mark() -> None:
    changes = {"trainings": [], "results": [result("leadership", None), result("driving", 70)]}
    answer = ask(changes, parameters={**SUPPLIED, "area_pass_marks": {"leadership": 70}})
    assert ["results[0].score", "parameters.area_pass_marks"] == answer.missing


# --- passing ---------------------------------------------------------------------------------------------------------


def test_whoever_passes_all_six_areas_passes() -> None:
    answer = ask({}, "pass")
    assert "yes" == answer.outcome
    assert [f"pass.area.{area}" for area in AREAS] == [n["id"] for n in answer.document["explanation"]["children"]]


@pytest.mark.parametrize("area", AREAS)
def test_each_area_is_needed(area: str) -> None:
    answer = ask({"results": [result(one, 69.99 if one == area else 70) for one in AREAS]}, "pass")
    assert ("no", [f"pass.area.{area}"]) == (answer.outcome, answer.document["unmet"])
    left_out = ask({"results": [result(one, 70) for one in AREAS if one != area]}, "pass")
    assert ("unmet", "none_on_record") == left_out.told(f"area.{area}")


@pytest.mark.parametrize(
    ("rows", "as_of", "expected"),
    [
        ([("leadership", 70, "2026-05-01")], "2026-04-30", ("unmet", "too_early")),
        ([("leadership", 70, "2026-05-01")], "2026-05-01", ("met", None)),
        ([("leadership", 70, "2001-05-01")], "2099-05-02", ("met", None)),  # results do not lapse here
        ([("leadership", 70, "2026-05-01"), ("leadership", 10, "2026-06-01")], D, ("met", None)),  # the best counts
        ([("leadership", 10, "2026-05-01"), ("leadership", None, "2026-06-01")], D, ("unknown", "fact_not_recorded")),
        ([("leadership", 70, "2026-05-01"), ("leadership", None, "2026-06-01")], D, ("met", None)),
    ],
)
def test_an_area_is_passed_by_any_of_its_results(rows: Any, as_of: str, expected: tuple[str, str | None]) -> None:
    assert expected == ask({"results": [result(*row) for row in rows]}, "pass", as_of).told("area.leadership")


def test_only_the_latest_result_counts_where_switched_so() -> None:
    rows = [result("leadership", 70), result("leadership", 69, "2026-06-01")]
    assert "unmet" == ask({"results": rows}, "pass", A10="latest-result").told("area.leadership")[0]
    assert "met" == ask({"results": rows}, "pass", "2026-05-31", A10="latest-result").told("area.leadership")[0]
    rows += [result("communication", 70, "2026-07-01")]  # of the same area
    assert "unmet" == ask({"results": rows}, "pass", A10="latest-result").told("area.leadership")[0]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ({**SUPPLIED["area_pass_marks"], "leadership": 70.01}, "unmet"),
        ({area: 70 for area in AREAS if area != "leadership"}, "unknown"),
        ({}, "unknown"),
        (None, "unknown"),
    ],
)
def test_an_area_without_a_mark_is_not_known(marks: Any, expected: str) -> None:
    parameters = {**SUPPLIED, "area_pass_marks": marks}
    answer = ask({}, "pass", parameters=parameters)
    assert expected == answer.told("area.leadership")[0]
    assert ([] if expected == "unmet" else ["parameters.area_pass_marks"]) == answer.missing
    assert ("unmet", "none_on_record") == ask({"results": []}, "pass", parameters=parameters).told("area.leadership")
    reported = ask({"results": [result("leadership", None, passed=True)]}, "pass", parameters=parameters)
    assert "met" == reported.told("area.leadership")[0]


def test_results_of_other_programmes_do_not_count() -> None:
    rows = [result("leadership", 70) | {"programme": "account-manager", "level": 4}]
    assert ("unmet", "none_on_record") == ask({"results": rows}, "pass").told("area.leadership")


@pytest.mark.parametrize(
    ("call", "path", "code"),
    [
        ({"level": 4}, "level", "level-not-allowed"),
        ({"position": "shop"}, "position", "position-not-allowed"),
        ({"question": "hold"}, "question", "unknown-question"),
    ],
)
def test_the_programme_has_no_levels_and_no_positions(call: dict[str, Any], path: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        evaluate(PASSED, **{"ruleset": CSM, "question": "pass", "as_of": D, **call})
    assert [(path, code)] == [(fault.path, fault.code) for fault in caught.value.faults]
