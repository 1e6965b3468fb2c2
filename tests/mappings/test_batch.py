"""Batches over workbooks and databases: nobody is lost, whatever ends a run."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from examples.embedding.hr_to_decisions import HERE
from tests.batch.test_command import rows, start
from tests.cli.calling import ROOT, call
from vip_cert_rules.mappings.template import write_template
from vip_cert_rules.text import Lang

ASKED = ("--ruleset", "vip-service-manager", "--ask", "apply.3", "--as-of", "2026-11-24")
FILES = ("{}.jsonl", "{}.jsonl.rejects.jsonl")


def many(path: Path, people: int) -> Path:
    """A database of the example's tables with many people, every seventh at fault."""
    with closing(sqlite3.connect(path / "hr.db")) as database:
        database.executescript((HERE / "hr_schema.sql").read_text(encoding="utf-8"))
        for n in range(people):
            number = f"H{n:05}"
            database.execute("INSERT INTO person VALUES (?, '甲')", [number])
            unit = ("SF", "ZB", "??" if n % 7 == 3 else "ZY")[n % 3]
            database.execute("INSERT INTO assignment VALUES (?, '4031', ?, '2024-01-01', '9999-12-31')", [number, unit])
            database.execute("INSERT INTO file_checked VALUES (?, 'certificate')", [number])
        database.execute("INSERT INTO exam VALUES ('H-none', 3, '笔试', '2026-01-01', 60, NULL)")
        database.commit()
    return path / "hr.db"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_everybody_is_in_the_output_or_in_the_rejects(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many(folder, 250)
    for name, jobs in (("one", "1"), ("two", "2")):
        said = call(
            capsys, "batch", "hr.db", "--mapping", "sql-rows", *ASKED, "--output", f"{name}.jsonl", "--jobs", jobs
        )
        assert (1, "") == (said.status, said.err)
    decided, rejected = (rows(folder / name.format("one")) for name in FILES)
    numbers = {row["record"] for row in decided}, {row["record"] for row in rejected}
    assert numbers[0] | numbers[1] == set(range(1, 252)) and not numbers[0] & numbers[1]
    assert {n + 1 for n in range(250) if n % 3 == 2 and n % 7 == 3} | {251} == numbers[1]
    first, last = rejected[0], rejected[-1]
    assert {"unknown-value"} == {fault["code"] for fault in first["faults"]}
    assert "hr.db, table assignment, row 18, column unit_type" == first["faults"][0]["place"]
    assert "??" == first["rows"][1]["cells"]["unit_type"]
    assert ["nobody-with-number"] == [fault["code"] for fault in last["faults"]]
    for name in FILES:
        assert (folder / name.format("one")).read_bytes() == (folder / name.format("two")).read_bytes()


def test_a_run_that_is_killed_goes_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many(folder, 900)
    words = ("hr.db", "--mapping", "sql-rows", *ASKED, "--output")
    call(capsys, "batch", *words, "whole.jsonl")
    process: subprocess.Popen[bytes] = start(folder, *words, "out.jsonl")
    killed = 0
    while process.poll() is None and killed < 3:
        seen = _size(folder / "out.jsonl")
        while process.poll() is None and _size(folder / "out.jsonl") < seen + 500_000:
            time.sleep(0.002)
        process.kill()
        process.communicate()
        killed += 1
        process = start(folder, *words, "out.jsonl", "--resume")
    _, err = process.communicate(timeout=120)
    assert (1, b"") == (process.returncode, err) and killed >= 2
    for name in FILES:
        assert (folder / name.format("whole")).read_bytes() == (folder / name.format("out")).read_bytes()


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def test_a_batch_does_not_go_on_with_data_that_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = many(folder, 3)
    words = ("batch", "hr.db", "--mapping", "sql-rows", *ASKED, "--output", "out.jsonl")
    call(capsys, *words)
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE person SET name = '乙' WHERE person_no = 'H00000'")
        database.execute("UPDATE assignment SET unit_type = 'SF'")
        database.commit()
    said = call(capsys, *words, "--resume")
    assert 2 == said.status and "input: `sha256:" in said.err


def test_a_clerk_gets_a_sheet_from_a_sheet(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_template(folder / "staff.xlsx", Lang.ZH)
    book: Any = openpyxl.load_workbook(folder / "staff.xlsx")
    book["人员"].append(["E1"])
    book["任职"].append(["E1", "VIP客户服务经理", "集团总部", "2022/3/1"])
    book.save(folder / "staff.xlsx")
    words = ("batch", "staff.xlsx", "--mapping", "template", *ASKED, "--output", "out.jsonl", "--sheet", "out.xlsx")
    said = call(capsys, *words)
    assert (0, "") == (said.status, said.err)
    (head, row) = openpyxl.load_workbook(folder / "out.xlsx").active.iter_rows(values_only=True)
    told = dict(zip(head, row))
    assert ("E1", "不符合") == (told["人员"], told["结论"])
    about = json.loads((folder / "out.jsonl.batch.json").read_text(encoding="utf-8"))
    assert "template" == about["mapping"]["name"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["a.jsonl", "b.jsonl"], "several inputs need a mapping"),
        (["staff.xlsx"], "say with --mapping how records are made of it"),
        (["none.xlsx", "--mapping", "template"], "there is no file `none.xlsx`"),
        (["staff.xlsx", "--mapping", "templat"], "did you mean `template`?"),
    ],
)
def test_a_bad_call_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    (folder / "staff.xlsx").write_bytes(b"")
    said = call(capsys, "batch", *words, *ASKED, "--output", "out.jsonl")
    assert 2 == said.status and told in said.err
    assert not (folder / "out.jsonl").exists()


def test_it_works_where_warnings_are_errors(folder: Path) -> None:
    write_template(folder / "staff.xlsx", Lang.EN)
    many(folder, 3)
    for number, words in enumerate((("staff.xlsx", "--mapping", "template"), ("hr.db", "--mapping", "sql-rows"))):
        command = [sys.executable, "-W", "error", "-m", "vip_cert_rules", "batch", *words, *ASKED]
        done = subprocess.run(
            [*command, "--output", f"{number}.jsonl", "--sheet", f"{number}.xlsx"],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
        )
        assert (number, b"") == (done.returncode, done.stderr)
