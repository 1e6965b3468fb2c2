"""Queries: which records of a list come into question, and the two functions generated from that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import attrs

from vip_cert_rules.candidate.fields import RecordOf, specs
from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.generated import fields_of, make_function
from vip_cert_rules.measures.criteria import AnyOf, Counts, Criterion, Is, Scope
from vip_cert_rules.shapes import ListOf

T = TypeVar("T")

Gathered = tuple[list[Any], ...]
"""The records that match, in the order of the candidate's list: once, or, where some only may match, once without and
once with all of those."""


IDENTITY = frozenset({"programme", "matter", "component", "item", "position"})
"""Fields that say what a record is about."""


def is_identity(criterion: Criterion) -> bool:
    """Whether a criterion says what a record is about, so that one that fails it has no bearing at all."""
    return isinstance(criterion, Is) and criterion.field in IDENTITY


def record_classes() -> dict[str, type]:
    """The class of the records of every list of a candidate, by the list's name."""
    out: dict[str, type] = {}
    for name, spec in specs(Candidate):
        if isinstance(spec.shape, ListOf) and isinstance(spec.shape.item, RecordOf):
            out[name] = spec.shape.item.cls
    return out


RECORD_CLASSES = record_classes()


@attrs.frozen(slots=False)
class Query:
    """Records of the list ``source`` that count on a day and satisfy all of ``where``.

    With ``latest`` only the last of them by those fields is kept (of several, the last listed), and only if it also
    satisfies all of ``then``.
    """

    source: str
    where: tuple[Criterion, ...]
    latest: tuple[str, ...] = ()
    then: tuple[Criterion, ...] = ()

    __getstate__ = fields_of

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """``where`` and the record's own date, in the order in which a record is held against them."""
        dated: str = RECORD_CLASSES[self.source].DATED  # type: ignore[attr-defined]
        # what a record is about comes first: one about something else is no near miss
        ordered = sorted(self.where, key=lambda criterion: not is_identity(criterion))
        first_timed = next((i for i, c in enumerate(ordered) if c.TIMED), len(ordered))
        return (*ordered[:first_timed], Counts(dated), *ordered[first_timed:])

    @cached_property
    def gather(self) -> Callable[[Candidate, date], Gathered | None]:
        """From a candidate, as of a day: the records that match; ``None`` when the list is not known."""
        scope = Scope(RECORD_CLASSES[self.source])
        loop = _loop(self.criteria, scope)
        body = [
            f"rows = c.{self.source}",
            "if rows is None: return None",
            *scope.prelude(),
            *loop,
        ]
        gather = make_function("gather", "c, D", body, scope.constants)
        return self._keep_latest(gather) if self.latest else gather

    @cached_property
    def locate(self) -> Callable[[Candidate, date], tuple[list[int], ...]]:
        """Like ``gather`` before ``latest``, but positions in the list; nothing when the list is not known."""
        scope = Scope(RECORD_CLASSES[self.source])
        loop = _loop(self.criteria, scope, "for i, r in enumerate(rows):", "i")
        body = [f"rows = c.{self.source} or ()", *scope.prelude(), *loop]
        return make_function("locate", "c, D", body, scope.constants)

    @cached_property
    def reach(self) -> Callable[[Candidate, date], list[int]]:
        """For every record of the list, how many of ``criteria`` it passes, or may, before the first it fails."""
        scope = Scope(RECORD_CLASSES[self.source])
        lines = []
        for number, criterion in enumerate(self.criteria):
            test = criterion.test(scope)
            fails = f"not {test.holds}" if test.unknown is None else f"not ({test.unknown}) and not {test.holds}"
            lines.append(f"    if {fails}: reached.append({number}); continue")
        body = [*scope.prelude(), "reached = []", f"for r in c.{self.source} or ():", *lines]
        body += [f"    reached.append({len(self.criteria)})", "return reached"]
        return make_function("reach", "c, D", body, scope.constants)

    @cached_property
    def inspect(self) -> Callable[[Candidate, date], list[tuple[Any, ...]]]:
        """For every record of the list, the truth of each of ``criteria`` (of an ``AnyOf``: a tuple of its parts')."""
        return _inspector(self.source, self.criteria)

    @cached_property
    def inspect_then(self) -> Callable[[Candidate, date], list[tuple[Any, ...]]]:
        """The same for ``then``."""
        return _inspector(self.source, self.then)

    @cached_property
    def _key(self) -> Callable[[Any], Any]:
        """What the latest record is the latest by."""
        scope = Scope(RECORD_CLASSES[self.source])
        return make_function("key", "r", [f"return ({', '.join(map(scope.attribute, self.latest))},)"], {})

    def last(self, rows: Sequence[Any], positions: Sequence[int]) -> list[int]:
        """Of some positions, that of the latest record; of several, the last listed."""
        return last_by(lambda i: self._key(rows[i]), positions)

    def _keep_latest(self, gather: Callable[[Candidate, date], Gathered | None]) -> Callable[..., Gathered | None]:
        scope, key = Scope(RECORD_CLASSES[self.source]), self._key
        loop = _loop(self.then, scope)
        sieve = make_function("sieve", "rows, c, D", [*scope.prelude(), *loop], scope.constants)

        def gather_latest(c: Candidate, day: date) -> Gathered | None:
            found = gather(c, day)
            if found is None:
                return None
            if len(found) == 1:
                return sieve(last_by(key, found[0]), c, day)  # type: ignore[no-any-return]
            return tuple(rows for records in found for rows in sieve(last_by(key, records), c, day))

        return gather_latest


def last_by(key: Callable[[T], Any], rows: Sequence[T]) -> list[T]:
    """The last row by key, of several the last listed; empty when there is none."""
    last: list[T] = []
    for row in rows:
        if not last or key(row) >= key(last[0]):
            last = [row]
    return last


def _loop(criteria: Sequence[Criterion], scope: Scope, head: str = "for r in rows:", keep: str = "r") -> list[str]:
    """Lines that go over ``rows`` and return what matches: the records, or their positions."""
    tests = [criterion.test(scope) for criterion in criteria]
    lines = []
    for test in tests:
        if test.unknown is None:
            lines.append(f"    if not {test.holds}: continue")
        else:
            lines += [f"    if {test.unknown}: may = True", f"    elif not {test.holds}: continue"]
    if all(test.unknown is None for test in tests):
        return ["sure = []", head, *lines, f"    sure.append({keep})", "return (sure,)"]
    return [
        "sure = []; every = []",
        head,
        "    may = False",
        *lines,
        f"    every.append({keep})",
        f"    if not may: sure.append({keep})",
        "return (sure,) if len(sure) == len(every) else (sure, every)",
    ]


def _inspector(source: str, criteria: Sequence[Criterion]) -> Callable[[Candidate, date], list[tuple[Any, ...]]]:
    scope = Scope(RECORD_CLASSES[source])
    truths = []
    for criterion in criteria:
        if isinstance(criterion, AnyOf):
            truths.append("(" + "".join(f"{part.test(scope).truth()}, " for part in criterion.parts) + ")")
        else:
            truths.append(criterion.test(scope).truth())
    row = "".join(f"{truth}, " for truth in truths)
    body = [*scope.prelude(), f"return [({row}) for r in c.{source} or ()]"]
    return make_function("inspect", "c, D", body, scope.constants)
