"""``vip-cert rules``: which rule sets are bundled, what a rule set says, and what overlays make of it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date

from vip_cert_rules.cli import output
from vip_cert_rules.cli.adjusting import add_overlays, add_parameters
from vip_cert_rules.cli.arguments import Arguments, add_reading, add_ruleset, add_words, read_day, whole_number
from vip_cert_rules.cli.present import show_page
from vip_cert_rules.cli.rule_text import Asking, page_of_rules
from vip_cert_rules.cli.rules_new import copy, new
from vip_cert_rules.cli.rules_overlays import check, diff
from vip_cert_rules.cli.rules_render import write
from vip_cert_rules.dates import LAST_DAY
from vip_cert_rules.faults import Fault, InputError, nearest, show
from vip_cert_rules.rulesets.bundled import bundled_names, find_rules
from vip_cert_rules.rulesets.folders import bundled_overlay_names
from vip_cert_rules.rulesets.installed import installed_overlays, installed_rules
from vip_cert_rules.rulesets.overlays.overlay import load_overlay
from vip_cert_rules.rulesets.ruleset import RuleSet, days_in_force
from vip_cert_rules.rulesets.versions.versions import RuleSetVersions
from vip_cert_rules.text import Lang, Text

QUESTIONS = Text("判定事项：", "questions: ")
LEVELS = Text("等级：", "levels: ")
NO_LEVELS = Text("不分等级", "none")
POSITIONS = Text("岗位：", "positions: ")
OVERLAY_OF = Text("{ruleset} 的调整文件", "overlay of {ruleset}")

COMMANDS = ("list", "show", "render", "new", "copy", "diff", "check")

HELP = """usage: vip-cert rules {list,show,render,new,copy,diff,check} ...

commands:
  list    the bundled rule sets: name, versions with their days, title, questions, levels; the bundled overlays
  show    what a rule set says: its questions as trees, parameters and assumptions
  render  a rule set as a document to lay beside the original, as a page or as Markdown
  new     the files of a new rule set with its tests, ready to be edited
  copy    the files of a bundled rule set with its tests, to be changed
  diff    what overlays change in a rule set
  check   what is doubtful about overlays: values set twice, additions without effect

`vip-cert rules COMMAND --help` shows the help of one.

examples:
  vip-cert rules list --lang en
  vip-cert rules show vip-service-manager --question apply --level 3
  vip-cert rules diff vip-service-manager --overlay sichuan.yaml"""

SHOW_EXAMPLES = """  vip-cert rules show vip-service-manager --lang en
  vip-cert rules show vip-service-manager --question apply --level 3
  vip-cert rules show rules/own.yaml"""


def run(args: Sequence[str]) -> int:
    """Hands over to what was asked for."""
    word = args[0] if args else None
    if word in ("-h", "--help"):
        output.say(HELP)
    elif word == "list":
        _list(args[1:])
    elif word == "show":
        _show(args[1:])
    elif word == "render":
        return write(args[1:])
    elif word == "new":
        return new(args[1:])
    elif word == "copy":
        return copy(args[1:])
    elif word == "diff":
        return diff(args[1:])
    elif word == "check":
        return check(args[1:])
    elif word is None:
        raise InputError([Fault("missing", "", "a command is missing after `vip-cert rules`", nearest("", COMMANDS))])
    else:
        message = f"there is no command {show(word)} of `vip-cert rules`"
        raise InputError([Fault("unknown-command", "", message, nearest(word, COMMANDS))])
    return 0


def _list(args: Sequence[str]) -> None:
    parser = Arguments(
        "rules list",
        "List the bundled rule sets, and those of installed packages.",
        "  vip-cert rules list --lang en",
        "[--lang {zh,en}]",
    )
    add_words(parser, "--lang", ("zh", "en"), "zh", "the language of the titles: Chinese or English")
    lang = Lang(parser.read(args).lang)
    for name in [*bundled_names(), *installed_rules()]:
        found = find_rules(name)
        for rules in (found,) if isinstance(found, RuleSet) else found.versions:
            output.say(f"{rules.name}  {rules.version}  {rules.title.in_lang(lang)}")
            if rules.part.in_force is not None or found is not rules:
                output.say(f"    {days_in_force(rules.part.in_force)}")
            output.say(f"    {QUESTIONS.in_lang(lang)}{', '.join(rules.questions)}")
            output.say(f"    {LEVELS.in_lang(lang)}{', '.join(map(str, rules.levels)) or NO_LEVELS.in_lang(lang)}")
            if rules.positions:
                output.say(f"    {POSITIONS.in_lang(lang)}{', '.join(rules.positions)}")
    for name in [*bundled_overlay_names(), *installed_overlays()]:
        overlay = load_overlay(name)
        output.say(f"{name}  {OVERLAY_OF.say(lang, ruleset=str(overlay.ruleset))}")


def _show(args: Sequence[str]) -> None:
    parser = Arguments(
        "rules show",
        "Show what a rule set says: documents, levels, every question at every level as a tree of conditions with\n"
        "their clauses and waivers, the parameters with their values, and the assumptions with their readings.",
        SHOW_EXAMPLES,
        "NAME|PATH [--question QUESTION] [--level LEVEL] [--position POSITION]\n"
        "                           [--overlay FILE]... [--parameters FILE]\n"
        "                           [--as-of DAY] [--rules-as-of DAY] [--lang {zh,en}] [--color {auto,always,never}]",
    )
    add_ruleset(parser, several=True)
    parser.add_argument("--question", help="this question only, with the assumptions it rests on")
    parser.add_argument("--level", help="this level only")
    parser.add_argument("--position", help="as it is for this position, where the programme has positions")
    parser.add_argument(
        "--as-of", metavar="DAY", help="as on this day: the version and the values in force (default: the latest ones)"
    )
    parser.add_argument("--rules-as-of", metavar="DAY", help="the same, by the name it has where a question is decided")
    add_overlays(parser)
    add_parameters(parser)
    add_reading(parser)
    given = parser.read(args)
    faults = parser.need({"NAME|PATH": given.ruleset})
    if faults:
        raise InputError(faults)
    found = find_rules(given.ruleset).overlaid(given.overlay, given.parameters)
    level = None if given.level is None else whole_number(given.level)
    option = "--as-of" if given.rules_as_of is None else "--rules-as-of"
    days = {name: read_day(value, name, faults) for name, value in _days_given(given)}
    rules, day = _on(found, days[option], option, faults)
    faults += _faults(rules, given.question, level, given.position)
    if faults or isinstance(level, str):
        raise InputError(faults)
    asking = Asking(given.question, level, day, given.position)
    show_page(page_of_rules(rules, asking, Lang(given.lang), found.plan), given.color)


def _days_given(given: argparse.Namespace) -> tuple[tuple[str, str | None], ...]:
    return ("--as-of", given.as_of), ("--rules-as-of", given.rules_as_of)


def _on(found: RuleSet | RuleSetVersions, day: date | None, option: str, faults: list[Fault]) -> tuple[RuleSet, date]:
    """The version that is shown and the day as of which it is; without a day the last one as it will be."""
    if isinstance(found, RuleSet):
        return found, day or LAST_DAY
    last = found.versions[-1]
    if day is None:
        return last, last.last_day
    try:
        return found.on(day, option), day
    except InputError as error:
        faults += error.faults
        return last, last.last_day


def _faults(rules: RuleSet, question: str | None, level: int | str | None, position: str | None) -> list[Fault]:
    """What is wrong with asking for this question, level and position alone."""
    faults = []
    known = rules.levels
    if question is not None and question not in rules.questions:
        message = f"`{rules.name}` has no question {show(question)}"
        faults.append(Fault("unknown-question", "--question", message, nearest(question, rules.questions)))
    elif question is not None:
        known = rules.levels_of(question)
    if level is not None and level not in known:
        of = f"question `{question}`" if question in rules.questions else f"`{rules.name}`"
        listed = f"one of {', '.join(map(str, known))}" if known else "there are no levels here"
        faults.append(Fault("unknown-level", "--level", f"{show(level)} is not a level of {of}", listed))
    if position is not None and position not in rules.positions:
        listed = nearest(position, rules.positions) or "there are no positions here"
        message = f"{show(position)} is not a position of `{rules.name}`"
        faults.append(Fault("unknown-position", "--position", message, listed))
    return faults
