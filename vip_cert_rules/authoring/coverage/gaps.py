"""Rows for what no case shows yet: searched for among all people, and run before they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from vip_cert_rules.authoring.coverage.model import Aspect, Gap, Target
from vip_cert_rules.authoring.coverage.shown import shown_by
from vip_cert_rules.authoring.solver import Search, Undecided
from vip_cert_rules.authoring.solver.logic import Formula
from vip_cert_rules.authoring.tables.bounds import step_of
from vip_cert_rules.authoring.tables.model import Asked, Case
from vip_cert_rules.authoring.tables.run import decide
from vip_cert_rules.authoring.tables.writing import row_text
from vip_cert_rules.candidate.structure import structure_candidate
from vip_cert_rules.decision.decision import Decision
from vip_cert_rules.faults import InputError
from vip_cert_rules.plan.nodes import Kind, Node, Plan
from vip_cert_rules.text import Lang, Text

CASE = {
    Aspect.MET: Text("{node}：满足", "{node}: met"),
    Aspect.UNMET: Text("{node}：不满足", "{node}: unmet"),
    Aspect.UNKNOWN: Text("{node}：情况不明", "{node}: not known"),
    Aspect.WAIVED: Text("{node}：放宽", "{node}: waived"),
    Aspect.BELOW: Text("{node}：差一点", "{node}: short of the bound"),
    Aspect.AT: Text("{node}：恰好", "{node}: on the bound"),
    Aspect.ABOVE: Text("{node}：超过", "{node}: beyond the bound"),
    Aspect.DECIDES_YES: Text("{node}：因此符合", "{node}: qualifies for this"),
    Aspect.DECIDES_NO: Text("{node}：只差此条", "{node}: lacks only this"),
}


@attrs.frozen(eq=False)
class Ground:
    """How a question is asked in some case: what a row for it can be put beside."""

    case: Case
    plan: Plan

    @property
    def asked(self) -> Asked:
        """What is asked."""
        return self.case.asked


@attrs.define(eq=False)
class Filler:
    """Finds people for the gaps of one question at one level, on the grounds of its cases."""

    grounds: Sequence[Ground]
    lang: Lang
    taken: set[str]
    """The names of rows so far."""
    impossible: set[Target] = attrs.field(factory=set)
    _searches: dict[int, Search] = attrs.field(factory=dict)

    def fill(self, missing: Sequence[Target]) -> Iterator[Gap]:
        """A gap for each target that is missing; a row may show several, and then stands at the first."""
        left = dict.fromkeys(missing)
        while left:
            target = next(iter(left))
            found = self._row(target)
            if found is None:
                del left[target]
                if target not in self.impossible:
                    yield Gap(target)
                continue
            row, table, shown = found
            shows = tuple(one for one in left if one in shown)
            for one in shows:
                del left[one]
            yield Gap(target, row, table, tuple(one for one in shows if one != target))

    def _row(self, target: Target) -> tuple[str, str, set[Target]] | None:
        asked, proven = False, True
        for ground in self.grounds:
            position = next((i for i, node in enumerate(ground.plan.nodes) if node.id == target.node), None)
            if position is None:
                continue
            asked = True
            try:
                records = list(self._people(ground, position, target.aspect))
            except (Undecided, InputError):  # too hard, or a parameter is not supplied here; it may be elsewhere
                proven = False
                continue
            for record in records:
                decision = _decided(ground.case, record)
                shown = set(shown_by(decision))
                if target in shown:
                    return self._told(ground, target, decision, record), ground.case.table, shown
        if asked and proven and target.aspect is not Aspect.UNKNOWN:
            self.impossible.add(target)
        return None

    def _told(self, ground: Ground, target: Target, decision: Decision, record: Mapping[str, Any]) -> str:
        node = next(node for node in ground.plan.nodes if node.id == target.node)
        asked = target.question if target.level is None else f"{target.question}.{target.level}"
        name = f"{asked} · {CASE[target.aspect].say(self.lang, node=node.label.in_lang(self.lang))}"
        if name in self.taken:
            name = CASE[target.aspect].say(self.lang, node=node.id)
        self.taken.add(name)
        status = decision.statuses[node.id]
        expected = [] if node.kind is Kind.QUESTION else [(node.id, status)]
        return row_text(name, ground.asked, record, decision.outcome, expected)

    def _people(self, ground: Ground, position: int, aspect: Aspect) -> Iterator[dict[str, Any]]:
        """People who may show an aspect of a node, on one of its grounds."""
        if aspect is Aspect.UNKNOWN:
            yield from _unknown(ground.plan, position)
            return
        search = self._search(ground)
        record = search.find(*_claims(search, ground.plan, position, aspect))
        if record is not None:
            yield record

    def _search(self, ground: Ground) -> Search:
        key = id(ground.plan)
        search = self._searches.get(key)
        if search is None:
            search = self._searches[key] = Search([ground.plan], ground.asked.as_of)
        return search


def _claims(search: Search, plan: Plan, position: int, aspect: Aspect) -> list[Formula]:
    """What holds of people who show an aspect of a node."""
    node = plan.nodes[position]
    met, truth = search.node(plan, position), search.truth(plan)
    if aspect is Aspect.DECIDES_YES:
        return [*_without_waivers(search, plan, node), met, truth, ~search.truth(plan, forced={position: False})]
    if aspect is Aspect.DECIDES_NO:
        return [~met, ~truth, search.truth(plan, forced={position: True})]
    if node.test is None:
        return [met if aspect is Aspect.MET else ~met]
    if aspect in (Aspect.MET, Aspect.UNMET):
        return [search.own(plan, position)] if aspect is Aspect.MET else [~met]
    if aspect is Aspect.WAIVED:
        return [~search.own(plan, position), met]
    threshold = node.test.required.value
    assert threshold is not None
    at, beyond = search.own(plan, position), search.reaches(plan, position, threshold + step_of(node))
    if aspect is Aspect.BELOW:
        return [~at]
    return [at, ~beyond] if aspect is Aspect.AT else [beyond]


def _without_waivers(search: Search, plan: Plan, node: Node) -> list[Formula]:
    """That no waiver lifts a condition: it is its own test that decides."""
    return [] if node.test is None else [~search.node(plan, child) for child in node.children]


def _unknown(plan: Plan, position: int) -> Iterator[dict[str, Any]]:
    """People of whom something is not known: of whom nothing is, and of whom one list that a node asks about is not."""
    lists = _lists_of(plan, range(len(plan.nodes)))
    yield {"id": "WITNESS", **dict.fromkeys(lists)}
    within = _lists_of(plan, _below(plan, position))
    yield {"id": "WITNESS", **{name: None if name in within else [] for name in lists}}


def _below(plan: Plan, position: int) -> Iterable[int]:
    yield position
    for child in plan.nodes[position].children:
        yield from _below(plan, child)


def _lists_of(plan: Plan, positions: Iterable[int]) -> dict[str, None]:
    """The lists of a record that some nodes ask about."""
    lists: dict[str, None] = {}
    for position in positions:
        test = plan.nodes[position].test
        for query in test.measure.queries() if test is not None else ():
            lists[query.source] = None
    return lists


def _decided(case: Case, record: Mapping[str, Any]) -> Decision:
    return decide(attrs.evolve(case, candidate=structure_candidate(dict(record))))
