"""The answer to a question."""

from __future__ import annotations

from enum import Enum

from vip_cert_rules.plan.nodes import Status


class Outcome(str, Enum):
    """The answer: ``unknown`` whenever the facts given do not settle it."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


OUTCOME_OF_TRUTH = (Outcome.NO, Outcome.UNKNOWN, Outcome.YES)

STATUS_OF_OUTCOME = {Outcome.NO: Status.UNMET, Outcome.UNKNOWN: Status.UNKNOWN, Outcome.YES: Status.MET}
"""What the question's node has become, by outcome."""
