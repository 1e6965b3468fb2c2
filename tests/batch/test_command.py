"""``vip-cert batch``: nothing is lost, whatever ends a run; what is written is the same however it was come by."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import ROOT, Said, call
from vip_cert_rules import evaluate
from vip_cert_rules.batch import journal

DAY = ("--as-of", "2026-11-24")
ASKED = ("--ruleset", "vip-service-manager", "--ask", "apply.3", "--ask", "hold.3", *DAY)


def record(number: int) -> dict[str, Any]:
    hours = (number * 7) % 40
    return {
        "id": f"E{number}",
        "preparing_for": [],
        "attestations": [],
        "education": [{"level": "bachelor", "awarded": "2010-01-01"}],
        "employments": [
            {
                "occupation": "vip-service-manager",
                "unit": ("provincial_branch", "other", None)[number % 3],
                "start": "2025-06-01",
            }
        ],
        "trainings": [
            {
                "programme": "vip-service-manager",
                "level": 3,
                "completed": "2026-01-01",
                "hours": hours,
                "courses_completed": True,
            }
        ],
        "certificates": [{"programme": "vip-service-manager", "level": 4, "issued": "2026-01-01", "issuer": "group"}],
    }


def written(folder: Path, count: int, name: str = "staff.jsonl", bad: tuple[int, ...] = ()) -> Path:
    """A file of records; those at fault are told by their lines, and every tenth line is empty."""
    lines = []
    for number in range(1, count + 1):
        text = json.dumps(record(number)) if number % 10 else ""
        lines.append('{"id": 1}' if number in bad else text)
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def batch(capsys: pytest.CaptureFixture[str], *words: str) -> Said:
    return call(capsys, "batch", *words)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_record_is_in_the_output_or_in_the_rejects(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the order of the input, each decision as `evaluate` makes it."""
    written(folder, 25, bad=(3, 20))
    said = batch(capsys, "staff.jsonl", *ASKED, "--output", "out.jsonl", "--lang", "en")
    assert (1, "") == (said.status, said.err)
    out, rejects = rows(folder / "out.jsonl"), rows(folder / "out.jsonl.rejects.jsonl")
    lines = [number for number in range(1, 26) if number % 10 and number != 3]
    assert [line for line in lines for _ in range(2)] == [row["record"] for row in out]
    assert [3, 20] == [row["record"] for row in rejects]
    assert ['{"id": 1}'] * 2 == [row["text"] for row in rejects]
    assert "staff.jsonl:3:1:8" == rejects[0]["faults"][0]["place"]
    for row in out:
        asked = row["decision"]
        person = record(row["record"])
        alone = evaluate(person, ruleset="vip-service-manager", question=asked["question"], level=3, as_of="2026-11-24")
        assert json.loads(alone.to_json()) == asked
        assert alone.facts_digest == row["facts_digest"]


def test_the_summary_counts_by_question_and_by_unit(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(folder, 9)
    said = batch(capsys, "staff.jsonl", *ASKED, "--output", "out.jsonl", "--lang", "en")
    assert (0, "") == (said.status, said.err)
    assert said.out.startswith("records: 9 · decided: 9 · rejected: 0\nvip-service-manager 2.0 · as of 2026-11-24 ")
    outcomes = [row["decision"]["outcome"] for row in rows(folder / "out.jsonl")[::2]]
    counted = ", ".join(f"{word} {outcomes.count(word)}" for word in ("yes", "no", "unknown"))
    assert f"  apply.3: {counted}\n" in said.out
    by_unit = [line for line in said.out.splitlines() if "provincial branch · hold.3" in line]
    assert ["  provincial branch · hold.3: yes 0, no 3, unknown 0"] == by_unit


@pytest.mark.parametrize("jobs", ["2", "3"])
def test_several_processes_write_the_same(folder: Path, capsys: pytest.CaptureFixture[str], jobs: str) -> None:
    written(folder, 450, bad=(5, 300))
    batch(capsys, "staff.jsonl", *ASKED, "--output", "one.jsonl")
    said = batch(capsys, "staff.jsonl", *ASKED, "--output", "many.jsonl", "--jobs", jobs)
    assert 1 == said.status
    for name in ("{}.jsonl", "{}.jsonl.rejects.jsonl"):
        assert (folder / name.format("one")).read_bytes() == (folder / name.format("many")).read_bytes()


def test_engines_write_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(folder, 30)
    batch(capsys, "staff.jsonl", *ASKED, "--output", "auto.jsonl")
    batch(capsys, "staff.jsonl", *ASKED, "--output", "direct.jsonl", "--engine", "direct")
    assert (folder / "auto.jsonl").read_bytes() == (folder / "direct.jsonl").read_bytes()


# --- going on --------------------------------------------------------------------------------------------------------


def start(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "vip_cert_rules", "batch", *words]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs POSIX signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_is_killed_goes_on_and_nothing_is_lost_or_twice(
    folder: Path, capsys: pytest.CaptureFixture[str], jobs: str
) -> None:
    """Killed again and again, wherever it is; in the end the files are those of a run that nobody disturbed."""
    written(folder, 1200, bad=(7, 450, 1111))
    batch(capsys, "staff.jsonl", *ASKED, "--output", "whole.jsonl")
    words = ("staff.jsonl", *ASKED, "--output", "out.jsonl", "--jobs", jobs)
    killed = 0
    process = start(folder, *words)
    for _ in range(40):
        seen = _size(folder / "out.jsonl")
        while process.poll() is None and _size(folder / "out.jsonl") < seen + 2_000_000:
            time.sleep(0.002)
        if process.poll() is not None:
            break
        process.kill()
        killed += 1
        process.communicate()
        process = start(folder, *words, "--resume")
    out, err = process.communicate(timeout=120)
    assert (1, b"") == (process.returncode, err)
    assert killed >= 2
    for name in ("{}.jsonl", "{}.jsonl.rejects.jsonl"):
        assert (folder / name.format("whole")).read_bytes() == (folder / name.format("out")).read_bytes()
    assert "共 1081 条记录：判定 1078 条，退回 3 条" in out.decode()


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.rejects.jsonl"])
@pytest.mark.parametrize("left", [0, 1, 40, 300, -1, -50, -300, -3000])
def test_what_is_half_written_is_cut_off(
    folder: Path, capsys: pytest.CaptureFixture[str], left: int, name: str
) -> None:
    """Within a line, between the lines about one person, anywhere, of either file, whatever is left of the other."""
    written(folder, 30, bad=(4, 26))
    words = ("staff.jsonl", *ASKED, "--output", "out.jsonl")
    batch(capsys, *words)
    whole = {name: (folder / name).read_bytes() for name in ("out.jsonl", "out.jsonl.rejects.jsonl")}
    (folder / name).write_bytes(whole[name][:left])
    said = batch(capsys, *words, "--resume", "--lang", "en")
    assert (1, "") == (said.status, said.err)
    assert whole == {name: (folder / name).read_bytes() for name in whole}
    assert "records: 27 · decided: 25 · rejected: 2" in said.out


def test_a_run_that_is_done_can_be_gone_on_with(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(folder, 12)
    words = ("staff.jsonl", *ASKED, "--output", "out.jsonl", "--lang", "en")
    batch(capsys, *words)
    before = (folder / "out.jsonl").read_bytes()
    said = batch(capsys, *words, "--resume")
    assert (0, before) == (said.status, (folder / "out.jsonl").read_bytes())
    assert "went on after line 12" in said.out
    assert "records: 11 · decided: 11" in said.out


def test_nobody_goes_on_with_something_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another question, another day, other rules, another reading, another input: each is told."""
    written(folder, 12)
    words = ["staff.jsonl", *ASKED, "--output", "out.jsonl"]
    batch(capsys, *words)
    for change, told in (
        (["--ask", "apply.2"], "questions: "),
        (["--overlay", "vip-yunling"], "overlays: "),
        (["--assume", "A7=ever-obtained"], "assume: "),
        (["--rules-as-of", "2026-01-01"], "rules_as_of: "),
    ):
        said = batch(capsys, *words, *change, "--resume")
        assert (2, True) == (said.status, told in said.err), said.err
    written(folder, 13)
    said = batch(capsys, *words, "--resume")
    assert (2, True) == (said.status, "input: " in said.err)


def test_nothing_is_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(folder, 3)
    (folder / "out.jsonl").write_text("mine\n", encoding="utf-8")
    said = batch(capsys, "staff.jsonl", *ASKED, "--output", "out.jsonl")
    assert (2, True) == (said.status, "out.jsonl: is there already" in said.err)
    assert "mine\n" == (folder / "out.jsonl").read_text(encoding="utf-8")


def test_a_full_disk_is_told_and_what_is_there_is_whole(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The write of one record is cut short, as on a disk that is full; going on makes it whole."""
    written(folder, 30)
    words = ("staff.jsonl", *ASKED, "--output", "out.jsonl")
    real = journal._opened

    class Full:
        def __init__(self, inner: Any) -> None:
            self.inner, self.room = inner, 60_000

        def write(self, data: bytes) -> int:
            if not self.room:
                raise OSError(28, "No space left on device")
            count = self.inner.write(data[: self.room])
            self.room -= count
            return int(count)

        def __getattr__(self, name: str) -> Any:
            return getattr(self.inner, name)

    def opened(files: Any, last: int) -> Any:
        made = real(files, last)
        made._output = Full(made._output)
        return made

    monkeypatch.setattr(journal, "_opened", opened)
    said = batch(capsys, *words)
    assert (2, True) == (said.status, "out.jsonl: cannot be written: no space left on device" in said.err)
    assert 60_000 == (folder / "out.jsonl").stat().st_size
    monkeypatch.setattr(journal, "_opened", real)
    assert 0 == batch(capsys, *words, "--resume").status
    batch(capsys, *words[:-1], "whole.jsonl")
    assert (folder / "whole.jsonl").read_bytes() == (folder / "out.jsonl").read_bytes()


# --- sheets ----------------------------------------------------------------------------------------------------------


def test_a_clerk_reads_outcome_what_is_missing_and_clauses(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(folder, 4)
    batch(capsys, "staff.jsonl", *ASKED, "--output", "out.jsonl", "--sheet", "out.csv")
    assert (folder / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        heads, *body = csv.reader(file)
    assert ["行号", "人员", "单位", "判定事项", "结论", "未满足或缺少", "条款"] == heads[:7]
    assert 8 == len(body)
    first = dict(zip(heads, body[0]))
    assert ("E1", "其他单位", "不符合") == (first["人员"], first["单位"], first["结论"])
    assert "在省分公司或专业公司从事或准备从事本岗位工作" in first["未满足或缺少"]
    assert "《认证标准》8.1" in first["条款"]


def test_an_xlsx_holds_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    written(folder, 4)
    batch(capsys, "staff.jsonl", *ASKED, "--output", "a.jsonl", "--sheet", "out.csv", "--lang", "en")
    batch(capsys, "staff.jsonl", *ASKED, "--output", "b.jsonl", "--sheet", "out.xlsx", "--lang", "en")
    page = openpyxl.load_workbook(folder / "out.xlsx").active
    cells = [["" if cell is None else cell for cell in row] for row in page.iter_rows(values_only=True)]
    with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [*csv.reader(file)] == cells
    assert "A2" == page.freeze_panes


@pytest.mark.parametrize("name", ["=1+1", "+x", "-x", "@x"])
def test_a_name_is_no_formula(folder: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    (folder / "staff.jsonl").write_text(json.dumps({**record(1), "id": name}) + "\n", encoding="utf-8")
    for number, sheet in enumerate(("out.csv", "out.xlsx")):
        batch(capsys, "staff.jsonl", *ASKED, "--output", f"{number}.jsonl", "--sheet", sheet)
    with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert f"'{name}" == [*csv.reader(file)][1][1]
    cell = openpyxl.load_workbook(folder / "out.xlsx").active["B2"]
    assert (name, "s") == (cell.value, cell.data_type)


def test_without_openpyxl_it_is_told_before_any_work(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    written(folder, 3)
    said = batch(capsys, "staff.jsonl", *ASKED, "--output", "out.jsonl", "--sheet", "out.xlsx")
    assert (2, True) == (said.status, "install the extra: vip_cert_rules[sheets]" in said.err)
    assert not (folder / "out.jsonl").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "INPUT: missing"),
        (("staff.jsonl", "--ruleset", "vip-service-manager", *DAY, "--output", "o"), "--ask: missing"),
        (("none.jsonl", *ASKED, "--output", "o"), "INPUT: there is no file `none.jsonl`"),
        (("staff.jsonl", *ASKED, "--ask", "apply.x", "--output", "o"), "--ask: `apply.x` is not QUESTION"),
        (("staff.jsonl", *ASKED, "--ask", "apply.3", "--output", "o"), "--ask: a question is asked twice"),
        (("staff.jsonl", *ASKED, "--ask", "fly.3", "--output", "o"), "has no question `fly`"),
        (("staff.jsonl", *ASKED, "--output", "no/such/o"), "o.batch.json: cannot be written"),
        (("staff.jsonl", *ASKED, "--output", "staff.jsonl"), "--output: `staff.jsonl` is INPUT already"),
        (("staff.jsonl", *ASKED, "--output", "o", "--rejects", "o"), "--rejects: `o` is --output already"),
        (("staff.jsonl", *ASKED, "--output", "o", "--sheet", "o.ods"), "--sheet: `o.ods` is neither a CSV nor an XLSX"),
        (("staff.jsonl", *ASKED, "--output", "o", "--jobs", "0"), "--jobs: `0` is no number of processes"),
        (("staff.jsonl", *ASKED, "--output", "o", "--resume"), "--resume: there is no batch to go on with"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_in_words(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    written(folder, 3)
    said = batch(capsys, *words)
    assert (2, True) == (said.status, told in said.err), said.err
