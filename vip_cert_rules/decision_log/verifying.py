"""Whether a log is as it was written: every entry by its hash, every content by its digest, the end by the head."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

import attrs
import sqlalchemy as sa

from vip_cert_rules.decision_log import words
from vip_cert_rules.decision_log.contents import DOCUMENT, FACTS, Content, candidate_in, exact_json
from vip_cert_rules.decision_log.entries import DECISION, ERASURE, FIRST, hash_of
from vip_cert_rules.decision_log.findings import LogMismatch, Verified
from vip_cert_rules.decision_log.log import DecisionLog
from vip_cert_rules.decision_log.tables import CONTENT, ENTRY, HEAD, PERSON
from vip_cert_rules.rechecking.recheck import recheck_decision

_AT_ONCE = 500


def verify_log(log: DecisionLog, *, head: str | None = None, recheck: bool = False) -> Verified:
    """Looks through a whole log: hashes, their chain, numbers without a gap, contents by their digests.

    ``head`` is the ``NUMBER:HASH`` of an entry that was noted elsewhere, such as the last one at the time: only it
    shows that the end of a log was cut off together with its head. ``recheck`` re-checks every document beside its
    facts as well.
    """
    found = _Found()
    with log.database.reading() as connection:
        number, last = 0, FIRST
        erased: set[str] = set()
        unnamed: set[int] = set()
        needed: dict[str, int] = {}
        clock: datetime | None = None
        seen: set[str] = set()
        for row in connection.execution_options(yield_per=_AT_ONCE).execute(sa.select(ENTRY).order_by(ENTRY.c.number)):
            if row.number != number + 1:
                found.tell("entry-missing", row.number, first=number + 1, last=row.number - 1)
            elif row.previous != last:
                found.tell("chain-broken", row.number)
            if row.hash != hash_of(row.number, row.previous, row.at, row.kind, row.body):
                found.tell("entry-changed", row.number)
            number, last = row.number, row.hash
            seen.add(f"{row.number}:{row.hash}")
            try:
                at = datetime.fromisoformat(row.at)
                body = json.loads(row.body)
                digests = (
                    [body["document"], body["facts"], *body["rules"], *body["overlays"]] if row.kind == DECISION else []
                )
                erased |= {*body["contents"]} if row.kind == ERASURE else set()
                unnamed |= {*body["numbers"]} if row.kind == ERASURE else set()
            except (ValueError, KeyError, TypeError):
                found.tell("entry-changed", row.number)
                continue
            if clock is not None and at < clock:
                found.notices.append(
                    LogMismatch("clock-went-back", row.number, words.NOTICES["clock-went-back"].fill(at=row.at))
                )
            clock = at if clock is None else max(at, clock)
            for digest in digests:
                needed.setdefault(digest, row.number)
            # what is entered again after an erasure is needed again
            erased -= {*digests}
            needed |= dict.fromkeys(digests, row.number)
        kept = connection.execute(sa.select(HEAD.c.number, HEAD.c.hash)).all()
        if [(number, last)] != [(one.number, one.hash) for one in kept]:
            told = ", ".join(f"{one.number}" for one in kept) or "none"
            found.tell("end-missing", None, number=number, told=told)
        if head is not None and head not in seen:
            found.tell("head-not-found", None, head=head)
        found.mismatches += _check_contents(connection, needed, erased)
        if recheck:
            found.mismatches += _recheck(connection)
        found.mismatches += _check_people(connection, unnamed)
    return Verified(tuple(found.mismatches), tuple(found.notices), number, f"{number}:{last}")


@attrs.define
class _Found:
    mismatches: list[LogMismatch] = attrs.field(factory=list)
    notices: list[LogMismatch] = attrs.field(factory=list)

    def tell(self, code: str, entry: int | None, **terms: object) -> None:
        one = _mismatch(code, entry, **terms)
        if one not in self.mismatches:
            self.mismatches.append(one)


def _mismatch(code: str, entry: int | None, **terms: object) -> LogMismatch:
    return LogMismatch(code, entry, words.MISMATCHES[code].fill(**terms))


def _check_contents(connection: sa.Connection, needed: dict[str, int], erased: set[str]) -> Iterator[LogMismatch]:
    there: set[str] = set()
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(sa.select(CONTENT)):
        there.add(row.digest)
        entry = needed.get(row.digest)
        if entry is None:
            yield _mismatch("content-unknown", None, digest=row.digest)
        elif not Content(row.digest, row.kind, row.body).is_sound:
            yield _mismatch("content-changed", entry, digest=row.digest)
    for digest, entry in needed.items():
        if digest not in there and digest not in erased:
            yield _mismatch("content-missing", entry, digest=digest)


def _decisions(connection: sa.Connection) -> Iterator[tuple[int, str, str | None, str | None]]:
    """Of every decision the number, the person, the document and the facts, as far as they are there."""
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(
        sa.select(ENTRY.c.number, ENTRY.c.body, PERSON.c.candidate)
        .join(PERSON, PERSON.c.number == ENTRY.c.number, isouter=True)
        .where(ENTRY.c.kind == DECISION)
        .order_by(ENTRY.c.number)
    ):
        try:
            body = json.loads(row.body)
            digests = [str(body[DOCUMENT]), str(body[FACTS])]
        except (ValueError, KeyError, TypeError):
            continue
        bodies = {
            one.digest: one.body
            for one in connection.execute(sa.select(CONTENT).where(CONTENT.c.digest.in_(digests))).all()
        }
        yield row.number, row.candidate, bodies.get(digests[0]), bodies.get(digests[1])


def _recheck(connection: sa.Connection) -> Iterator[LogMismatch]:
    for number, _candidate, document, facts in _decisions(connection):
        if document is None or facts is None:
            continue
        try:
            mismatches = recheck_decision(json.loads(document), candidate_in(exact_json(facts)))
        except (ValueError, KeyError, TypeError):
            continue  # a content that was changed: told before
        for one in mismatches:
            yield _mismatch("document-inconsistent", number, what=one.text)


def _check_people(connection: sa.Connection, unnamed: set[int]) -> Iterator[LogMismatch]:
    """Under whose name an entry is found has to be whom the document is about."""
    for number, candidate, document, _facts in _decisions(connection):
        if document is None or (candidate is None and number in unnamed):
            continue
        try:
            about = json.loads(document)["candidate"]
        except (ValueError, KeyError, TypeError):
            continue
        if about != candidate:
            yield _mismatch("person-changed", number)
