"""Questions about many people: an iterator in, an iterator out, in the same order, one person in memory at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.candidate.structure import structure_candidate
from vip_cert_rules.decision.decision import Decision
from vip_cert_rules.facade import evaluate
from vip_cert_rules.faults import Fault, InputError
from vip_cert_rules.rulesets.bundled import find_rules
from vip_cert_rules.rulesets.call import Call
from vip_cert_rules.rulesets.overlays.overlay import Overlay
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.rulesets.versions.versions import RuleSetVersions
from vip_cert_rules.shapes import Day, Refused, Report

Rules = RuleSet | RuleSetVersions
_DAY = Day()


@attrs.frozen
class Question:
    """One thing to be asked about everybody: a question of the rule set, at a level and for a position it has."""

    question: str
    level: int | None = None
    position: str | None = None


@attrs.frozen(eq=False)
class Answered:
    """What became of one person of many.

    ``number`` is the person's place in the input, from 0. ``decisions`` are in the order of the questions; there are
    none where the record is at fault, and ``faults`` say why.
    """

    number: int
    decisions: tuple[Decision, ...]
    faults: tuple[Fault, ...] = ()


@attrs.frozen(eq=False)
class Asked:
    """What is asked about everybody, after a look at whether it can be. Can be pickled."""

    rules: Rules
    questions: tuple[Question, ...]
    as_of: date
    rules_as_of: date | None
    assume: Mapping[str, str | None] | None
    engine: str

    def about(self, person: Candidate) -> Iterator[Decision]:
        """The decisions about one person, in the order of the questions."""
        for one in self.questions:
            yield evaluate(
                person,
                ruleset=self.rules,
                question=one.question,
                level=one.level,
                position=one.position,
                as_of=self.as_of,
                rules_as_of=self.rules_as_of,
                assume=self.assume,
                engine=self.engine,
            )


def evaluate_many(
    candidates: Iterable[Candidate | Mapping[str, Any]],
    *,
    ruleset: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | RuleSet | RuleSetVersions,
    questions: Sequence[Question],
    as_of: date | str,
    rules_as_of: date | str | None = None,
    overlays: Sequence[str | os.PathLike[str] | Mapping[str, Any] | Overlay] = (),
    parameters: str | os.PathLike[str] | Mapping[str, Any] | None = None,
    assume: Mapping[str, str | None] | None = None,
    engine: str = "auto",
) -> Iterator[Answered]:
    """Decides some questions about everybody of an iterable, in its order; each person is taken when asked for.

    The arguments are those of :func:`~vip_cert_rules.evaluate`. A record at fault does not end it: it is answered with
    its faults. Raises :class:`~vip_cert_rules.InputError` at once, before anybody is looked at, where the call is at
    fault, and what :func:`~vip_cert_rules.evaluate` raises beside it.
    """
    rules = find_rules(ruleset).overlaid(overlays, parameters)
    day, rules_day = check_asked(rules, questions, as_of, rules_as_of, assume)
    switched = dict(assume) if assume else None
    asked = Asked(rules, tuple(questions), day, rules_day, switched, engine)
    return (_answer(number, one, asked) for number, one in enumerate(candidates))


def check_asked(
    rules: Rules,
    questions: Sequence[Question],
    as_of: date | str,
    rules_as_of: date | str | None,
    assume: Mapping[str, str | None] | None,
) -> tuple[date, date | None]:
    """The days that are meant. Raises :class:`InputError` with every fault of what is asked."""
    report = Report()
    day = _DAY.read(as_of, ("as_of",), report)
    rules_day = None if rules_as_of is None else _DAY.read(rules_as_of, ("rules_as_of",), report)
    faults: dict[tuple[str, str, str], Fault] = {}
    if not questions:
        faults["", "questions", ""] = Fault("missing", "questions", "missing; at least one question is needed")
    ruled_by, path = (day, "as_of") if rules_as_of is None else (rules_day, "rules_as_of")
    for one in questions:
        call = Call(rules, one.question, one.level, one.position, assume)
        found = call.faults_on(ruled_by, path) if isinstance(ruled_by, date) else call.faults()
        faults |= {(fault.code, fault.path, fault.message): fault for fault in found}
    if report.faults or faults or isinstance(day, Refused) or isinstance(rules_day, Refused):
        raise InputError([*report.faults, *faults.values()])
    return day, rules_day


def _answer(number: int, candidate: Candidate | Mapping[str, Any], asked: Asked) -> Answered:
    try:
        person = candidate if isinstance(candidate, Candidate) else structure_candidate(candidate)
    except InputError as error:
        return Answered(number, (), error.faults)
    return Answered(number, tuple(asked.about(person)))
