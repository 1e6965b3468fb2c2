"""Selections of records: where they come from, and tests that suit the fields they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vip_cert_rules.candidate.fields import FieldSpec, specs
from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.faults import Path, nearest, show
from vip_cert_rules.measures.measure import UNITS
from vip_cert_rules.rulesets.checks import fitting as f
from vip_cert_rules.rulesets.checks.parts import RuleFile, fields_of, leaves
from vip_cert_rules.rulesets.syntax import PERSON, Given, ParameterType, RecordsPart, TestPart
from vip_cert_rules.shapes import Report

_LEVEL_WORDS = ("this", "below", "required")


def check_records(file: RuleFile, report: Report) -> None:
    """Every selection has one origin, and tests that can be made of its fields."""
    for part in file.everything:
        if isinstance(part, RecordsPart):
            _check_form(file, part, report)
            source = file.list_of(part)
            if source is not None:
                _check_latest(part, source, report)
            for field, test, path in tests_of(part):
                _check_field(file, source, field, test, path, report)


def tests_of(part: RecordsPart) -> Iterator[tuple[str, TestPart | None, Path]]:
    """Every test that a selection may make: field, test (``None``: anything will do) and place."""
    for key, where in (("where", part.where), ("then", part.then)):
        for field, tests in where.items():
            for i, test in enumerate(tests):
                here = (*part.path, key, field) if len(tests) == 1 else (*part.path, key, field, i)
                for leaf, path in leaves(test, here):
                    yield field, leaf, path
    for i, row in enumerate(part.any_of):
        for field, leaf in row.items():
            yield field, leaf, (*part.path, "any_of", i, field)


def _check_form(file: RuleFile, part: RecordsPart, report: Report) -> None:
    if part.list is not None and part.these is not None:
        message = "records come `from` a list or narrow `these`, not both"
        report.add("from-and-these", (*part.path, "these"), message, "keep one of them", at_key=True)
    elif part.list is None and part.these is None:
        hint = "say `from: LIST` or `these: SELECTION`"
        report.add("records-without-origin", part.path, "records of which it is not said where they come from", hint)
    if part.then and not any(names for each in file.chain(part) for names, _ in leaves(each.latest, each.path)):
        message = "`then` tests the record that `latest` keeps, but there is no `latest`"
        hint = "add `latest`, or put the tests under `where`"
        report.add("then-without-latest", (*part.path, "then"), message, hint, at_key=True)
    for i, row in enumerate(part.any_of):
        here = (*part.path, "any_of", i)
        if len(row) != 1:
            message = f"one test is needed here, not {len(row)}"
            report.add("one-test-each", here, message, "write each alternative as a list item of its own")
        for field, test in row.items():
            if test is None:
                message = "with `anything` as an alternative the others mean nothing"
                report.add("unsuitable-test", (*here, field), message, "leave `any_of` out")


def _check_latest(part: RecordsPart, source: str, report: Report) -> None:
    known = fields_of(source)
    for names, path in leaves(part.latest, (*part.path, "latest")):
        for i, name in enumerate(names):
            if name not in known:
                _unknown(source, name, (*path, i), report)
            elif not f.is_ordered(known[name]):
                message = f"records have no order by `{name}`"
                hint = f.listed_fields(source, f.is_ordered, "a day or a number, never null")
                report.add("unsuitable-field", (*path, i), message, hint)


def _unknown(source: str, name: str, path: Path, report: Report, *, at_key: bool = False) -> None:
    message = f"records of `{source}` have no field {show(name)}"
    report.add("unknown-field", path, message, nearest(name, fields_of(source)), at_key=at_key)


def _check_field(
    file: RuleFile, source: str | None, field: str, test: TestPart | None, path: Path, report: Report
) -> None:
    if field.startswith(PERSON):
        _check_person(field[len(PERSON) :], test, path, report)
        return
    if source is None:
        return
    spec = fields_of(source).get(field)
    if spec is None:
        _unknown(source, field, path, report, at_key=True)
    elif test is not None:
        _check_test(file, source, field, spec, test, report)


def _check_person(field: str, test: TestPart | None, path: Path, report: Report) -> None:
    known = {name: spec for name, spec in specs(Candidate) if f.is_list(spec)}
    if field not in known:
        message = f"the person has no list of texts {show(field)}"
        hint = nearest(PERSON + field, [PERSON + name for name in known])
        report.add("unknown-field", path, message, hint, at_key=True)
    elif test is not None and test.kind != "lists":
        message = f"`{test.kind}` does not suit `{PERSON}{field}`, a list"
        report.add("unsuitable-test", path, message, "say `lists: WORD`")


_SUITED: Mapping[str, tuple[f.Fits, str]] = {
    "is": (f.is_single, "a word, a number, or true or false"),
    "one_of": (f.is_single, "a word, a number, or true or false"),
    "at_least": (f.is_scale, "words of a scale"),
    "exactly": (f.is_level, "a level"),
    "at_or_above": (f.is_level, "a level"),
    "lists": (f.is_list, "a list of texts"),
    "reaches": (f.is_day, "a day"),
    "later_than": (f.is_day, "a day"),
    "within_months": (f.is_stated_day, "a day, never null"),
    "first": (f.is_day, "a day"),
    "counts_until": (f.is_day, "a day"),
    "asked": (f.is_text, "a text"),
    "passes": (f.is_number, "a score"),
}


def _check_test(file: RuleFile, source: str, field: str, spec: FieldSpec, test: TestPart, report: Report) -> None:
    suits, held = _SUITED[test.kind]
    if not suits(spec) or (test.kind == "passes" and not _reports(source)):
        message = f"`{test.kind}` does not suit `{field}` of `{source}`"
        report.add("unsuitable-test", test.path, message, f.listed_fields(source, suits, held))
        return
    value, path = test.value, (*test.path, test.kind)
    if test.kind == "is" and f.is_level(spec) and value in _LEVEL_WORDS:
        message = f"{show(value)} stands for a level, which records do not write so"
        report.add("wrong-type", test.path, message, f"write `{{exactly: {value}}}`")
    elif test.kind == "is":
        spec.shape.read(value, test.path, report)
    elif test.kind == "one_of":
        _check_one_of(file, spec, value, path, report)
    elif test.kind == "at_least":
        if isinstance(value, Given):
            scale = f.scale_of(spec)
            assert scale is not None, "only scales get here"
            f.check_parameter(file, value, ParameterType(UNITS[scale]), report)
        else:
            spec.shape.read(value, path, report)
    elif test.kind in ("exactly", "at_or_above"):
        if isinstance(value, Given):
            f.check_parameter(file, value, ParameterType.LEVEL, report)
    elif test.kind == "within_months":
        _check_months(file, value, report)
    elif test.kind == "first" and test.more["last"] < value:
        message = f"{test.more['last']} is before `first` {value}"
        report.add("days-out-of-order", (*test.path, "last"), message)
    elif test.kind == "reaches":
        _check_computed(file, source, test, report)


def _reports(source: str) -> bool:
    """Whether records of a list are results: of a component, with a score, and perhaps reported as passed."""
    return {"component", "score", "passed"} <= set(fields_of(source))


def _check_one_of(file: RuleFile, spec: FieldSpec, value: Any, path: Path, report: Report) -> None:
    if isinstance(value, Given):
        f.check_parameter(file, value, f.parameter_type_of(spec), report)
        return
    if not value:
        report.add("empty-list", path, "no record is one of none", "list at least one word")
    for i, word in enumerate(value):
        spec.shape.read(word, (*path, i), report)


def _check_computed(file: RuleFile, source: str, test: TestPart, report: Report) -> None:
    start, months = test.more.get("computed_from"), test.more.get("months")
    if start is None:
        for key in ("months", "days_less"):
            if test.more.get(key):
                message = f"`{key}` says how the last day is computed, but not from which field"
                report.add("computed-from-nothing", (*test.path, key), message, "add `computed_from`", at_key=True)
        return
    known = fields_of(source)
    here = (*test.path, "computed_from")
    if start not in known:
        _unknown(source, start, here, report)
    elif not f.is_stated_day(known[start]):
        hint = f.listed_fields(source, f.is_stated_day, "a day, never null")
        report.add("unsuitable-field", here, f"no day can be computed from `{start}`", hint)
    if months is None:
        message = "a last day is computed, but it is not said how many months later"
        report.add("computed-from-nothing", here, message, "add `months`, or leave `computed_from` out")
    _check_months(file, months, report)


def _check_months(file: RuleFile, months: Any, report: Report) -> None:
    if isinstance(months, Given):
        f.check_parameter(file, months, ParameterType.MONTHS, report)
