"""Whatever is called by its name is declared."""

from __future__ import annotations

from collections.abc import Iterable

from vip_cert_rules.faults import nearest, show
from vip_cert_rules.measures.query import RECORD_CLASSES
from vip_cert_rules.rulesets.checks.mentions import SECTIONS, SUBJECTS, Mention, Named
from vip_cert_rules.rulesets.checks.parts import RuleFile
from vip_cert_rules.shapes import Report


def check_references(file: RuleFile, report: Report) -> None:
    """Every name is declared."""
    for mention in file.mentions:
        known = _declared(file, mention)
        if known is not None and mention.name not in known:
            code = f"undeclared-{mention.what.value}"
            if is_subject(mention):
                known = [*SUBJECTS, *known]
            hint = nearest(mention.name, known) or "none is declared"
            report.add(code, mention.path, _message(mention), hint, at_key=mention.at_key)


def _declared(file: RuleFile, mention: Mention) -> Iterable[str] | None:
    if mention.what is Named.LIST:
        return RECORD_CLASSES
    if mention.what is Named.READING:
        assumption = file.part.assumptions.get(str(mention.of))
        return None if assumption is None else assumption.readings
    known: Iterable[str] = getattr(file.part, SECTIONS[mention.what])
    return known


def is_subject(mention: Mention) -> bool:
    """Whether a choice is made by it."""
    return mention.what is Named.ASSUMPTION and mention.path[-1] == "choose"


def _message(mention: Mention) -> str:
    name = show(mention.name)
    if is_subject(mention):
        return f"{name} is neither {', '.join(f'`{word}`' for word in SUBJECTS)} nor a declared assumption"
    if mention.what is Named.LIST:
        return f"the candidate record has no list {name}"
    if mention.what is Named.READING:
        return f"assumption `{mention.of}` has no reading {name}"
    if mention.what is Named.RECORDS:
        return f"no selection of records {name} is declared"
    if mention.what is Named.THINGS:
        return f"no list {name} is declared"
    return f"{mention.what.value} {name} is not declared"
