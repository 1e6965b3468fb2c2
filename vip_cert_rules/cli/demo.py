"""``vip-cert demo``: a guided run over the bundled example people."""

from __future__ import annotations

from collections.abc import Sequence

from vip_cert_rules.candidate.structure import structure_candidate
from vip_cert_rules.cli import output
from vip_cert_rules.cli.arguments import Arguments, add_reading
from vip_cert_rules.cli.examples import Asked, Example, as_called_from_here, example_names, find_example
from vip_cert_rules.cli.present import page_of, show_page
from vip_cert_rules.decision.decision import Decision
from vip_cert_rules.facade import evaluate
from vip_cert_rules.faults import Fault, InputError
from vip_cert_rules.reading import read_file
from vip_cert_rules.text import Lang, Text

ABOUT = """A guided run over the bundled example people: who they are, what is asked, and the explained answer."""

EXAMPLES = """  vip-cert demo --lang en
  vip-cert demo l3-one-day-short"""

PEOPLE = Text("示例人员", "The example people")
NOBODY = "no examples are bundled with this installation"


def run(args: Sequence[str]) -> int:
    """Shows one example person, or lists them all and shows each."""
    parser = Arguments("demo", ABOUT, EXAMPLES, "[NAME] [--lang {zh,en}] [--color {auto,always,never}]")
    parser.add_argument("name", nargs="?", metavar="NAME", help="one example person; left out: all of them")
    add_reading(parser)
    given = parser.read(args)
    lang = Lang(given.lang)
    if given.name is not None:
        show_example(find_example(given.name), lang, given.color)
        return 0
    people = [find_example(name) for name in example_names()]
    if not people:
        raise InputError([Fault("not-found", "", NOBODY)])
    output.say(PEOPLE.in_lang(lang))
    for person in people:
        output.say(f"  {person.name}")
    for person in people:
        output.say("")
        show_example(person, lang, given.color)
    return 0


def show_example(example: Example, lang: Lang, color: str) -> None:
    """The story of a person, and for each question the command that asks it and its answer."""
    output.say(f"--- {example.name} ---")
    for line in example.told_in(lang):
        output.say(line)
    for asked in example.asked:
        output.say("")
        file = as_called_from_here(example.path)
        output.say(f"$ vip-cert evaluate {file} {' '.join((*asked.options(), '--lang', lang.value))}")
        show_page(page_of(decide(example, asked).narrative(lang.value)), color)


def decide(example: Example, asked: Asked) -> Decision:
    """The decision on what is asked about an example person."""
    document = read_file(example.path, InputError)
    return evaluate(
        structure_candidate(document.value, document),
        ruleset=asked.ruleset,
        question=asked.question,
        level=asked.level,
        position=asked.position,
        as_of=asked.as_of,
        parameters=asked.parameters,
        assume=dict(reading.split("=", 1) for reading in asked.assume) or None,
    )
