"""``vip-cert parameters``: what an organisation may supply, as a file to fill in, and a check of such a file."""

from __future__ import annotations

from collections.abc import Sequence

from vip_cert_rules.cli import output
from vip_cert_rules.cli.arguments import Arguments, add_ruleset, add_words
from vip_cert_rules.cli.parameter_text import parameters_template
from vip_cert_rules.faults import Fault, InputError, nearest, show
from vip_cert_rules.rulesets.bundled import find_ruleset
from vip_cert_rules.text import Lang

COMMANDS = ("template", "check")

HELP = """usage: vip-cert parameters {template,check} ...

commands:
  template  a commented file with every parameter of a rule set, to be filled in
  check     whether a file of parameters is right for a rule set

`vip-cert parameters COMMAND --help` shows the help of one.

examples:
  vip-cert parameters template customer-engineer > parameters.yaml
  vip-cert parameters check customer-engineer parameters.yaml"""


def run(args: Sequence[str]) -> int:
    """Writes a template, or checks a file."""
    word = args[0] if args else None
    if word in ("-h", "--help"):
        output.say(HELP)
    elif word == "template":
        _template(args[1:])
    elif word == "check":
        _check(args[1:])
    elif word is None:
        message = "a command is missing after `vip-cert parameters`"
        raise InputError([Fault("missing", "", message, nearest("", COMMANDS))])
    else:
        message = f"there is no command {show(word)} of `vip-cert parameters`"
        raise InputError([Fault("unknown-command", "", message, nearest(word, COMMANDS))])
    return 0


def _template(args: Sequence[str]) -> None:
    parser = Arguments(
        "parameters template",
        "Write a commented YAML file with every parameter of a rule set: what it is, what it may hold, who supplies\n"
        "it, and which clause needs it. What is not filled in counts as not supplied.",
        "  vip-cert parameters template customer-engineer > parameters.yaml",
        "NAME|PATH [--lang {zh,en}]",
    )
    add_ruleset(parser)
    add_words(parser, "--lang", ("zh", "en"), "zh", "the language of the comments: Chinese or English")
    given = parser.read(args)
    faults = parser.need({"NAME|PATH": given.ruleset})
    if faults:
        raise InputError(faults)
    output.say(parameters_template(find_ruleset(given.ruleset), Lang(given.lang)).rstrip("\n"))


def _check(args: Sequence[str]) -> None:
    parser = Arguments(
        "parameters check",
        "Check a file of parameters against a rule set; every fault is told with its place.",
        "  vip-cert parameters check customer-engineer parameters.yaml",
        "NAME|PATH FILE",
    )
    add_ruleset(parser)
    parser.add_argument("file", nargs="?", metavar="FILE", help="the parameters, in YAML or JSON")
    given = parser.read(args)
    faults = parser.need({"NAME|PATH": given.ruleset, "FILE": given.file})
    if faults:
        raise InputError(faults)
    rules = find_ruleset(given.ruleset)
    supplied = len(rules.overlaid((), given.file).settings.values)
    output.say(output.printable(f"{given.file}: ok ({supplied} values for {rules.name} {rules.version})"))
