"""From statuses back to reasons: every node of a plan with what was measured and what stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.kleene import COMPARE, FALSE, TRUE, UNKNOWN, Number, Reading, settle
from vip_cert_rules.measures.findings import Finding
from vip_cert_rules.plan.nodes import STATUS_OF_TRUTH, Node, Plan, Status

Measured = tuple[Number, Number | None, bool | None]
"""What was measured: low, high, and whether it was reported as passed, where that decided instead."""


class ExplainedNode(NamedTuple):
    """A node with what became of it.

    ``truth`` is that of the whole node, ``own`` that of a condition's own test, its waivers aside.
    """

    node: Node
    status: Status
    truth: int
    own: int
    measured: Measured | None = None
    finding: Finding | None = None


class Explained(NamedTuple):
    """All nodes of a plan, in the plan's order, for one person and day."""

    plan: Plan
    candidate: Candidate
    as_of: date
    nodes: tuple[ExplainedNode, ...]

    @property
    def root(self) -> ExplainedNode:
        """The question."""
        return self.nodes[-1]

    def children(self, node: ExplainedNode) -> list[ExplainedNode]:
        """The nodes below a node, in order."""
        return [self.nodes[child] for child in node.node.children]


def explain_nodes(
    plan: Plan, candidate: Candidate, as_of: date, readings: Sequence[Reading], truths: Sequence[int]
) -> Explained:
    """Every node with its status, what was measured and what stands behind it."""
    given = iter(readings)
    nodes = []
    make = tuple.__new__  # one is made for every node of every decision: the short way takes a third of the time
    for node, (own_gate, whole_gate) in zip(plan.nodes, plan.wires):
        truth, own, test = truths[whole_gate], truths[own_gate], node.test
        if test is None:
            nodes.append(make(ExplainedNode, (node, STATUS_OF_TRUTH[truth], truth, own, None, None)))
            continue
        finding = test.find(candidate, as_of, own)
        low, high, settled = reading = next(given)
        if settled == COMPARE and test.required.value is not None:
            measured: Measured | None = (low, high, None)
        else:
            measured = _measured(reading, test.required.value, own, finding.passed)
        status = Status.WAIVED if truth == TRUE and own != TRUE else STATUS_OF_TRUTH[truth]
        nodes.append(make(ExplainedNode, (node, status, truth, own, measured, finding)))
    return Explained(plan, candidate, as_of, tuple(nodes))


def _measured(reading: Reading, threshold: Number | None, own: int, passed: bool | None) -> Measured | None:
    """What the document shows as measured; ``None`` where the range alone would say something else than the test.

    That is so where there is nothing to measure, where a list is not known and the bound is 0, and where the parameter
    it is compared with was not supplied.
    """
    low, high, settled = reading
    if passed is not None:
        return low, high, passed
    if settled == FALSE:
        return None
    if threshold is None:
        return (low, high, None) if own == UNKNOWN and settled == COMPARE else None
    return (low, high, None) if settle((low, high, COMPARE), threshold) == own else None
