"""``vip-cert verify``: what is remarkable about rules, whoever is asked about."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date

import attrs

from vip_cert_rules.authoring.verification.model import Verified
from vip_cert_rules.authoring.verification.report import document_of, narrate
from vip_cert_rules.authoring.verification.verify import verify
from vip_cert_rules.cli import output
from vip_cert_rules.cli.adjusting import add_adjusting, as_option, assumed
from vip_cert_rules.cli.arguments import Arguments, add_reading, add_ruleset, add_words, read_day
from vip_cert_rules.cli.present import page_of, show_page
from vip_cert_rules.cli.progress import progress_bar
from vip_cert_rules.faults import Fault, InputError
from vip_cert_rules.rulesets.bundled import find_rules
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.rulesets.settings import choose_readings
from vip_cert_rules.text import Lang

ABOUT = """Search a rule set, over all people there could be, for what is remarkable: questions that nobody can meet, or
nobody can fail; routes, conditions and waivers that never change an answer; a lower level that is no easier than a
higher one; more service, a better mark or one more certificate that makes things worse; certificates that lapse before
they can be used; levels that nothing leads up to; overlays that let people in or leave nobody able to qualify; stated
properties that do not hold. Each finding is shown by a person whom `evaluate` decided.

What a rule set marks as intended is told apart and is no finding. Needs the extra `verify` (z3). Exit status 0 means
that nothing was found, 1 that something was, 2 that an input is at fault."""

EXAMPLES = """  vip-cert verify vip-service-manager --lang en
  vip-cert verify own.yaml --overlay sichuan.yaml --parameters values.yaml
  vip-cert verify vip-service-manager --assume A1=from-certificate
  vip-cert verify own.yaml --as-of 2027-01-01 --format json"""

USAGE = """NAME|PATH [--overlay FILE]... [--parameters FILE] [--assume ID=WORD]...
                       [--as-of DAY]... [--format {text,json}] [--lang {zh,en}] [--color {auto,always,never}]"""

FOUND_NOTHING, FOUND_SOMETHING = 0, 1
OPTIONS = ("--assume", "--overlays", "--parameters", "--as-of")


def arguments() -> Arguments:
    """The arguments of the command."""
    parser = Arguments("verify", ABOUT, EXAMPLES, USAGE)
    add_ruleset(parser, several=True)
    add_adjusting(parser)
    parser.add_argument(
        "--as-of",
        metavar="DAY",
        action="append",
        default=[],
        help="look at the rules as of this day; may be given several times (default: the days on which they change)",
    )
    add_words(parser, "--format", ("text", "json"), "text", "sentences for people, or a document for programs")
    add_reading(parser)
    return parser


@attrs.frozen
class _Looked:
    rules: RuleSet
    verified: Verified


def run(args: Sequence[str]) -> int:
    """Verifies, and tells what was found."""
    parser = arguments()
    given = parser.read(args)
    lang = Lang(given.lang)
    with progress_bar("verify") as progress:
        looked = [
            _Looked(rules, verify(rules, days=days, assume=assume, before=before, progress=progress))
            for rules, before, days, assume in _asked(parser, given)
        ]
    if given.format == "json":
        documents = [document_of(one.rules, one.verified) for one in looked]
        output.say_document(json.dumps(documents, ensure_ascii=False, indent=2, allow_nan=False))
    else:
        for number, one in enumerate(looked):
            output.say("") if number else None
            show_page(page_of(narrate(one.rules, one.verified, lang)), given.color)
    return FOUND_SOMETHING if any(one.verified.findings for one in looked) else FOUND_NOTHING


def _asked(
    parser: Arguments, given: argparse.Namespace
) -> Iterator[tuple[RuleSet, RuleSet | None, list[date], dict[str, str]]]:
    """Every version that is meant, overlaid, with the rules before its overlays where there are any."""
    faults: list[Fault] = parser.need({"NAME|PATH": given.ruleset})
    days = [day for word in given.as_of if (day := read_day(word, "--as-of", faults)) is not None]
    assume = assumed(given.assume, faults)
    if faults:
        raise InputError(as_option(fault, OPTIONS) for fault in faults)
    found = find_rules(given.ruleset)
    try:
        for day in days:
            if isinstance(found, RuleSet):
                found.check_day(day)
            else:
                found.on(day)
        for rules in (found,) if isinstance(found, RuleSet) else found.versions:
            choose_readings(rules.part, assume)
            within = [day for day in days if _is_in_force(rules, day)]
            if days and not within:
                continue
            before = rules.overlaid((), given.parameters) if given.overlay else None
            yield rules.overlaid(given.overlay, given.parameters), before, within, assume
    except InputError as error:
        raise InputError(as_option(fault, OPTIONS) for fault in error.faults) from error


def _is_in_force(rules: RuleSet, day: date) -> bool:
    limits = rules.part.in_force
    return limits is None or (limits.start or day) <= day <= (limits.end or day)
