"""The certification of ferry masters, an invented programme of three versions, and how tests ask it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_schemas import DECISION
from tests.story.recheck import recheck, walk
from vip_cert_rules import Decision, InputError, RuleSetVersions, evaluate, load_ruleset
from vip_cert_rules.faults import RuleSetError
from vip_cert_rules.reading import read_text
from vip_cert_rules.rulesets.versions.family import structure_versions

FERRY = Path(__file__).parent / "ferry"
RULES = load_ruleset(FERRY)


def hand(started: str = "2023-06-01", score: Any = 55, **more: Any) -> dict[str, Any]:
    """A deck hand with one steering result for the second class, and known to have nothing else."""
    result = {"programme": "ferry-master", "level": 2, "component": "steering", "taken": "2024-05-01", "score": score}
    job = {"occupation": "ferry-master", "unit": "other", "start": started}
    return {"id": "F1", "employments": [job], "results": [result], "appraisals": [], "trainings": [], **more}


def ask(record: dict[str, Any], question: str, level: int, as_of: Any, **more: Any) -> Decision:
    """The decision, after a look at whether its document follows from itself and fits the schema."""
    more = {"ruleset": RULES, "engine": "direct", **more}
    decision = evaluate(record, question=question, level=level, as_of=as_of, **more)
    document = decision.to_dict()
    for node in walk(document["explanation"]):  # the recheck orders assumptions A1, A2; those here are called F
        if "assumptions" in node:
            node["assumptions"] = [name.replace("F", "A") for name in node["assumptions"]]
    document["assumptions"] = [name.replace("F", "A") for name in document["assumptions"]]
    assert recheck(document) == []
    DECISION.validate(document)
    return decision


def faults_of(record: dict[str, Any], question: str, level: int, as_of: Any, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        evaluate(record, **{"ruleset": RULES, "question": question, "level": level, "as_of": as_of, **more})
    return [(fault.code, fault.path) for fault in caught.value.faults]


def overlay(**more: Any) -> dict[str, Any]:
    return {"overlay": "harbour", "ruleset": "ferry-master", **more}


def required(decision: Decision) -> dict[str, Any]:
    return {
        node["id"]: node["required"]["value"]
        for node in walk(decision.to_dict()["explanation"])
        if node["kind"] == "condition"
    }


def changed(first: dict[str, str], second: dict[str, str]) -> RuleSetVersions:
    """The first two versions, with some words put for others."""
    documents = []
    for name, words in (("ferry-master.yaml", first), ("ferry-master@2.yaml", second)):
        text = (FERRY / name).read_text(encoding="utf-8")
        for old, new in words.items():
            assert old in text
            text = text.replace(old, new)
        documents.append(read_text(text, name, RuleSetError))
    return structure_versions(documents)


def days_of(start: date, end: date) -> Iterator[date]:
    while start <= end:
        yield start
        start += timedelta(days=1)
