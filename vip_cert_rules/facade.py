"""What most users need: one call from a candidate's facts to an explained decision. It orders the steps, no more."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.candidate.structure import structure_candidate
from vip_cert_rules.dates import FIRST_DAY, LAST_DAY
from vip_cert_rules.decision.decision import Conclusion, Decision
from vip_cert_rules.decision.outcome import OUTCOME_OF_TRUTH
from vip_cert_rules.engines.catalogue import load_engine
from vip_cert_rules.engines.protocol import Engine
from vip_cert_rules.faults import Fault, InputError
from vip_cert_rules.plan.nodes import Plan
from vip_cert_rules.rulesets.bundled import find_rules
from vip_cert_rules.rulesets.call import Call, RulesOfDay
from vip_cert_rules.rulesets.overlays.overlay import Overlay
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.rulesets.versions.versions import RuleSetVersions
from vip_cert_rules.shapes import Day, Refused, Report

_DAY = Day()


def evaluate(
    candidate: Candidate | Mapping[str, Any],
    *,
    ruleset: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | RuleSet | RuleSetVersions,
    question: str,
    level: int | None = None,
    position: str | None = None,
    as_of: date | str,
    rules_as_of: date | str | None = None,
    overlays: Sequence[str | os.PathLike[str] | Mapping[str, Any] | Overlay] = (),
    parameters: str | os.PathLike[str] | Mapping[str, Any] | None = None,
    assume: Mapping[str, str | None] | None = None,
    engine: str = "auto",
) -> Decision:
    """Decides one question about one candidate as of a day.

    ``candidate`` is a :class:`Candidate` or a mapping in the form of the record contract; ``ruleset`` the name of a
    bundled programme, the path of a rule file, of a folder of its versions or a list of their files, or what was loaded
    from these; ``level`` a level of the programme (1 is the highest), ``None`` where it has none; ``as_of`` a ``date``
    or ``YYYY-MM-DD``: nothing reads the clock. The version and the values in force on the as-of date apply, or those of
    the day ``rules_as_of`` where one is given; which records count is a matter of ``as_of`` alone.
    ``overlays`` are laid over the rule set in their order, then ``parameters``, an overlay without a name: each a
    mapping or the path of a file. ``assume`` switches readings of assumptions for this call, after all overlays:
    ``{"A7": "ever-obtained"}``. ``engine`` is ``"auto"`` (durable_rules, checked by the direct engine), ``"direct"`` or
    ``"durable"``; the decision does not depend on it.

    Raises :class:`~vip_cert_rules.faults.InputError` with every fault of the record and of the call,
    :class:`~vip_cert_rules.faults.RuleSetError` for a broken rule file,
    :class:`~vip_cert_rules.faults.EngineUnavailable` where the engine asked for does not work here, and
    :class:`~vip_cert_rules.faults.EngineDisagreement` should two engines ever differ.
    """
    rules = ruleset if isinstance(ruleset, RuleSet) else find_rules(ruleset)
    if parameters is not None or (overlays != () and overlays is not None):
        rules = rules.overlaid(overlays, parameters)
    rules_day = None
    if (
        type(candidate) is Candidate
        and type(as_of) is date
        and FIRST_DAY <= as_of <= LAST_DAY
        and rules_as_of is None
        and isinstance(rules, RuleSet)
    ):
        person, day = candidate, as_of
        rules.check_call(question, level, position, assume)
        rules.check_day(day)
        ready = rules.plan(question, level, position, day, assume)
        made_by: RuleSet | RulesOfDay = rules
    else:
        call = Call(rules, question, level, position, assume)
        person, day, rules_day = _structure(candidate, as_of, rules_as_of, call)
        made_by = call.rules_on(rules_day or day)
        ready = made_by.plan(question, level, position, assume)
    if engine == "direct":
        outcome = OUTCOME_OF_TRUTH[ready.decide(person, day)]
        return Decision(outcome, ready.plan, person, day, conclude_directly, made_by, rules_day)
    conclusion = conclude_with(load_engine(engine), ready.plan, person, day)
    outcome = OUTCOME_OF_TRUTH[conclusion[1][-1]]
    return Decision(outcome, ready.plan, person, day, Concluded(conclusion, ready.plan), made_by, rules_day)


def conclude_with(engine: Engine, plan: Plan, candidate: Candidate, as_of: date) -> Conclusion:
    """Measures everything a plan asks for and has an engine conclude from it."""
    readings = plan.measure(candidate, as_of)
    return readings, engine.conclude(plan.circuit, readings)


def conclude_directly(plan: Plan, candidate: Candidate, as_of: date) -> Conclusion:
    """The same with the direct engine: how a decision made the quick way explains itself when asked."""
    return conclude_with(load_engine("direct"), plan, candidate, as_of)


@attrs.frozen
class Concluded:
    """A conclusion from a plan that is there already; from another plan, the direct engine's."""

    conclusion: Conclusion
    plan: Plan

    def __call__(self, plan: Plan, candidate: Candidate, as_of: date) -> Conclusion:
        """The conclusion. Candidate and day are those of the decision that holds it."""
        return self.conclusion if plan is self.plan else conclude_directly(plan, candidate, as_of)


def _structure(
    candidate: object, as_of: object, rules_as_of: object, call: Call
) -> tuple[Candidate, date, date | None]:
    """The person and the days, or every fault of the record and of the call."""
    faults: list[Fault] = []
    person = candidate
    if not isinstance(person, Candidate):
        try:
            person = structure_candidate(person)
        except InputError as error:
            faults += error.faults
    report = Report()
    day = _DAY.read(as_of, ("as_of",), report)
    rules_day = None if rules_as_of is None else _DAY.read(rules_as_of, ("rules_as_of",), report)
    faults += report.faults
    ruled_by, path = (day, "as_of") if rules_as_of is None else (rules_day, "rules_as_of")
    faults += call.faults_on(ruled_by, path) if isinstance(ruled_by, date) else call.faults()
    if faults or not isinstance(person, Candidate) or isinstance(day, Refused) or isinstance(rules_day, Refused):
        raise InputError(faults)
    return person, day, rules_day
