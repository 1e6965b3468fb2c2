"""Whatever is changed in a log behind its back is found."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.decision_log.logs import AT, decision, found_in, log_of, tampered
from vip_cert_rules import InputError
from vip_cert_rules.decision_log.entries import canonical, hash_of
from vip_cert_rules.decision_log.log import open_log
from vip_cert_rules.decision_log.verifying import verify_log

COUNT = 5


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with log_of(tmp_path / "log.db", COUNT):
        pass
    return tmp_path / "log.db"


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("UPDATE vip_cert_log_entry SET at = '2026-11-25T09:30:00.001+08:00' WHERE number = 3", ["entry-changed"]),
        ("UPDATE vip_cert_log_entry SET kind = 'erasure' WHERE number = 3", ["entry-changed"]),
        ("UPDATE vip_cert_log_entry SET body = replace(body, 'rules', 'Rules') WHERE number = 3", ["entry-changed"]),
        ("UPDATE vip_cert_log_entry SET body = '{' WHERE number = 3", ["entry-changed"]),
        ("UPDATE vip_cert_log_entry SET hash = previous WHERE number = 3", ["entry-changed", "chain-broken"]),
        ("DELETE FROM vip_cert_log_entry WHERE number = 3", ["entry-missing"]),
        ("DELETE FROM vip_cert_log_entry WHERE number = 1", ["entry-missing"]),
        ("DELETE FROM vip_cert_log_entry WHERE number = 5", ["end-missing"]),
        ("DELETE FROM vip_cert_log_entry", ["end-missing"]),
        ("UPDATE vip_cert_log_head SET number = 4", ["end-missing"]),
        ("DELETE FROM vip_cert_log_head", ["end-missing"]),
        (
            "UPDATE vip_cert_log_content SET body = replace(body, '\"no\"', '\"yes\"') WHERE kind = 'document'",
            ["content-changed"],
        ),
        ("UPDATE vip_cert_log_content SET body = '' WHERE kind = 'facts'", ["content-changed"]),
        ("DELETE FROM vip_cert_log_content WHERE kind = 'rules'", ["content-missing"]),
        ("INSERT INTO vip_cert_log_content VALUES ('sha256:0', 'facts', '{}')", ["content-unknown"]),
        ("UPDATE vip_cert_log_person SET candidate = 'E9' WHERE number = 2", ["person-changed"]),
        ("DELETE FROM vip_cert_log_person WHERE number = 2", ["person-changed"]),
    ],
)
def test_a_change_is_found(path: Path, statement: str, codes: list[str]) -> None:
    assert [] == found_in(path, recheck=True)
    tampered(path, statement)
    assert {*codes} <= {code for code, _ in found_in(path)}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE vip_cert_log_entry SET body = '{' WHERE number = 3",
        "UPDATE vip_cert_log_entry SET body = '[]' WHERE number = 3",
        "UPDATE vip_cert_log_entry SET body = '{}' WHERE number = 3",
        "UPDATE vip_cert_log_entry SET at = 'yesterday' WHERE number = 3",
        "UPDATE vip_cert_log_entry SET kind = 'other' WHERE number = 3",
        "UPDATE vip_cert_log_content SET body = '{'",
        "UPDATE vip_cert_log_content SET body = '{}'",
        "DELETE FROM vip_cert_log_content WHERE kind = 'rules'",
        "DROP TABLE vip_cert_log_content",
    ],
)
def test_no_command_fails_over_a_log_that_was_changed(
    path: Path, capsys: pytest.CaptureFixture[str], statement: str
) -> None:
    """What cannot be read is told, and what can be is never taken for what was entered."""
    tampered(path, statement)
    assert call(capsys, "log", "verify", path, "--recheck").status in (1, 2)
    said = call(capsys, "log", "replay", path, "--lang", "en")
    assert said.status in (1, 2) and "the same 5" not in said.out
    for words in (["show", path], ["show", path, "--format", "json"], ["export", path]):
        said = call(capsys, "log", *words)
        assert said.status in (0, 2) and bool(said.err) is (said.status == 2)


def test_every_byte_counts(path: Path) -> None:
    """A change anywhere in an entry or a content is found."""
    rng = random.Random(7)
    with closing(sqlite3.connect(path)) as database:
        bodies = database.execute("SELECT rowid, body FROM vip_cert_log_content").fetchall()
    tampered(path)
    for _ in range(40):
        row, body = rng.choice(bodies)
        place = rng.randrange(len(body))
        other = rng.choice([char for char in "0123456789abcxyz" if char != body[place]])
        changed = body[:place] + other + body[place + 1 :]
        with closing(sqlite3.connect(path)) as database:
            database.execute("UPDATE vip_cert_log_content SET body = ? WHERE rowid = ?", [changed, row])
            database.commit()
        assert "content-changed" in {code for code, _ in found_in(path)}
        with closing(sqlite3.connect(path)) as database:
            database.execute("UPDATE vip_cert_log_content SET body = ? WHERE rowid = ?", [body, row])
            database.commit()
    assert [] == found_in(path)


def test_a_chain_forged_from_some_entry_on_is_found_by_what_was_noted(path: Path) -> None:
    """Who can rewrite everything can make it fit together; a hash that was noted elsewhere shows it."""
    with open_log(path) as log:
        noted = verify_log(log).head
        entries = [*log.entries()]
    statements = []
    previous = entries[1].hash
    for entry in entries[2:]:
        at = "2020-01-01T00:00:00.000+00:00"
        made = hash_of(entry.number, previous, at, entry.kind, canonical(entry.body))
        statements.append(
            f"UPDATE vip_cert_log_entry SET previous = '{previous}', at = '{at}', hash = '{made}' "
            f"WHERE number = {entry.number}"
        )
        previous = made
    tampered(path, *statements, f"UPDATE vip_cert_log_head SET hash = '{previous}'")
    assert [] == found_in(path)
    assert [("head-not-found", None)] == found_in(path, head=noted)


def test_an_end_that_was_cut_off_is_found_by_what_was_noted(path: Path) -> None:
    with open_log(path) as log:
        noted = verify_log(log).head
        last = [*log.entries()][-2]
    tampered(
        path,
        "DELETE FROM vip_cert_log_entry WHERE number = 5",
        "DELETE FROM vip_cert_log_person WHERE number = 5",
        f"UPDATE vip_cert_log_head SET number = 4, hash = '{last.hash}'",
    )
    assert "head-not-found" in {code for code, _ in found_in(path, head=noted)}


def test_a_document_that_is_inconsistent_is_found_when_it_is_rechecked(path: Path) -> None:
    """Entered so by a program of one's own: the digests fit, and the document does not hold."""
    made = decision(9)
    document = made.to_dict() | {"outcome": "yes"}
    made.__dict__["to_dict"] = lambda **_: document
    with open_log(path) as log:
        log.append(made, at=AT)
    assert [] == found_in(path)
    assert {"document-inconsistent"} == {code for code, _ in found_in(path, recheck=True)}


# --- erasing ---------------------------------------------------------------------------------------------------------


def test_what_is_erased_is_gone_and_the_chain_holds(path: Path) -> None:
    with open_log(path) as log:
        (entry,) = log.entries(candidate="E2")
        erasure = log.erase([entry.number], reason="保存期满", at=AT)
        assert (6, "erasure") == (erasure.number, erasure.kind)
        assert None is log.document(entry) is log.content(entry.body["facts"])
        assert [] == [*log.entries(candidate="E2")]
        assert [entry] == [*log.entries(numbers=[2])]
    assert [] == found_in(path, recheck=True)
    assert b"E2" not in _everything(path)


def _everything(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as database:
        database.execute("VACUUM")
        return json.dumps([*database.iterdump()]).encode()


def test_what_another_entry_needs_is_kept(path: Path) -> None:
    with open_log(path) as log:
        again = log.append(decision(2), at=AT)
        log.erase([2], reason="once", at=AT)
        assert decision(2).to_dict() == log.document(again)
        assert [] == found_in(path)
        log.erase([again.number], reason="twice", at=AT)
        assert None is log.document(again)
        assert [] == found_in(path)
        log.append(decision(2), at=AT)  # decided on again, later
        assert [] == found_in(path, recheck=True)


def test_contents_that_vanish_later_are_not_covered_by_an_old_erasure(path: Path) -> None:
    with open_log(path) as log:
        log.erase([2], reason="once", at=AT)
        log.append(decision(2), at=AT)
    tampered(path, "DELETE FROM vip_cert_log_content WHERE kind = 'facts' AND body LIKE '%\"E2\"%'")
    assert ("content-missing", 7) in found_in(path)


@pytest.mark.parametrize(("numbers", "reason"), [([9], "x"), ([], "x"), ([1], " ")])
def test_an_erasure_says_what_and_why(path: Path, numbers: list[int], reason: str) -> None:
    with open_log(path) as log, pytest.raises(InputError):
        log.erase(numbers, reason=reason, at=AT)
    with open_log(path) as log:
        assert COUNT == len([*log.entries()])
