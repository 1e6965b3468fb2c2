"""Whatever is declared is used."""

from __future__ import annotations

from vip_cert_rules.faults import Path
from vip_cert_rules.rulesets.checks.mentions import SECTIONS, Mention, Named
from vip_cert_rules.rulesets.checks.parts import RuleFile
from vip_cert_rules.shapes import Report

_MAY_REST = (Named.QUESTION, Named.LEVEL, Named.POSITION)
"""Questions are there to be asked, levels and positions to be asked for."""


def check_unused(file: RuleFile, report: Report) -> None:
    """Everything but questions, levels and positions is called by its name somewhere outside itself."""
    sections = {SECTIONS[what]: what for what in SECTIONS if what not in _MAY_REST}
    declared: dict[Path, Named] = {
        (section, name): what for section, what in sections.items() for name in getattr(file.part, section)
    }
    calls: dict[Path, set[Path]] = {}
    for mention in file.mentions:
        if mention.what in SECTIONS:
            calls.setdefault(mention.owner, set()).add((SECTIONS[mention.what], mention.name))
    called = {path for owner, paths in calls.items() for path in paths if path != owner}
    # what only calls itself in a circle is as unused as what nobody calls
    reached: set[Path] = set()
    ahead: list[Path] = [("questions", name) for name in file.part.questions]
    ahead += [path for path in declared if path not in called]
    ahead += [path for path in calls if path[0] in ("levels", "positions", "transition", "add")]
    while ahead:
        path = ahead.pop()
        if path not in reached:
            reached.add(path)
            ahead.extend(calls.get(path, ()))
    for path, what in declared.items():
        if what is Named.PARAMETER and file.part.parameters[str(path[1])].information:
            continue
        if path not in called or path not in reached:
            message = f"`{path[1]}` is declared and never used"
            report.add(f"unused-{what.value}", path, message, _HELP[what], at_key=True)
    _check_readings(file, report)


_HELP = {
    Named.CONDITION: "name it in a question or a waiver, or remove it",
    Named.WAIVER: "name it in `waived_by` of a condition, or remove it",
    Named.RECORDS: "measure it or narrow it by `these`, or remove it",
    Named.PARAMETER: "refer to it as `{parameter: NAME}`, say `information: true`, or remove it",
    Named.ASSUMPTION: "choose by it or name it in `assumes`, or remove it",
    Named.THINGS: "go through it by `each`, or make it the keys of a parameter (`by`), or remove it",
    Named.DOCUMENT: "cite it in a `source`, or remove it",
}


def _check_readings(file: RuleFile, report: Report) -> None:
    def key(mention: Mention) -> tuple[str | None, str]:
        return mention.of, mention.name

    used = {key(mention) for mention in file.mentions if mention.what is Named.READING}
    named = {mention.name for mention in file.mentions if mention.what is Named.ASSUMPTION}
    for name, assumption in file.part.assumptions.items():
        for word in assumption.readings:
            if name in named and (name, word) not in used:
                message = f"no choice has a case for the reading `{word}` of `{name}`"
                here = (*assumption.path, "readings", word)
                report.add("unused-reading", here, message, f"add a case to a `choose: {name}`", at_key=True)
