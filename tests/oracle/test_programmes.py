"""The account manager, the customer service manager and the customer engineer against their independent oracles."""

from __future__ import annotations

import os
import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracle import account_manager, customer_engineer
from tests.oracle.comparing import ORACLES, decision_of
from tests.oracle.volume import compare, describe, difference
from tests.strategies.programmes import QUESTIONS, SWITCHES, programme_calls, random_programme_call
from tests.strategies.supplying import Call

MANY = int(os.environ.get("VIP_CERT_CASES", "1500"))
LEVELS: dict[str, tuple[Any, ...]] = {
    "account-manager": account_manager.LEVELS,
    "customer-service-manager": (None,),
    "customer-engineer": customer_engineer.LEVELS,
}


@pytest.fixture(params=ORACLES, scope="module")
def programme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def agree(programme: str, call: Call) -> None:
    """The answer of one call."""
    _expected, text = difference(programme, call)
    assert text == "", describe(call, text)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_answers_are_the_oracles(programme: str, data: st.DataObject) -> None:
    agree(programme, data.draw(programme_calls(programme)))


def test_answers_are_the_oracles_in_volume(programme: str) -> None:
    """A fixed seed; every question has every answer."""
    seen, found = compare(programme, MANY, 20160401)
    assert found == []
    words = ("yes", "no", "unknown")
    assert min(seen[question, word] for question in QUESTIONS[programme] for word in words) > MANY / 400, seen


WITHDRAWN = [
    ("account-manager", "competent", 3, {"competency_profile.3.writing": None}),
    ("account-manager", "competent", 3, {"competency_profile.3": None}),
    ("customer-engineer", "pass", 3, {"levels": [3], "pass_marks.3.written": None}),
    ("customer-engineer", "pass", 3, {"levels": [3], "pass_marks": {3: None}}),
]


@pytest.mark.parametrize(("name", "question", "level", "supplied"), WITHDRAWN)
def test_withdrawing_what_was_not_supplied_supplies_nothing(
    name: str, question: str, level: int, supplied: dict[str, Any]
) -> None:
    """An explicit null withdraws a value; it must not leave an empty table that everybody satisfies."""
    record: dict[str, Any] = {"id": "E1", "ratings": [], "results": []}
    call = Call(record, question, level, date(2026, 11, 24), {}, (supplied,))
    assert decision_of(name, call).outcome.value == "unknown"


def test_every_question_level_and_switch(programme: str) -> None:
    """Each switch alone, with and without parameters, at every level that may be asked for."""
    rng = random.Random(4)
    switches = SWITCHES[programme]
    readings: list[dict[str, str]] = [{}, *({name: word} for name, words in switches.items() for word in words)]
    for assume in readings:
        for question in QUESTIONS[programme]:
            for level in (1,) if question == "trained" else LEVELS[programme]:
                call = random_programme_call(rng, programme)
                asked: Any = {"question": question, "level": level, "assume": assume}
                agree(programme, call._replace(**asked))
                agree(programme, call._replace(**asked, supplied=()))


def test_every_switch_changes_some_answer(programme: str) -> None:
    """A switch that never made a difference would not be one."""
    rng = random.Random(5)
    waiting = {(name, word) for name, words in SWITCHES[programme].items() for word in words}
    for _ in range(60_000):
        call = random_programme_call(rng, programme, nulls=2)
        for name, word in sorted(waiting):
            one, other = call._replace(assume={}), call._replace(assume={name: word})
            if ORACLES[programme](one)[call.question] is not ORACLES[programme](other)[call.question]:
                waiting.discard((name, word))
                before, after = decision_of(programme, one), decision_of(programme, other)
                assert before.outcome is not after.outcome, call
                assert f"{name}={word}" in after.assumptions or name in before.assumptions, call
        if not waiting:
            return
    raise AssertionError(f"never made a difference: {waiting}")
