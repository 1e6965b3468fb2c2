"""From the parts of a rule set that select and measure records to queries and measures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from vip_cert_rules.candidate.fields import specs
from vip_cert_rules.measures import criteria as c
from vip_cert_rules.measures.measure import (
    Added,
    Best,
    ContinuousMonths,
    Count,
    CumulativeMonths,
    Listed,
    Measure,
    Passing,
    Prefer,
    Since,
    Total,
)
from vip_cert_rules.measures.query import RECORD_CLASSES, Query
from vip_cert_rules.rulesets.compile.values import Values
from vip_cert_rules.rulesets.parameters import entry_of
from vip_cert_rules.rulesets.syntax import PERSON, Given, LevelRef, MeasurePart, Records, RecordsPart, TestPart, Where
from vip_cert_rules.shapes import Word


@attrs.frozen
class Measuring:
    """Builds measures where choices, parameters and levels have a meaning.

    ``ref`` is what a condition says of its level, and ``level`` is that level; equal queries are one object.
    """

    values: Values
    pick: Callable[[Any], Any]
    ref: LevelRef
    level: int | None
    queries: dict[Query, Query]

    def measure(self, part: MeasurePart) -> Measure:
        """The measure that a part describes."""
        if part.kind in ("sum", "mean"):
            parts = tuple(self.measure(item) for item in part.parts)
            return Added(parts, len(parts) if part.kind == "mean" else 1)
        if part.kind == "listed":
            return self.listed(part)
        assert part.records is not None
        query = self.query(part.records)
        if part.kind == "count":
            return Count(query)
        if part.kind == "total":
            return Total(query, str(part.field))
        if part.kind == "best":
            return Best(query, str(part.field))
        if part.kind == "passing":
            return Passing(query, Prefer(self.pick(part.prefer)))
        if part.kind == "cumulative_months":
            return CumulativeMonths(query)
        since = self.pick(part.since)
        if since is None:
            return ContinuousMonths(query)
        return ContinuousMonths(query, Since(self.query(since.records), since.field))

    def listed(self, part: MeasurePart) -> Measure:
        """Whether a parameter lists the level asked for; one that lists them by position lists none for the others."""
        assert part.given is not None
        declared = self.values.part.parameters[part.given.parameter]
        whole, parameter, _setting = self.values.given(part.given, leave=len(declared.by))
        if whole is None:
            return Listed(None, parameter)
        return Listed(self.values.here.level in (entry_of(declared, whole, self.values.here) or ()), parameter)

    def query(self, records: Records) -> Query:
        """The query that a part describes; equal ones are one object."""
        chain = self.chain(records)
        source = str(chain[0].list)
        where: dict[str, list[c.Criterion]] = {}
        then: dict[str, list[c.Criterion]] = {}
        any_of: list[c.Criterion] = []
        latest: tuple[str, ...] = ()
        for part in chain:
            where |= self.criteria(part.where, source)
            then |= self.criteria(part.then, source)
            if part.any_of:
                options = [self.criterion(f, test, source) for row in part.any_of for f, test in row.items()]
                any_of.append(c.AnyOf("", tuple(option for option in options if option is not None)))
            latest = self.pick(part.latest) or latest
        if not latest:
            where, then = {**where, **then}, {}
        tests = (*(item for each in where.values() for item in each), *any_of)
        query = Query(source, tests, latest, tuple(item for each in then.values() for item in each))
        return self.queries.setdefault(query, query)

    def chain(self, records: Records) -> list[RecordsPart]:
        """A selection and all it narrows, the widest first."""
        part = self.values.part.records[records] if isinstance(records, str) else records
        return [part] if part.these is None else [*self.chain(part.these), part]

    def criteria(self, where: Where, source: str) -> dict[str, list[c.Criterion]]:
        """The criteria of a mapping from fields to tests."""
        out = {}
        for field, tests in where.items():
            criteria = (self.criterion(field, self.pick(test), source) for test in tests)
            out[field] = [criterion for criterion in criteria if criterion is not None]
        return out

    def _tested(self, test: TestPart) -> tuple[Any, str | None]:
        """The value of a test, and the parameter that it comes from."""
        if isinstance(test.value, Given) and test.kind in ("one_of", "at_least", "within_months"):
            value, parameter, _setting = self.values.given(test.value)
            return value, parameter
        return test.value, None

    def criterion(self, field: str, test: TestPart | None, source: str) -> c.Criterion | None:
        """The criterion that a test of a field describes; ``None``: anything will do."""
        if test is None:
            return None
        if field.startswith(PERSON):
            return c.PersonLists(field[len(PERSON) :], test.value)
        value, parameter = self._tested(test)
        if test.kind == "is":
            return c.Is(field, self.word(source, field, value))
        if test.kind == "one_of":
            words = None if value is None else tuple(self.word(source, field, word) for word in value)
            return c.OneOf(field, words, parameter)
        if test.kind == "at_least":
            return c.AtLeast(field, None if value is None else self.word(source, field, value), parameter)
        if test.kind == "exactly":
            return c.LevelIs(field, *self.level_of(value))
        if test.kind == "at_or_above":
            return c.LevelAtOrAbove(field, *self.level_of(value))
        if test.kind == "lists":
            return c.Lists(field, str(self.values.here.item) if value is None else value)
        if test.kind == "passes":
            marks, parameter, _setting = self.values.given(value, leave=1)
            prefer = Prefer(self.pick(test.more["prefer"]))
            return c.Passes(field, marks, parameter, score_first=prefer is Prefer.SCORE)
        if test.kind == "later_than":
            return c.NotYet(field)
        if test.kind == "within_months":
            less = test.more.get("days_less") or 0
            return c.WithinMonths(field, value, less, parameter=self.open_parameter(test.value))
        if test.kind == "first":
            return c.Between(field, value, test.more["last"])
        if test.kind == "counts_until":
            return c.CountsUntil(field, value)
        if test.kind == "asked":
            return c.Is(field, self.values.here.position if value == "position" else self.values.here.item)
        return self.reaches(field, test)

    def reaches(self, field: str, test: TestPart) -> c.Criterion:
        """The last day of something is not before the as-of date; it may have to be computed."""
        start = test.more.get("computed_from")
        if start is None:
            return c.NotOver(field)
        months = test.more.get("months")
        if isinstance(months, Given):
            months = self.values.given(months)[0]
        parameter = self.open_parameter(test.more.get("months"))
        return c.WithinMonths(start, months, test.more.get("days_less") or 0, stated=field, parameter=parameter)

    def level_of(self, ref: LevelRef) -> tuple[int | None, str | None]:
        """The level a reference means, and the parameter it comes from where that was not supplied."""
        level = self.values.level(ref, self.level)
        origin = self.ref if ref == "required" else ref
        if level is not None or not isinstance(origin, Given):
            return level, None
        return None, self.values.given(origin)[1]

    def open_parameter(self, value: Any) -> str | None:
        """The parameter behind a value for which null does not mean "no limit"."""
        if not isinstance(value, Given) or not self.values.is_open(value):
            return None
        return value.parameter if self.values.part.parameters[value.parameter].by else str(self.values.given(value)[1])

    def word(self, source: str, field: str, value: Any) -> Any:
        """A value of a field, as the record holds it."""
        shape = dict(specs(RECORD_CLASSES[source]))[field].shape
        return shape.words(value) if isinstance(shape, Word) else value
