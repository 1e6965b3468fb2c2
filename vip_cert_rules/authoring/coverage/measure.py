"""Takes the coverage of rule tests: what their cases show, what is left, and rows for that."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.util import find_spec

from vip_cert_rules.authoring.coverage.gaps import Filler, Ground
from vip_cert_rules.authoring.coverage.model import Coverage, Gap, Target
from vip_cert_rules.authoring.coverage.shown import shown_by, targets_of
from vip_cert_rules.authoring.tables.model import Case, Rules, RuleTest
from vip_cert_rules.authoring.tables.run import decide
from vip_cert_rules.dates import LAST_DAY
from vip_cert_rules.plan.nodes import Node, Plan
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.text import Lang

Progress = Callable[[int, int], None]


def take_coverage(
    tests: Iterable[RuleTest], lang: Lang = Lang.ZH, progress: Progress = lambda _done, _all: None
) -> Coverage:
    """What the cases of rule tests show of the rule sets they are about, and rows for what they do not.

    Rows are named in a language. Without z3 there are none, and what nobody can show counts as a gap.
    """
    every = list(tests)
    cases = [case for test in every for case in test.cases()]
    nodes: dict[tuple[str, str], Node] = {}
    targets: dict[Target, None] = {}
    for rules in dict.fromkeys(test.rules for test in every):
        for plan in _plans(rules, cases):
            _note(plan, targets, nodes)
    shown: dict[Target, Case] = {}
    grounds: dict[tuple[str, str, int | None], dict[int, Ground]] = {}
    for case in cases:
        decision = decide(case)
        _note(decision.plan, targets, nodes)
        for target in shown_by(decision):
            shown.setdefault(target, case)
        key = (decision.plan.ruleset, decision.plan.question, decision.plan.level)
        grounds.setdefault(key, {}).setdefault(id(decision.plan), Ground(case, decision.plan))
    left = [target for target in targets if target not in shown]
    searched = find_spec("z3") is not None
    gaps, impossible = _fill(left, grounds, lang, progress) if searched else ([Gap(one) for one in left], set())
    return Coverage(nodes, tuple(targets), shown, frozenset(impossible), tuple(gaps), searched)


def _note(plan: Plan, targets: dict[Target, None], nodes: dict[tuple[str, str], Node]) -> None:
    for target, node in targets_of(plan):
        targets[target] = None
        nodes.setdefault((target.ruleset, target.node), node)


def _plans(rules: Rules, cases: list[Case]) -> list[Plan]:
    """The plans of every question at every level, at a position of which there is one."""
    of_rules = [case for case in cases if case.rules is rules]
    day = of_rules[0].asked.as_of if of_rules else LAST_DAY
    version = rules if isinstance(rules, RuleSet) else rules.on(day)
    position = next(iter(version.positions), None)
    return [
        version.plan(question, level, position, day, None).plan
        for question in version.questions
        for level in version.levels_of(question) or (None,)
    ]


def _fill(
    left: list[Target],
    grounds: dict[tuple[str, str, int | None], dict[int, Ground]],
    lang: Lang,
    progress: Progress,
) -> tuple[list[Gap], set[Target]]:
    """Gaps with their rows, and what is impossible."""
    gaps: list[Gap] = []
    taken: set[str] = set()
    impossible: set[Target] = set()
    by_question: dict[tuple[str, str, int | None], list[Target]] = {}
    for target in left:
        by_question.setdefault((target.ruleset, target.question, target.level), []).append(target)
    for number, (key, missing) in enumerate(by_question.items()):
        progress(number, len(by_question))
        plain = sorted(grounds.get(key, {}).values(), key=_is_adjusted)
        filler = Filler(plain, lang, taken)
        gaps += filler.fill(missing)
        impossible |= filler.impossible
    progress(len(by_question), len(by_question))
    return gaps, impossible


def _is_adjusted(ground: Ground) -> tuple[bool, bool]:
    """Grounds on which the rules are as their author wrote them come first."""
    return bool(ground.asked.assume), any(overlay.name is not None for overlay in ground.asked.overlays)
