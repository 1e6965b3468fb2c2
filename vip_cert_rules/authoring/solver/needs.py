"""What a search needs for the conditions of its plans: the words rules name, and how many records of which kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import ceil
from typing import Any

import attrs

from vip_cert_rules.authoring.solver.criteria import open_parameters
from vip_cert_rules.authoring.solver.slots import EITHER_OF, Vocabulary, spec_of
from vip_cert_rules.kleene import Number
from vip_cert_rules.measures import criteria as c
from vip_cert_rules.measures.measure import (
    Added,
    Best,
    ContinuousMonths,
    Count,
    CumulativeMonths,
    Listed,
    Measure,
    OfQuery,
    Total,
)
from vip_cert_rules.measures.query import Query
from vip_cert_rules.plan.nodes import Plan, Test
from vip_cert_rules.shapes import Word

MOST_ALIKE = 3
"""Slots of one kind, unless a single condition needs more of them."""

Pins = tuple[tuple[str, Any], ...]
"""The values that all records of a kind of slot have, by field."""


@attrs.frozen
class Kind:
    """A kind of slot: the list, and what all its records have."""

    source: str
    pins: Pins


def tests_of(plans: Iterable[Plan]) -> Iterator[Test]:
    """The tests of all conditions of some plans."""
    return (node.test for plan in plans for node in plan.nodes if node.test is not None)


def open_of(test: Test) -> Iterator[str]:
    """The parameters that a condition waits for."""
    if test.required.value is None and test.required.parameter is not None:
        yield test.required.parameter
    if isinstance(test.measure, Listed) and test.measure.is_listed is None:
        yield test.measure.parameter
    for query in test.measure.queries():
        for criterion in (*query.criteria, *query.then):
            yield from open_parameters(criterion)


def needs_of(measure: Measure, number: Number) -> Iterator[tuple[Query, int]]:
    """How many records of which queries a measure needs to reach a number, and one more to go beyond it."""
    if isinstance(measure, Added):
        for part in measure.parts:
            yield from needs_of(part, number)
        return
    assert isinstance(measure, (OfQuery, Listed))
    if isinstance(measure, Listed):
        return
    needed = 1
    if isinstance(measure, Count):
        needed = max(1, ceil(number)) + (1 if number > 1 else 0)
    elif isinstance(measure, (Total, ContinuousMonths, CumulativeMonths)):
        needed = 2
    yield measure.query, needed + (1 if measure.query.latest else 0)
    if isinstance(measure, ContinuousMonths) and measure.since is not None:
        yield measure.since.query, 1


def kinds_of(plans: Iterable[Plan], free: frozenset[tuple[str, str]]) -> dict[Kind, int]:
    """The kinds of slots for the conditions of some plans, with how many of each; ``free`` fields are never pinned."""
    needs: dict[Kind, dict[Query, int]] = defaultdict(dict)
    for test in tests_of(plans):
        for query, needed in needs_of(test.measure, test.required.value or 0):
            kind = Kind(query.source, pins_of(query, free))
            needs[kind][query] = max(needed, needs[kind].get(query, 0))
    return {kind: min(sum(each.values()), max(MOST_ALIKE, *each.values())) for kind, each in needs.items()}


def pins_of(query: Query, free: frozenset[tuple[str, str]] = frozenset()) -> Pins:
    """The values that every record of a query has."""
    found: dict[str, Any] = {}
    for one in query.where:
        if (query.source, one.field) in free:
            continue
        if isinstance(one, c.Is):
            found.setdefault(one.field, one.value)
        elif isinstance(one, c.LevelIs) and spec_of(query.source, one.field).required:
            found.setdefault(one.field, one.level)
    return tuple(sorted(found.items(), key=lambda pin: pin[0]))


def vocabulary_of(plans: Iterable[Plan]) -> tuple[Vocabulary, dict[str, tuple[str, ...]]]:
    """The words that some plans name: those of records, and those of lists of the person."""
    words: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    person: dict[str, dict[str, None]] = defaultdict(dict)
    for test in tests_of(plans):
        for query in test.measure.queries():
            for criterion in _flat((*query.criteria, *query.then)):
                if isinstance(criterion, c.PersonLists):
                    person[criterion.field][criterion.word] = None
                    continue
                for field, word in _words(criterion):
                    shape = spec_of(query.source, field).shape
                    if not isinstance(shape, Word) and isinstance(word, str):
                        words[query.source, field][word] = None
    named = {key: tuple(found) for key, found in words.items()}
    return Vocabulary(named), {field: tuple(found) for field, found in person.items()}


def _flat(criteria: Iterable[c.Criterion]) -> Iterator[c.Criterion]:
    for criterion in criteria:
        if isinstance(criterion, c.AnyOf):
            yield from _flat(criterion.parts)
        else:
            yield criterion


def _words(criterion: c.Criterion) -> Iterator[tuple[str, Any]]:
    if isinstance(criterion, c.Is):
        yield criterion.field, criterion.value
    elif isinstance(criterion, c.OneOf):
        yield from ((criterion.field, value) for value in criterion.values or ())
    elif isinstance(criterion, c.Lists):
        yield criterion.field, criterion.word
    elif isinstance(criterion, c.Passes):
        yield from (("component", name) for name in dict(criterion.marks or {}))


def fields_of(plans: Iterable[Plan]) -> tuple[Mapping[str, frozenset[str]], frozenset[tuple[str, str]]]:
    """By list, the fields that conditions look at; and which of those that may stand in for another must be known."""
    used: dict[str, set[str]] = defaultdict(set)
    strict: set[tuple[str, str]] = set()
    for test in tests_of(plans):
        for measure in _parts(test.measure):
            for query in measure.queries():
                used[query.source] |= set(query.latest)
                for criterion in _flat((*query.criteria, *query.then)):
                    if isinstance(criterion, c.PersonLists):
                        continue
                    used[query.source] |= _looked_at(criterion)
                    if isinstance(criterion, c.Is):
                        strict.add((query.source, criterion.field))
            if isinstance(measure, (Best, Total)):
                used[measure.query.source].add(measure.field)
                strict.add((measure.query.source, measure.field))
            elif isinstance(measure, (ContinuousMonths, CumulativeMonths)):
                used[measure.query.source] |= {"start", "end"}
            elif isinstance(measure, OfQuery) and not isinstance(measure, Count):
                used[measure.query.source] |= {"score", *EITHER_OF.get(measure.query.source, ())}
    return {source: frozenset(fields) for source, fields in used.items()}, frozenset(strict)


def _parts(measure: Measure) -> Iterator[Measure]:
    if isinstance(measure, Added):
        for part in measure.parts:
            yield from _parts(part)
    else:
        yield measure


def _looked_at(criterion: c.Criterion) -> set[str]:
    if isinstance(criterion, c.CountsUntil):
        return set()
    if isinstance(criterion, c.Passes):
        return {"component", "score", "passed"}
    fields = {criterion.field}
    if isinstance(criterion, c.WithinMonths) and criterion.stated is not None:
        fields.add(criterion.stated)
    return fields
