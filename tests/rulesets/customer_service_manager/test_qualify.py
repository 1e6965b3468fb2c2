"""`qualify`: the job qualification of the manager grade (record contract, section 2; domain, section 4)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.people import Answer
from tests.rulesets.sheets import blank, decide

CSM = "customer-service-manager"
D = "2026-11-24"
OPEN = ("unknown", "fact_not_recorded")
ABILITIES = (
    "communication", "organising", "computer-skills", "complaints-under-pressure", "needs-and-problems",
    "service-skill", "teamwork", "conflict-and-emergency", "crm-tools", "team-development", "decision-making",
    "resource-allocation",
)  # fmt: skip
SUPPLIED = {"service_occupations": ["call-centre", "shop"], "ability_marks": dict.fromkeys(ABILITIES, 60)}


def job(start: str, end: str | None = None, occupation: str | None = "shop", **more: Any) -> dict[str, Any]:
    return {"occupation": occupation, "start": start, "end": end, **more}


def rating(item: str, score: float | None, on: str = "2026-03-01", programme: str = CSM) -> dict[str, Any]:
    return {"programme": programme, "item": item, "score": score, "on": on}


MANAGER = blank(
    education=[{"level": "bachelor", "awarded": "2012-07-01"}],
    employments=[job("2023-11-24", leads_team=True)],
    ratings=[rating(item, 60) for item in ABILITIES],
)
"""Qualifies on the day asked about, and on none before it."""


def ask(changes: dict[str, Any], as_of: str = D, parameters: dict[str, Any] | None = SUPPLIED, **assume: str) -> Answer:
    return decide({**MANAGER, **changes}, CSM, "qualify", None, as_of, parameters=parameters, assume=assume or None)


def test_whoever_has_all_of_it_qualifies() -> None:
    answer = ask({})
    assert "yes" == answer.outcome
    assert [f"qualify.ability.{item}" for item in ABILITIES] == [
        node["id"] for node in answer.document["explanation"]["children"][3:]
    ]
    assert answer.document["level"] is None
    assert answer.document["position"] is None


@pytest.mark.parametrize(
    ("education", "expected"),
    [
        ([("bachelor", D, False)], ("met", None)),
        ([("bachelor", "2026-11-25", False)], ("unmet", "too_early")),
        ([("junior_college", "2012-07-01", False)], ("unmet", "too_low")),
        ([("junior_college", "2012-07-01", False), ("master", D, False)], ("met", None)),
        ([("bachelor", "2012-07-01", True)], ("met", None)),
        ([], ("unmet", "none_on_record")),
        (None, ("unknown", "fact_not_recorded")),
    ],
)
def test_degree_at_bachelor_or_above(education: Any, expected: tuple[str, str | None]) -> None:
    rows = education and [{"level": level, "awarded": day, "equivalent": equal} for level, day, equal in education]
    assert expected == ask({"education": rows}).told("degree")


@pytest.mark.parametrize(
    ("employments", "as_of", "expected", "measured"),
    [
        ([job("2023-11-24")], "2026-11-23", ("unmet", "too_low"), (35, 35)),
        ([job("2023-11-24")], "2026-11-24", ("met", None), (36, 36)),
        ([job("2023-11-24")], "2026-11-25", ("met", None), (36, 36)),
        ([job("2024-02-29")], "2027-02-27", ("unmet", "too_low"), (35, 35)),
        ([job("2024-02-29")], "2027-02-28", ("met", None), (36, 36)),
        ([job("2010-01-01", "2011-06-30"), job("2020-01-01", "2021-07-03")], D, ("met", None), (36, 36)),
        ([job("2010-01-01", "2011-06-30"), job("2020-01-01", "2021-07-02")], D, ("unmet", "too_low"), (35, 35)),
        ([job("2010-01-01", occupation="cook")], D, ("unmet", "none_on_record"), None),
        ([job("2010-01-01", "2011-12-31"), job("2012-01-01", occupation=None)], D, OPEN, None),
        ([job("2010-01-01", occupation=None), job("2020-01-01", occupation="call-centre")], D, ("met", None), None),
        ([], D, ("unmet", "none_on_record"), None),
        (None, D, ("unknown", "fact_not_recorded"), None),
    ],
)  # fmt: skip
def test_three_years_all_told(
    employments: Any, as_of: str, expected: tuple[str, str | None], measured: tuple[int, int] | None
) -> None:
    """A28, A16: cumulative, days of all episodes laid end to end."""
    answer = ask({"employments": employments}, as_of)
    assert expected == answer.told("service-experience")
    if measured is not None:
        assert measured == answer.low_high("service-experience")


@pytest.mark.parametrize(
    ("employments", "expected"),
    [
        ([job("2010-01-01", "2011-01-01", leads_team=True)], ("met", None)),  # once is enough
        ([job(D, leads_team=True)], ("met", None)),
        ([job("2026-11-25", leads_team=True)], ("unmet", "too_early")),
        ([job("2010-01-01", leads_team=False)], ("unmet", "none_on_record")),
        ([job("2010-01-01", leads_team=None)], ("unknown", "fact_not_recorded")),
        ([job("2010-01-01", occupation="cook", leads_team=True)], ("unmet", "none_on_record")),
        ([job("2010-01-01", occupation=None, leads_team=True)], ("unknown", "fact_not_recorded")),
        ([], ("unmet", "none_on_record")),
        (None, ("unknown", "fact_not_recorded")),
    ],
)
def test_has_led(employments: Any, expected: tuple[str, str | None]) -> None:
    assert expected == ask({"employments": employments}).told("has-led")


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ([rating("teamwork", 60)], ("met", None)),
        ([rating("teamwork", 59.99)], ("unmet", "too_low")),
        ([rating("teamwork", None)], ("unknown", "fact_not_recorded")),
        ([rating("teamwork", 60, D)], ("met", None)),
        ([rating("teamwork", 60, "2026-11-25")], ("unmet", "too_early")),
        ([rating("teamwork", 90), rating("teamwork", 59.99, "2026-03-02")], ("unmet", "too_low")),
        ([rating("teamwork", 59.99, "2026-03-02"), rating("teamwork", 90)], ("unmet", "too_low")),
        ([rating("teamwork", 90), rating("teamwork", 50)], ("unmet", "too_low")),  # a tie goes to the last listed
        ([rating("teamwork", 90), rating("teamwork", None, "2026-03-02")], ("unknown", "fact_not_recorded")),
        ([rating("crm-tools", 90)], ("unmet", "none_on_record")),
        ([rating("teamwork", 90, programme="account-manager")], ("unmet", "none_on_record")),
        ([], ("unmet", "none_on_record")),
        (None, ("unknown", "fact_not_recorded")),
    ],
)
def test_an_ability_is_rated_by_the_latest_rating(ratings: Any, expected: tuple[str, str | None]) -> None:
    assert expected == ask({"ratings": ratings}).told("ability.teamwork")


@pytest.mark.parametrize("item", ABILITIES)
def test_each_of_the_twelve_abilities_is_needed(item: str) -> None:
    ratings = [rating(one, 59.99 if one == item else 60) for one in ABILITIES]
    answer = ask({"ratings": ratings})
    assert ("no", [f"qualify.ability.{item}"]) == (answer.outcome, answer.document["unmet"])


@pytest.mark.parametrize(
    ("marks", "status"),
    [
        ({**SUPPLIED["ability_marks"], "teamwork": None}, "unknown"),
        ({"teamwork": 60}, "met"),
        ({}, "unknown"),
        (None, "unknown"),
    ],
)
def test_an_ability_without_a_mark_is_not_known(marks: Any, status: str) -> None:
    answer = ask({}, parameters={**SUPPLIED, "ability_marks": marks})
    assert ("unknown", status) == (answer.outcome, answer.told("ability.teamwork")[0])
    assert ["parameters.ability_marks"] == answer.missing
    unrated = ask({"ratings": []}, parameters={**SUPPLIED, "ability_marks": marks})
    assert ("no", ("unmet", "none_on_record")) == (unrated.outcome, unrated.told("ability.teamwork"))


@pytest.mark.parametrize(
    ("employments", "service", "led"),
    [
        ([job("2010-01-01", occupation="cook", leads_team=True)], "unknown", "unknown"),  # every employment may be one
        ([job("2010-01-01", occupation=None, leads_team=False)], "unknown", "unmet"),
        ([job("2023-11-25", leads_team=None)], "unmet", "unknown"),  # too short whatever it is
        ([job("2026-11-25", leads_team=True)], "unmet", "unmet"),
        ([], "unmet", "unmet"),
        (None, "unknown", "unknown"),
    ],
)
def test_without_the_list_of_occupations_every_employment_may_be_one(employments: Any, service: str, led: str) -> None:
    parameters = {"ability_marks": SUPPLIED["ability_marks"]}
    answer = ask({"employments": employments}, parameters=parameters)
    assert [service, led] == [answer.told(name)[0] for name in ("service-experience", "has-led")]
    if employments and service == led == "unknown":
        assert ["parameters.service_occupations"] == answer.missing


def test_no_occupation_counts_where_the_list_is_empty() -> None:
    answer = ask({}, parameters={**SUPPLIED, "service_occupations": []})
    assert ("unmet", "none_on_record") == answer.told("service-experience")


def test_an_organisation_may_ask_for_other_years_and_another_degree() -> None:
    """Domain, section 4: the document says that organisations adjust it."""
    answer = ask({}, parameters={**SUPPLIED, "qualification_months": 37, "degree_level": "master"})
    assert ["qualify.degree", "qualify.service-experience"] == answer.document["unmet"]
    required = answer.node("service-experience")["required"]
    assert (37, 36, "parameters") == (required["value"], required["base"], required["set_by"])


def test_the_decision_names_its_assumptions() -> None:
    assert ["A3", "A4", "A16", "A28"] == ask({}).document["assumptions"]
