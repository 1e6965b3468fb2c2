"""Ways whose certificate has lapsed, by its usual validity, before the rest of them can be met."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from vip_cert_rules.authoring.solver.logic import both, either, negated
from vip_cert_rules.authoring.verification import words
from vip_cert_rules.authoring.verification.checks.ladder import ways_of
from vip_cert_rules.authoring.verification.model import Finding
from vip_cert_rules.authoring.verification.scene import Scene, name_of
from vip_cert_rules.measures.criteria import Criterion, NotOver, WithinMonths
from vip_cert_rules.measures.measure import ContinuousMonths, Measure, OfQuery
from vip_cert_rules.measures.query import Query
from vip_cert_rules.plan.nodes import Node
from vip_cert_rules.rulesets.syntax import FindingKind


def check_lapsing(scene: Scene) -> Iterator[Finding]:
    """Ways that nobody can go whose certificates state no expiry, and that could be gone if these never lapsed."""
    for asked in scene.examined():
        plan = scene.plan(asked)
        lasting = attrs.evolve(plan, nodes=tuple(map(_without_end, plan.nodes)))
        if lasting.nodes == plan.nodes:
            continue
        search = scene.search(plan, lasting)
        usual = both(
            either([negated(slot.present), slot.cells["expires"].null])
            for slot in search.slots("certificates")
            if "expires" in slot.cells
        )
        for way in ways_of(plan):
            if not scene.is_nobody(search, asked, search.node(plan, way), usual):
                continue
            goes = search.node(lasting, way)
            record = scene.somebody(search, asked, goes, usual, ~search.truth(plan), search.truth(lasting))
            record = record or scene.somebody(search, asked, goes, usual, search.truth(lasting))
            if record is not None:
                node = plan.nodes[way]
                said = words.LAPSES.fill(question=plan.answers.asked, node=name_of(node))
                witness = scene.witness(record, words.LAPSED, asked)
                yield Finding(FindingKind.LAPSES_FIRST, node.id, scene.as_of, said, node.source, (witness,))


def _without_end(node: Node) -> Node:
    """The same condition, with certificates that never lapse by themselves."""
    if node.test is None:
        return node
    return attrs.evolve(node, test=attrs.evolve(node.test, measure=_measure(node.test.measure)))


def _measure(measure: Measure) -> Measure:
    if not isinstance(measure, OfQuery):
        return measure
    if isinstance(measure, ContinuousMonths) and measure.since is not None:
        since = attrs.evolve(measure.since, query=_query(measure.since.query))
        return attrs.evolve(measure, query=_query(measure.query), since=since)
    return attrs.evolve(measure, query=_query(measure.query))


def _query(query: Query) -> Query:
    if query.source != "certificates":
        return query
    return attrs.evolve(query, where=tuple(map(_criterion, query.where)))


def _criterion(criterion: Criterion) -> Criterion:
    """A last day that is computed makes way for one that is stated."""
    if isinstance(criterion, WithinMonths) and criterion.stated == "expires":
        return NotOver(criterion.stated)
    return criterion
