"""From what the solver found to a record a person can read: few records, plain values, round days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from vip_cert_rules.authoring.solver.logic import Formula, either, negated, z3
from vip_cert_rules.authoring.solver.slots import Cell, Slot, Vocabulary, spec_of
from vip_cert_rules.dates import corresponding_day
from vip_cert_rules.shapes import Amount, Day, Flag

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


def record_of(person: Person, model: Any) -> dict[str, Any]:
    """The record of a person that the solver found, in the form of the record contract."""

    def is_true(formula: Formula) -> bool:
        if isinstance(formula, bool):
            return formula
        return bool(z3().is_true(model.eval(formula, model_completion=True)))

    record: dict[str, Any] = {"id": NOBODY}
    for field, words in person.words.items():
        record[field] = [word for word, holds in words.items() if is_true(holds)]
    for source, slots in person.slots.items():
        rows = []
        for slot in slots:
            if not is_true(slot.present):
                continue
            row: dict[str, Any] = {}
            for field, cell in slot.cells.items():
                if is_true(cell.null):
                    if spec_of(source, field).required:
                        row[field] = None
                    continue
                row[field] = _value(person, source, field, cell, model, is_true)
            for field, words in slot.words.items():
                row[field] = [word for word, holds in words.items() if is_true(holds)]
            rows.append(row)
        record[source] = rows
    return record


def _value(person: Person, source: str, field: str, cell: Cell, model: Any, is_true: Any) -> Any:
    shape = spec_of(source, field).shape
    if isinstance(shape, Flag):
        return is_true(cell.value)
    number = cell.value if isinstance(cell.value, int) else model.eval(cell.value, model_completion=True).as_long()
    if isinstance(shape, Day):
        return date.fromordinal(number).isoformat()
    if isinstance(shape, Amount):
        return number // 100 if number % 100 == 0 else number / 100
    if (source, field) in person.vocabulary.named or hasattr(shape, "words") or _is_text(shape):
        return person.vocabulary.words(source, field)[number]
    return number


def _is_text(shape: object) -> bool:
    from vip_cert_rules.shapes import AnyText

    return isinstance(shape, AnyText)
