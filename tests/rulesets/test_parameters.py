"""Parameters with keys, as calls and overlays supply them: shapes, layers, faults, and what a decision says of them.

The values are asked for through the customer engineer (levels, components, routes), the customer service manager (a
list) and the network optimization rules (positions); record contract, sections 2 and 3.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.people import Answer
from tests.rulesets.customer_engineer.sheet import CE, ENGINEER, SUPPLIED, D, certificate, result
from tests.rulesets.sheets import blank, decide
from vip_cert_rules import evaluate, load_overlay

CSM = "customer-service-manager"
NET = "network-optimization"
LOST = ("unknown", "parameter_not_supplied")
RATED = blank(ratings=[{"programme": CSM, "item": "teamwork", "score": 60, "on": "2026-01-01"}])
TAKEN = {**ENGINEER, "results": [result(4, "theory", 60), result(4, "practical", 70)]}


def overlay(name: str, ruleset: str = CE, **parameters: Any) -> dict[str, Any]:
    return {"overlay": name, "ruleset": ruleset, "parameters": parameters}


def layers(*parameters: dict[str, Any], ruleset: str = CE) -> list[dict[str, Any]]:
    """Overlays called o1, o2, …, in this order."""
    return [{"overlay": f"o{i}", "ruleset": ruleset, "parameters": one} for i, one in enumerate(parameters, start=1)]


def ask(question: str, level: int | None = 4, ruleset: str = CE, record: Any = TAKEN, **more: Any) -> Answer:
    return decide(record, ruleset, question, level, D, **more)


# --- shapes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "parameters",
    [
        {"pass_marks": {4: {"theory": 60}}},
        {"pass_marks": {"4": {"theory": 60}}},
        {"pass_marks.4": {"theory": 60}},
        {"pass_marks.4.theory": 60},
        {"pass_marks": {4: {"theory": 99}}, "pass_marks.4.theory": 60},  # the whole first, whatever the order
        {"pass_marks.4.theory": 60, "pass_marks": {4: {"theory": 99}}},
        {"pass_marks.4": {"theory": 99}, "pass_marks.4.theory": 60},
        {"pass_marks": {4: {"theory": 60, "practical": None}}},
        {"pass_marks": {4: {"theory": 60, "practical": 99}}, "pass_marks.4.practical": None},
        {"pass_marks": {3: {"essay": 1}, 4: {"theory": 60}}},
    ],
)
def test_a_value_with_two_keys_is_supplied_whole_or_by_dotted_names_of_any_depth(parameters: dict[str, Any]) -> None:
    answer = ask("pass", parameters={"levels": [4], "validity_months": 24, **parameters})
    assert {"pass.4", "pass.4.level-exists", "pass.4.assessment.theory"} == answer.ids
    assert 60 == answer.node("assessment.theory")["required"]["value"]


def test_dotted_names_apply_the_shorter_before_the_longer() -> None:
    """What stands above is replaced first, so that no entry is lost by the order in which a file lists them."""
    one = {"pass_marks.4.theory": 60, "pass_marks.4": {"practical": 70}}
    for parameters in (one, dict(reversed(one.items()))):
        answer = ask("pass", parameters={**SUPPLIED, "pass_marks": None, **parameters})
        assert {"assessment.practical", "assessment.theory"} == {
            node["id"].removeprefix("pass.4.") for node in answer.document["explanation"]["children"][1:]
        }


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"ability_marks": {"teamwork": 60}}, ("met", None)),
        ({"ability_marks.teamwork": 60}, ("met", None)),
        ({"ability_marks.teamwork": 60.01}, ("unmet", "too_low")),
        ({"ability_marks": {"teamwork": 60}, "ability_marks.communication": 99}, ("met", None)),
        ({"ability_marks": {"communication": 60}}, LOST),
        ({"ability_marks": {"teamwork": 60}, "ability_marks.teamwork": None}, LOST),
        ({"ability_marks": {"teamwork": None}}, LOST),
        ({"ability_marks": None}, LOST),
        ({}, LOST),
    ],
)
def test_a_value_by_the_things_of_a_list(parameters: dict[str, Any], expected: tuple[str, str | None]) -> None:
    assert expected == ask("qualify", None, CSM, RATED, parameters=parameters).told("ability.teamwork")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("area_pass_marks.leadership", "met"),
        ("area_pass_marks.领导能力", "unknown"),
        ("area_pass_marks.leadership.extra", "unknown"),  # any word is a component, also one with a dot
    ],
)
def test_a_value_by_component_takes_any_word(name: str, expected: str) -> None:
    row = {"programme": CSM, "level": None, "component": "leadership", "score": 60, "taken": D}
    answer = ask("pass", None, CSM, blank(results=[row]), parameters={name: 60})
    assert expected == answer.told("area.leadership")[0]


# --- layers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("laid", "hours", "set_by"),
    [
        ([{"training_hours": {4: 30}}, {"training_hours.4": 20}], 20, "o2"),
        ([{"training_hours.4": 20}, {"training_hours": {4: 30}}], 30, "o2"),
        ([{"training_hours": {4: 30}}, {"training_hours.3": 20}], 30, "o1"),  # the entry is the first one's
        ([{"training_hours": {4: 30}}, {"training_hours": {3: 20}}], None, None),  # replaced as a whole
        ([{"training_hours": {4: 30}}, {"training_hours": None}], None, None),
        ([{"training_hours": {4: 30}}, {"training_hours.4": None}], None, None),
        ([{"training_hours": {4: 30}}, {"training_hours": None}, {"training_hours.4": 12}], 12, "o3"),
        ([{"training_hours": {4: 30}}, {}], 30, "o1"),
    ],
)
def test_the_last_overlay_wins_entry_by_entry_or_as_a_whole(laid: Any, hours: Any, set_by: str | None) -> None:
    answer = ask("apply", overlays=layers(*laid), parameters={**without_hours(), "routes": {4: [{"training": True}]}})
    required = answer.node("training-hours")["required"]
    assert hours == required["value"]
    assert set_by == required.get("set_by")


def without_hours() -> dict[str, Any]:
    return {name: value for name, value in SUPPLIED.items() if name != "training_hours"}


def test_parameters_of_the_call_are_laid_on_top_of_overlays() -> None:
    laid = layers({"pass_marks": {4: {"theory": 99, "practical": 70}}})
    answer = ask("pass", overlays=laid, parameters={"levels": [4], "validity_months": 24, "pass_marks.4.theory": 60})
    assert "yes" == answer.outcome
    assert {"practical": 70, "theory": 60} == answer.document["parameters"]["pass_marks"]["4"]


def test_the_condition_shows_the_value_the_base_and_who_set_it() -> None:
    """Record contract, section 3: base is the value without overlays; there is none where the document lost it."""
    laid = layers({"pass_marks": {4: {"theory": 60}}}) + layers({"validity_months": 36})
    laid[1]["overlay"] = "another"
    required = ask("pass", overlays=laid, parameters={"levels": [4]}).node("assessment.theory")["required"]
    assert {"op": ">=", "value": 60, "base": None, "set_by": "o1", "parameter": "pass_marks"} == required
    laid += [overlay("third", **{"pass_marks.4.practical": 70})]
    answer = ask("pass", overlays=laid, parameters={"levels": [4]})
    marks = {name: answer.node(f"assessment.{name}")["required"] for name in ("theory", "practical")}
    assert {"theory": ("o1", "pass_marks"), "practical": ("third", "pass_marks.4.practical")} == {
        name: (one["set_by"], one["parameter"]) for name, one in marks.items()
    }


def test_a_declared_value_is_the_base() -> None:
    answer = ask("qualify", None, CSM, RATED, overlays=layers({"qualification_months": 12}, ruleset=CSM))
    required = answer.node("service-experience")["required"]
    assert (12, 36, "o1") == (required["value"], required["base"], required["set_by"])


def test_overlays_loaded_once_may_be_laid_again() -> None:
    loaded = load_overlay(overlay("once", pass_marks={"4": {"theory": 60}}))
    for _ in range(2):
        assert 60 == ask("pass", overlays=[loaded]).node("assessment.theory")["required"]["value"]
    assert LOST == ask("pass").told("pass.4.pass_marks")  # and the base has not changed


def test_what_was_supplied_changes_the_digest_however_it_is_written() -> None:
    forms: list[dict[str, Any]] = [
        {"pass_marks": {4: {"theory": 60}}},
        {"pass_marks": {"4": {"theory": 60}}},
        {"pass_marks.4.theory": 60},
    ]
    digests = {ask("pass", parameters=form).document["digest"] for form in forms}
    assert 1 == len(digests)
    assert ask("pass").document["digest"] not in digests


# --- what a decision says of them ------------------------------------------------------------------------------------


def why(answer: Answer, path: str) -> tuple[str, str]:
    (fact,) = (one for one in answer.document["missing"] if one["path"] == path)
    return fact["why"]["zh"], fact["why"]["en"]


def test_what_is_missing_is_named_with_its_owner_and_its_clause() -> None:
    assert (
        "各等级、各考核内容的合格线：尚未提供，由持有该标准的单位提供（《认证标准》8.3）",
        "pass mark of each component at each level: not supplied; to be had from whoever holds the document"
        " (engineer standard 8.3)",
    ) == why(ask("pass"), "parameters.pass_marks")
    assert (
        "计为客户服务经验的职业：尚未提供，由所在单位人力资源部门提供（《任职资格标准》工作经验、《技能认证标准》3.1）",
        "occupations that count as customer service experience: not supplied; to be had from the organisation's"
        " personnel department (manager grade standard 工作经验, skill certification standard 3.1)",
    ) == why(
        ask("qualify", None, CSM, blank(employments=[{"start": "2020-01-01", "occupation": "shop"}],
            ratings=None, education=None)),
        "parameters.service_occupations",
    )  # fmt: skip


def test_an_entry_that_is_missing_of_what_was_supplied_is_called_so() -> None:
    zh, en = why(ask("pass", parameters={"levels": [4], "pass_marks": {3: {"theory": 60}}}), "parameters.pass_marks")
    assert zh == "各等级、各考核内容的合格线：已提供的内容缺少此处所需的一项，由持有该标准的单位补充（《认证标准》8.3）"
    assert en == (
        "pass mark of each component at each level: what was supplied has no entry for this;"
        " to be had from whoever holds the document (engineer standard 8.3)"
    )
    withdrawn = ask("pass", parameters={"levels": [4], "pass_marks": None})
    assert "尚未提供" in why(withdrawn, "parameters.pass_marks")[0]


@pytest.mark.parametrize("form", [{}, {"theory_pass_mark": {5: 60}}])
def test_a_parameter_by_level_is_named_as_it_is_declared(form: dict[str, Any]) -> None:
    rows = [
        {"programme": NET, "level": 4, "component": "theory", "taken": D, "score": 60, "position": "system-analysis"}
    ]
    rows.append({**rows[0], "component": "practical", "passed": True})
    answer = ask("pass", 4, NET, blank(results=rows), position="system-analysis", parameters=form)
    assert ["parameters.theory_pass_mark"] == answer.missing


@pytest.mark.parametrize(
    ("parameters", "expected", "missing"),
    [
        ({}, LOST, ["parameters.validity_months"]),
        ({"validity_months": None}, ("met", None), []),
        ({"validity_months": 24}, ("met", None), []),
        ({"validity_months": 9}, ("unmet", "expired"), []),
    ],
)
def test_absent_is_not_known_and_an_explicit_null_is_no_limit(
    parameters: dict[str, Any], expected: tuple[str, str | None], missing: list[str]
) -> None:
    """A nullable parameter without a value: `validity_months` of the customer engineer."""
    record = {**ENGINEER, "certificates": [certificate(4, "2026-01-15")]}
    for given in ({"parameters": parameters}, {"overlays": [overlay("o", **parameters)]}):
        answer = ask("hold", 4, CE, record, **given)
        assert (expected, missing) == (answer.told("certificate"), answer.missing)


def test_null_after_a_value_is_no_limit_too() -> None:
    record = {**ENGINEER, "certificates": [certificate(4, "2001-01-15")]}
    laid = layers({"validity_months": 24}, {"validity_months": None})
    assert ("met", None) == ask("hold", 4, CE, record, overlays=laid).told("certificate")
    back = layers({"validity_months": None}, {"validity_months": 24})
    assert ("unmet", "expired") == ask("hold", 4, CE, record, overlays=back).told("certificate")


@pytest.mark.parametrize("engine", ["direct", "durable"])
def test_engines_agree_on_supplied_parameters(engine: str) -> None:
    decision = evaluate(TAKEN, ruleset=CE, question="pass", level=4, as_of=D, engine=engine, parameters=SUPPLIED)
    assert "yes" == decision.outcome.value


def test_the_order_of_entries_does_not_show_where_all_of_them_count() -> None:
    """`passes` looks at the marks of every component: the table is named, not the entry that was read last."""
    person = {"id": "M1", "results": [], "trainings": [], "employments": [], "education": []}
    marks = {"area_pass_marks.leadership": 60, "area_pass_marks.communication": 70}
    documents = [
        evaluate(
            person, ruleset="customer-service-manager", question="apply", as_of="2026-11-24", parameters=dict(entries)
        ).to_dict()
        for entries in (marks.items(), reversed(marks.items()))
    ]
    assert documents[0] == documents[1]
    assert '"parameter": "area_pass_marks"' in json.dumps(documents[0])
