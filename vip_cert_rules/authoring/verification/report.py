"""A verification as a person reads it, and as a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from vip_cert_rules.authoring.verification.model import Finding, NotExamined, Shown, Verified, Witness
from vip_cert_rules.decision.narrative import Narrative, Section
from vip_cert_rules.decision.outcome import STATUS_OF_OUTCOME
from vip_cert_rules.decision.plan_words import Line
from vip_cert_rules.plan.nodes import Cited, Status
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.text import Lang, Text
from vip_cert_rules.wording.punctuation import CLAUSE, LISTED, cited

NOTHING = Text("没有发现问题", "Nothing was found")
FOUND = Text("发现 {count} 处", "Findings: {count}")
EXAMINED = Text(
    "{ruleset} {version} · 按 {days} 的情形验证 · {count} 个问题",
    "{ruleset} {version} · as of {days} · {count} questions",
)
FINDING = Text("{kind}：{text}", "{kind}: {text}")
AT = Text("岗位：{positions}", "positions: {positions}")
ANSWER = Text("{asked}：{outcome}", "{asked}: {outcome}")
ANSWER_UNDER = Text("{asked}（{under}）：{outcome}", "{asked} ({under}): {outcome}")
INTENDED = Text("规则集注明属于本意", "Intended, as the rule set says")
BECAUSE = Text("理由：{reason}", "reason: {reason}")
UNFOUNDED = Text("规则集注明属于本意、但没有发现的", "Marked as intended, but not found")
NOT_EXAMINED = Text("未能验证", "Not examined")
MISSING = Text("{asked}：缺参数 {names}", "{asked}: parameters {names} were not supplied")
GAVE_UP = Text("{asked}：求解超时", "{asked}: the solver gave up on part of it")


def narrate(rules: RuleSet, verified: Verified, lang: Lang) -> Narrative:
    """Everything that was found, with the people who show it; then what is intended, and what was left out."""
    count = len(verified.findings)
    headline = FOUND.say(lang, count=count) if count else NOTHING.in_lang(lang)
    days = LISTED.in_lang(lang).join(day.isoformat() for day in verified.days)
    subject = EXAMINED.say(lang, ruleset=rules.name, version=rules.version, days=days, count=verified.examined)
    sections = [_section(rules, finding, lang) for finding in verified.findings]
    if verified.intended:
        lines = tuple(line for finding in verified.intended for line in _intended(rules, finding, lang))
        sections.append(Section(INTENDED.in_lang(lang), lines))
    if verified.unfounded:
        lines = tuple(Line(f"{kind.value} · {at}", 0, Status.UNMET) for kind, at in verified.unfounded)
        sections.append(Section(UNFOUNDED.in_lang(lang), lines))
    if verified.not_examined:
        told = dict.fromkeys(_left_out(rules, one, lang) for one in verified.not_examined)
        sections.append(Section(NOT_EXAMINED.in_lang(lang), tuple(Line(text, 0, Status.UNKNOWN) for text in told)))
    return Narrative(headline, subject, Status.UNMET if count else Status.MET, tuple(sections))


def _section(rules: RuleSet, finding: Finding, lang: Lang) -> Section:
    return Section(_headline(rules, finding, lang), tuple(_shown_by(rules, finding, lang)))


def _headline(rules: RuleSet, finding: Finding, lang: Lang) -> str:
    clauses = [_clause(rules, one, lang) for one in finding.source]
    return FINDING.say(lang, kind=finding.kind.value, text=finding.text.in_lang(lang)) + cited(clauses, lang)


def _clause(rules: RuleSet, one: Cited, lang: Lang) -> str:
    declared = rules.part.documents.get(one.document)
    document = one.document if declared is None or declared.short is None else declared.short.in_lang(lang)
    return document if one.clause is None else CLAUSE.say(lang, document=document, clause=one.clause)


def _shown_by(rules: RuleSet, finding: Finding, lang: Lang) -> Iterator[Line]:
    if finding.positions:
        labels = [rules.part.positions[name].label.in_lang(lang) for name in finding.positions]
        yield Line(AT.say(lang, positions=LISTED.in_lang(lang).join(labels)))
    for witness in finding.witnesses:
        yield Line(witness.about.in_lang(lang))
        for shown in witness.shown:
            yield Line(_answer(rules, shown, lang), 1, STATUS_OF_OUTCOME[shown.outcome])
        yield from (Line(line, 1) for line in record_in_lines(witness.record))


def _answer(rules: RuleSet, shown: Shown, lang: Lang) -> str:
    asked = _asked(rules, shown.question, shown.level)
    if shown.under is None:
        return ANSWER.say(lang, asked=asked, outcome=shown.outcome.value)
    return ANSWER_UNDER.say(lang, asked=asked, under=shown.under.in_lang(lang), outcome=shown.outcome.value)


def _asked(rules: RuleSet, question: str, level: int | None) -> str:
    return question if level is None else f"{question}.{level}"


def record_in_lines(record: Mapping[str, Any]) -> Iterator[str]:
    """A record as YAML, a line for each of its records."""
    for name, value in record.items():
        if name == "id":
            continue
        if not value or not isinstance(value[0], Mapping):
            yield f"{name}: {_in_a_line(value)}"
            continue
        yield f"{name}:"
        yield from (f"- {_in_a_line(row)}" for row in value)


def _in_a_line(value: Any) -> str:
    return yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000).strip()


def _intended(rules: RuleSet, finding: Finding, lang: Lang) -> Iterator[Line]:
    yield Line(_headline(rules, finding, lang), 0, Status.WAIVED)
    if finding.reason is not None:
        yield Line(BECAUSE.say(lang, reason=finding.reason.in_lang(lang)), 1)


def _left_out(rules: RuleSet, one: NotExamined, lang: Lang) -> str:
    asked = _asked(rules, one.question, one.level)
    if not one.parameters:
        return GAVE_UP.say(lang, asked=asked)
    return MISSING.say(lang, asked=asked, names=LISTED.in_lang(lang).join(one.parameters))


def document_of(rules: RuleSet, verified: Verified) -> dict[str, Any]:
    """A verification as plain data."""
    return {
        "ruleset": rules.name,
        "version": rules.version,
        "digest": rules.digest,
        "days": [day.isoformat() for day in verified.days],
        "examined": verified.examined,
        "findings": [_finding(finding) for finding in verified.findings],
        "intended": [_finding(finding) for finding in verified.intended],
        "unfounded": [{"finding": kind.value, "at": at} for kind, at in verified.unfounded],
        "not_examined": [
            {"question": one.question, "level": one.level, "parameters": list(one.parameters)}
            for one in verified.not_examined
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    out: dict[str, Any] = {
        "finding": finding.kind.value,
        "at": finding.at,
        "as_of": finding.as_of.isoformat(),
        "positions": list(finding.positions),
        "text": finding.text.to_dict(),
        "source": [one.to_dict() for one in finding.source],
        "witnesses": [_witness(witness) for witness in finding.witnesses],
    }
    return out if finding.reason is None else {**out, "reason": finding.reason.to_dict()}


def _witness(witness: Witness) -> dict[str, Any]:
    shown = [
        {"question": one.question, "level": one.level, "outcome": one.outcome.value}
        | ({} if one.under is None else {"under": one.under.to_dict()})
        for one in witness.shown
    ]
    return {"about": witness.about.to_dict(), "shown": shown, "record": dict(witness.record)}
