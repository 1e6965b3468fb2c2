"""What is left of a part at one level, under which readings of the assumptions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from vip_cert_rules.rulesets.checks.parts import RuleFile, field_names
from vip_cert_rules.rulesets.language.forms import OpenChoice
from vip_cert_rules.rulesets.syntax import Choice, Citation, ItemPart, MeasurePart, RecordsPart, Sometimes
from vip_cert_rules.text import Text

Guard = Mapping[str, frozenset[str]]
"""When something is there: for each assumption named the words it may be read as; ``""`` is the reading that the rule
set takes. An assumption that is not named may be read in any way. The position and the question asked about, and a
parameter's being supplied, are held alike; they have names with a blank in them."""

ANY_READING: Guard = {}
TAKEN = ""

Missing = Callable[[OpenChoice[Any]], None]
"""Is told of a choice by level that has no case for the level and no ``otherwise``."""


POSITION, QUESTION = "the position", "the question"


def held(choice: Choice[Any]) -> str:
    """What a choice is made by, as guards call it."""
    if choice.given is not None:
        given = choice.given
        return f"the parameter {given.parameter}" if given.member is None else f"the member {given.member}"
    return {"position": POSITION, "question": QUESTION}.get(choice.subject, choice.subject)


def words_of(file: RuleFile, choice: Choice[Any]) -> frozenset[str]:
    """Every way in which what a choice is made by may turn out."""
    if choice.subject == "position":
        return frozenset(file.part.positions or (TAKEN,))
    if choice.subject == "question":
        return frozenset(file.part.questions)
    declared = file.part.assumptions.get(choice.subject)
    return frozenset((TAKEN, *(choice.cases if declared is None else declared.readings)))


def narrowed(guard: Guard, assumption: str, words: frozenset[str]) -> Guard | None:
    """The guard with an assumption read as one of these words; ``None`` where that cannot be."""
    left = words & guard[assumption] if assumption in guard else words
    return {**guard, assumption: left} if left else None


def both(one: Guard, other: Guard) -> Guard | None:
    """The guard under which two things are there; ``None`` where they never are together."""
    out: Guard | None = one
    for assumption, words in other.items():
        if out is not None:
            out = narrowed(out, assumption, words)
    return out


def in_words(guard: Guard) -> str:
    """A guard as a message says it, with one example of the readings; empty for the readings that are taken."""
    switched = [
        f"{name.removeprefix('the ')}={min(words)}"
        for name, words in guard.items()
        if TAKEN not in words and name != QUESTION
    ]
    return f" when {', '.join(switched)} is chosen" if switched else ""


def at_level(
    file: RuleFile, part: Sometimes[Any], level: int | None, guard: Guard, missing: Missing
) -> Iterator[tuple[Any, Guard]]:
    """Every part that may be chosen at a level, and when."""
    if not isinstance(part, Choice):
        yield part, guard
        return
    if part.subject == "level":
        word = str(level)
        if word in part.cases:
            yield from at_level(file, part.cases[word], level, guard, missing)
        elif isinstance(part, OpenChoice):
            missing(part)
        else:
            yield from at_level(file, part.otherwise, level, guard, missing)
        return
    subject, others = held(part), words_of(file, part)
    for case, inner in part.cases.items():
        here = narrowed(guard, subject, frozenset((case,)))
        if here is not None:
            yield from at_level(file, inner, level, here, missing)
    here = narrowed(guard, subject, others - set(part.cases))
    if here is not None and not isinstance(part, OpenChoice):
        yield from at_level(file, part.otherwise, level, here, missing)


def walk_at(file: RuleFile, part: object, level: int | None, missing: Missing) -> Iterator[Any]:
    """A part and what belongs to it at a level, named selections of records included; not the items of a group.

    Clauses and names, which are filled in like texts, come as texts.
    """
    stack: list[Any] = [part]
    selections: set[str] = set()
    while stack:
        here = stack.pop()
        if isinstance(here, Choice):
            stack.extend(leaf for leaf, _ in at_level(file, here, level, ANY_READING, missing))
        elif isinstance(here, tuple):
            stack.extend(here)
        elif isinstance(here, Mapping):
            stack.extend(here.values())
        elif isinstance(here, Text):
            yield here
        elif isinstance(here, Citation):
            for clause, _ in at_level(file, here.clause, level, ANY_READING, missing):
                if clause is not None:
                    yield Text(clause, clause)
        elif attrs.has(type(here)):
            yield here
            stack.extend(getattr(here, name) for name in field_names(type(here)) if name != "items")
            if isinstance(here, (MeasurePart, RecordsPart)):
                name = here.records if isinstance(here, MeasurePart) else here.these
                if isinstance(name, str) and name in file.part.records and name not in selections:
                    selections.add(name)
                    stack.append(file.part.records[name])
            elif isinstance(here, ItemPart) and here.kind in ("route", "any", "all") and here.name:
                yield Text(here.name, here.name)
