"""What a file of rule tests may say, as shapes. From these come the reader and the JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, Generic, TypeVar

import attrs

from vip_cert_rules.authoring.tables.days import PATTERN
from vip_cert_rules.authoring.tables.parts import Adjusted, FilePart, PerCase, RowPart, TablePart
from vip_cert_rules.authoring.tables.paths import first_word, path_pattern, read_path
from vip_cert_rules.candidate.schema import candidate_schema
from vip_cert_rules.candidate.structure import CANDIDATE
from vip_cert_rules.decision.outcome import Outcome
from vip_cert_rules.faults import Path, key_text, nearest, show
from vip_cert_rules.plan.nodes import Status
from vip_cert_rules.shapes import (
    AnyText,
    Day,
    Field,
    Fields,
    ListOf,
    MapOf,
    Refused,
    Report,
    Shape,
    Untouched,
    Whole,
    Word,
)
from vip_cert_rules.shapes.scalars import wrong_type

T = TypeVar("T")

_NAME = AnyText(non_empty=True, noun="a name")
_TEXT = AnyText(non_empty=True)

ASKED: Final[Mapping[str, Shape[Any]]] = {
    "question": AnyText(non_empty=True, noun="the name of a question"),
    "level": Whole(1, 9, noun="a level"),
    "position": AnyText(non_empty=True, noun="the name of a position"),
    "as_of": Day(),
    "rules_as_of": Day(),
}
"""The words of the question, which a file, a table and a row may say; the innermost holds."""

ASSUME, PARAMETER = "assume.", "parameters."
"""What keys of a row start with that read an assumption otherwise, or supply a parameter."""


@attrs.frozen(eq=False, repr=False)
class _PerCase(Shape[PerCase[T]], Generic[T]):
    """One value, or a list with one for each case of the row."""

    inner: Shape[T]

    @property
    def noun(self) -> str:  # type: ignore[override]
        """See :class:`Shape`."""
        return f"{self.inner.noun}, or a list with one for each case"

    def read(self, value: object, path: Path, report: Report) -> PerCase[T] | Refused:
        """See :class:`Shape`."""
        lists = isinstance(self.inner, ListOf)
        if isinstance(value, list) and (not lists or (value and all(isinstance(one, list) for one in value))):
            read = ListOf(self.inner, non_empty=True).read(value, path, report)
            return read if isinstance(read, Refused) else PerCase(read, is_spread=True)
        one = self.inner.read(value, path, report)
        return one if isinstance(one, Refused) else PerCase((one,))

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        inner = self.inner.schema()
        return {"anyOf": [inner, {"type": "array", "items": inner, "minItems": 1}]}


@attrs.frozen(eq=False, repr=False)
class _OneOrMore(Shape[tuple[str, ...]]):
    """A text, or a list of texts."""

    noun: str = "a text, or a list of texts"

    def read(self, value: object, path: Path, report: Report) -> tuple[str, ...] | Refused:
        """See :class:`Shape`."""
        if isinstance(value, list):
            return ListOf(_TEXT, non_empty=True).read(value, path, report)
        one = _TEXT.read(value, path, report)
        return one if isinstance(one, Refused) else (one,)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"anyOf": [_TEXT.schema(), ListOf(_TEXT, non_empty=True).schema()]}


@attrs.frozen(eq=False, repr=False)
class _Changes(Shape[dict[str, Any]]):
    """A mapping whose keys say what is changed. What they are changed to is seen when a record is made of it."""

    lists: bool = False
    noun: str = "a mapping from what is changed to its value"

    def read(self, value: object, path: Path, report: Report) -> dict[str, Any] | Refused:
        """See :class:`Shape`."""
        if not isinstance(value, Mapping):
            return wrong_type(value, self.noun, path, report)
        if not value:
            return report.add("empty-mapping", path, f"an empty mapping where {self.noun} is needed")
        before = len(report.faults)
        for key, given in value.items():
            check_key(key_text(key), (*path, key_text(key)), report)
            if self.lists and not isinstance(given, list):
                wrong_type(given, "a list with a value for each case", (*path, key_text(key)), report)
            elif self.lists and not given:
                report.add("empty-list", (*path, key_text(key)), "an empty list where a value for each case is needed")
        return Refused() if len(report.faults) != before else dict(value)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        item: dict[str, Any] = {"type": "array", "minItems": 1} if self.lists else {}
        properties = {word: item or nullable_schema(shape.schema()) for word, shape in ASKED.items()}
        return {"type": "object", "minProperties": 1, "additionalProperties": False, **_open_keys(properties, item)}


def _open_keys(properties: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    return {
        "properties": properties,
        "patternProperties": {path_pattern(): item, r"^assume\..": item, r"^parameters\..": item},
    }


def check_key(key: str, path: Path, report: Report, others: tuple[str, ...] = ()) -> None:
    """Reports a key that says nothing which could be changed. ``others`` are keys that may stand there as well."""
    if key in ASKED or (key.startswith((ASSUME, PARAMETER)) and not key.endswith(".")):
        return
    if re.search(r"[.\[]", key) or first_word(key) in CANDIDATE.fields:
        read_path(key, path, report)
        return
    message = f"unknown key {show(key)}"
    report.add("unknown-key", path, message, nearest(key, (*others, *ASKED, *CANDIDATE.fields)), at_key=True)


_ROW_FIELDS: Final[Mapping[str, Field]] = {
    "case": Field(_NAME, nullable=True, about="what the row is about, in a few words; without one, what it changes"),
    "clause": Field(_OneOrMore(), nullable=True, default=(), about="the clauses it tests"),
    "each": Field(_Changes(lists=True), default={}, about="lists of values that are gone through in step"),
    "around": Field(_Changes(), default={}, about="the value at a boundary; cases below, at and above it"),
    "expect": Field(_PerCase(Word(Outcome, noun="an outcome")), about="the outcome"),
    "status": Field(
        MapOf(_PerCase(Word(Status, noun="a status")), AnyText(non_empty=True, noun="the id of a node")),
        default={},
        about="what becomes of nodes, by their ids or the last parts of these",
    ),
    "missing": Field(_PerCase(ListOf(_TEXT)), about="the paths of all facts that are missing"),
    "unmet": Field(_PerCase(ListOf(_TEXT)), about="all conditions that stand in the way"),
    "first_failing": Field(_PerCase(_TEXT), about="the clause of the first of them"),
}


@attrs.frozen(eq=False, repr=False)
class _Row(Shape[RowPart]):
    """Known keys with what is expected; every other key is what the row changes."""

    noun: str = "a row (a mapping)"
    known: Fields[dict[str, Any]] = Fields(dict, _ROW_FIELDS)

    def read(self, value: object, path: Path, report: Report) -> RowPart | Refused:
        """See :class:`Shape`."""
        if not isinstance(value, Mapping):
            return wrong_type(value, self.noun, path, report)
        before = len(report.faults)
        changes = {key: given for key, given in value.items() if key not in _ROW_FIELDS}
        for key in changes:
            check_key(key_text(key), (*path, key_text(key)), report, tuple(_ROW_FIELDS))
        known = self.known.read({key: given for key, given in value.items() if key in _ROW_FIELDS}, path, report)
        if isinstance(known, Refused) or len(report.faults) != before:
            return Refused()
        _spans_once(known, path, report)
        each = {key: tuple(given) for key, given in known.pop("each").items()}
        return Refused() if len(report.faults) != before else RowPart(path, changes, each=each, **known)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        known = self.known.schema()
        asked = {word: nullable_schema(shape.schema()) for word, shape in ASKED.items()}
        return {
            "type": "object",
            "additionalProperties": False,
            **_open_keys({**known["properties"], **asked}, {}),
        }


def nullable_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """The same schema, accepting null as well."""
    return {"anyOf": [schema, {"type": "null"}]}


def _spans_once(row: Mapping[str, Any], path: Path, report: Report) -> None:
    each, around = row["each"], row["around"]
    if each and around:
        message = "`each` and `around` in one row"
        report.add("spans-twice", (*path, "around"), message, "make two rows of it", at_key=True)
    if len(around) > 1:
        report.add("spans-twice", (*path, "around"), "several boundaries in one row", "make a row of each", at_key=True)
    lengths = {len(given) for given in each.values()}
    if len(lengths) > 1:
        told = ", ".join(f"`{key}` has {len(given)}" for key, given in each.items())
        report.add("lists-of-different-length", (*path, "each"), f"the lists differ in length: {told}", at_key=True)


ROW: Final = _Row()

_ASKED_FIELDS = {
    "question": Field(ASKED["question"], about="what is asked"),
    "level": Field(ASKED["level"], nullable=True, about="the level asked about, 1 being the highest"),
    "position": Field(ASKED["position"], nullable=True, about="the position asked about"),
    "as_of": Field(ASKED["as_of"], about="the day asked about, which `as_of - 2y` counts from"),
    "rules_as_of": Field(ASKED["rules_as_of"], nullable=True, about="the day whose rules apply"),
}


@attrs.frozen(eq=False, repr=False)
class _Supplied(Shape[Any]):
    """Parameters: a mapping, or the path of a file."""

    noun: str = "a mapping from parameters to values, or the path of a file"

    def read(self, value: object, path: Path, report: Report) -> Any:
        """See :class:`Shape`."""
        return value if isinstance(value, (str, Mapping)) else wrong_type(value, self.noun, path, report)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"type": ["object", "string"]}


_ADJUSTING = {
    "overlays": Field(ListOf(_NAME), default=(), about="overlays, by path or by the name of a bundled one"),
    "parameters": Field(_Supplied(), nullable=True, about="parameters that are supplied"),
    "assume": Field(Untouched(), nullable=True, default={}, about="assumptions that are read otherwise"),
}


def _adjusted(read: dict[str, Any]) -> Adjusted:
    asked = {word: read.pop(word) for word in ASKED if word in read}
    adjusted = {word: read.pop(word) for word in _ADJUSTING if word in read}
    return Adjusted({word: given for word, given in asked.items() if given is not None}, **adjusted)


def _make_table(**read: Any) -> TablePart:
    return TablePart(adjusted=_adjusted(read), given=read.pop("given"), **read)


def _rows_once(fields: Mapping[str, Any], path: Path, report: Report) -> None:
    if fields.get("rows") is None and fields.get("csv") is None and {"rows", "csv"} <= fields.keys():
        message = "a table without rows"
        report.add(
            "no-rows", (*path, "rows"), message, "write `rows`, or `csv` with the name of a file beside this one"
        )
    if fields.get("rows") is not None and fields.get("csv") is not None:
        report.add(
            "rows-and-csv", (*path, "csv"), "`rows` and `csv` in one table", "make two tables of it", at_key=True
        )


TABLE: Final[Fields[TablePart]] = Fields(
    _make_table,
    {
        "name": Field(_NAME, required=True, about="what the table is about"),
        "clause": Field(_OneOrMore(), nullable=True, default=(), about="the clauses it tests"),
        **_ASKED_FIELDS,
        **_ADJUSTING,
        "given": Field(_Changes(), default={}, about="what is changed in the person for every row"),
        "rows": Field(ListOf(ROW, non_empty=True, noun="a list of rows"), about="its rows"),
        "csv": Field(_NAME, about="a file beside this one that holds its rows"),
    },
    rules=(_rows_once,),
    keeps_path=True,
    noun="a table (a mapping)",
)


def _make_file(**read: Any) -> FilePart:
    return FilePart(adjusted=_adjusted(read), **read)


RULE_TEST: Final[Fields[FilePart]] = Fields(
    _make_file,
    {
        "rule-test": Field(_TEXT, required=True, about="what the file tests, in a few words"),
        "ruleset": Field(_NAME, required=True, about="a bundled rule set by its name, or a path from this file"),
        **_ASKED_FIELDS,
        **_ADJUSTING,
        "person": Field(Untouched(noun="a candidate record (a mapping)"), default={}, about="who rows start from"),
        "tables": Field(ListOf(TABLE, non_empty=True, noun="a list of tables"), required=True, about="the tables"),
    },
    noun="a file of rule tests (a mapping)",
    names={"rule-test": "title"},
)


@cache
def rule_test_schema() -> dict[str, Any]:
    """The JSON Schema (draft-07) of a file of rule tests."""
    schema = RULE_TEST.schema()
    person = _with_relative_days(candidate_schema())
    definitions = {**person.pop("definitions"), "person": person, "table": TABLE.schema(), "row": ROW.schema()}
    for word in ("$schema", "title", "required", "$comment"):
        person.pop(word, None)
    schema["properties"]["person"] = {"$ref": "#/definitions/person"}
    schema["properties"]["tables"]["items"] = {"$ref": "#/definitions/table"}
    definitions["table"]["properties"]["rows"]["items"] = {"$ref": "#/definitions/row"}
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Rule tests of vip_cert_rules"}
    return {**head, **schema, "definitions": definitions}


def _with_relative_days(schema: Any) -> Any:
    """A schema that takes `as_of - 2y` wherever it takes a day."""
    if isinstance(schema, list):
        return [_with_relative_days(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    out = {key: _with_relative_days(item) for key, item in schema.items()}
    if out.get("format") != "date":
        return out
    about = {"description": out.pop("description")} if "description" in out else {}
    return {**about, "anyOf": [out, {"type": "string", "pattern": f"^{PATTERN}$"}]}
