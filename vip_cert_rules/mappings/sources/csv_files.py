"""Files of CSV, each a table with the name of the file."""

from __future__ import annotations

import csv
from collections.abc import Generator, Iterator, Sequence
from itertools import islice
from pathlib import Path

from vip_cert_rules.faults import Fault, InputError, Place, reason_of
from vip_cert_rules.mappings.model import Layout, Rows
from vip_cert_rules.mappings.rows import Row, Spot, Table, tidy
from vip_cert_rules.mappings.sources.headers import headers_of
from vip_cert_rules.mappings.sources.inputs import Source


def csv_source(paths: Sequence[Path], layout: Layout, name: str) -> Source:
    """Some files as tables."""
    by_name = {path.stem: path for path in paths}

    def table(of: str, rows: Rows) -> Table:
        path = by_name[of]
        lines = _lines(path, layout)
        number, head = next(islice(lines, layout.header_row - 1, None), (0, []))
        lines.close()
        headers = headers_of(head, str(path), of, max(number, layout.header_row))
        return Table(str(path), of, headers, lambda: _rows(path, of, headers, layout), Place(str(path), number, 1))

    return Source(name, tuple(by_name), table)


def _rows(path: Path, name: str, headers: tuple[str, ...], layout: Layout) -> Iterator[Row]:
    for number, cells in islice(_lines(path, layout), layout.header_row, None):
        if not any(map(tidy, cells)):
            continue
        spot = Spot(str(path), name, number, "csv")
        problems: tuple[Fault, ...] = ()
        if len(cells) != len(headers):
            message = f"a row of {len(cells)} cells under {len(headers)} headers"
            problems = (
                Fault("ragged-row", "", message, "a comma within a text needs quotes around it", spot.cell(None, 0)),
            )
        yield Row(spot, {head: tidy(cell) for head, cell in zip(headers, cells) if head}, problems)


def _lines(path: Path, layout: Layout) -> Generator[tuple[int, list[str]], None, None]:
    """The rows as they stand, each with the number of the line on which it begins."""
    encoding = "utf-8-sig" if layout.encoding.lower().replace("_", "-") in ("utf-8", "utf8") else layout.encoding
    reader = None
    try:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(file, delimiter=layout.delimiter, strict=True)
            begins = 1
            for cells in reader:
                yield begins, cells
                begins = reader.line_num + 1
    except OSError as cause:
        raise InputError([Fault("unreadable", "", f"`{path}` cannot be read: {reason_of(cause)}")]) from cause
    except UnicodeDecodeError as cause:
        place = Place(str(path), (reader.line_num if reader else 0) + 1, 1)
        message = f"a text near here is not {layout.encoding}"
        hint = "say in `files.encoding` of the mapping how it is written, such as gb18030"
        raise InputError([Fault("wrong-encoding", "", message, hint, place)]) from cause
    except csv.Error as cause:
        place = Place(str(path), reader.line_num if reader else 1, 1)
        raise InputError([Fault("not-csv", "", f"this is no CSV: {cause}", None, place)]) from cause
