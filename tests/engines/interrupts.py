"""Throws KeyboardInterrupt into a deciding thread, wherever it happens to be; exits with 0 when all answers were right.

A program of its own, run by ``test_interrupts_at_any_moment``.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
import threading
import time
from random import Random

from tests.engines.circuits import case_of, resident
from vip_cert_rules.engines.direct import DirectEngine
from vip_cert_rules.engines.durable import DurableEngine

INTERRUPTS = 300
ENOUGH = 50
MOST_GROWTH = 5_000_000


def main() -> int:
    random = Random(4)
    durable, direct = DurableEngine(), DirectEngine()
    cases = [(case, direct.conclude(*case)) for case in (case_of(random) for _ in range(30))]
    wrong: list[object] = []
    interrupts = 0
    stop = threading.Event()

    def decide() -> None:
        nonlocal interrupts
        while not stop.is_set():
            try:
                for case, expected in cases:
                    if durable.conclude(*case) != expected:
                        wrong.append(case)
            except KeyboardInterrupt:
                interrupts += 1
            except BaseException as error:
                wrong.append(error)

    def decide_safely() -> None:
        while not stop.is_set():
            with contextlib.suppress(KeyboardInterrupt):
                decide()

    thread = threading.Thread(target=decide_safely, daemon=True)
    thread.start()
    before = resident()
    for _ in range(INTERRUPTS):
        time.sleep(random.random() / 500)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident or 0), ctypes.py_object(KeyboardInterrupt)
        )
    stop.set()
    thread.join(timeout=60)
    after = resident()
    growth = 0 if before is None or after is None else after - before
    print(f"{interrupts} interrupts, {len(wrong)} wrong, grew by {growth} bytes: {wrong[:3]}")
    return 0 if not wrong and interrupts > ENOUGH and growth < MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
