"""Rows kept in a spreadsheet: a CSV file -> a document like that of a YAML text, with a place for every cell."""

from __future__ import annotations

import csv
import io
from typing import Any

from vip_cert_rules.faults import Fault, InputError, Path, Place, show
from vip_cert_rules.reading import RECORD_LIMITS, RULE_FILE_LIMITS, Document, Format, read_text
from vip_cert_rules.reading.scalars import read_plain

TEXTS = frozenset({"case", "clause", "first_failing", "expect"})
LISTS = frozenset({"missing", "unmet"})
STATUS = "status."
_LIST_BREAK = ";"


def read_csv(data: bytes, name: str) -> Document:
    """The rows of a CSV text: its first line has the keys, and an empty cell says nothing.

    Columns are divided by commas, semicolons or tabs. The place of a cell is its line and the number of its column.
    Raises :class:`InputError` with every fault.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        message = f"the byte 0x{data[cause.start]:02X} is not UTF-8"
        line = data.count(b"\n", 0, cause.start) + 1
        hint = "save it as `CSV UTF-8` in the spreadsheet"
        raise InputError([Fault("not-utf-8", "", message, hint, Place(name, line, 1))]) from cause
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    places: dict[Path, Place] = {}
    keys: dict[Path, Place] = {}
    rows: list[dict[str, Any]] = []
    faults: list[Fault] = []
    lines: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            lines.append((line, [cell.strip() for cell in cells]))
            line = reader.line_num + 1  # a cell may go over several lines: a row is where it begins
    except csv.Error as cause:
        message = f"not CSV: {cause}"
        raise InputError([Fault("not-csv", "", message, place=Place(name, reader.line_num, 1))]) from cause
    columns = lines[0][1] if lines else []
    if not any(columns):
        message = "the first line has no names of columns"
        raise InputError([Fault("empty-document", "", message, place=Place(name, 1, 1))])
    faults += _columns_at_fault(columns, name)
    for line, cells in lines[1:]:
        if not any(cells):
            continue
        row: dict[str, Any] = {}
        at = ("rows", len(rows))
        places[at] = Place(name, line, 1)
        for i, cell in enumerate(cells):
            column = columns[i] if i < len(columns) else ""
            place = Place(name, line, i + 1)
            if not cell:
                continue
            if not column:
                hint = "a text with commas needs quotation marks"
                faults.append(Fault("cell-without-column", "", f"{show(cell)} stands below no name", hint, place))
                continue
            path = (*at, STATUS[:-1], column[len(STATUS) :]) if column.startswith(STATUS) else (*at, column)
            places[path] = keys[path] = place
            value = _value(column, cell, place, faults)
            if column.startswith(STATUS):
                row.setdefault(STATUS[:-1], {})[path[-1]] = value
            else:
                row[column] = value
        rows.append(row)
    if not rows:
        faults.append(Fault("no-rows", "", "a table without rows", place=Place(name, 1, 1)))
    if faults:
        raise InputError(faults)
    places[()] = places["rows",] = Place(name, 1, 1)
    return Document(name, {"rows": rows}, places, keys)


def _columns_at_fault(columns: list[str], name: str) -> list[Fault]:
    return [
        Fault("duplicate-key", column, f"duplicate column {show(column)}", "keep one of them", Place(name, 1, i + 1))
        for i, column in enumerate(columns)
        if column and column in columns[:i]
    ]


def _value(column: str, cell: str, place: Place, faults: list[Fault]) -> Any:
    """What a cell stands for: what the same text would without quotation marks in YAML."""
    if column in LISTS:
        return [] if cell == "[]" else [item.strip() for item in cell.split(_LIST_BREAK) if item.strip()]
    if column in TEXTS:
        return cell
    try:
        if cell[0] in "[{":
            return read_text(cell, place.file, InputError, Format.YAML, RULE_FILE_LIMITS).value
        return read_plain(cell, RECORD_LIMITS.digits)
    except InputError as error:
        faults += [Fault(fault.code, column, fault.message, fault.help, place) for fault in error.faults]
    except ValueError:
        faults.append(
            Fault("number-too-long", column, f"a number of more than {RECORD_LIMITS.digits} digits", None, place)
        )
    return None
