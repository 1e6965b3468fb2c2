"""``vip-cert profile``: a person's ratings beside what is required, as a table or as a radar chart."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from vip_cert_rules.charts.radar import render_radar, render_radar_png
from vip_cert_rules.cli import output
from vip_cert_rules.cli.arguments import Arguments, add_reading, add_words
from vip_cert_rules.cli.evaluate import add_asked, decide
from vip_cert_rules.cli.present import Page, show_page
from vip_cert_rules.decision.narrative import Section
from vip_cert_rules.decision.plan_words import Line
from vip_cert_rules.decision.profile import Gap, Profile, profile_of
from vip_cert_rules.faults import Fault, InputError
from vip_cert_rules.plan.nodes import Status
from vip_cert_rules.text import Lang
from vip_cert_rules.wording import profile as words
from vip_cert_rules.wording.punctuation import ASIDE
from vip_cert_rules.wording.quantities import number_in_words

FORMATS = ("text", "json", "svg", "png")

ABOUT = """Show a person's ratings beside what is required: a table, a document for programs, or a radar chart.

FILE holds the person's record, in YAML or JSON; - reads it from standard input. What is rated and what is required is
decided by the question asked, by default `competent` of `account-manager`, whose requirements an organisation supplies.
Charts need the extra `charts`; PNG needs a font with Chinese characters on the machine, or --font."""

EXAMPLES = """\
  vip-cert profile person.yaml --level 1 --as-of 2026-11-24 --parameters profile.yaml
  vip-cert profile person.yaml --level 1 --as-of 2026-11-24 --parameters profile.yaml --format svg --output person.svg
  vip-cert profile person.yaml --ruleset customer-service-manager --question qualify --as-of 2026-11-24 \\
      --parameters marks.yaml --lang en"""

USAGE = """FILE --as-of DAY [--level LEVEL] [--ruleset RULESET] [--question QUESTION]
                        [--overlay FILE]... [--parameters FILE] [--assume ID=WORD]...
                        [--format {text,json,svg,png}] [--output FILE] [--font FILE]... [--lang {zh,en}]
                        [--color {auto,always,never}]"""


def arguments() -> Arguments:
    """The arguments of the command."""
    parser = Arguments("profile", ABOUT, EXAMPLES, USAGE)
    add_asked(parser)
    parser.set_defaults(ruleset="account-manager", question="competent")
    add_words(parser, "--format", FORMATS, "text", "a table, a document for programs, or a picture")
    parser.add_argument("--output", metavar="FILE", help="where to write (default: standard output)")
    parser.add_argument("--font", metavar="FILE", action="append", default=[], help="a font file to draw PNG with")
    add_reading(parser)
    return parser


def run(args: Sequence[str]) -> int:
    """Prints or draws a profile. Raises :class:`InputError` with every fault of the record and of the call."""
    parser = arguments()
    given = parser.read(args)
    profile = profile_of(decide(parser, given))
    if given.format == "svg":
        _write(f"{render_radar(profile, given.lang)}\n".encode(), given)
    elif given.format == "png":
        _write(render_radar_png(profile, given.lang, fonts=given.font), given)
    elif given.format == "json":
        text = json.dumps(profile.to_dict(), ensure_ascii=False, indent=2, allow_nan=False)
        if given.output is None:
            output.say_document(text)
        else:
            _write(f"{text}\n".encode(), given)
    else:
        if given.output is not None:
            hint = "choose another --format, or redirect"
            raise InputError([Fault("wrong-arguments", "--output", "a table goes to standard output", hint)])
        show_page(page_of_profile(profile, Lang(given.lang)), given.color)
    return 0


def page_of_profile(profile: Profile, lang: Lang) -> Page:
    """The profile as a page: the answer, how many are reached, and a line for each."""
    narrative = profile.decision.narrative(lang.value)
    statuses = [gap.status for gap in profile.gaps]
    below, unknown = statuses.count(Status.UNMET), statuses.count(Status.UNKNOWN)
    summary = words.SUMMARY.say(lang, met=len(statuses) - below - unknown, below=below, unknown=unknown)
    lines = tuple(Line(_told(gap, lang), 0, gap.status) for gap in profile.gaps)
    sections = (Section(f"{words.GAPS.in_lang(lang)}{ASIDE.say(lang, text=summary)}", lines),)
    return Page(narrative.answer, narrative.subject, sections, narrative.outcome)


def _told(gap: Gap, lang: Lang) -> str:
    label = gap.label.in_lang(lang)
    required = words.NO_MARK.in_lang(lang) if gap.required is None else number_in_words(gap.required)
    if gap.rating is not None:
        told = words.LINE.say(lang, label=label, rating=number_in_words(gap.rating), required=required)
        return told + (
            ASIDE.say(lang, text=words.SHORT.say(lang, short=number_in_words(gap.short))) if gap.short else ""
        )
    lacking = words.NO_RATING if gap.status is Status.UNMET else words.NOT_KNOWN
    return words.LINE.say(lang, label=label, rating=lacking.in_lang(lang), required=required)


def _write(content: bytes, given: argparse.Namespace) -> None:
    if given.output is not None:
        try:
            Path(given.output).write_bytes(content)
        except OSError as error:
            reason = (error.strerror or "no reason given").lower()
            message = f"`{given.output}` cannot be written: {reason}"
            raise InputError([Fault("not-written", "--output", message)]) from error
        return
    if sys.stdout is None:
        return
    if given.format == "png" and os.isatty(sys.stdout.fileno()):
        hint = "give --output FILE, or redirect"
        raise InputError([Fault("wrong-arguments", "--format", "a picture cannot be shown on a terminal", hint)])
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
