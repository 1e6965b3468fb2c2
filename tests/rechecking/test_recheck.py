"""A genuine document holds; one that somebody changed does not, and it is said where."""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest

from tests.story.asking import PROGRAMMES, random_asked
from vip_cert_rules import InputError, Mismatch, recheck_decision

Json = Any
MANY = 60


class Stored(NamedTuple):
    document: Json
    facts: Json
    digest: str


@cache
def corpus() -> tuple[Stored, ...]:
    """Documents of all programmes, with unknowns, parameters, overlays, positions and switched readings."""
    rng = random.Random(1903)
    out = []
    for programme in PROGRAMMES:
        while sum(one.document["ruleset"] == programme for one in out) < MANY:
            asked = random_asked(rng, programme, 0.1)
            try:
                decision = asked.decide()
            except InputError:
                continue
            document = json.loads(decision.to_json(sensitivity=rng.random() < 0.3))
            out.append(Stored(document, asked.record, decision.facts_digest))
    return tuple(out)


def test_genuine_documents_hold() -> None:
    """By themselves, beside their record, and with its digest."""
    for one in corpus():
        assert () == recheck_decision(one.document, one.facts, facts_digest=one.digest), one.document
    assert {"yes", "no", "unknown"} == {one.document["outcome"] for one in corpus()}


# --- tampering -------------------------------------------------------------------------------------------------------


def nodes(node: Json) -> Iterator[Json]:
    yield node
    for child in node.get("children", ()):
        yield from nodes(child)


def other_status(document: Json, rng: random.Random) -> bool:
    node = rng.choice([*nodes(document["explanation"])])
    node["status"] = rng.choice([one for one in ("met", "unmet", "unknown", "waived") if one != node["status"]])
    return True


def other_outcome(document: Json, rng: random.Random) -> bool:
    document["outcome"] = rng.choice([one for one in ("yes", "no", "unknown") if one != document["outcome"]])
    return True


def numbers(document: Json, *statuses: str) -> list[Json]:
    """Conditions of a status whose measure is a plain number that is held against another."""
    conditions = (one for one in nodes(document["explanation"]) if one["kind"] == "condition" and one["measured"])
    return [
        one
        for one in conditions
        if one["status"] in statuses
        and one["required"]["value"] is not None
        and not {"passed", "words"} & set(one["measured"])
        and not one.get("children")
    ]


def other_bound(document: Json, rng: random.Random) -> bool:
    """A bound on the other side of what was measured."""
    every = numbers(document, "met", "unmet")
    found = [one for one in every if one["measured"]["high"] == one["measured"]["low"]]
    if not found:
        return False
    node = rng.choice(found)
    node["required"]["value"] = node["measured"]["low"] + (1 if node["status"] == "met" else 0)
    return True


def other_measure(document: Json, rng: random.Random) -> bool:
    found = numbers(document, "unmet")
    if not found:
        return False
    node = rng.choice(found)
    node["measured"]["low"] = node["measured"]["high"] = node["required"]["value"]
    return True


def a_condition_gone(document: Json, rng: random.Random) -> bool:
    """One that stood in the way, and was told."""
    gone = [one for one in nodes(document["explanation"]) if one["id"] in document["unmet"]]
    every = ((node, child) for node in nodes(document["explanation"]) for child in node.get("children", ()))
    above = [(node, child) for node, child in every if any(child is one for one in gone)]
    if not above:
        return False
    node, child = rng.choice(above)
    node["children"].remove(child)
    return True


def nothing_in_the_way(document: Json, _rng: random.Random) -> bool:
    if not document["unmet"]:
        return False
    document["unmet"].pop()
    return True


def nothing_missing(document: Json, _rng: random.Random) -> bool:
    if not document["missing"]:
        return False
    document["missing"].clear()
    return True


def an_assumption_gone(document: Json, _rng: random.Random) -> bool:
    if not document["assumptions"]:
        return False
    document["assumptions"].pop()
    return True


def other_evidence(document: Json, rng: random.Random) -> bool:
    found = [one for one in nodes(document["explanation"]) if one.get("evidence")]
    if not found:
        return False
    node = rng.choice(found)
    node["evidence"][0] = node["evidence"][0].partition("[")[0] + "[99]"
    return True


def other_person(document: Json, _rng: random.Random) -> bool:
    document["candidate"] += "X"
    return True


def other_code(document: Json, rng: random.Random) -> bool:
    found = [one for one in nodes(document["explanation"]) if "code" in one]
    if not found:
        return False
    node = rng.choice(found)
    node["code"] = "fact_not_recorded" if node["status"] == "unmet" else "too_low"
    return node.get("measured") is None or node["status"] != "unknown" or node["code"] == "too_low"


def an_id_twice(document: Json, rng: random.Random) -> bool:
    every = [*nodes(document["explanation"])]
    if len(every) < 2:
        return False
    one, other = rng.sample(every, 2)
    one["id"] = other["id"]
    return True


def other_key(document: Json, rng: random.Random) -> bool:
    document.pop(rng.choice(["digest", "as_of", "explanation", "unmet", "assumptions", "overlays"]))
    return True


def other_digest(document: Json, _rng: random.Random) -> bool:
    document["digest"] = document["digest"][:-1]
    return True


def earlier_day(document: Json, _rng: random.Random) -> bool:
    """Before every record there can be."""
    document["as_of"] = "1900-01-01"
    return any(one.get("evidence") and one["status"] == "met" for one in nodes(document["explanation"]))


TAMPERED: tuple[Callable[[Json, random.Random], bool], ...] = (
    other_status, other_outcome, other_bound, other_measure, a_condition_gone, nothing_in_the_way, nothing_missing,
    an_assumption_gone, other_evidence, other_person, other_code, an_id_twice, other_key, other_digest, earlier_day,
)  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERED, ids=lambda one: one.__name__)
def test_what_was_tampered_with_is_found(tamper: Callable[[Json, random.Random], bool]) -> None:
    """In every document in which it can be done, beside its record and the digest kept with it."""
    rng = random.Random(7)
    tried = 0
    for one in corpus():
        document = copy.deepcopy(one.document)
        if tamper(document, rng) and document != one.document:
            tried += 1
            assert recheck_decision(document, one.facts, facts_digest=one.digest), (tamper.__name__, one.document)
    assert tried > 10


@pytest.mark.parametrize("field", ["score", "hours", "issued", "start", "level"])
def test_a_record_that_was_changed_is_found_by_its_digest(field: str) -> None:
    tried = 0
    for one in corpus():
        facts = copy.deepcopy(one.facts)
        every = (row for value in facts.values() if isinstance(value, list) for row in value)
        rows = [row for row in every if isinstance(row, dict) and row.get(field) is not None]
        if rows:
            tried += 1
            rows[0][field] = {"issued": "1999-01-01", "start": "1999-01-01"}.get(field, 1)
            if facts != one.facts:
                found = recheck_decision(one.document, facts, facts_digest=one.digest)
                assert "facts-digest" in {mismatch.code for mismatch in found}
    assert tried > 10


def a_no() -> Json:
    return copy.deepcopy(next(one.document for one in corpus() if one.document["outcome"] == "no"))


@pytest.mark.parametrize("value", [None, [], "x", 3, {1: 2}, {"a": {"b": float("nan")}}])
def test_what_is_no_document_is_refused_or_told(value: object) -> None:
    if isinstance(value, dict):
        assert "missing-key" in {one.code for one in recheck_decision(value)}
        return
    with pytest.raises(InputError, match="where a mapping is needed"):
        recheck_decision(value)  # type: ignore[arg-type]


ODD = (None, True, -1, 10**400, 0.5, float("nan"), "", "x", "2026-13-45", [], [None], {}, {"x": 1}, [[]])


def odd(value: Json, rng: random.Random) -> Json:
    """The same with one thing somewhere within it exchanged for something that has no business there."""
    if isinstance(value, dict) and value and rng.random() < 0.8:
        key = rng.choice([*value])
        return {**value, key: odd(value[key], rng)}
    if isinstance(value, list) and value and rng.random() < 0.8:
        place = rng.randrange(len(value))
        return [*value[:place], odd(value[place], rng), *value[place + 1 :]]
    return rng.choice(ODD)


def test_whatever_a_document_and_a_record_hold_nothing_breaks() -> None:
    rng = random.Random(11)
    for one in corpus():
        for _ in range(6):
            for document, facts in ((one.document, odd(one.facts, rng)), (odd(one.document, rng), one.facts)):
                if isinstance(document, dict) and isinstance(facts, dict):
                    recheck_decision(document, facts, facts_digest=one.digest)


def test_too_deep_a_document_is_refused() -> None:
    deep: Json = {}
    for _ in range(500):
        deep = {"children": [deep]}
    with pytest.raises(InputError, match="nested more than"):
        recheck_decision({**a_no(), "explanation": deep})


def test_every_mismatch_of_the_structure_is_told_at_once() -> None:
    document = a_no()
    del document["digest"]
    document["outcome"] = "maybe"
    document["more"] = 1
    found = {(one.code, one.path) for one in recheck_decision(document)}
    assert {("missing-key", ""), ("wrong-value", "outcome"), ("unknown-key", "more")} == found


def test_who_rechecks_loads_nothing_that_decides() -> None:
    code = (
        "import sys; from vip_cert_rules.rechecking.recheck import recheck_decision;"
        "rooms = {name.split('.')[1] for name in sys.modules if name.startswith('vip_cert_rules.')};"
        "print(sorted(rooms))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['dates', 'digest', 'faults', 'rechecking', 'text']"


def test_a_mismatch_is_a_value() -> None:
    document = a_no()
    document["unmet"] = []
    (found,) = recheck_decision(document)
    assert isinstance(found, Mismatch)
    assert ("unmet", "unmet") == (found.code, found.path)
    assert found.text.zh.startswith("所列未满足项与判定树不符")
    assert found.text.en.startswith("what stands in the way is not what the tree says")
