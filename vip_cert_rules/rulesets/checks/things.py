"""What is gone through by `each`: that it can be, and that whatever speaks of a thing stands where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vip_cert_rules.faults import Path, nearest
from vip_cert_rules.rulesets.checks import fitting as f
from vip_cert_rules.rulesets.checks.choices import Missing, walk_at
from vip_cert_rules.rulesets.checks.parts import RuleFile
from vip_cert_rules.rulesets.parameters import COMPONENT, LEVEL, POSITION
from vip_cert_rules.rulesets.syntax import Given, ItemPart, ParameterType, TestPart
from vip_cert_rules.shapes import Report
from vip_cert_rules.text import Text

ITEM = "{item}"
ROUTES_OF = "the routes of "
NOTHING = ""
"""What `each` goes through where it is at fault."""


def check_things(file: RuleFile, report: Report) -> None:
    """`each` goes through lists, entries or routes; members are declared; marks of components are by component."""
    for part in file.everything:
        if isinstance(part, Given) and part.member is not None:
            _check_member(file, part, part.member, report)
        elif isinstance(part, ItemPart) and isinstance(part.each, Given):
            _check_each(file, part.each, report)
        elif isinstance(part, TestPart) and part.kind == "passes":
            f.check_parameter(file, part.value, ParameterType.MARK, report)
            _check_marks(file, part.value, report)
        if isinstance(part, ItemPart) and part.each is not None and part.name is not None:
            _check_name(part, part.name, report)


def _check_member(file: RuleFile, given: Given, member: str, report: Report) -> None:
    declared = file.part.parameters.get(given.parameter)
    if declared is not None and member not in declared.members:
        here = (*given.path[:-1], "member")
        message = f"a route of `{given.parameter}` has no member `{member}`"
        report.add("undeclared-member", here, message, nearest(member, declared.members) or "none is declared")


def _check_each(file: RuleFile, given: Given, report: Report) -> None:
    declared = file.part.parameters.get(given.parameter)
    if declared is None or declared.type is ParameterType.ROUTES:
        return
    if not declared.by or declared.by[-1] in (LEVEL, POSITION):
        why = f"its last key is `{declared.by[-1]}`, which the call gives" if declared.by else "it has no keys (`by`)"
        message = f"`{given.parameter}` has no entries to go through: {why}"
        hint = "`each` takes a parameter of type `routes`, or one whose last key is `component` or a list"
        report.add("nothing-to-go-through", given.path, message, hint)


def _check_marks(file: RuleFile, given: Given, report: Report) -> None:
    declared = file.part.parameters.get(given.parameter)
    if declared is not None and declared.type is ParameterType.MARK and declared.by[-1:] != (COMPONENT,):
        message = f"`passes` looks up a mark by component, which `{given.parameter}` does not give"
        report.add("unsuitable-parameter", given.path, message, "say `by: component` where it is declared")


def _check_name(part: ItemPart, name: str, report: Report) -> None:
    if part.kind in ("route", "any", "all") and ITEM not in name:
        key = "route" if part.kind == "route" else "name"
        message = f"`{name}` would be the name of several nodes"
        report.add("duplicate-id", (*part.path, key), message, f"put `{ITEM}` into it")


def thing_of(file: RuleFile, each: str | Given) -> str:
    """What `each` goes through, as parts within speak of it: a list, components, or the routes of a parameter."""
    if not isinstance(each, Given):
        return f"`{each}`"
    declared = file.part.parameters.get(each.parameter)
    if declared is None or declared.type is ParameterType.ROUTES:
        return f"{ROUTES_OF}`{each.parameter}`"
    if not declared.by or declared.by[-1] in (LEVEL, POSITION):
        return NOTHING
    return f"`{declared.by[-1]}`"


def spoken_of(file: RuleFile, part: Any, level: int | None, missing: Missing) -> Iterator[tuple[str, str | None, Path]]:
    """Where a part speaks of a thing: the words, what the thing must be (``None``: any) and the place."""
    marks: list[Given] = []
    for each in walk_at(file, part, level, missing):
        if isinstance(each, TestPart):
            if each.kind == "passes":
                marks.append(each.value)
            elif (each.kind == "asked" and each.value == "item") or (each.kind == "lists" and each.value is None):
                yield "`{asked: item}`", None, (*each.path, each.kind)
        elif isinstance(each, Given):
            if each.member is not None:
                yield f"member `{each.member}`", f"{ROUTES_OF}`{each.parameter}`", each.path
            elif not any(each is one for one in marks):
                yield from _keys_of(file, each)
        elif isinstance(each, Text) and (ITEM in each.zh or ITEM in each.en):
            yield f"`{ITEM}`", None, (*getattr(part, "path", ()), "label")


def _keys_of(file: RuleFile, given: Given) -> Iterator[tuple[str, str | None, Path]]:
    declared = file.part.parameters.get(given.parameter)
    for key in () if declared is None else declared.by:
        if key not in (LEVEL, POSITION):
            yield f"an entry of `{given.parameter}`", None if key == COMPONENT else f"`{key}`", given.path
