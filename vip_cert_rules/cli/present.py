"""Sections of lines as plain text, or in colours and branches on a terminal."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from typing import TYPE_CHECKING

import attrs

from vip_cert_rules.cli import output
from vip_cert_rules.decision.narrative import MARKS, Narrative, Section
from vip_cert_rules.decision.plan_words import Line
from vip_cert_rules.plan.nodes import Status

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as Styled

_COLOURS = {Status.MET: "green", Status.WAIVED: "green", Status.UNMET: "red", Status.UNKNOWN: "yellow"}
_CITED = re.compile(r"( \[[^\[\]]*\]|〔[^〔〕]*〕)$")


@attrs.frozen
class Page:
    """A text for a person: a headline, a line below it, and sections. ``tone`` is the status the headline tells."""

    headline: str
    subject: str
    sections: tuple[Section, ...]
    tone: Status | None = None


def page_of(narrative: Narrative) -> Page:
    """The page of an explained decision."""
    return Page(narrative.answer, narrative.subject, narrative.sections, narrative.outcome)


def show_page(page: Page, color: str) -> None:
    """Writes a page to standard output. ``color``: ``auto``, ``always`` or ``never``."""
    page = _cleaned(page)
    if wants_colours(color):
        _show_coloured(page)
    else:
        output.say(render_page(page))


def render_page(page: Page) -> str:
    """The page as plain text, without a line break at its end."""
    lines = [page.headline, page.subject]
    for section in page.sections:
        lines += ["", section.title]
        lines += [f"  {'  ' * line.depth}{_mark(line)}{line.text}" for line in section.lines]
    return "\n".join(lines)


def wants_colours(color: str) -> bool:
    """Whether to write colours: never without rich, and by themselves on a terminal that does not decline them."""
    if color == "never" or sys.stdout is None:
        return False
    if color == "auto":
        declined = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        if declined or not sys.stdout.isatty():
            return False
    return find_spec("rich") is not None


def _mark(line: Line) -> str:
    return "" if line.status is None else f"{MARKS[line.status]} "


def _cleaned(page: Page) -> Page:
    return Page(
        output.printable(page.headline),
        output.printable(page.subject),
        tuple(
            Section(
                output.printable(section.title),
                tuple(line._replace(text=output.printable(line.text)) for line in section.lines),
            )
            for section in page.sections
        ),
        page.tone,
    )


def _show_coloured(page: Page) -> None:
    # rich is imported when it is needed: it takes longer than all the rest
    from rich.console import Console
    from rich.text import Text as Styled
    from rich.tree import Tree

    console = Console(file=sys.stdout, force_terminal=True, no_color=False, highlight=False, markup=False, emoji=False)
    colour = "bold" if page.tone is None else f"bold {_COLOURS[page.tone]}"
    _print(console, [Styled(page.headline, colour), Styled(page.subject, "dim")])
    for section in page.sections:
        root = Tree(Styled(section.title, "bold"), guide_style="dim")
        branches = [root]
        for line in section.lines:
            del branches[line.depth + 1 :]
            branches.append(branches[-1].add(_styled(line)))
        console.print()
        console.print(root)


def _print(console: Console, lines: Iterable[Styled]) -> None:
    for line in lines:
        console.print(line)


def _styled(line: Line) -> Styled | Table:
    """A line; its mark has a column of its own, so that a long line is set in beside it."""
    from rich.table import Table
    from rich.text import Text as Styled

    told, cited, _end = (*_CITED.split(line.text), "", "")[:3]
    text = Styled().append(told).append(cited, "dim")
    if line.status is None:
        return text
    beside = Table.grid(padding=(0, 1))
    beside.add_column(no_wrap=True)
    beside.add_column(overflow="fold")
    beside.add_row(Styled(_mark(line).strip(), _COLOURS[line.status]), text)
    return beside
