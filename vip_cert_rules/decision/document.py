"""The decision document (record contract, section 5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
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
        "overlays": [{"name": name, "digest": digest} for name, digest in plan.overlays],
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
    if plan.supplied:
        document["parameters"] = {name: as_json(value) for name, value in plan.supplied}
    if plan.switches:
        document["switches"] = dict(plan.switches)
    return document


def _tree(explained: Explained) -> dict[str, Any]:
    """The nodes as documents, each within its parent's: children stand before their parents."""
    built: list[dict[str, Any]] = []
    for (node, status, _truth, _own, measured, finding), (frame, label, source, required) in zip(
        explained.nodes, _frames(explained.plan)
    ):
        out = frame.copy()
        out["status"] = status._value_
        out["label"] = label.copy()
        if source:
            out["source"] = [citation.copy() for citation in source]
        if finding is not None and required is not None:
            if measured is not None:
                out["measured"] = _measured(measured, node.test.required.unit)  # type: ignore[union-attr]
            out["required"] = required.copy()
            if finding[1] is not None and (status is Status.UNMET or status is Status.UNKNOWN):
                out["code"] = finding[1]._value_
            out["evidence"] = [f"{name}[{index}]" for name, index in finding[0]]
        if node.assumptions:
            out["assumptions"] = list(node.assumptions)
        if node.children:
            out["children"] = [built[child] for child in node.children]
        built.append(out)
    return built[-1]


_Frame = tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]], dict[str, Any] | None]


@lru_cache(maxsize=1024)
def _frames(plan: Plan) -> tuple[_Frame, ...]:
    """What the documents of a plan's nodes have in common, whoever is decided on."""
    return tuple(_frame(node) for node in plan.nodes)


def _frame(node: Node) -> _Frame:
    label = node.label.to_dict()
    source = [citation.to_dict() for citation in node.source]
    required = None if node.test is None else _required(node.test.required)
    frame: dict[str, Any] = {"id": node.id, "kind": node.kind.value, "status": None, "label": label}
    frame |= {"source": source} if source else {}
    frame |= {"measured": None} if required is not None else {}
    return frame, label, source, required


def _measured(measured: Measured, unit: str) -> dict[str, Any]:
    low, high, passed = measured
    if type(low) is int and type(high) is int:
        out: dict[str, Any] = {"low": low, "high": high, "unit": unit}
    else:
        out = {"low": number(low), "high": number(high), "unit": unit}
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
        out |= {"base": as_json(required.setting.base), "set_by": required.setting.set_by}
        if required.parameter is not None:
            out["parameter"] = required.parameter
    return out


def number(value: Number | None) -> int | float | None:
    """An exact number as JSON has it."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def as_json(value: Any) -> Any:
    """A parameter's value as JSON has it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [as_json(item) for item in value]
    return number(value) if isinstance(value, Decimal) else value
