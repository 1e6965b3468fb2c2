"""People asked about under both rule sets, day by day where that matters; why an answer differs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from vip_cert_rules.authoring.impact.model import Asking, Change, Through
from vip_cert_rules.authoring.impact.stretches import ONE_DAY, Stretch, version_on
from vip_cert_rules.authoring.tables.model import Rules
from vip_cert_rules.candidate.employed import unit_on
from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.decision.decision import Decision
from vip_cert_rules.decision.outcome import OUTCOME_OF_TRUTH, Outcome
from vip_cert_rules.facade import evaluate
from vip_cert_rules.plan.nodes import Node, Plan, Status
from vip_cert_rules.text import Lang, Text
from vip_cert_rules.wording.punctuation import CLAUSE

_WORSE = (Outcome.NO, Outcome.UNKNOWN, Outcome.YES)


@attrs.frozen(eq=False)
class _Span:
    """Days in a row on which both answers stay as they are."""

    stretch: Stretch
    first: date
    last: date
    before: Outcome
    after: Outcome


@attrs.frozen(eq=False)
class Comparison:
    """Two rule sets, and where they differ."""

    old: Rules
    new: Rules
    stretches: tuple[Stretch, ...]

    def changes_of(self, candidate: Candidate, asking: Asking | None = None) -> Iterator[Change]:
        """Every answer about a person that differs, in the order of questions and days; or those to one question."""
        stretches = (stretch for stretch in self.stretches if asking in (None, stretch.asking))
        for span in _joined(span for stretch in stretches for span in _spans(stretch, candidate)):
            yield Change(
                person=candidate.id,
                unit=unit_on(candidate, span.first),
                asking=span.stretch.asking,
                first=span.first,
                last=span.last,
                before=span.before,
                after=span.after,
                through=_through(*self._decided(span, candidate)),
            )

    def _decided(self, span: _Span, candidate: Candidate) -> tuple[Decision, Decision]:
        """The two decisions on the first day; as what they rest on is explained, not only their outcomes."""
        asking, day = span.stretch.asking, span.first

        def under(rules: Rules, plan: Plan) -> Decision:
            known = version_on(rules, day).part.assumptions
            assume = {name: word for name, word in plan.switches if name in known}
            return evaluate(
                candidate,
                ruleset=rules,
                question=asking.question,
                level=asking.level,
                position=asking.position,
                as_of=day,
                assume=assume or None,
                engine="direct",
            )

        return under(self.old, span.stretch.old.plan), under(self.new, span.stretch.new.plan)


def _spans(stretch: Stretch, candidate: Candidate) -> Iterator[_Span]:
    """The days of a stretch on which the answers differ, in rows."""
    start: date | None = None
    held = (0, 0)
    for number in range((stretch.last - stretch.first).days + 1):
        day = stretch.first + timedelta(days=number)
        found = stretch.old.decide(candidate, day), stretch.new.decide(candidate, day)
        if start is not None and found != held:
            yield _span(stretch, start, day - ONE_DAY, held)
            start = None
        if start is None and found[0] != found[1]:
            start, held = day, found
    if start is not None:
        yield _span(stretch, start, stretch.last, held)


def _span(stretch: Stretch, first: date, last: date, truths: tuple[int, int]) -> _Span:
    return _Span(stretch, first, last, OUTCOME_OF_TRUTH[truths[0]], OUTCOME_OF_TRUTH[truths[1]])


def _joined(spans: Iterator[_Span]) -> Iterator[_Span]:
    """Rows of days that go on in the next stretch are one."""
    held: _Span | None = None
    for span in spans:
        if held is not None and _goes_on(held, span):
            held = attrs.evolve(held, last=span.last)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held


def _goes_on(one: _Span, other: _Span) -> bool:
    alike = (one.stretch.asking, one.before, one.after) == (other.stretch.asking, other.before, other.after)
    return alike and one.last + ONE_DAY == other.first


# --- why -------------------------------------------------------------------------------------------------------------


def _through(before: Decision, after: Decision) -> tuple[Through, ...]:
    """The conditions by which two decisions differ.

    What stands in the way on the side of the worse answer and does not on the other; else what helped on the side of
    the better answer and is no longer there; else all that stands in the way, for what was changed is how conditions
    go together.
    """
    worse, better = sorted((before, after), key=lambda one: _WORSE.index(one.outcome))
    here, there = worse.statuses, better.statuses
    blocking = _blocking(worse)
    differing = [node for node in blocking if there.get(node) is not here[node]]
    if not differing:
        helped = (Status.MET, Status.WAIVED)
        differing = [
            one.node.id
            for one in better.explained_nodes
            if one.node.test is not None and one.status in helped and one.node.id not in here
        ]
    nodes = {one.node.id: (one.node, decision.plan) for decision in (better, worse) for one in decision.explained_nodes}
    return tuple(
        Through(id_, nodes[id_][0].label, clauses_of(*nodes[id_]), before.statuses.get(id_), after.statuses.get(id_))
        for id_ in differing or blocking or [worse.plan.root.id]
    )


def _blocking(decision: Decision) -> list[str]:
    """The conditions that stand in the way of a yes."""
    if decision.outcome is Outcome.NO:
        return [*decision.unmet]
    return [one.node.id for one in decision.explained_nodes if one.node.test and one.status is Status.UNKNOWN]


def clauses_of(node: Node, plan: Plan) -> tuple[Text, ...]:
    """The clauses of a node, with their documents in short."""
    shorts = {name: short for name, short, _title in plan.documents}
    return tuple(
        CLAUSE.fill(document=shorts.get(one.document, Text(one.document, one.document)), clause=one.clause)
        if one.clause
        else shorts.get(one.document, Text(one.document, one.document))
        for one in node.source
    )


def clauses_in(change: Change, lang: Lang) -> list[str]:
    """The clauses by which an answer differs, each once."""
    return [*dict.fromkeys(clause.in_lang(lang) for one in change.through for clause in one.clauses)]
