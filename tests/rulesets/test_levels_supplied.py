"""A level that a parameter supplies, wherever a rule file may refer to a level."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rulesets.customer_engineer.sheet import D, certificate
from tests.rulesets.sheets import blank, decide
from vip_cert_rules.rulesets.ruleset import RuleSet, load_ruleset_text

RULES = Path(__file__).parents[2] / "rules" / "customer-engineer.yaml"
BY_CONDITION = "    level: {parameter: teacher_levels}\n    measure: {count: valid-certificates}\n"
BY_TEST = """\
    measure: {{count: {{these: valid-certificates, where: {{level: {{{test}: {{parameter: teacher_levels}}}}}}}}}}
"""


def rules(test: str) -> RuleSet:
    text = RULES.read_text(encoding="utf-8")
    assert BY_CONDITION in text
    return load_ruleset_text(text.replace(BY_CONDITION, BY_TEST.format(test=test)), RULES.name)


@pytest.mark.parametrize("test", ["at_or_above", "exactly"])
@pytest.mark.parametrize(
    ("supplied", "expected"),
    [
        ({}, ("unknown", "parameter_not_supplied")),
        ({"teacher_levels": {"3": 2}}, ("met", None)),
        ({"teacher_levels": {"3": 1}}, ("unmet", "wrong_level")),
    ],
)
def test_a_test_may_compare_with_a_level_that_is_supplied(
    test: str, supplied: dict[str, object], expected: tuple[str, str | None]
) -> None:
    """Record contract, section 2: a parameter that was not supplied makes what turns on it not known."""
    person = blank(certificates=[certificate(2)], trainer_titles=[], attestations=[])
    answer = decide(person, rules(test), "teach", 3, D, parameters={"validity_months": 24, **supplied})
    node = answer.node("teacher-certificate")
    assert expected == (node["status"], node.get("code"))
