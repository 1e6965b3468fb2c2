"""Coverage as one HTML page, with nothing from elsewhere: the shares, then every question as a table of its nodes."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from vip_cert_rules.authoring.coverage import words
from vip_cert_rules.authoring.coverage.model import Aspect, Coverage, Target
from vip_cert_rules.authoring.coverage.report import ORDER, asked, gaps_in_words, share_in_words, target_in_words
from vip_cert_rules.authoring.pages import page
from vip_cert_rules.authoring.tables.report import place_of
from vip_cert_rules.text import Lang

_STYLE = """
.yes { background: #e6f4ea; }
.no { background: #fce8e6; font-weight: bold; }
.never { background: #eee; color: #555; }
@media print { .no { border: 2px solid #000; } }
"""


def html_page(coverage: Coverage, lang: Lang) -> str:
    """The page."""
    return page(words.TITLE.in_lang(lang), _body(coverage, lang), lang, _STYLE)


def _body(coverage: Coverage, lang: Lang) -> Iterator[str]:
    yield "<ul>"
    for measure in ORDER:
        yield f"<li>{escape(share_in_words(measure, coverage.of(measure), lang))}</li>"
    yield "</ul>"
    if not coverage.searched:
        yield f"<p>{escape(words.NO_SOLVER.in_lang(lang))}</p>"
    for (ruleset, question, level), shares in coverage.by_question():
        told = " · ".join(share_in_words(measure, shares[measure], lang) for measure in ORDER)
        caption = escape(f"{ruleset} {asked(question, level)} — {told}")
        here = [one for one in coverage.targets if (one.ruleset, one.question, one.level) == (ruleset, question, level)]
        yield from _table(coverage, caption, here, lang)
    yield f"<h2>{escape(gaps_in_words(coverage, lang))}</h2>"
    for gap in coverage.gaps:
        yield f"<h3>{escape(target_in_words(gap.target, lang))}</h3>"
        if gap.row is not None:
            yield f"<p>{escape(words.IN_TABLE.say(lang, table=gap.table))}</p>"
            yield f"<pre>{escape(gap.row)}</pre>"


def _table(coverage: Coverage, caption: str, targets: list[Target], lang: Lang) -> Iterator[str]:
    yield f"<table>\n<caption>{caption}</caption>\n<thead><tr>"
    for text in (words.NODE, words.LABEL, *words.ASPECTS.values()):
        yield f'<th scope="col">{escape(text.in_lang(lang))}</th>'
    yield "</tr></thead>\n<tbody>"
    by_node: dict[str, dict[Aspect, Target]] = {}
    for target in targets:
        by_node.setdefault(target.node, {})[target.aspect] = target
    for node, aspects in by_node.items():
        label = coverage.nodes[targets[0].ruleset, node].label.in_lang(lang)
        cells = "".join(_cell(coverage, aspects.get(aspect), lang) for aspect in words.ASPECTS)
        yield f'<tr><th scope="row">{escape(node)}</th><td>{escape(label)}</td>{cells}</tr>'
    yield "</tbody>\n</table>"


def _cell(coverage: Coverage, target: Target | None, lang: Lang) -> str:
    if target is None:
        return f"<td>{escape(words.NOT_ASKED.in_lang(lang))}</td>"
    case = coverage.shown.get(target)
    if case is not None:
        return f'<td class="yes" title="{escape(place_of(case), quote=True)}">✓ {escape(case.name)}</td>'
    if target in coverage.impossible:
        return f'<td class="never">{escape(words.CANNOT.in_lang(lang))}</td>'
    return f'<td class="no">✗ {escape(words.NOT_SHOWN.in_lang(lang))}</td>'
