"""Routes, conditions and waivers that can never change an answer."""

from __future__ import annotations

from collections.abc import Iterator

from vip_cert_rules.authoring.verification import words
from vip_cert_rules.authoring.verification.checks.answers import is_never_yes
from vip_cert_rules.authoring.verification.model import Finding
from vip_cert_rules.authoring.verification.scene import Asked, Scene, is_about_people, name_of
from vip_cert_rules.plan.nodes import Kind, Plan
from vip_cert_rules.rulesets.syntax import FindingKind

_ALTERNATIVES = (Kind.ANY, Kind.CONDITION)
"""What is met by one of its children: of a condition, these are its waivers."""


def check_effect(scene: Scene) -> Iterator[Finding]:
    """What could be left out and nobody would be answered otherwise: the outermost node of each such part."""
    for asked in scene.examined():
        plan = scene.plan(asked)
        if is_never_yes(scene, asked):
            continue  # nothing decides where nobody qualifies
        stack = [len(plan.nodes) - 1]
        while stack:
            above = stack.pop()
            for child in plan.nodes[above].children:
                if not is_about_people(plan, child):
                    continue
                finding = _of_child(scene, asked, plan, child, above)
                if finding is None:
                    stack.append(child)
                else:
                    yield finding


def _of_child(scene: Scene, asked: Asked, plan: Plan, position: int, above: int) -> Finding | None:
    """What is found about a node: as one of several ways it never helps, as a demand it never stands in the way."""
    is_alternative = plan.nodes[above].kind in _ALTERNATIVES
    search = scene.search(plan)
    node = plan.nodes[position]
    met, truth = search.node(plan, position), search.truth(plan)
    without = search.truth(plan, forced={position: not is_alternative})
    if not scene.is_nobody(search, asked, truth ^ without):
        return None
    if not is_alternative:
        kind, text, about = FindingKind.CONDITION_WITHOUT_EFFECT, words.CONDITION, words.WITHOUT
    elif node.kind is Kind.WAIVER:
        kind, text, about = FindingKind.WAIVER_WITHOUT_EFFECT, words.WAIVER, words.MEETS_IT
    else:
        kind, text, about = FindingKind.ROUTE_WITHOUT_EFFECT, words.ROUTE, words.MEETS_IT
    record = scene.somebody(search, asked, met, truth, search.node(plan, above)) or scene.somebody(search, asked, met)
    if record is None:
        text = words.NOBODY_BY
    told = name_of(node)
    witnesses = () if record is None else (scene.witness(record, about.fill(node=told), asked),)
    said = text.fill(question=plan.answers.asked, node=told)
    return Finding(kind, node.id, scene.as_of, said, node.source, witnesses)
