"""An entry of the log: what it says, and the hash that binds it to the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from vip_cert_rules.faults import Fault, InputError, show

FIRST = "sha256:" + "0" * 64
"""What the first entry follows on."""
DECISION, ERASURE = ("decision", "erasure")


@attrs.frozen
class Entry:
    """One entry. ``at`` is the moment that its writer gave; the order is that of the numbers, whatever clocks say.

    ``body`` says what was entered, with contents by their digests; ``hash`` is taken over all of it and the hash of the
    entry before, ``previous``. It names no person.
    """

    number: int
    previous: str
    at: str
    kind: str
    body: Mapping[str, Any]
    hash: str

    @property
    def digests(self) -> tuple[str, ...]:
        """The contents that it needs."""
        if self.kind != DECISION:
            return ()
        return (self.body["document"], self.body["facts"], *self.body["rules"], *self.body["overlays"])


SAID: Mapping[str, tuple[str, ...]] = {
    DECISION: ("document", "facts", "rules", "overlays", "several", "assume"),
    ERASURE: ("numbers", "contents", "reason"),
}
"""What an entry of each kind says."""


def read_body(number: int, at: str, kind: str, text: str) -> Mapping[str, Any]:
    """What an entry says. Raises :class:`InputError` where nobody can have entered that."""
    try:
        body = json.loads(text)
        datetime.fromisoformat(at)
        if isinstance(body, dict) and all(key in body for key in SAID[kind]):
            return body
    except (ValueError, KeyError):
        pass
    message = "it cannot be read: it is not what was entered"
    raise InputError(
        [Fault("entry-changed", f"entry {number}", message, "`vip-cert log verify` tells what was changed")]
    )


def canonical(value: object) -> str:
    """A value as the JSON that hashes are taken of: sorted keys, no blanks."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def hash_of(number: int, previous: str, at: str, kind: str, body: str) -> str:
    """The hash of an entry, over its fields as canonical JSON; ``body`` is that already."""
    text = canonical([number, previous, at, kind, body])
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def moment(at: datetime) -> str:
    """A moment as entries hold it. Raises :class:`InputError` where it has no distance from UTC."""
    if not isinstance(at, datetime) or at.tzinfo is None:
        hint = "give a datetime with a time zone, as in datetime.now(timezone.utc)"
        raise InputError([Fault("wrong-type", "at", f"{show(str(at))} is no moment with a distance from UTC", hint)])
    return at.isoformat(timespec="milliseconds")
