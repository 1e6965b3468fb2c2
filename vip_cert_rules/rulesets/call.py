"""A call: what is asked of which rules, what may be wrong with that on a day, and the plan of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import attrs

from vip_cert_rules.faults import Fault, InputError
from vip_cert_rules.plan.nodes import Plan
from vip_cert_rules.plan.outcome import Decider
from vip_cert_rules.rulesets.ruleset import ReadyPlan, RuleSet
from vip_cert_rules.rulesets.versions.versions import RuleSetVersions


@attrs.frozen
class Call:
    """A question of some rules, for a level and a position, under switched readings."""

    rules: RuleSet | RuleSetVersions
    question: str
    level: int | str | None
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

    def rules_on(self, day: date) -> RulesOfDay:
        """The rules of a day on which nothing is wrong with asking."""
        version = self.rules if isinstance(self.rules, RuleSet) else self.rules.on(day)
        return RulesOfDay(self.rules, version, day)


@attrs.frozen
class RulesOfDay:
    """Rules as of one day: the version in force on it, with the transitions that are open."""

    rules: RuleSet | RuleSetVersions
    version: RuleSet
    day: date

    def plan(
        self, question: str, level: int | None, position: str | None, assume: Mapping[str, str | None] | None
    ) -> ReadyPlan:
        """The plan of a question. The call was checked."""
        return self.rules.plan(question, level, position, self.day, assume)

    def readings_of(self, assumption: str) -> tuple[str, ...]:
        """The words an assumption can be switched to; none where only an older version makes it."""
        return self.version.readings_of(assumption) if assumption in self.version.part.assumptions else ()

    def reread(self, plan: Plan, as_of: date, assumption: str, reading: str | None) -> tuple[Plan, Decider]:
        """A plan of these rules with one assumption read otherwise, whatever the as-of date."""
        del as_of
        ready = self.plan(plan.question, plan.level, plan.position, self.version.reading(plan, assumption, reading))
        return ready.plan, ready.decide
