"""``vip-cert mutate``: what rule tests are worth."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from vip_cert_rules.authoring.mutation.family import Family, load_family, rules_of_tests
from vip_cert_rules.authoring.mutation.model import Mutation
from vip_cert_rules.authoring.mutation.mutate import failing_cases, mutate
from vip_cert_rules.authoring.mutation.pool import default_jobs
from vip_cert_rules.authoring.mutation.report import document_of, failing, is_enough, render_mutation, shortfall
from vip_cert_rules.authoring.tables.load import find_tests, load_rule_test
from vip_cert_rules.authoring.tables.model import RuleTest
from vip_cert_rules.cli import output
from vip_cert_rules.cli.arguments import Arguments, add_reading, add_ruleset, percentage
from vip_cert_rules.cli.files import write_text
from vip_cert_rules.cli.present import wants_colours
from vip_cert_rules.cli.progress import progress_bar
from vip_cert_rules.faults import Fault, InputError, VipCertRulesError, show
from vip_cert_rules.rulesets.bundled import bundled_names
from vip_cert_rules.rulesets.versions.family import TESTS
from vip_cert_rules.text import Lang

ABOUT = """Change a rule set in one place at a time and see whether its rule tests notice: a bound moved by one, all
turned into any, a route, a test or a waiver left out, a level shifted, a certificate valid for a day more or less,
another reading made the default. A mutant under which some case fails is killed. Of each that survives the change is
shown, with a row that tells it from the rules, ready to be pasted into a table. Mutants that answer everybody as the
rules do are equivalent and do not count. Rows and equivalent mutants need the extra `verify` (z3).

TEST is a file of rule tests or a folder that is searched for them; without one, those of a bundled rule set, or of the
folder in which the rule file is. Without a rule set, that of the rule tests in the folder where the command is given.
All cases have to pass under the rules as they are.

Exit status 0 means that no mutant survived or that the score reaches --fail-under, 1 that it does not or that a case
fails under the rules as they are, 2 that an input is at fault."""

EXAMPLES = """  vip-cert mutate vip-service-manager --lang en
  vip-cert mutate own.yaml own.cert-test.yaml --fail-under 90
  vip-cert mutate own.yaml -k validity --jobs 1
  vip-cert mutate own.yaml --json mutants.json"""

USAGE = """[NAME|PATH [TEST]...] [-k TEXT] [--jobs N] [--equivalent] [--fail-under N]
                       [--json FILE] [--lang {zh,en}] [--color {auto,always,never}]"""

NOBODY_SURVIVED, SOMETHING_IS_LEFT = 0, 1
MOST_JOBS = 256
HERE = "."


def arguments() -> Arguments:
    """The arguments of the command."""
    parser = Arguments("mutate", ABOUT, EXAMPLES, USAGE)
    add_ruleset(parser, several=True)
    parser.add_argument("tests", nargs="*", metavar="TEST", help="rule tests: files, or folders of them")
    parser.add_argument(
        "-k",
        "--choose",
        metavar="TEXT",
        default="",
        help="only mutants whose label, kind or place has TEXT in it; a number is a line of the rule file",
    )
    parser.add_argument(
        "--jobs", metavar="N", type=_jobs, default=None, help="so many processes at once (default: one per processor)"
    )
    parser.add_argument("--equivalent", action="store_true", help="also list the mutants that do not count")
    parser.add_argument(
        "--fail-under",
        metavar="N",
        type=percentage,
        help="exit status 0 though mutants survived, if N percent of those that count were killed",
    )
    parser.add_argument("--json", metavar="FILE", help="also write every mutant and what became of it to FILE")
    add_reading(parser)
    return parser


def run(args: Sequence[str]) -> int:
    """Judges the mutants, and tells what survived."""
    given = arguments().read(args)
    lang = Lang(given.lang)
    family = load_family(given.ruleset or rules_of_tests(find_tests([HERE])))
    tests = _tests_of(family, given)
    broken = failing_cases(family, tests)
    if broken:
        output.complain(output.printable(failing(broken, lang)))
        return SOMETHING_IS_LEFT
    jobs = given.jobs or default_jobs()
    with progress_bar("mutate") as progress:
        mutation = mutate(family, tests, choose=given.choose, jobs=jobs, lang=lang, progress=progress)
    _show(render_mutation(mutation, lang, list_equivalent=given.equivalent), given.color)
    if given.json is not None:
        document = json.dumps(document_of(mutation), ensure_ascii=False, indent=2, allow_nan=False)
        write_text(given.json, document + "\n", "--json")
    return _status(mutation, given.fail_under, lang)


def _status(mutation: Mutation, needed: float | None, lang: Lang) -> int:
    if needed is None:
        return SOMETHING_IS_LEFT if mutation.survived else NOBODY_SURVIVED
    if is_enough(mutation, needed):
        return NOBODY_SURVIVED
    output.flush()
    output.complain(shortfall(mutation, needed, lang))
    return SOMETHING_IS_LEFT


def _tests_of(family: Family, given: argparse.Namespace) -> list[RuleTest]:
    """The rule tests that are meant; of those found in a folder, the ones about these rules."""
    paths = given.tests or [_usual(given.ruleset)]
    found: dict[str, RuleTest] = {}
    faults: list[Fault] = []
    for meant in paths:
        for path in find_tests([meant]):
            try:
                test = load_rule_test(path)
            except VipCertRulesError as error:
                faults += error.faults
                continue
            if test.rules.name == family.rules.name:
                found[path] = test
            elif not os.path.isdir(meant):
                message = f"`{path}` tests `{test.rules.name}`, not `{family.rules.name}`"
                faults.append(Fault("other-ruleset", "TEST", message, "give the tests of the rules that are mutated"))
    if not faults and not any(row.cases for test in found.values() for table in test.tables for row in table.rows):
        message = f"no rule tests of `{family.rules.name}` in {', '.join(f'`{path}`' for path in paths)}"
        faults.append(Fault("no-tests", "TEST", message, f"give their files, whose names end in `{TESTS}`"))
    if faults:
        raise InputError(faults)
    return [*found.values()]


def _usual(ruleset: str | None) -> str:
    """Where the tests of rules are unless it is said."""
    if ruleset is None:
        return HERE
    path = Path(ruleset)
    if ruleset in bundled_names() and not path.exists():
        return ruleset
    return str(path if path.is_dir() else path.parent)


def _show(text: str, color: str) -> None:
    """The report; diffs in colours where there are any."""
    lines = [output.printable(line) for line in text.split("\n")]
    if not wants_colours(color):
        output.say("\n".join(lines))
        return
    from rich.console import Console
    from rich.text import Text as Styled

    console = Console(file=sys.stdout, force_terminal=True, no_color=False, highlight=False, markup=False, emoji=False)
    for number, line in enumerate(lines):
        console.print(Styled(line, _style(line, number)), soft_wrap=True)


def _style(line: str, number: int) -> str:
    if number == 0:
        return "bold"
    return {"  -": "red", "  +": "green", "  @": "cyan"}.get(line[:3], "")


def _jobs(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    if not 1 <= number <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"{show(text)} is no number of processes from 1 to {MOST_JOBS}")
    return number
