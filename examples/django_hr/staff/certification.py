"""Where the HR application meets the rules: a file as a record, decisions about it, and the log.

A list without rows is handed over only where somebody has checked that part of the file: otherwise nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings

from staff.models import Employee
from vip_cert_rules import Decision, Entry, evaluate, find_ruleset, open_log

LISTS = {
    "employments": ("employments", ("occupation", "unit", "start", "end")),
    "trainings": ("trainings", ("level", "completed", "hours", "courses_completed")),
    "results": ("results", ("level", "component", "taken", "score")),
    "certificates": ("certificates", ("level", "issued", "expires", "revoked", "issuer")),
}
OF_PROGRAMME = ("trainings", "results", "certificates")


def record_of(employee: Employee) -> dict[str, Any]:
    """The file of an employee as a candidate record."""
    record: dict[str, Any] = {"id": employee.number}
    if employee.degree and employee.degree_awarded:
        record["education"] = [{"level": employee.degree, "awarded": employee.degree_awarded}]
    for name, (related, fields) in LISTS.items():
        rows = [{field: _value(getattr(row, field)) for field in fields} for row in getattr(employee, related).all()]
        if name in OF_PROGRAMME:
            rows = [{"programme": settings.CERTIFICATION_RULESET, **row} for row in rows]
        if rows or getattr(employee, f"checked_{name}"):
            record[name] = rows
    return record


def _value(value: Any) -> Any:
    return None if value == "" else value


def with_files(employees: Any) -> Any:
    """The same employees, with what is on file fetched in a few queries."""
    return employees.prefetch_related(*(related for related, _ in LISTS.values()))


def decide(employee: Employee, as_of: date) -> list[Decision]:
    """The decisions about an employee, one for each question that the settings name."""
    record = record_of(employee)
    rules = find_ruleset(settings.CERTIFICATION_RULESET)
    return [
        evaluate(record, ruleset=rules, question=question, level=level, as_of=as_of)
        for question, level in settings.CERTIFICATION_QUESTIONS
    ]


def enter(decisions: Iterable[Decision], at: datetime) -> tuple[Entry, ...]:
    """Enters decisions in the log. It is opened for each call: a server may have forked in between."""
    with open_log(settings.CERTIFICATION_LOG, create=True) as log:
        return log.append_many(decisions, at=at)
