"""Versions on the command line: a folder wherever a rule file may be given, and the day whose rules apply."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import RULES, call
from vip_cert_rules.rulesets import bundled, folders

Capture = pytest.CaptureFixture[str]
FERRY = RULES.parents[1] / "tests" / "rulesets" / "ferry"
FAULTS = RULES.parents[1] / "tests" / "faults"

PERSON = """\
id: F1
employments: [{occupation: ferry-master, unit: other, start: 2023-06-01}]
results: [{programme: ferry-master, level: 2, component: steering, taken: 2024-05-01, score: 55}]
appraisals: []
"""


@pytest.fixture
def person(tmp_path: Path) -> Path:
    file = tmp_path / "person.yaml"
    file.write_text(PERSON)
    return file


def asked(person: Path, as_of: str, *more: object) -> tuple[object, ...]:
    return ("evaluate", person, "--ruleset", FERRY, "--question", "apply", "--level", "2", "--as-of", as_of, *more)


@pytest.mark.parametrize(
    ("as_of", "more", "version", "outcome"),
    [
        ("2025-12-31", (), "1", "yes"),
        ("2026-03-31", (), "2", "yes"),
        ("2026-04-01", (), "2", "no"),
        ("2026-04-01", ("--rules-as-of", "2025-12-31"), "1", "yes"),
    ],
)
def test_the_rules_of_the_day_decide(
    capsys: Capture, person: Path, as_of: str, more: tuple[str, ...], version: str, outcome: str
) -> None:
    said = call(capsys, *asked(person, as_of, *more, "--format", "json"))
    document = json.loads(said.out)
    assert (0, version, outcome) == (said.status, document["version"], document["outcome"])
    assert document.get("rules_as_of") == (more[1] if more else None)


@pytest.mark.parametrize(
    ("as_of", "more", "told"),
    [
        ("2026-07-01", (), "--as-of: no version of `ferry-master` is in force on 2026-07-01"),
        ("2026-04-01", ("--rules-as-of", "2026-07-01"), "--rules-as-of: no version of `ferry-master` is in force"),
        ("2026-04-01", ("--rules-as-of", "soon"), "--rules-as-of: `soon` is not a day"),
    ],
)
def test_a_day_without_rules_is_a_fault_of_the_option(
    capsys: Capture, person: Path, as_of: str, more: tuple[str, ...], told: str
) -> None:
    said = call(capsys, *asked(person, as_of, *more))
    assert (2, "") == (said.status, said.out)
    assert said.err.startswith(told)


def test_list_tells_every_version_with_its_days(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    memos = (folders.rules_folder, folders.bundled_overlay_names, bundled.bundled_names, bundled.bundled_ruleset)
    for memo in memos:
        memo.cache_clear()
    monkeypatch.setattr(folders, "_PLACES", (FERRY,))
    try:
        lines = call(capsys, "rules", "list", "--lang", "en").out.splitlines()
    finally:
        monkeypatch.undo()
        for memo in memos:
            memo.cache_clear()
    assert [line for line in lines if not line.startswith(("    questions", "    levels"))] == [
        "ferry-master  1  ferry master certification",
        "    in force from 2020-01-01 to 2025-12-31",
        "ferry-master  2  ferry master certification",
        "    in force from 2026-01-01 to 2026-06-30",
        "ferry-master  3  ferry master certification",
        "    in force from 2027-01-01",
    ]


@pytest.mark.parametrize(
    ("more", "version"),
    [
        ((), "version 3 · "),
        (("--as-of", "2026-03-31"), "version 2 · "),
        (("--rules-as-of", "2025-12-31"), "version 1 · "),
        (("--as-of", "2026-03-31", "--rules-as-of", "2025-12-31"), "version 1 · "),
    ],
)
def test_show_tells_the_version_of_a_day(capsys: Capture, more: tuple[str, ...], version: str) -> None:
    said = call(capsys, "rules", "show", FERRY, "--lang", "en", *more)
    assert (0, "") == (said.status, said.err)
    assert said.out.splitlines()[1].startswith(version)


def test_show_tells_transitions_and_while_one_is_open_both_ways(capsys: Capture) -> None:
    told = "under version 1 through 2026-03-31: those in service by the end of 2025 [rules 9]"
    while_open = call(capsys, "rules", "show", FERRY, "--lang", "en", "--as-of", "2026-03-31").out
    after = call(capsys, "rules", "show", FERRY, "--lang", "en", "--as-of", "2026-04-01").out
    assert told in while_open
    assert told in after
    assert "50 marks or more [rules@1 3]" in while_open
    assert "  rules@1  Ferry master rules 2020" in while_open
    assert "[rules@1 3]" not in after
    zh = call(capsys, "rules", "show", FERRY, "--as-of", "2026-03-31").out
    assert "2026-03-31前（含当日）可按版本1判定：2025年底前已任职的人员〔rules 9〕" in zh


def test_show_of_a_day_without_a_version_is_a_fault(capsys: Capture) -> None:
    for option in ("--as-of", "--rules-as-of"):
        said = call(capsys, "rules", "show", FERRY, option, "2026-07-01", "--question", "dance")
        assert (2, "") == (said.status, said.out)
        assert said.err.startswith(f"{option}: no version of `ferry-master` is in force on 2026-07-01")
        assert "--question: `ferry-master` has no question `dance`" in said.err


def test_validate_checks_the_versions_in_a_folder_together(capsys: Capture) -> None:
    said = call(capsys, "validate", FERRY, FAULTS / "unknown-version" / "bad", RULES)
    assert said.status == 2
    first, second = said.out.splitlines()
    assert first.startswith(f"{FERRY}: ok (rule set ferry-master, versions 1, 2, 3, ")
    assert second.startswith(f"{RULES}: ok")
    assert "transition[0].from_version: there is no version `1` beside this one" in said.err


def test_a_folder_is_no_record(capsys: Capture) -> None:
    said = call(capsys, "validate", FERRY, "--as", "record")
    assert (2, f"`{FERRY}` is a directory, not a file\n") == (said.status, said.err)


def test_validate_puts_every_plan_of_a_folder_together(capsys: Capture, tmp_path: Path) -> None:
    """Also those of transitions, on their last day."""
    said = call(capsys, "validate", FERRY, "--as", "ruleset")
    # version 1: 4 questions at levels under 3 readings; 2: 4 under 2 on 2 days; 3: 6 on 3 days
    ways = 4 * 3 + 4 * 2 * 2 + 6 * 3
    assert said.out == f"{FERRY}: ok (rule set ferry-master, versions 1, 2, 3, checked in {ways} ways)\n"
