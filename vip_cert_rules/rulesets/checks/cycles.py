"""Selections of records narrow one another without end nowhere. (Of questions and waivers: see ``nodes``.)"""

from __future__ import annotations

from vip_cert_rules.rulesets.checks.parts import DEEPEST, RuleFile
from vip_cert_rules.shapes import Report


def check_cycles(file: RuleFile, report: Report) -> None:
    """No selection narrows itself, nor a chain of them too long to follow."""
    done: set[str] = set()
    for start in file.part.records:
        chain: list[str] = []
        name: str | None = start
        while name is not None and name in file.part.records and name not in chain and len(chain) <= DEEPEST:
            chain.append(name)
            name = file.part.records[name].these
        if len(chain) > DEEPEST:
            if start == chain[0] and not done.intersection(chain):
                message = f"more than {DEEPEST} selections narrow one another"
                report.add("too-deep", file.part.records[start].path, message)
            done.update(chain)
        elif name in chain and name not in done:
            circle = [*chain[chain.index(name) :], name]
            done.update(circle)
            shown = " → ".join(f"`{each}`" for each in circle)
            here = (*file.part.records[circle[-2]].path, "these")
            report.add("cycle", here, f"a selection that narrows itself: {shown}", "one of them needs `from`")
