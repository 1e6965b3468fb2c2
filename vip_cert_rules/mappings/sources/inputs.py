"""Inputs as tables: files by their suffix, folders of files, databases by their URL."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import attrs

from vip_cert_rules.faults import Fault, InputError, nearest, show
from vip_cert_rules.mappings.model import Layout, Rows
from vip_cert_rules.mappings.rows import Table

_SQLITE = (".db", ".sqlite", ".sqlite3")
_SUFFIXES = (".csv", ".xlsx", ".xlsm", ".json", ".jsonl", *_SQLITE)


@attrs.frozen(eq=False)
class Source:
    """One input that is open: the names of its tables, how to come by one, and by what a query returns."""

    name: str
    names: tuple[str, ...]
    table: Callable[[str, Rows], Table]
    query: Callable[[str, Rows], Table] | None = None


@attrs.frozen(eq=False)
class Inputs:
    """Everything that is read: the tables of all inputs."""

    sources: tuple[Source, ...]

    def find(self, rows: Rows, path: str) -> Table | None:
        """The table that is meant; ``None`` where it need not be there and is not.

        ``path`` is that of the mapping. Raises :class:`InputError` where it is not there, or twice.
        """
        if rows.query is not None:
            asked = [one for one in self.sources if one.query is not None]
            if len(asked) != 1:
                message = f"a query needs exactly one database among the inputs, there are {len(asked)}"
                raise InputError([Fault("no-database", f"{path}.query", message)])
            assert asked[0].query is not None
            return asked[0].query(rows.query, rows)
        found = [(one, name) for one in self.sources for name in rows.tables if name in one.names]
        if len(found) > 1:
            listed = ", ".join(f"`{name}` of {one.name}" for one, name in found)
            raise InputError([Fault("ambiguous-table", f"{path}.table", f"several tables can be meant: {listed}")])
        if found:
            source, name = found[0]
            return source.table(name, rows)
        if rows.is_optional:
            return None
        wanted = " or ".join(f"`{name}`" for name in rows.tables)
        there = [name for one in self.sources for name in one.names]
        raise InputError(
            [Fault("no-such-table", f"{path}.table", f"there is no table {wanted}", nearest(rows.tables[0], there))]
        )


@contextmanager
def open_inputs(inputs: Sequence[str | os.PathLike[str]], layout: Layout) -> Iterator[Inputs]:
    """Opens every input; closes them at the end. Raises :class:`InputError` with a fault for each that cannot be."""
    sources: list[Source] = []
    closers: list[Callable[[], None]] = []
    faults: list[Fault] = []
    try:
        for one in inputs:
            try:
                source, close = _opened(os.fsdecode(one), layout)
                sources.append(source)
                closers.append(close)
            except InputError as error:
                faults += error.faults
        if faults:
            raise InputError(faults)
        yield Inputs(tuple(sources))
    finally:
        for close in closers:
            close()


def is_database(name: str) -> bool:
    """Whether an input is named as a database: by a URL, or as a file of SQLite."""
    return "://" in name or Path(name).suffix.lower() in _SQLITE


def _opened(name: str, layout: Layout) -> tuple[Source, Callable[[], None]]:
    path = Path(name)
    suffix = path.suffix.lower()
    if "://" not in name and not path.exists():
        raise InputError([Fault("not-found", "", f"there is no file `{name}`")])
    if is_database(name):
        from vip_cert_rules.mappings.sources.databases import open_database

        return open_database(name)
    if path.is_dir():
        return _folder(path, layout), _nothing
    if suffix in (".xlsx", ".xlsm"):
        from vip_cert_rules.mappings.sources.workbooks import open_workbook

        return open_workbook(path, layout)
    if suffix == ".csv":
        from vip_cert_rules.mappings.sources.csv_files import csv_source

        return csv_source([path], layout, name), _nothing
    if suffix in (".json", ".jsonl"):
        from vip_cert_rules.mappings.sources.json_files import json_source

        return json_source(path, [path]), _nothing
    message = f"{show(path.name)} is no kind of file that is read"
    raise InputError([Fault("wrong-suffix", "", message, f"one of {', '.join(_SUFFIXES)}, or the URL of a database")])


def _folder(path: Path, layout: Layout) -> Source:
    """A table for each CSV file; one for all files of JSON, named as the folder."""
    from vip_cert_rules.mappings.sources.csv_files import csv_source
    from vip_cert_rules.mappings.sources.json_files import json_source

    csv_files = sorted(path.glob("*.csv"))
    json_files = sorted([*path.glob("*.json"), *path.glob("*.jsonl")])
    if not csv_files and not json_files:
        raise InputError([Fault("not-found", "", f"there is no file of CSV or JSON in `{path}`")])
    of_csv = csv_source(csv_files, layout, str(path))
    if not json_files:
        return of_csv
    of_json = json_source(path, json_files)
    return Source(
        str(path),
        (*of_csv.names, *of_json.names),
        lambda name, rows: (of_csv if name in of_csv.names else of_json).table(name, rows),
    )


def _nothing() -> None:
    """There is nothing to close."""
