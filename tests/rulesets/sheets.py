"""Records for table tests of the programmes that have no fixture of their own: every list known, nothing in it."""

from __future__ import annotations

from typing import Any

from tests.engines.needs_durable import WHY_NOT
from tests.people import Answer
from tests.story.recheck import recheck
from vip_cert_rules import evaluate
from vip_cert_rules.measures.query import RECORD_CLASSES
from vip_cert_rules.rulesets.ruleset import RuleSet

ENGINES = ("direct",) if WHY_NOT is not None else ("direct", "durable")


def blank(**lists: Any) -> dict[str, Any]:
    """A record with every list known to be empty but those given."""
    return {"id": "S1", "preparing_for": [], **{name: [] for name in RECORD_CLASSES}, **lists}


def decide(
    record: dict[str, Any], ruleset: str | RuleSet, question: str, level: int | None, as_of: str, **more: Any
) -> Answer:
    """The decision document, re-checked from itself; every engine gives the same."""
    asked = {"ruleset": ruleset, "question": question, "level": level, "as_of": as_of, **more}
    first, *others = (evaluate(record, engine=engine, **asked).to_dict() for engine in ENGINES)
    assert recheck(first) == []
    assert all(other == first for other in others)
    return Answer(first)
