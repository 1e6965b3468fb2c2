"""What requests ask, read from their bodies, and the answers; nothing here knows HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from vip_cert_rules.batch.many import Question, evaluate_many
from vip_cert_rules.facade import evaluate
from vip_cert_rules.faults import Fault, InputError, nearest, show
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.rulesets.versions.versions import RuleSetVersions
from vip_cert_rules.shapes import AnyText, Field, Fields, ListOf, Refused, Report, Shape, Untouched
from vip_cert_rules.web.problems import fault_to_dict

Rules = Mapping[str, RuleSet | RuleSetVersions]
"""The rule sets that can be asked, by the name under which they are."""


@attrs.frozen(eq=False, repr=False)
class _AsItIs(Shape[Any]):
    """Anything: what is asked about it says whether it is right."""

    def read(self, value: object, path: tuple[str | int, ...], report: Report) -> Any:
        """See :class:`Shape`."""
        return value

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {}


_TEXT = AnyText(noun="text")
_ADJUSTING = {
    "as_of": Field(_TEXT, required=True, about="the day asked about, as YYYY-MM-DD"),
    "rules_as_of": Field(_TEXT, nullable=True, about="the day whose rules apply; absent: the day asked about"),
    "overlays": Field(ListOf(Untouched()), default=(), about="overlays, each as its mapping"),
    "parameters": Field(Untouched(), nullable=True, about="values of parameters, by name"),
    "assume": Field(Untouched(), nullable=True, about="readings of assumptions that are switched"),
}
_RULESET = Field(_TEXT, required=True, about="the name of a rule set")
_ASKED = {
    "question": Field(_TEXT, required=True, about="apply, pass, hold, teach, …"),
    "level": Field(_AsItIs(), nullable=True, about="the level; left out where there are none"),
    "position": Field(_TEXT, nullable=True, about="the position, where the programme has positions"),
}
EVALUATION: Fields[dict[str, Any]] = Fields(
    dict,
    {
        "candidate": Field(Untouched(noun="a candidate record (a mapping)"), required=True, about="the record"),
        "ruleset": _RULESET,
        **_ASKED,
        **_ADJUSTING,
    },
    noun="a JSON object",
)
QUESTION: Fields[dict[str, Any]] = Fields(dict, _ASKED, noun="a question (a mapping)")
BATCH: Fields[dict[str, Any]] = Fields(
    dict,
    {
        "candidates": Field(ListOf(_AsItIs()), required=True, about="the records"),
        "ruleset": _RULESET,
        "questions": Field(ListOf(QUESTION, non_empty=True), required=True, about="what is asked about each of them"),
        **_ADJUSTING,
    },
    noun="a JSON object",
)


def answer(asked: object, rules: Rules) -> dict[str, Any]:
    """One question about one person. Raises :class:`InputError` with every fault."""
    read = _read(EVALUATION, asked)
    decision = evaluate(
        read.pop("candidate"),
        ruleset=_found(rules, read.pop("ruleset")),
        **read,
    )
    return {
        "decision": decision.to_dict(),
        "facts_digest": decision.facts_digest,
        "text": {lang: decision.explain(lang) for lang in ("zh", "en")},
    }


def answer_many(asked: object, rules: Rules, most: int) -> dict[str, Any]:
    """Some questions about some people. Raises :class:`InputError` where the call is at fault."""
    read = _read(BATCH, asked)
    people: Sequence[Any] = read.pop("candidates")
    if len(people) > most:
        message = f"{len(people)} records, where one request may have {most}"
        raise InputError([Fault("too-many", "candidates", message, "send them in several requests")])
    questions = [Question(**one) for one in read.pop("questions")]
    made = evaluate_many(people, ruleset=_found(rules, read.pop("ruleset")), questions=questions, **read)
    return {
        "answered": [
            {
                "number": one.number,
                "decisions": [
                    {"decision": decision.to_dict(), "facts_digest": decision.facts_digest}
                    for decision in one.decisions
                ],
                "faults": [fault_to_dict(fault) for fault in one.faults],
            }
            for one in made
        ]
    }


def _read(shape: Fields[dict[str, Any]], asked: object) -> dict[str, Any]:
    report = Report()
    read = shape.read(asked, (), report)
    if isinstance(read, Refused):
        raise InputError(report.in_order())
    return read


def _found(rules: Rules, name: str) -> RuleSet | RuleSetVersions:
    """Only what was offered can be asked: a request names no files."""
    if name not in rules:
        message = f"there is no rule set {show(name)}"
        raise InputError([Fault("unknown-ruleset", "ruleset", message, nearest(name, rules))])
    return rules[name]


def describe(rules: Rules) -> dict[str, Any]:
    """The rule sets that can be asked, and what."""
    return {"rulesets": [_described(name, found) for name, found in rules.items()]}


def _described(name: str, found: RuleSet | RuleSetVersions) -> dict[str, Any]:
    versions = (found,) if isinstance(found, RuleSet) else found.versions
    last = versions[-1]
    return {
        "name": name,
        "title": last.title.to_dict(),
        "versions": [_version(one) for one in versions],
        "questions": [{"question": one, "levels": list(last.levels_of(one))} for one in last.questions],
        "documents": {
            document: (one.short or one.title).to_dict()
            for version in versions
            for document, one in version.part.documents.items()
        },
        "positions": [{"position": one, "label": last.part.positions[one].label.to_dict()} for one in last.positions],
    }


def _version(rules: RuleSet) -> dict[str, Any]:
    limits = rules.part.in_force
    return {
        "version": rules.version,
        "digest": rules.digest,
        "in_force": {
            "from": _day(None if limits is None else limits.start),
            "to": _day(None if limits is None else limits.end),
        },
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
