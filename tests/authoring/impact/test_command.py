"""``vip-cert impact``: what it prints, writes and refuses; its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.authoring.impact.wharf import text
from tests.cli.calling import Said, call
from vip_cert_rules.cli.people import People, find_people

PERSON = """\
id: {id}
employments: [{{occupation: clerk, unit: other, start: 2026-01-01}}]
trainings: [{{programme: wharf-master, level: 2, completed: 2026-01-01, hours: {hours}}}]
certificates: []
"""
ON = ("--as-of", "2026-06-01", "--lang", "en")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.yaml").write_text(text(), encoding="utf-8")
    (tmp_path / "new.yaml").write_text(text("30"), encoding="utf-8")
    (tmp_path / "people").mkdir()
    for number, hours in (("E1", "25"), ("E2", "35")):
        (tmp_path / "people" / f"{number}.yaml").write_text(PERSON.format(id=number, hours=hours), encoding="utf-8")
    return tmp_path


def impact(capsys: pytest.CaptureFixture[str], *words: str) -> Said:
    return call(capsys, "impact", *words)


def test_who_changes_is_told_and_the_exit_status_says_that_somebody_does(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = impact(capsys, "old.yaml", "new.yaml", "people", *ON)
    assert (1, "") == (said.status, said.err)
    assert said.out.startswith(
        "Answers that change: 1, of people: 1\nwharf-master 1 → wharf-master 1 · as of 2026-06-01"
    )
    assert "  ✗ E1 · apply.2: yes → no\n" in said.out
    assert "30 class hours of training (apply.2.a.trained): met → unmet [act 3]".replace("act", "Wharf Act") in said.out
    assert "E2" not in said.out


def test_nobody_changes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = impact(capsys, "old.yaml", "new.yaml", "people/E2.yaml", "--as-of", "2026-06-01")
    assert 0 == said.status
    assert said.out.startswith("没有人的结论改变\n")


def test_a_file_may_hold_a_record_a_line_and_what_is_at_fault_is_told_with_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are asked about all the same; nothing is lost."""
    good = {"id": "E3", "employments": [], "certificates": []}
    hours = [{"programme": "wharf-master", "level": 2, "completed": "2026-01-01", "hours": 20}]
    lines = [json.dumps({**good, "trainings": hours}), "", '{"id": 3}', "{bad"]
    (folder / "staff.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = impact(capsys, "old.yaml", "new.yaml", "staff.jsonl", "people", *ON)
    assert 2 == said.status
    assert "E3 · apply.2: yes → no" in said.out
    assert "people: 3 " in said.out
    assert said.err == (
        "staff.jsonl:3:1:8: id: 3 where a non-empty text is needed\n"
        "staff.jsonl:4:1:2: expected a key in double quotes, found `bad`\n"
        "2 faults\n"
    )


def test_a_file_without_an_end_and_one_that_is_empty_hold_what_they_hold(folder: Path) -> None:
    (folder / "a.ndjson").write_bytes(b'\n  \n{"id": "E1"}')
    (folder / "b.jsonl").write_bytes(b"")
    people = People(find_people(["a.ndjson", "b.jsonl"]))
    assert (1, ["E1"]) == (people.count(), [one.id for one in people])
    assert [] == people.faults


def test_everything_can_be_written_for_programs_and_as_a_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = impact(capsys, "old.yaml", "new.yaml", "people", *ON, "--json", "i.json", "--html", "i.html")
    assert 1 == said.status
    document = json.loads((folder / "i.json").read_text(encoding="utf-8"))
    assert ["E1"] == [one["id"] for one in document["changes"]]
    assert "E1" in (folder / "i.html").read_text(encoding="utf-8")


def test_without_people_they_are_made_up(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = impact(capsys, "old.yaml", "new.yaml", *ON, "--question", "apply", "--level", "2")
    assert 1 == said.status
    assert "the people are made up around every value of both" in said.out
    assert "apply.2.a.trained = 29.99 · apply.2: yes → no" in said.out


def test_a_window_tells_from_when_to_when(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "new.yaml").write_text(text("{from: {1900-01-01: 20, 2026-07-01: 30}}"), encoding="utf-8")
    window = ("--from", "2026-06-01", "--to", "2026-08-31", "--lang", "en")
    said = impact(capsys, "old.yaml", "new.yaml", "people", *window)
    assert "E1 · apply.2: yes → no, from 2026-07-01 through 2026-08-31" in said.out


def test_overlays_are_laid_on_the_side_they_are_meant_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "o.yaml").write_text("overlay: more\nruleset: wharf-master\nparameters: {hours: 30}\n", encoding="utf-8")
    said = impact(capsys, "old.yaml", "old.yaml", "people", "--overlay", "o.yaml", *ON)
    assert "wharf-master 1 → wharf-master 1 (more)" in said.out
    assert "E1 · apply.2: yes → no" in said.out
    said = impact(capsys, "old.yaml", "old.yaml", "people", "--old-overlay", "o.yaml", *ON)
    assert "E1 · apply.2: no → yes" in said.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "OLD: missing"),
        (("old.yaml",), "NEW: missing"),
        (("old.yaml", "new.yaml"), "--as-of: missing; a day has to be given"),
        (("old.yaml", "new.yaml", "--as-of", "soon"), "--as-of: `soon` is not a day"),
        (("old.yaml", "new.yaml", "--as-of", "2026-06-01", "--to", "2026-06-02"), "--to: given beside --as-of"),
        (("old.yaml", "new.yaml", "--from", "2026-06-01"), "--to: missing; both ends have to be given"),
        (("old.yaml", "new.yaml", "--from", "2026-06-02", "--to", "2026-06-01"), "--to: 2026-06-01 is before"),
        (("old.yaml", "none.yaml", "--as-of", "2026-06-01"), "none.yaml"),
        (("old.yaml", "new.yaml", "nobody", *ON), "PEOPLE: `nobody` cannot be read: no such file or directory"),
        (("old.yaml", "new.yaml", "/dev/null", *ON), "PEOPLE: `/dev/null` is neither a file nor a folder"),
        (("old.yaml", "new.yaml", "empty", *ON), "PEOPLE: `empty` holds no records"),
        (("old.yaml", "new.yaml", "a\0b", *ON), "PEOPLE: `a"),
        (("old.yaml", "new.yaml", "--question", "aply", *ON), "--question: `aply` is in neither rule set"),
        (("old.yaml", "new.yaml", "--level", "7", *ON), "--level: 7 is in neither rule set"),
        (("old.yaml", "new.yaml", "--level", "high", *ON), "--level: `high` is in neither rule set"),
        (("old.yaml", "new.yaml", "--position", "pier", *ON), "--position: `pier` is in neither rule set"),
        (("old.yaml", "new.yaml", "--assume", "A7", *ON), "--assume: `A7` is not ID=WORD"),
        (("old.yaml", "new.yaml", "people", "--html", "no/such.html", *ON), "--html: `no/such.html` cannot be written"),
        (("old.yaml", "new.yaml", "people", "--json", "people", *ON), "--json: `people` cannot be written"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_in_words(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    (folder / "empty").mkdir()
    said = impact(capsys, *words)
    assert (2, True) == (said.status, told in said.err), said.err


def test_all_faults_are_told_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = impact(capsys, "old.yaml", "none.yaml", "nobody", "--from", "x", "--to", "y")
    assert said.err.endswith("4 faults\n")
