"""The stable words that tell a program why a condition is not met or not known (record contract, section 5)."""

from __future__ import annotations

from enum import Enum


class Code(str, Enum):
    """Why a condition is not met or not known."""

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
