"""What overlays change, told of the rules after all of them, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from vip_cert_rules import RuleSet, describe_changes, find_ruleset
from vip_cert_rules.digest import plain
from vip_cert_rules.rulesets.review.changes import AdditionChange, ReadingChange, ValueChange

VIP = "vip-service-manager"
RULES = find_ruleset(VIP)
TITLED = {
    "titled": {
        "label": {"zh": "具有内训师资格", "en": "has a trainer title"},
        "measure": {"best": "rank", "of": {"from": "trainer_titles"}},
        "at_least": "prefecture",
    }
}


def laid(*overlays: dict[str, Any]) -> RuleSet:
    return RULES.overlaid([{"overlay": f"own-{i}", "ruleset": VIP, **one} for i, one in enumerate(overlays)])


def values(rules: RuleSet) -> list[tuple[str, str, int | None, Any, Any]]:
    changes = (change for change in describe_changes(rules) if isinstance(change, ValueChange))
    return [(one.overlay, one.parameter, one.level, one.before, one.after) for one in changes]


def test_a_rule_set_without_overlays_has_no_changes() -> None:
    assert describe_changes(RULES) == ()
    assert describe_changes(laid({})) == ()


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        ({"pass_mark": 65}, [("own-0", "pass_mark", None, 60, 65)]),
        ({"pass_mark": 60}, []),
        ({"apply.2.cumulative_months": 36}, [("own-0", "apply.2.cumulative_months", 2, 24, 36)]),
        ({"training_hours.3": 25}, [("own-0", "training_hours.3", 3, 24, 25)]),
        ({"validity_months": None}, [("own-0", "validity_months", None, 24, None)]),
    ],
)
def test_a_value_is_told_with_what_it_was(parameters: Any, told: Any) -> None:
    assert values(laid({"parameters": parameters})) == told


def test_of_several_that_set_a_value_the_last_is_told() -> None:
    rules = laid({"parameters": {"pass_mark": 65}}, {"parameters": {"pass_mark": 70}})
    assert values(rules) == [("own-1", "pass_mark", None, 60, 70)]


def test_parameters_supplied_are_told_after_all_overlays() -> None:
    rules = RULES.overlaid(
        [{"overlay": "z", "ruleset": VIP, "parameters": {"pass_mark": 65}}], {"l1_interview_mark": 70}
    )
    assert [one[0] for one in values(rules)] == ["z", "parameters"]


def test_a_reading_is_told_with_the_one_it_replaces() -> None:
    (change,) = describe_changes(laid({"switches": {"A5": "no-expiry"}}))
    assert isinstance(change, ReadingChange)
    assert (change.overlay, change.assumption, change.reading) == ("own-0", "A5", "no-expiry")
    assert change.before == RULES.part.assumptions["A5"].text
    assert change.after.en == "A certificate that states no expiry never lapses."
    assert describe_changes(laid({"switches": {"A5": "no-expiry"}}, {"switches": {"A5": None}})) == ()


def test_additions_are_told_at_their_levels_with_what_they_demand() -> None:
    route = {
        "question": "apply",
        "levels": [3],
        "route": "t",
        "all": ["titled", {"any": ["probation", "continuous-service"]}],
    }
    requirement = {"question": "pass", "levels": [4], "require": ["titled"]}
    first, second = describe_changes(laid({"conditions": TITLED, "add": [route, requirement]}))
    assert isinstance(first, AdditionChange)
    assert isinstance(second, AdditionChange)
    assert (first.question, first.levels, first.ids) == ("apply", (3,), ("apply.3.t",))
    assert first.told.en == (
        "has a trainer title, and (probation finished and assessed as passed, or "
        "1 year of continuous service in the occupation)"
    )
    assert [text.en for text in first.beside] == ["route (1)", "route (2)"]
    assert (second.question, second.levels, second.beside) == ("pass", (4,), ())


def test_what_is_embedded_in_another_question_is_told_there_too() -> None:
    """The network programme asks `hold` within `apply`: what is added to the one shows in the other."""
    network = find_ruleset("network-optimization")
    added = {"question": "hold", "levels": [4], "require": ["titled"]}
    rules = network.overlaid([{"overlay": "own", "ruleset": network.name, "conditions": TITLED, "add": [added]}])
    told = [one for one in describe_changes(rules) if isinstance(one, AdditionChange)]
    assert {one.question for one in told} == {"hold", "apply"}


ENGINEER = "customer-engineer"


@pytest.mark.parametrize(
    ("layers", "told"),
    [
        ([{"routes.3": [{"training": True}]}], [("o1", "routes.3", 3, None, [{"training": True}])]),
        ([{"pass_marks.3.theory": 60}], [("o1", "pass_marks.3.theory", 3, None, 60)]),
        ([{"pass_marks.3.theory": 60}, {"pass_marks.3.theory": 65}], [("o2", "pass_marks.3.theory", 3, None, 65)]),
        (
            [{"pass_marks.3.theory": 60}, {"pass_marks.3": {"oral": 50}}],
            [("o2", "pass_marks.3", 3, None, {"oral": 50})],
        ),
        ([{"exam_minutes.theory": 90}], [("o1", "exam_minutes.theory", None, None, 90)]),
        ([{"pass_marks.3.theory": 60}, {"pass_marks.3.theory": None}], []),
    ],
)
def test_an_entry_set_by_itself_is_told_with_who_set_it(layers: list[dict[str, Any]], told: Any) -> None:
    """Record contract, section 3: a mapping is replaced as a whole unless it is addressed by a dotted key."""
    rules = find_ruleset(ENGINEER).overlaid(
        [{"overlay": f"o{i}", "ruleset": ENGINEER, "parameters": one} for i, one in enumerate(layers, start=1)]
    )
    assert told == [(*one[:3], plain(one[3]), plain(one[4])) for one in values(rules)]
