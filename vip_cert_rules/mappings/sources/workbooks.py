"""Workbooks (XLSX), each sheet a table. Cells that say nothing for sure are faults: errors, formulas not computed."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any

from vip_cert_rules.extras import needed
from vip_cert_rules.faults import Fault, InputError, Place, reason_of
from vip_cert_rules.mappings.model import Layout, Rows
from vip_cert_rules.mappings.rows import Row, Spot, Table, tidy
from vip_cert_rules.mappings.sources.headers import headers_of
from vip_cert_rules.mappings.sources.inputs import Source

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+[0-9]+:[A-Z]+([0-9]+))"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_PIECE = 1 << 20
_OVERLAP = 200


def open_workbook(path: Path, layout: Layout) -> tuple[Source, Callable[[], None]]:
    """A workbook and how to close it. Raises :class:`InputError` where it is none."""
    openpyxl = needed("openpyxl", "sheets", "reading XLSX")
    books = []
    try:
        formulas = None
        with _quiet():
            values = openpyxl.load_workbook(path, read_only=True, data_only=True)
            books.append(values)
            if _has_formulas(path):
                formulas = openpyxl.load_workbook(path, read_only=True)
                books.append(formulas)
        merged = _merged(path, values)
    except OSError as cause:
        raise InputError([Fault("unreadable", "", f"`{path}` cannot be read: {reason_of(cause)}")]) from cause
    except Exception as cause:  # whatever its parsers meet in what is no workbook
        raise InputError([Fault("not-xlsx", "", f"`{path}` is no workbook that can be read (XLSX)")]) from cause

    def table(name: str, rows: Rows) -> Table:
        sheet = values[name]
        head = next(islice(_cells(sheet), layout.header_row - 1, None), ())
        headers = headers_of([cell.value for cell in head], str(path), name, layout.header_row)
        below = [ref for ref, last in merged.get(name, ()) if last > layout.header_row]
        if below:
            message = f"merged cells in sheet `{name}`: {', '.join(below)}; all but the first of them are empty"
            raise InputError(
                [Fault("merged-cells", name, message, "undo the merge and fill every cell", Place(str(path), 1, 1))]
            )
        beside = None if formulas is None else formulas[name]
        return Table(str(path), name, headers, lambda: _rows(str(path), sheet, beside, headers, layout.header_row))

    def close() -> None:
        for book in books:
            book.close()

    sheets = tuple(sheet.title for sheet in values.worksheets)
    return Source(str(path), sheets, table), close


def _rows(file: str, sheet: Any, formulas: Any, headers: tuple[str, ...], header_row: int) -> Iterator[Row]:
    written: Iterator[Any] = repeat(None) if formulas is None else chain(_cells(formulas), repeat(None))
    both = zip(_cells(sheet), written)
    for number, (cells, beside) in enumerate(islice(both, header_row, None), header_row + 1):
        spot = Spot(file, sheet.title, number, "sheet")
        row: dict[str, Any] = {}
        problems = []
        for i, cell in enumerate(cells):
            value = tidy(cell.value)
            header = headers[i] if i < len(headers) else ""
            if cell.data_type == "e":
                message = f"the cell holds the error {value}"
                problems.append(Fault("error-in-cell", "", message, None, spot.cell(header or None, i)))
            elif value is None and beside is not None and i < len(beside) and beside[i].data_type == "f":
                message = "a formula whose value the file does not hold"
                hint = "open and save the file in a spreadsheet program, or put the value there"
                problems.append(Fault("formula-without-value", "", message, hint, spot.cell(header or None, i)))
            elif value is not None and not header:
                message = "a value under no header"
                problems.append(Fault("no-header", "", message, None, spot.cell("", i)))
            if header:
                row[header] = value
        if problems or any(value is not None for value in row.values()):
            yield Row(spot, dict.fromkeys(filter(None, headers)) | row, tuple(problems))


def _cells(sheet: Any) -> Iterator[Any]:
    sheet.reset_dimensions()  # what the file says of its size need not be so
    rows = iter(sheet.iter_rows())
    while True:
        with _quiet():
            row = next(rows, None)
        if row is None:
            return
        yield row


@contextmanager
def _quiet() -> Iterator[None]:
    """What openpyxl warns of is told as a fault where it matters (a day that is none), and else of no concern."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _sheet_files(path: Path) -> Iterator[tuple[str, Any]]:
    with zipfile.ZipFile(path) as files:
        for name in files.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                yield name, files.open(name)


def _has_formulas(path: Path) -> bool:
    return any(_FORMULA.search(piece) for _, file in _sheet_files(path) for piece in _pieces(file))


def _merged(path: Path, book: Any) -> dict[str, list[tuple[str, int]]]:
    """Of every sheet the ranges of merged cells, each with its last row: read-only workbooks do not tell them."""
    by_file = {getattr(sheet, "_worksheet_path", "").lstrip("/"): sheet.title for sheet in book.worksheets}
    out: dict[str, list[tuple[str, int]]] = {}
    for name, file in _sheet_files(path):
        found = {one.groups() for piece in _pieces(file) for one in _MERGED.finditer(piece)}
        if found and name in by_file:
            out[by_file[name]] = sorted((ref.decode(), int(last)) for ref, last in found)
    return out


def _pieces(file: Any) -> Iterator[bytes]:
    """A file in pieces that overlap, so that nothing short is cut in two."""
    before = b""
    while piece := file.read(_PIECE):
        yield before + piece
        before = piece[-_OVERLAP:]
