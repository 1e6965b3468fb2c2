"""A call: what is asked of which rules, what may be wrong with that on a day, and the plan of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import attrs

from vip_cert_rules.faults import Fault, InputError
from vip_cert_rules.rulesets.ruleset import ReadyPlan, RuleSet
from vip_cert_rules.rulesets.versions import RuleSetVersions


@attrs.frozen
class Call:
    """A question of some rules, for a level and a position, under switched readings."""

    rules: RuleSet | RuleSetVersions
    question: str
    level: object
    position: str | None
    assume: Mapping[str, str | None] | None

    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with asking this on whatever day; of several versions that cannot be told."""
        return self._faults_of(self.rules) if isinstance(self.rules, RuleSet) else ()

    def faults_on(self, day: date, path: str) -> tuple[Fault, ...]:
        """What is wrong with asking this of the rules of a day; ``path`` names the day in the call."""
        try:
            if isinstance(self.rules, RuleSetVersions):
                return self._faults_of(self.rules.on(day, path))
            self.rules.check_day(day, path)
        except InputError as error:
            return (*self.faults(), *error.faults)
        return self.faults()

    def _faults_of(self, rules: RuleSet) -> tuple[Fault, ...]:
        try:
            rules.check_call(self.question, self.level, self.position, self.assume)
        except InputError as error:
            return error.faults
        return ()

    def plan_on(self, day: date) -> ReadyPlan:
        """The plan under the rules of a day on which nothing is wrong with asking."""
        assert self.level is None or isinstance(self.level, int), "the call was checked"
        return self.rules.plan(self.question, self.level, self.position, day, self.assume)
