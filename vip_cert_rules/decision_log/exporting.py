"""Entries for other eyes, with people under names that say nothing."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from typing import Any

from vip_cert_rules.decision_log.contents import FACTS
from vip_cert_rules.decision_log.entries import DECISION, Entry
from vip_cert_rules.decision_log.log import DecisionLog

_LENGTH = 16


def export(log: DecisionLog, entries: Iterable[Entry], *, key: bytes | None) -> Iterator[dict[str, Any]]:
    """Every entry as data, with its document and facts.

    With a ``key`` people are masked: the same person has the same mask under the same key, and without the key nobody
    can tell who it is. Digests and hashes are left out then, since whoever has a record could look it up by them.
    """
    for entry in entries:
        row: dict[str, Any] = {"number": entry.number, "at": entry.at, "kind": entry.kind}
        if entry.kind == DECISION:
            document, facts = log.document(entry), log.content(entry.body[FACTS])
            if key is not None:
                document, facts = _masked(document, key), _masked(facts, key)
            row |= {"assume": entry.body["assume"], "document": document, "facts": facts}
        else:
            row |= {"numbers": entry.body["numbers"], "reason": entry.body["reason"]}
        if key is None:
            row |= {"body": entry.body, "previous": entry.previous, "hash": entry.hash}
        yield row


def mask(name: str, key: bytes) -> str:
    """What stands for a name."""
    return f"masked-{hmac.new(key, name.encode('utf-8', 'surrogatepass'), 'sha256').hexdigest()[:_LENGTH]}"


def _masked(value: Any, key: bytes) -> Any:
    """The same with whoever it is about, and whoever attests, masked."""
    if not isinstance(value, dict):
        return value
    out = dict(value)
    if "candidate" in out:
        about = out["candidate"]
        out["candidate"] = _masked_record(about, key) if isinstance(about, dict) else mask(str(about), key)
    return out


def _masked_record(record: dict[str, Any], key: bytes) -> dict[str, Any]:
    out = {**record, "id": mask(str(record["id"]), key)}
    if "attestations" in out:
        out["attestations"] = [
            {**one, "by": mask(str(one["by"]), key)} if one.get("by") is not None else one
            for one in out["attestations"]
        ]
    return out
