"""From a candidate back to the form of the record contract."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs

from vip_cert_rules.candidate.records import Candidate


def candidate_to_dict(candidate: Candidate) -> dict[str, Any]:
    """The record of a candidate, as data. Reading it again gives an equal candidate; what is not known is left out."""
    return {
        field.name: _plain(value)
        for field in attrs.fields(Candidate)
        if (value := getattr(candidate, field.name)) is not None
    }


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if attrs.has(type(value)):
        fields = {field.name: getattr(value, field.name) for field in attrs.fields(type(value))}
        required = {field.name for field in attrs.fields(type(value)) if field.default is attrs.NOTHING}
        return {name: _plain(item) for name, item in fields.items() if item is not None or name in required}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        if value == int(value):
            return int(value)
        near = float(value)
        return near if Decimal(repr(near)) == value else value  # exact, also where a double is not
    return value
