"""The mutation score of rule tests: every mutant judged, and for those that survive a row that tells them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from vip_cert_rules.authoring.mutation import words
from vip_cert_rules.authoring.mutation.family import Family, as_told
from vip_cert_rules.authoring.mutation.judge import Judge
from vip_cert_rules.authoring.mutation.model import (
    Equal,
    Fate,
    Killed,
    Killer,
    Mutant,
    Mutation,
    Survivor,
    Verdict,
)
from vip_cert_rules.authoring.mutation.people import has_solver
from vip_cert_rules.authoring.mutation.pool import Progress, judge_all
from vip_cert_rules.authoring.tables.language import PARAMETER
from vip_cert_rules.authoring.tables.model import Case, Rules, RuleTest
from vip_cert_rules.authoring.tables.plans import ready_plan
from vip_cert_rules.authoring.tables.run import run_case
from vip_cert_rules.authoring.tables.writing import row_text
from vip_cert_rules.candidate.structure import structure_candidate
from vip_cert_rules.decision.outcome import OUTCOME_OF_TRUTH
from vip_cert_rules.faults import InputError
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.text import Lang


def failing_cases(family: Family, tests: Iterable[RuleTest]) -> list[Case]:
    """The cases that fail under the rules as they are: while there are any, no mutant can be judged."""
    return [case for test in tests for case in test.cases() if not _passes(case, family.rules)]


def _passes(case: Case, rules: Rules) -> bool:
    try:
        return run_case(case, rules).has_passed
    except InputError:
        return False


def is_chosen(mutant: Mutant, text: str) -> bool:
    """Whether a mutant is meant by a text: a number is a line, anything else stands in its label, kind or place."""
    if text.isdigit():
        return mutant.place.line == int(text)
    place = f"{mutant.place.file}:{mutant.place.line}"
    said = (mutant.label.zh, mutant.label.en, mutant.kind.value, place)
    return any(text.casefold() in one.casefold() for one in said)


def mutate(
    family: Family,
    tests: Sequence[RuleTest],
    *,
    choose: str = "",
    jobs: int = 1,
    lang: Lang = Lang.ZH,
    progress: Progress = lambda _done, _all: None,
    start: str | None = None,
) -> Mutation:
    """Judges the mutants of a rule set by the cases of rule tests, all of which pass under it.

    ``choose`` is a text by which some are meant; ``jobs`` so many processes at once, which ``start`` says how to start.
    Rows are named in a language.
    """
    origins = [(test, case) for test in tests for case in test.cases()]
    judge = Judge(family, tuple(case for _test, case in origins))
    mutants = [mutant for mutant in family.mutants() if is_chosen(mutant, choose)]
    fates = judge_all(judge, mutants, jobs, progress, start)
    version = family.rules if isinstance(family.rules, RuleSet) else family.rules.versions[-1]
    sources = family.sources()

    def diff(mutant: Mutant) -> tuple[str, ...]:
        return sources[mutant.file].diff(mutant.edits)

    killed, equal = [], []
    for mutant, fate in zip(mutants, fates):
        if fate.killed_by is not None:
            case = judge.cases[fate.killed_by]
            killed.append(Killed(mutant, case.id, case.place))
        elif fate.verdict is Verdict.EQUIVALENT:
            equal.append(Equal(mutant, diff(mutant)))
    survivors = [
        Survivor(number, mutant, diff(mutant), fate.why, fate.killer)
        for number, (mutant, fate) in enumerate(zip(mutants, fates))
        if fate.verdict is Verdict.SURVIVED
    ]
    return Mutation(
        ruleset=version.name,
        version=version.version,
        digest=version.digest,
        killed=tuple(killed),
        survived=_with_rows(family, survivors, origins, lang),
        equivalent=tuple(equal),
        stillborn=sum(_is_stillborn(fate) for fate in fates),
        cases=len(origins),
        searched=has_solver(),
    )


def _is_stillborn(fate: Fate) -> bool:
    return fate.verdict is Verdict.STILLBORN


def _with_rows(
    family: Family, survivors: Sequence[Survivor], origins: Sequence[tuple[RuleTest, Case]], lang: Lang
) -> tuple[Survivor, ...]:
    """Each survivor with the row that tells it, or with the number of an earlier one whose row does as well."""
    taken: set[str] = set()
    kept: list[Survivor] = []
    out = []
    for survivor in survivors:
        earlier = _told_by(family, survivor, kept) if survivor.killer is not None else None
        if survivor.killer is None:
            out.append(survivor)
        elif earlier is not None:
            out.append(attrs.evolve(survivor, like=earlier.number))
        else:
            test, case = origins[survivor.killer.case]
            row = row_of(_name(survivor.mutant, taken, lang), survivor.killer, case)
            kept.append(attrs.evolve(survivor, row=row, table=case.table, test=as_told(test.path)))
            out.append(kept[-1])
    return tuple(out)


def _told_by(family: Family, survivor: Survivor, kept: Sequence[Survivor]) -> Survivor | None:
    if not kept:
        return None
    rules = family.mutated(survivor.mutant)
    assert rules is not None
    return next((one for one in kept if one.killer is not None and _tells(one.killer, rules)), None)


def _tells(killer: Killer, rules: Rules) -> bool:
    """Whether rules answer the person of a row otherwise than the row expects."""
    try:
        ready = ready_plan(killer.asked, rules)
    except InputError:
        return True
    person = structure_candidate(dict(killer.record))
    return OUTCOME_OF_TRUTH[ready.decide(person, killer.asked.as_of)] is not killer.expected


def _name(mutant: Mutant, taken: set[str], lang: Lang) -> str:
    name = words.CASE.say(lang, label=mutant.label.in_lang(lang))
    if name in taken:
        name += f" ({mutant.place.line}:{mutant.place.column})"
    taken.add(name)
    return name


def row_of(name: str, killer: Killer, case: Case) -> str:
    """The row for a person, which says also what the case beside it says of parameters and days."""
    also: dict[str, Any] = {change.name: change.value for change in case.changes if change.name.startswith(PARAMETER)}
    asked = killer.asked
    for word, day, usual in (
        ("as_of", asked.as_of, _said(case, "as_of")),
        ("rules_as_of", asked.rules_as_of, _said(case, "rules_as_of")),
    ):
        if usual or day != getattr(case.asked, word):
            also[word] = None if day is None else day.isoformat()
    return row_text(name, asked, killer.record, killer.expected, also=also)


def _said(case: Case, word: str) -> bool:
    return any(change.name == word for change in case.changes)
