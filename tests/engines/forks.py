"""Forks while other threads decide; exits with 0 when parent and children all gave the right answers.

    python -m tests.engines.forks used|fresh

A program of its own, run by ``test_forked_children_agree``.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import warnings
from random import Random

from tests.engines.circuits import case_of
from vip_cert_rules.engines.direct import DirectEngine
from vip_cert_rules.engines.durable import DurableEngine

CHILDREN = 8


def main(used_before: bool) -> int:
    warnings.filterwarnings("ignore", "This process", DeprecationWarning)
    random = Random(2)
    durable, direct = DurableEngine(), DirectEngine()
    cases = [(case, direct.conclude(*case)) for case in (case_of(random) for _ in range(40))]
    stop = threading.Event()
    failed: list[BaseException] = []

    def decide() -> None:
        try:
            while not stop.is_set():
                for case, expected in cases:
                    assert durable.conclude(*case) == expected
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=decide) for _ in range(2 if used_before else 0)]
    for thread in threads:
        thread.start()
    statuses = []
    try:
        for _ in range(CHILDREN):
            child = os.fork()
            if child == 0:  # whatever happens, a child must not go on as its parent
                status = 1
                try:
                    signal.alarm(60)
                    status = 0 if all(durable.conclude(*case) == expected for case, expected in cases) else 2
                finally:
                    os._exit(status)
            statuses.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    print(f"children {statuses}, parent {failed}")
    return 1 if failed or any(statuses) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] == "used"))
