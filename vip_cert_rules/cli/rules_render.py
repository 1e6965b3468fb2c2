"""``vip-cert rules render``: a rule set as a document to lay beside the original."""

from __future__ import annotations

from collections.abc import Sequence

from vip_cert_rules.authoring.rendering.render import Format, render
from vip_cert_rules.cli import output
from vip_cert_rules.cli.adjusting import add_overlays, add_parameters, as_option
from vip_cert_rules.cli.arguments import Arguments, add_ruleset, add_words, read_day
from vip_cert_rules.cli.files import write_text
from vip_cert_rules.dates import LAST_DAY
from vip_cert_rules.faults import Fault, InputError, nearest, show
from vip_cert_rules.rulesets.bundled import find_rules
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.text import Lang

ABOUT = """Write a rule set as a document that a reviewer lays beside the original: clause by clause what the rules say
after it and where, every question as a tree with the records it looks at, the ladder of levels and routes as a picture,
the values, the assumptions with what rests on them, and what overlays change (marked with a star).

HTML is one page with nothing from elsewhere; in Markdown (GFM) the pictures stand as data."""

EXAMPLES = """  vip-cert rules render vip-service-manager --output vip.html
  vip-cert rules render own.yaml --format markdown --lang en --output own.md
  vip-cert rules render vip-service-manager --overlay sichuan.yaml --output sichuan.html"""

USAGE = """NAME|PATH [--format {html,markdown}] [--output FILE]
                             [--overlay FILE]... [--parameters FILE] [--position POSITION]
                             [--as-of DAY] [--lang {zh,en}]"""
OPTIONS = ("--overlays", "--parameters", "--as-of")


def write(args: Sequence[str]) -> int:
    """Writes the document."""
    parser = Arguments("rules render", ABOUT, EXAMPLES, USAGE)
    add_ruleset(parser, several=True)
    add_words(parser, "--format", [one.value for one in Format], Format.HTML.value, "what the document is written as")
    parser.add_argument("--output", metavar="FILE", help="where to (default: standard output)")
    add_overlays(parser)
    add_parameters(parser)
    parser.add_argument("--position", help="for this position alone, where the programme has positions")
    parser.add_argument(
        "--as-of", metavar="DAY", help="the version and the values in force on this day (default: the latest ones)"
    )
    add_words(parser, "--lang", ("zh", "en"), "zh", "the language of the document: Chinese or English")
    given = parser.read(args)
    faults = parser.need({"NAME|PATH": given.ruleset})
    day = read_day(given.as_of, "--as-of", faults)
    if faults:
        raise InputError(faults)
    try:
        found = find_rules(given.ruleset).overlaid(given.overlay, given.parameters)
        if isinstance(found, RuleSet):
            rules, as_of = found, day or found.last_day
            if day is not None:
                found.check_day(day)
        else:
            as_of = day or found.versions[-1].last_day
            rules = found.on(as_of)
    except InputError as error:
        raise InputError(as_option(fault, OPTIONS) for fault in error.faults) from error
    if given.position is not None and given.position not in rules.positions:
        listed = nearest(given.position, rules.positions) if rules.positions else "there are no positions here"
        message = f"{show(given.position)} is not a position of `{rules.name}`"
        raise InputError([Fault("unknown-position", "--position", message, listed)])
    text = render(rules, Lang(given.lang), min(as_of, LAST_DAY), Format(given.format), given.position)
    if given.output is None:
        output.say_document(text.rstrip("\n"))
    else:
        write_text(given.output, text, "--output")
    return 0
