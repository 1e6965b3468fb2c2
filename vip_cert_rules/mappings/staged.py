"""All rows of the inputs by employee number, kept aside so that one person at a time is in memory.

They are in a temporary database of SQLite that has no name, spills to disk when it grows, and is gone at the end.
"""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
from collections.abc import Iterator

import attrs

from vip_cert_rules.faults import Fault, InputError, VipCertRulesError, nearest, render_path
from vip_cert_rules.mappings.model import Columns, FieldSource, RecordMapping, Rows
from vip_cert_rules.mappings.rows import Row, Table, text_of
from vip_cert_rules.mappings.sources.inputs import Inputs

_SCHEMA = "CREATE TABLE staged (source INTEGER, person TEXT, number INTEGER PRIMARY KEY, row BLOB)"
_LISTED = "SELECT person, MIN(number) FROM staged WHERE source = 0 GROUP BY COALESCE(person, -number)"
_OTHERS = (
    "SELECT person, MIN(number) FROM staged WHERE source > 0 AND (person IS NULL OR person NOT IN "
    "(SELECT person FROM staged WHERE source = 0 AND person IS NOT NULL)) GROUP BY COALESCE(person, -number)"
)
_INDEX = "CREATE INDEX by_person ON staged (person, source, number)"

PEOPLE = 0
"""The number of the source of people; lists follow, then what says which lists are complete."""


@attrs.frozen
class Mapped:
    """A source of rows: its place in the mapping, the rows that are meant, and the columns that are looked at."""

    path: str
    rows: Rows
    fields: tuple[tuple[str, FieldSource], ...] = ()


@attrs.frozen
class Head:
    """The headers of a table that was read, and of several names for a column the one that is there."""

    headers: tuple[str, ...]
    columns: dict[Columns, str]


@attrs.frozen
class Person:
    """Everything that is on record about one person, or about one number that nobody has.

    ``rows`` are by the number of their source.
    """

    number: int
    key: str | None
    rows: dict[int, tuple[Row, ...]]


@attrs.frozen(eq=False)
class Staged:
    """Rows by person. ``heads`` are those of the sources, ``None`` where the table is not there."""

    database: sqlite3.Connection
    heads: tuple[Head | None, ...]
    whole: frozenset[int]
    digest: str
    count: int
    leaves_others: bool

    def people(self, after: int = 0) -> Iterator[Person]:
        """Everybody, numbered from 1, in the order of the people; then the numbers that nobody has."""
        asked = self.database.cursor()
        number = 0
        for key, first in asked.execute(f"{_LISTED} ORDER BY 2"):
            number += 1
            if number > after:
                yield Person(number, key, self._of(key, first))
        if self.leaves_others:
            return
        for key, first in asked.execute(f"{_OTHERS} ORDER BY 2"):
            number += 1
            if number > after:
                yield Person(number, key, self._of(key, first))

    def count_of_people(self) -> int:
        """How many :meth:`people` gives."""
        (listed,) = self.database.execute(f"SELECT COUNT(*) FROM ({_LISTED})").fetchone()
        (others,) = (
            (0,) if self.leaves_others else self.database.execute(f"SELECT COUNT(*) FROM ({_OTHERS})").fetchone()
        )
        return int(listed) + int(others)

    def _of(self, key: str | None, first: int) -> dict[int, tuple[Row, ...]]:
        condition, value = ("person = ?", key) if key is not None else ("number = ?", first)
        out: dict[int, list[Row]] = {}
        for source, row in self.database.execute(
            f"SELECT source, row FROM staged WHERE {condition} ORDER BY source, number", [value]
        ):
            out.setdefault(source, []).append(pickle.loads(row))
        return {source: tuple(rows) for source, rows in out.items()}


def sources_of(mapping: RecordMapping) -> list[Mapped]:
    """Every source of rows that a mapping names: people, the parts of lists, statements of completeness."""
    out = [Mapped("people", mapping.people.rows, tuple(mapping.people.fields.items()))]
    statements = []
    for one in mapping.lists:
        for i, part in enumerate(one.parts):
            fields = [*part.fields.items()]
            if part.fold is not None:
                folded = {"valid_from": part.fold.valid_from, "begins": part.fold.begins, "ends": part.fold.ends}
                fields += [(name, source) for name, source in folded.items() if source is not None]
            out.append(Mapped(render_path(("lists", one.name, "from", i)), part.rows, tuple(fields)))
        if isinstance(one.complete, Rows):
            statements.append(Mapped(f"lists.{one.name}.complete", one.complete))
    return out + statements


def stage(inputs: Inputs, mapping: RecordMapping) -> Staged:
    """Reads everything. Raises :class:`InputError` where tables or columns that are mapped are not there."""
    sources = sources_of(mapping)
    tables = _tables(inputs, sources)
    heads = tuple(None if head is None else head[1] for head in tables)
    database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    database.execute(_SCHEMA)
    digest = hashlib.sha256(mapping.digest.encode())
    whole = set()
    faults: list[Fault] = []
    count = 0
    try:
        database.execute("BEGIN")
        for number, (source, found) in enumerate(zip(sources, tables)):
            if found is None:
                continue
            table, head = found
            for row in table.rows():
                if not _counts(row, source.rows, head):
                    continue
                key = text_of(row.cells.get(head.columns[source.rows.key])) if source.rows.key else None
                if not source.rows.key:  # it speaks for everybody, and must not do so by mistake
                    faults += row.problems
                    whole.add(number)
                    continue
                count += 1
                digest.update(repr((number, key, row.spot, row.cells, row.problems)).encode("utf-8", "surrogatepass"))
                database.execute("INSERT INTO staged VALUES (?, ?, ?, ?)", [number, key, count, pickle.dumps(row)])
        if faults:
            raise InputError(faults)
        digest.update(repr(sorted(whole)).encode())
        database.execute(_INDEX)
        database.execute("COMMIT")
    except BaseException:
        database.close()
        raise
    return Staged(database, heads, frozenset(whole), f"sha256:{digest.hexdigest()}", count, mapping.people.leave_others)


def _tables(inputs: Inputs, sources: list[Mapped]) -> list[tuple[Table, Head] | None]:
    out: list[tuple[Table, Head] | None] = []
    faults: list[Fault] = []
    for source in sources:
        try:
            table = inputs.find(source.rows, source.path)
            out.append(None if table is None else (table, _head(table, source)))
        except VipCertRulesError as error:
            faults += error.faults
    if faults:
        raise InputError(dict.fromkeys(faults))
    return out


def _head(table: Table, source: Mapped) -> Head:
    """Which header each column of the mapping has. Raises :class:`InputError` for those that have none, or several."""
    wanted = [(f"{source.path}.key", source.rows.key), (f"{source.path}.row", source.rows.row)]
    wanted += [(f"{source.path}.where[{i}]", one.columns) for i, one in enumerate(source.rows.where)]
    wanted += [(f"{source.path}.fields.{name}", one.columns) for name, one in source.fields]
    columns: dict[Columns, str] = {}
    faults = []
    for path, names in wanted:
        found = [name for name in names if name in table.headers]
        if len(found) > 1:
            message = f"{table.file} has several of these headers in `{table.name}`: {', '.join(found)}"
            faults.append(Fault("ambiguous-header", path, message, "keep one of them", table.head))
        elif found:
            columns[names] = found[0]
        elif names:
            wanted_names = " or ".join(f"`{name}`" for name in names)
            message = f"{table.file} has no header {wanted_names} in `{table.name}`"
            help_line = nearest(names[0], filter(None, table.headers))
            faults.append(Fault("no-such-header", path, message, help_line, table.head))
    if faults:
        raise InputError(faults)
    return Head(table.headers, columns)


def _counts(row: Row, rows: Rows, head: Head) -> bool:
    """Whether a row is meant; one that is at fault as it stands always is, so that it is told."""
    if row.problems:
        return True
    return all(one.holds(text_of(row.cells.get(head.columns[one.columns]))) for one in rows.where)
