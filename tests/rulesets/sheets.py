"""Records for table tests of the programmes that have no fixture of their own: every list known, nothing in it."""

from __future__ import annotations

from typing import Any

from tests.people import Answer
from tests.story.recheck import recheck
from vip_cert_rules import evaluate
from vip_cert_rules.measures.query import RECORD_CLASSES


def blank(**lists: Any) -> dict[str, Any]:
    """A record with every list known to be empty but those given."""
    return {"id": "S1", "preparing_for": [], **{name: [] for name in RECORD_CLASSES}, **lists}


def decide(record: dict[str, Any], ruleset: str, question: str, level: int | None, as_of: str, **more: Any) -> Answer:
    """The decision document, re-checked from itself."""
    decision = evaluate(
        record, ruleset=ruleset, question=question, level=level, as_of=as_of, engine="direct", **more
    ).to_dict()
    assert recheck(decision) == []
    return Answer(decision)
