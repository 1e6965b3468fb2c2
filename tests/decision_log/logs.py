"""Logs to look through, and decisions to put into them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from tests.people import VIP
from vip_cert_rules import Decision, evaluate
from vip_cert_rules.decision_log.log import DecisionLog, open_log
from vip_cert_rules.decision_log.verifying import verify_log

AT = datetime(2026, 11, 25, 9, 30, tzinfo=timezone(timedelta(hours=8)))


def record(number: int) -> dict[str, Any]:
    return {
        "id": f"E{number}",
        "employments": [{"occupation": VIP, "unit": "headquarters", "start": "2024-01-01"}],
        "attestations": [
            {"matter": "relevant-experience", "programme": VIP, "value": True, "on": "2026-01-01", "by": "张主任"}
        ],
        "extra": {"name": f"员工{number}"},
    }


def decision(number: int, level: int = 3) -> Decision:
    return evaluate(record(number), ruleset=VIP, question="apply", level=level, as_of="2026-11-24", engine="direct")


@contextmanager
def log_of(path: Path | str, count: int = 0) -> Iterator[DecisionLog]:
    """A new log with decisions about so many people."""
    with open_log(path, create=True) as log:
        log.append_many([decision(number) for number in range(1, count + 1)], at=AT)
        yield log


def tampered(path: Path, *statements: str) -> None:
    """Changes a log past everything that guards it."""
    with closing(sqlite3.connect(path)) as database:
        for name in ("vip_cert_log_no_update", "vip_cert_log_no_delete"):
            database.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            database.execute(statement)
        database.commit()


def found_in(path: Path | str, **how: Any) -> list[tuple[str, int | None]]:
    with open_log(path) as log:
        return [(one.code, one.entry) for one in verify_log(log, **how).mismatches]
