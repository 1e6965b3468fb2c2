"""The three-valued oracle against cases worked by hand from the clauses and the record contract."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.oracle.vip import conditions, decide

VIP = "vip-service-manager"
D = date(2026, 11, 24)
LISTS = (
    "preparing_for", "education", "employments", "probations", "trainings", "results", "appraisals",
    "certificates", "trainer_titles", "ratings", "attestations",
)  # fmt: skip


def person(**lists: Any) -> dict[str, Any]:
    """A record with every list known to be empty but those given."""
    return {"id": "E1", **{name: [] for name in LISTS}, **lists}


def job(
    start: str, end: str | None = None, occupation: str | None = VIP, unit: str | None = "provincial_branch"
) -> dict[str, Any]:
    """An employment."""
    return {"occupation": occupation, "unit": unit, "start": start, "end": end}


def certificate(level: int, issued: str, **more: Any) -> dict[str, Any]:
    """A group certificate of the programme."""
    return {"programme": VIP, "level": level, "issued": issued, "issuer": "group", **more}


def training(
    level: int, hours: float | None, completed: str = "2026-05-01", courses: bool | None = True
) -> dict[str, Any]:
    """A training of the programme."""
    return {
        "programme": VIP, "level": level, "completed": completed, "hours": hours,
        "courses_completed": courses,
    }  # fmt: skip


def result(level: int, component: str, score: float | None, taken: str = "2026-05-01", **more: Any) -> dict[str, Any]:
    """A result of the programme."""
    return {
        "programme": VIP, "level": level, "component": component, "taken": taken, "score": score, **more,
    }  # fmt: skip


def attested(matter: str, on: str, value: bool = True, level: int | None = None) -> dict[str, Any]:
    """An attestation for the programme."""
    return {"matter": matter, "programme": VIP, "level": level, "value": value, "on": on}


def status(record: dict[str, Any], name: str, level: int, as_of: date = D, **assume: Any) -> str:
    """The status of one condition."""
    return conditions(record, level, as_of, assume)[name]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (person(employments=[job("2026-11-24")]), "met"),  # begins on D
        (person(employments=[job("2026-11-25")]), "unmet"),  # dated later
        (person(employments=[job("2020-01-01", "2026-11-24")]), "met"),  # D is its last day
        (person(employments=[job("2020-01-01", "2026-11-23")]), "unmet"),
        (person(employments=[job("2020-01-01", unit="headquarters")]), "unmet"),
        (person(employments=[job("2020-01-01", unit=None)]), "unknown"),
        (person(employments=[job("2020-01-01", occupation="clerk")]), "unmet"),
        (person(employments=[job("2020-01-01", occupation="clerk")], preparing_for=[VIP]), "met"),
        (person(employments=[job("2020-01-01", occupation="clerk")], preparing_for=None), "unknown"),
        (person(employments=[job("2020-01-01", occupation=None)]), "unknown"),
        (person(employments=[], preparing_for=None), "unmet"),  # whatever preparing_for says
        (person(employments=[], preparing_for=[VIP]), "unmet"),
        (person(employments=None), "unknown"),
    ],
)
def test_scope(record: dict[str, Any], expected: str) -> None:
    """V2.0, 8.1."""
    assert status(record, "apply.scope", 3) == expected


def test_education_and_its_relaxation() -> None:
    """V2.0, 6: junior college, or a relaxation attested last as true for somebody who has worked."""
    college = [{"level": "junior_college", "awarded": "2026-11-24"}]
    school = [{"level": "senior_secondary", "awarded": "2010-07-01"}]
    worked = [job("2026-11-24", "2026-11-24", occupation=None, unit=None)]
    yes = attested("education-relaxation", "2026-02-01")
    assert status(person(education=college), "apply.education", 4) == "met"
    assert status(person(education=college), "apply.education", 4, date(2026, 11, 23)) == "unmet"
    assert status(person(education=school, employments=worked, attestations=[yes]), "apply.education", 4) == "met"
    assert status(person(education=school, attestations=[yes]), "apply.education", 4) == "unmet"
    assert status(person(education=None, employments=worked, attestations=[yes]), "apply.education", 4) == "met"
    assert status(person(education=None), "apply.education", 4) == "unknown"
    assert status(person(education=school, attestations=None), "apply.education", 4) == "unmet"
    assert status(person(education=school, employments=None, attestations=[yes]), "apply.education", 4) == "unknown"
    withdrawn = [yes, attested("education-relaxation", "2026-02-01", value=False)]  # the last listed wins
    for order, expected in ((withdrawn, "unmet"), (withdrawn[::-1], "met")):
        record = person(education=school, employments=worked, attestations=order)
        assert status(record, "apply.education", 4) == expected
    only_3 = person(
        education=school,
        employments=worked,
        attestations=[attested("education-relaxation", "2026-02-01", level=3)],
    )
    assert [status(only_3, "apply.education", level) for level in (4, 3)] == ["unmet", "met"]
    assert "apply.education" not in conditions(person(), 4, D, {"A13": "not-required"})


@pytest.mark.parametrize(
    ("entry", "expected", "assume"),
    [
        (certificate(4, "2024-11-24"), "met", {}),  # the corresponding day is the last valid day
        (certificate(4, "2024-11-23"), "unmet", {}),
        (certificate(4, "2024-11-24"), "unmet", {"A5": "last-day-before"}),
        (certificate(4, "2024-11-25"), "met", {"A5": "last-day-before"}),
        (certificate(4, "2001-01-01"), "met", {"A5": "no-expiry"}),
        (certificate(4, "2001-01-01", expires="2026-11-23"), "unmet", {"A5": "no-expiry"}),
        (certificate(4, "2001-01-01", expires="2026-11-24"), "met", {"A5": "last-day-before"}),
        (certificate(4, "2026-11-25"), "unmet", {}),
        (certificate(4, "2026-01-01", revoked="2026-11-24"), "unmet", {}),
        (certificate(4, "2026-01-01", revoked="2026-11-25"), "met", {}),
        (certificate(1, "2026-01-01"), "met", {}),  # a higher certificate counts (A8)
        (certificate(1, "2026-01-01"), "unmet", {"A8": "exact-level"}),
        (certificate(5, "2026-01-01"), "unmet", {}),
        (certificate(4, "2026-01-01") | {"issuer": "province"}, "unmet", {}),
        (certificate(4, "2026-01-01") | {"issuer": "province"}, "met", {"A26": "any-issuer"}),
        (certificate(4, "2026-01-01") | {"programme": "account-manager"}, "unmet", {}),
    ],
)
def test_hold_4(entry: dict[str, Any], expected: str, assume: dict[str, str]) -> None:
    """The certificate condition (A5, A8, A26)."""
    assert conditions(person(certificates=[entry]), 4, D, assume)["hold"] == expected


def test_certificate_issued_on_leap_day_and_ever_obtained() -> None:
    """29 February lapses after 28 February; A7 concerns `apply` alone and does not undo a revocation."""
    leap = person(certificates=[certificate(4, "2024-02-29")])
    assert decide(leap, "hold", 4, date(2026, 2, 28)) == "yes"
    assert decide(leap, "hold", 4, date(2026, 3, 1)) == "no"
    assert decide(leap, "hold", 4, date(2026, 2, 28), {"A5": "last-day-before"}) == "no"
    assert status(leap, "apply.certificate", 3) == "unmet"
    assert status(leap, "apply.certificate", 3, A7="ever-obtained") == "met"
    assert status(leap, "hold.certificate", 4, A7="ever-obtained") == "unmet"
    revoked = person(certificates=[certificate(4, "2024-02-29", revoked="2025-01-01")])
    assert status(revoked, "apply.certificate", 3, A7="ever-obtained") == "unmet"
    assert decide(person(certificates=None), "hold", 4, D) == "unknown"


@pytest.mark.parametrize(
    ("jobs", "expected"),
    [
        ([job("2025-11-24")], "met"),  # exactly 12 months (A4)
        ([job("2025-11-25")], "unmet"),
        ([job("2025-11-24", "2026-05-01"), job("2026-05-02")], "met"),  # the day after adjoins
        ([job("2025-11-24", "2026-05-01"), job("2026-05-03")], "unmet"),  # one day missing
        ([job("2026-05-01"), job("2025-11-24", "2026-06-01")], "met"),  # overlapping, listed backwards
        ([job("2020-01-01", "2026-11-23")], "unmet"),  # does not reach D
        ([job("2020-01-01", "2026-11-23"), job("2026-11-25")], "unmet"),  # begins after D
        ([job("2025-11-24", occupation=None)], "unknown"),
        ([job("2025-11-25", occupation=None)], "unmet"),
        ([job("2025-11-24", "2026-05-01", occupation=None), job("2026-05-02")], "unknown"),
        (None, "unknown"),
    ],
)
def test_continuous_service(jobs: Any, expected: str) -> None:
    """V2.0, 8.2, L3 route (1): at least a year without a break up to D."""
    assert status(person(employments=jobs), "apply.continuous", 3) == expected


def test_continuous_service_from_the_certificate() -> None:
    """A1: counted from the later of the first day and the issue of the earliest certificate that counts."""
    base = person(employments=[job("2020-01-01")])
    switch = {"A1": "from-certificate"}
    for issued, expected in (("2025-11-24", "met"), ("2025-11-25", "unmet")):
        record = {**base, "certificates": [certificate(3, "2026-06-01"), certificate(4, issued)]}
        assert conditions(record, 3, D, switch)["apply.continuous"] == expected
    lapsed = {**base, "certificates": [certificate(4, "2022-01-01")]}
    assert conditions(lapsed, 3, D, switch)["apply.continuous"] == "unmet"  # none counts: 0
    assert conditions(lapsed, 3, D, {**switch, "A7": "ever-obtained"})["apply.continuous"] == "met"
    assert conditions({**base, "certificates": None}, 3, D, switch)["apply.continuous"] == "unknown"


@pytest.mark.parametrize(
    ("jobs", "expected"),
    [
        ([job("2024-11-24")], "met"),  # D itself is not a day served before D; two years are complete
        ([job("2024-11-25")], "unmet"),
        ([job("2021-01-01", "2021-12-31"), job("2025-11-24")], "met"),  # 365 + 365 days; 2021-01-01 + 730
        ([job("2021-01-01", "2021-12-31"), job("2025-11-25")], "unmet"),
        ([job("2021-01-01", "2022-12-31"), job("2021-06-01", "2022-06-01")], "met"),  # overlaps once
        ([job("2021-01-01", "2022-12-30"), job("2021-06-01", "2022-06-01")], "unmet"),
        ([job("2023-03-01", "2025-02-27")], "unmet"),  # 730 days, but 2024 is a leap year: 731 needed
        ([job("2023-03-01", "2025-02-28")], "met"),
        ([job("2020-02-29", "2022-02-27")], "met"),  # 29 February to 28 February, 730 days
        ([job("2020-02-29", "2022-02-26")], "unmet"),
        ([job("2021-01-01", "2022-12-31", occupation=None)], "unknown"),
        ([job("2021-01-01", "2022-12-31"), job("2023-06-01", occupation=None)], "met"),
        ([job("2026-11-24")], "unmet"),
    ],
)
def test_cumulative_service(jobs: Any, expected: str) -> None:
    """V2.0, 8.2, route (2); A16: days laid end to end from the first day served."""
    assert status(person(employments=jobs), "apply.cumulative", 3) == expected
    assert status(person(employments=jobs), "apply.cumulative", 2) == expected


def test_training() -> None:
    """V2.0, 7.1: 24 h at L3, added up exactly; unknown hours leave no upper bound; A9."""
    thirds = person(trainings=[training(3, 23.9), training(3, 0.1, courses=False)])
    assert status(thirds, "apply.hours", 3) == "met"
    assert status(thirds, "apply.courses", 3) == "met"
    assert status(person(trainings=[training(3, 23.99)]), "apply.hours", 3) == "unmet"
    assert status(person(trainings=[training(3, 20), training(3, None)]), "apply.hours", 3) == "unknown"
    assert status(person(trainings=[training(3, 24), training(3, None)]), "apply.hours", 3) == "met"
    assert status(person(trainings=[training(4, 30)]), "apply.hours", 3) == "unmet"  # exactly the level
    assert status(person(trainings=[training(3, 30, "2026-11-25")]), "apply.courses", 3) == "unmet"
    unknown = person(trainings=[training(3, 30, courses=None), training(3, 1, courses=False)])
    assert status(unknown, "apply.courses", 3) == "unknown"
    assert "apply.hours" not in conditions(thirds, 3, D, {"A9": "hours-not-required"})


def test_probation() -> None:
    """V2.0, 8.2, L4 route (2)."""

    def probed(occupation: str | None, passed: bool | None, completed: str = "2026-11-24") -> str:
        entry = {"occupation": occupation, "completed": completed, "passed": passed}
        return status(person(probations=[entry]), "apply.probation", 4)

    assert probed(VIP, True) == "met"
    assert probed(VIP, True, "2026-11-25") == "unmet"
    assert probed(VIP, None) == "unknown"
    assert probed(None, True) == "unknown"
    assert probed(None, False) == "unmet"
    assert probed("clerk", None) == "unmet"


@pytest.mark.parametrize(
    ("results", "expected", "assume"),
    [
        ([result(3, "written", 60)], "met", {}),
        ([result(3, "written", 59.99)], "unmet", {}),
        ([result(3, "written", None)], "unknown", {}),
        ([result(3, "written", 20, passed=True)], "met", {}),  # reported decides
        ([result(3, "written", 20, passed=True)], "unmet", {"A18": "score-first"}),
        ([result(3, "written", None, passed=True)], "met", {"A18": "score-first"}),
        ([result(3, "written", 90, passed=False)], "unmet", {}),
        ([result(3, "written", 60, "2024-11-24")], "met", {}),  # the corresponding day two years later
        ([result(3, "written", 60, "2024-11-23")], "unmet", {}),
        ([result(3, "written", 60, "2026-11-25")], "unmet", {}),
        ([result(2, "written", 60)], "unmet", {}),  # level exactly 3
        ([result(3, "written", 80, "2026-01-01"), result(3, "written", 50)], "met", {}),  # the best (A10)
        (
            [result(3, "written", 80, "2026-01-01"), result(3, "written", 50)],
            "unmet",
            {"A10": "latest-result"},
        ),
        ([result(3, "written", 50), result(3, "written", 80)], "met", {"A10": "latest-result"}),  # a tie
        ([result(3, "written", 80), result(3, "written", 50)], "unmet", {"A10": "latest-result"}),
        (
            [result(3, "written", 50), result(3, "written", 90, "2026-11-25")],
            "unmet",
            {"A10": "latest-result"},
        ),
        ([result(3, "written", None), result(3, "written", 60)], "met", {}),
        (None, "unknown", {}),
    ],
)
def test_written(results: Any, expected: str, assume: dict[str, str]) -> None:
    """Assessment notes: 60 passes; A4, A10, A18."""
    assert conditions(person(results=results), 3, D, assume)["pass.written"] == expected


def test_l1_interview_and_appraisal() -> None:
    """Assessment notes, L1: simulation and marketing practice sum to 60 (A11); the appraisal is good."""

    def interview(simulation: Any, marketing: Any, **assume: Any) -> str:
        listed = [result(1, "simulation", one) for one in simulation]
        listed += [result(1, "marketing_practice", one) for one in marketing]
        return status(person(results=listed), "pass.interview", 1, **assume)

    assert interview([30], [10, 30]) == "met"
    assert interview([29.99], [30]) == "unmet"
    assert interview([100], []) == "unmet"  # none of one kind
    assert interview([60], [None]) == "met"  # a null score is 0 to 100
    assert interview([20], [None]) == "unknown"
    assert interview([30], [89.99], A11="mean") == "unmet"
    assert interview([30], [90], A11="mean") == "met"
    assert interview([30], [40, 20], A10="latest-result") == "unmet"
    good = {"year": 2025, "grade": "good"}
    for listed, expected in (
        ([good], "met"),
        ([good, {"year": 2024, "grade": "fail", "on": "2026-06-01"}], "met"),  # the latest year first
        ([good, {"year": 2025, "grade": "fail", "on": "2025-12-31"}], "unmet"),  # same day: last listed
        ([good, {"year": 2025, "grade": "fail", "on": "2025-12-30"}], "met"),
        ([good, {"year": 2026, "grade": None}], "met"),  # 31 December 2026 lies after D
        ([good, {"year": 2026, "grade": None, "on": "2026-11-24"}], "unknown"),
        ([good, {"year": 2026, "grade": "pass", "on": "2026-11-24"}], "unmet"),
        ([], "unmet"),
        (None, "unknown"),
    ):
        assert status(person(appraisals=listed), "pass.appraisal", 1) == expected


def test_teach() -> None:
    """V2.0, 7.2; A25."""
    for level, enough in ((4, 2), (3, 2), (2, 2), (1, 1)):
        assert decide(person(certificates=[certificate(enough, "2026-01-01")]), "teach", level, D) == "yes"
        assert decide(person(certificates=[certificate(enough + 1, "2026-01-01")]), "teach", level, D) == "no"
    experience = [attested("relevant-experience", "2026-01-01")]
    ranks = ("prefecture", "province", "group")
    for level, rank in ((4, 0), (3, 1), (2, 1), (1, 2)):
        for at, name in enumerate(ranks):
            titles = [{"rank": name, "granted": "2026-11-24"}]
            both = person(attestations=experience, trainer_titles=titles)
            assert decide(both, "teach", level, D) == ("yes" if at >= rank else "no")
            assert decide(both, "teach", level, date(2026, 11, 23)) == "no"
    assert decide(person(attestations=None), "teach", 4, D) == "no"  # no title, no certificate
    certified = person(certificates=[certificate(1, "2026-01-01")])
    assert decide(certified, "teach", 4, D, {"A25": "certificate-or-experience"}) == "no"
    titled = {**certified, "trainer_titles": [{"rank": "group", "granted": "2026-01-01"}]}
    assert decide(titled, "teach", 4, D, {"A25": "certificate-or-experience"}) == "yes"


def test_whole_questions() -> None:
    """V2.0, 8.2: either route; nodes combine without case analysis across them."""
    base = person(employments=[job("2025-11-24")], education=[{"level": "master", "awarded": "2015-07-01"}])
    route1 = {**base, "certificates": [certificate(4, "2025-01-01")], "trainings": [training(3, 24)]}
    assert decide(route1, "apply", 3, D) == "yes"
    assert decide(route1, "apply", 2, D) == "no"
    assert decide({**route1, "education": None}, "apply", 3, D) == "unknown"
    assert decide({**route1, "trainings": None}, "apply", 3, D) == "unknown"
    assert decide({**base, "trainings": None}, "apply", 3, D) == "no"  # no certificate either way
    assert decide({**base, "employments": [job("2024-11-24")]}, "apply", 3, D) == "yes"
    marks = [result(3, "written", 60), result(3, "interview", 60)]
    assert decide(person(results=marks), "pass", 3, D) == "yes"
    assert decide(person(results=marks[:1]), "pass", 3, D) == "no"
