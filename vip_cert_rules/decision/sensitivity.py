"""The assumption ledger: what an outcome would be, were one of the assumptions it rests on read otherwise.

Each reading is a decision of its own, over the same record, day and rules, so that it can be explained and re-checked
like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

import attrs

from vip_cert_rules.decision.narrative import Section, answer_in_words
from vip_cert_rules.decision.outcome import STATUS_OF_OUTCOME, Outcome
from vip_cert_rules.decision.plan_words import Line
from vip_cert_rules.plan.nodes import Plan
from vip_cert_rules.plan.outcome import Decider
from vip_cert_rules.text import Lang, Text
from vip_cert_rules.wording import catalogue
from vip_cert_rules.wording.punctuation import LISTED

if TYPE_CHECKING:
    from vip_cert_rules.decision.decision import Decision


class Rules(Protocol):
    """What a decision needs of the rules it was made by, to be made again."""

    def readings_of(self, assumption: str) -> tuple[str, ...]:
        """The words an assumption can be switched to."""
        ...

    def reread(self, plan: Plan, as_of: date, assumption: str, reading: str | None) -> tuple[Plan, Decider]:
        """A plan with one assumption read otherwise, all others as the plan has them."""
        ...


@attrs.frozen
class Alternative:
    """Another reading of an assumption, and the decision under it.

    ``reading`` is the word to switch to; ``None`` is the reading of the rule set itself. ``flips``: it is another
    outcome.
    """

    assumption: str
    reading: str | None
    text: Text
    flips: bool
    decision: Decision

    @property
    def outcome(self) -> Outcome:
        """The outcome under this reading."""
        return self.decision.outcome

    @property
    def unmet(self) -> tuple[str, ...]:
        """The ids of the conditions that stand in the way under this reading; empty unless the outcome is no."""
        return self.decision.unmet

    @property
    def missing(self) -> tuple[str, ...]:
        """The paths of what is missing under this reading; empty unless the outcome is unknown."""
        return self.decision.missing

    def to_dict(self) -> dict[str, Any]:
        """The form it has in documents."""
        decided = self.decision.to_dict()
        return {
            "reading": self.reading,
            "text": self.text.to_dict(),
            "outcome": self.outcome.value,
            "flips": self.flips,
            "unmet": decided["unmet"],
            "missing": decided["missing"],
        }


@attrs.frozen
class Assumed:
    """An assumption that an outcome rests on, as it was read, with its other readings; one that is fixed has none."""

    assumption: str
    reading: str | None
    text: Text
    alternatives: tuple[Alternative, ...]

    @property
    def is_fixed(self) -> bool:
        """Whether it has one reading only."""
        return not self.alternatives

    @property
    def flips(self) -> bool:
        """Whether another reading of it gives another outcome."""
        return any(alternative.flips for alternative in self.alternatives)

    def to_dict(self) -> dict[str, Any]:
        """The form it has in documents."""
        return {
            "assumption": self.assumption,
            "reading": self.reading,
            "text": self.text.to_dict(),
            "flips": self.flips,
            "alternatives": [alternative.to_dict() for alternative in self.alternatives],
        }


def weigh(
    plan: Plan,
    outcome: Outcome,
    assumptions: Sequence[str],
    rules: Rules,
    under: Callable[[str, str | None], Decision],
) -> tuple[Assumed, ...]:
    """Every assumption an outcome rests on with its other readings; ``under`` decides with one read otherwise."""
    texts = dict(plan.assumption_texts)
    weighed = []
    for named in assumptions:
        assumption, _, word = named.partition("=")
        others: list[str | None] = [None, *rules.readings_of(assumption)]
        others.remove(word or None)
        alternatives = []
        for reading in others:
            decision = under(assumption, reading)
            text = texts[name_reading(assumption, reading)]
            flips = decision.outcome is not outcome
            alternatives.append(Alternative(assumption, reading, text, flips, decision))
        weighed.append(Assumed(assumption, word or None, texts[named], tuple(alternatives)))
    return tuple(weighed)


def name_reading(assumption: str, reading: str | None) -> str:
    """How a reading is named: ``A5``, or ``A5=last-day-before`` where it is another than the rule set's own."""
    return assumption if reading is None else f"{assumption}={reading}"


def tell_sensitivity(weighed: Sequence[Assumed], unmet: Sequence[str], lang: Lang) -> Section:
    """What other readings would change, as a section; ``unmet`` is what stands in the way as it was decided."""
    lines: list[Line] = []
    for assumed in weighed:
        for alternative in assumed.alternatives:
            name = name_reading(alternative.assumption, alternative.reading)
            lines.append(Line(f"{name}  {alternative.text.in_lang(lang)}"))
            lines += _consequences(alternative, unmet, lang)
    fixed = LISTED.in_lang(lang).join(assumed.assumption for assumed in weighed if assumed.is_fixed)
    if fixed:
        lines.append(Line(catalogue.FIXED.say(lang, names=fixed)))
    if not weighed:
        lines.append(Line(catalogue.NOTHING_ASSUMED.in_lang(lang)))
    return Section(catalogue.OTHERWISE_READ.in_lang(lang), tuple(lines))


def _consequences(alternative: Alternative, unmet: Sequence[str], lang: Lang) -> Iterator[Line]:
    """The answer under a reading, then what stands in the way or is missing where that is news."""
    decision = alternative.decision
    status = STATUS_OF_OUTCOME[decision.outcome]
    if alternative.flips:
        answer = answer_in_words(decision.plan.answers, status, lang)
        yield Line(catalogue.ANSWER_CHANGES.say(lang, answer=answer), 1, status)
    else:
        yield Line(catalogue.ANSWER_STAYS.in_lang(lang), 1, status)
    if decision.unmet and decision.unmet != tuple(unmet):
        labels = {node.id: node.label.in_lang(lang) for node in decision.plan.nodes}
        for name in decision.unmet:
            yield Line(catalogue.WOULD_BE_UNMET.say(lang, label=labels[name]), 2)
    if alternative.flips:
        for path in decision.missing:
            yield Line(catalogue.WOULD_BE_MISSING.say(lang, path=path), 2)
