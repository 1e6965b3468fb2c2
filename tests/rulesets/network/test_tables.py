"""The tables of the network optimization rules at their boundaries, worked by hand from the clauses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.story.recheck import recheck
from vip_cert_rules import Decision, InputError, evaluate, find_ruleset
from vip_cert_rules.measures.query import RECORD_CLASSES

NET = "network-optimization"
FIELD = "field-optimization"
MARKS = {"theory_pass_mark": 60, "practical_pass_mark": 70}


def person(**lists: Any) -> dict[str, Any]:
    """A record with every list known to be empty but those given; employed in a provincial branch all the time."""
    jobs = [{"start": "2000-01-01", "unit": "provincial_branch"}]
    return {"id": "N1", **{name: [] for name in RECORD_CLASSES}, "employments": jobs, **lists}


def result(level: int, component: str, score: float | None, taken: str, **more: Any) -> dict[str, Any]:
    return {
        "programme": NET,
        "level": level,
        "component": component,
        "score": score,
        "taken": taken,
        "position": FIELD,
        **more,
    }


def attained(level: int, taken: str = "2025-06-01", **more: Any) -> list[dict[str, Any]]:
    """Both components, at the marks of ``MARKS``."""
    return [result(level, "theory", 60, taken, **more), result(level, "practical", 70, taken, **more)]


def certificate(level: int, issued: str, issuer: str = "group", **more: Any) -> dict[str, Any]:
    return {"programme": NET, "level": level, "issued": issued, "issuer": issuer, **more}


def attested(value: bool, on: str, level: int | None = None) -> dict[str, Any]:
    return {
        "matter": "cross-level-qualification",
        "programme": NET,
        "level": level,
        "value": value,
        "on": on,
    }


def ask(record: dict[str, Any], question: str, level: int, as_of: str, **more: Any) -> Decision:
    call = {"position": FIELD, "parameters": MARKS, **more}
    return evaluate(record, ruleset=NET, question=question, level=level, as_of=as_of, engine="direct", **call)


def outcome(record: dict[str, Any], question: str, level: int, as_of: str, **more: Any) -> str:
    return ask(record, question, level, as_of, **more).outcome.value


# --- components ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("results", "as_of", "assume", "expected"),
    [
        (attained(3), "2027-06-01", {}, "yes"),
        (attained(3), "2027-06-02", {}, "no"),
        (attained(3), "2025-05-31", {}, "no"),
        (attained(3, "2024-02-29"), "2026-02-28", {}, "yes"),
        (attained(3, "2024-02-29"), "2026-03-01", {}, "no"),
        (attained(3)[:1], "2026-01-01", {}, "no"),  # both components are needed
        (attained(2), "2026-01-01", {}, "no"),  # exactly this level
        (attained(3, position="routine-analysis"), "2026-01-01", {}, "no"),
        (attained(3, position=None), "2026-01-01", {}, "unknown"),
        ([result(3, "theory", 59.99, "2025-06-01"), attained(3)[1]], "2026-01-01", {}, "no"),
        ([result(3, "theory", None, "2025-06-01"), attained(3)[1]], "2026-01-01", {}, "unknown"),
        ([result(3, "theory", 10, "2025-06-01", passed=True), attained(3)[1]], "2026-01-01", {}, "yes"),
        (
            [result(3, "theory", 10, "2025-06-01", passed=True), attained(3)[1]],
            "2026-01-01",
            {"A18": "score-first"},
            "no",
        ),
        ([*attained(3), result(3, "theory", 10, "2025-07-01")], "2026-01-01", {}, "yes"),
        ([*attained(3), result(3, "theory", 10, "2025-07-01")], "2026-01-01", {"A10": "latest-result"}, "no"),
    ],
)
def test_pass(results: list[Any], as_of: str, assume: dict[str, str], expected: str) -> None:
    assert expected == outcome(person(results=results), "pass", 3, as_of, assume=assume)


@pytest.mark.parametrize(
    ("parameters", "expected", "missing"),
    [
        ({}, "unknown", ["parameters.theory_pass_mark", "parameters.practical_pass_mark"]),
        (MARKS, "yes", []),
        ({**MARKS, "theory_pass_mark": 60.01}, "no", []),
        ({**MARKS, "theory_pass_mark": {3: 60}}, "yes", []),
        ({**MARKS, "theory_pass_mark": {"3": 60}}, "yes", []),
        ({**MARKS, "theory_pass_mark": {5: 60, 4: 60}}, "unknown", ["parameters.theory_pass_mark"]),
        ({**MARKS, "theory_pass_mark.3": 61}, "no", []),
        ({**MARKS, "theory_pass_mark.4": 61}, "yes", []),
        ({**MARKS, "theory_pass_mark.3": None}, "unknown", ["parameters.theory_pass_mark"]),
        ({"practical_pass_mark": 70, "theory_pass_mark.3": 60}, "yes", []),
        ({**MARKS, "theory_pass_mark": None}, "unknown", ["parameters.theory_pass_mark"]),
    ],
)
def test_a_pass_mark_is_one_value_or_one_for_each_level(
    parameters: dict[str, Any], expected: str, missing: list[str]
) -> None:
    decision = ask(person(results=attained(3)), "pass", 3, "2026-01-01", parameters=parameters)
    assert (expected, missing) == (decision.outcome.value, list(decision.missing))


def test_without_a_pass_mark_what_was_reported_still_decides() -> None:
    reported = [{**one, "passed": True} for one in attained(3)]
    assert "yes" == outcome(person(results=reported), "pass", 3, "2026-01-01", parameters={})
    failed = [{**one, "passed": False} for one in attained(3)]
    assert "no" == outcome(person(results=failed), "pass", 3, "2026-01-01", parameters={})
    assert "no" == outcome(person(), "pass", 3, "2026-01-01", parameters={})  # no result, whatever the mark
    assert "unknown" == outcome(person(results=None), "pass", 3, "2026-01-01", parameters=MARKS)


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([{"theory_pass_mark": {3: 99}}, {"theory_pass_mark": 60}], "yes"),
        ([{"theory_pass_mark": 99}, {"theory_pass_mark": {3: 60}}], "yes"),
        ([{"theory_pass_mark": 60}, {"theory_pass_mark": {4: 60}}], "unknown"),
        ([{"theory_pass_mark": 60}, {"theory_pass_mark.4": 99}], "yes"),
        ([{"theory_pass_mark.3": 99}, {"theory_pass_mark": 60}], "yes"),
        ([{"theory_pass_mark": 60}, {"theory_pass_mark": None}], "unknown"),
    ],
)
def test_a_later_overlay_replaces_an_earlier_form_as_a_whole(layers: list[dict[str, Any]], expected: str) -> None:
    laid = [{"overlay": f"o{i}", "ruleset": NET, "parameters": one} for i, one in enumerate(layers)]
    assert expected == outcome(
        person(results=attained(3)), "pass", 3, "2026-01-01", overlays=laid, parameters={"practical_pass_mark": 70}
    )


def test_two_results_of_which_either_may_be_the_latest_show_what_they_rest_on() -> None:
    """One was reported as passed, the other has a score and may be of another position: a pass either way."""
    results = [
        result(3, "theory", None, "2025-06-01", passed=True),
        result(3, "theory", 60, "2025-06-01", position=None),
    ]
    switched = {"A10": "latest-result", "A18": "score-first"}
    document = ask(person(results=results), "pass", 3, "2026-01-01", assume=switched).to_dict()
    theory = document["explanation"]["children"][0]
    assert ("met", True) == (theory["status"], theory["measured"]["passed"])
    assert ["results[0]", "results[1]"] == theory["evidence"]
    assert recheck(document) == []


def test_a_mark_shows_who_set_it() -> None:
    laid = [{"overlay": "group-2026", "ruleset": NET, "parameters": {"theory_pass_mark": 60}}]
    laid += [{"overlay": "sichuan", "ruleset": NET, "parameters": {"theory_pass_mark.5": 65}}]
    document = ask(person(results=attained(3)), "pass", 3, "2026-01-01", overlays=laid, parameters=None).to_dict()
    theory = document["explanation"]["children"][0]
    assert {"op": ">=", "value": 60, "base": None, "set_by": "group-2026", "parameter": "theory_pass_mark"} == theory[
        "required"
    ]
    assert {"theory_pass_mark": 60, "theory_pass_mark.5": 65} == document["parameters"]


# --- holding ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lists", "level", "assume", "expected"),
    [
        ({"results": attained(3)}, 3, {}, "yes"),
        ({"results": attained(3)}, 5, {}, "yes"),  # a higher level counts
        ({"results": attained(3)}, 2, {}, "no"),
        ({"results": [attained(3)[0], attained(2)[1]]}, 5, {}, "no"),  # both of one level
        ({"certificates": [certificate(3, "2024-06-01")]}, 4, {}, "yes"),
        ({"certificates": [certificate(3, "2024-05-31")]}, 4, {}, "no"),
        ({"certificates": [certificate(3, "2024-06-01")]}, 4, {"A5": "last-day-before"}, "no"),
        ({"certificates": [certificate(3, "2014-06-01")]}, 4, {"A5": "no-expiry"}, "yes"),
        ({"certificates": [certificate(3, "2020-01-01", expires="2026-06-01")]}, 3, {}, "yes"),
        ({"certificates": [certificate(3, "2026-01-01", expires="2026-05-31")]}, 3, {}, "no"),
        ({"certificates": [certificate(3, "2026-01-01", revoked="2026-06-01")]}, 3, {}, "no"),
        ({"certificates": [certificate(3, "2026-01-01", revoked="2026-06-02")]}, 3, {}, "yes"),
        ({"certificates": [certificate(3, "2026-01-01")]}, 4, {"A8": "exact-level"}, "no"),
        ({"certificates": [certificate(3, "2026-01-01")]}, 4, {"A20": "components-only"}, "no"),
        ({"certificates": [certificate(3, "2026-01-01", position=FIELD)]}, 3, {}, "yes"),
        ({"certificates": [certificate(3, "2026-01-01", position="system-analysis")]}, 3, {}, "no"),
        ({"certificates": [certificate(3, "2026-01-01", "province", position=FIELD)]}, 3, {}, "no"),
        ({"certificates": None}, 3, {}, "unknown"),
    ],
)
def test_hold_on_the_first_of_june_2026(lists: Any, level: int, assume: dict[str, str], expected: str) -> None:
    for one in lists.get("certificates") or ():
        one.setdefault("position", FIELD)
    assert expected == outcome(person(**lists), "hold", level, "2026-06-01", assume=assume)


def test_a_certificate_that_does_not_say_its_position_may_be_any() -> None:
    decision = ask(person(certificates=[certificate(3, "2026-01-01")]), "hold", 3, "2026-06-01")
    assert ("unknown", ("certificates[0].position",)) == (decision.outcome.value, decision.missing)


@pytest.mark.parametrize(
    ("issued", "as_of", "assume", "expected"),
    [
        ("2008-09-30", "2009-06-01", {}, "no"),
        ("2008-10-01", "2009-06-01", {}, "yes"),
        ("2008-10-01", "2010-10-01", {}, "yes"),
        ("2008-10-01", "2010-10-02", {}, "no"),
        ("2010-05-31", "2012-05-31", {}, "yes"),
        ("2010-05-31", "2012-06-01", {}, "no"),
        ("2010-06-01", "2011-01-01", {}, "no"),
        ("2008-10-01", "2010-10-02", {"A14": "from-2010-05-31"}, "yes"),
        ("2008-10-01", "2012-05-31", {"A14": "from-2010-05-31"}, "yes"),
        ("2010-05-31", "2012-06-01", {"A14": "from-2010-05-31"}, "no"),
        ("2010-06-01", "2011-01-01", {"A14": "from-2010-05-31"}, "no"),
    ],
)
def test_recognised_as_level_5(issued: str, as_of: str, assume: dict[str, str], expected: str) -> None:
    """Whatever its level, its position and its own expiry."""
    for more in ({}, {"expires": issued}, {"position": "system-analysis"}, {"level": 2}):
        one = {**certificate(5, issued, "province"), **more}
        assert expected == outcome(person(certificates=[one]), "hold", 5, as_of, assume=assume)
        assert "no" == outcome(person(certificates=[one]), "hold", 4, as_of, assume=assume)
    revoked = certificate(5, issued, "province", revoked=as_of)
    assert "no" == outcome(person(certificates=[revoked]), "hold", 5, as_of, assume=assume)


# --- applying --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "assume", "expected"),
    [
        ("provincial_branch", {}, "yes"),
        ("professional_company", {}, "yes"),
        ("headquarters", {}, "yes"),
        ("other", {}, "no"),
        (None, {}, "unknown"),
        ("headquarters", {"A22": "provincial-branch-only"}, "no"),
        ("provincial_branch", {"A22": "provincial-branch-only"}, "yes"),
    ],
)
def test_whoever_is_in_scope_may_apply_for_level_5(unit: str | None, assume: dict[str, str], expected: str) -> None:
    job = {"start": "2020-01-01", "end": "2026-06-01", "unit": unit}
    assert expected == outcome(person(employments=[job]), "apply", 5, "2026-06-01", assume=assume)
    assert "no" == outcome(person(employments=[job]), "apply", 5, "2026-06-02", assume=assume)


@pytest.mark.parametrize(
    ("lists", "level", "as_of", "assume", "expected"),
    [
        ({}, 4, "2026-06-01", {}, "no"),
        ({"results": attained(5)}, 4, "2027-06-01", {}, "yes"),
        ({"results": attained(5)}, 4, "2027-06-02", {}, "no"),
        ({"results": attained(5)}, 4, "2027-06-02", {"A21": "ever-obtained"}, "yes"),
        ({"results": attained(5)}, 3, "2026-06-01", {}, "no"),
        ({"results": attained(4)}, 3, "2026-06-01", {}, "yes"),
        ({"certificates": [certificate(5, "2014-01-01", position=FIELD)]}, 4, "2026-06-01", {}, "no"),
        (
            {"certificates": [certificate(5, "2014-01-01", position=FIELD)]},
            4,
            "2026-06-01",
            {"A21": "ever-obtained"},
            "yes",
        ),
        (
            {"certificates": [certificate(5, "2014-01-01", position=FIELD, revoked="2015-01-01")]},
            4,
            "2026-06-01",
            {"A21": "ever-obtained"},
            "no",
        ),
        ({"certificates": [certificate(4, "2010-05-31", "province")]}, 4, "2026-06-01", {}, "yes"),
        ({"certificates": [certificate(1, "2008-10-01", "province")]}, 3, "2026-06-01", {}, "yes"),
        ({"certificates": [certificate(1, "2008-10-01", "province")]}, 2, "2026-06-01", {}, "no"),
        ({"certificates": [certificate(5, "2010-05-31", "province")]}, 4, "2026-06-01", {}, "no"),
        ({"certificates": [certificate(5, "2010-05-31", "province")]}, 4, "2012-05-31", {}, "yes"),  # holds level 5
        ({"certificates": [certificate(5, "2010-05-31", "province")]}, 3, "2012-05-31", {}, "no"),
        ({"certificates": [certificate(4, "2010-06-01", "province")]}, 4, "2026-06-01", {}, "no"),
        ({"certificates": [certificate(4, "2010-06-01", "province")]}, 4, "2026-06-01", {"A19": "no-window"}, "yes"),
        ({"certificates": [certificate(4, "2010-05-31", "province")]}, 3, "2012-05-31", {"A19": "two-years"}, "yes"),
        ({"certificates": [certificate(4, "2010-05-31", "province")]}, 3, "2012-06-01", {"A19": "two-years"}, "no"),
        (
            {"certificates": [certificate(4, "2010-05-31", "province", expires="2010-06-01")]},
            4,
            "2026-06-01",
            {},
            "yes",
        ),
        ({"certificates": [certificate(4, "2010-05-31", "province", revoked="2026-06-01")]}, 4, "2026-06-01", {}, "no"),
        ({"attestations": [attested(True, "2026-06-01")]}, 1, "2026-06-01", {}, "yes"),
        ({"attestations": [attested(True, "2026-06-02")]}, 1, "2026-06-01", {}, "no"),
        ({"attestations": [attested(True, "2026-01-01", 1)]}, 1, "2026-06-01", {}, "yes"),
        ({"attestations": [attested(True, "2026-01-01", 2)]}, 1, "2026-06-01", {}, "no"),
        ({"attestations": [attested(True, "2026-01-01", 1), attested(False, "2026-01-01")]}, 1, "2026-06-01", {}, "no"),
        ({"attestations": None}, 1, "2026-06-01", {}, "unknown"),
    ],
)
def test_apply(lists: Any, level: int, as_of: str, assume: dict[str, str], expected: str) -> None:
    assert expected == outcome(person(**lists), "apply", level, as_of, assume=assume)


@pytest.mark.parametrize(
    ("parameters", "assume", "expected", "assumed"),
    [
        ({}, {}, "yes", "A17"),
        ({"position_levels": None}, {}, "yes", "A17"),
        ({}, {"A17": "unknown-until-supplied"}, "unknown", "A17=unknown-until-supplied"),
        ({"position_levels": {FIELD: [5, 4]}}, {}, "yes", None),
        ({"position_levels": {FIELD: [5, 4]}}, {"A17": "unknown-until-supplied"}, "yes", None),
        ({"position_levels": {FIELD: [4]}}, {}, "no", None),
        ({"position_levels": {"system-analysis": [5]}}, {}, "no", None),  # a position not named has none
        ({"position_levels": {}}, {}, "no", None),
        ({"position_levels.field-optimization": [5]}, {}, "yes", None),
        ({"position_levels.system-analysis": [5]}, {}, "no", None),
    ],
)
def test_the_position_has_the_level_once_that_is_supplied(
    parameters: dict[str, Any], assume: dict[str, str], expected: str, assumed: str | None
) -> None:
    decision = ask(person(), "apply", 5, "2026-06-01", parameters=parameters, assume=assume)
    assert expected == decision.outcome.value
    assert ([assumed] if assumed else []) == [name for name in decision.assumptions if name.startswith("A17")]
    assert (("parameters.position_levels",) if expected == "unknown" else ()) == decision.missing


def test_a_table_of_positions_shows_who_set_it() -> None:
    laid = [{"overlay": "sichuan", "ruleset": NET, "parameters": {"position_levels": {FIELD: [4]}}}]
    document = ask(person(), "apply", 5, "2026-06-01", overlays=laid, parameters=None).to_dict()
    (node,) = [child for child in document["explanation"]["children"] if child["id"].endswith("position-has-level")]
    assert {"low": 0, "high": 0, "unit": "record"} == node["measured"]
    assert ("wrong_level", "sichuan", None) == (node["code"], node["required"]["set_by"], node["required"]["base"])
    assert {"position_levels": {FIELD: [4]}} == document["parameters"]


# --- faults ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameters", "path", "code"),
    [
        ({"theory_pass_mark": 101}, "theory_pass_mark", "too-high"),
        ({"theory_pass_mark": "60"}, "theory_pass_mark", "wrong-type"),
        ({"theory_pass_mark": [60]}, "theory_pass_mark", "wrong-type"),
        ({"theory_pass_mark": {6: 60}}, "theory_pass_mark.6", "unknown-level"),
        ({"theory_pass_mark": {5: -1}}, "theory_pass_mark.5", "too-low"),
        ({"theory_pass_mark.6": 60}, "theory_pass_mark.6", "unknown-parameter"),
        ({"theory_pass_mark.5": {5: 60}}, "theory_pass_mark.5", "wrong-type"),
        ({"position_levels": [5]}, "position_levels", "wrong-type"),
        ({"position_levels": {"cook": [5]}}, "position_levels.cook", "unknown-position"),
        ({"position_levels": {FIELD: [6]}}, f"position_levels.{FIELD}[0]", "unknown-level"),
        ({"position_levels": {FIELD: 5}}, f"position_levels.{FIELD}", "wrong-type"),
        ({"position_levels": {FIELD: [True]}}, f"position_levels.{FIELD}[0]", "wrong-type"),
        ({"position_levels.cook": [5]}, "position_levels.cook", "unknown-parameter"),
        ({f"position_levels.{FIELD}": [6]}, f"position_levels.{FIELD}[0]", "unknown-level"),
    ],
)
def test_a_fault_of_a_parameter_names_its_path(parameters: dict[str, Any], path: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        ask(person(), "apply", 5, "2026-06-01", parameters=parameters)
    assert [(path, code)] == [(fault.path, fault.code) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("call", "path", "code"),
    [
        ({"position": None}, "position", "position-missing"),
        ({"position": "cook"}, "position", "unknown-position"),
        ({"position": FIELD, "level": 6}, "level", "unknown-level"),
        ({"position": FIELD, "level": None}, "level", "level-missing"),
        ({"position": FIELD, "question": "teach"}, "question", "unknown-question"),
        ({"position": FIELD, "ruleset": "vip-service-manager", "level": 4}, "position", "position-not-allowed"),
    ],
)
def test_a_fault_of_the_call_names_its_path(call: dict[str, Any], path: str, code: str) -> None:
    asked = {"ruleset": NET, "question": "apply", "level": 5, "as_of": "2026-06-01", **call}
    with pytest.raises(InputError) as caught:
        evaluate(person(), **asked)
    assert [(path, code)] == [(fault.path, fault.code) for fault in caught.value.faults]


def test_plans_are_kept_for_each_position() -> None:
    """The same question about another position is another plan, and asked again the same."""
    rules = find_ruleset(NET)
    day = date(2026, 6, 1)
    plans = [rules.plan("hold", 5, position, day, None) for position in rules.positions * 2]
    assert [plan.plan.position for plan in plans] == [*rules.positions * 2]
    assert plans[:3] == plans[3:]


def test_texts_name_the_position() -> None:
    told = ask(person(), "apply", 5, "2026-06-01", position="system-analysis").explain("zh")
    assert told.splitlines()[0] == "符合无线网系统分析优化岗五级认证申报条件。"
