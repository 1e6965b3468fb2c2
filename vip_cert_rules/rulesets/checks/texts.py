"""Placeholders in texts, clauses and names are known and have something to stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from vip_cert_rules.faults import Path, nearest
from vip_cert_rules.rulesets.checks.parts import RuleFile, leaves, walk
from vip_cert_rules.rulesets.syntax import (
    AssumptionPart,
    Citation,
    ConditionPart,
    DocumentPart,
    ItemPart,
    LevelPart,
    ListPart,
    MeasurePart,
    ParameterPart,
    PositionPart,
    QuestionPart,
    RecordsPart,
    TransitionPart,
    WaiverPart,
)
from vip_cert_rules.shapes import Report
from vip_cert_rules.text import Text

PLACEHOLDER = re.compile(r"\{[^{}\s]*\}")
_LEVELS = ("{level}", "{letter}")
_ASKED = (*_LEVELS, "{position}")
_IN_GROUPS = (*_ASKED, "{item}")
_OF_CONDITIONS = (*_IN_GROUPS, "{required_level}", "{required}", "{units}")


def check_texts(file: RuleFile, report: Report) -> None:
    """No placeholder is left standing when a text is filled in."""
    _check(file, file.part.title, ("title",), (), report)
    for part in file.everything:
        if isinstance(part, ConditionPart):
            for label, path in leaves(part.label, (*part.path, "label")):
                _check_condition(file, part, label, path, report)
        elif isinstance(part, Citation):
            if part.clause is not None:
                for clause, path in leaves(part.clause, (*part.path, "clause")):
                    _check(file, clause, path, _IN_GROUPS, report)
        elif isinstance(part, ItemPart):
            if part.kind in ("route", "any", "all") and part.name is not None:
                key = "route" if part.kind == "route" else "name"
                _check(file, part.name, (*part.path, key), ("{letter}", "{item}"), report)
            if part.label is not None:
                _check(file, part.label, (*part.path, "label"), _IN_GROUPS, report)
        else:
            for within, text, allowed in _texts_of(part):
                _check(file, text, (*part.path, *within), allowed, report)
    _check_names(file, report)


def _texts_of(part: object) -> Iterator[tuple[Path, Text, tuple[str, ...]]]:
    """The texts of a part: their place in it, and the placeholders that are filled in there."""
    if isinstance(part, QuestionPart):
        yield ("label",), part.label, _ASKED
        yield ("yes",), part.yes, _ASKED
        yield ("no",), part.no, _ASKED
        if part.unknown is not None:
            yield ("unknown",), part.unknown, _ASKED
    elif isinstance(part, (WaiverPart, TransitionPart)):
        yield ("label",), part.label, _ASKED
    elif isinstance(part, (LevelPart, ParameterPart, PositionPart)):
        yield ("label",), part.label, ()
        if isinstance(part, ParameterPart) and part.supplied_by is not None:
            yield ("supplied_by",), part.supplied_by, ()
    elif isinstance(part, DocumentPart):
        yield ("title",), part.title, ()
        if part.short is not None:
            yield ("short",), part.short, ()
    elif isinstance(part, ListPart):
        for name, text in (part.items or {}).items():
            yield (name,), text, ()
    elif isinstance(part, AssumptionPart):
        yield ("text",), part.text, ()
        for word, text in part.readings.items():
            yield ("readings", word), text, ()


def _in_languages(text: Text | str, path: Path) -> Iterator[tuple[str, Path]]:
    if isinstance(text, Text):
        yield text.zh, (*path, "zh")
        yield text.en, (*path, "en")
    else:
        yield text, path


def _check(file: RuleFile, text: Text | str, path: Path, allowed: tuple[str, ...], report: Report) -> None:
    for each, here in _in_languages(text, path):
        if "{" in each:
            for found in PLACEHOLDER.findall(each):
                _check_placeholder(file, found, here, allowed, report)


def _check_placeholder(
    file: RuleFile, found: str, path: Path, allowed: tuple[str, ...], report: Report, *, at_key: bool = False
) -> None:
    if found not in allowed:
        hint = nearest(found, allowed) or "nothing is filled in here"
        report.add("unknown-placeholder", path, f"unknown placeholder `{found}`", hint, at_key=at_key)
    elif found in _LEVELS and not file.part.levels:
        message = f"`{found}` stands for nothing: the rule set declares no levels"
        report.add("placeholder-without-value", path, message)
    elif found == "{position}" and not file.part.positions:
        message = f"`{found}` stands for nothing: the rule set declares no positions"
        report.add("placeholder-without-value", path, message)


def _check_condition(file: RuleFile, part: ConditionPart, label: Text, path: Path, report: Report) -> None:
    _check(file, label, path, _OF_CONDITIONS, report)
    for text, here in _in_languages(label, path):
        if "{required}" in text and part.at_least is None:
            message = "`{required}` stands for nothing: the condition has no `at_least`"
            report.add("placeholder-without-value", here, message)
        if "{units}" in text and not _tests_units(file, part):
            message = "`{units}` stands for nothing: the condition tests no `unit`"
            report.add("placeholder-without-value", here, message)
        if "{required_level}" in text and not file.part.levels and part.level == "this":
            message = "`{required_level}` stands for nothing: the rule set declares no levels"
            report.add("placeholder-without-value", here, message)


def _tests_units(file: RuleFile, part: ConditionPart) -> bool:
    """Whether a condition asks of its records in which kinds of unit they are."""
    for one in walk(part.measure):
        if isinstance(one, MeasurePart) and one.records is not None:
            named = isinstance(one.records, str)
            records = file.part.records.get(str(one.records)) if named else one.records
            if isinstance(records, RecordsPart) and any("unit" in each.where for each in file.chain(records)):
                return True
    return False


def _check_names(file: RuleFile, report: Report) -> None:
    part = file.part
    _check_name(file, part.ruleset, ("ruleset",), (), report)
    sections: Mapping[str, Mapping[str, object]] = {
        "documents": part.documents,
        "assumptions": part.assumptions,
        "lists": part.lists,
        "parameters": part.parameters,
        "positions": part.positions,
        "records": part.records,
        "conditions": part.conditions,
        "waivers": part.waivers,
        "questions": part.questions,
    }
    for section, names in sections.items():
        for name in names:
            _check_name(file, name, (section, name), ("{level}",) if section == "parameters" else (), report)
    for listed in part.lists.values():
        for item in listed.items or ():
            _check_name(file, item, (*listed.path, item), (), report)
    for assumption in part.assumptions.values():
        for word in assumption.readings:
            _check_name(file, word, (*assumption.path, "readings", word), (), report)


def _check_name(file: RuleFile, name: str, path: Path, allowed: tuple[str, ...], report: Report) -> None:
    if "{" not in name and "}" not in name:
        return
    for found in PLACEHOLDER.findall(name) or ["{"]:
        _check_placeholder(file, found, path, allowed, report, at_key=True)
