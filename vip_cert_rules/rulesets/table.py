"""Mappings as values of parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs


def frozen(item: Any) -> Any:
    """A copy of plain data that nobody can change."""
    if isinstance(item, Table):
        return item
    if isinstance(item, Mapping):
        return Table(item)
    return tuple(map(frozen, item)) if isinstance(item, (list, tuple)) else item


def _entries(value: Mapping[Any, Any]) -> tuple[tuple[Any, Any], ...]:
    return tuple((key, frozen(item)) for key, item in value.items())


@attrs.frozen(eq=False, repr=False)
class Table(Mapping[Any, Any]):
    """A mapping that never changes and has a hash, so that it may be part of what plans are kept by."""

    entries: tuple[tuple[Any, Any], ...] = attrs.field(converter=_entries)
    _by_key: dict[Any, Any] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_by_key", dict(self.entries))

    def __getitem__(self, key: Any) -> Any:
        return self._by_key[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self.entries)

    def __hash__(self) -> int:
        return hash(frozenset(self.entries))

    def __repr__(self) -> str:
        return f"Table({dict(self.entries)})"
