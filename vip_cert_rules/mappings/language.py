"""What a mapping file may say, as shapes. From these come the reader and the JSON Schema."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Any, Generic, TypeVar

import attrs

from vip_cert_rules.candidate.fields import FieldSpec, RecordOf, specs
from vip_cert_rules.candidate.records import Candidate, Employment
from vip_cert_rules.faults import Path
from vip_cert_rules.mappings.days import FIRST, ISO, LAST, PARTIAL, SPECIAL, DayPattern, day_pattern, zone_of
from vip_cert_rules.mappings.model import (
    Columns,
    Condition,
    FieldSource,
    Fold,
    Layout,
    ListSource,
    Part,
    People,
    Rows,
)
from vip_cert_rules.shapes import (
    REFUSED,
    AnyText,
    Day,
    Field,
    Fields,
    Flag,
    ListOf,
    MapOf,
    Refused,
    Report,
    Shape,
    Whole,
)
from vip_cert_rules.shapes.structures import Rule, nullable
from vip_cert_rules.text import Text

T = TypeVar("T")

NAME = AnyText(non_empty=True, pattern=r"[A-Za-z0-9][A-Za-z0-9._-]*", noun="a name (letters, digits, `-`, `_`, `.`)")
WORDS = AnyText(non_empty=True, noun="a non-empty text")
MOST_HEADER_ROW = 1000


@attrs.frozen(eq=False, repr=False)
class Several(Shape[tuple[str, ...]]):
    """One name, or a list of names of which the first that is there is meant."""

    noun: str = "a name, or a list of names"

    def read(self, value: object, path: Path, report: Report) -> tuple[str, ...] | Refused:
        """See :class:`Shape`."""
        if isinstance(value, str):
            name = WORDS.read(value, path, report)
            return name if isinstance(name, Refused) else (name,)
        return ListOf(WORDS, non_empty=True, noun=self.noun).read(value, path, report)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"anyOf": [WORDS.schema(), {"type": "array", "items": WORDS.schema(), "minItems": 1}]}


@attrs.frozen(eq=False, repr=False)
class OneOf(Shape[str]):
    """One of a few words."""

    words: tuple[str, ...]
    noun: str = "a word of a closed list"

    def read(self, value: object, path: Path, report: Report) -> str | Refused:
        """See :class:`Shape`."""
        if isinstance(value, str) and value in self.words:
            return value
        return report.add("unknown-word", path, f"{value!r} is not {self.noun}", ", ".join(self.words))

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"enum": list(self.words)}


@attrs.frozen(eq=False, repr=False)
class Scalar(Shape[Any]):
    """A cell of a host system: text, a number, true or false; kept as the text it is compared as. Null: empty."""

    noun: str = "text, a number, true or false"

    def read(self, value: object, path: Path, report: Report) -> Any:
        """See :class:`Shape`."""
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, (dict, list)):
            return report.add(
                "wrong-type", path, f"a {'mapping' if isinstance(value, dict) else 'list'} where {self.noun} is needed"
            )
        return str(value).lower() if isinstance(value, bool) else str(value)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"type": ["string", "number", "boolean", "null"]}


@attrs.frozen(eq=False, repr=False)
class _Named(Shape[T], Generic[T]):
    """A shape that the JSON Schema describes once, under a name."""

    name: str
    inner: Shape[T]

    @property
    def noun(self) -> str:  # type: ignore[override]
        """See :class:`Shape`."""
        return self.inner.noun

    def read(self, value: object, path: Path, report: Report) -> T | Refused:
        """See :class:`Shape`."""
        return self.inner.read(value, path, report)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        # beside a reference draft-07 looks at nothing: what is said of the field stands outside
        return {"allOf": [{"$ref": f"#/definitions/{self.name}"}]}


COLUMN = _Named("column", Several(noun="the header of a column, or a list of headers"))
TABLE = Several(noun="the name of a table or sheet, or a list of names")
TEXTS = ListOf(WORDS, noun="a list of texts")
SCALAR = _Named("cell", Scalar())
CELLS = ListOf(SCALAR, non_empty=True, noun="a list of values")
DATES = ListOf(WORDS, non_empty=True, noun="a list of patterns of days")
PARTIAL_DAY = OneOf(PARTIAL, noun=f"`{FIRST}` or `{LAST}`")

_NO_VALUE = object()


def _value_shape(spec: FieldSpec) -> Shape[Any]:
    return spec.shape.item if isinstance(spec.shape, ListOf) else spec.shape


@attrs.frozen(eq=False, repr=False)
class _Meaning(Shape[Any]):
    """A value of the record, as the mapping writes it."""

    spec: FieldSpec
    nullable: bool

    @property
    def noun(self) -> str:  # type: ignore[override]
        """See :class:`Shape`."""
        return _value_shape(self.spec).noun

    def read(self, value: object, path: Path, report: Report) -> Any:
        """See :class:`Shape`."""
        if value is None and self.nullable:
            return None
        read = _value_shape(self.spec).read(value, path, report)
        return read if isinstance(read, Refused) else value

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        inner = _value_shape(self.spec).schema()
        return nullable(inner) if self.nullable else inner


@attrs.frozen(eq=False, repr=False)
class _Values(Shape[dict[str, Any]]):
    """What words mean: a mapping, or the name of one of ``words``, which stands in its place before this is read."""

    meaning: _Meaning
    noun: str = "a mapping of words to values, or the name of one"

    def read(self, value: object, path: Path, report: Report) -> dict[str, Any] | Refused:
        """See :class:`Shape`."""
        return MapOf(self.meaning, WORDS, non_empty=True, noun=self.noun).read(value, path, report)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"anyOf": [MapOf(self.meaning, WORDS, non_empty=True).schema(), WORDS.schema()]}


@attrs.frozen(eq=False, repr=False)
class SourceOf(Shape[FieldSource]):
    """Where one field of a record comes from: the header of a column, or a mapping that says more."""

    spec: FieldSpec
    noun: str = "a column, or a mapping that says where the field comes from"

    def read(self, value: object, path: Path, report: Report) -> FieldSource | Refused:
        """See :class:`Shape`."""
        if not isinstance(value, Mapping):
            columns = COLUMN.read(value, path, report)
            return columns if isinstance(columns, Refused) else FieldSource(columns)
        read = self.fields().read(value, path, report)
        if isinstance(read, Refused):
            return read
        has_otherwise = "otherwise" in value
        return attrs.evolve(read, has_otherwise=has_otherwise)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"anyOf": [COLUMN.schema(), self.fields().schema()]}

    def fields(self) -> Fields[FieldSource]:
        """What the mapping that says more may say."""
        is_list = isinstance(self.spec.shape, ListOf)
        is_day = isinstance(self.spec.shape, Day)
        may_be_null = self.spec.nullable and not is_list
        meaning = _Meaning(self.spec, may_be_null)
        fields = {
            "column": Field(COLUMN, about="the header of the column, or several headers of which one is there"),
            "constant": Field(meaning, default=_NO_VALUE, about="instead of a column: the same value everywhere"),
            "values": Field(_Values(meaning), about="what the words of the host system mean"),
            "otherwise": Field(meaning, default=_NO_VALUE, nullable=may_be_null, about="what every other word means"),
            "keep_others": Field(Flag(), default=False, about="other words stay as they are"),
            "nulls": Field(TEXTS, default=(), about="words that mean: nothing is on record"),
        }
        if is_day:
            fields["dates"] = Field(DATES, about="how days are written here: YYYY-MM-DD, YYYY/M/D, excel, moment, …")
            fields["partial"] = Field(
                PARTIAL_DAY, about="where only a month or a year is on record: which day is meant"
            )
        if is_list:
            fields["none"] = Field(TEXTS, default=(), about="words that mean: known to be none")
            fields["split"] = Field(TEXTS, default=(), about="what stands between several values in one cell")
        return Fields(_make_source, fields, rules=(_column_or_constant, _days_fit), noun=self.noun)


def _make_source(
    column: Columns | None = None,
    constant: Any = _NO_VALUE,
    values: Mapping[str, Any] | None = None,
    otherwise: Any = _NO_VALUE,
    keep_others: bool = False,
    nulls: tuple[str, ...] = (),
    dates: tuple[str, ...] | None = None,
    partial: str | None = None,
    none: tuple[str, ...] = (),
    split: tuple[str, ...] = (),
) -> FieldSource:
    return FieldSource(
        columns=column or (),
        constant=None if constant is _NO_VALUE else constant,
        values=values,
        otherwise=None if otherwise is _NO_VALUE else otherwise,
        keep_others=keep_others,
        nulls=nulls,
        none=none,
        days=patterns_of(dates, partial),
        split=split,
    )


def patterns_of(words: tuple[str, ...] | None, partial: str | None) -> tuple[DayPattern, ...] | None:
    """The patterns that some words stand for; those at fault were told before."""
    if words is None:
        return None
    made = (day_pattern(word, partial) for word in words)
    return tuple(one for one in made if isinstance(one, DayPattern))


def _column_or_constant(fields: Mapping[str, Any], path: Path, report: Report) -> None:
    if "column" not in fields or "constant" not in fields:
        return
    has_column, has_constant = fields["column"] is not None, fields["constant"] is not _NO_VALUE
    if has_column == has_constant:
        both = "both" if has_column else "neither"
        report.add("column-or-constant", path, f"it has {both} `column` and `constant`", "give it one of them")
    others = fields.get("otherwise", _NO_VALUE) is not _NO_VALUE
    if fields.get("keep_others") and others:
        report.add("column-or-constant", path, "it has both `otherwise` and `keep_others`", "keep one of them")
    if (fields.get("keep_others") or others) and fields.get("values", True) is None:
        report.add(
            "missing", (*path, "values"), "missing; `otherwise` and `keep_others` are about other words than these"
        )


def _days_fit(fields: Mapping[str, Any], path: Path, report: Report) -> None:
    partial = fields.get("partial")
    for i, word in enumerate(fields.get("dates") or ()):
        made = day_pattern(word, partial)
        if isinstance(made, str):
            report.add(
                "not-a-pattern", (*path, "dates", i), f"`{word}` {made}", f"as in {ISO}, or {', '.join(SPECIAL)}"
            )


def _make_condition(column: Columns, **values: Any) -> Condition:
    given = values.get("is") or values.get("is_not") or ()
    return Condition(column, frozenset(given), values.get("is") is None)


def _one_of_keys(*keys: str) -> Rule:
    """Of several keys exactly one is given."""

    def rule(fields: Mapping[str, Any], path: Path, report: Report) -> None:
        if any(key not in fields for key in keys):
            return  # at fault, which has been told
        given = [key for key in keys if fields[key] is not None]
        if len(given) != 1:
            listed = " and ".join(f"`{key}`" for key in keys)
            report.add(
                "one-of-these", path, f"it has {'several' if given else 'none'} of {listed}", "give it one of them"
            )

    return rule


CONDITION = Fields(
    _make_condition,
    {
        "column": Field(
            COLUMN, required=True, about="the header of the column, or several headers of which one is there"
        ),
        "is": Field(CELLS, about="the row counts with one of these values; null: with an empty cell"),
        "is_not": Field(CELLS, about="the row counts with none of these values"),
    },
    rules=(_one_of_keys("is", "is_not"),),
    noun="a condition on a column",
)
CONDITIONS = _Named("condition", CONDITION)
WHERE = ListOf(CONDITIONS, noun="a list of conditions on columns")
_ROWS = {
    "table": Field(TABLE, about="the table, sheet or file, or several names of which one is there"),
    "query": Field(WORDS, about="instead of a table, for databases: a query that only reads"),
    "where": Field(WHERE, default=(), about="which rows count; absent: all"),
    "row": Field(COLUMN, default=(), about="a column that names a row, for messages and for the order of rows"),
    "optional": Field(Flag(), default=False, about="the table need not be there; then nothing is known from it"),
}
_KEY = Field(COLUMN, required=True, about="the column of the employee number")


def _rows(given: dict[str, Any]) -> Rows:
    return Rows(
        given.pop("table") or (),
        given.pop("query"),
        given.pop("key") or (),
        given.pop("where"),
        given.pop("row"),
        given.pop("optional", False),
    )


def _make_complete(**given: Any) -> Rows:
    return _rows(given)


COMPLETE_ROWS = Fields(
    _make_complete,
    {**_ROWS, "key": Field(COLUMN, about="the column of the employee number; absent: a row speaks for everybody")},
    rules=(_one_of_keys("table", "query"),),
    noun="rows that say so",
)


@attrs.frozen(eq=False, repr=False)
class Complete(Shape[bool | Rows]):
    """Whether no rows mean that there is nothing: true, false, or the rows that say of whom it is so."""

    noun: str = "true, false, or the rows that say of whom"

    def read(self, value: object, path: Path, report: Report) -> bool | Rows | Refused:
        """See :class:`Shape`."""
        if isinstance(value, bool):
            return value
        if isinstance(value, Mapping):
            return COMPLETE_ROWS.read(value, path, report)
        return Flag(noun=self.noun).read(value, path, report)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"anyOf": [{"type": "boolean"}, COMPLETE_ROWS.schema()]}


COMPLETE = _Named("complete", Complete())


def part_of(cls: type) -> Fields[Part]:
    """Rows that become entries of a list."""
    fields: dict[str, Field] = {
        "key": _KEY,
        **_ROWS,
        "fields": Field(_fields_of(cls), required=True, about="the fields of an entry, and where each comes from"),
    }
    is_work = cls is Employment
    if is_work:
        fields["fold"] = Field(FOLD, about="the rows are versions, each in force until the next")

    def make(fields: Mapping[str, FieldSource], fold: Fold | None = None, **given: Any) -> Part:
        return Part(_rows(given), fields, fold)

    rules: list[Rule] = [_one_of_keys("table", "query")]
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


def _make_people(fields: Mapping[str, FieldSource], distinct: bool, others: str, **given: Any) -> People:
    return People(_rows(given), fields, distinct, others == LEAVE)


REJECT, LEAVE = "reject", "leave-out"
PEOPLE = Fields(
    _make_people,
    {
        "key": _KEY,
        **{name: field for name, field in _ROWS.items() if name != "optional"},
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
            OneOf((REJECT, LEAVE), noun=f"`{REJECT}` or `{LEAVE}`"),
            default=REJECT,
            about="rows of lists about people who are not among these: rejected, or left out",
        ),
    },
    rules=(_one_of_keys("table", "query"),),
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


@attrs.frozen(eq=False, repr=False)
class _Zone(Shape[str]):
    """A distance from UTC."""

    noun: str = "a distance from UTC, as in +08:00"

    def read(self, value: object, path: Path, report: Report) -> str | Refused:
        """See :class:`Shape`."""
        if isinstance(value, str) and zone_of(value) is not None:
            return value
        report.add("wrong-form", path, f"{value!r} is not {self.noun}")
        return REFUSED

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"type": "string", "pattern": "^[+-][0-9]{2}:[0-9]{2}$"}


def _dates_of_mapping(fields: Mapping[str, Any], path: Path, report: Report) -> None:
    _days_fit(fields, path, report)


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
        "zone": Field(_Zone(), about="the distance from UTC in which a moment has its day, as in +08:00"),
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
    rules=(_dates_of_mapping,),
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
