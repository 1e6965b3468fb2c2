"""What a syllabus file may say, as shapes. From these come the reader and the JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from vip_cert_rules.faults import Path
from vip_cert_rules.shapes import AnyText, Field, Fields, ListOf, Named, Report, Whole, Word
from vip_cert_rules.shapes.structures import Rule
from vip_cert_rules.syllabus.ids import ID_PATTERN
from vip_cert_rules.syllabus.model import Chapter, Module, Part, Syllabus, Topic, Verb
from vip_cert_rules.text import Text

_NAME = AnyText(non_empty=True, pattern=r"[A-Za-z0-9][A-Za-z0-9._-]*", noun="a name (letters, digits, `-`, `_`, `.`)")
_ID = AnyText(pattern=ID_PATTERN, noun='an id as printed, in quotation marks ("1.2.3")')
_WORDS = AnyText(non_empty=True)
_TEXT: Named[Text] = Named(
    "text",
    Fields(
        Text,
        {
            "zh": Field(_WORDS, required=True, about="Chinese, as printed"),
            "en": Field(_WORDS, required=True, about="English"),
        },
        noun="a text in both languages ({zh: …, en: …})",
    ),
)


_VERBS = re.compile("|".join(sorted((verb.value for verb in Verb), key=len, reverse=True)))


def _verbs_stand_in_text(fields: Mapping[str, Any], path: Path, report: Report) -> None:
    """The first verb begins the sentence, the others follow in it: a verb and its sentence cannot drift apart."""
    verbs, text = fields.get("verbs"), fields.get("zh")
    if verbs is None or text is None:
        return
    found = [(word.start(), word.group()) for word in _VERBS.finditer(text)]
    for place, verb in enumerate(verbs):
        while found and found[0][1] != verb.value:
            del found[0]
        if not found or (place == 0 and found[0][0] > 0):
            where = "does not begin with it" if place == 0 else "does not have it there"
            message = f"`{verb.value}` is not a verb of the topic: its text {where}"
            report.add("verb-not-in-text", (*path, "verbs", place), message, "name the verbs of `zh` in their order")
            return
        del found[0]


def _one_kind_below(*kinds: str) -> Rule:
    """Of several lists exactly one is there."""

    def rule(fields: Mapping[str, Any], path: Path, report: Report) -> None:
        # a list that is there and at fault is not among the fields: its own fault has been told
        given = [kind for kind in kinds if fields.get(kind) is not None]
        absent = [kind for kind in kinds if kind in fields and fields[kind] is None]
        if len(given) > 1:
            both = " and ".join(f"`{kind}`" for kind in kinds)
            report.add("two-kinds-below", path, f"it has both {both}", "keep one of them")
        elif len(absent) == len(kinds):
            neither = " nor ".join(f"`{kind}`" for kind in kinds)
            report.add("nothing-below", path, f"it has neither {neither}", "give it one of them")

    return rule


def _exactly_one(*kinds: str) -> dict[str, Any]:
    return {"oneOf": [{"required": [kind]} for kind in kinds]}


TOPIC: Named[Topic] = Named(
    "topic",
    Fields(
        Topic,
        {
            "verbs": Field(
                ListOf(Word(Verb, noun="a verb that says how well a topic has to be known"), non_empty=True),
                required=True,
                about="the verbs of the sentence in their order: 了解 < 熟悉 (and 清楚) < 掌握 < 熟练掌握",
            ),
            "zh": Field(_WORDS, required=True, about="the sentence as printed, beginning with its verb"),
            "en": Field(_WORDS, about="what is to be known, in English, without the verb"),
        },
        rules=(_verbs_stand_in_text,),
        noun="a topic",
    ),
)
_TOPICS = ListOf(TOPIC, non_empty=True, noun="a list of topics")
_HEADING = {
    "id": Field(_ID, required=True, about="as printed: part, chapter, section, with dots between"),
    "title": Field(_TEXT, required=True),
}
SECTION: Named[Module] = Named(
    "section",
    Fields(
        Module,
        {**_HEADING, "topics": Field(_TOPICS, default=(), about="what is to be known; absent where the title says it")},
        noun="a section",
    ),
)
_SECTIONS = ListOf(SECTION, non_empty=True, noun="a list of sections")


def _make_chapter(
    id: str, title: Text, sections: tuple[Module, ...] | None, topics: tuple[Topic, ...] | None
) -> Chapter:
    return Chapter(id, title, sections or (Module(id, title, topics or ()),))


def _make_part(id: str, title: Text, chapters: tuple[Chapter, ...] | None, sections: tuple[Module, ...] | None) -> Part:
    return Part(id, title, chapters or (Chapter(id, title, sections or ()),))


CHAPTER: Named[Chapter] = Named(
    "chapter",
    Fields(
        _make_chapter,
        {
            **_HEADING,
            "sections": Field(_SECTIONS, about="each is a module"),
            "topics": Field(_TOPICS, about="instead of sections: the chapter is a module itself"),
        },
        rules=(_one_kind_below("sections", "topics"),),
        noun="a chapter",
        extra_schema=_exactly_one("sections", "topics"),
    ),
)
PART = Fields(
    _make_part,
    {
        **_HEADING,
        "chapters": Field(ListOf(CHAPTER, non_empty=True, noun="a list of chapters")),
        "sections": Field(_SECTIONS, about="instead of chapters: the part holds its sections itself"),
    },
    rules=(_one_kind_below("chapters", "sections"),),
    noun="a part",
    extra_schema=_exactly_one("chapters", "sections"),
)
SYLLABUS = Fields(
    Syllabus,
    {
        "syllabus": Field(_NAME, required=True, about="its name"),
        "programme": Field(_NAME, required=True, about="the programme whose training it describes"),
        "level": Field(Whole(1, 9), nullable=True, about="the level it is for; absent: all levels"),
        "title": Field(_TEXT, required=True),
        "document": Field(_TEXT, required=True, about="the document it stands in"),
        "note": Field(_TEXT, about="what a reader has to know, such as that the text breaks off"),
        "parts": Field(ListOf(PART, non_empty=True, noun="a list of parts"), required=True),
    },
    noun="a syllabus",
    names={"syllabus": "name"},
)

_NOT_SAID = (
    "Two rules are not said here, as JSON Schema cannot say them: ids begin with the id above them and count up, and "
    "the verbs of a topic stand in its text."
)


def syllabus_schema() -> dict[str, Any]:
    """The JSON Schema (draft-07) of a syllabus file. A new object each time."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A syllabus of vip_cert_rules",
        "description": "Parts, chapters, sections and topics of the training of a programme.",
        "$comment": _NOT_SAID,
        **SYLLABUS.schema(),
        "definitions": {shape.name: shape.inner.schema() for shape in (_TEXT, TOPIC, SECTION, CHAPTER)},
    }
