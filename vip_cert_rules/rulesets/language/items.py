"""What is demanded: conditions, the groups they stand in, waivers and questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from vip_cert_rules.faults import Path
from vip_cert_rules.rulesets.language.forms import NAME, Chosen, Literal, Once, OneOrMore, OrGiven, Tagged
from vip_cert_rules.rulesets.language.measures import MEASURE
from vip_cert_rules.rulesets.language.words import ASSUMES, KEY, LEVEL_REF, LEVELS_REF, NAMES, SOURCE, TEXT
from vip_cert_rules.rulesets.syntax import ConditionPart, Item, ItemPart, QuestionPart, WaiverPart
from vip_cert_rules.shapes import Field, Fields, ListOf, Refused, Report, Shape, Whole
from vip_cert_rules.shapes.scalars import Amount

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


ITEMS: Shape[tuple[Item, ...]] = ListOf(Once("items", lambda: ITEM, noun="a condition or a group"))
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
ITEM: Shape[Item] = Chosen(OneOrMore(Tagged(ITEM_KINDS, "a condition or a group", _ByName())))


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
