"""What stands behind a reading: the records it rests on, what is not known, and the nearest miss.

Deciding needs none of this; explaining does. The inspectors it uses are generated from the same criteria as the
gatherers that decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.codes import Code
from vip_cert_rules.dates import corresponding_day, unbroken_since
from vip_cert_rules.kleene import FALSE, TRUE, UNKNOWN, Number, Reading
from vip_cert_rules.measures.criteria import AnyOf, Criterion, Lists, Passes, PersonLists, miss
from vip_cert_rules.measures.measure import (
    Added,
    Best,
    ContinuousMonths,
    Listed,
    Measure,
    OfQuery,
    Passing,
    Prefer,
    Since,
    Total,
    is_reported,
)
from vip_cert_rules.measures.query import Query, is_identity

Ref = tuple[str, int]
"""A record of the candidate: the name of its list, and its position there."""


class Missing(NamedTuple):
    """A fact that is not known, or a parameter that was not supplied; ``source`` (a list) and ``field`` say which."""

    path: str
    source: str | None = None
    field: str | None = None


class Finding(NamedTuple):
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


Finder = Callable[[Candidate, date, int], Finding]
"""From a candidate, a day and the truth of a condition's own test to what stands behind it."""


def compile_finder(
    measure: Measure, threshold: Number | None, parameter: str | None, code: Code | None, *, lasting: bool = True
) -> Finder:
    """The finder of a measure held against a threshold (``parameter``: whence it comes).

    ``code`` is what a condition calls it when no record matches, better than "none on record" does. ``lasting`` says
    that the threshold holds on later days too, so that it can be told when it will be reached.
    """
    if isinstance(measure, Added):
        parts = [(part.compile(None), compile_finder(part, None, None, None)) for part in measure.parts]

        def find_sum(c: Candidate, day: date, truth: int) -> Finding:
            return _join([find(c, day, _part_truth(read(c, day))) for read, find in parts], truth)

        return find_sum
    if isinstance(measure, Listed):
        parameter = measure.parameter
        unsupplied = Finding((), Code.PARAMETER_NOT_SUPPLIED, (Missing(f"parameters.{parameter}"),))
        by_truth = (Finding((), code or Code.WRONG_LEVEL), unsupplied, Finding())
        return lambda _c, _day, truth: by_truth[truth]
    assert isinstance(measure, OfQuery)
    query, source = measure.query, measure.query.source
    locate, make = query.locate, tuple.__new__
    is_plain = not query.latest and not isinstance(measure, (Best, Passing, ContinuousMonths))

    def find(c: Candidate, day: date, truth: int) -> Finding:
        if truth == UNKNOWN:
            return _unknown(measure, c, day, threshold, parameter)
        found = locate(c, day)[-1]
        if is_plain and (truth == TRUE or found):
            refs = tuple([(source, i) for i in found])
            # what is found most often is made the short way: a third of the time
            made: Finding = make(Finding, (refs, None if truth == TRUE else Code.TOO_LOW, (), None, None, None))
            return made
        if query.latest:  # with records that only may match there can be two latest ones
            found = locate_all(query, c, day)
        if not found:
            return _nearest(query, c, day, code)
        rows: Sequence[Any] = getattr(c, source)
        passed = _reported(measure, rows, found, truth)
        chosen = _decisive_rows(measure, rows, found, day, threshold)
        refs = tuple([(source, i) for i in chosen])
        counted_from = None
        if isinstance(measure, ContinuousMonths) and measure.since is not None:
            first = _earliest(measure.since, c, day)
            refs, counted_from = (*refs, *first[0]), first[1]
        if truth == TRUE:
            return Finding(refs, None, (), passed)
        since, reached_on = _outlook(measure, rows, chosen, day, threshold if lasting else None, counted_from)
        return Finding(refs, Code.TOO_LOW if passed is None else Code.NOT_PASSED, (), passed, since, reached_on)

    return find


def _unknown(measure: OfQuery, c: Candidate, day: date, threshold: Number | None, parameter: str | None) -> Finding:
    query = measure.query
    found = locate_all(query, c, day)
    missing = list(_unknown_facts(measure, found, c, day))
    absent = list(_unsupplied(measure, found, c, day, threshold, parameter))
    code = Code.FACT_NOT_RECORDED if missing else Code.PARAMETER_NOT_SUPPLIED
    return Finding(tuple([(query.source, i) for i in found]), code, _once([*missing, *absent]))


def locate_all(query: Query, c: Candidate, day: date) -> list[int]:
    """The positions of all records that match or may match, the latest only where the query keeps only that."""
    located = query.locate(c, day)
    if not query.latest or c_list(query, c) is None:
        return located[-1]
    kept = sorted({i for found in located for i in _keep_latest(query, c, day, found)})
    return kept


def c_list(query: Query, c: Candidate) -> Sequence[Any] | None:
    """The list that a query is about."""
    rows: Sequence[Any] | None = getattr(c, query.source)
    return rows


def _keep_latest(query: Query, c: Candidate, day: date, found: Sequence[int]) -> list[int]:
    """Of some positions, that of the latest record, if it also satisfies (or may) what only the latest must."""
    then = query.inspect_then(c, day)
    return [i for i in query.last(getattr(c, query.source), found) if min(map(_truth, then[i]), default=TRUE) != FALSE]


def _nearest(query: Query, c: Candidate, day: date, own_code: Code | None) -> Finding:
    """The records that get furthest through the criteria, and what is wrong with them."""
    reached = query.reach(c, day)
    if not reached:
        return Finding((), own_code or Code.NONE_ON_RECORD)
    furthest = max(reached)
    rows = [i for i, n in enumerate(reached) if n == furthest]
    if furthest == len(query.criteria):  # the latest of them fails what only the latest must satisfy
        rows = query.last(getattr(c, query.source), rows)
        then = query.inspect_then(c, day)[rows[0]]
        failed = next(place for place, entry in enumerate(then) if _truth(entry) == FALSE)
        return Finding(((query.source, rows[0]),), _named(miss(query.then[failed]), own_code))
    code = miss(query.criteria[furthest])
    if is_identity(query.criteria[furthest]) or isinstance(query.criteria[furthest], Lists):
        rows = []  # a record about something else is no near miss
    return Finding(tuple((query.source, i) for i in rows), _named(code, own_code))


def _named(code: Code, own_code: Code | None) -> Code:
    return own_code if code is Code.NONE_ON_RECORD and own_code is not None else code


def _truth(entry: Any) -> int:
    truth: int = max(entry) if isinstance(entry, tuple) else entry
    return truth


def _unknown_facts(measure: OfQuery, found: Sequence[int], c: Candidate, day: date) -> Iterator[Missing]:
    query, source = measure.query, measure.query.source
    rows = c_list(query, c)
    if rows is None:
        yield Missing(source, source)
    truths, then = query.inspect(c, day), query.inspect_then(c, day)
    for i in found:
        criteria = (*zip(query.criteria, truths[i]), *(zip(query.then, then[i]) if query.latest else ()))
        for criterion, entry in criteria:
            yield from _unknown_in(criterion, entry, rows[i] if rows is not None else None, source, i)
        field = _open_value(measure, rows[i] if rows is not None else None)
        if field is not None:
            yield Missing(f"{source}[{i}].{field}", source, field)
    if isinstance(measure, ContinuousMonths) and measure.since is not None:
        certificates = measure.since.query
        yield from _unknown_facts(OfQuery(certificates), locate_all(certificates, c, day), c, day)


def _unmarked(criterion: Passes, row: Any, source: str, index: int) -> Iterator[Missing]:
    """Why it is not known whether a result passes: no score, or no mark for its component."""
    if row.score is None:
        yield Missing(f"{source}[{index}].score", source, "score")
    if criterion.is_unmarked(row.component):
        yield Missing(f"parameters.{criterion.parameter}")


def _unknown_in(criterion: Criterion, entry: Any, row: Any, source: str, index: int) -> Iterator[Missing]:
    if isinstance(criterion, AnyOf):
        if max(entry) == UNKNOWN:
            for part, truth in zip(criterion.parts, entry):
                yield from _unknown_in(part, truth, row, source, index)
    elif entry == UNKNOWN and criterion.awaits() is None:
        if isinstance(criterion, PersonLists):
            yield Missing(criterion.field, None, criterion.field)
        elif isinstance(criterion, Passes):
            yield from _unmarked(criterion, row, source, index)
        else:
            yield Missing(f"{source}[{index}].{criterion.field}", source, criterion.field)


def _open_value(measure: OfQuery, row: Any) -> str | None:
    """The field of a matching record whose being null leaves the measure open."""
    if isinstance(measure, (Total, Best)):
        return measure.field if getattr(row, measure.field) is None else None
    if isinstance(measure, Passing) and row.score is None and getattr(row, "passed", None) is None:
        return "score"
    return None


def _unsupplied(
    measure: OfQuery, found: Sequence[int], c: Candidate, day: date, threshold: Number | None, parameter: str | None
) -> Iterator[Missing]:
    """The parameters that leave a condition open: those that some record in question turns on."""
    rows = c_list(measure.query, c)
    if threshold is None and parameter is not None:
        score_first = isinstance(measure, Passing) and measure.prefer is Prefer.SCORE
        decided = isinstance(measure, Passing) and rows and all(is_reported(rows[i], score_first) for i in found)
        if not decided:
            yield Missing(f"parameters.{parameter}")
    yield from _awaited(measure.query, found, c, day)
    if isinstance(measure, ContinuousMonths) and measure.since is not None:
        certificates = measure.since.query
        yield from _awaited(certificates, locate_all(certificates, c, day), c, day)


def _awaited(query: Query, found: Sequence[int], c: Candidate, day: date) -> Iterator[Missing]:
    """The parameters that criteria wait for; of a list that is known, those that leave a record open."""
    criteria = (*query.criteria, *query.then)
    if c_list(query, c) is None:
        tests = [(part, UNKNOWN) for one in criteria for part in (one.parts if isinstance(one, AnyOf) else (one,))]
    else:
        truths, then = query.inspect(c, day), query.inspect_then(c, day)
        entries = [pair for i in found for pair in zip(criteria, (*truths[i], *then[i]))]
        tests = [pair for criterion, entry in entries for pair in _open_parts(criterion, entry)]
    for part, truth in tests:
        name = part.awaits()
        if name is not None and truth == UNKNOWN:
            yield Missing(f"parameters.{name}")


def _open_parts(criterion: Criterion, entry: Any) -> Iterator[tuple[Criterion, int]]:
    """A criterion with its truth, or the options of one that some of them leave open."""
    if not isinstance(criterion, AnyOf):
        yield criterion, entry
    elif max(entry) == UNKNOWN:
        yield from zip(criterion.parts, entry)


def _decisive_rows(
    measure: OfQuery, rows: Sequence[Any], found: list[int], as_of: date, threshold: Number | None
) -> list[int]:
    """Of the matching records, those that the value rests on."""
    if len(found) == 1:
        return found
    if isinstance(measure, Best):
        values = {i: getattr(rows[i], measure.field) for i in found}
        known = {i: getattr(value, "rank", value) for i, value in values.items() if value is not None}
        best = max(known.values(), default=None)
        return [i for i, value in known.items() if value == best]
    if isinstance(measure, Passing) and threshold is not None:
        score_first = measure.prefer is Prefer.SCORE
        passing = [
            i
            for i in found
            if (rows[i].passed if is_reported(rows[i], score_first) else (rows[i].score or 0) >= threshold)
        ]
        if passing or any(is_reported(rows[i], score_first) for i in found):
            return passing or found
        best = max((rows[i].score for i in found if rows[i].score is not None), default=None)
        return [i for i in found if rows[i].score == best]
    if isinstance(measure, ContinuousMonths):
        start = unbroken_since([(rows[i].start, rows[i].end) for i in found], as_of)
        if start is not None:
            return [i for i in found if rows[i].end is None or rows[i].end >= start]
    return found


def _outlook(
    measure: OfQuery,
    rows: Sequence[Any],
    chosen: Sequence[int],
    as_of: date,
    threshold: Number | None,
    counted_from: date | None,
) -> tuple[date | None, date | None]:
    """Since when service is unbroken, and when it will be long enough if it goes on as recorded.

    Under a reading that counts it from a certificate, ``counted_from`` is that one's day; without one, none can tell.
    """
    if not isinstance(measure, ContinuousMonths) or (measure.since is not None and counted_from is None):
        return None, None
    spans = [(rows[i].start, rows[i].end) for i in chosen]
    since = unbroken_since(spans, as_of)
    if since is None:
        return None, None
    if threshold is None:
        return since, None
    day = corresponding_day(since if counted_from is None else max(since, counted_from), int(threshold))
    return since, day if any(end is None or end >= day for _start, end in spans) else None


def _earliest(since: Since, c: Candidate, day: date) -> tuple[tuple[Ref, ...], date | None]:
    """The record from whose day service is counted, and that day."""
    rows = c_list(since.query, c)
    found = since.query.locate(c, day)[-1] if rows is not None else []
    if rows is None or not found:
        return (), None
    first = min(found, key=lambda i: getattr(rows[i], since.field))
    return ((since.query.source, first),), getattr(rows[first], since.field)


def _reported(measure: OfQuery, rows: Sequence[Any], found: Sequence[int], truth: int) -> bool | None:
    """The verdict that was reported, where it is what decides."""
    if not isinstance(measure, Passing):
        return None
    score_first = measure.prefer is Prefer.SCORE
    verdicts = [rows[i].passed for i in found if is_reported(rows[i], score_first)]
    if truth == TRUE:
        return True if any(verdicts) else None
    return False if verdicts else None


def _part_truth(reading: Reading) -> int:
    low, high, settled = reading
    return settled if settled >= 0 else TRUE if low == high else UNKNOWN


def _join(parts: Sequence[Finding], truth: int) -> Finding:
    """What stands behind a sum: all its parts; the first that has nothing to measure decides the code."""
    evidence = tuple(ref for part in parts for ref in part.evidence)
    if truth == TRUE:
        return Finding(evidence)
    if truth == UNKNOWN:
        return Finding(evidence, Code.FACT_NOT_RECORDED, _once([fact for part in parts for fact in part.missing]))
    lacking = [part.code for part in parts if part.code is not None and not part.missing]
    return Finding(evidence, lacking[0] if lacking else Code.TOO_LOW)


def _once(facts: Sequence[Missing]) -> tuple[Missing, ...]:
    return tuple({fact.path: fact for fact in facts}.values())
