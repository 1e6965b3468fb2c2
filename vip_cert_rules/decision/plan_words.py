"""What the narratives of one plan have in common, whoever is told about: labels, clauses, assumptions, documents."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import attrs

from vip_cert_rules.plan.nodes import Node, Plan, Status
from vip_cert_rules.text import Lang
from vip_cert_rules.wording import catalogue
from vip_cert_rules.wording.punctuation import CLAUSE, cited


class Line(NamedTuple):
    """One line. ``status`` is that of the condition it tells of, ``depth`` how far it is set in."""

    text: str
    depth: int = 0
    status: Status | None = None


@attrs.frozen
class PlanWords:
    """What the narratives of one plan in one language have in common, whoever is told about."""

    labels: dict[str, str]
    additions: dict[str, str]
    clauses: dict[str, str]
    assumptions: dict[str, Line]
    documents: tuple[Line, ...]


@lru_cache(maxsize=2048)
def words_of(plan: Plan, lang: Lang) -> PlanWords:
    """The words of a plan, put together once."""
    sources = {citation.document for node in plan.nodes for citation in node.source}
    named = {name: (short.in_lang(lang), title.in_lang(lang)) for name, short, title in plan.documents}
    used = [named[name] for name, _short, _title in plan.documents if name in sources]
    quoted = {short: f"《{title}》" if lang is Lang.ZH else title for short, title in used}
    shorts = {name: short for name, (short, _title) in named.items()}
    return PlanWords(
        labels={node.id: node.label.in_lang(lang) for node in plan.nodes},
        additions={node.id: _added(node, lang) for node in plan.nodes},
        clauses={node.id: _clause(node, shorts, lang) for node in plan.nodes},
        assumptions={name: Line(f"{name}  {text.in_lang(lang)}") for name, text in plan.assumption_texts},
        documents=tuple(Line(f"{name}  {title}") for name, title in quoted.items()),
    )


def _added(node: Node, lang: Lang) -> str:
    """That an overlay added a node."""
    if node.added_by is None:
        return ""
    return catalogue.ADDED.say(lang, name=printable(node.added_by))


def _clause(node: Node, shorts: dict[str, str], lang: Lang) -> str:
    """The clauses of a node, bracketed."""
    named = ((shorts.get(one.document, one.document), one.clause) for one in node.source)
    return cited((CLAUSE.say(lang, document=name, clause=clause) if clause else name for name, clause in named), lang)


def printable(text: str) -> str:
    """A name from a record as one may print it: what would break or recolour the line is written out."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
