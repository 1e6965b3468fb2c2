"""Claims are about nodes of declared questions, and no finding is intended twice."""

from __future__ import annotations

from collections.abc import Iterator

from vip_cert_rules.faults import Path, nearest, show
from vip_cert_rules.rulesets.checks.parts import RuleFile
from vip_cert_rules.rulesets.syntax import FindingKind
from vip_cert_rules.shapes import Report


def check_claims(file: RuleFile, report: Report) -> None:
    """Whether there is such a node below a question is seen only in its plan: a verification says so."""
    for path, name in _nodes(file):
        if not any(name == question or name.startswith(f"{question}.") for question in file.part.questions):
            message = f"{show(name)} is the id of no node: no question is called so"
            report.add("unknown-node", path, message, nearest(name.partition(".")[0], file.part.questions))
    seen = set()
    for part in file.part.intended:
        if (part.finding, part.at) in seen:
            message = f"`{part.finding.value}` at {show(part.at)} is intended already"
            report.add("duplicate-intention", part.path, message, "say it once")
        seen.add((part.finding, part.at))
        if part.finding is FindingKind.PROPERTY_BROKEN and part.at not in file.part.properties:
            hint = nearest(part.at, file.part.properties) or "none is declared"
            report.add("undeclared-property", (*part.path, "at"), f"property {show(part.at)} is not declared", hint)


def _nodes(file: RuleFile) -> Iterator[tuple[Path, str]]:
    for one in file.part.properties.values():
        for key, names in (("if", one.given), ("then", one.then), ("except", one.unless)):
            for i, name in enumerate(names):
                yield (*one.path, key, i), name
    for part in file.part.intended:
        if part.finding is not FindingKind.PROPERTY_BROKEN:
            yield (*part.path, "at"), part.at
