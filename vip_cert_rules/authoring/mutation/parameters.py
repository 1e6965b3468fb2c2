"""Mutants of the values of parameters: a bound moved, the values of two keys swapped, a word or a route taken out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from vip_cert_rules.authoring.mutation import words
from vip_cert_rules.authoring.mutation.drafting import (
    Draft,
    Drafts,
    becomes,
    dropped,
    each_dropped,
    moved,
    neighbours,
    told,
)
from vip_cert_rules.authoring.mutation.edits import Put, Rename
from vip_cert_rules.authoring.mutation.model import Kind
from vip_cert_rules.dates import parse_day
from vip_cert_rules.faults import Path, render_path
from vip_cert_rules.rulesets.syntax import ParameterType

HUNDREDTH = Decimal("0.01")
STEPS: Mapping[str, tuple[Decimal | int, ...]] = {
    ParameterType.MONTHS.value: (1,),
    ParameterType.LEVEL.value: (1,),
    ParameterType.HOURS.value: (HUNDREDTH, 1),
    ParameterType.MINUTES.value: (HUNDREDTH, 1),
    ParameterType.MARK.value: (HUNDREDTH, 1),
    ParameterType.PERCENT.value: (HUNDREDTH, 1),
}
"""By type: the smallest step a value can make, and its natural unit."""


def of_parameter(path: Path, declared: Mapping[str, Any]) -> Drafts:
    """The mutants of what a parameter declares. What is shown only has none."""
    if declared.get("information"):
        return
    if "values" in declared:
        yield from _keyed((*path, "values"), declared["values"], declared, 1)
    by = declared.get("by", [])
    if declared.get("value") is not None:
        yield from _keyed((*path, "value"), declared["value"], declared, len([by] if isinstance(by, str) else by))


def _keyed(path: Path, value: Any, declared: Mapping[str, Any], keys: int) -> Drafts:
    """The values under so many keys."""
    if not keys or not isinstance(value, Mapping):
        yield from _dated(path, value, declared)
        return
    for one, other in pairwise(value):
        if value[one] != value[other]:
            label = words.SWAPPED.fill(
                at=render_path(path), one=one, other=other, old=told(value[one]), new=told(value[other])
            )
            edits = (Put((*path, one), value[other]), Put((*path, other), value[one]))
            yield Draft(Kind.SWAP, (*path, one), edits, label)
    for key, item in value.items():
        yield from _keyed((*path, key), item, declared, keys - 1)


def _dated(path: Path, value: Any, declared: Mapping[str, Any]) -> Drafts:
    if not isinstance(value, Mapping) or set(value) != {"from"}:
        yield from _single(path, value, declared)
        return
    days = value["from"]
    for day, item in days.items():
        here = (*path, "from", day)
        start = parse_day(day)
        for step in (-1, 1) if start is not None else ():
            assert start is not None
            other = str(start + timedelta(days=step))
            label = words.BECOMES.fill(at=render_path(here[:-1]), old=day, new=other)
            yield Draft(Kind.DAY, here, (Rename(here, other),), label)
        if len(days) > 1:
            yield dropped(Kind.DAY, here, day, {})
        yield from _single(here, item, declared)


def _single(path: Path, value: Any, declared: Mapping[str, Any]) -> Drafts:
    if value is None or isinstance(value, bool):
        return
    kind = declared["type"]
    if isinstance(value, list):
        yield from _listed(path, value, declared)
    elif kind in STEPS and not isinstance(value, str):
        yield from moved(path, value, STEPS[kind], {})
    else:
        yield from neighbours(path, value, {})
    if declared.get("nullable"):
        yield becomes(Kind.NO_LIMIT, path, value, None, {}, words.NO_LIMIT)


def _listed(path: Path, value: list[Any], declared: Mapping[str, Any]) -> Drafts:
    if declared["type"] != ParameterType.ROUTES.value:
        yield from each_dropped(Kind.WORD, path, value, {})
        return
    members = declared.get("members", {})
    for i, route in enumerate(value):
        here = (*path, i)
        yield dropped(Kind.ROUTE, here, str(i + 1), {}, words.ROUTE_DROPPED)
        for name, demanded in route.items():
            yield dropped(Kind.ITEM, (*here, name), name, {})
            if members.get(name) in STEPS and not isinstance(demanded, bool) and demanded is not None:
                yield from moved((*here, name), demanded, STEPS[members[name]], {})
