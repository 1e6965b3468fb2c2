"""Where two rule sets differ: by question, level and position, in stretches of days with one plan each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

import attrs

from vip_cert_rules.authoring.impact.model import Apart, Asking
from vip_cert_rules.authoring.tables.model import Rules
from vip_cert_rules.authoring.tables.plans import have_same_logic
from vip_cert_rules.dates import LAST_DAY
from vip_cert_rules.faults import InputError
from vip_cert_rules.rulesets.ruleset import ReadyPlan, RuleSet

ONE_DAY = timedelta(days=1)
Assume = Mapping[str, str | None]


@attrs.frozen(eq=False)
class Stretch:
    """Days on which a question is answered by one plan each, and the two differ."""

    asking: Asking
    first: date
    last: date
    old: ReadyPlan
    new: ReadyPlan


@attrs.frozen(eq=False)
class Layout:
    """Everything two rule sets are asked on some days: how much, where they differ, and what only one can be asked."""

    asked: int
    stretches: tuple[Stretch, ...]
    apart: tuple[Apart, ...]


def lay_out(old: Rules, new: Rules, first: date, last: date, assume: Assume, chosen: Iterable[Asking] | None) -> Layout:
    """What both are asked from ``first`` through ``last``, or only what was ``chosen``.

    Raises :class:`InputError` where rules are not in force on some of the days.
    """
    starts = [first, *sorted(day for day in {*_turns(old), *_turns(new)} if first < day <= last)]
    ends = [day - ONE_DAY for day in (*starts[1:], last + ONE_DAY)]
    grid = dict.fromkeys(chosen) if chosen is not None else _grid(old, new, starts)
    stretches, apart, asked = [], [], set()
    for asking in grid:
        for start, end in zip(starts, ends):
            plans = _plan(old, asking, start, assume), _plan(new, asking, start, assume)
            before, after = plans
            if before is not None and after is not None:
                asked.add(asking)
                if not have_same_logic(before.plan, after.plan):
                    stretches.append(Stretch(asking, start, end, before, after))
            elif before is not None or after is not None:
                apart.append(Apart(asking, start, end, after is not None))
    return Layout(len(asked), tuple(stretches), tuple(apart))


def version_on(rules: Rules, day: date) -> RuleSet:
    """The rules that decide on a day. Raises :class:`InputError` where none are in force."""
    if isinstance(rules, RuleSet):
        rules.check_day(day)
        return rules
    return rules.on(day)


def _grid(old: Rules, new: Rules, days: Iterable[date]) -> dict[Asking, None]:
    grid: dict[Asking, None] = {}
    for day in days:
        for rules in (version_on(old, day), version_on(new, day)):
            for question in rules.questions:
                for level in rules.levels_of(question) or (None,):
                    for position in rules.positions or (None,):
                        grid[Asking(question, level, position)] = None
    return grid


def _plan(rules: Rules, asking: Asking, day: date, assume: Assume) -> ReadyPlan | None:
    """The plan of a question on a day; ``None``: the rules of that day cannot be asked it."""
    version = version_on(rules, day)
    known = {name: word for name, word in assume.items() if name in version.part.assumptions}
    try:
        version.check_call(asking.question, asking.level, asking.position)
    except InputError:
        return None
    version.check_call(asking.question, asking.level, asking.position, known)
    return rules.plan(asking.question, asking.level, asking.position, day, known or None)


def _turns(rules: Rules) -> Iterator[date]:
    """The days from which something else is in force."""
    for version in (rules,) if isinstance(rules, RuleSet) else rules.versions:
        yield from version.days
        limits = version.part.in_force
        if limits is not None and limits.start is not None:
            yield limits.start
        ends = [transition.until for transition in version.part.transition]
        if limits is not None and limits.end is not None:
            ends.append(limits.end)
        yield from (end + ONE_DAY for end in ends if end < LAST_DAY)
