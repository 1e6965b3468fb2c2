"""What is doubtful about overlays that are sound: values set twice, and additions that take or have no effect."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import attrs

from vip_cert_rules.dates import LAST_DAY
from vip_cert_rules.digest import plain
from vip_cert_rules.plan.nodes import Kind, Node, Plan
from vip_cert_rules.rulesets.overlays.overlay import Overlay, resolve
from vip_cert_rules.rulesets.review.implications import Implications
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.text import Text
from vip_cert_rules.wording import changes as words


@attrs.frozen
class OverlayWarning:
    """Something that is allowed and hardly meant.

    ``code`` is a stable word; ``overlays`` are those it is about, in their order; ``subject`` is the parameter, the
    assumption, or the id of the node that has no effect.
    """

    code: str
    overlays: tuple[str, ...]
    subject: str
    text: Text


def check_overlays(rules: RuleSet) -> tuple[OverlayWarning, ...]:
    """What is doubtful about the overlays laid over a rule set; nothing is, where this is empty.

    Routes and requirements are compared as far as their structure shows what follows from what.
    """
    named = tuple(overlay for overlay in rules.overlays if overlay.name is not None)
    return tuple(dict.fromkeys([*_values_set_twice(rules, named), *_readings_set_twice(named), *_pointless(rules)]))


# --- values and readings ---------------------------------------------------------------------------------------------


def _values_set_twice(rules: RuleSet, overlays: tuple[Overlay, ...]) -> Iterator[OverlayWarning]:
    last: dict[str, tuple[str, Any]] = {}
    for overlay in overlays:
        alone = attrs.evolve(overlay, switches={})
        for address, (value, _setting) in resolve(rules.base, [alone]).values:
            here = (str(overlay.name), plain(value))
            before = last.get(address)
            if before is not None and before[1] != here[1]:
                first, second = _shown(before[1]), _shown(here[1])
                yield _set_twice("value-set-twice", words.SET_TWICE, address, before[0], here[0], first, second)
            last[address] = here


def _readings_set_twice(overlays: tuple[Overlay, ...]) -> Iterator[OverlayWarning]:
    last: dict[str, tuple[str, Any]] = {}
    for overlay in overlays:
        for name, word in overlay.switches.items():
            before = last.get(name)
            if before is not None and before[1] != word:
                first, second = (words.NO_READING if w is None else Text(w, w) for w in (before[1], word))
                yield _set_twice(
                    "reading-set-twice", words.READ_TWICE, name, before[0], str(overlay.name), first, second
                )
            last[name] = (str(overlay.name), word)


def _set_twice(code: str, text: Text, name: str, first: str, second: str, before: Text, after: Text) -> OverlayWarning:
    told = text.fill(name=name, first=first, second=second, before=before, after=after)
    return OverlayWarning(code, (first, second), name, told)


def _shown(value: Any) -> Text:
    if value is None:
        return words.NO_VALUE
    told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Text(told, told)


# --- requirements and routes -----------------------------------------------------------------------------------------


def _pointless(rules: RuleSet) -> Iterator[OverlayWarning]:
    if not rules.part.added_by:
        return
    for question in rules.questions:
        for level in rules.levels_of(question) or (None,):
            for position in rules.positions or (None,):
                plan = rules.plan(question, level, position, LAST_DAY, None).plan
                if any(node.added_by is not None for node in plan.nodes):
                    yield from _in_plan(plan)


def _in_plan(plan: Plan) -> Iterator[OverlayWarning]:
    """Two things that stand beside each other, one of which follows from the other, where an overlay added one."""
    order = [name for name, _digest in plan.overlays]
    implications = Implications(plan)
    stack: list[tuple[int, tuple[int, ...]]] = [(len(plan.nodes) - 1, ())]
    while stack:
        position, demanded = stack.pop()
        above = plan.nodes[position]
        for i, first in enumerate(above.children):
            for second in above.children[i + 1 :]:
                old, new = sorted((first, second), key=lambda child: _rank(plan.nodes[child], order, above))
                if plan.nodes[new].added_by not in (None, above.added_by):  # else its author's own business
                    yield from _of_pair(plan, above.kind, old, new, demanded, implications)
        for child in reversed(above.children):
            beside = () if above.kind in _NOT_ALL else tuple(other for other in above.children if other != child)
            stack.append((child, (*demanded, *beside)))


_NOT_ALL = (Kind.ANY, Kind.CONDITION)


def _rank(node: Node, order: list[str], above: Node) -> int:
    """The rule set's own first, then by the order of the overlays."""
    return -1 if node.added_by is None or node.added_by == above.added_by else order.index(node.added_by)


def _of_pair(
    plan: Plan, within: Kind, old: int, new: int, demanded: tuple[int, ...], implications: Implications
) -> Iterator[OverlayWarning]:
    """``demanded`` is what has to be met in any case."""
    more = demanded if within is Kind.ANY else ()
    new_follows, old_follows = implications.implies(old, new, more), implications.implies(new, old, more)
    if within is Kind.ANY:
        if old_follows:  # whoever meets the new one meets the old one
            yield _warning("route-without-effect", words.NEVER_MATTERS, plan, new, old, subject=new)
        elif new_follows:
            yield _warning("pointless-beside-route", words.POINTLESS, plan, new, old, subject=old)
    elif within is not Kind.CONDITION:
        if new_follows:
            yield _warning("already-demanded", words.ALREADY_DEMANDED, plan, new, old, subject=new)
        elif old_follows:
            yield _warning("superfluous-beside-requirement", words.OVERRIDDEN, plan, new, old, subject=old)


def _warning(code: str, text: Text, plan: Plan, new: int, old: int, *, subject: int) -> OverlayWarning:
    added, other = plan.nodes[new], plan.nodes[old]
    overlays = tuple(dict.fromkeys(str(node.added_by) for node in (other, added) if node.added_by is not None))
    ids = f"{added.id}, {other.id}"
    told = text.fill(question=plan.answers.asked, overlay=added.added_by, added=added.label, other=other.label, ids=ids)
    return OverlayWarning(code, overlays, plan.nodes[subject].id, told)
