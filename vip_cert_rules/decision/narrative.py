"""A decision as text for a person: the answer first, then what stands in the way, then the rest.

It is told as sections of lines, so that a terminal may colour them; :func:`render_narrative` joins them.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import attrs

from vip_cert_rules.codes import Code
from vip_cert_rules.decision.decisive import Settled
from vip_cert_rules.decision.explanation import Explained, ExplainedNode
from vip_cert_rules.decision.notices import Notice, Removal
from vip_cert_rules.decision.outcome import STATUS_OF_OUTCOME
from vip_cert_rules.decision.plan_words import Line, PlanWords, printable, words_of
from vip_cert_rules.kleene import EXACT, FALSE, TRUE, UNKNOWN, Number
from vip_cert_rules.measures.findings import Missing, Ref
from vip_cert_rules.measures.measure import Added, ContinuousMonths
from vip_cert_rules.measures.query import Query
from vip_cert_rules.plan.nodes import STATUS_OF_TRUTH, Answers, Kind, Required, Status
from vip_cert_rules.text import Lang, Text
from vip_cert_rules.wording import catalogue
from vip_cert_rules.wording.facts import (
    describe,
    is_supplied_in_part,
    name_fact,
    none_found,
    other_occupation,
    parameter_of,
    why_missing,
)
from vip_cert_rules.wording.punctuation import LISTED
from vip_cert_rules.wording.quantities import SCALES, quantity

SUPPLIED = "parameters"
"""The name under which values supplied with a call stand."""

MOST_EVIDENCE = 3
"""Records named on one line; beyond it their number is given."""

NOTHING_THERE = (Code.NONE_ON_RECORD, Code.WRONG_LEVEL)
"""Why a condition is not met whose records are about something else, or none."""


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


BREAK = Text("；", "; ")
COLON = Text("：", ": ")
MARKS = {Status.MET: "✓", Status.WAIVED: "✓", Status.UNMET: "✗", Status.UNKNOWN: "?"}


def tell(
    explained: Explained, settled: Settled, notices: tuple[Notice, ...], lang: Lang, version: Text | None = None
) -> Narrative:
    """The narrative of a decision in one language. ``version`` says which applied and why, where that is a question."""
    return _Teller(explained, settled, notices, lang, words_of(explained.plan, lang), version).narrative()


def answer_in_words(answers: Answers, status: Status, lang: Lang) -> str:
    """The answer to a question; where it cannot be told, in the rule set's own words if it has some."""
    if status is Status.UNKNOWN:
        if answers.unknown is not None:
            return answers.unknown.in_lang(lang)
        return catalogue.UNKNOWN.say(lang, asked=answers.asked.in_lang(lang))
    return (answers.no if status is Status.UNMET else answers.yes).in_lang(lang)


def render_narrative(narrative: Narrative) -> str:
    """The narrative as plain text, without a line break at its end."""
    lines = [narrative.answer, narrative.subject]
    for section in narrative.sections:
        lines += ["", section.title]
        for line in section.lines:
            mark = f"{MARKS[line.status]} " if line.status is not None else ""
            lines.append(f"  {'  ' * line.depth}{mark}{line.text}")
    return "\n".join(lines)


@attrs.define
class _Teller:
    explained: Explained
    settled: Settled
    notices: tuple[Notice, ...]
    lang: Lang
    words: PlanWords
    version: Text | None = None

    def narrative(self) -> Narrative:
        plan, root = self.explained.plan, self.explained.root.truth
        told = answer_in_words(plan.answers, STATUS_OF_TRUTH[root], self.lang)
        answer = (
            self.say(catalogue.UNKNOWN_ANSWER, unknown=told)
            if root == UNKNOWN
            else self.say(catalogue.ANSWER, answer=told)
        )
        subject = self.say(
            catalogue.SUBJECT,
            candidate=printable(self.explained.candidate.id),
            title=self.say(plan.title),
            version=plan.version,
            as_of=self.explained.as_of.isoformat(),
        )
        if plan.overlays:
            names = self.say(LISTED).join(name for name, _digest in plan.overlays)
            subject += self.say(catalogue.OVERLAID, names=names)
        if self.version is not None:
            subject += f" · {self.say(self.version)}"
        sections = tuple(section for section in self.sections(root) if section.lines)
        return Narrative(self.capital(answer), subject, STATUS_OF_TRUTH[root], sections)

    def sections(self, root: int) -> Iterator[Section]:
        blocking = self.explained.root
        if root == FALSE:
            yield self.section(catalogue.IN_THE_WAY, self.branch(blocking, root, 0))
        if root == UNKNOWN:
            plan = self.explained.plan
            facts = [Line(f"{fact.path} — {self.say(why_missing(fact, plan))}") for fact in self.settled.missing]
            yield self.section(catalogue.TO_BE_SUPPLIED, iter(facts))
            yield self.section(catalogue.UNDECIDED, self.branch(blocking, root, 0))
        told = set(self.settled.decisive)
        met, aside = [], []
        for position in self.told(len(self.explained.nodes) - 1):
            found = self.explained.nodes[position]
            if found.truth == TRUE:
                met.append(found)
            elif position not in told:
                aside.append(found)
        yield self.section(catalogue.CARRIED, self.routes(root))
        yield self.section(catalogue.SATISFIED, (self.line(node, 0) for node in met))
        yield self.section(catalogue.ASIDE, self.aside(aside))
        yield self.section(catalogue.TO_BE_CHECKED, self.checks())
        yield self.section(catalogue.ASSUMED, (self.words.assumptions[name] for name in self.settled.assumptions))
        yield self.section(catalogue.CITED, iter(self.words.documents))

    def aside(self, nodes: list[ExplainedNode]) -> Iterator[Line]:
        """What the answer does not turn on. Many ways of which nothing is on record are only counted."""
        empty = [node for node in nodes if node.finding is not None and node.finding.code in NOTHING_THERE]
        is_counted = len(empty) > MOST_EVIDENCE
        yield from (self.line(node, 0) for node in nodes if not (is_counted and node in empty))
        if is_counted:
            yield Line(self.say(catalogue.NO_SUCH_RECORDS, number=str(len(empty))), 0, Status.UNMET)

    def routes(self, root: int) -> Iterator[Line]:
        """The routes by which the answer is yes."""
        for position in self.settled.decisive if root == TRUE else ():
            node = self.explained.nodes[position].node
            if node.kind is Kind.ROUTE:
                words = self.words
                yield Line(words.labels[node.id] + words.additions[node.id] + words.clauses[node.id], 0, Status.MET)

    def told(self, position: int) -> Iterator[int]:
        """The conditions worth telling of, in the order of reading: the waiver of what is met by itself is not."""
        found = self.explained.nodes[position]
        if found.finding is not None:
            yield position
            if found.own == TRUE:
                return
        for child in found.node.children:
            yield from self.told(child)

    def branch(self, node: ExplainedNode, root: int, depth: int) -> Iterator[Line]:
        """The part of the tree below a node that the outcome rests on."""
        for child in self.explained.children(node):
            if child.truth != root:
                continue
            kind = child.node.kind
            added = child.node.added_by
            # within what an overlay added it has been said
            mark = "" if added is None or added == node.node.added_by else self.words.additions[child.node.id]
            if kind is Kind.CONDITION:
                yield self.line(child, depth, mark)
                yield from self.branch(child, root, depth + 1)
                continue
            below = [c for c in self.explained.children(child) if c.truth == root]
            if kind in (Kind.ROUTE, Kind.WAIVER):
                label = self.words.labels[child.node.id]
                title = self.say(catalogue.WAIVER, label=label) if kind is Kind.WAIVER else label
                yield Line(title + mark + self.words.clauses[child.node.id], depth)
            elif kind is Kind.ANY and len(below) > 1:
                yield Line(self.say(catalogue.ONE_SUFFICES) + mark, depth)
            elif kind is Kind.ALL and len(below) > 1:
                yield Line(self.say(catalogue.ALL_NEEDED) + mark, depth)
            else:
                yield from self.branch(child, root, depth)
                continue
            yield from self.branch(child, root, depth + 1)

    def line(self, node: ExplainedNode, depth: int, added: str | None = None) -> Line:
        """A condition with what was measured, the records behind it, and its clause.

        ``added`` says whether an overlay added it; ``None``: as it is.
        """
        told = self.words.labels[node.node.id] + (self.words.additions[node.node.id] if added is None else added)
        if node.status is Status.WAIVED:
            told += self.say(catalogue.WAIVED)
        reasons = self.reasons(node)
        if reasons:
            told += self.say(COLON) + self.say(BREAK).join(reasons)
        return Line(told + self.words.clauses[node.node.id], depth, node.status)

    def reasons(self, node: ExplainedNode) -> list[str]:
        finding, test = node.finding, node.node.test
        assert finding is not None and test is not None
        parts: list[str] = []
        setting = test.required.setting
        # what the documents never said and the caller supplied is no deviation worth a word on every line
        if setting is not None and not (setting.base is None and setting.set_by == SUPPLIED):
            parts.append(self.set_by(test.required))
        if node.own != TRUE and finding.code is Code.NOT_ATTESTED and finding.evidence:
            pass  # the record itself says that it was denied
        elif node.own != TRUE and finding.code is not None:
            parts.append(self.reason(node))
        elif node.measured is not None and not self.says_the_same(node):
            parts.append(self.measured(node))
        evidence = finding.evidence
        if len(evidence) > MOST_EVIDENCE:
            parts.append(self.say(catalogue.SO_MANY, number=str(len(evidence))))
        elif evidence:
            queries = {query.source: query for query in test.measure.queries()}
            candidate, item = self.explained.candidate, node.node.item
            for ref in evidence:
                told = describe(ref, candidate, queries[ref[0]], self.lang, item)
                parts.append(told + (self.occupation(ref, queries[ref[0]]) if node.own == FALSE else ""))
        if finding.since is not None and node.own == FALSE and len(evidence) > 1:
            parts.append(self.say(catalogue.UNBROKEN_SINCE, since=finding.since.isoformat()))
        if finding.reached_on is not None and node.own == FALSE:
            parts.append(self.say(catalogue.REACHED_ON, day=finding.reached_on.isoformat()))
        return parts

    def reason(self, node: ExplainedNode) -> str:
        """Why a condition's own test is not met or not known."""
        finding, test, measured = node.finding, node.node.test, node.measured
        assert finding is not None and finding.code is not None and test is not None
        if finding.missing:
            plan, first = self.explained.plan, finding.missing[:MOST_EVIDENCE]
            declared = parameter_of(first[0], plan)
            if declared is not None and self.say(declared.label) == self.words.labels[node.node.id]:
                # the condition is that there is this parameter
                in_part = is_supplied_in_part(declared, plan)
                return self.say(catalogue.PARTLY_SUPPLIED if in_part else catalogue.NOT_SUPPLIED)
            facts = self.say(LISTED).join(name_fact(fact, plan, self.lang) for fact in first)
            more = "…" if len(finding.missing) > MOST_EVIDENCE else ""
            known = f"{self.measured(node)}{self.say(BREAK)}" if self.tells(node) else ""
            return known + self.say(catalogue.NOT_KNOWN, facts=facts + more)
        required = test.required
        if not test.measure.queries():
            is_level = finding.code is Code.WRONG_LEVEL
            return self.say(catalogue.NOT_LISTED if is_level else catalogue.NOTHING_LISTED)
        if finding.code is Code.TOO_LOW and measured is not None and required.value is not None and measured[2] is None:
            if required.unit in SCALES:
                return self.say(
                    catalogue.MEASURED_UNMET,
                    measured=self.quantity(measured[0], required.unit),
                    required=self.quantity(required.value, required.unit),
                )
            if finding.reached_on is not None:  # the day says more than the months that are left
                return self.say(catalogue.MEASURED_SO_FAR, measured=self.quantity(measured[0], required.unit))
            if isinstance(test.measure, ContinuousMonths) and finding.since is None and measured[0] == 0:
                return self.say(catalogue.NOT_SERVING)
            return self.say(
                catalogue.MEASURED_SHORT,
                measured=self.quantity(measured[0], required.unit),
                short=self.quantity(EXACT.subtract(required.value, measured[0]), required.unit),
            )
        if isinstance(test.measure, Added) and finding.code is Code.NONE_ON_RECORD and finding.evidence:
            return self.say(catalogue.PART_MISSING)
        if finding.code is Code.NOT_IN_SCOPE and self.explained.candidate.employments in ([], ()):
            return self.say(catalogue.NOT_EMPLOYED)
        if finding.code is Code.NONE_ON_RECORD:
            return self.say(none_found(test.measure.queries()[0]) or catalogue.REASONS[finding.code])
        return self.say(catalogue.REASONS[finding.code])

    def occupation(self, ref: Ref, query: Query) -> str:
        """The occupation of a record that comes near, where it is not the one asked for."""
        other = other_occupation(getattr(self.explained.candidate, ref[0])[ref[1]], query)
        return "" if other is None else self.say(catalogue.OTHER_OCCUPATION, occupation=printable(other))

    def set_by(self, required: Required) -> str:
        """That an organisation set a value, and what the documents say."""
        setting = required.setting
        assert setting is not None
        name = catalogue.SUPPLIED if setting.set_by == SUPPLIED else Text(setting.set_by, setting.set_by)
        own = required.parameter or ""  # another one that counts here, such as a validity, is in units of its own
        is_threshold = (
            required.word is None and required.value is not None and f"{setting.parameter}.".startswith(f"{own}.")
        )
        if is_threshold and isinstance(setting.base, (int, Decimal)):
            base = self.quantity(setting.base, required.unit) if required.unit != "record" else None
        else:
            base = None
        if base is not None:
            return self.say(catalogue.SET_FROM, name=self.say(name), base=base)
        declared = parameter_of(Missing(f"parameters.{setting.parameter}"), self.explained.plan)
        called = setting.parameter if declared is None else self.say(declared.label)
        return self.say(catalogue.SET_BY, name=self.say(name), parameter=called)

    def checks(self) -> Iterator[Line]:
        """What to check in the record, each with the records concerned and what the answer would be without them."""
        for notice in self.notices:
            yield Line(self.say(notice.text))
            for removal in notice.without:
                query = Query(removal.ref[0], ())
                told = describe(removal.ref, self.explained.candidate, query, self.lang)
                yield Line(f"{removal.path} — {told}{self.say(BREAK)}{self.without(removal)}", 1)
            if more := len(notice.paths) - len(notice.without):
                yield Line(self.say(catalogue.MORE_TO_CHECK, number=str(more)), 1)

    def without(self, removal: Removal) -> str:
        if not removal.changes:
            return self.say(catalogue.SAME_WITHOUT)
        answer = answer_in_words(self.explained.plan.answers, STATUS_OF_OUTCOME[removal.outcome], self.lang)
        return self.say(catalogue.OTHER_WITHOUT, answer=answer)

    def says_the_same(self, node: ExplainedNode) -> bool:
        """Whether the records named beside it already say what was measured: the only mark, the course's hours."""
        test, finding = node.node.test, node.finding
        assert test is not None and finding is not None
        if test.required.unit == "record" or (node.measured is not None and node.measured[2] is not None):
            return True
        return len(finding.evidence) == 1 and test.required.unit != "month"

    def tells(self, node: ExplainedNode) -> bool:
        """Whether what was measured says something though not all is known."""
        test = node.node.test
        return bool(node.measured and node.measured[0] and test and test.required.unit in ("hour", "month"))

    def measured(self, node: ExplainedNode) -> str:
        test, measured = node.node.test, node.measured
        assert test is not None and measured is not None
        least, most, _passed = measured
        low = self.quantity(least, test.required.unit)
        if node.own == UNKNOWN and most != least:
            return self.say(catalogue.KNOWN_SO_FAR, quantity=low)
        return self.say(catalogue.MEASURED, measured=low)

    def quantity(self, value: Number, unit: str) -> str:
        return quantity(value, unit, self.lang)

    def section(self, title: Text, lines: Iterator[Line]) -> Section:
        return Section(self.say(title), tuple(lines))

    def say(self, text: Text, /, **terms: object) -> str:
        return text.say(self.lang, **terms)

    def capital(self, text: str) -> str:
        return text[:1].upper() + text[1:]
