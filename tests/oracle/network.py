"""The network optimization rules read straight off the record contract, section 2: one function per table row.

A truth is True, False or None (not known). Everything is slow and obvious on purpose; nothing is shared with
the package. Parameters come as the mappings that were supplied, in their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from tests.oracle.logic import Truth, all_of, any_of, day, is_in, two_years_after

Record = Mapping[str, Any]
Assume = Mapping[str, str]
Supplied = Sequence[Mapping[Any, Any]]
AS_READ: Assume = MappingProxyType({})  # no assumption switched

PROGRAMME = "network-optimization"
LEVELS = (5, 4, 3, 2, 1)
POSITIONS = ("field-optimization", "routine-analysis", "system-analysis")
COMPONENTS = ("theory", "practical")
UNITS = ("provincial_branch", "professional_company", "headquarters")
WINDOW = (date(2008, 10, 1), date(2010, 5, 31))
YES_NO = {True: "yes", False: "no", None: "unknown"}
STATUS = {True: "met", False: "unmet", None: "unknown"}


# --- parameters -----------------------------------------------------------------------------------


def pass_mark(supplied: Supplied, component: str, level: int) -> Decimal | None:
    """The pass mark of a component at a level: one number or level -> number, the last form as a whole."""
    name = f"{component}_pass_mark"
    marks: dict[int, Any] = {}
    for one in supplied:
        if name in one:
            value = one[name]
            if isinstance(value, Mapping):
                marks = {int(key): mark for key, mark in value.items()}
            else:
                marks = dict.fromkeys(LEVELS, value)
        for key in LEVELS:
            if f"{name}.{key}" in one:
                marks[key] = one[f"{name}.{key}"]
    mark = marks.get(level)
    return None if mark is None else Decimal(str(mark))


def levels_of_positions(supplied: Supplied) -> dict[str, list[int]] | None:
    """Position -> its levels; None where the table was not supplied."""
    table: dict[str, list[int]] | None = None
    for one in supplied:
        if "position_levels" in one:
            value = one["position_levels"]
            table = None if value is None else dict(value)
        for position in POSITIONS:
            if f"position_levels.{position}" in one:
                table = {**(table or {}), position: one[f"position_levels.{position}"] or []}
    return table


# --- scope, components ----------------------------------------------------------------------------


def in_scope(record: Record, as_of: date, assume: Assume) -> Truth:
    """Employed on D in a unit of the group (A22)."""
    if record.get("employments") is None:
        return None
    units = UNITS[:1] if assume.get("A22") == "provincial-branch-only" else UNITS
    return any_of(
        is_in(job.get("unit"), units)
        for job in record["employments"]
        if day(job["start"]) <= as_of and (job.get("end") is None or as_of <= day(job["end"]))
    )


def passes(result: Record, mark: Decimal | None, assume: Assume) -> Truth:
    """`passed` decides where it is reported, else the score (A18: the score where it is given)."""
    passed, score = result.get("passed"), result.get("score")
    by_score = None if score is None or mark is None else Decimal(str(score)) >= mark
    if assume.get("A18") == "score-first":
        return passed if score is None else by_score
    return by_score if passed is None else passed


def component(
    record: Record, name: str, level: int, position: str, as_of: date, assume: Assume, supplied: Supplied, *, ever: bool
) -> Truth:
    """Some result of exactly this level and position, within its two years (A21 ever: whenever), passes."""
    if record.get("results") is None:
        return None
    mark = pass_mark(supplied, name, level)
    answers = []
    for positions in ((position,), (position, None)):  # without and with those that only may match
        found = [
            one
            for one in record["results"]
            if one["programme"] == PROGRAMME
            and one["level"] == level
            and one["component"] == name
            and one.get("position") in positions
            and day(one["taken"]) <= as_of
            and (ever or as_of <= two_years_after(day(one["taken"])))
        ]
        if assume.get("A10") == "latest-result" and found:
            last = max(day(one["taken"]) for one in found)
            found = [one for one in found if day(one["taken"]) == last][-1:]
        answers.append(any_of(passes(one, mark, assume) for one in found))
    return answers[0] if answers[0] == answers[1] else None


# --- certificates, attestations -------------------------------------------------------------------


def not_revoked(certificate: Record, as_of: date) -> bool:
    """Revoked later than D or never."""
    return certificate.get("revoked") is None or day(certificate["revoked"]) > as_of


def last_valid_day(certificate: Record, assume: Assume) -> date:
    """`expires`, or else two years after issue (A5)."""
    if certificate.get("expires") is not None:
        return day(certificate["expires"])
    if assume.get("A5") == "no-expiry":
        return date.max
    computed = two_years_after(day(certificate["issued"]))
    return computed - timedelta(days=1) if assume.get("A5") == "last-day-before" else computed


def group_certificate(record: Record, level: int, position: str, as_of: date, assume: Assume, *, ever: bool) -> Truth:
    """A certificate of the group for the position (null: may be any), this level or higher, valid on D."""
    if record.get("certificates") is None:
        return None
    return any_of(
        is_in(one.get("position"), [position])
        for one in record["certificates"]
        if one["programme"] == PROGRAMME
        and one["issuer"] == "group"
        and (one["level"] == level or (one["level"] < level and assume.get("A8") != "exact-level"))
        and day(one["issued"]) <= as_of
        and not_revoked(one, as_of)
        and (ever or as_of <= last_valid_day(one, assume))
    )


def recognised(record: Record, as_of: date, assume: Assume, *, ever: bool) -> Truth:
    """A provincial certificate of the window, within two years of its issue (A14)."""
    if record.get("certificates") is None:
        return None
    for one in record["certificates"]:
        issued = day(one["issued"])
        until = two_years_after(issued)
        if assume.get("A14") == "from-2010-05-31":
            until = date(2012, 5, 31)
        if (
            one["programme"] == PROGRAMME
            and one["issuer"] == "province"
            and WINDOW[0] <= issued <= WINDOW[1]
            and issued <= as_of
            and (ever or as_of <= until)
            and not_revoked(one, as_of)
        ):
            return True
    return False


def provincial_entry(record: Record, as_of: date, assume: Assume) -> Truth:
    """A provincial certificate of level 4 or higher from the window (A19)."""
    if record.get("certificates") is None:
        return None
    for one in record["certificates"]:
        issued = day(one["issued"])
        if (
            one["programme"] == PROGRAMME
            and one["issuer"] == "province"
            and one["level"] <= 4
            and (assume.get("A19") == "no-window" or WINDOW[0] <= issued <= WINDOW[1])
            and issued <= as_of
            and (assume.get("A19") != "two-years" or as_of <= two_years_after(issued))
            and not_revoked(one, as_of)
        ):
            return True
    return False


def cross_level(record: Record, level: int, as_of: date) -> Truth:
    """The latest attestation for this level or every level has value true."""
    if record.get("attestations") is None:
        return None
    latest = None
    for one in record["attestations"]:
        if (
            one["matter"] == "cross-level-qualification"
            and one["programme"] == PROGRAMME
            and one.get("level") in (None, level)
            and day(one["on"]) <= as_of
            and (latest is None or day(one["on"]) >= day(latest["on"]))
        ):
            latest = one
    return latest is not None and latest["value"] is True


# --- the questions --------------------------------------------------------------------------------


def _attained(
    record: Record, level: int, position: str, as_of: date, assume: Assume, supplied: Supplied, *, ever: bool
) -> dict[str, Truth]:
    found = {
        f"{name}.{level}": component(record, name, level, position, as_of, assume, supplied, ever=ever)
        for name in COMPONENTS
    }
    return {**found, f"attained.{level}": all_of(found.values())}


def _hold(
    record: Record, level: int, position: str, as_of: date, assume: Assume, supplied: Supplied, *, ever: bool = False
) -> dict[str, Truth]:
    found: dict[str, Truth] = {}
    ways = []
    for higher in range(1, level + 1):
        found |= _attained(record, higher, position, as_of, assume, supplied, ever=ever)
        ways.append(found[f"attained.{higher}"])
    if assume.get("A20") != "components-only":
        found["certificate"] = group_certificate(record, level, position, as_of, assume, ever=ever)
        ways.append(found["certificate"])
    if level == 5:
        found["recognised"] = recognised(record, as_of, assume, ever=ever)
        ways.append(found["recognised"])
    return {**found, "hold": any_of(ways)}


def truths(
    record: Record,
    question: str,
    level: int,
    position: str,
    as_of: date,
    assume: Assume = AS_READ,
    supplied: Supplied = (),
) -> dict[str, Truth]:
    """The question and every condition that it has at this level."""
    if question == "pass":
        found = _attained(record, level, position, as_of, assume, supplied, ever=False)
        return {**found, "pass": found[f"attained.{level}"]}
    if question == "hold":
        return _hold(record, level, position, as_of, assume, supplied)
    found = {"in-scope": in_scope(record, as_of, assume)}
    demanded = [found["in-scope"]]
    table = levels_of_positions(supplied)
    if table is not None or assume.get("A17") == "unknown-until-supplied":
        found["position"] = None if table is None else level in table.get(position, [])
        demanded.append(found["position"])
    if level < 5:
        ever = assume.get("A21") == "ever-obtained"
        found |= _hold(record, level + 1, position, as_of, assume, supplied, ever=ever)
        ways = [found["hold"]]
        if level in (4, 3):
            found["entry"] = provincial_entry(record, as_of, assume)
            ways.append(found["entry"])
        found["attested"] = cross_level(record, level, as_of)
        ways.append(found["attested"])
        found["prior"] = any_of(ways)
        demanded.append(found["prior"])
    return {**found, "apply": all_of(demanded)}


def decide(
    record: Record,
    question: str,
    level: int,
    position: str,
    as_of: date,
    assume: Assume = AS_READ,
    supplied: Supplied = (),
) -> str:
    """The answer: "yes", "no" or "unknown"."""
    return YES_NO[truths(record, question, level, position, as_of, assume, supplied)[question]]
