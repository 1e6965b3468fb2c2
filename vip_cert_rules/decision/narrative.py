"""A decision as text for a person: the answer first, then what stands in the way, then the rest.

It is told as sections of lines, so that a terminal may colour them; :func:`render_narrative` joins them.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from vip_cert_rules.codes import Code
from vip_cert_rules.decision.decisive import Settled
from vip_cert_rules.decision.explanation import Explained, ExplainedNode
from vip_cert_rules.kleene import FALSE, TRUE, UNKNOWN, Number
from vip_cert_rules.plan.nodes import STATUS_OF_TRUTH, Kind, Node, Status
from vip_cert_rules.text import Lang, Text
from vip_cert_rules.wording import catalogue
from vip_cert_rules.wording.facts import describe, why_missing
from vip_cert_rules.wording.quantities import SCALES, quantity

MOST_EVIDENCE = 3
"""Records named on one line; beyond it their number is given."""


@attrs.frozen
class Line:
    """One line. ``status`` is that of the condition it tells of, ``depth`` how far it is set in."""

    text: str
    depth: int = 0
    status: Status | None = None


@attrs.frozen
class Section:
    """A heading with its lines."""

    title: str
    lines: tuple[Line, ...]


@attrs.frozen
class Narrative:
    """The whole text: the answer, who and what it is about, and the sections that say something."""

    answer: str
    subject: str
    outcome: Status
    sections: tuple[Section, ...]


MARKS = {Status.MET: "✓", Status.WAIVED: "✓", Status.UNMET: "✗", Status.UNKNOWN: "?"}


def tell(explained: Explained, settled: Settled, lang: Lang) -> Narrative:
    """The narrative of a decision in one language."""
    return _Teller(explained, settled, lang).narrative()


def render_narrative(narrative: Narrative) -> str:
    """The narrative as plain text, without a line break at its end."""
    lines = [narrative.answer, narrative.subject]
    for section in narrative.sections:
        lines += ["", section.title]
        for line in section.lines:
            mark = f"{MARKS[line.status]} " if line.status is not None else ""
            lines.append(f"  {'  ' * line.depth}{mark}{line.text}")
    return "\n".join(lines)


@attrs.frozen
class _Teller:
    explained: Explained
    settled: Settled
    lang: Lang

    def narrative(self) -> Narrative:
        plan, root = self.explained.plan, self.explained.root.truth
        answers = {TRUE: plan.answers.yes, FALSE: plan.answers.no}
        answer = (
            self.say(catalogue.ANSWER, answer=self.say(answers[root]))
            if root in answers
            else self.say(catalogue.UNKNOWN_ANSWER, asked=self.say(plan.answers.asked))
        )
        subject = self.say(
            catalogue.SUBJECT,
            candidate=self.explained.candidate.id,
            title=self.say(plan.title),
            as_of=self.explained.as_of.isoformat(),
        )
        sections = tuple(section for section in self.sections(root) if section.lines)
        return Narrative(self.capital(answer), subject, STATUS_OF_TRUTH[root], sections)

    def sections(self, root: int) -> Iterator[Section]:
        blocking = self.explained.root
        if root == FALSE:
            yield self.section(catalogue.IN_THE_WAY, self.branch(blocking, root, 0))
        if root == UNKNOWN:
            facts = [Line(f"{fact.path} — {self.say(why_missing(fact))}") for fact in self.settled.missing]
            yield self.section(catalogue.TO_BE_SUPPLIED, iter(facts))
            yield self.section(catalogue.UNDECIDED, self.branch(blocking, root, 0))
        told = set(self.settled.decisive)
        met, aside = [], []
        for position, node in self.explained.plan.walk():
            if node.kind is Kind.CONDITION:
                found = self.explained.nodes[position]
                if found.truth == TRUE:
                    met.append(found)
                elif position not in told:
                    aside.append(found)
        yield self.section(catalogue.SATISFIED, (self.line(node, 0) for node in met))
        yield self.section(catalogue.ASIDE, (self.line(node, 0) for node in aside))
        texts = dict(self.explained.plan.assumption_texts)
        assumed = [Line(f"{name}  {self.say(texts[name])}") for name in self.settled.assumptions]
        yield self.section(catalogue.ASSUMED, iter(assumed))
        yield self.section(catalogue.CITED, self.documents())

    def branch(self, node: ExplainedNode, root: int, depth: int) -> Iterator[Line]:
        """The part of the tree below a node that the outcome rests on."""
        for child in self.explained.children(node):
            if child.truth != root:
                continue
            kind = child.node.kind
            if kind is Kind.CONDITION:
                yield self.line(child, depth)
                yield from self.branch(child, root, depth + 1)
                continue
            below = [c for c in self.explained.children(child) if c.truth == root]
            if kind in (Kind.ROUTE, Kind.WAIVER):
                label = self.say(child.node.label)
                title = self.say(catalogue.WAIVER, label=label) if kind is Kind.WAIVER else label
                yield Line(title + self.clause(child.node), depth)
            elif kind is Kind.ANY and len(below) > 1:
                yield Line(self.say(catalogue.ONE_SUFFICES), depth)
            elif kind is Kind.ALL and len(below) > 1:
                yield Line(self.say(catalogue.ALL_NEEDED), depth)
            else:
                yield from self.branch(child, root, depth)
                continue
            yield from self.branch(child, root, depth + 1)

    def line(self, node: ExplainedNode, depth: int) -> Line:
        """A condition with what was measured, the records behind it, and its clause."""
        label = self.say(node.node.label)
        if node.status is Status.WAIVED:
            label += self.say(catalogue.WAIVED)
        reasons = self.reasons(node)
        colon, comma = (":", "，") if self.lang is Lang.EN else ("：", "；")
        comma = "; " if self.lang is Lang.EN else comma
        told = f"{label}{colon}{' ' if self.lang is Lang.EN else ''}{comma.join(reasons)}" if reasons else label
        return Line(told + self.clause(node.node), depth, node.status)

    def reasons(self, node: ExplainedNode) -> list[str]:
        finding, test = node.finding, node.node.test
        assert finding is not None and test is not None
        parts: list[str] = []
        if node.own != TRUE and finding.code is not None:
            parts.append(self.reason(node))
        elif node.measured is not None and test.required.unit not in ("record",):
            parts.append(self.measured(node))
        queries = {query.source: query for query in test.measure.queries()}
        records = [describe(ref, self.explained.candidate, queries[ref.list], self.lang) for ref in finding.evidence]
        if len(records) > MOST_EVIDENCE:
            parts.append(Text(f"共{len(records)}条记录", f"{len(records)} records").in_lang(self.lang))
        else:
            parts += records
        if finding.since is not None and node.own == FALSE:
            parts.append(self.say(catalogue.UNBROKEN_SINCE, since=finding.since.isoformat()))
        if finding.reached_on is not None and node.own == FALSE:
            parts.append(self.say(catalogue.REACHED_ON, day=finding.reached_on.isoformat()))
        return list(dict.fromkeys(parts))

    def reason(self, node: ExplainedNode) -> str:
        """Why a condition's own test is not met or not known."""
        finding, test, measured = node.finding, node.node.test, node.measured
        assert finding is not None and finding.code is not None and test is not None
        if finding.missing:
            facts = Text("、", ", ").in_lang(self.lang).join(fact.path for fact in finding.missing[:MOST_EVIDENCE])
            more = "…" if len(finding.missing) > MOST_EVIDENCE else ""
            known = f"{self.measured(node)}{Text('；', '; ').in_lang(self.lang)}" if self.tells(node) else ""
            return known + self.say(catalogue.NOT_KNOWN, facts=facts + more)
        required = test.required
        if finding.code is Code.TOO_LOW and measured is not None and required.value is not None:
            if required.unit in SCALES:
                return self.say(
                    catalogue.MEASURED_UNMET,
                    measured=self.quantity(measured.low, required.unit),
                    required=self.quantity(required.value, required.unit),
                )
            return self.say(
                catalogue.MEASURED_SHORT,
                measured=self.quantity(measured.low, required.unit),
                short=self.quantity(required.value - measured.low, required.unit),
            )
        return self.say(catalogue.REASONS[finding.code])

    def tells(self, node: ExplainedNode) -> bool:
        """Whether what was measured says something though not all is known."""
        test = node.node.test
        return bool(node.measured and node.measured.low and test and test.required.unit in ("hour", "month"))

    def measured(self, node: ExplainedNode) -> str:
        test, measured = node.node.test, node.measured
        assert test is not None and measured is not None
        if measured.passed is not None:
            return self.say(Text("结论合格", "reported as passed"))
        low = self.quantity(measured.low, test.required.unit)
        if node.own == UNKNOWN and measured.high != measured.low:
            low = Text(f"至少{low}", f"at least {low}").in_lang(self.lang)
        return self.say(catalogue.MEASURED, measured=low)

    def documents(self) -> Iterator[Line]:
        """The documents that were cited, once each."""
        cited = {citation.document for node in self.explained.nodes for citation in node.node.source}
        for name, title in self.explained.plan.documents:
            if name in cited:
                text = self.say(title)
                yield Line(f"{name}  {f'《{text}》' if self.lang is Lang.ZH else text}")

    def clause(self, node: Node) -> str:
        """The clauses of a node, bracketed."""
        if not node.source:
            return ""
        cited = [f"{c.document} {c.clause}" if c.clause else c.document for c in node.source]
        listed = Text("、", ", ").in_lang(self.lang).join(cited)
        return f"〔{listed}〕" if self.lang is Lang.ZH else f" [{listed}]"

    def quantity(self, value: Number, unit: str) -> str:
        return quantity(value, unit, self.lang)

    def section(self, title: Text, lines: Iterator[Line]) -> Section:
        return Section(self.say(title), tuple(lines))

    def say(self, text: Text, **terms: str) -> str:
        said = text.in_lang(self.lang)
        for name, term in terms.items():
            said = said.replace("{" + name + "}", term)
        return said

    def capital(self, text: str) -> str:
        return text[:1].upper() + text[1:]
