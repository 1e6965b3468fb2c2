"""The decisive path: which nodes an outcome rests on, and what follows from that for those who read it.

A node is decisive when it and all its ancestors have the root's status, ``waived`` counting as met.
"""

from __future__ import annotations

from typing import NamedTuple

from vip_cert_rules.decision.explanation import Explained
from vip_cert_rules.kleene import FALSE, UNKNOWN
from vip_cert_rules.measures.findings import Missing


class Settled(NamedTuple):
    """What follows from the decisive nodes. ``decisive`` are their positions in the plan, in the order of reading."""

    decisive: tuple[int, ...]
    unmet: tuple[str, ...]
    missing: tuple[Missing, ...]
    assumptions: tuple[str, ...]


def settle_path(explained: Explained) -> Settled:
    """The decisive nodes of a decision, what stands in the way, what is missing and what was assumed."""
    nodes, plan = explained.nodes, explained.plan
    truth = nodes[-1].truth
    decisive: list[int] = []
    unmet: list[str] = []
    missing: dict[str, Missing] = {}
    assumed: set[str] = set()
    stack = [len(nodes) - 1]
    while stack:
        position = stack.pop()
        found = nodes[position]
        if found.truth != truth:
            continue
        node = found.node
        decisive.append(position)
        stack += reversed(node.children)
        assumed.update(node.assumptions)
        if found.finding is not None:
            if truth == FALSE:
                unmet.append(node.id)
            elif truth == UNKNOWN and found.own == UNKNOWN:
                missing |= {fact.path: fact for fact in found.finding.missing if fact.path not in missing}
    assumptions = sorted(assumed, key=plan.assumption_order.__getitem__)
    return Settled(tuple(decisive), tuple(unmet), tuple(missing.values()), tuple(assumptions))
