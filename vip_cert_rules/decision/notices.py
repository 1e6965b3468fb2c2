"""Evidence quality: what somebody should check in a record before relying on it.

Only records that count on the day, in the lists that the question's conditions look at, and of what they ask about.
No outcome depends on a notice; each says what the outcome would be without each of the records concerned.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from copy import copy
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

import attrs

from vip_cert_rules.candidate.records import Candidate, Result, Training
from vip_cert_rules.codes import NoticeCode
from vip_cert_rules.dates import LAST_DAY
from vip_cert_rules.decision.outcome import OUTCOME_OF_TRUTH, Outcome
from vip_cert_rules.measures.criteria import AnyOf, Criterion, Is, OneOf
from vip_cert_rules.measures.findings import Ref
from vip_cert_rules.measures.query import RECORD_CLASSES, Query
from vip_cert_rules.plan.nodes import Plan
from vip_cert_rules.plan.outcome import Decider, compile_outcome
from vip_cert_rules.text import Text
from vip_cert_rules.wording.facts import notice_text

MOST_REMOVALS = 20
"""Records of one decision without which it is decided again; a list of thousands of duplicates must not take hours."""


@attrs.frozen
class Removal:
    """What the outcome would be without one record; ``changes``: it is another one."""

    ref: Ref
    outcome: Outcome
    changes: bool

    @property
    def path(self) -> str:
        """The path of the record."""
        return f"{self.ref[0]}[{self.ref[1]}]"


@attrs.frozen
class Notice:
    """What to check: the paths of the records concerned, and the outcome without each of them.

    ``without`` may be shorter than ``paths`` in a record with very much to check, see :data:`MOST_REMOVALS`.
    """

    code: NoticeCode
    text: Text
    paths: tuple[str, ...]
    without: tuple[Removal, ...]

    def to_dict(self) -> dict[str, Any]:
        """The form it has in documents."""
        return {
            "code": self.code.value,
            "text": self.text.to_dict(),
            "paths": list(self.paths),
            "without": [
                {"path": removal.path, "outcome": removal.outcome.value, "changes": removal.changes}
                for removal in self.without
            ],
        }


def find_notices(plan: Plan, candidate: Candidate, as_of: date, outcome: Outcome) -> tuple[Notice, ...]:
    """What to check in a record, where ``outcome`` is what the plan gives for it."""
    found = [
        (check.code, source, group)
        for source, checks in _checks_of(plan)
        if (rows := getattr(candidate, source))
        for check in checks
        for group in check.find(rows, candidate, as_of)
    ]
    if not found:
        return ()
    decide = _decider_of(plan)
    left = MOST_REMOVALS
    notices = []
    for code, source, group in found:
        rows = getattr(candidate, source)
        without = []
        for position in group[:left]:
            other = OUTCOME_OF_TRUTH[decide(_without(candidate, source, position), as_of)]
            without.append(Removal((source, position), other, other is not outcome))
        left -= len(without)
        text = notice_text(code, [rows[position] for position in group])
        paths = tuple(f"{source}[{position}]" for position in group)
        notices.append(Notice(code, text, paths, tuple(without)))
    return tuple(notices)


def _without(candidate: Candidate, source: str, position: int) -> Candidate:
    """The same person without one record."""
    rows = getattr(candidate, source)
    rest = copy(candidate)
    # what is left was checked when it was read: making a candidate of it would check it all again. Nobody has it yet.
    object.__setattr__(rest, source, rows[:position] + rows[position + 1 :])
    return rest


@lru_cache(maxsize=1024)
def _decider_of(plan: Plan) -> Decider:
    """The quick way to the outcome of a plan, kept with the plan's checks."""
    return compile_outcome(plan)


Group = Sequence[int]
"""The positions of the records that one notice is about."""

Words = frozenset[Any] | None
"""What records have to be about to be looked at; ``None``: anything."""


@attrs.frozen
class Check:
    """One thing to look for in one list."""

    code: NoticeCode
    find: Callable[[Sequence[Any], Candidate, date], Iterable[Group]]


@lru_cache(maxsize=1024)
def _checks_of(plan: Plan) -> tuple[tuple[str, tuple[Check, ...]], ...]:
    """What to look for in which lists, as follows from what the conditions ask for."""
    queries: dict[str, list[Query]] = {}
    for node in plan.nodes:
        for query in node.test.measure.queries() if node.test is not None else ():
            queries.setdefault(query.source, []).append(query)
    return tuple((source, _checks(source, queries[source])) for source in RECORD_CLASSES if source in queries)


def _checks(source: str, queries: Sequence[Query]) -> tuple[Check, ...]:
    programmes = _asked_about("programme", queries)
    if source == "employments":
        return (Check(NoticeCode.OVERLAPPING_EMPLOYMENTS, _Overlaps(_named_occupations(queries)).find),)
    if source == "attestations":
        contradictions = _Contradictions(programmes, _asked_about("matter", queries))
        return (Check(NoticeCode.CONTRADICTING_ATTESTATIONS, contradictions.find),)
    if source == "trainings":
        twice = _Duplicates(programmes, "completed", attrgetter("programme", "level", "completed", "hours"))
        return (Check(NoticeCode.DUPLICATE_TRAININGS, twice.find),)
    if source == "results":
        key = attrgetter("programme", "level", "component", "position", "taken")
        return (Check(NoticeCode.DUPLICATE_RESULTS, _Duplicates(programmes, "taken", key).find),)
    if source == "certificates":
        key = attrgetter("programme", "level", "issuer", "position", "issued")
        return (
            Check(NoticeCode.DUPLICATE_CERTIFICATES, _Duplicates(programmes, "issued", key).find),
            Check(NoticeCode.CERTIFICATE_WITHOUT_BASIS, _Unfounded(programmes).find),
        )
    return ()


def _asked_about(field: str, queries: Iterable[Query]) -> Words:
    """The words of a field that records must have to bear on any of some queries; ``None`` where one asks for all."""
    words: set[Any] = set()
    for query in queries:
        asked = [_words_of(criterion) for criterion in query.where if criterion.field == field]
        named = [listed for listed in asked if listed is not None]
        if not named:
            return None
        words.update(*named)
    return frozenset(words)


def _named_occupations(queries: Iterable[Query]) -> Words:
    """The occupations that some query names; where none is named, every one matters.

    Unlike a programme, an occupation need not be asked for by all: scope asks for it beside what the person prepares
    for, and work experience is counted whatever it is in.
    """
    criteria = [part for query in queries for criterion in query.where for part in _parts(criterion)]
    words = [_words_of(criterion) for criterion in criteria if criterion.field == "occupation"]
    if not words or None in words:
        return None
    return frozenset(word for listed in words for word in listed or ())


def _parts(criterion: Criterion) -> tuple[Criterion, ...]:
    return criterion.parts if isinstance(criterion, AnyOf) else (criterion,)


def _words_of(criterion: Criterion) -> Words:
    """The words that a criterion lets through; ``None`` where that is not known."""
    if isinstance(criterion, Is):
        return frozenset((criterion.value,))
    if isinstance(criterion, OneOf) and criterion.values is not None:
        return frozenset(criterion.values)
    return None


@attrs.frozen
class _Overlaps:
    """Employments in the same occupation with days in common, as groups that hang together."""

    occupations: Words

    def find(self, rows: Sequence[Any], _candidate: Candidate, day: date) -> Iterator[Group]:
        if len(rows) < 2:
            return
        by_occupation: dict[str, list[int]] = {}
        for i, row in enumerate(rows):
            occupation = row.occupation
            if occupation is None or row.start > day:
                continue
            if self.occupations is None or occupation in self.occupations:
                by_occupation.setdefault(occupation, []).append(i)
        for positions in by_occupation.values():
            if len(positions) > 1:
                yield from _overlapping(rows, positions)


def _overlapping(rows: Sequence[Any], positions: Iterable[int]) -> Iterator[Group]:
    group: list[int] = []
    last = date.min
    for i in sorted(positions, key=lambda i: rows[i].start):
        if rows[i].start > last:
            if len(group) > 1:
                yield sorted(group)
            group = []
        group.append(i)
        last = max(last, rows[i].end or LAST_DAY)
    if len(group) > 1:
        yield sorted(group)


@attrs.frozen
class _Duplicates:
    """Records that have the same day and are about the same."""

    programmes: Words
    dated: str
    key: Callable[[Any], Any]

    def find(self, rows: Sequence[Any], _candidate: Candidate, day: date) -> Iterable[Group]:
        if len(rows) < 2:
            return ()
        alike: dict[Any, list[int]] = {}
        for i, row in enumerate(rows):
            if getattr(row, self.dated) <= day and (self.programmes is None or row.programme in self.programmes):
                alike.setdefault(self.key(row), []).append(i)
        return [positions for positions in alike.values() if len(positions) > 1]


@attrs.frozen
class _Unfounded:
    """Certificates before which neither a result nor a training of their programme and level is on record.

    A list that is not known may hold it.
    """

    programmes: Words

    def find(self, rows: Sequence[Any], candidate: Candidate, day: date) -> Iterator[Group]:
        if candidate.results is None or candidate.trainings is None:
            return
        first: _FirstDays | None = None
        for i, row in enumerate(rows):
            if row.issued > day or (self.programmes is not None and row.programme not in self.programmes):
                continue
            if first is None:
                first = _first_days(candidate.results, candidate.trainings)
            behind = first.get((row.programme, row.level), {})
            days: Collection[date] = behind.values() if row.position is None else _of(behind, row.position)
            if min(days, default=date.max) > row.issued:
                yield (i,)


_FirstDays = dict[tuple[str, int | None], dict[str | None, date]]
"""The first day of a result or training, by programme and level, then by position; a training is of no position."""


def _first_days(results: Iterable[Result], trainings: Iterable[Training]) -> _FirstDays:
    first: _FirstDays = {}
    for result in results:
        days, day = first.setdefault((result.programme, result.level), {}), result.taken
        if days.setdefault(result.position, day) > day:
            days[result.position] = day
    for training in trainings:
        days, day = first.setdefault((training.programme, training.level), {}), training.completed
        if days.setdefault(None, day) > day:
            days[None] = day
    return first


def _of(days: dict[str | None, date], position: str) -> Collection[date]:
    """The first days of what is, or may be, of a position."""
    return days.get(position, date.max), days.get(None, date.max)


@attrs.frozen
class _Contradictions:
    """Attestations of the latest day on the same matter, programme and level that attest and deny.

    One that names no level speaks about every level.
    """

    programmes: Words
    matters: Words

    def find(self, rows: Sequence[Any], _candidate: Candidate, day: date) -> Iterator[Group]:
        if len(rows) < 2:
            return
        alike: dict[tuple[Any, str], list[int]] = {}
        for i, row in enumerate(rows):
            if row.on > day or (self.programmes is not None and row.programme not in self.programmes):
                continue
            if self.matters is None or row.matter in self.matters:
                alike.setdefault((row.matter, row.programme), []).append(i)
        for positions in alike.values():
            told: list[Group] = []
            for level in dict.fromkeys(rows[i].level for i in positions):
                group = _latest(rows, [i for i in positions if rows[i].level in (None, level)])
                if len({rows[i].value for i in group}) > 1 and group not in told:
                    told.append(group)
            yield from told


def _latest(rows: Sequence[Any], positions: Sequence[int]) -> list[int]:
    latest = max(rows[i].on for i in positions)
    return [i for i in positions if rows[i].on == latest]
