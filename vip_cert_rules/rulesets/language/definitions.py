"""The parts of the rule language's JSON Schema that contain themselves, moved to its definitions."""

from __future__ import annotations

import re
from typing import Any

IS_CHOICE = {"type": "object", "required": ["choose"]}
"""What tells a choice among several parts from a part."""


def definition_of_choice(noun: str) -> str:
    """The name under which a part that may be chosen among several stands in the definitions."""
    words = re.sub("[^a-z]+", "-", re.sub(r"\{.*\}|\(.*\)", "", noun.lower())).strip("-")
    return f"{words}-or-a-choice"


def with_definitions(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema with every choice moved to ``definitions``, which are part of it: a case may be a choice again."""
    moved: dict[str, Any] = {}
    whole = {**schema, "definitions": definitions}
    out: dict[str, Any] = _moved(whole, moved)
    return {**out, "definitions": {**out["definitions"], **moved}}


def _moved(part: Any, moved: dict[str, Any]) -> Any:
    if isinstance(part, list):
        return [_moved(item, moved) for item in part]
    if not isinstance(part, dict):
        return part
    out = {key: _moved(item, moved) for key, item in part.items()}
    if out.get("if") != IS_CHOICE:
        return out
    cases = out["then"]["additionalProperties"]
    choice = {key: out[key] for key in ("if", "then", "else")}
    name = cases["$ref"].rpartition("/")[2]
    known = moved.setdefault(name, choice)
    assert known == choice, f"two different parts are called {name}"
    return {**{key: item for key, item in out.items() if key not in choice}, **cases}
