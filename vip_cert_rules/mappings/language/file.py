"""A mapping file as a whole: people, lists, how files are laid out; and its JSON Schema."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from enum import Enum
from typing import Any

from vip_cert_rules.candidate.fields import RecordOf, specs
from vip_cert_rules.candidate.records import Candidate, Employment
from vip_cert_rules.faults import Path
from vip_cert_rules.mappings.days import ISO, ZONE
from vip_cert_rules.mappings.language.fields import SourceOf
from vip_cert_rules.mappings.language.forms import (
    COLUMN,
    DATES,
    NAME,
    PARTIAL_DAY,
    SCALAR,
    TEXTS,
    WORDS,
    days_fit,
    one_of_keys,
)
from vip_cert_rules.mappings.language.rows import COMPLETE, CONDITIONS, KEY, ROWS, rows_of
from vip_cert_rules.mappings.model import FieldSource, Fold, Layout, ListSource, Part, People, Rows
from vip_cert_rules.shapes import AnyText, Field, Fields, Flag, ListOf, MapOf, Report, Whole, Word
from vip_cert_rules.shapes.structures import Rule
from vip_cert_rules.text import Text

MOST_HEADER_ROW = 1000


def part_of(cls: type) -> Fields[Part]:
    """Rows that become entries of a list."""
    fields: dict[str, Field] = {
        "key": KEY,
        **ROWS,
        "fields": Field(_fields_of(cls), required=True, about="the fields of an entry, and where each comes from"),
    }
    is_work = cls is Employment
    if is_work:
        fields["fold"] = Field(FOLD, about="the rows are versions, each in force until the next")

    def make(fields: Mapping[str, FieldSource], fold: Fold | None = None, **given: Any) -> Part:
        return Part(rows_of(given), fields, fold)

    rules: list[Rule] = [one_of_keys("table", "query")]
    rules.append(_folded_or_started if is_work else _needed(cls))
    return Fields(make, fields, rules=tuple(rules), noun="rows of a table")


def _fields_of(cls: type) -> Fields[dict[str, FieldSource]]:
    fields = {name: Field(SourceOf(spec), about=spec.about) for name, spec in specs(cls)}

    def make(**given: FieldSource | None) -> dict[str, FieldSource]:
        return {name: one for name, one in given.items() if one is not None}

    return Fields(make, fields, noun="the fields of an entry")


def _needed(cls: type) -> Rule:
    """Fields without which no entry is sound have to come from somewhere."""

    def rule(fields: Mapping[str, Any], path: Path, report: Report) -> None:
        given = fields.get("fields")
        for name, spec in specs(cls):
            if given is not None and spec.required and name not in given:
                report.add("missing", (*path, "fields", name), "missing; every entry has to have it")

    return rule


def _folded_or_started(fields: Mapping[str, Any], path: Path, report: Report) -> None:
    given = fields.get("fields")
    if given is None or "fold" not in fields:
        return
    if fields["fold"] is None and "start" not in given:
        report.add("missing", (*path, "fields", "start"), "missing; every entry has to have it")
    for name in ("start", "end"):
        if fields["fold"] is not None and name in given:
            message = f"`{name}` comes from `fold` already"
            report.add("said-twice", (*path, "fields", name), message, "leave it out", at_key=True)


_DAY_SPEC = next(spec for name, spec in specs(Employment) if name == "end")
FOLD = Fields(
    Fold,
    {
        "valid_from": Field(SourceOf(_DAY_SPEC), required=True, about="the day from which a version is in force"),
        "begins": Field(SourceOf(_DAY_SPEC), about="the first day of the contract; empty: no bound"),
        "ends": Field(SourceOf(_DAY_SPEC), about="the last day of the contract; empty: no bound"),
    },
    noun="how versions are folded into stretches of work",
)


def list_of_records(name: str, cls: type) -> Fields[ListSource]:
    """Where a list of the record comes from."""
    part = part_of(cls)

    def make(complete: bool | Rows, **given: Any) -> ListSource:
        return ListSource(name, complete, given["from"])

    return Fields(
        make,
        {
            "complete": Field(COMPLETE, required=True, about="true: no rows mean there are none; false: not known"),
            "from": Field(
                ListOf(part, non_empty=True, noun="a list of tables"), required=True, about="the tables it comes from"
            ),
        },
        noun="where a list comes from",
    )


RECORD_LISTS = {
    name: spec.shape.item.cls
    for name, spec in specs(Candidate)
    if isinstance(spec.shape, ListOf) and isinstance(spec.shape.item, RecordOf)
}
"""The lists of a candidate record, and the class of their entries."""
_OF_PERSON = {name: spec for name, spec in specs(Candidate) if name in ("id", "preparing_for")}


class Others(Enum):
    """What becomes of rows about people who are not listed."""

    REJECT = "reject"
    LEAVE_OUT = "leave-out"


def _make_people(fields: Mapping[str, FieldSource], distinct: bool, others: Others, **given: Any) -> People:
    return People(rows_of(given), fields, distinct, others is Others.LEAVE_OUT)


PEOPLE = Fields(
    _make_people,
    {
        "key": KEY,
        **{name: field for name, field in ROWS.items() if name != "optional"},
        "fields": Field(
            Fields(
                lambda **given: {name: one for name, one in given.items() if one is not None},
                {name: Field(SourceOf(spec), about=spec.about) for name, spec in _OF_PERSON.items()},
                noun="the fields of a person",
            ),
            default={},
            about="`id`, where it is not the employee number; programmes prepared for",
        ),
        "distinct": Field(Flag(), default=False, about="several rows with a number are one person"),
        "others": Field(
            Word(Others, noun=f"`{Others.REJECT.value}` or `{Others.LEAVE_OUT.value}`"),
            default=Others.REJECT,
            about="rows of lists about people who are not among these: rejected, or left out",
        ),
    },
    rules=(one_of_keys("table", "query"),),
    noun="where the people come from",
)


def _known_encoding(fields: Mapping[str, Any], path: Path, report: Report) -> None:
    try:
        codecs.lookup(fields.get("encoding", "utf-8"))
    except LookupError:
        message = f"`{fields['encoding']}` is no encoding"
        report.add("unknown-word", (*path, "encoding"), message, "as in utf-8 or gb18030")
    delimiter = fields.get("delimiter", ",")
    if len(delimiter) != 1 or delimiter in '"\r\n':
        report.add("wrong-form", (*path, "delimiter"), f"{delimiter!r} is not one character that can part cells")


LAYOUT = Fields(
    Layout,
    {
        "encoding": Field(WORDS, default="utf-8", about="of CSV files; absent: utf-8"),
        "delimiter": Field(
            AnyText(noun="one character"), default=",", about="what parts the cells of CSV files; absent: a comma"
        ),
        "header_row": Field(
            Whole(1, MOST_HEADER_ROW), default=1, about="the row of the headers in sheets and CSV files; absent: 1"
        ),
    },
    rules=(_known_encoding,),
    noun="how files are laid out",
)


MAPPING: Fields[dict[str, Any]] = Fields(
    dict,
    {
        "mapping": Field(NAME, required=True, about="its name"),
        "version": Field(WORDS, required=True, about='its version, in quotation marks ("1.0")'),
        "about": Field(
            Fields(
                Text,
                {
                    "zh": Field(WORDS, required=True, about="Chinese"),
                    "en": Field(WORDS, required=True, about="English"),
                },
                noun="a text in both languages ({zh: …, en: …})",
            ),
            about="what it is for",
        ),
        "files": Field(LAYOUT, default=Layout(), about="how files are laid out"),
        "dates": Field(DATES, default=(ISO,), about="how days are written, where a field does not say otherwise"),
        "partial": Field(PARTIAL_DAY, about="where only a month or a year is on record: which day is meant"),
        "nulls": Field(TEXTS, default=(), about="words that mean: nothing is on record"),
        "zone": Field(ZONE, about="the distance from UTC in which a moment has its day, as in +08:00"),
        "words": Field(
            MapOf(MapOf(SCALAR, WORDS, non_empty=True), NAME),
            default={},
            about="what words of the host system mean, under a name for `values` of several fields",
        ),
        "people": Field(PEOPLE, required=True, about="who is asked about"),
        "lists": Field(
            Fields(
                lambda **given: tuple(one for one in given.values() if one is not None),
                {
                    name: Field(list_of_records(name, cls), about="where this list comes from; absent: not known")
                    for name, cls in RECORD_LISTS.items()
                },
                noun="the lists of the record",
            ),
            required=True,
            about="the lists of the record; one that is not named is not known",
        ),
    },
    rules=(days_fit,),
    noun="a mapping of a host system",
)


def mapping_schema() -> dict[str, Any]:
    """The JSON Schema (draft-07) of a mapping file. A new object each time."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A mapping of vip_cert_rules",
        "description": "How the rows of a host system become candidate records.",
        "$comment": "What is not said here: patterns of days, and that of some keys exactly one has to be given.",
        **MAPPING.schema(),
        "definitions": {shape.name: shape.inner.schema() for shape in (COLUMN, SCALAR, CONDITIONS, COMPLETE)},
    }
