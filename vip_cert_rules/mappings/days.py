"""Days as host systems write them: patterns that a mapping names, each read in exactly one way."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from enum import Enum

import attrs

from vip_cert_rules.dates import ONE_DAY
from vip_cert_rules.shapes import AnyText

ISO = "YYYY-MM-DD"
EXCEL, EXCEL_1904, MOMENT, MOMENT_END = SPECIAL = ("excel", "excel-1904", "moment", "moment-end")
ZONE = AnyText(pattern=r"[+-](?:0[0-9]|1[0-4]):[0-5][0-9]", noun="a distance from UTC, as in +08:00")


class Partial(Enum):
    """How a month or a year is read where the day is not on record."""

    FIRST = "first-day"
    LAST = "last-day"


_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_NO_SUCH_DAY = 60
"""The 29 February 1900 that spreadsheets count and the calendar does not have."""
_MOST_SERIAL = 200_000
_MIDNIGHT = time()
_PARTS = {"YYYY": r"(?P<year>\d{4})", "MM": r"(?P<month>\d{2})", "M": r"(?P<month>\d{1,2})"}
_PARTS |= {"DD": r"(?P<day>\d{2})", "D": r"(?P<day>\d{1,2})"}
_PART = re.compile("YYYY|MM|M|DD|D")


@attrs.frozen
class DayPattern:
    """One way to write a day: ``YYYY/M/D``, or a special word; ``partial`` says what is meant where there is no day."""

    word: str
    expression: re.Pattern[str] | None
    partial: Partial | None = None

    def read(self, value: object, zone: tzinfo | None) -> date | None:
        """The day that a cell stands for when it is written in this way; ``None`` where it is not."""
        if self.word in (EXCEL, EXCEL_1904):
            return _of_serial(value, self.word == EXCEL_1904)
        if self.word in (MOMENT, MOMENT_END):
            return _of_moment(value, zone, is_end=self.word == MOMENT_END)
        text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        found = self.expression.fullmatch(text) if isinstance(text, str) and self.expression else None
        return None if found is None else _of_parts(found.groupdict(), self.partial)


def day_pattern(word: str, partial: Partial | None) -> DayPattern | str:
    """The pattern that a word stands for, or what is wrong with it."""
    if word in SPECIAL:
        return DayPattern(word, None)
    names = [found[0] for found in _PART.finditer(word)]
    kinds = [name[0] for name in names]
    if kinds.count("Y") != 1 or len(set(kinds)) != len(kinds) or ("D" in kinds and "M" not in kinds):
        return "is no pattern of a day: it needs YYYY once, and at most one of M, MM and of D, DD"
    if "D" not in kinds and partial is None:
        return "names no day of the month: say in `partial` which is meant"
    expression, place = "", 0
    for found in _PART.finditer(word):
        expression += re.escape(word[place : found.start()]) + _PARTS[found[0]]
        place = found.end()
    return DayPattern(word, re.compile(expression + re.escape(word[place:]), re.ASCII), partial)


def zone_of(text: str) -> tzinfo:
    """The distance from UTC that a text of :data:`ZONE` stands for."""
    away = timedelta(hours=int(text[1:3]), minutes=int(text[4:]))
    return timezone(-away if text[0] == "-" else away)


def read_day(value: object, patterns: tuple[DayPattern, ...], zone: tzinfo | None) -> date | str:
    """The day that a cell stands for, or what is wrong with it. A day of a typed cell needs no pattern."""
    if isinstance(value, datetime):
        if value.tzinfo is None and value.time() == _MIDNIGHT:
            return value.date()
        if not any(one.word in (MOMENT, MOMENT_END) for one in patterns):
            return "is a moment, not a day"
    elif isinstance(value, date):
        return value
    found = {day for one in patterns if (day := one.read(value, zone)) is not None}
    if len(found) == 1:
        return found.pop()
    if found:
        days = " or ".join(sorted(day.isoformat() for day in found))
        return f"can be read as {days}: the patterns of the mapping do not agree"
    return f"is no day written as {' or '.join(one.word for one in patterns)}"


def _of_parts(parts: dict[str, str], partial: Partial | None) -> date | None:
    year, month, day = (int(parts[name]) if parts.get(name) else None for name in ("year", "month", "day"))
    try:
        if month is None:
            return date(year or 0, 1, 1) if partial is Partial.FIRST else date(year or 0, 12, 31)
        if day is None:
            first = date(year or 0, month, 1)
            if partial is Partial.FIRST:
                return first
            return (date(first.year, month + 1, 1) if month < 12 else date(first.year + 1, 1, 1)) - ONE_DAY
        return date(year or 0, month, day)
    except ValueError:
        return None


def _of_serial(value: object, is_1904: bool) -> date | None:
    if isinstance(value, str):
        value = int(value) if re.fullmatch(r"[0-9]{1,6}", value) else None
    if isinstance(value, (float, Decimal)):
        number = Decimal(value)
        value = int(number) if number.is_finite() and number == number.to_integral_value() else None
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    if is_1904:
        return _EPOCH_1904 + timedelta(days=value) if 0 <= value <= _MOST_SERIAL else None
    if not 1 <= value <= _MOST_SERIAL or value == _NO_SUCH_DAY:
        return None
    return _EPOCH + timedelta(days=value + (value < _NO_SUCH_DAY))


def _of_moment(value: object, zone: tzinfo | None, *, is_end: bool) -> date | None:
    """The day of a moment as the zone has it; of an end, the last day of which some part comes before it."""
    if isinstance(value, str):
        try:
            # the parser of 3.10 does not know Z
            moment = datetime.fromisoformat(f"{value[:-1]}+00:00" if value.endswith(("Z", "z")) else value)
        except ValueError:
            return None
        if len(value) <= len(ISO):
            return None
    elif isinstance(value, datetime):
        moment = value
    else:
        return None
    if moment.tzinfo is not None:
        if zone is None:
            return None
        moment = moment.astimezone(zone)
    if is_end and moment.time() == _MIDNIGHT:
        return moment.date() - ONE_DAY
    return moment.date()
