"""How long a decision takes, as ratios to the plain function timed in the same run.

    python benchmarks/speed.py

Rounds of all ways are interleaved; the ratio is of the medians. `--json` prints the figures for other programs.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from typing import Any

from people import AS_OF, people
from plain import may_apply_for_level_3

from vip_cert_rules import evaluate, find_ruleset, structure_candidate
from vip_cert_rules.engines.catalogue import available_engines

RULES = find_ruleset("vip-service-manager")
CALL: dict[str, Any] = {"ruleset": RULES, "question": "apply", "level": 3, "as_of": AS_OF}


def ways(number: int) -> dict[str, Callable[[], object]]:
    """What is timed, by name; each goes over all people once."""
    rows = people(number)
    candidates = [structure_candidate(row) for row in rows]
    for row in rows:
        decided = evaluate(row, engine="direct", **CALL)
        assert (decided.outcome.value == "yes") is may_apply_for_level_3(row, AS_OF), decided.explain("en")
    out: dict[str, Callable[[], object]] = {
        "plain function": lambda: each(lambda row: may_apply_for_level_3(row, AS_OF), rows),
        "candidate -> outcome": lambda: each(lambda c: evaluate(c, engine="direct", **CALL).outcome, candidates),
        "dict -> outcome": lambda: each(lambda row: evaluate(row, engine="direct", **CALL).outcome, rows),
        "dict -> document": lambda: each(lambda row: evaluate(row, engine="direct", **CALL).to_dict(), rows),
        "dict -> document + zh": lambda: each(lambda row: _both(evaluate(row, engine="direct", **CALL)), rows),
    }
    if "durable" in available_engines():
        out["candidate -> outcome, auto"] = lambda: each(
            lambda c: evaluate(c, engine="auto", **CALL).outcome, candidates
        )
        out["dict -> document, auto"] = lambda: each(lambda row: evaluate(row, engine="auto", **CALL).to_dict(), rows)
    return out


def each(way: Callable[[Any], object], items: list[Any]) -> None:
    """Does it for all and keeps nothing, as software that stores each decision does."""
    for item in items:
        way(item)


def _both(decision: Any) -> object:
    return decision.to_dict(), decision.explain("zh")


def measure(number: int, rounds: int) -> dict[str, float]:
    """Median microseconds per person, by way."""
    timed = ways(number)
    taken: dict[str, list[float]] = {name: [] for name in timed}
    for _ in range(rounds):
        for name, way in timed.items():
            start = time.perf_counter()
            way()
            taken[name].append((time.perf_counter() - start) / number * 1e6)
    return {name: statistics.median(times) for name, times in taken.items()}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--people", type=int, default=200)
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    found = measure(given.people, given.rounds)
    unit = found["plain function"]
    if given.json:
        print(json.dumps({name: {"us": us, "ratio": us / unit} for name, us in found.items()}, indent=2))
        return
    print(f"{'':<30}{'us':>8}{'x plain':>9}")
    for name, us in found.items():
        print(f"{name:<30}{us:>8.1f}{us / unit:>9.2f}")


if __name__ == "__main__":
    main()
