"""From several rule files to the versions of one rule set, and the faults seen when they stand beside each other."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

import attrs

from vip_cert_rules.dates import FIRST_DAY, LAST_DAY
from vip_cert_rules.faults import Fault, RuleSetError, nearest, reason_of
from vip_cert_rules.reading import RULE_FILE_LIMITS, Document, read_file
from vip_cert_rules.rulesets.ruleset import RuleSet, load_rule_file, structure_ruleset
from vip_cert_rules.rulesets.versions.versions import RuleSetVersions
from vip_cert_rules.shapes import Report

SUFFIXES = (".yaml", ".yml", ".json")
"""What the names of rule files in a folder end in."""

TESTS = ".cert-test.yaml"
"""What the names of rule tests end in, which may stand beside rule files."""

Source = str | os.PathLike[str]


def load_ruleset(source: Source | Sequence[Source]) -> RuleSet | RuleSetVersions:
    """The rule set in a YAML or JSON file, or its versions in the files of a folder or in a list of files.

    Raises :class:`RuleSetError` with every fault of all files.
    """
    if isinstance(source, (str, os.PathLike)):
        return load_versions(files_in(source)) if os.path.isdir(source) else load_rule_file(source)
    return load_versions(source)


def files_in(folder: Source) -> tuple[Path, ...]:
    """The rule files of a folder, not of the folders in it, in the order of their names.

    Hidden files and rule tests are left out.
    """
    try:
        names = sorted(os.listdir(os.fsdecode(folder)))
    except OSError as cause:
        raise RuleSetError(
            [Fault("unreadable", "", f"`{os.fsdecode(folder)}` cannot be read: {reason_of(cause)}")]
        ) from cause
    shown = (name for name in names if name.lower().endswith(SUFFIXES) and not name.startswith("."))
    files = tuple(Path(os.fsdecode(folder), name) for name in shown if not name.endswith(TESTS))
    if not files:
        message = f"`{os.fsdecode(folder)}` holds no rule file"
        raise RuleSetError([Fault("no-rule-file", "", message, f"a rule file ends in {', '.join(SUFFIXES)}")])
    return files


def load_versions(sources: Sequence[Source]) -> RuleSetVersions:
    """The versions in several files. Raises :class:`RuleSetError` with every fault of all of them."""
    if not sources:
        raise RuleSetError([Fault("no-rule-file", "", "no file where at least one rule file is needed")])
    documents: list[Document] = []
    faults: list[Fault] = []
    for source in sources:
        try:
            documents.append(read_file(source, RuleSetError, limits=RULE_FILE_LIMITS))
        except RuleSetError as error:
            faults += error.faults
    return structure_versions(documents, faults)


def structure_versions(documents: Sequence[Document], faults: Sequence[Fault] = ()) -> RuleSetVersions:
    """From texts read into plain values to versions. ``faults`` are those of texts that could not be read."""
    found = list(faults)
    members: list[_Member] = []
    for document in documents:
        try:
            rules = structure_ruleset(document, Path(document.name).parent)
        except RuleSetError as error:
            found += error.faults
        else:
            members.append(_Member(rules, Report(document.place_of, document.key_places.get)))
    _check_family(members)
    for member in members:
        found += member.report.in_order()
    if found:
        raise RuleSetError(found)
    return RuleSetVersions(tuple(member.rules for member in sorted(members, key=lambda member: member.start)))


@attrs.frozen(eq=False)
class _Member:
    """One version, and the report of its file."""

    rules: RuleSet
    report: Report

    @property
    def start(self) -> date:
        limits = self.rules.part.in_force
        return FIRST_DAY if limits is None or limits.start is None else limits.start

    @property
    def end(self) -> date:
        limits = self.rules.part.in_force
        return LAST_DAY if limits is None or limits.end is None else limits.end


def _check_family(members: Sequence[_Member]) -> None:
    """All have one name, each a version and days of its own, and transitions are from versions that are there."""
    family = [member for member in members if member.rules.name == members[0].rules.name]
    for member in members:
        if member not in family:
            message = f"`{member.rules.name}` stands beside `{members[0].rules.name}`"
            hint = "versions of one rule set have one name; keep other rule sets in folders of their own"
            member.report.add("different-rulesets", ("ruleset",), message, hint)
    for one, other in combinations(sorted(family, key=lambda member: member.start), 2):
        if one.rules.version == other.rules.version:
            later = max(one, other, key=family.index)
            message = f"another file is version `{later.rules.version}` as well"
            later.report.add("duplicate-version", ("version",), message, "give each version a name of its own")
        elif other.start <= one.end:
            last = min(one.end, other.end)
            message = f"version `{one.rules.version}` is in force as well {_days(other.start, last)}"
            hint = "say in both `in_force: {from: …, to: …}`; the one ends on the day before the other begins"
            other.report.add("overlapping-versions", ("in_force",), message, hint)
    for member in family:
        for i, transition in enumerate(member.rules.part.transition):
            path = ("transition", i, "from_version")
            named = [one for one in family if one.rules.version == transition.from_version]
            if not named:
                others = _others(family, member)
                hint = nearest(transition.from_version, others) or "there is no other version"
                message = f"there is no version `{transition.from_version}` beside this one"
                member.report.add("unknown-version", path, message, hint)
            elif all(one.start > member.start for one in named):
                message = f"version `{transition.from_version}` begins after this one"
                hint = "people finish under a version that was in force before"
                member.report.add("transition-from-later", path, message, hint)


def _others(family: Sequence[_Member], member: _Member) -> Iterator[str]:
    return (one.rules.version for one in family if one is not member)


def _days(first: date, last: date) -> str:
    if first == FIRST_DAY and last == LAST_DAY:
        return "on every day"
    if last == LAST_DAY:
        return f"from {first} on"
    return f"on {first}" if first == last else f"from {first} to {last}"
