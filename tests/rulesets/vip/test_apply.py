"""VIP V2.0, 8.1, 6, 7.1 and 8.2: who may apply."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.people import (
    DAY,
    VIP,
    D,
    ask,
    attestation,
    certificate,
    job,
    person,
    probation,
    school,
    training,
)
from tests.rulesets.vip.dates import ago

LETTERS = {4: "A", 3: "B", 2: "C", 1: "D"}
HOURS = {4: 30, 3: 24, 2: 18, 1: 12}
CONTINUOUS = {3: 12, 2: 24, 1: 36}
CUMULATIVE = {3: 24, 2: 24, 1: 36}
EDUCATION = ["junior_secondary", "senior_secondary", "junior_college", "bachelor", "master", "doctorate"]
RELAXED = "education-relaxation"


# --- 8.1: scope ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("provincial_branch", ("met", None)),
        ("professional_company", ("met", None)),
        ("headquarters", ("unmet", "not_in_scope")),
        ("other", ("unmet", "not_in_scope")),
        (None, ("unknown", "fact_not_recorded")),
    ],
)
def test_scope_is_provincial_branches_and_professional_companies(engine: str, unit: Any, told: Any) -> None:
    """8.1."""
    answer = ask(person(employments=[job("2020-01-01", unit=unit)]), "apply", 4, engine=engine)
    assert answer.told("in-scope") == told
    if told[0] == "met":
        assert answer.node("in-scope")["evidence"] == ["employments[0]"]


@pytest.mark.parametrize(
    ("start", "end", "status"),
    [
        pytest.param(D - DAY, None, "met", id="began yesterday"),
        pytest.param(D, None, "met", id="begins today"),
        pytest.param(D + DAY, None, "unmet", id="begins tomorrow"),
        pytest.param("2020-01-01", D - DAY, "unmet", id="ended yesterday"),
        pytest.param("2020-01-01", D, "met", id="ends today"),
        pytest.param("2020-01-01", D + DAY, "met", id="ends tomorrow"),
        pytest.param(D, D, "met", id="today only"),
    ],
)
def test_the_employment_is_one_of_the_day(engine: str, start: Any, end: Any, status: str) -> None:
    """start <= D <= end, or no end."""
    answer = ask(person(employments=[job(start, end)]), "apply", 4, engine=engine)
    assert answer.node("in-scope")["status"] == status
    assert answer.low_high("in-scope") == ((1, 1) if status == "met" else (0, 0))


@pytest.mark.parametrize(
    ("occupation", "preparing_for", "status", "missing"),
    [
        (VIP, [], "met", []),
        (VIP, None, "met", []),
        ("account-manager", [VIP], "met", []),
        ("account-manager", ["account-manager", VIP], "met", []),
        ("account-manager", [], "unmet", []),
        ("account-manager", ["account-manager"], "unmet", []),
        ("account-manager", None, "unknown", ["preparing_for"]),
        (None, [VIP], "met", []),
        (None, [], "unknown", ["employments[0].occupation"]),
        (None, None, "unknown", ["employments[0].occupation", "preparing_for"]),
    ],
)
def test_who_does_or_prepares_to_do_the_job(
    engine: str, occupation: Any, preparing_for: Any, status: str, missing: list[str]
) -> None:
    """8.1: staff who do, or prepare to do, this job."""
    record = person(
        employments=[job("2020-01-01", occupation=occupation)],
        preparing_for=preparing_for,
        education=[school("bachelor")],
        probations=[probation()],
    )
    answer = ask(record, "apply", 4, engine=engine)
    assert answer.node("in-scope")["status"] == status
    assert answer.missing == missing


def test_unit_and_occupation_must_meet_in_one_employment(engine: str) -> None:
    jobs = [job("2020-01-01", unit="other"), job("2020-01-01", occupation="account-manager")]
    answer = ask(person(employments=jobs, preparing_for=[]), "apply", 4, engine=engine)
    assert answer.told("in-scope") == ("unmet", "not_in_scope")
    jobs.append(job("2026-01-01"))
    answer = ask(person(employments=jobs, preparing_for=[]), "apply", 4, engine=engine)
    assert answer.told("in-scope") == ("met", None)
    assert answer.node("in-scope")["evidence"] == ["employments[2]"]


def test_preparing_alone_is_not_enough(engine: str) -> None:
    """Record contract: with `employments: []`, "in scope" is not met whatever `preparing_for` says."""
    for preparing_for in ([VIP], [], None):
        answer = ask(person(employments=[], preparing_for=preparing_for), "apply", 4, engine=engine)
        assert answer.told("in-scope") == ("unmet", "not_in_scope")


def test_employments_not_recorded_leave_the_scope_open(engine: str) -> None:
    answer = ask(
        person(preparing_for=[VIP], education=[school("bachelor")], probations=[probation()]), "apply", 4, engine=engine
    )
    assert answer.told("in-scope") == ("unknown", "fact_not_recorded")
    assert answer.missing == ["employments"]


# --- 6: education -------------------------------------------------------------------------------------


@pytest.mark.parametrize("equivalent", [True, False, None])
@pytest.mark.parametrize("level", EDUCATION)
def test_junior_college_or_above(engine: str, level: str, equivalent: Any) -> None:
    """6: junior college or above, or equivalent."""
    record = person(education=[school(level, equivalent=equivalent)], employments=[], attestations=[])
    answer = ask(record, "apply", 4, engine=engine)
    rank = EDUCATION.index(level)
    assert answer.told("education") == (("met", None) if rank >= 2 else ("unmet", "too_low"))
    assert answer.low_high("education") == (rank, rank)
    assert answer.node("education")["required"]["value"] == 2
    assert answer.node("education")["evidence"] == ["education[0]"]


@pytest.mark.parametrize(
    ("education", "told"),
    [
        pytest.param([school("bachelor", D - DAY)], ("met", None), id="yesterday"),
        pytest.param([school("bachelor", D)], ("met", None), id="today"),
        pytest.param([school("bachelor", D + DAY)], ("unmet", "too_early"), id="tomorrow"),
        pytest.param([], ("unmet", "none_on_record"), id="none"),
        pytest.param(None, ("unknown", "fact_not_recorded"), id="not known"),
        pytest.param(
            [school("senior_secondary"), school("bachelor"), school("junior_secondary")], ("met", None), id="best"
        ),
        pytest.param(
            [school("senior_secondary"), school("bachelor", D + DAY)], ("unmet", "too_low"), id="best to come"
        ),
    ],
)
def test_education_counts_from_the_day_it_is_awarded(engine: str, education: Any, told: Any) -> None:
    answer = ask(person(education=education, employments=[], attestations=[]), "apply", 4, engine=engine)
    assert answer.told("education") == told


def waiver(education: Any, employments: Any, attestations: Any, level: int = 3, engine: str = "direct") -> Any:
    """The statuses of the education condition and of its waiver."""
    record = person(education=education, employments=employments, attestations=attestations)
    answer = ask(record, "apply", level, engine=engine)
    return answer.node("education")["status"], answer.node("education.education-relaxation")["status"]


SHORT = [school("senior_secondary")]
WORKED = [job("2020-01-01", "2020-06-30", unit="other", occupation="something-else")]


def test_education_is_relaxed_for_people_with_work_experience(engine: str) -> None:
    """6: relaxed "appropriately", by attestation, for people who have begun work; status `waived`."""
    record = person(education=SHORT, employments=WORKED, attestations=[attestation(RELAXED)])
    answer = ask(record, "apply", 3, engine=engine)
    node = answer.node("education")
    assert (node["status"], "code" in node) == ("waived", False)
    assert [child["kind"] for child in node["children"]] == ["waiver"]
    assert node["children"][0]["status"] == "met"
    assert answer.node("has-begun-work")["evidence"] == ["employments[0]"]
    assert answer.node("relaxation-attested")["evidence"] == ["attestations[0]"]
    assert node["measured"]["low"] == 1
    assert "apply.3.education" not in answer.document["unmet"]


@pytest.mark.parametrize(
    ("employments", "attestations", "expected"),
    [
        pytest.param([job(D)], [attestation(RELAXED, on=D)], ("waived", "met"), id="both today"),
        pytest.param([job(D + DAY)], [attestation(RELAXED)], ("unmet", "unmet"), id="work begins tomorrow"),
        pytest.param([], [attestation(RELAXED)], ("unmet", "unmet"), id="never worked"),
        pytest.param(None, [attestation(RELAXED)], ("unknown", "unknown"), id="work not known"),
        pytest.param(WORKED, [attestation(RELAXED, on=D + DAY)], ("unmet", "unmet"), id="attested tomorrow"),
        pytest.param(WORKED, [], ("unmet", "unmet"), id="not attested"),
        pytest.param(WORKED, None, ("unknown", "unknown"), id="attestations not known"),
        pytest.param([], None, ("unmet", "unmet"), id="never worked, attestations not known"),
        pytest.param(WORKED, [attestation(RELAXED, False)], ("unmet", "unmet"), id="denied"),
        pytest.param(WORKED, [attestation(RELAXED, level=3)], ("waived", "met"), id="for the level"),
        pytest.param(WORKED, [attestation(RELAXED, level=2)], ("unmet", "unmet"), id="for another level"),
        pytest.param(WORKED, [attestation("relevant-experience")], ("unmet", "unmet"), id="another matter"),
        pytest.param(
            WORKED,
            [attestation(RELAXED, True, "2026-02-01"), attestation(RELAXED, False, "2026-02-01")],
            ("unmet", "unmet"),
            id="tie: last listed",
        ),
        pytest.param(
            WORKED,
            [attestation(RELAXED, False, "2026-02-01"), attestation(RELAXED, True, "2026-02-01")],
            ("waived", "met"),
            id="tie: last listed, other way",
        ),
        pytest.param(
            WORKED,
            [attestation(RELAXED, False, "2026-02-02"), attestation(RELAXED, True, "2026-02-01")],
            ("unmet", "unmet"),
            id="the latest, not the last",
        ),
    ],
)
def test_what_relaxes_education(engine: str, employments: Any, attestations: Any, expected: Any) -> None:
    assert waiver(SHORT, employments, attestations, engine=engine) == expected


def test_met_stays_met_beside_a_waiver_and_unknown_is_waived(engine: str) -> None:
    """Own test met: met. Else waiver met: waived. Else waiver unknown: unknown. Else its own test."""
    yes, no = [attestation(RELAXED)], [attestation(RELAXED, False)]
    assert waiver([school("bachelor")], WORKED, yes, engine=engine) == ("met", "met")
    assert waiver([school("bachelor")], WORKED, None, engine=engine) == ("met", "unknown")
    assert waiver(None, WORKED, yes, engine=engine) == ("waived", "met")
    assert waiver(None, WORKED, None, engine=engine) == ("unknown", "unknown")
    assert waiver(None, WORKED, no, engine=engine) == ("unknown", "unmet")
    assert waiver([], WORKED, no, engine=engine) == ("unmet", "unmet")


# --- 8.2: which routes there are ----------------------------------------------------------------------


@pytest.mark.parametrize("level", [4, 3, 2, 1])
def test_each_level_has_its_two_routes(level: int) -> None:
    """8.2: route (1) training, above L4 with certificate and continuous service; route (2) service or probation."""
    answer = ask(person(), "apply", level)
    routes = answer.node("any-1")["children"]
    clause = f"8.2.{LETTERS[level]}"
    first = ["training-hours", "training-courses"]
    if level != 4:
        first = ["prior-certificate", "continuous-service", *first]
    second = ["probation" if level == 4 else "cumulative-service"]
    assert [route["kind"] for route in routes] == ["route", "route"]
    for number, (route, names) in enumerate(zip(routes, (first, second), strict=True), 1):
        assert route["source"] == [{"document": "vip-v2.0", "clause": f"{clause}({number})"}]
        assert [node["id"] for node in route["children"]] == [f"{route['id']}.{name}" for name in names]


# --- 8.2, route (1): the lower certificate ------------------------------------------------------------


@pytest.mark.parametrize("level", [3, 2, 1])
@pytest.mark.parametrize("held", [1, 2, 3, 4, 5])
def test_route_1_needs_the_next_lower_certificate(engine: str, level: int, held: int) -> None:
    """8.2: holds L4 for L3, L3 for L2, L2 for L1; A8: a higher one counts."""
    answer = ask(person(certificates=[certificate(held)]), "apply", level, engine=engine)
    met = held <= level + 1
    assert answer.told("prior-certificate") == (("met", None) if met else ("unmet", "wrong_level"))
    assert answer.node("prior-certificate")["evidence"] == ["certificates[0]"]


@pytest.mark.parametrize(
    ("one", "told"),
    [
        pytest.param(certificate(4, ago(24)), ("met", None), id="last valid day"),
        pytest.param(certificate(4, ago(24) - DAY), ("unmet", "expired"), id="lapsed yesterday"),
        pytest.param(certificate(4, D), ("met", None), id="issued today"),
        pytest.param(certificate(4, D + DAY), ("unmet", "too_early"), id="issued tomorrow"),
        pytest.param(certificate(4, revoked=D), ("unmet", "revoked"), id="revoked today"),
        pytest.param(certificate(4, revoked=D + DAY), ("met", None), id="revoked tomorrow"),
        pytest.param(certificate(4, issuer="province"), ("unmet", "wrong_issuer"), id="of a province"),
        pytest.param(certificate(4, expires=D), ("met", None), id="expires today"),
        pytest.param(certificate(4, expires=D - DAY), ("unmet", "expired"), id="expired yesterday"),
        pytest.param(certificate(4, ago(60), expires=D), ("met", None), id="states a longer validity"),
    ],
)
def test_the_lower_certificate_is_valid_on_the_day(engine: str, one: Any, told: Any) -> None:
    """A7."""
    assert ask(person(certificates=[one]), "apply", 3, engine=engine).told("prior-certificate") == told


# --- 8.2, route (1): continuous service ---------------------------------------------------------------


@pytest.mark.parametrize(("level", "months"), CONTINUOUS.items())
@pytest.mark.parametrize(("offset", "status"), [(-1, "met"), (0, "met"), (1, "unmet")])
def test_continuous_service_reaches_its_months(engine: str, level: int, months: int, offset: int, status: str) -> None:
    """8.2: 1 year for L3, 2 for L2, 3 for L1; A4: exactly 12 months suffice."""
    start = ago(months) + offset * DAY
    answer = ask(person(employments=[job(start)]), "apply", level, engine=engine)
    assert answer.told("continuous-service") == (status, None if status == "met" else "too_low")
    measured = months if status == "met" else months - 1
    assert answer.node("continuous-service")["measured"] == {"low": measured, "high": measured, "unit": "month"}
    assert answer.node("continuous-service")["required"] == {"op": ">=", "value": months}
    assert answer.node("continuous-service")["evidence"] == ["employments[0]"]


@pytest.mark.parametrize(
    ("start", "as_of", "measured"),
    [
        ("2024-02-29", "2025-02-27", 11),
        ("2024-02-29", "2025-02-28", 12),
        ("2024-02-29", "2028-02-28", 47),
        ("2024-02-29", "2028-02-29", 48),
        ("2023-02-28", "2024-02-28", 12),
        ("2023-03-31", "2024-02-29", 11),
    ],
)
def test_months_without_the_day_end_on_their_last(start: str, as_of: str, measured: int) -> None:
    """A3."""
    answer = ask(person(employments=[job(start)]), "apply", 3, as_of)
    assert answer.low_high("continuous-service") == (measured, measured)


@pytest.mark.parametrize(
    ("jobs", "measured", "evidence"),
    [
        pytest.param([job("2025-11-24", "2026-05-31"), job("2026-06-01")], 12, [0, 1], id="the day after"),
        pytest.param([job("2026-06-01"), job("2025-11-24", "2026-05-31")], 12, [0, 1], id="listed the other way"),
        pytest.param([job("2025-11-24", "2026-05-31"), job("2026-06-02")], 5, [1], id="one day between"),
        pytest.param([job("2025-11-24", "2026-08-31"), job("2026-06-01")], 12, [0, 1], id="overlapping"),
        pytest.param([job("2025-11-24"), job("2026-06-01", "2026-06-30")], 12, None, id="one within the other"),
        pytest.param(
            [job("2025-11-24", "2026-05-31"), job("2026-06-01", occupation="account-manager")],
            0,
            None,
            id="left the job",
        ),
        pytest.param([job("2020-01-01", D - DAY)], 0, None, id="ended yesterday"),
        pytest.param([job("2025-11-24", D)], 12, [0], id="ends today"),
        pytest.param([job(D)], 0, [0], id="begins today"),
        pytest.param([job("2025-11-24", unit="other")], 12, [0], id="in any unit"),
    ],
)
def test_continuous_service_is_unbroken(engine: str, jobs: Any, measured: int, evidence: Any) -> None:
    """A1: the unbroken stretch that reaches the day; the next starts no later than the day after the last ends."""
    answer = ask(person(employments=jobs), "apply", 3, engine=engine)
    assert answer.low_high("continuous-service") == (measured, measured)
    assert answer.node("continuous-service")["status"] == ("met" if measured >= 12 else "unmet")
    if evidence is not None:
        assert answer.node("continuous-service")["evidence"] == [f"employments[{i}]" for i in evidence]


@pytest.mark.parametrize(
    ("jobs", "status", "measured"),
    [
        ([job("2020-01-01", occupation=None)], "unknown", (0, 82)),
        ([job("2025-11-25", occupation=None)], "unmet", (0, 11)),
        ([job("2025-11-24"), job("2020-01-01", "2025-11-23", occupation=None)], "met", (12, 82)),
        ([job("2026-06-01"), job("2020-01-01", "2026-05-31", occupation=None)], "unknown", (5, 82)),
        ([job("2026-06-01"), job("2020-01-01", "2026-05-30", occupation=None)], "unmet", (5, 5)),
    ],
)
def test_service_in_an_occupation_not_recorded_may_count(engine: str, jobs: Any, status: str, measured: Any) -> None:
    """The range between the values without and with the employments that may be of the occupation."""
    answer = ask(person(employments=jobs), "apply", 3, engine=engine)
    assert answer.low_high("continuous-service") == measured
    assert answer.node("continuous-service")["status"] == status


# --- 8.2, route (2): cumulative service, probation ----------------------------------------------------


@pytest.mark.parametrize(("level", "months"), CUMULATIVE.items())
@pytest.mark.parametrize(("offset", "status"), [(-1, "met"), (0, "met"), (1, "unmet")])
def test_cumulative_service_reaches_its_months(engine: str, level: int, months: int, offset: int, status: str) -> None:
    """8.2: 2 years for L3 and, as printed (A2), for L2; 3 for L1."""
    answer = ask(person(employments=[job(ago(months) + offset * DAY)]), "apply", level, engine=engine)
    assert answer.told("cumulative-service") == (status, None if status == "met" else "too_low")
    measured = months if status == "met" else months - 1
    assert answer.node("cumulative-service")["measured"] == {"low": measured, "high": measured, "unit": "month"}
    assert answer.node("cumulative-service")["required"] == {"op": ">=", "value": months}
    assert ("A2" in answer.node("cumulative-service")["assumptions"]) == (level == 2)


@pytest.mark.parametrize(
    ("jobs", "measured"),
    [
        pytest.param([job("2020-01-01", "2021-12-31")], 24, id="ended long ago, both days included"),
        pytest.param([job("2020-01-01", "2021-12-30")], 23, id="a day short"),
        pytest.param([job("2020-01-01", "2020-12-31"), job("2022-01-01", "2022-12-31")], 24, id="with a gap"),
        pytest.param([job("2021-01-01", "2021-12-31"), job("2024-01-01", "2024-12-30")], 24, id="a leap day makes up"),
        pytest.param(
            [job("2020-01-01", "2020-12-31"), job("2023-01-01", "2023-12-30")], 23, id="with a gap, a day short"
        ),
        pytest.param([job("2020-01-01", "2020-12-31"), job("2020-07-01", "2021-12-31")], 24, id="overlaps count once"),
        pytest.param([job("2020-01-01", "2020-12-31")] * 3, 12, id="the same thrice"),
        pytest.param([job("2020-01-01", "2020-01-01")], 0, id="a single day"),
        pytest.param([job(D)], 0, id="begins today"),
        pytest.param([job(D + DAY)], 0, id="begins tomorrow"),
        pytest.param([], 0, id="none"),
        pytest.param([job("2020-01-01", "2021-12-31", occupation="account-manager")], 0, id="another occupation"),
    ],
)
def test_cumulative_service_lays_days_end_to_end(engine: str, jobs: Any, measured: int) -> None:
    """A16: distinct days served before the day, laid end to end from the first."""
    answer = ask(person(employments=jobs), "apply", 3, engine=engine)
    node = answer.node("cumulative-service")
    assert node["status"] == ("met" if measured >= 24 else "unmet")
    if node["measured"] is not None or measured:  # where no day was served there may be nothing to measure
        assert answer.low_high("cumulative-service") == (measured, measured)


@pytest.mark.parametrize(
    ("probations", "told"),
    [
        pytest.param([probation(D)], ("met", None), id="today"),
        pytest.param([probation(D - DAY)], ("met", None), id="yesterday"),
        pytest.param([probation(D + DAY)], ("unmet", "too_early"), id="tomorrow"),
        pytest.param([probation(passed=False)], ("unmet", "not_passed"), id="failed"),
        pytest.param([probation(passed=None)], ("unknown", "fact_not_recorded"), id="not known whether passed"),
        pytest.param([probation(occupation=None)], ("unknown", "fact_not_recorded"), id="not known of what"),
        pytest.param([probation(occupation=None, passed=False)], ("unmet", "not_passed"), id="of whatever, failed"),
        pytest.param([probation(occupation="account-manager")], ("unmet", "none_on_record"), id="of another job"),
        pytest.param([probation(passed=False), probation()], ("met", None), id="failed, then passed"),
        pytest.param([], ("unmet", "none_on_record"), id="none"),
        pytest.param(None, ("unknown", "fact_not_recorded"), id="not known"),
    ],
)
def test_probation(engine: str, probations: Any, told: Any) -> None:
    """8.2.A(2): probation finished and assessed as passed."""
    assert ask(person(probations=probations), "apply", 4, engine=engine).told("probation") == told


# --- 7.1: training ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("level", "hours"), HOURS.items())
@pytest.mark.parametrize(("less", "status"), [(0.01, "unmet"), (0, "met"), (-0.01, "met")])
def test_hours_of_training(engine: str, level: int, hours: int, less: float, status: str) -> None:
    """7.1: at least 30 standard class hours for L4, 24 for L3, 18 for L2, 12 for L1."""
    given = round(hours - less, 2)
    answer = ask(person(trainings=[training(level, given)]), "apply", level, engine=engine)
    assert answer.told("training-hours") == (status, None if status == "met" else "too_low")
    assert answer.node("training-hours")["measured"] == {"low": given, "high": given, "unit": "hour"}
    assert answer.node("training-hours")["required"] == {"op": ">=", "value": hours}
    assert answer.node("training-hours")["evidence"] == ["trainings[0]"]


@pytest.mark.parametrize(
    ("hours", "total"),
    [
        ((23.99,), 23.99),
        ((10.1, 13.9), 24),
        ((0.1,) * 240, 24),
        ((23.98, 0.01), 23.99),
        ((0, 24), 24),
        ((12, 11.99), 23.99),
    ],
)
def test_hours_are_added_up_exactly(engine: str, hours: Any, total: float) -> None:
    """A9: added up over the records of the level."""
    answer = ask(
        person(trainings=[training(3, one, ago(i % 40)) for i, one in enumerate(hours)]), "apply", 3, engine=engine
    )
    assert answer.low_high("training-hours") == (total, total)
    assert answer.node("training-hours")["status"] == ("met" if total >= 24 else "unmet")


@pytest.mark.parametrize(
    ("trainings", "hours", "courses"),
    [
        pytest.param([training(3, 24, D)], ("met", None), ("met", None), id="completed today"),
        pytest.param(
            [training(3, 24, D + DAY)], ("unmet", "too_early"), ("unmet", "too_early"), id="completed tomorrow"
        ),
        pytest.param([training(4, 99)], ("unmet", "wrong_level"), ("unmet", "wrong_level"), id="of a lower level"),
        pytest.param([training(2, 99)], ("unmet", "wrong_level"), ("unmet", "wrong_level"), id="of a higher level"),
        pytest.param(
            [{**training(3, 99), "programme": "account-manager"}],
            ("unmet", "none_on_record"),
            ("unmet", "none_on_record"),
            id="of another programme",
        ),
        pytest.param([], ("unmet", "none_on_record"), ("unmet", "none_on_record"), id="none"),
        pytest.param(None, ("unknown", "fact_not_recorded"), ("unknown", "fact_not_recorded"), id="not known"),
    ],
)
def test_training_of_the_level_and_before_the_day(engine: str, trainings: Any, hours: Any, courses: Any) -> None:
    answer = ask(person(trainings=trainings), "apply", 3, engine=engine)
    assert answer.told("training-hours") == hours
    assert answer.told("training-courses") == courses


@pytest.mark.parametrize(
    ("known", "status", "measured"),
    [((10, 10), "unknown", (20, None)), ((10, 14), "met", (24, None)), ((), "unknown", (0, None))],
)
def test_hours_not_recorded_leave_no_upper_bound(engine: str, known: Any, status: str, measured: Any) -> None:
    """Record contract: two known trainings of 10 h and one with unknown hours: [20, unlimited) hours."""
    trainings = [*(training(3, one) for one in known), training(3, None)]
    answer = ask(person(trainings=trainings), "apply", 3, engine=engine)
    assert answer.told("training-hours") == (status, "fact_not_recorded" if status == "unknown" else None)
    assert answer.low_high("training-hours") == measured


@pytest.mark.parametrize(
    ("flags", "status"),
    [
        ((True,), "met"),
        ((False,), "unmet"),
        ((None,), "unknown"),
        ((False, None), "unknown"),
        ((False, True, None), "met"),
    ],
)
def test_courses_are_completed_on_one_of_them(engine: str, flags: Any, status: str) -> None:
    """A9: the courses must be reported completed on one of the trainings."""
    answer = ask(person(trainings=[training(3, 10, courses=flag) for flag in flags]), "apply", 3, engine=engine)
    assert answer.node("training-courses")["status"] == status


# --- together -----------------------------------------------------------------------------------------


def whole(level: int) -> dict[str, Any]:
    """Somebody who just meets route (1) of a level, and route (2) of none above L4."""
    months = CONTINUOUS.get(level, 0)
    return person(
        preparing_for=[],
        education=[school("junior_college")],
        employments=[job(ago(months))],
        probations=[],
        trainings=[training(level, HOURS[level])],
        certificates=[certificate(level + 1)] if level < 4 else [],
        attestations=[],
    )


@pytest.mark.parametrize("level", [4, 3, 2, 1])
def test_scope_education_and_one_route(engine: str, level: int) -> None:
    """8.1 and 6 and 8.2, route (1) or route (2)."""
    answer = ask(whole(level), "apply", level, engine=engine)
    assert answer.outcome == "yes"
    assert answer.node(f"8.2.{LETTERS[level]}.1")["status"] == "met"
    # at L2 and L1 whoever has the continuous years has the cumulative ones too
    assert answer.node(f"8.2.{LETTERS[level]}.2")["status"] == ("met" if level in (2, 1) else "unmet")
    for name, none in (("education", "education"), ("employments", "in-scope")):
        answer = ask({**whole(level), name: []}, "apply", level, engine=engine)
        assert answer.outcome == "no"
        assert f"apply.{level}.{none}" in answer.document["unmet"]


def test_route_1_needs_all_of_it(engine: str) -> None:
    """At L3, where route (1) decides."""
    names: dict[str, dict[str, Any]] = {
        "prior-certificate": {"certificates": []},
        "continuous-service": {"employments": [job(ago(12) + DAY)]},
        "training-hours": {"trainings": [training(3, 23.99)]},
        "training-courses": {"trainings": [training(3, 24, courses=False)]},
    }
    for name, change in names.items():
        answer = ask({**whole(3), **change}, "apply", 3, engine=engine)
        assert answer.outcome == "no"
        assert answer.document["unmet"] == [f"apply.3.8.2.B.1.{name}", "apply.3.8.2.B.2.cumulative-service"]


def test_service_lifts_the_lower_certificate(engine: str) -> None:
    """Route (2): whoever served long enough needs neither certificate nor training."""
    record = {**whole(3), "employments": [job(ago(24))], "certificates": [], "trainings": []}
    answer = ask(record, "apply", 3, engine=engine)
    assert answer.outcome == "yes"
    assert answer.node("8.2.B.1")["status"] == "unmet"


def test_everything_depends_on_the_day() -> None:
    """Only what is dated on or before the as-of date counts; nothing reads the clock."""
    days: list[tuple[date, str]] = [(D - DAY, "no"), (D, "yes"), (date(2028, 1, 15), "yes")]
    for as_of, outcome in days:
        assert ask(whole(3), "apply", 3, as_of).outcome == outcome
