"""Where in a question an alternative route is put: beside something it names, or among the routes that are there.

Choices are followed level by level and reading by reading. What a route stands beside may be in several places, as
long as no reading lets two of them be there at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from vip_cert_rules.faults import Path
from vip_cert_rules.rulesets.checks.choices import ANY_READING, Guard, both, held, narrowed, words_of
from vip_cert_rules.rulesets.checks.parts import RuleFile
from vip_cert_rules.rulesets.syntax import Choice, Item, ItemPart, RuleSetPart

Level = int | None


@attrs.frozen
class Place:
    """What is looked for: in which question, beside what, at which of the levels ``asked``."""

    part: RuleSetPart
    question: str
    beside: str | None
    levels: tuple[Level, ...]
    asked: tuple[Level, ...]
    path: Path


@attrs.frozen
class Placed:
    """The question's items with the route, and at each level the most places that are there at once."""

    items: tuple[Item, ...]
    found: Mapping[Level, int]


@attrs.frozen
class _Spot:
    levels: tuple[Level, ...]
    guard: Guard
    in_any: bool


def place_route(place: Place, items: tuple[Item, ...], route: ItemPart) -> Placed:
    """Puts a route in its place."""
    placing = _Placing(place, RuleFile(place.part), route)
    placed = placing.group(items, _Spot(place.asked, ANY_READING, in_any=False))
    return Placed(placed, {level: _at_once(guards) for level, guards in placing.found.items()})


def at_some_levels(there: Item, else_: Item, levels: tuple[Level, ...], asked: tuple[Level, ...], path: Path) -> Item:
    """Something at some levels, and something else at the others of those that are asked about."""
    if set(asked) <= set(levels):
        return there
    cases: dict[str, Any] = {str(level): there for level in levels}
    otherwise: Any = else_
    return Choice("level", cases, otherwise, path)


def names_within(place: Place, items: tuple[Item, ...], level: Level) -> Iterator[str]:
    """All that a route could stand beside at a level."""
    placing = _Placing(place, RuleFile(place.part), None)
    placing.group(items, _Spot((level,), ANY_READING, in_any=False))
    yield from placing.names


def _at_once(guards: list[Guard]) -> int:
    """1 where no two are there at once, else more."""
    clashes = any(both(one, other) is not None for i, one in enumerate(guards) for other in guards[:i])
    return len(guards) if clashes else min(1, len(guards))


@attrs.define
class _Placing:
    place: Place
    file: RuleFile
    route: ItemPart | None
    found: dict[Level, list[Guard]] = attrs.field(factory=dict)
    names: list[str] = attrs.field(factory=list)

    def group(self, items: tuple[Item, ...], spot: _Spot) -> tuple[Item, ...]:
        return tuple(self.item(item, spot) for item in items)

    def item(self, item: Item, spot: _Spot) -> Item:
        if isinstance(item, Choice):
            return self.choice(item, spot)
        out: list[ItemPart] = []
        beside: tuple[Level, ...] = ()
        plain = tuple(self.within(part, spot) for part in item)
        for part in plain:
            levels = self.matched(part, spot)
            if levels and self.route is not None:
                beside = levels
                out += (part, self.route) if spot.in_any else (self.wrapped(part, self.route),)
            else:
                out.append(part)
        return at_some_levels(tuple(out), plain, beside, spot.levels, self.place.path) if beside else plain

    def choice(self, choice: Choice[Any], spot: _Spot) -> Choice[Any]:
        cases = {case: self.case(choice, case, inner, spot) for case, inner in choice.cases.items()}
        otherwise = choice.otherwise
        if otherwise is not None:
            otherwise = self.case(choice, None, otherwise, spot)
        return attrs.evolve(choice, cases=cases, otherwise=otherwise)

    def case(self, choice: Choice[Any], case: str | None, item: Item, spot: _Spot) -> Item:
        """One case of a choice, ``None``: otherwise; as it is where it cannot come about."""
        if choice.subject == "level":
            chosen = tuple(lv for lv in spot.levels if (str(lv) == case if case else str(lv) not in choice.cases))
            return self.item(item, attrs.evolve(spot, levels=chosen)) if chosen else item
        words = frozenset((case,)) if case else words_of(self.file, choice) - set(choice.cases)
        guard = narrowed(spot.guard, held(choice), words)
        return item if guard is None else self.item(item, attrs.evolve(spot, guard=guard))

    def within(self, part: ItemPart, spot: _Spot) -> ItemPart:
        """A part with what is put within it."""
        if part.kind not in ("any", "all", "route"):
            return part
        items = self.group(part.items, attrs.evolve(spot, in_any=part.kind == "any"))
        if self.place.beside is None and part.kind == "any" and _holds_routes(part.items):
            levels = tuple(level for level in spot.levels if level in self.place.levels)
            self.note(levels, spot)
            if levels and self.route is not None:
                items += (at_some_levels((self.route,), (), levels, spot.levels, self.place.path),)
        return part if items == part.items else attrs.evolve(part, items=items)

    def matched(self, part: ItemPart, spot: _Spot) -> tuple[Level, ...]:
        """The levels at which a part is what the route stands beside."""
        if part.name is None:
            return ()
        self.names.append(part.name)
        if self.place.beside is None:
            return ()
        levels = tuple(
            level
            for level in spot.levels
            if level in self.place.levels and self.place.beside in (part.name, self.filled(part.name, level))
        )
        self.note(levels, spot)
        return levels

    def note(self, levels: tuple[Level, ...], spot: _Spot) -> None:
        for level in levels:
            self.found.setdefault(level, []).append(spot.guard)

    def filled(self, name: str, level: Level) -> str:
        """A name as it stands in ids."""
        here = self.place.part.levels.get(str(level))
        return name.replace("{letter}", (here.letter if here else None) or "")

    def wrapped(self, part: ItemPart, route: ItemPart) -> ItemPart:
        """An ``any`` of what had to be met and the route; it adds nothing to the ids within it."""
        return ItemPart(
            kind="any",
            name=None,
            items=((part,), (route,)),
            level=None,
            waived_by=(),
            label=None,
            source=(),
            assumes=(),
            path=(*part.path, "beside"),
            beside=part.name,
        )


def _holds_routes(items: tuple[Item, ...]) -> bool:
    """Whether a route stands directly in a group, whatever it is chosen by."""
    return any(part.kind == "route" for item in items for part in parts_of(item))


def parts_of(item: Item | None) -> Iterator[ItemPart]:
    """What an item may be, whatever it is chosen by."""
    if isinstance(item, Choice):
        for inner in (*item.cases.values(), item.otherwise):
            yield from parts_of(inner)
    else:
        yield from item or ()
