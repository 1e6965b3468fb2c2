"""The JSON Schema of the decision document (record contract, section 5): what it does not name is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from vip_cert_rules.codes import Code, NoticeCode
from vip_cert_rules.decision.outcome import Outcome
from vip_cert_rules.plan.nodes import Kind, Status
from vip_cert_rules.shapes import Day
from vip_cert_rules.wording.quantities import SCALES

UNITS = ("record", "month", "hour", "point", *SCALES)

_TEXT = {"type": "string"}
_NAME = {"type": "string", "minLength": 1}
_DAY = Day().schema()
_DIGEST = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$", "maxLength": 71}
_NUMBER_OR_NULL = {"type": ["number", "null"]}
_PATH = {"type": "string", "minLength": 1}
_EVIDENCE = {"type": "string", "pattern": "^[a-z_]+\\[[0-9]+\\]$"}
_ASSUMPTION = {"type": "string", "pattern": "^[^=]+(=[^=]+)?$"}


def decision_schema() -> dict[str, Any]:
    """The JSON Schema (draft-07) of the decision document. A new object each time."""
    needed = {
        "ruleset": _about(_NAME, "the rule set"),
        "version": _about(_NAME, "the version of the rule set"),
        "digest": _about(_DIGEST, "SHA-256 over the canonical JSON of the rule set after all overlays"),
        "overlays": _list("overlay", "the overlays that were laid over the rule set, in order"),
        "question": _about(_NAME, "what was asked"),
        "level": {
            "type": ["integer", "null"],
            "minimum": 1,
            "maximum": 9,
            "description": "1 is the highest; null: none",
        },
        "position": {"type": ["string", "null"], "description": "the position asked about; null: there are none"},
        "candidate": _about(_NAME, "the `id` of the record"),
        "as_of": _about(_DAY, "the day asked about"),
        "outcome": {"enum": _words(Outcome), "description": "unknown: the facts given do not settle it"},
        "explanation": {"$ref": "#/definitions/node"},
        "unmet": _strings(_NAME, "ids of the conditions that stand in the way; empty unless the outcome is no"),
        "missing": _list("missing", "what is not known and matters; empty unless the outcome is unknown"),
        "assumptions": _strings(_ASSUMPTION, "what the outcome rests on: A5, or A5=WORD where it was switched"),
    }
    more = {
        "parameters": {"type": "object", "description": "the parameters that were set, by dotted name"},
        "switches": {"type": "object", "additionalProperties": _NAME, "description": "the readings that were switched"},
        "in_force": _in_force(),
        "rules_as_of": _about(_DAY, "the day whose rules were asked for, where one was given"),
        "notices": {
            **_list("notice", "what to check in the record; the outcome does not depend on it"),
            "minItems": 1,
        },
        "sensitivity": _list("assumed", "what other readings of the assumptions would change; only when asked for"),
    }
    head = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A decision of vip_cert_rules",
        "description": "The answer to one question about one person as of a day, and everything behind it.",
    }
    empty = {"maxItems": 0}
    return {
        **head,
        **_object(needed, more),
        "allOf": [
            _unless("outcome", "no", {"unmet": empty}),
            _unless("outcome", "unknown", {"missing": empty}),
            {"properties": {"explanation": {"properties": {"kind": {"const": Kind.QUESTION.value}}}}},
        ],
        "definitions": _definitions(),
    }


def _definitions() -> dict[str, Any]:
    text = _object({"zh": _TEXT, "en": _TEXT}, about="a text in Chinese and in English")
    measured = _object(
        {
            "low": {"type": "number", "description": "the least it can be"},
            "high": _about(_NUMBER_OR_NULL, "the most it can be; null: there is no upper bound"),
            "unit": {"enum": list(UNITS)},
        },
        {
            "words": {
                "type": "array",
                "minItems": 1,
                "maxItems": 2,
                "description": "the words of a scale for low and high",
            },
            "passed": {"type": "boolean", "description": "a result reported as passed or failed decides instead"},
        },
    )
    measured["properties"]["words"]["items"] = {
        "enum": sorted({word for scale in SCALES.values() for word in _words(scale)})
    }
    required = _object(
        {"op": {"const": ">="}, "value": _about(_NUMBER_OR_NULL, "null: a parameter that was not supplied")},
        {
            "word": _about(_NAME, "the word of a scale whose rank the value is"),
            "parameter": _about(_NAME, "the parameter that holds the value"),
            "base": {"description": "the value without overlays"},
            "set_by": _about(_NAME, "the overlay that set the value"),
        },
    )
    required["dependencies"] = {"base": ["set_by"], "set_by": ["base"]}
    return {
        "text": text,
        "overlay": _object({"name": _NAME, "digest": _DIGEST}),
        "missing": _object(
            {"path": _about(_PATH, "in the record, or parameters.NAME"), "why": {"$ref": "#/definitions/text"}}
        ),
        "citation": _object({"document": _NAME}, {"clause": _NAME}),
        "measured": measured,
        "required": required,
        "node": _node(),
        **_notices(),
        **_sensitivity(),
    }


def _notices() -> dict[str, Any]:
    """What to check in the record."""
    return {
        "notice": _object(
            {
                "code": {"enum": _words(NoticeCode)},
                "text": {"$ref": "#/definitions/text"},
                "paths": {**_strings(_EVIDENCE, "the records concerned"), "minItems": 1},
                "without": _list("removal", "the outcome without each of them, of very many without the first"),
            }
        ),
        "removal": _object(
            {
                "path": _EVIDENCE,
                "outcome": {"enum": _words(Outcome)},
                "changes": {"type": "boolean", "description": "it is another outcome"},
            }
        ),
    }


def _sensitivity() -> dict[str, Any]:
    """What other readings would change."""
    reading = {"type": ["string", "null"], "minLength": 1, "description": "null: the reading of the rule set itself"}
    return {
        "assumed": _object(
            {
                "assumption": _NAME,
                "reading": reading,
                "text": {"$ref": "#/definitions/text"},
                "flips": {"type": "boolean", "description": "another reading gives another outcome"},
                "alternatives": _list("alternative", "the other readings; none where it cannot be switched"),
            }
        ),
        "alternative": _object(
            {
                "reading": reading,
                "text": {"$ref": "#/definitions/text"},
                "outcome": {"enum": _words(Outcome)},
                "flips": {"type": "boolean", "description": "it is another outcome"},
                "unmet": _strings(_NAME, "ids of the conditions that would stand in the way"),
                "missing": _list("missing", "what would be missing"),
            }
        ),
    }


def _in_force() -> dict[str, Any]:
    """The days of the rules; with several versions, which one applied and why."""
    transition = {
        "from_version": _about(_NAME, "the older version"),
        "digest": _about(_DIGEST, "of the older version, after what overlays set for it"),
        "until": _about(_DAY, "the last day on which some may finish under it"),
    }
    more = {
        "from": _about(_day_or_null(), "the first day; null: open"),
        "to": _about(_day_or_null(), "the last day; null: open"),
        "version": _about(_NAME, "the version that applied"),
        "why": {"$ref": "#/definitions/text"},
        "transitions": {"type": "array", "minItems": 1, "items": _object(transition), "description": "those open"},
    }
    return _object({}, more, "the days the rules are in force, and with several versions which one applied and why")


def _node() -> dict[str, Any]:
    """A node and all below it. Only conditions measure; each that is not met or not known has a code."""
    of_conditions = ("measured", "required", "evidence", "code")
    node = _object(
        {
            "id": _NAME,
            "kind": {"enum": _words(Kind)},
            "status": {"enum": _words(Status)},
            "label": {"$ref": "#/definitions/text"},
        },
        {
            "source": {**_list("citation", "the clauses behind it"), "minItems": 1},
            "item": {**_NAME, "description": "the thing of a list, or the entry of a parameter, it is there for"},
            "added_by": _about(_NAME, "the overlay that added it, or something it is within"),
            "measured": {
                "anyOf": [{"$ref": "#/definitions/measured"}, {"type": "null"}],
                "description": "null: no record to measure, or nothing measurable",
            },
            "required": {"$ref": "#/definitions/required"},
            "code": {"enum": _words(Code), "description": "why it is not met or not known"},
            "evidence": _strings(_EVIDENCE, "the records behind it"),
            "assumptions": {**_strings(_ASSUMPTION, "the assumptions it rests on"), "minItems": 1},
            "children": {
                **_list("node", "what the status follows from; of a condition, its waivers"),
                "minItems": 1,
            },
        },
    )
    failing = [Status.UNMET.value, Status.UNKNOWN.value]
    is_condition = {"properties": {"kind": {"const": Kind.CONDITION.value}}, "required": ["kind"]}
    waivers = {"children": {"items": {"properties": {"kind": {"const": Kind.WAIVER.value}}}}}
    nothing_measured = {"properties": dict.fromkeys(of_conditions, False) | {"status": {"not": {"const": "waived"}}}}
    with_code = {
        "if": {"properties": {"status": {"enum": failing}}},
        "then": {"required": ["code"]},
        "else": {"properties": {"code": False}},
    }
    return node | {
        "if": is_condition,
        "then": {"required": ["measured", "required", "evidence"], "properties": waivers, "allOf": [with_code]},
        "else": nothing_measured,
    }


def _object(
    needed: Mapping[str, Any], more: Mapping[str, Any] | None = None, about: str | None = None
) -> dict[str, Any]:
    out = {"type": "object", "additionalProperties": False, "properties": {**needed, **(more or {})}}
    out |= {"required": list(needed)} if needed else {}
    return out if about is None else _about(out, about)


def _about(schema: Mapping[str, Any], about: str) -> dict[str, Any]:
    return {**schema, "description": about}


def _list(definition: str, about: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/definitions/{definition}"}, "description": about}


def _strings(item: Mapping[str, Any], about: str) -> dict[str, Any]:
    return {"type": "array", "items": dict(item), "uniqueItems": True, "description": about}


def _day_or_null() -> dict[str, Any]:
    return {**_DAY, "type": ["string", "null"]}


def _unless(key: str, word: str, then: Mapping[str, Any]) -> dict[str, Any]:
    return {"if": {"properties": {key: {"const": word}}}, "else": {"properties": dict(then)}}


def _words(words: Iterable[Enum]) -> list[str]:
    return [str(word.value) for word in words]
