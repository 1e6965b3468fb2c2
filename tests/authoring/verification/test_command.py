"""`vip-cert verify`: what it prints, its exit status, and what it refuses."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.authoring.verification.test_verify import CLEAN, PLANTED
from tests.cli.calling import call

CHANGES, EXPECTED = PLANTED["cumulative service as long as at the level above"]


def planted(tmp_path: Path) -> Path:
    text = CLEAN
    for before, after in CHANGES:
        text = text.replace(before, after)
    path = tmp_path / "planted.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_findings_are_told_in_both_languages_and_end_with_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = planted(tmp_path)
    said = call(capsys, "verify", path)
    assert (1, "") == (said.status, said.err)
    assert "发现 2 处\nferry-pilot 1 · 按 2020-01-01 的情形验证 · 9 个问题\n" in said.out
    assert "route-without-effect：“申报二级”中的“途径一（apply.2.short）”不起作用" in said.out
    said = call(capsys, "verify", path, "--lang", "en")
    assert "no-easier: apply for level 3: route two (apply.3.long) is no easier than route two" in said.out
    assert "    ✓ apply.3: yes\n    ✓ apply.2: yes\n    employments:\n    - {occupation: ferry-pilot, " in said.out


def test_nothing_found_is_status_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "clean.yaml"
    path.write_text(CLEAN, encoding="utf-8")
    said = call(capsys, "verify", path, "--lang", "en")
    assert (0, "Nothing was found\nferry-pilot 1 · as of 2020-01-01 · 9 questions\n") == (said.status, said.out)


def test_a_document_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = call(capsys, "verify", planted(tmp_path), "--format", "json", "--as-of", "2025-06-30")
    assert 1 == said.status
    (document,) = json.loads(said.out)
    assert ("ferry-pilot", "1", ["2025-06-30"], 9) == tuple(
        document[key] for key in ("ruleset", "version", "days", "examined")
    )
    assert EXPECTED == [(one["finding"], one["at"]) for one in document["findings"]]
    finding = document["findings"][0]
    assert {"document": "act", "clause": "3"} not in finding["source"]
    assert ["yes"] == [shown["outcome"] for shown in finding["witnesses"][0]["shown"]]
    assert {"id", "employments", "certificates"} <= finding["witnesses"][0]["record"].keys()


def test_readings_and_overlays_are_those_of_the_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = call(capsys, "verify", "vip-service-manager", "--assume", "A1=from-certificate", "--format", "json")
    assert "lapses-first" in [one["finding"] for one in json.loads(said.out)[0]["findings"]]
    overlay = tmp_path / "wider.yaml"
    overlay.write_text(
        "overlay: wider\nruleset: ferry-pilot\nsource: {document: act, clause: '9'}\nparameters: {hours.2: 12}\n",
        encoding="utf-8",
    )
    path = tmp_path / "clean.yaml"
    path.write_text(CLEAN, encoding="utf-8")
    said = call(capsys, "verify", path, "--overlay", overlay, "--lang", "en")
    assert 1 == said.status
    assert "overlay-widens: apply for level 2: with wider, people qualify who did not before" in said.out
    assert "✗ apply.2 (the rules as they were): no\n    ✓ apply.2 (with the overlays): yes\n" in said.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "NAME|PATH: missing"),
        (["vip-service-managr"], "there is no bundled rule set `vip-service-managr`"),
        (["none.yaml"], "none.yaml"),
        (["vip-service-manager", "--as-of", "soon"], "--as-of: `soon`"),
        (["vip-service-manager", "--assume", "A1=whatever"], "A1"),
        (["vip-service-manager", "--overlay", "none.yaml"], "none.yaml"),
        (["vip-service-manager", "--format", "xml"], "`xml` cannot be given here"),
    ],
)
def test_bad_input_is_told_and_ends_with_status_2(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = call(capsys, "verify", *arguments)
    assert (2, "") == (said.status, said.out)
    assert told in said.err


def test_a_day_on_which_no_version_is_in_force_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "clean.yaml"
    path.write_text(CLEAN, encoding="utf-8")
    said = call(capsys, "verify", path, "--as-of", "2019-12-31")
    assert (2, "") == (said.status, said.out)
    assert "not in force on 2019-12-31" in said.err


def test_without_z3_it_is_told_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    said = call(capsys, "verify", "vip-service-manager")
    assert (2, "") == (said.status, said.out)
    assert "install the extra: vip_cert_rules[verify]" in said.err


def test_several_versions_are_verified_one_by_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    older = CLEAN.replace("in_force: {from: 2020-01-01}", "in_force: {from: 2015-01-01, to: 2019-12-31}")
    (tmp_path / "ferry-pilot@0.yaml").write_text(older.replace('version: "1"', 'version: "0"'), encoding="utf-8")
    (tmp_path / "ferry-pilot.yaml").write_text(CLEAN, encoding="utf-8")
    said = call(capsys, "verify", tmp_path, "--lang", "en")
    assert 0 == said.status
    assert "ferry-pilot 0 · as of 2015-01-01 · 9 questions" in said.out
    assert "ferry-pilot 1 · as of 2020-01-01 · 9 questions" in said.out
