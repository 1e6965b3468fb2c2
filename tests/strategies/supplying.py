"""The forms that parameters are supplied in: whole, by dotted keys, with levels as numbers or texts, in layers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from tests.strategies.dice import Dice

Entry = dict[str, Any]
OFFSETS = (0, 0, 0, 0, 0, -1, 1, -2, 2, -30, 366, -365)


class Call(NamedTuple):
    """A question about a record; ``supplied`` are parameters, one mapping for each overlay and one for the call."""

    record: Entry
    question: str
    level: int | None
    as_of: date
    assume: dict[str, str]
    supplied: tuple[Mapping[Any, Any], ...]


def near(dice: Dice, anchor: date) -> date:
    """The anchor or a day close by."""
    return anchor + timedelta(days=dice.pick(OFFSETS))


def build_assume(dice: Dice, switches: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Switched readings: mostly none, else one, else some."""
    kind = dice.below(4)
    if kind < 2:
        return {}
    if kind == 2:
        name = dice.pick(tuple(switches))
        return {name: dice.pick(switches[name])}
    return {name: dice.pick(words) for name, words in switches.items() if dice.chance(30)}


def build_supplied(dice: Dice, full: Mapping[str, Any]) -> tuple[dict[Any, Any], ...]:
    """From a full set of values: none of them, all, or some, in one layer or several."""
    kind = dice.pick(("all", "all", "all", "most", "most", "some", "none", "layers"))
    if kind == "none":
        return () if dice.chance(50) else ({},)
    if kind == "layers":
        return tuple(_layer(dice, full, share) for share in (50, 50, 30)[: dice.pick((2, 3))])
    return (_layer(dice, full, {"all": 100, "most": 85, "some": 40}[kind]),)


def _layer(dice: Dice, full: Mapping[str, Any], share: int) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for name, value in full.items():
        if share < 100 and not dice.chance(share):
            if dice.chance(10):
                found[name] = None  # withdrawn
        elif isinstance(value, dict) and value:
            found |= _mapping(dice, name, value, share)
        else:
            found[name] = value
    return found


def _mapping(dice: Dice, name: str, value: dict[Any, Any], share: int) -> dict[Any, Any]:
    kept = {key: one for key, one in value.items() if share == 100 or dice.chance(80)}
    form = dice.pick(("whole", "whole", "text", "dotted", "both", "deep"))
    if form == "dotted":
        found = {f"{name}.{key}": one for key, one in kept.items()}
        if share < 100 and dice.chance(15):
            found[f"{name}.{dice.pick(tuple(value))}"] = None  # not supplied there
        return found
    if form == "deep":  # every entry of every entry by itself
        return {
            f"{name}.{key}{tail}": inner
            for key, one in kept.items()
            for tail, inner in (
                {f".{sub}": mark for sub, mark in one.items()} if isinstance(one, dict) and one else {"": one}
            ).items()
        }
    if form == "both" and kept:
        key = dice.pick(tuple(kept))
        return {f"{name}.{key}": value[key], name: {one: inner for one, inner in kept.items() if one != key}}
    found = {str(key) if form == "text" else key: one for key, one in kept.items()}
    if found and share < 100 and dice.chance(10):
        found[dice.pick(tuple(found))] = None  # withdrawn as well
    return {name: found}
