"""Where a person works on a day."""

from __future__ import annotations

from datetime import date

from vip_cert_rules.candidate.records import Candidate

NO_WORK = "none"
"""The unit of somebody who works nowhere."""


def unit_on(candidate: Candidate, day: date) -> str | None:
    """The kind of unit in which a person works on a day; of several, that of the work begun last.

    ``None``: not known; :data:`NO_WORK`: the person works nowhere.
    """
    if candidate.employments is None:
        return None
    current = [one for one in candidate.employments if one.start <= day and (one.end is None or day <= one.end)]
    if not current:
        return NO_WORK
    unit = max(current, key=lambda one: one.start).unit
    return None if unit is None else str(unit.value)
