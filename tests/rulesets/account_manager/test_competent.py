"""Competency model of account managers: whose ratings reach what a level asks for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.people import DAY, Answer, D, person
from tests.rulesets.account_manager.asking import ITEMS, PROGRAMME, ask, rating
from vip_cert_rules import InputError, evaluate

PROFILE = "competency_profile"
MISSING = ["parameters.competency_profile"]


def competent(ratings: Any, profile: Any, level: int = 3, as_of: Any = D, engine: str = "direct") -> Answer:
    """The answer on somebody of whom only ratings are known."""
    return ask(person(ratings=ratings), "competent", level, as_of, engine, parameters={PROFILE: profile})


@pytest.mark.parametrize("level", [4, 3, 2, 1])
@pytest.mark.parametrize(("score", "status"), [(69.99, "unmet"), (70, "met"), (70.01, "met")])
def test_a_rating_reaches_the_mark(engine: str, level: int, score: float, status: str) -> None:
    """rating i >= competency_profile[L][i]; A4: inclusive."""
    answer = competent([rating("communication", score)], {level: {"communication": 70}}, level, engine=engine)
    assert answer.told("rating.communication") == (status, None if status == "met" else "too_low")
    assert answer.low_high("rating.communication") == (score, score)
    node = answer.node("rating.communication")
    assert (node["required"]["op"], node["required"]["value"], node["evidence"]) == (">=", 70, ["ratings[0]"])
    assert answer.ids == {f"competent.{level}", f"competent.{level}.rating.communication"}
    assert (answer.outcome, answer.document["assumptions"]) == ("yes" if status == "met" else "no", ["A4"])


@pytest.mark.parametrize("item", ITEMS)
def test_each_item_of_the_model_is_rated_by_itself(item: str) -> None:
    """Eighteen competencies; a rating of one says nothing about another."""
    others = [rating(other, 100) for other in ITEMS if other != item]
    answer = competent(others, {3: dict.fromkeys(ITEMS, 60)})
    assert (answer.outcome, answer.document["unmet"]) == ("no", [f"competent.3.rating.{item}"])
    assert answer.told(f"rating.{item}") == ("unmet", "none_on_record")
    assert competent([*others, rating(item, 60)], {3: dict.fromkeys(ITEMS, 60)}).outcome == "yes"


def test_items_are_in_the_order_of_the_model() -> None:
    """In whatever order the profile names them."""
    answer = competent([], {3: dict.fromkeys(reversed(ITEMS), 60)})
    children = answer.document["explanation"]["children"]
    assert [f"competent.3.rating.{item}" for item in ITEMS] == [child["id"] for child in children]


@pytest.mark.parametrize(
    ("ratings", "counted", "told"),
    [
        pytest.param([(90, D - DAY), (60, D)], 1, ("unmet", "too_low"), id="a later one is worse"),
        pytest.param([(60, D), (90, D - DAY)], 0, ("unmet", "too_low"), id="a later one is worse, other way"),
        pytest.param([(60, D - DAY), (70, D)], 1, ("met", None), id="a later one is better"),
        pytest.param([(90, D), (60, D)], 1, ("unmet", "too_low"), id="tie: the last listed"),
        pytest.param([(60, D), (90, D)], 1, ("met", None), id="tie: the last listed, other way"),
        pytest.param([(90, D), (60, D + DAY)], 0, ("met", None), id="one to come"),
        pytest.param([(90, D - DAY), (None, D)], 1, ("unknown", "fact_not_recorded"), id="the latest is open"),
        pytest.param([(None, D - DAY), (70, D)], 1, ("met", None), id="an earlier one is open"),
    ],
)
def test_the_latest_rating_decides(engine: str, ratings: list[Any], counted: int, told: Any) -> None:
    """The latest rating of the item with on <= D; ties go to the last listed."""
    listed = [rating("writing", score, on) for score, on in ratings]
    answer = competent(listed, {3: {"writing": 70}}, engine=engine)
    assert answer.told("rating.writing") == told
    assert answer.node("rating.writing")["evidence"] == [f"ratings[{counted}]"]
    assert answer.missing == ([f"ratings[{counted}].score"] if told[0] == "unknown" else [])


@pytest.mark.parametrize(
    ("ratings", "told"),
    [
        pytest.param([], ("unmet", "none_on_record"), id="none"),
        pytest.param([rating("writing", 90, D + DAY)], ("unmet", "too_early"), id="one to come"),
        pytest.param([rating("communication", 90)], ("unmet", "none_on_record"), id="of another item"),
        pytest.param(
            [rating("writing", 90, programme="customer-service-manager")],
            ("unmet", "none_on_record"),
            id="of another programme",
        ),
        pytest.param(None, ("unknown", "fact_not_recorded"), id="not recorded"),
    ],
)
@pytest.mark.parametrize("mark", [0, 70])
def test_no_rating_is_not_met(engine: str, ratings: Any, told: Any, mark: int) -> None:
    """None: not met, also at a mark of 0; ratings null: not known."""
    answer = competent(ratings, {3: {"writing": mark}}, engine=engine)
    assert answer.told("rating.writing") == told
    assert answer.missing == (["ratings"] if ratings is None else [])


@pytest.mark.parametrize(
    ("score", "told"), [(0, ("met", None)), (100, ("met", None)), (None, ("unknown", "fact_not_recorded"))]
)
def test_a_mark_of_0_asks_for_a_rating(engine: str, score: Any, told: Any) -> None:
    """0 is a mark like any other; a score that is null is not known, whatever the mark."""
    answer = competent([rating("writing", score)], {3: {"writing": 0}}, engine=engine)
    assert answer.told("rating.writing") == told


# --- the profile ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "parameters",
    [
        pytest.param(None, id="not supplied"),
        pytest.param({PROFILE: None}, id="withdrawn"),
        pytest.param({PROFILE: {}}, id="without a level"),
        pytest.param({PROFILE: {2: dict.fromkeys(ITEMS, 0)}}, id="of another level"),
        pytest.param({PROFILE: {3: None}}, id="with the level withdrawn"),
        pytest.param({f"{PROFILE}.3": None}, id="with the level withdrawn by its address"),
        pytest.param({f"{PROFILE}.3.writing": None}, id="with an item withdrawn that it never had"),
    ],
)
@pytest.mark.parametrize("ratings", [[], None, [rating("writing", 100)]])
def test_a_level_without_a_profile_is_not_known(engine: str, parameters: Any, ratings: Any) -> None:
    """The level missing: unknown, whatever is on record, for nobody knows which items it asks for."""
    answer = ask(person(ratings=ratings), "competent", 3, engine=engine, parameters=parameters)
    assert (answer.outcome, answer.missing) == ("unknown", MISSING)
    (fact,) = answer.document["missing"]
    assert all(word in fact["why"]["zh"] for word in ("标准分值", "政企客户部", "《能力素质模型》"))
    (child,) = answer.document["explanation"]["children"]
    assert (child["status"], child["code"]) == ("unknown", "parameter_not_supplied")


def test_a_level_whose_profile_names_nothing_asks_for_nothing(engine: str) -> None:
    """An item left out is not required: of an empty mapping all are left out."""
    for ratings in ([], None):
        answer = competent(ratings, {3: {}}, engine=engine)
        assert (answer.outcome, answer.document["explanation"]["children"]) == ("yes", [])


def test_an_item_left_out_is_not_required(engine: str) -> None:
    """A partial profile; null leaves an item out as well."""
    ratings = [rating("writing", 70), rating("execution", 0)]
    for profile in ({3: {"writing": 70}}, {3: {"writing": 70, "execution": None}, 4: {"execution": 60}}):
        answer = competent(ratings, profile, engine=engine)
        assert (answer.outcome, answer.ids) == ("yes", {"competent.3", "competent.3.rating.writing"})


@pytest.mark.parametrize(
    "parameters",
    [
        {PROFILE: {3: {"writing": 70}}},
        {PROFILE: {"3": {"writing": 70}}},
        {f"{PROFILE}.3": {"writing": 70}},
        {f"{PROFILE}.3.writing": 70},
        {PROFILE: {3: {"writing": 10}}, f"{PROFILE}.3.writing": 70},
    ],
)
def test_levels_are_integers_or_texts_of_one_digit_and_entries_have_addresses(parameters: Any) -> None:
    """Keys that are levels may be written either way; dotted keys address one entry."""
    told = [
        ask(person(ratings=[rating("writing", score)]), "competent", 3, parameters=parameters).outcome
        for score in (69.99, 70)
    ]
    assert told == ["no", "yes"]


def test_all_gaps_are_named(engine: str) -> None:
    """Gaps per competency: measured beside required, in the order of the model."""
    ratings = [rating("customer-relations", 55), rating("achievement", 40), rating("writing", 90)]
    profile = {1: {"customer-relations": 80, "writing": 75, "achievement": 85, "resilience": 60}}
    answer = competent(ratings, profile, 1, engine=engine)
    names = ("achievement", "resilience", "customer-relations")
    assert answer.document["unmet"] == [f"competent.1.rating.{name}" for name in names]
    gaps = [(answer.low_high(f"rating.{name}"), answer.node(f"rating.{name}")["required"]["value"]) for name in names]
    assert gaps == [((40, 40), 85), (None, 60), ((55, 55), 80)]


def test_what_was_supplied_shows_in_the_decision() -> None:
    """The profile in `parameters`, and at the mark who set it."""
    answer = competent([rating("writing", 70)], {3: {"writing": 70}})
    assert answer.document["parameters"] == {PROFILE: {"3": {"writing": 70}}}
    required = answer.node("rating.writing")["required"]
    assert (required["base"], required["set_by"]) == (None, "parameters")


@pytest.mark.parametrize(
    ("profile", "path", "told"),
    [
        ({3: {"comunication": 70}}, "competency_profile.3.comunication", "communication"),
        ({5: {"communication": 70}}, "competency_profile.5", "5"),
        ({3: {"communication": 100.01}}, "competency_profile.3.communication", "100.01"),
        ({3: {"communication": -1}}, "competency_profile.3.communication", "-1"),
        ({3: {"communication": "70"}}, "competency_profile.3.communication", "70"),
        ({3: {"communication": True}}, "competency_profile.3.communication", "true"),
        ({3: 70}, "competency_profile.3", "70"),
        (70, "competency_profile", "70"),
    ],
)
def test_a_profile_at_fault_is_told_with_its_path(profile: Any, path: str, told: str) -> None:
    """Unknown items and levels, and what is no mark from 0 to 100."""
    with pytest.raises(InputError) as caught:
        evaluate(person(), ruleset=PROGRAMME, question="competent", level=3, as_of=D, parameters={PROFILE: profile})
    (fault,) = caught.value.faults
    assert fault.path == path
    assert told in f"{fault.message} {fault.help}"
