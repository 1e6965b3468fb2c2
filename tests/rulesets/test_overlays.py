"""Overlays and parameters: what an organisation sets otherwise than the documents (record contract, section 3)."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

from vip_cert_rules import InputError, Overlay, evaluate, find_ruleset, load_overlay

VIP = "vip-service-manager"
AS_OF = date(2026, 11, 24)
CALL: dict[str, Any] = {"ruleset": VIP, "question": "apply", "level": 3, "as_of": AS_OF}
BY_SERVICE: dict[str, Any] = {
    "id": "E1",
    "education": [{"level": "bachelor", "awarded": "2015-07-01"}],
    "employments": [{"occupation": VIP, "unit": "provincial_branch", "start": "2024-01-10"}],
    "certificates": [],
    "trainings": [],
    "attestations": [],
}


def overlay(**more: Any) -> dict[str, Any]:
    return {"overlay": "sichuan-2026", "ruleset": VIP, **more}


def nodes(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    stack = [document["explanation"]]
    while stack:
        node = stack.pop()
        found[node["id"].rpartition(".")[2]] = node
        stack += node.get("children", [])
    return found


def test_a_parameter_set_by_an_overlay_decides_and_shows_where_it_comes_from() -> None:
    """Section 3: the condition carries the value, the base and who set it."""
    assert evaluate(BY_SERVICE, **CALL).outcome.value == "yes"
    decision = evaluate(BY_SERVICE, overlays=[overlay(parameters={"apply.3.cumulative_months": 36})], **CALL)
    assert decision.outcome.value == "no"
    document = decision.to_dict()
    service = nodes(document)["cumulative-service"]
    assert {"op": ">=", "value": 36, "base": 24, "set_by": "sichuan-2026"}.items() <= service["required"].items()
    assert [one["name"] for one in document["overlays"]] == ["sichuan-2026"]
    assert {"apply.3.cumulative_months": 36} == document["parameters"]
    assert "set_by" not in nodes(document)["education"]["required"]


@pytest.mark.parametrize(
    ("parameters", "node", "value", "base"),
    [
        ({"education_level": "master"}, "education", "master", 2),
        ({"training_hours": {3: 30}}, "training-hours", 30, 24),
        ({"training_hours": {"3": 30}}, "training-hours", 30, 24),
        ({"training_hours.3": 24.5}, "training-hours", 24.5, 24),
        ({"apply.3.continuous_months": 0}, "continuous-service", 0, 12),
    ],
)
def test_values_are_set_whole_or_by_dotted_name(parameters: dict[str, Any], node: str, value: Any, base: Any) -> None:
    required = nodes(evaluate(BY_SERVICE, overlays=[overlay(parameters=parameters)], **CALL).to_dict())[node][
        "required"
    ]
    assert value == required.get("word", required["value"])
    assert base == required["base"]


def test_the_last_overlay_setting_a_value_wins_and_the_base_stays() -> None:
    first = overlay(parameters={"apply.3.cumulative_months": 48})
    second = {**overlay(parameters={"apply.3.cumulative_months": 30}), "overlay": "chengdu"}
    required = nodes(evaluate(BY_SERVICE, overlays=[first, second], **CALL).to_dict())["cumulative-service"]["required"]
    assert (30, 24, "chengdu") == (required["value"], required["base"], required["set_by"])
    assert evaluate(BY_SERVICE, **CALL).outcome.value == "yes"


def test_parameters_of_a_call_come_after_all_overlays() -> None:
    laid = [overlay(parameters={"apply.3.cumulative_months": 48})]
    decision = evaluate(BY_SERVICE, overlays=laid, parameters={"apply.3.cumulative_months": 30}, **CALL)
    assert decision.outcome.value == "yes"
    assert nodes(decision.to_dict())["cumulative-service"]["required"]["set_by"] == "parameters"


def test_null_withdraws_a_value_and_makes_what_needs_it_unknown() -> None:
    """Section 3: an explicit null withdraws; `missing` names the parameter."""
    record = {
        **BY_SERVICE,
        "results": [{"programme": VIP, "level": 4, "component": "written", "taken": "2026-01-01", "score": 90}],
    }
    asked = {**CALL, "question": "pass", "level": 4}
    record["results"].append({**record["results"][0], "component": "interview", "passed": True})
    decision = evaluate(record, parameters={"pass_mark": None}, **asked)
    assert ("unknown", ("parameters.pass_mark",)) == (decision.outcome.value, decision.missing)
    statuses = nodes(decision.to_dict())
    assert ("unknown", "met") == (statuses["written"]["status"], statuses["interview"]["status"])
    assert statuses["written"]["code"] == "parameter_not_supplied"


def test_null_validity_means_certificates_do_not_lapse() -> None:
    record = {**BY_SERVICE, "certificates": [{"programme": VIP, "level": 4, "issued": "2001-01-01", "issuer": "group"}]}
    asked = {**CALL, "question": "hold", "level": 4}
    assert evaluate(record, **asked).outcome.value == "no"
    assert evaluate(record, parameters={"validity_months": None}, **asked).outcome.value == "yes"


def test_switches_of_overlays_hold_and_a_call_may_switch_back() -> None:
    issued = "2024-11-24"
    record = {**BY_SERVICE, "certificates": [{"programme": VIP, "level": 4, "issued": issued, "issuer": "group"}]}
    asked = {**CALL, "question": "hold", "level": 4}
    laid = [overlay(switches={"A5": "last-day-before"})]
    assert evaluate(record, **asked).outcome.value == "yes"
    switched = evaluate(record, overlays=laid, **asked)
    assert ("no", {"A5": "last-day-before"}) == (switched.outcome.value, switched.to_dict()["switches"])
    assert "A5=last-day-before" in switched.assumptions
    assert evaluate(record, overlays=laid, assume={"A5": None}, **asked).outcome.value == "yes"
    assert evaluate(record, overlays=laid, assume={"A5": "no-expiry"}, **asked).outcome.value == "yes"


def test_an_overlay_of_nothing_changes_nothing_but_says_it_was_there() -> None:
    plain = evaluate(BY_SERVICE, **CALL).to_dict()
    laid = evaluate(BY_SERVICE, overlays=[overlay()], **CALL).to_dict()
    assert [{"name": "sichuan-2026", "digest": load_overlay(overlay()).digest}] == laid.pop("overlays")
    assert plain.pop("overlays") == []
    assert plain == laid


def test_the_digest_is_that_of_the_rules_after_all_overlays() -> None:
    rules = find_ruleset(VIP)
    one = rules.overlaid([overlay(parameters={"pass_mark": 65})])
    other = rules.overlaid([{**overlay(parameters={"pass_mark": 65}), "overlay": "another"}])
    assert one.digest == other.digest != rules.digest
    assert rules.overlaid([overlay(switches={"A5": "no-expiry"})]).digest not in (rules.digest, one.digest)


def test_overlays_are_files_mappings_or_loaded_ones(tmp_path: Path) -> None:
    content = overlay(
        version="2.0", parameters={"apply.3.cumulative_months": 36}, source={"document": "省公司文件", "clause": "3"}
    )
    file = tmp_path / "overlay.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    loaded = load_overlay(file)
    assert isinstance(loaded, Overlay)
    documents = [
        evaluate(BY_SERVICE, overlays=[given], **CALL).to_dict() for given in (content, file, str(file), loaded)
    ]
    assert all(document == documents[0] for document in documents)
    values = tmp_path / "values.yaml"
    values.write_text("apply.3.cumulative_months: 36\ntraining_hours: {3: 10}\n", encoding="utf-8")
    assert evaluate(BY_SERVICE, parameters=values, **CALL).outcome.value == "no"


@pytest.mark.parametrize(
    ("content", "path", "code"),
    [
        (overlay(ruleset="account-manager"), "ruleset", "other-ruleset"),
        (overlay(version="3"), "version", "other-version"),
        (overlay(parameters={"pas_mark": 65}), "parameters.pas_mark", "unknown-parameter"),
        (overlay(parameters={"pass_mark": 101}), "parameters.pass_mark", "too-high"),
        (overlay(parameters={"pass_mark": "65"}), "parameters.pass_mark", "wrong-type"),
        (overlay(parameters={"pass_mark": True}), "parameters.pass_mark", "wrong-type"),
        (overlay(parameters={"apply.3.continuous_months": -1}), "parameters.apply.3.continuous_months", "too-low"),
        (overlay(parameters={"apply.3.continuous_months": 1.5}), "parameters.apply.3.continuous_months", "wrong-type"),
        (
            overlay(parameters={"apply.4.continuous_months": 1}),
            "parameters.apply.4.continuous_months",
            "unknown-parameter",
        ),
        (overlay(parameters={"training_hours": {7: 1}}), "parameters.training_hours.7", "unknown-level"),
        (overlay(parameters={"training_hours": 30}), "parameters.training_hours", "wrong-type"),
        (overlay(parameters={"appraisal_grade": "superb"}), "parameters.appraisal_grade", "unknown-word"),
        (overlay(parameters={"scope_units": "other"}), "parameters.scope_units", "wrong-type"),
        (overlay(switches={"A5": "never"}), "switches.A5", "unknown-reading"),
        (overlay(switches={"A3": "x"}), "switches.A3", "unknown-reading"),
        (overlay(switches={"A99": "x"}), "switches.A99", "unknown-assumption"),
        (overlay(remove=["apply"]), "remove", "unknown-key"),
        ({"ruleset": VIP}, "overlay", "missing"),
        ({"overlay": "", "ruleset": VIP}, "overlay", "empty-text"),
        ([], "", "wrong-type"),
    ],
)
def test_a_fault_of_an_overlay_names_its_path(content: Any, path: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        evaluate(BY_SERVICE, overlays=[content], **CALL)
    assert [(path, code)] == [(fault.path, fault.code) for fault in caught.value.faults] or code == "wrong-type"
    assert code in {fault.code for fault in caught.value.faults}


def test_all_faults_of_all_overlays_are_told_at_once_with_their_places(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(
        "overlay: a\nruleset: vip-service-manager\nparameters:\n"
        "  pas_mark: 65\n  training_hours: {3: -1}\nswitches: {A5: x}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        evaluate(BY_SERVICE, overlays=[file, overlay(version="9")], **CALL)
    told = [(fault.path, fault.place and fault.place.line) for fault in caught.value.faults]
    expected = [("parameters.pas_mark", 4), ("parameters.training_hours.3", 5), ("switches.A5", 6), ("version", None)]
    assert expected == told


@pytest.mark.parametrize("given", [5, "x.yaml", {"overlay": "a"}, [5], ["missing.yaml"]])
def test_what_is_no_list_of_overlays_is_an_input_fault(given: Any) -> None:
    with pytest.raises(InputError):
        evaluate(BY_SERVICE, overlays=given, **CALL)


def test_a_dotted_value_goes_before_its_whole_in_one_overlay_whatever_was_evaluated_before() -> None:
    """The keys of a mapping have no order to rely on: what is said of one level is said more closely."""
    whole_first = {"training_hours": {3: 20}, "training_hours.3": 33}
    whole_last = {"training_hours.3": 33, "training_hours": {3: 20}}
    for parameters in (whole_first, whole_last, whole_first):
        document = evaluate(BY_SERVICE, parameters=parameters, **CALL).to_dict()
        assert nodes(document)["training-hours"]["required"]["value"] == 33


def test_a_good_value_does_not_let_its_neighbour_in() -> None:
    evaluate(BY_SERVICE, parameters={"pass_mark": 60}, **CALL)
    with pytest.raises(InputError):
        evaluate(BY_SERVICE, parameters={"pass_mark": Decimal("60.0000000000000000001")}, **CALL)


def test_a_loaded_overlay_does_not_change_with_what_it_was_made_of() -> None:
    content = overlay(parameters={"apply.3.cumulative_months": 36, "training_hours": {3: 10}})
    loaded = load_overlay(content)
    digest = loaded.digest
    content["parameters"]["apply.3.cumulative_months"] = 0
    content["parameters"]["training_hours"][3] = 0
    assert loaded.parameters["apply.3.cumulative_months"] == 36
    assert loaded.parameters["training_hours"][3] == 10
    assert digest == loaded.digest
    with pytest.raises(TypeError):
        loaded.parameters["pass_mark"] = 1  # type: ignore[index]
    other = attrs.evolve(loaded, parameters={"apply.3.cumulative_months": 0})
    assert other.digest != digest
    with pytest.raises(InputError):
        Overlay("a", VIP, parameters=None)  # type: ignore[arg-type]


def test_where_a_value_comes_from_is_said_and_cited() -> None:
    source = {"document": "省公司文件 2026-12", "clause": "3"}
    laid = [overlay(parameters={"apply.3.cumulative_months": 36}, source=source)]
    decision = evaluate(BY_SERVICE, overlays=laid, **CALL)
    assert source in nodes(decision.to_dict())["cumulative-service"]["source"]
    assert "标准由sichuan-2026设定，文件规定为2年" in decision.explain("zh")
    assert "省公司文件 2026-123" in decision.explain("zh").replace(" 3", "3")
