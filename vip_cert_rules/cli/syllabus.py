"""``vip-cert syllabus``: a syllabus as a tree, and how much of it a person has completed."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.cli import output
from vip_cert_rules.cli.arguments import Arguments, add_reading, add_words
from vip_cert_rules.cli.present import show_page
from vip_cert_rules.cli.sources import read_candidate
from vip_cert_rules.cli.syllabus_pages import Standing, document_of_syllabus, page_of_syllabus
from vip_cert_rules.decision.progress import progress_of
from vip_cert_rules.facade import evaluate
from vip_cert_rules.faults import Fault, InputError, VipCertRulesError, show
from vip_cert_rules.rulesets.bundled import find_ruleset
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.shapes import Day, Report
from vip_cert_rules.syllabus.bundled import bundled_syllabuses, find_syllabus
from vip_cert_rules.syllabus.model import Syllabus
from vip_cert_rules.text import Lang

FORMATS = ("text", "json")
QUESTION = "trained"

ABOUT = """Show a syllabus as a tree of parts, chapters, modules and topics; with a person's record, what is done of it.

Bundled are {}.
What counts as done is decided by the question `trained` of the rule set of the programme. A module of which the record
does not tell is neither done nor not done."""

EXAMPLES = """  vip-cert syllabus account-manager-1
  vip-cert syllabus account-manager-1 person.yaml --as-of 2026-11-24 --lang en
  vip-cert syllabus rules/own-syllabus.yaml --format json"""

USAGE = """NAME|PATH [FILE --as-of DAY [--ruleset RULESET]] [--format {text,json}]
                         [--lang {zh,en}] [--color {auto,always,never}]"""


def arguments() -> Arguments:
    """The arguments of the command."""
    names = " and ".join(f"`{name}`" for name in bundled_syllabuses())
    parser = Arguments("syllabus", ABOUT.format(names), EXAMPLES, USAGE)
    parser.add_argument(
        "syllabus", nargs="?", metavar="NAME|PATH", help="a bundled syllabus by its name, or the path of its file"
    )
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="a person's record, in YAML or JSON; - for standard input"
    )
    parser.add_argument("--as-of", metavar="DAY", help="the day asked about, as YYYY-MM-DD; needed with FILE")
    parser.add_argument(
        "--ruleset", help="the rule set that decides what is done (default: the bundled one of the programme)"
    )
    add_words(parser, "--format", FORMATS, "text", "a tree for people, or one document for programs")
    add_reading(parser)
    return parser


def run(args: Sequence[str]) -> int:
    """Prints a syllabus. Raises :class:`InputError` with every fault of the record and of the call."""
    parser = arguments()
    given = parser.read(args)
    needed = {"NAME|PATH": given.syllabus}
    if given.file is not None:
        needed["--as-of"] = given.as_of
    elif given.as_of is not None or given.ruleset is not None:
        needed["FILE"] = None
    faults = parser.need(needed)
    syllabus = _syllabus(given.syllabus, faults)
    candidate = None
    rules = None
    if given.file is not None:
        # a terminal is not waited for when nothing will come of it
        candidate = None if faults and given.file == "-" else read_candidate(given.file, faults)
        rules = None if syllabus is None else _rules(syllabus, given.ruleset, faults)
    if given.as_of is not None:
        report = Report()
        Day().read(given.as_of, ("--as-of",), report)
        faults += report.faults
    if faults or syllabus is None:
        raise InputError(faults)
    _show(syllabus, candidate, rules, given)
    return 0


def _show(syllabus: Syllabus, candidate: Candidate | None, rules: RuleSet | None, given: argparse.Namespace) -> None:
    standing = None
    if candidate is not None and rules is not None:
        decision = evaluate(candidate, ruleset=rules, question=QUESTION, level=syllabus.level, as_of=given.as_of)
        standing = Standing(progress_of(syllabus, decision), decision)
    if given.format == "json":
        document = document_of_syllabus(syllabus, standing)
        output.say_document(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))
    else:
        show_page(page_of_syllabus(syllabus, Lang(given.lang), standing), given.color)


def _syllabus(name: str | None, faults: list[Fault]) -> Syllabus | None:
    try:
        return None if name is None else find_syllabus(name)
    except VipCertRulesError as error:
        faults += error.faults
    return None


def _rules(syllabus: Syllabus, ruleset: str | None, faults: list[Fault]) -> RuleSet | None:
    """The rules that decide what is done, after a look at whether they can be asked."""
    try:
        rules = find_ruleset(syllabus.programme if ruleset is None else ruleset)
    except VipCertRulesError as error:
        faults += error.faults
        return None
    if QUESTION not in rules.questions:
        message = (
            f"`{rules.name}` has no question `{QUESTION}`: it does not decide what is done of {show(syllabus.name)}"
        )
        help_line = "leave FILE out to see the syllabus, or name another rule set by --ruleset"
        faults.append(Fault("unknown-question", "--ruleset", message, help_line))
        return None
    try:
        rules.check_call(QUESTION, syllabus.level, None)
    except InputError as error:
        faults += error.faults
    return rules
