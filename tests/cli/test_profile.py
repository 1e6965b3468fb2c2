"""`vip-cert profile`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import call

Capture = pytest.CaptureFixture[str]

PERSON = """id: AM7
ratings:
  - {programme: account-manager, item: achievement, score: 82, on: 2026-03-01}
  - {programme: account-manager, item: resilience, score: 74.5, on: 2026-03-01}
  - {programme: account-manager, item: execution, score: null, on: 2026-03-01}
"""
REQUIRED = "competency_profile: {1: {achievement: 80, resilience: 75, execution: 80, coordination: 75}}\n"
DAY = ("--level", "1", "--as-of", "2026-05-01")


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    person, required = tmp_path / "person.yaml", tmp_path / "required.yaml"
    person.write_text(PERSON, encoding="utf-8")
    required.write_text(REQUIRED, encoding="utf-8")
    return str(person), str(required)


def test_a_table_tells_every_gap(capsys: Capture, files: tuple[str, str]) -> None:
    said = call(capsys, "profile", files[0], *DAY, "--parameters", files[1])
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines() == [
        "能力素质未达到客户经理一级标准。",
        "人员 AM7 · 客户经理岗位技能认证（规则版本 1.0）· 判定日期 2026-05-01",
        "",
        "各项评分与标准（1项达标，2项未达标，1项无法判定）",
        "  ✓ 成就导向  82 / 80",
        "  ✗ 抗挫能力  74.5 / 75（差0.5分）",
        "  ? 执行能力  评分未知 / 80",
        "  ✗ 协调能力  没有评分 / 75",
    ]


def test_it_speaks_english(capsys: Capture, files: tuple[str, str]) -> None:
    said = call(capsys, "profile", files[0], *DAY, "--parameters", files[1], "--lang", "en")
    assert "Ratings and requirements (1 reached, 2 not reached, 1 not known)" in said.out
    assert "  ✗ resilience  74.5 / 75 (0.5 short)\n" in said.out


def test_a_document_for_programs(capsys: Capture, files: tuple[str, str]) -> None:
    said = call(capsys, "profile", files[0], *DAY, "--parameters", files[1], "--format", "json")
    document = json.loads(said.out)
    assert document["outcome"] == "no"
    assert [gap["status"] for gap in document["gaps"]] == ["met", "unmet", "unknown", "unmet"]


@pytest.mark.parametrize("form", ["svg", "json"])
def test_it_writes_files(capsys: Capture, files: tuple[str, str], tmp_path: Path, form: str) -> None:
    target = tmp_path / f"out.{form}"
    options = ("--parameters", files[1], "--format", form)
    said = call(capsys, "profile", files[0], *DAY, *options, "--output", target)
    assert (said.status, said.out, said.err) == (0, "", "")
    assert "成就导向" in target.read_text(encoding="utf-8")
    said = call(capsys, "profile", files[0], *DAY, *options, "--output", tmp_path / "nowhere" / "out")
    assert said.status == 2
    assert "cannot be written: no such file or directory" in said.err


def test_a_table_is_not_written_to_a_file(capsys: Capture, files: tuple[str, str], tmp_path: Path) -> None:
    said = call(capsys, "profile", files[0], *DAY, "--parameters", files[1], "--output", tmp_path / "out.txt")
    assert said.status == 2
    assert "--output: a table goes to standard output" in said.err


def test_without_requirements_the_parameter_is_named(capsys: Capture, files: tuple[str, str]) -> None:
    said = call(capsys, "profile", files[0], *DAY)
    assert said.status == 2
    assert "supply the parameter competency_profile" in said.err


def test_every_fault_of_the_call_is_told(capsys: Capture, files: tuple[str, str]) -> None:
    said = call(capsys, "profile", files[0], "--level", "7", "--as-of", "soon")
    assert said.status == 2
    assert "--level: 7 is not a level" in said.err
    assert "--as-of: `soon` is not a day" in said.err
