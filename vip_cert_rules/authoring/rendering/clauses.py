"""The rules in the order of the documents: what is said after each clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from vip_cert_rules.authoring.rendering import words
from vip_cert_rules.authoring.rendering.blocks import Block, Heading, Paragraph, Table
from vip_cert_rules.authoring.rendering.scene import Scene, as_cited
from vip_cert_rules.plan.nodes import Cited, Kind
from vip_cert_rules.rulesets.settings import addresses

_CHINESE = "一二三四五六七八九十"
_PARTS = re.compile(r"\d+|[A-Za-z]|[" + _CHINESE + r"]|[^\s.()（）]+")

Said = dict[tuple[str, str | None], dict[str, list[str]]]
"""By document and clause: what is said, and where."""


def by_clause(scene: Scene) -> Iterator[Block]:
    """A table for each document, in the order of its clauses."""
    said = _said(scene)
    yield Heading(scene.say(words.BY_CLAUSE))
    heads = (scene.say(words.CLAUSE), scene.say(words.SAYS), scene.say(words.WHERE))
    documents = [*scene.rules.part.documents, *(name for name, _clause in said)]
    for document in dict.fromkeys(documents):
        declared = scene.rules.part.documents.get(document)
        title = document if declared is None else scene.say(declared.title)
        clauses = sorted((clause for name, clause in said if name == document), key=_in_order)
        if not clauses:
            yield Paragraph(f"{title}：{scene.say(words.NOT_CITED)}")
            continue
        rows = []
        for clause in clauses:
            for text, where in said[document, clause].items():
                name = scene.say(words.WHOLE_DOCUMENT) if clause is None else clause
                rows.append((name, text, ", ".join(dict.fromkeys(where)) or scene.say(words.NOWHERE)))
        yield Table(title, heads, tuple(rows))


def _said(scene: Scene) -> Said:
    said: Said = {}

    def note(source: Any, text: str, where: str) -> None:
        for one in source:
            known = said.setdefault((one.document, one.clause), {}).setdefault(text, [])
            if where:
                known.append(where)

    for plan in scene.plans:
        for node in scene.nodes(plan):
            label = scene.say(node.label)
            if node.kind is Kind.WAIVER:
                label = scene.say(words.WAIVER, label=label)
            note(node.source, label, plan.root.id)
    for name, part in scene.rules.part.parameters.items():
        for address, level, value in addresses(name, part):
            told = scene.values.value(part, value)
            text = scene.say(words.VALUE_OF, name=address, label=scene.say(part.label), value=told)
            for where in _users(scene, name, level) or [""]:
                note(map(as_cited, part.source), text, where)
    for name, assumption in scene.rules.part.assumptions.items():
        text = scene.say(words.ASSUMPTION_OF, name=name, text=scene.say(assumption.text))
        for where in _resting(scene, name) or [""]:
            note(map(as_cited, assumption.source), text, where)
    for transition in scene.rules.part.transition:
        text = scene.say(words.TRANSITION_OF, label=scene.say(transition.label))
        note(map(as_cited, transition.source), text, ", ".join(transition.questions or scene.rules.questions))
    return said


def _users(scene: Scene, name: str, level: int | None) -> list[str]:
    """The questions that turn on a parameter, at a level where its value is for one."""
    plans = [plan for plan in scene.plans if name in plan.looked_up]
    return [plan.root.id for plan in plans if level is None or plan.level in (None, level)]


def _resting(scene: Scene, assumption: str) -> list[str]:
    """The questions that rest on an assumption."""
    return [plan.root.id for plan in scene.plans if any(assumption in node.assumptions for node in plan.nodes)]


def _in_order(clause: str | None) -> list[tuple[int, int, str]]:
    """Clauses in the order of their numbers: 8.2.B(1) before 8.2.B(2) before 8.10, 六 after 五."""
    key = []
    for part in _PARTS.findall(clause or ""):
        if part.isdecimal() and part.isascii():
            key.append((0, int(part), ""))
        elif part in _CHINESE:
            key.append((0, _CHINESE.index(part) + 1, ""))
        else:
            key.append((1, 0, part))
    return key


def cited_clauses(scene: Scene) -> set[Cited]:
    """Every clause that something in the rules cites."""
    return {Cited(document, clause) for document, clause in _said(scene)}
