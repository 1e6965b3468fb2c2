"""The VIP rule set (V2.0) for records with nothing unknown: plain booleans, no ranges, no third value.

Written apart from `tests.oracle.vip` and on purpose by other means: anniversaries are looked up forwards
("does S plus n months come by D?"), stretches are walked backwards from D, days served counted by a cursor.
Needs every list present and every nullable field filled (`passed` may be null beside a score: not reported).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from dateutil.relativedelta import relativedelta

VIP = "vip-service-manager"  # the programme and the occupation
ONE_DAY = timedelta(days=1)
UNITS = {"provincial_branch", "professional_company"}
SCHOOLS_TOO_LOW = {"junior_secondary", "senior_secondary"}
ROUTE_1 = {4: (None, None, 30), 3: (4, 12, 24), 2: (3, 24, 18), 1: (2, 36, 12)}  # certificate, months, hours
ROUTE_2 = {3: 24, 2: 24, 1: 36}
TITLES = {
    4: {"prefecture", "province", "group"},
    3: {"province", "group"},
    2: {"province", "group"},
    1: {"group"},
}
Record = Mapping[str, Any]
AS_READ: Mapping[str, str] = MappingProxyType({})  # no assumption switched


def _d(text: Any) -> date:
    return text if isinstance(text, date) else date.fromisoformat(text)


class Known:
    """One complete record on one day under one set of assumptions."""

    def __init__(self, record: Record, level: int, as_of: date, assume: Mapping[str, str]) -> None:
        self.record, self.level, self.as_of, self.assume = record, level, as_of, assume

    def past(self, name: str, key: str) -> list[Record]:
        """The entries of a list that are dated on or before D."""
        return [entry for entry in self.record[name] if _d(entry[key]) <= self.as_of]

    def within_two_years(self, text: Any) -> bool:
        """D is no later than the corresponding day two years after."""
        return self.as_of <= _d(text) + relativedelta(years=2)

    def scope(self) -> bool:
        """V2.0, 8.1."""
        for job in self.past("employments", "start"):
            ended = job.get("end") is not None and _d(job["end"]) < self.as_of
            does_or_prepares = job["occupation"] == VIP or VIP in self.record["preparing_for"]
            if not ended and does_or_prepares and job["unit"] in UNITS:
                return True
        return False

    def education(self) -> bool:
        """V2.0, 6, with its relaxation."""
        if self.assume.get("A13") == "not-required":
            return True
        if any(entry["level"] not in SCHOOLS_TOO_LOW for entry in self.past("education", "awarded")):
            return True
        return bool(self.past("employments", "start")) and self.attested("education-relaxation")

    def attested(self, matter: str) -> bool:
        """The latest word of the organisation on the matter; of those of one day the last listed."""
        about = [
            entry
            for entry in self.past("attestations", "on")
            if (entry["matter"], entry["programme"]) == (matter, VIP)
            and (entry.get("level") is None or entry["level"] == self.level)
        ]
        about.sort(key=lambda entry: _d(entry["on"]))  # stable: the last listed stays last
        return bool(about) and about[-1]["value"]

    def certificates(self, level: int, expiry_counts: bool) -> list[Record]:
        """The certificates that show this level on D."""
        return [
            entry
            for entry in self.past("certificates", "issued")
            if entry["programme"] == VIP
            and (entry["level"] == level or (entry["level"] < level and "A8" not in self.assume))
            and (entry["issuer"] == "group" or "A26" in self.assume)
            and not (entry.get("revoked") is not None and _d(entry["revoked"]) <= self.as_of)
            and not (expiry_counts and self.lapsed(entry))
        ]

    def lapsed(self, entry: Record) -> bool:
        """The certificate's last valid day is over."""
        if entry.get("expires") is not None:
            return self.as_of > _d(entry["expires"])
        if self.assume.get("A5") == "no-expiry":
            return False
        on = self.as_of + ONE_DAY if self.assume.get("A5") == "last-day-before" else self.as_of
        return on > _d(entry["issued"]) + relativedelta(years=2)

    def spans(self) -> list[tuple[date, date]]:
        """Begun employments in the occupation, cut off on D."""
        return [
            (_d(job["start"]), self.as_of if job.get("end") is None else min(_d(job["end"]), self.as_of))
            for job in self.past("employments", "start")
            if job["occupation"] == VIP
        ]

    def continuous(self, months: int, certificates: list[Record]) -> bool:
        """Unbroken service that reaches D lasts at least so many months."""
        first, reach = None, self.as_of
        while True:  # go back as long as some employment covers the day that is reached for
            earlier = [start for start, end in self.spans() if start <= reach <= end]
            if not earlier:
                break
            first = min(earlier)
            reach = first - ONE_DAY
        if first is None:
            return False
        if "A1" in self.assume:
            if not certificates:
                return False
            first = max(first, min(_d(entry["issued"]) for entry in certificates))
        return first + relativedelta(months=months) <= self.as_of

    def cumulative(self, months: int) -> bool:
        """Days served before D, laid end to end from the first, last at least so many months."""
        served, cursor, first = 0, date.min, None
        for begun, end in sorted(self.spans()):
            start, after = max(begun, cursor), min(end + ONE_DAY, self.as_of)
            if start < after:
                first = start if first is None else first
                served += (after - start).days
                cursor = after
        return first is not None and first + relativedelta(months=months) <= first + timedelta(days=served)

    def trained(self, hours: int) -> bool:
        """V2.0, 7.1 and 8.2: class hours and prescribed courses of exactly this level."""
        mine = [
            entry
            for entry in self.past("trainings", "completed")
            if (entry["programme"], entry["level"]) == (VIP, self.level)
        ]
        enough = "A9" in self.assume or sum(Decimal(str(entry["hours"])) for entry in mine) >= hours
        return enough and any(entry["courses_completed"] for entry in mine)

    def results(self, component: str) -> list[Record]:
        """Results of this level still within their two years, in order of the day taken."""
        mine = [
            entry
            for entry in self.past("results", "taken")
            if (entry["programme"], entry["level"], entry["component"]) == (VIP, self.level, component)
            and self.within_two_years(entry["taken"])
        ]
        mine.sort(key=lambda entry: _d(entry["taken"]))
        return mine[-1:] if "A10" in self.assume else mine

    def passed(self, component: str) -> bool:
        """Some result passes."""
        for entry in self.results(component):
            reported = entry.get("passed")
            if reported is None or "A18" in self.assume:
                reported = entry["score"] >= 60
            if reported:
                return True
        return False

    def interview_sum(self) -> bool:
        """The simulated and the marketing exercise, best of each, added up (A11: their mean)."""
        simulation = [Decimal(str(entry["score"])) for entry in self.results("simulation")]
        marketing = [Decimal(str(entry["score"])) for entry in self.results("marketing_practice")]
        if not simulation or not marketing:
            return False
        return max(simulation) + max(marketing) >= (120 if "A11" in self.assume else 60)

    def appraised(self) -> bool:
        """The most recent annual appraisal is good or better."""
        dated = []
        for place, entry in enumerate(self.record["appraisals"]):
            on = _d(entry["on"]) if entry.get("on") else date(entry["year"], 12, 31)
            if on <= self.as_of:
                dated.append((entry["year"], on, place, entry["grade"]))
        return bool(dated) and max(dated)[-1] in {"good", "excellent"}

    # the questions

    def apply(self) -> bool:
        """V2.0, 8.1, 6 and 8.2."""
        if not (self.scope() and self.education()):
            return False
        certificate_level, months, hours = ROUTE_1[self.level]
        if certificate_level is None or months is None:
            probations = self.past("probations", "completed")
            return self.trained(hours) or any(entry["occupation"] == VIP and entry["passed"] for entry in probations)
        held = self.certificates(certificate_level, expiry_counts="A7" not in self.assume)
        by_route_1 = bool(held) and self.continuous(months, held) and self.trained(hours)
        return by_route_1 or self.cumulative(ROUTE_2[self.level])

    def pass_(self) -> bool:
        """Written and interview, at L1 with the appraisal."""
        if self.level == 1:
            return self.passed("written") and self.interview_sum() and self.appraised()
        return self.passed("written") and self.passed("interview")

    def hold(self) -> bool:
        """A certificate of the level or higher."""
        return bool(self.certificates(self.level, expiry_counts=True))

    def teach(self) -> bool:
        """V2.0, 7.2."""
        certified = bool(self.certificates(1 if self.level == 1 else 2, expiry_counts=True))
        experienced = self.attested("relevant-experience")
        titled = any(entry["rank"] in TITLES[self.level] for entry in self.past("trainer_titles", "granted"))
        if "A25" in self.assume:
            return titled and (certified or experienced)
        return certified or (titled and experienced)


def decide_known(record: Record, question: str, level: int, as_of: date, assume: Mapping[str, str] = AS_READ) -> bool:
    """Whether the answer to a VIP question about a complete record is yes."""
    known = Known(record, level, as_of, assume)
    answers: dict[str, Callable[[], bool]] = {
        "apply": known.apply,
        "pass": known.pass_,
        "hold": known.hold,
        "teach": known.teach,
    }
    return answers[question]()
