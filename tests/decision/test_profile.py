"""The competency profile: what was reached beside what is required (competency model, section 7)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from vip_cert_rules import InputError, Status, evaluate, profile_of
from vip_cert_rules.decision.profile import Profile

AS_OF = date(2026, 5, 1)
REQUIRED = {"competency_profile": {1: {"achievement": 80, "resilience": 75, "writing": 70, "execution": 80}}}


def rating(item: str, score: object, on: str = "2026-03-01") -> dict[str, Any]:
    return {"programme": "account-manager", "item": item, "score": score, "on": on}


def profile(*ratings: dict[str, Any], name: str = "AM7", **more: Any) -> Profile:
    call: dict[str, Any] = {"ruleset": "account-manager", "question": "competent", "level": 1, "as_of": AS_OF}
    person = {"id": name, "ratings": list(ratings)}
    return profile_of(evaluate(person, **{**call, "parameters": REQUIRED, **more}))


@pytest.mark.parametrize(
    ("score", "short", "status"),
    [(79.99, Decimal("0.01"), Status.UNMET), (80, 0, Status.MET), (80.01, 0, Status.MET), (0, 80, Status.UNMET)],
)
def test_a_gap_is_what_is_missing_and_never_below_nothing(score: float, short: object, status: Status) -> None:
    gap = profile(rating("achievement", score)).gaps[0]
    assert (gap.item, gap.label.zh, gap.required) == ("achievement", "成就导向", 80)
    assert (gap.rating, gap.short, gap.status) == (Decimal(str(score)), short, status)


def test_what_was_not_rated_and_what_is_not_known_are_told_apart() -> None:
    found = profile(rating("achievement", 82), rating("resilience", None))
    by_item = {gap.item: gap for gap in found.gaps}
    assert (by_item["resilience"].rating, by_item["resilience"].status) == (None, Status.UNKNOWN)
    assert (by_item["writing"].rating, by_item["writing"].short) == (None, None)
    assert by_item["writing"].status is Status.UNMET
    assert [gap.item for gap in found.unrated] == ["resilience", "writing", "execution"]


def test_the_latest_rating_counts_and_one_after_the_day_does_not() -> None:
    found = profile(
        rating("achievement", 60, "2026-04-01"),
        rating("achievement", 85, "2026-04-30"),
        rating("achievement", 10, "2026-05-02"),
    )
    assert found.gaps[0].rating == 85


def test_gaps_stand_in_the_order_of_the_model_and_the_widest_come_first_in_below() -> None:
    found = profile(
        rating("execution", 50), rating("writing", 66), rating("resilience", 74.5), rating("achievement", 90)
    )
    assert [gap.item for gap in found.gaps] == ["achievement", "resilience", "writing", "execution"]
    assert [gap.item for gap in found.below] == ["execution", "writing", "resilience"]


def test_a_profile_is_a_document() -> None:
    document = profile(rating("achievement", 79.5)).to_dict()
    assert (document["ruleset"], document["question"], document["level"]) == ("account-manager", "competent", 1)
    assert (document["candidate"], document["as_of"], document["outcome"]) == ("AM7", "2026-05-01", "no")
    assert document["gaps"][0] == {
        "item": "achievement",
        "label": {"zh": "成就导向", "en": "achievement orientation"},
        "rating": 79.5,
        "required": 80,
        "short": 0.5,
        "status": "unmet",
    }


def test_abilities_of_another_programme_have_a_profile_too() -> None:
    person = {
        "id": "M1",
        "ratings": [{"programme": "customer-service-manager", "item": "teamwork", "score": 70, "on": "2026-01-01"}],
    }
    marks = {"ability_marks": {"teamwork": 75}}
    decision = evaluate(person, ruleset="customer-service-manager", question="qualify", as_of=AS_OF, parameters=marks)
    found = {gap.item: gap for gap in profile_of(decision).gaps}
    assert len(found) == 12
    assert (found["teamwork"].rating, found["teamwork"].required, found["teamwork"].short) == (70, 75, 5)
    assert (found["organising"].rating, found["organising"].required) == (None, None)


def test_a_rating_on_record_is_told_also_where_it_is_not_known_what_is_required() -> None:
    rating_of = {"programme": "customer-service-manager", "item": "teamwork", "on": "2026-01-01"}
    for score, told in ((70, 70), (None, None)):
        person = {"id": "M1", "ratings": [{**rating_of, "score": score}]}
        decision = evaluate(person, ruleset="customer-service-manager", question="qualify", as_of=AS_OF)
        gap = {one.item: one for one in profile_of(decision).gaps}["teamwork"]
        assert (gap.rating, gap.required, gap.short, gap.status) == (told, None, None, Status.UNKNOWN)


def test_without_requirements_there_is_no_profile_and_the_parameter_is_named() -> None:
    with pytest.raises(InputError) as caught:
        profile(rating("achievement", 80), parameters=None)
    fault = caught.value.faults[0]
    assert (fault.code, fault.help) == ("nothing-rated", "supply the parameter competency_profile")


def test_a_question_that_rates_nothing_has_no_profile() -> None:
    decision = evaluate({"id": "E1"}, ruleset="vip-service-manager", question="hold", level=3, as_of=AS_OF)
    with pytest.raises(InputError, match=r"`hold\.3` of `vip-service-manager` rates nothing here"):
        profile_of(decision)
