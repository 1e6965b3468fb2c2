"""Every engine and an independent evaluator conclude every gate alike."""

from __future__ import annotations

import os
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings

from tests.engines.circuits import BEYOND, EDGES, Case, case_of, cases, independent, numbers, readings_of
from tests.engines.needs_durable import needs_durable
from vip_cert_rules.engines.direct import DirectEngine
from vip_cert_rules.engines.durable import MAX_CHILDREN, MAX_DEPTH, MAX_GATES, DurableEngine
from vip_cert_rules.engines.durable_machine import REACH
from vip_cert_rules.kleene import COMPARE, EMPTY, FALSE, TRUE, UNKNOWN, Number, Reading
from vip_cert_rules.plan.circuit import Circuit, Count, Leaf

MANY = int(os.environ.get("VIP_CERT_CASES", "5000"))

direct = DirectEngine()


@pytest.fixture(scope="module")
def durable() -> DurableEngine:
    return DurableEngine()


@given(cases())
@settings(max_examples=300, deadline=None)
def test_direct_agrees_with_the_independent_evaluator(case: Case) -> None:
    assert direct.conclude(*case) == independent(*case)


def test_direct_agrees_on_many_random_circuits() -> None:
    random = Random(20240229)
    for _ in range(MANY):
        circuit, readings = case_of(random)
        assert direct.conclude(circuit, readings) == independent(circuit, readings), (circuit, readings)


@needs_durable
@given(case=cases())
@settings(max_examples=500, deadline=None)
def test_durable_agrees(durable: DurableEngine, case: Case) -> None:
    assert durable.conclude(*case) == direct.conclude(*case) == independent(*case)


@needs_durable
def test_durable_agrees_on_many_random_circuits(durable: DurableEngine) -> None:
    random = Random(19991231)
    seen = {FALSE: 0, UNKNOWN: 0, TRUE: 0}
    for _ in range(MANY):
        circuit, readings = case_of(random)
        concluded = durable.conclude(circuit, readings)
        assert concluded == direct.conclude(circuit, readings), (circuit, readings)
        for truth in concluded:
            seen[truth] += 1
    assert min(seen.values()) > sum(seen.values()) / 10, "the circuits are too much alike to prove anything"


@needs_durable
@pytest.mark.parametrize("widths", [(257,), (256, 256), (255, 513, 700), (900, 40, 900, 1)])
def test_durable_agrees_on_wide_circuits(durable: DurableEngine, widths: tuple[int, ...]) -> None:
    """More gates in a level than are posted at once."""
    random = Random(sum(widths))
    gates: list[Leaf | Count] = [Leaf(numbers(random)) for _ in range(widths[0])]
    for below, width in pairwise(widths):
        first = len(gates) - below
        for _ in range(width):
            children = tuple(random.randrange(first, first + below) for _ in range(random.randint(1, 30)))
            gates.append(Count(children, random.randint(1, len(children))))
    circuit = Circuit(tuple(gates))
    for _ in range(3):
        readings = readings_of(random, circuit)
        assert durable.conclude(circuit, readings) == direct.conclude(circuit, readings)


@needs_durable
def test_durable_agrees_at_its_limits(durable: DurableEngine) -> None:
    random = Random(5)
    leaves = MAX_GATES - MAX_DEPTH
    gates: list[Leaf | Count] = [Leaf(random.randrange(100)) for _ in range(leaves)]
    for level in range(MAX_DEPTH):
        children = [random.randrange(leaves) for _ in range(MAX_CHILDREN - 1 if level < 2 else 3)]
        gates.append(Count((*children, len(gates) - 1), len(children) // 2))
    circuit = Circuit(tuple(gates))
    readings: list[Reading] = [(random.randrange(100), 100, COMPARE) for _ in range(leaves)]
    assert durable.conclude(circuit, readings) == direct.conclude(circuit, readings)


@needs_durable
def test_every_threshold_against_every_reading(durable: DurableEngine) -> None:
    """Saturation is exact: readings beyond what the engine can be sent compare as they are."""
    values: list[Number] = sorted({*EDGES, *BEYOND, *(edge + 1 for edge in EDGES), *(edge - 1 for edge in EDGES)})
    for threshold in EDGES:
        for low in values:
            circuit = Circuit(tuple(Leaf(threshold) for _ in [None, *values]))
            readings: list[Reading] = [
                (low, None, COMPARE),
                *((low, max(low, high), EMPTY) for high in values),
            ]
            assert durable.conclude(circuit, readings) == independent(circuit, readings), (threshold, low)


@needs_durable
@pytest.mark.parametrize(
    ("threshold", "low", "high"),
    [
        (REACH - 1, REACH - 2, 10**300),
        (1 - REACH, -(10**300), -(10**299)),
        (Decimal("1E-18"), Decimal("9E-19"), Decimal("1.000000000000000000000000000000000001E-18")),
        (Decimal("-2.5"), -3, -2),
        (
            Decimal("0.1"),
            Decimal("0.09999999999999999999999999999999999999999999999999999999999999999999"),
            1,
        ),
        (7, 9, 3),  # upside down: still the same answer
        (7, 3, 2),
    ],
)
def test_numbers_are_exact(durable: DurableEngine, threshold: Number, low: Number, high: Number) -> None:
    circuit = Circuit((Leaf(threshold),))
    for reading in ((low, high, COMPARE), (low, None, COMPARE), (high, None, EMPTY)):
        assert durable.conclude(circuit, [reading]) == direct.conclude(circuit, [reading])


@needs_durable
def test_odd_circuits(durable: DurableEngine) -> None:
    assert durable.conclude(Circuit(()), []) == []
    odd = Circuit((Count((), 0), Count((), 1), Count((0, 1), -(10**30)), Count((0, 0, 0), 3), Count((0,), 10**30)))
    assert durable.conclude(odd, []) == direct.conclude(odd, []) == [TRUE, FALSE, TRUE, TRUE, FALSE]


@needs_durable
def test_a_missing_threshold_is_unknown_unless_nothing_came_into_question(durable: DurableEngine) -> None:
    circuit = Circuit((Leaf(None), Leaf(None), Leaf(None), Count((0, 1, 2), 2)))
    readings: list[Reading] = [(5, 5, COMPARE), (0, 0, EMPTY), (0, None, TRUE)]
    assert durable.conclude(circuit, readings) == [UNKNOWN, FALSE, TRUE, UNKNOWN]
