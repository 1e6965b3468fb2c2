"""Records as lines of text, each turned into the lines that are written about it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from vip_cert_rules.batch.many import Asked
from vip_cert_rules.candidate.employed import unit_on
from vip_cert_rules.candidate.structure import structure_candidate
from vip_cert_rules.faults import Fault, InputError
from vip_cert_rules.reading import Format, read_text


@attrs.frozen(eq=False)
class Job:
    """What is asked about everybody; ``input`` is the name of the file in places. Can be pickled."""

    asked: Asked
    input: str


Line = tuple[int, bytes]
"""A record: the number of its line, from 1, and the line."""


@attrs.frozen
class Worked:
    """What is written about one record: lines about its decisions, or one about its faults."""

    line: int
    text: str
    is_rejected: bool
    unit: str | None = None
    outcomes: tuple[str, ...] = ()


def work(job: Job, lines: Sequence[Line]) -> list[Worked]:
    """What is written about some records, in their order."""
    return [_worked(job, number, line) for number, line in lines]


def _worked(job: Job, number: int, line: bytes) -> Worked:
    try:
        document = read_text(line, f"{job.input}:{number}", InputError, Format.JSON)
        person = structure_candidate(document.value, document)
    except InputError as error:
        return _rejected(number, line, error.faults)
    unit = unit_on(person, job.asked.as_of)
    decisions = [*job.asked.about(person)]
    rows = (
        {"record": number, "unit": unit, "facts_digest": decision.facts_digest, "decision": decision.to_dict()}
        for decision in decisions
    )
    text = "".join(_line(row) for row in rows)
    return Worked(number, text, False, unit, tuple(decision.outcome.value for decision in decisions))


def _rejected(number: int, line: bytes, faults: Sequence[Fault]) -> Worked:
    row = {
        "record": number,
        "text": line.decode("utf-8", "backslashreplace").rstrip("\r\n"),
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
