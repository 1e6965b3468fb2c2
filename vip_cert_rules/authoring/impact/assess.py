"""The whole of an impact: where rules differ, and whose answers do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from vip_cert_rules.authoring.impact.compare import Comparison
from vip_cert_rules.authoring.impact.model import Asking, Change, Impact, RulesNamed
from vip_cert_rules.authoring.impact.population import people_around
from vip_cert_rules.authoring.impact.stretches import lay_out
from vip_cert_rules.authoring.tables.model import Rules
from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.text import Lang

Progress = Callable[[int, int], None]


def assess(
    old: Rules,
    new: Rules,
    people: Iterable[Candidate] | None,
    first: date,
    last: date,
    *,
    assume: Mapping[str, str | None] | None = None,
    chosen: Iterable[Asking] | None = None,
    lang: Lang = Lang.ZH,
    progress: Progress = lambda _done, _all: None,
) -> Impact:
    """Whose answers differ between two rule sets on some day from ``first`` through ``last``.

    People are taken one at a time, and only what differs about them is kept; ``None``: people are made up around the
    values of both rule sets, named in a language. ``chosen``: these questions only. Raises :class:`InputError` where
    rules are not in force on some of the days, where something chosen cannot be asked of either, and, for people that
    have to be made up, without z3 and for parameters that are not supplied.
    """
    layout = lay_out(old, new, first, last, assume or {}, chosen)
    undecided: tuple[Asking, ...] = ()
    asked_about: Iterable[tuple[Asking | None, Candidate]]
    if people is None:
        population = people_around(layout.stretches, lang, progress)
        asked_about, undecided = population.people, tuple(population.undecided)
    else:
        asked_about = ((None, candidate) for candidate in people)
    comparison = Comparison(old, new, layout.stretches)
    count = 0
    changes: list[Change] = []
    for asking, candidate in asked_about:
        count += 1
        changes += comparison.changes_of(candidate, asking)
    return Impact(
        old=_named(old),
        new=_named(new),
        first=first,
        last=last,
        asked=layout.asked,
        compared=tuple(dict.fromkeys(stretch.asking for stretch in layout.stretches)),
        apart=layout.apart,
        people=count,
        changes=tuple(changes),
        generated=people is None,
        undecided=undecided,
    )


def _named(rules: Rules) -> RulesNamed:
    overlays = tuple(one.name for one in rules.overlays if one.name is not None)
    if isinstance(rules, RuleSet):
        return RulesNamed(rules.name, rules.version, rules.digest, overlays)
    return RulesNamed(rules.name, ", ".join(one.version for one in rules.versions), None, overlays)
