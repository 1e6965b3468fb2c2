"""Days told relative to the as-of date: ``as_of - 2y + 1d``."""

from __future__ import annotations

import re
from datetime import date, timedelta

from vip_cert_rules.dates import FIRST_DAY, LAST_DAY, corresponding_day

PATTERN = r"as_of(?: *[-+] *[0-9]{1,5} *[ymwd])*"
"""How such a day is written. Steps are taken from left to right: years and months by the corresponding day."""

_STEP = re.compile(r"([-+]) *([0-9]+) *([ymwd])")
_MONTHS = {"y": 12, "m": 1}
_DAYS = {"w": 7, "d": 1}


def is_relative(value: object) -> bool:
    """Whether a value means to be such a day, well written or not."""
    return isinstance(value, str) and re.match(r"as_of\b", value) is not None


def day_of(text: str, as_of: date) -> date | None:
    """The day that a text stands for; ``None`` where it is not written so, or beyond all days a record may name."""
    if re.fullmatch(PATTERN, text) is None:
        return None
    day = as_of
    for sign, count, unit in _STEP.findall(text):
        steps = int(count) if sign == "+" else -int(count)
        try:
            if unit in _MONTHS:
                day = corresponding_day(day, steps * _MONTHS[unit])
            else:
                day += timedelta(days=steps * _DAYS[unit])
        except (OverflowError, ValueError):
            return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
