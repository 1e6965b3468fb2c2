"""The decision document (record contract, section 5)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.decision.decisive import Settled
from vip_cert_rules.decision.explanation import Explained, ExplainedNode
from vip_cert_rules.kleene import Number
from vip_cert_rules.plan.nodes import Plan, Required, Status
from vip_cert_rules.wording.facts import why_missing
from vip_cert_rules.wording.quantities import SCALES


def render_document(
    plan: Plan, candidate: Candidate, as_of: date, outcome: str, explained: Explained, settled: Settled
) -> dict[str, Any]:
    """The document of a decision."""
    document: dict[str, Any] = {
        "ruleset": plan.ruleset,
        "version": plan.version,
        "digest": plan.digest,
        "overlays": [],
        "question": plan.question,
        "level": plan.level,
        "position": plan.position,
        "candidate": candidate.id,
        "as_of": as_of.isoformat(),
        "outcome": outcome,
        "explanation": _node(explained, explained.root),
        "unmet": list(settled.unmet),
        "missing": [{"path": fact.path, "why": why_missing(fact).to_dict()} for fact in settled.missing],
        "assumptions": list(settled.assumptions),
    }
    if plan.switches:
        document["switches"] = dict(plan.switches)
    return document


def _node(explained: Explained, explained_node: ExplainedNode) -> dict[str, Any]:
    node = explained_node.node
    out: dict[str, Any] = {
        "id": node.id,
        "kind": node.kind.value,
        "status": explained_node.status.value,
        "label": node.label.to_dict(),
    }
    if node.source:
        out["source"] = [citation.to_dict() for citation in node.source]
    finding = explained_node.finding
    if node.test is not None and finding is not None:
        out["measured"] = _measured(explained_node, node.test.required)
        out["required"] = _required(node.test.required)
        if finding.code is not None and explained_node.status in (Status.UNMET, Status.UNKNOWN):
            out["code"] = finding.code.value
        out["evidence"] = [str(ref) for ref in finding.evidence]
    if node.assumptions:
        out["assumptions"] = list(node.assumptions)
    children = explained.children(explained_node)
    if children:
        out["children"] = [_node(explained, child) for child in children]
    return out


def _measured(node: ExplainedNode, required: Required) -> dict[str, Any] | None:
    measured = node.measured
    if measured is None:
        return None
    out: dict[str, Any] = {"low": number(measured.low), "high": number(measured.high), "unit": required.unit}
    if required.unit in SCALES:
        words = [word.value for word in SCALES[required.unit]]
        out["words"] = [words[int(rank)] for rank in (measured.low, measured.high) if rank is not None]
    if measured.passed is not None:
        out["passed"] = measured.passed
    return out


def _required(required: Required) -> dict[str, Any]:
    out: dict[str, Any] = {"op": ">=", "value": number(required.value)}
    if required.word is not None:
        out["word"] = required.word.value
    if required.setting is not None:
        out |= {"base": required.setting.base, "set_by": required.setting.set_by}
    return out


def number(value: Number | None) -> int | float | None:
    """An exact number as JSON has it."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)
