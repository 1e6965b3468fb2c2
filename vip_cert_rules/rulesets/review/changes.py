"""What overlays change in a rule set: values, readings, requirements and routes, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from vip_cert_rules.dates import LAST_DAY
from vip_cert_rules.digest import plain
from vip_cert_rules.plan.nodes import Cited, Kind, Node, Plan, Setting
from vip_cert_rules.rulesets.overlays.overlay import SUPPLIED
from vip_cert_rules.rulesets.parameters import LEVEL, entry_under
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.rulesets.syntax import Citation, ParameterPart
from vip_cert_rules.text import Text
from vip_cert_rules.wording import changes as words


@attrs.frozen
class ValueChange:
    """A parameter set otherwise. ``parameter`` is its dotted name, ``level`` the level of a value that is for one.

    ``before`` and ``after`` are the values; ``None``: not supplied. ``keys`` are those of an entry that was set alone.
    """

    overlay: str
    parameter: str
    declared: str
    level: int | None
    label: Text
    before: Any
    after: Any
    source: tuple[Cited, ...]
    keys: tuple[str, ...] = ()


@attrs.frozen
class ReadingChange:
    """An assumption read otherwise: what was taken to be meant, and what is now."""

    overlay: str
    assumption: str
    reading: str
    before: Text
    after: Text


@attrs.frozen
class AdditionChange:
    """A requirement (``beside`` is empty) or a route, which stands beside something else as its alternative.

    ``ids`` are its nodes, one for each of the ``levels``; ``told`` is what it demands.
    """

    overlay: str
    question: str
    levels: tuple[int, ...]
    ids: tuple[str, ...]
    kind: Kind
    asked: Text
    label: Text
    told: Text
    beside: tuple[Text, ...]
    source: tuple[Cited, ...]


Change = ValueChange | ReadingChange | AdditionChange


def describe_changes(rules: RuleSet) -> tuple[Change, ...]:
    """What the overlays laid over a rule set change, overlay by overlay in their order, then the parameters supplied.

    A value or a reading that several set is told of the last, which wins; one set to what it was is no change.
    """
    changes: list[Change] = [*_values(rules), *_readings(rules), *_added(rules)]
    names = [overlay.name or SUPPLIED for overlay in rules.overlays]
    return tuple(sorted(changes, key=lambda change: names.index(change.overlay)))


# --- values and readings ---------------------------------------------------------------------------------------------


def _values(rules: RuleSet) -> Iterator[ValueChange]:
    for address, (value, setting) in rules.settings.values:
        name, level = _declared(rules, address)
        part = rules.part.parameters[name]
        source = tuple(map(_cited, part.source))
        if setting.set_by and plain(value) != plain(setting.base):
            yield ValueChange(setting.set_by, address, name, level, part.label, setting.base, value, source)
        for keys, one in _entries(setting):
            before, after = entry_under(setting.base, keys), entry_under(value, keys)
            if plain(before) != plain(after):
                level = next((int(key) for kind, key in zip(part.by, keys) if kind == LEVEL), None)
                yield ValueChange(one.set_by, one.parameter, name, level, part.label, before, after, source, keys)


def _entries(setting: Setting) -> Iterator[tuple[tuple[str, ...], Setting]]:
    """The entries that were set by themselves, each once: not those that another one replaced, or has within it."""
    told: list[tuple[str, ...]] = []
    for keys, one in reversed(setting.entries):
        if not any(keys[: len(other)] == other for other in told):
            told.append(keys)
            yield keys, one


def _declared(rules: RuleSet, address: str) -> tuple[str, int | None]:
    """The parameter that a dotted name is of, as it is declared, and the level that the name says."""
    parameters = rules.part.parameters
    if address in parameters:
        return address, None
    for name in parameters:
        for level in rules.levels:
            if address == name.replace("{level}", str(level)) or address.startswith(f"{name}.{level}"):
                return name, level
    longest = max((name for name in parameters if address.startswith(f"{name}.")), key=len)
    return longest, None


def parameter_of(rules: RuleSet, change: ValueChange) -> ParameterPart:
    """The parameter that a change is of."""
    return rules.part.parameters[change.declared]


def _readings(rules: RuleSet) -> Iterator[ReadingChange]:
    for name, word in rules.settings.readings:
        setters = [overlay.name or SUPPLIED for overlay in rules.overlays if name in overlay.switches]
        part = rules.part.assumptions[name]
        yield ReadingChange(setters[-1], name, word, part.text, part.readings[word])


def _cited(citation: Citation) -> Cited:
    return Cited(citation.document, citation.clause if isinstance(citation.clause, str) else None)


# --- requirements and routes -----------------------------------------------------------------------------------------


def _added(rules: RuleSet) -> Iterator[AdditionChange]:
    """Every outermost node that an overlay added; what is the same at several levels is told once."""
    found: dict[tuple[object, ...], AdditionChange] = {}
    for plan in _plans(rules):
        for node, siblings in _outermost(plan):
            beside = siblings if node.kind is Kind.ROUTE else ()
            told = told_of(plan, node)
            ids, levels = (node.id,), () if plan.level is None else (plan.level,)
            one = AdditionChange(
                overlay=str(node.added_by),
                question=plan.question,
                levels=levels,
                ids=ids,
                kind=node.kind,
                asked=plan.answers.asked,
                label=node.label,
                told=told,
                beside=tuple(sibling.label for sibling in beside),
                source=node.source,
            )
            key = (one.overlay, one.asked, node.id)
            found.setdefault(key, one)
    yield from found.values()


def _plans(rules: RuleSet) -> Iterator[Plan]:
    for question in rules.questions:
        for level in rules.levels_of(question) or (None,):
            for position in rules.positions or (None,):
                yield rules.plan(question, level, position, LAST_DAY, None).plan


def _outermost(plan: Plan) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """The outermost nodes that overlays added in the question itself, each with those that stand beside it."""
    for _position, above in plan.walk():
        children = [plan.nodes[child] for child in above.children]
        for node in children:
            if node.added_by is not None and node.added_by != above.added_by:
                yield node, tuple(other for other in children if other is not node)


def told_of(plan: Plan, node: Node) -> Text:
    """What a node demands, in words."""
    if node.kind is Kind.CONDITION or not node.children:
        return node.label
    told = [told_of(plan, plan.nodes[child]) for child in node.children]
    if len(told) == 1:
        return told[0]
    nested = [
        plan.nodes[child].kind is not Kind.CONDITION and len(plan.nodes[child].children) > 1 for child in node.children
    ]
    told = [_within(words.GROUPED, text) if group else text for text, group in zip(told, nested)]
    joint = words.OR if node.kind is Kind.ANY else words.AND
    return Text(joint.zh.join(text.zh for text in told), joint.en.join(text.en for text in told))


def _within(frame: Text, text: Text) -> Text:
    return Text(frame.zh.replace("{text}", text.zh), frame.en.replace("{text}", text.en))
