"""Faults of rule files that have no file of their own among the samples: a sound rule set and one slip in it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vip_cert_rules import RuleSetError
from vip_cert_rules.rulesets.ruleset import load_ruleset_text

Edits = dict[str, Any]


def text(word: str) -> dict[str, str]:
    return {"zh": word, "en": word}


def rules(**edits: Any) -> dict[str, Any]:
    """A rule set without levels and positions; an edit names its place with ``__`` between keys."""
    value: dict[str, Any] = {
        "ruleset": "lighthouse",
        "version": "1",
        "title": text("lighthouse keeper"),
        "parameters": {},
        "conditions": {"served": {"label": text("served"), "measure": {"count": {"from": "employments"}}}},
        "questions": {"apply": {"label": text("a"), "yes": text("y"), "no": text("n"), "all": ["served"]}},
    }
    for place, edit in edits.items():
        *above, last = place.split("__")
        here = value
        for key in above:
            here = here.setdefault(key, {})
        here[last] = edit
    return value


def faults_of(value: dict[str, Any]) -> dict[str, tuple[str, str]]:
    with pytest.raises(RuleSetError) as caught:
        load_ruleset_text(json.dumps(value), "rules.json")
    return {fault.path: (fault.code, fault.message) for fault in caught.value.faults}


def counted(**where: Any) -> dict[str, Any]:
    return {"count": {"from": "certificates", "where": where}}


LEVELS = {"2": {"label": text("second")}, "1": {"label": text("first")}}
MEASURE = "conditions.served.measure"
WITHOUT_LEVELS: dict[str, tuple[Edits, str, str]] = {
    "a choice by level": (
        {"conditions__served__measure": {"choose": "level", "2": counted()}},
        MEASURE,
        "a choice by level in a rule set without levels",
    ),
    "a list of levels": (
        {
            "conditions__served__measure": {"listed": "level", "in": {"parameter": "held"}},
            "parameters__held": {"type": "levels", "label": text("held")},
        },
        f"{MEASURE}.listed",
        "`listed` looks for the level asked for, but the rule set declares no levels",
    ),
    "values for levels": (
        {
            "conditions__served__measure": {"cumulative_months": {"from": "employments"}},
            "conditions__served__at_least": {"parameter": "months"},
            "parameters__months": {"type": "months", "label": text("months"), "values": {"1": 6}},
        },
        "conditions.served.at_least.parameter",
        "`months` has values for levels, but the rule set declares no levels",
    ),
    "a parameter by level": (
        {
            "conditions__served__measure": {"cumulative_months": {"from": "employments"}},
            "conditions__served__at_least": {"parameter": "months"},
            "parameters__months": {"type": "months", "label": text("months"), "by": "level"},
        },
        "parameters.months.by",
        "`months` has values for levels, but the rule set declares no levels",
    ),
    "a test of the level below": (
        {"conditions__served__measure": counted(level={"exactly": "below"})},
        f"{MEASURE}.count.where.level.exactly",
        "`below` is a level, but the rule set declares no levels",
    ),
    "a question at its level and above": (
        {
            "questions__hold": {
                **rules()["questions"]["apply"],
                "all": [{"question": "apply", "level": "at_or_above"}],
            },
        },
        "questions.hold.all[0].level",
        "`at_or_above` is about levels, but the rule set declares no levels",
    ),
    "a placeholder for the level": (
        {"questions__apply__label": text("apply for {level}")},
        "questions.apply.label.zh",
        "`{level}` stands for nothing: the rule set declares no levels",
    ),
    "a placeholder for the position": (
        {"questions__apply__label": text("apply for {position}")},
        "questions.apply.label.zh",
        "`{position}` stands for nothing: the rule set declares no positions",
    ),
    "a placeholder for the level required": (
        {"conditions__served__label": text("holds {required_level}")},
        "conditions.served.label.zh",
        "`{required_level}` stands for nothing: the rule set declares no levels",
    ),
}
WITH_LEVELS: dict[str, tuple[Edits, str, str]] = {
    "no level that a question is asked for": (
        {
            "levels": LEVELS,
            "questions__apply__levels": [2],
            "questions__hold": {
                **rules()["questions"]["apply"],
                "levels": [1],
                "all": [{"question": "apply", "level": "at_or_above"}],
            },
        },
        "questions.hold.all[0].level",
        "question `apply` is not asked for level 1 or any above it",
    ),
    "a level that a question is not asked for": (
        {
            "levels": LEVELS,
            "questions__apply__levels": [2],
            "questions__hold": {**rules()["questions"]["apply"], "all": [{"question": "apply", "level": 1}]},
        },
        "questions.hold.all[0].level",
        "question `apply` is not asked for level 1",
    ),
    "a level to ask for that may be null": (
        {
            "levels": LEVELS,
            "parameters__next": {"type": "level", "label": text("next"), "value": 1, "nullable": True},
            "questions__hold": {
                **rules()["questions"]["apply"],
                "all": [{"question": "apply", "level": {"parameter": "next"}}],
            },
        },
        "questions.hold.all[0].level.parameter",
        "`next` may have no value, but a level to ask for is needed here",
    ),
}
OF_RECORDS: dict[str, tuple[Edits, str, str]] = {
    "anything as an alternative": (
        {
            "conditions__served__measure": {
                "count": {"from": "certificates", "any_of": [{"issuer": "anything"}, {"issuer": "group"}]}
            }
        },
        f"{MEASURE}.count.any_of[0].issuer",
        "with `anything` as an alternative the others mean nothing",
    ),
    "the latest by a field that is not there": (
        {"conditions__served__measure": {"count": {"from": "certificates", "latest": ["taken"]}}},
        f"{MEASURE}.count.latest[0]",
        "records of `certificates` have no field `taken`",
    ),
    "a list of the person compared with a word": (
        {
            "conditions__served__measure": {
                "count": {"from": "employments", "where": {"person.preparing_for": {"is": "keeper"}}}
            }
        },
        f"{MEASURE}.count.where.person.preparing_for",
        "`is` does not suit `person.preparing_for`, a list",
    ),
    "a last day from a field that is not there": (
        {"conditions__served__measure": counted(expires={"reaches": "as_of", "computed_from": "awarded", "months": 1})},
        f"{MEASURE}.count.where.expires.computed_from",
        "records of `certificates` have no field `awarded`",
    ),
    "a last day from a field that may be null": (
        {"conditions__served__measure": counted(expires={"reaches": "as_of", "computed_from": "revoked", "months": 1})},
        f"{MEASURE}.count.where.expires.computed_from",
        "no day can be computed from `revoked`",
    ),
    "months of records without days": (
        {
            "conditions__served__measure": {"cumulative_months": {"from": "certificates"}},
            "conditions__served__at_least": 1,
        },
        f"{MEASURE}.cumulative_months",
        "`cumulative_months` needs records with `start` and `end`, which those of `certificates` are not",
    ),
    "a total of a field that is not there": (
        {
            "conditions__served__measure": {"total": "minutes", "of": {"from": "trainings"}},
            "conditions__served__at_least": 1,
        },
        f"{MEASURE}.total",
        "records of `trainings` have no field `minutes`",
    ),
    "months added to marks": (
        {
            "conditions__served__measure": {
                "sum": [
                    {"best": "score", "of": {"from": "results"}},
                    {"cumulative_months": {"from": "employments"}},
                ]
            },
            "conditions__served__at_least": 1,
        },
        f"{MEASURE}.sum[1]",
        "a number of months cannot be added to a number of points",
    ),
    "a syllabus that there is not": (
        {"lists__lamps": {"syllabus": "lamp-keeping"}},
        "lists.lamps.syllabus",
        "there is no syllabus `lamp-keeping`",
    ),
    "a value that is no value": (
        {"parameters__months": {"type": "months", "label": text("months"), "value": True}},
        "parameters.months.value",
        "true where a whole number of months is needed",
    ),
}
ALL = {**WITHOUT_LEVELS, **WITH_LEVELS, **OF_RECORDS}


def test_the_rule_set_without_a_slip_is_sound() -> None:
    assert load_ruleset_text(json.dumps(rules()), "rules.json").questions == ("apply",)


@pytest.mark.parametrize(("edits", "path", "message"), ALL.values(), ids=ALL)
def test_a_slip_is_refused_where_it_is(edits: Edits, path: str, message: str) -> None:
    found = faults_of(rules(**edits))
    assert path in found, found
    assert message == found[path][1]
