"""What an engine sees of a question: gates in an order in which children stand before their parents.

A circuit holds no names, dates, records or labels. A leaf takes a reading (a range, or a truth already settled); every
other gate counts: it is true when at least ``need`` of its children are.
"""

from __future__ import annotations

import attrs

from vip_cert_rules.kleene import Number


@attrs.frozen
class Leaf:
    """A condition's own test: a reading at or above ``threshold`` (``None``: a parameter that was not supplied)."""

    threshold: Number | None


@attrs.frozen
class Count:
    """True when at least ``need`` children are (``all``: as many as there are; ``any``: one)."""

    children: tuple[int, ...]
    need: int


Gate = Leaf | Count


@attrs.frozen
class Circuit:
    """Gates, children before parents; the last gate is the root. ``leaves`` are the positions of the leaf gates, in
    the order in which an engine is given their readings."""

    gates: tuple[Gate, ...]
    leaves: tuple[int, ...] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "leaves", tuple(i for i, gate in enumerate(self.gates) if isinstance(gate, Leaf)))
