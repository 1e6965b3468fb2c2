"""From everything on record about a person to a candidate record, and every fault back to the cell it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from vip_cert_rules.candidate.fields import FieldSpec, specs
from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.candidate.structure import structure_fast, structure_thoroughly
from vip_cert_rules.faults import Fault, InputError, Path, Place, render_path, show
from vip_cert_rules.mappings.cells import CellError, value_of
from vip_cert_rules.mappings.folding import Version, fold
from vip_cert_rules.mappings.language.file import RECORD_LISTS
from vip_cert_rules.mappings.model import FieldSource, Part, RecordMapping, Rows
from vip_cert_rules.mappings.rows import Row
from vip_cert_rules.mappings.staged import PEOPLE, Head, Person
from vip_cert_rules.shapes import ListOf

_PERSON_SPECS = dict(specs(Candidate))
_SPECS = {name: dict(specs(cls)) for name, cls in RECORD_LISTS.items()}
_DAY_SPEC: FieldSpec = _SPECS["employments"]["end"]


@attrs.frozen(eq=False)
class Maker:
    """Makes records. Can be pickled: it holds what was read of tables, not the tables."""

    mapping: RecordMapping
    heads: tuple[Head | None, ...]
    whole: frozenset[int]

    def record(self, person: Person) -> dict[str, Any]:
        """The record of a person. Raises :class:`InputError` with every fault, each at the cell it comes from."""
        return _Making(self, person).record()

    def candidate(self, person: Person) -> Candidate:
        """The same, as a candidate."""
        return _Making(self, person).candidate()


class _Making:
    """One record while it is made."""

    def __init__(self, maker: Maker, person: Person) -> None:
        self._maker = maker
        self._person = person
        self._places: dict[Path, Place] = {}
        self._faults: list[Fault] = []
        self._broken: set[str] = set()
        """Paths whose value could not be made: what the record's own check would say of them has been told."""

    def record(self) -> dict[str, Any]:
        """The record as plain data, after every check."""
        record = self._made()
        self._checked(record)
        return record

    def candidate(self) -> Candidate:
        """The candidate, after every check."""
        return self._checked(self._made())

    def _checked(self, record: dict[str, Any]) -> Candidate:
        if not self._faults:
            candidate = structure_fast(record)
            if candidate is not None:
                return candidate
        try:
            candidate = structure_thoroughly(record)
        except InputError as error:
            self._faults += [self._placed(fault) for fault in error.faults if fault.path not in self._broken]
        else:
            if not self._faults:
                return candidate
        raise InputError(self._faults)

    def _made(self) -> dict[str, Any]:
        person, mapping = self._person, self._maker.mapping
        rows = person.rows.get(PEOPLE, ())
        for every in person.rows.values():
            self._faults += [fault for row in every for fault in row.problems]
        self._check_listed(rows)
        record: dict[str, Any] = {"id": person.key}
        if rows:
            head = self._head(PEOPLE)
            self._places[()] = rows[0].at(None, head.headers)
            self._places[("id",)] = self._place(rows[0], mapping.people.rows.key, head)
            for name, source in mapping.people.fields.items():
                record[name] = self._value(rows[0], source, _PERSON_SPECS[name], (name,), head)
        source_number, statement = PEOPLE, PEOPLE + sum(len(one.parts) for one in mapping.lists)
        for one in mapping.lists:
            entries: list[dict[str, Any]] = []
            is_there = True
            for part in one.parts:
                source_number += 1
                if self._maker.heads[source_number] is None:
                    is_there = False
                    continue
                self._add(entries, one.name, part, source_number)
            is_complete = one.complete
            if isinstance(is_complete, Rows):
                statement += 1
                is_complete = statement in self._maker.whole or bool(person.rows.get(statement))
            if entries or (is_complete and is_there):
                record[one.name] = entries
        return record

    def _check_listed(self, rows: tuple[Row, ...]) -> None:
        person, people = self._person, self._maker.mapping.people
        key = " or ".join(people.rows.key)
        if not rows:
            some = next(iter(person.rows.items()))
            place = some[1][0].at(None, self._head(some[0]).headers)
            if person.key is None:
                self._faults.append(
                    Fault("no-number", "id", f"a row without an employee number (`{key}`)", None, place)
                )
            else:
                message = f"rows about {show(person.key)}, who is not among the people"
                hint = "add the person, or correct the number"
                self._faults.append(Fault("nobody-with-number", "id", message, hint, place))
            self._broken |= {"id"}
        elif person.key is None:
            place = rows[0].at(None, self._head(PEOPLE).headers)
            self._faults.append(Fault("no-number", "id", f"a person without an employee number (`{key}`)", None, place))
            self._broken |= {"id"}
        elif len(rows) > 1 and not people.distinct:
            place = rows[1].at(None, self._head(PEOPLE).headers)
            message = f"{show(person.key)} is there {len(rows)} times among the people"
            self._faults.append(Fault("duplicate-person", "id", message, "keep one of the rows", place))

    def _add(self, entries: list[dict[str, Any]], name: str, part: Part, source: int) -> None:
        head = self._head(source)
        versions: list[Version[tuple[Row, int]]] = []
        for row in self._person.rows.get(source, ()):
            number = len(entries) + len(versions)
            path = (name, number)
            said = {
                field: self._value(row, one, _SPECS[name][field], (*path, field), head)
                for field, one in part.fields.items()
            }
            self._places[path] = row.at(None, head.headers)
            if part.fold is None:
                entries.append(said)
            else:
                version = self._version(row, part, said, path, head)
                if version is not None:
                    versions.append(version)
        since = [one.since for one in versions]
        for i, one in enumerate(versions):
            if one.since in since[:i]:
                assert part.fold is not None
                place = self._place(one.origin[0], part.fold.valid_from.columns, head)
                message = f"two versions are in force from {one.since}"
                self._faults.append(Fault("two-versions", render_path((name, one.origin[1])), message, None, place))
                return
        if versions:
            self._fold(entries, name, part, versions, head)

    def _version(
        self, row: Row, part: Part, said: Mapping[str, Any], path: Path, head: Head
    ) -> Version[tuple[Row, int]] | None:
        assert part.fold is not None
        fold_by = part.fold
        before = len(self._faults)
        since = self._value(row, fold_by.valid_from, _DAY_SPEC, (*path, "start"), head)
        begins = None if fold_by.begins is None else self._value(row, fold_by.begins, _DAY_SPEC, (*path, "start"), head)
        ends = None if fold_by.ends is None else self._value(row, fold_by.ends, _DAY_SPEC, (*path, "end"), head)
        if len(self._faults) > before:
            return None
        if since is None:
            place = self._place(row, fold_by.valid_from.columns, head)
            message = "a version without the day from which it is in force"
            self._faults.append(Fault("null-not-allowed", render_path((*path, "start")), message, None, place))
            return None
        if begins is not None and ends is not None and ends < begins:
            place = self._place(row, fold_by.ends.columns if fold_by.ends else (), head)
            message = f"{ends} is before the contract begins, on {begins}"
            self._faults.append(Fault("end-before-start", render_path((*path, "end")), message, None, place))
            return None
        return Version(since, begins, ends, said, (row, int(path[1])))

    def _fold(
        self, entries: list[dict[str, Any]], name: str, part: Part, versions: list[Version[tuple[Row, int]]], head: Head
    ) -> None:
        fold_by = part.fold
        assert fold_by is not None
        first = len(entries)
        for path in [path for path in self._places if path[:1] == (name,) and len(path) > 1 and int(path[1]) >= first]:
            del self._places[path]
        for stretch in fold(versions):
            path = (name, len(entries))
            row, _number = stretch.origin
            self._places[path] = row.at(None, head.headers)
            begins = fold_by.begins if stretch.said is None and fold_by.begins is not None else fold_by.valid_from
            self._places[_join(path, "start")] = self._place(row, begins.columns, head)
            if fold_by.ends is not None:
                self._places[_join(path, "end")] = self._place(row, fold_by.ends.columns, head)
            for field, one in part.fields.items():
                self._places[_join(path, field)] = self._place(row, one.columns, head)
            said = dict.fromkeys(part.fields) if stretch.said is None else stretch.said
            entries.append({**said, "start": stretch.start, "end": stretch.end})

    def _value(self, row: Row, source: FieldSource, spec: FieldSpec, path: Path, head: Head) -> Any:
        if not source.columns:
            return [source.constant] if isinstance(spec.shape, ListOf) else source.constant
        column = head.columns[source.columns]
        place = row.at(column, head.headers)
        self._places[path] = place
        cell = row.cells.get(column)
        try:
            return value_of(cell, source, spec, self._maker.mapping)
        except CellError as error:
            where = render_path(path)
            if not row.problems:
                self._faults.append(Fault(error.code, where, error.message, error.help, place))
            self._broken.add(where)
            return cell

    def _place(self, row: Row, columns: tuple[str, ...], head: Head) -> Place:
        return row.at(head.columns.get(columns), head.headers)

    def _head(self, source: int) -> Head:
        head = self._maker.heads[source]
        assert head is not None
        return head

    def _placed(self, fault: Fault) -> Fault:
        """The fault of a record at the cell from which the value came, or that of the row."""
        at = max((path for path in self._places if _within(fault.path, render_path(path))), key=len, default=None)
        return fault if at is None else attrs.evolve(fault, place=self._places[at])


def _join(path: Path, name: str) -> Path:
    return (*path, name)


def _within(path: str, outer: str) -> bool:
    return not outer or path == outer or path.startswith((f"{outer}.", f"{outer}["))
