"""A mutation score as a person reads it, and as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from vip_cert_rules.authoring.mutation import words
from vip_cert_rules.authoring.mutation.model import Killed, Mutant, Mutation, Survivor, Why
from vip_cert_rules.authoring.tables.model import Case
from vip_cert_rules.decision.narrative import BREAK
from vip_cert_rules.faults import Place
from vip_cert_rules.text import Lang

WHY = {
    Why.NO_SOLVER: words.WHY_NO_SOLVER,
    Why.UNDECIDED: words.WHY_UNDECIDED,
    Why.OPEN: words.WHY_OPEN,
}
MOST_NAMES = 5
"""Failing cases that are named."""


def percent(number: float) -> str:
    """A percentage with a decimal only where it needs one."""
    return f"{number:.1f}".removesuffix(".0")


def place_of(place: Place) -> str:
    """The file and line of a mutant."""
    return f"{place.file}:{place.line}"


def render_mutation(mutation: Mutation, lang: Lang, *, list_equivalent: bool = False) -> str:
    """The score, then every survivor with its diff and the row that tells it, then what does not count."""
    return "\n".join(_lines(mutation, lang, list_equivalent=list_equivalent))


def _lines(mutation: Mutation, lang: Lang, *, list_equivalent: bool) -> Iterator[str]:
    count = mutation.counted + len(mutation.equivalent)
    yield words.HEAD.say(lang, ruleset=mutation.ruleset, version=mutation.version, cases=mutation.cases, count=count)
    if not count:
        yield (
            words.STILLBORN.say(lang, count=mutation.stillborn)
            if mutation.stillborn
            else words.NONE_CHOSEN.in_lang(lang)
        )
        return
    yield words.SCORE.say(lang, killed=len(mutation.killed), counted=mutation.counted, percent=percent(mutation.score))
    if not mutation.searched and mutation.survived:
        yield words.NO_SOLVER.in_lang(lang)
    yield ""
    survived = len(mutation.survived)
    yield words.SURVIVED.say(lang, count=survived) if survived else words.ALL_KILLED.in_lang(lang)
    by_number = {one.number: one for one in mutation.survived}
    for one in mutation.survived:
        yield ""
        yield from _told(one.mutant, one.diff, lang)
        yield from _row(one, by_number, mutation, lang)
    equivalent = len(mutation.equivalent)
    if equivalent:
        yield ""
        yield (words.EQUIVALENT_LISTED if list_equivalent else words.EQUIVALENT).say(lang, count=equivalent)
        for equal in mutation.equivalent if list_equivalent else ():
            yield ""
            yield from _told(equal.mutant, equal.diff, lang)
    if mutation.stillborn and list_equivalent:
        yield ""
        yield words.STILLBORN.say(lang, count=mutation.stillborn)


def _told(mutant: Mutant, diff: Sequence[str], lang: Lang) -> Iterator[str]:
    yield f"{place_of(mutant.place)}  {mutant.label.in_lang(lang)}"
    yield from (f"  {line}" for line in diff[2:])  # without the two lines that name the file


def _row(one: Survivor, by_number: dict[int, Survivor], mutation: Mutation, lang: Lang) -> Iterator[str]:
    if one.row is not None:
        yield f"  {words.IN_TABLE.say(lang, table=one.table, test=one.test)}"
        yield one.row
    elif one.like is not None:
        yield f"  {words.LIKE.say(lang, place=place_of(by_number[one.like].mutant.place))}"
    elif one.why is not None and mutation.searched:
        yield f"  {WHY[one.why].in_lang(lang)}"


def is_enough(mutation: Mutation, needed: float) -> bool:
    """Whether the score reaches a percentage."""
    return mutation.score >= needed


def shortfall(mutation: Mutation, needed: float, lang: Lang) -> str:
    """By how much it does not, in words."""
    return words.TOO_LOW.say(lang, percent=percent(mutation.score), needed=percent(needed))


def failing(cases: Sequence[Case], lang: Lang) -> str:
    """That cases fail under the rules as they are."""
    names = [case.id for case in cases[:MOST_NAMES]]
    more = ["…"] if len(cases) > MOST_NAMES else []
    return words.FAILING.say(lang, count=len(cases), names=BREAK.in_lang(lang).join([*names, *more]))


def document_of(mutation: Mutation) -> dict[str, Any]:
    """A mutation score as plain data."""
    by_number = {one.number: one for one in mutation.survived}
    return {
        "ruleset": mutation.ruleset,
        "version": mutation.version,
        "digest": mutation.digest,
        "cases": mutation.cases,
        "score": mutation.score,
        "killed": [_killed(one) for one in mutation.killed],
        "survived": [_survivor(one, by_number) for one in mutation.survived],
        "equivalent": [{**_mutant(one.mutant), "diff": list(one.diff)} for one in mutation.equivalent],
        "stillborn": mutation.stillborn,
        "searched": mutation.searched,
    }


def _mutant(mutant: Mutant) -> dict[str, Any]:
    return {
        "file": mutant.place.file,
        "line": mutant.place.line,
        "column": mutant.place.column,
        "kind": mutant.kind.value,
        "label": mutant.label.to_dict(),
    }


def _killed(one: Killed) -> dict[str, Any]:
    place = None if one.place is None else place_of(one.place)
    return {**_mutant(one.mutant), "by": one.by, "at": place}


def _survivor(one: Survivor, by_number: dict[int, Survivor]) -> dict[str, Any]:
    out: dict[str, Any] = {**_mutant(one.mutant), "diff": list(one.diff)}
    if one.why is not None:
        out["why"] = one.why.value
    killer = one.killer
    if killer is not None:
        asked = killer.asked
        out["person"] = {
            "question": asked.question,
            "level": asked.level,
            "position": asked.position,
            "as_of": asked.as_of.isoformat(),
            "assume": dict(asked.assume),
            "record": dict(killer.record),
            "expect": killer.expected.value,
            "mutant_says": killer.instead.value,
        }
    if one.row is not None:
        out |= {"row": one.row, "table": one.table, "test": one.test}
    if one.like is not None:
        like = by_number[one.like].mutant.place
        out["told_by_row_for"] = {"line": like.line, "column": like.column}
    return out
