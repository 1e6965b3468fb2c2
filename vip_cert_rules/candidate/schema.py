"""The JSON Schema of the candidate record, made from the record classes."""

from __future__ import annotations

from typing import Any

import attrs

from vip_cert_rules.candidate.fields import RecordOf, specs
from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.candidate.structure import CANDIDATE
from vip_cert_rules.shapes import ListOf

NOT_SAID = (
    "Three rules of the record are not said here, as JSON Schema cannot say them: `end` is not before `start`, "
    "`expires` and `revoked` are not before `issued`, and an appraisal's `on` is not before 1 January of its `year`; "
    "`3.0` is no whole number, though JSON Schema takes it for one; half of a surrogate pair is no text. "
    "`multipleOf` has to be computed with exact decimals: 71.1 is a multiple of 0.01."
)


def candidate_schema() -> dict[str, Any]:
    """The JSON Schema (draft-07) of the candidate record. A new object each time."""
    whole = CANDIDATE.schema()
    definitions: dict[str, Any] = {}
    for name, spec in specs(Candidate):
        if isinstance(spec.shape, ListOf) and isinstance(spec.shape.item, RecordOf):
            record = spec.shape.item.cls
            definitions[record.__name__] = {"description": _first_line(record), **whole["properties"][name]["items"]}
            whole["properties"][name]["items"] = {"$ref": f"#/definitions/{record.__name__}"}
    head = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A candidate record of vip_cert_rules",
        "description": "One person. Absent or null means not known; an empty list means known to be none.",
        "$comment": NOT_SAID,
    }
    return {**head, **whole, "definitions": definitions}


def _first_line(record: type) -> str:
    assert attrs.has(record)
    return (record.__doc__ or "").partition("\n")[0]
