"""Re-checks a decision document from itself alone: the record contract, section 5, and nothing of the package."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

CODES = {
    "none_on_record", "too_low", "too_early", "expired", "revoked", "wrong_level", "wrong_issuer", "not_in_scope",
    "not_passed", "not_attested", "fact_not_recorded", "parameter_not_supplied",
}  # fmt: skip
KEYS = {
    "ruleset", "version", "digest", "overlays", "question", "level", "position", "candidate", "as_of", "outcome",
    "explanation", "unmet", "missing", "assumptions",
}  # fmt: skip
OPTIONAL_KEYS = {"parameters", "switches", "in_force", "rules_as_of", "notices"}
OUTCOMES = {"met": "yes", "waived": "yes", "unmet": "no", "unknown": "unknown"}
UNKNOWN_CODES = {"fact_not_recorded", "parameter_not_supplied"}

Node = Mapping[str, Any]


def recheck(document: Mapping[str, Any]) -> list[str]:
    """What in the document does not follow from itself; empty when all does."""
    wrong = [*_check_keys(document)]
    nodes = list(walk(document["explanation"]))
    ids = [node["id"] for node in nodes]
    wrong += [f"{one}: more than once" for one in set(ids) if ids.count(one) > 1]
    for node in nodes:
        wrong += [f"{node['id']}: {text}" for text in _check_node(node)]
    root = document["explanation"]
    if root["kind"] != "question":
        wrong.append(f"the root is a {root['kind']}")
    if any(node["kind"] == "question" for node in nodes[1:]):
        wrong.append("a question below the root")
    if document["outcome"] != OUTCOMES[root["status"]]:
        wrong.append(f"outcome {document['outcome']}, root {root['status']}")
    return [*wrong, *_check_conclusions(document, list(_decisive(root)))]


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, parents first."""
    yield node
    for child in node.get("children", []):
        yield from walk(child)


def truth(node: Node) -> str:
    """The status, `waived` counted as met."""
    return "met" if node["status"] == "waived" else str(node["status"])


def _check_keys(document: Mapping[str, Any]) -> Iterator[str]:
    if not document.keys() >= KEYS:
        yield f"keys missing: {KEYS - document.keys()}"
    if surplus := document.keys() - KEYS - OPTIONAL_KEYS:
        yield f"keys not in the contract: {surplus}"
    if not re.fullmatch(r"sha256:[0-9a-f]{64}", document["digest"]):
        yield "digest"


def _all(statuses: list[str]) -> str:
    return "unmet" if "unmet" in statuses else "unknown" if "unknown" in statuses else "met"


def _any(statuses: list[str]) -> str:
    return "met" if "met" in statuses else "unknown" if "unknown" in statuses else "unmet"


def _check_node(node: Node) -> Iterator[str]:
    for lang in ("zh", "en"):
        label = node["label"].get(lang)
        if not label or "{" in label:
            yield f"label {lang}: {label!r}"
    below = [truth(child) for child in node.get("children", [])]
    kind = node["kind"]
    if kind == "condition":
        yield from _check_condition(node, below)
        return
    if "code" in node or "measured" in node or "required" in node:
        yield f"{kind} with a test"
    if "children" not in node:  # there may be none: a route that demands nothing
        yield f"{kind} without children"
    expected = _any(below) if kind == "any" else _all(below)
    if kind not in ("any", "all", "route", "waiver", "question"):
        yield f"kind {kind}"
    if node["status"] != expected:
        yield f"{node['status']}, but its children make it {expected}"


def _check_condition(node: Node, waivers: list[str]) -> Iterator[str]:
    if any(child["kind"] != "waiver" for child in node.get("children", [])):
        yield "a child that is no waiver"
    status = node["status"]
    own = own_tests(node)
    allowed = {status_of(one, waivers) for one in own}
    if status not in allowed:
        yield f"{status}, but it follows {sorted(allowed)}"
    code = node.get("code")
    if (code is not None) != (status in ("unmet", "unknown")):
        yield f"{status} with code {code}"
    if code is not None and code not in CODES:
        yield f"code {code}"
    if status == "unmet" and code in UNKNOWN_CODES:
        yield f"unmet, but {code}"
    if status == "unknown" and own == {"unknown"} and code not in UNKNOWN_CODES:
        yield f"its own test is unknown, but {code}"
    required = node["required"]
    if required["op"] != ">=":
        yield f"op {required['op']}"
    measured = node["measured"]
    if measured is not None:
        low, high = measured["low"], measured["high"]
        if isinstance(low, bool) or not isinstance(low, (int, float)) or (high is not None and high < low):
            yield f"measured {measured}"
        if not measured.get("unit"):
            yield "no unit"


def own_tests(node: Node) -> set[str]:
    """What the condition's own test may be, from what was measured and is required (not knowable when null)."""
    measured, required = node["measured"], node["required"]["value"]
    if measured is None:
        return {"unmet", "unknown"}
    if "passed" in measured:
        return {"met"} if measured["passed"] else {"unmet"}
    if required is None:
        return {"unknown"}
    low, high, bound = (
        None if one is None else Decimal(str(one)) for one in (measured["low"], measured["high"], required)
    )
    assert low is not None and bound is not None
    if low >= bound:
        return {"met"}
    return {"unmet"} if high is not None and high < bound else {"unknown"}


def status_of(own: str, waivers: list[str]) -> str:
    """Met stays met; else a waiver that is met waives, one that is unknown makes it unknown."""
    if own == "met" or not waivers:
        return own
    lifted = _any(waivers)
    return "waived" if lifted == "met" else "unknown" if lifted == "unknown" else own


def _decisive(node: Node) -> Iterator[Node]:
    yield node
    for child in node.get("children", []):
        if truth(child) == truth(node):
            yield from _decisive(child)


def _check_conclusions(document: Mapping[str, Any], decisive: list[Node]) -> Iterator[str]:
    outcome = document["outcome"]
    expected = [node["id"] for node in decisive if node["kind"] == "condition"] if outcome == "no" else []
    if document["unmet"] != expected:
        yield f"unmet {document['unmet']}, but decisive are {expected}"
    if bool(document["missing"]) != (outcome == "unknown"):
        yield f"{outcome} with missing {document['missing']}"
    paths = [fact["path"] for fact in document["missing"]]
    if len(set(paths)) != len(paths):
        yield f"missing more than once: {paths}"
    if not all(fact["why"].get("zh") and fact["why"].get("en") for fact in document["missing"]):
        yield "missing without a why"
    names = {name for node in decisive for name in node.get("assumptions", [])}
    ordered = sorted(names, key=lambda name: (int(name.split("=")[0].lstrip("A")), name))
    if document["assumptions"] != ordered:
        yield f"assumptions {document['assumptions']}, but decisive nodes name {ordered}"
