"""The nodes of every question at every level, under all readings at once: no plan need be compiled to find its faults.

Where a choice by an assumption leaves several possibilities, each is followed with a guard, the readings under which
it is there. Two nodes may have the same id only where no readings let both be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import attrs

from vip_cert_rules.faults import Path, nearest, render_path
from vip_cert_rules.rulesets.checks.choices import QUESTION, Guard, at_level, both, in_words, walk_at
from vip_cert_rules.rulesets.checks.levels import AtLevels
from vip_cert_rules.rulesets.checks.parts import DEEPEST, RuleFile
from vip_cert_rules.rulesets.checks.things import ITEM, NOTHING, ROUTES_OF, spoken_of, thing_of
from vip_cert_rules.rulesets.levels import at_or_above
from vip_cert_rules.rulesets.parameters import items_of
from vip_cert_rules.rulesets.syntax import (
    ConditionPart,
    Given,
    ItemPart,
    LevelRef,
    QuestionPart,
    TestPart,
    TransitionPart,
)
from vip_cert_rules.shapes import Report

MOST_NODES = 4096
"""A question that embeds others many times over would take more nodes than anybody reads."""

_MOST_GUARDS = 256
_NUMBERED = re.compile(r"(?:any|all)-(?:beside-.+-)?[0-9]+")


def check_nodes(file: RuleFile, report: Report) -> None:
    """Every question, at every level it is asked for, has nodes with ids of their own and groups with something in."""
    _check_names(file, report)
    checks = AtLevels(file, report)
    for name, question in file.part.questions.items():
        levels: tuple[int | None, ...] = file.levels or (None,)
        if question.levels and file.levels:
            levels = tuple(level for level in question.levels if level in file.levels)
        for level in levels:
            _Walk(file, checks, name, level).question()
            for transition in file.part.transition:
                if transition.questions is None or name in transition.questions:
                    _Walk(file, checks, name, level).transition(transition)


def _check_names(file: RuleFile, report: Report) -> None:
    """Groups without a name are called any-1, all-2 and so on; nothing else may be."""
    named: list[tuple[str, Path]] = [
        (name, part.path)
        for section in (file.part.conditions, file.part.waivers, file.part.questions)
        for name, part in section.items()
    ]
    for part in file.everything:
        if isinstance(part, ItemPart) and part.name is not None and part.kind in ("route", "any", "all"):
            named.append((part.name, (*part.path, "route" if part.kind == "route" else "name")))
    for name, path in named:
        if any(_NUMBERED.fullmatch(word) for word in name.split(".")):
            message = f"`{name}` looks like a group without a name"
            report.add("reserved-name", path, message, "choose a name without `any-` or `all-` and a number")


@attrs.frozen
class _Spot:
    """Where the walk is: the nearest named node, the level asked for, when it is there, and what it is within.

    ``thing`` is what ``each`` goes through there.
    """

    above: str
    level: int | None
    guard: Guard
    within: tuple[tuple[str, str, int | None], ...]
    depth: int
    thing: str | None = None


@attrs.define
class _Walk:
    file: RuleFile
    checks: AtLevels
    name: str
    level: int | None
    ids: dict[str, list[tuple[Guard, Path]]] = attrs.field(factory=dict)
    count: int = 0

    def question(self) -> None:
        part = self.file.part.questions[self.name]
        root = self.name if self.level is None else f"{self.name}.{self.level}"
        self.checks.visit(part, part.path, self.level)
        guard = {QUESTION: frozenset((self.name,))}
        spot = _Spot(root, self.level, guard, (("question", self.name, self.level),), 1)
        self.node(root, part.path, guard)
        self.group(part.items, part.path, spot)

    def transition(self, part: TransitionPart) -> None:
        """Who may still finish this question under an older version; these nodes have ids of their own."""
        root = f"{self.name}@{part.from_version}"
        self.checks.visit(part, part.path, self.level)
        guard = {QUESTION: frozenset((self.name,))}
        within = (("transition", part.from_version, self.level),)
        self.group(part.items, part.path, _Spot(root, self.level, guard, within, 1))

    # --- nodes ---------------------------------------------------------------------------------------------------

    def node(self, id: str, path: Path, guard: Guard) -> None:
        """Notes a node; another may have its id only under other readings."""
        self.count += 1
        others = self.ids.setdefault(id, [])
        for other, first in others:
            together = both(guard, other)
            if together is not None:
                message = f"two nodes of question `{self.name}` have the id `{id}`{in_words(together)}"
                hint = f"the other is `{render_path(first)}`; put one of them in a group with a `name`"
                self.checks.add("duplicate-id", path, message, hint, once=path)
                return
        others.append((guard, path))

    def group(self, items: tuple[Any, ...], path: Path, spot: _Spot) -> None:
        """The nodes of some items, of which under all readings there must be one."""
        if spot.depth > DEEPEST:
            message = f"more than {DEEPEST} nodes within one another"
            self.checks.add("too-deep", path, message)
            return
        absent: list[list[Guard]] = []
        for item in items:
            gone: list[Guard] = []
            for parts, guard in at_level(self.file, item, spot.level, spot.guard, self.checks.missing(spot.level)):
                listed = parts if isinstance(parts, tuple) else () if parts is None else (parts,)
                if not listed:
                    gone.append(guard)
                for part in listed:
                    if self.count > MOST_NODES:
                        message = f"question `{self.name}` has more than {MOST_NODES} nodes"
                        self.checks.add("too-many-nodes", self.file.part.questions[self.name].path, message)
                        return
                    self.item(part, attrs.evolve(spot, guard=guard))
            absent.append(gone)
        if spot.thing is not None and spot.thing.startswith(ROUTES_OF):
            return  # a route may demand nothing
        empty = _all_absent(absent, spot.guard)
        if empty is not None:
            where = "" if spot.level is None else f" at level {spot.level}"
            message = f"nothing is left within it{where}{in_words(empty)}"
            self.checks.add("empty-group", path, message, "leave it out there itself, or put something in", once=path)

    def item(self, part: ItemPart, spot: _Spot, name: str | None = None) -> None:
        if part.each is not None and name is None:
            for each in self.names(part.each):
                self.item(part, attrs.evolve(spot, thing=thing_of(self.file, part.each)), each)
        elif part.kind == "condition":
            self.condition(part, spot, name)
        elif part.kind == "question":
            self.embedded(part, spot)
        elif part.kind == "waiver":
            self.waiver(str(part.name), part.path, spot)
        else:
            self.checks.visit(part, part.path, spot.level)
            self.spoken_of(part, part, spot)
            above = spot.above
            if part.name is not None:
                here = self.file.part.levels.get(str(spot.level))
                letter = (here.letter if here else None) or ""
                above = f"{above}.{part.name.replace('{letter}', letter).replace(ITEM, name or ITEM)}"
                self.node(above, part.path, spot.guard)
            else:
                self.count += 1
            self.group(part.items, part.path, attrs.evolve(spot, above=above, depth=spot.depth + 1))

    def names(self, each: str | Given) -> Iterable[str]:
        """What tells the nodes of one item apart; the entries of a parameter are not known."""
        return (ITEM,) if isinstance(each, Given) else items_of(self.file.part.lists.get(each))

    def spoken_of(self, part: Any, item: ItemPart, spot: _Spot) -> None:
        """Reports what speaks of a thing where there is none, or another one. ``item`` names the part."""
        if spot.thing == NOTHING:
            return  # that is reported as such
        for words, thing, place in spoken_of(self.file, part, spot.level, self.checks.missing(spot.level)):
            if spot.thing is None or (thing is not None and thing != spot.thing):
                wanted = "`each`" if thing is None else f"`each` over {thing}"
                message = f"{words} means something only within {wanted}"
                where = "here" if item is part else f"at `{render_path(item.path)}`"
                found = "there is no `each`" if spot.thing is None else f"`each` goes over {spot.thing}"
                hint = f"{where} {found}"
                if spot.thing is None and item.kind == "condition":
                    hint += f"; go through the things: `{{condition: {item.name}, each: LIST}}`"
                self.checks.add("outside-each", place, message, hint, once=place)

    def condition(self, item: ItemPart, spot: _Spot, name: str | None) -> None:
        part = self.file.part.conditions.get(str(item.name))
        if part is None:
            return
        self.checks.visit(item, item.path, spot.level)
        self.checks.visit(part, part.path, spot.level)
        self.spoken_of(part, item, spot)
        id = f"{spot.above}.{item.name}" if name is None else f"{spot.above}.{item.name}.{name}"
        self.node(id, item.path, spot.guard)
        missing = self.checks.missing(spot.level)
        owner, path = (item, item.path) if item.level is not None else (part, part.path)
        for ref, _guard in at_level(self.file, owner.level, spot.level, spot.guard, missing):
            for number in self.checks.numbers(ref, spot.level, (*path, "level")):
                if number is None and not isinstance(ref, Given):
                    self.no_level(part)
        for names, guard in at_level(self.file, item.waived_by, spot.level, spot.guard, missing):
            for name in names or ():
                inner = attrs.evolve(spot, above=id, guard=guard, depth=spot.depth + 1)
                self.waiver(name, (*item.path, "waived_by"), inner)  # pyright: ignore[reportArgumentType]

    def no_level(self, part: ConditionPart) -> None:
        """Reports tests of the required level in a condition that has none."""
        key = ("required", part.path)
        if key in self.checks.said:
            return
        self.checks.said.add(key)
        for each in walk_at(self.file, part, None, self.checks.missing(None)):
            if isinstance(each, TestPart) and each.kind in ("exactly", "at_or_above") and each.value == "required":
                message = "`required` is a level, but the rule set declares no levels"
                self.checks.add("no-levels-declared", (*each.path, each.kind), message)

    def waiver(self, name: str, path: Path, spot: _Spot) -> None:
        part = self.file.part.waivers.get(name)
        if part is None or self.is_cycle(("waiver", name, spot.level), path, spot):
            return
        self.checks.visit(part, part.path, spot.level)
        id = f"{spot.above}.{name}"
        self.node(id, path, spot.guard)
        within = (*spot.within, ("waiver", name, spot.level))
        self.group(part.items, part.path, attrs.evolve(spot, above=id, within=within, depth=spot.depth + 1))

    def embedded(self, item: ItemPart, spot: _Spot) -> None:
        name = str(item.name)
        part = self.file.part.questions.get(name)
        if part is None:
            return
        missing = self.checks.missing(spot.level)
        self.checks.visit((item.level,), (*item.path, "level"), spot.level)
        for ref, guard in at_level(self.file, item.level or "this", spot.level, spot.guard, missing):
            path = item.path if item.level is None else (*item.path, "level")
            for level in self.levels_asked(part, item, ref, spot.level, path):
                if level is None and isinstance(ref, Given):
                    message = f"`{ref.parameter}` may have no value, but a level to ask for is needed here"
                    self.checks.add("level-not-known", ref.path, message, "give it a value, and leave `nullable` out")
                    continue
                asked = part.levels or self.file.levels
                if level is not None and level not in asked:
                    message = f"question `{name}` is not asked for level {level}"
                    hint = nearest(level, map(str, asked)) or "none is declared"
                    at = ref.path if isinstance(ref, Given) else path
                    self.checks.add("undeclared-level", at, message, hint)
                    continue
                if self.is_cycle(("question", name, level), item.path, spot):
                    continue
                self.checks.visit(part, part.path, level)
                # a label given here speaks of the embedded question's level
                self.checks.visit((item.label, item.source), item.path, level)
                id = f"{spot.above}.{name}" if level is None else f"{spot.above}.{name}.{level}"
                self.node(id, item.path, guard)
                within = (*spot.within, ("question", name, level))
                self.group(part.items, part.path, _Spot(id, level, guard, within, spot.depth + 1))

    def levels_asked(
        self, part: QuestionPart, item: ItemPart, ref: LevelRef, level: int | None, path: Path
    ) -> Iterable[int | None]:
        """The levels for which a question within another is asked."""
        if ref != "at_or_above":
            return dict.fromkeys(self.checks.numbers(ref, level, path))
        levels = at_or_above(self.file.part, part, level)
        if level is None:
            message = "`at_or_above` is about levels, but the rule set declares no levels"
            self.checks.add("no-levels-declared", path, message)
        elif not levels:
            message = f"question `{item.name}` is not asked for level {level} or any above it"
            self.checks.add("undeclared-level", path, message)
        return levels

    def is_cycle(self, here: tuple[str, str, int | None], path: Path, spot: _Spot) -> bool:
        """Whether something would stand within itself; that is reported."""
        if here not in spot.within:
            return False
        circle = spot.within[spot.within.index(here) :]
        shown = " → ".join(f"`{name}`" for _, name, _ in (*circle, here))
        message = f"{here[0]} `{here[1]}` stands within itself: {shown}"
        self.checks.add("cycle", path, message, once=frozenset((kind, name) for kind, name, _ in circle))
        return True


def _all_absent(absent: list[list[Guard]], guard: Guard) -> Guard | None:
    """Readings under which none of several items is there; ``None``: one always is."""
    together = [guard]
    for options in absent:
        meets = (both(each, option) for each in together for option in options)
        together = [guard for guard in meets if guard is not None][:_MOST_GUARDS]
    return together[0] if together else None
