"""Mutants of which records count and what is read off them: tests, selections, measures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from vip_cert_rules.authoring.mutation import words
from vip_cert_rules.authoring.mutation.drafting import (
    Assume,
    Draft,
    Drafts,
    becomes,
    choices,
    dropped,
    each_dropped,
    is_choice,
    moved,
    neighbours,
)
from vip_cert_rules.authoring.mutation.edits import Drop, Edit, Put, Rename
from vip_cert_rules.authoring.mutation.model import Kind
from vip_cert_rules.dates import parse_day
from vip_cert_rules.faults import Path, render_path

ANYTHING = "anything"
_OTHER_LEVEL = {"this": "below", "below": "this", "required": "this", "at_or_above": "this"}
_OTHER_PREFER = {"reported": "score", "score": "reported"}
_OTHER_MEASURE = {
    "sum": "mean",
    "mean": "sum",
    "continuous_months": "cumulative_months",
    "cumulative_months": "continuous_months",
    "total": "best",
    "best": "total",
}


def of_level(path: Path, value: Any, assume: Assume) -> Drafts:
    """Another level than the one that is meant; a parameter has mutants of its own."""
    if isinstance(value, str) and value in _OTHER_LEVEL:
        yield becomes(Kind.LEVEL, path, value, _OTHER_LEVEL[value], assume)
    elif isinstance(value, int):
        for other in (value + 1, value - 1):
            yield becomes(Kind.LEVEL, path, value, other, assume)


# --- tests -----------------------------------------------------------------------------------------------------------


def of_tests(path: Path, tests: Mapping[str, Any], assume: Assume) -> Drafts:
    """Tests of the fields of a record: each left out, and each otherwise."""
    for field, test in tests.items():
        here = (*path, field)
        if isinstance(test, list):
            for i, one in enumerate(test):
                if one != ANYTHING:
                    yield dropped(Kind.TEST, (*here, i), _name_of_test(field, one), assume, words.TEST_DROPPED)
                yield from choices((*here, i), one, assume, _of_test)
            continue
        if test != ANYTHING:
            yield dropped(Kind.TEST, here, _name_of_test(field, test), assume, words.TEST_DROPPED)
        yield from choices(here, test, assume, _of_test)


def _name_of_test(field: str, test: Any) -> str:
    """The field, and what it is held against where that is a word."""
    if isinstance(test, bool):
        return f"{field}: {'true' if test else 'false'}"
    if isinstance(test, (str, int)):
        return f"{field}: {test}"
    return field if is_choice(test) else f"{field} ({next(iter(test))})"


def _of_test(path: Path, test: Any, assume: Assume) -> Drafts:
    if isinstance(test, bool):
        yield becomes(Kind.FLAG, path, test, not test, assume)
    if not isinstance(test, Mapping):
        return
    for word, value in test.items():
        here = (*path, word)
        if word == "is" and isinstance(value, bool):
            yield becomes(Kind.FLAG, here, value, not value, assume)
        elif word == "one_of" and isinstance(value, list):
            yield from each_dropped(Kind.WORD, here, value, assume)
        elif word == "at_least":
            yield from neighbours(here, value, assume)
        elif word in ("exactly", "at_or_above"):
            other = "at_or_above" if word == "exactly" else "exactly"
            yield _renamed(Kind.LEVEL, here, other, assume)
            yield from of_level(here, value, assume)
        elif word in ("months", "within_months") and isinstance(value, int):
            yield from moved(here, value, (1,), assume)
        elif word in ("first", "last", "counts_until"):
            yield from of_day(here, value, assume)
        elif word == "prefer":
            yield from choices(here, value, assume, _of_prefer)
    if "reaches" in test or "later_than" in test:
        yield from _of_last_day(path, test, assume)
    if "within_months" in test or "months" in test:
        yield from _a_day_beside(path, test.get("days_less", 0), assume)


def _of_last_day(path: Path, test: Mapping[str, Any], assume: Assume) -> Drafts:
    """A day that has to be reached, as stated or as computed where it is not: exceeded, no limit."""
    if "months" not in test:
        word = "reaches" if "reaches" in test else "later_than"
        if len(test) == 1:
            other = "later_than" if word == "reaches" else "reaches"
            yield _renamed(Kind.STRICT, (*path, word), other, assume)
        return
    months = test["months"]
    label = words.NO_LIMIT.fill(
        at=render_path(path), old=months["parameter"] if isinstance(months, Mapping) else months
    )
    yield Draft(Kind.NO_LIMIT, path, (Put(path, {"reaches": test["reaches"]}),), label, assume)


def _a_day_beside(path: Path, less: int, assume: Assume) -> Drafts:
    """The last day that so many months come to, a day earlier and a day later."""
    for label, number in ((words.DAY_SHORTER, less + 1), (words.DAY_LONGER, less - 1)):
        edit = Put((*path, "days_less"), number)
        yield Draft(Kind.DAY, path, (edit,), label.fill(at=render_path(path)), assume)


def _renamed(kind: Kind, path: Path, other: str, assume: Assume, *more: Edit) -> Draft:
    label = words.BECOMES.fill(at=render_path(path[:-1]), old=path[-1], new=other)
    return Draft(kind, path, (Rename(path, other), *more), label, assume)


def of_day(path: Path, value: Any, assume: Assume) -> Drafts:
    """A day of the calendar, one earlier and one later."""
    day = parse_day(str(value))
    for step in (-1, 1) if day is not None else ():
        assert day is not None
        yield becomes(Kind.DAY, path, str(value), str(day + timedelta(days=step)), assume)


def _of_prefer(path: Path, value: Any, assume: Assume) -> Drafts:
    yield becomes(Kind.MEASURE, path, value, _OTHER_PREFER[value], assume)


# --- selections ------------------------------------------------------------------------------------------------------


def of_records(path: Path, value: Any, assume: Assume) -> Drafts:
    """A selection of records, declared or where it is needed; one that is named has mutants where it is declared."""
    if not isinstance(value, Mapping):
        return
    for word in ("where", "then"):
        yield from of_tests((*path, word), value.get(word, {}), assume)
    for i, alternative in enumerate(value.get("any_of", [])):
        here = (*path, "any_of", i)
        yield dropped(Kind.TEST, here, ", ".join(map(str, alternative)), assume, words.TEST_DROPPED)
        if len(alternative) > 1:
            yield from of_tests(here, alternative, assume)
        else:
            for field, test in alternative.items():
                yield from _of_test((*here, field), test, assume)
    if "latest" in value:
        yield from _without_latest(path, value, assume)
        yield from choices((*path, "latest"), value["latest"], assume, _of_latest)


def _without_latest(path: Path, value: Mapping[str, Any], assume: Assume) -> Drafts:
    """Any record instead of the latest only; what is tested of that one is then tested of any."""
    if is_choice(value["latest"]) or not value["latest"]:
        return
    here = (*path, "latest")
    edits: tuple[Edit, ...] = (Drop(here),)
    if "then" in value:
        kept = {word: part for word, part in value.items() if word not in ("where", "latest", "then")}
        edits = (Put(path, {**kept, "where": {**value.get("where", {}), **value["then"]}}),)
    yield Draft(Kind.LATEST, here, edits, words.LATEST_REMOVED.fill(at=render_path(path)), assume)


def _of_latest(path: Path, fields: list[str], assume: Assume) -> Drafts:
    if fields and path[-1] != "latest":  # within a choice
        yield Draft(Kind.LATEST, path, (Put(path, []),), words.LATEST_REMOVED.fill(at=render_path(path)), assume)
    if len(fields) > 1:
        yield from each_dropped(Kind.LATEST, path, fields, assume)


# --- measures --------------------------------------------------------------------------------------------------------


def of_measure(path: Path, value: Any, assume: Assume) -> Drafts:
    """What is read off records."""
    if not isinstance(value, Mapping):
        return
    for word, part in value.items():
        here = (*path, word)
        if word in _OTHER_MEASURE:
            also = [Drop((*path, "since"))] if "since" in value else []
            yield _renamed(Kind.MEASURE, here, _OTHER_MEASURE[word], assume, *also)
        if word in ("count", "passing", "continuous_months", "cumulative_months", "of"):
            yield from of_records(here, part, assume)
        elif word in ("sum", "mean"):
            if len(part) > 1:
                for i, one in enumerate(part):
                    yield dropped(Kind.ITEM, (*here, i), next(iter(one)), assume)
            for i, one in enumerate(part):
                yield from of_measure((*here, i), one, assume)
        elif word == "prefer":
            yield from choices(here, part, assume, _of_prefer)
        elif word == "since":
            yield from choices(here, part, assume, _of_since)


def _of_since(path: Path, value: Any, assume: Assume) -> Drafts:
    if isinstance(value, Mapping):
        label = words.SINCE_DROPPED.fill(at=render_path(path))
        yield Draft(Kind.MEASURE, path, (Put(path, "nothing"),), label, assume)
        yield from of_measure(path, value, assume)
