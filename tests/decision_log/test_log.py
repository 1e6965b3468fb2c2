"""Decisions are entered once and for all, whoever writes and whatever happens meanwhile."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.cli.calling import ROOT
from tests.decision_log.logs import AT, decision, found_in, log_of, record
from vip_cert_rules import Decision, InputError
from vip_cert_rules.decision_log.database import open_database
from vip_cert_rules.decision_log.entries import FIRST
from vip_cert_rules.decision_log.log import open_log
from vip_cert_rules.decision_log.tables import CONTENT, METADATA
from vip_cert_rules.decision_log.verifying import verify_log


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path, server: str) -> str:
    """Where a new log can be made."""
    if request.param == "sqlite":
        return str(tmp_path / "log.db")
    engine = sa.create_engine(server)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
    engine.dispose()
    return server


def test_what_is_entered_is_there_with_all_that_it_was_made_of(url: str) -> None:
    made = decision(1)
    with open_log(url, create=True) as log:
        entry = log.append(made, at=AT)
        assert (1, FIRST, "2026-11-25T09:30:00.000+08:00") == (entry.number, entry.previous, entry.at)
    with open_log(url) as log:
        assert [entry] == [*log.entries()] == [*log.entries(candidate="E1")]
        assert [] == [*log.entries(candidate="E2")]
        assert made.to_dict() == log.document(entry)
        assert made.facts_digest == entry.body["facts"]
        facts = log.content(entry.body["facts"])
        assert "2026-11-24" == facts["as_of"]
        assert record(1)["attestations"] == facts["candidate"]["attestations"]
        assert "extra" not in facts["candidate"], "what no rule looks at is not kept"


def test_every_content_is_stored_once(url: str) -> None:
    with log_of(url, 20) as log:
        log.append_many([decision(1), decision(1)], at=AT)
        with log.database.reading() as connection:
            kinds = connection.execute(
                sa.select(CONTENT.c.kind, sa.func.count().label("number")).group_by(CONTENT.c.kind)
            ).all()
        assert {"document": 20, "facts": 20, "rules": 1} == {row.kind: row.number for row in kinds}
        assert 22 == len([*log.entries()])


def test_entries_cannot_be_changed_nor_removed(url: str) -> None:
    with log_of(url, 2) as log:
        for statement in ("UPDATE vip_cert_log_entry SET at = 'x'", "DELETE FROM vip_cert_log_entry WHERE number = 2"):
            with (
                pytest.raises(InputError, match="neither changed nor removed"),
                log.database.writing() as (
                    connection,
                    _,
                    _,
                ),
            ):
                connection.execute(sa.text(statement))
        assert verify_log(log).is_sound


def test_writers_at_once_make_one_chain(url: str) -> None:
    """Threads that share a log, and threads that each have their own."""
    made = [decision(number) for number in range(40)]
    with log_of(url) as shared:

        def write(part: list[Decision], own: bool) -> None:
            log = open_log(url) if own else shared
            for one in part:
                log.append(one, at=AT)
            if own:
                log.close()

        threads = [threading.Thread(target=write, args=(made[i::8], i % 2 == 0)) for i in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        found = verify_log(shared, recheck=True)
        assert ((), 40) == (found.mismatches, found.entries)
        assert {one.candidate.id for one in made} == {
            (log_document or {})["candidate"] for log_document in map(shared.document, shared.entries())
        }


def test_two_that_open_a_new_log_at_once(url: str) -> None:
    errors: list[BaseException] = []

    def make() -> None:
        try:
            open_log(url, create=True).close()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [] == errors
    with open_log(url) as log:
        assert verify_log(log).is_sound


WRITER = """
import sys
from tests.decision_log.logs import AT, decision
from vip_cert_rules.decision_log.log import open_log
made = [decision(number) for number in range(30)]
log = open_log(sys.argv[1])
print("ready", flush=True)
for round in range(10**6):
    entry = log.append_many(made[round % 27 : round % 27 + 3], at=AT)[-1]
    print(f"{entry.number}:{entry.hash}", flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs POSIX signals")
def test_what_was_told_to_be_entered_is_there_after_a_kill(url: str) -> None:
    """Two writers, killed in the middle of it: all that they told is there, and all of an entry or none."""
    with log_of(url):
        pass
    told: list[str] = []
    for _ in range(3):
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", WRITER, url],
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                text=True,
            )
            for _ in range(2)
        ]
        for writer in writers:
            assert writer.stdout is not None and "ready" == writer.stdout.readline().strip()
        time.sleep(0.15)
        for writer in writers:
            writer.kill()
        for writer in writers:
            out, _ = writer.communicate()
            told += [line for line in out.splitlines() if line.count(":") == 2 and len(line.rpartition(":")[2]) == 64]
    assert told
    with open_log(url) as log:
        found = verify_log(log, head=told[-1])
        assert () == found.mismatches
        there = {f"{entry.number}:{entry.hash}" for entry in log.entries()}
        assert {*told} <= there
        assert 0 == found.entries % 3, "three were entered at a time"


def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    with log_of(path, 5) as log:
        before = verify_log(log)
        with closing(sqlite3.connect(path)) as database:
            (pages,) = database.execute("PRAGMA page_count").fetchone()

        @sa.event.listens_for(log.database.engine, "connect")
        def full(connection: sqlite3.Connection, _record: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {pages + 2}")

        with pytest.raises(InputError, match="cannot be written: database or disk is full"):
            log.append_many([decision(number) for number in range(100, 160)], at=AT)
        assert before == verify_log(log)
    with open_log(path) as log:  # there is room again
        assert 6 == log.append(decision(6), at=AT).number
        assert verify_log(log).is_sound


def test_a_clock_that_is_off_changes_nothing_and_is_noticed(url: str) -> None:
    with log_of(url, 1) as log:
        log.append(decision(2), at=AT - timedelta(hours=3))
        log.append(decision(3), at=AT.astimezone(timezone.utc) + timedelta(seconds=1))
        found = verify_log(log)
        assert found.is_sound
        assert [("clock-went-back", 2)] == [(one.code, one.entry) for one in found.notices]
        assert [1, 2, 3] == [entry.number for entry in log.entries()]
        assert [2] == [entry.number for entry in log.entries(before=AT)]


@pytest.mark.parametrize("at", [datetime(2026, 11, 25), "2026-11-25", None])
def test_a_moment_has_a_zone(tmp_path: Path, at: datetime) -> None:
    with log_of(tmp_path / "log.db") as log, pytest.raises(InputError, match="distance from UTC"):
        log.append(decision(1), at=at)


# --- opening ---------------------------------------------------------------------------------------------------------


def test_there_has_to_be_a_log(tmp_path: Path, server: str) -> None:
    with pytest.raises(InputError, match="there is no decision log"):
        open_log(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()
    with closing(sqlite3.connect(tmp_path / "other.db")) as database:
        database.execute("CREATE TABLE other (x)")
    with pytest.raises(InputError, match="there is no decision log"):
        open_log(tmp_path / "other.db")
    (tmp_path / "text.db").write_text("no database, whatever its name says")
    with pytest.raises(InputError, match="cannot be opened: file is not a database"):
        open_log(tmp_path / "text.db")
    with pytest.raises(InputError, match="a log in memory is none"):
        open_log("sqlite://", create=True)
    with pytest.raises(InputError) as raised:
        open_log("postgresql+psycopg://hr:secret@127.0.0.1:1/hr")
    assert "secret" not in str(raised.value)


def test_a_log_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    with log_of(tmp_path / "log.db"):
        pass
    with closing(sqlite3.connect(tmp_path / "log.db")) as database:
        database.execute("UPDATE vip_cert_log_version SET version_num = '9999'")
        database.commit()
    with pytest.raises(InputError, match="newer version"):
        open_log(tmp_path / "log.db")


def test_migrations_make_the_tables_that_the_code_knows(url: str) -> None:
    database = open_database(url, create=True)
    inspector = sa.inspect(database.engine)
    for table in METADATA.sorted_tables:
        there = {column["name"]: column["nullable"] for column in inspector.get_columns(table.name)}
        assert {column.name: column.nullable for column in table.columns} == there
    database.close()


def test_a_log_in_its_own_process_after_a_fork(tmp_path: Path) -> None:
    """A forked worker opens the log for itself."""
    if not hasattr(os, "fork"):
        pytest.skip("needs fork")
    path = tmp_path / "log.db"
    with log_of(path, 1):
        pass
    code = f"""
import os
from tests.decision_log.logs import AT, decision
from vip_cert_rules.decision_log.log import open_log
children = []
for number in range(4):
    child = os.fork()
    if not child:
        with open_log({str(path)!r}) as log:
            for i in range(5):
                log.append(decision(100 * number + i), at=AT)
        os._exit(0)
    children.append(child)
assert all(os.waitpid(child, 0)[1] == 0 for child in children)
"""
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=120)
    with open_log(path) as log:
        found = verify_log(log)
        assert ((), 21) == (found.mismatches, found.entries)
    assert [] == found_in(path, recheck=True)
