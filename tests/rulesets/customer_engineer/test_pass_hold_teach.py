"""`pass`, `hold`, `teach` of the customer engineer (record contract, section 2)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rulesets.customer_engineer.sheet import (
    CE,
    ENGINEER,
    SUPPLIED,
    D,
    ask,
    attested,
    certificate,
    result,
    without,
)  # fmt: skip
from tests.rulesets.sheets import decide
from vip_cert_rules import InputError, evaluate

LOW, NONE = ("unmet", "too_low"), ("unmet", "none_on_record")
MET = ("met", None)
OPEN, LOST = ("unknown", "fact_not_recorded"), ("unknown", "parameter_not_supplied")

# --- passing ---------------------------------------------------------------------------------------------------------

BOTH = [result(4, "theory", 60), result(4, "practical", 70)]


def test_every_component_with_a_mark_is_needed() -> None:
    answer = ask({"results": BOTH}, "pass", 4)
    assert "yes" == answer.outcome
    assert {"pass.4.assessment.theory", "pass.4.assessment.practical"} <= answer.ids
    assert "no" == ask({"results": BOTH[:1]}, "pass", 4).outcome
    assert ["pass.3", "pass.3.assessment.theory", "pass.3.level-exists"] == sorted(ask({}, "pass").ids)


@pytest.mark.parametrize(
    ("rows", "as_of", "assume", "expected"),
    [
        ([result(4, "theory", 60)], D, {}, MET),
        ([result(4, "theory", 59.99)], D, {}, LOW),
        ([result(4, "theory", None)], D, {}, OPEN),
        ([result(4, "theory", 59.99, passed=True)], D, {}, MET),
        ([result(4, "theory", 60, passed=False)], D, {}, ("unmet", "not_passed")),
        ([result(4, "theory", 59.99, passed=True)], D, {"A18": "score-first"}, LOW),
        ([result(4, "theory", 60, passed=False)], D, {"A18": "score-first"}, MET),
        ([result(4, "theory", 60)], "2026-04-30", {}, ("unmet", "too_early")),
        ([result(4, "theory", 60)], "2026-05-01", {}, MET),
        ([result(4, "theory", 60)], "2028-05-01", {}, MET),
        ([result(4, "theory", 60)], "2028-05-02", {}, ("unmet", "expired")),
        ([result(4, "theory", 60, "2024-02-29")], "2026-02-28", {}, MET),
        ([result(4, "theory", 60, "2024-02-29")], "2026-03-01", {}, ("unmet", "expired")),
        ([result(3, "theory", 99)], D, {}, ("unmet", "wrong_level")),  # exactly this level
        ([result(4, "written", 99)], D, {}, NONE),
        ([result(4, "theory", 60), result(4, "theory", 10, "2026-06-01")], D, {}, MET),
        ([result(4, "theory", 60), result(4, "theory", 10, "2026-06-01")], D, {"A10": "latest-result"}, LOW),
        ([result(4, "theory", 60), result(4, "written", 10, "2026-06-01")], D, {"A10": "latest-result"}, MET),
        ([], D, {}, NONE),
        (None, D, {}, OPEN),
    ],
)
def test_a_component_is_passed_within_the_validity_supplied(
    rows: Any, as_of: str, assume: dict[str, str], expected: tuple[str, str | None]
) -> None:
    assert expected == ask({"results": rows}, "pass", 4, as_of, **assume).told("assessment.theory")


@pytest.mark.parametrize(
    ("marks", "outcome", "nodes", "missing"),
    [
        (None, "unknown", ["pass_marks"], ["parameters.pass_marks"]),
        ({}, "unknown", ["pass_marks"], ["parameters.pass_marks"]),
        ({3: {"theory": 60}}, "unknown", ["pass_marks"], ["parameters.pass_marks"]),
        ({4: None}, "unknown", ["pass_marks"], ["parameters.pass_marks"]),
        ({4: {}}, "yes", [], []),
        ({4: {"theory": None}}, "yes", [], []),
        ({4: {"theory": 60}}, "yes", ["assessment.theory"], []),
        ({"4": {"theory": 60.01}}, "no", ["assessment.theory"], []),
        ({4: {"theory": 60, "项目演示": 80}}, "no", ["assessment.theory", "assessment.项目演示"], []),
    ],
)
def test_what_is_assessed_is_what_has_a_mark_at_the_level(
    marks: Any, outcome: str, nodes: list[str], missing: list[str]
) -> None:
    """No marks, or none for this level: unknown, whatever is on record. An empty list of marks: nothing is assessed."""
    for results in (BOTH, []):
        answer = ask({"results": results}, "pass", 4, parameters={**SUPPLIED, "pass_marks": marks})
        assert sorted(f"pass.4.{name}" for name in nodes) == sorted(answer.ids - {"pass.4", "pass.4.level-exists"})
        if results or outcome != "yes" or not nodes:
            assert (outcome, missing) == (answer.outcome, answer.missing)
    if not missing and nodes == ["assessment.theory"]:
        assert NONE == answer.told("assessment.theory")


def test_a_level_that_does_not_exist_settles_it_whatever_the_marks() -> None:
    answer = ask({"results": BOTH}, "pass", 5)
    assert ("no", ["pass.5.level-exists"]) == (answer.outcome, answer.document["unmet"])


@pytest.mark.parametrize(
    ("taken", "parameters", "expected", "missing"),
    [
        ("2001-05-01", {"validity_months": None}, MET, []),
        ("2026-05-01", {}, LOST, ["parameters.validity_months"]),
        ("2026-11-25", {}, ("unmet", "too_early"), []),
    ],
)
def test_results_lapse_after_the_validity_supplied_and_never_where_it_is_null(
    taken: str, parameters: dict[str, Any], expected: tuple[str, str | None], missing: list[str]
) -> None:
    supplied = {**without("validity_months"), **parameters, "pass_marks": {4: {"theory": 60}}}
    answer = ask({"results": [result(4, "theory", 60, taken)]}, "pass", 4, parameters=supplied)
    assert (expected, missing) == (answer.told("assessment.theory"), answer.missing)


def test_a_failed_result_fails_whatever_the_validity() -> None:
    """No value of the parameter could make it pass."""
    supplied = {**without("validity_months"), "pass_marks": {4: {"theory": 60}}}
    answer = ask({"results": [result(4, "theory", 59)]}, "pass", 4, parameters=supplied)
    assert "unmet" == answer.told("assessment.theory")[0]


# --- holding ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("certificates", "as_of", "assume", "expected"),
    [
        ([certificate(3, "2024-11-24")], D, {}, MET),
        ([certificate(3, "2024-11-23")], D, {}, ("unmet", "expired")),
        ([certificate(3, "2024-11-24")], D, {"A5": "last-day-before"}, ("unmet", "expired")),
        ([certificate(3, "2024-11-25")], D, {"A5": "last-day-before"}, MET),
        ([certificate(3, "2004-11-24")], D, {"A5": "no-expiry"}, MET),
        ([certificate(3, "2024-02-29")], "2026-02-28", {}, MET),
        ([certificate(3, "2024-02-29")], "2026-03-01", {}, ("unmet", "expired")),
        ([certificate(3, "2004-11-24")], D, {"A7": "ever-obtained"}, ("unmet", "expired")),  # is about applying
        ([certificate(2)], D, {}, MET),
        ([certificate(2)], D, {"A8": "exact-level"}, ("unmet", "wrong_level")),
        ([certificate(4)], D, {}, ("unmet", "wrong_level")),
        ([certificate(3, revoked=D)], D, {}, ("unmet", "revoked")),
        ([certificate(3, issuer="province")], D, {}, ("unmet", "wrong_issuer")),
        ([certificate(3, issuer="province")], D, {"A26": "any-issuer"}, MET),
        ([], D, {}, NONE),
        (None, D, {}, OPEN),
    ],
)
def test_hold(certificates: Any, as_of: str, assume: dict[str, str], expected: tuple[str, str | None]) -> None:
    assert expected == ask({"certificates": certificates}, "hold", 3, as_of, **assume).told("certificate")


@pytest.mark.parametrize(
    ("parameters", "expected", "missing"),
    [
        ({}, LOST, ["parameters.validity_months"]),
        ({"validity_months": None}, MET, []),
        ({"validity_months": 0}, ("unmet", "expired"), []),
        ({"validity_months": 10}, ("unmet", "expired"), []),
        ({"validity_months": 11}, MET, []),
    ],
)
def test_a_certificate_lapses_after_the_months_supplied(
    parameters: dict[str, Any], expected: tuple[str, str | None], missing: list[str]
) -> None:
    answer = ask({}, "hold", 4, parameters=parameters)
    assert (expected, missing) == (answer.told("certificate"), answer.missing)


# --- teaching --------------------------------------------------------------------------------------------------------


def title(rank: str, granted: str = "2023-01-01") -> dict[str, Any]:
    return {"rank": rank, "granted": granted}


@pytest.mark.parametrize(
    ("certificates", "attestations", "titles", "as_printed", "switched"),
    [
        ([certificate(2)], [], [], "yes", "no"),
        ([certificate(1)], [], [], "yes", "no"),
        ([certificate(3)], [], [], "no", "no"),
        ([certificate(2, "2024-11-23")], [], [], "no", "no"),
        ([], [attested()], [title("province")], "yes", "yes"),
        ([], [attested()], [title("group")], "yes", "yes"),
        ([], [attested()], [title("prefecture")], "no", "no"),
        ([], [attested()], [], "no", "no"),
        ([], [], [title("group")], "no", "no"),
        ([certificate(2)], [], [title("province")], "yes", "yes"),
        ([], [attested(on=D)], [title("province", D)], "yes", "yes"),
        ([], [attested(on="2026-11-25")], [title("province")], "no", "no"),
        ([], [attested()], [title("province", "2026-11-25")], "no", "no"),
        ([], [attested(), attested(value=False, on="2026-03-01")], [title("province")], "no", "no"),
        ([], [attested(value=False), attested()], [title("province")], "yes", "yes"),  # a tie: the last listed
        ([], [attested(level=3)], [title("province")], "yes", "yes"),
        ([], [attested(level=4)], [title("province")], "no", "no"),
        ([], [attested(programme="vip-service-manager")], [title("province")], "no", "no"),
        ([], [attested(matter="education-relaxation")], [title("province")], "no", "no"),
        (None, [], [], "unknown", "no"),
        ([], None, [title("province")], "unknown", "unknown"),
        ([], [attested()], None, "unknown", "unknown"),
    ],
)
def test_who_may_teach_level_3(
    certificates: Any, attestations: Any, titles: Any, as_printed: str, switched: str
) -> None:
    """7.2: a certificate of level 2, or experience and a title of the province (A25, A15)."""
    changes = {"certificates": certificates, "attestations": attestations, "trainer_titles": titles}
    assert as_printed == ask(changes, "teach").outcome
    assert switched == ask(changes, "teach", A25="certificate-or-experience").outcome


@pytest.mark.parametrize(
    ("parameters", "statuses", "missing"),
    [
        ({"teacher_levels": None}, ("unknown", "met", "met"), []),
        ({"teacher_levels": {4: 2}, "teacher_ranks": None}, ("unknown", "met", "unknown"), ["levels", "ranks"]),
        ({"teacher_ranks": {4: "group"}}, ("met", "met", "unknown"), []),
        ({"teacher_levels": {3: 1}, "teacher_ranks": {3: "group"}}, ("unmet", "met", "unmet"), []),
        ({"teacher_levels": {3: 1}, "teacher_ranks": {}}, ("unmet", "met", "unknown"), ["ranks"]),
    ],
)
def test_what_is_not_supplied_for_the_level_is_not_known(
    parameters: dict[str, Any], statuses: tuple[str, ...], missing: list[str]
) -> None:
    changes = {"certificates": [certificate(2)], "attestations": [attested()], "trainer_titles": [title("province")]}
    answer = ask(changes, "teach", parameters={**SUPPLIED, **parameters})
    names = ("teacher-certificate", "relevant-experience", "trainer-title")
    assert statuses == tuple(answer.told(name)[0] for name in names)
    assert [f"parameters.teacher_{name}" for name in missing] == answer.missing


def test_whoever_has_nothing_may_not_teach_whatever_the_parameters() -> None:
    changes = {"certificates": [], "attestations": [], "trainer_titles": []}
    answer = ask(changes, "teach", parameters=None)
    assert ("no", [NONE, NONE]) == (
        answer.outcome,
        [answer.told(name) for name in ("teacher-certificate", "trainer-title")],
    )


# --- the call --------------------------------------------------------------------------------------------------------


def test_what_is_information_is_shown_and_decides_nothing() -> None:
    shown = {"examiner_ratio": "每5名考生1名考评员", "exam_minutes": {"theory": 90}, "rooms": "机房"}
    answer = ask({"results": BOTH}, "pass", 4, parameters={**SUPPLIED, **shown})
    assert shown.items() <= answer.document["parameters"].items()
    bare = ask({"results": BOTH}, "pass", 4).document
    assert bare["explanation"] == answer.document["explanation"]


@pytest.mark.parametrize(
    ("call", "path", "code"),
    [
        ({"level": 10}, "level", "unknown-level"),
        ({"level": None}, "level", "level-missing"),
        ({"position": "shop"}, "position", "position-not-allowed"),
        ({"question": "qualify"}, "question", "unknown-question"),
    ],
)
def test_a_fault_of_the_call_names_its_path(call: dict[str, Any], path: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        evaluate({"id": "E1"}, **{"ruleset": CE, "question": "pass", "level": 4, "as_of": D, **call})
    assert [(path, code)] == [(fault.path, fault.code) for fault in caught.value.faults]


def test_the_levels_may_be_called_by_number_or_by_digit() -> None:
    """Record contract: keys that are levels may be integers or, in JSON, strings of one digit."""
    digits = {
        name: {str(level): inner for level, inner in value.items()} if isinstance(value, dict) else value
        for name, value in SUPPLIED.items()
    }
    for question, level in (("apply", 3), ("pass", 4), ("teach", 2)):
        one = decide(ENGINEER, CE, question, level, D, parameters=SUPPLIED).document
        assert one == decide(ENGINEER, CE, question, level, D, parameters=digits).document
