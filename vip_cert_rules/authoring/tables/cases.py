"""From tables to cases: the person of each, what is asked, and whether the rules know what is expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

import attrs

from vip_cert_rules.authoring.tables.days import day_of, is_relative
from vip_cert_rules.authoring.tables.expand import Variant, Written, named_after, variants_of
from vip_cert_rules.authoring.tables.expecting import expectation_of
from vip_cert_rules.authoring.tables.language import ASKED, ASSUME, PARAMETER
from vip_cert_rules.authoring.tables.model import Asked, Case, Change, Row, Rules, Table
from vip_cert_rules.authoring.tables.parts import FilePart, RowPart, TablePart
from vip_cert_rules.authoring.tables.paths import read_path, set_at, swept
from vip_cert_rules.candidate.fields import RecordOf
from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.candidate.structure import CANDIDATE, structure_fast
from vip_cert_rules.faults import Fault, InputError, Path, Place
from vip_cert_rules.reading import Document
from vip_cert_rules.rulesets.call import Call
from vip_cert_rules.rulesets.overlays.overlay import Overlay
from vip_cert_rules.shapes import Day, ListOf, Refused, Report, Shape

NOBODY = "RULE-TEST"
"""The id of a person for whom the file gives none."""


@attrs.frozen
class Sheet:
    """Where rows are read from: the file itself, or a table beside it."""

    document: Document
    report: Report

    @classmethod
    def of(cls, document: Document) -> Sheet:
        """A sheet without faults so far."""
        return cls(document, Report(document.place_of, document.key_places.get))


@attrs.frozen
class Said:
    """A change, and the sheet on which it stands."""

    sheet: Sheet
    change: Written


@attrs.frozen
class Laid:
    """The overlays of a table, those of the file among them; parameters are the last of them."""

    overlays: tuple[Overlay, ...]


@attrs.define
class Maker:
    """Makes the cases of one file. Faults are added to the reports of the sheets."""

    file: FilePart
    rules: Rules
    sheet: Sheet

    def table(self, table: TablePart, rows: tuple[RowPart, ...], sheet: Sheet, laid: Laid) -> Table:
        """A table with all its cases."""
        taken: set[str] = set()
        out = []
        for row in rows:
            made = self._row(table, row, sheet, laid)
            names = dict.fromkeys((made.name, *(case.name for case in made.cases)))
            twice = next((name for name in names if name in taken), None)
            if twice is not None:
                message = f"another row of the table is called `{twice}`"
                sheet.report.add("duplicate-case", (*row.path, "case"), message, "give each row a `case` of its own")
            taken.update(names)
            out.append(made)
        return Table(table.name, table.clause, tuple(out))

    def _row(self, table: TablePart, row: RowPart, sheet: Sheet, laid: Laid) -> Row:
        name = row.case or named_after(row.changes) or ", ".join(row.each) or ", ".join(row.around) or "as given"
        place = sheet.document.place_of(row.path)
        cases = []
        if row.expect is None:
            hint = "one of `yes`, `no`, `unknown`"
            sheet.report.add("missing", (*row.path, "expect"), "missing; the outcome is needed here", hint)
            return Row(name, place, ())
        for variant in variants_of(row, sheet.report):
            case = self._case(table, row, variant, name, sheet, laid)
            if case is not None:
                cases.append(case)
        return Row(name, place, tuple(cases))

    def _case(
        self, table: TablePart, row: RowPart, variant: Variant, name: str, sheet: Sheet, laid: Laid
    ) -> Case | None:
        given = [
            Said(self.sheet, Written(key, value, (*table.path, "given", key))) for key, value in table.given.items()
        ]
        given += [Said(sheet, Written(key, value, (*row.path, key))) for key, value in row.changes.items()]
        given += [Said(sheet, change) for change in variant.changes]
        asking = _Asking(self, table, given, sheet, row)
        asked = asking.asked(laid)
        if asked is None:
            return None
        candidate = self._person(given, asked.as_of)
        if candidate is None:
            return None
        plan = asking.plan(asked)
        if plan is None:
            return None
        expectation = expectation_of(row, variant.number, plan, sheet.report)
        if expectation is None:
            return None
        return Case(
            name=f"{name} [{variant.label}]" if variant.label else name,
            table=table.name,
            clauses=row.clause or table.clause,
            place=sheet.document.place_of(row.path),
            asked=asked,
            rules=self.rules,
            candidate=candidate,
            changes=tuple(Change(said.change.key, said.change.value) for said in given),
            expectation=expectation,
            step=variant.step,
        )

    def _person(self, given: list[Said], as_of: date) -> Candidate | None:
        """The person of a case; ``None`` after reporting every fault of the record, each where it was written."""
        record: dict[str, Any] = {"id": NOBODY, **deepcopy(dict(self.file.person))}
        origins: dict[Path, tuple[Sheet, Path]] = {(): (self.sheet, ("person",))}
        sound = True
        for said in given:
            key, at, report = said.change.key, said.change.path, said.sheet.report
            if _is_asked(key):
                continue
            target = read_path(key, at, report)
            where = (
                None if isinstance(target, Refused) else set_at(record, target, deepcopy(said.change.value), at, report)
            )
            if where is None:
                sound = False
            else:
                origins = {path: origin for path, origin in origins.items() if path[: len(where)] != where}
                origins[where] = (said.sheet, at)
        if not sound:
            return None
        faults = Report()
        whole = with_days(swept(record), as_of, faults)
        if not faults.faults:
            person = structure_fast(whole)
            if person is not None:
                return person
            read = CANDIDATE.read(whole, (), faults)
            if not isinstance(read, Refused):
                return read
        for fault in faults.faults:
            _pass_on(fault, origins)
        return None


@attrs.define
class _Asking:
    """What one case asks: the innermost of file, table and row that says a word of the question holds."""

    maker: Maker
    table: TablePart
    given: list[Said]
    sheet: Sheet
    row: RowPart

    def asked(self, laid: Laid) -> Asked | None:
        """What is asked; ``None`` after reporting what is not said, or not said right."""
        words: dict[str, Any] = {**self.maker.file.adjusted.asked, **self.table.adjusted.asked}
        assume: dict[str, Any] = {**_mapping(self.maker.file.adjusted.assume), **_mapping(self.table.adjusted.assume)}
        supplied: dict[str, Any] = {}
        sound = True
        for said in self.given:
            key, value = said.change.key, said.change.value
            if key.startswith(ASSUME):
                assume[key.removeprefix(ASSUME)] = value
            elif key.startswith(PARAMETER):
                supplied[key.removeprefix(PARAMETER)] = value
            elif key in ASKED:
                read = None if value is None else ASKED[key].read(value, said.change.path, said.sheet.report)
                sound = sound and not isinstance(read, Refused)
                words[key] = read
        for word in ("question", "as_of"):
            if words.get(word) is None and sound:
                message = f"missing; `{word}` is said neither here, nor by the table, nor by the file"
                self.sheet.report.add("missing", (*self.row.path, word), message)
                sound = False
        if not sound:
            return None
        overlays = (*laid.overlays, Overlay(None, parameters=supplied)) if supplied else laid.overlays
        return Asked(
            words["question"], words.get("level"), words.get("position"), words["as_of"], words.get("rules_as_of"),
            assume, overlays,
        )  # fmt: skip

    def plan(self, asked: Asked) -> Any:
        """The plan of the question; ``None`` after reporting why it cannot be asked."""
        day, path = (asked.as_of, "as_of") if asked.rules_as_of is None else (asked.rules_as_of, "rules_as_of")
        rules = self.maker.rules
        faults: tuple[Fault, ...]
        try:
            rules = rules.overlaid(asked.overlays) if asked.overlays else rules
            call = Call(rules, asked.question, asked.level, asked.position, asked.assume or None)
            faults = call.faults_on(day, path)
            if not faults:
                ready = call.rules_on(day)
                return ready.plan(asked.question, asked.level, asked.position, asked.assume or None).plan
        except InputError as error:
            faults = error.faults
        for fault in faults:
            self._pass_on(fault)
        return None

    def _pass_on(self, fault: Fault) -> None:
        """Adds a fault of the call where what is at fault was said: by the row, the table, or the file."""
        for said in reversed(self.given):
            key = said.change.key
            if key == fault.path or (key.startswith((ASSUME, PARAMETER)) and _names(key, fault.path)):
                add_once(said.sheet.report, fault, said.change.path)
                return
        for path, adjusted in ((self.table.path, self.table.adjusted), ((), self.maker.file.adjusted)):
            if fault.path in adjusted.asked:
                add_once(self.maker.sheet.report, fault, (*path, fault.path))
                return
        add_once(self.sheet.report, fault, self.row.path)


def _names(key: str, path: str) -> bool:
    """Whether a key of a row is what the path of a fault is about."""
    name = key.split(".", 1)[1]
    return path in (key, name) or path.endswith(f".{name}")


def _is_asked(key: str) -> bool:
    return key in ASKED or key.startswith((ASSUME, PARAMETER))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value or {}


def _pass_on(fault: Fault, origins: Mapping[Path, tuple[Sheet, Path]]) -> None:
    """Adds a fault of a record where the value at fault was written."""
    path = parts_of(fault.path)
    start = next(path[:end] for end in range(len(path), -1, -1) if path[:end] in origins)
    sheet, at = origins[start]
    add_once(sheet.report, fault, (*at, *path[len(start) :]), at_key=fault.code == "unknown-key")


def parts_of(text: str) -> Path:
    """``results[2].score`` as ``("results", 2, "score")``."""
    out: list[str | int] = []
    for part in text.replace("[", ".[").split("."):
        if part:
            out.append(int(part[1:-1]) if part.startswith("[") and part[1:-1].isdigit() else part)
    return tuple(out)


def add_once(report: Report, fault: Fault, path: Path, *, at_key: bool = False) -> None:
    """Adds a fault at a path of a sheet, unless another case had the same."""
    place: Place | None = fault.place
    if place is None and at_key and report.key_place_of is not None:
        place = report.key_place_of(path)
    if place is None and report.place_of is not None:
        place = report.place_of(path)
    placed = attrs.evolve(fault, place=place)
    if placed not in report.faults:
        report.faults.append(placed)


def with_days(record: dict[str, Any], as_of: date, report: Report) -> dict[str, Any]:
    """A record whose days relative to the as-of date are days of the calendar."""
    return {key: _with_days(value, shape, as_of, (key,), report) for key, value, shape in _shaped(record, CANDIDATE)}


def _with_days(value: Any, shape: Shape[Any] | None, as_of: date, path: Path, report: Report) -> Any:
    if isinstance(shape, Day) and is_relative(value):
        day = day_of(value, as_of)
        if day is None:
            message = f"`{value}` is not a day counted from the as-of date"
            report.add("not-a-day", path, message, "for example `as_of - 2y`, `as_of - 18m + 1d`")
        return day.isoformat() if day else value
    if isinstance(shape, ListOf) and isinstance(value, list):
        return [_with_days(item, shape.item, as_of, (*path, i), report) for i, item in enumerate(value)]
    if isinstance(shape, RecordOf) and isinstance(value, Mapping):
        return {
            key: _with_days(item, inner, as_of, (*path, key), report)
            for key, item, inner in _shaped(value, shape.fields)
        }
    return value


def _shaped(value: Mapping[str, Any], shape: Any) -> Iterator[tuple[str, Any, Shape[Any] | None]]:
    for key, item in value.items():
        field = shape.fields.get(key)
        yield key, item, field.shape if field else None
