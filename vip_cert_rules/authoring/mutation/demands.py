"""Mutants of what is demanded: conditions, groups, routes, waivers, questions, transitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from vip_cert_rules.authoring.mutation import words
from vip_cert_rules.authoring.mutation.drafting import (
    Assume,
    Draft,
    Drafts,
    choices,
    dropped,
    is_choice,
    moved,
    neighbours,
    told,
)
from vip_cert_rules.authoring.mutation.edits import Put, Rename, Wrap
from vip_cert_rules.authoring.mutation.model import Kind
from vip_cert_rules.authoring.mutation.parameters import HUNDREDTH
from vip_cert_rules.authoring.mutation.records import of_day, of_level, of_measure
from vip_cert_rules.faults import Path, render_path

_WHOLE = ("count", "continuous_months", "cumulative_months")
"""Measures that count: all others may have decimals."""


def of_condition(path: Path, value: Mapping[str, Any]) -> Drafts:
    """A condition: what it measures, what that must reach, and the level it means."""
    yield from choices((*path, "measure"), value["measure"], {}, of_measure)
    bound = value.get("at_least")
    if isinstance(bound, str):
        yield from neighbours((*path, "at_least"), bound, {})
    elif isinstance(bound, (int, Decimal)):
        steps = (1,) if _counts(value["measure"]) else (HUNDREDTH, 1)
        yield from moved((*path, "at_least"), bound, steps, {})
    if "level" in value:
        yield from choices((*path, "level"), value["level"], {}, of_level)


def _counts(measure: Any) -> bool:
    if is_choice(measure):
        return any(_counts(part) for case, part in measure.items() if case != "choose")
    return any(word in measure for word in _WHOLE)


def of_waiver(path: Path, value: Mapping[str, Any]) -> Drafts:
    """A waiver: all of some items."""
    yield from _demanded((*path, "all"), value["all"], {})


def of_question(path: Path, value: Mapping[str, Any]) -> Drafts:
    """A question: all of some items."""
    yield from _demanded((*path, "all"), value["all"], {})


def of_transition(path: Path, value: Mapping[str, Any]) -> Drafts:
    """Who may still finish under an older version, and until when."""
    yield from of_day((*path, "until"), value["until"], {})
    yield from _demanded((*path, "all"), value["all"], {})


def _demanded(path: Path, items: Sequence[Any], assume: Assume) -> Drafts:
    """Items of which all are demanded, where the language has no ``any`` in place of the ``all``."""
    if len(items) > 1:
        label = words.ALL_TO_ANY.fill(at=render_path(path))
        yield Draft(Kind.GROUP, path, (Wrap(path, "any"),), label, assume)
    yield from _items(path, items, assume)


def _items(path: Path, items: Sequence[Any], assume: Assume) -> Drafts:
    for i, item in enumerate(items):
        here = (*path, i)
        kind, label, name = _named(item)
        yield dropped(kind, here, name, assume, label)
        yield from choices(here, item, assume, _of_item)


def _named(item: Any) -> tuple[Kind, Any, str]:
    """What dropping an item is, and what the item is called."""
    if isinstance(item, Mapping):
        if "route" in item:
            return Kind.ROUTE, words.ROUTE_DROPPED, str(item["route"])
        if "waiver" in item:
            return Kind.WAIVER, words.WAIVER_REMOVED, str(item["waiver"])
        if "choose" in item:
            return Kind.ITEM, words.DROPPED, f"choose {told(item['choose'])}"
        if "condition" in item:
            return Kind.ITEM, words.DROPPED, str(item["condition"])
        if "question" in item:
            return Kind.ITEM, words.DROPPED, str(item["question"])
        group = "any" if "any" in item else "all"
        return Kind.ITEM, words.DROPPED, str(item.get("name", group))
    return Kind.ITEM, words.DROPPED, told(item)


def _of_item(path: Path, item: Any, assume: Assume) -> Drafts:
    if isinstance(item, list):
        yield from _items(path, item, assume)
        return
    in_list = isinstance(path[-1], int)
    if not in_list:  # all that a case of a choice demands
        kind, label, name = _named(item)
        yield Draft(kind, path, (Put(path, []),), label.fill(at=render_path(path), old=name), assume)
    if not isinstance(item, Mapping):
        return
    if "level" in item:
        yield from choices((*path, "level"), item["level"], assume, of_level)
    if "waived_by" in item:
        yield from choices((*path, "waived_by"), item["waived_by"], assume, _of_waivers)
    for word in ("any", "all"):
        if word in item:
            yield from _of_group((*path, word), item, word, assume)


def _of_waivers(path: Path, names: Sequence[str], assume: Assume) -> Drafts:
    for i, name in enumerate(names):
        yield dropped(Kind.WAIVER, (*path, i), name, assume, words.WAIVER_REMOVED)


def _of_group(path: Path, item: Mapping[str, Any], word: str, assume: Assume) -> Drafts:
    items = item[word]
    if "route" in item:
        yield from _demanded(path, items, assume)
        return
    if len(items) > 1 or "each" in item:
        other, label = ("any", words.ALL_TO_ANY) if word == "all" else ("all", words.ANY_TO_ALL)
        yield Draft(Kind.GROUP, path, (Rename(path, other),), label.fill(at=render_path(path)), assume)
    yield from _items(path, items, assume)
