"""What a rule set remembers of the calls it had: bounded, and never part of an answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from vip_cert_rules import Outcome, RuleSet, evaluate, load_ruleset
from vip_cert_rules.rulesets.ruleset import MOST_OVERLAID

ENGINEER = Path(__file__).parents[2] / "rules" / "customer-engineer.yaml"


def test_what_is_remembered_of_parameters_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many an HR system tries: overlaid rules, and the queries they share, start anew when they are many."""
    monkeypatch.setattr("vip_cert_rules.rulesets.ruleset.MOST_QUERIES", 40)
    rules = load_ruleset(ENGINEER)
    assert isinstance(rules, RuleSet)
    for number in range(100):
        job = {"occupation": f"job {number}", "unit": "other", "start": "2020-01-01"}
        decision = evaluate(
            {"id": "E1", "employments": [job], "education": []},
            ruleset=rules,
            question="apply",
            level=4,
            as_of=date(2026, 11, 24),
            parameters={"occupations": [f"job {number}"], "scope_units": ["other"]},
        )
        assert decision.outcome is Outcome.NO
        assert decision.statuses["apply.4.in-scope"].value == "met"
    assert len(rules._queries) < 60
    assert len(rules._overlaid) <= MOST_OVERLAID
