"""Records of account managers with only the facts that matter, and questions about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tests.people import Answer, D, Record
from tests.story.recheck import recheck
from vip_cert_rules import evaluate

PROGRAMME = "account-manager"

MODULES = (
    *(f"1.1.{i}" for i in range(1, 5)),
    *(f"1.2.{i}" for i in range(1, 8)),
    *(f"1.3.{i}" for i in range(1, 5)),
    *(f"1.4.{i}" for i in range(1, 8)),
    *(f"1.5.{i}" for i in range(1, 4)),
    *(f"1.6.{i}" for i in range(1, 3)),
    *(f"1.7.{i}" for i in range(1, 9)),
    *(f"1.8.{i}" for i in range(1, 7)),
    *(f"2.1.{i}" for i in range(1, 6)),
    *(f"2.2.{i}" for i in (1, 2, 3, 4, 5, 7)),  # as printed: there is no 2.2.6
    *(f"2.3.{i}" for i in range(1, 5)),
    "2.4",
    "2.5",
    *(f"3.1.{i}" for i in range(1, 3)),
)
"""The syllabus of level 1, counted in the document."""

ITEMS = (
    "achievement", "resilience", "communication", "writing", "interpersonal", "execution", "emotion-control",
    "coordination", "general-knowledge", "professional-knowledge", "job-knowledge", "job-skills",
    "information-gathering", "needs-analysis", "strategy-tailoring", "proactive-marketing", "customer-retention",
    "customer-relations",
)  # fmt: skip
"""The eighteen competencies, in the order of the model."""


def result(level: int, component: str, score: Any = None, taken: Any = D, **more: Any) -> Record:
    """An entry of `results`."""
    return {"programme": PROGRAMME, "level": level, "component": component, "taken": taken, "score": score, **more}


def training(modules: Iterable[str] | None, completed: Any = D, level: int = 1, **more: Any) -> Record:
    """An entry of `trainings`."""
    listed = None if modules is None else list(modules)
    return {"programme": PROGRAMME, "level": level, "completed": completed, "modules": listed, **more}


def rating(item: str, score: Any, on: Any = D, **more: Any) -> Record:
    """An entry of `ratings`."""
    return {"programme": PROGRAMME, "item": item, "score": score, "on": on, **more}


def ask(
    record: Mapping[str, Any],
    question: str,
    level: int,
    as_of: Any = D,
    engine: str = "direct",
    parameters: Mapping[str, Any] | None = None,
    **assume: str,
) -> Answer:
    """The decision on a record, whose document is found to follow from itself."""
    decision = evaluate(
        record,
        ruleset=PROGRAMME,
        question=question,
        level=level,
        as_of=as_of,
        engine=engine,
        parameters=parameters,
        assume=assume or None,
    )
    document = decision.to_dict()
    assert recheck(document) == []
    return Answer(document)
