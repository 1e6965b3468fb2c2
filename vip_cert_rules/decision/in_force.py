"""Which version of the rules a decision was made under, and why that one."""

from __future__ import annotations

from datetime import date
from typing import Any

from vip_cert_rules.plan.nodes import DaysInForce, Plan
from vip_cert_rules.text import Text
from vip_cert_rules.wording import catalogue


def render_in_force(plan: Plan, rules_as_of: date | None) -> dict[str, Any] | None:
    """What the document says of the days of the rules; ``None`` where the rules say no days."""
    days = plan.in_force
    if days is None:
        return None
    out: dict[str, Any] = {"from": _iso(days.start), "to": _iso(days.end)}
    why = why_this_version(plan, rules_as_of)
    if why is not None:
        out |= {"version": plan.version, "why": why.to_dict()}
    if days.transitions:
        out["transitions"] = [
            {"from_version": one.from_version, "digest": one.digest, "until": one.until.isoformat()}
            for one in days.transitions
        ]
    return out


def why_this_version(plan: Plan, rules_as_of: date | None) -> Text | None:
    """In words; ``None`` where there is one version and nobody asked for another day's rules."""
    days = plan.in_force
    if rules_as_of is None and (days is None or not days.several):
        return None
    text = catalogue.APPLIES if rules_as_of is None else catalogue.APPLIES_BY_RULES_OF
    told = text.fill(version=plan.version, day=rules_as_of, days=days_in_words(days))
    for one in () if days is None else days.transitions:
        more = catalogue.MAY_FINISH.fill(version=one.from_version, until=one.until)
        told = Text(told.zh + more.zh, told.en + more.en)
    return told


def days_in_words(days: DaysInForce | None) -> Text:
    """The days on which rules are in force."""
    if days is None or (days.start is None and days.end is None):
        return catalogue.IN_FORCE_ALWAYS
    if days.end is None:
        text = catalogue.IN_FORCE_FROM
    elif days.start is None:
        text = catalogue.IN_FORCE_TO
    else:
        text = catalogue.IN_FORCE_BETWEEN
    return text.fill(start=days.start, end=days.end)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
