"""Records and parameters for the tables of the customer engineer."""

from __future__ import annotations

from typing import Any

from tests.people import Answer
from tests.rulesets.sheets import blank, decide

CE = "customer-engineer"
D = "2026-11-24"

SUPPLIED: dict[str, Any] = {
    "levels": [4, 3, 2],
    "scope_units": ["provincial_branch"],
    "occupations": ["engineer", "fitter"],
    "education_level": "junior_college",
    "training_hours": {4: 30, 3: 24, 2: 18},
    "routes": {
        4: [{"training": True}, {"probation": True}],
        3: [{"certificate": 4, "continuous_months": 12, "training": True}, {"cumulative_months": 24}],
        2: [{"certificate": 3, "cumulative_months": 36}],
    },
    "pass_marks": {4: {"theory": 60, "practical": 70}, 3: {"theory": 65}},
    "validity_months": 24,
    "teacher_levels": {4: 2, 3: 2, 2: 1},
    "teacher_ranks": {4: "prefecture", 3: "province", 2: "group"},
}
"""What an invented organisation supplies."""


def job(start: str, end: str | None = None, **more: Any) -> dict[str, Any]:
    return {"occupation": "engineer", "unit": "provincial_branch", "start": start, "end": end, **more}


def training(level: int | None, hours: float | None, completed: str = D, **more: Any) -> dict[str, Any]:
    return {
        "programme": CE, "level": level, "completed": completed, "hours": hours, "courses_completed": True, **more,
    }  # fmt: skip


def certificate(level: int, issued: str = "2026-01-15", **more: Any) -> dict[str, Any]:
    return {"programme": CE, "level": level, "issued": issued, "issuer": "group", **more}


def result(level: int, component: str, score: float | None, taken: str = "2026-05-01", **more: Any) -> dict[str, Any]:
    return {"programme": CE, "level": level, "component": component, "score": score, "taken": taken, **more}


def attested(value: bool = True, on: str = "2026-02-01", level: int | None = None, **more: Any) -> dict[str, Any]:
    return {"matter": "relevant-experience", "programme": CE, "level": level, "value": value, "on": on, **more}


def without(*names: str) -> dict[str, Any]:
    return {name: value for name, value in SUPPLIED.items() if name not in names}


ENGINEER = blank(
    education=[{"level": "junior_college", "awarded": "2012-07-01"}],
    employments=[job("2025-11-24")],
    certificates=[certificate(4)],
    trainings=[training(3, 24)],
)
"""May apply for level 3 by its first route on the day asked about, with nothing to spare."""


def ask(
    changes: dict[str, Any],
    question: str = "apply",
    level: int = 3,
    as_of: str = D,
    parameters: dict[str, Any] | None = SUPPLIED,
    **assume: str,
) -> Answer:
    return decide({**ENGINEER, **changes}, CE, question, level, as_of, parameters=parameters, assume=assume or None)
