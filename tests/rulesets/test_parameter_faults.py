"""Faults of supplied parameters and overlays: every one with its path, all at once, with what is allowed there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.rulesets.customer_engineer.sheet import CE
from tests.rulesets.sheets import blank
from tests.rulesets.test_parameters import CSM, NET, RATED, ask, overlay
from vip_cert_rules import InputError


def faults(ruleset: str = CE, question: str = "pass", level: int | None = 4, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        ask(question, level, ruleset, **more)
    return [(fault.path, fault.code) for fault in caught.value.faults]


def told_faults(parameters: dict[str, Any], ruleset: str = CE, level: int | None = 4, **more: Any) -> list[str]:
    with pytest.raises(InputError) as caught:
        ask("pass", level, ruleset, parameters=parameters, **more)
    return str(caught.value).splitlines()


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


@pytest.mark.parametrize("number", ["NaN", "sNaN", "Infinity", "1E+500"])
def test_a_decimal_that_is_no_number_is_a_fault(number: str) -> None:
    """Also a signalling NaN, at which arithmetic raises instead of answering."""
    (path, _code), *others = faults(parameters={"pass_marks.4.theory": Decimal(number)})
    assert (path, others) == ("pass_marks.4.theory", [])


def test_a_mapping_is_called_one_in_a_fault() -> None:
    """Whatever class it is of: values are kept as mappings that cannot be changed."""
    assert told_faults({"examiner_ratio": {4: "5"}}) == ["examiner_ratio: a mapping where a text is needed"]
