"""``vip-cert rules diff`` and ``vip-cert rules check``: what overlays change, and what is doubtful about them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import Any

from vip_cert_rules.cli import output
from vip_cert_rules.cli.adjusting import add_overlays, add_parameters
from vip_cert_rules.cli.arguments import Arguments, add_reading, add_ruleset, add_words
from vip_cert_rules.cli.present import Page, show_page
from vip_cert_rules.cli.value_text import ValueTeller
from vip_cert_rules.decision.document import as_json
from vip_cert_rules.decision.narrative import Section
from vip_cert_rules.decision.plan_words import Line
from vip_cert_rules.faults import InputError
from vip_cert_rules.rulesets.bundled import find_ruleset
from vip_cert_rules.rulesets.overlays.overlay import SUPPLIED
from vip_cert_rules.rulesets.parameters import LEVEL
from vip_cert_rules.rulesets.review.changes import (
    AdditionChange,
    Change,
    ReadingChange,
    ValueChange,
    describe_changes,
    parameter_of,
)
from vip_cert_rules.rulesets.review.overlay_checks import OverlayWarning, check_overlays
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.text import Lang
from vip_cert_rules.wording import changes as words
from vip_cert_rules.wording.punctuation import CLAUSE, cited

FORMATS = ("text", "json")
OK, DOUBTFUL = 0, 1

DIFF = """Say what overlays change in a rule set: parameters, readings, added requirements and routes, nothing else."""
CHECK = """Warn of what is allowed in overlays and hardly meant: a value that two overlays set differently; an added
route or requirement that has no effect, or leaves none to one that is there. Exit status 0 means that nothing of the
kind was found, 1 that something was, 2 that the rule set or an overlay is at fault."""

DIFF_EXAMPLES = """  vip-cert rules diff vip-service-manager --overlay sichuan.yaml --lang en
  vip-cert rules diff vip-service-manager --overlay sichuan.yaml --overlay chengdu.yaml --format json"""
CHECK_EXAMPLES = """  vip-cert rules check vip-service-manager --overlay sichuan.yaml --overlay chengdu.yaml"""


def diff(args: Sequence[str]) -> int:
    """Says what overlays change."""
    parser = _arguments("diff", DIFF, DIFF_EXAMPLES, "[--parameters FILE] ")
    add_parameters(parser)
    given = parser.read(args)
    rules = _rules(parser, given, given.parameters)
    changes = describe_changes(rules)
    lang = Lang(given.lang)
    if given.format == "json":
        _say_json([_document(change) for change in changes])
        return OK
    sections = tuple(
        Section(_title(rules, name, lang), tuple(Line(line) for line in _lines(rules, name, changes, lang)))
        for name in dict.fromkeys(change.overlay for change in changes)
    )
    sections = sections or (Section(words.NOTHING_CHANGES.in_lang(lang), ()),)
    show_page(Page(f"{rules.name} {rules.version} · {rules.title.in_lang(lang)}", rules.digest, sections), given.color)
    return OK


def check(args: Sequence[str]) -> int:
    """Warns of what is doubtful."""
    parser = _arguments("check", CHECK, CHECK_EXAMPLES)
    given = parser.read(args)
    warnings = check_overlays(_rules(parser, given, None))
    lang = Lang(given.lang)
    if given.format == "json":
        _say_json([_warning(warning) for warning in warnings])
    else:
        for warning in warnings:
            output.say(output.printable(f"{warning.code}: {warning.text.in_lang(lang)}"))
        if not warnings:
            output.say(words.NO_WARNINGS.in_lang(lang))
    return DOUBTFUL if warnings else OK


def _arguments(command: str, about: str, examples: str, more: str = "") -> Arguments:
    indent = " " * len(f"usage: vip-cert rules {command} ")
    usage = f"NAME|PATH [--overlay FILE]... {more}[--format {{text,json}}]\n{indent}"
    usage += "[--lang {zh,en}] [--color {auto,always,never}]"
    parser = Arguments(f"rules {command}", about, examples, usage)
    add_ruleset(parser)
    add_overlays(parser)
    add_words(parser, "--format", FORMATS, "text", "sentences for people, or a list for programs")
    add_reading(parser)
    return parser


def _rules(parser: Arguments, given: argparse.Namespace, parameters: str | None) -> RuleSet:
    faults = parser.need({"NAME|PATH": given.ruleset})
    if faults:
        raise InputError(faults)
    return find_ruleset(given.ruleset).overlaid(given.overlay, parameters)


def _say_json(rows: list[dict[str, Any]]) -> None:
    output.say_document(json.dumps(rows, ensure_ascii=False, indent=2, allow_nan=False))


def _warning(warning: OverlayWarning) -> dict[str, Any]:
    return {
        "code": warning.code,
        "overlays": list(warning.overlays),
        "subject": warning.subject,
        "text": warning.text.to_dict(),
    }


# --- changes in words ------------------------------------------------------------------------------------------------


def _title(rules: RuleSet, name: str, lang: Lang) -> str:
    """The name of an overlay, and what it cites for itself."""
    if name == SUPPLIED:
        return words.BY_CALL.in_lang(lang)
    source = [one for overlay in rules.overlays if overlay.name == name for one in overlay.source]
    clauses = [_clause(rules, one.document, one.clause, lang) for one in source]
    return output.printable(name + cited(clauses, lang))


def _lines(rules: RuleSet, name: str, changes: tuple[Change, ...], lang: Lang) -> Iterator[str]:
    for change in changes:
        if change.overlay != name:
            continue
        if isinstance(change, ValueChange):
            yield _value(rules, change, lang)
        elif isinstance(change, ReadingChange):
            terms = {
                "before": change.before.in_lang(lang).rstrip("。."),
                "after": change.after.in_lang(lang).rstrip("。."),
            }
            yield words.READING.say(lang, name=f"{change.assumption}={change.reading}", **terms)
        else:
            yield _addition(rules, change, lang)


def _value(rules: RuleSet, change: ValueChange, lang: Lang) -> str:
    part = parameter_of(rules, change)
    teller = ValueTeller(rules.part, lang)
    before, after = (teller.entry(part, value, change.keys) for value in (change.before, change.after))
    keys = [*zip(part.by, change.keys)] or ([] if change.level is None else [(LEVEL, str(change.level))])
    at = "".join(words.AT.say(lang, key=teller.key(kind, key)) for kind, key in keys)
    frame = words.VALUE
    if change.before is None:
        frame = words.VALUE_SUPPLIED
    elif change.after is None:
        frame = words.VALUE_WITHDRAWN
    told = frame.say(lang, label=change.label.in_lang(lang), at=at, before=before, after=after)
    clauses = [_clause(rules, one.document, one.clause, lang) for one in change.source]
    return f"{told} · {change.parameter}{cited(clauses, lang)}"


def _addition(rules: RuleSet, change: AdditionChange, lang: Lang) -> str:
    quoted = [words.QUOTED.say(lang, quoted=text.in_lang(lang)) for text in change.beside]
    frame = words.ROUTE if change.beside else words.REQUIREMENT
    told = frame.say(
        lang,
        question=change.asked.in_lang(lang),
        label=change.label.in_lang(lang),
        told=change.told.in_lang(lang),
        beside=words.LISTED.in_lang(lang).join(quoted),
    )
    return told + cited([_clause(rules, one.document, one.clause, lang) for one in change.source], lang)


def _clause(rules: RuleSet, document: str, clause: object, lang: Lang) -> str:
    declared = rules.part.documents.get(document)
    short = declared.short if declared is not None else None
    if not isinstance(clause, str):
        return document if short is None else short.in_lang(lang)
    return f"{document} {clause}" if short is None else CLAUSE.say(lang, document=short.in_lang(lang), clause=clause)


# --- changes as documents --------------------------------------------------------------------------------------------


def _document(change: Change) -> dict[str, Any]:
    if isinstance(change, ValueChange):
        return {
            "change": "parameter",
            "overlay": change.overlay,
            "parameter": change.parameter,
            "level": change.level,
            "label": change.label.to_dict(),
            "before": as_json(change.before),
            "after": as_json(change.after),
            "source": [one.to_dict() for one in change.source],
        }
    if isinstance(change, ReadingChange):
        texts = {"before": change.before.to_dict(), "after": change.after.to_dict()}
        named = {"assumption": change.assumption, "reading": change.reading}
        return {"change": "reading", "overlay": change.overlay, **named, **texts}
    head = {"change": "route" if change.beside else "requirement", "overlay": change.overlay}
    body = {"question": change.question, "levels": list(change.levels), "ids": list(change.ids)}
    texts = {"label": change.label.to_dict(), "demands": change.told.to_dict()}
    beside = {"beside": [text.to_dict() for text in change.beside]} if change.beside else {}
    return {**head, **body, **texts, **beside, "source": [one.to_dict() for one in change.source]}
