"""Rows of host systems: cells under headers, and where each stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import attrs

from vip_cert_rules.faults import Fault, Place

BLANK = " \t\r\n\u00a0\u3000\ufeff"


@attrs.frozen
class Cell(Place):
    """The place of a cell, or of a row: ``line`` is the row and ``column`` the column, from 1; ``where`` in words."""

    where: str = ""

    def __str__(self) -> str:
        return self.where


@attrs.frozen
class Spot:
    """Where a row stands: in which file and which table of it, and how its cells are called there."""

    file: str
    table: str | None
    number: int
    kind: str
    named: str | None = None

    def cell(self, column: str | None, index: int) -> Cell:
        """The place of a cell under a header; ``None``: that of the row."""
        return Cell(self.file, self.number, index + 1, ", ".join(self._words(column, index)))

    def _words(self, column: str | None, index: int) -> Iterator[str]:
        yield self.file
        if self.kind == "sheet":
            yield f"sheet {self.table}"
            yield f"row {self.number}" if column is None else f"cell {_letters(index)}{self.number}"
        elif self.kind == "csv":
            yield f"line {self.number}"
        elif self.kind == "json":
            yield f"entry {self.number}"
        else:
            if self.table is not None:
                yield f"table {self.table}"
            yield f"row {self.number}" if self.named is None else f"row {self.named}"
        if column is not None:
            yield f"column {column}"


@attrs.frozen
class Row:
    """One row: its cells by header, empty ones as ``None``, and what is wrong with it as it stands."""

    spot: Spot
    cells: Mapping[str, Any]
    problems: tuple[Fault, ...] = ()

    def at(self, column: str | None, headers: tuple[str, ...]) -> Cell:
        """The place of a cell of this row, or of the row."""
        return self.spot.cell(column, headers.index(column) if column in headers else 0)


@attrs.frozen(eq=False)
class Table:
    """A table of an input: its headers, and its rows when they are asked for, always in the same order."""

    file: str
    name: str
    headers: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    head: Place | None = None


def tidy(value: Any) -> Any:
    """A cell without the blanks around its text; ``None`` where nothing is left."""
    if isinstance(value, str):
        return value.strip(BLANK) or None
    return value


def text_of(value: Any) -> str | None:
    """A cell as text, as it is compared with the words of a mapping: 3.0 of a spreadsheet is 3."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (float, Decimal)):
        number = Decimal(repr(value)) if isinstance(value, float) else value
        if not number.is_finite():
            return str(number)
        return str(int(number)) if number == number.to_integral_value() and abs(number) < 10**18 else f"{number:f}"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).decode("utf-8", "backslashreplace")
    return str(value)


def _letters(index: int) -> str:
    out = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("A") + rest) + out
    return out
