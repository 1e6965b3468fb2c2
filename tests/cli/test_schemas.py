"""The JSON Schemas against the code: what the code accepts the schema accepts, and what it rejects the schema rejects.

The exceptions, which JSON Schema cannot say, are listed here and in the schema's `$comment`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.calling import PERSON
from tests.strategies import FAULTS, Fault, malformed, plant, records, whole_calls
from vip_cert_rules import InputError, evaluate, structure_candidate
from vip_cert_rules.reading import read_file, read_text
from vip_cert_rules.schemas import NAMES, schema

Validator = jsonschema.Draft7Validator


def exact(value: Any) -> Any:
    """The value as JSON holds it, with exact numbers: `multipleOf` is wrong with floats in most validators."""
    return json.loads(json.dumps(value, default=float), parse_float=Decimal)


CANDIDATE = Validator(exact(schema("candidate")))
DECISION = Validator(schema("decision"))


@pytest.mark.parametrize("name", NAMES)
def test_schema_is_one_of_draft_07(name: str) -> None:
    assert schema(name)["$schema"] == "http://json-schema.org/draft-07/schema#"
    Validator.check_schema(schema(name))


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_leads_to_a_definition(name: str) -> None:
    whole = schema(name)
    used = {part["$ref"] for part in parts(whole) if isinstance(part, dict) and "$ref" in part}
    assert used == {f"#/definitions/{definition}" for definition in whole["definitions"]} or name == "ruleset"
    assert used <= {f"#/definitions/{definition}" for definition in whole["definitions"]}


def test_unknown_schema_is_a_fault() -> None:
    with pytest.raises(InputError, match="did you mean `decision`"):
        schema("decisions")


def parts(value: Any) -> Iterator[Any]:
    yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(item)


# --- the candidate record --------------------------------------------------------------------------------------------


def is_json(value: Any) -> bool:
    """Whether JSON can hold it at all."""
    return not any(
        isinstance(part, (date, datetime)) or (isinstance(part, float) and part in (float("inf"),)) or part != part
        for part in parts(value)
    )


def is_said(fault: Fault) -> bool:
    """Whether JSON Schema can say what is wrong: it knows no order of days."""
    return fault.kind != "order"


@settings(max_examples=150, deadline=None)
@given(record=records())
def test_records_that_the_code_accepts_fit(record: dict[str, Any]) -> None:
    structure_candidate(record)
    CANDIDATE.validate(exact(record))


@pytest.mark.parametrize("kind", sorted({fault.kind for fault in FAULTS}))
def test_records_with_a_fault_do_not_fit(kind: str) -> None:
    """Every planted fault of the kind, unless JSON cannot hold it or JSON Schema cannot say it."""
    sound = exact(read_file(PERSON, InputError).value)
    said = []
    for fault in FAULTS:
        if fault.kind == kind:
            broken, _path = plant(sound, fault)
            with pytest.raises(InputError):
                structure_candidate(broken)
            CANDIDATE.validate(exact(sound))
            if is_json(broken):
                assert CANDIDATE.is_valid(exact(broken)) == (not is_said(fault)), fault
                said.append(is_said(fault))
    assert said


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_random_records_with_a_fault_do_not_fit(data: st.DataObject) -> None:
    record = data.draw(records())
    broken, path = data.draw(malformed(record))
    if is_json(broken) and not path.endswith(("end", "expires", "revoked", "on")):
        assert not CANDIDATE.is_valid(exact(broken))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"id": "E1", "appraisals": [{"year": 2025.0}]}', "`3.0` is no whole number"),
        ('{"id": "E1", "employments": [{"start": "2026-03-02", "end": "2026-03-01"}]}', "`end` is not before `start`"),
    ],
)
def test_what_cannot_be_said_is_named_in_the_schema(text: str, what: str) -> None:
    """A validator with floats accepts these; the code does not."""
    assert Validator(schema("candidate")).is_valid(json.loads(text))
    with pytest.raises(InputError):
        structure_candidate(read_text(text, "record", InputError).value)
    assert what in schema("candidate")["$comment"]


def test_days_are_those_of_the_calendar() -> None:
    """Each day of 1900 to 2200 and nothing beside."""
    day = Validator(schema("candidate")["definitions"]["TrainerTitle"]["properties"]["granted"])
    first, last = date(1900, 1, 1).toordinal(), date(2200, 12, 31).toordinal()
    assert all(day.is_valid(date.fromordinal(n).isoformat()) for n in range(first, last + 1, 7))
    for year in range(1900, 2201):
        for text in (
            f"{year}-02-29",
            f"{year}-02-30",
            f"{year}-04-31",
            f"{year}-00-10",
            f"{year}-13-01",
            f"{year}-01-32",
        ):
            assert day.is_valid(text) == is_a_day(text), text
    assert not any(day.is_valid(text) for text in ("1899-12-31", "2201-01-01", "2026-01-01\n", "2026-1-1"))


def is_a_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


# --- the decision ----------------------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(whole=whole_calls())
def test_decisions_fit(whole: tuple[dict[str, Any], str, int, date, dict[str, str]]) -> None:
    record, question, level, as_of, assume = whole
    decision = evaluate(
        record,
        ruleset="vip-service-manager",
        question=question,
        level=level,
        as_of=as_of,
        assume=assume,
        engine="direct",
    )
    DECISION.validate(json.loads(decision.to_json()))


def a_decision(**more: Any) -> dict[str, Any]:
    record = {"id": "E1", "education": [{"level": "bachelor", "awarded": "2016-07-01"}], "employments": []}
    decision = evaluate(
        record, ruleset="vip-service-manager", question="apply", level=3, as_of="2026-11-24", engine="direct", **more
    )
    document: dict[str, Any] = json.loads(decision.to_json())
    return document


def a_notice(**change: Any) -> dict[str, Any]:
    removal = {"path": "results[0]", "outcome": "no", "changes": True}
    text = {"zh": "…", "en": "…"}
    return {"code": "duplicate-results", "text": text, "paths": ["results[0]"], "without": [removal], **change}


def an_assumption(**change: Any) -> dict[str, Any]:
    said = {"reading": "no-expiry", "text": {"zh": "…", "en": "…"}, "flips": True}
    other = {**said, "reading": None, "outcome": "no", "unmet": ["hold.3.certificate"], "missing": []}
    return {"assumption": "A5", **said, "alternatives": [other], **change}


def test_decisions_with_values_that_were_set_fit() -> None:
    document = a_decision(parameters={"training_hours.3": 10, "scope_units": ["other"]}, assume={"A7": "ever-obtained"})
    assert document["parameters"]
    assert document["switches"] == {"A7": "ever-obtained"}
    DECISION.validate(document)


def test_every_part_of_a_decision_is_held_to_the_schema() -> None:
    """A key that does not belong, or one that is missing, is found wherever it is."""
    document = a_decision() | {"notices": [a_notice()], "sensitivity": [an_assumption()]}
    DECISION.validate(document)
    for part in [part for part in parts(document) if isinstance(part, dict)]:
        part["surplus"] = 1
        assert not DECISION.is_valid(document), part
        del part["surplus"]
        for key in [
            key
            for key in part
            if key not in ("source", "assumptions", "children", "clause", "word", "parameter", "notices", "sensitivity")
        ]:
            value = part.pop(key)
            if key not in ("words", "passed"):
                assert not DECISION.is_valid(document), (key, part)
            part[key] = value
    DECISION.validate(document)


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": "perhaps"}, {"outcome": "yes"}, {"level": 0}, {"level": "3"}, {"as_of": "2026-02-30"},
        {"digest": "abc"}, {"candidate": ""}, {"unmet": "x"}, {"missing": [{"path": "x"}]},
        {"missing": [{"path": "trainings", "why": {"zh": "", "en": ""}}]}, {"overlays": ["x"]},
        {"overlays": [{"name": "x", "digest": "x"}]}, {"switches": {"A5": None}}, {"in_force": {"since": None}},
        {"rules_as_of": "today"}, {"notices": ["x"]}, {"notices": []}, {"explanation": {}},
        {"notices": [a_notice(code="odd")]}, {"notices": [a_notice(paths=[])]}, {"sensitivity": ["x"]},
        {"sensitivity": [an_assumption(alternatives=[{}])]}, {"sensitivity": [an_assumption(flips=None)]},
    ],
)  # fmt: skip
def test_documents_that_are_no_decisions_do_not_fit(change: dict[str, Any]) -> None:
    assert not DECISION.is_valid(a_decision() | change)


@pytest.mark.parametrize(
    "change",
    [
        {"rules_as_of": "2026-11-24"}, {"in_force": {"from": "2012-05-01", "to": None}},
        {"notices": [a_notice(), a_notice(without=[])]}, {"sensitivity": []}, {"sensitivity": [an_assumption()]},
        {"overlays": [{"name": "x", "digest": "sha256:" + "0" * 64}]},
        {"position": "field-optimization", "level": None},
    ],
)  # fmt: skip
def test_what_the_contract_leaves_room_for_fits(change: dict[str, Any]) -> None:
    DECISION.validate(a_decision() | change)
