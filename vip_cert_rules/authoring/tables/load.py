"""From a file of rule tests to a :class:`RuleTest`; every fault at once, with its place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from vip_cert_rules.authoring.tables.cases import Laid, Maker, Sheet, add_once
from vip_cert_rules.authoring.tables.language import ROW, RULE_TEST
from vip_cert_rules.authoring.tables.model import Rules, RuleTest, Table
from vip_cert_rules.authoring.tables.parts import Adjusted, RowPart, TablePart
from vip_cert_rules.authoring.tables.spreadsheet import read_csv
from vip_cert_rules.faults import Fault, InputError, VipCertRulesError, reason_of
from vip_cert_rules.faults import Path as At
from vip_cert_rules.reading import Document, read_file
from vip_cert_rules.rulesets.bundled import bundled_names, find_rules
from vip_cert_rules.rulesets.folders import bundled_overlay_names, rules_folder
from vip_cert_rules.rulesets.overlays.overlay import Overlay, load_overlay, load_parameters
from vip_cert_rules.rulesets.versions.family import TESTS, files_in
from vip_cert_rules.shapes import ListOf, Refused

_Overlays = tuple[tuple[Overlay, ...], tuple[Overlay, ...]]
"""Overlays, and parameters that are supplied."""


def load_rule_test(source: str | os.PathLike[str]) -> RuleTest:
    """The rule tests in a file. Raises :class:`InputError` with every fault of the file and of what it refers to."""
    return structure_rule_test(read_file(source, InputError))


def structure_rule_test(document: Document) -> RuleTest:
    """The rule tests in a text; what it refers to is looked for from the folder of its name. Faults as above."""
    return _Loader(document.name).load(document)


class _Loader:
    """Loads one file, noting all others that it needs."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.folder = Path(path).parent
        self.files = [Path(path)]
        self.sheets: list[Sheet] = []

    def load(self, document: Document) -> RuleTest:
        sheet = self._sheet(document)
        file = RULE_TEST.read(document.value, (), sheet.report)
        if isinstance(file, Refused):
            raise InputError(sheet.report.in_order())
        rules = self._rules(file.ruleset, sheet)
        outer = self._laid(file.adjusted, (), sheet)
        tables: list[Table] = []
        names: set[str] = set()
        for part in file.tables:
            if part.name in names:
                message = f"another table is called `{part.name}`"
                sheet.report.add("duplicate-table", (*part.path, "name"), message, "give each a name of its own")
            names.add(part.name)
            inner = self._laid(part.adjusted, part.path, sheet)
            rows, rows_sheet = self._rows(part, sheet)
            if rules is not None and outer is not None and inner is not None:
                overlays = _in_order(outer, inner)
                tables.append(Maker(file, rules, sheet).table(part, rows, rows_sheet, Laid(overlays)))
        # several cases may come upon the same fault of a row, a table or the person
        faults = dict.fromkeys(fault for one in self.sheets for fault in one.report.in_order())
        if faults or rules is None:
            raise InputError(faults)
        return RuleTest(self.path, file.title, rules, tuple(tables), tuple(dict.fromkeys(self.files)))

    def _sheet(self, document: Document) -> Sheet:
        sheet = Sheet.of(document)
        self.sheets.append(sheet)
        return sheet

    def _rules(self, ruleset: str, sheet: Sheet) -> Rules | None:
        """The rule set, by the name of a bundled one or by a path from the file."""
        source: Any = ruleset
        if os.sep in ruleset or "/" in ruleset or ruleset.endswith((".yaml", ".yml", ".json")):
            source = self.folder / ruleset
        try:
            if isinstance(source, Path):
                self.files += files_in(source) if source.is_dir() else [source]
            return find_rules(source)
        except VipCertRulesError as error:
            for fault in error.faults:
                add_once(sheet.report, fault, ("ruleset",))
        return None

    def _laid(self, adjusted: Adjusted, at: At, sheet: Sheet) -> _Overlays | None:
        """The overlays and the parameters of a file or a table; ``None`` after reporting why they cannot be read."""
        overlays: list[Overlay] = []
        supplied: list[Overlay] = []
        before = len(sheet.report.faults)
        for i, name in enumerate(adjusted.overlays):
            try:
                overlays.append(load_overlay(name if name in bundled_overlay_names() else self._beside(name)))
            except InputError as error:
                for fault in error.faults:
                    add_once(sheet.report, fault, (*at, "overlays", i))
        given = adjusted.parameters
        try:
            if given is not None:
                supplied.append(load_parameters(self._beside(given) if isinstance(given, str) else given))
        except InputError as error:
            for fault in error.faults:
                add_once(sheet.report, fault, (*at, "parameters"))
        return None if len(sheet.report.faults) != before else (tuple(overlays), tuple(supplied))

    def _beside(self, name: str) -> Path:
        path = self.folder / name
        self.files.append(path)
        return path

    def _rows(self, part: TablePart, sheet: Sheet) -> tuple[tuple[RowPart, ...], Sheet]:
        """The rows of a table, and the sheet on which they stand."""
        if part.csv is None:
            return part.rows or (), sheet
        path = self._beside(part.csv)
        try:
            beside = self._sheet(read_csv(_bytes_of(path), str(path)))
        except InputError as error:
            for fault in error.faults:
                add_once(sheet.report, fault, (*part.path, "csv"))
            return (), sheet
        value: Any = beside.document.value
        rows = ListOf(ROW).read(value["rows"], ("rows",), beside.report)
        return (() if isinstance(rows, Refused) else rows), beside


def _in_order(*laid: _Overlays) -> tuple[Overlay, ...]:
    """Overlays before parameters, those of the file before those of the table."""
    return tuple(chain(*(named for named, _supplied in laid), *(supplied for _named, supplied in laid)))


def _bytes_of(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise InputError([Fault("not-a-file", "", f"`{path}` is not a file")])
        return path.read_bytes()
    except FileNotFoundError as cause:
        raise InputError([Fault("not-found", "", f"there is no file `{path}`")]) from cause
    except (OSError, ValueError) as cause:  # a NUL in the name
        raise InputError([Fault("unreadable", "", f"`{path}` cannot be read: {reason_of(cause)}")]) from cause


def find_tests(paths: list[str]) -> list[str]:
    """The files of rule tests that paths stand for: files, all in folders, and those of bundled rule sets by name.

    Of the folders in a folder hidden ones and virtual environments are left out: what is in there is not the author's.
    Raises :class:`InputError` where a path stands for none.
    """
    found: dict[str, None] = {}
    faults = []
    for path in paths:
        if os.path.isdir(path):
            inside = sorted(_tests_in(path))
            found.update(dict.fromkeys(inside))
            if not inside:
                message = f"`{path}` holds no rule tests"
                faults.append(Fault("no-tests", "", message, f"the names of their files end in `{TESTS}`"))
        elif path in bundled_names() and not os.path.exists(path):
            found[str(rules_folder() / "tests" / f"{path}{TESTS}")] = None
        else:
            found[path] = None
    if faults:
        raise InputError(faults)
    return list(found)


def _tests_in(folder: str) -> Iterator[str]:
    for above, folders, files in os.walk(folder):
        inside = Path(above)
        folders[:] = [one for one in folders if one[0] != "." and not (inside / one / "pyvenv.cfg").exists()]
        yield from (str(inside / file) for file in files if file.endswith(TESTS) and (inside / file).is_file())
