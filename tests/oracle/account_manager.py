"""The account manager rules read straight off the record contract, section 2: one function per table row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from tests.oracle.common import (
    AS_READ,
    YES_NO,
    Assume,
    Record,
    Supplied,
    latest_if,
    number,
    parameters_of,
    passes,
    rated,
    reaches,
    results_of,
    trainings_of,
    well_appraised,
)
from tests.oracle.logic import Range, Truth, all_of, any_of, two_years_after

PROGRAMME = "account-manager"
LEVELS = (4, 3, 2, 1)
ITEMS = (
    "achievement", "resilience", "communication", "writing", "interpersonal", "execution", "emotion-control",
    "coordination", "general-knowledge", "professional-knowledge", "job-knowledge", "job-skills",
    "information-gathering", "needs-analysis", "strategy-tailoring", "proactive-marketing", "customer-retention",
    "customer-relations",
)  # fmt: skip
MARK = 60


def levels_of(question: str) -> tuple[int, ...]:
    """The levels that the question may be asked at: the syllabus covers level 1."""
    return (1,) if question == "trained" else LEVELS


def score(record: Record, component: str, level: int, as_of: date, assume: Assume) -> Truth:
    """Score C, L: some result within its two years passes with mark 60."""
    found = results_of(record, PROGRAMME, level, component, as_of, two_years_after)
    return None if found is None else any_of(passes(one, MARK, assume) for one in latest_if(found, assume))


def best(record: Record, component: str, as_of: date, assume: Assume) -> Range | None:
    """The best score among those at level 1 as a range, a null score being 0 to 100; None where there is none."""
    found = latest_if(results_of(record, PROGRAMME, 1, component, as_of, two_years_after) or [], assume)
    scores = [number(one.get("score")) for one in found]
    if not scores:
        return None
    return (
        max(Decimal(0) if one is None else one for one in scores),
        max(Decimal(100) if one is None else one for one in scores),
    )


def interview_at_1(record: Record, as_of: date, assume: Assume) -> Truth:
    """Best simulation + best marketing practice ≥ 60 (A11: half of it); `passed` is not looked at."""
    if record.get("results") is None:
        return None
    simulation = best(record, "simulation", as_of, assume)
    marketing = best(record, "marketing_practice", as_of, assume)
    if simulation is None or marketing is None:
        return False
    parts = 2 if assume.get("A11") == "mean" else 1
    low = simulation[0] + marketing[0]
    high = (simulation[1] or Decimal(0)) + (marketing[1] or Decimal(0))
    return reaches((low / parts, high / parts), Decimal(MARK))


def module_done(record: Record, module: str, as_of: date) -> Truth:
    """Some training of the programme at level 1, completed ≤ D, lists it; one with `modules` null may."""
    trainings = trainings_of(record, PROGRAMME, 1, as_of)
    if trainings is None:
        return None
    return any_of(None if one.get("modules") is None else module in one["modules"] for one in trainings)


def truths(
    record: Record,
    question: str,
    level: int,
    as_of: date,
    assume: Assume = AS_READ,
    supplied: Supplied = (),
    modules: Sequence[str] = (),
) -> dict[str, Truth]:
    """The question and every condition that it has at this level; ``modules`` are those of the syllabus."""
    found: dict[str, Truth]
    if question == "pass":
        found = {"written": score(record, "written", level, as_of, assume)}
        if level == 1:
            found["interview"] = interview_at_1(record, as_of, assume)
            found["appraisal"] = well_appraised(record, as_of)
        else:
            found["interview"] = score(record, "interview", level, as_of, assume)
    elif question == "trained":
        found = {module: module_done(record, module, as_of) for module in modules}
    else:
        profile = parameters_of(supplied, ["competency_profile"]).get("competency_profile", {}).get(level)
        if profile is None:
            return {question: None}  # which items are required is not known
        found = {item: rated(record, PROGRAMME, item, least, as_of) for item, least in profile.items()}
    return {**found, question: all_of(found.values())}


def decide(
    record: Record,
    question: str,
    level: int,
    as_of: date,
    assume: Assume = AS_READ,
    supplied: Supplied = (),
    modules: Sequence[str] = (),
) -> str:
    """The answer: "yes", "no" or "unknown"."""
    return YES_NO[truths(record, question, level, as_of, assume, supplied, modules)[question]]
