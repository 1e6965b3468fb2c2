"""`vip-cert test`: what it prints, its exit status, JUnit XML, and watching."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.authoring.tables.files import HEAD, with_rows, write
from tests.cli.calling import ROOT, call
from vip_cert_rules.authoring.tables.watching import look_at, wait_for_change

GOOD = "- {case: good, expect: yes}\n"
BAD = (
    '- {case: bad, clause: "6", certificates.issued: as_of - 3y, expect: yes, status: {certificate: met}, unmet: []}\n'
)


def test_what_is_not_as_expected_is_told_with_what_stands_in_the_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = with_rows(tmp_path, GOOD + BAD)
    said = call(capsys, "test", path, "--lang", "en")
    assert (1, "") == (said.status, said.err)
    told, standing_in_the_way = said.out.split("  What stands in the way\n")
    assert (
        told
        == f"""\
failed: valid :: bad
{path}:12 · hold.3 · 2026-11-24

Not as expected
  ✗ outcome: expected yes, is no
  ✗ hold.3.certificate: expected met, is unmet
  ✗ unmet: there and not expected: hold.3.certificate

What this case changes
  certificates.issued: as_of - 3y

Does not hold level 3 (intermediate).
"""
    )
    assert standing_in_the_way.startswith("    ✗ holds a valid certificate of level 3 (intermediate) or above: ")
    assert standing_in_the_way.endswith("\n\n1 passed, 1 failed\n")


def test_every_case_has_a_line_where_that_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = with_rows(tmp_path, GOOD + BAD)
    said = call(capsys, "test", path, "-v", "--lang", "en")
    assert 1 == said.status
    lines, _failed = said.out.split("\n\nfailed: ")
    assert [f"✓ yes      {path}:11  valid :: good", f"✗ no       {path}:12  valid :: bad"] == lines.splitlines()
    assert (
        f"✓ yes      {path}:11  valid :: good\n\n1 passed\n"
        == call(capsys, "test", path, "-vk", "good", "--lang", "en").out
    )
    assert (2, "") == ((none := call(capsys, "test", tmp_path / "none", "-v")).status, none.out)


def test_it_is_told_in_chinese_unless_asked_otherwise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = call(capsys, "test", with_rows(tmp_path, GOOD + BAD))
    assert "与预期不符\n  ✗ 结论：应为 yes，实为 no\n" in said.out
    assert said.out.endswith("1 例通过，1 例未通过\n")
    assert call(capsys, "test", with_rows(tmp_path, GOOD)).out == "1 例全部通过\n"


def test_colours_come_with_rich(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("rich")
    said = call(capsys, "test", with_rows(tmp_path, BAD), "--color", "always", "--lang", "en")
    assert "\x1b[" in said.out
    assert "expected yes, is no" in said.out


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["-k", "good"], 0, "1 passed"),
        (["-k", "BAD"], 1, "0 passed, 1 failed"),
        (["-k", "6"], 1, "0 passed, 1 failed"),  # the clause
        (["-k", "valid"], 1, "1 passed, 1 failed"),  # the table
        (["-k", "none of them"], 2, "no case was chosen"),
    ],
)
def test_cases_are_chosen_by_name_table_or_clause(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], status: int, told: str
) -> None:
    folder = tmp_path / "x"
    folder.mkdir()
    os.chdir(folder)
    try:
        with_rows(folder, GOOD + BAD)
        said = call(capsys, "test", "t.cert-test.yaml", "--lang", "en", *words)
    finally:
        os.chdir(ROOT)
    assert (status, told) == (said.status, said.out.splitlines()[-1])


def test_a_file_at_fault_does_not_keep_the_others_from_being_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_rows(tmp_path, GOOD)
    write(tmp_path, "rule-test: a\n", "b.cert-test.yaml")
    report = tmp_path / "report.xml"
    said = call(capsys, "test", tmp_path, "--lang", "en", "--junit", report)
    assert (2, "1 passed\n") == (said.status, said.out)
    assert "b.cert-test.yaml:1:1: ruleset: missing" in said.err
    root = ElementTree.fromstring(report.read_text(encoding="utf-8"))
    assert ("3", "0", "2") == (root.get("tests"), root.get("failures"), root.get("errors"))


def test_junit_xml_says_where_and_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = with_rows(tmp_path, GOOD + BAD)
    report = tmp_path / "report.xml"
    call(capsys, "test", path, "--lang", "en", "--junit", report)
    root = ElementTree.fromstring(report.read_text(encoding="utf-8"))
    good, bad = root.iter("testcase")
    assert (None, "good", "valid", "11") == (
        good.find("failure"),
        good.get("name"),
        good.get("classname"),
        good.get("line"),
    )
    failure = bad.find("failure")
    assert failure is not None
    assert (failure.get("message") or "").startswith("outcome: expected yes, is no; ")
    assert "What stands in the way" in (failure.text or "")


def test_junit_xml_names_the_spreadsheet_in_which_a_row_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, 'case,expect\n"in two\nlines",yes\nafter,yes\n', "rows.csv")
    path = write(tmp_path, HEAD.replace("    rows:\n", "    csv: rows.csv\n"))
    report = tmp_path / "report.xml"
    call(capsys, "test", path, "--junit", report)
    root = ElementTree.fromstring(report.read_text(encoding="utf-8"))
    csv = str(tmp_path / "rows.csv")
    assert [(csv, "2"), (csv, "4")] == [(case.get("file"), case.get("line")) for case in root.iter("testcase")]


def test_a_report_that_cannot_be_written_is_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = call(capsys, "test", with_rows(tmp_path, GOOD), "--junit", tmp_path / "none" / "report.xml")
    assert 2 == said.status
    assert "cannot be written: no such file or directory" in said.err


def test_a_folder_without_tests_is_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = call(capsys, "test", tmp_path)
    assert (2, "") == (said.status, said.out)
    assert f"`{tmp_path}` holds no rule tests" in said.err


def test_hidden_folders_and_virtual_environments_are_not_searched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An environment beside one's own rules may hold this package with all its tables."""
    for name in ("own", ".tox", "env"):
        (tmp_path / name / "lib").mkdir(parents=True)
        with_rows(tmp_path / name / "lib", GOOD)
    write(tmp_path / "env", "", "pyvenv.cfg")
    assert "1 passed\n" == call(capsys, "test", tmp_path, "--lang", "en").out
    assert "1 passed\n" == call(capsys, "test", tmp_path / "env" / "lib", "--lang", "en").out


def test_waiting_sleeps_until_a_file_changes_comes_or_goes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("1", encoding="utf-8")
    steps = iter([lambda: None, lambda: path.write_text("22", encoding="utf-8")])
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        next(steps)()

    wait_for_change(lambda: [path], look_at([path]), sleep)
    assert [0.5, 0.5] == slept
    wait_for_change(lambda: [path, tmp_path], look_at([path]), sleep)
    seen = look_at([path])
    path.unlink()
    wait_for_change(lambda: [path], seen, sleep)
    assert 2 == len(slept)


@pytest.mark.skipif(os.name == "nt", reason="interrupted by a signal")
def test_watching_runs_again_on_a_change_and_ends_when_interrupted(tmp_path: Path) -> None:
    path = with_rows(tmp_path, GOOD)
    words = [sys.executable, "-u", "-m", "vip_cert_rules", "test", str(path), "--watch", "--lang", "en"]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "1 passed\n"
            with_rows(tmp_path, GOOD + "- {case: another one, expect: yes}\n")
            assert [process.stdout.readline() for _ in range(2)] == ["\n", "2 passed\n"]
            time.sleep(0.1)
            process.send_signal(signal.SIGINT)
            assert 130 == process.wait(30)
        finally:
            process.kill()


def test_rule_tests_are_validated_without_being_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = with_rows(tmp_path, GOOD + BAD)
    assert f"{path}: ok (rule tests of vip-service-manager, 2 cases)\n" == call(capsys, "validate", path).out
