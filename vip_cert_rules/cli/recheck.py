"""``vip-cert recheck``: a stored decision document, re-checked without anything that decides."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from vip_cert_rules.cli import output
from vip_cert_rules.cli.adjusting import add_overlays, as_option
from vip_cert_rules.cli.arguments import Arguments, add_reading, add_words
from vip_cert_rules.cli.present import Page, show_page
from vip_cert_rules.cli.sources import Source, open_source
from vip_cert_rules.decision.narrative import Section
from vip_cert_rules.decision.plan_words import Line
from vip_cert_rules.faults import Fault, InputError, show
from vip_cert_rules.plan.nodes import Status
from vip_cert_rules.reading import read_text
from vip_cert_rules.rechecking import words
from vip_cert_rules.rechecking.nodes import Mismatch, mismatch
from vip_cert_rules.rechecking.recheck import recheck_decision
from vip_cert_rules.rulesets.bundled import find_rules
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.text import Lang

ABOUT = """Re-check a stored decision document from what it says itself: its structure; the status of every condition
from what was measured and is required, of everything else from what is below it; the outcome and what follows from it.
With FACTS, the record that was decided on, also the evidence, its days, what is missing, and the digest of the record,
where it was kept. With --rules, whether these are the rules it names, by version and digest.

Nothing is decided anew, and nothing is used that decides. A file may hold one document, or several, one a line.

Exit status 0 means that every document holds, 1 that one does not, 2 that an input is at fault."""

EXAMPLES = """  vip-cert recheck decision.json
  vip-cert recheck decision.json person.yaml --facts-digest sha256:...
  vip-cert recheck decision.json --rules vip-service-manager --lang en"""

USAGE = """DECISION [FACTS] [--facts-digest DIGEST] [--rules NAME|PATH] [--overlay FILE]...
                        [--format {text,json}] [--lang {zh,en}] [--color {auto,always,never}]"""

HOLDS, HOLDS_NOT = 0, 1
OPTIONS = ("--overlays", "--parameters")
DIGEST = re.compile("sha256:[0-9a-f]{64}")


def arguments() -> Arguments:
    """The arguments of the command."""
    parser = Arguments("recheck", ABOUT, EXAMPLES, USAGE)
    parser.add_argument("decision", nargs="?", metavar="DECISION", help="the document, in JSON; - for standard input")
    parser.add_argument("facts", nargs="?", metavar="FACTS", help="the record that was decided on, in YAML or JSON")
    parser.add_argument(
        "--facts-digest", metavar="DIGEST", help="the digest of the record that was kept with the decision"
    )
    parser.add_argument(
        "--rules", metavar="NAME|PATH", help="the rules it should be about: a bundled rule set, a file, or a folder"
    )
    add_overlays(parser)
    add_words(parser, "--format", ("text", "json"), "text", "sentences for people, or a list for programs")
    add_reading(parser)
    return parser


@attrs.frozen
class _Checked:
    """A document and what does not hold in it; ``looked`` says at what was looked."""

    document: Mapping[str, Any]
    mismatches: tuple[Mismatch, ...]
    looked: tuple[str, ...]


def run(args: Sequence[str]) -> int:
    """Re-checks, and tells what does not hold."""
    parser = arguments()
    given = parser.read(args)
    lang = Lang(given.lang)
    faults = parser.need({"DECISION": given.decision})
    if given.facts_digest is not None and not DIGEST.fullmatch(given.facts_digest):
        message = f"{show(given.facts_digest)} is no digest"
        faults.append(Fault("wrong-form", "--facts-digest", message, "`sha256:` and 64 hexadecimal digits"))
    if faults:
        raise InputError(faults)
    facts = None if given.facts is None else _mapping(given.facts, "FACTS")
    checked = [_checked(document, facts, given) for document in _documents(given.decision)]
    if given.format == "json":
        rows = [[_row(one) for one in each.mismatches] for each in checked]
        output.say_document(json.dumps(rows, ensure_ascii=False, indent=2, allow_nan=False))
    else:
        for number, each in enumerate(checked):
            output.say("") if number else None
            show_page(_page(each, lang), given.color)
    return HOLDS_NOT if any(each.mismatches for each in checked) else HOLDS


def _documents(argument: str) -> Iterator[Any]:
    """The documents of a file: one, a list of them, or one a line."""
    source = open_source(argument)
    try:
        value = source.read().value
    except InputError as whole:
        lines = [(number, line) for number, line in enumerate(_lines(source), 1) if line.strip()]
        if len(lines) < 2:
            raise
        faults: list[Fault] = []
        for number, line in lines:
            try:
                yield read_text(line, f"{source.name}:{number}", InputError).value
            except InputError as error:
                faults += error.faults
        if faults:
            raise InputError(faults) from whole
        return
    yield from value if isinstance(value, list) else [value]


def _lines(source: Source) -> list[Any]:
    text = source.text
    if text is None:
        try:
            text = Path(source.name).read_bytes()
        except OSError:
            return []
    return list(text.splitlines())


def _mapping(argument: str, name: str) -> Mapping[str, Any]:
    value = open_source(argument).read().value
    if not isinstance(value, Mapping):
        raise InputError([Fault("wrong-type", name, f"{show(value)} where a record (a mapping) is needed")])
    return value


def _checked(document: Any, facts: Mapping[str, Any] | None, given: argparse.Namespace) -> _Checked:
    found = list(recheck_decision(document, facts, facts_digest=given.facts_digest))
    looked = ["document"]
    if facts is not None:
        looked.append("facts")
        if given.facts_digest is not None or "facts_digest" in document:
            looked.append("digest")
    is_sound = not any(one.code in ("missing-key", "unknown-key", "wrong-value") for one in found)
    if given.rules is not None and is_sound:
        looked.append("rules")
        found += _beside_rules(document, given)
    return _Checked(document, tuple(found), tuple(looked))


def _beside_rules(document: Mapping[str, Any], given: argparse.Namespace) -> Iterator[Mismatch]:
    """Whether the rules, overlaid as given and with the parameters that the document names, are those it names."""
    try:
        rules = find_rules(given.rules).overlaid(given.overlay, document.get("parameters"))
        ruled_by = date.fromisoformat(document.get("rules_as_of", document["as_of"]))
        version = rules if isinstance(rules, RuleSet) else rules.on(ruled_by)
    except InputError as error:
        raise InputError(as_option(fault, OPTIONS) for fault in error.faults) from error
    overlays = [{"name": one.name, "digest": one.digest} for one in version.overlays if one.name is not None]
    for key, value in (
        ("ruleset", version.name),
        ("version", version.version),
        ("digest", version.digest),
        ("overlays", overlays),
    ):
        if document[key] != value:
            yield mismatch("other-rules", key, value=_told(document[key]), needed=_told(value))


def _told(value: Any) -> Any:
    return [f"{one['name']} {one['digest']}" for one in value] if isinstance(value, list) else value


def _page(each: _Checked, lang: Lang) -> Page:
    count = len(each.mismatches)
    headline = words.HOLDS_NOT.say(lang, count=count) if count else words.HOLDS.in_lang(lang)
    lines = tuple(
        Line(
            words.AT.say(lang, path=one.path or words.WHOLE.in_lang(lang), text=one.text.in_lang(lang)), 0, Status.UNMET
        )
        for one in each.mismatches
    )
    looked = tuple(Line(words.LOOKED[name].in_lang(lang), 0, Status.MET) for name in each.looked)
    left = tuple(
        Line(words.LOOKED[name].in_lang(lang) + words.NEEDS[name].in_lang(lang))
        for name in words.NEEDS
        if name not in each.looked
    )
    sections = (
        Section(words.MISMATCHED.in_lang(lang), lines),
        Section(words.LOOKED_AT.in_lang(lang), looked),
        Section(words.NOT_LOOKED.in_lang(lang), left),
    )
    tone = Status.UNMET if count else Status.MET
    return Page(headline, _subject(each.document, lang), tuple(one for one in sections if one.lines), tone)


def _subject(document: Mapping[str, Any], lang: Lang) -> str:
    """What the document says it is about, as far as it says it."""
    said = {
        key: output.printable(str(document.get(key, "?")))
        for key in ("candidate", "ruleset", "version", "as_of", "outcome")
    }
    level = document.get("level")
    asked = str(document.get("question", "?")) if level is None else f"{document.get('question', '?')}.{level}"
    return words.SUBJECT.say(lang, asked=output.printable(asked), **said)


def _row(one: Mismatch) -> dict[str, Any]:
    return {"code": one.code, "path": one.path, "text": one.text.to_dict()}
