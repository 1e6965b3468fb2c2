"""From what the solver found to a record a person can read: few records, plain values, round days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from vip_cert_rules.authoring.solver.logic import Formula, either, negated, z3
from vip_cert_rules.authoring.solver.slots import Cell, Slot, Vocabulary, spec_of
from vip_cert_rules.dates import corresponding_day
from vip_cert_rules.shapes import Amount, AnyText, Day, Flag, Word

NOBODY = "WITNESS"
"""The id of whoever is found."""

YEARS_BACK = (1, 2, 3, 5, 10)
"""Days that are preferred, where any day will do: so many years before the as-of date."""


@attrs.frozen(eq=False)
class Person:
    """Everything of a person that a search moves."""

    slots: Mapping[str, Sequence[Slot]]
    words: Mapping[str, Mapping[str, Formula]]
    vocabulary: Vocabulary
    as_of: date


def preferences(person: Person) -> Iterator[Formula]:
    """What is preferred where nothing speaks against it, the most important first."""
    every = [slot for slots in person.slots.values() for slot in slots]
    yield from (negated(slot.present) for slot in every)
    for words in person.words.values():
        yield from (negated(holds) for holds in words.values())
    for slot in every:
        for field, cell in slot.cells.items():
            yield from _of_field(person, slot, field, cell)
        for words in slot.words.values():
            yield from (negated(holds) for holds in words.values())


def _of_field(person: Person, slot: Slot, field: str, cell: Cell) -> Iterator[Formula]:
    spec = spec_of(slot.source, field)
    if isinstance(cell.value, (bool, int)):
        return
    absent = negated(slot.present)
    if cell.null is not False and field != "score":
        yield either([absent, cell.null])
    if isinstance(spec.shape, Day):
        days = [corresponding_day(person.as_of, -12 * years).toordinal() for years in YEARS_BACK]
        yield either([absent, cell.null, *(cell.value == day for day in days)])
        yield either([absent, cell.null, cell.value <= person.as_of.toordinal()])
    elif isinstance(spec.shape, Amount):
        yield either([absent, cell.null, cell.value % 1000 == 0])
        yield either([absent, cell.null, cell.value % 100 == 0])
    elif not isinstance(spec.shape, Flag):
        yield either([absent, cell.null, cell.value == 0])


def record_of(person: Person, told: Callable[[Formula], Any]) -> dict[str, Any]:
    """The record of a person, in the form of the record contract. ``told`` gives the value of a formula or a term."""

    def is_true(formula: Formula) -> bool:
        return formula if isinstance(formula, bool) else bool(z3().is_true(told(formula)))

    record: dict[str, Any] = {"id": NOBODY}
    for field, words in person.words.items():
        record[field] = [word for word, holds in words.items() if is_true(holds)]
    for source, slots in person.slots.items():
        rows = []
        for slot in filter(lambda slot: is_true(slot.present), slots):
            row: dict[str, Any] = {}
            for field, cell in slot.cells.items():
                if not is_true(cell.null):
                    shape = spec_of(source, field).shape
                    flag = isinstance(shape, Flag)
                    value = is_true(cell.value) if flag else _number(cell.value, told)
                    row[field] = value if flag else _value(person, source, field, value)
                elif spec_of(source, field).required:
                    row[field] = None
            for field, words in slot.words.items():
                row[field] = [word for word, holds in words.items() if is_true(holds)]
            rows.append(row)
        record[source] = rows
    return record


def _number(term: Any, told: Callable[[Formula], Any]) -> int:
    return term if isinstance(term, int) else int(told(term).as_long())


def _value(person: Person, source: str, field: str, number: int) -> Any:
    shape = spec_of(source, field).shape
    if isinstance(shape, Day):
        return date.fromordinal(number).isoformat()
    if isinstance(shape, Amount):
        return number // 100 if number % 100 == 0 else number / 100
    return person.vocabulary.words(source, field)[number] if isinstance(shape, (AnyText, Word)) else number
