"""Rows out of files: how they are written, and what is wrong with them, told at the cell."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.mappings.small import SMALL, entry, faults_of, read
from vip_cert_rules import InputError, structure_candidate

HEAD = "no,level,paper,day,mark,verdict\n"


def folder(path: Path, exams: str, people: str = "no\nE1\n", encoding: str = "utf-8") -> Path:
    (path / "people.csv").write_text(people, encoding=encoding)
    (path / "exams.csv").write_text(exams, encoding=encoding)
    return path


@pytest.fixture
def sheets(tmp_path: Path) -> tuple[Any, Worksheet, Path]:
    """A workbook, its sheet of examinations, and where it is saved."""
    book = openpyxl.Workbook()
    people = book.active
    assert isinstance(people, Worksheet)
    people.title = "people"
    people.append(["no"])
    people.append(["E1"])
    exams = book.create_sheet("exams")
    exams.append(["no", "level", "paper", "day", "mark", "verdict"])
    return book, exams, tmp_path / "staff.xlsx"


# --- CSV -------------------------------------------------------------------------------------------------------------


def test_rows_become_entries(tmp_path: Path) -> None:
    text = HEAD + "E1,3,笔试,2026/5/1,71.5,\nE1, 3 ,面试,2026-05-02,,合格\nE1,3,笔试,2026/5/3,,缺考\n"
    (one,) = read(folder(tmp_path, text))
    assert one.record == {
        "id": "E1",
        "results": [
            entry(taken=date(2026, 5, 1), score=Decimal("71.5")),
            entry(taken=date(2026, 5, 2), component="interview", passed=True),
            entry(taken=date(2026, 5, 3)),
        ],
    }
    assert structure_candidate(one.record).id == "E1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = SMALL if encoding != "gb18030" else SMALL.replace("people:", "files: {encoding: gb18030}\npeople:", 1)
    (one,) = read(folder(tmp_path, HEAD + "E1,3,笔试,2026/5/1,60,合格\n", encoding=encoding), text=text)
    assert one.record is not None and one.record["results"][0]["passed"] is True


def test_another_encoding_is_told_and_not_guessed_at(tmp_path: Path) -> None:
    path = folder(tmp_path, HEAD + "E1,3,笔试,2026/5/1,60,合格\n", encoding="gb18030")
    with pytest.raises(InputError) as raised:
        read(path)
    assert ["wrong-encoding"] == [fault.code for fault in raised.value.faults]
    assert "gb18030" in str(raised.value)


@pytest.mark.parametrize(
    ("row", "code", "path", "column"),
    [
        ("E1,三级,笔试,2026/5/1,60,", "not-a-number", "results[0].level", "level"),
        ("E1,3.5,笔试,2026/5/1,60,", "wrong-type", "results[0].level", "level"),
        ("E1,10,笔试,2026/5/1,60,", "too-high", "results[0].level", "level"),
        ("E1,,笔试,2026/5/1,60,", "level-missing", "results[0].level", "level"),
        ("E1,3,口试,2026/5/1,60,", "unknown-value", "results[0].component", "paper"),
        ("E1,3,,2026/5/1,60,", "null-not-allowed", "results[0].component", "paper"),
        ("E1,3,笔试,2026/2/29,60,", "not-a-day", "results[0].taken", "day"),
        ("E1,3,笔试,1899/12/31,60,", "day-out-of-range", "results[0].taken", "day"),
        ("E1,3,笔试,,60,", "null-not-allowed", "results[0].taken", "day"),
        ("E1,3,笔试,2026/5/1,100.5,", "too-high", "results[0].score", "mark"),
        ("E1,3,笔试,2026/5/1,60.001,", "too-many-decimals", "results[0].score", "mark"),
        ("E1,3,笔试,2026/5/1,六十,", "not-a-number", "results[0].score", "mark"),
        ("E1,3,笔试,2026/5/1,６０,", "not-a-number", "results[0].score", "mark"),
        ("E1,3,笔试,2026/5/1,1e1,", "not-a-number", "results[0].score", "mark"),
        ("E1,3,笔试,2026/5/1,60,及格", "unknown-value", "results[0].passed", "verdict"),
    ],
)
def test_what_is_wrong_with_a_cell_is_told_at_the_cell(
    tmp_path: Path, row: str, code: str, path: str, column: str
) -> None:
    (one,) = read(folder(tmp_path, HEAD + row + "\n"))
    assert one.record is None
    place = f"{tmp_path / 'exams.csv'}, line 2, column {column}"
    found = faults_of(one)
    assert [(path, place)] == [(at, where) for _, at, where in found]
    assert code in found[0][0] or code == "level-missing"


def test_every_fault_of_a_person_is_told_at_once(tmp_path: Path) -> None:
    text = HEAD + "E1,3,口试,2026/2/29,101,\nE1,3,笔试,2026/5/1,60,\nE1,x,笔试,2026/5/1,60,\n"
    (one,) = read(folder(tmp_path, text))
    assert {"results[0].component", "results[0].taken", "results[0].score", "results[2].level"} == {
        path for _, path, _ in faults_of(one)
    }


def test_no_row_is_lost(tmp_path: Path) -> None:
    """Rows of nobody, without a number, of a number that is there twice: each is in what is told."""
    text = HEAD + "E9,3,笔试,2026/5/1,60,\n,3,笔试,2026/5/2,60,\nE2,3,笔试,2026/5/3,60,\n,3,笔试,2026/5/4,60,\n"
    found = read(folder(tmp_path, text, people="no,name\nE1,\nE2,\n,nobody\nE2,\n"))
    told = [(one.number, one.record is not None, [fault.code for fault in one.faults]) for one in found]
    assert told == [
        (1, True, []),
        (2, False, ["duplicate-person"]),
        (3, False, ["no-number"]),
        (4, False, ["nobody-with-number"]),
        (5, False, ["no-number"]),
        (6, False, ["no-number"]),
    ]
    rows = [row["at"] for one in found for row in one.rows]
    assert len(rows) == len(set(rows)) == 8


def test_rows_of_others_can_be_left_out(tmp_path: Path) -> None:
    text = SMALL.replace("key: no}", "key: no, others: leave-out}", 1)
    found = read(folder(tmp_path, HEAD + "E9,3,笔试,2026/5/1,60,\n"), text=text)
    assert [{"id": "E1", "results": []}] == [one.record for one in found]


def test_a_row_that_has_too_many_cells_is_a_fault_of_its_person(tmp_path: Path) -> None:
    (one,) = read(folder(tmp_path, HEAD + "E1,3,笔试,2026/5/1,1,024,\n"))
    assert [("ragged-row", "", f"{tmp_path / 'exams.csv'}, line 2")] == faults_of(one)


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    """Also after a cell of several lines, and after empty ones."""
    (one,) = read(
        folder(
            tmp_path,
            '"no",level,paper,day,mark,"ver\ndict"\n\n,,,,,\n'.replace("ver\n", "ver") + "E1,x,笔试,2026/5/1,60,\n",
        )
    )
    assert [f"{tmp_path / 'exams.csv'}, line 4, column level"] == [place for _, _, place in faults_of(one)]


@pytest.mark.parametrize(
    ("exams", "code"),
    [
        ("no,level,paper,day,mark\n", "no-such-header"),
        ("no,level,level,paper,day,mark,verdict\n", "duplicate-header"),
        ("no,number,level,paper,day,mark,verdict\n", "ambiguous-header"),
        ("", "no-headers"),
        (HEAD + '"E1\n', "not-csv"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_before_anything_is(tmp_path: Path, exams: str, code: str) -> None:
    with pytest.raises(InputError) as raised:
        read(folder(tmp_path, exams))
    assert [code] == [fault.code for fault in raised.value.faults]


def test_a_table_that_is_not_there_or_there_twice_is_told(tmp_path: Path) -> None:
    path = folder(tmp_path, HEAD)
    (path / "exams.csv").rename(path / "exam.csv")
    with pytest.raises(InputError, match="did you mean `exam`") as raised:
        read(path)
    assert ["lists.results.from[0].table"] == [fault.path for fault in raised.value.faults]
    with pytest.raises(InputError, match="several tables can be meant"):
        read(path, path / "people.csv", path / "exam.csv", text=SMALL.replace("table: exams", "table: exam"))
    (path / "notes.txt").write_text("")
    with pytest.raises(InputError, match="is no kind of file that is read"):
        read(path / "notes.txt")
    (path / "empty").mkdir()
    with pytest.raises(InputError, match="there is no file of CSV or JSON"):
        read(path / "empty")


def test_a_constant_is_the_same_for_every_row(tmp_path: Path) -> None:
    """Of a list it is the one thing in it."""
    text = """
mapping: m
version: "1"
people: {table: people, key: no, fields: {preparing_for: {constant: account-manager}}}
lists:
  trainings:
    complete: false
    from:
      - table: exams
        key: no
        fields:
          programme: {constant: account-manager}
          level: {constant: 1}
          completed: {constant: 2026-05-01}
          hours: {constant: 12.5}
          courses_completed: {constant: true}
          modules: {constant: "1.2.3"}
"""
    (one,) = read(folder(tmp_path, HEAD + "E1,,,,,\n"), text=text)
    assert one.record is not None, one.faults
    assert ["account-manager"] == one.record["preparing_for"]
    (training,) = structure_candidate(one.record).trainings or ()
    assert (("1.2.3",), Decimal("12.5"), True) == (training.modules, training.hours, training.courses_completed)


def test_a_row_of_headers_further_down(tmp_path: Path) -> None:
    text = SMALL.replace("people:", "files: {header_row: 2, delimiter: ';'}\npeople:", 1)
    found = read(
        folder(
            tmp_path, "成绩表;;;;;\n" + HEAD.replace(",", ";") + "E1;3;笔试;2026/5/1;60;\n", people="名单\nno\nE1\n"
        ),
        text=text,
    )
    assert [1] == [len(one.record["results"]) for one in found if one.record]


# --- workbooks -------------------------------------------------------------------------------------------------------


def test_cells_of_a_sheet_have_types(sheets: tuple[Any, Worksheet, Path]) -> None:
    book, exams, path = sheets
    exams.append(["E1", 3, "笔试", datetime(2026, 5, 1), 71.5, None])
    exams.append(["E1", 3.0, "面试", "2026/5/2", "60", "合格"])
    book.save(path)
    (one,) = read(path)
    assert one.record is not None, one.faults
    person = structure_candidate(one.record)
    assert person.results is not None
    assert [(3, Decimal("71.5"), date(2026, 5, 1)), (3, Decimal(60), date(2026, 5, 2))] == [
        (one.level, one.score, one.taken) for one in person.results
    ]


def test_employee_numbers_are_joined_whether_text_or_number(sheets: tuple[Any, Worksheet, Path]) -> None:
    """But never by guessing at zeros that a number has lost."""
    book, exams, path = sheets
    for number in ("1001", "0007"):
        book["people"].append([number])
    exams.append([1001, 3, "笔试", "2026/5/2", 60, None])
    exams.append([7, 3, "笔试", "2026/5/2", 60, None])
    book.save(path)
    found = read(path)
    assert ["E1", "1001", "0007", None] == [one.record and one.record["id"] for one in found]
    assert 1 == len(found[1].record["results"] if found[1].record else ())
    assert ["nobody-with-number"] == [fault.code for fault in found[3].faults]


@pytest.mark.parametrize(
    ("column", "value", "code", "cell"),
    [
        (5, "=60+1", "formula-without-value", "cell E2, column mark"),
        (5, "#N/A", "error-in-cell", "cell E2, column mark"),
        (8, "note", "no-header", "cell H2, column "),
        (4, datetime(2026, 5, 1, 9, 30), "not-a-day", "cell D2, column day"),
        (5, True, "not-a-number", "cell E2, column mark"),
    ],
)
def test_cells_that_say_nothing_for_sure_are_faults(
    sheets: tuple[Any, Worksheet, Path], column: int, value: Any, code: str, cell: str
) -> None:
    book, exams, path = sheets
    exams.append(["E1", 3, "笔试", "2026/5/1", 60, None])
    exams.cell(2, column).value = value
    book.save(path)
    (one,) = read(path)
    assert [(code, f"{path}, sheet exams, {cell}")] == [(found, place) for found, _, place in faults_of(one)]


def test_a_cell_of_a_day_that_is_none_is_a_fault_and_no_warning(sheets: tuple[Any, Worksheet, Path]) -> None:
    """Warnings are errors in these tests, and may be in a program that embeds this."""
    book, exams, path = sheets
    exams.append(["E1", 3, "笔试", 99999999, 60, None])
    exams["D2"].number_format = "yyyy-mm-dd"
    book.save(path)
    (one,) = read(path)
    assert [("error-in-cell", f"{path}, sheet exams, cell D2, column day")] == [
        (found, place) for found, _, place in faults_of(one)
    ]


def test_merged_cells_are_not_read_as_empty_ones(sheets: tuple[Any, Worksheet, Path]) -> None:
    book, exams, path = sheets
    for _ in range(3):
        exams.append(["E1", 3, "笔试", "2026/5/1", 60, None])
    exams.merge_cells("A2:A4")
    book.save(path)
    with pytest.raises(InputError, match="merged cells in sheet `exams`: A2:A4"):
        read(path)


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "staff.xlsx").write_bytes(b"\xd0\xcf\x11\xe0 an old workbook, or one with a password")
    with pytest.raises(InputError, match="is no workbook that can be read"):
        read(tmp_path / "staff.xlsx")


# --- JSON ------------------------------------------------------------------------------------------------------------


def test_tables_of_a_file_of_json(tmp_path: Path) -> None:
    data = {
        "people": [{"no": "E1"}],
        "exams": [{"no": "E1", "level": 3, "paper": "笔试", "day": "2026-05-01", "mark": 71.5, "verdict": None}],
    }
    (tmp_path / "dump.json").write_text(json.dumps(data), encoding="utf-8")
    (one,) = read(tmp_path / "dump.json")
    assert one.record is not None and one.record["results"] == [entry(taken=date(2026, 5, 1), score=Decimal("71.5"))]
    data["exams"][0]["mark"] = 101
    (tmp_path / "dump.json").write_text(json.dumps(data), encoding="utf-8")
    (one,) = read(tmp_path / "dump.json")
    assert [f"{tmp_path / 'dump.json'}, entry 1, column mark"] == [place for _, _, place in faults_of(one)]


def test_lines_of_json(tmp_path: Path) -> None:
    (tmp_path / "people.jsonl").write_text('{"no": "E1"}\n\n{"no": "E2"}\n7\n', encoding="utf-8")
    (tmp_path / "exams.json").write_text("[]", encoding="utf-8")
    text = "mapping: m\nversion: '1'\npeople: {table: people, key: no}\nlists: {}\n"
    found = read(tmp_path / "people.jsonl", text=text)
    assert ["E1", "E2", None] == [one.record and one.record["id"] for one in found]
    assert {"wrong-type", "no-number"} == {fault.code for fault in found[2].faults}
