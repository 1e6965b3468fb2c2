"""Which nodes of a plan are about people, and where the bounds of its conditions are."""

from __future__ import annotations

from decimal import Decimal

from vip_cert_rules.kleene import Number
from vip_cert_rules.measures.measure import Count, Listed
from vip_cert_rules.plan.nodes import Kind, Node, Plan

STEPS = {"point": Decimal("0.01"), "hour": Decimal("0.01")}
"""The smallest step of a unit; of all others it is one."""


def own_nodes(plan: Plan) -> list[int]:
    """The nodes of a plan but those within a question that it asks: these are covered where that one is asked."""
    found = []
    stack = [len(plan.nodes) - 1]
    while stack:
        position = stack.pop()
        found.append(position)
        node = plan.nodes[position]
        if node.kind is not Kind.QUESTION or position == len(plan.nodes) - 1:
            stack.extend(node.children)
    return sorted(found)


def is_about_people(node: Node) -> bool:
    """Whether it hangs on a person what becomes of a node; some conditions ask whether there is such a level at all."""
    return node.test is None or not isinstance(node.test.measure, Listed)


def has_boundary(node: Node) -> bool:
    """Whether a condition has a bound to stand below, at and above: a single record that has to be there is none."""
    if node.test is None or node.test.required.value is None or isinstance(node.test.measure, Listed):
        return False
    single = isinstance(node.test.measure, Count) and node.test.required.value <= 1
    return not single and node.test.required.value > 0


def step_of(node: Node) -> Number:
    """The smallest step of what a condition measures."""
    assert node.test is not None
    return STEPS.get(node.test.required.unit, 1)
