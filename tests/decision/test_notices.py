"""Evidence quality: what is to be checked in a record, at the boundaries of each notice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.people import (
    DAY,
    VIP,
    D,
    attestation,
    certificate,
    job,
    person,
    result,
    training,
)
from vip_cert_rules import Decision, evaluate

NETWORK = "network-optimization"
START = date(2024, 3, 1)
END = date(2025, 6, 30)

Record = dict[str, Any]


def decide(record: Record, question: str, level: int, **more: Any) -> Decision:
    """The decision on a record as of the day most tests ask about, by the direct engine."""
    call: dict[str, Any] = {"ruleset": VIP, "as_of": D, "engine": "direct", **more}
    return evaluate(record, question=question, level=level, **call)


def noticed(record: Record, question: str, level: int = 3, **more: Any) -> list[tuple[str, tuple[str, ...]]]:
    """The codes of all notices with the paths they name."""
    return [(notice.code.value, notice.paths) for notice in decide(record, question, level, **more).notices]


# --- overlapping employments --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        pytest.param(END - DAY, True, id="two days in common"),
        pytest.param(END, True, id="the last day is the first of the next"),
        pytest.param(END + DAY, False, id="the day after"),
    ],
)
def test_employments_overlap_when_they_have_a_day_in_common(start: date, expected: bool) -> None:
    """Both ends are days of the employment."""
    record = person(employments=[job(START, END), job(start)])
    told = [("overlapping-employments", ("employments[0]", "employments[1]"))]
    assert (told if expected else []) == noticed(record, "apply")


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param(job(END, unit="other"), True, id="another unit"),
        pytest.param(job(END, occupation="account-manager"), False, id="another occupation"),
        pytest.param(job(END, occupation=None), False, id="an occupation that is not known"),
        pytest.param(job(D), True, id="from the as-of date on"),
        pytest.param(job(D + DAY), False, id="after the as-of date"),
    ],
)
def test_only_the_same_occupation_overlaps_and_only_what_counts(second: Record, expected: bool) -> None:
    """What may be another occupation is not said to overlap; a planned employment counts from its first day on."""
    assert expected is bool(noticed(person(employments=[job(START), second]), "apply"))


def test_an_occupation_that_the_rules_do_not_name_is_not_looked_at() -> None:
    """Two posts as a clerk are nothing to the VIP programme; the network programme asks for no occupation."""
    record = person(employments=[job(START, occupation="clerk"), job(END, occupation="clerk")])
    assert [] == noticed(record, "apply")
    network = noticed(record, "apply", 5, ruleset=NETWORK, position="field-optimization")
    assert [("overlapping-employments", ("employments[0]", "employments[1]"))] == network


def test_employments_that_hang_together_are_one_notice() -> None:
    """Two groups, each in the order of the record, whatever the order of the days."""
    record = person(
        employments=[
            job("2024-01-01", "2024-06-30"),
            job("2019-01-01", "2019-12-31"),
            job("2023-06-01", "2024-02-01"),
            job("2019-12-31", "2020-02-01"),
            job("2024-06-30", "2024-08-01"),
            job("2024-08-02"),
        ]
    )
    assert [
        ("overlapping-employments", ("employments[1]", "employments[3]")),
        ("overlapping-employments", ("employments[0]", "employments[2]", "employments[4]")),
    ] == noticed(record, "apply")


# --- duplicates ---------------------------------------------------------------------------------------

FIRST_RESULT = result(3, "written", 70, "2026-05-09")
FIRST_CERTIFICATE = certificate(3)
FIRST_TRAINING = training(3, 12, "2026-05-20")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({}, True, id="the same"),
        pytest.param({"score": 55}, True, id="another score"),
        pytest.param({"passed": True}, True, id="a verdict beside it"),
        pytest.param({"taken": "2026-05-10"}, False, id="the day after"),
        pytest.param({"level": 2}, False, id="another level"),
        pytest.param({"component": "interview"}, False, id="another component"),
        pytest.param({"position": "x"}, False, id="another position"),
        pytest.param({"programme": "account-manager"}, False, id="another programme"),
    ],
)
def test_results_of_the_same_examination_on_the_same_day_are_duplicates(change: Record, expected: bool) -> None:
    """Programme, level, component, position and day; whatever the marks are."""
    record = person(results=[FIRST_RESULT, {**FIRST_RESULT, **change}])
    told = [("duplicate-results", ("results[0]", "results[1]"))]
    assert (told if expected else []) == noticed(record, "pass")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({}, True, id="the same"),
        pytest.param({"expires": "2027-01-01"}, True, id="another expiry"),
        pytest.param({"issuer": "province"}, False, id="another issuer"),
        pytest.param({"issued": "2026-01-16"}, False, id="the day after"),
        pytest.param({"level": 2}, False, id="another level"),
        pytest.param({"position": "x"}, False, id="another position"),
        pytest.param({"programme": "account-manager"}, False, id="another programme"),
    ],
)
def test_certificates_of_the_same_issuer_and_day_are_duplicates(change: Record, expected: bool) -> None:
    """Programme, level, issuer, position and day of issue."""
    record = person(certificates=[FIRST_CERTIFICATE, {**FIRST_CERTIFICATE, **change}])
    told = [("duplicate-certificates", ("certificates[0]", "certificates[1]"))]
    assert (told if expected else []) == noticed(record, "hold")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({}, True, id="the same"),
        pytest.param({"courses_completed": None}, True, id="courses not recorded"),
        pytest.param({"hours": 8}, False, id="other hours: another course"),
        pytest.param({"completed": "2026-05-21"}, False, id="the day after"),
        pytest.param({"level": 2}, False, id="another level"),
        pytest.param({"programme": "account-manager"}, False, id="another programme"),
    ],
)
def test_trainings_of_the_same_day_and_hours_are_duplicates(change: Record, expected: bool) -> None:
    """Hours are added up, so that one handed in twice counts twice; two courses on one day differ in their hours."""
    record = person(trainings=[FIRST_TRAINING, {**FIRST_TRAINING, **change}])
    told = [("duplicate-trainings", ("trainings[0]", "trainings[1]"))]
    assert (told if expected else []) == noticed(record, "apply")


def test_three_of_a_kind_are_one_notice() -> None:
    """With all their paths, and the outcome without each one of them."""
    decision = decide(person(results=[FIRST_RESULT, result(3, "interview", 80), FIRST_RESULT, FIRST_RESULT]), "pass", 3)
    (notice,) = decision.notices
    assert ("results[0]", "results[2]", "results[3]") == notice.paths
    assert [("yes", False)] * 3 == [(removal.outcome.value, removal.changes) for removal in notice.without]
    assert ("2026-05-09的三级笔试成绩有3条记录，可能重复登记") == notice.text.zh
    assert "3 results of the level 3 written examination taken on 2026-05-09" in notice.text.en


@pytest.mark.parametrize(
    ("as_of", "expected"), [pytest.param(D - DAY, 0, id="day before"), pytest.param(D, 1, id="that day")]
)
def test_duplicates_count_from_their_day_on(as_of: date, expected: int) -> None:
    """A record dated later is not looked at yet."""
    record = person(results=[result(3, "written", 70), result(3, "written", 70)])
    assert expected == len(noticed(record, "pass", as_of=as_of))


# --- a certificate without basis ----------------------------------------------------------------------

ISSUED = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("results", "trainings", "expected"),
    [
        pytest.param([], [], True, id="neither"),
        pytest.param([result(3, "written", 70, ISSUED)], [], False, id="a result of that day"),
        pytest.param([result(3, "written", 70, ISSUED + DAY)], [], True, id="a result of the day after"),
        pytest.param([result(3, "written", 20, ISSUED)], [], False, id="a result, whatever its mark"),
        pytest.param([result(4, "written", 70, ISSUED)], [], True, id="a result of another level"),
        pytest.param([], [training(3, 2, ISSUED)], False, id="a training of that day"),
        pytest.param([], [training(3, 24, ISSUED + DAY)], True, id="a training of the day after"),
        pytest.param([], [training(2, 24, ISSUED)], True, id="a training of another level"),
        pytest.param([], [{**training(3, 24, ISSUED), "programme": "x"}], True, id="of another programme"),
        pytest.param(None, [], False, id="results not known"),
        pytest.param([], None, False, id="trainings not known"),
        pytest.param(None, None, False, id="neither known"),
    ],
)
def test_a_certificate_needs_a_result_or_a_training_behind_it(results: Any, trainings: Any, expected: bool) -> None:
    """Of its programme and level, up to its day of issue; a list that is not known may hold it."""
    record = person(certificates=[certificate(3, ISSUED)], results=results, trainings=trainings)
    told = [("certificate-without-basis", ("certificates[0]",))]
    assert (told if expected else []) == noticed(record, "hold")


@pytest.mark.parametrize(
    ("position", "expected"), [("routine-analysis", True), ("field-optimization", False), (None, False)]
)
def test_a_result_of_another_position_is_no_basis(position: str | None, expected: bool) -> None:
    """A position that is not known may be the same."""
    field = "field-optimization"
    examined = {**result(4, "theory", 70, ISSUED, position=position), "programme": NETWORK}
    held = {**certificate(4, ISSUED, position=field), "programme": NETWORK}
    record = person(certificates=[held], results=[examined], trainings=[])
    assert expected is bool(noticed(record, "hold", 4, ruleset=NETWORK, position=field))


@pytest.mark.parametrize(
    ("change", "expected"),
    [({}, True), ({"issued": D}, True), ({"issued": D + DAY}, False), ({"programme": "account-manager"}, False)],
)
def test_only_certificates_that_count_and_of_the_programme_are_looked_at(change: Record, expected: bool) -> None:
    record = person(certificates=[{**certificate(3), **change}], results=[], trainings=[])
    assert expected is bool(noticed(record, "hold"))


# --- contradicting attestations -----------------------------------------------------------------------

ATTESTED = attestation("relevant-experience")


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param(attestation("relevant-experience", False), True, id="denied the same day"),
        pytest.param(attestation("relevant-experience", True), False, id="attested twice"),
        pytest.param(
            attestation("relevant-experience", False, "2026-02-02"), False, id="denied later: it is taken back"
        ),
        pytest.param(attestation("relevant-experience", False, "2026-01-31"), False, id="denied before"),
        pytest.param(attestation("education-relaxation", False), False, id="another matter"),
        pytest.param(attestation("relevant-experience", False, level=3), True, id="denied for one level of all"),
        pytest.param({**attestation("relevant-experience", False), "programme": "x"}, False, id="another programme"),
    ],
)
def test_attestations_of_the_latest_day_contradict_each_other(second: Record, expected: bool) -> None:
    """Same matter, programme, level and day; a later word replaces an earlier one and contradicts nothing."""
    record = person(attestations=[ATTESTED, second])
    told = [("contradicting-attestations", ("attestations[0]", "attestations[1]"))]
    assert (told if expected else []) == noticed(record, "teach")


def test_attestations_for_different_levels_do_not_contradict_each_other() -> None:
    """One may be experienced enough for level 4 and not for level 3."""
    levels = [attestation("relevant-experience", level=4), attestation("relevant-experience", False, level=3)]
    assert [] == noticed(person(attestations=levels), "teach")


def test_a_contradiction_that_was_settled_later_is_none() -> None:
    """Only the latest day is looked at, and only what counts on the as-of date."""
    contradiction = [ATTESTED, attestation("relevant-experience", False)]
    record = person(attestations=[*contradiction, attestation("relevant-experience", on=D)])
    assert [] == noticed(record, "teach")
    assert 1 == len(noticed(record, "teach", as_of=D - DAY))


def test_a_matter_that_the_question_does_not_ask_about_is_not_looked_at() -> None:
    """Experience is nothing to an application, the relaxation nothing to a teacher."""
    record = person(attestations=[ATTESTED, attestation("relevant-experience", False)])
    assert ([], 1) == (noticed(record, "apply"), len(noticed(record, "teach")))
