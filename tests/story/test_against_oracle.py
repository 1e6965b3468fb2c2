"""Every answer, and every node behind it, against an independent reading of the record contract."""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import date
from typing import Any

from hypothesis import given, settings

from tests.engines.needs_durable import WHY_NOT
from tests.oracle.two_valued import decide_known
from tests.oracle.vip import conditions, decide
from tests.people import VIP
from tests.strategies import LEVELS, QUESTIONS, SWITCHES, random_as_of, random_call, random_record, whole_calls
from vip_cert_rules import evaluate

MANY = int(os.environ.get("VIP_CERT_CASES", "4000"))
ENGINES = ("direct", "auto") if WHY_NOT is not None else ("direct", "auto", "durable")
LETTERS = {4: "A", 3: "B", 2: "C", 1: "D"}

Call = tuple[dict[str, Any], str, int, date, dict[str, str]]


def node_ids(question: str, level: int) -> dict[str, str]:
    """The id of the node that stands for each condition of the oracle, for one question."""
    apply, route = f"apply.{level}", f"apply.{level}.8.2.{LETTERS[level]}"
    names = {
        "apply": apply,
        "apply.scope": f"{apply}.in-scope",
        "apply.education": f"{apply}.education",
        "apply.education.waiver": f"{apply}.education.education-relaxation",
        "apply.certificate": f"{route}.1.prior-certificate",
        "apply.continuous": f"{route}.1.continuous-service",
        "apply.hours": f"{route}.1.training-hours",
        "apply.courses": f"{route}.1.training-courses",
        "apply.route1": f"{route}.1",
        "apply.probation": f"{route}.2.probation",
        "apply.cumulative": f"{route}.2.cumulative-service",
        "apply.route2": f"{route}.2",
        "apply.routes": f"{apply}.any-1",
        "pass": f"pass.{level}",
        "pass.written": f"pass.{level}.written",
        "pass.interview": f"pass.{level}.interview-sum" if level == 1 else f"pass.{level}.interview",
        "pass.appraisal": f"pass.{level}.appraisal",
        "hold": f"hold.{level}",
        "hold.certificate": f"hold.{level}.certificate",
        "teach": f"teach.{level}",
        "teach.certificate": f"teach.{level}.teacher-certificate",
        "teach.experience": f"teach.{level}.relevant-experience",
        "teach.title": f"teach.{level}.trainer-title",
    }
    return {name: one for name, one in names.items() if one.split(".")[0] == question}


def agree(call: Call, engine: str) -> str:
    """The outcome and every condition of one call; returns the outcome."""
    record, question, level, as_of, assume = call
    decision = evaluate(record, ruleset=VIP, question=question, level=level, as_of=as_of, assume=assume, engine=engine)
    assert decision.outcome.value == decide(record, question, level, as_of, assume), call
    expected = conditions(record, level, as_of, assume)
    statuses = {name: status.value for name, status in decision.statuses.items()}
    for name, node in node_ids(question, level).items():
        if name not in expected:
            continue
        got = statuses[node]
        assert ("met" if got == "waived" else got) == expected[name], (name, got, expected[name], call)
    own = expected.get("apply.education.own")
    if question == "apply" and own is not None:
        lifted = own != "met" and expected["apply.education.waiver"] == "met"
        assert (statuses[f"apply.{level}.education"] == "waived") == lifted, call
    assert "waived" not in {status for name, status in statuses.items() if not name.endswith(".education")}
    return decision.outcome.value


@given(whole_calls())
@settings(max_examples=200, deadline=None)
def test_answers_and_nodes_are_the_oracles(call: Call) -> None:
    agree(call, "direct")


@given(whole_calls(null_chance=35))
@settings(max_examples=100, deadline=None)
def test_answers_and_nodes_are_the_oracles_with_many_gaps(call: Call) -> None:
    for engine in ENGINES:
        agree(call, engine)


def test_answers_and_nodes_are_the_oracles_in_volume() -> None:
    """A fixed seed; the direct engine for all, the others for a share."""
    rng = random.Random(20261125)
    seen: Counter[tuple[str, str]] = Counter()
    for number in range(MANY):
        call = random_call(rng, null_chance=rng.choice((3, 12, 40)))
        seen[call[1], agree(call, "direct")] += 1
        if number % 8 == 0:
            for engine in ENGINES[1:]:
                agree(call, engine)
    assert min(seen[question, outcome] for question in QUESTIONS for outcome in ("yes", "no", "unknown")) > MANY / 200


def test_every_question_level_and_switch() -> None:
    """Each switch alone, at each level of each question, on records made for the day."""
    rng = random.Random(3)
    readings: list[dict[str, str]] = [{}, *({name: word} for name, words in SWITCHES.items() for word in words)]
    for assume in readings:
        for question in QUESTIONS:
            for level in LEVELS:
                for _ in range(4):
                    record, _, _, as_of, _ = random_call(rng, null_chance=8)
                    agree((record, question, level, as_of, assume), "direct")


def test_known_records_are_decided_as_by_the_two_valued_oracle() -> None:
    """A record without gaps is answered yes or no, as plain booleans have it."""
    rng = random.Random(31)
    for number in range(MANY // 2):
        record, question, level, as_of, assume = random_call(rng, unknowns=False)
        engine = ENGINES[number % len(ENGINES)] if number % 5 == 0 else "direct"
        decision = evaluate(
            record, ruleset=VIP, question=question, level=level, as_of=as_of, assume=assume, engine=engine
        )
        expected = "yes" if decide_known(record, question, level, as_of, assume) else "no"
        assert decision.outcome.value == expected, (record, question, level, as_of, assume)


def test_any_day_of_three_centuries() -> None:
    """Records are built around any day that records may name, and asked about near it."""
    rng = random.Random(77)
    for _ in range(MANY // 8):
        anchor = date.fromordinal(rng.randint(date(1910, 1, 1).toordinal(), date(2190, 12, 31).toordinal()))
        record = random_record(rng, anchor=anchor)
        as_of = random_as_of(rng, anchor)
        for question in QUESTIONS:
            agree((record, question, rng.choice(LEVELS), as_of, {}), "direct")
