"""Coverage as text: the shares, by question and level, then every gap with the row that closes it."""

from __future__ import annotations

from collections.abc import Iterator

from vip_cert_rules.authoring.coverage import words
from vip_cert_rules.authoring.coverage.model import Coverage, Gap, Measure, Share, Target
from vip_cert_rules.decision.narrative import BREAK
from vip_cert_rules.text import Lang

ORDER = (Measure.DECISION, Measure.STATUS, Measure.BOUNDARY)


def asked(question: str, level: int | None) -> str:
    """A question at a level, as ids of nodes begin."""
    return question if level is None else f"{question}.{level}"


def share_in_words(measure: Measure, share: Share, lang: Lang) -> str:
    """How much of a kind was shown."""
    return words.SHARE.say(
        lang, measure=words.MEASURES[measure].in_lang(lang), share=share, percent=percent(share.percent)
    )


def percent(number: float) -> str:
    """A percentage with a decimal only where it needs one."""
    return f"{number:.1f}".removesuffix(".0")


def target_in_words(target: Target, lang: Lang) -> str:
    """A target by its node and aspect."""
    return words.GAP.say(lang, node=target.node, aspect=words.ASPECTS[target.aspect].in_lang(lang))


def gaps_in_words(coverage: Coverage, lang: Lang) -> str:
    """How much is not shown."""
    count = sum(1 + len(gap.shows_too) for gap in coverage.gaps)
    return words.GAPS.say(lang, count=count) if count else words.NO_GAPS.in_lang(lang)


def render_coverage(coverage: Coverage, lang: Lang) -> str:
    """The whole report as plain text."""
    return "\n".join(_lines(coverage, lang))


def _lines(coverage: Coverage, lang: Lang) -> Iterator[str]:
    yield words.TITLE.in_lang(lang)
    for measure in ORDER:
        yield f"  {share_in_words(measure, coverage.of(measure), lang)}"
    several = len({target.ruleset for target in coverage.targets}) > 1
    rows = [
        [f"{ruleset} {asked(question, level)}" if several else asked(question, level)]
        + [f"{words.MEASURES[measure].in_lang(lang)} {shares[measure]}" for measure in ORDER]
        for (ruleset, question, level), shares in coverage.by_question()
    ]
    widths = [max(_columns(row[i]) for row in rows) for i in range(len(ORDER) + 1)] if rows else []
    yield ""
    for row in rows:
        yield "  " + "  ".join(cell + " " * (width - _columns(cell)) for cell, width in zip(row, widths)).rstrip()
    if not coverage.searched:
        yield ""
        yield words.NO_SOLVER.in_lang(lang)
    yield ""
    yield gaps_in_words(coverage, lang)
    for gap in coverage.gaps:
        yield from _gap(coverage, gap, lang)
    if coverage.impossible:
        yield ""
        yield words.IMPOSSIBLE.say(lang, count=len(coverage.impossible))
        yield from (
            f"  {target_in_words(target, lang)}" for target in coverage.targets if target in coverage.impossible
        )


def _gap(coverage: Coverage, gap: Gap, lang: Lang) -> Iterator[str]:
    yield ""
    yield f"  {target_in_words(gap.target, lang)}"
    if gap.shows_too:
        told = BREAK.in_lang(lang).join(target_in_words(one, lang) for one in gap.shows_too)
        yield f"    {words.SHOWS_TOO.say(lang, targets=told)}"
    if gap.row is not None:
        yield f"    {words.IN_TABLE.say(lang, table=gap.table)}"
        yield gap.row
    elif coverage.searched:
        key = (gap.target.ruleset, gap.target.question, gap.target.level)
        is_asked = any((one.ruleset, one.question, one.level) == key for one in coverage.shown)
        yield f"    {(words.NO_ROW if is_asked else words.NO_CASE).in_lang(lang)}"


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: two for a Chinese character."""
    return sum(2 if "\u2e80" <= char <= "\uffef" else 1 for char in text)


def is_enough(coverage: Coverage, needed: float) -> bool:
    """Whether the MC/DC coverage reaches a percentage."""
    return coverage.of(ORDER[0]).percent >= needed


def shortfall(coverage: Coverage, needed: float, lang: Lang) -> str:
    """By how much it does not, in words."""
    found = percent(coverage.of(ORDER[0]).percent)
    return words.TOO_LOW.say(lang, percent=found, needed=percent(needed))
