"""A loaded rule set: immutable, and safe to share between threads and forked processes."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs

from vip_cert_rules.dates import LAST_DAY
from vip_cert_rules.digest import digest_of, plain
from vip_cert_rules.faults import Fault, InputError, RuleSetError, nearest, show
from vip_cert_rules.generated import fields_of
from vip_cert_rules.measures.query import Query
from vip_cert_rules.plan.nodes import DaysInForce, Plan
from vip_cert_rules.plan.outcome import Decider, compile_outcome
from vip_cert_rules.reading import RULE_FILE_LIMITS, Document, read_file, read_text
from vip_cert_rules.rulesets.checks import check_rule_set
from vip_cert_rules.rulesets.compile.asked import Asked
from vip_cert_rules.rulesets.compile.plan import compile_plan
from vip_cert_rules.rulesets.language.claims import content_that_decides
from vip_cert_rules.rulesets.language.file import RULE_SET
from vip_cert_rules.rulesets.modules import content_with_modules, with_modules
from vip_cert_rules.rulesets.overlays.additions import content_with, lay_additions
from vip_cert_rules.rulesets.overlays.overlay import Overlay, content_after, load_overlay, load_parameters, resolve
from vip_cert_rules.rulesets.settings import Settings, choose_readings
from vip_cert_rules.rulesets.syntax import Dated, InForce, RuleSetPart
from vip_cert_rules.shapes import Refused, Report
from vip_cert_rules.text import Text

MOST_PLANS = 1024
"""Compiled plans that a rule set keeps; beyond it starts anew (switched readings can make very many)."""
MOST_OVERLAID = 64
"""Rule sets with overlays laid over them that one keeps; each keeps plans of its own."""
MOST_QUERIES = 2048
"""Queries that a rule set and all overlaid ones share; each set of parameters may bring queries of its own."""

_LEFT_OVER = ("unused-", "empty-group", "placeholder-without-value")


@attrs.frozen
class ReadyPlan:
    """A plan, and the quick way to its outcome."""

    plan: Plan
    decide: Decider


@attrs.frozen(slots=False, eq=False, repr=False)
class RuleSet:
    """The rules of one programme. Made by :func:`load_ruleset`; never changed afterwards.

    ``name`` and ``version`` are the author's; ``digest`` identifies the content: SHA-256 over its canonical JSON.
    """

    name: str
    version: str
    title: Text
    digest: str
    part: RuleSetPart
    content: Mapping[str, Any]
    settings: Settings = Settings()
    overlays: tuple[Overlay, ...] = ()
    # a memo of pure functions of the fields above: two threads may compute an entry twice, and either is right
    _plans: dict[Asked, ReadyPlan] = attrs.field(factory=dict)
    _ready: dict[tuple[str, int | None, str | None], ReadyPlan] = attrs.field(factory=dict)
    _queries: dict[Query, Query] = attrs.field(factory=dict)
    _overlaid: dict[tuple[object, ...], RuleSet] = attrs.field(factory=dict)
    _days: tuple[date, ...] = attrs.field(default=(), alias="days")
    _base: RuleSetPart | None = None
    """The parts without what overlays add; ``None``: none was laid."""

    def __getstate__(self) -> dict[str, Any]:
        return {**fields_of(self), "_plans": {}, "_ready": {}, "_queries": {}, "_overlaid": {}}

    def __repr__(self) -> str:
        return f"<RuleSet {self.name} {self.version}>"

    @property
    def base(self) -> RuleSetPart:
        """Its parts without what overlays add."""
        return self._base or self.part

    @property
    def questions(self) -> tuple[str, ...]:
        """What it can be asked."""
        return tuple(self.part.questions)

    @property
    def levels(self) -> tuple[int, ...]:
        """Its levels, the lowest (the highest number) first; empty for a programme without levels."""
        return tuple(int(level) for level in self.part.levels)

    @property
    def positions(self) -> tuple[str, ...]:
        """The names of its positions; empty for a programme without positions."""
        return tuple(self.part.positions)

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which some value of it changes."""
        return self._days

    @property
    def last_day(self) -> date:
        """The last day on which it is in force, as far as days go."""
        limits = self.part.in_force
        return LAST_DAY if limits is None or limits.end is None else limits.end

    def levels_of(self, question: str) -> tuple[int, ...]:
        """The levels a question is asked for."""
        return self.part.questions[question].levels or self.levels

    def check_call(
        self, question: object, level: object, position: object, assume: Mapping[str, str | None] | None = None
    ) -> None:
        """Raises :class:`InputError` unless the question can be asked for this level, position and readings."""
        if assume is None and isinstance(question, str) and (level is None or type(level) is int):
            levels = self._levels.get(question)
            if levels is not None and level in levels and position in self._positions:
                return
        faults = [*self._faults_of_call(question, level, position)]
        if assume is not None:
            try:
                choose_readings(self.part, assume)
            except InputError as error:
                faults += error.faults
        if faults:
            raise InputError(faults)

    def check_day(self, day: date, path: str = "as_of") -> None:
        """Raises :class:`InputError` on a day on which these rules, by themselves, cannot be asked.

        They are not in force, or have a transition open from another version, which only :class:`RuleSetVersions`
        brings along. ``path`` names the day in the call.
        """
        limits = self.part.in_force
        if limits is None or ((limits.start or day) <= day <= (limits.end or day)):
            for transition in self.part.transition:
                if day <= transition.until:
                    message = f"`{self.name}` {self.version} lets some finish under version {transition.from_version}"
                    hint = "load both versions together, for example as a folder"
                    raise InputError([Fault("version-not-loaded", "ruleset", message, hint)])
            return
        message = f"`{self.name}` {self.version} is not in force on {day}"
        raise InputError([Fault("not-in-force", path, message, f"it is {days_in_force(self.part.in_force)}")])

    @cached_property
    def _levels(self) -> Mapping[str, tuple[int | None, ...]]:
        """The levels that each question takes; ``None`` alone where there are none."""
        return {question: self.levels_of(question) or (None,) for question in self.questions}

    @cached_property
    def _positions(self) -> tuple[str | None, ...]:
        """The positions that may be asked about; ``None`` alone where there are none."""
        return self.positions or (None,)

    def _faults_of_call(self, question: object, level: object, position: object) -> Iterator[Fault]:
        known = isinstance(question, str) and question in self._levels
        if not known:
            message = f"`{self.name}` has no question {show(question)}"
            yield Fault("unknown-question", "question", message, nearest(question, self.questions))
        levels = self._levels[str(question)] if known else self.levels or (None,)
        listed = ", ".join(str(one) for one in levels)
        if level is None:
            if None not in levels:
                yield Fault("level-missing", "level", f"missing; `{self.name}` has levels", f"one of {listed}")
        elif None in levels:
            yield Fault("level-not-allowed", "level", f"{show(level)} given, but `{self.name}` has no levels")
        elif isinstance(level, bool) or not isinstance(level, int) or level not in levels:
            asked = f"level of question `{question}`" if known else f"level of `{self.name}`"
            yield Fault("unknown-level", "level", f"{show(level)} is not a {asked}", f"one of {listed}")
        known_positions = ", ".join(f"`{one}`" for one in self.positions)
        if position is None:
            if self.positions:
                yield Fault(
                    "position-missing", "position", f"missing; `{self.name}` has positions", f"one of {known_positions}"
                )
        elif not self.positions:
            message = f"{show(position)} given, but `{self.name}` has no positions"
            yield Fault("position-not-allowed", "position", message)
        elif position not in self.positions:
            message = f"{show(position)} is not a position of `{self.name}`"
            yield Fault("unknown-position", "position", message, nearest(str(position), self.positions))

    def overlaid(
        self,
        overlays: Sequence[str | os.PathLike[str] | Mapping[str, Any] | Overlay] = (),
        parameters: str | os.PathLike[str] | Mapping[str, Any] | None = None,
    ) -> RuleSet:
        """The same rules with overlays laid over them in their order, and then parameters; this one is not changed.

        Raises :class:`InputError` with every fault of all of them.
        """
        loaded, faults = load_overlays(overlays, parameters)
        laid = (*self.overlays, *loaded)
        base = self.base
        settings = self.settings
        try:
            settings = resolve(base, laid)
        except InputError as error:
            faults += error.faults
        if faults:
            try:
                lay_additions(base, laid)
            except InputError as error:
                faults += error.faults
            raise InputError(faults)
        key = (settings, *((overlay.name, overlay.digest) for overlay in laid))
        ready = self._overlaid.get(key)
        if ready is None:
            digest = digest_of(content_with(content_after(self.content, base, settings), laid))
            ready = attrs.evolve(
                self,
                digest=digest,
                part=lay_additions(base, laid),
                base=base,
                settings=settings,
                overlays=laid,
                plans={},
                ready={},
                overlaid={},
            )
            if len(self._overlaid) >= MOST_OVERLAID:
                self._overlaid.clear()
            self._overlaid[key] = ready
        return ready

    @cached_property
    def _names(self) -> tuple[tuple[str, str], ...]:
        """The named overlays in their order, with their digests."""
        return tuple((overlay.name, overlay.digest) for overlay in self.overlays if overlay.name is not None)

    def plan(
        self,
        question: str,
        level: int | None,
        position: str | None,
        as_of: date,
        assume: Mapping[str, str | None] | None,
    ) -> ReadyPlan:
        """The plan of a question as of a day, under switched readings. The call has been checked."""
        if not assume and not self._days:
            ready = self._ready.get((question, level, position))
            if ready is not None:
                return ready
        settings = self.switched(assume)
        day = self._days[max(0, bisect_right(self._days, as_of) - 1)] if self._days else None
        asked = Asked(question, level, position, settings, day)
        ready = self._plans.get(asked)
        if ready is None:
            plan = self.compile(self.part, asked)
            ready = ReadyPlan(plan, compile_outcome(plan))
            if len(self._plans) >= MOST_PLANS:
                self._plans.clear()
            self._plans[asked] = ready
        if settings is self.settings and not self._days:
            self._ready[question, level, position] = ready
        return ready

    def switched(self, assume: Mapping[str, str | None] | None) -> Settings:
        """What parameters and assumptions are set to under switched readings."""
        return self.settings.switched(choose_readings(self.part, assume), kept={*assume}) if assume else self.settings

    def compile(self, part: RuleSetPart, asked: Asked) -> Plan:
        """The plan of a question of ``part``: this rule set's own, or one with a question more."""
        if len(self._queries) >= MOST_QUERIES:
            self._queries.clear()
        plan = compile_plan(part, self.digest, self._names, asked, self._queries)
        limits = part.in_force
        return plan if limits is None else attrs.evolve(plan, in_force=DaysInForce(limits.start, limits.end))

    def readings_of(self, assumption: str) -> tuple[str, ...]:
        """The words an assumption can be switched to."""
        return tuple(self.part.assumptions[assumption].readings)

    def reread(self, plan: Plan, as_of: date, assumption: str, reading: str | None) -> tuple[Plan, Decider]:
        """A plan of these rules with one assumption read otherwise, all others as the plan has them."""
        ready = self.plan(plan.question, plan.level, plan.position, as_of, self.reading(plan, assumption, reading))
        return ready.plan, ready.decide

    def reading(self, plan: Plan, assumption: str, reading: str | None) -> dict[str, str | None]:
        """What to assume so that one assumption is read otherwise, and all others as a plan has them."""
        unswitched = dict.fromkeys(name for name, _word in self.settings.readings)
        return {**unswitched, **dict(plan.switches), assumption: reading}


def load_overlays(
    overlays: Sequence[str | os.PathLike[str] | Mapping[str, Any] | Overlay],
    parameters: str | os.PathLike[str] | Mapping[str, Any] | None,
) -> tuple[list[Overlay], list[Fault]]:
    """Overlays and then parameters, as far as their form is right, and every fault of the form of the others."""
    if isinstance(overlays, (str, os.PathLike, Mapping)) or not isinstance(overlays, Sequence):
        message = f"{show(overlays)} where a list of overlays is needed"
        raise InputError([Fault("wrong-type", "overlays", message)])
    faults: list[Fault] = []
    loaded: list[Overlay] = []
    for one in overlays:
        try:
            loaded.append(load_overlay(one))
        except InputError as error:
            faults += error.faults
    try:
        loaded += [] if parameters is None else [load_parameters(parameters)]
    except InputError as error:
        faults += error.faults
    return loaded, faults


def days_in_force(limits: InForce | None) -> str:
    """The days on which rules are in force, as a fault says them."""
    days = [("from", limits.start), ("to", limits.end)] if limits is not None else []
    told = " ".join(f"{word} {day}" for word, day in days if day)
    return f"in force {told}" if told else "in force on every day"


def load_rule_file(source: str | os.PathLike[str]) -> RuleSet:
    """The rule set in a YAML or JSON file. Raises :class:`RuleSetError` with every fault of the file."""
    return structure_ruleset(read_file(source, RuleSetError, limits=RULE_FILE_LIMITS), Path(source).parent)


def load_ruleset_text(text: str | bytes, name: str) -> RuleSet:
    """The rule set in a text; ``name`` stands for the file in faults."""
    return structure_ruleset(read_text(text, name, RuleSetError, limits=RULE_FILE_LIMITS))


def structure_ruleset(document: Document, beside: Path | None = None, *, is_mutant: bool = False) -> RuleSet:
    """From a text read into plain values to a rule set; every fault at once. ``beside`` is the folder of its file.

    ``is_mutant``: something was taken out of sound rules to see whether anybody notices. What that leaves over, unused,
    empty, or spoken of in a text only, is no fault then.
    """
    report = Report(document.place_of, document.key_places.get)
    part = RULE_SET.read(document.value, (), report)
    if isinstance(part, Refused):
        raise RuleSetError(report.in_order())
    part = with_modules(part, beside, report)
    check_rule_set(part, report)
    if is_mutant:
        report.faults[:] = (fault for fault in report.faults if not fault.code.startswith(_LEFT_OVER))
    if report.faults:
        raise RuleSetError(report.in_order())
    content = plain(document.value)
    assert isinstance(content, dict)
    content = content_with_modules(content_that_decides(content), part)
    days = sorted({day for value in _values(part) if isinstance(value, Dated) for day, _ in value.values})
    return RuleSet(
        name=part.ruleset,
        version=part.version,
        title=part.title,
        digest=digest_of(content),
        part=part,
        content=content,
        days=tuple(days),
    )


def _values(part: RuleSetPart) -> list[Any]:
    out: list[Any] = []
    for parameter in part.parameters.values():
        out += [parameter.value] if parameter.values is None else list(parameter.values.values())
    return out
