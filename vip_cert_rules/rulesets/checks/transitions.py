"""Transitions to a version: from another one, on days of this one, and one for each question."""

from __future__ import annotations

from vip_cert_rules.faults import render_path
from vip_cert_rules.rulesets.checks.parts import RuleFile
from vip_cert_rules.rulesets.syntax import TransitionPart
from vip_cert_rules.shapes import Report


def check_transitions(file: RuleFile, report: Report) -> None:
    """Whether the older version is there is seen only beside it: see ``versions``."""
    earlier: list[TransitionPart] = []
    for part in file.part.transition:
        if part.from_version == file.part.version:
            message = f"`{part.from_version}` is this version itself"
            hint = "name the version under which people began"
            report.add("transition-to-itself", (*part.path, "from_version"), message, hint)
        _check_days(file, part, report)
        for other in earlier:
            if part.from_version == other.from_version and _both_about_one(part, other):
                message = f"another transition from version `{part.from_version}` is about the same question"
                hint = f"the other is `{render_path(other.path)}`; join them with `any`"
                report.add("duplicate-transition", part.path, message, hint)
                break
        earlier.append(part)


def _check_days(file: RuleFile, part: TransitionPart, report: Report) -> None:
    limits = file.part.in_force
    if limits is None or limits.start is None:
        message = "a transition begins with its version, but the rule set does not say since when it is in force"
        report.add("transition-without-start", part.path, message, "say `in_force: {from: DAY}`")
        return
    path = (*part.path, "until")
    if part.until < limits.start:
        message = f"{part.until} is before {limits.start}, from which this version is in force"
        report.add("transition-never-open", path, message, "say the last day on which people may finish")
    elif limits.end is not None and part.until > limits.end:
        message = f"{part.until} is after {limits.end}, to which this version is in force"
        hint = "end it with its version; the next one says for itself who may still finish"
        report.add("transition-outlasts-version", path, message, hint)


def _both_about_one(part: TransitionPart, other: TransitionPart) -> bool:
    if part.questions is None or other.questions is None:
        return True
    return not set(part.questions).isdisjoint(other.questions)
