"""The decisive path: which nodes an outcome rests on, and what follows from that for those who read it.

A node is decisive when it and all its ancestors have the root's status, ``waived`` counting as met.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from vip_cert_rules.decision.explanation import Explained, ExplainedNode
from vip_cert_rules.kleene import UNKNOWN
from vip_cert_rules.measures.findings import Missing
from vip_cert_rules.plan.nodes import Kind, Status


@attrs.frozen
class Settled:
    """What follows from the decisive nodes. ``decisive`` are they themselves, parents before children."""

    decisive: tuple[ExplainedNode, ...]
    unmet: tuple[str, ...]
    missing: tuple[Missing, ...]
    assumptions: tuple[str, ...]


def settle_path(explained: Explained) -> Settled:
    """The decisive nodes of a decision, what stands in the way, what is missing and what was assumed."""
    decisive = tuple(_decisive(explained))
    status = plain(explained.root.status)
    unmet: tuple[str, ...] = ()
    missing: dict[str, Missing] = {}
    if status is Status.UNMET:
        unmet = tuple(node.node.id for node in decisive if node.node.kind is Kind.CONDITION)
    if status is Status.UNKNOWN:
        for node in decisive:
            if node.finding is not None and node.own == UNKNOWN:
                missing |= {fact.path: fact for fact in node.finding.missing if fact.path not in missing}
    names = {name for node in decisive for name in node.node.assumptions}
    return Settled(decisive, unmet, tuple(missing.values()), tuple(sorted(names, key=number_of)))


def plain(status: Status) -> Status:
    """The status with ``waived`` counted as met."""
    return Status.MET if status is Status.WAIVED else status


def number_of(assumption: str) -> tuple[int, str]:
    """What assumptions are ordered by: their number, ``A5`` and ``A5=last-day-before`` alike."""
    digits = "".join(char for char in assumption.partition("=")[0] if char.isdigit())
    return int(digits or 0), assumption


def _decisive(explained: Explained) -> Iterator[ExplainedNode]:
    root = plain(explained.root.status)
    stack = [explained.root]
    while stack:
        node = stack.pop()
        if plain(node.status) is root:
            yield node
            stack.extend(reversed(explained.children(node)))
