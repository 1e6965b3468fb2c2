"""The rule language: what a rule file may say, as shapes. From these come the reader and the language's JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import attrs

from vip_cert_rules.faults import Path
from vip_cert_rules.rulesets.definitions import with_definitions
from vip_cert_rules.rulesets.forms import (
    NAME,
    Chosen,
    Literal,
    Once,
    OneOrMore,
    OnlyGiven,
    OrDated,
    OrGiven,
    Tagged,
    refuse_choice,
)
from vip_cert_rules.rulesets.syntax import (
    AssumptionPart,
    Citation,
    ConditionPart,
    DocumentPart,
    InForce,
    Item,
    ItemPart,
    LevelPart,
    ListPart,
    MeasurePart,
    Member,
    ParameterPart,
    ParameterType,
    PositionPart,
    QuestionPart,
    RecordsPart,
    RuleSetPart,
    TestPart,
    TransitionPart,
    WaiverPart,
)
from vip_cert_rules.rulesets.table import Table
from vip_cert_rules.shapes import AnyText, Day, Field, Fields, Flag, ListOf, MapOf, Refused, Report, Shape, Whole, Word
from vip_cert_rules.shapes.scalars import Amount, wrong_type
from vip_cert_rules.text import Text

TEXT = Fields(
    Text,
    {
        "zh": Field(AnyText(non_empty=True), required=True, about="Chinese, as an official would write it"),
        "en": Field(AnyText(non_empty=True), required=True, about="English"),
    },
    noun="a text in both languages ({zh: …, en: …})",
)
KEY = AnyText(non_empty=True, pattern=r"[A-Za-z0-9][A-Za-z0-9._{}-]*", noun="a name (letters, digits, `-`, `_`, `.`)")
LEVEL_KEY = AnyText(non_empty=True, pattern="[1-9]", noun="a level (1 to 9)")
NAMES = ListOf(NAME, noun="a list of names")
ASSUMES = Chosen(ListOf(NAME, noun="a list of assumptions"))

CITATION = Fields(
    Citation,
    {
        "document": Field(NAME, required=True, about="a document declared under `documents`"),
        "clause": Field(Chosen(NAME), nullable=True, about="the clause, as printed"),
    },
    keeps_path=True,
    noun="a citation ({document: …, clause: …})",
)
SOURCE = OneOrMore(CITATION)


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


@attrs.frozen
class _LevelRef(Shape[Any]):
    words: tuple[str, ...] = ("this", "below", "required")

    @property
    def noun(self) -> str:  # type: ignore[override]
        return f"{', '.join(f'`{word}`' for word in self.words)} or a level"

    def read(self, value: object, path: Path, report: Report) -> Any:
        if isinstance(value, int):
            return Whole(1, 9, noun=self.noun).read(value, path, report)
        return Literal(self.words).read(value, path, report)

    def schema(self) -> dict[str, Any]:
        return {"enum": [*self.words, *range(1, 10)]}


_LEVEL_REF = _LevelRef()
_LEVELS_REF = _LevelRef(("this", "below", "at_or_above", "required"))
LEVEL_REF = OrGiven(Once("level-reference", lambda: _LEVEL_REF, noun=_LEVEL_REF.noun))
LEVELS_REF = OrGiven(Once("levels-reference", lambda: _LEVELS_REF, noun=_LEVELS_REF.noun))


# --- tests of fields -------------------------------------------------------------------------------------------------

SCALAR = Once("scalar", lambda: _Scalar(), noun="a word, a number, or true or false")


@attrs.frozen
class _Scalar(Shape[Any]):
    noun: str = "a word, a number, or true or false"

    def read(self, value: object, path: Path, report: Report) -> Any:
        if isinstance(value, (str, bool, int, Decimal)):
            return value
        return wrong_type(value, self.noun, path, report)

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "boolean", "number"]}


def _test(kind: str, value: Shape[Any], **more: Field) -> Fields[TestPart]:
    def make(path: Path, value: Any, **rest: Any) -> TestPart:
        return TestPart(kind, value, path, rest)

    fields = {kind: Field(value, required=True, nullable=False), **more}
    return Fields(make, fields, keeps_path=True, noun="a test", names={kind: "value"})


PREFER = Chosen(Literal(("reported", "score")))
_REACHES = _test(
    "reaches",
    Literal(("as_of",)),
    computed_from=Field(NAME, about="where the field is null: the field from which the last day is computed"),
    months=Field(OrGiven(Whole(0, 2400)), nullable=True, about="so many months later"),
    days_less=Field(Whole(0, 31), default=0, about="so many days earlier than that"),
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
    "within_months": _test("within_months", OrGiven(Whole(0, 2400))),
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

# --- records and measures --------------------------------------------------------------------------------------------

_RECORDS = Fields(
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

RECORDS_DECLARED = _RECORDS


@attrs.frozen
class _Records(Shape[Any]):
    noun: str = "records (the name of a selection, or {from: LIST, where: …})"

    def read(self, value: object, path: Path, report: Report) -> Any:
        if isinstance(value, str):
            return value
        return refuse_choice(value, path, report) or _RECORDS.read(value, path, report)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, {"$ref": "#/definitions/records"}]}


RECORDS = _Records()


def _measure(kind: str, value: Shape[Any], to: str, **more: Field) -> Fields[MeasurePart]:
    def make(path: Path, **read: Any) -> MeasurePart:
        blank: dict[str, Any] = {
            "records": None,
            "field": None,
            "prefer": None,
            "since": None,
            "parts": (),
            "given": None,
        }
        return MeasurePart(kind=kind, path=path, **{**blank, **read})

    fields = {kind: Field(value, required=True), **more}
    return Fields(make, fields, keeps_path=True, noun="a measure", names={kind: to, "of": "records", "in": "given"})


@attrs.frozen
class _Nothing(Shape[Any]):
    """``nothing``, or a shape."""

    inner: Shape[Any]

    @property
    def noun(self) -> str:  # type: ignore[override]
        return f"`nothing` or {self.inner.noun}"

    def read(self, value: object, path: Path, report: Report) -> Any:
        return None if value == "nothing" else self.inner.read(value, path, report)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"const": "nothing"}, self.inner.schema()]}


_OF = Field(RECORDS, required=True, about="the records that are measured")
_EARLIEST = _measure("earliest", NAME, "field", of=_OF)
_PARTS = ListOf(Once("measure", lambda: MEASURE, noun="a measure"), non_empty=True, noun="a list of measures")

MEASURE_KINDS: Mapping[str, Fields[MeasurePart]] = {
    "count": _measure("count", RECORDS, "records"),
    "total": _measure("total", NAME, "field", of=_OF),
    "best": _measure("best", NAME, "field", of=_OF),
    "passing": _measure("passing", RECORDS, "records", prefer=Field(PREFER, default="reported")),
    "continuous_months": _measure(
        "continuous_months", RECORDS, "records", since=Field(Chosen(_Nothing(_EARLIEST)), default=None)
    ),
    "cumulative_months": _measure("cumulative_months", RECORDS, "records"),
    "sum": _measure("sum", _PARTS, "parts"),
    "mean": _measure("mean", _PARTS, "parts"),
    "listed": _measure(
        "listed",
        Literal(("level",)),
        "field",
        **{"in": Field(OnlyGiven(), required=True, about="a parameter that lists levels, as a whole or by position")},
    ),
}
MEASURE: Shape[MeasurePart] = Tagged(MEASURE_KINDS, "a measure")

# --- conditions, questions -------------------------------------------------------------------------------------------

CODES = ("not_in_scope", "not_attested", "not_passed", "none_on_record")


@attrs.frozen
class _Threshold(Shape[Any]):
    noun: str = "a number, a word of a scale"

    def read(self, value: object, path: Path, report: Report) -> Any:
        return value if isinstance(value, str) else Amount(0, noun=self.noun).read(value, path, report)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, Amount(0).schema()]}


CONDITION = Fields(
    ConditionPart,
    {
        "label": Field(
            Chosen(TEXT), required=True, about="what is demanded; {level}, {required_level}, {required}, {units}"
        ),
        "source": Field(SOURCE, default=(), about="the clause or clauses that demand it"),
        "assumes": Field(ASSUMES, default=(), about="assumptions it rests on, beside those it chooses by"),
        "measure": Field(Chosen(MEASURE), required=True, about="the quantity that is read off the record"),
        "at_least": Field(OrGiven(_Threshold()), default=None, about="what it must reach; absent: one record"),
        "level": Field(Chosen(LEVEL_REF), default="this", about="the level that `required` means in its tests"),
        "code": Field(Literal(CODES), about="the reason code where no record matches"),
    },
    keeps_path=True,
    noun="a condition",
)


def _item(kind: str, value: Shape[Any], to: str, **more: Field) -> Fields[ItemPart]:
    def make(path: Path, **read: Any) -> ItemPart:
        blank: dict[str, Any] = {"name": None, "items": (), "level": None, "waived_by": ()}
        blank |= {"label": None, "source": (), "assumes": (), "each": None}
        return ItemPart(kind=kind, path=path, **{**blank, **read})

    fields = {kind: Field(value, required=True), **more}
    return Fields(
        make, fields, keeps_path=True, noun="a condition or a group of conditions", names={kind: to, "all": "items"}
    )


@attrs.frozen
class _ByName(Shape[Any]):
    noun: str = "the name of a condition"

    def read(self, value: object, path: Path, report: Report) -> Any:
        read = NAME.read(value, path, report)
        return read if isinstance(read, Refused) else _CONDITION_ITEM.make(path=path, name=read)

    def schema(self) -> dict[str, Any]:
        return NAME.schema()


ITEMS: Shape[tuple[Item, ...]] = ListOf(Once("items", lambda: _ITEM, noun="a condition or a group"))
_EACH = Field(OrGiven(NAME), about="once for each thing of a list, or for each entry of a parameter")
_GROUP = {
    "label": Field(TEXT, about="what the group means"),
    "source": Field(SOURCE, default=()),
    "assumes": Field(ListOf(NAME), default=()),
}
_NAMED = {**_GROUP, "name": Field(KEY, about="its part of the node's id"), "each": _EACH}
_CONDITION_ITEM = _item(
    "condition",
    NAME,
    "name",
    level=Field(Chosen(LEVEL_REF), about="the level that `required` means in its tests"),
    waived_by=Field(Chosen(NAMES), default=(), about="waivers that may lift it; any one suffices"),
    each=_EACH,
)
ITEM_KINDS: Mapping[str, Fields[ItemPart]] = {
    "condition": _CONDITION_ITEM,
    "route": _item("route", KEY, "name", all=Field(ITEMS, required=True), each=_EACH, **_GROUP),
    "question": _item("question", NAME, "name", level=Field(Chosen(LEVELS_REF), default="this"), **_GROUP),
    "waiver": _item("waiver", NAME, "name"),
    "any": _item("any", ITEMS, "items", **_NAMED),
    "all": _item("all", ITEMS, "items", **_NAMED),
}
_ITEM: Shape[Item] = Chosen(OneOrMore(Tagged(ITEM_KINDS, "a condition or a group", _ByName())))


def item_shape() -> Shape[Item]:
    """The shape of one item of a group."""
    return _ITEM


WAIVER = Fields(
    WaiverPart,
    {
        "label": Field(TEXT, required=True, about="whom it helps"),
        "source": Field(SOURCE, default=()),
        "assumes": Field(ListOf(NAME), default=()),
        "all": Field(ITEMS, required=True, about="what must be met for the waiver"),
    },
    keeps_path=True,
    noun="a waiver",
    names={"all": "items"},
)

QUESTION = Fields(
    QuestionPart,
    {
        "label": Field(TEXT, required=True, about="what is asked"),
        "yes": Field(TEXT, required=True, about="the answer yes, about a person"),
        "no": Field(TEXT, required=True, about="the answer no, about a person"),
        "unknown": Field(TEXT, about="what cannot be told while the facts do not settle it"),
        "levels": Field(ListOf(Whole(1, 9)), nullable=True, about="the levels it is asked for; absent: all"),
        "source": Field(SOURCE, default=()),
        "assumes": Field(ListOf(NAME), default=()),
        "all": Field(ITEMS, required=True, about="what must be met"),
    },
    keeps_path=True,
    noun="a question",
    names={"all": "items"},
)

# --- the whole file --------------------------------------------------------------------------------------------------

DOCUMENT = Fields(
    DocumentPart,
    {
        "title": Field(TEXT, required=True),
        "short": Field(TEXT, about="how a clause of it is cited in explanations; absent: by its name here"),
        "issued": Field(NAME, about="year and month, as printed"),
    },
    keeps_path=True,
)
LEVEL = Fields(
    LevelPart,
    {"label": Field(TEXT, required=True), "letter": Field(NAME, about="what {letter} stands for in texts and clauses")},
    keeps_path=True,
)


@attrs.frozen
class _List(Shape[ListPart]):
    """A list of things with their texts, or ``{syllabus: NAME}``."""

    noun: str = "a mapping from names to texts, or `{syllabus: NAME}`"

    def read(self, value: object, path: Path, report: Report) -> ListPart | Refused:
        if isinstance(value, Mapping) and set(value) == {"syllabus"} and not isinstance(value["syllabus"], Mapping):
            name = SYLLABUS_NAME.read(value["syllabus"], (*path, "syllabus"), report)
            return name if isinstance(name, Refused) else ListPart(None, name, path)
        items = _LIST_ITEMS.read(value, path, report)
        return items if isinstance(items, Refused) else ListPart(items, None, path)

    def schema(self) -> dict[str, Any]:
        syllabus = {"type": "object", "required": ["syllabus"], "properties": {"syllabus": SYLLABUS_NAME.schema()}}
        return {"anyOf": [{**syllabus, "additionalProperties": False}, _LIST_ITEMS.schema()]}


SYLLABUS_NAME = AnyText(non_empty=True, pattern=r"[a-z0-9][a-z0-9-]*", noun="the name of a syllabus")
_LIST_ITEMS = MapOf(TEXT, KEY, non_empty=True, noun="a mapping from names to texts, or `{syllabus: NAME}`")
LIST = _List()
POSITION = Fields(PositionPart, {"label": Field(TEXT, required=True)}, keeps_path=True)
ASSUMPTION = Fields(
    AssumptionPart,
    {
        "text": Field(TEXT, required=True, about="the reading the rule set takes"),
        "readings": Field(MapOf(TEXT, KEY), default={}, about="the readings an organisation may switch to"),
        "source": Field(SOURCE, default=()),
    },
    keeps_path=True,
)


@attrs.frozen
class _Value(Shape[Any]):
    """The value of a parameter; its type is checked when the whole file is known."""

    noun: str = "a value"

    def read(self, value: object, path: Path, report: Report) -> Any:
        if value is None or isinstance(value, (str, int, float)) or hasattr(value, "as_tuple"):
            return value
        if isinstance(value, list):
            return tuple(value)
        if isinstance(value, Mapping):
            return Table(value)
        return wrong_type(value, self.noun, path, report)

    def schema(self) -> dict[str, Any]:
        return {"type": ["number", "string", "array", "object", "null"]}


@attrs.frozen
class _Parameter(Fields[ParameterPart]):
    """A parameter. ``value: null`` differs from no ``value`` at all: only it needs ``nullable``."""

    def read(self, value: object, path: Path, report: Report) -> ParameterPart | Refused:
        """See :class:`Shape`."""
        read = super().read(value, path, report)
        is_null = isinstance(value, Mapping) and "value" in value and value["value"] is None
        if is_null and value.get("nullable") is not True:  # type: ignore[attr-defined]
            hint = "say `nullable: true`, or leave `value` out: it is then not supplied"
            return report.add("null-not-allowed", (*path, "value"), "null where a value is needed", hint)
        return read if isinstance(read, Refused) else attrs.evolve(read, is_null=is_null)


_BY_LEVEL = MapOf(OrDated(_Value()), LEVEL_KEY, non_empty=True, noun="a mapping from levels to values")
BY = OneOrMore(AnyText(non_empty=True, noun="`level`, `position`, a list, `component` or `name`"))
_BOUND = Whole(0, 1_000_000)
PARAMETER = _Parameter(
    ParameterPart,
    {
        "type": Field(Word(ParameterType, noun="a type of parameter"), required=True),
        "label": Field(TEXT, required=True),
        "source": Field(SOURCE, default=()),
        "value": Field(OrDated(_Value()), nullable=True, about="one value for every level"),
        "values": Field(_BY_LEVEL, about="a value for each of some levels"),
        "nullable": Field(Flag(), default=False, about="whether null may be set"),
        "by_level": Field(
            Flag(), default=False, about="whether one value may be set or a value for each of some levels"
        ),
        "by": Field(BY, default=(), about="its keys: `level`, `position`, a list under `lists`, `component`, `name`"),
        "members": Field(
            MapOf(Word(Member, noun="what a member holds"), KEY), default={}, about="what a route may demand"
        ),
        "minimum": Field(_BOUND, about="the least value, where that is more than its type says"),
        "maximum": Field(_BOUND, about="the greatest value, where that is less than its type says"),
        "supplied_by": Field(TEXT, about="who knows the value"),
        "information": Field(Flag(), default=False, about="whether it is shown only, and tested nowhere"),
    },
    keeps_path=True,
    extra_schema={
        "if": {"properties": {"value": {"type": "null"}}, "required": ["value"]},
        "then": {"properties": {"nullable": {"const": True}}, "required": ["nullable"]},
    },
)
IN_FORCE = Fields(
    InForce,
    {"from": Field(Day(), nullable=True), "to": Field(Day(), nullable=True)},
    keeps_path=True,
    names={"from": "start", "to": "end"},
)
VERSION = AnyText(non_empty=True, noun="a version in quotes")
TRANSITION = Fields(
    TransitionPart,
    {
        "from_version": Field(VERSION, required=True, about="the older version under which people may still finish"),
        "until": Field(Day(), required=True, about="the last day on which they may"),
        "label": Field(TEXT, required=True, about="whom it lets finish"),
        "questions": Field(ListOf(NAME, non_empty=True), about="for these only; absent: all that both versions have"),
        "source": Field(SOURCE, default=()),
        "assumes": Field(ListOf(NAME), default=()),
        "all": Field(ITEMS, required=True, about="what must be met to finish under the older version"),
    },
    keeps_path=True,
    noun="a transition",
    names={"all": "items"},
)
_QUESTIONS = MapOf(QUESTION, KEY, non_empty=True, noun="a mapping from names to questions")

RULE_SET = Fields(
    RuleSetPart,
    {
        "$schema": Field(NAME, about="for editors"),
        "ruleset": Field(KEY, required=True, about="the programme's name"),
        "version": Field(VERSION, required=True, about="the version of the rule set, in quotes"),
        "title": Field(TEXT, required=True),
        "in_force": Field(IN_FORCE, nullable=True, about="the days on which it is in force; absent: every day"),
        "documents": Field(MapOf(DOCUMENT, KEY), default={}),
        "levels": Field(MapOf(LEVEL, LEVEL_KEY), default={}, about="the lowest first; absent: no levels"),
        "positions": Field(MapOf(POSITION, KEY), default={}, about="absent: no positions"),
        "lists": Field(MapOf(LIST, KEY), default={}, about="things for each of which something is demanded"),
        "assumptions": Field(MapOf(ASSUMPTION, KEY), default={}),
        "parameters": Field(MapOf(PARAMETER, KEY), default={}),
        "records": Field(MapOf(_RECORDS, KEY), default={}, about="named selections of records"),
        "conditions": Field(MapOf(CONDITION, KEY), required=True),
        "waivers": Field(MapOf(WAIVER, KEY), default={}),
        "questions": Field(_QUESTIONS, required=True),
        "transition": Field(ListOf(TRANSITION), default=(), about="who may still finish under an older version"),
    },
    noun="a rule set (a mapping)",
    names={"$schema": "schema_line"},
)


@cache
def language_schema() -> dict[str, Any]:
    """The JSON Schema (draft-07) of the rule language, for editors and for checks outside this package."""
    definitions: dict[str, Any] = {kind: shape.schema() for kind, shape in TEST_KINDS.items()}
    definitions |= {kind: shape.schema() for kind, shape in MEASURE_KINDS.items()}
    definitions |= {kind: shape.schema() for kind, shape in ITEM_KINDS.items()}
    definitions |= {
        "records": _RECORDS.schema(),
        "measure": MEASURE.schema(),
        "items": _ITEM.schema(),
        "scalar": _Scalar().schema(),
        "level-reference": _LEVEL_REF.schema(),
        "levels-reference": _LEVELS_REF.schema(),
    }
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "A rule set of vip_cert_rules"}
    return with_definitions({**head, **RULE_SET.schema()}, definitions)
