"""The quick way to an outcome alone: the same readings, folded only as far as the answer needs.

Whatever is not looked at here cannot change the answer; the explanation reads everything. Tests hold this way and the
engines equal.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.kleene import FALSE, TRUE, UNKNOWN, settle
from vip_cert_rules.plan.nodes import Kind, Plan, Test

Decider = Callable[[Candidate, date], int]


def compile_outcome(plan: Plan) -> Decider:
    """A function from a candidate and a day to the truth of the question."""
    deciders: list[Decider] = []
    for node in plan.nodes:
        children = [deciders[child] for child in node.children]
        if node.test is None:
            deciders.append(_some(children) if node.kind is Kind.ANY else _every(children))
        else:
            own = _own(node.test)
            deciders.append(_some([own, *children]) if children else own)
    return deciders[-1]


def _own(test: Test) -> Decider:
    read, threshold = test.read, test.required.value

    def decide(candidate: Candidate, day: date) -> int:
        reading = read(candidate, day)
        if reading[2] >= 0:
            return reading[2]
        if threshold is not None and reading[0] >= threshold:
            return TRUE
        return settle(reading, threshold)

    return decide


def _every(deciders: list[Decider]) -> Decider:
    if len(deciders) == 1:
        return deciders[0]

    def decide(candidate: Candidate, day: date) -> int:
        truth = TRUE
        for decider in deciders:
            found = decider(candidate, day)
            if found == FALSE:
                return FALSE
            if found == UNKNOWN:
                truth = UNKNOWN
        return truth

    return decide


def _some(deciders: list[Decider]) -> Decider:
    if len(deciders) == 1:
        return deciders[0]

    def decide(candidate: Candidate, day: date) -> int:
        truth = FALSE
        for decider in deciders:
            found = decider(candidate, day)
            if found == TRUE:
                return TRUE
            if found == UNKNOWN:
                truth = UNKNOWN
        return truth

    return decide
