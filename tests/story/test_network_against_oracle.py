"""Every network optimization answer, every node behind it and every document, against an independent oracle."""

from __future__ import annotations

import os
import random
from collections import Counter
from typing import Any

from hypothesis import given, settings

from tests.engines.needs_durable import WHY_NOT
from tests.oracle.network import LEVELS, POSITIONS, PROGRAMME, STATUS, levels_of_positions, truths
from tests.story.recheck import recheck, walk
from tests.strategies.network import QUESTIONS, SWITCHES, Call, network_calls, random_network_call
from vip_cert_rules import Decision, evaluate

MANY = int(os.environ.get("VIP_CERT_CASES", "2000"))
ENGINES = ("direct", "auto") if WHY_NOT is not None else ("direct", "auto", "durable")


def decision_of(call: Call, engine: str = "direct") -> Decision:
    """The decision of the package: all layers but the last as overlays, the last as parameters of the call."""
    laid = [
        {"overlay": f"layer-{number}", "ruleset": PROGRAMME, "parameters": layer}
        for number, layer in enumerate(call.supplied[:-1])
    ]
    return evaluate(
        call.record,
        ruleset=PROGRAMME,
        question=call.question,
        level=call.level,
        position=call.position,
        as_of=call.as_of,
        overlays=laid,
        parameters=call.supplied[-1] if call.supplied else None,
        assume=call.assume or None,
        engine=engine,
    )


def node_ids(question: str, level: int) -> dict[str, str]:
    """The id of the node that stands for each name of the oracle."""
    root = f"{question}.{level}"
    if question == "pass":
        return {"pass": root, f"theory.{level}": f"{root}.theory", f"practical.{level}": f"{root}.practical"}
    holds, within = (root, level) if question == "hold" else (f"{root}.prior-level.hold.{level + 1}", level + 1)
    names = {"hold": holds, "certificate": f"{holds}.group-certificate", "recognised": f"{holds}.recognised-as-level-5"}
    for higher in range(1, within + 1):
        names |= {
            f"attained.{higher}": f"{holds}.pass.{higher}",
            f"theory.{higher}": f"{holds}.pass.{higher}.theory",
            f"practical.{higher}": f"{holds}.pass.{higher}.practical",
        }
    if question == "hold":
        return names
    return names | {
        "apply": root,
        "in-scope": f"{root}.in-scope",
        "position": f"{root}.position-has-level",
        "prior": f"{root}.prior-level",
        "entry": f"{root}.prior-level.provincial-entry",
        "attested": f"{root}.prior-level.cross-level-qualification",
    }


def agree(call: Call, engine: str = "direct") -> str:
    """The outcome and every node of one call, and what its document says; returns the outcome."""
    record, question, level, position, as_of, assume, supplied = call
    decision = decision_of(call, engine)
    expected = truths(record, question, level, position, as_of, assume, supplied)
    ids = node_ids(question, level)
    statuses = {name: status.value for name, status in decision.statuses.items()}
    for name, truth in expected.items():
        if name in ids:
            assert STATUS[truth] == statuses[ids[name]], (name, call)
    document = decision.to_dict()
    conditions = {node["id"] for node in walk(document["explanation"]) if node["kind"] == "condition"}
    assert conditions & set(ids.values()) == conditions & {ids[name] for name in expected if name in ids}, call
    assert recheck(document) == [], call
    assert document["position"] == position
    is_open = question == "apply" and levels_of_positions(supplied) is None
    assert ("A17" in document["assumptions"]) == (is_open and "A17" not in assume), call
    for fact in document["missing"]:
        path = fact["path"]
        if path.startswith("parameters."):
            assert path.split(".")[1] in ("theory_pass_mark", "practical_pass_mark", "position_levels"), path
            assert path.count(".") == 1, path
        else:
            assert path.split("[")[0].split(".")[0] in ("employments", "results", "certificates", "attestations"), path
    return decision.outcome.value


@given(network_calls())
@settings(max_examples=150, deadline=None)
def test_answers_and_nodes_are_the_oracles(call: Call) -> None:
    agree(call)


def test_answers_and_nodes_are_the_oracles_in_volume() -> None:
    """A fixed seed; the direct engine for all, the others for a share."""
    rng = random.Random(20100531)
    seen: Counter[tuple[str, str]] = Counter()
    for number in range(MANY):
        call = random_network_call(rng, nulls=rng.choice((2, 10, 30)))
        seen[call.question, agree(call)] += 1
        if number % 10 == 0:
            for engine in ENGINES[1:]:
                agree(call, engine)
    assert min(seen[question, word] for question in QUESTIONS for word in ("yes", "no", "unknown")) > MANY / 200, seen


def test_every_question_level_position_and_switch() -> None:
    """Each switch alone, with and without parameters."""
    rng = random.Random(4)
    readings: list[dict[str, str]] = [{}, *({name: word} for name, words in SWITCHES.items() for word in words)]
    for assume in readings:
        for question in QUESTIONS:
            for level in LEVELS:
                for position in POSITIONS:
                    call = random_network_call(rng, nulls=8)
                    asked: Any = {"question": question, "level": level, "position": position, "assume": assume}
                    agree(call._replace(**asked))
                    agree(call._replace(**asked, supplied=()))


def test_every_switch_changes_some_answer() -> None:
    """A switch that never made a difference would not be one."""
    rng = random.Random(5)
    waiting = {(name, word) for name, words in SWITCHES.items() for word in words}
    for _ in range(200_000):
        call = random_network_call(rng, nulls=4)
        for name, word in sorted(waiting):
            switched = call._replace(assume={name: word})
            one, other = decision_of(call._replace(assume={})), decision_of(switched)
            if one.outcome is not other.outcome:
                waiting.discard((name, word))
                assert f"{name}={word}" in other.assumptions or name in one.assumptions, call
        if not waiting:
            return
    raise AssertionError(f"never made a difference: {waiting}")
