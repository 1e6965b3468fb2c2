"""What every question demands at every level, as a tree."""

from __future__ import annotations

from collections.abc import Iterator

from vip_cert_rules.authoring.rendering import words
from vip_cert_rules.authoring.rendering.blocks import Block, Figure, Heading, Item, Items, Paragraph
from vip_cert_rules.authoring.rendering.ladder import ladder_of
from vip_cert_rules.authoring.rendering.scene import Scene
from vip_cert_rules.plan.nodes import Kind, Node, Plan
from vip_cert_rules.wording.quantities import quantity


def ladders(scene: Scene) -> Iterator[Block]:
    """A picture of each question to which there is more than one way, at levels."""
    if not scene.rules.levels:
        return
    by_question: dict[str, list[Plan]] = {}
    for plan in scene.plans:
        if plan.position == scene.positions[0]:
            by_question.setdefault(plan.question, []).append(plan)
    figures = []
    for question, plans in by_question.items():
        if any(plan.nodes[child].kind is Kind.ANY for plan in plans for child in plan.root.children):
            rungs = [(scene.say(scene.rules.part.levels[str(plan.level)].label), plan) for plan in plans]
            caption = words.LADDER_OF.say(scene.lang, asked=question, question=question)
            figures.append(Figure(ladder_of(rungs, caption, scene.lang, f"ladder-{question}"), caption))
    if figures:
        yield Heading(scene.say(words.LADDER))
        yield from figures


def questions(scene: Scene) -> Iterator[Block]:
    """Every question at every level."""
    yield Heading(scene.say(words.QUESTIONS))
    yield Paragraph(scene.say(words.RECORDS_NOTE))
    for plan in scene.plans:
        root = plan.root
        yield Heading(f"{scene.say(root.label)} · {root.id}{scene.cited(root.source)}", 3)
        if plan.position is not None and len(scene.positions) > 1:
            yield Paragraph(scene.say(scene.rules.part.positions[plan.position].label))
        yield Items(tuple(_items(scene, plan, root)))


def _items(scene: Scene, plan: Plan, node: Node) -> Iterator[Item]:
    for child in (plan.nodes[position] for position in node.children):
        below = [] if child.kind is Kind.QUESTION else list(_items(scene, plan, child))
        if child.test is not None:
            records = scene.selections.measure(child.test.measure)
            below = [Item(scene.say(words.COUNTS, records=records)), *below]
        yield Item(told(scene, child), tuple(below), is_marked=is_set(child))


def told(scene: Scene, node: Node) -> str:
    """A node with its clauses, its parameter, its assumptions, and who set or added what."""
    label = scene.say(node.label)
    if node.kind is Kind.WAIVER:
        label = scene.say(words.WAIVER, label=label)
    parameter = node.test.required.parameter if node.test is not None else None
    named = [label, scene.cited(node.source)]
    if parameter is not None:
        named.append(scene.say(words.TAKEN_FROM, name=parameter))
    if node.assumptions:
        named.append(scene.say(words.RESTS_ON, names=" ".join(node.assumptions)))
    return "".join(named) + "".join(_by_whom(scene, node))


def is_set(node: Node) -> bool:
    """Whether an organisation added a node or set its value."""
    return node.added_by is not None or (node.test is not None and node.test.required.setting is not None)


def _by_whom(scene: Scene, node: Node) -> Iterator[str]:
    if node.added_by is not None:
        yield scene.say(words.ADDED_BY, name=node.added_by)
    setting = node.test.required.setting if node.test is not None else None
    if setting is None or node.test is None:
        return
    base, unit = setting.base, node.test.required.unit
    if isinstance(base, (int, float)) or hasattr(base, "is_finite"):
        yield scene.say(words.SET_BY, name=setting.set_by, base=quantity(base, unit, scene.lang))  # pyright: ignore[reportArgumentType]
    else:
        yield scene.say(words.SET_ALONE, name=setting.set_by)
