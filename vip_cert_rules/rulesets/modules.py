"""Lists that are the modules of a syllabus: what they stand for, from the syllabus's own file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from vip_cert_rules.faults import RuleSetError, nearest, show
from vip_cert_rules.rulesets.syntax import ListPart, RuleSetPart
from vip_cert_rules.shapes import Report
from vip_cert_rules.syllabus.bundled import bundled_syllabus, bundled_syllabuses
from vip_cert_rules.syllabus.load import load_syllabus
from vip_cert_rules.syllabus.model import Module, Syllabus
from vip_cert_rules.text import Text

FOLDER = "syllabus"
"""Syllabuses of an organisation's own stand in this folder beside its rule file, each in a file of its name."""


def with_modules(part: RuleSetPart, beside: Path | None, report: Report) -> RuleSetPart:
    """The rule set with every list of modules filled in. Reports syllabuses that there are not, or that are at fault.

    ``beside`` is the folder of the rule file; ``None``: it was no file, and only bundled syllabuses can be meant.
    """
    lists: dict[str, ListPart] = {}
    for name, one in part.lists.items():
        found = None if one.syllabus is None else _find(one.syllabus, one, beside, report)
        items = one.items if found is None else {module.id: _numbered(module) for module in found.modules}
        lists[name] = attrs.evolve(one, items=items)
    return attrs.evolve(part, lists=lists)


def _numbered(module: Module) -> Text:
    """A module as people ask for it: its number as printed, and its title."""
    return Text(f"{module.id} {module.title.zh}", f"{module.id} {module.title.en}")


def content_with_modules(content: Mapping[str, Any], part: RuleSetPart) -> dict[str, Any]:
    """The content of a rule set with the modules it goes through: its digest covers them."""
    lists = dict(content.get("lists") or {})
    for name, one in part.lists.items():
        if one.syllabus is not None:
            modules = {id: title.to_dict() for id, title in (one.items or {}).items()}
            lists[name] = {"syllabus": one.syllabus, "modules": modules}
    return {**content, "lists": lists} if lists else dict(content)


def _find(name: str, part: ListPart, beside: Path | None, report: Report) -> Syllabus | None:
    own = None if beside is None else beside / FOLDER / f"{name}.yaml"
    try:
        if own is not None and own.is_file():
            return load_syllabus(own)
        if name in bundled_syllabuses():
            return bundled_syllabus(name)
    except RuleSetError as error:
        report.faults += error.faults
        return None
    message = f"there is no syllabus {show(name)}"
    hint = nearest(name, bundled_syllabuses()) or "no syllabus is bundled"
    where = f"; or put it into the folder `{FOLDER}` beside the rule file"
    report.add("unknown-syllabus", (*part.path, "syllabus"), message, hint + where)
    return None
