"""A person's profile: for each thing that is rated what was reached and what is required, read off a decision.

What counts as a rating and what is required is the rules' business: nothing here chooses among records.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import attrs

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.decision.decision import Decision
from vip_cert_rules.decision.document import number
from vip_cert_rules.decision.explanation import ExplainedNode
from vip_cert_rules.faults import Fault, InputError
from vip_cert_rules.kleene import EXACT, Number
from vip_cert_rules.plan.nodes import Status
from vip_cert_rules.text import Text

POINTS = "point"


@attrs.frozen
class Gap:
    """One thing that is rated. ``rating`` ``None``: there is none, or it is not known (``status`` tells which).

    ``short`` is how many points are missing, 0 where the requirement is met, ``None`` where it cannot be told.
    """

    item: str
    label: Text
    rating: Number | None
    required: Number | None
    short: Number | None
    status: Status

    def to_dict(self) -> dict[str, Any]:
        """The form it has in documents."""
        return {
            "item": self.item,
            "label": self.label.to_dict(),
            "rating": number(self.rating),
            "required": number(self.required),
            "short": number(self.short),
            "status": self.status.value,
        }


@attrs.frozen(slots=False)
class Profile:
    """What a person reached in everything a question has rated, in the order of the rules."""

    decision: Decision
    gaps: tuple[Gap, ...]

    @cached_property
    def unrated(self) -> tuple[Gap, ...]:
        """What has no rating that is known."""
        return tuple(gap for gap in self.gaps if gap.rating is None)

    @cached_property
    def below(self) -> tuple[Gap, ...]:
        """What is rated below what is required, the widest gap first."""
        short = [(gap.short, gap) for gap in self.gaps if gap.short is not None and gap.short > 0]
        return tuple(gap for _short, gap in sorted(short, key=lambda pair: -pair[0]))

    def to_dict(self) -> dict[str, Any]:
        """The profile as a document: what was asked, the outcome, and every gap."""
        plan = self.decision.plan
        return {
            "ruleset": plan.ruleset,
            "version": plan.version,
            "digest": plan.digest,
            "question": plan.question,
            "level": plan.level,
            "candidate": self.decision.candidate.id,
            "as_of": self.decision.as_of.isoformat(),
            "outcome": self.decision.outcome.value,
            "gaps": [gap.to_dict() for gap in self.gaps],
            "missing": list(self.decision.missing),
        }


def profile_of(decision: Decision) -> Profile:
    """The profile that a decision tells of: its conditions that stand for one thing each and are marked in points.

    Raises :class:`InputError` where it has none: another question was asked, or what is required was not supplied.
    """
    gaps = tuple(gap for gap in (_gap(found, decision.candidate) for found in decision.explained_nodes) if gap)
    if not gaps:
        asked = decision.plan.root.id
        message = f"`{asked}` of `{decision.plan.ruleset}` rates nothing here"
        missing = [path for path in decision.missing if path.startswith("parameters.")]
        wanted = ", ".join(path.removeprefix("parameters.") for path in missing)
        hint = f"supply the parameter {wanted}" if wanted else "ask a question that goes through things that are rated"
        raise InputError([Fault("nothing-rated", "profile", message, hint)])
    return Profile(decision, gaps)


def _gap(found: ExplainedNode, candidate: Candidate) -> Gap | None:
    node = found.node
    if node.item is None or node.item_label is None or node.test is None or node.test.required.unit != POINTS:
        return None
    measured, required = found.measured, node.test.required.value
    is_known = measured is not None and measured[0] == measured[1] and bool(found.finding and found.finding.evidence)
    rating = measured[0] if is_known and measured is not None else None
    if required is None:
        rating = _recorded(found, candidate)
    short: Number | None = None
    if rating is not None and required is not None:
        difference = EXACT.subtract(required, rating)
        short = difference if difference > 0 else 0
    return Gap(node.item, node.item_label, rating, required, short, found.status)


def _recorded(found: ExplainedNode, candidate: Candidate) -> Number | None:
    """The rating on record, where it is not known what is required: whether it passes cannot be measured then."""
    evidence = found.finding.evidence if found.finding is not None else ()
    scores = [getattr(getattr(candidate, source)[position], "score", None) for source, position in evidence]
    return scores[0] if len(scores) == 1 else None
