"""Runs cases: decides each, and holds the decision against what is expected of it."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from vip_cert_rules.authoring.tables.model import Aspect, Case, Difference, Expectation, Result, Rules
from vip_cert_rules.decision.decision import Decision
from vip_cert_rules.facade import evaluate


def run_case(case: Case, rules: Rules | None = None) -> Result:
    """One case, under other rules where such are given."""
    start = perf_counter()
    decision = decide(case, rules)
    differences = tuple(compare(case.expectation, decision))
    return Result(case, decision, differences, perf_counter() - start)


def decide(case: Case, rules: Rules | None = None) -> Decision:
    """The decision that a case asks for. ``rules`` take the place of those of its file; its overlays are laid on."""
    asked = case.asked
    laid = case.rules if rules is None else rules
    return evaluate(
        case.candidate,
        ruleset=laid.overlaid(asked.overlays) if asked.overlays else laid,
        question=asked.question,
        level=asked.level,
        position=asked.position,
        as_of=asked.as_of,
        rules_as_of=asked.rules_as_of,
        assume=dict(asked.assume) or None,
        engine="direct",
    )


def compare(expected: Expectation, decision: Decision) -> Iterator[Difference]:
    """Every way in which a decision is not as expected. Nothing is explained unless something asks for it."""
    if decision.outcome is not expected.outcome:
        yield Difference(Aspect.OUTCOME, expected.outcome, decision.outcome)
    if expected.statuses:
        statuses = decision.statuses
        for node, status in expected.statuses:
            if statuses.get(node) is not status:
                yield Difference(Aspect.STATUS, status, statuses.get(node), node)
    if expected.missing is not None and expected.missing != frozenset(decision.missing):
        yield Difference(Aspect.MISSING, tuple(sorted(expected.missing)), decision.missing)
    if expected.unmet is not None and expected.unmet != frozenset(decision.unmet):
        yield Difference(Aspect.UNMET, tuple(sorted(expected.unmet)), decision.unmet)
    if expected.first_failing is not None:
        clauses = first_failing(decision)
        if expected.first_failing not in clauses:
            yield Difference(Aspect.FIRST_FAILING, expected.first_failing, ", ".join(clauses) or None)


def first_failing(decision: Decision) -> tuple[str, ...]:
    """The clauses of the first condition that stands in the way; of a text without clauses, the document."""
    if not decision.unmet:
        return ()
    node = next(node for node in decision.plan.nodes if node.id == decision.unmet[0])
    return tuple(one.clause or one.document for one in node.source)
