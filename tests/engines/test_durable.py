"""What durable_rules is known to do badly does not get through: state, threads, forks, interrupts, limits,
memory."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.engines.circuits import Case, case_of, circuit_of, readings_of, resident
from tests.engines.needs_durable import needs_durable
from vip_cert_rules.engines.direct import DirectEngine
from vip_cert_rules.engines.durable import MAX_CHILDREN, MAX_DEPTH, MAX_GATES, DurableEngine
from vip_cert_rules.engines.durable_machine import REACH, EngineFailed, Machine
from vip_cert_rules.faults import RuleSetError
from vip_cert_rules.kleene import COMPARE, Number
from vip_cert_rules.plan.circuit import Circuit, Count, Leaf

pytestmark = needs_durable
SOAK = os.environ.get("VIP_CERT_SOAK") == "1"

direct = DirectEngine()


@pytest.fixture
def durable() -> DurableEngine:
    return DurableEngine()


def run_program(module: str, *arguments: str) -> None:
    """Runs a module of the tests and expects it to end well."""
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, check=False, cwd=root, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


def known_cases(seed: int, number: int) -> list[tuple[Case, list[int]]]:
    random = Random(seed)
    cases = [case_of(random) for _ in range(number)]
    return [(case, direct.conclude(*case)) for case in cases]


SMALL = Circuit((Leaf(20), Leaf(30), Count((0, 1), 1)))


def conclude_small(engine: DurableEngine) -> list[int]:
    return engine.conclude(SMALL, [(25, 25, COMPARE), (25, 35, COMPARE)])


SMALL_TRUTHS = [2, 1, 2]


# Sharing


@pytest.fixture
def switching_often() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("switching_often")
def test_threads_share_an_engine(durable: DurableEngine) -> None:
    cases = known_cases(1, 60)
    wrong: list[object] = []

    def decide(seed: int) -> None:
        random = Random(seed)
        try:
            for _ in range(400):
                case, expected = random.choice(cases)
                if durable.conclude(*case) != expected:
                    wrong.append(case)
        except BaseException as error:
            wrong.append(error)
            raise

    threads = [threading.Thread(target=decide, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert 1 <= len(durable._idle) <= 8


def test_machines_beyond_the_idle_ones_are_freed(durable: DurableEngine) -> None:
    machines = [durable._take() for _ in range(40)]
    durable._idle.extend(machines)
    assert len(durable._idle) == durable._idle.maxlen == 32
    forgotten = machines[0]
    assert forgotten not in durable._idle
    del machines, forgotten
    assert conclude_small(durable) == SMALL_TRUTHS


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")


@needs_fork
@pytest.mark.parametrize("used", ["used", "fresh"])
def test_forked_children_agree(used: str) -> None:
    """In a process of its own: a fork copies the lock of a coverage tracer, which another thread may hold."""
    run_program("tests.engines.forks", used)


# Exceptions and interrupts


class Tampered:
    """The C module with one function replaced."""

    def __init__(self, module: Any, **replaced: Callable[..., Any]) -> None:
        self._module, self._replaced = module, replaced

    def __getattr__(self, name: str) -> Any:
        return self._replaced.get(name) or getattr(self._module, name)


def tamper(engine: DurableEngine, **replaced: Callable[..., Any]) -> Machine:
    """Makes the next decision use a machine of which a function is replaced."""
    machine = engine._take()
    machine._module = Tampered(machine._module, **replaced)
    engine._idle.append(machine)
    return machine


def interrupt(*_: object) -> Any:
    raise KeyboardInterrupt


@pytest.mark.parametrize("where", ["assert_events", "start_action_for_state", "complete_and_start_action"])
def test_a_machine_is_discarded_after_an_interrupt(durable: DurableEngine, where: str) -> None:
    machine = tamper(durable, **{where: interrupt})
    with pytest.raises(KeyboardInterrupt):
        conclude_small(durable)
    assert machine._handle is None
    assert len(durable._idle) == 0
    assert conclude_small(durable) == SMALL_TRUTHS


def test_conclusions_are_counted(durable: DurableEngine) -> None:
    machine = tamper(durable, start_action_for_state=lambda *_: None)  # what it answers while an action is held
    with pytest.raises(EngineFailed, match="2 gates were posted and 0 conclusions came back"):
        conclude_small(durable)
    assert machine._handle is None
    assert conclude_small(durable) == SMALL_TRUTHS


def test_a_gate_concluded_twice_is_noticed(durable: DurableEngine) -> None:
    tamper(durable, start_action_for_state=lambda *_: ("", '{"2-1":[{"m":{"id":"0"}},{"m":{"id":"0"}}]}'),
           complete_and_start_action=lambda *_: None)  # fmt: skip
    with pytest.raises(EngineFailed):
        conclude_small(durable)
    assert conclude_small(durable) == SMALL_TRUTHS


def test_an_error_of_the_module_is_told(durable: DurableEngine) -> None:
    error = durable._module.error("Could not start action, error code: 7")

    def fail(*_: object) -> object:
        raise error

    tamper(durable, start_action_for_state=fail)
    with pytest.raises(EngineFailed, match="error code: 7") as caught:
        conclude_small(durable)
    assert caught.value.__cause__ is error
    assert conclude_small(durable) == SMALL_TRUTHS


def test_a_batch_refused_is_noticed(durable: DurableEngine) -> None:
    no_rule = '[{"id":"0","k":9}]'
    tamper(durable, assert_events=lambda handle, _: durable._module.assert_events(handle, no_rule))
    with pytest.raises(EngineFailed, match="code 1"):
        conclude_small(durable)
    assert conclude_small(durable) == SMALL_TRUTHS


def test_a_machine_that_fails_its_own_check_is_not_used(
    durable: DurableEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = durable._module
    first = '{"2-3":[{"m":{"id":"0"}},{"m":{"id":"1"}},{"m":{"id":"2"}},{"m":{"id":"3"}},{"m":{"id":"4"}},'
    lying = Tampered(
        real,
        start_action_for_state=lambda *args: (
            real.start_action_for_state(*args),
            ("", first + '{"m":{"id":"5"}},{"m":{"id":"6"}},{"m":{"id":"7"}},{"m":{"id":"8"}}]}'),
        )[1],
        complete_and_start_action=lambda *_: None,
    )
    monkeypatch.setattr(durable, "_module", lying)
    with pytest.raises(EngineFailed, match="own check"):
        conclude_small(durable)


def test_a_discarded_machine_stays_unused(durable: DurableEngine) -> None:
    machine = durable._take()
    machine.discard()
    machine.discard()
    with pytest.raises(EngineFailed, match="discarded"):
        machine.run("[]", 0, [])


def test_interrupts_at_any_moment() -> None:
    """Exceptions thrown into a deciding thread from outside, wherever it happens to be.

    In a process of its own: an interrupt within a coverage tracer would leave that one's lock taken for ever.
    """
    run_program("tests.engines.interrupts")


# Limits


def refused(circuit: Circuit) -> str:
    engine = DurableEngine()
    with pytest.raises(RuleSetError) as caught:
        engine.conclude(circuit, [(0, 0, COMPARE)] * len(circuit.leaves))
    assert {fault.code for fault in caught.value.faults} == {"engine-limit"}
    assert len(engine._idle) == 0, "it was refused only after durable_rules was begun with"
    return str(caught.value)


@pytest.mark.parametrize(
    "threshold",
    [REACH, -REACH, 10**400, Decimal(REACH), Decimal("1E-19"), Decimal("5.1E+18"), Decimal("1E+999999"),
     Decimal("1E-999999"), Decimal("4.611686018427387903"), Decimal("NaN"), Decimal("Infinity")],
)  # fmt: skip
def test_thresholds_out_of_reach_are_refused(threshold: Number) -> None:
    assert "threshold" in refused(Circuit((Leaf(threshold),)))


def test_too_many_gates_are_refused() -> None:
    assert f"{MAX_GATES + 1} gates" in refused(Circuit((Leaf(1),) * (MAX_GATES + 1)))


def test_too_many_children_are_refused() -> None:
    message = refused(Circuit((Leaf(1), Count((0,) * (MAX_CHILDREN + 1), 1))))
    assert f"{MAX_CHILDREN + 1} children" in message
    assert "`direct`" in message


def test_too_many_levels_are_refused() -> None:
    chain = tuple(Count((position,), 1) for position in range(MAX_DEPTH + 1))
    assert f"{MAX_DEPTH + 1} levels" in refused(Circuit((Leaf(1), *chain)))


def test_all_that_is_beyond_the_limits_is_told_at_once() -> None:
    assert refused(Circuit((Leaf(REACH), Leaf(1), Leaf(-REACH)))).endswith("2 faults")


def test_no_two_gates_look_alike_to_durable_rules() -> None:
    """It tells events apart by a 32-bit hash (FNV-1a) of their ids."""

    def hashed(text: str) -> int:
        value = 0x811C9DC5
        for byte in text.encode():
            value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
        return value

    assert len({hashed(str(gate)) for gate in range(MAX_GATES)} | {hashed("sid-0")}) == MAX_GATES + 1


# What is kept


def test_a_circuit_is_prepared_once_and_forgotten_with_it(durable: DurableEngine) -> None:
    random = Random(6)
    circuit = circuit_of(random, 5, 5)
    durable.conclude(circuit, readings_of(random, circuit))
    prepared = durable._prepare(circuit)
    assert durable._prepare(circuit) is prepared
    assert durable._prepare(Circuit(circuit.gates)) is not prepared, "by identity"
    gone = weakref.ref(circuit)
    del circuit
    gc.collect()
    assert gone() is None
    assert durable._prepared == {}


def test_an_entry_of_another_circuit_is_not_taken(durable: DurableEngine) -> None:
    """As if a circuit had come to lie where another one was."""
    conclude_small(durable)
    other = Circuit((Leaf(1),))
    durable._prepared[id(other)] = durable._prepared[id(SMALL)]
    assert durable.conclude(other, [(0, 0, COMPARE)]) == [0]


def grows(decisions: int, decide: Callable[[], object]) -> int:
    for _ in range(2_000):
        decide()
    gc.collect()
    before = resident()
    if before is None:
        pytest.skip("this system does not tell how much memory a process holds")
    for _ in range(decisions):
        decide()
    gc.collect()
    return (resident() or 0) - before


def test_memory_does_not_grow(durable: DurableEngine) -> None:
    random = Random(7)
    circuit = circuit_of(random, 6, 4)
    readings = [readings_of(random, circuit) for _ in range(50)]
    grown = grows(
        1_000_000 if SOAK else 30_000,
        lambda: durable.conclude(circuit, random.choice(readings)),
    )
    assert grown < 5_000_000


def test_memory_does_not_grow_with_circuits_that_come_and_go(durable: DurableEngine) -> None:
    random = Random(8)

    def decide() -> None:
        circuit = circuit_of(random, 3, 3)
        durable.conclude(circuit, readings_of(random, circuit))

    assert grows(50_000 if SOAK else 3_000, decide) < 5_000_000


def test_memory_does_not_grow_with_discarded_machines(durable: DurableEngine) -> None:
    def decide() -> None:
        tamper(durable, start_action_for_state=interrupt)
        with pytest.raises(KeyboardInterrupt):
            conclude_small(durable)

    assert grows(20_000 if SOAK else 1_000, decide) < 5_000_000


def test_memory_does_not_grow_with_machines_lost(durable: DurableEngine) -> None:
    """As by an interrupt between taking a machine and using it."""
    assert grows(20_000 if SOAK else 1_000, durable._take) < 5_000_000
