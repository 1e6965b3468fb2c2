"""Files of JSON: lists of entries, nested keys joined with dots (``issuer.id``, ``items.0.name``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from vip_cert_rules.faults import Fault, InputError, reason_of
from vip_cert_rules.mappings.rows import Row, Spot, Table, tidy
from vip_cert_rules.mappings.sources.inputs import Source
from vip_cert_rules.reading import Format, read_file, read_text

_MOST_DEPTH = 16


def json_source(at: Path, files: Sequence[Path]) -> Source:
    """Files as one table named as the file or folder; a file that holds lists under names, as a table for each name."""
    if len(files) == 1 and files[0].suffix.lower() == ".json":
        value = read_file(files[0], InputError).value
        if isinstance(value, Mapping) and value and all(map(_is_entries, value.values())):
            named = {name: [*entries] for name, entries in value.items()}
            return Source(str(at), tuple(named), lambda name, rows: _table(name, [(files[0], named[name])]))
    name = at.stem if at.is_file() else at.name
    return Source(str(at), (name,), lambda of, rows: _table(of, [(file, _entries(file)) for file in files]))


def _is_entries(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, Mapping) for one in value)


def _table(name: str, files: Sequence[tuple[Path, Sequence[Any]]]) -> Table:
    rows = [*_rows(name, files)]
    headers = tuple(dict.fromkeys(key for row in rows for key in row.cells))
    return Table(", ".join(str(file) for file, _ in files), name, headers, lambda: iter(rows))


def _entries(file: Path) -> list[Any]:
    if file.suffix.lower() == ".json":
        value = read_file(file, InputError).value
        return value if isinstance(value, list) else [value]
    try:
        lines = file.read_bytes().splitlines()
    except OSError as cause:
        raise InputError([Fault("unreadable", "", f"`{file}` cannot be read: {reason_of(cause)}")]) from cause
    return [
        read_text(line, f"{file}:{number}", InputError, Format.JSON).value
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]


def _rows(name: str, files: Sequence[tuple[Path, Sequence[Any]]]) -> Iterator[Row]:
    for file, entries in files:
        for number, entry in enumerate(entries, 1):
            spot = Spot(str(file), name, number, "json")
            cells: dict[str, Any] = {}
            if not isinstance(entry, Mapping):
                problem = Fault("wrong-type", "", "an entry is a mapping of names to values", None, spot.cell(None, 0))
                yield Row(spot, cells, (problem,))
                continue
            _flatten(entry, "", cells, 0)
            yield Row(spot, cells)


def _flatten(value: object, path: str, cells: dict[str, Any], depth: int) -> None:
    inner: Iterator[tuple[Any, Any]]
    if isinstance(value, Mapping):
        inner = iter(value.items())
    elif isinstance(value, list):
        inner = iter(enumerate(value))
    else:
        cells[path] = tidy(value)
        return
    if depth < _MOST_DEPTH:
        for key, item in inner:
            _flatten(item, f"{path}.{key}" if path else str(key), cells, depth + 1)
