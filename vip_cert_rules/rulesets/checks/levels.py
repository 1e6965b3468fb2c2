"""Levels: how they are listed, and that whatever is asked for a level has there what it needs."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import attrs

from vip_cert_rules.faults import Path, render_path
from vip_cert_rules.rulesets.checks.choices import Missing, walk_at
from vip_cert_rules.rulesets.checks.fitting import check_parameter
from vip_cert_rules.rulesets.checks.parts import RuleFile, leaves
from vip_cert_rules.rulesets.language.forms import OpenChoice
from vip_cert_rules.rulesets.syntax import (
    ConditionPart,
    Dated,
    Given,
    ItemPart,
    LevelRef,
    MeasurePart,
    ParameterType,
    QuestionPart,
    Sometimes,
    TestPart,
)
from vip_cert_rules.shapes import Report
from vip_cert_rules.text import Text


def check_levels(file: RuleFile, report: Report) -> None:
    """Levels are listed lowest first and once; parameters that say levels hold levels; choices say ``otherwise``."""
    numbers = file.levels
    for before, after in pairwise(numbers):
        if after > before:
            message = f"level {after} is lower than level {before}, which stands before it"
            hint = "list the lowest level, the one with the highest number, first"
            report.add("levels-out-of-order", ("levels", str(after)), message, hint, at_key=True)
    for part in file.everything:
        if isinstance(part, QuestionPart):
            for i, level in enumerate(part.levels or ()):
                if level in (part.levels or ())[:i]:
                    report.add("duplicate-level", (*part.path, "levels", i), f"level {level} is listed twice")
        elif isinstance(part, (ConditionPart, ItemPart)):
            said: Sometimes[Any] = part.level
            for ref, _path in leaves(said, part.path):
                if isinstance(ref, Given):
                    check_parameter(file, ref, ParameterType.LEVEL, report)
        elif isinstance(part, OpenChoice) and part.subject != "level":
            message = f"a choice by `{part.subject}` needs `otherwise`, for whatever has no case"
            report.add("choice-without-otherwise", part.path, message, "add `otherwise: …`")


@attrs.define
class AtLevels:
    """Checks parts at the levels at which they are reached, each once, and reports each fault once."""

    file: RuleFile
    report: Report
    seen: set[tuple[Path, int | None]] = attrs.field(factory=set)
    said: set[tuple[object, ...]] = attrs.field(factory=set)

    def add(self, code: str, path: Path, message: str, help: str | None = None, *, once: object = None) -> None:
        """Reports a fault unless it has been: the same message at the same place, or another of the same ``once``."""
        key = (code, path, message) if once is None else (code, once)
        if key not in self.said:
            self.said.add(key)
            self.report.add(code, path, message, help)

    def missing(self, level: int | None) -> Missing:
        """Reports a choice by level without a case for this one."""

        def report(choice: OpenChoice[Any]) -> None:
            if level is not None:
                listed = ", ".join(choice.cases)
                message = f"the choice has no case for level {level}, at which it is needed, and no `otherwise`"
                self.add("level-without-case", choice.path, message, f"there are cases for {listed}")
            else:
                message = "a choice by level in a rule set without levels"
                self.add("no-levels-declared", choice.path, message, "declare `levels`, or do not choose")

        return report

    def visit(self, part: Any, path: Path, level: int | None) -> None:
        """Checks a part, without the items within it, at a level at which it is reached."""
        if (path, level) in self.seen:
            return
        self.seen.add((path, level))
        for each in walk_at(self.file, part, level, self.missing(level)):
            if isinstance(each, Given):
                self._given(each, level)
            elif isinstance(each, TestPart):
                if each.kind in ("exactly", "at_or_above"):
                    self._tested_level(each, level)
                elif each.kind == "asked" and each.value == "position" and not self.file.part.positions:
                    message = "a test of the position asked about, but the rule set declares no positions"
                    self.add("no-positions-declared", (*each.path, "asked"), message)
            elif isinstance(each, MeasurePart):
                if each.kind == "listed" and level is None:
                    message = "`listed` looks for the level asked for, but the rule set declares no levels"
                    self.add("no-levels-declared", (*each.path, "listed"), message)
            elif isinstance(each, Text):
                self._letter(each, path, level)

    def _given(self, given: Given, level: int | None) -> None:
        part = self.file.part.parameters.get(given.parameter)
        if part is None or part.values is None or part.by_level or str(level) in part.values:
            return
        if level is None:
            message = f"`{given.parameter}` has values for levels, but the rule set declares no levels"
            self.add("no-levels-declared", given.path, message, "give it one `value`")
        else:
            message = f"`{given.parameter}` has no value for level {level}, at which `{_owner(given.path)}` needs it"
            hint = f"`{render_path(part.path)}` has values for levels {', '.join(part.values)}"
            self.add("level-without-value", given.path, message, hint)

    def _tested_level(self, test: TestPart, level: int | None) -> None:
        path = (*test.path, test.kind)
        if test.value in ("this", "below"):
            self.numbers(test.value, level, path, may_be_none=False)

    def _letter(self, text: Text, path: Path, level: int | None) -> None:
        if "{letter}" in text.zh or "{letter}" in text.en:
            here = self.file.part.levels.get(str(level))
            if here is not None and here.letter is None:
                message = f"`{{letter}}` stands for nothing at level {level}, which has no `letter`"
                self.add("placeholder-without-value", path, message, f"add `letter` to `levels.{level}`")

    def numbers(self, ref: LevelRef, level: int | None, path: Path, *, may_be_none: bool = True) -> list[int | None]:
        """The levels that a reference to a level may mean, as far as they are known."""
        if isinstance(ref, Given):
            return self._values(ref, level)
        if isinstance(ref, int):
            return [ref]
        if ref == "required":
            message = "`required` is the level that is said here; it cannot be said by itself"
            self.add("level-of-itself", path, message, "say `this`, `below`, a number or a parameter")
            return []
        if level is None:
            if ref == "this" and may_be_none:
                return [None]
            message = f"`{ref}` is a level, but the rule set declares no levels"
            self.add("no-levels-declared", path, message)
            return []
        if ref == "this":
            return [level]
        if str(level + 1) in self.file.part.levels:
            return [level + 1]
        message = f"there is no level below level {level}, at which this is reached"
        self.add("no-level-below", path, message, "choose by `level` and leave it out there")
        return []

    def _values(self, given: Given, level: int | None) -> list[int | None]:
        """The values of a parameter that says a level here, ``None`` where it is not supplied."""
        part = self.file.part.parameters.get(given.parameter)
        if part is None or part.type is not ParameterType.LEVEL:
            return []
        if part.by:
            return [None]
        declared = part.value
        if part.values is not None:
            if str(level) not in part.values:
                if part.by_level:
                    return [None]
                return []
            declared = part.values[str(level)]
        values = [value for _, value in declared.values] if isinstance(declared, Dated) else [declared]
        if part.nullable or part.by_level:
            values.append(None)
        return [value for value in values if value is None or type(value) is int]


def _owner(path: Path) -> str:
    """What a part belongs to: a declaration, or an addition of an overlay."""
    return render_path(path[:2]) if isinstance(path[1], int) else path[1]
