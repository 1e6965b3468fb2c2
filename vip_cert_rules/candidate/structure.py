"""From untrusted data to a :class:`Candidate`: a fast way for good records, a thorough one that names every fault.

The fast way may only refuse; whatever it refuses, or cannot be sure of, goes the thorough way, whose word is final.
Tests hold that what the fast way accepts, the thorough way reads into the same candidate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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
from vip_cert_rules.shapes import Amount, Day, Fields, ListOf, Refused, Report, Shape, Whole
from vip_cert_rules.shapes.scalars import MOST, decimals

CANDIDATE = Fields(Candidate, as_shape_fields(Candidate), noun="a candidate record (a mapping)")

# msgspec works out a class when it first meets it, and ends the process when two threads have it do so at once. The
# import lock lets only one thread come by here.
msgspec.convert({"id": "E1"}, Candidate)


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
    try:
        candidate = msgspec.convert(data, Candidate)
        return candidate if _soundness()(data, candidate) else None
    except (msgspec.ValidationError, InvalidOperation, UnicodeEncodeError):
        return None


@cache
def _soundness() -> Callable[[Mapping[str, Any], Candidate], bool]:
    """What msgspec does not know, written out for every class of record.

    It passes unknown keys over, takes text for decimals and sets for lists, and knows no bounds of ours.
    """
    constants: dict[str, Any] = {"FIRST_DAY": FIRST_DAY, "LAST_DAY": LAST_DAY, "MOST": MOST, "decimals": decimals}
    constants["KEYS"] = frozenset(CANDIDATE.fields)
    body = ["if not data.keys() <= KEYS or not c.id: return False", "c.id.encode()"]
    for name, spec in specs(Candidate):
        if not isinstance(spec.shape, ListOf):
            continue
        body += [f"rows = data.get('{name}')", "if rows is not None:", "    if type(rows) is not list: return False"]
        if isinstance(spec.shape.item, RecordOf):
            cls = spec.shape.item.cls
            constants[f"keys_{name}"] = frozenset(field for field, _ in specs(cls))
            body += [
                f"    for raw, r in zip(rows, c.{name}):",
                f"        if type(raw) is not dict or not raw.keys() <= keys_{name}: return False",
                *(f"        {line}" for line in _record_checks(cls, name, constants)),
            ]
    return make_function("is_sound", "data, c", [*body, "return True"], constants)


def _record_checks(cls: type, list_name: str, constants: dict[str, Any]) -> Iterator[str]:
    """Lines that return false for a record ``r``, made of ``raw``, that breaks a rule msgspec does not know."""
    for name, spec in specs(cls):
        test = _value_test(spec.shape, name)
        if test is not None:
            yield f"v = r.{name}"
            yield f"if {'' if spec.required and not spec.nullable else 'v is not None and '}({test}): return False"
        if spec.beside is not None:
            check = f"check_{list_name}_{name}"
            constants[check] = spec.beside.check
            guard = "" if spec.beside.nulls else f"r.{name} is not None and "
            yield f"if {guard}{check}(r.{name}, r.{spec.beside.field}) is not None: return False"


def _value_test(shape: Shape[Any], name: str) -> str | None:
    """When the value ``v`` of a field breaks the rules of its shape, as source; ``None``: msgspec knows them all."""
    if isinstance(shape, Day):
        return "v < FIRST_DAY or v > LAST_DAY"
    if isinstance(shape, Whole):
        return f"v < {shape.low} or v > {shape.high}"
    if isinstance(shape, Amount):
        high = "MOST" if shape.high is None else shape.high
        # a whole number has no decimals, and text is not a number though msgspec reads it as one
        given = f"raw['{name}'].__class__"
        exact = f"({given} is int or {given} is not str and decimals(v) <= {shape.places})"
        return f"not ({shape.low} <= v <= {high} and {exact})"
    return f"type(raw['{name}']) is not list" if isinstance(shape, ListOf) else None
