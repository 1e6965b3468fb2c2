"""Decides for everybody in an HR database, keeps the decision documents in a table of it, and prints a summary.

    python examples/embedding/hr_to_decisions.py --as-of 2026-11-24

Without ``--database`` it works on the invented people of ``hr_sample.sql``, in memory. What it takes care of is what an
HR database does not say by itself: a table without rows about a person is no knowledge. Only where somebody has checked
that part of the file (table ``file_checked``) do missing rows mean that there is nothing; otherwise the list is left
out of the record, and what turns on it is answered ``unknown``.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from vip_cert_rules import InputError, evaluate

HERE = Path(__file__).resolve().parent
PROGRAMME = "vip-service-manager"

# The codes of the HR system, in the words of the record. A code that is not listed stops the run (KeyError): a new code
# is a question for a person, not something to guess at.
JOBS = {"4031": PROGRAMME, "5100": "account-manager", "2210": "shop-assistant", None: None}
UNITS = {"SF": "provincial_branch", "ZY": "professional_company", "ZB": "headquarters", "QT": "other", None: None}
DEGREES = {
    "高中": "senior_secondary",
    "大专": "junior_college",
    "本科": "bachelor",
    "硕士": "master",
    "博士": "doctorate",
}
GRADES = {"不合格": "fail", "合格": "pass", "良好": "good", "优秀": "excellent", None: None}
PAPERS = {"笔试": "written", "面试": "interview", "模拟实战": "simulation", "营销实战": "marketing_practice"}
COURSES = {"VIP-4": 4, "VIP-3": 3, "VIP-2": 2, "VIP-1": 1}
VERDICTS = {"合格": True, "不合格": False, None: None}
REPORTED = {1: True, 0: False, None: None}
ISSUERS = {"集团": "group", "省": "province"}
STILL_THERE = "9999-12-31"

Row = sqlite3.Row
Mapped = Callable[[Row], "dict[str, Any] | None"]


def _course(row: Row) -> dict[str, Any] | None:
    level = COURSES.get(row["course_code"])
    if level is None:  # courses that have nothing to do with this programme
        return None
    return {
        "programme": PROGRAMME,
        "level": level,
        "completed": row["finished"],
        "hours": row["hours"],
        "courses_completed": REPORTED[row["complete"]],
    }


# Of every part of the file: the list of the record, and how one row becomes one entry. NULL becomes null: not known.
PARTS: dict[str, tuple[str, Mapped]] = {
    "diploma": ("education", lambda row: {"level": DEGREES[row["degree"]], "awarded": row["awarded"]}),
    "assignment": (
        "employments",
        lambda row: {
            "occupation": JOBS[row["job_code"]],
            "unit": UNITS[row["unit_type"]],
            "start": row["first_day"],
            "end": None if row["last_day"] == STILL_THERE else row["last_day"],
        },
    ),
    "probation": (
        "probations",
        lambda row: {
            "occupation": JOBS[row["job_code"]],
            "completed": row["assessed"],
            "passed": VERDICTS[row["verdict"]],
        },
    ),
    "course": ("trainings", _course),
    "exam": (
        "results",
        lambda row: {
            "programme": PROGRAMME,
            "level": row["level"],
            "component": PAPERS[row["paper"]],
            "taken": row["taken"],
            "score": row["mark"],
            "passed": VERDICTS[row["verdict"]],
        },
    ),
    "appraisal": ("appraisals", lambda row: {"year": row["year"], "grade": GRADES[row["grade"]]}),
    "certificate": (
        "certificates",
        lambda row: {
            "programme": PROGRAMME,
            "level": row["level"],
            "issued": row["issued"],
            "expires": row["expires"],
            "revoked": row["revoked"],
            "issuer": ISSUERS[row["issuer"]],
        },
    ),
}

# What this HR system keeps no record of at all is left out as well: attestations, trainer titles, who prepares for
# which job. Left out means not known, and a question that turns on it will say so.


def record_of(database: sqlite3.Connection, person_no: str) -> dict[str, Any]:
    """The candidate record of one person."""
    checked = {
        row["part"] for row in database.execute("SELECT part FROM file_checked WHERE person_no = ?", [person_no])
    }
    record: dict[str, Any] = {"id": person_no}
    for part, (name, entry) in PARTS.items():
        if part not in checked:
            continue
        rows = database.execute(f"SELECT * FROM {part} WHERE person_no = ? ORDER BY rowid", [person_no])
        record[name] = [mapped for row in rows if (mapped := entry(row)) is not None]
    return record


def decide_all(database: sqlite3.Connection, question: str, level: int, as_of: str) -> Iterator[tuple[str, str]]:
    """Decides for every person and keeps each decision document; yields who and the outcome."""
    people = [row["person_no"] for row in database.execute("SELECT person_no FROM person ORDER BY person_no")]
    for person_no in people:
        rules = facts = None
        try:
            decision = evaluate(
                record_of(database, person_no), ruleset=PROGRAMME, question=question, level=level, as_of=as_of
            )
        except InputError as error:  # the data are at fault; the others are decided all the same
            outcome = "refused"
            document: Any = {"faults": [str(fault) for fault in error.faults]}
        else:
            outcome, document = decision.outcome.value, decision.to_dict()
            rules, facts = document["digest"], decision.facts_digest
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        database.execute(
            "INSERT OR REPLACE INTO certification_decision VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [person_no, question, level, as_of, outcome, rules, facts, text],
        )
        yield person_no, outcome
    database.commit()


def why(document: dict[str, Any]) -> str:
    """What stands in the way, or what is missing, or what is wrong, in a few words."""
    named = document.get("faults") or document["unmet"] or [fact["path"] for fact in document["missing"]]
    return ", ".join(named)


def open_database(path: str | None) -> sqlite3.Connection:
    """The database at a path, or one in memory with the invented people."""
    if path is not None and not Path(path).is_file():
        raise SystemExit(f"there is no database `{path}`")
    database = sqlite3.connect(path or ":memory:")
    database.row_factory = sqlite3.Row
    if path is None:
        for name in ("hr_schema.sql", "hr_sample.sql"):
            database.executescript((HERE / name).read_text(encoding="utf-8"))
    return database


def main(argv: list[str] | None = None) -> None:
    """Runs it all."""
    parser = argparse.ArgumentParser(description="Decide for everybody in an HR database.")
    parser.add_argument("--database", help="an SQLite file with these tables; default: the sample, in memory")
    parser.add_argument("--question", default="apply")
    parser.add_argument("--level", type=int, default=3)
    parser.add_argument("--as-of", required=True, metavar="YYYY-MM-DD")
    asked = parser.parse_args(argv)

    database = open_database(asked.database)
    try:
        counts = Counter(outcome for _, outcome in decide_all(database, asked.question, asked.level, asked.as_of))
        print(f"{asked.question} {asked.level} as of {asked.as_of}: {sum(counts.values())} people")
        for outcome in ("yes", "no", "unknown", "refused"):
            print(f"\n{outcome}: {counts[outcome]}")
            kept = database.execute(
                "SELECT person_no, document FROM certification_decision "
                "WHERE question = ? AND level = ? AND as_of = ? AND outcome = ? ORDER BY person_no",
                [asked.question, asked.level, asked.as_of, outcome],
            )
            for row in kept:
                print(f"  {row['person_no']}  {why(json.loads(row['document']))}".rstrip())
    finally:
        database.close()


if __name__ == "__main__":
    main()
