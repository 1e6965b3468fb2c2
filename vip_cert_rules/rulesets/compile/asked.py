"""What a plan is compiled for, and how the choices of a rule file fall there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from vip_cert_rules.rulesets.language.forms import SUPPLIED
from vip_cert_rules.rulesets.settings import Settings, is_supplied
from vip_cert_rules.rulesets.syntax import Choice, Given, RuleSetPart, Sometimes
from vip_cert_rules.text import Text


@attrs.frozen
class Thing:
    """What ``each`` is at: a thing of a list, or an entry of a parameter, with what a route demands."""

    name: str
    label: Text
    route: Mapping[str, Any] | None = None


@attrs.frozen
class Asked:
    """What a plan is compiled for. ``day`` picks dated values; ``None``: the first of each.

    ``outermost`` is the question that was asked, where ``question`` is one within it; ``thing`` is what ``each`` is at.
    """

    question: str
    level: int | None
    position: str | None
    settings: Settings
    day: date | None = None
    outermost: str | None = None
    thing: Thing | None = None
    looked_up: set[str] = attrs.field(factory=set, eq=False, repr=False)
    """The parameters that were asked for so far, in the whole of the plan."""


@attrs.define
class Chooser:
    """Resolves choices, and notes the assumptions by which it chose."""

    part: RuleSetPart
    asked: Asked
    used: list[str] = attrs.field(factory=list)

    def pick(self, part: Sometimes[Any]) -> Any:
        """The part itself, or the case that holds here."""
        while isinstance(part, Choice):
            word: str | None
            if part.subject == "level":
                word = None if self.asked.level is None else str(self.asked.level)
            elif part.subject == "position":
                word = self.asked.position
            elif part.subject == "question":
                word = self.asked.outermost or self.asked.question
            elif part.given is not None:
                word = SUPPLIED if self.has(part.given) else None
            else:
                word = self.asked.settings.reading(part.subject)
                self.used.append(part.subject if word is None else f"{part.subject}={word}")
            if word is not None and word in part.cases:
                part = part.cases[word]
                continue
            part = part.otherwise
        return part

    def has(self, given: Given) -> bool:
        """Whether a parameter was supplied; of a member, whether the route that is gone through demands it."""
        self.asked.looked_up.add(given.parameter)
        if given.member is None:
            return is_supplied(self.part, self.asked.settings, given.parameter)
        thing = self.asked.thing
        return thing is not None and thing.route is not None and given.member in thing.route


def order_assumptions(part: RuleSetPart, names: tuple[str, ...]) -> tuple[str, ...]:
    """Each once, in the order in which the rule set declares them."""
    declared = list(part.assumptions)
    return tuple(sorted(set(names), key=lambda name: (declared.index(name.partition("=")[0]), name)))
