"""`vip-cert mutate`: what it prints and writes, its exit status, its faults, and that it can be interrupted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.authoring.mutation import ferries
from tests.authoring.mutation.ferries import ALL, HEAD, LABELS, LONG, NEVER, written
from tests.cli.calling import ROOT, call
from vip_cert_rules.authoring.mutation import people


def test_survivors_are_told_with_their_diffs_and_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules, tests = written(tmp_path, ALL.replace(ferries.JUST_MORE, "").replace(ferries.BOUND, ""))
    said = call(capsys, "mutate", rules, "-k", "becomes 13", "--lang", "en")
    assert (1, "") == (said.status, said.err)
    head, row = said.out.split("      - case: ")
    assert (
        head
        == f"""\
ferry-hand 1 · cases: 4 · mutants: 1
Mutation score: 0/1 (0 %)

Survived: 1

{rules}:8  parameters.service.value: 12 becomes 13
  @@ -6,5 +6,5 @@
       type: months
       label: {{zh: 任职, en: service}}
  -    value: 12
  +    value: 13
   conditions:
     served:
  to be added to the table “service” of {tests}
"""
    )
    assert row.startswith("'tells: parameters.service.value: 12 becomes 13'\n        question: sail\n")
    assert row.endswith("        expect: yes\n")


def test_it_is_told_in_chinese_unless_asked_otherwise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules, tests = written(tmp_path, LONG + NEVER)
    said = call(capsys, "mutate", rules).out
    assert said.startswith("ferry-hand 1 · 2 例 · 5 个变异\n变异检出率：1/5（20%）\n\n未检出的 4 个\n")
    assert f"  可在 {tests} 的表“service”中加上\n      - case: 检出变异：parameters.service.value：12 改为 11\n" in said
    written(tmp_path, ALL)
    assert (
        "ferry-hand 1 · 8 例 · 5 个变异\n变异检出率：5/5（100%）\n\n变异全部被检出\n"
        == call(capsys, "mutate", rules).out
    )


@pytest.mark.parametrize(
    ("rows", "options", "status"),
    [
        (ALL, (), 0),
        (LONG + NEVER, (), 1),
        (LONG + NEVER, ("--fail-under", "20"), 0),
        (LONG + NEVER, ("--fail-under", "20.1"), 1),
        (ALL, ("--fail-under", "100"), 0),
        (LONG + NEVER, ("-k", "served dropped"), 0),
    ],
)
def test_the_exit_status_tells_whether_something_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: str, options: tuple[str, ...], status: int
) -> None:
    rules, _tests = written(tmp_path, rows)
    assert status == call(capsys, "mutate", rules, *options).status


def test_too_low_a_score_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules, _tests = written(tmp_path, LONG + NEVER)
    said = call(capsys, "mutate", rules, "--fail-under", "90", "--lang", "en")
    assert "the mutation score is 20 %, below the 90 % required\n" == said.err


def test_every_mutant_is_in_the_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where it stands, what became of it and why; of a survivor the person who tells it."""
    rules, tests = written(tmp_path, LONG + NEVER)
    out = tmp_path / "mutants.json"
    assert 1 == call(capsys, "mutate", rules, "--json", out).status
    document = json.loads(out.read_text(encoding="utf-8"))
    assert ("ferry-hand", "1", 2, 20.0, 0, True) == tuple(
        document[key] for key in ("ruleset", "version", "cases", "score", "stillborn", "searched")
    )
    assert LABELS == {one["label"]["en"] for key in ("killed", "survived", "equivalent") for one in document[key]}
    (killed,) = document["killed"]
    assert ("service :: never", f"{tests}:11", "item", str(rules), 19) == tuple(
        killed[key] for key in ("by", "at", "kind", "file", "line")
    )
    (bound,) = [one for one in document["survived"] if one["label"]["en"].endswith("12 becomes 11")]
    assert "+    value: 11" in bound["diff"]
    assert ("sail", None, "2026-06-30", "no", "yes") == tuple(
        bound["person"][key] for key in ("question", "level", "as_of", "expect", "mutant_says")
    )
    assert ("service", str(tests)) == (bound["table"], bound["test"])
    assert {"row", "told_by_row_for"} >= {key for one in document["survived"] for key in one if "row" in key}


def test_equivalent_mutants_are_listed_when_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = HEAD.replace("question: sail\n", "question: sail\nlevel: 1\n").replace(
        "employments: [{occupation: ferry-hand, start: as_of - 5y}]", "certificates: []"
    )
    rules, _tests = written(tmp_path, "      - {case: none, expect: no}\n", ferries.EQUAL, head)
    said = call(capsys, "mutate", rules, "--lang", "en").out
    assert said.endswith("\n\nEquivalent mutants, which do not count: 1 (listed with --equivalent)\n")
    said = call(capsys, "mutate", rules, "--lang", "en", "--equivalent").out
    _, listed = said.split("\n\nEquivalent, so they do not count: 1; everybody gets the same answer\n\n")
    assert listed.startswith(f"{rules}:15  conditions.holds.measure.count.where.level: at_or_above becomes exactly\n")
    assert "no rule set" not in listed


def test_what_is_no_rule_set_is_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is no level below the lowest."""
    head = HEAD.replace("question: sail\n", "question: sail\nlevel: 2\n").replace(
        "employments: [{occupation: ferry-hand, start: as_of - 5y}]", "certificates: []"
    )
    lowest = ferries.EQUAL.replace("levels: [1]", "levels: [2]")
    rules, _tests = written(tmp_path, "      - {case: none, expect: no}\n", lowest, head)
    told = "Mutants that are no rule set and were not tried: 1\n"
    said = call(capsys, "mutate", rules, "-k", "this becomes below", "--lang", "en")
    assert (0, f"ferry-hand 1 · cases: 1 · mutants: 0\n{told}") == (said.status, said.out)
    assert call(capsys, "mutate", rules, "--equivalent", "--lang", "en").out.endswith(f"\n\n{told}")
    assert told not in call(capsys, "mutate", rules, "--lang", "en").out


def test_without_a_solver_it_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "find_spec", lambda _name: None)
    rules, _tests = written(tmp_path, LONG + NEVER)
    said = call(capsys, "mutate", rules, "--lang", "en", "--jobs", "1")
    assert 1 == said.status
    assert "\nno solver is installed: rows cannot be given" in said.out
    assert "install the extra vip_cert_rules[verify]\n" in said.out


def test_no_mutant_is_judged_while_a_case_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules, _tests = written(tmp_path, LONG + NEVER.replace("no}", "yes}"))
    said = call(capsys, "mutate", rules, "--lang", "en")
    assert (1, "") == (said.status, said.out)
    assert said.err == (
        "cases that fail under the rules as they are, to be put right first (`vip-cert test` tells them): "
        "1: service :: never\n"
    )


def test_nothing_chosen_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules, _tests = written(tmp_path, ALL)
    said = call(capsys, "mutate", rules, "-k", "nothing like it", "--lang", "en")
    assert (0, "ferry-hand 1 · cases: 8 · mutants: 0\nno mutant was chosen\n") == (said.status, said.out)


def test_a_bundled_rule_set_is_tested_by_its_own_tables(capsys: pytest.CaptureFixture[str]) -> None:
    said = call(capsys, "mutate", "vip-service-manager", "-k", "result_validity_months", "--lang", "en")
    assert 0 == said.status
    assert "Mutation score: 2/2 (100 %)\n" in said.out


def test_without_rules_those_of_the_tests_here_are_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, ALL)
    monkeypatch.chdir(tmp_path)
    said = call(capsys, "mutate", "--lang", "en")
    assert (0, "") == (said.status, said.err)
    assert "Mutation score: 5/5 (100 %)" in said.out
    (tmp_path / "other.cert-test.yaml").write_text(HEAD.replace("rules.yaml", "vip-service-manager"), encoding="utf-8")
    said = call(capsys, "mutate")
    assert 2 == said.status
    assert (
        "name 2 rule sets, where one is mutated at a time\n    help: say which, by its name or its path\n" in said.err
    )


@pytest.mark.parametrize(
    ("args", "fault"),
    [
        (("none.yaml",), "there is no file `none.yaml`"),
        (("vip-service",), "there is no bundled rule set `vip-service`"),
        (("rules.yaml", "none.cert-test.yaml"), "there is no file `none.cert-test.yaml`"),
        (
            ("rules.yaml", "empty"),
            "`empty` holds no rule tests\n    help: the names of their files end in `.cert-test.yaml`",
        ),
        (("empty/rules.yaml",), "`empty` holds no rule tests"),
        (
            ("rules.yaml", "vip-service-manager"),
            "tests `vip-service-manager`, not `ferry-hand`\n    help: give the tests of the rules that are mutated",
        ),
        (("rules.yaml", "none"), "no rule tests of `ferry-hand` in `none`"),
        (("rules.yaml", "--jobs", "0"), "--jobs: `0` is no number of processes from 1 to 256"),
        (("rules.yaml", "--jobs", "many"), "--jobs: `many` is no number of processes from 1 to 256"),
        (("rules.yaml", "--fail-under", "101"), "--fail-under: `101` is no percentage from 0 to 100"),
        (("rules.yaml", "--json", "empty"), "--json: `empty` cannot be written: is a directory"),
        (("rules.yaml", "--jsn", "x"), "there is no option `--jsn`\n    help: did you mean `--json`?"),
        (("broken.yaml",), "broken.yaml:1:1: ruleset: missing"),
    ],
)
def test_what_is_wrong_is_said(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    args: tuple[str, ...],
    fault: str,
) -> None:
    written(tmp_path, ALL)
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "rules.yaml").write_text(ferries.RULES, encoding="utf-8")
    (tmp_path / "none").mkdir()
    other = HEAD.replace("ruleset: rules.yaml", "ruleset: vip-service-manager").replace(
        "question: sail", "question: hold"
    )
    (tmp_path / "none" / "a.cert-test.yaml").write_text(
        other.replace("\nas_of:", "\nlevel: 3\nas_of:") + "      - {case: any, expect: no}\n", encoding="utf-8"
    )
    (tmp_path / "broken.yaml").write_text("version: '1'\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    said = call(capsys, "mutate", *args)
    assert 2 == said.status
    assert fault in said.err


def test_colours_come_with_rich(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("rich")
    rules, _tests = written(tmp_path, LONG + NEVER)
    said = call(capsys, "mutate", rules, "--color", "always", "--lang", "en")
    assert "\x1b[32m  +    value: 11\x1b[0m" in said.out
    assert "\x1b[31m  -    value: 12\x1b[0m" in said.out


def test_a_label_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules, _tests = written(tmp_path, LONG, ferries.RULES.replace("ferry-hand}", '"ferry\\e[31m"}'))
    said = call(capsys, "mutate", rules, "-k", "tested", "--jobs", "1")
    assert "\x1b" not in said.out + said.err


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_it_can_be_interrupted(tmp_path: Path) -> None:
    """With its processes, without a word."""
    command = [sys.executable, "-m", "vip_cert_rules", "mutate", "account-manager", "--jobs", "2"]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    time.sleep(3)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (130, b"", b"") == (process.returncode, out, err)
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
