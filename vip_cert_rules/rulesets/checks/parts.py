"""Going over the parts of a rule file: all of them, and those that may count at a level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

import attrs

from vip_cert_rules.candidate.fields import FieldSpec, specs
from vip_cert_rules.faults import Path
from vip_cert_rules.measures.query import RECORD_CLASSES
from vip_cert_rules.rulesets.checks.mentions import Mention, mentions_of
from vip_cert_rules.rulesets.syntax import Choice, Records, RecordsPart, RuleSetPart, Sometimes

T = TypeVar("T")

DEEPEST = 64
"""So many selections may narrow one another, and so many nodes of a question may stand within one another."""


@attrs.frozen(slots=False)
class RuleFile:
    """A rule file whose parts each have the right shape, and what several checks ask of it."""

    part: RuleSetPart

    @cached_property
    def everything(self) -> tuple[Any, ...]:
        """Every part, in the order of the file."""
        return tuple(walk(self.part))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every place where something is called by its name."""
        return tuple(mention for part in self.everything for mention in mentions_of(part))

    @property
    def levels(self) -> tuple[int, ...]:
        """The numbers of the levels, as listed."""
        return tuple(map(int, self.part.levels))

    def list_of(self, records: Records) -> str | None:
        """The list of the candidate record that a selection comes from; ``None`` where that is at fault."""
        seen = 0
        while not isinstance(records, RecordsPart) or records.list is None:
            name = records.these if isinstance(records, RecordsPart) else records
            seen += 1
            if name is None or name not in self.part.records or seen > DEEPEST:
                return None
            records = self.part.records[name]
        return records.list if records.list in RECORD_CLASSES else None

    def chain(self, records: RecordsPart) -> Iterator[RecordsPart]:
        """A selection and all that it narrows, as far as they are declared."""
        seen: list[RecordsPart] = []
        here: RecordsPart | None = records
        while here is not None and not any(here is part for part in seen) and len(seen) <= DEEPEST:
            yield here
            seen.append(here)
            here = None if here.these is None else self.part.records.get(here.these)


def fields_of(source: str) -> dict[str, FieldSpec]:
    """The fields of the records of a list."""
    return dict(specs(RECORD_CLASSES[source]))


_FIELDS: dict[type, tuple[str, ...]] = {}


def field_names(cls: type) -> tuple[str, ...]:
    """The fields of a part that may hold other parts."""
    names = _FIELDS.get(cls)
    if names is None:
        found = attrs.fields(cls) if attrs.has(cls) else ()
        names = _FIELDS[cls] = tuple(field.name for field in found if field.name not in _PLAIN)
    return names


_PLAIN = {"path", "zh", "en", "kind", "subject", "schema_line", "parameter", "document", "name", "field"}


def walk(part: object) -> Iterator[Any]:
    """A part and everything within it, in the order of the file."""
    stack = [part]
    while stack:
        here = stack.pop()
        if isinstance(here, tuple):
            stack.extend(reversed(here))
        elif isinstance(here, Mapping):
            stack.extend(reversed(list(here.values())))
        elif attrs.has(type(here)):
            yield here
            stack.extend(getattr(here, name) for name in reversed(field_names(type(here))))


def leaves(part: Sometimes[T], path: Path) -> Iterator[tuple[T, Path]]:
    """Every part that may be chosen, with its place."""
    if not isinstance(part, Choice):
        yield part, path
        return
    for case, inner in part.cases.items():
        yield from leaves(inner, (*part.path, case))
    if part.otherwise is not None:
        yield from leaves(part.otherwise, (*part.path, "otherwise"))
