"""The stable words of a decision for programs: why a condition is not met or not known, what to check in a record."""

from __future__ import annotations

from enum import Enum


class Code(str, Enum):
    """Why a condition is not met or not known (record contract, section 5)."""

    NONE_ON_RECORD = "none_on_record"
    TOO_LOW = "too_low"
    TOO_EARLY = "too_early"
    EXPIRED = "expired"
    REVOKED = "revoked"
    WRONG_LEVEL = "wrong_level"
    WRONG_ISSUER = "wrong_issuer"
    NOT_IN_SCOPE = "not_in_scope"
    NOT_PASSED = "not_passed"
    NOT_ATTESTED = "not_attested"
    FACT_NOT_RECORDED = "fact_not_recorded"
    PARAMETER_NOT_SUPPLIED = "parameter_not_supplied"


class NoticeCode(str, Enum):
    """What somebody should check in a record before relying on it."""

    OVERLAPPING_EMPLOYMENTS = "overlapping-employments"
    DUPLICATE_TRAININGS = "duplicate-trainings"
    DUPLICATE_RESULTS = "duplicate-results"
    DUPLICATE_CERTIFICATES = "duplicate-certificates"
    CERTIFICATE_WITHOUT_BASIS = "certificate-without-basis"
    CONTRADICTING_ATTESTATIONS = "contradicting-attestations"
