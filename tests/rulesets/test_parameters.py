"""Parameters with keys, as calls and overlays supply them: shapes, layers, faults, and what a decision says of them.

The values are asked for through the customer engineer (levels, components, routes), the customer service manager (a
list) and the network optimization rules (positions); record contract, sections 2 and 3.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.people import Answer
from tests.rulesets.customer_engineer.sheet import CE, ENGINEER, SUPPLIED, D, certificate, result
from tests.rulesets.sheets import blank, decide
from vip_cert_rules import InputError, evaluate, load_overlay

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


def faults(ruleset: str = CE, question: str = "pass", level: int | None = 4, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        ask(question, level, ruleset, **more)
    return [(fault.path, fault.code) for fault in caught.value.faults]


def told_faults(parameters: dict[str, Any], ruleset: str = CE, level: int | None = 4, **more: Any) -> list[str]:
    with pytest.raises(InputError) as caught:
        ask("pass", level, ruleset, parameters=parameters, **more)
    return str(caught.value).splitlines()


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


# --- faults ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"pass_marks": 60}, [("pass_marks", "wrong-type")]),
        ({"pass_marks": [60]}, [("pass_marks", "wrong-type")]),
        ({"pass_marks": {4: 60}}, [("pass_marks.4", "wrong-type")]),
        ({"pass_marks": {4: {"theory": "60"}}}, [("pass_marks.4.theory", "wrong-type")]),
        ({"pass_marks": {4: {"theory": True}}}, [("pass_marks.4.theory", "wrong-type")]),
        ({"pass_marks": {4: {"theory": 100.5}}}, [("pass_marks.4.theory", "too-high")]),
        ({"pass_marks": {4: {"theory": -1}}}, [("pass_marks.4.theory", "too-low")]),
        ({"pass_marks": {4: {7: 60}}}, [("pass_marks.4.7", "wrong-type")]),
        ({"pass_marks": {10: {}}}, [("pass_marks.10", "unknown-level")]),
        ({"pass_marks": {True: {}}}, [("pass_marks.true", "unknown-level")]),
        ({"pass_marks": {4: {}, "4": {}}}, [("pass_marks.4", "duplicate-key")]),
        ({"pass_marks.4.theory": 101}, [("pass_marks.4.theory", "too-high")]),
        ({"pass_marks.4": 60}, [("pass_marks.4", "wrong-type")]),
        ({"pass_marks.10": {}}, [("pass_marks.10", "unknown-parameter")]),
        ({"pass_marks.4.": 60}, [("pass_marks.4.", "unknown-parameter")]),
        ({"pass_marks.4.\ud800": 60}, [("pass_marks.4.\ud800", "unknown-parameter")]),
        ({"pass_mark": {}}, [("pass_mark", "unknown-parameter")]),
        ({4: {}}, [("4", "unknown-parameter")]),
        ({"training_hours": {4: 30.123}}, [("training_hours.4", "too-many-decimals")]),
        ({"training_hours": 30}, [("training_hours", "wrong-type")]),
        ({"levels": 4}, [("levels", "wrong-type")]),
        ({"levels": [4, "3"]}, [("levels[1]", "wrong-type")]),
        ({"levels": [0]}, [("levels[0]", "too-low")]),
        ({"levels": [4.0]}, [("levels[0]", "wrong-type")]),
        ({"validity_months": 24.5}, [("validity_months", "wrong-type")]),
        ({"validity_months": -1}, [("validity_months", "too-low")]),
        ({"validity_months": 2401}, [("validity_months", "too-high")]),
        ({"teacher_levels": {4: 10}}, [("teacher_levels.4", "too-high")]),
        ({"teacher_ranks": {4: "provinc"}}, [("teacher_ranks.4", "unknown-word")]),
        ({"scope_units": "other"}, [("scope_units", "wrong-type")]),
        ({"scope_units": ["others"]}, [("scope_units[0]", "unknown-word")]),
        ({"occupations": [""]}, [("occupations[0]", "empty-text")]),
        ({"examiner_ratio": 5}, [("examiner_ratio", "wrong-type")]),
        ({"exam_minutes": {"theory": -1}}, [("exam_minutes.theory", "too-low")]),
        ({"routes": {4: {}}}, [("routes.4", "wrong-type")]),
        ({"routes": [{}]}, [("routes", "wrong-type")]),
        ({"routes": {4: [[]]}}, [("routes.4[0]", "wrong-type")]),
        ({"routes": {4: [None]}}, [("routes.4[0]", "null-not-allowed")]),
        ({"routes": {4: [{"trainings": True}]}}, [("routes.4[0].trainings", "unknown-key")]),
        ({"routes": {4: [{"training": False}]}}, [("routes.4[0].training", "wrong-type")]),
        ({"routes": {4: [{"training": None}]}}, [("routes.4[0].training", "null-not-allowed")]),
        ({"routes": {4: [{"training": 1}]}}, [("routes.4[0].training", "wrong-type")]),
        ({"routes": {4: [{"certificate": 0}]}}, [("routes.4[0].certificate", "too-low")]),
        ({"routes": {4: [{"certificate": "4"}]}}, [("routes.4[0].certificate", "wrong-type")]),
        ({"routes": {4: [{"certificate": None}]}}, [("routes.4[0].certificate", "null-not-allowed")]),
        ({"routes": {4: [{"continuous_months": 1.5}]}}, [("routes.4[0].continuous_months", "wrong-type")]),
        ({"routes": {4: [{"cumulative_months": -1}]}}, [("routes.4[0].cumulative_months", "too-low")]),
        ({"routes.4": [{"probation": "yes"}]}, [("routes.4[0].probation", "wrong-type")]),
        ({"routes.4.1": {}}, [("routes.4.1", "unknown-parameter")]),
    ],
)
def test_a_fault_of_a_parameter_names_its_path(parameters: dict[Any, Any], expected: list[tuple[str, str]]) -> None:
    assert expected == faults(parameters=parameters)


ODD_KEYS = (None, 1.5, (), b"4", float("nan"), "", "\ud800", 10**5000, -4, 0)


@pytest.mark.parametrize("key", ODD_KEYS, ids=range(len(ODD_KEYS)))
def test_odd_keys_are_faults_at_every_depth(key: Any) -> None:
    for inner in ({key: 60}, {key: {"theory": 60}}, {4: {key: 60}}):
        assert faults(parameters={"pass_marks": inner})
    assert faults(parameters={"routes": {4: [{key: True}]}})
    assert faults(parameters={"routes": {key: []}})
    assert faults(CSM, "qualify", None, record=RATED, parameters={"ability_marks": {key: 60}})
    for name in ("theory_pass_mark", "position_levels"):
        assert faults(NET, "apply", 5, position="system-analysis", record=blank(), parameters={name: {key: 60}})


def test_a_level_given_twice_is_a_fault_for_every_kind_of_parameter() -> None:
    for ruleset, name in ((NET, "theory_pass_mark"), ("vip-service-manager", "training_hours"), (CE, "training_hours")):
        position = "system-analysis" if ruleset == NET else None
        parameters = {name: {4: 60, "4": 61}}
        assert [(f"{name}.4", "duplicate-key")] == faults(
            ruleset, "apply", 4, record=blank(), position=position, parameters=parameters
        )


def test_all_faults_are_told_at_once_with_hints() -> None:
    told = told_faults(
        {
            "pass_marks": {4: {"theory": 101}, 12: {"theory": 60}},
            "routes": {4: [{"trainig": True}]},
            "training_hour": {},
        }
    )
    assert told == [
        "pass_marks.4.theory: 101 is above 100",
        "pass_marks.12: 12 is not a level of `customer-engineer`",
        "    help: one of 9, 8, 7, 6, 5, 4, 3, 2, 1",
        "routes.4[0].trainig: a route demands nothing called `trainig`",
        "    help: did you mean `training`? known here: `certificate`, `continuous_months`, `cumulative_months`,"
        " `training`, `probation`",
        told[5],
        told[6],
        "4 faults",
    ]
    assert "training_hour: `customer-engineer` has no parameter `training_hour`" == told[5]
    assert told[6].startswith("    help: did you mean `training_hours`?")


def test_a_thing_that_is_not_on_the_list_is_a_fault_with_the_nearest() -> None:
    assert [("ability_marks.team-work", "unknown-item")] == faults(
        CSM, "qualify", None, record=RATED, parameters={"ability_marks": {"team-work": 60}}
    )
    with pytest.raises(InputError) as caught:
        ask("qualify", None, CSM, RATED, parameters={"ability_marks.team-work": 60})
    (fault,) = caught.value.faults
    assert ("ability_marks.team-work", "unknown-parameter") == (fault.path, fault.code)
    assert "did you mean `ability_marks.teamwork`?" in (fault.help or "")


def test_overlays_name_the_path_within_them() -> None:
    assert [("parameters.pass_marks.4.theory", "too-high")] == faults(
        overlays=[overlay("o", pass_marks={4: {"theory": 101}})]
    )
    assert [("parameters.routes.4[1].certificate", "too-high")] == faults(
        overlays=[overlay("o", routes={"4": [{}, {"certificate": 10}]})]
    )


def test_a_file_of_parameters_is_told_with_line_and_column(tmp_path: Any) -> None:
    file = tmp_path / "values.yaml"
    file.write_text("levels: [4]\nroutes:\n  4:\n    - {training: true}\n    - {probation: no}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        ask("pass", parameters=file)
    assert str(caught.value).startswith(f"{file}:5:19: routes.4[1].probation: ")


def test_a_level_given_twice_in_a_file_is_one_fault(tmp_path: Any) -> None:
    file = tmp_path / "values.yaml"
    file.write_text('pass_marks:\n  4: {theory: 60}\n  "4": {theory: 70}\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        ask("pass", parameters=file)
    assert ["duplicate-key"] == [fault.code for fault in caught.value.faults]


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
