"""Slips that an author of the sixth programme made, or nearly: what is said, where, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from vip_cert_rules import RuleSetError
from vip_cert_rules.rulesets.ruleset import load_ruleset_text

RULES = (Path(__file__).resolve().parents[2] / "examples" / "rules" / "field-support-engineer.yaml").read_text("utf-8")
CHOICES = "it may stand for a measure, a test of a field, a level, a label, and what stands in `all` and `any`"


@pytest.mark.parametrize(
    ("written", "slip", "path", "message", "help"),
    [
        pytest.param(
            "at_least: {parameter: training_hours}",
            "at_least: training_hours",
            "conditions.training.at_least",
            "`training_hours` is a parameter, and is not referred to as one",
            "write `{parameter: training_hours}`",
            id="a parameter by its bare name",
        ),
        pytest.param(
            "{count: certificates-of-the-level}",
            "{count: {choose: F1, otherwise: valid-certificates}}",
            "conditions.lower-certificate.measure.ever-obtained.count.choose",
            "a choice may not stand here",
            CHOICES,
            id="a choice among records",
        ),
        pytest.param(
            "at_least: {parameter: pass_mark}",
            "at_least: {choose: F1, otherwise: 70, ever-obtained: 80}",
            "conditions.theory.at_least.choose",
            "a choice may not stand here",
            CHOICES,
            id="a choice among thresholds",
        ),
        pytest.param(
            "level: {exactly: this}, component",
            "level: this, component",
            "conditions.theory.measure.passing.where.level",
            "`this` stands for a level, which records do not write so",
            "write `{exactly: this}`",
            id="a word for a level",
        ),
        pytest.param(
            "waived_by: [experience]",
            "waived_by: experience",
            "questions.apply.all[0].any[0].all[0].waived_by",
            "`experience` is text where a list of names is needed",
            "a list of one is written `[experience]`",
            id="a list of one",
        ),
        pytest.param(
            "{condition: task, each: tasks}",
            "task",
            "conditions.task.label",
            "`{item}` means something only within `each`",
            "at `questions.pass.all[1]` there is no `each`; go through the things: `{condition: task, each: LIST}`",
            id="a condition about things, without things",
        ),
    ],
)
def test_a_slip_is_told_with_the_way_out(written: str, slip: str, path: str, message: str, help: str) -> None:
    """The fault at the slip says what to write, not only what is wrong."""
    assert RULES.count(written) == 1
    with pytest.raises(RuleSetError) as caught:
        load_ruleset_text(RULES.replace(written, slip).encode(), "rules.yaml")
    told = {fault.path: (fault.message, fault.help) for fault in caught.value.faults}
    assert (message, help) == told[path]


def test_a_list_for_which_text_is_no_item_does_not_suggest_it() -> None:
    """A list of measures cannot hold a word."""
    with pytest.raises(RuleSetError) as caught:
        load_ruleset_text(RULES.replace("best: score\n      of:", "sum: score\n      of:").encode(), "rules.yaml")
    told = {fault.path: fault.help for fault in caught.value.faults}
    assert told["conditions.task.measure.sum"] is None
