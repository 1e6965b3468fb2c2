"""Rule files with something wrong in them: a sound one, changed in a few places."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

Spot = tuple[Any, Any]
"""A mapping or a list, and the key or position of a value in it."""

_SCALARS: tuple[Any, ...] = (
    None, True, False, 0, 1, 3, 7, -1, 59.5, "", "x", "this", "below", "required", "anything", "nothing", "as_of",
    "level", "position", "2020-01-01", "{level}", "{letter}", [], {}, ["x"], {"x": 1}, {"parameter": "x"},
)  # fmt: skip


def spots(value: Any) -> Iterator[Spot]:
    """Every value within a value."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from spots(value[key])


def words(value: Any) -> Iterator[str]:
    """Every text within a value, keys included."""
    if isinstance(value, str):
        yield value
    for holder, key in spots(value):
        if isinstance(key, str):
            yield key
        if isinstance(holder[key], str):
            yield holder[key]


@st.composite
def mutated(draw: st.DrawFn, sound: Any, most: int = 3) -> Any:
    """A copy of a rule file, changed in a few places."""
    value = copy.deepcopy(sound)
    vocabulary = st.sampled_from(sorted(set(words(sound))))
    for _ in range(draw(st.integers(1, most))):
        everywhere = list(spots(value))
        if not everywhere:
            break
        holder, key = draw(st.sampled_from(everywhere))
        kind = draw(st.sampled_from(["delete", "rename key", "reword", "retype", "copy", "append"]))
        if kind == "delete":
            del holder[key]
        elif kind == "rename key" and isinstance(holder, dict):
            name = draw(vocabulary)
            items = [(name if k == key else k, v) for k, v in holder.items()]
            holder.clear()
            holder.update(items)
        elif kind == "reword":
            texts = [(h, k) for h, k in everywhere if isinstance(h[k], str)]
            if texts:
                h, k = draw(st.sampled_from(texts))
                h[k] = draw(vocabulary)
        elif kind == "retype":
            holder[key] = copy.deepcopy(draw(st.sampled_from(_SCALARS)))
        elif kind == "copy":
            other, there = draw(st.sampled_from(everywhere))
            holder[key] = copy.deepcopy(other[there])
        elif kind == "append":
            other, there = draw(st.sampled_from(everywhere))
            part = copy.deepcopy(other[there])
            if isinstance(holder, list):
                holder.append(part)
            else:
                holder.setdefault(draw(vocabulary), part)
    return value
