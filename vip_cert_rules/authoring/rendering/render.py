"""The whole document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum

from vip_cert_rules.authoring.rendering import clauses, questions, tables
from vip_cert_rules.authoring.rendering.blocks import Block, Heading
from vip_cert_rules.authoring.rendering.html import html_of
from vip_cert_rules.authoring.rendering.markdown import markdown_of
from vip_cert_rules.authoring.rendering.scene import Scene
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.text import Lang


class Format(str, Enum):
    """What a document is written as."""

    MARKDOWN = "markdown"
    HTML = "html"


_SECTIONS: tuple[Callable[[Scene], Iterator[Block]], ...] = (
    tables.head,
    questions.ladders,
    clauses.by_clause,
    questions.questions,
    tables.values,
    tables.lists,
    tables.assumptions,
    tables.changes,
)


def blocks_of(rules: RuleSet, lang: Lang, day: date, position: str | None = None) -> Iterator[Block]:
    """The document about a rule set as of a day, block by block. ``position``: for this one alone."""
    scene = Scene(rules, lang, day, position)
    yield Heading(rules.title.in_lang(lang), 1)
    for section in _SECTIONS:
        yield from section(scene)


def render(rules: RuleSet, lang: Lang, day: date, form: Format, position: str | None = None) -> str:
    """The document as a text: Markdown (GFM), or one HTML page without anything from elsewhere."""
    blocks = blocks_of(rules, lang, day, position)
    if form is Format.HTML:
        return html_of(rules.title.in_lang(lang), blocks, lang)
    return markdown_of(blocks)
