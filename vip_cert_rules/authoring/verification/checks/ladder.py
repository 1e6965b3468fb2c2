"""Levels beside one another: a lower one that is no easier, and levels that nothing leads up to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from vip_cert_rules.authoring.solver import Search
from vip_cert_rules.authoring.solver.logic import Formula, both, either, negated
from vip_cert_rules.authoring.verification import words
from vip_cert_rules.authoring.verification.model import Finding
from vip_cert_rules.authoring.verification.scene import Asked, Scene, is_about_people, name_of
from vip_cert_rules.plan.nodes import Kind, Plan
from vip_cert_rules.rulesets.syntax import FindingKind


def ways_of(plan: Plan) -> list[int]:
    """The routes of a question; of one without routes, the question."""
    routes = [i for i, node in enumerate(plan.nodes) if node.kind is Kind.ROUTE and is_about_people(plan, i)]
    return routes or [len(plan.nodes) - 1]


def check_ease(scene: Scene) -> Iterator[Finding]:
    """Ways at a lower level that ask no less than some way at the next higher one."""
    examined = scene.examined()
    for question in scene.rules.questions:
        levels = sorted((one for one in examined if one.question == question), key=lambda one: -(one.level or 0))
        for lower, higher in pairwise(levels):
            yield from _beside(scene, lower, higher)


def _beside(scene: Scene, lower: Asked, higher: Asked) -> Iterator[Finding]:
    low, high = scene.plan(lower), scene.plan(higher)
    if not is_about_people(low, len(low.nodes) - 1) or not is_about_people(high, len(high.nodes) - 1):
        return
    search = scene.search(low, high)
    for way in ways_of(low):
        meets = search.node(low, way)
        if scene.is_nobody(search, lower, meets):
            continue
        for other in ways_of(high):
            if not scene.is_nobody(search, lower, meets, ~search.node(high, other)):
                continue
            node, reached = low.nodes[way], high.nodes[other]
            record = scene.somebody(search, lower, search.truth(low), search.truth(high), meets)
            record = record or scene.somebody(search, lower, meets)
            text = words.NO_EASIER_AS_A_WHOLE if node.kind is Kind.QUESTION else words.NO_EASIER
            said = text.fill(
                question=low.answers.asked, higher=high.answers.asked, node=name_of(node), other=name_of(reached)
            )
            about = words.MEETS_IT.fill(node=name_of(node))
            witnesses = () if record is None else (scene.witness(record, about, lower, higher),)
            yield Finding(FindingKind.NO_EASIER, node.id, scene.as_of, said, node.source, witnesses)
            break


def check_ways_up(scene: Scene) -> Iterator[Finding]:
    """Ways that can be gone only by who holds what they lead to.

    A level is within reach when its question can be met with certificates of lower levels within reach alone. Questions
    of which no level is within reach are about holding a certificate, and not about a way to it.
    """
    examined = scene.examined()
    for question in scene.rules.questions:
        levels = sorted((one for one in examined if one.question == question), key=lambda one: -(one.level or 0))
        if len(levels) < 2:
            continue
        within_reach: list[int] = []
        for asked in levels:
            if asked.level is not None and _can_be_gone(scene, asked, len(scene.plan(asked).nodes) - 1, within_reach):
                within_reach.append(asked.level)
        for asked in levels if within_reach else ():
            plan = scene.plan(asked)
            for way in ways_of(plan):
                if not _can_be_gone(scene, asked, way, within_reach):
                    yield from _no_way(scene, asked, plan, way)


def _can_be_gone(scene: Scene, asked: Asked, way: int, within_reach: list[int]) -> bool:
    plan = scene.plan(asked)
    search = scene.search(plan)
    allowed = [level for level in within_reach if level > (asked.level or 0)]
    only = _only_certificates_of(search, plan, allowed)
    return not scene.is_nobody(search, asked, search.node(plan, way), only)


def _only_certificates_of(search: Search, plan: Plan, levels: list[int]) -> Formula:
    """That a person has certificates of the programme at some levels only."""
    own = search.word("certificates", "programme", plan.ruleset)
    return both(
        either(
            [
                negated(slot.present),
                negated(slot.cells["programme"].value == own),
                *(slot.cells["level"].value == level for level in levels),
            ]
        )
        for slot in search.slots("certificates")
    )


def _no_way(scene: Scene, asked: Asked, plan: Plan, way: int) -> Iterator[Finding]:
    search = scene.search(plan)
    record = scene.somebody(search, asked, search.node(plan, way))
    if record is None:
        return  # nobody meets it at all: that is another finding
    node = plan.nodes[way]
    said = words.NO_WAY_UP.fill(question=plan.answers.asked, node=name_of(node))
    witness = scene.witness(record, words.HAS_IT_ALREADY, asked)
    yield Finding(FindingKind.NO_WAY_UP, node.id, scene.as_of, said, node.source, (witness,))
