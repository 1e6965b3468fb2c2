"""The workbook to fill in: whatever can be said in a record can be said in it, and is read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.cli.calling import call
from tests.mappings.filling import MAPPING, fill_in
from tests.strategies import records
from vip_cert_rules import InputError, structure_candidate
from vip_cert_rules.mappings.people import read_records
from vip_cert_rules.mappings.template import write_template
from vip_cert_rules.text import Lang


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(record=records(), lang=st.sampled_from(Lang), style=st.integers(0, 20))
def test_a_record_that_is_filled_in_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, record: dict[str, Any], lang: Lang, style: int
) -> None:
    path = tmp_path_factory.mktemp("filled") / "staff.xlsx"
    record = {**record, "id": "E0012", "preparing_for": record.get("preparing_for")}
    record.pop("extra", None)
    try:
        fill_in(path, record, lang, style)
    except KeyError:
        assume(False)
    (read,) = read_records(path, mapping="template")
    assert () == read.faults
    assert read.record is not None
    given_record = structure_candidate(record)
    assert structure_candidate(read.record) == given_record


@pytest.mark.parametrize("lang", Lang)
def test_an_empty_workbook_has_nobody_in_it(tmp_path: Path, lang: Lang) -> None:
    write_template(tmp_path / "staff.xlsx", lang)
    assert [] == [*read_records(tmp_path / "staff.xlsx", mapping="template")]


@pytest.mark.parametrize("lang", Lang)
def test_a_sheet_for_each_list_and_words_to_choose_from(tmp_path: Path, lang: Lang) -> None:
    write_template(tmp_path / "staff.xlsx", lang)
    book = openpyxl.load_workbook(tmp_path / "staff.xlsx")
    listed = [part.rows.tables[0 if lang is Lang.ZH else 1] for one in MAPPING.lists for part in one.parts]
    assert listed == book.sheetnames[1:-2]
    rules = book["证书" if lang is Lang.ZH else "certificates"].data_validations.dataValidation
    offered = [rule.formula1 for rule in rules]
    assert ('"集团公司,省公司"' if lang is Lang.ZH else '"group,province"') in offered
    assert ('"一级,二级,三级,四级,五级,不分级"' in offered) is (lang is Lang.ZH)


def test_nobody_has_said_that_a_list_is_complete(tmp_path: Path) -> None:
    """Until somebody does, a list without rows is not known; a sheet that is gone never says anything."""
    path = tmp_path / "staff.xlsx"
    write_template(path, Lang.ZH)
    book = openpyxl.load_workbook(path)
    book["人员"].append(["E1"])
    book.save(path)
    (one,) = read_records(path, mapping="template")
    assert one.record == {"id": "E1", "preparing_for": None}
    for row in book["完整性"].iter_rows(min_row=2):
        row[1].value = "是"
    book.remove(book["证书"])
    book.save(path)
    (one,) = read_records(path, mapping="template")
    lists = {listed.name for listed in MAPPING.lists} - {"certificates"}
    assert one.record == {"id": "E1", "preparing_for": None, **{name: [] for name in lists}}


@pytest.mark.parametrize("answer", ["#N/A", "=1=1"])
def test_an_answer_that_says_nothing_for_sure_makes_no_list_complete(tmp_path: Path, answer: str) -> None:
    path = tmp_path / "staff.xlsx"
    write_template(path, Lang.ZH)
    book = openpyxl.load_workbook(path)
    book["人员"].append(["E1"])
    book["完整性"]["B3"].value = answer
    book.save(path)
    with pytest.raises(InputError) as raised:
        next(read_records(path, mapping="template"))
    assert {f"{path}, sheet 完整性, cell B3, column 是否完整"} == {str(fault.place) for fault in raised.value.faults}


@pytest.mark.parametrize("answer", [None, "否", "也许", "不是"])
def test_only_a_yes_makes_a_list_complete(tmp_path: Path, answer: str | None) -> None:
    path = tmp_path / "staff.xlsx"
    write_template(path, Lang.ZH)
    book = openpyxl.load_workbook(path)
    book["人员"].append(["E1"])
    book["完整性"]["B3"].value = answer
    book.save(path)
    (one,) = read_records(path, mapping="template")
    assert one.record is not None and "employments" not in one.record


def test_the_command_writes_it_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "staff.xlsx"
    said = call(capsys, "template", path, "--lang", "en")
    assert (0, f"written to {path}\n") == (said.status, said.out)
    before = path.read_bytes()
    said = call(capsys, "template", path)
    assert 2 == said.status and "is there already" in said.err
    assert before == path.read_bytes()
    said = call(capsys, "template", tmp_path / "staff.xls")
    assert 2 == said.status and "no XLSX file" in said.err
    said = call(capsys, "template", tmp_path / "nowhere" / "staff.xlsx")
    assert 2 == said.status and "cannot be written: no such file or directory" in said.err
    assert 2 == call(capsys, "template").status
