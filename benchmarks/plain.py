"""The baseline: what an engineer writes by hand for one question, `apply` at level 3, and nothing else.

It takes a record that is known to be sound and complete, parses the days it needs, and gives yes or no: no validation,
no unknowns, no reasons. Written to be read, not tuned.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

VIP = "vip-service-manager"
HIGH_ENOUGH = {"junior_college", "bachelor", "master", "doctorate"}


def day(text: str) -> date:
    return date.fromisoformat(text)


def two_years_after(start: date) -> date:
    try:
        return start.replace(year=start.year + 2)
    except ValueError:
        return start.replace(year=start.year + 2, day=28)


def months_between(start: date, end: date) -> int:
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if end.day < start.day else months


def may_apply_for_level_3(person: dict[str, Any], as_of: date) -> bool:
    in_scope = False
    has_worked = False
    stints = []
    for job in person["employments"]:
        start = day(job["start"])
        end = day(job["end"]) if job["end"] else None
        if start > as_of:
            continue
        has_worked = True
        is_current = end is None or end >= as_of
        is_vip = job["occupation"] == VIP
        if is_current and job["unit"] in ("provincial_branch", "professional_company"):
            in_scope = in_scope or is_vip or VIP in person["preparing_for"]
        if is_vip:
            stints.append((start, end or as_of))

    educated = any(e["level"] in HIGH_ENOUGH and day(e["awarded"]) <= as_of for e in person["education"])
    relaxed = None
    for word in person["attestations"]:
        on = day(word["on"])
        concerns = word["matter"] == "education-relaxation" and word["programme"] == VIP and word["level"] in (None, 3)
        if concerns and on <= as_of and (relaxed is None or on >= relaxed[0]):
            relaxed = (on, word["value"])
    educated = educated or (has_worked and relaxed is not None and relaxed[1])

    certified = False
    for certificate in person["certificates"]:
        issued = day(certificate["issued"])
        expires = day(certificate["expires"]) if certificate["expires"] else two_years_after(issued)
        revoked = certificate["revoked"] and day(certificate["revoked"]) <= as_of
        if certificate["programme"] == VIP and certificate["issuer"] == "group" and certificate["level"] <= 4:
            certified = certified or (issued <= as_of <= expires and not revoked)

    hours = 0
    courses = False
    for training in person["trainings"]:
        if training["programme"] == VIP and training["level"] == 3 and day(training["completed"]) <= as_of:
            hours += training["hours"]
            courses = courses or training["courses_completed"]

    stints.sort()
    since, until, served, counted = None, None, 0, None
    for start, end in stints:
        if since is None or start > until + timedelta(days=1):
            since, until = start, end
        else:
            until = max(until, end)
        last = min(end, as_of - timedelta(days=1))
        first = start if counted is None else max(start, counted + timedelta(days=1))
        if last >= first:
            served += (last - first).days + 1
            counted = last
    continuous = months_between(since, as_of) if since and until >= as_of else 0
    cumulative = months_between(stints[0][0], stints[0][0] + timedelta(days=served)) if stints else 0

    route_1 = certified and continuous >= 12 and hours >= 24 and courses
    route_2 = cumulative >= 24
    return in_scope and educated and (route_1 or route_2)
