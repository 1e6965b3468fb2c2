"""Many threads, forked processes, long runs, and what importing touches."""

from __future__ import annotations

import json
import logging
import os
import random
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.engines.needs_durable import WHY_NOT
from tests.people import VIP
from tests.strategies import random_call
from vip_cert_rules import evaluate

ROOT = Path(__file__).resolve().parents[2]
SOAK = os.environ.get("VIP_CERT_SOAK") == "1"
PER_THREAD = 20_000 if SOAK else 500
DECISIONS = 1_000_000 if SOAK else 20_000
THREADS = 8
ENGINES = ["direct", "auto", "durable"]


def usable(engine: str) -> str:
    """Skips where the engine cannot be had."""
    if engine == "durable" and WHY_NOT is not None:
        pytest.skip(WHY_NOT)
    return engine


def run(script: str, *options: str) -> str:
    """Runs a script in a fresh interpreter that sees the package and the tests; returns what it prints."""
    done = subprocess.run(
        [sys.executable, "-W", "error", *options, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=3600 if SOAK else 120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("engine", ENGINES)
def test_threads_decide_as_one_thread_does(engine: str) -> None:
    """Eight threads at once, each with its own order of the same questions."""
    usable(engine)
    rng = random.Random(5)
    calls = [random_call(rng) for _ in range(250)]

    def document(number: int) -> dict[str, Any]:
        record, question, level, as_of, assume = calls[number]
        return evaluate(
            record, ruleset=VIP, question=question, level=level, as_of=as_of, assume=assume, engine=engine
        ).to_dict()

    start = threading.Barrier(THREADS)

    def work(seed: int) -> list[tuple[int, dict[str, Any]]]:
        own = random.Random(seed)
        start.wait()
        wrong = []
        for _ in range(PER_THREAD):
            number = own.randrange(len(calls))
            found = document(number)
            if found != expected[number]:
                wrong.append((number, found))
        return wrong

    expected = [document(number) for number in range(len(calls))]
    with ThreadPoolExecutor(THREADS) as pool:
        assert [wrong for wrongs in pool.map(work, range(THREADS)) for wrong in wrongs] == []


_COLD = """
import sys
import threading
sys.setswitchinterval(1e-6)
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from vip_cert_rules import evaluate
start = threading.Barrier(8)
def work(_):
    start.wait()
    return evaluate({{"id": "E1"}}, ruleset="vip-service-manager", question="apply", level=3, as_of=date(2026, 11, 24),
                    engine={engine!r}).to_json()
with ThreadPoolExecutor(8) as pool:
    print(len(set(pool.map(work, range(8)))))
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_threads_may_be_the_first_to_ask(engine: str) -> None:
    """Nothing has been loaded yet when eight threads ask at the same moment.

    Several times, as what goes wrong then (msgspec ended the process) does so one time in four.
    """
    for _ in range(6):
        assert run(_COLD.format(engine=usable(engine))) == "1\n"


_FORK = """
import json, os, random
from tests.strategies import random_call
from vip_cert_rules import evaluate
rng = random.Random(6)
calls = [random_call(rng) for _ in range(60)]
def answers():
    return [evaluate(r, ruleset="vip-service-manager", question=q, level=l, as_of=d, assume=a,
                     engine={engine!r}).to_dict()
            for r, q, l, d, a in calls]
def in_child():
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            with os.fdopen(writing, "w") as out:
                json.dump(answers(), out)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as found:
        text = found.read()
    os.waitpid(child, 0)
    return json.loads(text)
before_first_use = in_child()
first = answers()
after_use = in_child()
again = answers()
print(json.dumps([before_first_use == first, after_use == first, again == first]))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.parametrize("engine", ENGINES)
def test_forked_processes_decide_alike(engine: str) -> None:
    """Forked before the engine was first used, and after."""
    assert json.loads(run(_FORK.format(engine=usable(engine)))) == [True, True, True]


_MEMORY = """
import gc, random
from tests.strategies import random_call
from vip_cert_rules import evaluate
rng = random.Random(7)
calls = [random_call(rng) for _ in range(500)]
def resident():
    with open("/proc/self/statm") as found:
        return int(found.read().split()[1]) * 4096
def decide(number):
    for n in range(number):
        r, q, l, d, a = calls[n % len(calls)]
        decision = evaluate(r, ruleset="vip-service-manager", question=q, level=l, as_of=d, assume=a,
                            engine={engine!r})
        if n % 5 == 0:
            decision.to_dict()
decide(4000)
gc.collect()
before = resident()
decide({decisions})
gc.collect()
print(resident() - before)
"""


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="no /proc to read memory from")
@pytest.mark.parametrize("engine", ["direct", "auto"])
def test_memory_does_not_grow(engine: str) -> None:
    """Less than 5 MB over all decisions, the same few hundred questions again and again."""
    grown = int(run(_MEMORY.format(engine=engine, decisions=DECISIONS)))
    assert grown < 5_000_000, f"{grown} bytes over {DECISIONS} decisions"


_AUDIT = """
import json, os, sys, sysconfig
import encodings.idna  # loaded lazily by the interpreter itself
events = []
def note(event, args):
    if event == "open" or event.startswith(("socket.", "subprocess.", "os.system", "os.fork", "urllib", "ctypes")):
        events.append((event, str(args[0])))
sys.addaudithook(note)
import vip_cert_rules
seen = list(events)
print(json.dumps([seen, sorted(name for name in sys.modules if "durable" in name), sys.path]))
"""


def test_importing_opens_nothing_but_modules_and_no_socket() -> None:
    """No rule file, no settings, no network: what is opened at import is Python code on the path."""
    events, durable, path = json.loads(run(_AUDIT, "-B"))
    own = (*(str(Path(one).resolve()) for one in path if one), str(ROOT))
    foreign = [
        (event, name)
        for event, name in events
        if event != "open"
        or not str(Path(name).resolve()).startswith(own)
        or not name.endswith((".py", ".pyc", ".so", ".pyd"))
    ]
    assert foreign == []
    assert not [name for name in durable if name.startswith("durable")], "durable_rules waits until it is asked for"


def test_importing_starts_no_thread_and_changes_no_signal() -> None:
    script = """
import signal, threading
handlers = [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)]
import vip_cert_rules
assert threading.active_count() == 1
assert handlers == [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)]
"""
    assert run(script) == ""


def test_no_global_state_is_changed_by_a_decision() -> None:
    """Neither the decimal context, nor random numbers, nor the recursion limit, nor the locale."""
    script = """
import decimal, locale, os, random, sys
from datetime import date
def state():
    return (repr(decimal.getcontext()), random.getstate(), sys.getrecursionlimit(), locale.setlocale(locale.LC_ALL),
            dict(os.environ), os.getcwd())
before = state()
from vip_cert_rules import evaluate
decision = evaluate({"id": "E1"}, ruleset="vip-service-manager", question="apply", level=3, as_of=date(2026, 11, 24))
decision.explain()
assert before[0] == state()[0], (before[0], state()[0])
assert before == state()
"""
    assert run(script) == ""


def test_the_package_logs_nothing_unless_it_is_asked_to() -> None:
    handlers = logging.getLogger("vip_cert_rules").handlers
    assert [logging.NullHandler] == [type(one) for one in handlers]
