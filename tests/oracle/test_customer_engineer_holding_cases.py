"""The customer engineer oracle on certificates, examinations and teachers, on cases worked out by hand."""

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


# --- certificates ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "yes"),
        ({"level": 2}, "yes"),
        ({"level": 4}, "no"),
        ({"issued": "2026-11-24"}, "yes"),
        ({"issued": "2026-11-25"}, "no"),
        ({"issued": "2024-11-25"}, "yes"),
        ({"issued": "2024-11-24"}, "yes"),
        ({"issued": "2024-11-23"}, "no"),
        ({"issued": "2010-01-01", "expires": "2026-11-24"}, "yes"),
        ({"expires": "2026-11-23"}, "no"),
        ({"revoked": "2026-11-24"}, "no"),
        ({"revoked": "2026-11-25"}, "yes"),
        ({"issuer": "province"}, "no"),
        ({"programme": "vip-service-manager"}, "no"),
    ],
)
def test_certificate(changed: dict[str, Any], expected: str) -> None:
    record, months = {"certificates": [certificate(**changed)]}, {"validity_months": 24}
    assert decide(record, "hold", 3, D, supplied=(months,)) == expected


@pytest.mark.parametrize(
    ("as_of", "expected", "day_before"),
    [
        (date(2026, 2, 27), "yes", "yes"),
        (date(2026, 2, 28), "yes", "no"),
        (date(2026, 3, 1), "no", "no"),
    ],
)
def test_a_certificate_of_29_february_holds_through_28_february(as_of: date, expected: str, day_before: str) -> None:
    record, months = {"certificates": [certificate(issued="2024-02-29")]}, {"validity_months": 24}
    assert decide(record, "hold", 3, as_of, supplied=(months,)) == expected
    assert decide(record, "hold", 3, as_of, {"A5": "last-day-before"}, (months,)) == day_before
    assert decide(record, "hold", 3, as_of, {"A5": "no-expiry"}, (months,)) == "yes"


@pytest.mark.parametrize(
    ("supplied", "changed", "assume", "expected"),
    [
        ({}, {}, {}, "unknown"),
        ({}, {"expires": "2026-11-24"}, {}, "yes"),  # then the validity does not matter
        ({}, {"expires": "2026-11-23"}, {}, "no"),
        ({}, {"level": 4}, {}, "no"),
        ({}, {"revoked": "2026-01-01"}, {}, "no"),
        ({}, {}, {"A5": "no-expiry"}, "yes"),
        ({"validity_months": None}, {"issued": "1990-01-01"}, {}, "yes"),  # no expiry
        ({"validity_months": None}, {"issued": "1990-01-01"}, {"A5": "last-day-before"}, "yes"),
        ({"validity_months": 24}, {"level": 2}, {"A8": "exact-level"}, "no"),
        ({"validity_months": 24}, {"issuer": "province"}, {"A26": "any-issuer"}, "yes"),
        ({"validity_months": 24}, {"issued": "2020-01-01"}, {"A7": "ever-obtained"}, "no"),  # not in `hold`
    ],
)
def test_certificate_as_supplied_and_switched(
    supplied: dict[str, Any], changed: dict[str, Any], assume: dict[str, str], expected: str
) -> None:
    assert decide({"certificates": [certificate(**changed)]}, "hold", 3, D, assume, (supplied,)) == expected


@pytest.mark.parametrize(
    ("changed", "expected"), [({"issued": "1990-01-01"}, "yes"), ({"revoked": "2026-11-24"}, "no")]
)
def test_ever_obtained_in_apply(changed: dict[str, Any], expected: str) -> None:
    """A7: expiry is not looked at, so the validity need not be known; revocation is."""
    record, routes = {"certificates": [certificate(**changed)]}, {"routes": {3: [{"certificate": 4}]}}
    assert said(record, "apply", "route.1", routes, A7="ever-obtained") == expected


# --- pass -----------------------------------------------------------------------------------------

MARKS = {"levels": [3], "pass_marks": {3: {"written": 60}}, "validity_months": 12}


def result(**changed: Any) -> dict[str, Any]:
    return {"programme": CE, "level": 3, "component": "written", "taken": "2026-01-10", "score": 60, **changed}


@pytest.mark.parametrize(
    ("changed", "expected", "open_validity"),
    [
        ({}, "yes", "unknown"),
        ({"score": 59.99}, "no", "no"),
        ({"score": None}, "unknown", "unknown"),
        ({"score": 0, "passed": True}, "yes", "unknown"),
        ({"passed": False}, "no", "no"),
        ({"taken": "2026-11-24"}, "yes", "unknown"),
        ({"taken": "2026-11-25"}, "no", "no"),
        ({"taken": "2025-11-24"}, "yes", "unknown"),
        ({"taken": "2025-11-23"}, "no", "unknown"),
        ({"level": 2}, "no", "no"),
        ({"component": "interview"}, "no", "no"),
        ({"programme": "vip-service-manager"}, "no", "no"),
    ],
)
def test_assessment(changed: dict[str, Any], expected: str, open_validity: str) -> None:
    record = {"results": [result(**changed)]}
    assert decide(record, "pass", 3, D, supplied=(MARKS,)) == expected
    without = {name: value for name, value in MARKS.items() if name != "validity_months"}
    assert decide(record, "pass", 3, D, supplied=(without,)) == open_validity


@pytest.mark.parametrize(
    ("results", "supplied", "assume", "expected"),
    [
        (None, {}, {}, "unknown"),
        ([], {}, {}, "no"),
        ([], {"pass_marks": None}, {}, "unknown"),
        ([], {"pass_marks": {2: {"written": 60}}}, {}, "unknown"),
        ([], {"pass_marks": {3: {}}}, {}, "yes"),
        ([], {"pass_marks": {2: {}}, "levels": [2]}, {}, "no"),  # there is no level 3
        ([result()], {"pass_marks.3.interview": 60}, {}, "no"),  # every component
        ([result(taken="1990-01-01")], {"validity_months": None}, {}, "yes"),
        ([result(), result(score=50, taken="2026-02-01")], {}, {}, "yes"),
        ([result(), result(score=50, taken="2026-02-01")], {}, {"A10": "latest-result"}, "no"),
        ([result(), result(score=50)], {}, {"A10": "latest-result"}, "no"),
        ([result(score=50, taken="2025-01-01"), result()], {}, {"A10": "latest-result"}, "yes"),
        ([result(passed=False)], {}, {"A18": "score-first"}, "yes"),
    ],
)
def test_pass(results: Any, supplied: dict[str, Any], assume: dict[str, str], expected: str) -> None:
    assert decide({"results": results}, "pass", 3, D, assume, (MARKS, supplied)) == expected


# --- teach ----------------------------------------------------------------------------------------

TEACHERS = {"teacher_levels": {3: 2}, "teacher_ranks": {3: "province"}, "validity_months": 24}


def attestation(value: bool, **changed: Any) -> dict[str, Any]:
    return {"matter": "relevant-experience", "programme": CE, "value": value, "on": "2026-11-24", **changed}


@pytest.mark.parametrize(
    ("attestations", "expected"),
    [
        (None, "unknown"),
        ([], "no"),
        ([attestation(True)], "yes"),
        ([attestation(True, level=3)], "yes"),
        ([attestation(True, level=2)], "no"),
        ([attestation(True, on="2026-11-25")], "no"),
        ([attestation(True), attestation(False)], "no"),
        ([attestation(True), attestation(False, on="2026-11-23")], "yes"),
        ([attestation(True, programme="vip-service-manager")], "no"),
        ([attestation(True, matter="education-relaxation")], "no"),
    ],
)
def test_attested_experience(attestations: Any, expected: str) -> None:
    assert said({"attestations": attestations}, "teach", "experience") == expected


@pytest.mark.parametrize(
    ("titles", "expected", "open_rank"),
    [
        (None, "unknown", "unknown"),
        ([], "no", "no"),
        ([{"rank": "province", "granted": "2026-11-24"}], "yes", "unknown"),
        ([{"rank": "province", "granted": "2026-11-25"}], "no", "no"),
        ([{"rank": "prefecture", "granted": "2020-01-01"}], "no", "unknown"),
        ([{"rank": "group", "granted": "2020-01-01"}], "yes", "unknown"),
    ],
)
def test_title(titles: Any, expected: str, open_rank: str) -> None:
    assert said({"trainer_titles": titles}, "teach", "title", TEACHERS) == expected
    assert said({"trainer_titles": titles}, "teach", "title", {"teacher_ranks": {"2": "group"}}) == open_rank


@pytest.mark.parametrize(
    ("certificates", "expected", "open_level"),
    [
        ([certificate(level=2)], "yes", "unknown"),
        ([certificate(level=3)], "no", "unknown"),
        ([certificate(level=2, issued="2024-11-23")], "no", "no"),  # no valid certificate of whatever level
        ([certificate(level=9, issuer="province")], "no", "no"),
        ([], "no", "no"),
        (None, "unknown", "unknown"),
    ],
)
def test_teacher_certificate(certificates: Any, expected: str, open_level: str) -> None:
    record = {"certificates": certificates}
    assert said(record, "teach", "certificate", TEACHERS) == expected
    assert said(record, "teach", "certificate", TEACHERS, {"teacher_levels.3": None}) == open_level


@pytest.mark.parametrize(
    ("holds", "experienced", "titled", "expected", "switched"),
    [
        (True, False, False, "yes", "no"),
        (True, False, True, "yes", "yes"),
        (False, True, True, "yes", "yes"),
        (False, True, False, "no", "no"),
        (False, False, True, "no", "no"),
    ],
)
def test_teach(holds: bool, experienced: bool, titled: bool, expected: str, switched: str) -> None:
    record = {
        "certificates": [certificate(level=2)] if holds else [],
        "attestations": [attestation(experienced)],
        "trainer_titles": [{"rank": "province", "granted": "2020-01-01"}] if titled else [],
    }
    assert decide(record, "teach", 3, D, supplied=(TEACHERS,)) == expected
    assert decide(record, "teach", 3, D, {"A25": "certificate-or-experience"}, (TEACHERS,)) == switched
