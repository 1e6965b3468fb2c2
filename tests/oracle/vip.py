"""The VIP rule set (V2.0) read straight off the record contract, section 2: one function per table row.

A truth is True, False or None (not known). Everything is slow and obvious on purpose; nothing is shared with
the package or with the two-valued oracle.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from tests.oracle.logic import Truth, all_of, any_of, at_least, completed_months, day, is_in, two_years_after

Record = Mapping[str, Any]
Assume = Mapping[str, str]
AS_READ: Assume = MappingProxyType({})  # no assumption switched

PROGRAMME = "vip-service-manager"
OCCUPATION = "vip-service-manager"
UNITS = ("provincial_branch", "professional_company")  # V2.0, 8.1
EDUCATION = ("junior_secondary", "senior_secondary", "junior_college", "bachelor", "master", "doctorate")
RANKS = ("prefecture", "province", "group")
TRAINING_HOURS = {4: 30, 3: 24, 2: 18, 1: 12}  # V2.0, 7.1
CONTINUOUS_MONTHS = {3: 12, 2: 24, 1: 36}  # V2.0, 8.2, route (1)
CUMULATIVE_MONTHS = {3: 24, 2: 24, 1: 36}  # V2.0, 8.2, route (2)
TEACHER_CERTIFICATE = {4: 2, 3: 2, 2: 2, 1: 1}  # V2.0, 7.2
TEACHER_TITLE = {4: "prefecture", 3: "province", 2: "province", 1: "group"}  # V2.0, 7.2
MARK = 60
YES_NO = {True: "yes", False: "no", None: "unknown"}
STATUS = {True: "met", False: "unmet", None: "unknown"}


# --- in scope, education --------------------------------------------------------------------------


def in_scope(record: Record, as_of: date) -> Truth:
    """8.1: employed in a unit of 8.1 on D, and in the occupation or preparing for it."""
    employments = record.get("employments")
    if employments is None:
        return None
    preparing_for = record.get("preparing_for")
    preparing = None if preparing_for is None else PROGRAMME in preparing_for
    return any_of(
        all_of(
            [
                is_in(job.get("unit"), UNITS),
                any_of([is_in(job.get("occupation"), [OCCUPATION]), preparing]),
            ]
        )
        for job in employments
        if day(job["start"]) <= as_of and (job.get("end") is None or as_of <= day(job["end"]))
    )


def education_own(record: Record, as_of: date) -> Truth:
    """6: junior college or above, or equivalent, awarded by D."""
    education = record.get("education")
    if education is None:
        return None
    enough = EDUCATION[EDUCATION.index("junior_college") :]
    return any(day(one["awarded"]) <= as_of and one["level"] in enough for one in education)


def education_waiver(record: Record, level: int, as_of: date) -> Truth:
    """6: some employment begun by D, and the organisation attests the relaxation."""
    employments = record.get("employments")
    begun = None if employments is None else any(day(job["start"]) <= as_of for job in employments)
    return all_of([begun, attested(record, "education-relaxation", level, as_of)])


def attested(record: Record, matter: str, level: int, as_of: date) -> Truth:
    """The latest attestation of the matter for the programme and this level (null: every) has value true."""
    attestations = record.get("attestations")
    if attestations is None:
        return None
    latest = None
    for one in attestations:
        if one["matter"] != matter or one["programme"] != PROGRAMME or one.get("level") not in (None, level):
            continue
        if day(one["on"]) > as_of:
            continue
        if latest is None or day(one["on"]) >= day(latest["on"]):  # the last listed wins a tie
            latest = one
    return latest is not None and latest["value"] is True


# --- certificates ---------------------------------------------------------------------------------


def last_valid_day(certificate: Record, assume: Assume) -> date:
    """`expires`, or else two years after issue (A5)."""
    if certificate.get("expires") is not None:
        return day(certificate["expires"])
    if assume.get("A5") == "no-expiry":
        return date.max
    computed = two_years_after(day(certificate["issued"]))
    return computed - timedelta(days=1) if assume.get("A5") == "last-day-before" else computed


def certificates_meeting(
    record: Record, level: int, as_of: date, assume: Assume, applying: bool
) -> list[Record] | None:
    """The certificates that meet "certificate L" on D (A5, A7 in `apply` only, A8, A26)."""
    if record.get("certificates") is None:
        return None
    found = []
    for one in record["certificates"]:
        if one["programme"] != PROGRAMME or one["level"] > level:
            continue
        if one["level"] != level and assume.get("A8") == "exact-level":
            continue
        if one["issuer"] != "group" and assume.get("A26") != "any-issuer":
            continue
        if day(one["issued"]) > as_of:
            continue
        if one.get("revoked") is not None and day(one["revoked"]) <= as_of:
            continue
        ever_obtained = applying and assume.get("A7") == "ever-obtained"
        if not ever_obtained and as_of > last_valid_day(one, assume):
            continue
        found.append(one)
    return found


def certificate(record: Record, level: int, as_of: date, assume: Assume, applying: bool) -> Truth:
    """Certificate L: some certificate meets it."""
    found = certificates_meeting(record, level, as_of, assume, applying)
    return None if found is None else bool(found)


# --- service --------------------------------------------------------------------------------------


def in_occupation(record: Record, may: bool) -> list[tuple[date, date]] | None:
    """First and last day of each employment in the occupation; with `may`, also of those that may be."""
    if record.get("employments") is None:
        return None
    wanted = (OCCUPATION, None) if may else (OCCUPATION,)
    return [
        (day(job["start"]), date.max if job.get("end") is None else day(job["end"]))
        for job in record["employments"]
        if job.get("occupation") in wanted
    ]


def stretch_start(spans: list[tuple[date, date]], as_of: date) -> date | None:
    """The first day of the merged stretch that contains D."""
    merged: list[tuple[date, date]] = []
    for start, end in sorted(spans):
        if merged and (merged[-1][1] == date.max or start <= merged[-1][1] + timedelta(days=1)):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    containing = [start for start, end in merged if start <= as_of <= end]
    return containing[0] if containing else None


def continuous(record: Record, level: int, as_of: date, assume: Assume) -> Truth:
    """Continuous service of route (1) of L; under A1 counted from the route's certificate at the earliest."""
    if record.get("employments") is None:
        return None
    floor = date.min
    if assume.get("A1") == "from-certificate":
        certificates = certificates_meeting(record, level + 1, as_of, assume, applying=True)
        if certificates is None:
            return None  # the condition turns on a list that is null
        if not certificates:
            return at_least((Decimal(0), Decimal(0)), CONTINUOUS_MONTHS[level])
        floor = min(day(one["issued"]) for one in certificates)
    ends = []
    for may in (False, True):
        start = stretch_start(in_occupation(record, may) or [], as_of)
        ends.append(Decimal(0 if start is None else completed_months(max(start, floor), as_of)))
    return at_least((min(ends), max(ends)), CONTINUOUS_MONTHS[level])


def months_served(spans: list[tuple[date, date]], as_of: date) -> int:
    """A16: the distinct days served before D, laid end to end from the first day served."""
    days: set[int] = set()
    for start, end in spans:
        days.update(range(start.toordinal(), min(end.toordinal() + 1, as_of.toordinal())))
    if not days:
        return 0
    first = date.fromordinal(min(days))
    return completed_months(first, first + timedelta(days=len(days)))


def cumulative(record: Record, level: int, as_of: date) -> Truth:
    """Cumulative service of route (2) of L."""
    if record.get("employments") is None:
        return None
    ends = [Decimal(months_served(in_occupation(record, may) or [], as_of)) for may in (False, True)]
    return at_least((min(ends), max(ends)), CUMULATIVE_MONTHS[level])


# --- training, probation --------------------------------------------------------------------------


def trainings_of(record: Record, level: int, as_of: date) -> list[Record] | None:
    """The trainings of the programme and exactly this level completed by D."""
    if record.get("trainings") is None:
        return None
    return [
        one
        for one in record["trainings"]
        if one["programme"] == PROGRAMME and one["level"] == level and day(one["completed"]) <= as_of
    ]


def hours(record: Record, level: int, as_of: date) -> Truth:
    """7.1: the hours add up to the minimum; one training with unknown hours leaves no upper bound."""
    trainings = trainings_of(record, level, as_of)
    if trainings is None:
        return None
    given = [one.get("hours") for one in trainings]
    low = sum((Decimal(str(one)) for one in given if one is not None), Decimal(0))
    return at_least((low, None if None in given else low), TRAINING_HOURS[level])


def courses(record: Record, level: int, as_of: date) -> Truth:
    """8.2: the prescribed courses are reported completed on one of those trainings."""
    trainings = trainings_of(record, level, as_of)
    return None if trainings is None else any_of(one.get("courses_completed") for one in trainings)


def probation(record: Record, as_of: date) -> Truth:
    """8.2, L4, route (2): a probation in the occupation completed by D and passed."""
    probations = record.get("probations")
    if probations is None:
        return None
    return any_of(
        all_of([is_in(one.get("occupation"), [OCCUPATION]), one.get("passed")])
        for one in probations
        if day(one["completed"]) <= as_of
    )


# --- results, appraisal ---------------------------------------------------------------------------


def results_of(record: Record, level: int, component: str, as_of: date, assume: Assume) -> list[Record] | None:
    """The results of this level and component within their two years on D (A10: only the latest of them)."""
    if record.get("results") is None:
        return None
    found = [
        one
        for one in record["results"]
        if one["programme"] == PROGRAMME
        and one["level"] == level
        and one["component"] == component
        and day(one["taken"]) <= as_of <= two_years_after(day(one["taken"]))
    ]
    if assume.get("A10") == "latest-result" and found:
        last = max(day(one["taken"]) for one in found)
        return [one for one in found if day(one["taken"]) == last][-1:]
    return found


def passes(result: Record, assume: Assume) -> Truth:
    """`passed` decides where it is reported, else the score (A18: the other way round)."""
    passed, score = result.get("passed"), result.get("score")
    by_score = None if score is None else Decimal(str(score)) >= MARK
    first, second = (by_score, passed) if assume.get("A18") == "score-first" else (passed, by_score)
    return second if first is None else first


def component_passed(record: Record, level: int, component: str, as_of: date, assume: Assume) -> Truth:
    """Score C, L: some result passes with mark 60."""
    results = results_of(record, level, component, as_of, assume)
    return None if results is None else any_of(passes(one, assume) for one in results)


def best(results: list[Record]) -> tuple[Decimal, Decimal]:
    """The range of the best score; a null score is 0 to 100."""
    lows = [Decimal(0) if one.get("score") is None else Decimal(str(one["score"])) for one in results]
    highs = [Decimal(100) if one.get("score") is None else Decimal(str(one["score"])) for one in results]
    return max(lows), max(highs)


def interview_sum(record: Record, as_of: date, assume: Assume) -> Truth:
    """Interview at L1: best simulation + best marketing practice (A11: their mean) reaches 60."""
    simulation = results_of(record, 1, "simulation", as_of, assume)
    marketing = results_of(record, 1, "marketing_practice", as_of, assume)
    if simulation is None or marketing is None:
        return None
    if not simulation or not marketing:
        return False
    (low_a, high_a), (low_b, high_b) = best(simulation), best(marketing)
    parts = 2 if assume.get("A11") == "mean" else 1
    return at_least(((low_a + low_b) / parts, (high_a + high_b) / parts), MARK)


def appraisal(record: Record, as_of: date) -> Truth:
    """The latest appraisal (year, then day, then last listed) is good or excellent."""
    if record.get("appraisals") is None:
        return None
    latest, latest_key = None, (0, date.min)
    for one in record["appraisals"]:
        on = date(one["year"], 12, 31) if one.get("on") is None else day(one["on"])
        if on <= as_of and (one["year"], on) >= latest_key:
            latest, latest_key = one, (one["year"], on)
    return False if latest is None else is_in(latest.get("grade"), ("good", "excellent"))


# --- teaching -------------------------------------------------------------------------------------


def title(record: Record, level: int, as_of: date) -> Truth:
    """7.2: a trainer title of the rank that teaching L asks for, or higher, granted by D."""
    titles = record.get("trainer_titles")
    if titles is None:
        return None
    enough = RANKS[RANKS.index(TEACHER_TITLE[level]) :]
    return any(day(one["granted"]) <= as_of and one["rank"] in enough for one in titles)


# --- the questions --------------------------------------------------------------------------------


def truths(record: Record, level: int, as_of: date, assume: Assume) -> dict[str, Truth]:
    """Every condition of the four questions at this level; a condition an assumption leaves out is absent."""
    found: dict[str, Truth] = {"apply.scope": in_scope(record, as_of)}
    in_apply = ["apply.scope"]
    if assume.get("A13") != "not-required":
        found["apply.education.own"] = education_own(record, as_of)
        found["apply.education.waiver"] = education_waiver(record, level, as_of)
        found["apply.education"] = any_of([found["apply.education.own"], found["apply.education.waiver"]])
        in_apply.append("apply.education")

    found["apply.courses"] = courses(record, level, as_of)
    route1 = ["apply.courses"]
    if assume.get("A9") != "hours-not-required":
        found["apply.hours"] = hours(record, level, as_of)
        route1.append("apply.hours")
    if level == 4:
        found["apply.probation"] = probation(record, as_of)
        route2 = ["apply.probation"]
    else:
        found["apply.certificate"] = certificate(record, level + 1, as_of, assume, applying=True)
        found["apply.continuous"] = continuous(record, level, as_of, assume)
        found["apply.cumulative"] = cumulative(record, level, as_of)
        route1 = ["apply.certificate", "apply.continuous", *route1]
        route2 = ["apply.cumulative"]
    found["apply.route1"] = all_of(found[name] for name in route1)
    found["apply.route2"] = all_of(found[name] for name in route2)
    found["apply.routes"] = any_of([found["apply.route1"], found["apply.route2"]])
    found["apply"] = all_of([*(found[name] for name in in_apply), found["apply.routes"]])

    found["pass.written"] = component_passed(record, level, "written", as_of, assume)
    if level == 1:
        found["pass.interview"] = interview_sum(record, as_of, assume)
        found["pass.appraisal"] = appraisal(record, as_of)
        in_pass = ["pass.written", "pass.interview", "pass.appraisal"]
    else:
        found["pass.interview"] = component_passed(record, level, "interview", as_of, assume)
        in_pass = ["pass.written", "pass.interview"]
    found["pass"] = all_of(found[name] for name in in_pass)

    found["hold.certificate"] = certificate(record, level, as_of, assume, applying=False)
    found["hold"] = found["hold.certificate"]

    holds = certificate(record, TEACHER_CERTIFICATE[level], as_of, assume, applying=False)
    experienced, titled = attested(record, "relevant-experience", level, as_of), title(record, level, as_of)
    found["teach.certificate"], found["teach.experience"], found["teach.title"] = holds, experienced, titled
    if assume.get("A25") == "certificate-or-experience":
        found["teach"] = all_of([any_of([holds, experienced]), titled])
    else:
        found["teach"] = any_of([holds, all_of([experienced, titled])])
    return found


def conditions(record: Record, level: int, as_of: date, assume: Assume = AS_READ) -> dict[str, str]:
    """The status ("met", "unmet", "unknown") of every condition, route and question at this level."""
    return {name: STATUS[truth] for name, truth in truths(record, level, as_of, assume).items()}


def decide(record: Record, question: str, level: int, as_of: date, assume: Assume = AS_READ) -> str:
    """The answer to a VIP question: "yes", "no" or "unknown"."""
    return YES_NO[truths(record, level, as_of, assume)[question]]
