"""Which records: tests of their fields, and selections that are made of tests."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import attrs

from vip_cert_rules.faults import Path
from vip_cert_rules.rulesets.language.forms import (
    NAME,
    Chosen,
    Literal,
    Once,
    OneOrMore,
    OnlyGiven,
    OrGiven,
    Tagged,
    refuse_choice,
)
from vip_cert_rules.rulesets.language.words import KEY, LEVEL_REF, NAMES
from vip_cert_rules.rulesets.syntax import RecordsPart, TestPart
from vip_cert_rules.shapes import Day, Field, Fields, ListOf, MapOf, Refused, Report, Shape, Whole
from vip_cert_rules.shapes.scalars import wrong_type


@attrs.frozen
class _Scalar(Shape[Any]):
    noun: str = "a word, a number, or true or false"

    def read(self, value: object, path: Path, report: Report) -> Any:
        if isinstance(value, (str, bool, int, Decimal)):
            return value
        return wrong_type(value, self.noun, path, report)

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "boolean", "number"]}


ONE_SCALAR = _Scalar()
SCALAR = Once("scalar", lambda: ONE_SCALAR, noun=ONE_SCALAR.noun)


ASKED_ITEM = {"asked": "item"}


@attrs.frozen
class _OrAskedItem(Shape[Any]):
    """A word, or ``{asked: item}``: what ``each`` is at. Read into ``None``."""

    noun: str = "a name or `{asked: item}`"

    def read(self, value: object, path: Path, report: Report) -> Any:
        if isinstance(value, Mapping):
            if dict(value) == ASKED_ITEM:
                return None
            return wrong_type(value, self.noun, path, report)
        return NAME.read(value, path, report)

    def schema(self) -> dict[str, Any]:
        item = {"type": "object", "required": ["asked"], "properties": {"asked": {"const": "item"}}}
        return {"anyOf": [NAME.schema(), {**item, "additionalProperties": False}]}


def _test(kind: str, value: Shape[Any], **more: Field) -> Fields[TestPart]:
    def make(path: Path, value: Any, **rest: Any) -> TestPart:
        return TestPart(kind, value, path, rest)

    fields = {kind: Field(value, required=True, nullable=False), **more}
    return Fields(make, fields, keeps_path=True, noun="a test", names={kind: "value"})


PREFER = Chosen(Literal(("reported", "score")))
DAYS_LESS = Field(Whole(-31, 31), default=0, about="so many days earlier than that; below 0: later")
_REACHES = _test(
    "reaches",
    Literal(("as_of",)),
    computed_from=Field(NAME, about="where the field is null: the field from which the last day is computed"),
    months=Field(OrGiven(Whole(0, 2400)), nullable=True, about="so many months later"),
    days_less=DAYS_LESS,
)

TEST_KINDS: Mapping[str, Fields[TestPart]] = {
    "is": _test("is", SCALAR),
    "one_of": _test("one_of", OrGiven(ListOf(SCALAR, noun="a list of words"))),
    "at_least": _test("at_least", OrGiven(NAME)),
    "exactly": _test("exactly", LEVEL_REF),
    "at_or_above": _test("at_or_above", LEVEL_REF),
    "lists": _test("lists", _OrAskedItem()),
    "reaches": _REACHES,
    "later_than": _test("later_than", Literal(("as_of",))),
    "within_months": _test("within_months", OrGiven(Whole(0, 2400)), days_less=DAYS_LESS),
    "first": _test("first", Day(), last=Field(Day(), required=True)),
    "counts_until": _test("counts_until", Day()),
    "asked": _test("asked", Literal(("position", "item"))),
    "passes": _test("passes", OnlyGiven(), prefer=Field(PREFER, default="reported")),
}


@attrs.frozen
class _Plain(Shape[Any]):
    """``field: word`` is short for ``field: {is: word}``; ``anything`` is no test at all."""

    noun: str = "a test"

    def read(self, value: object, path: Path, report: Report) -> Any:
        if value == "anything":
            return None
        read = SCALAR.read(value, path, report)
        return read if isinstance(read, Refused) else TestPart("is", read, path)

    def schema(self) -> dict[str, Any]:
        return SCALAR.schema()


TEST: Shape[TestPart | None] = Tagged(TEST_KINDS, "a test", _Plain())
WHERE = MapOf(OneOrMore(Chosen(TEST)), KEY, noun="a mapping from fields to tests")


RECORDS_DECLARED = Fields(
    RecordsPart,
    {
        "from": Field(NAME, about="a list of the candidate record"),
        "these": Field(NAME, about="a selection declared under `records`, to be narrowed"),
        "where": Field(WHERE, default={}, about="tests that a record must pass; the order is the order of near misses"),
        "any_of": Field(ListOf(MapOf(TEST, KEY)), default=(), about="tests of which a record must pass one"),
        "latest": Field(Chosen(NAMES), default=(), about="keep the last record by these fields only"),
        "then": Field(WHERE, default={}, about="tests of the record that was kept"),
    },
    keeps_path=True,
    noun="records ({from: LIST, where: …} or {these: SELECTION, …})",
    names={"from": "list"},
)


@attrs.frozen
class _Records(Shape[Any]):
    noun: str = "records (the name of a selection, or {from: LIST, where: …})"

    def read(self, value: object, path: Path, report: Report) -> Any:
        if isinstance(value, str):
            return value
        return refuse_choice(value, path, report) or RECORDS_DECLARED.read(value, path, report)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, {"$ref": "#/definitions/records"}]}


RECORDS = _Records()
