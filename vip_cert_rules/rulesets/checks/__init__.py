"""Checks of a whole rule file, run when it is loaded. Each reports the faults it knows of; all are reported at once."""

from __future__ import annotations

from collections.abc import Callable

from vip_cert_rules.rulesets.checks.claims import check_claims
from vip_cert_rules.rulesets.checks.cycles import check_cycles
from vip_cert_rules.rulesets.checks.levels import check_levels
from vip_cert_rules.rulesets.checks.measures import check_measures
from vip_cert_rules.rulesets.checks.nodes import check_nodes
from vip_cert_rules.rulesets.checks.parts import RuleFile
from vip_cert_rules.rulesets.checks.records import check_records
from vip_cert_rules.rulesets.checks.references import check_references
from vip_cert_rules.rulesets.checks.texts import check_texts
from vip_cert_rules.rulesets.checks.things import check_things
from vip_cert_rules.rulesets.checks.transitions import check_transitions
from vip_cert_rules.rulesets.checks.unused import check_unused
from vip_cert_rules.rulesets.checks.values import check_values
from vip_cert_rules.rulesets.syntax import RuleSetPart
from vip_cert_rules.shapes import Report

CHECKS: tuple[Callable[[RuleFile, Report], None], ...] = (
    check_references,
    check_unused,
    check_levels,
    check_values,
    check_records,
    check_measures,
    check_things,
    check_texts,
    check_cycles,
    check_nodes,
    check_transitions,
    check_claims,
)


def check_rule_set(part: RuleSetPart, report: Report) -> None:
    """Reports every fault that is seen only when the parts of a rule file stand beside each other.

    A rule set that passes can be compiled for every question, level and reading.
    """
    file = RuleFile(part)
    for check in CHECKS:
        check(file, report)
