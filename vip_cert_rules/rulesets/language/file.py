"""The whole rule file, section by section, and the JSON Schema of the language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import attrs

from vip_cert_rules.faults import Path
from vip_cert_rules.rulesets.language.claims import CLAIMS
from vip_cert_rules.rulesets.language.definitions import with_definitions
from vip_cert_rules.rulesets.language.forms import NAME
from vip_cert_rules.rulesets.language.items import CONDITION, ITEM, ITEM_KINDS, ITEMS, QUESTION, WAIVER
from vip_cert_rules.rulesets.language.measures import MEASURE, MEASURE_KINDS
from vip_cert_rules.rulesets.language.parameters import PARAMETER
from vip_cert_rules.rulesets.language.records import ONE_SCALAR, RECORDS_DECLARED, TEST_KINDS
from vip_cert_rules.rulesets.language.words import KEY, LEVEL_KEY, ONE_LEVEL, SOME_LEVELS, SOURCE, TEXT
from vip_cert_rules.rulesets.syntax import (
    AssumptionPart,
    DocumentPart,
    InForce,
    LevelPart,
    ListPart,
    PositionPart,
    RuleSetPart,
    TransitionPart,
)
from vip_cert_rules.shapes import AnyText, Day, Field, Fields, ListOf, MapOf, Refused, Report, Shape

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
        "records": Field(MapOf(RECORDS_DECLARED, KEY), default={}, about="named selections of records"),
        "conditions": Field(MapOf(CONDITION, KEY), required=True),
        "waivers": Field(MapOf(WAIVER, KEY), default={}),
        "questions": Field(_QUESTIONS, required=True),
        "transition": Field(ListOf(TRANSITION), default=(), about="who may still finish under an older version"),
        **CLAIMS,
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
        "records": RECORDS_DECLARED.schema(),
        "measure": MEASURE.schema(),
        "items": ITEM.schema(),
        "scalar": ONE_SCALAR.schema(),
        "level-reference": ONE_LEVEL.schema(),
        "levels-reference": SOME_LEVELS.schema(),
    }
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "A rule set of vip_cert_rules"}
    return with_definitions({**head, **RULE_SET.schema()}, definitions)
