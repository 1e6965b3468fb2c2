"""The candidate record (record contract, section 1): what is known of one person, as immutable classes.

Two rules hold everywhere: absent or ``None`` means *not known*, an empty list means *known to be none*; and a record
counts from the day it is dated. Fields where absence means something else say so. Lists may be given as lists and are
kept as tuples; closed words may be given as text; days as ``date`` or ``YYYY-MM-DD``. A wrong value raises
:class:`~vip_cert_rules.faults.InputError`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import attrs

from vip_cert_rules.candidate.fields import Null, list_of, optional, required
from vip_cert_rules.candidate.rules import NOT_BEFORE_ITS_YEAR, NULL_EXACTLY_WITHOUT_LEVELS, not_before
from vip_cert_rules.candidate.words import EducationLevel, Grade, Issuer, Matter, TrainerRank, Unit
from vip_cert_rules.dates import FIRST_DAY, LAST_DAY
from vip_cert_rules.shapes import Amount, AnyText, Day, Flag, ListOf, Untouched, Whole, Word

TEXT = AnyText()
TEXTS = ListOf(TEXT)
DAY = Day()
FLAG = Flag()
LEVEL = Whole(1, 9, noun="a level (a whole number from 1 to 9)")
MARK = Amount(0, 100, noun="a mark from 0 to 100")
HOURS = Amount(0, noun="a number of hours")
LEVEL_OF = "the level; null exactly for programmes without levels"
YEAR = Whole(FIRST_DAY.year, LAST_DAY.year, noun="a year")


@attrs.frozen
class Education:
    """A completed education; counts from the day it was awarded."""

    DATED: ClassVar[str] = "awarded"
    level: EducationLevel = required(Word(EducationLevel, noun="a level of education"), "level of education")
    awarded: date = required(DAY, "day of the diploma")
    equivalent: bool = optional(FLAG, "recognised as equivalent to the level; absent: no", default=False)


@attrs.frozen
class Employment:
    """One stretch of work, both days included; counts from its first day."""

    DATED: ClassVar[str] = "start"
    occupation: str | None = optional(TEXT, "the occupation, as programmes name it; absent: not known")
    unit: Unit | None = optional(Word(Unit, noun="a kind of unit"), "kind of unit; absent: not known")
    start: date = required(DAY, "first day")
    end: date | None = optional(DAY, "last day; absent: still employed", beside=not_before("start"), null=Null.NONE)
    leads_team: bool | None = optional(FLAG, "leads subordinates; absent: not known")


@attrs.frozen
class Probation:
    """A probation; counts from the day it was completed."""

    DATED: ClassVar[str] = "completed"
    occupation: str | None = optional(TEXT, "the occupation; absent: not known")
    completed: date = required(DAY, "day of the assessment")
    passed: bool | None = optional(FLAG, "assessed as passed; absent: not known")


@attrs.frozen
class Training:
    """A training course; counts from the day it was completed. Hours are standard class hours (标准学时)."""

    DATED: ClassVar[str] = "completed"
    programme: str = required(TEXT, "the programme")
    level: int | None = required(LEVEL, LEVEL_OF, nullable=True, null=Null.NONE, beside=NULL_EXACTLY_WITHOUT_LEVELS)
    completed: date = required(DAY, "day of completion")
    hours: Decimal | None = optional(HOURS, "standard class hours; absent: not known")
    courses_completed: bool | None = optional(FLAG, "prescribed courses completed; absent: not known")
    modules: tuple[str, ...] | None = optional(TEXTS, "syllabus modules completed; absent: not known")


@attrs.frozen
class Result:
    """The result of one component of an examination; counts from the day it was taken."""

    DATED: ClassVar[str] = "taken"
    programme: str = required(TEXT, "the programme")
    level: int | None = required(LEVEL, LEVEL_OF, nullable=True, null=Null.NONE, beside=NULL_EXACTLY_WITHOUT_LEVELS)
    component: str = required(TEXT, "what was examined: written, interview, theory, …")
    taken: date = required(DAY, "day of the examination")
    score: Decimal | None = optional(MARK, "mark from 0 to 100; absent: not known")
    passed: bool | None = optional(FLAG, "reported as passed or failed; absent: not reported")
    position: str | None = optional(TEXT, "the position; absent: not known")


@attrs.frozen
class Appraisal:
    """An annual performance appraisal; counts from the day it was made."""

    DATED: ClassVar[str] = "on"
    year: int = required(YEAR, "the year it is about")
    grade: Grade | None = optional(Word(Grade, noun="a grade"), "the grade; absent: not known")
    on: date | None = optional(
        DAY, "day it was made; absent: 31 December of the year", beside=NOT_BEFORE_ITS_YEAR, reads_as="made_on"
    )

    @property
    def made_on(self) -> date:
        """The day it was made: ``on``, or 31 December of the year."""
        return self.on or date(self.year, 12, 31)


@attrs.frozen
class Certificate:
    """A certificate of a programme; counts from the day it was issued."""

    DATED: ClassVar[str] = "issued"
    programme: str = required(TEXT, "the programme")
    level: int | None = required(LEVEL, LEVEL_OF, nullable=True, null=Null.NONE, beside=NULL_EXACTLY_WITHOUT_LEVELS)
    issued: date = required(DAY, "day of issue")
    expires: date | None = optional(
        DAY,
        "last day of validity; absent: computed from the programme's validity",
        beside=not_before("issued"),
        null=Null.NONE,
    )
    revoked: date | None = optional(
        DAY, "day of revocation; absent: never revoked", beside=not_before("issued"), null=Null.NONE
    )
    issuer: Issuer = required(Word(Issuer, noun="an issuer"), "who issued it")
    position: str | None = optional(TEXT, "the position; absent: not known")


@attrs.frozen
class TrainerTitle:
    """A title of internal trainer (内训师); counts from the day it was granted."""

    DATED: ClassVar[str] = "granted"
    rank: TrainerRank = required(Word(TrainerRank, noun="a rank"), "rank of the title")
    granted: date = required(DAY, "day it was granted")


@attrs.frozen
class Rating:
    """A rating of one ability or competency; counts from its day."""

    DATED: ClassVar[str] = "on"
    programme: str = required(TEXT, "the programme")
    item: str = required(TEXT, "the ability or competency")
    score: Decimal | None = optional(MARK, "mark from 0 to 100; absent: not known")
    on: date = required(DAY, "day of the rating")


@attrs.frozen
class Attestation:
    """The organisation's word on a matter the documents leave to its judgement; counts from its day."""

    DATED: ClassVar[str] = "on"
    matter: Matter = required(Word(Matter, noun="a matter"), "the matter")
    programme: str = required(TEXT, "the programme")
    level: int | None = optional(LEVEL, "the level it is about; absent: every level", null=Null.EVERY)
    value: bool = required(FLAG, "attested or denied")
    on: date = required(DAY, "day of the attestation")
    by: str | None = optional(TEXT, "who attests")


NOT_KNOWN = "absent or null: not known; an empty list: known to be none"


@attrs.frozen
class Candidate:
    """One person. A list that is ``None`` is not known; an empty one is known to be empty."""

    id: str = required(AnyText(non_empty=True, noun="a non-empty text"), "identifies the person")
    preparing_for: tuple[str, ...] | None = optional(
        TEXTS, "programmes whose job the person prepares for; on every day"
    )
    education: tuple[Education, ...] | None = optional(list_of(Education), NOT_KNOWN)
    employments: tuple[Employment, ...] | None = optional(list_of(Employment), NOT_KNOWN)
    probations: tuple[Probation, ...] | None = optional(list_of(Probation), NOT_KNOWN)
    trainings: tuple[Training, ...] | None = optional(list_of(Training), NOT_KNOWN)
    results: tuple[Result, ...] | None = optional(list_of(Result), NOT_KNOWN)
    appraisals: tuple[Appraisal, ...] | None = optional(list_of(Appraisal), NOT_KNOWN)
    certificates: tuple[Certificate, ...] | None = optional(list_of(Certificate), NOT_KNOWN)
    trainer_titles: tuple[TrainerTitle, ...] | None = optional(list_of(TrainerTitle), NOT_KNOWN)
    ratings: tuple[Rating, ...] | None = optional(list_of(Rating), NOT_KNOWN)
    attestations: tuple[Attestation, ...] | None = optional(list_of(Attestation), NOT_KNOWN)
    extra: Mapping[str, Any] | None = optional(Untouched(), "anything else; carried along untouched")
