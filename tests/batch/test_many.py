"""``evaluate_many``: everybody is answered as by ``evaluate``, in order, and taken only when asked for."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.strategies import random_call
from vip_cert_rules import Answered, InputError, Question, evaluate, evaluate_many

VIP = "vip-service-manager"
ASKED = (Question("apply", 3), Question("hold", 4))


def person(number: int, **more: Any) -> dict[str, Any]:
    return {"id": f"E{number}", "certificates": [], "employments": [], **more}


def test_everybody_is_answered_as_if_asked_alone() -> None:
    import random

    rng = random.Random(5)
    people = [random_call(rng)[0] for _ in range(40)]
    answered = list(evaluate_many(people, ruleset=VIP, questions=ASKED, as_of="2026-11-24"))
    assert [*range(40)] == [one.number for one in answered]
    for record, one in zip(people, answered):
        alone = [
            evaluate(record, ruleset=VIP, question=asked.question, level=asked.level, as_of="2026-11-24").to_dict()
            for asked in ASKED
        ]
        assert alone == [decision.to_dict() for decision in one.decisions]


def test_a_record_at_fault_is_answered_with_its_faults_and_the_others_go_on() -> None:
    bad: Any = {"id": 3, "trainings": "none"}
    answered = list(evaluate_many([person(1), bad, person(2)], ruleset=VIP, questions=ASKED, as_of="2026-11-24"))
    assert [2, 0, 2] == [len(one.decisions) for one in answered]
    assert [("id", "trainings")] == [tuple(fault.path for fault in one.faults) for one in answered if one.faults]


def test_people_are_taken_one_at_a_time() -> None:
    """Without an end in sight: so that memory stays as it is, however many there are."""
    taken = []

    def endless() -> Iterator[dict[str, Any]]:
        number = 0
        while True:
            taken.append(number)
            yield person(number)
            number += 1

    answers = evaluate_many(endless(), ruleset=VIP, questions=ASKED[:1], as_of=date(2026, 11, 24))
    assert [] == taken
    assert ["E0", "E1", "E2"] == [next(answers).decisions[0].candidate.id for _ in range(3)]
    assert [0, 1, 2] == taken


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ({"questions": ()}, "questions: missing; at least one question is needed"),
        ({"questions": (Question("aply", 3),)}, "has no question `aply`"),
        ({"questions": (Question("apply", 7),)}, "level: 7 is not a level"),
        ({"as_of": "soon"}, "as_of: `soon` is not a day"),
        ({"rules_as_of": "soon"}, "rules_as_of: `soon` is not a day"),
        ({"assume": {"A99": "x"}}, "A99"),
        ({"ruleset": "none"}, "there is no bundled rule set `none`"),
        ({"overlays": ["none"]}, "there is no file and no bundled overlay `none`"),
    ],
)
def test_a_call_at_fault_is_refused_before_anybody_is_looked_at(call: dict[str, Any], told: str) -> None:
    def nobody() -> Iterator[dict[str, Any]]:
        raise AssertionError("somebody was looked at")
        yield

    whole: dict[str, Any] = {"ruleset": VIP, "questions": ASKED, "as_of": "2026-11-24", **call}
    with pytest.raises(InputError) as found:
        evaluate_many(nobody(), **whole)
    assert told in str(found.value)


def test_overlays_parameters_and_readings_act_as_in_evaluate() -> None:
    served = person(
        1,
        employments=[{"occupation": VIP, "unit": "provincial_branch", "start": "2024-01-01"}],
        education=[{"level": "bachelor", "awarded": "2010-01-01"}],
        preparing_for=[],
        attestations=[],
        trainings=[],
    )
    asked: dict[str, Any] = {"ruleset": VIP, "questions": [Question("apply", 2)], "as_of": "2026-11-24"}

    def outcome(**more: Any) -> str:
        (answered,) = evaluate_many([served], **asked, **more)
        return answered.decisions[0].outcome.value

    assert "yes" == outcome()
    assert "no" == outcome(overlays=["vip-a2-correction"])
    assert "no" == outcome(parameters={"apply.2.cumulative_months": 60})


def test_answers_can_be_pickled() -> None:
    (answered,) = evaluate_many([person(1)], ruleset=VIP, questions=ASKED, as_of="2026-11-24")
    again: Answered = pickle.loads(pickle.dumps(answered))
    assert again.decisions == answered.decisions
