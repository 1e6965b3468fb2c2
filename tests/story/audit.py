"""What the record contract, sections 3 and 5, says of a decision document in view of what was asked with.

`recheck` looks at a document alone; this looks at it beside the record, the parameters and the switches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.story.recheck import recheck, walk

SUPPLIED = "parameters"
"""What stands in ``set_by`` for values given with the call, an overlay without a name."""
OWN: Mapping[str, frozenset[str]] = {
    "vip-service-manager": frozenset({
        "education_level", "training_hours", "apply", "pass_mark", "l1_interview_mark", "appraisal_grade",
        "validity_months", "result_validity_months", "scope_units", "teach",
    }),
    "network-optimization": frozenset({"theory_pass_mark", "practical_pass_mark", "position_levels"}),
    "account-manager": frozenset({"competency_profile"}),
    "customer-service-manager": frozenset({
        "service_occupations", "ability_marks", "experience_months", "education_level", "area_pass_marks",
    }),
    "customer-engineer": frozenset({
        "levels", "scope_units", "occupations", "education_level", "training_hours", "routes", "pass_marks",
        "validity_months", "teacher_levels", "teacher_ranks",
    }),
}  # fmt: skip
"""The parameters that the contract names and a condition turns on, by programme."""

Document = Mapping[str, Any]
Layer = Mapping[Any, Any]


def audit(
    document: Document, record: Mapping[str, Any], layers: Sequence[tuple[str, Layer]], assume: Mapping[str, str]
) -> list[str]:
    """What does not hold. ``layers`` are the overlays by name, in order; parameters of the call have `SUPPLIED`."""
    return [
        *recheck(document),
        *_check_assumptions(document, assume),
        *_check_evidence(document, record),
        *_check_missing(document, record, [layer for _name, layer in layers]),
        *_check_provenance(document, layers),
    ]


# --- the values that all layers set together ------------------------------------------------------------


def effective(layers: Sequence[Layer]) -> dict[str, Any]:
    """The values set, keys as texts: the last layer wins, a mapping is replaced as a whole unless addressed dotted."""
    found: dict[str, Any] = {}
    for layer in layers:
        for name, value in sorted(layer.items(), key=lambda item: item[0].count(".")):
            *above, last = name.split(".")
            inner = found
            for key in above:
                inner[key] = dict(inner[key]) if isinstance(inner.get(key), Mapping) else {"*": inner.get(key)}
                inner = inner[key]
            inner[last] = as_texts(value)
    return found


def as_texts(value: Any) -> Any:
    """Mappings with their keys as texts, as JSON has them."""
    return {str(key): as_texts(one) for key, one in value.items()} if isinstance(value, Mapping) else value


# --- the checks -------------------------------------------------------------------------------------------


def _check_assumptions(document: Document, assume: Mapping[str, str]) -> Iterator[str]:
    if document.get("switches", {}) != assume:
        yield f"switches {document.get('switches')} under {assume}"
    for node in walk(document["explanation"]):
        for name in node.get("assumptions", []):
            number, _, word = name.partition("=")
            if word != assume.get(number, ""):
                yield f"{node['id']}: {name} under {assume}"


def _check_evidence(document: Document, record: Mapping[str, Any]) -> Iterator[str]:
    for node in walk(document["explanation"]):
        paths = node.get("evidence", [])
        if len(set(paths)) != len(paths):
            yield f"{node['id']}: evidence named twice"
        for path in paths:
            found, there = resolve(record, path)
            if not there or not isinstance(found, Mapping):
                yield f"{node['id']}: evidence {path} is not in the record"


def resolve(record: Mapping[str, Any], path: str) -> tuple[Any, bool]:
    """What stands at a path of a record, and whether all but its last part is there."""
    found: Any = record
    parts = re.findall(r"[a-z_]+|\[\d+\]", path)
    for place, part in enumerate(parts):
        if part[0] == "[":
            index = int(part[1:-1])
            if not isinstance(found, list) or index >= len(found):
                return None, False
            found = found[index]
        elif not isinstance(found, Mapping) or (part not in found and place < len(parts) - 1):
            return None, False
        else:
            found = found.get(part)
    return found, True


def _check_missing(document: Document, record: Mapping[str, Any], layers: Sequence[Layer]) -> Iterator[str]:
    values = effective(layers)
    for fact in document["missing"]:
        path = fact["path"]
        head, _, name = path.partition(".")
        if head != "parameters":
            if resolve(record, path) != (None, True):
                yield f"missing {path}, which is in the record"
        elif name.split(".")[0] not in OWN[document["ruleset"]]:
            yield f"missing {path}, which is no parameter"
        elif all(is_supplied(values, name, level) for level in _levels_asked(document)):
            yield f"missing {path}, which was supplied: {values}"


def _levels_asked(document: Document) -> tuple[int | None, ...]:
    """The levels whose entries a question turns on: those above count in `hold` of the network programme."""
    level = document["level"]
    if document["ruleset"] != "network-optimization" or document["question"] == "pass":
        return (level,)
    return tuple(range(1, level + 1 + (document["question"] == "apply")))


def is_supplied(values: Mapping[str, Any], name: str, level: int | None) -> bool:
    """Whether a parameter is there whole: neither null, nor a mapping, which may lack an entry."""
    found: Any = values
    for key in name.split("."):
        found = found.get(key, found.get("*")) if isinstance(found, Mapping) else None
    if isinstance(found, Mapping):
        found = found.get(str(level), found.get("*", found))
    return found is not None and not isinstance(found, Mapping)


def _check_provenance(document: Document, layers: Sequence[tuple[str, Layer]]) -> Iterator[str]:
    names = [name for name, _layer in layers if name != SUPPLIED]
    if [one["name"] for one in document["overlays"]] != names:
        yield f"overlays {document['overlays']}, laid were {names}"
    told = {name.split(".")[0] for name in document.get("parameters", {})}
    given = {str(name).split(".")[0] for _name, layer in layers for name in layer}
    if not told <= given:
        yield f"parameters {told - given} were not supplied"
    for node in walk(document["explanation"]):
        required = node.get("required", {})
        if ("base" in required) != ("set_by" in required):
            yield f"{node['id']}: {required}"
        if "set_by" in required:
            last = last_to_set(required["parameter"], layers, keys_of(node, document))
            of_any = last_to_set(required["parameter"], layers, None)
            if required["set_by"] not in (last, of_any):
                yield f"{node['id']}: set by {required['set_by']}, but {last or of_any} was the last to set it"


def keys_of(node: Mapping[str, Any], document: Document) -> set[str]:
    """What the entry of a mapping that a condition looks at may be called: its level, its item, the position."""
    words = node["id"].split(".")
    levels = [word for word in words if word.isdigit()][-1:]
    return {*levels, str(document["position"]), *(word for word in words[1:] if not word.isdigit())}


def last_to_set(name: str, layers: Sequence[tuple[str, Layer]], keys: set[str] | None) -> str | None:
    """The last layer that sets a parameter, something it is within, or the entry of it that is looked at (or any)."""
    setting = [
        one
        for one, layer in layers
        for key in map(str, layer)
        if name == key
        or name.startswith(f"{key}.")
        or (key.startswith(f"{name}.") and (keys is None or set(key[len(name) + 1 :].split(".")) <= keys))
    ]
    return setting[-1] if setting else None
