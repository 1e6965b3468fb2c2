"""What the programmes read alike, straight off the record contract, section 2: programme and values are arguments.

A truth is True, False or None (not known). A value of ``None`` is one that the organisation did not supply: then a
condition is not known, unless no record on D comes into question whatever the value, which is not met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from dateutil.relativedelta import relativedelta

from tests.oracle.logic import Range, Truth, all_of, any_of, completed_months, day, is_in

Record = Mapping[str, Any]
Assume = Mapping[str, str]
Supplied = Sequence[Mapping[Any, Any]]
AS_READ: Assume = MappingProxyType({})  # no assumption switched

EDUCATION = ("junior_secondary", "senior_secondary", "junior_college", "bachelor", "master", "doctorate")
RANKS = ("prefecture", "province", "group")
YES_NO = {True: "yes", False: "no", None: "unknown"}
STATUS = {True: "met", False: "unmet", None: "unknown"}
NO_EXPIRY = "no expiry"
WITHDRAWN_MEANS = {"validity_months": NO_EXPIRY}  # an explicit null that does not mean "not supplied"


# --- parameters -----------------------------------------------------------------------------------


def parameters_of(supplied: Supplied, by_level: Iterable[str] = ()) -> dict[str, Any]:
    """What all layers together supply; keys of the parameters ``by_level`` are numbers; what is absent is not supplied.

    A layer's whole values come before its dotted ones; a mapping is replaced as a whole unless dotted.
    """
    levelled = set(by_level)
    found: dict[str, Any] = {}
    for layer in supplied:
        for name, value in layer.items():
            if "." not in name:
                _set(found, name, _given(_keyed(value) if name in levelled else value))
        for name, value in layer.items():
            if "." in name:
                first, *keys = name.split(".")
                _set_within(found, first, [int(keys[0]) if first in levelled else keys[0], *keys[1:]], value)
    return found


def _keyed(value: Any) -> Any:
    return {int(key): one for key, one in value.items()} if isinstance(value, Mapping) else value


def _given(value: Any) -> Any:
    """Without the entries that are null, which withdraw what was to be supplied."""
    if not isinstance(value, Mapping):
        return value
    return {key: _given(one) for key, one in value.items() if one is not None}


def _set(found: dict[Any, Any], key: Any, value: Any) -> None:
    if value is not None:
        found[key] = value
    elif key in WITHDRAWN_MEANS:
        found[key] = WITHDRAWN_MEANS[key]
    else:
        found.pop(key, None)


def _set_within(found: dict[Any, Any], first: Any, keys: list[Any], value: Any) -> None:
    if not keys:
        _set(found, first, value)
    elif value is not None or first in found:
        found[first] = inner = dict(found.get(first, {}))
        _set_within(inner, keys[0], keys[1:], value)


def number(value: Any) -> Decimal | None:
    """A number as supplied or recorded, exactly."""
    return None if value is None else Decimal(str(value))


def reaches(measure: Range, bound: Decimal | None) -> Truth:
    """Met when the whole range reaches the bound, not met when none of it does."""
    low, high = measure
    if bound is None:
        return None
    if low >= bound:
        return True
    return False if high is not None and high < bound else None


# --- education, attestations, titles --------------------------------------------------------------


def educated(record: Record, least: str | None, as_of: date) -> Truth:
    """Some education awarded ≤ D at the level or above."""
    if record.get("education") is None:
        return None
    awarded = [one["level"] for one in record["education"] if day(one["awarded"]) <= as_of]
    if least is None:
        return None if awarded else False
    return any(level in EDUCATION[EDUCATION.index(least) :] for level in awarded)


def attested(record: Record, programme: str, matter: str, level: int | None, as_of: date) -> Truth:
    """The latest attestation of the matter for the programme and this level (null: every) with on ≤ D is true."""
    if record.get("attestations") is None:
        return None
    latest = None
    for one in record["attestations"]:
        if (
            one["matter"] == matter
            and one["programme"] == programme
            and one.get("level") in (None, level)
            and day(one["on"]) <= as_of
            and (latest is None or day(one["on"]) >= day(latest["on"]))  # the last listed wins a tie
        ):
            latest = one
    return latest is not None and latest["value"] is True


def titled(record: Record, least: str | None, as_of: date) -> Truth:
    """Some trainer title granted ≤ D of the rank or higher."""
    if record.get("trainer_titles") is None:
        return None
    granted = [one["rank"] for one in record["trainer_titles"] if day(one["granted"]) <= as_of]
    if least is None:
        return None if granted else False
    return any(rank in RANKS[RANKS.index(least) :] for rank in granted)


# --- employments ----------------------------------------------------------------------------------


def among(value: Any, wanted: Sequence[str] | None) -> Truth:
    """A null field may be one of them, even of none; whatever is given may while they are not supplied."""
    return None if wanted is None else is_in(value, wanted)


def spans(record: Record, occupations: Sequence[str] | None, *, may: bool) -> list[tuple[date, date]]:
    """First and last day of each employment in the occupations; with ``may``, also of those that may be."""
    counted = (True, None) if may else (True,)
    return [
        (day(job["start"]), date.max if job.get("end") is None else day(job["end"]))
        for job in record["employments"]
        if among(job.get("occupation"), occupations) in counted
    ]


def begun(record: Record, occupations: Sequence[str] | None, as_of: date) -> bool:
    """Whether some employment that is or may be in the occupations began by D."""
    return any(start <= as_of for start, _end in spans(record, occupations, may=True))


def stretch_start(stretches: list[tuple[date, date]], as_of: date) -> date | None:
    """The first day of the merged stretch that contains D: backwards over all that adjoin or overlap."""
    holding = [(start, end) for start, end in stretches if start <= as_of <= end]
    if not holding:
        return None
    first = min(start for start, _end in holding)
    while True:
        earlier = [start for start, end in stretches if start < first and first <= end + timedelta(days=end < date.max)]
        if not earlier:
            return first
        first = min(earlier)


def months_in_a_row(stretches: list[tuple[date, date]], as_of: date, floor: date = date.min) -> int:
    """Completed months from S, or the floor if that is later, to D; 0 where no stretch contains D."""
    start = stretch_start(stretches, as_of)
    return 0 if start is None else completed_months(max(start, floor), as_of)


def months_served(stretches: list[tuple[date, date]], as_of: date) -> int:
    """Distinct days served before D, laid end to end from the first day served."""
    served: set[int] = set()
    for start, end in stretches:
        served.update(range(start.toordinal(), min(end.toordinal() + 1, as_of.toordinal())))
    if not served:
        return 0
    first = date.fromordinal(min(served))
    return completed_months(first, first + timedelta(days=len(served)))


def served(record: Record, occupations: Sequence[str] | None, months: Any, as_of: date) -> Truth:
    """Cumulative service in the occupations ≥ so many months."""
    if record.get("employments") is None:
        return None
    if months is None:
        return None if begun(record, occupations, as_of) else False
    ends = [Decimal(months_served(spans(record, occupations, may=may), as_of)) for may in (False, True)]
    return reaches((min(ends), max(ends)), number(months))


# --- results, ratings, appraisals -----------------------------------------------------------------


def passes(result: Record, mark: Any, assume: Assume) -> Truth:
    """`passed` decides where it is reported, else the score (A18: the score where it is given)."""
    passed, score = result.get("passed"), number(result.get("score"))
    least = number(mark)
    by_score = None if score is None or least is None else score >= least
    if assume.get("A18") == "score-first":
        return passed if score is None else by_score
    return by_score if passed is None else passed


def results_of(
    record: Record, programme: str, level: int | None, component: str, as_of: date, until: Callable[[date], date]
) -> list[Record] | None:
    """The results of the component taken ≤ D ≤ the last day they count."""
    if record.get("results") is None:
        return None
    return [
        one
        for one in record["results"]
        if one["programme"] == programme
        and one["level"] == level
        and one["component"] == component
        and day(one["taken"]) <= as_of <= until(day(one["taken"]))
    ]


def latest_if(found: list[Record], assume: Assume) -> list[Record]:
    """All of them; A10: the one taken last, the last listed of a day."""
    if assume.get("A10") != "latest-result" or not found:
        return found
    last = max(day(one["taken"]) for one in found)
    return [one for one in found if day(one["taken"]) == last][-1:]


def rated(record: Record, programme: str, item: str, least: Any, as_of: date) -> Truth:
    """The score of the latest rating of the item with on ≤ D reaches the number; none: not met, even without one."""
    if record.get("ratings") is None:
        return None
    latest = None
    for one in record["ratings"]:
        if (
            one["programme"] == programme
            and one["item"] == item
            and day(one["on"]) <= as_of
            and (latest is None or day(one["on"]) >= day(latest["on"]))
        ):
            latest = one
    if latest is None:
        return False
    score, bound = number(latest.get("score")), number(least)
    return None if score is None or bound is None else score >= bound


def well_appraised(record: Record, as_of: date) -> Truth:
    """The appraisal of the latest year, then day, then last listed, with on ≤ D is good or excellent."""
    if record.get("appraisals") is None:
        return None
    dated = [
        (one["year"], date(one["year"], 12, 31) if one.get("on") is None else day(one["on"]), place, one.get("grade"))
        for place, one in enumerate(record["appraisals"])
    ]
    counted = sorted((one[:3], one[3]) for one in dated if one[1] <= as_of)
    return is_in(counted[-1][1], ("good", "excellent")) if counted else False


# --- trainings, probations, certificates ----------------------------------------------------------


def trainings_of(record: Record, programme: str, level: int | None, as_of: date) -> list[Record] | None:
    """The trainings of the programme and exactly this level completed by D."""
    if record.get("trainings") is None:
        return None
    return [
        one
        for one in record["trainings"]
        if one["programme"] == programme and one["level"] == level and day(one["completed"]) <= as_of
    ]


def courses_completed(record: Record, programme: str, level: int | None, as_of: date) -> Truth:
    """One of those trainings has courses_completed true."""
    trainings = trainings_of(record, programme, level, as_of)
    return None if trainings is None else any_of(one.get("courses_completed") for one in trainings)


def hours_reach(record: Record, programme: str, level: int, least: Any, as_of: date) -> Truth:
    """The hours add up to the minimum; a training with unknown hours leaves no upper bound."""
    trainings = trainings_of(record, programme, level, as_of)
    if trainings is None:
        return None
    if least is None:
        return None if trainings else False
    hours = [number(one.get("hours")) for one in trainings]
    low = sum((one for one in hours if one is not None), Decimal(0))
    return reaches((low, None if None in hours else low), number(least))


def probation_passed(record: Record, occupations: Sequence[str] | None, as_of: date) -> Truth:
    """Some probation completed ≤ D, in the occupations, with passed true."""
    if record.get("probations") is None:
        return None
    return any_of(
        all_of([among(one.get("occupation"), occupations), one.get("passed")])
        for one in record["probations"]
        if day(one["completed"]) <= as_of
    )


def certificate_meets(
    one: Record, programme: str, level: int | None, months: Any, as_of: date, assume: Assume, *, ever: bool
) -> Truth:
    """One certificate: issuer (A26), level (A8), issued, not revoked, D ≤ last valid day (A5; ``ever``: not asked)."""
    if one["programme"] != programme or day(one["issued"]) > as_of:
        return False
    if one["issuer"] != "group" and assume.get("A26") != "any-issuer":
        return False
    if one.get("revoked") is not None and day(one["revoked"]) <= as_of:
        return False
    right: Truth = None
    if level is not None:
        right = one["level"] == level if assume.get("A8") == "exact-level" else one["level"] <= level
    return all_of([right, True if ever else _in_time(one, months, as_of, assume)])


def _in_time(one: Record, months: Any, as_of: date, assume: Assume) -> Truth:
    if one.get("expires") is not None:
        return as_of <= day(one["expires"])
    if assume.get("A5") == "no-expiry" or months == NO_EXPIRY:
        return True
    if months is None:
        return None
    last = day(one["issued"]) + relativedelta(months=months)
    return as_of <= (last - timedelta(days=1) if assume.get("A5") == "last-day-before" else last)
