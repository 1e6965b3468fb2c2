"""The customer service manager rules read straight off the record contract, section 2: one function per table row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.oracle.common import (
    AS_READ,
    YES_NO,
    Assume,
    Record,
    Supplied,
    among,
    courses_completed,
    educated,
    latest_if,
    parameters_of,
    passes,
    rated,
    results_of,
    served,
)
from tests.oracle.logic import Truth, all_of, any_of, day

PROGRAMME = "customer-service-manager"
ABILITIES = (
    "communication", "organising", "computer-skills", "complaints-under-pressure", "needs-and-problems",
    "service-skill", "teamwork", "conflict-and-emergency", "crm-tools", "team-development", "decision-making",
    "resource-allocation",
)  # fmt: skip
AREAS = (
    "professional-knowledge", "communication", "leadership", "problem-solving", "customer-relationship",
    "team-management",
)  # fmt: skip


def has_led(record: Record, occupations: Any, as_of: date) -> Truth:
    """Some employment begun by D in the service occupations with leads_team true."""
    if record.get("employments") is None:
        return None
    return any_of(
        all_of([among(job.get("occupation"), occupations), job.get("leads_team")])
        for job in record["employments"]
        if day(job["start"]) <= as_of
    )


def area(record: Record, component: str, marks: Mapping[str, Any], as_of: date, assume: Assume) -> Truth:
    """Some result of the component taken ≤ D passes with its mark; results do not lapse."""
    found = results_of(record, PROGRAMME, None, component, as_of, lambda _taken: date.max)
    if found is None:
        return None
    return any_of(passes(one, marks.get(component), assume) for one in latest_if(found, assume))


def some_area(record: Record, marks: Mapping[str, Any], as_of: date, assume: Assume) -> Truth:
    """The same of any component (A10: the latest result of each)."""
    if record.get("results") is None:
        return None
    return any_of(
        area(record, component, marks, as_of, assume)
        for component in sorted({one["component"] for one in record["results"]})
    )


def truths(
    record: Record, question: str, as_of: date, assume: Assume = AS_READ, supplied: Supplied = ()
) -> dict[str, Truth]:
    """The question and every condition that it has."""
    values = parameters_of(supplied)
    occupations = values.get("service_occupations")
    area_marks, ability_marks = values.get("area_pass_marks", {}), values.get("ability_marks", {})
    found: dict[str, Truth]
    if question == "qualify":
        found = {
            "degree": educated(record, "bachelor", as_of),
            "experience": served(record, occupations, 36, as_of),
            "has-led": has_led(record, occupations, as_of),
            **{item: rated(record, PROGRAMME, item, ability_marks.get(item), as_of) for item in ABILITIES},
        }
        return {**found, question: all_of(found.values())}
    if question == "pass":
        found = {name: area(record, name, area_marks, as_of, assume) for name in AREAS}
        return {**found, question: all_of(found.values())}
    found = {
        "relevant-experience": served(record, occupations, values.get("experience_months"), as_of),
        "relevant-education": educated(record, values.get("education_level"), as_of),
        "by-training": courses_completed(record, PROGRAMME, None, as_of),
        "by-examination": some_area(record, area_marks, as_of, assume),
    }
    found["knowledge"] = any_of([found["by-training"], found["by-examination"]])
    demanded = ("relevant-experience", "relevant-education", "knowledge")
    return {**found, question: all_of(found[name] for name in demanded)}


def decide(record: Record, question: str, as_of: date, assume: Assume = AS_READ, supplied: Supplied = ()) -> str:
    """The answer: "yes", "no" or "unknown"."""
    return YES_NO[truths(record, question, as_of, assume, supplied)[question]]
