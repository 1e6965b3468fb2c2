"""``vip-cert test``: rule tests."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import attrs

from vip_cert_rules.authoring.tables.junit import junit_xml
from vip_cert_rules.authoring.tables.load import find_tests, load_rule_test
from vip_cert_rules.authoring.tables.model import Case, Result, RuleTest
from vip_cert_rules.authoring.tables.report import narrate, summary
from vip_cert_rules.authoring.tables.run import run_case
from vip_cert_rules.authoring.tables.watching import Seen, look_at, wait_for_change
from vip_cert_rules.cli import output
from vip_cert_rules.cli.arguments import Arguments, add_reading
from vip_cert_rules.cli.present import page_of, show_page
from vip_cert_rules.faults import Fault, InputError, VipCertRulesError
from vip_cert_rules.rulesets.versions.family import TESTS
from vip_cert_rules.text import Lang, read_lang

ABOUT = f"""Run rule tests: tables that say what a rule set has to answer.

PATH is a file of tests, a folder that is searched for files ending in {TESTS}, or the name of a bundled rule set,
whose own tests are meant; without one, the folder where the command is given. Hidden folders and virtual environments
in a folder are not searched. Of each case that is not as expected it says what was expected, what is, and what stands
in the way. Exit status 0 means that all cases passed, 1 that some did not, 2 that a file is at fault or that there was
no case to run."""

EXAMPLES = """  vip-cert test rules/tests
  vip-cert test own.cert-test.yaml -k "8.2.B" --lang en
  vip-cert test vip-service-manager --junit report.xml
  vip-cert test rules --watch"""

USAGE = "[PATH]... [-k TEXT] [--junit FILE] [--watch] [--lang {zh,en}] [--color {auto,always,never}]"


@attrs.frozen
class _Run:
    """What one run found, by file."""

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
    parser.add_argument("--junit", metavar="FILE", help="also write the results to FILE, as JUnit XML")
    parser.add_argument("--watch", action="store_true", help="run again whenever a file changes, until interrupted")
    add_reading(parser)
    return parser


def run(args: Sequence[str]) -> int:
    """Runs the tests and tells what failed."""
    given = arguments().read(args)
    lang = read_lang(given.lang)
    if not given.watch:
        return _once(given, lang).status
    while True:
        found = _once(given, lang)
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
    found = _Run(results, faults, seen)
    for result in found.failed:
        show_page(page_of(narrate(result, lang)), given.color)
        output.say("")
    _tell(found, lang)
    if given.junit is not None:
        _write(given.junit, junit_xml(found.results, found.faults, lang))
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


def _write(file: str, text: str) -> None:
    try:
        Path(file).write_text(text, encoding="utf-8")
    except (OSError, ValueError) as cause:
        reason = (getattr(cause, "strerror", None) or "the system gives no reason").lower()
        raise InputError([Fault("unwritable", "--junit", f"`{file}` cannot be written: {reason}")]) from cause
