"""The engine that concludes by forward chaining in durable_rules.

Bottom up, the gates of one level are posted as events, the rules conclude them, and the conclusions are
counted into the events of the next level. Choosing the order and counting children is ours; that a gate is
true, false or unknown is derived by a rule that fires, for every gate.
"""

from __future__ import annotations

import math
import weakref
from collections import deque
from collections.abc import Callable, Sequence
from decimal import MAX_EMAX, MIN_EMIN, ROUND_FLOOR, Context
from operator import itemgetter
from typing import Final

import attrs

from vip_cert_rules.engines.durable_machine import (
    BATCH,
    COUNT,
    LEAF,
    REACH,
    Machine,
    engine_failed,
    load_module,
    range_event,
    settled_event,
)
from vip_cert_rules.faults import Fault, RuleSetError, show
from vip_cert_rules.kleene import EMPTY, FALSE, TRUE, UNKNOWN, Number, Reading
from vip_cert_rules.plan.circuit import Circuit, Count, Leaf

MAX_GATES: Final = 10_000
MAX_CHILDREN: Final = 2_000
MAX_DEPTH: Final = 250
MAX_PLACES: Final = 18
"""Digits after the point of a threshold."""
_IDLE: Final = 32
"""The most machines kept for later; each holds some 100 kB."""

_FLOOR = Context(prec=60, rounding=ROUND_FLOOR, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])
"""Multiplies without ever exceeding the next integer below: 60 digits hold everything within ``REACH`` and
more."""

_NOT_CONCLUDED: Final = -1

_LeafEvents = tuple[tuple[str, str, str], str | None, int]
"""The texts a leaf may send: one for each truth that is settled already; one for its range to be filled into
(``None`` where no threshold was supplied); and what makes the threshold an integer. A plain tuple, as it is
unpacked for every condition of every decision."""


@attrs.frozen
class _Batch:
    """Counting gates of one level: the text of all their events, and for each gate what picks its children's
    truths."""

    events: str
    families: tuple[Callable[[list[int]], Sequence[int]], ...]


@attrs.frozen
class _Prepared:
    """All that can be done for a circuit once. Holds no reference to the circuit."""

    size: int
    leaves: tuple[_LeafEvents, ...]
    batches: tuple[_Batch, ...]


class DurableEngine:
    """Concludes circuits with durable_rules. Safe to share between threads, and to use before and after a
    fork.

    Raises :class:`vip_cert_rules.faults.EngineUnavailable` when made where durable_rules cannot be imported.
    Machines are made when needed and kept for later in a deque, whose operations are atomic: a lock held by
    another thread during a fork would stay locked in the child for ever.
    """

    def __init__(self) -> None:
        self._module = load_module()
        self._idle: deque[Machine] = deque(maxlen=_IDLE)  # a machine pushed out of it discards itself
        self._prepared: dict[int, tuple[weakref.ref[Circuit], _Prepared]] = {}

    def conclude(self, circuit: Circuit, readings: Sequence[Reading]) -> list[int]:
        """See :class:`vip_cert_rules.engines.protocol.Engine`.

        Raises :class:`vip_cert_rules.faults.RuleSetError` for a circuit beyond the limits of this engine.
        """
        prepared = self._prepare(circuit)
        truths = [_NOT_CONCLUDED] * prepared.size
        events = _leaf_events(prepared, readings)
        machine = self._take()
        try:
            for start in range(0, len(events), BATCH):
                posted = events[start : start + BATCH]
                machine.run(f"[{','.join(posted)}]", len(posted), truths)
            for batch in prepared.batches:
                counts: list[int] = []
                for family in batch.families:
                    children = family(truths)
                    surely = children.count(TRUE)
                    counts.append(surely)
                    counts.append(surely + children.count(UNKNOWN))
                machine.run(batch.events % tuple(counts), len(batch.families), truths)
            if _NOT_CONCLUDED in truths:
                raise engine_failed(f"gate {truths.index(_NOT_CONCLUDED)} was left out")
        except BaseException:  # an interrupt too: half a batch may be left in it
            machine.discard()
            raise
        # Outside of the `try`, lest an interrupt from here on discard a machine that is among the idle ones
        # already.
        self._idle.append(machine)
        return truths

    def _take(self) -> Machine:
        """A machine no other decision has. An interrupt before the caller holds it loses nothing: see
        ``Machine``."""
        try:
            return self._idle.pop()
        except IndexError:
            return Machine(self._module)

    def _prepare(self, circuit: Circuit) -> _Prepared:
        """What was prepared for this very circuit; by identity, as comparing circuits means comparing all
        their gates.

        An entry goes when its circuit does, so there are never more than there are circuits, and a new
        circuit at an old address cannot be taken for the old one. Two threads may prepare the same circuit
        twice; either will do.
        """
        key = id(circuit)
        known = self._prepared.get(key)
        if known is not None and known[0]() is circuit:
            return known[1]
        prepared = _prepare_circuit(circuit)
        entries = self._prepared
        self._prepared[key] = weakref.ref(circuit, lambda _: entries.pop(key, None)), prepared
        return prepared


def _leaf_events(prepared: _Prepared, readings: Sequence[Reading]) -> list[str]:
    """The event of every leaf; integers only, so nothing the engine could misread is ever sent."""
    events: list[str] = []
    for (settled_as, compare, scale), (low, high, settled) in zip(prepared.leaves, readings, strict=True):
        if settled >= 0:
            events.append(settled_as[settled])
        elif compare is None:
            events.append(settled_as[FALSE if settled == EMPTY else UNKNOWN])
        else:
            if scale == 1 and type(low) is int and (high is None or type(high) is int):
                lowest, highest = low, REACH if high is None else high
            else:
                lowest, highest = _scaled(low, scale), REACH if high is None else _scaled(high, scale)
            if not -REACH <= lowest <= highest <= REACH:
                lowest = max(-REACH, min(lowest, REACH))
                highest = max(lowest, min(highest, REACH))  # one rule must hold, even for a range upside down
            events.append(compare % (lowest, highest))
    return events


def _scaled(value: Number, scale: int) -> int:
    """The greatest integer not above ``value * scale``, held within ``REACH``.

    Exact for the purpose: an integer threshold is at or below the value just when it is at or below that
    integer, and thresholds are refused where being held within ``REACH`` could matter.
    """
    if isinstance(value, int):
        return value * scale
    product = _FLOOR.multiply(value, scale)
    if product > REACH:  # before it is made an integer: 1E+999999 has a million digits
        return REACH
    if product < -REACH:
        return -REACH
    return math.floor(product)


def _prepare_circuit(circuit: Circuit) -> _Prepared:
    """Texts and order of a circuit's events, or :class:`RuleSetError` with all that is beyond the limits."""
    if len(circuit.gates) > MAX_GATES:
        raise RuleSetError([_limit(f"{len(circuit.gates)} gates", f"{MAX_GATES} gates")])
    faults: list[Fault] = []
    leaves: list[_LeafEvents] = []
    depths: list[int] = []
    levels: dict[int, list[tuple[int, Count]]] = {}
    for position, gate in enumerate(circuit.gates):
        if isinstance(gate, Leaf):
            depths.append(0)
            try:
                leaves.append(_leaf(position, gate.threshold))
            except OverflowError:
                most = f"{REACH - 1} in units of its last decimal place, of which there may be {MAX_PLACES}"
                faults.append(_limit(f"a threshold of {show(gate.threshold)}", most))
            continue
        if len(gate.children) > MAX_CHILDREN:
            faults.append(_limit(f"a gate of {len(gate.children)} children", f"{MAX_CHILDREN} children"))
        depth = 1 + max((depths[child] for child in gate.children), default=0)
        depths.append(depth)
        levels.setdefault(depth, []).append((position, gate))
    if len(levels) > MAX_DEPTH:
        faults.append(_limit(f"{len(levels)} levels of gates over gates", f"{MAX_DEPTH} levels"))
    if faults:
        raise RuleSetError(faults)
    batches = (
        _batch(levels[depth][start : start + BATCH])
        for depth in sorted(levels)
        for start in range(0, len(levels[depth]), BATCH)
    )
    return _Prepared(len(circuit.gates), tuple(leaves), tuple(batches))


def _leaf(position: int, threshold: Number | None) -> _LeafEvents:
    no, unknown, yes = (settled_event(position, truth) for truth in (FALSE, UNKNOWN, TRUE))
    settled = (no, unknown, yes)
    if threshold is None:
        return settled, None, 1
    whole, scale = _whole(threshold)
    return settled, range_event(position, LEAF, whole), scale


def _whole(threshold: Number) -> tuple[int, int]:
    """The threshold as an integer and what it was multiplied by; ``OverflowError`` if it does not fit.

    It must lie strictly within ``REACH``: then a reading held at ``REACH`` compares with it as the reading
    itself does.
    """
    scale = 1
    if not isinstance(threshold, int):
        if not threshold.is_finite():
            raise OverflowError
        digits = threshold.as_tuple()
        places = -int(digits.exponent)
        for digit in reversed(digits.digits):
            if digit or places <= 0:
                break
            places -= 1  # 12.50 needs one place
        if not threshold:
            places = 0
        if places > MAX_PLACES or threshold.copy_abs() >= REACH:
            raise OverflowError
        scale = 10 ** max(places, 0)
        # Exact: at most 19 digits before the point and 18 after it.
        threshold = int(_FLOOR.multiply(threshold, scale))
    if abs(threshold) >= REACH:
        raise OverflowError
    return threshold, scale


def _batch(gates: Sequence[tuple[int, Count]]) -> _Batch:
    events = [
        # A need out of all proportion is sent as one that has the same outcome.
        range_event(position, COUNT, max(0, min(gate.need, len(gate.children) + 1)))
        for position, gate in gates
    ]
    return _Batch(f"[{','.join(events)}]", tuple(_family(gate.children) for _, gate in gates))


def _family(children: Sequence[int]) -> Callable[[list[int]], Sequence[int]]:
    """Picks the children's truths. ``itemgetter`` of one position gives no sequence, of a slice it does."""
    if len(children) > 1:
        return itemgetter(*children)
    return itemgetter(slice(children[0], children[0] + 1) if children else slice(0, 0))


def _limit(found: str, most: str) -> Fault:
    return Fault(
        "engine-limit",
        "",
        f"{found}, and the `durable` engine takes at most {most}",
        help="use the `direct` engine, which has no such limit",
    )
