"""Where a rule file calls something by its name."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

import attrs

from vip_cert_rules.faults import Path
from vip_cert_rules.rulesets.parameters import RESERVED
from vip_cert_rules.rulesets.syntax import (
    Choice,
    Citation,
    ConditionPart,
    Given,
    ItemPart,
    MeasurePart,
    ParameterPart,
    QuestionPart,
    RecordsPart,
    Sometimes,
    TransitionPart,
    WaiverPart,
)


class Named(Enum):
    """What can be called by its name."""

    CONDITION = "condition"
    WAIVER = "waiver"
    RECORDS = "records"
    PARAMETER = "parameter"
    ASSUMPTION = "assumption"
    READING = "reading"
    DOCUMENT = "document"
    QUESTION = "question"
    LEVEL = "level"
    POSITION = "position"
    LIST = "list"
    THINGS = "things"


SECTIONS = {
    Named.CONDITION: "conditions",
    Named.WAIVER: "waivers",
    Named.RECORDS: "records",
    Named.PARAMETER: "parameters",
    Named.ASSUMPTION: "assumptions",
    Named.DOCUMENT: "documents",
    Named.QUESTION: "questions",
    Named.LEVEL: "levels",
    Named.POSITION: "positions",
    Named.THINGS: "lists",
}
"""Where what can be called by its name is declared."""


@attrs.frozen
class Mention:
    """A name, where it stands, and for a reading: of which assumption. ``at_key``: it is a key there."""

    what: Named
    name: str
    path: Path
    of: str | None = None
    at_key: bool = False

    @property
    def owner(self) -> Path:
        """The declaration in which it stands: section and name."""
        return self.path[:2]


def mentions_of(part: object) -> Iterator[Mention]:
    """The names that a part itself calls, not the parts within it."""
    if isinstance(part, Choice):
        yield from _of_choice(part)
    elif isinstance(part, Given):
        yield Mention(Named.PARAMETER, part.parameter, part.path)
    elif isinstance(part, Citation):
        yield Mention(Named.DOCUMENT, part.document, (*part.path, "document"))
    elif isinstance(part, RecordsPart):
        if part.these is not None:
            yield Mention(Named.RECORDS, part.these, (*part.path, "these"))
        if part.list is not None:
            yield Mention(Named.LIST, part.list, (*part.path, "from"))
    elif isinstance(part, MeasurePart):
        if isinstance(part.records, str):
            yield Mention(Named.RECORDS, part.records, records_path(part))
    elif isinstance(part, ItemPart):
        if part.kind in _ITEMS:
            yield Mention(_ITEMS[part.kind], str(part.name), part.path)
        if isinstance(part.each, str):
            yield Mention(Named.THINGS, part.each, (*part.path, "each"))
        yield from _listed(Named.WAIVER, part.waived_by, (*part.path, "waived_by"))
        yield from _listed(Named.ASSUMPTION, part.assumes, (*part.path, "assumes"))
    elif isinstance(part, ParameterPart):
        for level in part.values or ():
            yield Mention(Named.LEVEL, level, (*part.path, "values", level), at_key=True)
        for i, key in enumerate(part.by):
            if key not in RESERVED:
                yield Mention(Named.THINGS, key, key_path(part, i))
    elif isinstance(part, (ConditionPart, WaiverPart, QuestionPart, TransitionPart)):
        yield from _listed(Named.ASSUMPTION, part.assumes, (*part.path, "assumes"))
        if isinstance(part, TransitionPart):
            yield from _listed(Named.QUESTION, part.questions or (), (*part.path, "questions"))
        if isinstance(part, QuestionPart):
            yield from _listed(Named.LEVEL, part.levels or (), (*part.path, "levels"))


def key_path(part: ParameterPart, place: int) -> Path:
    """Where one of the keys of a parameter is said."""
    return (*part.path, "by", place) if len(part.by) > 1 else (*part.path, "by")


_ITEMS = {"condition": Named.CONDITION, "question": Named.QUESTION, "waiver": Named.WAIVER}


def records_path(part: MeasurePart) -> Path:
    """Where a measure says what it measures."""
    return (*part.path, part.kind if part.field is None else "of")


SUBJECTS = {"level": Named.LEVEL, "position": Named.POSITION, "question": Named.QUESTION}
"""What a choice may be made by beside an assumption and a parameter, and what its cases then are."""


def _of_choice(choice: Choice[Any]) -> Iterator[Mention]:
    if choice.given is not None:  # the parameter is a part of its own
        return
    cases = SUBJECTS.get(choice.subject)
    if cases is None:
        yield Mention(Named.ASSUMPTION, choice.subject, (*choice.path, "choose"))
    for case in choice.cases:
        here = (*choice.path, case)
        if cases is not None:
            yield Mention(cases, case, here, at_key=True)
        else:
            yield Mention(Named.READING, case, here, of=choice.subject, at_key=True)


def _listed(what: Named, names: Sometimes[tuple[Any, ...]], path: Path) -> Iterator[Mention]:
    if isinstance(names, Choice):
        for case, inner in (*names.cases.items(), ("otherwise", names.otherwise or ())):
            yield from _listed(what, inner, (*names.path, case))
        return
    for i, name in enumerate(names):
        yield Mention(what, str(name), (*path, i))
