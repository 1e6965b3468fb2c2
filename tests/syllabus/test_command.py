"""`vip-cert syllabus`: the tree, the progress, and what is wrong with a call."""

from __future__ import annotations

import inspect
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import Said, call
from tests.syllabus.made_up import KEEPER, TRAINED
from vip_cert_rules import Status, bundled_names, bundled_syllabus
from vip_cert_rules.cli.syllabus_pages import bar
from vip_cert_rules.decision.progress import Tally
from vip_cert_rules.plan.nodes import Node

Capture = pytest.CaptureFixture[str]
SNAPSHOTS = Path(__file__).parent / "snapshots"
MIXED = {"1.1.1": Status.MET, "1.1.3": Status.UNKNOWN, "1.2": Status.UNMET}
DAY = ("--as-of", "2026-11-24")


@pytest.fixture
def lighthouse(tmp_path: Path) -> tuple[str, str]:
    """A person's record and rules that can be asked `trained`."""
    (tmp_path / "person.yaml").write_text("id: K1\ntrainings: []\n", encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(TRAINED, encoding="utf-8")
    return str(tmp_path / "person.yaml"), str(tmp_path / "rules.yaml")


def show(capsys: Capture, monkeypatch: pytest.MonkeyPatch, files: tuple[str, str], *options: str, **more: Any) -> Said:
    """The command with made-up statuses in the place of those that rules for the syllabus would give."""
    statuses: Mapping[str, Status] = more.get("statuses", MIXED)
    monkeypatch.setattr("vip_cert_rules.decision.progress.module_statuses", lambda _decision: statuses)
    return call(capsys, "syllabus", KEEPER, files[0], *DAY, "--ruleset", files[1], *options)


def check_snapshot(name: str, text: str) -> None:
    """VIP_CERT_UPDATE=1 writes them anew: read them before keeping them."""
    path = SNAPSHOTS / name
    if os.environ.get("VIP_CERT_UPDATE") == "1":
        SNAPSHOTS.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["account-manager-1", "vip-service-manager"])
def test_bundled_syllabus_as_a_tree(capsys: Capture, name: str, lang: str) -> None:
    said = call(capsys, "syllabus", name, "--lang", lang)
    assert (said.status, said.err) == (0, "")
    check_snapshot(f"{name}.{lang}.txt", said.out)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_progress_as_a_tree(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, lighthouse: tuple[str, str], lang: str
) -> None:
    said = show(capsys, monkeypatch, lighthouse, "--lang", lang)
    assert (said.status, said.err) == (0, "")
    check_snapshot(f"keeper-progress.{lang}.txt", said.out)


@pytest.mark.parametrize("status", [Status.MET, Status.UNMET, Status.UNKNOWN])
def test_headline_counts_what_is_done(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, lighthouse: tuple[str, str], status: Status
) -> None:
    said = show(capsys, monkeypatch, lighthouse, "--lang", "en", statuses=dict.fromkeys(MIXED, status))
    done = 3 if status is Status.MET else 0
    assert said.out.startswith(f"K1 has completed {done} of 3 modules\n")


def test_colours_say_the_same(capsys: Capture, monkeypatch: pytest.MonkeyPatch, lighthouse: tuple[str, str]) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    plain = show(capsys, monkeypatch, lighthouse).out
    coloured = show(capsys, monkeypatch, lighthouse, "--color", "always").out
    words = re.compile(r"\x1b\[[0-9;]*m|[\s├└│─]")
    assert words.sub("", coloured) == words.sub("", plain)
    assert "\x1b[" in coloured


@pytest.mark.parametrize("name", ["account-manager-1", "vip-service-manager"])
def test_document_has_every_module_and_topic(capsys: Capture, name: str) -> None:
    document = json.loads(call(capsys, "syllabus", name, "--format", "json").out)
    syllabus = bundled_syllabus(name)
    modules = [module for part in document["parts"] for chapter in part["chapters"] for module in chapter["modules"]]
    assert [module.id for module in syllabus.modules] == [module["id"] for module in modules]
    topics = [
        (module["id"], topic["zh"], topic["en"], topic["depths"]) for module in modules for topic in module["topics"]
    ]
    assert topics == [
        (module.id, topic.zh, topic.en, [depth.value for depth in topic.depths]) for module, topic in syllabus.topics()
    ]
    assert (document["syllabus"], document["level"]) == (syllabus.name, syllabus.level)


def test_document_with_progress(capsys: Capture, monkeypatch: pytest.MonkeyPatch, lighthouse: tuple[str, str]) -> None:
    document = json.loads(show(capsys, monkeypatch, lighthouse, "--format", "json").out)
    kept = {"candidate", "as_of", "ruleset", "question", "outcome", "progress"}
    assert {key: value for key, value in document.items() if key in kept} == {
        "candidate": "K1",
        "as_of": "2026-11-24",
        "ruleset": "lighthouse",
        "question": "trained",
        "outcome": "no",
        "progress": {"total": 3, "done": 1, "not_done": 1, "unknown": 1},
    }
    lamps, fog = document["parts"][0]["chapters"]
    assert ["met", "unknown"] == [module["status"] for module in lamps["modules"]]
    assert {"total": 2, "done": 1, "not_done": 0, "unknown": 1} == lamps["progress"]
    assert ["unmet"] == [module["status"] for module in fog["modules"]]


@pytest.mark.parametrize(
    ("tally", "drawn"),
    [
        (Tally(0, 7, 0), "░░░░░░░░░░"),
        (Tally(7, 0, 0), "██████████"),
        (Tally(59, 1, 0), "█████████░"),
        (Tally(59, 0, 1), "█████████▒"),
        (Tally(0, 0, 3), "▒▒▒▒▒▒▒▒▒▒"),
        (Tally(1, 1, 2), "██▒▒▒▒▒░░░"),
        (Tally(1, 59, 0), "█░░░░░░░░░"),
        (Tally(58, 1, 1), "████████▒░"),
        (Tally(1, 1, 58), "█▒▒▒▒▒▒▒▒░"),
        (Tally(1, 0, 2), "███▒▒▒▒▒▒▒"),
    ],
)
def test_bar_shows_whatever_there_is(tally: Tally, drawn: str) -> None:
    assert bar(tally, 10) == drawn


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ([], "NAME|PATH: missing"),
        (["acount-manager-1"], "did you mean `account-manager-1`?"),
        (["account-manager-1", "--as-of", "2026-11-24"], "FILE: missing"),
        (["account-manager-1", "--ruleset", "vip-service-manager"], "FILE: missing"),
        (["account-manager-1", "nobody.yaml"], "--as-of: missing"),
        (["account-manager-1", "nobody.yaml", *DAY], "there is no file `nobody.yaml`"),
        (["account-manager-1", "nobody.yaml", "--as-of", "today"], "--as-of: `today` is not a day"),
        (["account-manager-1", "-", "--as-of", "today"], "--as-of: `today` is not a day"),
        (["account-manager-1", "x.yaml", *DAY, "--ruleset", "nothing"], "there is no bundled rule set `nothing`"),
        (["vip-service-manager", "x.yaml", *DAY], "`vip-service-manager` has no question `trained`"),
        (["account-manager-1", "--format", "xml"], "`xml` cannot be given here"),
    ],
)
def test_bad_call_is_told_clearly(capsys: Capture, args: list[str], told: str) -> None:
    said = call(capsys, "syllabus", *args)
    assert (said.status, said.out) == (2, "")
    assert told in said.err


def test_bad_file_is_told_with_its_places(capsys: Capture) -> None:
    said = call(capsys, "syllabus", KEEPER.parent / "all-at-once" / "bad.yaml")
    assert said.status == 2
    assert re.search(r"bad\.yaml:\d+:\d+: parts\[0\]\.chapters\[0\]\.sections\[0\]\.title\.en: missing", said.err)
    assert said.err.endswith("3 faults\n")


def test_rules_that_do_not_decide_the_modules_are_told(capsys: Capture, lighthouse: tuple[str, str]) -> None:
    said = call(capsys, "syllabus", KEEPER, lighthouse[0], *DAY, "--ruleset", lighthouse[1])
    assert (said.status, said.out) == (2, "")
    assert "`lighthouse` decides nothing about 3 modules of `keeper`" in said.err


def test_level_that_rules_do_not_have_is_told(capsys: Capture, lighthouse: tuple[str, str]) -> None:
    said = call(capsys, "syllabus", "account-manager-1", lighthouse[0], *DAY, "--ruleset", lighthouse[1])
    assert "level: 1 given, but `lighthouse` has no levels" in said.err


READY = "account-manager" in bundled_names() and "item" in inspect.signature(Node).parameters


@pytest.mark.skipif(not READY, reason="no bundled rule set decides which modules are done")
@pytest.mark.parametrize("lacking", [[], ["2.4"], ["1.1.1", "3.1.2"]])
def test_bundled_rules_decide_every_module(capsys: Capture, tmp_path: Path, lacking: list[str]) -> None:
    """`trained` of account manager level 1: every module done; one that no training lists is not."""
    listed = [module.id for module in bundled_syllabus("account-manager-1").modules if module.id not in lacking]
    training = {"programme": "account-manager", "level": 1, "completed": "2026-05-20", "modules": listed}
    file = tmp_path / "person.json"
    file.write_text(json.dumps({"id": "A1", "trainings": [training]}))
    said = call(capsys, "syllabus", "account-manager-1", file, *DAY, "--format", "json")
    document = json.loads(said.out)
    assert document["outcome"] == ("no" if lacking else "yes")
    assert {"total": 60, "done": 60 - len(lacking), "not_done": len(lacking), "unknown": 0} == document["progress"]
    modules = [module for part in document["parts"] for chapter in part["chapters"] for module in chapter["modules"]]
    assert lacking == [module["id"] for module in modules if module["status"] == "unmet"]


@pytest.mark.skipif(not READY, reason="no bundled rule set decides which modules are done")
def test_modules_that_a_record_does_not_tell_are_not_known(capsys: Capture, tmp_path: Path) -> None:
    """A training whose modules are null may be of any of them."""
    training = {"programme": "account-manager", "level": 1, "completed": "2026-05-20", "modules": None}
    file = tmp_path / "person.json"
    file.write_text(json.dumps({"id": "A1", "trainings": [training]}))
    document = json.loads(call(capsys, "syllabus", "account-manager-1", file, *DAY, "--format", "json").out)
    assert {"total": 60, "done": 0, "not_done": 0, "unknown": 60} == document["progress"]
