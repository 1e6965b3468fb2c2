"""The engines by name. An engine is made when it is first asked for, and durable_rules imported no earlier.

There is one engine of each name in a process, as what an engine keeps (idle machines, prepared circuits) pays
only if it is used again. Engines are safe to share.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from vip_cert_rules.engines.direct import DirectEngine
from vip_cert_rules.engines.durable import DurableEngine
from vip_cert_rules.engines.protocol import Engine
from vip_cert_rules.faults import EngineDisagreement, EngineUnavailable, Fault, InputError, nearest, show
from vip_cert_rules.kleene import Reading, Truth
from vip_cert_rules.plan.circuit import Circuit

_SHOWN: Final = 10
_TRUTHS: Final = frozenset(map(int, Truth))


class CheckedEngine:
    """Concludes with one engine, then again with another, and gives an answer only if both agree on every
    gate."""

    def __init__(self, engine: Engine, reference: Engine) -> None:
        self.engine = engine
        self.reference = reference

    def conclude(self, circuit: Circuit, readings: Sequence[Reading]) -> list[int]:
        """See :class:`vip_cert_rules.engines.protocol.Engine`.

        Raises :class:`vip_cert_rules.faults.EngineDisagreement` where the two differ.
        """
        concluded = self.engine.conclude(circuit, readings)
        expected = self.reference.conclude(circuit, readings)
        if concluded != expected:
            raise EngineDisagreement([self._disagreement(concluded, expected)])
        return concluded

    def _disagreement(self, concluded: Sequence[int], expected: Sequence[int]) -> Fault:
        first, second = type(self.engine).__name__, type(self.reference).__name__
        if len(concluded) != len(expected):
            message = f"{first} concluded {len(concluded)} gates and {second} {len(expected)}"
        else:
            pairs = zip(concluded, expected, strict=True)
            differing = [gate for gate, (one, other) in enumerate(pairs) if one != other]
            shown = ", ".join(
                f"gate {gate} is {_word(concluded[gate])} to {first} and {_word(expected[gate])} to {second}"
                for gate in differing[:_SHOWN]
            )
            more = f" and {len(differing) - _SHOWN} more differ" if len(differing) > _SHOWN else ""
            message = f"{shown}{more}"
        return Fault(
            "engine-disagreement",
            "",
            message,
            help="one of the engines is wrong, so no answer is given; please report it",
        )


def _word(truth: int) -> str:
    return Truth(truth).name.lower() if truth in _TRUTHS else str(truth)


# `functools.cache` may make an engine twice when two threads ask at the same moment. Both work; one is soon
# forgotten.


@functools.cache
def _direct() -> Engine:
    return DirectEngine()


@functools.cache
def _durable() -> Engine:
    return DurableEngine()


@functools.cache
def _auto() -> Engine:
    try:
        return CheckedEngine(_durable(), _direct())
    except EngineUnavailable:
        return _direct()


_LOADERS: Final[Mapping[str, Callable[[], Engine]]] = MappingProxyType(
    {"auto": _auto, "direct": _direct, "durable": _durable}
)


def load_engine(name: str) -> Engine:
    """The engine of this name.

    ``direct`` folds in plain Python. ``durable`` concludes with durable_rules; where that cannot be imported
    this raises :class:`vip_cert_rules.faults.EngineUnavailable`. ``auto`` concludes with ``durable``, checks
    every gate with ``direct``, and is ``direct`` alone where durable_rules cannot be imported.
    """
    loader = _LOADERS.get(name) if isinstance(name, str) else None
    if loader is None:
        message = f"there is no engine {show(name)}"
        raise InputError([Fault("unknown-engine", "engine", message, help=nearest(name, _LOADERS))])
    return loader()


def available_engines() -> tuple[str, ...]:
    """The names :func:`load_engine` takes and has an engine for in this interpreter."""
    return tuple(name for name in _LOADERS if _available(name))


def _available(name: str) -> bool:
    try:
        load_engine(name)
    except EngineUnavailable:
        return False
    return True
