"""What a rule set remembers of the calls it had: bounded, and never part of an answer."""

from __future__ import annotations

import gc
import linecache
from datetime import date
from pathlib import Path

import pytest

from vip_cert_rules import Outcome, RuleSet, evaluate, load_ruleset
from vip_cert_rules.generated import make_function
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


def test_the_source_of_a_generated_function_goes_with_it() -> None:
    """Tracebacks show it, and for them every source is kept by the interpreter until somebody lets it go."""

    def kept() -> int:
        return sum(1 for name in linecache.cache if name.startswith("<vip_cert_rules "))

    function = make_function("answer", "", ["return 42"], {})
    name = function.__code__.co_filename
    assert linecache.getline(name, 2) == "    return 42\n"
    del function
    gc.collect()
    before = kept()
    assert linecache.getline(name, 2) == ""
    for _ in range(3):
        rules = load_ruleset(ENGINEER)
        assert evaluate({"id": "E1"}, ruleset=rules, question="apply", level=4, as_of="2026-11-24", engine="direct")
        del rules
    gc.collect()
    assert kept() <= before
