"""The rule set that is rendered: its plans on a day, and how its parts are said in one language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

import attrs

from vip_cert_rules.authoring.rendering.changes import clause_in_words
from vip_cert_rules.authoring.rendering.selection import SelectionTeller
from vip_cert_rules.authoring.rendering.values import ValueTeller
from vip_cert_rules.plan.nodes import Cited, Node, Plan
from vip_cert_rules.rulesets.checks.parts import RuleFile
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.rulesets.syntax import Choice, Citation
from vip_cert_rules.text import Lang, Text
from vip_cert_rules.wording.punctuation import cited


@attrs.frozen(slots=False, eq=False)
class Scene:
    """A rule set as of a day, told in a language. ``position`` ``None``: for every position."""

    rules: RuleSet
    lang: Lang
    day: date
    position: str | None = None

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The plan of every question at every level; for each position where these differ."""
        return tuple(self._plans())

    def _plans(self) -> Iterator[Plan]:
        for question in self.rules.questions:
            for level in self.rules.levels_of(question) or (None,):
                for position in self.positions:
                    yield self.rules.plan(question, level, position, self.day, None).plan

    @cached_property
    def positions(self) -> tuple[str | None, ...]:
        """The positions for which plans are made; where all have the same conditions, the first stands for all."""
        if self.position is not None or not self.rules.positions:
            return (self.position,)
        told_apart = any(
            isinstance(part, Choice) and part.subject == "position" for part in RuleFile(self.rules.part).everything
        )
        return self.rules.positions if told_apart else self.rules.positions[:1]

    @cached_property
    def values(self) -> ValueTeller:
        """Says values of parameters."""
        return ValueTeller(self.rules.part, self.lang)

    @cached_property
    def selections(self) -> SelectionTeller:
        """Says which records count."""
        return SelectionTeller(self.rules.part, self.lang)

    def nodes(self, plan: Plan) -> Iterator[Node]:
        """The nodes of a plan but those within a question that it asks, the question first."""
        ahead = [plan.root]
        while ahead:
            node = ahead.pop(0)
            yield node
            if node is plan.root or node.kind.value != "question":
                ahead = [plan.nodes[position] for position in node.children] + ahead

    def clause(self, one: Cited) -> str:
        """A clause with its document in short."""
        return clause_in_words(self.rules, one.document, one.clause, self.lang)

    def cited(self, source: tuple[Cited, ...]) -> str:
        """Clauses in brackets."""
        return cited(map(self.clause, source), self.lang)

    def cited_in_general(self, source: tuple[Citation, ...]) -> str:
        """Clauses of a part that is no node: placeholders in them have nothing to stand for."""
        return self.cited(tuple(as_cited(one) for one in source))

    def say(self, text: Text, /, **terms: object) -> str:
        """A text in the language, with its placeholders filled in."""
        return text.say(self.lang, **terms)


def as_cited(citation: Citation) -> Cited:
    """The clause of a parameter holds at every level: placeholders in it have nothing to stand for."""
    return Cited(citation.document, citation.clause if isinstance(citation.clause, str) else None)
