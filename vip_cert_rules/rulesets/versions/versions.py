"""The versions of one rule set, each for days of its own: the one in force on a day decides."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from vip_cert_rules.digest import exact
from vip_cert_rules.faults import Fault, InputError
from vip_cert_rules.generated import fields_of
from vip_cert_rules.plan.nodes import DaysInForce, Plan
from vip_cert_rules.plan.outcome import compile_outcome
from vip_cert_rules.rulesets.overlays.additions import lay_additions
from vip_cert_rules.rulesets.overlays.overlay import Overlay, resolve
from vip_cert_rules.rulesets.ruleset import MOST_OVERLAID, MOST_PLANS, ReadyPlan, RuleSet, days_in_force, load_overlays
from vip_cert_rules.rulesets.settings import choose_readings
from vip_cert_rules.rulesets.syntax import RuleSetPart, TransitionPart
from vip_cert_rules.rulesets.versions.transition import Route, compile_begun, join_versions
from vip_cert_rules.text import Text


@attrs.frozen(slots=False, eq=False, repr=False)
class RuleSetVersions:
    """All versions of one rule set. Made by :func:`load_ruleset` of a folder or of several files; never changed.

    ``versions`` are in the order of their days; a day may be without any.
    """

    versions: tuple[RuleSet, ...]
    overlays: tuple[Overlay, ...] = ()
    # memos of pure functions of the fields above: two threads may compute an entry twice, and either is right
    _laid: dict[str, RuleSet] = attrs.field(factory=dict)
    _older: dict[str, RuleSet] = attrs.field(factory=dict)
    _plans: dict[tuple[Plan, tuple[TransitionPart, ...]], ReadyPlan] = attrs.field(factory=dict)
    _overlaid: dict[tuple[object, ...], RuleSetVersions] = attrs.field(factory=dict)

    def __getstate__(self) -> dict[str, Any]:
        return {**fields_of(self), "_laid": {}, "_older": {}, "_plans": {}, "_overlaid": {}}

    def __repr__(self) -> str:
        return f"<RuleSetVersions {self.name} {', '.join(rules.version for rules in self.versions)}>"

    @property
    def name(self) -> str:
        """The name that all versions have."""
        return self.versions[-1].name

    @property
    def title(self) -> Text:
        """The title of the last version."""
        return self.versions[-1].title

    def on(self, day: date, path: str = "as_of") -> RuleSet:
        """The version in force on a day, overlaid. ``path`` names the day in the call.

        Raises :class:`InputError` where none is, and where an overlay does not fit the one that is.
        """
        for rules in self.versions:
            limits = rules.part.in_force
            if limits is None or (limits.start or day) <= day <= (limits.end or day):
                return self._overlaid_version(rules)
        message = f"no version of `{self.name}` is in force on {day}"
        told = (f"version {rules.version} is {days_in_force(rules.part.in_force)}" for rules in self.versions)
        raise InputError([Fault("not-in-force", path, message, "; ".join(told))])

    def _overlaid_version(self, rules: RuleSet) -> RuleSet:
        if not self.overlays:
            return rules
        laid = self._laid.get(rules.version)
        if laid is None:
            laid = self._laid[rules.version] = rules.overlaid(self.overlays)
        return laid

    def overlaid(
        self,
        overlays: Sequence[str | os.PathLike[str] | Mapping[str, Any] | Overlay] = (),
        parameters: str | os.PathLike[str] | Mapping[str, Any] | None = None,
    ) -> RuleSetVersions:
        """The same versions with overlays laid over them in their order, and then parameters.

        Whether they fit is seen when a day is asked about: they have to fit the version in force on it.
        Raises :class:`InputError` with every fault of their form.
        """
        loaded, faults = load_overlays(overlays, parameters)
        if faults:
            raise InputError(faults)
        laid = (*self.overlays, *loaded)
        # nothing is checked yet: what is known of one must not be taken for another of the same digest that is at fault
        key = tuple((one.name, one.digest, exact(one.contents)) for one in laid)
        ready = self._overlaid.get(key)
        if ready is None:
            ready = RuleSetVersions(self.versions, laid)
            if len(self._overlaid) >= MOST_OVERLAID:
                self._overlaid.clear()
            self._overlaid[key] = ready
        if all(one.document is other.document for one, other in zip(laid, ready.overlays)):
            return ready
        return attrs.evolve(ready, overlays=laid)  # with its memos, but faults have places in the files given now

    def plan(
        self,
        question: str,
        level: int | None,
        position: str | None,
        day: date,
        assume: Mapping[str, str | None] | None,
    ) -> ReadyPlan:
        """The plan of a question under the rules of a day, with the transitions open on it. The call was checked."""
        rules = self.on(day)
        ready = rules.plan(question, level, position, day, assume)
        if len(self.versions) == 1:
            return ready
        transitions = tuple(self._open(rules, question, level, position, day))
        known = self._plans.get((ready.plan, transitions))
        if known is None:
            plan = _one_of_several(ready.plan)
            if transitions:
                asked = (question, level, position)
                plan = join_versions(plan, (self._route(rules, one, asked, day, assume) for one in transitions))
            known = ReadyPlan(plan, compile_outcome(plan) if transitions else ready.decide)
            if len(self._plans) >= MOST_PLANS:
                self._plans.clear()
            self._plans[ready.plan, transitions] = known
        return known

    # --- transitions ---------------------------------------------------------------------------------------------

    def _open(
        self, rules: RuleSet, question: str, level: int | None, position: str | None, day: date
    ) -> Iterator[TransitionPart]:
        """The transitions by which a question may be met on a day: the older version can be asked it as well."""
        for transition in rules.part.transition:
            if day <= transition.until and (transition.questions is None or question in transition.questions):
                try:
                    self._version(transition.from_version).check_call(question, level, position)
                except InputError:
                    continue
                yield transition

    def _route(
        self,
        rules: RuleSet,
        transition: TransitionPart,
        asked: tuple[str, int | None, str | None],
        day: date,
        assume: Mapping[str, str | None] | None,
    ) -> Route:
        begun = compile_begun(rules, transition, *asked, day, assume)
        older = self._older_version(transition.from_version)
        readings = {name: word for name, word in (assume or {}).items() if _has_reading(older.part, name, word)}
        limits = older.part.in_force
        # people finish under the older version as it was when it ended, not as it would have gone on
        last = day if limits is None or limits.end is None else limits.end
        return Route(transition, begun, older.plan(*asked, last, readings).plan)

    def _version(self, version: str) -> RuleSet:
        return next(rules for rules in self.versions if rules.version == version)

    def _older_version(self, version: str) -> RuleSet:
        """A version with what the overlays set that it has as well; one made for another version leaves it alone."""
        older = self._older.get(version)
        if older is None:
            rules = self._version(version)
            shared = [_fitting(rules.part, one) for one in self.overlays if one.version in (None, version)]
            older = self._older[version] = rules.overlaid(shared) if shared else rules
        return older


def _one_of_several(plan: Plan) -> Plan:
    return attrs.evolve(plan, in_force=attrs.evolve(plan.in_force or DaysInForce(), several=True))


def _fitting(part: RuleSetPart, overlay: Overlay) -> Overlay:
    """What of an overlay a version can be set to; the rest stays as its documents say."""
    parameters = {name: value for name, value in overlay.parameters.items() if _has_value(part, name, value)}
    switches = {name: word for name, word in overlay.switches.items() if _has_reading(part, name, word)}
    kept = overlay.additions if _takes_additions(part, overlay) else {}
    return attrs.evolve(overlay, parameters=parameters, switches=switches, additions=kept)


def _takes_additions(part: RuleSetPart, overlay: Overlay) -> bool:
    try:
        lay_additions(part, [overlay])
    except InputError:
        return False
    return True


def _has_value(part: RuleSetPart, name: str, value: Any) -> bool:
    try:
        resolve(part, [Overlay(None, parameters={name: value})])
    except InputError:
        return False
    return True


def _has_reading(part: RuleSetPart, name: str, word: str | None) -> bool:
    try:
        choose_readings(part, {name: word})
    except InputError:
        return False
    return True
