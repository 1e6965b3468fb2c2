"""Builds candidate records with only the facts that matter, and reads single nodes out of decision documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from vip_cert_rules import evaluate

VIP = "vip-service-manager"
D = date(2026, 11, 24)
"""The day most tests ask about."""
DAY = timedelta(days=1)

Record = dict[str, Any]


def person(**facts: Any) -> Record:
    """A candidate record of whom nothing is known but ``facts``."""
    return {"id": "E1001", **facts}


def school(level: str, awarded: Any = "2016-07-01", **more: Any) -> Record:
    """An entry of `education`."""
    return {"level": level, "awarded": awarded, **more}


def job(start: Any, end: Any = None, *, unit: str | None = "provincial_branch", occupation: str | None = VIP) -> Record:
    """An entry of `employments`."""
    return {"occupation": occupation, "unit": unit, "start": start, "end": end}


def probation(completed: Any = D, *, passed: bool | None = True, occupation: str | None = VIP) -> Record:
    """An entry of `probations`."""
    return {"occupation": occupation, "completed": completed, "passed": passed}


def training(level: int, hours: Any, completed: Any = D, *, courses: bool | None = True, **more: Any) -> Record:
    """An entry of `trainings`."""
    return {
        "programme": VIP,
        "level": level,
        "completed": completed,
        "hours": hours,
        "courses_completed": courses,
        **more,
    }


def result(level: int, component: str, score: Any = None, taken: Any = D, **more: Any) -> Record:
    """An entry of `results`."""
    return {"programme": VIP, "level": level, "component": component, "taken": taken, "score": score, **more}


def appraisal(year: int, grade: str | None, on: Any = None) -> Record:
    """An entry of `appraisals`."""
    return {"year": year, "grade": grade, "on": on}


def certificate(level: int, issued: Any = "2026-01-15", *, issuer: str = "group", **more: Any) -> Record:
    """An entry of `certificates`."""
    return {"programme": VIP, "level": level, "issued": issued, "issuer": issuer, **more}


def title(rank: str, granted: Any = "2023-01-01") -> Record:
    """An entry of `trainer_titles`."""
    return {"rank": rank, "granted": granted}


def attestation(matter: str, value: bool = True, on: Any = "2026-02-01", level: int | None = None) -> Record:
    """An entry of `attestations`."""
    return {"matter": matter, "programme": VIP, "level": level, "value": value, "on": on}


@dataclass(frozen=True)
class Answer:
    """A decision document whose nodes can be asked for by the last part of their id."""

    document: dict[str, Any]

    @property
    def outcome(self) -> str:
        """The outcome."""
        return str(self.document["outcome"])

    @property
    def missing(self) -> list[str]:
        """The paths of what is missing."""
        return [fact["path"] for fact in self.document["missing"]]

    @property
    def ids(self) -> set[str]:
        """The ids of all nodes."""
        return {str(node["id"]) for node in nodes_of(self.document)}

    def node(self, name: str) -> dict[str, Any]:
        """The one node whose id is ``name`` or ends in it."""
        found = [n for n in nodes_of(self.document) if n["id"] == name or n["id"].endswith(f".{name}")]
        assert len(found) == 1, (name, sorted(self.ids))
        return found[0]

    def told(self, name: str) -> tuple[str, str | None]:
        """A node's status and code."""
        node = self.node(name)
        return node["status"], node.get("code")

    def low_high(self, name: str) -> tuple[Any, Any] | None:
        """What was measured at a node."""
        measured = self.node(name)["measured"]
        return None if measured is None else (measured["low"], measured["high"])


def nodes_of(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every node of a decision document, parents first."""
    stack = [document["explanation"]]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.get("children", [])))


def ask(
    record: Mapping[str, Any], question: str, level: int, as_of: Any = D, engine: str = "direct", **assume: str
) -> Answer:
    """The decision on a record; keywords switch assumptions (``A7="ever-obtained"``)."""
    decision = evaluate(
        record, ruleset=VIP, question=question, level=level, as_of=as_of, engine=engine, assume=assume or None
    )
    return Answer(decision.to_dict())
