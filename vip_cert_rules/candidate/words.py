"""The closed lists of the candidate record (record contract, section 1); a list that is a scale is in rising order."""

from __future__ import annotations

from enum import Enum


class _Scale(str, Enum):
    """Words in rising order; ``rank`` counts from 0."""

    rank: int

    def __new__(cls, word: str) -> _Scale:
        member = str.__new__(cls, word)
        member._value_ = word
        member.rank = len(cls.__members__)
        return member

    __hash__ = str.__hash__


class EducationLevel(_Scale):
    """Levels of education, lowest first."""

    JUNIOR_SECONDARY = "junior_secondary"
    SENIOR_SECONDARY = "senior_secondary"
    JUNIOR_COLLEGE = "junior_college"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTORATE = "doctorate"


class Grade(_Scale):
    """Grades of the annual performance appraisal, lowest first."""

    FAIL = "fail"
    PASS = "pass"
    GOOD = "good"
    EXCELLENT = "excellent"


class TrainerRank(_Scale):
    """Ranks of internal trainer titles, lowest first."""

    PREFECTURE = "prefecture"
    PROVINCE = "province"
    GROUP = "group"


class Unit(str, Enum):
    """The kinds of unit a person is employed in."""

    PROVINCIAL_BRANCH = "provincial_branch"
    PROFESSIONAL_COMPANY = "professional_company"
    HEADQUARTERS = "headquarters"
    OTHER = "other"


class Issuer(str, Enum):
    """Who issues certificates."""

    GROUP = "group"
    PROVINCE = "province"


class Matter(str, Enum):
    """What the documents leave to the organisation's judgement and it attests."""

    EDUCATION_RELAXATION = "education-relaxation"
    RELEVANT_EXPERIENCE = "relevant-experience"
    CROSS_LEVEL_QUALIFICATION = "cross-level-qualification"


LEVEL_LESS_PROGRAMMES = frozenset({"customer-service-manager"})
"""Programmes whose records carry ``level: null``."""

LEVELLED_PROGRAMMES = frozenset({"account-manager", "customer-engineer", "network-optimization", "vip-service-manager"})
"""Programmes whose records always carry a level. Of any other programme the record contract knows nothing, so its
records may carry a level or null."""
