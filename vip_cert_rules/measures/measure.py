"""Measures: quantities read off a candidate's records as of a day. A closed list, kept as data.

Each compiles into one function from a candidate and a day to a :data:`~vip_cert_rules.kleene.Reading`: a range, because
some records only may match and some values are not known. Such a range lies between the values without and with all
records that only may match.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from typing import Any

import attrs

from vip_cert_rules.candidate.fields import specs
from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.candidate.words import EducationLevel, Grade, TrainerRank
from vip_cert_rules.dates import completed_months, months_laid_end_to_end, unbroken_since
from vip_cert_rules.kleene import COMPARE, EMPTY, EXACT, FALSE, TRUE, UNKNOWN, Number, Reading, settle
from vip_cert_rules.measures.query import RECORD_CLASSES, Query
from vip_cert_rules.shapes import Amount, Word

Reader = Callable[[Candidate, date], Reading]

UNITS: dict[type[Enum], str] = {EducationLevel: "education_level", Grade: "grade", TrainerRank: "trainer_rank"}
"""The units of measures whose values are words of a scale."""

UNIT_OF_FIELD = {"hours": "hour", "score": "point"}
"""The units of fields that hold numbers."""


class Prefer(Enum):
    """What decides a result that carries both a score and a reported pass or fail (assumption A18)."""

    REPORTED = "reported"
    SCORE = "score"


@attrs.frozen
class Measure:
    """A quantity."""

    def unit(self) -> str:
        """Its unit, a word of the decision document: record, month, hour, point, or the name of a scale."""
        raise AssertionError(f"{type(self).__name__} has no unit")

    def compile(self, threshold: Number | None) -> Reader:
        """The function that reads it; ``threshold`` is what it will be compared with."""
        raise AssertionError(f"{type(self).__name__} cannot be read")

    def queries(self) -> tuple[Query, ...]:
        """The queries it is built from."""
        raise AssertionError(f"{type(self).__name__} has no queries")


@attrs.frozen
class OfQuery(Measure):
    """A measure over the records of one query."""

    query: Query

    def queries(self) -> tuple[Query, ...]:
        """See :class:`Measure`."""
        return (self.query,)

    def compile(self, threshold: Number | None) -> Reader:
        """See :class:`Measure`."""
        gather = self.query.gather
        value = self.value(threshold)
        low, high = self.bounds()

        def read(c: Candidate, day: date) -> Reading:
            found = gather(c, day)
            if found is None:
                return low, high, UNKNOWN
            if len(found) == 1:
                return value(found[0], day)
            return spread([value(rows, day) for rows in found], threshold)

        return read

    def bounds(self) -> tuple[Number, Number | None]:
        """The least and the greatest value there can be; ``None``: there is no greatest."""
        return 0, None

    def value(self, threshold: Number | None) -> Callable[[list[Any], date], Reading]:
        """The function from matching records to their value."""
        raise AssertionError(f"{type(self).__name__} has no value")


@attrs.frozen
class Count(OfQuery):
    """How many records match."""

    def unit(self) -> str:
        """See :class:`Measure`."""
        return "record"

    def value(self, threshold: Number | None) -> Callable[[list[Any], date], Reading]:
        """See :class:`OfQuery`."""

        def count(rows: list[Any], _day: date) -> Reading:
            number = len(rows)
            return number, number, COMPARE if number else EMPTY

        return count


@attrs.frozen
class Total(OfQuery):
    """The sum of a field over the matching records; one that is null adds anything from 0 upwards."""

    field: str

    def unit(self) -> str:
        """See :class:`Measure`."""
        return UNIT_OF_FIELD[self.field]

    def value(self, threshold: Number | None) -> Callable[[list[Any], date], Reading]:
        """See :class:`OfQuery`."""
        field = self.field

        def total(rows: list[Any], _day: date) -> Reading:
            if not rows:
                return 0, 0, EMPTY
            known: Number = 0
            open_ended = False
            for row in rows:
                value = getattr(row, field)
                if value is None:
                    open_ended = True
                else:
                    known = EXACT.add(known, value)
            return known, None if open_ended else known, COMPARE

        return total


@attrs.frozen
class Best(OfQuery):
    """The highest value of a field among the matching records; words of a scale count by their rank.

    Without a matching record there is nothing to measure and the condition is not met.
    """

    field: str

    def bounds(self) -> tuple[Number, Number | None]:
        """See :class:`OfQuery`."""
        shape = dict(specs(RECORD_CLASSES[self.query.source]))[self.field].shape
        if isinstance(shape, Word):
            words: type[Enum] = shape.words
            return 0, len(words) - 1
        assert isinstance(shape, Amount) and shape.low is not None
        return shape.low, shape.high

    def scale(self) -> type[Enum] | None:
        """The scale of the field, where its values are words."""
        shape = dict(specs(RECORD_CLASSES[self.query.source]))[self.field].shape
        return shape.words if isinstance(shape, Word) else None

    def unit(self) -> str:
        """See :class:`Measure`."""
        scale = self.scale()
        return UNIT_OF_FIELD[self.field] if scale is None else UNITS[scale]

    def value(self, threshold: Number | None) -> Callable[[list[Any], date], Reading]:
        """See :class:`OfQuery`."""
        field = self.field
        least, most = self.bounds()
        ranked = self.scale() is not None

        def best(rows: list[Any], _day: date) -> Reading:
            if not rows:
                return least, least, FALSE
            low, high = least, least
            for row in rows:
                value = getattr(row, field)
                if value is None:
                    high = most  # type: ignore[assignment]
                    continue
                if ranked:
                    value = value.rank
                if value > low:
                    low = value
                if high is not None and value > high:
                    high = value
            return low, high, COMPARE

        return best


@attrs.frozen
class Passing(OfQuery):
    """Whether some matching result or rating passes; the range is that of the best score among them.

    It passes when it is reported as passed or, not being reported, when its score reaches the mark.
    """

    prefer: Prefer = Prefer.REPORTED

    def bounds(self) -> tuple[Number, Number | None]:
        """See :class:`OfQuery`."""
        return 0, 100

    def unit(self) -> str:
        """See :class:`Measure`."""
        return "point"

    def value(self, threshold: Number | None) -> Callable[[list[Any], date], Reading]:
        """See :class:`OfQuery`."""
        most = self.bounds()[1]
        reports = "passed" in dict(specs(RECORD_CLASSES[self.query.source]))
        score_first = self.prefer is Prefer.SCORE

        def best(rows: list[Any], _day: date) -> Reading:
            low: Number = 0
            high: Number | None = 0
            truth = FALSE
            settled = not rows
            for row in rows:
                score = row.score
                if score is None:
                    high = most
                else:
                    low = max(low, score)
                    high = None if high is None else max(high, score)
                if reports and row.passed is not None and not (score_first and score is not None):
                    settled = True
                    if row.passed:
                        truth = TRUE
                elif threshold is None or score is None:
                    settled = True
                    truth = max(truth, UNKNOWN)
                elif score >= threshold:
                    truth = TRUE
            return low, high, truth if settled else COMPARE

        return best


def is_reported(result: Any, score_first: bool) -> bool:
    """Whether the pass or fail reported of a result decides, and not its score."""
    return getattr(result, "passed", None) is not None and not (score_first and result.score is not None)


@attrs.frozen
class Since:
    """Counts service only from the earliest day in a field of the records of a query (assumption A1)."""

    query: Query
    field: str


@attrs.frozen
class ContinuousMonths(OfQuery):
    """Completed months of the unbroken stretch of employments that contains the as-of date."""

    since: Since | None = None

    def unit(self) -> str:
        """See :class:`Measure`."""
        return "month"

    def queries(self) -> tuple[Query, ...]:
        """See :class:`Measure`."""
        return (self.query,) if self.since is None else (self.query, self.since.query)

    def value(self, threshold: Number | None) -> Callable[[list[Any], date], Reading]:
        """See :class:`OfQuery`."""

        def months(rows: list[Any], day: date) -> Reading:
            if not rows:
                return 0, 0, EMPTY
            start = unbroken_since([(row.start, row.end) for row in rows], day)
            number = 0 if start is None else completed_months(start, day)
            return number, number, COMPARE

        return months

    def compile(self, threshold: Number | None) -> Reader:
        """See :class:`Measure`."""
        if self.since is None:
            return OfQuery.compile(self, threshold)
        services, certificates, field = self.query.gather, self.since.query.gather, self.since.field

        def read(c: Candidate, day: date) -> Reading:
            stretches, holdings = services(c, day), certificates(c, day)
            if stretches is None:
                return 0, None, UNKNOWN
            numbers = []
            for rows in stretches:
                start = unbroken_since([(row.start, row.end) for row in rows], day)
                if start is None:
                    numbers.append(0)
                    continue
                if holdings is None:  # from none at all to one as old as the stretch
                    numbers += [0, completed_months(start, day)]
                for held in holdings or ():
                    first = min((getattr(row, field) for row in held), default=None)
                    numbers.append(0 if first is None else completed_months(max(start, first), day))
            if holdings is None:
                return min(numbers), max(numbers), UNKNOWN
            return min(numbers), max(numbers), COMPARE if any(stretches) else EMPTY

        return read


@attrs.frozen
class CumulativeMonths(OfQuery):
    """Completed months of all days served before the as-of date, laid end to end (assumption A16)."""

    def unit(self) -> str:
        """See :class:`Measure`."""
        return "month"

    def value(self, threshold: Number | None) -> Callable[[list[Any], date], Reading]:
        """See :class:`OfQuery`."""

        def months(rows: list[Any], day: date) -> Reading:
            if not rows:
                return 0, 0, EMPTY
            number = months_laid_end_to_end([(row.start, row.end) for row in rows], day)
            return number, number, COMPARE

        return months


@attrs.frozen
class Added(Measure):
    """The sum of several measures, divided; not met while one of them has nothing to measure."""

    parts: tuple[Measure, ...]
    divided_by: int = 1

    def unit(self) -> str:
        """See :class:`Measure`."""
        return self.parts[0].unit()

    def queries(self) -> tuple[Query, ...]:
        """See :class:`Measure`."""
        return tuple(query for part in self.parts for query in part.queries())

    def compile(self, threshold: Number | None) -> Reader:
        """See :class:`Measure`."""
        readers = [part.compile(None) for part in self.parts]
        divided_by = self.divided_by

        def read(c: Candidate, day: date) -> Reading:
            low: Number = 0
            high: Number | None = 0
            settled = COMPARE
            for reader in readers:
                least, most, part = reader(c, day)
                low = EXACT.add(low, least)
                high = None if high is None or most is None else EXACT.add(high, most)
                if part == FALSE or settled == FALSE:
                    settled = FALSE
                elif part == UNKNOWN:
                    settled = UNKNOWN
            if divided_by != 1:
                low = EXACT.divide(low, divided_by)
                high = None if high is None else EXACT.divide(high, divided_by)
            return low, high, settled

        return read


@attrs.frozen
class Listed(Measure):
    """One where a parameter lists something, else none: about no record. ``None``: the parameter was not supplied."""

    is_listed: bool | None
    parameter: str

    def unit(self) -> str:
        """See :class:`Measure`."""
        return "record"

    def queries(self) -> tuple[Query, ...]:
        """See :class:`Measure`."""
        return ()

    def compile(self, threshold: Number | None) -> Reader:
        """See :class:`Measure`."""
        number = int(self.is_listed or False)
        reading: Reading = (0, 1, UNKNOWN) if self.is_listed is None else (number, number, COMPARE)
        return lambda _c, _day: reading


def spread(readings: Sequence[Reading], threshold: Number | None) -> Reading:
    """One reading that covers several, of which any may be the true one."""
    low = min(reading[0] for reading in readings)
    highs = [reading[1] for reading in readings]
    high = None if None in highs else max(number for number in highs if number is not None)
    if all(reading[2] < 0 for reading in readings):
        return low, high, max(reading[2] for reading in readings)
    truths = {settle(reading, threshold) for reading in readings}
    return low, high, truths.pop() if len(truths) == 1 else UNKNOWN
