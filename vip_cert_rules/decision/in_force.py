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
    terms = {"version": plan.version}
    told = _fill(catalogue.APPLIES, terms)
    if rules_as_of is not None:
        told = _fill(catalogue.APPLIES_BY_RULES_OF, {**terms, "day": rules_as_of.isoformat()})
    span = days_in_words(days)
    told = Text(told.zh.replace("{days}", span.zh), told.en.replace("{days}", span.en))
    for one in () if days is None else days.transitions:
        more = _fill(catalogue.MAY_FINISH, {"version": one.from_version, "until": one.until.isoformat()})
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
    return _fill(text, {"start": str(days.start), "end": str(days.end)})


def _fill(text: Text, terms: dict[str, str]) -> Text:
    zh, en = text.zh, text.en
    for name, term in terms.items():
        zh, en = zh.replace("{" + name + "}", term), en.replace("{" + name + "}", term)
    return Text(zh, en)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
