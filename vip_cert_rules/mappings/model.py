"""What a mapping says, as immutable classes. They can be pickled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

import attrs

from vip_cert_rules.mappings.days import DayPattern
from vip_cert_rules.text import Text

Columns = tuple[str, ...]
"""The names that a column may have: the first of them that is there is meant."""


@attrs.frozen
class FieldSource:
    """Where a field of the record comes from: a column, or a value that is the same everywhere.

    ``values`` says what the words of the host system mean; a word it does not name is a fault, unless ``otherwise``
    gives a value for all others or ``keep_others`` lets them through. ``nulls`` are words for *not known* (in ``end``:
    still there), ``none`` words for *known to be none*. ``split`` makes several values of one text.
    """

    columns: Columns = ()
    constant: Any = None
    values: Mapping[str, Any] | None = None
    has_otherwise: bool = False
    otherwise: Any = None
    keep_others: bool = False
    nulls: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    days: tuple[DayPattern, ...] | None = None
    split: tuple[str, ...] = ()


@attrs.frozen
class Condition:
    """Which rows count: those that have one of some values in a column, or none of them. ``None`` stands for empty."""

    columns: Columns
    values: frozenset[str | None]
    is_negated: bool = False

    def holds(self, text: str | None) -> bool:
        """Whether a row with this text in the column counts."""
        return (text in self.values) is not self.is_negated


@attrs.frozen
class Rows:
    """Rows of one table, or of a query: ``key`` is the column of the employee number, ``row`` one that names a row."""

    tables: tuple[str, ...]
    query: str | None
    key: Columns
    where: tuple[Condition, ...] = ()
    row: Columns = ()
    is_optional: bool = False


@attrs.frozen
class Fold:
    """Versions in force from a day until the next, folded into stretches of work within the bounds of a contract."""

    valid_from: FieldSource
    begins: FieldSource | None = None
    ends: FieldSource | None = None


@attrs.frozen
class Part:
    """Rows that become entries of a list."""

    rows: Rows
    fields: Mapping[str, FieldSource]
    fold: Fold | None = None


@attrs.frozen
class ListSource:
    """Where a list of the record comes from, and whether no rows mean that there is nothing.

    ``complete``: true, false, or the rows that say of which person it is so (of everybody, where they have no key).
    """

    name: str
    complete: bool | Rows
    parts: tuple[Part, ...]


@attrs.frozen
class People:
    """Who is asked about. ``distinct``: several rows are one person; ``leave_others``: other people are no fault."""

    rows: Rows
    fields: Mapping[str, FieldSource]
    distinct: bool = False
    leave_others: bool = False


@attrs.frozen
class Layout:
    """How files are written: of CSV the encoding and what stands between cells, of sheets the row of the headers."""

    encoding: str = "utf-8"
    delimiter: str = ","
    header_row: int = 1


@attrs.frozen
class RecordMapping:
    """A mapping: how the rows of a host system become candidate records. ``digest`` is that of its content."""

    name: str
    version: str
    about: Text | None
    people: People
    lists: tuple[ListSource, ...]
    days: tuple[DayPattern, ...]
    nulls: tuple[str, ...]
    zone: tzinfo | None
    layout: Layout
    digest: str
