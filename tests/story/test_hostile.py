"""What callers send who mean no good, or only did not look: refused in words, and no call is felt by another."""

from __future__ import annotations

import copy
import gc
import linecache
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.rulesets.ferries import FERRY, hand
from vip_cert_rules import Decision, InputError, evaluate, load_ruleset
from vip_cert_rules.rulesets.bundled import bundled_ruleset
from vip_cert_rules.rulesets.ruleset import MOST_QUERIES, RuleSet

VIP = "vip-service-manager"
NOBODY = {
    "id": "E1",
    "results": [],
    "trainings": [{"programme": "customer-engineer", "level": 3, "completed": "2020-01-01"}],
}


def engineer(parameters: Any, question: str = "pass", **more: Any) -> Decision:
    call = {"ruleset": "customer-engineer", "question": question, "level": 3, "as_of": "2026-01-01", **more}
    return evaluate(NOBODY, parameters=parameters, engine="direct", **call)


def ferry(rules: Any, **more: Any) -> Decision:
    return evaluate(hand(), ruleset=rules, question="apply", level=2, as_of="2026-02-01", engine="direct", **more)


# --- one call is not felt by another ---------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong_first", [True, False])
@pytest.mark.parametrize(
    ("address", "right", "wrong"), [("service_months.2", 3, 3.0), ("service_months", {2: 3, 1: 3}, {2: Decimal("3.0")})]
)
def test_values_of_one_digest_are_right_and_wrong_by_themselves(
    address: str, right: Any, wrong: Any, wrong_first: bool
) -> None:
    """With versions too 3.0 is no whole number, whether or not 3 was asked about before, and 3 is one after 3.0."""
    rules = load_ruleset(FERRY)
    for value in [wrong, right, wrong] if wrong_first else [right, wrong, right]:
        if value is right:
            assert ferry(rules, parameters={address: value}).outcome == "yes"
        else:
            with pytest.raises(InputError) as caught:
                ferry(rules, parameters={address: value})
            assert [fault.code for fault in caught.value.faults] == ["wrong-type"]


def test_a_fault_names_the_file_of_its_own_call(tmp_path: Path) -> None:
    """The same content in two files, and as a mapping, asked about one after the other."""
    rules = load_ruleset(FERRY)
    overlay = {"overlay": "x", "ruleset": "ferry-master", "parameters": {"service_months.2": "x"}}
    files = [tmp_path / "one.yaml", tmp_path / "other.yaml"]
    for file in files:
        file.write_text("overlay: x\nruleset: ferry-master\nparameters: {service_months.2: x}\n", encoding="utf-8")
    for laid, place in [(files[0], str(files[0])), (files[1], str(files[1])), (overlay, None)]:
        with pytest.raises(InputError) as caught:
            ferry(rules, overlays=[laid])
        (fault,) = caught.value.faults
        assert (fault.place.file if fault.place else None) == place


def test_a_copy_of_a_decision_is_equal_and_costs_no_rule_set() -> None:
    """A rule set never changes: copies share it, overlaid or not, of one version or several."""
    supplied = {"levels": [3], "pass_marks": {3: {"theory": 60}}}
    for decision in (engineer(None), engineer(supplied), ferry(load_ruleset(FERRY), parameters={"pass_mark": 40})):
        copied = copy.deepcopy(decision)
        assert copied == decision
        assert copied._rules is not None
        assert copied.explain(sensitivity=True) == decision.explain(sensitivity=True)


# --- nothing grows without bound -------------------------------------------------------------------------------------


def test_other_values_with_every_call_leave_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the functions that plans share nor their sources: what memos keep has a bound."""
    monkeypatch.setattr("vip_cert_rules.rulesets.ruleset.MOST_PLANS", 20)
    monkeypatch.setattr("vip_cert_rules.rulesets.ruleset.MOST_QUERIES", 50)
    rules = bundled_ruleset("customer-engineer")
    assert isinstance(rules, RuleSet)
    own = RuleSet(rules.name, rules.version, rules.title, rules.digest, rules.part, rules.content)
    sizes = []
    for i in range(120):
        supplied = {"levels": [3], "occupations": [f"o{i}"], "validity_months": i, "routes": {3: [{"certificate": 4}]}}
        assert engineer(supplied, "apply", ruleset=own).missing
        gc.collect()  # a function and its globals hold one another
        sizes.append((len(own._queries), len(linecache.cache)))
    assert max(queries for queries, _ in sizes) < 100 < MOST_QUERIES
    assert max(lines for _, lines in sizes[60:]) <= max(lines for _, lines in sizes[:60]) + 100


def test_thousands_of_entries_are_looked_up_at_once() -> None:
    """A mapping of ten thousand components is refused or answered in the time it takes to read it, not its square."""
    supplied = {"exam_minutes": {f"c{i}": 60 for i in range(30_000)}}
    engineer(supplied)
    began = time.process_time()
    engineer(supplied)
    assert time.process_time() - began < 3


# --- odd values ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value", [Decimal("sNaN"), Decimal("-sNaN123"), Decimal("NaN"), float("nan"), Decimal("1e400")]
)
@pytest.mark.parametrize("address", ["validity_months", "pass_marks.3.theory", "education_level", "rooms"])
def test_what_is_no_number_is_refused(address: str, value: Any) -> None:
    """Also the number of which even to ask whether it is one raises."""
    with pytest.raises(InputError) as caught:
        engineer({address: value})
    assert [fault.path for fault in caught.value.faults] == [address]


def test_a_level_is_an_integer_or_its_digit() -> None:
    """Nothing else that prints as a digit is one, in any kind of parameter."""
    for address in ("training_hours", "theory_pass_mark"):
        ruleset = {"training_hours": "vip-service-manager"}.get(address, "network-optimization")
        position = None if address == "training_hours" else "field-optimization"
        with pytest.raises(InputError) as caught:
            engineer({address: {Decimal(3): 20}}, ruleset=ruleset, position=position)
        assert [fault.code for fault in caught.value.faults] == ["unknown-level"]


def test_faults_can_be_printed() -> None:
    """Half of a surrogate pair in a key is told as its escape; `path` has it as it is."""
    with pytest.raises(InputError) as caught:
        engineer({"\ud800": 1, "pass_marks.3.\ud800": 60})
    assert str(caught.value).encode().count(b"\\ud800") >= 2
    assert caught.value.faults[0].path == "\ud800"


# --- overlays without end --------------------------------------------------------------------------------------------


def nested(count: int) -> dict[str, Any]:
    """An overlay with a requirement and routes, each beside what the route before it asks for."""
    conditions = {
        f"c{i}": {
            "label": {"zh": f"c{i}", "en": f"c{i}"},
            "measure": {"count": {"from": "trainings", "where": {"programme": f"p{i}"}}},
        }
        for i in range(count + 1)
    }
    routes = [
        {"question": "pass", "levels": [3], "route": f"r{i}", "all": [f"c{i + 1}"], "beside": f"c{i}"}
        for i in range(count)
    ]
    first = {"question": "pass", "levels": [3], "require": ["c0"]}
    source = {"document": "d"}
    return {"overlay": "o", "ruleset": VIP, "source": source, "conditions": conditions, "add": [first, *routes]}


def test_routes_stand_within_one_another_as_deep_as_groups_of_a_rule_file() -> None:
    call = {"ruleset": VIP, "question": "pass", "level": 3, "as_of": "2026-01-01", "overlays": [nested(31)]}
    assert evaluate(NOBODY, **call).to_dict()["outcome"] == "no"


@pytest.mark.parametrize("count", [32, 33, 100, 1000])
def test_deeper_ones_are_refused_once(count: int) -> None:
    with pytest.raises(InputError) as caught:
        evaluate(NOBODY, ruleset=VIP, question="pass", level=3, as_of="2026-01-01", overlays=[nested(count)])
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [("too-deep", "add[32]")]
