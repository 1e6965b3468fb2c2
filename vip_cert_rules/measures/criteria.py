"""Criteria: what one record of a list must satisfy. Data only; each says once, as Python source, when it holds.

The source speaks of ``r`` (the record), ``c`` (the candidate), ``D`` (the as-of date) and of constants and days that a
:class:`Scope` hands out. A criterion has two parts: when it is not known whether it holds, and when it does. The first
is asked first. From these the gatherer is generated that decides, and the inspector that explains: one meaning, two
uses.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from typing import Any, ClassVar

import attrs

from vip_cert_rules.candidate.fields import Null, specs
from vip_cert_rules.codes import Code
from vip_cert_rules.dates import first_day_within


@attrs.define
class Scope:
    """Hands out the names that generated source may use."""

    cls: type
    constants: dict[str, Any] = attrs.field(factory=dict)
    days: dict[tuple[int, int], str] = attrs.field(factory=dict)

    def constant(self, value: Any) -> str:
        """A name for a constant."""
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def first_day_within(self, months: int, shift_days: int = 0) -> str:
        """A name for the earliest day still within so many months of the as-of date (shifted by some days)."""
        return self.days.setdefault((months, shift_days), f"d{len(self.days)}")

    def attribute(self, field: str) -> str:
        """The source that reads a field of the record."""
        spec = dict(specs(self.cls))[field]
        return f"r.{spec.reads_as or field}"

    def null(self, field: str) -> Null | None:
        """What null means in a field; ``None`` where it cannot be null."""
        spec = dict(specs(self.cls))[field]
        return spec.null if spec.nullable and spec.reads_as is None else None

    def prelude(self) -> list[str]:
        """The lines that set the days handed out."""
        self.constants["first_day_within"] = first_day_within
        self.constants["timedelta"] = timedelta
        return [
            f"{name} = first_day_within({f'D + timedelta(days={shift})' if shift else 'D'}, {months})"
            for (months, shift), name in self.days.items()
        ]


@attrs.frozen
class Test:
    """A three-valued test as source: ``unknown`` (``None``: never) is asked before ``holds``."""

    unknown: str | None
    holds: str

    def truth(self) -> str:
        """The truth as one expression: 0, 1 or 2."""
        holds = f"2 if {self.holds} else 0"
        return f"({holds})" if self.unknown is None else f"(1 if {self.unknown} else {holds})"


@attrs.frozen
class Criterion:
    """What a record must satisfy."""

    field: str
    TIMED: ClassVar[bool] = False
    """Whether it is about the as-of date; the record's own date is looked at before the first such criterion."""
    MISS: ClassVar[Code] = Code.NONE_ON_RECORD
    """What is wrong with a record that gets this far and no further."""

    def awaits(self) -> str | None:
        """The parameter that was not supplied and without which the criterion cannot be decided."""
        return None

    def test(self, scope: Scope) -> Test:
        """The criterion as source."""
        if self.awaits() is not None:
            return Test("True", "True")
        value = scope.attribute(self.field)
        null = scope.null(self.field)
        holds = self.holds(value, scope)
        if null is None:
            return Test(None, holds)
        if null is Null.NOT_KNOWN:
            return Test(f"{value} is None", holds)
        if null is Null.EVERY:
            return Test(None, f"({value} is None or {holds})")
        return Test(None, f"({value} is not None and {holds})")

    def holds(self, value: str, scope: Scope) -> str:
        """The source of the test of a value that is not null."""
        raise AssertionError(f"{type(self).__name__} has no test")


def _equals(value: str, word: Any, scope: Scope) -> str:
    same = "is" if isinstance(word, (bool, Enum)) else "=="
    return f"{value} {same} {scope.constant(word)}"


@attrs.frozen
class Is(Criterion):
    """The field has this value."""

    value: Any

    def holds(self, value: str, scope: Scope) -> str:
        """See :class:`Criterion`."""
        return _equals(value, self.value, scope)


@attrs.frozen
class OneOf(Criterion):
    """The field has one of these values. ``None``: the list is a parameter that was not supplied."""

    values: tuple[Any, ...] | None
    parameter: str | None = None

    def awaits(self) -> str | None:
        """See :class:`Criterion`."""
        return self.parameter if self.values is None else None

    def holds(self, value: str, scope: Scope) -> str:
        """See :class:`Criterion`."""
        if not self.values:
            return "False"
        return "(" + " or ".join(_equals(value, word, scope) for word in self.values) + ")"


@attrs.frozen
class AtLeast(Criterion):
    """The field, a word of a scale, is this word or a higher one."""

    word: Any
    parameter: str | None = None

    def awaits(self) -> str | None:
        """See :class:`Criterion`."""
        return self.parameter if self.word is None else None

    def holds(self, value: str, scope: Scope) -> str:
        """See :class:`Criterion`."""
        return f"{value}.rank >= {scope.constant(self.word.rank)}"


@attrs.frozen
class OfLevel(Criterion):
    """The level stands in some relation to this one. ``None``: the level is a parameter that was not supplied."""

    level: int | None
    parameter: str | None = None
    MISS: ClassVar[Code] = Code.WRONG_LEVEL
    RELATION: ClassVar[str] = "=="

    def awaits(self) -> str | None:
        """See :class:`Criterion`."""
        return self.parameter if self.level is None else None

    def holds(self, value: str, scope: Scope) -> str:
        """See :class:`Criterion`."""
        return f"{value} {self.RELATION} {scope.constant(self.level)}"


@attrs.frozen
class LevelIs(OfLevel):
    """The level is exactly this one."""


@attrs.frozen
class LevelAtOrAbove(OfLevel):
    """The level is this one or a higher one. Levels count downwards: level 1 is the highest."""

    RELATION: ClassVar[str] = "<="


@attrs.frozen
class Lists(Criterion):
    """The field, a list, contains this word."""

    word: str

    def holds(self, value: str, scope: Scope) -> str:
        """See :class:`Criterion`."""
        return f"{scope.constant(self.word)} in {value}"


@attrs.frozen
class PersonLists(Criterion):
    """A list of the person (not of the record) contains this word."""

    word: str

    def test(self, scope: Scope) -> Test:
        """See :class:`Criterion`."""
        return Test(f"c.{self.field} is None", f"{scope.constant(self.word)} in c.{self.field}")


@attrs.frozen
class Between(Criterion):
    """The day in the field lies between two days, both included."""

    first: date
    last: date

    def holds(self, value: str, scope: Scope) -> str:
        """See :class:`Criterion`."""
        return f"{scope.constant(self.first)} <= {value} <= {scope.constant(self.last)}"


@attrs.frozen
class Counts(Criterion):
    """The record's own date is on or before the as-of date: only then it counts."""

    TIMED: ClassVar[bool] = True
    MISS: ClassVar[Code] = Code.TOO_EARLY

    def holds(self, value: str, scope: Scope) -> str:
        """See :class:`Criterion`."""
        return f"{value} <= D"


@attrs.frozen
class NotOver(Criterion):
    """The day in the field, the last of something, is not before the as-of date; null: it goes on."""

    TIMED: ClassVar[bool] = True

    def test(self, scope: Scope) -> Test:
        """See :class:`Criterion`."""
        value = scope.attribute(self.field)
        return Test(None, f"({value} is None or {value} >= D)")


@attrs.frozen
class NotYet(Criterion):
    """The day in the field is after the as-of date; null: never."""

    TIMED: ClassVar[bool] = True
    MISS: ClassVar[Code] = Code.REVOKED

    def test(self, scope: Scope) -> Test:
        """See :class:`Criterion`."""
        value = scope.attribute(self.field)
        return Test(None, f"({value} is None or {value} > D)")


@attrs.frozen
class WithinMonths(Criterion):
    """The as-of date is not after the corresponding day so many months after the day in the field.

    ``months`` ``None``: without end, or, with ``parameter``, a parameter that was not supplied. ``days_less`` moves the
    last day forward (assumption A5). ``stated`` names a field that, where it is not null, states the last day itself.
    """

    months: int | None
    days_less: int = 0
    stated: str | None = None
    parameter: str | None = None
    TIMED: ClassVar[bool] = True
    MISS: ClassVar[Code] = Code.EXPIRED

    def awaits(self) -> str | None:
        """See :class:`Criterion`."""
        return self.parameter if self.months is None else None

    def test(self, scope: Scope) -> Test:
        """See :class:`Criterion`."""
        computed = "True"
        if self.months is not None:
            first = scope.first_day_within(self.months, self.days_less)
            computed = f"{scope.attribute(self.field)} >= {first}"
        is_open = self.awaits() is not None
        if self.stated is None:
            return Test("True" if is_open else None, f"({computed})")
        stated = scope.attribute(self.stated)
        return Test(f"{stated} is None" if is_open else None, f"({computed} if {stated} is None else {stated} >= D)")


@attrs.frozen
class CountsUntil(Criterion):
    """The as-of date is not after this day, whatever the field says."""

    last: date
    TIMED: ClassVar[bool] = True
    MISS: ClassVar[Code] = Code.EXPIRED

    def test(self, scope: Scope) -> Test:
        """See :class:`Criterion`."""
        return Test(None, f"(D <= {scope.constant(self.last)})")


@attrs.frozen
class Passes(Criterion):
    """A result passes: it is reported as passed or, not being reported, its score reaches the mark of its component.

    ``marks`` are by component, ``None``: a parameter that was not supplied. ``score_first`` turns to what is reported
    only where there is no score (assumption A18).
    """

    marks: Any
    parameter: str
    score_first: bool = False
    MISS: ClassVar[Code] = Code.NOT_PASSED

    def test(self, scope: Scope) -> Test:
        """See :class:`Criterion`."""
        mark = f"{scope.constant(dict(self.marks or {}))}.get(r.component)"
        open_score = f"(r.score is None or {mark} is None)"
        reaches = f"r.score >= {mark}"
        if self.score_first:
            unknown = f"({mark} is None if r.score is not None else r.passed is None)"
            return Test(unknown, f"({reaches} if r.score is not None else r.passed)")
        return Test(f"(r.passed is None and {open_score})", f"({reaches} if r.passed is None else r.passed)")

    def is_unmarked(self, component: str) -> bool:
        """Whether no mark is known for a component."""
        return component not in (self.marks or {})


def miss(criterion: Criterion) -> Code:
    """What is wrong with a record that satisfies every criterion before this one, but not this one."""
    if isinstance(criterion, (Is, NotOver)):
        return _MISSES.get(criterion.field, criterion.MISS)
    return criterion.MISS


_MISSES = {
    "issuer": Code.WRONG_ISSUER,
    "passed": Code.NOT_PASSED,
    "value": Code.NOT_ATTESTED,
    "expires": Code.EXPIRED,
}


@attrs.frozen
class AnyOf(Criterion):
    """One of several criteria is satisfied."""

    parts: tuple[Criterion, ...]

    def test(self, scope: Scope) -> Test:
        """See :class:`Criterion`."""
        parts = [part.test(scope) for part in self.parts]
        sure = [p.holds if p.unknown is None else f"not ({p.unknown}) and {p.holds}" for p in parts]
        holds = " or ".join(f"({test})" for test in sure)
        maybe = " or ".join(f"({p.unknown})" for p in parts if p.unknown is not None)
        return Test(f"(not ({holds}) and ({maybe}))" if maybe else None, f"({holds})")
