"""The description of the interface: OpenAPI 3.1, from the schemas of the package."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from vip_cert_rules.schemas import NAMES, schema
from vip_cert_rules.web.answers import BATCH, EVALUATION, QUESTION
from vip_cert_rules.web.problems import MEDIA_TYPE, TITLES

_KEPT = ("candidate", "decision")


@cache
def openapi(version: str) -> dict[str, Any]:
    """The OpenAPI document. Do not change what it returns."""
    components: dict[str, Any] = {}
    for name in _KEPT:
        _add(components, name)
    evaluation, batch = EVALUATION.schema(), BATCH.schema()
    level = {"type": ["integer", "null"], "minimum": 1, "maximum": 9}
    question = QUESTION.schema()
    question["properties"]["level"] |= level
    evaluation["properties"]["level"] |= level
    evaluation["properties"]["candidate"] = _ref("candidate")
    batch["properties"]["candidates"]["items"] = _ref("candidate")
    batch["properties"]["questions"]["items"] = _ref("question")
    for one in (evaluation, batch):
        for name in ("as_of", "rules_as_of"):
            one["properties"][name] |= {"format": "date"}
    decided = _object({"decision": _ref("decision"), "facts_digest": {"type": "string"}})
    text = _object({"zh": {"type": "string"}, "en": {"type": "string"}})
    fault = _object({"code": {"type": "string"}, "path": {"type": "string"}, "message": {"type": "string"}})
    fault["properties"]["help"] = {"type": ["string", "null"]}
    problem = _object({"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}})
    problem["properties"] |= {"detail": {"type": "string"}, "faults": {"type": "array", "items": _ref("fault")}}
    answered = _object(
        {
            "number": {"type": "integer"},
            "decisions": {"type": "array", "items": decided},
            "faults": {"type": "array", "items": _ref("fault")},
        }
    )
    components |= {
        "question": question,
        "evaluation": evaluation,
        "batch": batch,
        "fault": fault,
        "problem": problem,
        "answer": _object({**decided["properties"], "text": text}),
        "answers": _object({"answered": {"type": "array", "items": answered}}),
        "rules": _object({"rulesets": {"type": "array", "items": {"type": "object"}}}),
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Job-skill certification rules",
            "version": version,
            "description": "Questions about people under rule sets, decided and explained.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {
            "/api/evaluate": {"post": _posted("evaluate", "One question about one person", "evaluation", "answer")},
            "/api/batch": {"post": _posted("batch", "Some questions about some people", "batch", "answers")},
            "/api/rules": {"get": _got("rules", "The rule sets that can be asked", _ref("rules"))},
            "/api/schemas/{name}": {
                "get": _got("schema", "A JSON Schema (draft-07)", {"type": "object"}, 404)
                | {"parameters": [{"name": "name", "in": "path", "required": True, "schema": {"enum": list(NAMES)}}]}
            },
        },
        "components": {"schemas": components},
    }


def _add(components: dict[str, Any], name: str) -> None:
    """A schema of the package with its definitions, under names of this document."""
    text = json.dumps(schema(name)).replace('"#/definitions/', f'"#/components/schemas/{name}.')
    whole = json.loads(text)
    whole.pop("$schema", None)
    for inner, definition in whole.pop("definitions", {}).items():
        components[f"{name}.{inner}"] = definition
    components[name] = whole


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "required": list(properties)}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _content(schema_of: dict[str, Any], media_type: str = "application/json") -> dict[str, Any]:
    return {"content": {media_type: {"schema": schema_of}}}


def _problems(*statuses: int) -> dict[str, Any]:
    return {
        str(status): {"description": TITLES[status], **_content(_ref("problem"), MEDIA_TYPE)} for status in statuses
    }


def _got(name: str, summary: str, schema_of: dict[str, Any], *statuses: int) -> dict[str, Any]:
    good = {"200": {"description": "as asked", **_content(schema_of)}}
    return {"operationId": name, "summary": summary, "responses": good | _problems(*statuses)}


def _posted(name: str, summary: str, asked: str, answered: str) -> dict[str, Any]:
    found = _got(name, summary, _ref(answered), 400, 413, 415, 422, 503)
    return found | {"requestBody": {"required": True, **_content(_ref(asked))}}
