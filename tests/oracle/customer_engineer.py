"""The customer engineer rules read straight off the record contract, section 2: every value is a parameter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta

from tests.oracle.common import (
    AS_READ,
    NO_EXPIRY,
    YES_NO,
    Assume,
    Record,
    Supplied,
    among,
    attested,
    certificate_meets,
    courses_completed,
    educated,
    hours_reach,
    latest_if,
    months_in_a_row,
    number,
    parameters_of,
    passes,
    probation_passed,
    reaches,
    results_of,
    served,
    spans,
    titled,
)
from tests.oracle.logic import Truth, all_of, any_of, day

PROGRAMME = "customer-engineer"
LEVELS = (9, 8, 7, 6, 5, 4, 3, 2, 1)  # those that may be asked; which of them exist is a parameter
BY_LEVEL = ("training_hours", "routes", "pass_marks", "teacher_levels", "teacher_ranks")

Values = Mapping[str, Any]


def at(values: Values, name: str, level: int) -> Any:
    """The entry of a mapping parameter for the level; None: not supplied."""
    return values.get(name, {}).get(level)


def level_exists(values: Values, level: int) -> Truth:
    """L is in the levels supplied."""
    return level in values["levels"] if "levels" in values else None


def in_scope(record: Record, values: Values, as_of: date) -> Truth:
    """8.1: employed on D in a unit of the scope, and in the occupations or preparing for the programme."""
    if record.get("employments") is None:
        return None
    units, occupations = values.get("scope_units"), values.get("occupations")
    preparing_for = record.get("preparing_for")
    preparing = None if preparing_for is None else PROGRAMME in preparing_for
    return any_of(
        all_of(
            [
                among(job.get("unit"), units),
                any_of([among(job.get("occupation"), occupations), preparing]),
            ]
        )
        for job in record["employments"]
        if day(job["start"]) <= as_of and (job.get("end") is None or as_of <= day(job["end"]))
    )


def training(record: Record, values: Values, level: int, as_of: date, assume: Assume) -> Truth:
    """7.1: the hours (A9: not required) and the courses, each over the trainings of L."""
    courses = courses_completed(record, PROGRAMME, level, as_of)
    if assume.get("A9") == "hours-not-required":
        return courses
    return all_of([hours_reach(record, PROGRAMME, level, at(values, "training_hours", level), as_of), courses])


def certificate(
    record: Record, values: Values, level: int | None, as_of: date, assume: Assume, *, applying: bool
) -> Truth:
    """Some certificate of this level or higher, valid on D (A7, in `apply` only: obtained)."""
    if record.get("certificates") is None:
        return None
    ever, months = applying and assume.get("A7") == "ever-obtained", values.get("validity_months")
    return any_of(
        certificate_meets(one, PROGRAMME, level, months, as_of, assume, ever=ever) for one in record["certificates"]
    )


def continuous(record: Record, values: Values, months: Any, prior: int | None, as_of: date, assume: Assume) -> Truth:
    """Continuous service in the occupations; A1: not from before the earliest certificate that meets ``prior``."""
    if record.get("employments") is None:
        return None
    from_certificate = assume.get("A1") == "from-certificate" and prior is not None
    if from_certificate and record.get("certificates") is None:
        return None
    ends = []
    for may in (False, True):
        floors = [date.min]
        if from_certificate:
            ever, validity = assume.get("A7") == "ever-obtained", values.get("validity_months")
            floors = [
                day(one["issued"])
                for one in record["certificates"]
                if certificate_meets(one, PROGRAMME, prior, validity, as_of, assume, ever=ever)
                in ((True, None) if may else (True,))
            ]
        stretches = spans(record, values.get("occupations"), may=may)
        ends.append(Decimal(months_in_a_row(stretches, as_of, min(floors)) if floors else 0))
    return reaches((min(ends), max(ends)), number(months))


def member(
    record: Record, values: Values, route: Mapping[str, Any], name: str, level: int, as_of: date, assume: Assume
) -> Truth:
    """8.2: one member of a route."""
    if name == "certificate":
        return certificate(record, values, route[name], as_of, assume, applying=True)
    if name == "continuous_months":
        return continuous(record, values, route[name], route.get("certificate"), as_of, assume)
    if name == "cumulative_months":
        return served(record, values.get("occupations"), route[name], as_of)
    if name == "training":
        return training(record, values, level, as_of, assume)
    return probation_passed(record, values.get("occupations"), as_of)


def assessment(record: Record, values: Values, level: int, component: str, as_of: date, assume: Assume) -> Truth:
    """8.3: some result of the level and component, within its validity, passes with the mark supplied."""
    months = values.get("validity_months")

    def until(taken: date) -> date:
        return date.max if months in (None, NO_EXPIRY) else taken + relativedelta(months=months)

    found = results_of(record, PROGRAMME, level, component, as_of, until)
    if found is None:
        return None
    mark = values["pass_marks"][level][component]
    answer = any_of(passes(one, mark, assume) for one in latest_if(found, assume))
    if months is None and answer is True:
        return None  # none of them may be within its validity
    return answer


def _apply(
    record: Record, values: Values, level: int, as_of: date, assume: Assume
) -> tuple[dict[str, Truth], list[Truth]]:
    found = {"level": level_exists(values, level), "in-scope": in_scope(record, values, as_of)}
    if assume.get("A13") != "not-required":
        found["education"] = educated(record, values.get("education_level"), as_of)
    demanded = list(found.values())
    routes = at(values, "routes", level)
    ways = []
    for place, route in enumerate(routes or [], start=1):
        members = {f"route.{place}.{name}": member(record, values, route, name, level, as_of, assume) for name in route}
        found |= members
        found[f"route.{place}"] = all_of(members.values())
        ways.append(found[f"route.{place}"])
    found["routes"] = None if routes is None else any_of(ways)
    return found, [*demanded, found["routes"]]


def truths(
    record: Record, question: str, level: int, as_of: date, assume: Assume = AS_READ, supplied: Supplied = ()
) -> dict[str, Truth]:
    """The question and every condition that it has at this level."""
    values = parameters_of(supplied, BY_LEVEL)
    found: dict[str, Truth]
    if question == "apply":
        found, demanded = _apply(record, values, level, as_of, assume)
        return {**found, question: all_of(demanded)}
    if question == "pass":
        marks = at(values, "pass_marks", level)
        found = {name: assessment(record, values, level, name, as_of, assume) for name in marks or {}}
        components = None if marks is None else all_of(found.values())
        found["level"] = level_exists(values, level)
        return {**found, question: all_of([found["level"], components])}
    if question == "hold":
        return {question: certificate(record, values, level, as_of, assume, applying=False)}
    found = {
        "certificate": certificate(record, values, at(values, "teacher_levels", level), as_of, assume, applying=False),
        "experience": attested(record, PROGRAMME, "relevant-experience", level, as_of),
        "title": titled(record, at(values, "teacher_ranks", level), as_of),
    }
    holds, experienced, title = found.values()
    if assume.get("A25") == "certificate-or-experience":
        answer = all_of([any_of([holds, experienced]), title])
    else:
        answer = any_of([holds, all_of([experienced, title])])
    return {**found, question: answer}


def decide(
    record: Record, question: str, level: int, as_of: date, assume: Assume = AS_READ, supplied: Supplied = ()
) -> str:
    """The answer: "yes", "no" or "unknown"."""
    return YES_NO[truths(record, question, level, as_of, assume, supplied)[question]]
