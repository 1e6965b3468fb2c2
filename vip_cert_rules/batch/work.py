"""People, each turned into the lines that are written about them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from vip_cert_rules.batch.many import Asked
from vip_cert_rules.batch.people import Item, Reader
from vip_cert_rules.candidate.employed import unit_on
from vip_cert_rules.decision_log.contents import Prepared, prepare
from vip_cert_rules.faults import Fault, InputError


@attrs.frozen(eq=False)
class Job:
    """What is asked about everybody, and how they are read. Can be pickled."""

    asked: Asked
    reader: Reader
    is_logged: bool = False
    """Whether decisions are prepared for a decision log."""


@attrs.frozen
class Worked:
    """What is written about one person: lines about decisions, or one about faults. ``line`` is the number."""

    line: int
    text: str
    is_rejected: bool
    unit: str | None = None
    outcomes: tuple[str, ...] = ()
    entries: tuple[Prepared, ...] = ()


def work(job: Job, items: Sequence[Item]) -> list[Worked]:
    """What is written about some people, in their order."""
    return [_worked(job, item) for item in items]


def _worked(job: Job, item: Item) -> Worked:
    number = item[0]
    try:
        person = job.reader.candidate(item)
    except InputError as error:
        return _rejected(number, job.reader.as_it_was(item), error.faults)
    unit = unit_on(person, job.asked.as_of)
    decisions = [*job.asked.about(person)]
    rows = (
        {"record": number, "unit": unit, "facts_digest": decision.facts_digest, "decision": decision.to_dict()}
        for decision in decisions
    )
    text = "".join(_line(row) for row in rows)
    outcomes = tuple(decision.outcome.value for decision in decisions)
    entries = tuple(map(prepare, decisions)) if job.is_logged else ()
    return Worked(number, text, False, unit, outcomes, entries)


def _rejected(number: int, as_it_was: Mapping[str, Any], faults: Sequence[Fault]) -> Worked:
    row = {
        "record": number,
        **as_it_was,
        "faults": [
            {
                "code": fault.code,
                "path": fault.path,
                "message": fault.message,
                "help": fault.help,
                "place": None if fault.place is None else str(fault.place),
            }
            for fault in faults
        ],
    }
    return Worked(number, _line(row), True)


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n"
