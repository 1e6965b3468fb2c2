"""Engines by name, the one that checks itself, and what happens without durable_rules."""

from __future__ import annotations

import importlib
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from types import ModuleType

import pytest

from tests.engines.needs_durable import needs_durable
from vip_cert_rules.engines import catalogue
from vip_cert_rules.engines.catalogue import CheckedEngine, available_engines, load_engine
from vip_cert_rules.engines.direct import DirectEngine
from vip_cert_rules.engines.durable import DurableEngine
from vip_cert_rules.faults import EngineDisagreement, EngineUnavailable, InputError
from vip_cert_rules.kleene import COMPARE, Reading
from vip_cert_rules.plan.circuit import Circuit, Count, Leaf

SMALL = Circuit((Leaf(20), Leaf(30), Count((0, 1), 1)))
READINGS: list[Reading] = [(25, 25, COMPARE), (25, 35, COMPARE)]


def forget_engines() -> None:
    for loader in (catalogue._direct, catalogue._durable, catalogue._auto):
        loader.cache_clear()


@pytest.fixture
def without_durable(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An interpreter in which durable_rules is installed and cannot be imported, such as CPython 3.13."""
    real = importlib.import_module

    def import_module(name: str, package: str | None = None) -> ModuleType:
        if name == "durable_rules_engine":
            raise ImportError("undefined symbol: PyEval_CallObject")
        return real(name, package)

    monkeypatch.setattr(importlib, "import_module", import_module)
    forget_engines()
    yield
    forget_engines()


class Lying:
    """An engine that is wrong about some gates."""

    def __init__(self, truths: list[int]) -> None:
        self.truths = truths

    def conclude(self, circuit: Circuit, readings: Sequence[Reading]) -> list[int]:
        return self.truths


@needs_durable
def test_engines_by_name() -> None:
    assert isinstance(load_engine("direct"), DirectEngine)
    assert isinstance(load_engine("durable"), DurableEngine)
    auto = load_engine("auto")
    assert isinstance(auto, CheckedEngine)
    assert auto.engine is load_engine("durable")
    assert available_engines() == ("auto", "direct", "durable")


@pytest.mark.parametrize("name", ["direct", "auto", pytest.param("durable", marks=needs_durable)])
def test_every_engine_concludes_and_is_made_once(name: str) -> None:
    assert load_engine(name).conclude(SMALL, READINGS) == [2, 1, 2]
    assert load_engine(name) is load_engine(name)


@pytest.mark.parametrize(("name", "meant"), [("durabel", "durable"), ("Direct", "direct"), ("autom", "auto")])
def test_an_unknown_engine_is_refused_with_the_nearest_name(name: str, meant: str) -> None:
    with pytest.raises(InputError) as caught:
        load_engine(name)
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("unknown-engine", "engine")
    assert fault.help is not None
    assert f"did you mean `{meant}`?" in fault.help


@pytest.mark.parametrize("name", ["", "x" * 10_000, None, 3, ["auto"]])
def test_what_is_no_name_at_all_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="known here: `auto`, `direct`, `durable`"):
        load_engine(name)


@pytest.mark.usefixtures("without_durable")
def test_without_durable_rules_the_durable_engine_says_why() -> None:
    with pytest.raises(EngineUnavailable) as caught:
        load_engine("durable")
    message = str(caught.value)
    for told in (
        "durable_rules 2.0.28",
        "undefined symbol",
        "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject",
        "`direct`",
    ):
        assert told in message
    assert isinstance(caught.value.__cause__, ImportError)
    with pytest.raises(EngineUnavailable):
        DurableEngine()


@pytest.mark.usefixtures("without_durable")
def test_without_durable_rules_auto_is_direct() -> None:
    assert load_engine("auto") is load_engine("direct")
    assert load_engine("auto").conclude(SMALL, READINGS) == [2, 1, 2]
    assert available_engines() == ("auto", "direct")


def test_durable_rules_is_imported_only_when_asked_for() -> None:
    program = (
        "import sys, vip_cert_rules, vip_cert_rules.engines.catalogue as c; c.load_engine('direct');"
        "sys.exit(any(name.startswith('durable') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_disagreement_is_told_gate_by_gate() -> None:
    checked = CheckedEngine(Lying([2, 0, 2]), DirectEngine())
    with pytest.raises(EngineDisagreement) as caught:
        checked.conclude(SMALL, READINGS)
    (fault,) = caught.value.faults
    assert fault.code == "engine-disagreement"
    assert fault.message == "gate 1 is false to Lying and unknown to DirectEngine"


def test_disagreement_on_many_gates_is_cut_short() -> None:
    circuit = Circuit((Leaf(1),) * 30)
    checked = CheckedEngine(Lying([7] * 30), DirectEngine())
    with pytest.raises(EngineDisagreement, match=r"gate 9 is 7 to Lying.*and 20 more differ"):
        checked.conclude(circuit, [(1, 1, COMPARE)] * 30)


def test_disagreement_on_the_number_of_gates() -> None:
    with pytest.raises(EngineDisagreement, match="Lying concluded 1 gates and DirectEngine 3"):
        CheckedEngine(Lying([2]), DirectEngine()).conclude(SMALL, READINGS)


@needs_durable
def test_auto_notices_that_durable_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DurableEngine, "conclude", lambda *_: [2, 1, 0])
    with pytest.raises(EngineDisagreement, match="gate 2 is false to DurableEngine and true to DirectEngine"):
        load_engine("auto").conclude(SMALL, READINGS)


def test_threads_may_ask_at_the_same_moment() -> None:
    forget_engines()
    barrier = threading.Barrier(8)
    answers: list[list[int]] = []

    def ask() -> None:
        barrier.wait()
        answers.append(load_engine("auto").conclude(SMALL, READINGS))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [[2, 1, 2]] * 8
