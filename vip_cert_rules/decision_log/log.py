"""The log: entries are added, read, and never changed; what is about a person can be erased, with a reason."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, TypeVar

import attrs
import sqlalchemy as sa

from vip_cert_rules.decision.decision import Decision
from vip_cert_rules.decision_log.contents import DOCUMENT, PERSONAL, Content, Prepared, prepare
from vip_cert_rules.decision_log.database import Database, open_database
from vip_cert_rules.decision_log.entries import DECISION, ERASURE, Entry, canonical, hash_of, moment, read_body
from vip_cert_rules.decision_log.tables import CONTENT, ENTRY, HEAD, PERSON
from vip_cert_rules.faults import Fault, InputError

T = TypeVar("T")
_AT_ONCE = 500


@attrs.frozen(eq=False)
class DecisionLog:
    """A log of decisions in a database. Made by :func:`open_log`; safe to share between threads.

    Several threads, processes and machines may write to one: each entry follows on the last one there is. A process
    that was forked opens the log for itself.
    """

    database: Database

    def __enter__(self) -> DecisionLog:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes its connections."""
        self.database.close()

    def append(self, decision: Decision, *, at: datetime) -> Entry:
        """Enters a decision, with what it was made of. When this returns, it is on disk.

        ``at`` is the moment of entering, with a time zone: nothing here reads the clock. Raises
        :class:`~vip_cert_rules.InputError` where it cannot be written; then nothing of it is.
        """
        return self.append_many([decision], at=at)[0]

    def append_many(self, decisions: Iterable[Decision], *, at: datetime) -> tuple[Entry, ...]:
        """Enters several decisions in one go: all of them, or none."""
        return self.append_prepared([prepare(decision) for decision in decisions], at=at)

    def append_prepared(self, prepared: Sequence[Prepared], *, at: datetime) -> tuple[Entry, ...]:
        """The same of decisions that were prepared before, in another process for example."""
        told = moment(at)
        if not prepared:
            return ()
        entries: list[Entry] = []
        with self.database.writing() as (connection, end, head):
            number, last = end, head
            _add_contents(connection, (content for one in prepared for content in one.contents))
            for one in prepared:
                number += 1
                entry = _entry(number, last, told, DECISION, dict(one.body))
                last = entry.hash
                entries.append(entry)
                _write(connection, entry)
                connection.execute(sa.insert(PERSON).values(number=number, candidate=one.candidate))
            _move_head(connection, entries[-1])
        return tuple(entries)

    def erase(self, numbers: Sequence[int], *, reason: str, at: datetime) -> Entry:
        """Erases documents and facts of some entries, and enters that and why.

        The entries stay, with their digests; rules and overlays stay as well. A content that an entry which is kept
        needs is kept. ``reason`` must not name anybody. Raises :class:`~vip_cert_rules.InputError` where there is no
        such entry.
        """
        told = moment(at)
        if not reason.strip():
            raise InputError([Fault("missing", "reason", "missing; an erasure has to say why")])
        with self.database.writing() as (connection, number, last):
            entries = [one for one in _entries(connection, numbers) if one.kind == DECISION]
            unknown = sorted({*numbers} - {one.number for one in entries})
            if unknown or not numbers:
                listed = ", ".join(map(str, unknown)) or "none was named"
                raise InputError([Fault("no-such-entry", "numbers", f"no decision has the number {listed}")])
            digests = {one.body[kind] for one in entries for kind in PERSONAL}
            for part in _parts([one.number for one in entries]):
                connection.execute(sa.delete(PERSON).where(PERSON.c.number.in_(part)))
            gone = sorted(digests - _still_needed(connection, digests))
            for some in _parts(gone):
                connection.execute(sa.delete(CONTENT).where(CONTENT.c.digest.in_(some)))
            body = {"numbers": sorted({*numbers}), "contents": gone, "reason": reason}
            entry = _entry(number + 1, last, told, ERASURE, body)
            _write(connection, entry)
            _move_head(connection, entry)
        return entry

    def entries(
        self, *, candidate: str | None = None, numbers: Sequence[int] | None = None, before: datetime | None = None
    ) -> Iterator[Entry]:
        """Entries in their order: of one person, of some numbers, of moments before one; without any of these, all.

        They are those that are there when the first is asked for.
        """
        with self.database.reading() as connection:
            yield from select_entries(connection, candidate, numbers, before)

    def content(self, digest: str) -> Any:
        """A content by its digest, as data; ``None`` where it was erased, or never was.

        Raises :class:`~vip_cert_rules.InputError` where it is not what was entered.
        """
        with self.database.reading() as connection:
            found = connection.execute(sa.select(CONTENT).where(CONTENT.c.digest == digest)).one_or_none()
        if found is None:
            return None
        if not Content(found.digest, found.kind, found.body).is_sound:
            message = f"the {found.kind} {digest} is not what was entered"
            hint = "`vip-cert log verify` tells what was changed"
            raise InputError([Fault("content-changed", "", message, hint)])
        return json.loads(found.body)

    def document(self, entry: Entry) -> dict[str, Any] | None:
        """The decision document of an entry; ``None`` where it was erased, or the entry is no decision."""
        if entry.kind != DECISION:
            return None
        found: dict[str, Any] | None = self.content(entry.body[DOCUMENT])
        return found


def open_log(url: str | os.PathLike[str], *, create: bool = False) -> DecisionLog:
    """Opens a decision log: the path of an SQLite file, or the URL of a database (``postgresql+psycopg://…``).

    ``create`` makes one where there is none. Tables of an older version are brought up to date. Needs the extra
    ``log``. Raises :class:`~vip_cert_rules.InputError` where there is no log, or it cannot be opened.
    """
    return DecisionLog(open_database(url, create=create))


def select_entries(
    connection: sa.Connection,
    candidate: str | None = None,
    numbers: Sequence[int] | None = None,
    before: datetime | None = None,
) -> Iterator[Entry]:
    """Entries in their order, as a connection sees them."""
    asked = sa.select(ENTRY).order_by(ENTRY.c.number)
    if candidate is not None:
        asked = asked.join(PERSON, PERSON.c.number == ENTRY.c.number).where(PERSON.c.candidate == candidate)
    if numbers is not None:
        asked = asked.where(ENTRY.c.number.in_(numbers))
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(asked):
        body = read_body(row.number, row.at, row.kind, row.body)
        entry = Entry(row.number, row.previous, row.at, row.kind, body, row.hash)
        if before is None or datetime.fromisoformat(entry.at) < before:
            yield entry


def _entries(connection: sa.Connection, numbers: Sequence[int]) -> Iterator[Entry]:
    for part in _parts(sorted({*numbers})):
        yield from select_entries(connection, numbers=part)


def _still_needed(connection: sa.Connection, digests: set[str]) -> set[str]:
    """Those digests that entries need which nobody erased: those that still are about a person."""
    kept: set[str] = set()
    for entry in _entries(connection, connection.execute(sa.select(PERSON.c.number)).scalars().all()):
        kept |= digests.intersection(entry.digests)
    return kept


def _parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Not more at a time than a statement may name."""
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]


def _entry(number: int, previous: str, at: str, kind: str, body: dict[str, Any]) -> Entry:
    return Entry(number, previous, at, kind, body, hash_of(number, previous, at, kind, canonical(body)))


def _write(connection: sa.Connection, entry: Entry) -> None:
    connection.execute(
        sa.insert(ENTRY).values(
            number=entry.number,
            previous=entry.previous,
            at=entry.at,
            kind=entry.kind,
            body=canonical(entry.body),
            hash=entry.hash,
        )
    )


def _move_head(connection: sa.Connection, entry: Entry) -> None:
    connection.execute(sa.update(HEAD).values(number=entry.number, hash=entry.hash))


def _add_contents(connection: sa.Connection, contents: Iterable[Content]) -> None:
    wanted = {content.digest: content for content in contents}
    known: set[str] = set()
    for part in _parts([*wanted]):
        known |= {*connection.execute(sa.select(CONTENT.c.digest).where(CONTENT.c.digest.in_(part))).scalars()}
    rows = [attrs.asdict(content) for digest, content in wanted.items() if digest not in known]
    if rows:
        connection.execute(sa.insert(CONTENT), rows)
