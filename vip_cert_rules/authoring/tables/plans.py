"""The plans of what is asked, and whether two of them demand the same."""

from __future__ import annotations

from vip_cert_rules.authoring.tables.model import Asked, Rules
from vip_cert_rules.plan.nodes import Plan
from vip_cert_rules.rulesets.ruleset import ReadyPlan, RuleSet


def ready_plan(asked: Asked, rules: Rules) -> ReadyPlan:
    """The plan of what is asked. Raises :class:`InputError` where the rules cannot be asked that."""
    laid = rules.overlaid(asked.overlays) if asked.overlays else rules
    day = asked.rules_as_of or asked.as_of
    version = laid if isinstance(laid, RuleSet) else laid.on(day)
    version.check_call(asked.question, asked.level, asked.position, asked.assume or None)
    return laid.plan(asked.question, asked.level, asked.position, day, asked.assume or None)


def have_same_logic(one: Plan, other: Plan) -> bool:
    """Whether two plans answer everybody alike because they demand the same."""
    return one is other or (
        len(one.nodes) == len(other.nodes)
        and all(
            a.kind is b.kind and a.children == b.children and _demand(a.test) == _demand(b.test)
            for a, b in zip(one.nodes, other.nodes)
        )
    )


def _demand(test: object) -> object:
    required = getattr(test, "required", None)
    return None if required is None else (getattr(test, "measure", None), required.value, required.parameter)
