"""Ways whose certificate has lapsed, by its usual validity, before the rest of them can be met."""

from __future__ import annotations

from collections.abc import Iterator

from vip_cert_rules.authoring.solver.logic import both, either, negated
from vip_cert_rules.authoring.verification import words
from vip_cert_rules.authoring.verification.checks.ladder import ways_of
from vip_cert_rules.authoring.verification.model import Finding
from vip_cert_rules.authoring.verification.scene import Asked, Scene, name_of
from vip_cert_rules.measures.criteria import WithinMonths
from vip_cert_rules.plan.nodes import Plan
from vip_cert_rules.rulesets.syntax import FindingKind


def check_lapsing(scene: Scene) -> Iterator[Finding]:
    """Ways that nobody can go whose certificates state no day of expiry, though all but their validity can be met."""
    for asked in scene.examined():
        plan = scene.plan(asked)
        lasting = [i for i in range(len(plan.nodes)) if _rests_on_validity(plan, i)]
        if not lasting:
            continue
        search = scene.search(plan)
        usual = both(
            either([negated(slot.present), slot.cells["expires"].null])
            for slot in search.slots("certificates")
            if "expires" in slot.cells
        )
        for way in ways_of(plan):
            held = {i: True for i in lasting if _is_within(plan, way, i)}
            if not held or not scene.is_nobody(search, asked, search.node(plan, way), usual):
                continue
            yield from _finding(scene, asked, plan, way, held)


def _finding(scene: Scene, asked: Asked, plan: Plan, way: int, held: dict[int, bool]) -> Iterator[Finding]:
    search = scene.search(plan)
    root = len(plan.nodes) - 1
    but_for = search.node(plan, way, forced=held)
    slots = [slot for slot in search.slots("certificates") if "expires" in slot.cells]
    today = scene.as_of.toordinal()
    had = either(both([slot.present, slot.cells["expires"].null, slot.day() <= today]) for slot in slots)
    record = scene.somebody(search, asked, but_for, search.node(plan, root, forced=held), had)
    record = record or scene.somebody(search, asked, but_for)
    if record is None:
        return  # it is not the validity that nobody can meet
    node = plan.nodes[way]
    said = words.LAPSES.fill(question=plan.answers.asked, node=name_of(node))
    witness = scene.witness(record, words.LAPSED, asked)
    yield Finding(FindingKind.LAPSES_FIRST, node.id, scene.as_of, said, node.source, (witness,))


def _rests_on_validity(plan: Plan, position: int) -> bool:
    """Whether a condition asks for a certificate whose last day of validity is computed."""
    test = plan.nodes[position].test
    return test is not None and any(
        query.source == "certificates"
        and any(isinstance(one, WithinMonths) and one.stated == "expires" for one in query.criteria)
        for query in test.measure.queries()
    )


def _is_within(plan: Plan, above: int, position: int) -> bool:
    return above == position or any(_is_within(plan, child, position) for child in plan.nodes[above].children)
