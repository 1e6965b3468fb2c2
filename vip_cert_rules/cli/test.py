"""``vip-cert test``: rule tests."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import attrs

from vip_cert_rules.authoring.coverage.html import html_page
from vip_cert_rules.authoring.coverage.measure import take_coverage
from vip_cert_rules.authoring.coverage.report import is_enough, render_coverage, shortfall
from vip_cert_rules.authoring.tables.junit import junit_xml
from vip_cert_rules.authoring.tables.load import find_tests, load_rule_test
from vip_cert_rules.authoring.tables.model import Case, Result, RuleTest
from vip_cert_rules.authoring.tables.report import in_a_line, narrate, summary
from vip_cert_rules.authoring.tables.run import run_case
from vip_cert_rules.authoring.tables.watching import Seen, look_at, wait_for_change
from vip_cert_rules.cli import output
from vip_cert_rules.cli.arguments import Arguments, add_reading, percentage
from vip_cert_rules.cli.files import write_text
from vip_cert_rules.cli.present import page_of, show_page
from vip_cert_rules.cli.progress import progress_bar
from vip_cert_rules.faults import Fault, InputError, VipCertRulesError
from vip_cert_rules.rulesets.versions.family import TESTS
from vip_cert_rules.text import Lang, read_lang

ABOUT = f"""Run rule tests: tables that say what a rule set has to answer.

PATH is a file of tests, a folder that is searched for files ending in {TESTS}, or the name of a bundled rule set,
whose own tests are meant; without one, the folder where the command is given. Hidden folders and virtual environments
in a folder are not searched. Of each case that is not as expected it says what was expected, what is, and what stands
in the way.

Coverage is that of all cases of the files: of each node which statuses were reached, of each bound whether somebody
stood below, on and above it, and of each condition whether it was shown to decide its question by itself (MC/DC). Each
gap is told with a row that closes it; those rows need the extra `verify` (z3).

Exit status 0 means that all cases passed, 1 that some did not or that coverage is too low, 2 that a file is at fault or
that there was no case to run."""

EXAMPLES = """  vip-cert test rules/tests
  vip-cert test own.cert-test.yaml -k "8.2.B" --lang en
  vip-cert test vip-service-manager --junit report.xml
  vip-cert test vip-service-manager --coverage --fail-under 100
  vip-cert test rules --watch"""

USAGE = """[PATH]... [-k TEXT] [-v] [--coverage] [--html FILE] [--fail-under N] [--junit FILE]
                     [--watch] [--lang {zh,en}] [--color {auto,always,never}]"""


@attrs.frozen
class _Run:
    """What one run found, by file."""

    tests: tuple[RuleTest, ...]
    results: dict[str, list[Result]]
    faults: dict[str, tuple[Fault, ...]]
    seen: Seen
    """The files that were read, as they were before the cases were run."""

    @property
    def failed(self) -> list[Result]:
        """The results that are not as expected."""
        return [result for results in self.results.values() for result in results if not result.has_passed]

    @property
    def count(self) -> int:
        """How many cases were run."""
        return sum(map(len, self.results.values()))

    @property
    def status(self) -> int:
        """The exit status."""
        return 2 if self.faults or not self.count else 1 if self.failed else 0


def arguments() -> Arguments:
    """The arguments of the command."""
    parser = Arguments("test", ABOUT, EXAMPLES, USAGE)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a file, a folder, or a bundled rule set by its name")
    parser.add_argument(
        "-k",
        "--choose",
        metavar="TEXT",
        default="",
        help="run only cases whose file, table, name or clause has TEXT in it",
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="also print a line for each case that is run")
    parser.add_argument(
        "--coverage", action="store_true", help="also tell what the cases show of their rule sets, and what they do not"
    )
    parser.add_argument("--html", metavar="FILE", help="also write the coverage to FILE, as a page")
    parser.add_argument(
        "--fail-under",
        metavar="N",
        type=percentage,
        help="exit status 1 unless N percent of conditions are shown to decide by themselves (MC/DC)",
    )
    parser.add_argument("--junit", metavar="FILE", help="also write the results to FILE, as JUnit XML")
    parser.add_argument("--watch", action="store_true", help="run again whenever a file changes, until interrupted")
    add_reading(parser)
    return parser


def run(args: Sequence[str]) -> int:
    """Runs the tests and tells what failed."""
    given = arguments().read(args)
    lang = read_lang(given.lang)
    if not given.watch:
        found = _once(given, lang)
        return found.status or _cover(given, found, lang)
    while True:
        found = _once(given, lang)
        _cover(given, found, lang)
        output.flush()

        def watched(found: _Run = found) -> list[str | Path]:
            return [*found.seen, *_tests(given, [])]

        wait_for_change(watched, found.seen)
        output.say("")


def _tests(given: argparse.Namespace, faults: list[Fault]) -> list[str]:
    try:
        return find_tests(given.paths or ["."])
    except InputError as error:
        faults += error.faults
        return []


def _once(given: argparse.Namespace, lang: Lang) -> _Run:
    """One run over all files, told to the person who waits for it."""
    of_paths: list[Fault] = []
    paths = _tests(given, of_paths)
    faults: dict[str, tuple[Fault, ...]] = {"": tuple(of_paths)} if of_paths else {}
    tests: dict[str, RuleTest] = {}
    for path in paths:
        try:
            tests[path] = load_rule_test(path)
        except VipCertRulesError as error:
            faults[path] = error.faults
    seen = look_at([*paths, *(file for test in tests.values() for file in test.files)])
    results = {
        path: [run_case(case) for case in test.cases() if _is_chosen(case, path, given.choose)]
        for path, test in tests.items()
    }
    found = _Run(tuple(tests.values()), results, faults, seen)
    if given.verbose and found.count:
        for result in (result for results in found.results.values() for result in results):
            output.say(output.printable(in_a_line(result)))
        output.say("")
    for result in found.failed:
        show_page(page_of(narrate(result, lang)), given.color)
        output.say("")
    _tell(found, lang)
    if given.junit is not None:
        write_text(given.junit, junit_xml(found.results, found.faults, lang), "--junit")
    return found


def _tell(found: _Run, lang: Lang) -> None:
    if found.count or not found.faults:
        output.say(summary(found.count - len(found.failed), len(found.failed), lang))
        output.flush()
    faults = [fault for faults in found.faults.values() for fault in faults]
    if faults:
        output.complain_of(InputError(faults))


def _is_chosen(case: Case, path: str, text: str) -> bool:
    return any(text.casefold() in said.casefold() for said in (path, case.id, *case.clauses))


def _cover(given: argparse.Namespace, found: _Run, lang: Lang) -> int:
    """Tells the coverage where that is asked for; the exit status as far as coverage goes."""
    if not (given.coverage or given.html is not None or given.fail_under is not None) or not found.count:
        return 0
    with progress_bar("coverage") as progress:
        coverage = take_coverage(found.tests, lang, progress)
    if given.coverage:
        output.say("")
        output.say(output.printable(render_coverage(coverage, lang), lines=True))
    if given.html is not None:
        write_text(given.html, html_page(coverage, lang), "--html")
    if given.fail_under is None or is_enough(coverage, given.fail_under):
        return 0
    output.flush()
    output.complain(shortfall(coverage, given.fail_under, lang))
    return 1
