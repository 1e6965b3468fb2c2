"""The answer to one question about one person, and everything behind it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.candidate.render import candidate_to_dict
from vip_cert_rules.decision.decisive import Settled, settle_path
from vip_cert_rules.decision.document import render_document
from vip_cert_rules.decision.explanation import Explained, ExplainedNode, explain_nodes
from vip_cert_rules.decision.in_force import render_in_force, why_this_version
from vip_cert_rules.decision.narrative import Narrative, render_narrative, tell
from vip_cert_rules.decision.notices import Notice, find_notices
from vip_cert_rules.decision.outcome import OUTCOME_OF_TRUTH, Outcome
from vip_cert_rules.decision.sensitivity import Assumed, Rules, tell_sensitivity, weigh
from vip_cert_rules.digest import digest_of, plain
from vip_cert_rules.generated import fields_of
from vip_cert_rules.kleene import Reading
from vip_cert_rules.plan.nodes import Plan, Status
from vip_cert_rules.text import read_lang

Conclusion = tuple[Sequence[Reading], Sequence[int]]
"""The readings of a plan's conditions, and the truth of every gate of its circuit."""


@attrs.frozen(slots=False, eq=False, repr=False)
class Decision:
    """The answer to one question about one person as of a day.

    The outcome is there at once; the explanation, its document and its texts are worked out when first asked for, from
    the same facts. Two decisions are equal when their documents are.
    """

    outcome: Outcome
    plan: Plan
    candidate: Candidate
    as_of: date
    _conclude: Callable[[Plan, Candidate, date], Conclusion]
    _rules: Rules
    rules_as_of: date | None = None
    """The day whose rules were asked for; ``None``: those of the as-of date."""

    __getstate__ = fields_of

    @property
    def made_by(self) -> Rules:
        """The rules that it was made by, as they were asked: a loaded rule set, or the rules of a day."""
        return self._rules

    @cached_property
    def _explained(self) -> Explained:
        readings, truths = self._conclude(self.plan, self.candidate, self.as_of)
        return explain_nodes(self.plan, self.candidate, self.as_of, readings, truths)

    @cached_property
    def _settled(self) -> Settled:
        return settle_path(self._explained)

    @property
    def unmet(self) -> tuple[str, ...]:
        """The ids of the conditions that stand in the way; empty unless the outcome is no."""
        return self._settled.unmet

    @property
    def missing(self) -> tuple[str, ...]:
        """The paths of the facts and parameters that are not known and matter; empty unless the outcome is unknown."""
        return tuple(fact.path for fact in self._settled.missing)

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The assumptions the outcome rests on, in order of number; a switched one as ``A5=last-day-before``."""
        return self._settled.assumptions

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """What to check in the record before relying on it, such as duplicates; no outcome depends on a notice."""
        return find_notices(self.plan, self.candidate, self.as_of, self.outcome)

    @cached_property
    def _weighed(self) -> tuple[Assumed, ...]:
        return weigh(self.plan, self.outcome, self.assumptions, self._rules, self._under)

    def _under(self, assumption: str, reading: str | None) -> Decision:
        """The same question with one assumption read otherwise."""
        plan, decide = self._rules.reread(self.plan, self.as_of, assumption, reading)
        outcome = OUTCOME_OF_TRUTH[decide(self.candidate, self.as_of)]
        return Decision(outcome, plan, self.candidate, self.as_of, self._conclude, self._rules, self.rules_as_of)

    def sensitivity(self) -> tuple[Assumed, ...]:
        """The assumptions the outcome rests on, each with its other readings and the decision under each of them."""
        return self._weighed

    @property
    def explained_nodes(self) -> tuple[ExplainedNode, ...]:
        """Every node with what became of it, children before parents."""
        return self._explained.nodes

    @property
    def statuses(self) -> dict[str, Status]:
        """The status of every node, by its id."""
        return {node.node.id: node.status for node in self._explained.nodes}

    def to_dict(self, *, sensitivity: bool = False) -> dict[str, Any]:
        """The decision document (record contract, section 5), of ``dict``, ``list``, text, numbers and ``None``.

        With ``sensitivity`` it has a key of that name, with what :meth:`sensitivity` says.
        """
        document = render_document(
            self.plan,
            self.candidate,
            self.as_of,
            self.outcome.value,
            self._explained,
            self._settled,
            self.notices,
        )
        in_force = render_in_force(self.plan, self.rules_as_of)
        if in_force is not None:
            document["in_force"] = in_force
        if self.rules_as_of is not None:
            document["rules_as_of"] = self.rules_as_of.isoformat()
        if sensitivity:
            document["sensitivity"] = [assumed.to_dict() for assumed in self._weighed]
        return document

    def to_json(self, *, indent: int | None = None, sensitivity: bool = False) -> str:
        """The decision document as JSON text."""
        return json.dumps(self.to_dict(sensitivity=sensitivity), ensure_ascii=False, indent=indent)

    def explain(self, lang: str = "zh", *, sensitivity: bool = False) -> str:
        """The decision as text for a person, in ``"zh"`` or ``"en"``: the answer, what stands in the way, the rest.

        With ``sensitivity`` it ends in what other readings of the assumptions would change. Raises
        :class:`~vip_cert_rules.faults.InputError` for any other language.
        """
        return render_narrative(self.narrative(lang, sensitivity=sensitivity))

    def narrative(self, lang: str = "zh", *, sensitivity: bool = False) -> Narrative:
        """The same as sections of lines, for whoever lays it out otherwise (a terminal, a page)."""
        read = read_lang(lang)
        version = why_this_version(self.plan, self.rules_as_of)
        told = tell(self._explained, self._settled, self.notices, read, version)
        if sensitivity:
            return attrs.evolve(told, sections=(*told.sections, tell_sensitivity(self._weighed, self.unmet, read)))
        return told

    @cached_property
    def facts_digest(self) -> str:
        """SHA-256 over the canonical JSON of the candidate's record (without ``extra``) and the as-of date."""
        record = candidate_to_dict(attrs.evolve(self.candidate, extra=None))
        return digest_of(plain({"as_of": self.as_of.isoformat(), "candidate": record}))

    def __eq__(self, other: object) -> bool:
        return self.to_dict() == other.to_dict() if isinstance(other, Decision) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.outcome, self.plan.digest, self.candidate.id, self.as_of))

    def __repr__(self) -> str:
        asked = self.plan.root.id
        return f"<Decision {self.plan.ruleset} {asked} {self.candidate.id} {self.as_of}: {self.outcome.value}>"
