"""Decisions made again: by their own rules always the same, by others with what differs."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.batch.test_command import start
from tests.cli.calling import call
from tests.decision_log.logs import AT, decision, log_of, record
from tests.examples.stories import FOLDER, load_story
from tests.people import VIP
from tests.story.asking import PROGRAMMES, random_asked
from vip_cert_rules import evaluate, load_ruleset
from vip_cert_rules.decision_log.exporting import export
from vip_cert_rules.decision_log.log import open_log
from vip_cert_rules.decision_log.replaying import replay
from vip_cert_rules.decision_log.verifying import verify_log

RULES = Path(__file__).resolve().parents[2] / "rules"


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_the_same_rules_give_the_same_document(tmp_path: Path, programme: str) -> None:
    """Whatever was asked, under whichever overlays, parameters and readings, from what the log holds alone."""
    rng = random.Random(f"replay {programme}")
    made = [random_asked(rng, programme, rng.choice((0, 12, 40))).decide() for _ in range(60)]
    with log_of(tmp_path / "log.db") as log:
        entries = log.append_many(made, at=AT)
        assert [log.document(entry) for entry in entries] == [json.loads(one.to_json()) for one in made]
        assert {"same"} == {replay(log, entry).verdict for entry in entries}
        assert () == verify_log(log, recheck=True).mismatches


def test_the_example_people(tmp_path: Path) -> None:
    stories = [load_story(path) for path in sorted(FOLDER.glob("*.yaml"))]
    with log_of(tmp_path / "log.db") as log:
        entries = log.append_many([story.decide() for story in stories], at=AT)
        assert {"same"} == {replay(log, entry).verdict for entry in entries}


def test_versions_with_a_transition(tmp_path: Path) -> None:
    rules = load_ruleset([RULES / f"{VIP}.yaml", *RULES.glob(f"{VIP}@*.yaml")])
    with log_of(tmp_path / "log.db") as log:
        made = [
            evaluate(record(1), ruleset=rules, question="apply", level=3, as_of="2026-11-24", rules_as_of=day)
            for day in (None, "2026-11-23")
        ]
        entries = log.append_many(made, at=AT)
        assert ["same", "same"] == [replay(log, entry).verdict for entry in entries]


def test_other_rules_give_what_differs(tmp_path: Path) -> None:
    """Headquarters come into scope: an answer that was no because of it is another one."""
    text = (RULES / f"{VIP}.yaml").read_text(encoding="utf-8")
    other = text.replace("[provincial_branch, professional_company]", "[provincial_branch, headquarters]", 1)
    assert other != text
    (tmp_path / "other.yaml").write_text(other, encoding="utf-8")
    with log_of(tmp_path / "log.db", 1) as log:
        (entry,) = log.entries()
        one = replay(log, entry, rules=load_ruleset(tmp_path / "other.yaml"))
        assert "other-answer" == one.verdict
        assert ("apply.3.in-scope", "unmet", "met") in one.changes
        assert one.before is not None and one.now is not None
        assert ("no", "unknown") == (one.before["outcome"], one.now["outcome"])
        hardly = text.replace('version: "2.0"', 'version: "2.1"', 1)
        (tmp_path / "hardly.yaml").write_text(hardly, encoding="utf-8")
        assert "told-otherwise" == replay(log, entry, rules=load_ruleset(tmp_path / "hardly.yaml")).verdict
        of_others = load_ruleset(RULES / "network-optimization.yaml")
        one = replay(log, entry, rules=of_others)
        assert "not-possible" == one.verdict and one.why


def test_an_export_names_nobody(tmp_path: Path) -> None:
    with log_of(tmp_path / "log.db", 3) as log:
        log.append(decision(1), at=AT)
        log.erase([2], reason="保存期满", at=AT)
        rows = [*export(log, log.entries(), key=b"k")]
        text = json.dumps(rows, ensure_ascii=False)
        assert not any(word in text for word in ("E1", "E2", "E3", "张主任", "员工"))
        assert not any(decision(number).facts_digest in text for number in (1, 3))
        masks = [row["document"] and row["document"]["candidate"] for row in rows if row["kind"] == "decision"]
        assert masks[0] == masks[3] != masks[2] and None is masks[1]
        assert masks[0] == rows[0]["facts"]["candidate"]["id"]
        other = [*export(log, log.entries(), key=b"other")]
        assert masks[0] != other[0]["document"]["candidate"]
        (plain, *_) = export(log, log.entries(), key=None)
        assert "E1" == plain["document"]["candidate"] and plain["hash"]


# --- the command -----------------------------------------------------------------------------------------------------


def test_the_command_makes_checks_shows_and_erases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = ("--ruleset", VIP, "--question", "apply", "--level", "3", "--as-of", "2026-11-24", "--lang", "en")
    for number in (1, 2):
        Path(f"E{number}.json").write_text(json.dumps(record(number)), encoding="utf-8")
    said = call(capsys, "evaluate", "E1.json", *asked, "--log", "log.db")
    assert (2, "") == (said.status, said.out) and "there is no decision log" in said.err
    assert 0 == call(capsys, "log", "create", "log.db").status
    for number in (1, 2):
        assert 0 == call(capsys, "evaluate", f"E{number}.json", *asked, "--log", "log.db").status
    said = call(capsys, "log", "show", "log.db", "--lang", "en")
    assert [["1", "E1"], ["2", "E2"]] == [line.split()[0:3:2] for line in said.out.splitlines()]
    said = call(capsys, "log", "show", "log.db", "--number", "2")
    assert "E2" == json.loads(said.out)["candidate"]
    said = call(capsys, "log", "show", "log.db", "--candidate", "E1", "--format", "json")
    assert (1, "E1") == (json.loads(said.out)["number"], json.loads(said.out)["document"]["candidate"])
    said = call(capsys, "log", "verify", "log.db", "--recheck", "--lang", "en")
    assert 0 == said.status and said.out.startswith("the decision log is as it was written: 2 entries\nits end: 2:sha")
    head = said.out.splitlines()[1].removeprefix("its end: ")
    said = call(capsys, "log", "replay", "log.db", "--lang", "en")
    assert (0, "made again: 2 · the same 2\nlog.db\n") == (said.status, said.out)
    said = call(capsys, "log", "erase", "log.db", "--candidate", "E1", "--reason", "asked for", "--lang", "en")
    assert (0, "erased: 1 · entered as 3\n") == (said.status, said.out)
    said = call(capsys, "log", "show", "log.db", "--lang", "en")
    assert said.out.splitlines()[0].endswith("erased") and said.out.splitlines()[2].endswith("erasure of 1: asked for")
    said = call(capsys, "log", "verify", "log.db", "--head", head)
    assert 0 == said.status
    said = call(capsys, "log", "export", "log.db")
    assert 3 == len(said.out.splitlines()) and "E2" not in said.out
    said = call(capsys, "log", "export", "log.db", "--unmasked", "--number", "2")
    assert "E2" in said.out
    said = call(capsys, "log", "verify", "log.db", "--head", f"1:sha256:{'0' * 64}", "--lang", "en")
    assert 1 == said.status and "which was noted" in said.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["log"], "LOG: missing"),
        (["log", "make", "log.db"], "cannot be done with a log"),
        (["log", "show", "none.db"], "`vip-cert log create` makes one"),
        (["log", "show", "log.db", "--number", "7"], "there is no entry 7"),
        (["log", "show", "log.db", "--number", "x"], "is no number of an entry"),
        (["log", "show", "log.db", "--before", "x"], "is not a day"),
        (["log", "erase", "log.db"], "an erasure has to say why"),
        (["log", "erase", "log.db", "--reason", "x", "--candidate", "E9"], "no decision is there that could be erased"),
        (["log", "export", "log.db", "--key-file", "none"], "`none` cannot be read"),
        (["log", "replay", "log.db", "--ruleset", "none"], "there is no bundled rule set"),
    ],
)
def test_a_bad_command_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_log("log.db", create=True):
        pass
    said = call(capsys, *words)
    assert (2, "") == (said.status, said.out)
    assert told in said.err


def test_a_batch_enters_everybody_also_after_a_kill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it was ended in may be there twice, and nothing is left out; the files are those of an undisturbed run."""
    monkeypatch.chdir(tmp_path)
    people = [record(number) if number % 50 else {"id": number} for number in range(1, 601)]
    Path("staff.jsonl").write_text("\n".join(map(json.dumps, people)), encoding="utf-8")
    asked = ("staff.jsonl", "--ruleset", VIP, "--ask", "apply.3", "--as-of", "2026-11-24", "--jobs", "2")
    call(capsys, "batch", *asked, "--output", "whole.jsonl")
    said = call(capsys, "batch", *asked, "--output", "out.jsonl", "--log", "log.db")
    assert 2 == said.status and "`vip-cert log create` makes one" in said.err
    assert not Path("out.jsonl").exists()
    call(capsys, "log", "create", "log.db")
    words = (*asked, "--output", "out.jsonl", "--log", "log.db")
    process = start(tmp_path, *words)
    killed = 0
    while process.poll() is None and killed < 2:
        seen = _size("out.jsonl")
        while process.poll() is None and _size("out.jsonl") == seen:
            time.sleep(0.002)
        process.kill()
        process.communicate()
        killed += 1
        process = start(tmp_path, *words, "--resume")
    _, err = process.communicate(timeout=120)
    assert (1, b"") == (process.returncode, err)
    assert Path("whole.jsonl").read_bytes() == Path("out.jsonl").read_bytes()
    with open_log("log.db") as log:
        found = verify_log(log)
        assert () == found.mismatches
        entered = Counter((log.document(entry) or {})["candidate"] for entry in log.entries())
    assert {f"E{number}" for number in range(1, 601) if number % 50} == {*entered}
    assert found.entries <= 588 + 100 * killed


def _size(name: str) -> int:
    return Path(name).stat().st_size if Path(name).exists() else 0
