"""What a mutant does to a rule file: small changes of its values, each at a path."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs

from vip_cert_rules.faults import Path


@attrs.frozen
class Put:
    """Another value at a path; a key that is not there yet is added to its mapping."""

    path: Path
    value: Any


@attrs.frozen
class Drop:
    """An entry of a mapping, or an item of a list, taken out."""

    path: Path


@attrs.frozen
class Rename:
    """The key at the end of a path called otherwise."""

    path: Path
    key: str


@attrs.frozen
class Wrap:
    """A list made the only item of itself, under a key: ``[a, b]`` becomes ``[{any: [a, b]}]``."""

    path: Path
    key: str


Edit = Put | Drop | Rename | Wrap


def value_at(value: Any, path: Path) -> Any:
    """What stands at a path."""
    for part in path:
        value = value[part]
    return value


def edited(value: Any, edits: Sequence[Edit]) -> Any:
    """The value with all edits made, one after the other; what was given is not changed."""
    for edit in edits:
        value = _edited(value, edit)
    return value


def _edited(value: Any, edit: Edit) -> Any:
    if isinstance(edit, Wrap):
        return _within(value, edit.path, lambda items: [{edit.key: items}])
    parent, last = edit.path[:-1], edit.path[-1]
    if isinstance(edit, Put):
        return _within(value, parent, lambda inner: _with(inner, last, edit.value))
    if isinstance(edit, Drop):
        return _within(value, parent, lambda inner: _without(inner, last))
    return _within(value, parent, lambda inner: {edit.key if key == last else key: item for key, item in inner.items()})


def _within(value: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    """The value with what stands at a path changed; only what the path goes through is copied."""
    if not path:
        return change(value)
    return _with(value, path[0], _within(value[path[0]], path[1:], change))


def _with(inner: Any, key: str | int, item: Any) -> Any:
    if isinstance(inner, list):
        return [item if i == key else one for i, one in enumerate(inner)]
    return {**inner, key: item}


def _without(inner: Any, key: str | int) -> Any:
    if isinstance(inner, list):
        return [one for i, one in enumerate(inner) if i != key]
    return {name: item for name, item in inner.items() if name != key}
