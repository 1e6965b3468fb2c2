"""What rule tests ask, case by case and beyond: every question at every level, so that nothing goes unasked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import attrs

from vip_cert_rules.authoring.tables.model import Asked, Case, Rules
from vip_cert_rules.rulesets.ruleset import RuleSet


@attrs.frozen(eq=False)
class Ground:
    """One way to ask, and the numbers of the cases that ask so; without any, ``beside`` is the case to build on."""

    asked: Asked
    cases: tuple[int, ...]
    beside: int


def grounds_of(cases: Sequence[Case]) -> tuple[Ground, ...]:
    """The ways in which cases ask, in their order."""
    found: dict[object, list[int]] = {}
    for number, case in enumerate(cases):
        found.setdefault(_key(case.asked), []).append(number)
    return tuple(Ground(cases[numbers[0]].asked, tuple(numbers), numbers[0]) for numbers in found.values())


def _key(asked: Asked) -> object:
    laid = tuple((overlay.name, overlay.digest) for overlay in asked.overlays)
    days = (asked.as_of, asked.rules_as_of)
    return (asked.question, asked.level, asked.position, days, tuple(sorted(asked.assume.items(), key=str)), laid)


def unasked(rules: Rules, grounds: Sequence[Ground]) -> Iterator[Ground]:
    """Questions, levels and positions that no case asks, and days from which other values hold, beside a case.

    Such a case asks the same question where there is one, and another where there is none.
    """
    if not grounds:
        return
    known = {(one.asked.question, one.asked.level, one.asked.position) for one in grounds}
    for day, version in _on_days(rules, grounds):
        for question in version.questions:
            nearest = next((one for one in grounds if one.asked.question == question), grounds[0])
            for level in version.levels_of(question) or (None,):
                for position in version.positions or (None,):
                    is_new_day = not any(_in_force_alike(version, day, one.asked) for one in grounds)
                    if is_new_day or (question, level, position) not in known:
                        as_of = day if is_new_day else nearest.asked.as_of
                        asked = attrs.evolve(
                            nearest.asked, question=question, level=level, position=position, as_of=as_of
                        )
                        yield Ground(asked, (), nearest.beside)


def _on_days(rules: Rules, grounds: Sequence[Ground]) -> Iterator[tuple[date, RuleSet]]:
    """Each version with the days on which its values change, and one on which it is asked, or could be."""
    for version in (rules,) if isinstance(rules, RuleSet) else rules.versions:
        limits = version.part.in_force
        asked = [one.asked.rules_as_of or one.asked.as_of for one in grounds]
        starts = [day for day in asked if _is_in_force(version, day)][:1]
        if not starts and limits is not None and limits.start is not None:
            starts = [limits.start]
        for day in dict.fromkeys((*starts, *(day for day in version.days if _is_in_force(version, day)))):
            yield day, version


def _is_in_force(version: RuleSet, day: date) -> bool:
    limits = version.part.in_force
    return limits is None or (limits.start or day) <= day <= (limits.end or day)


def _in_force_alike(version: RuleSet, day: date, asked: Asked) -> bool:
    """Whether what is asked is asked of the same version, on a day with the same values in force."""
    other = asked.rules_as_of or asked.as_of
    return _is_in_force(version, other) and _period(version, day) == _period(version, other)


def _period(version: RuleSet, day: date) -> int:
    return sum(start <= day for start in version.days)
