"""``vip-cert impact``: what a change of rules does to whom."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from vip_cert_rules.authoring.impact.assess import assess
from vip_cert_rules.authoring.impact.html import html_page
from vip_cert_rules.authoring.impact.model import Asking, Impact
from vip_cert_rules.authoring.impact.report import document_of, narrate
from vip_cert_rules.authoring.tables.model import Rules
from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.cli import output
from vip_cert_rules.cli.adjusting import as_option, assumed
from vip_cert_rules.cli.arguments import Arguments, add_reading, read_day, whole_number
from vip_cert_rules.cli.files import write_text
from vip_cert_rules.cli.people import People, find_people
from vip_cert_rules.cli.present import page_of, show_page
from vip_cert_rules.cli.progress import progress_bar
from vip_cert_rules.faults import Fault, InputError, VipCertRulesError, nearest, show
from vip_cert_rules.rulesets.bundled import find_rules
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.text import Lang

ABOUT = """Compare two rule sets by the people they are about: whose answer differs, from which to which, through which
clause, and on which days; counted by outcome, clause, level and kind of unit.

OLD and NEW are each a bundled rule set by its name, a rule file, or a folder of versions; --overlay is laid on NEW and
--old-overlay on OLD. With --from and --to every day between is looked at, with --as-of that day alone. PEOPLE are files
of records (YAML, JSON, or a record a line in .jsonl) or folders of them; records at fault are told at the end and left
out. Without PEOPLE, people are made up around every value of both rule sets in the questions in which they differ: on
it, a step short and a step beyond, a day before and after each term; this needs the extra `verify` (z3).

Exit status 0 means that nobody's answer changes, 1 that somebody's does, 2 that an input is at fault."""

EXAMPLES = """  vip-cert impact old.yaml new.yaml people/ --as-of 2027-01-01
  vip-cert impact vip-service-manager vip-service-manager --overlay sichuan.yaml --as-of 2026-11-24 --lang en
  vip-cert impact rules-2026/ rules-2027/ staff.jsonl --from 2027-01-01 --to 2027-12-31 --html impact.html"""

USAGE = """OLD NEW [PEOPLE]... (--as-of DAY | --from DAY --to DAY) [--question WORD]
                       [--level N] [--position WORD] [--overlay FILE]... [--old-overlay FILE]...
                       [--parameters FILE] [--assume ID=WORD]... [--json FILE] [--html FILE]
                       [--lang {zh,en}] [--color {auto,always,never}]"""

NOBODY, SOMEBODY, AT_FAULT = 0, 1, 2
OPTIONS = ("--assume", "--overlays", "--parameters", "--as-of", "--from", "--to", "--question", "--level", "--position")


def arguments() -> Arguments:
    """The arguments of the command."""
    parser = Arguments("impact", ABOUT, EXAMPLES, USAGE)
    parser.add_argument("old", nargs="?", metavar="OLD", help="the rules as they were")
    parser.add_argument("new", nargs="?", metavar="NEW", help="the rules as they are to be")
    parser.add_argument("people", nargs="*", metavar="PEOPLE", help="records: files, or folders of them")
    days = parser.add_argument_group("which days")
    days.add_argument("--as-of", metavar="DAY", help="this day alone, as YYYY-MM-DD")
    days.add_argument("--from", dest="first", metavar="DAY", help="every day from this one on ...")
    days.add_argument("--to", dest="last", metavar="DAY", help="... through this one")
    asked = parser.add_argument_group("which questions (default: all that either can be asked)")
    asked.add_argument("--question", metavar="WORD", help="this question alone")
    asked.add_argument("--level", metavar="N", help="this level alone")
    asked.add_argument("--position", metavar="WORD", help="this position alone")
    _add_adjusting(parser)
    parser.add_argument("--json", metavar="FILE", help="also write everything to FILE, as JSON")
    parser.add_argument("--html", metavar="FILE", help="also write everything to FILE, as a page")
    add_reading(parser)
    return parser


def _add_adjusting(parser: Arguments) -> None:
    group = parser.add_argument_group("how an organisation adjusts the rules")
    for option, whose in (("--overlay", "NEW"), ("--old-overlay", "OLD")):
        about = f"an overlay to lay on {whose}, a file or a bundled one by its name; may be given several times"
        group.add_argument(option, metavar="FILE", action="append", default=[], help=about)
    group.add_argument("--parameters", metavar="FILE", help="values that the documents lost, for both")
    group.add_argument(
        "--assume",
        metavar="ID=WORD",
        action="append",
        default=[],
        help="read an assumption otherwise, in both; may be given several times",
    )


def run(args: Sequence[str]) -> int:
    """Compares, and tells whose answers differ."""
    parser = arguments()
    given = parser.read(args)
    lang = Lang(given.lang)
    faults = parser.need({"OLD": given.old, "NEW": given.new})
    first, last = _days(given, faults)
    assume = assumed(given.assume, faults)
    old = _rules(given.old, given.old_overlay, given.parameters, faults)
    new = _rules(given.new, given.overlay, given.parameters, faults)
    people = _people(given.people, faults)
    if faults or old is None or new is None or first is None or last is None:
        raise InputError(as_option(fault, OPTIONS) for fault in faults)
    try:
        chosen = _chosen(old, new, given)
        with progress_bar("impact") as progress:
            who = None if people is None else _told(people, progress)
            impact = assess(old, new, who, first, last, assume=assume, chosen=chosen, lang=lang, progress=progress)
    except InputError as error:
        raise InputError(as_option(fault, OPTIONS) for fault in error.faults) from error
    return _tell(impact, people, given, lang)


def _tell(impact: Impact, people: People | None, given: argparse.Namespace, lang: Lang) -> int:
    show_page(page_of(narrate(impact, lang)), given.color)
    if given.json is not None:
        document = json.dumps(document_of(impact), ensure_ascii=False, indent=2, allow_nan=False)
        write_text(given.json, document + "\n", "--json")
    if given.html is not None:
        write_text(given.html, html_page(impact, lang), "--html")
    if people is not None and people.faults:
        output.flush()
        output.complain_of(InputError(people.faults))
        return AT_FAULT
    return SOMEBODY if impact.changes else NOBODY


def _told(people: People, progress: Callable[[int, int], None]) -> Iterator[Candidate]:
    """The people, while it is told how far one is."""
    every = people.count()
    for candidate in people:
        progress(people.done, every)
        yield candidate


def _people(arguments: Sequence[str], faults: list[Fault]) -> People | None:
    if not arguments:
        return None
    try:
        return People(find_people(arguments))
    except InputError as error:
        faults += error.faults
        return None


def _rules(source: str | None, overlays: list[str], parameters: str | None, faults: list[Fault]) -> Rules | None:
    if source is None:
        return None
    try:
        return find_rules(source).overlaid(overlays, parameters)
    except VipCertRulesError as error:
        known = {(fault.code, fault.path, fault.message) for fault in faults}
        faults += [fault for fault in error.faults if (fault.code, fault.path, fault.message) not in known]
        return None


def _days(given: argparse.Namespace, faults: list[Fault]) -> tuple[date | None, date | None]:
    """The first and the last day that are looked at."""
    if given.as_of is not None:
        for option, value in (("--from", given.first), ("--to", given.last)):
            if value is not None:
                faults.append(Fault("contradiction", option, "given beside --as-of", "give one or the other"))
        day = read_day(given.as_of, "--as-of", faults)
        return day, day
    if given.first is None and given.last is None:
        faults.append(Fault("missing", "--as-of", "missing; a day has to be given", "or give --from and --to"))
        return None, None
    for option, value in (("--from", given.first), ("--to", given.last)):
        if value is None:
            faults.append(Fault("missing", option, "missing; both ends have to be given"))
    first, last = read_day(given.first, "--from", faults), read_day(given.last, "--to", faults)
    if first is not None and last is not None and last < first:
        faults.append(Fault("wrong-order", "--to", f"{last} is before --from {first}"))
    return first, last


def _chosen(old: Rules, new: Rules, given: argparse.Namespace) -> list[Asking] | None:
    """The questions that are meant; ``None``: all. Raises :class:`InputError` for what neither can be asked."""
    if given.question is None and given.level is None and given.position is None:
        return None
    versions = [one for rules in (old, new) for one in ((rules,) if isinstance(rules, RuleSet) else rules.versions)]
    level = None if given.level is None else whole_number(given.level)
    every = [
        Asking(question, one, position)
        for version in versions
        for question in version.questions
        for one in version.levels_of(question) or (None,)
        for position in version.positions or (None,)
    ]
    faults = []
    for option, value, known in (
        ("--question", given.question, [one.question for one in every]),
        ("--level", level, [one.level for one in every if one.level is not None]),
        ("--position", given.position, [one.position for one in every if one.position is not None]),
    ):
        if value is not None and value not in known:
            words = [str(one) for one in dict.fromkeys(known)]
            hint = nearest(str(value), words) if words else "the rules have none"
            faults.append(Fault("unknown-word", option, f"{show(value)} is in neither rule set", hint))
    wanted = [
        one
        for one in dict.fromkeys(every)
        if given.question in (None, one.question)
        and level in (None, one.level)
        and given.position in (None, one.position)
    ]
    if not wanted and not faults:
        faults.append(Fault("unknown-question", "--question", "neither rule set is asked that at this level"))
    if faults:
        raise InputError(faults)
    return wanted
