"""What every engine offers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from vip_cert_rules.kleene import Reading
from vip_cert_rules.plan.circuit import Circuit


class Engine(Protocol):
    """Turns the readings of a circuit's leaves into the truth of every gate."""

    def conclude(self, circuit: Circuit, readings: Sequence[Reading]) -> list[int]:
        """The truth (0 false, 1 unknown, 2 true) of every gate, in the order of ``circuit.gates``.

        ``readings`` holds one reading for each of ``circuit.leaves``, in that order.
        """
        ...
