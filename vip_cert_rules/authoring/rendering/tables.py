"""The rest of a rule set: what it is, its documents and levels, its values, records, lists, assumptions and changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vip_cert_rules.authoring.rendering import words
from vip_cert_rules.authoring.rendering.blocks import MARK, Block, Heading, Item, Items, Table
from vip_cert_rules.authoring.rendering.changes import lines_of, title_of
from vip_cert_rules.authoring.rendering.scene import Scene
from vip_cert_rules.decision.in_force import days_in_words
from vip_cert_rules.plan.nodes import DaysInForce
from vip_cert_rules.rulesets.parameters import items_of
from vip_cert_rules.rulesets.review.changes import describe_changes
from vip_cert_rules.rulesets.settings import addresses
from vip_cert_rules.rulesets.syntax import ParameterPart
from vip_cert_rules.text import Text


def head(scene: Scene) -> Iterator[Block]:
    """Which rules these are."""
    rules, limits = scene.rules, scene.rules.part.in_force
    days = None if limits is None else DaysInForce(limits.start, limits.end)
    rows = [
        (words.NAME, rules.name),
        (words.VERSION, rules.version),
        (words.DIGEST, rules.digest),
        (words.IN_FORCE, scene.say(days_in_words(days))),
    ]
    if rules.days:
        rows.append((words.AS_OF, scene.day.isoformat()))
    names = [one.name for one in rules.overlays if one.name is not None]
    if names:
        rows.append((words.OVERLAYS, ", ".join(names)))
    yield _table(scene, words.RULE_SET, (words.NAME, words.VALUE), [(scene.say(text), value) for text, value in rows])
    documents = [
        (name, scene.say(one.title), "" if one.short is None else scene.say(one.short), one.issued or "")
        for name, one in rules.part.documents.items()
    ]
    heads = (words.DOCUMENT, words.LABEL, words.SHORT, words.ISSUED)
    yield from _optional(scene, words.DOCUMENTS, heads, documents)
    levels = [(number, scene.say(one.label)) for number, one in rules.part.levels.items()]
    yield from _optional(scene, words.LEVELS, (words.LEVEL, words.LABEL), levels)
    positions = [(name, scene.say(one.label)) for name, one in rules.part.positions.items()]
    yield from _optional(scene, words.POSITIONS, (words.POSITION, words.LABEL), positions)


def values(scene: Scene) -> Iterator[Block]:
    """Every parameter with its values, and who set one otherwise."""
    parameters = scene.rules.part.parameters
    if not parameters:
        return
    yield Heading(scene.say(words.VALUES))
    set_to = dict(scene.rules.settings.values)
    rows = []
    for name, part in parameters.items():
        seen = set()
        for address, level, value in addresses(name, part):
            seen.add(address)
            rows.append(_row(scene, part, address, level, value, set_to.get(address)))
        for address, setting in set_to.items():
            if address not in seen and (address == name or address.startswith(f"{name}.")):
                rows.append(_row(scene, part, address, None, None, setting))
    heads = (words.PARAMETER, words.LABEL, words.VALUE, words.LEVEL, words.SOURCE, words.NOTE)
    yield _table(scene, words.VALUES, heads, rows)


def _row(
    scene: Scene, part: ParameterPart, address: str, level: int | None, value: object, setting: object
) -> tuple[str, ...]:
    told = scene.values.value(part, value)
    notes = []
    if isinstance(setting, tuple):
        now, by_whom = setting
        told = f"{MARK} {scene.values.entry(part, now, ())}"
        base = scene.values.value(part, value)
        notes.append(scene.say(words.SET_BY, name=by_whom.set_by, base=base).strip("（） ()"))
    if part.supplied_by is not None:
        notes.append(f"{scene.say(words.SUPPLIER)}：{scene.say(part.supplied_by)}")
    for holds, text in (
        (part.nullable, words.MAY_BE_NULL),
        (part.by_level, words.BY_LEVEL),
        (part.information, words.FOR_INFORMATION),
    ):
        if holds:
            notes.append(scene.say(text))
    where = "" if level is None else scene.say(scene.rules.part.levels[str(level)].label)
    source = scene.cited_in_general(part.source).strip("〔〕[] ")
    return (address, scene.say(part.label), told, where, source, "；".join(notes))


def lists(scene: Scene) -> Iterator[Block]:
    """Lists of things for each of which something is demanded."""
    if not scene.rules.part.lists:
        return
    yield Heading(scene.say(words.LISTS))
    for name, part in scene.rules.part.lists.items():
        caption = name if part.syllabus is None else scene.say(words.SYLLABUS, name=part.syllabus)
        rows = [(key, scene.say(text)) for key, text in items_of(part).items()]
        yield Table(caption, (scene.say(words.NAME), scene.say(words.LABEL)), tuple(rows))


def assumptions(scene: Scene) -> Iterator[Block]:
    """How the documents are read, how else they may be, and which conditions rest on it."""
    declared = scene.rules.part.assumptions
    if not declared:
        return
    used: dict[str, dict[str, None]] = {}
    for plan in scene.plans:
        for node in scene.nodes(plan):
            for name in node.assumptions:
                used.setdefault(name, {})[scene.say(node.label)] = None
    yield Heading(scene.say(words.ASSUMPTIONS))
    switched = dict(scene.rules.settings.readings)
    rows = []
    for name, part in declared.items():
        others = [
            f"{MARK if switched.get(name) == reading else ''}{name}={reading}: {scene.say(text)}"
            for reading, text in part.readings.items()
        ]
        mark = f"{MARK} " if name in switched else ""
        rows.append((f"{mark}{name}", scene.say(part.text), "\n".join(others), "\n".join(used.get(name, {}))))
    heads = (words.ASSUMPTION, words.TAKEN, words.OTHERS, words.USED_AT)
    yield _table(scene, words.ASSUMPTIONS, heads, rows)


def changes(scene: Scene) -> Iterator[Block]:
    """What overlays change, transitions from older versions, and what is claimed of the rules."""
    rules = scene.rules
    changed = describe_changes(rules)
    if changed:
        yield Heading(scene.say(words.CHANGES))
        for name in dict.fromkeys(one.overlay for one in changed):
            lines = tuple(Item(line, is_marked=True) for line in lines_of(rules, name, changed, scene.lang))
            yield Items((Item(title_of(rules, name, scene.lang), lines),))
    if rules.part.transition:
        yield Heading(scene.say(words.TRANSITIONS))
        yield Items(
            tuple(
                Item(
                    scene.say(
                        words.TRANSITION,
                        until=one.until.isoformat(),
                        version=one.from_version,
                        label=scene.say(one.label),
                    )
                    + scene.cited_in_general(one.source)
                )
                for one in rules.part.transition
            )
        )
    claims = [
        scene.say(words.PROPERTY, text=scene.say(one.text), name=name) for name, one in rules.part.properties.items()
    ]
    claims += [
        scene.say(words.INTENDED, finding=one.finding.value, at=one.at, reason=scene.say(one.reason))
        for one in rules.part.intended
    ]
    if claims:
        yield Heading(scene.say(words.CLAIMS))
        yield Items(tuple(map(Item, claims)))


def _table(scene: Scene, caption: Text, heads: tuple[Text, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    return Table(scene.say(caption), tuple(scene.say(one) for one in heads), tuple(rows))


def _optional(scene: Scene, caption: Text, heads: tuple[Text, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[Block]:
    if rows:
        yield _table(scene, caption, heads, rows)
