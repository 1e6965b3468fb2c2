"""``python -m tests.oracle.volume NAME COUNT SEED``: random calls decided by the package and by the oracle.

Prints the first calls that differ, each on a few lines, and how many of each answer there were; status 1 if any differ.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from typing import Any

from tests.oracle.common import STATUS, YES_NO
from tests.oracle.comparing import ORACLES, decision_of
from tests.strategies.programmes import random_programme_call
from tests.strategies.supplying import Call
from vip_cert_rules import InputError

SHOWN = 5
LISTED = 16


def _lists(record: dict[str, Any]) -> str:
    """The record, one line for each list that has something in it."""
    rows = [(name, value) for name, value in record.items() if name != "id" and value != []]
    return "".join(f"\n    {name}: {json.dumps(value, default=str)}" for name, value in rows)


def _shortly(statuses: dict[str, str]) -> str:
    """The first of them, those that are met last, and how many were left out."""
    order = sorted(statuses, key=lambda name: statuses[name] in ("met", "waived"))
    left_out = f" … and {len(order) - LISTED} more" if len(order) > LISTED else ""
    return ", ".join(f"{name} {statuses[name]}" for name in order[:LISTED]) + left_out


def difference(programme: str, call: Call) -> tuple[str, str]:
    """The oracle's answer, and in words how the package's differs; empty where it does not."""
    truths = ORACLES[programme](call)
    expected = YES_NO[truths[call.question]]
    try:
        decision = decision_of(programme, call)
    except InputError as error:
        return expected, f"fault instead of {expected}: {error}"
    if decision.outcome.value == expected:
        return expected, ""
    statuses = {name: status.value for name, status in decision.statuses.items()}
    oracle = {name: STATUS[truth] for name, truth in truths.items()}
    sides = f"\n  oracle: {_shortly(oracle)}\n  package: {_shortly(statuses)}"
    return expected, f"{decision.outcome.value} instead of {expected}{sides}"


def describe(call: Call, text: str) -> str:
    """One differing call, compactly."""
    level = "" if call.level is None else f" {call.level}"
    supplied = json.dumps(call.supplied, default=str, ensure_ascii=False)
    head = f"{call.question}{level} on {call.as_of} {call.assume or ''}: {text}"
    return f"{head}\n  supplied: {supplied}\n  record:{_lists(call.record)}"


def compare(programme: str, count: int, seed: int) -> tuple[Counter[tuple[str, str]], list[str]]:
    """How often each question had each answer, and every difference."""
    rng = random.Random(seed)
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for _ in range(count):
        call = random_programme_call(rng, programme, nulls=rng.choice((0, 2, 8, 20)))
        expected, text = difference(programme, call)
        seen[call.question, expected] += 1
        if text:
            found.append(describe(call, text))
    return seen, found


def main(arguments: list[str]) -> int:
    """The command."""
    if len(arguments) != 3 or arguments[0] not in ORACLES:
        print(f"python -m tests.oracle.volume NAME COUNT SEED; NAME is one of {', '.join(ORACLES)}", file=sys.stderr)
        return 2
    programme, count, seed = arguments[0], int(arguments[1]), int(arguments[2])
    started = time.perf_counter()
    seen, found = compare(programme, count, seed)
    for text in found[:SHOWN]:
        print(text, end="\n\n")
    answers = ", ".join(f"{question} {word} {seen[question, word]}" for question, word in sorted(seen))
    print(f"{len(found)} of {count} differ ({time.perf_counter() - started:.1f} s); {answers}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
