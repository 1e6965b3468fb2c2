"""A whole verification: every check at every position, on every day on which rules change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import attrs

from vip_cert_rules.authoring.verification.checks.answers import check_answers
from vip_cert_rules.authoring.verification.checks.effect import check_effect
from vip_cert_rules.authoring.verification.checks.ladder import check_ease, check_ways_up
from vip_cert_rules.authoring.verification.checks.lapsing import check_lapsing
from vip_cert_rules.authoring.verification.checks.monotone import check_monotone
from vip_cert_rules.authoring.verification.checks.overlays import check_overlays
from vip_cert_rules.authoring.verification.checks.properties import check_properties, faults_of_claims
from vip_cert_rules.authoring.verification.model import Finding, NotExamined, Verified
from vip_cert_rules.authoring.verification.scene import Scene
from vip_cert_rules.dates import FIRST_DAY, LAST_DAY
from vip_cert_rules.faults import InputError
from vip_cert_rules.measures.criteria import Between, CountsUntil
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.rulesets.syntax import FindingKind

Check = Callable[[Scene], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    check_answers,
    check_effect,
    check_ease,
    check_ways_up,
    check_lapsing,
    check_monotone,
    check_properties,
)

A_DAY = date(2024, 1, 1)
"""Where nothing in a rule set hangs on the day, any will do: only lengths of months differ from one to another."""

ON_EVERY_DAY = frozenset(
    {
        FindingKind.NEVER_YES,
        FindingKind.NEVER_NO,
        FindingKind.ROUTE_WITHOUT_EFFECT,
        FindingKind.CONDITION_WITHOUT_EFFECT,
        FindingKind.WAIVER_WITHOUT_EFFECT,
    }
)
"""What is no finding where it is so on some of the days only: rules for a time have no effect after it."""


def days_of(rules: RuleSet) -> tuple[date, ...]:
    """The as-of dates on which a verification looks at rules.

    The day from which they are in force, those from which values in them are, the last days of what they recognise for
    a time only, and, where they are in force without a beginning, a day that stands for all others.
    """
    limits = rules.part.in_force
    start = None if limits is None else limits.start
    end = None if limits is None else limits.end
    named = {*_turns(rules), *_last_days(rules)}
    if start is not None or FIRST_DAY not in rules.days:
        named.add(start or A_DAY)
    within = {day for day in named if (start is None or day >= start) and (end is None or day <= end)}
    return tuple(sorted(within)) or (end or A_DAY,)


def _turns(rules: RuleSet) -> Iterator[date]:
    """The days from which values are in force; of one without a beginning, the last day on which it is.

    On the first day there is nobody has a past.
    """
    for number, day in enumerate(rules.days):
        if day > FIRST_DAY:
            yield day
        elif number + 1 < len(rules.days):
            yield rules.days[number + 1] - timedelta(days=1)


def _last_days(rules: RuleSet) -> Iterator[date]:
    """The last days that tests of records name."""
    for question in rules.questions:
        for level in rules.levels_of(question) or (None,):
            for position in rules.positions or (None,):
                for node in rules.plan(question, level, position, LAST_DAY, None).plan.nodes:
                    for query in node.test.measure.queries() if node.test else ():
                        yield from (one.last for one in query.criteria if isinstance(one, (Between, CountsUntil)))


def verify(
    rules: RuleSet,
    *,
    days: Sequence[date] = (),
    assume: Mapping[str, str] | None = None,
    before: RuleSet | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Verified:
    """What is remarkable about a rule set.

    ``days`` are as-of dates, by default those on which rules change; ``assume`` switches readings; ``before`` are the
    same rules without overlays, where these are to be held against them; ``progress`` is told how far it is.

    Raises :class:`InputError` where z3 is not installed, and where a claim names a node that no question has.
    """
    chosen = tuple(days) or days_of(rules)
    scenes = [
        Scene(rules, day, position, dict(assume or {})) for day in chosen for position in rules.positions or (None,)
    ]
    _check_claims(scenes)
    found: list[tuple[Finding, str | None]] = []
    checks: list[Check] = [*CHECKS]
    if before is not None:
        base = before
        checks.append(lambda scene: check_overlays(scene, base))
    for number, scene in enumerate(scenes):
        for step, check in enumerate(checks):
            progress(number * len(checks) + step, len(scenes) * len(checks))
            found += [(finding, scene.position) for finding in check(scene)]
    progress(len(scenes) * len(checks), len(scenes) * len(checks))
    return _verified(rules, scenes, chosen, _joined(found, rules, chosen))


def _check_claims(scenes: Sequence[Scene]) -> None:
    """A node that claims name may be there at some positions only; where it is at none, that is a fault."""
    faults = [set(faults_of_claims(scene)) for scene in scenes]
    at_none = set.intersection(*faults) if faults else set()
    if at_none:
        raise InputError(fault for fault in faults_of_claims(scenes[0]) if fault in at_none)


def _joined(found: Sequence[tuple[Finding, str | None]], rules: RuleSet, days: Sequence[date]) -> list[Finding]:
    """One finding for what is found at several positions or on several days, and of a question within another."""
    joined: dict[tuple[FindingKind, str, str], list[tuple[Finding, str | None]]] = {}
    for finding, position in found:
        joined.setdefault((finding.kind, finding.at, finding.text.en), []).append((finding, position))
    out = []
    for same in joined.values():
        first = same[0][0]
        if first.kind in ON_EVERY_DAY and len({finding.as_of for finding, _position in same}) < len(days):
            continue
        at = tuple(dict.fromkeys(position for _finding, position in same if position is not None))
        out.append(attrs.evolve(first, positions=() if len(at) == len(rules.positions) else at))
    nodes = {(finding.kind, finding.at) for finding in out}
    return [finding for finding in out if not any((finding.kind, at) in nodes for at in _embedded(finding.at))]


def _embedded(at: str) -> Iterator[str]:
    """The ids that a node has where the question it belongs to is asked by itself."""
    _, dot, rest = at.partition(".")
    while dot:
        yield rest
        _, dot, rest = rest.partition(".")


def _verified(rules: RuleSet, scenes: Sequence[Scene], days: tuple[date, ...], found: Sequence[Finding]) -> Verified:
    reasons = {(one.finding, one.at): one.reason for one in rules.part.intended}
    unintended = [finding for finding in found if (finding.kind, finding.at) not in reasons]
    intended = [
        attrs.evolve(finding, reason=reasons[finding.kind, finding.at])
        for finding in found
        if (finding.kind, finding.at) in reasons
    ]
    seen = {(finding.kind, finding.at) for finding in intended}
    not_examined = {
        (asked.question, asked.level): NotExamined(asked.question, asked.level, scene.waits_for(asked))
        for scene in scenes
        for asked in scene.asked()
        if scene.waits_for(asked) or asked in scene.undecided
    }
    return Verified(
        findings=tuple(unintended),
        intended=tuple(intended),
        unfounded=tuple(key for key in reasons if key not in seen),
        not_examined=tuple(not_examined.values()),
        days=days,
        examined=sum(len(scene.examined()) for scene in scenes),
    )
