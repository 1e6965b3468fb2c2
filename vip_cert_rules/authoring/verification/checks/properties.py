"""Properties that the author of a rule set states: whoever is an exception to one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vip_cert_rules.authoring.verification import words
from vip_cert_rules.authoring.verification.model import Finding
from vip_cert_rules.authoring.verification.scene import Asked, Scene
from vip_cert_rules.faults import Fault, InputError, nearest, render_path, show
from vip_cert_rules.plan.nodes import Plan
from vip_cert_rules.rulesets.syntax import FindingKind, PropertyPart

Place = tuple[Plan, int, Asked]
"""A node: its plan, its position in it, and what is asked."""


def check_properties(scene: Scene) -> Iterator[Finding]:
    """People who meet what a property begins with, and not what it says follows."""
    for name, part in scene.rules.part.properties.items():
        given, then, unless = (_places(scene, part, names) for names in (part.given, part.then, part.unless))
        every = [*given, *then, *unless]
        if any(scene.waits_for(asked) for _plan, _position, asked in every):
            continue
        search = scene.search(*dict.fromkeys(plan for plan, _position, _asked in every))
        holds = [search.node(plan, position) for plan, position, _asked in given]
        spared = [~search.node(plan, position) for plan, position, _asked in unless]
        for plan, position, asked in then:
            record = scene.somebody(search, asked, *holds, *spared, ~search.node(plan, position))
            if record is not None:
                questions = dict.fromkeys(one for _plan, _position, one in every)
                witness = scene.witness(record, words.BREAKS, *questions)
                text = words.PROPERTY.fill(text=part.text)
                node = plan.nodes[position]
                yield Finding(FindingKind.PROPERTY_BROKEN, name, scene.as_of, text, node.source, (witness,))
                break


def faults_of_claims(scene: Scene) -> list[Fault]:
    """Nodes that properties and intended findings name, and that no question has at this position."""
    part = scene.rules.part
    named = [
        ((*one.path, key), name)
        for one in part.properties.values()
        for key, names in (("if", one.given), ("then", one.then), ("except", one.unless))
        for name in names
    ]
    named += [((*one.path, "at"), one.at) for one in part.intended if one.finding is not FindingKind.PROPERTY_BROKEN]
    ids = [node.id for asked in scene.asked() for node in scene.plan(asked).nodes]
    return [
        Fault("unknown-node", render_path(path), f"no question has a node {show(name)}", nearest(name, ids))
        for path, name in named
        if name not in ids
    ]


def _places(scene: Scene, part: PropertyPart, names: Iterable[str]) -> list[Place]:
    return [_place(scene, part, name) for name in names]


def _place(scene: Scene, part: PropertyPart, name: str) -> Place:
    for asked in scene.asked():
        plan = scene.plan(asked)
        for position, node in enumerate(plan.nodes):
            if node.id == name:
                return plan, position, asked
    message = f"no question has a node {show(name)}"
    raise InputError([Fault("unknown-node", render_path(part.path), message)])
