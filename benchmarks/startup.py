"""How long a fresh process takes to start, to import the package and to give its first decision.

    python benchmarks/startup.py

Each is a process of its own, run several times; the least is shown, as whatever else the machine does only adds.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIRST = """
from vip_cert_rules import evaluate
call = {"ruleset": "vip-service-manager", "question": "apply", "level": 3, "as_of": "2026-11-24"}
decision = evaluate({"id": "E1"}, engine=%r, **call)
decision.explain("zh")
"""
WAYS = {
    "python -c pass": "pass",
    "import": "import vip_cert_rules",
    "first explained decision, direct": FIRST % "direct",
    "first explained decision, auto": FIRST % "auto",
}


def least_ms(code: str, rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
        taken.append((time.perf_counter() - start) * 1000)
    return min(taken)


def main() -> None:
    for name, code in WAYS.items():
        print(f"{name:<36}{least_ms(code, 10):>8.0f} ms")


if __name__ == "__main__":
    main()
