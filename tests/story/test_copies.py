"""Decisions and what they are made of may be copied, and sent to another process."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from tests.rulesets.ferries import RULES, hand
from vip_cert_rules import Decision, Overlay, evaluate, find_ruleset, load_overlay, profile_of

VIP = "vip-service-manager"
RATING = {"programme": "account-manager", "item": "writing", "score": 80, "on": "2026-03-01"}
WAYS = [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))]
OVERLAY = {"overlay": "own", "ruleset": VIP, "parameters": {"training_hours": {4: 30}, "scope_units": ["other"]}}


def decisions() -> list[Decision]:
    rated: Any = {
        "ruleset": "account-manager",
        "question": "competent",
        "parameters": {"competency_profile.3.writing": 90},
    }
    return [
        evaluate({"id": "E1"}, ruleset=VIP, question="apply", level=3, as_of="2026-11-24", overlays=[OVERLAY]),
        evaluate({"id": "E1", "ratings": [RATING]}, level=3, as_of="2026-11-24", **rated),
        evaluate(hand(), ruleset=RULES, question="apply", level=2, as_of="2026-02-01"),
    ]


@pytest.mark.parametrize("way", WAYS)
def test_a_copied_decision_says_the_same(way: Callable[[Any], Any]) -> None:
    """Whether it was asked to explain itself before or not."""
    for decision in decisions():
        for _ in range(2):
            copied = way(decision)
            assert copied == decision
            assert copied.explain("en", sensitivity=True) == decision.explain("en", sensitivity=True)
            assert copied.to_json(sensitivity=True) == decision.to_json(sensitivity=True)


@pytest.mark.parametrize("way", WAYS)
def test_copied_rules_decide_the_same(way: Callable[[Any], Any]) -> None:
    for rules in (find_ruleset(VIP), find_ruleset(VIP).overlaid([OVERLAY])):
        asked: dict[str, Any] = {"question": "apply", "level": 3, "as_of": "2026-11-24"}
        assert evaluate({"id": "E1"}, ruleset=way(rules), **asked) == evaluate({"id": "E1"}, ruleset=rules, **asked)
    asked = {"question": "apply", "level": 2, "as_of": "2026-02-01", "parameters": {"pass_mark": 55}}
    assert evaluate(hand(), ruleset=way(RULES), **asked) == evaluate(hand(), ruleset=RULES, **asked)


@pytest.mark.parametrize("way", WAYS)
def test_a_copied_overlay_is_the_same(way: Callable[[Any], Any]) -> None:
    overlay = load_overlay(OVERLAY)
    copied = way(overlay)
    assert isinstance(copied, Overlay)
    assert (copied, copied.digest, copied.parameters) == (overlay, overlay.digest, overlay.parameters)


@pytest.mark.parametrize("way", WAYS)
def test_a_copied_profile_is_the_same(way: Callable[[Any], Any]) -> None:
    profile = profile_of(decisions()[1])
    assert way(profile).to_dict() == profile.to_dict()
