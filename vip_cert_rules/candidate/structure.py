"""From untrusted data to a :class:`Candidate`: a fast way for good records, a thorough one that names every fault.

The fast way may only refuse; whatever it refuses, or cannot be sure of, goes the thorough way, whose word is final.
Tests hold that what the fast way accepts, the thorough way reads into the same candidate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import InvalidOperation
from functools import cache
from typing import Any

import msgspec

from vip_cert_rules.candidate.fields import RecordOf, as_shape_fields, specs
from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.dates import FIRST_DAY, LAST_DAY
from vip_cert_rules.faults import InputError
from vip_cert_rules.generated import make_function
from vip_cert_rules.reading.document import Document
from vip_cert_rules.shapes import Amount, Day, Fields, ListOf, Refused, Report, Whole
from vip_cert_rules.shapes.scalars import MOST, decimals

CANDIDATE = Fields(Candidate, as_shape_fields(Candidate), noun="a candidate record (a mapping)")


def structure_candidate(data: object, document: Document | None = None) -> Candidate:
    """The candidate that ``data`` describes, in the form of the record contract.

    ``document`` is the text it was read from, for places in faults. Raises :class:`InputError` with every fault.
    """
    if type(data) is dict:
        candidate = structure_fast(data)
        if candidate is not None:
            return candidate
    return structure_thoroughly(data, document)


def structure_thoroughly(data: object, document: Document | None = None) -> Candidate:
    """The same, without the fast way."""
    report = Report(document.place_of, document.key_places.get) if document else Report()
    read = CANDIDATE.read(data, (), report)
    if isinstance(read, Refused):
        raise InputError(report.in_order())
    return read


def structure_fast(data: dict[str, Any]) -> Candidate | None:
    """The candidate, if the data are plain and surely without fault."""
    keys, lists = _checks()
    if not data.keys() <= keys:
        return None
    try:
        candidate = msgspec.convert(data, Candidate)
        # msgspec passes unknown keys over, takes text for decimals and knows no bounds of ours: the checks do
        for name, is_sound in lists:
            rows = data.get(name)
            if rows is not None:
                if type(rows) is not list:
                    return None
                for row, record in zip(rows, getattr(candidate, name)):
                    if type(row) is not dict or not is_sound(row, record):
                        return None
        candidate.id.encode()
    except (msgspec.ValidationError, InvalidOperation, UnicodeEncodeError):
        return None
    return candidate if candidate.id else None


_Check = Callable[[Mapping[str, Any], Any], bool]


@cache
def _checks() -> tuple[frozenset[str], tuple[tuple[str, _Check], ...]]:
    lists = []
    for name, spec in specs(Candidate):
        if isinstance(spec.shape, ListOf) and isinstance(spec.shape.item, RecordOf):
            lists.append((name, _compile_check(spec.shape.item.cls)))
    return frozenset(CANDIDATE.fields), tuple(lists)


def _compile_check(cls: type) -> _Check:
    """A check of one record against the rules that msgspec does not know, written out for its class."""
    constants: dict[str, Any] = {
        "KEYS": frozenset(name for name, _ in specs(cls)),
        "FIRST_DAY": FIRST_DAY,
        "LAST_DAY": LAST_DAY,
        "MOST": MOST,
        "decimals": decimals,
    }
    body = ["if not raw.keys() <= KEYS: return False"]
    for name, spec in specs(cls):
        shape = spec.shape
        test = None
        if isinstance(shape, Day):
            test = "not FIRST_DAY <= value <= LAST_DAY"
        elif isinstance(shape, Whole):
            test = f"not {shape.low} <= value <= {shape.high}"
        elif isinstance(shape, Amount):
            high = "MOST" if shape.high is None else shape.high
            # a whole number has no decimals, and text is not a number though msgspec reads it as one
            given = f"raw['{name}'].__class__"
            exact = f"({given} is int or {given} is not str and decimals(value) <= {shape.places})"
            test = f"not ({shape.low} <= value <= {high} and {exact})"
        elif isinstance(shape, ListOf):
            test = f"type(raw['{name}']) is not list"
        if test is not None:
            body += [f"value = record.{name}", f"if value is not None and ({test}): return False"]
        if spec.beside is not None:
            constants[f"check_{name}"] = spec.beside.check
            guard = "" if spec.beside.nulls else f"record.{name} is not None and "
            together = f"check_{name}(record.{name}, record.{spec.beside.field}) is not None"
            body.append(f"if {guard}{together}: return False")
    return make_function("is_sound", "raw, record", [*body, "return True"], constants)
