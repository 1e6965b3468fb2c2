"""Checks of a whole rule file, run when it is loaded. Each yields the faults it knows of; all are reported at once."""

from __future__ import annotations

from vip_cert_rules.rulesets.syntax import RuleSetPart
from vip_cert_rules.shapes import Report


def check_rule_set(part: RuleSetPart, report: Report) -> None:
    """Reports every fault that is seen only when the parts of a rule file stand beside each other."""
