"""Texts in two languages, and what is filled into them."""

from __future__ import annotations

import pytest

from vip_cert_rules import evaluate
from vip_cert_rules.text import Lang, Text

GREETING = Text("{who}，{day}好", "good {day}, {who}")


@pytest.mark.parametrize("who", ["{day}", "{who}", "{", "{}", "\\1", "{0}"])
def test_what_is_filled_in_is_not_looked_through_again(who: str) -> None:
    assert f"good morning, {who}" == GREETING.say(Lang.EN, who=who, day="morning")
    assert Text(f"{who}，早好", f"good 早, {who}") == GREETING.fill(who=who, day="早")


def test_a_placeholder_that_nothing_is_known_for_stays() -> None:
    assert "good {day}, Li" == GREETING.say(Lang.EN, who="Li")


def test_a_term_in_both_languages_is_taken_in_that_of_the_sentence() -> None:
    assert Text("李，早好", "good morning, Li") == GREETING.fill(who=Text("李", "Li"), day=Text("早", "morning"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_name_of_a_person_may_look_like_a_placeholder(lang: str) -> None:
    """Record contract, section 1: `id` is any non-empty string."""
    asked = {"ruleset": "vip-service-manager", "question": "apply", "level": 3, "as_of": "2026-11-24"}
    assert "{version}-{title}" in evaluate({"id": "{version}-{title}"}, **asked).explain(lang)
