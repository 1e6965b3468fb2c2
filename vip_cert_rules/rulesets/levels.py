"""The levels for which a question within another is asked."""

from __future__ import annotations

from vip_cert_rules.rulesets.syntax import QuestionPart, RuleSetPart


def at_or_above(part: RuleSetPart, question: QuestionPart, level: int | None) -> tuple[int, ...]:
    """The levels at or above one for which a question is asked, the lowest first."""
    asked = question.levels or map(int, part.levels)
    return tuple(sorted({one for one in asked if level is not None and one <= level}, reverse=True))
