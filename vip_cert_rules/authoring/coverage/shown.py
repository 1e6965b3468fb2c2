"""What there is to show of a plan, and what one case shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vip_cert_rules.authoring.coverage.model import Aspect, Target
from vip_cert_rules.authoring.tables.bounds import has_boundary, is_about_people, own_nodes
from vip_cert_rules.decision.decision import Decision
from vip_cert_rules.engines.direct import DirectEngine
from vip_cert_rules.kleene import FALSE, TRUE, UNKNOWN, Reading
from vip_cert_rules.plan.circuit import Circuit
from vip_cert_rules.plan.circuit import Count as CountGate
from vip_cert_rules.plan.nodes import Kind, Node, Plan, Status

_OF_STATUS = {
    Status.MET: Aspect.MET,
    Status.UNMET: Aspect.UNMET,
    Status.UNKNOWN: Aspect.UNKNOWN,
    Status.WAIVED: Aspect.WAIVED,
}


def aspects_of(node: Node, *, is_root: bool) -> Iterator[Aspect]:
    """What of a node can be shown, as far as the node tells."""
    if not is_about_people(node):
        return
    yield from (Aspect.MET, Aspect.UNMET, Aspect.UNKNOWN)
    if node.test is not None and node.children:
        yield Aspect.WAIVED
    if has_boundary(node):
        yield from (Aspect.BELOW, Aspect.AT, Aspect.ABOVE)
    if can_decide(node, is_root=is_root):
        yield from (Aspect.DECIDES_YES, Aspect.DECIDES_NO)


def can_decide(node: Node, *, is_root: bool) -> bool:
    """Whether a node is a condition, or a question that stands for one."""
    return node.test is not None or (node.kind is Kind.QUESTION and not is_root)


def targets_of(plan: Plan) -> Iterator[tuple[Target, Node]]:
    """Everything that can be shown of a plan. What an overlay added is its own author's business."""
    for position in own_nodes(plan):
        node = plan.nodes[position]
        if node.added_by is None:
            for aspect in aspects_of(node, is_root=node is plan.root):
                yield Target(plan.ruleset, plan.question, plan.level, node.id, aspect), node


def shown_by(decision: Decision) -> Iterator[Target]:
    """What one decision shows."""
    plan = decision.plan
    readings = plan.measure(decision.candidate, decision.as_of)
    truths = DirectEngine().conclude(plan.circuit, readings)
    by_gate = dict(zip(plan.circuit.leaves, readings))
    statuses = decision.statuses
    for position in own_nodes(plan):
        node = plan.nodes[position]
        own, _whole = plan.wires[position]
        if node.added_by is not None or not is_about_people(node):
            continue
        aspects = [_OF_STATUS[statuses[node.id]]]
        if has_boundary(node):
            aspects += _of_boundary(node, by_gate[own])
        if can_decide(node, is_root=node is plan.root):
            aspects += _of_decision(plan, truths, own)
        yield from (Target(plan.ruleset, plan.question, plan.level, node.id, aspect) for aspect in aspects)


def _of_boundary(node: Node, reading: Reading) -> list[Aspect]:
    low, high, _settled = reading
    if low != high:
        return []
    assert node.test is not None and node.test.required.value is not None
    threshold = node.test.required.value
    return [Aspect.BELOW if low < threshold else Aspect.AT if low == threshold else Aspect.ABOVE]


def _of_decision(plan: Plan, truths: Sequence[int], gate: int) -> list[Aspect]:
    """Whether the answer would be the other one were it not for the truth of one gate."""
    root = truths[-1]
    if root == UNKNOWN or truths[gate] != root:
        return []
    other = FALSE if root == TRUE else TRUE
    if _refolded(plan.circuit, truths, gate, other)[-1] != other:
        return []
    return [Aspect.DECIDES_YES if root == TRUE else Aspect.DECIDES_NO]


def _refolded(circuit: Circuit, truths: Sequence[int], gate: int, truth: int) -> list[int]:
    """The truths of all gates with that of one gate changed, and of all above it accordingly."""
    out = [*truths]
    out[gate] = truth
    for place, above in enumerate(circuit.gates):
        if place > gate and isinstance(above, CountGate):
            children = [out[child] for child in above.children]
            surely = children.count(TRUE)
            open_too = surely + children.count(UNKNOWN)
            out[place] = TRUE if surely >= above.need else FALSE if open_too < above.need else UNKNOWN
    return out
