"""The decision document (record contract, section 5)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.decision.decisive import Settled
from vip_cert_rules.decision.explanation import Explained, Measured
from vip_cert_rules.kleene import Number
from vip_cert_rules.plan.nodes import Node, Plan, Required, Status
from vip_cert_rules.wording.facts import why_missing
from vip_cert_rules.wording.quantities import SCALES


def render_document(
    plan: Plan, candidate: Candidate, as_of: date, outcome: str, explained: Explained, settled: Settled
) -> dict[str, Any]:
    """The document of a decision. Nothing in it is shared with another document."""
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
        "explanation": _tree(explained),
        "unmet": list(settled.unmet),
        "missing": [{"path": fact.path, "why": why_missing(fact).to_dict()} for fact in settled.missing],
        "assumptions": list(settled.assumptions),
    }
    if plan.switches:
        document["switches"] = dict(plan.switches)
    return document


def _tree(explained: Explained) -> dict[str, Any]:
    """The nodes as documents, each within its parent's: children stand before their parents."""
    built: list[dict[str, Any]] = []
    for found, frame in zip(explained.nodes, _frames(explained.plan)):
        node, status = found.node, found.status
        out = frame.copy()
        out["status"] = status._value_
        out["label"] = frame["label"].copy()
        if "source" in frame:
            out["source"] = [citation.copy() for citation in frame["source"]]
        finding = found.finding
        if finding is not None and node.test is not None:
            out["measured"] = None if found.measured is None else _measured(found.measured, node.test.required.unit)
            out["required"] = frame["required"].copy()
            if finding.code is not None and (status is Status.UNMET or status is Status.UNKNOWN):
                out["code"] = finding.code._value_
            out["evidence"] = [f"{name}[{index}]" for name, index in finding.evidence]
        if node.assumptions:
            out["assumptions"] = list(node.assumptions)
        if node.children:
            out["children"] = [built[child] for child in node.children]
        built.append(out)
    return built[-1]


@lru_cache(maxsize=1024)
def _frames(plan: Plan) -> tuple[dict[str, Any], ...]:
    """What the documents of a plan's nodes have in common, whoever is decided on."""
    return tuple(_frame(node) for node in plan.nodes)


def _frame(node: Node) -> dict[str, Any]:
    frame: dict[str, Any] = {"id": node.id, "kind": node.kind.value, "status": None, "label": node.label.to_dict()}
    if node.source:
        frame["source"] = [citation.to_dict() for citation in node.source]
    if node.test is not None:
        frame["measured"] = None
        frame["required"] = _required(node.test.required)
    return frame


def _measured(measured: Measured, unit: str) -> dict[str, Any]:
    low, high, passed = measured
    out: dict[str, Any] = {"low": number(low), "high": number(high), "unit": unit}
    if unit in SCALES:
        words = [word.value for word in SCALES[unit]]
        out["words"] = [words[int(rank)] for rank in (low, high) if rank is not None]
    if passed is not None:
        out["passed"] = passed
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
