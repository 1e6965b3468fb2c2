"""An impact as one HTML page: the counts, then every answer that changes."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from vip_cert_rules.authoring.impact import words
from vip_cert_rules.authoring.impact.model import Impact
from vip_cert_rules.authoring.impact.report import (
    apart_in_words,
    asking_in_words,
    headline,
    subject,
    tables,
    through_in_words,
    unit_in_words,
)
from vip_cert_rules.authoring.pages import page, table
from vip_cert_rules.decision.plan_words import printable
from vip_cert_rules.text import Lang


def html_page(impact: Impact, lang: Lang) -> str:
    """The page."""
    return page(words.TITLE.in_lang(lang), _body(impact, lang), lang)


def _body(impact: Impact, lang: Lang) -> Iterator[str]:
    yield f"<p><strong>{escape(headline(impact, lang))}</strong></p>"
    yield f"<p>{escape(subject(impact, lang))}</p>"
    for title, counts in tables(impact, lang):
        yield from table(title, (title, words.NUMBER.in_lang(lang)), ((what, str(count)) for what, count in counts))
    if impact.changes:
        heads = (
            words.PERSON,
            words.UNIT,
            words.ASKED,
            words.BEFORE,
            words.AFTER,
            words.FIRST,
            words.LAST,
            words.THROUGH,
        )
        yield from table(
            words.WHO.in_lang(lang),
            [head.in_lang(lang) for head in heads],
            (
                (
                    printable(change.person),
                    unit_in_words(change.unit, lang),
                    asking_in_words(change.asking),
                    words.OUTCOMES[change.before].in_lang(lang),
                    words.OUTCOMES[change.after].in_lang(lang),
                    change.first.isoformat(),
                    change.last.isoformat(),
                    "\n".join(through_in_words(one, lang) for one in change.through),
                )
                for change in impact.changes
            ),
        )
    for heading, lines in (
        (words.APART, [apart_in_words(one, lang) for one in impact.apart]),
        (words.UNDECIDED, [asking_in_words(one) for one in impact.undecided]),
    ):
        if lines:
            yield f"<h2>{escape(heading.in_lang(lang))}</h2>"
            yield "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
