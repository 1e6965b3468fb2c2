"""From a cell to the value of a field: words, numbers, days, yes and no, as a mapping says."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from vip_cert_rules.candidate.fields import FieldSpec
from vip_cert_rules.faults import nearest, show
from vip_cert_rules.mappings.days import read_day
from vip_cert_rules.mappings.model import FieldSource, RecordMapping
from vip_cert_rules.mappings.rows import text_of, tidy
from vip_cert_rules.shapes import Amount, Day, Flag, ListOf, Shape, Whole

_NUMBER = re.compile(r"[-+]?[0-9]{1,18}(?:\.[0-9]{1,18})?", re.ASCII)


class CellError(ValueError):
    """A cell from which no value can be made."""

    def __init__(self, code: str, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help


def value_of(cell: Any, source: FieldSource, spec: FieldSpec, mapping: RecordMapping) -> Any:
    """The value that a cell stands for; ``None`` where it is empty. Raises :class:`CellError`."""
    text = text_of(cell)
    if text is None or text in source.nulls or text in mapping.nulls:
        return None
    if isinstance(spec.shape, ListOf):
        if text in source.none:
            return []
        return [_single(piece, source, spec.shape.item, mapping) for piece in _pieces(text, source.split)]
    return _single(cell, source, spec.shape, mapping)


def _pieces(text: str, separators: tuple[str, ...]) -> list[str]:
    pieces = re.split("|".join(map(re.escape, separators)), text) if separators else [text]
    return [piece for one in pieces if (piece := tidy(one)) is not None]


def _single(cell: Any, source: FieldSource, shape: Shape[Any], mapping: RecordMapping) -> Any:
    if source.values is not None:
        text = text_of(cell) or ""
        if text in source.values:
            return source.values[text]
        if source.has_otherwise:
            return source.otherwise
        if not source.keep_others:
            raise CellError(
                "unknown-value", f"{show(text)} is none of the values of the mapping", nearest(text, source.values)
            )
    if isinstance(shape, Day):
        day = read_day(cell, source.days or mapping.days, mapping.zone)
        if isinstance(day, str):
            raise CellError("not-a-day", f"{show(text_of(cell))} {day}")
        return day
    if isinstance(shape, (Amount, Whole)):
        return _number(cell, shape)
    if isinstance(shape, Flag):
        if isinstance(cell, bool):
            return cell
        hint = "say in `values` of the mapping which words mean true and which false"
        raise CellError("not-true-or-false", f"{show(text_of(cell))} is neither true nor false", hint)
    return text_of(cell)


def _number(cell: Any, shape: Shape[Any]) -> Any:
    if isinstance(cell, bool):
        raise CellError("not-a-number", f"{show(cell)} where {shape.noun} is needed")
    if isinstance(cell, str):
        if not _NUMBER.fullmatch(cell):
            raise CellError("not-a-number", f"{show(cell)} where {shape.noun} is needed")
        cell = Decimal(cell)
    if isinstance(cell, float):
        cell = Decimal(repr(cell))
    if isinstance(cell, Decimal) and isinstance(shape, Whole) and cell.is_finite() and cell == int(cell):
        return int(cell)  # every number of a spreadsheet is one with decimals
    return cell
