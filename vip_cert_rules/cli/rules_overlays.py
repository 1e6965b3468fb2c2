"""``vip-cert rules diff`` and ``vip-cert rules check``: what overlays change, and what is doubtful about them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import Any

from vip_cert_rules.cli import output
from vip_cert_rules.cli.arguments import Arguments, add_reading, add_words
from vip_cert_rules.cli.present import Page, show_page
from vip_cert_rules.cli.rule_text import value_in_words
from vip_cert_rules.decision.document import as_json
from vip_cert_rules.decision.narrative import Section
from vip_cert_rules.decision.plan_words import Line
from vip_cert_rules.faults import VipCertRulesError
from vip_cert_rules.rulesets.bundled import find_ruleset
from vip_cert_rules.rulesets.changes import Added, Change, ReadingChange, ValueChange, describe_changes, parameter_of
from vip_cert_rules.rulesets.overlay_checks import OverlayWarning, check_overlays
from vip_cert_rules.rulesets.overlays import SUPPLIED
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.text import Lang, Text
from vip_cert_rules.wording import changes as words

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
    parser.add_argument("--parameters", metavar="FILE", help="values supplied beside the overlays")
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
    parser.add_argument(
        "ruleset", nargs="?", metavar="NAME|PATH", help="a bundled rule set by its name, or the path of a rule file"
    )
    parser.add_argument(
        "--overlay",
        metavar="FILE",
        action="append",
        default=[],
        help="an overlay, or the name of a bundled one; may be given several times, in the order in which they apply",
    )
    add_words(parser, "--format", FORMATS, "text", "sentences for people, or a list for programs")
    add_reading(parser)
    return parser


def _rules(parser: Arguments, given: argparse.Namespace, parameters: str | None) -> RuleSet:
    faults = parser.need({"NAME|PATH": given.ruleset})
    if faults:
        raise VipCertRulesError(faults)
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
    cited = [one for overlay in rules.overlays if overlay.name == name for one in overlay.source]
    clauses = [_clause(rules, one.document, one.clause, lang) for one in cited]
    return output.printable(name + _cited(clauses, lang))


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
            yield _say(words.READING, lang, name=f"{change.assumption}={change.reading}", **terms)
        else:
            yield _addition(rules, change, lang)


def _value(rules: RuleSet, change: ValueChange, lang: Lang) -> str:
    part = parameter_of(rules, change)
    before, after = (value_in_words(rules, part, value, lang) for value in (change.before, change.after))
    label = "" if change.level is None else rules.part.levels[str(change.level)].label.in_lang(lang)
    at = _say(words.AT, lang, level=label) if label else ""
    frame = words.VALUE
    if change.before is None:
        frame = words.VALUE_SUPPLIED
    elif change.after is None:
        frame = words.VALUE_WITHDRAWN
    told = _say(frame, lang, label=change.label.in_lang(lang), at=at, before=before, after=after)
    clauses = [_clause(rules, one.document, one.clause, lang) for one in change.source]
    return f"{told} · {change.parameter}{_cited(clauses, lang)}"


def _addition(rules: RuleSet, change: Added, lang: Lang) -> str:
    quoted = [_say(words.QUOTED, lang, quoted=text.in_lang(lang)) for text in change.beside]
    told = _say(
        words.ROUTE if change.beside else words.REQUIREMENT,
        lang,
        question=change.asked.in_lang(lang),
        label=change.label.in_lang(lang),
        told=change.told.in_lang(lang),
        beside=words.LISTED.in_lang(lang).join(quoted),
    )
    return told + _cited([_clause(rules, one.document, one.clause, lang) for one in change.source], lang)


def _clause(rules: RuleSet, document: str, clause: object, lang: Lang) -> str:
    declared = rules.part.documents.get(document)
    short = declared.short if declared is not None else None
    if not isinstance(clause, str):
        return document if short is None else short.in_lang(lang)
    return f"{document} {clause}" if short is None else _say(_CITED, lang, name=short.in_lang(lang), clause=clause)


_CITED = Text("{name}{clause}", "{name} {clause}")


def _cited(clauses: list[str], lang: Lang) -> str:
    if not clauses:
        return ""
    return f"〔{'、'.join(clauses)}〕" if lang is Lang.ZH else f" [{', '.join(clauses)}]"


def _say(text: Text, lang: Lang, **terms: str) -> str:
    said = text.in_lang(lang)
    for name, term in terms.items():
        said = said.replace("{" + name + "}", term)
    return said


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
