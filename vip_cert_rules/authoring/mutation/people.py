"""Who would tell a mutant from the rules: searched for among all people, then among those of whom something is open.

This is the one module that asks the solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib.util import find_spec
from typing import Any

import attrs

from vip_cert_rules.authoring.mutation.asking import Ground
from vip_cert_rules.authoring.mutation.model import Fate, Killer, Verdict, Why
from vip_cert_rules.authoring.solver import Search, Undecided
from vip_cert_rules.authoring.solver.needs import fields_of, vocabulary_of
from vip_cert_rules.authoring.tables.model import Case, Rules
from vip_cert_rules.authoring.tables.plans import have_same_logic, ready_plan
from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.candidate.render import candidate_to_dict
from vip_cert_rules.candidate.structure import structure_candidate
from vip_cert_rules.decision.outcome import OUTCOME_OF_TRUTH, Outcome
from vip_cert_rules.faults import InputError
from vip_cert_rules.plan.nodes import Plan
from vip_cert_rules.rulesets.ruleset import ReadyPlan

PATIENCE = 5_000
"""Milliseconds for one answer of the solver."""


def has_solver() -> bool:
    """Whether people can be searched for."""
    return find_spec("z3") is not None


@attrs.frozen(eq=False)
class _Pair:
    """A question under the rules and under a mutant that demands something else there."""

    ground: Ground
    rules: ReadyPlan
    mutant: ReadyPlan

    def outcomes(self, candidate: Candidate) -> tuple[Outcome, Outcome]:
        """What the rules answer about somebody, and what the mutant does."""
        day = self.ground.asked.as_of
        return OUTCOME_OF_TRUTH[self.rules.decide(candidate, day)], OUTCOME_OF_TRUTH[self.mutant.decide(candidate, day)]

    def killer(self, record: Mapping[str, Any]) -> Killer | None:
        """The person of a record as one who tells the two apart; ``None``: they answer alike."""
        expected, instead = self.outcomes(structure_candidate(dict(record)))
        return None if expected is instead else Killer(self.ground.beside, self.ground.asked, record, expected, instead)

    @property
    def plans(self) -> tuple[Plan, Plan]:
        """Both plans."""
        return self.rules.plan, self.mutant.plan


def look_for_people(rules: Rules, mutant: Rules, grounds: Iterable[Ground], cases: Sequence[Case]) -> Fate:
    """What is found out about a mutant that every case passes under, by what is asked on some grounds.

    Nobody of whom everything is known tells an equivalent mutant, nor does anybody of the cases with one fact more, or
    one list, not known.
    """
    pairs: list[_Pair] = []
    found: set[Why | None] = set()
    for pair in _pairs(rules, mutant, grounds):
        pairs.append(pair)
        answer, record = _somebody(pair)
        found.add(answer)
        killer = None if record is None else pair.killer(record)
        if killer is not None:
            return Fate(Verdict.SURVIVED, killer=killer)
    for pair in pairs:
        killer = _of_whom_something_is_open(pair, cases)
        if killer is not None:
            return Fate(Verdict.SURVIVED, killer=killer)
    for answer in (Why.NO_SOLVER, Why.UNDECIDED):
        if answer in found:
            return Fate(Verdict.SURVIVED, why=answer)
    if found == {Why.OPEN}:
        return Fate(Verdict.SURVIVED, why=Why.OPEN)
    return Fate(Verdict.EQUIVALENT)


def _pairs(rules: Rules, mutant: Rules, grounds: Iterable[Ground]) -> Iterator[_Pair]:
    """Every question in which the two differ, once for each plan and day."""
    seen: list[tuple[Plan, Plan, date]] = []
    for ground in grounds:
        try:
            pair = _Pair(ground, ready_plan(ground.asked, rules), ready_plan(ground.asked, mutant))
        except InputError:  # another level, position or reading, of which there is none in these versions
            continue
        one, other = pair.plans
        day = pair.ground.asked.as_of
        if have_same_logic(one, other):
            continue
        if any(day == on and have_same_logic(a, one) and have_same_logic(b, other) for a, b, on in seen):
            continue
        seen.append((one, other, day))
        yield pair


def _somebody(pair: _Pair) -> tuple[Why | None, dict[str, Any] | None]:
    """Somebody whom the two answer differently, about whom everything is known; or why nobody was found.

    Without a reason there is nobody.
    """
    if not has_solver():
        return Why.NO_SOLVER, None
    one, other = pair.plans
    try:
        search = Search(pair.plans, pair.ground.asked.as_of, patience=PATIENCE)
        return None, search.find(search.truth(one) ^ search.truth(other))
    except Undecided:
        return Why.UNDECIDED, None
    except InputError:
        return Why.OPEN, None


# --- of whom something is not known ----------------------------------------------------------------------------------


def _of_whom_something_is_open(pair: _Pair, cases: Sequence[Case]) -> Killer | None:
    """One of the people who are asked about on a ground, with something about them not known."""
    lists = (*fields_of(pair.plans)[0], *vocabulary_of(pair.plans)[1])
    numbers = pair.ground.cases or (pair.ground.beside,)
    seen: set[str] = set()
    for number in numbers:
        known = candidate_to_dict(cases[number].candidate)
        record = {"id": known["id"], **{name: known.get(name) for name in lists}}
        if repr(record) in seen:
            continue
        seen.add(repr(record))
        for variant in _opened(record):
            try:
                killer = pair.killer(variant)
            except InputError:  # something that has to be known
                continue
            if killer is not None:
                return killer
    return None


def _opened(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A record as it is, with one list, one fact, or everything not known."""
    yield dict(record)
    yield {name: value if name == "id" else None for name, value in record.items()}
    for name, value in record.items():
        if name == "id" or value is None:
            continue
        yield {**record, name: None}
        for i, one in enumerate(value):
            for field in one if isinstance(one, Mapping) else ():
                if one[field] is not None:
                    yield {**record, name: [*value[:i], {**one, field: None}, *value[i + 1 :]]}
