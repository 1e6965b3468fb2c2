"""Decision documents of all five programmes, audited against the record contract, sections 3 and 5."""

from __future__ import annotations

import copy
import json
import os
import random
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

import vip_cert_rules
from tests.people import VIP
from tests.story.asking import ENGINES, PROGRAMMES, Asked, random_asked
from tests.story.audit import SUPPLIED, audit
from tests.story.recheck import walk

MANY = int(os.environ.get("VIP_CERT_CASES", "2000")) // 4
CSM, CE, NETWORK = "customer-service-manager", "customer-engineer", "network-optimization"
DAY = date(2026, 11, 24)
LISTS = (
    "education", "employments", "probations", "trainings", "results", "appraisals", "certificates", "trainer_titles",
    "ratings", "attestations",
)  # fmt: skip
SCHEMA = Path(vip_cert_rules.__file__).parent / "schemas" / "decision.schema.json"


@pytest.fixture(params=PROGRAMMES)
def asked(request: pytest.FixtureRequest) -> list[Asked]:
    """Random questions to one programme, from a fixed seed."""
    rng = random.Random(request.node.name)
    return [random_asked(rng, request.param, rng.choice((0, 2, 8, 25))) for _ in range(MANY)]


def nodes_of(document: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The nodes by their ids."""
    return {node["id"]: node for node in walk(document["explanation"])}


def shuffled(rng: random.Random, value: Any) -> Any:
    """Mappings in another order, their keys as JSON has them."""
    if not isinstance(value, Mapping):
        return value
    items = list(value.items())
    rng.shuffle(items)
    return {str(key): shuffled(rng, one) for key, one in items}


def test_documents_say_what_the_contract_says(asked: list[Asked]) -> None:
    """Statuses, decisive path, codes, paths, provenance, switches, and the schema."""
    validator = Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    outcomes: Counter[str] = Counter()
    for number, call in enumerate(asked):
        document = call.document()
        assert audit(document, call.record, call.layers, call.assume) == [], call
        if number % 10 == 0:
            assert list(validator.iter_errors(document)) == [], call
            assert [call.document(engine) for engine in ENGINES] == [document] * len(ENGINES), call
        outcomes[document["outcome"]] += 1
    assert min(outcomes[word] for word in ("yes", "no", "unknown")) > MANY / 50, outcomes


def test_the_order_of_parameters_and_the_form_of_levels_do_not_matter(asked: list[Asked]) -> None:
    """A level is an integer or, in JSON, a text of one digit; a mapping has no order."""
    rng = random.Random(2)
    for call in asked:
        other = call._replace(layers=tuple((name, shuffled(rng, layer)) for name, layer in call.layers))
        assert other.document() == call.document(), call


def test_what_overlays_change_says_who_set_it(asked: list[Asked]) -> None:
    """A condition that demands or measures something else than without overlays carries `base` and `set_by`."""
    for call in asked:
        without = nodes_of(call._replace(layers=()).document())
        assert not any("set_by" in node.get("required", {}) for node in without.values()), call
        for name, node in nodes_of(call.document()).items():
            before = without.get(name, node)
            if node["kind"] != "condition":
                continue
            required, base = node["required"], before["required"]
            if required["value"] != base["value"] or node["measured"] != before["measured"]:
                assert "set_by" in required, (name, call)
            if required["value"] != base["value"]:
                assert required["base"] in (base["value"], base.get("word")), (name, call)


def test_evidence_alone_keeps_a_condition_met(asked: list[Asked]) -> None:
    """With every record removed that is not evidence for it, a condition that is met stays met."""
    rng = random.Random(3)
    for call in asked:
        met = [n for n in walk(call.document()["explanation"]) if n["kind"] == "condition" and n["status"] == "met"]
        for node in rng.sample(met, min(2, len(met))):
            matches = [re.fullmatch(r"(\w+)\[(\d+)\]", path) for path in node["evidence"]]
            places = [(match[1], int(match[2])) for match in matches if match is not None]
            kept = {name: [call.record[name][i] for found, i in places if found == name] for name in LISTS}
            record = {key: value for key, value in call.record.items() if key not in LISTS} | kept
            after = nodes_of(call._replace(record=record).document())
            assert after[node["id"]]["status"] == "met", (node["id"], call)


def test_an_id_means_the_same_under_every_switch(asked: list[Asked]) -> None:
    for call in asked:
        as_read = nodes_of(call._replace(assume={}).document())
        for name, node in nodes_of(call.document()).items():
            if name in as_read:
                # what it is called may name values, such as the units in scope, that follow the reading
                assert node["kind"] == as_read[name]["kind"], (name, call)


def test_the_auditor_notices() -> None:
    """A path that is not in the record, a parameter that was supplied, another layer, another reading."""
    layers = (("one", {"pass_mark": 65}), (SUPPLIED, {"pass_mark": 70}))
    result = {"programme": VIP, "level": 3, "component": "written", "taken": "2026-01-01"}
    interview = {**result, "component": "interview", "passed": True}
    record = {"id": "E1", "results": [result, interview]}
    sound = Asked(VIP, record, "pass", 3, None, DAY, {}, layers).document()
    assert audit(sound, record, layers, {}) == []
    assert sound["missing"][0]["path"] == "results[0].score"
    assert audit(sound, {"id": "E1", "results": []}, layers, {})
    assert audit(sound, {"id": "E1", "results": [{**result, "score": 60}, interview]}, layers, {})
    assert audit(sound, record, layers[:1], {})
    assert audit(sound, record, layers[::-1], {})
    assert audit(sound, record, layers, {"A10": "latest-result"})
    changed = copy.deepcopy(sound)
    changed["missing"][0]["path"] = "parameters.pass_mark"
    assert audit(changed, record, layers, {})
    changed["missing"][0]["path"] = "parameters.levels"
    assert audit(changed, record, layers, {})


# --- who set it -----------------------------------------------------------------------------------------


def required_of(call: Asked, name: str) -> Mapping[str, Any]:
    """What a condition demands."""
    required: Mapping[str, Any] = nodes_of(call.document())[name]["required"]
    return required


def test_a_position_left_out_of_the_table_has_its_levels_from_whoever_supplied_the_table() -> None:
    """Also where the table is given by the dotted name of another position; contract, section 3."""
    layers = (("table", {"position_levels.field-optimization": [5]}),)
    call = Asked(NETWORK, {"id": "N"}, "apply", 5, "system-analysis", DAY, {}, layers)
    required = required_of(call, "apply.5.position-has-level")
    assert (required["set_by"], required["base"]) == ("table", None)


def test_a_level_without_routes_says_who_left_it_without() -> None:
    layers = (("routes", {"levels": [3], "routes": {3: []}}),)
    required = required_of(Asked(CE, {"id": "E"}, "apply", 3, None, DAY, {}, layers), "apply.3.routes")
    assert (required["set_by"], required["base"]) == ("routes", None)


def test_the_level_demanded_comes_before_the_validity() -> None:
    """Of two values of one condition the one that says what is demanded is named."""
    layers = (("teachers", {"teach.3.certificate": 3}), ("validity", {"validity_months": 36}))
    call = Asked(VIP, {"id": "E", "certificates": []}, "teach", 3, None, DAY, {}, layers)
    required = required_of(call, "teach.3.teacher-certificate")
    assert (required["set_by"], required["base"], required["parameter"]) == ("teachers", 2, "teach.3.certificate")


# --- what is missing ------------------------------------------------------------------------------------


def missing_of(call: Asked) -> list[str]:
    """The paths that are missing."""
    return [fact["path"] for fact in call.document()["missing"]]


@pytest.mark.parametrize(("expires", "expected"), [("2027-01-01", []), (None, ["parameters.validity_months"])])
def test_a_validity_is_missing_only_where_some_certificate_turns_on_it(
    expires: str | None, expected: list[str]
) -> None:
    """`missing` names what would have to be known: a certificate that states its last day does not ask for it."""
    certificate = {"programme": CE, "level": 2, "issued": "2026-01-01", "expires": expires, "issuer": "group"}
    record: dict[str, Any] = {"id": "E", "certificates": [certificate], "attestations": [], "trainer_titles": []}
    call = Asked(CE, record, "teach", 3, None, DAY, {}, ())
    assert missing_of(call) == ["parameters.teacher_levels", *expected]


@pytest.mark.parametrize(("passed", "expected"), [(True, []), (None, ["parameters.theory_pass_mark"])])
def test_a_pass_mark_is_missing_only_where_some_result_turns_on_it(passed: bool | None, expected: list[str]) -> None:
    """A result reported as passed asks for no mark; its position may still be open."""
    result: dict[str, Any] = {"programme": NETWORK, "level": 5, "taken": "2026-01-01", "score": 70}
    theory = {**result, "component": "theory", "passed": passed}
    practical = {**result, "component": "practical", "passed": True, "position": "system-analysis"}
    call = Asked(NETWORK, {"id": "N", "results": [theory, practical]}, "pass", 5, "system-analysis", DAY, {}, ())
    assert missing_of(call) == ["results[0].position", *expected]


def test_the_validity_is_missing_where_service_counts_from_a_certificate() -> None:
    """A1=from-certificate: whether there is one to count from may turn on a validity that was not supplied."""
    certificate = {"programme": CE, "level": 4, "issued": "2026-01-01", "issuer": "group"}
    job = {"occupation": CE, "unit": "headquarters", "start": "2020-01-01"}
    record: dict[str, Any] = {"id": "E", "certificates": [certificate], "employments": [job], "preparing_for": []}
    routes = {3: [{"certificate": 4, "continuous_months": 6}]}
    supplied = {"levels": [3], "routes": routes, "occupations": [CE], "scope_units": ["headquarters"]}
    layers = ((SUPPLIED, {**supplied, "education_level": "bachelor"}),)
    assume = {"A1": "from-certificate", "A13": "not-required"}
    document = Asked(CE, record, "apply", 3, None, DAY, assume, layers).document()
    service = nodes_of(document)["apply.3.8.2.1.continuous-service"]
    assert (service["status"], service["code"]) == ("unknown", "parameter_not_supplied")
    assert [fact["path"] for fact in document["missing"]] == ["parameters.validity_months"]


# --- the digest -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("supplied", "same"),
    [
        ({}, True),
        ({"levels": None}, True),
        ({"pass_marks.3": None}, True),
        ({"validity_months": None}, False),
        ({"levels": []}, False),
    ],
    ids=["nothing", "withdrawn", "entry withdrawn", "no expiry", "no levels"],
)
def test_the_digest_changes_with_the_rules_and_only_with_them(supplied: dict[str, Any], same: bool) -> None:
    """Withdrawing what was not supplied changes no rule; null as a value, here no expiry, does."""
    plainly = Asked(CE, {"id": "E"}, "hold", 3, None, DAY, {}, ())
    laid = plainly._replace(layers=(("one", supplied),))
    assert (laid.document()["digest"] == plainly.document()["digest"]) is same
