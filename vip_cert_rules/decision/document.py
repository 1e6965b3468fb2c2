"""The decision document (record contract, section 5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.decision.decisive import Settled
from vip_cert_rules.decision.explanation import Explained, Measured
from vip_cert_rules.decision.notices import Notice
from vip_cert_rules.generated import make_function
from vip_cert_rules.kleene import Number
from vip_cert_rules.plan.nodes import Node, Plan, Required, Status
from vip_cert_rules.wording.facts import why_missing
from vip_cert_rules.wording.quantities import SCALES


def render_document(
    plan: Plan,
    candidate: Candidate,
    as_of: date,
    outcome: str,
    explained: Explained,
    settled: Settled,
    notices: tuple[Notice, ...] = (),
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
        "missing": [{"path": fact.path, "why": why_missing(fact, plan).to_dict()} for fact in settled.missing],
        "assumptions": list(settled.assumptions),
    }
    if plan.supplied:
        document["parameters"] = {name: as_json(value) for name, value in plan.supplied}
    if plan.switches:
        document["switches"] = dict(plan.switches)
    if notices:
        document["notices"] = [notice.to_dict() for notice in notices]
    return document


def _tree(explained: Explained) -> dict[str, Any]:
    """The nodes as documents, each within its parent's."""
    statuses, measured, codes, evidence = [], [], [], []
    for node, status, _truth, _own, found, finding in explained.nodes:
        statuses.append(status._value_)
        if finding is None or node.test is None:
            continue
        measured.append(None if found is None else _measured(found, node.test.required.unit))
        is_open = status is Status.UNMET or status is Status.UNKNOWN
        code = finding[1]
        codes.append(code._value_ if is_open and code is not None else None)
        evidence.append([f"{name}[{index}]" for name, index in finding[0]])
    tree: dict[str, Any] = _builder(explained.plan)(statuses, measured, codes, evidence)
    return tree


@lru_cache(maxsize=1024)
def _builder(plan: Plan) -> Callable[..., Any]:
    """A function that builds the tree of a plan's documents, whoever is decided on.

    It is written out because most of a document is the same for everybody: what is left to do for one person is to
    lay a few values between constants. Every call makes new mappings and lists throughout.
    """
    constants: dict[str, Any] = {}
    body: list[str] = []
    condition = 0
    for position, node in enumerate(plan.nodes):
        parts = {key: _literal(value, constants) for key, value in _head(node).items()}
        parts["status"] = f"statuses[{position}]"
        if node.test is not None:
            parts |= {
                "measured": f"measured[{condition}]",
                "required": _literal(_required(node.test.required), constants),
            }
            parts |= {"code": f"codes[{condition}]", "evidence": f"evidence[{condition}]"}
        if node.assumptions:
            parts["assumptions"] = _literal(list(node.assumptions), constants)
        if node.children or node.test is None:
            parts["children"] = f"[{', '.join(f'n{child}' for child in node.children)}]"
        body.append(f"n{position} = {_mapping(parts)}")
        if node.test is not None:
            body.append(f"if codes[{condition}] is None: del n{position}['code']")
            condition += 1
    body.append(f"return n{len(plan.nodes) - 1}")
    return make_function("build", "statuses, measured, codes, evidence", body, constants)


def _literal(value: Any, constants: dict[str, Any]) -> str:
    """The source of a value that is the same for everybody: new mappings and lists around named constants."""
    if isinstance(value, dict):
        return _mapping({key: _literal(item, constants) for key, item in value.items()})
    if isinstance(value, list):
        return f"[{', '.join(_literal(item, constants) for item in value)}]"
    name = f"k{len(constants)}"
    constants[name] = value
    return name


def _mapping(parts: dict[str, str]) -> str:
    """The source of a mapping; its keys are words of the contract, none of them an author's."""
    return "{" + ", ".join(f"{key!r}: {source}" for key, source in parts.items()) + "}"


def _head(node: Node) -> dict[str, Any]:
    head: dict[str, Any] = {"id": node.id, "kind": node.kind.value, "status": None, "label": node.label.to_dict()}
    if node.item is not None:
        head["item"] = node.item
    if node.source:
        head["source"] = [citation.to_dict() for citation in node.source]
    return head if node.added_by is None else head | {"added_by": node.added_by}


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
        if required.setting.parameter:
            out["parameter"] = required.setting.parameter
    return out


def number(value: Number | None) -> int | float | None:
    """An exact number as JSON has it."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == int(value) else float(value)


def as_json(value: Any) -> Any:
    """A parameter's value as JSON has it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [as_json(item) for item in value]
    return number(value) if isinstance(value, Decimal) else value
