"""Records that may or may not be there: what a search moves.

A slot is one possible record of a list. Its fields are cells: a plain value where every record that a query looks for
has it, a variable of the solver elsewhere. Words are numbers: their place among the words that rules name, with one
more that stands for every other. Days are counted as Python counts them.

Nobody needs more records than conditions ask for: adding a record never takes away what a measure reaches, except where
only the latest counts. So there are as many slots for a query as its condition needs records to be met, one more
where the latest record counts, and for stretches of service two, one to join another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import Enum
from typing import Any

import attrs

from vip_cert_rules.authoring.solver.logic import Formula, Term, both, either, negated, z3
from vip_cert_rules.candidate.fields import FieldSpec, Null, specs
from vip_cert_rules.candidate.words import LEVEL_LESS_PROGRAMMES, LEVELLED_PROGRAMMES
from vip_cert_rules.dates import FIRST_DAY, LAST_DAY, corresponding_day
from vip_cert_rules.kleene import Number
from vip_cert_rules.measures.query import RECORD_CLASSES
from vip_cert_rules.shapes import Amount, Day, Flag, ListOf, Whole, Word

PAST_YEARS, COMING_YEARS = 60, 5
"""How far from the as-of date the days of a search reach; into the past, this is about years of appraisals only."""

OTHER = "something-else"
"""A word that no rule names."""

EITHER_OF = {"results": ("score", "passed")}
"""Fields of a list of which only one has to be known."""


@attrs.frozen(eq=False)
class Cell:
    """A field of a slot. ``null``: whether it has no value; what ``value`` is then does not matter."""

    value: Term
    null: Formula = False


@attrs.frozen(eq=False)
class Slot:
    """A possible record."""

    source: str
    number: int
    present: Formula
    cells: Mapping[str, Cell]
    words: Mapping[str, Mapping[str, Formula]]
    """Of fields that are lists: whether each word is in it."""

    def day(self) -> Term:
        """The record's own date."""
        return self.cells[RECORD_CLASSES[self.source].DATED].value  # type: ignore[attr-defined]


@attrs.frozen
class Vocabulary:
    """The words that rules name, by list and field; those of closed lists are all words of the list."""

    named: Mapping[tuple[str, str], tuple[str, ...]]

    def words(self, source: str, field: str) -> tuple[str, ...]:
        """The words of a field, in the order of their numbers; of free text, one more that is none of them."""
        shape = spec_of(source, field).shape
        if isinstance(shape, Word):
            return tuple(word.value for word in shape.words)  # pyright: ignore[reportGeneralTypeIssues]
        return (*self.named.get((source, field), ()), OTHER)

    def number(self, source: str, field: str, word: Any) -> int:
        """The number of a word."""
        text = word.value if isinstance(word, Enum) else word
        words = self.words(source, field)
        return words.index(text) if text in words else -1


def spec_of(source: str, field: str) -> FieldSpec:
    """What a field of the records of a list may hold."""
    return dict(specs(RECORD_CLASSES[source]))[field]


def scaled(number: Number) -> int:
    """A number of the rules in hundredths, as records hold them: rounded up, for what is compared must reach it."""
    return int((Decimal(number) * 100).to_integral_value(ROUND_CEILING))


@attrs.define
class SlotMaker:
    """Makes slots and gathers what must hold of their cells, so that they are records a person can have."""

    vocabulary: Vocabulary
    as_of: date
    context: Any
    """The solver's: each search has one of its own, so that nothing asked before changes whom it finds."""
    strict: frozenset[tuple[str, str]]
    """Fields without which something would not be known, though their list lets another stand in."""
    rules: list[Formula] = attrs.field(factory=list)

    def slot(self, source: str, number: int, pins: Mapping[str, Any], used: Iterable[str]) -> Slot:
        """A slot whose records have the values of ``pins``; ``used`` are fields that some rule looks at."""
        name = f"{source}_{number}"
        present = z3().Bool(name, self.context)
        cells: dict[str, Cell] = {}
        words: dict[str, Mapping[str, Formula]] = {}
        needed = set(used)
        for field, spec in specs(RECORD_CLASSES[source]):
            if isinstance(spec.shape, ListOf):
                if field in needed:
                    named = self.vocabulary.named.get((source, field), ())
                    words[field] = {
                        word: z3().Bool(f"{name}_{field}_{i}", self.context) for i, word in enumerate(named)
                    }
            elif field in pins and pins[field] is not None:
                cells[field] = Cell(self.pinned(source, field, pins[field]))
            elif spec.required or field in needed:
                cells[field] = self.cell(f"{name}_{field}", source, field, spec)
        slot = Slot(source, number, present, cells, words)
        self.rules += self.sound(slot)
        return slot

    def pinned(self, source: str, field: str, value: Any) -> Term:
        """A value that every record of a slot has, as cells hold it."""
        if isinstance(value, (bool, int)):
            return value
        return self.vocabulary.number(source, field, value)

    def cell(self, name: str, source: str, field: str, spec: FieldSpec) -> Cell:
        """A cell with a variable for its value."""
        null: Formula = False
        may_be_null = spec.nullable and (spec.null is not Null.NOT_KNOWN or field in EITHER_OF.get(source, ()))
        if may_be_null and (source, field) not in self.strict:
            null = z3().Bool(f"{name}_null", self.context)
        if isinstance(spec.shape, Flag):
            return Cell(z3().Bool(name, self.context), null)
        value = z3().Int(name, self.context)
        low, high = self.bounds(source, field, spec)
        self.rules.append(value >= low)
        if high is not None:
            self.rules.append(value <= high)
        return Cell(value, null)

    @property
    def years(self) -> range:
        """The years that records may be about."""
        first, last = self.as_of.year - PAST_YEARS, self.as_of.year + COMING_YEARS
        return range(max(FIRST_DAY.year, first), min(LAST_DAY.year, last) + 1)

    def bounds(self, source: str, field: str, spec: FieldSpec) -> tuple[int, int | None]:
        """The least and the greatest number a cell may hold."""
        shape = spec.shape
        if isinstance(shape, Day):
            last = min(LAST_DAY, corresponding_day(self.as_of, 12 * COMING_YEARS))
            return FIRST_DAY.toordinal(), last.toordinal()
        if isinstance(shape, Whole):
            if field == "year":
                return self.years[0], self.years[-1]
            return shape.low, shape.high
        if isinstance(shape, Amount):
            return 100 * (shape.low or 0), None if shape.high is None else 100 * shape.high
        return 0, len(self.vocabulary.words(source, field)) - 1

    def sound(self, slot: Slot) -> Iterator[Formula]:
        """What the record contract demands of fields beside one another."""
        cells = slot.cells
        for field, spec in specs(RECORD_CLASSES[slot.source]):
            beside = spec.beside
            if beside is None or field not in cells or beside.field not in cells:
                continue
            cell, other = cells[field], cells[beside.field]
            if field == "level":
                yield from self.fitting_level(slot)
            elif beside.field == "year":
                first_days = ((year, date(year, 1, 1).toordinal()) for year in self.years)
                yield either(both([other.value == year, cell.value >= day]) for year, day in first_days)
            else:
                yield either([cell.null, other.null, cell.value >= other.value])
        one_of = [slot.cells[field].null for field in EITHER_OF.get(slot.source, ()) if field in slot.cells]
        if one_of:
            yield negated(both(one_of))

    def fitting_level(self, slot: Slot) -> Iterator[Formula]:
        """A level is null exactly for programmes without levels."""
        programme, level = slot.cells["programme"].value, slot.cells["level"]
        for number, word in enumerate(self.vocabulary.words(slot.source, "programme")):
            is_it: Formula = programme == number
            if word in LEVEL_LESS_PROGRAMMES:
                yield either([negated(is_it), level.null])
            elif word in LEVELLED_PROGRAMMES or level.null is not False:
                yield either([negated(is_it), negated(level.null)])
