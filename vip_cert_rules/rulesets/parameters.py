"""What a parameter may hold in a rule set, and which of its entries counts where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

import attrs

from vip_cert_rules.candidate.words import EducationLevel, Grade, TrainerRank, Unit
from vip_cert_rules.faults import Path, key_text, nearest, show
from vip_cert_rules.rulesets.syntax import ListPart, Member, ParameterPart, ParameterType, RuleSetPart
from vip_cert_rules.rulesets.table import Table
from vip_cert_rules.shapes import REFUSED, Amount, AnyText, ListOf, Refused, Report, Shape, Whole, Word
from vip_cert_rules.shapes.scalars import wrong_type
from vip_cert_rules.text import Text

MOST_MONTHS = 2400
WORD = AnyText(non_empty=True, noun="a word")
LEVEL, POSITION, COMPONENT, NAME = "level", "position", "component", "name"
RESERVED = (LEVEL, POSITION, COMPONENT, NAME)
"""What the keys of a parameter may be, beside the things of a list."""

SHAPES: Mapping[ParameterType, Shape[Any]] = {
    ParameterType.MONTHS: Whole(0, MOST_MONTHS, noun="a whole number of months"),
    ParameterType.HOURS: Amount(0, 100_000, noun="a number of hours"),
    ParameterType.MARK: Amount(0, 100, noun="a mark from 0 to 100"),
    ParameterType.LEVEL: Whole(1, 9, noun="a level (1 to 9)"),
    ParameterType.EDUCATION_LEVEL: Word(EducationLevel, noun="a level of education"),
    ParameterType.GRADE: Word(Grade, noun="a grade"),
    ParameterType.TRAINER_RANK: Word(TrainerRank, noun="a rank of trainer titles"),
    ParameterType.UNITS: ListOf(Word(Unit, noun="a kind of unit"), noun="a list of kinds of unit"),
    ParameterType.OCCUPATIONS: ListOf(AnyText(non_empty=True), noun="a list of occupations"),
    ParameterType.LEVELS: ListOf(Whole(1, 9, noun="a level (1 to 9)"), noun="a list of levels"),
    ParameterType.ROUTES: ListOf(AnyText(), noun="a list of routes"),
    ParameterType.MINUTES: Amount(0, 100_000, noun="a number of minutes"),
    ParameterType.PERCENT: Amount(0, 100, noun="a share from 0 to 100 per cent"),
    ParameterType.TEXT: AnyText(non_empty=True, noun="a text"),
}
"""What one value of each type may be, whatever the rule set (levels and routes: see :func:`shape_of`)."""


def shape_of(part: RuleSetPart, declared: ParameterPart, depth: int = 0) -> Shape[Any]:
    """What a value of a parameter may be in this rule set, under so many of its keys."""
    shape = _single(part, declared)
    for key in reversed(declared.by[depth:]):
        shape = Keyed(
            shape, key, keys_of(part, key), part.ruleset, _NOUNS.get(key, f"a mapping from `{key}` to values")
        )
    return shape


_NOUNS = {
    LEVEL: "a mapping from levels to values",
    POSITION: "a mapping from positions to values",
    COMPONENT: "a mapping from components to values",
    NAME: "a mapping from names to values",
}


def keys_of(part: RuleSetPart, key: str) -> tuple[str, ...] | None:
    """The words that a key may be; ``None``: any word."""
    if key in (COMPONENT, NAME):
        return None
    if key == LEVEL:
        return tuple(part.levels)
    if key == POSITION:
        return tuple(part.positions)
    return tuple(items_of(part.lists.get(key)))


def items_of(part: ListPart | None) -> Mapping[str, Text]:
    """The things of a list; none where it is not declared."""
    return {} if part is None or part.items is None else part.items


def _single(part: RuleSetPart, declared: ParameterPart) -> Shape[Any]:
    shape = SHAPES[declared.type]
    if declared.type is ParameterType.LEVELS:
        return ListOf(KnownLevel(part), noun=shape.noun)
    if declared.type is ParameterType.ROUTES:
        return ListOf(Route(part, declared.members), noun=shape.noun)
    if isinstance(shape, (Whole, Amount)):
        if declared.minimum is not None:
            shape = attrs.evolve(shape, low=declared.minimum)
        if declared.maximum is not None:
            shape = attrs.evolve(shape, high=declared.maximum)
    return shape


@attrs.frozen(eq=False, repr=False)
class KnownLevel(Shape[int]):
    """A level of the rule set."""

    part: RuleSetPart
    noun: str = "a level (1 to 9)"

    def read(self, value: object, path: Path, report: Report) -> int | Refused:
        """See :class:`Shape`."""
        read = Whole(1, 9, noun=self.noun).read(value, path, report)
        if isinstance(read, Refused) or str(read) in self.part.levels:
            return read
        message = f"{read} is not a level of `{self.part.ruleset}`"
        return report.add("unknown-level", path, message, f"one of {', '.join(self.part.levels)}")

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"enum": [int(level) for level in self.part.levels]}


@attrs.frozen(eq=False, repr=False)
class Route(Shape[Table]):
    """What one route demands, by member."""

    part: RuleSetPart
    members: Mapping[str, Member]
    noun: str = "a route (a mapping from what it demands to how much)"

    def read(self, value: object, path: Path, report: Report) -> Table | Refused:
        """See :class:`Shape`."""
        if not isinstance(value, Mapping):
            return wrong_type(value, self.noun, path, report)
        out: dict[str, Any] = {}
        sound = True
        for key, item in value.items():
            here = (*path, key_text(key))
            member = self.members.get(key) if isinstance(key, str) else None
            if member is None:
                message = f"a route demands nothing called {show(key_text(key))}"
                report.add("unknown-key", here, message, nearest(key, self.members), at_key=True)
                sound = False
                continue
            read = self._shape(member).read(item, here, report)
            sound = sound and not isinstance(read, Refused)
            out[key] = read
        return Table(out) if sound else REFUSED

    def _shape(self, member: Member) -> Shape[Any]:
        if member is Member.LEVEL:
            return KnownLevel(self.part)
        return SHAPES[ParameterType.MONTHS] if member is Member.MONTHS else Demanded()

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        properties = {name: self._shape(member).schema() for name, member in self.members.items()}
        return {"type": "object", "properties": properties, "additionalProperties": False}


@attrs.frozen(eq=False, repr=False)
class Demanded(Shape[bool]):
    """``true``: what is not demanded is left out."""

    noun: str = "`true` (what is not demanded is left out)"

    def read(self, value: object, path: Path, report: Report) -> bool | Refused:
        """See :class:`Shape`."""
        return True if value is True else wrong_type(value, self.noun, path, report)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"const": True}


@attrs.frozen(eq=False, repr=False)
class Keyed(Shape[Table]):
    """A mapping from levels, positions, things of a list or any words to values. Null withdraws an entry."""

    inner: Shape[Any]
    key: str
    known: tuple[str, ...] | None
    ruleset: str
    noun: str

    def read(self, value: object, path: Path, report: Report) -> Table | Refused:
        """See :class:`Shape`."""
        if not isinstance(value, Mapping):
            return wrong_type(value, self.noun, path, report)
        out: dict[str, Any] = {}
        sound = True
        for key, item in value.items():
            here = (*path, key_text(key))
            word = self._word(key, here, report)
            if word is not None and word in out:
                report.add("duplicate-key", here, f"{show(word)} is given twice", at_key=True)
                word = None
            read = None if item is None else self.inner.read(item, here, report)
            sound = sound and word is not None and not isinstance(read, Refused)
            if word is not None:
                out[word] = read
        return Table({word: read for word, read in out.items() if read is not None}) if sound else REFUSED

    def _word(self, key: object, path: Path, report: Report) -> str | None:
        word = str(key) if self.key == LEVEL and type(key) is int and 1 <= key <= 9 else key
        if self.known is None:
            read = WORD.read(key, path, report)
            return None if isinstance(read, Refused) else read
        if isinstance(word, str) and word in self.known:
            return word
        code, what = _UNKNOWN.get(self.key, ("unknown-item", f"one of `{self.key}`"))
        hint = f"one of {', '.join(self.known)}" if self.key == LEVEL else nearest(key, self.known)
        report.add(code, path, f"{show(key)} is not {what.format(self.ruleset)}", hint, at_key=True)
        return None

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        inner = {"anyOf": [self.inner.schema(), {"type": "null"}]}
        if self.known is None:
            return {"type": "object", "additionalProperties": inner}
        return {"type": "object", "properties": dict.fromkeys(self.known, inner), "additionalProperties": False}


_UNKNOWN = {LEVEL: ("unknown-level", "a level of `{}`"), POSITION: ("unknown-position", "a position of `{}`")}


@attrs.frozen
class Here:
    """Where an entry is looked up: the level and the position asked about, and the thing that ``each`` is at."""

    level: int | None = None
    position: str | None = None
    item: str | None = None

    def word(self, key: str) -> str | None:
        """What a key is here."""
        if key == LEVEL:
            return None if self.level is None else str(self.level)
        return self.position if key == POSITION else self.item

    def words(self, declared: ParameterPart) -> tuple[str, ...]:
        """What the keys of a parameter are here, as far as they are known."""
        known = takewhile(lambda word: word is not None, (self.word(key) for key in declared.by))
        return tuple(str(word) for word in known)


def entry_under(value: Any, keys: Sequence[str | None]) -> Any:
    """What a mapping holds under keys; ``None``: nothing."""
    for key in keys:
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def entry_of(declared: ParameterPart, value: Any, here: Here, leave: int = 0) -> Any:
    """The entry of a parameter's value that counts here, its last keys left aside; ``None``: there is none."""
    return entry_under(value, [here.word(key) for key in declared.by[: len(declared.by) - leave]])


def split_address(part: RuleSetPart, address: str) -> tuple[str, tuple[str, ...]] | None:
    """The parameter and the keys that a dotted name means; ``None``: no parameter with keys is called so."""
    for name, declared in part.parameters.items():
        if declared.by and address.startswith(f"{name}."):
            words = tuple(address[len(name) + 1 :].split(".", len(declared.by) - 1))
            known = [keys_of(part, key) for key in declared.by]
            if all(_is_sound(word) if listed is None else word in listed for word, listed in zip(words, known)):
                return name, words
    return None


def _is_sound(word: str) -> bool:
    return not isinstance(WORD.read(word, (), Report()), Refused)


def dotted_names(part: RuleSetPart, name: str) -> Iterator[str]:
    """The dotted names of the entries of a parameter by its first key, as far as they are known."""
    declared = part.parameters[name]
    for word in (keys_of(part, declared.by[0]) or ()) if declared.by else ():
        yield f"{name}.{word}"


def with_entry(table: Any, words: tuple[str, ...], value: Any) -> Table:
    """A table with an entry set, or withdrawn (``None``); tables on the way to one that is set are made."""
    entries = dict(table or {})
    first, rest = words[0], words[1:]
    if value is None and first not in entries:
        return Table(entries)  # a table made for nothing would say that nothing is required
    if rest:
        value = with_entry(entries.get(first), rest, value)
    entries[first] = value
    return Table({word: item for word, item in entries.items() if item is not None})
