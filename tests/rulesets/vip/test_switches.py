"""The switches of the VIP rule set: each flips what the record contract, section 3, says, and nothing else."""

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
    result,
    school,
    title,
    training,
)
from tests.rulesets.vip.dates import ago
from tests.strategies import SWITCHES
from vip_cert_rules import InputError, evaluate


def flips(record: Any, question: str, level: int, name: str, before: str, after: str, **assume: str) -> None:
    """The status of one node with the reading as it is, and with it switched; the assumption is named as such."""
    (switch, word), *_ = assume.items()
    plain, switched = ask(record, question, level), ask(record, question, level, **assume)
    assert (plain.node(name)["status"], switched.node(name)["status"]) == (before, after)
    assert switched.document["switches"] == assume
    assert "switches" not in plain.document
    named = [switch in one.node(name).get("assumptions", []) for one in (plain, switched)]
    assert named == [True, False]
    assert f"{switch}={word}" in switched.node(name)["assumptions"]


# --- A1 -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("certificates", "months"),
    [
        pytest.param([certificate(4, ago(12))], 12, id="issued a year ago"),
        pytest.param([certificate(4, ago(12) + DAY)], 11, id="a day less"),
        pytest.param([certificate(4, ago(3)), certificate(4, ago(12))], 12, id="the earliest of those that meet"),
        pytest.param([certificate(4, ago(3)), certificate(4, ago(30))], 3, id="the earlier one has lapsed"),
        pytest.param([certificate(4, ago(3)), certificate(5, ago(12))], 3, id="the earlier one is too low"),
        pytest.param([certificate(4, ago(3)), certificate(2, ago(12))], 12, id="the earlier one is higher"),
        pytest.param([certificate(4, ago(3)), certificate(4, ago(12), issuer="province")], 3, id="of a province"),
        pytest.param([certificate(4, ago(3)), certificate(4, ago(12), revoked=D)], 3, id="revoked"),
        pytest.param([certificate(4, ago(20), expires="2030-01-01")], 18, id="older than the service"),
        pytest.param([certificate(4, D + DAY)], 0, id="issued tomorrow"),
        pytest.param([], 0, id="none"),
    ],
)
def test_a1_counts_service_from_the_certificate(certificates: Any, months: int) -> None:
    """Completed months from the later of S and the issue day of the earliest certificate that meets; none: 0."""
    record = person(employments=[job(ago(18))], certificates=certificates)
    answer = ask(record, "apply", 3, A1="from-certificate")
    node = answer.node("continuous-service")
    assert answer.low_high("continuous-service") == (months, months)
    assert node["status"] == ("met" if months >= 12 else "unmet")
    assert "A1=from-certificate" in node["assumptions"]
    assert ask(record, "apply", 3).low_high("continuous-service") == (18, 18)


def test_a1_leaves_cumulative_service_alone() -> None:
    record = person(employments=[job(ago(24))], certificates=[])
    assert ask(record, "apply", 3, A1="from-certificate").node("cumulative-service")["status"] == "met"


def test_a1_certificates_not_recorded_leave_it_open() -> None:
    answer = ask(person(employments=[job(ago(18))]), "apply", 3, A1="from-certificate")
    assert answer.told("continuous-service") == ("unknown", "fact_not_recorded")


# --- A5, A7, A8, A26: certificates --------------------------------------------------------------------


@pytest.mark.parametrize("question", ["hold", "apply", "teach"])
def test_a5_the_last_valid_day_is_the_day_before(question: str) -> None:
    name = {"hold": "certificate", "apply": "prior-certificate", "teach": "teacher-certificate"}[question]
    record = person(certificates=[certificate(2, ago(24))])
    flips(record, question, 3, name, "met", "unmet", A5="last-day-before")
    record = person(certificates=[certificate(2, ago(24) + DAY)])
    flips(record, question, 3, name, "met", "met", A5="last-day-before")


@pytest.mark.parametrize(("issued", "last"), [("2024-02-29", date(2026, 2, 27)), ("2024-03-01", date(2026, 2, 28))])
def test_a5_at_the_end_of_february(issued: str, last: date) -> None:
    record = person(certificates=[certificate(3, issued)])
    assert ask(record, "hold", 3, last, A5="last-day-before").node("certificate")["status"] == "met"
    answer = ask(record, "hold", 3, last + DAY, A5="last-day-before")
    assert answer.told("certificate") == ("unmet", "expired")


def test_a5_no_expiry() -> None:
    flips(person(certificates=[certificate(3, "1950-01-01")]), "hold", 3, "certificate", "unmet", "met", A5="no-expiry")


@pytest.mark.parametrize("word", ["last-day-before", "no-expiry"])
@pytest.mark.parametrize(("expires", "status"), [(D, "met"), (D - DAY, "unmet")])
def test_a5_leaves_a_stated_expiry_alone(word: str, expires: date, status: str) -> None:
    record = person(certificates=[certificate(3, expires=expires)])
    assert ask(record, "hold", 3, A5=word).node("certificate")["status"] == status


@pytest.mark.parametrize(
    "lapsed", [certificate(4, ago(24) - DAY), certificate(4, "1950-01-01"), certificate(4, expires=D - DAY)]
)
def test_a7_a_lapsed_certificate_will_do_to_apply(lapsed: Any) -> None:
    """In `apply`, issued on or before the day suffices."""
    flips(person(certificates=[lapsed]), "apply", 3, "prior-certificate", "unmet", "met", A7="ever-obtained")


@pytest.mark.parametrize(
    ("one", "code"), [(certificate(4, revoked=D), "revoked"), (certificate(4, D + DAY), "too_early")]
)
def test_a7_looks_at_revocation_and_issue(one: Any, code: str) -> None:
    answer = ask(person(certificates=[one]), "apply", 3, A7="ever-obtained")
    assert answer.told("prior-certificate") == ("unmet", code)


def test_a7_is_about_applying_only() -> None:
    record = person(certificates=[certificate(1, ago(24) - DAY)])
    assert ask(record, "hold", 3, A7="ever-obtained").told("certificate") == ("unmet", "expired")
    assert ask(record, "teach", 3, A7="ever-obtained").told("teacher-certificate") == ("unmet", "expired")


def test_a7_with_a1_counts_from_a_lapsed_certificate() -> None:
    """A1 looks at the certificates that meet the condition of the same route."""
    record = person(employments=[job(ago(40))], certificates=[certificate(4, ago(30))])
    assert ask(record, "apply", 3, A1="from-certificate").low_high("continuous-service") == (0, 0)
    both = ask(record, "apply", 3, A1="from-certificate", A7="ever-obtained")
    assert both.low_high("continuous-service") == (30, 30)


@pytest.mark.parametrize(
    ("question", "level", "name", "exact"),
    [("hold", 3, "certificate", 3), ("apply", 3, "prior-certificate", 4), ("teach", 3, "teacher-certificate", 2)],
)
def test_a8_only_the_exact_level(question: str, level: int, name: str, exact: int) -> None:
    flips(person(certificates=[certificate(exact - 1)]), question, level, name, "met", "unmet", A8="exact-level")
    flips(person(certificates=[certificate(exact)]), question, level, name, "met", "met", A8="exact-level")
    answer = ask(person(certificates=[certificate(exact - 1)]), question, level, A8="exact-level")
    assert answer.told(name) == ("unmet", "wrong_level")


@pytest.mark.parametrize(
    ("question", "name"), [("hold", "certificate"), ("apply", "prior-certificate"), ("teach", "teacher-certificate")]
)
def test_a26_any_issuer(question: str, name: str) -> None:
    record = person(certificates=[certificate(2, issuer="province")])
    flips(record, question, 3, name, "unmet", "met", A26="any-issuer")


# --- A9, A13 ------------------------------------------------------------------------------------------


def test_a9_hours_are_not_required() -> None:
    """Courses completed suffices."""
    record = person(
        employments=[job("2026-06-01")],
        education=[school("bachelor")],
        trainings=[training(4, 0.01)],
        probations=[],
        attestations=[],
    )
    plain, switched = ask(record, "apply", 4), ask(record, "apply", 4, A9="hours-not-required")
    assert (plain.outcome, switched.outcome) == ("no", "yes")
    assert plain.ids - switched.ids == {"apply.4.8.2.A.1.training-hours"}
    assert switched.ids < plain.ids
    assert "A9=hours-not-required" in switched.document["assumptions"]
    assert "A9" not in switched.document["assumptions"]
    record["trainings"] = [training(4, 99, courses=False)]
    assert ask(record, "apply", 4, A9="hours-not-required").outcome == "no"


def test_a13_education_is_left_out() -> None:
    record = person(
        employments=[job("2026-06-01")], education=[], probations=[], trainings=[training(4, 30)], attestations=[]
    )
    plain, switched = ask(record, "apply", 4), ask(record, "apply", 4, A13="not-required")
    assert (plain.outcome, switched.outcome) == ("no", "yes")
    assert all("education" in name for name in plain.ids - switched.ids)
    assert len(plain.ids - switched.ids) == 4
    assert "A13=not-required" in switched.document["assumptions"]


# --- A10, A11, A18: results ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("results", "status"),
    [
        pytest.param(
            [result(3, "written", 90, ago(6)), result(3, "written", 59, ago(3))], "unmet", id="the latest fails"
        ),
        pytest.param(
            [result(3, "written", 59, ago(6)), result(3, "written", 60, ago(3))], "met", id="the latest passes"
        ),
        pytest.param(
            [result(3, "written", 60, ago(3)), result(3, "written", 59, ago(6))], "met", id="whatever the order"
        ),
        pytest.param(
            [result(3, "written", 90, ago(3)), result(3, "written", 59, ago(3))], "unmet", id="tie: last listed"
        ),
        pytest.param([result(3, "written", 59, ago(3)), result(3, "written", 90, ago(3))], "met", id="tie, other way"),
        pytest.param(
            [result(3, "written", 90, ago(3)), result(3, "written", 59, D + DAY)], "met", id="not one to come"
        ),
        pytest.param(
            [result(3, "written", 90, ago(25)), result(3, "written", 59, ago(24) - DAY)], "unmet", id="none left"
        ),
        pytest.param([result(3, "written", 90, ago(3)), result(3, "interview", 59, ago(1))], "met", id="its component"),
        pytest.param([result(3, "written", 90, ago(3)), result(4, "written", 59, ago(1))], "met", id="its level"),
        pytest.param(
            [result(3, "written", 90, ago(6)), result(3, "written", None, ago(3))], "unknown", id="latest is open"
        ),
        pytest.param(
            [result(3, "written", None, ago(6)), result(3, "written", 60, ago(3))], "met", id="earlier is open"
        ),
        pytest.param(
            [result(3, "written", 90, ago(6)), result(3, "written", 90, ago(3), passed=False)],
            "unmet",
            id="reported as failed",
        ),
    ],
)
def test_a10_only_the_latest_result_counts(results: Any, status: str) -> None:
    """Only the result taken last within its two years."""
    answer = ask(person(results=results), "pass", 3, A10="latest-result")
    assert answer.node("written")["status"] == status
    assert "A10=latest-result" in answer.node("written")["assumptions"]


def test_a10_in_the_exercises_of_level_1() -> None:
    results = [
        result(1, "simulation", 40, ago(6)),
        result(1, "simulation", 20, ago(3)),
        result(1, "marketing_practice", 30, ago(3)),
    ]
    record = person(results=results)
    flips(record, "pass", 1, "interview-sum", "met", "unmet", A10="latest-result")
    assert ask(record, "pass", 1, A10="latest-result").low_high("interview-sum") == (50, 50)


@pytest.mark.parametrize(
    ("simulation", "marketing", "mean"),
    [(60, 60, 60), (59.99, 60, 59.995), (20, 100, 60), (100, 19.99, 59.995), (30, 30, 30), (60.01, 60, 60.005)],
)
def test_a11_the_mean_of_two_marks(simulation: float, marketing: float, mean: float) -> None:
    """(simulation + marketing_practice) / 2 >= 60, exactly."""
    record = person(results=[result(1, "simulation", simulation), result(1, "marketing_practice", marketing)])
    answer = ask(record, "pass", 1, A11="mean")
    assert answer.low_high("interview-sum") == (mean, mean)
    assert answer.node("interview-sum")["status"] == ("met" if mean >= 60 else "unmet")
    assert "A11=mean" in answer.node("interview-sum")["assumptions"]


def test_a11_none_of_one_kind_is_still_not_met() -> None:
    answer = ask(person(results=[result(1, "simulation", 100)]), "pass", 1, A11="mean")
    assert answer.told("interview-sum") == ("unmet", "none_on_record")


@pytest.mark.parametrize(
    ("score", "passed", "before", "after"),
    [
        (90, False, "unmet", "met"),
        (10, True, "met", "unmet"),
        (90, True, "met", "met"),
        (10, False, "unmet", "unmet"),
        (90, None, "met", "met"),
        (None, True, "met", "met"),
        (None, False, "unmet", "unmet"),
        (None, None, "unknown", "unknown"),
    ],
)
def test_a18_the_score_decides_where_it_is_given(score: Any, passed: Any, before: str, after: str) -> None:
    """`passed` only where it is not."""
    record = person(results=[result(3, "written", score, passed=passed), result(3, "interview", 60)])
    flips(record, "pass", 3, "written", before, after, A18="score-first")
    measured = ask(record, "pass", 3, A18="score-first").node("written")["measured"]
    if score is not None:
        assert (measured["low"], measured["high"]) == (score, score)
        assert "passed" not in measured
    elif passed is not None:
        assert measured["passed"] is passed


# --- A25 ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("certified", [True, False])
@pytest.mark.parametrize("experienced", [True, False])
@pytest.mark.parametrize("titled", [True, False])
def test_a25_the_title_in_either_case(certified: bool, experienced: bool, titled: bool) -> None:
    """(certificate or experience) and title."""
    record = person(
        certificates=[certificate(2)] if certified else [],
        attestations=[attestation("relevant-experience", experienced)],
        trainer_titles=[title("province")] if titled else [],
    )
    plain, switched = ask(record, "teach", 3), ask(record, "teach", 3, A25="certificate-or-experience")
    assert plain.outcome == ("yes" if certified or (experienced and titled) else "no")
    assert switched.outcome == ("yes" if (certified or experienced) and titled else "no")
    assert "A25=certificate-or-experience" in switched.document["assumptions"]
    assert "A25" in plain.document["assumptions"]


# --- switching ----------------------------------------------------------------------------------------


def test_each_switch_is_named_where_it_acts_and_nowhere_else() -> None:
    """Every switch the contract gives the VIP rule set, and every question it bears on."""
    bears_on = {
        "A1": {"apply"}, "A5": {"apply", "hold", "teach"}, "A7": {"apply"}, "A8": {"apply", "hold", "teach"},
        "A9": {"apply"}, "A10": {"pass"}, "A11": {"pass"}, "A13": {"apply"}, "A18": {"pass"}, "A25": {"teach"},
        "A26": {"apply", "hold", "teach"},
    }  # fmt: skip
    assert bears_on.keys() == SWITCHES.keys()
    for switch, words in SWITCHES.items():
        for word in words:
            for question in ("apply", "pass", "hold", "teach"):
                answer = ask(person(), question, 1, **{switch: word})
                named = {name for node in answer.ids for name in answer.node(node).get("assumptions", [])}
                assert (f"{switch}={word}" in named) == (question in bears_on[switch]), (switch, question)
                assert switch not in named


def test_none_keeps_the_reading() -> None:
    record = person(certificates=[certificate(4, ago(30))])
    decision = evaluate(record, ruleset=VIP, question="apply", level=3, as_of=D, assume={"A7": None})
    assert decision.to_dict() == evaluate(record, ruleset=VIP, question="apply", level=3, as_of=D).to_dict()


@pytest.mark.parametrize(
    "assume",
    [
        {"A7": "sometimes"}, {"A7": ""}, {"A7": True}, {"A7": ["ever-obtained"]}, {"A3": "x"}, {"A99": "x"},
        {"a7": "ever-obtained"}, {"A14": "from-2010-05-31"}, {"A17": "unknown-until-supplied"}, {"A19": "no-window"},
        {"A20": "components-only"},
        {"A21": "ever-obtained"}, {"A22": "provincial-branch-only"}, {7: "ever-obtained"}, {"A5": "ever-obtained"},
    ],
)  # fmt: skip
def test_readings_that_are_none(assume: Any) -> None:
    """A switch of another rule set, an unknown word, an assumption with one reading."""
    with pytest.raises(InputError) as caught:
        evaluate(person(), ruleset=VIP, question="apply", level=3, as_of=D, assume=assume)
    assert [fault.path for fault in caught.value.faults] == [f"assume.{next(iter(assume))}"]
