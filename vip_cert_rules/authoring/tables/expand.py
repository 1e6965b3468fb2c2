"""From a row as it was written to its cases: where lists span it, and where a boundary does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs

from vip_cert_rules.authoring.tables.days import is_relative
from vip_cert_rules.authoring.tables.language import ASKED
from vip_cert_rules.authoring.tables.model import Step
from vip_cert_rules.authoring.tables.parts import RowPart
from vip_cert_rules.authoring.tables.paths import read_path, shape_at
from vip_cert_rules.dates import FIRST_DAY, LAST_DAY, parse_day
from vip_cert_rules.faults import Path, show
from vip_cert_rules.shapes import Amount, Day, Refused, Report, Shape, Whole, Word

STEPS = (Step.BELOW, Step.AT, Step.ABOVE)


@attrs.frozen
class Written:
    """A change as it stands in a file: its key, its value, and where."""

    key: str
    value: Any
    path: Path


@attrs.frozen
class Variant:
    """One case of a row: its number in it, what tells it from the others, and what it changes beside them."""

    number: int
    label: str
    changes: tuple[Written, ...] = ()
    step: Step | None = None


def variants_of(row: RowPart, report: Report) -> Iterator[Variant]:
    """The cases of a row; after reporting why there are none, none."""
    if row.around:
        found = _around(row, report)
    elif row.each:
        count = len(next(iter(row.each.values())))
        found = _told_apart([_of_lists(row, number) for number in range(count)])
    else:
        found = [Variant(0, "")]
    if found and _spreads_fit(row, len(found), report):
        yield from found


def told(value: object) -> str:
    """A value as a case is named after it."""
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(told, value))}]"
    return show(value).strip("`")


def named_after(changes: Mapping[str, Any]) -> str:
    """A name for a row that has none: what it changes."""
    return ", ".join(f"{key}: {told(value)}" for key, value in changes.items())


def _spreads_fit(row: RowPart, count: int, report: Report) -> bool:
    sound = True
    for key, length in row.spreads().items():
        if length != count:
            cases = f"{count} {'case' if count == 1 else 'cases'}"
            message = f"{length} values for a row of {cases}"
            hint = "one value holds for every case; a list has one for each"
            report.add("wrong-number-of-values", (*row.path, *key.split(".", 1)), message, hint, at_key=True)
            sound = False
    return sound


def _of_lists(row: RowPart, number: int) -> Variant:
    chosen = {key: values[number] for key, values in row.each.items()}
    changes = tuple(Written(key, value, (*row.path, "each", key, number)) for key, value in chosen.items())
    return Variant(number, named_after(chosen), changes)


def _told_apart(variants: list[Variant]) -> list[Variant]:
    """The same; of several with one label each is numbered, for what they change cannot be seen in a few words."""
    labels = [variant.label for variant in variants]
    return [
        attrs.evolve(one, label=f"{one.label} ({one.number + 1})") if labels.count(one.label) > 1 else one
        for one in variants
    ]


def _around(row: RowPart, report: Report) -> list[Variant]:
    key, value = next(iter(row.around.items()))
    path = (*row.path, "around", key)
    shape = _shape_of(key, path, report)
    if isinstance(shape, Refused) or (key in ASKED and isinstance(shape.read(value, path, report), Refused)):
        return []
    lengths = set(row.spreads().values())
    is_day = isinstance(shape, Day)
    count = max(lengths) if lengths and not is_day else 3 if is_day else 2
    steps = STEPS[: 2 if count == 2 else 3]
    out = []
    for number, step in enumerate(steps):
        beside = _beside(shape, value, number - 1)
        if beside is None:
            place = step.value
            message = (
                f"there is nothing {place} {show(value)}" if step is not Step.AT else f"{show(value)} is no boundary"
            )
            report.add("no-boundary", path, message, f"{shape.noun} is needed that has neighbours")
            return []
        label = f"{key}: {_LABELS[is_day][number]} {told(beside)}"
        out.append(Variant(number, label, (Written(key, beside, path),), step))
    return out


_LABELS = {True: ("the day before,", "on the day,", "the day after,"), False: ("below,", "at", "above,")}


def _shape_of(key: str, path: Path, report: Report) -> Shape[Any] | Refused:
    if key in ASKED:
        shape: Shape[Any] = ASKED[key]
    elif "." in key and key.split(".", 1)[0] in ("assume", "parameters"):
        return report.add("no-boundary", path, f"`{key}` has no boundary", "use `each` with the values", at_key=True)
    else:
        found = read_path(key, path, report)
        if isinstance(found, Refused):
            return found
        shape = shape_at(found)
    ordered = isinstance(shape, Word) and all(hasattr(word, "rank") for word in _words_of(shape))
    if not isinstance(shape, (Day, Amount, Whole)) and not ordered:
        message = f"`{key}` holds {shape.noun}, which has no boundary"
        return report.add("no-boundary", path, message, "use `each` with the values", at_key=True)
    return shape


def _beside(shape: Shape[Any], value: Any, by: int) -> Any:
    """The value so many steps further; ``None`` where there is none."""
    if isinstance(shape, Day):
        return _day_beside(value, by)
    if isinstance(shape, Word):
        return _word_beside([word.value for word in _words_of(shape)], value, by)
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or not Decimal(value).is_finite():
        return None
    if isinstance(shape, Whole):
        return value + by if isinstance(value, int) and shape.low <= value + by <= shape.high else None
    assert isinstance(shape, Amount)
    if not by:
        return value
    moved = value + by * Decimal((0, (1,), -shape.places))
    sound = (shape.low is None or moved >= shape.low) and (shape.high is None or moved <= shape.high)
    return moved if sound else None


def _day_beside(value: Any, by: int) -> str | None:
    if is_relative(value):
        return value if not by else f"{value} {'+' if by > 0 else '-'} 1d"
    day = parse_day(value) if isinstance(value, str) else value if isinstance(value, date) else None
    if day is None or not FIRST_DAY < day < LAST_DAY:
        return None
    return (day + timedelta(days=by)).isoformat()


def _words_of(shape: Word[Any]) -> Iterator[Any]:
    words: type[Enum] = shape.words
    return iter(words)


def _word_beside(known: list[Any], value: Any, by: int) -> Any:
    if value not in known or not 0 <= known.index(value) + by < len(known):
        return None
    return known[known.index(value) + by]
