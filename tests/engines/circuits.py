"""Random circuits with readings, and what they come to by a way of reckoning of its own.

``hypothesis`` finds small counterexamples; the plain generator makes many circuits fast, and large ones.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from vip_cert_rules.kleene import COMPARE, EMPTY, FALSE, TRUE, UNKNOWN, Number, Reading
from vip_cert_rules.plan.circuit import Circuit, Count, Gate, Leaf

Case = tuple[Circuit, list[Reading]]

REACH = 2**62 - 1
EDGES: tuple[Number, ...] = (
    0, 1, -1, 2**31, 2**53, 2**53 + 1, -(2**53) - 1, REACH - 1, 1 - REACH, Decimal("0.1"), Decimal("-0.1"),
    Decimal("12.50"), Decimal("1E-18"), Decimal("-1E-18"), Decimal("0E-30"),
    Decimal("3E+2"), Decimal("4.611686018427387901"), Decimal("0.30000000000000000"),
)  # fmt: skip
"""Numbers that a threshold may be, and at which an engine may err."""
BEYOND: tuple[Number, ...] = (
    REACH, REACH + 1, -REACH, -REACH - 1, 2**63, -(2**63), 2**64, 10**300, -(10**300), Decimal("1E+300"),
    Decimal("-1E+300"), Decimal("1E+999999"), Decimal("-1E+999999"), Decimal("1E-999999"),
    Decimal("-1E-999999"), Decimal("Infinity"), Decimal("-Infinity"),
    Decimal("0.1000000000000000000000000000000000000000001"),
    Decimal("0.0999999999999999999999999999999999999999999"),
)  # fmt: skip
"""Numbers that only a reading may be."""


def independent(circuit: Circuit, readings: Sequence[Reading]) -> list[int]:
    """The truth of every gate, by exact fractions, and by sorting: with at least ``need`` of the children's
    truths asked for, the ``need``-th greatest is the answer. Shares no code with an engine."""
    truths: list[int] = []
    given = list(readings)
    for gate in circuit.gates:
        if isinstance(gate, Count):
            ranked = sorted([truths[child] for child in gate.children], reverse=True)
            if gate.need <= 0:
                truths.append(TRUE)
            else:
                truths.append(ranked[gate.need - 1] if gate.need <= len(ranked) else FALSE)
            continue
        low, high, settled = given.pop(0)
        if settled in (FALSE, UNKNOWN, TRUE):
            truths.append(settled)
        elif gate.threshold is None:
            truths.append(FALSE if settled == EMPTY else UNKNOWN)
        else:
            reached = [_reaches(low, gate.threshold), high is None or _reaches(high, gate.threshold)]
            truths.append(TRUE if all(reached) else UNKNOWN if any(reached) else FALSE)
    return truths


def _reaches(value: Number, threshold: Number) -> bool:
    if isinstance(value, Decimal) and not (value.is_finite() and -1000 < value.adjusted() < 1000):
        # As a fraction it would not fit in memory. Only its sign and its size matter here.
        small = value.is_finite() and value.adjusted() < 0
        stand_in = Fraction(1, 10**60) if small else Fraction(10**60)
        return (-stand_in if value.is_signed() else stand_in) >= Fraction(threshold)
    return Fraction(value) >= Fraction(threshold)


def numbers(random: Random) -> Number:
    """A number that a threshold may be."""
    chance = random.random()
    if chance < 0.5:
        return random.randrange(-5, 60)
    if chance < 0.85:
        return Decimal(random.randrange(-500, 6000)) / random.choice((10, 100, 8))
    return random.choice(EDGES)


def reading_of(random: Random, threshold: Number | None) -> Reading:
    """A reading at, about or far from a threshold."""

    def near() -> Number:
        chance = random.random()
        if threshold is not None and chance < 0.3:
            return threshold
        return random.choice(BEYOND) if chance > 0.95 else numbers(random)

    chance = random.random()
    if chance < 0.2:
        return near(), None, random.choice((FALSE, UNKNOWN, TRUE))
    if chance < 0.3:
        return 0, 0, EMPTY
    low = near()
    high = low if random.random() < 0.4 else near()
    low, high = min(low, high), max(low, high)
    return low, None if random.random() < 0.15 else high, random.choice((COMPARE, COMPARE, COMPARE, EMPTY))


def circuit_of(random: Random, leaves: int, counts: int, *, near: int = 30, most: int = 6) -> Circuit:
    """A circuit of so many gates. Each has children among the ``near`` last ones, or among all; the smaller
    ``near``, the deeper the circuit."""
    gates: list[Gate] = []
    for _ in range(leaves):
        gates.append(Leaf(None if random.random() < 0.1 else numbers(random)))
    for _ in range(counts):
        first = max(0, len(gates) - near) if random.random() < 0.7 else 0
        size = random.randint(1, most) if random.random() < 0.97 else 0
        children = tuple(random.randrange(first, len(gates)) for _ in range(size if gates else 0))
        need = random.choice((1, len(children), random.randint(0, len(children) + 1)))
        gates.append(Count(children, need))
        if random.random() < 0.1:
            gates.append(Leaf(numbers(random)))  # leaves need not come first
    return Circuit(tuple(gates))


def readings_of(random: Random, circuit: Circuit) -> list[Reading]:
    """A reading for each leaf."""
    return [reading_of(random, threshold_of(circuit, leaf)) for leaf in circuit.leaves]


def threshold_of(circuit: Circuit, leaf: int) -> Number | None:
    """The threshold of the leaf at this position."""
    gate = circuit.gates[leaf]
    assert isinstance(gate, Leaf)
    return gate.threshold


def case_of(random: Random) -> Case:
    """Most often a small case, sometimes one of up to some 150 gates, sometimes one that is a chain."""
    chance = random.random()
    if chance < 0.85:
        circuit = circuit_of(random, random.randint(1, 12), random.randint(0, 12))
    elif chance < 0.97:
        circuit = circuit_of(random, random.randint(20, 60), random.randint(20, 80))
    else:
        circuit = circuit_of(random, 4, 60, near=2)
    return circuit, readings_of(random, circuit)


_thresholds = st.one_of(
    st.none(),
    st.integers(-30, 30),
    st.integers(1 - REACH, REACH - 1),
    st.decimals(-1000, 1000, places=2),
    st.sampled_from(EDGES),
)
_values = st.one_of(
    st.integers(-30, 30),
    st.integers(-(10**300), 10**300),
    st.decimals(allow_nan=False),
    st.sampled_from(EDGES + BEYOND),
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A circuit and its readings."""
    gates: list[Gate] = []
    readings: list[Reading] = []
    for position in range(draw(st.integers(1, 12))):
        if position == 0 or draw(st.booleans()):
            threshold = draw(_thresholds)
            gates.append(Leaf(threshold))
            values = _values if threshold is None else st.one_of(st.just(threshold), _values)
            low, high = sorted((draw(values), draw(values)))
            settled = draw(st.sampled_from((COMPARE, EMPTY, FALSE, UNKNOWN, TRUE)))
            readings.append((low, draw(st.sampled_from((high, None))), settled))
        else:
            children = draw(st.lists(st.integers(0, position - 1), max_size=5))
            gates.append(Count(tuple(children), draw(st.integers(0, len(children) + 1))))
    return Circuit(tuple(gates)), readings


def resident() -> int | None:
    """Bytes of memory this process holds, or ``None`` where that cannot be told."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")
