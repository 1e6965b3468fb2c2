"""Everybody in some inputs, as candidate records: the one way in for programs and for commands."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import attrs

from vip_cert_rules.faults import Fault, InputError
from vip_cert_rules.mappings.load import load_mapping
from vip_cert_rules.mappings.model import RecordMapping
from vip_cert_rules.mappings.records import Maker
from vip_cert_rules.mappings.rows import Row, text_of
from vip_cert_rules.mappings.sources.inputs import open_inputs
from vip_cert_rules.mappings.staged import Person, Staged, stage

Source = str | os.PathLike[str]


@attrs.frozen(eq=False)
class MappedRecord:
    """What became of one person of an input.

    ``number`` counts people from 1; ``record`` is ``None`` where something is wrong, and ``faults`` say what and in
    which cell. ``rows`` are those it was made of, each with where it stands.
    """

    number: int
    record: dict[str, Any] | None
    faults: tuple[Fault, ...]
    rows: tuple[dict[str, Any], ...]


def read_records(
    inputs: Source | Sequence[Source], *, mapping: str | os.PathLike[str] | RecordMapping
) -> Iterator[MappedRecord]:
    """Everybody in some files or databases as candidate records, in order; each is made when it is asked for.

    ``inputs``: files (XLSX, CSV, JSON, SQLite), folders of files, URLs of databases. ``mapping``: a shipped one by
    its name, the path of a mapping file, or a mapping. Every row that counts is in some record or in the rows of one
    that is at fault, rows about people who are not listed included. Raises :class:`InputError` when the first is asked
    for, where an input, a table or a column that is mapped is not there.
    """
    read = load_mapping(mapping)
    with opened(inputs, read) as staged:
        maker = maker_of(staged, read)
        for person in staged.people():
            yield _mapped(maker, person)


@contextmanager
def opened(inputs: Source | Sequence[Source], mapping: RecordMapping) -> Iterator[Staged]:
    """The rows of some inputs by person; everything is read at once, and forgotten at the end."""
    named = [inputs] if isinstance(inputs, (str, os.PathLike)) else [*inputs]
    with open_inputs(named, mapping.layout) as found:
        staged = stage(found, mapping)
    try:
        yield staged
    finally:
        staged.database.close()


def maker_of(staged: Staged, mapping: RecordMapping) -> Maker:
    """What makes records of what was read."""
    return Maker(mapping, staged.heads, staged.whole)


def rows_of(person: Person) -> tuple[dict[str, Any], ...]:
    """The rows about a person as they are, for whoever has to correct them."""
    return tuple(_row(row) for rows in person.rows.values() for row in rows)


def _row(row: Row) -> dict[str, Any]:
    return {"at": str(row.at(None, ())), "cells": {key: _shown(value) for key, value in row.cells.items()}}


def _shown(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, bool, int)) else text_of(value)


def _mapped(maker: Maker, person: Person) -> MappedRecord:
    try:
        return MappedRecord(person.number, maker.record(person), (), rows_of(person))
    except InputError as error:
        return MappedRecord(person.number, None, error.faults, rows_of(person))
