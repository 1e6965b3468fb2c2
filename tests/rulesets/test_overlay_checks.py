"""What is allowed in overlays and hardly meant."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from tests.strategies import random_record
from vip_cert_rules import check_overlays, evaluate, find_ruleset
from vip_cert_rules.rulesets.review.implications import Implications

VIP = "vip-service-manager"
RULES = find_ruleset(VIP)


def service(months: int, measure: str = "cumulative_months") -> dict[str, Any]:
    label = {"zh": f"从事本职业{months}个月", "en": f"{months} months in the occupation"}
    return {"label": label, "measure": {measure: "service-in-the-occupation"}, "at_least": months}


CONDITIONS = {
    "short": service(12),
    "long": service(60),
    "unbroken": service(60, "continuous_months"),
    "mentored": {
        "label": {"zh": "已由师傅带教", "en": "has been mentored"},
        "measure": {"count": {"from": "trainings", "where": {"programme": "mentoring"}}},
    },
}


def overlay(name: str = "own", **more: Any) -> dict[str, Any]:
    return {"overlay": name, "ruleset": VIP, **more}


def adding(*add: dict[str, Any], name: str = "own") -> dict[str, Any]:
    used = {word for word in CONDITIONS if word in str(add)}
    return overlay(name, conditions={word: CONDITIONS[word] for word in used}, add=list(add))


def found(*overlays: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one.code, one.subject) for one in check_overlays(RULES.overlaid(overlays))]


# --- values and readings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "subjects"),
    [
        ({"pass_mark": 65}, {"pass_mark": 70}, ["pass_mark"]),
        ({"pass_mark": 65}, {"pass_mark": 65}, []),
        ({"pass_mark": 65}, {"l1_interview_mark": 70}, []),
        ({"training_hours": {4: 30, 3: 30, 2: 18, 1: 12}}, {"training_hours.3": 28}, ["training_hours.3"]),
    ],
)
def test_a_value_that_two_overlays_set_differently_is_warned_of(first: Any, second: Any, subjects: list[str]) -> None:
    laid = RULES.overlaid([overlay("one", parameters=first), overlay("two", parameters=second)])
    warnings = check_overlays(laid)
    assert [(one.code, one.overlays, one.subject) for one in warnings] == [
        ("value-set-twice", ("one", "two"), subject) for subject in subjects
    ]


def test_a_warning_names_both_overlays_both_values_and_the_one_that_wins() -> None:
    laid = RULES.overlaid([overlay("one", parameters={"pass_mark": 65}), overlay("two", parameters={"pass_mark": 70})])
    (warning,) = check_overlays(laid)
    assert warning.text.en == "pass_mark: one sets 65, two sets 70; the later one, two, wins"
    assert warning.text.zh == "pass_mark：one设为65，two设为70；以排在后面的two为准"


def test_a_reading_that_two_overlays_switch_differently_is_warned_of() -> None:
    one, two = overlay("one", switches={"A5": "no-expiry"}), overlay("two", switches={"A5": None})
    assert found(one, two) == [("reading-set-twice", "A5")]
    assert found(one, {**one, "overlay": "two"}) == []


# --- routes and requirements -----------------------------------------------------------------------------------------


def route(*names: str, name: str = "r", level: int = 3, **more: Any) -> dict[str, Any]:
    return {"question": "apply", "levels": [level], "route": name, "all": list(names), **more}


@pytest.mark.parametrize(
    ("add", "told"),
    [
        # a stronger route than one that is there helps nobody
        (route("long"), [("route-without-effect", "apply.3.r")]),
        (route("unbroken"), [("route-without-effect", "apply.3.r")]),
        (route("long", "mentored"), [("route-without-effect", "apply.3.r")]),
        # a weaker one leaves nothing to those that are there: unbroken service is service
        (
            route("short"),
            [("pointless-beside-route", "apply.3.8.2.B.1"), ("pointless-beside-route", "apply.3.8.2.B.2")],
        ),
        # what everybody has to meet is no route at all
        (
            route("in-scope"),
            [("pointless-beside-route", "apply.3.8.2.B.1"), ("pointless-beside-route", "apply.3.8.2.B.2")],
        ),
        (route("mentored"), []),
        (route("short", "mentored"), []),
        # beside a requirement
        (route("mentored", beside="cumulative-service"), []),
        (
            route("short", beside="cumulative-service"),
            [("pointless-beside-route", "apply.3.8.2.B.2.cumulative-service")],
        ),
        # at level 2 every route demands two years of service, and five years are enough for route (2)
        ({"question": "apply", "levels": [2], "require": ["short"]}, [("already-demanded", "apply.2.short")]),
        (
            {"question": "apply", "levels": [2], "require": ["long"]},
            [("superfluous-beside-requirement", "apply.2.any-1")],
        ),
        ({"question": "apply", "levels": [2], "require": ["mentored"]}, []),
    ],
)
def test_what_has_no_effect_or_leaves_none_is_warned_of(add: dict[str, Any], told: list[tuple[str, str]]) -> None:
    assert sorted(found(adding(add))) == sorted(told)


def test_a_later_overlay_may_make_an_earlier_one_pointless() -> None:
    first = adding(route("mentored"), name="one")
    second = adding(route("in-scope", name="all"), name="two")
    warnings = check_overlays(RULES.overlaid([first, second]))
    assert ("one", "two") in {one.overlays for one in warnings if one.subject == "apply.3.r"}


def test_within_what_one_overlay_adds_nothing_is_warned_of() -> None:
    assert found(adding(route("long", "short", "mentored", beside="in-scope"))) == []


def test_without_additions_nothing_is_compared() -> None:
    assert check_overlays(RULES) == ()
    assert found(overlay()) == []


def test_bundled_overlays_are_not_doubtful() -> None:
    assert check_overlays(RULES.overlaid(["vip-yunling", "vip-a2-correction"])) == ()
    assert check_overlays(find_ruleset("customer-engineer").overlaid(["engineer-lanwan"])) == ()


def test_what_follows_by_structure_holds_for_people() -> None:
    """Of any two nodes of the bundled questions of which one follows from the other, nobody meets the one alone."""
    rng = random.Random(3)
    people = [random_record(rng) for _ in range(150)]
    as_of = date(2026, 11, 24)
    seen = 0
    for question, level in (("apply", 3), ("apply", 2), ("pass", 1), ("teach", 3)):
        plan = RULES.plan(question, level, None, as_of, None).plan
        implications = Implications(plan)
        pairs = [
            (plan.nodes[a].id, plan.nodes[b].id)
            for a in range(len(plan.nodes))
            for b in range(len(plan.nodes))
            if a != b and implications.implies(a, b)
        ]
        for person in people:
            decision = evaluate(person, ruleset=RULES, question=question, level=level, as_of=as_of, engine="direct")
            status = {node["id"]: node["status"] for node in walk(decision.to_dict()["explanation"])}
            for one, other in pairs:
                if status[one] in ("met", "waived"):
                    seen += 1
                    assert status[other] in ("met", "waived"), (one, other, person)
    assert seen > 100


def walk(node: Any) -> Any:
    yield node
    for child in node.get("children", ()):
        yield from walk(child)


def test_a_mark_that_was_not_supplied_is_as_high_as_itself() -> None:
    """The pass marks of the network programme are lost; the same condition asked for twice is still the same."""
    network = find_ruleset("network-optimization")
    label = {"zh": "理论认证合格", "en": "theory passed"}
    theory = network.content["conditions"]["theory"]
    name = "theory-again"
    laid = {
        "overlay": "own",
        "ruleset": network.name,
        "conditions": {name: {**theory, "label": label}},
        "add": [{"question": "pass", "levels": [5], "require": [name]}],
    }
    warnings = check_overlays(network.overlaid([laid]))
    assert ("already-demanded", f"pass.5.{name}") in {(one.code, one.subject) for one in warnings}
