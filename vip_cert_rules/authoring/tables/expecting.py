"""What a row expects, in the terms of the plan it is asked of: ids of nodes, paths of facts, clauses."""

from __future__ import annotations

from collections.abc import Iterator

from vip_cert_rules.authoring.tables.model import Expectation
from vip_cert_rules.authoring.tables.parts import RowPart
from vip_cert_rules.authoring.tables.paths import read_path
from vip_cert_rules.faults import Path, nearest, show
from vip_cert_rules.plan.nodes import Kind, Plan
from vip_cert_rules.shapes import Report


def expectation_of(row: RowPart, number: int, plan: Plan, report: Report) -> Expectation | None:
    """What the case of this number expects; ``None`` after reporting what the plan does not know."""
    before = len(report.faults)
    assert row.expect is not None
    statuses = []
    for name, status in row.status.items():
        node = find_node(name, plan, (*row.path, "status", name), report, at_key=True)
        if node is not None:
            statuses.append((node, status.of(number)))
    missing = unmet = None
    if row.missing is not None:
        missing = row.missing.of(number)
        at = (*row.path, "missing", number) if row.missing.is_spread else (*row.path, "missing")
        for i, fact in enumerate(missing):
            if not fact.startswith("parameters."):
                read_path(fact, (*at, i), report)
    if row.unmet is not None:
        at = (*row.path, "unmet", number) if row.unmet.is_spread else (*row.path, "unmet")
        unmet = [find_node(name, plan, (*at, i), report) for i, name in enumerate(row.unmet.of(number))]
    clause = None if row.first_failing is None else row.first_failing.of(number)
    if clause is not None and clause not in set(_cited(plan)):
        message = f"no condition of `{plan.root.id}` cites {show(clause)}"
        report.add(
            "unknown-clause", (*row.path, "first_failing"), message, nearest(clause, dict.fromkeys(_cited(plan)))
        )
    if len(report.faults) != before:
        return None
    return Expectation(
        outcome=row.expect.of(number),
        statuses=tuple(statuses),
        missing=None if missing is None else frozenset(missing),
        unmet=None if unmet is None else frozenset(node for node in unmet if node is not None),
        first_failing=clause,
    )


def find_node(name: str, plan: Plan, path: Path, report: Report, *, at_key: bool = False) -> str | None:
    """The id that is a name or ends in it; ``None`` after reporting that there is none, or several."""
    ids = [node.id for node in plan.nodes]
    if name in ids:
        return name
    found = [node for node in ids if node.endswith(f".{name}")]
    if len(found) == 1:
        return found[0]
    if found:
        message = f"{show(name)} names {len(found)} nodes of `{plan.root.id}`"
        hint = f"say more of the id: {', '.join(f'`{node}`' for node in found[:8])}"
        report.add("ambiguous-node", path, message, hint, at_key=at_key)
        return None
    message = f"`{plan.root.id}` has no node {show(name)}"
    report.add("unknown-node", path, message, nearest(name, dict.fromkeys(_names(plan))), at_key=at_key)
    return None


def _names(plan: Plan) -> Iterator[str]:
    for node in plan.nodes:
        name = node.id.rpartition(".")[2]
        yield node.id if name.isdigit() or node.kind is Kind.QUESTION else name


def _cited(plan: Plan) -> Iterator[str]:
    for node in plan.nodes:
        if node.test is not None:
            for one in node.source:
                yield one.clause or one.document
