"""From statuses back to reasons: every node of a plan with what was measured and what stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.codes import Code
from vip_cert_rules.kleene import COMPARE, FALSE, TRUE, UNKNOWN, Number, Reading, settle
from vip_cert_rules.measures.findings import Finding, find
from vip_cert_rules.plan.nodes import Node, Plan, Status, Test


@attrs.frozen
class Measured:
    """What was measured: a range, and ``passed`` where a reported verdict decided instead."""

    low: Number
    high: Number | None
    passed: bool | None = None


@attrs.frozen
class ExplainedNode:
    """A node with what became of it. ``own`` is the truth of a condition's own test, its waivers aside."""

    node: Node
    status: Status
    own: int
    measured: Measured | None = None
    finding: Finding | None = None


@attrs.frozen
class Explained:
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
    for node, status, own in zip(plan.nodes, plan.statuses(truths), plan.own_truths(truths)):
        if node.test is None:
            nodes.append(ExplainedNode(node, status, own))
            continue
        reading = next(given)
        required = node.test.required
        finding = find(node.test.measure, required.value, required.parameter, candidate, as_of, own)
        finding = _with_own_code(node.test, finding)
        nodes.append(ExplainedNode(node, status, own, _measured(node.test, reading, own, finding), finding))
    return Explained(plan, candidate, as_of, tuple(nodes))


def _with_own_code(test: Test, finding: Finding) -> Finding:
    """A condition may name what it is when no record matches, better than "none on record" does."""
    if finding.code is Code.NONE_ON_RECORD and test.code is not None:
        return attrs.evolve(finding, code=test.code)
    return finding


def _measured(test: Test, reading: Reading, own: int, finding: Finding) -> Measured | None:
    """What the document shows as measured; ``None`` where the range alone would say something else than the test.

    That is so where there is nothing to measure, where a list is not known and the bound is 0, and where the parameter
    it is compared with was not supplied.
    """
    low, high, settled = reading
    if finding.passed is not None:
        return Measured(low, high, finding.passed)
    if settled == FALSE:
        return None
    if test.required.value is None:
        return Measured(low, high) if own == UNKNOWN and settled == COMPARE else None
    return Measured(low, high) if settle((low, high, COMPARE), test.required.value) == own else None


__all__ = ["TRUE", "Explained", "ExplainedNode", "Measured", "explain_nodes"]
