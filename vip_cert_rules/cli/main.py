"""The command ``vip-cert``. A command's module is imported when the command is given."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from vip_cert_rules.cli import output
from vip_cert_rules.faults import EngineDisagreement, Fault, InputError, VipCertRulesError, nearest, show

COMMANDS = {
    "evaluate": "decide one question about one person, and explain the decision",
    "validate": "check candidate records, rule sets, overlays, syllabuses, rule tests and mappings",
    "rules": "list the bundled rule sets, show what one says, and what overlays change in it",
    "syllabus": "show a syllabus as a tree, and how much of it a person has completed",
    "profile": "ratings beside what is required, as a table or a radar chart",
    "parameters": "write a file of parameters to fill in, and check one",
    "schema": "print a JSON Schema: of the record, the decision, rules, overlays, a syllabus, rule tests, mappings",
    "test": "run rule tests: tables that say what a rule set has to answer",
    "mutate": "what rule tests are worth: mutants of a rule set that none of them notices",
    "verify": "what is remarkable about a rule set, whoever is asked about: routes without effect and the like",
    "impact": "what a change of rules does to whom: whose answers differ, through which clause, on which days",
    "fmt": "lay out rule sets, overlays and rule tests in one way; what they say and every comment stay",
    "mapping": "how records are made of what HR systems hold: the shipped mappings, and the records one makes",
    "template": "write the workbook to fill in: a sheet for each list, headers in Chinese or English",
    "batch": "questions about everybody in files or databases; what is written is whole whatever ends a run",
    "log": "a decision log: make one, look through it, show, replay, export, erase",
    "recheck": "re-check a stored decision document without anything that decides",
    "serve": "the same over HTTP, with a page to ask on",
    "demo": "a guided run over the bundled example people",
}

EVALUATED = 0
FAILED = 1
AT_FAULT = 2
INTERRUPTED = 130
NOBODY_READS = 141

HELP = """usage: vip-cert COMMAND ...

Job-skill certification rules: what a person may apply for, passes, holds or may teach as of a day, and why.

commands:
{commands}

options:
  -h, --help  show this help; `vip-cert COMMAND --help` shows that of a command
  --version   show the version

exit status:
  0  evaluated, whatever the outcome; valid
  1  no answer could be given or written, though nothing is wrong with the input; a rule test failed
  2  the input or the command line is at fault; every fault is on standard error

examples:
  vip-cert demo --lang en
  vip-cert evaluate person.yaml --ruleset vip-service-manager --question apply --level 3 --as-of 2026-11-24
  vip-cert rules show vip-service-manager --lang en --question teach"""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line and returns its exit status."""
    output.prepare_streams()
    try:
        status = _run(list(sys.argv[1:] if argv is None else argv))
        output.flush()
        return status
    except VipCertRulesError as error:
        output.complain_of(error)
        return FAILED if isinstance(error, EngineDisagreement) else AT_FAULT
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        output.give_up_output()
        return NOBODY_READS
    except OSError as error:  # files are read elsewhere, and their faults are told there: this is the output
        output.give_up_output()
        output.complain(f"standard output cannot be written: {(error.strerror or 'no reason given').lower()}")
        return FAILED
    except Exception as error:
        if os.environ.get("VIP_CERT_TRACEBACK"):
            raise
        output.complain(
            f"vip-cert failed, and it should not have: {type(error).__name__}: {output.printable(str(error))}\n"
            "    help: please report it; with VIP_CERT_TRACEBACK=1 it tells where"
        )
        return FAILED


def _run(args: list[str]) -> int:
    word = args[0] if args else None
    if word in ("-h", "--help"):
        output.say(HELP.format(commands="\n".join(f"  {name:<10} {about}" for name, about in COMMANDS.items())))
        return EVALUATED
    if word == "--version":
        from vip_cert_rules import __version__

        output.say(f"vip-cert {__version__}")
        return EVALUATED
    return run_command("vip-cert", COMMANDS, "vip_cert_rules.cli.{}", args)


def run_command(above: str, commands: dict[str, str], module: str, args: Sequence[str]) -> int:
    """Hands over to the module of the command that stands first."""
    help_line = f"`{above} --help` tells them"
    if not args:
        raise InputError([Fault("missing", "", f"a command is missing after `{above}`", nearest("", commands))])
    if args[0] not in commands:
        kind = "option" if args[0].startswith("-") else "command"
        hint = help_line if kind == "option" else nearest(args[0], commands)
        raise InputError([Fault(f"unknown-{kind}", "", f"there is no {kind} {show(args[0])} of `{above}`", hint)])
    try:
        status: int = import_module(module.format(args[0])).run(args[1:])
    except SystemExit as end:  # argparse has shown its help
        return int(end.code or 0)
    return status
