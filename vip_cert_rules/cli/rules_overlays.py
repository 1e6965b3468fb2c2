"""``vip-cert rules diff`` and ``vip-cert rules check``: what overlays change, and what is doubtful about them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Any

from vip_cert_rules.authoring.rendering.changes import lines_of, title_of
from vip_cert_rules.cli import output
from vip_cert_rules.cli.adjusting import add_overlays, add_parameters
from vip_cert_rules.cli.arguments import Arguments, add_reading, add_ruleset, add_words
from vip_cert_rules.cli.present import Page, show_page
from vip_cert_rules.decision.document import as_json
from vip_cert_rules.decision.narrative import Section
from vip_cert_rules.decision.plan_words import Line
from vip_cert_rules.faults import InputError
from vip_cert_rules.rulesets.bundled import find_ruleset
from vip_cert_rules.rulesets.review.changes import (
    Change,
    ReadingChange,
    ValueChange,
    describe_changes,
)
from vip_cert_rules.rulesets.review.overlay_checks import OverlayWarning, check_overlays
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.text import Lang
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
    add_parameters(parser)
    given = parser.read(args)
    rules = _rules(parser, given, given.parameters)
    changes = describe_changes(rules)
    lang = Lang(given.lang)
    if given.format == "json":
        _say_json([_document(change) for change in changes])
        return OK
    sections = tuple(
        Section(title_of(rules, name, lang), tuple(Line(line) for line in lines_of(rules, name, changes, lang)))
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
