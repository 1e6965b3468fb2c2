"""Who added what: from the paths of parts to the nodes of a plan."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from vip_cert_rules.faults import Path
from vip_cert_rules.plan.nodes import Node
from vip_cert_rules.rulesets.overlays.forms import ADD
from vip_cert_rules.rulesets.syntax import RuleSetPart


def extension_of(part: RuleSetPart, path: Path) -> str | None:
    """The overlay that added what stands at a path, by its name; ``None``: the rule set says so itself."""
    if len(path) > 1 and path[0] == ADD and isinstance(path[1], int):
        return part.added_by[path[1]].name
    return None


def credited(part: RuleSetPart, nodes: Sequence[Node]) -> tuple[Node, ...]:
    """The nodes of a plan, where an overlay's name goes down to all that is within what it added.

    The outermost of them cites what the overlay cites for itself.
    """
    if not part.added_by:
        return tuple(nodes)
    sources = {one.name: one.source for one in part.added_by}
    out = list(nodes)
    for position in range(len(out) - 1, -1, -1):  # parents before children
        above = out[position].added_by
        for child in out[position].children:
            node = out[child]
            if node.added_by is None:
                out[child] = attrs.evolve(node, added_by=above)
            elif node.added_by != above:
                named = {cited.document for cited in node.source}
                more = (cited for cited in sources[node.added_by] if cited.document not in named)
                out[child] = attrs.evolve(node, source=(*node.source, *more))
    return tuple(out)
