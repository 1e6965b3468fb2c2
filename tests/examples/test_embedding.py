"""The embedding example: an HR database in, explained decisions kept in it."""

from __future__ import annotations

import importlib.util
import json
import sqlite3
from pathlib import Path
from types import ModuleType

import pytest

from tests.examples.stories import ROOT

FOLDER = ROOT / "examples" / "embedding"

SUMMARY = """\
apply 3 as of 2026-11-24: 8 people

yes: 2
  H001
  H002

no: 2
  H003  apply.3.8.2.B.1.continuous-service, apply.3.8.2.B.2.cumulative-service
  H008  apply.3.in-scope, apply.3.8.2.B.1.prior-certificate, apply.3.8.2.B.1.continuous-service, \
apply.3.8.2.B.1.training-hours, apply.3.8.2.B.1.training-courses, apply.3.8.2.B.2.cumulative-service

unknown: 3
  H004  trainings
  H005  employments[0].occupation
  H006  attestations

refused: 1
  H007  certificates[0].expires: 2025-02-01 is before `issued` 2026-02-01
"""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script, loaded from where it lies."""
    spec = importlib.util.spec_from_file_location("hr_to_decisions", FOLDER / "hr_to_decisions.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def database(script: ModuleType, tmp_path: Path) -> Path:
    """The sample as a file."""
    path = tmp_path / "hr.sqlite"
    memory, file = script.open_database(None), sqlite3.connect(path)
    memory.backup(file)
    memory.close()
    file.close()
    return path


def test_the_summary_tells_every_persons_outcome_and_why(
    script: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    """Everybody is in it, also the one whose data are at fault."""
    script.main(["--as-of", "2026-11-24"])
    assert SUMMARY == capsys.readouterr().out


def test_the_decisions_are_kept_in_the_database(script: ModuleType, database: Path) -> None:
    """Each with its document, its rules and its facts; running again replaces and does not add."""
    for _ in range(2):
        script.main(["--as-of", "2026-11-24", "--database", str(database)])
    kept = sqlite3.connect(database)
    rows = kept.execute("SELECT * FROM certification_decision ORDER BY person_no").fetchall()
    kept.close()
    assert 8 == len(rows)
    for person_no, question, level, as_of, outcome, rules, facts, text in rows:
        document = json.loads(text)
        if outcome == "refused":
            assert ("H007", None, None) == (person_no, rules, facts)
            continue
        told = [document[key] for key in ("candidate", "question", "level", "as_of", "outcome", "digest")]
        assert [person_no, question, level, as_of, outcome, rules] == told
        assert facts.startswith("sha256:")


@pytest.mark.parametrize(
    ("part", "outcome"), [("course", "no"), (None, "unknown")], ids=["checked to be complete", "never checked"]
)
def test_missing_rows_mean_nothing_until_somebody_has_checked(
    script: ModuleType, part: str | None, outcome: str
) -> None:
    """H004 has no course on record: none, or none entered."""
    database = script.open_database(None)
    if part is not None:
        database.execute("INSERT INTO file_checked VALUES ('H004', ?)", [part])
    outcomes = dict(script.decide_all(database, "apply", 3, "2026-11-24"))
    database.close()
    assert outcome == outcomes["H004"]


def test_a_database_that_is_not_there_is_not_made(script: ModuleType, tmp_path: Path) -> None:
    """SQLite would make an empty one."""
    with pytest.raises(SystemExit, match="there is no database"):
        script.main(["--as-of", "2026-11-24", "--database", str(tmp_path / "none.sqlite")])
