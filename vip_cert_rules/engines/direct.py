"""The reference engine: Kleene's logic in plain Python, unoptimised and readable. The others are held to it."""

from __future__ import annotations

from collections.abc import Sequence

from vip_cert_rules.kleene import FALSE, TRUE, UNKNOWN, Reading, settle
from vip_cert_rules.plan.circuit import Circuit, Leaf


class DirectEngine:
    """Folds a circuit from its leaves to its root."""

    def conclude(self, circuit: Circuit, readings: Sequence[Reading]) -> list[int]:
        """See :class:`vip_cert_rules.engines.protocol.Engine`."""
        truths: list[int] = []
        given = iter(readings)
        for gate in circuit.gates:
            if isinstance(gate, Leaf):
                truths.append(settle(next(given), gate.threshold))
                continue
            children = [truths[child] for child in gate.children]
            surely = children.count(TRUE)
            if surely >= gate.need:
                truths.append(TRUE)
            elif surely + children.count(UNKNOWN) < gate.need:
                truths.append(FALSE)
            else:
                truths.append(UNKNOWN)
        return truths
