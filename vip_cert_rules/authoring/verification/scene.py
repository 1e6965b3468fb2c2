"""What checks look at: every question of a rule set at every level and position, as of a day, and who can be found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from vip_cert_rules.authoring.solver import Search, Undecided
from vip_cert_rules.authoring.solver.logic import Formula
from vip_cert_rules.authoring.solver.search import Changes
from vip_cert_rules.authoring.verification import words
from vip_cert_rules.authoring.verification.model import Shown, Witness
from vip_cert_rules.facade import evaluate
from vip_cert_rules.measures.measure import Listed
from vip_cert_rules.plan.nodes import Node, Plan
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.text import Text


@attrs.frozen
class Asked:
    """A question at a level."""

    question: str
    level: int | None


@attrs.define(eq=False)
class Scene:
    """A rule set as of a day, at one position, with some readings switched."""

    rules: RuleSet
    as_of: date
    position: str | None
    assume: Mapping[str, str]
    undecided: dict[Asked, None] = attrs.field(factory=dict)
    """What the solver gave up on."""
    _plans: dict[Asked, Plan] = attrs.field(factory=dict)
    _searches: dict[tuple[Plan, ...], Search] = attrs.field(factory=dict)
    _open: dict[Plan, tuple[str, ...]] = attrs.field(factory=dict)

    def asked(self) -> Iterator[Asked]:
        """Every question at every level it is asked for."""
        for question in self.rules.questions:
            for level in self.rules.levels_of(question) or (None,):
                yield Asked(question, level)

    def plan(self, asked: Asked) -> Plan:
        """The plan of a question."""
        plan = self._plans.get(asked)
        if plan is None:
            ready = self.rules.plan(asked.question, asked.level, self.position, self.as_of, dict(self.assume) or None)
            plan = self._plans[asked] = ready.plan
        return plan

    def waits_for(self, asked: Asked) -> tuple[str, ...]:
        """The parameters without which a question cannot be examined."""
        plan = self.plan(asked)
        found = self._open.get(plan)
        if found is None:
            found = self._open[plan] = self.search(plan).open(plan)
        return found

    def examined(self) -> list[Asked]:
        """The questions that can be examined."""
        return [asked for asked in self.asked() if not self.waits_for(asked)]

    def search(self, *plans: Plan) -> Search:
        """A search over some plans."""
        search = self._searches.get(plans)
        if search is None:
            search = self._searches[plans] = Search(plans, self.as_of)
        return search

    def somebody(self, search: Search, asked: Asked, *formulas: Formula) -> dict[str, Any] | None:
        """A person for whom all formulas hold; ``None``: there is nobody, or the solver gave up, which is noted."""
        try:
            return search.find(*formulas)
        except Undecided:
            self.undecided[asked] = None
            return None

    def pair(
        self, search: Search, asked: Asked, changes: Changes, *formulas: Formula
    ) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """A person for whom all formulas hold, and the same person changed."""
        try:
            return search.find_pair(changes, *formulas)
        except Undecided:
            self.undecided[asked] = None
            return None

    def is_nobody(self, search: Search, asked: Asked, *formulas: Formula) -> bool:
        """Whether there is surely nobody for whom all formulas hold."""
        try:
            return search.find(*formulas) is None
        except Undecided:
            self.undecided[asked] = None
            return False

    def witness(self, record: Mapping[str, Any], about: Text, *asked: Asked) -> Witness:
        """A person with what ``evaluate`` answers about them."""
        return Witness(record, about, tuple(self.shown(record, one) for one in asked))

    def shown(self, record: Mapping[str, Any], asked: Asked, rules: RuleSet | None = None) -> Shown:
        """What ``evaluate`` answers about a person, under other rules where such are given."""
        decision = evaluate(
            record,
            ruleset=rules or self.rules,
            question=asked.question,
            level=asked.level,
            position=self.position,
            as_of=self.as_of,
            assume=dict(self.assume) or None,
            engine="direct",
        )
        under = None if rules is None else words.AFTER if rules is self.rules else words.BEFORE
        return Shown(asked.question, asked.level, decision.outcome, under)


def is_about_people(plan: Plan, position: int) -> bool:
    """Whether it hangs on a person at all that a node is met: some conditions ask whether there is such a level."""
    node = plan.nodes[position]
    if node.test is not None and not isinstance(node.test.measure, Listed):
        return True
    return any(is_about_people(plan, child) for child in node.children)


def name_of(node: Node) -> Text:
    """What a node is called, with its id."""
    return words.OF_NODE.fill(node=node.label, id=node.id)
