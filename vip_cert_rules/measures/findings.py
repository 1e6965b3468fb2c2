"""What stands behind a reading: the records it rests on, what is not known, and the nearest miss.

Deciding needs none of this; explaining does. The inspectors it uses are generated from the same criteria as the
gatherers that decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import attrs

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.codes import Code
from vip_cert_rules.dates import corresponding_day, unbroken_since
from vip_cert_rules.kleene import FALSE, TRUE, UNKNOWN, Number
from vip_cert_rules.measures.criteria import AnyOf, AtLeast, Criterion, LevelAtOrAbove, OneOf, PersonLists, miss
from vip_cert_rules.measures.measure import (
    Added,
    Best,
    ContinuousMonths,
    Measure,
    OfQuery,
    Passing,
    Prefer,
    Total,
    is_reported,
)
from vip_cert_rules.measures.query import Query


@attrs.frozen
class Ref:
    """A record of the candidate: the name of its list, and its position there."""

    list: str
    index: int

    def __str__(self) -> str:
        return f"{self.list}[{self.index}]"


@attrs.frozen
class Missing:
    """A fact that is not known, or a parameter that was not supplied. ``list`` and ``field`` say what kind of fact."""

    path: str
    list: str | None = None
    field: str | None = None


@attrs.frozen
class Finding:
    """What stands behind a condition's own truth.

    ``code`` says why it is not met or not known; ``evidence`` are the records it rests on, or, where none matches, the
    nearest misses; ``missing`` is what would have to be known; ``passed`` is what was reported, where that decided;
    ``since`` is the first day of unbroken service, and ``reached_on`` the day it will be long enough if it goes on.
    """

    evidence: tuple[Ref, ...] = ()
    code: Code | None = None
    missing: tuple[Missing, ...] = ()
    passed: bool | None = None
    since: date | None = None
    reached_on: date | None = None


def find(
    measure: Measure, threshold: Number | None, parameter: str | None, candidate: Candidate, as_of: date, truth: int
) -> Finding:
    """What stands behind the truth of a measure held against a threshold (``parameter``: whence it comes)."""
    if isinstance(measure, Added):
        return _join([find(part, None, None, candidate, as_of, _part_truth(part, candidate, as_of)) for part in measure.parts], truth)
    assert isinstance(measure, OfQuery)
    sift = _sift(measure.query, candidate, as_of)
    if truth == UNKNOWN:
        missing = [*_unknown_facts(measure, sift, candidate, as_of)]
        absent = [*_unsupplied(sift, threshold, parameter)]
        code = Code.FACT_NOT_RECORDED if missing else Code.PARAMETER_NOT_SUPPLIED
        return Finding(sift.refs(sift.every), code, tuple(_once([*missing, *absent])))
    if truth == TRUE:
        rows = _decisive_rows(measure, sift, candidate, as_of, threshold)
        return Finding(sift.refs(rows), passed=_reported(measure, sift, truth))
    if not sift.every:
        nearest, code = sift.nearest()
        return Finding(sift.refs(nearest), code)
    reported = _reported(measure, sift, truth)
    code = Code.NOT_PASSED if reported is False else Code.TOO_LOW
    rows = _decisive_rows(measure, sift, candidate, as_of, threshold)
    since, reached_on = _outlook(measure, sift, rows, as_of, threshold)
    return Finding(sift.refs(rows), code, passed=reported, since=since, reached_on=reached_on)


@attrs.frozen
class _Sift:
    """The records of a query: which surely match, which match or may, and how each fared."""

    query: Query
    rows: Sequence[Any] | None
    truths: list[tuple[Any, ...]]
    then: list[tuple[Any, ...]]
    sure: list[int]
    every: list[int]

    def refs(self, rows: Sequence[int]) -> tuple[Ref, ...]:
        return tuple(Ref(self.query.source, i) for i in rows)

    def nearest(self) -> tuple[list[int], Code]:
        """The records that get furthest through the criteria, and what is wrong with them."""
        if not self.truths:
            return [], Code.NONE_ON_RECORD
        reached = [_reached(row) for row in self.truths]
        furthest = max(reached)
        rows = [i for i, n in enumerate(reached) if n == furthest]
        if furthest == len(self.query.criteria):  # the latest of them fails what only the latest must satisfy
            rows = [i for i in rows if self.then[i] and _reached(self.then[i]) < len(self.query.then)][-1:]
            return rows, miss(self.query.then[_reached(self.then[rows[0]])]) if rows else Code.NONE_ON_RECORD
        code = miss(self.query.criteria[furthest])
        return ([] if furthest == 0 and code is Code.NONE_ON_RECORD else rows), code


def _sift(query: Query, candidate: Candidate, as_of: date) -> _Sift:
    rows = getattr(candidate, query.source)
    truths = query.inspect(candidate, as_of)
    matches = [min(map(_truth, row)) for row in truths]
    sure = [i for i, match in enumerate(matches) if match == TRUE]
    every = [i for i, match in enumerate(matches) if match != FALSE]
    then: list[tuple[Any, ...]] = [()] * len(truths)
    if query.latest and rows is not None:
        kept = {*query.last(rows, sure), *query.last(rows, every)}
        then = query.inspect_then(candidate, as_of)
        after = {i: min(map(_truth, then[i]), default=TRUE) for i in kept}
        every = [i for i in every if after.get(i, FALSE) != FALSE]
        sure = [i for i in sure if after.get(i, FALSE) == TRUE and len(kept) == 1]
    return _Sift(query, rows, truths, then, sure, every)


def _truth(entry: Any) -> int:
    return max(entry) if isinstance(entry, tuple) else entry


def _reached(row: tuple[Any, ...]) -> int:
    """How many criteria a record passes (or may pass) before the first it fails."""
    for position, entry in enumerate(row):
        if _truth(entry) == FALSE:
            return position
    return len(row)


def _unknown_facts(measure: OfQuery, sift: _Sift, candidate: Candidate, as_of: date) -> Iterator[Missing]:
    source = sift.query.source
    if sift.rows is None:
        yield Missing(source, source)
    for i in sift.every:
        for criterion, entry in (*zip(sift.query.criteria, sift.truths[i]), *zip(sift.query.then, sift.then[i])):
            yield from _unknown_in(criterion, entry, source, i)
        row = sift.rows[i] if sift.rows is not None else None
        field = _open_value(measure, row)
        if field is not None:
            yield Missing(f"{source}[{i}].{field}", source, field)
    if isinstance(measure, ContinuousMonths) and measure.since is not None:
        certificates = _sift(measure.since.query, candidate, as_of)
        yield from _unknown_facts(OfQuery(measure.since.query), certificates, candidate, as_of)


def _unknown_in(criterion: Criterion, entry: Any, source: str, index: int) -> Iterator[Missing]:
    if isinstance(criterion, AnyOf):
        if max(entry) == UNKNOWN:
            for part, truth in zip(criterion.parts, entry):
                yield from _unknown_in(part, truth, source, index)
    elif entry == UNKNOWN and _parameter_of(criterion) is None:
        if isinstance(criterion, PersonLists):
            yield Missing(criterion.field, None, criterion.field)
        else:
            yield Missing(f"{source}[{index}].{criterion.field}", source, criterion.field)


def _open_value(measure: OfQuery, row: Any) -> str | None:
    """The field of a matching record whose being null leaves the measure open."""
    if isinstance(measure, (Total, Best)):
        return measure.field if getattr(row, measure.field) is None else None
    if isinstance(measure, Passing) and row.score is None and row.passed is None:
        return "score"
    return None


def _unsupplied(sift: _Sift, threshold: Number | None, parameter: str | None) -> Iterator[Missing]:
    if threshold is None and parameter is not None:
        yield Missing(f"parameters.{parameter}")
    for criterion in (*sift.query.criteria, *sift.query.then):
        for part in criterion.parts if isinstance(criterion, AnyOf) else (criterion,):
            name = _parameter_of(part)
            if name is not None:
                yield Missing(f"parameters.{name}")


def _parameter_of(criterion: Criterion) -> str | None:
    """The parameter that a criterion waits for."""
    if isinstance(criterion, OneOf):
        return criterion.parameter if criterion.values is None else None
    if isinstance(criterion, AtLeast):
        return criterion.parameter if criterion.word is None else None
    if isinstance(criterion, LevelAtOrAbove):
        return criterion.parameter if criterion.level is None else None
    return None


def _decisive_rows(
    measure: OfQuery, sift: _Sift, candidate: Candidate, as_of: date, threshold: Number | None
) -> list[int]:
    """Of the matching records, those that the value rests on."""
    rows = sift.rows
    assert rows is not None
    if isinstance(measure, Best):
        values = {i: getattr(rows[i], measure.field) for i in sift.every}
        known = {i: getattr(value, "rank", value) for i, value in values.items() if value is not None}
        best = max(known.values(), default=None)
        return [i for i, value in known.items() if value == best]
    if isinstance(measure, Passing) and threshold is not None:
        score_first = measure.prefer is Prefer.SCORE
        passing = [
            i
            for i in sift.every
            if (rows[i].passed if is_reported(rows[i], score_first) else (rows[i].score or 0) >= threshold)
        ]
        if passing:
            return passing
        best = max((rows[i].score for i in sift.every if rows[i].score is not None), default=None)
        return [i for i in sift.every if rows[i].score == best]
    if isinstance(measure, ContinuousMonths):
        start = unbroken_since([(rows[i].start, rows[i].end) for i in sift.every], as_of)
        if start is not None:
            return [i for i in sift.every if rows[i].end is None or rows[i].end >= start]
    return sift.every


def _outlook(
    measure: OfQuery, sift: _Sift, chosen: Sequence[int], as_of: date, threshold: Number | None
) -> tuple[date | None, date | None]:
    """Since when service is unbroken, and when it will be long enough if it goes on as recorded."""
    rows = sift.rows
    if not isinstance(measure, ContinuousMonths) or measure.since is not None or rows is None or threshold is None:
        return None, None
    spans = [(rows[i].start, rows[i].end) for i in chosen]
    since = unbroken_since(spans, as_of)
    if since is None:
        return None, None
    day = corresponding_day(since, int(threshold))
    return since, day if any(end is None or end >= day for _start, end in spans) else None


def _reported(measure: OfQuery, sift: _Sift, truth: int) -> bool | None:
    """The verdict, where a result that counts was reported as passed or failed."""
    if not isinstance(measure, Passing) or sift.rows is None:
        return None
    score_first = measure.prefer is Prefer.SCORE
    if any(is_reported(sift.rows[i], score_first) for i in sift.every):
        return truth == TRUE
    return None


def _part_truth(part: Measure, candidate: Candidate, as_of: date) -> int:
    low, high, settled = part.compile(None)(candidate, as_of)
    return settled if settled >= 0 else TRUE if low == high else UNKNOWN


def _join(parts: Sequence[Finding], truth: int) -> Finding:
    """What stands behind a sum: all its parts; the first that has nothing to measure decides the code."""
    evidence = tuple(ref for part in parts for ref in part.evidence)
    if truth == TRUE:
        return Finding(evidence)
    if truth == UNKNOWN:
        missing = _once([fact for part in parts for fact in part.missing])
        return Finding(evidence, Code.FACT_NOT_RECORDED, tuple(missing))
    lacking = [part for part in parts if part.code is not None and not part.missing]
    return Finding(evidence, lacking[0].code if lacking else Code.TOO_LOW)


def _once(facts: Sequence[Missing]) -> list[Missing]:
    return list({fact.path: fact for fact in facts}.values())
