"""``vip-cert evaluate``: one question about one person."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import datetime, timezone

from vip_cert_rules.cli import output
from vip_cert_rules.cli.adjusting import add_adjusting, as_option, assumed
from vip_cert_rules.cli.arguments import Arguments, add_reading, add_words, read_day, whole_number
from vip_cert_rules.cli.entering import opened_log
from vip_cert_rules.cli.sources import read_candidate
from vip_cert_rules.decision.decision import Decision
from vip_cert_rules.facade import evaluate
from vip_cert_rules.faults import Fault, InputError, VipCertRulesError, show
from vip_cert_rules.rulesets.bundled import find_rules
from vip_cert_rules.rulesets.call import Call
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.rulesets.versions.versions import RuleSetVersions

ENGINES = ("auto", "direct", "durable")
FORMATS = ("text", "json")
_OPTIONS = ("--ruleset", "--question", "--level", "--position", "--as-of", "--rules-as-of", "--assume", "--engine")

ABOUT = """Decide one question about one person as of a day, and explain the decision.

FILE holds the person's record, in YAML or JSON; - reads it from standard input. Exit status 0 means the question was
evaluated, whatever the outcome; 2 that the record or the call is at fault, with every fault on standard error."""

EXAMPLES = """\
  vip-cert evaluate person.yaml --ruleset vip-service-manager --question apply --level 3 --as-of 2026-11-24
  vip-cert evaluate person.yaml --ruleset vip-service-manager --question apply --level 3 --as-of 2026-11-24 \\
      --assume A7=ever-obtained --lang en
  vip-cert evaluate person.yaml --ruleset vip-service-manager --question apply --level 2 --as-of 2026-11-24 \\
      --overlay sichuan.yaml
  cat person.json | vip-cert evaluate - --ruleset rules/own.yaml --question hold --level 2 --as-of 2026-11-24 \\
      --format json"""

USAGE = """FILE --ruleset RULESET --question QUESTION [--level LEVEL] --as-of DAY
                         [--rules-as-of DAY] [--position POSITION] [--overlay FILE]... [--parameters FILE]
                         [--assume ID=WORD]... [--sensitivity] [--engine {auto,direct,durable}] [--format {text,json}]
                         [--log LOG] [--lang {zh,en}] [--color {auto,always,never}]"""


def arguments() -> Arguments:
    """The arguments of the command."""
    parser = Arguments("evaluate", ABOUT, EXAMPLES, USAGE)
    add_asked(parser)
    parser.add_argument(
        "--sensitivity",
        action="store_true",
        help="also decide under every other reading of the assumptions that the outcome rests on, and say what changes",
    )
    parser.add_argument("--log", metavar="LOG", help="a decision log (path or URL) in which the decision is entered")
    add_words(parser, "--format", FORMATS, "text", "an explanation for people, or one decision document for programs")
    add_reading(parser)
    return parser


def add_asked(parser: Arguments) -> None:
    """The options that say who is decided about, and what is asked."""
    parser.add_argument("file", nargs="?", metavar="FILE", help="the record, in YAML or JSON; - for standard input")
    asked = parser.add_argument_group("what is asked")
    asked.add_argument(
        "--ruleset",
        help="a bundled rule set by its name (`vip-cert rules list`), a rule file, or a folder with versions of one",
    )
    asked.add_argument("--question", help="what to decide: apply, pass, hold, teach, ...")
    asked.add_argument("--level", help="the level asked about, 1 being the highest; left out where there are none")
    asked.add_argument(
        "--as-of", metavar="DAY", help="the day asked about, as YYYY-MM-DD; later records do not count yet"
    )
    asked.add_argument(
        "--rules-as-of", metavar="DAY", help="the day whose rules apply, as YYYY-MM-DD (default: the day asked about)"
    )
    asked.add_argument("--position", help="the position asked about, where the programme has positions")
    add_adjusting(asked)
    add_words(
        parser,
        "--engine",
        ENGINES,
        "auto",
        "what concludes; the decision is the same: auto is durable checked by direct",
    )


def run(args: Sequence[str]) -> int:
    """Evaluates and prints. Raises :class:`InputError` with every fault of the record and of the call."""
    parser = arguments()
    given = parser.read(args)
    decision = decide(parser, given)
    if given.log is not None:
        _enter(decision, given.log)
    if given.format == "json":
        document = decision.to_dict(sensitivity=given.sensitivity)
        output.say_document(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))
    else:
        from vip_cert_rules.cli.present import page_of, show_page

        show_page(page_of(decision.narrative(given.lang, sensitivity=given.sensitivity)), given.color)
    return 0


def _enter(decision: Decision, log: str) -> None:
    """Enters the decision: if that is not possible nothing is printed, as if it had not been made."""
    with opened_log(log) as opened:
        opened.append(decision, at=datetime.now(timezone.utc))


def decide(parser: Arguments, given: argparse.Namespace) -> Decision:
    """The decision that the options ask for. Raises :class:`InputError` with every fault of the record and the call."""
    faults = parser.need(
        {"FILE": given.file, "--ruleset": given.ruleset, "--question": given.question, "--as-of": given.as_of}
    )
    level = None if given.level is None else whole_number(given.level)
    # a terminal is not waited for when nothing will come of it
    candidate = None if faults and given.file == "-" else read_candidate(given.file, faults)
    assume = assumed(given.assume, faults)
    rules = _rules(given, level, assume, faults)
    if faults or candidate is None or rules is None:
        raise InputError(as_option(fault, _OPTIONS) for fault in faults)
    return evaluate(
        candidate,
        ruleset=rules,
        question=given.question,
        level=level if isinstance(level, int) else None,
        position=given.position,
        as_of=given.as_of,
        rules_as_of=given.rules_as_of,
        assume=assume or None,
        engine=given.engine,
    )


def _rules(
    given: argparse.Namespace, level: int | str | None, assume: dict[str, str], faults: list[Fault]
) -> RuleSet | RuleSetVersions | None:
    """The rules with their overlays, after a look at whether they can be asked this on the day."""
    rules = None
    if given.ruleset is not None:
        try:
            rules = find_rules(given.ruleset).overlaid(given.overlay, given.parameters)
        except VipCertRulesError as error:
            faults += error.faults
    path = "as_of" if given.rules_as_of is None else "rules_as_of"
    of_days: list[Fault] = []
    days = {name: read_day(getattr(given, name), name, of_days) for name in ("as_of", "rules_as_of")}
    if rules is not None and given.question is not None:
        call = Call(rules, given.question, level, given.position, assume)
        day = days[path]
        faults += call.faults() if day is None else call.faults_on(day, path)
    elif isinstance(level, str):
        faults.append(Fault("wrong-type", "level", f"{show(level)} is not a whole number"))
    faults += of_days
    return rules
