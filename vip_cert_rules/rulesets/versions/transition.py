"""A question during a transition: met under the version in force, or under an older one by whom the transition lets.

The tree of the version in force keeps the ids of its nodes; the nodes of the transition, and of the older version
within it, have ids of their own, told apart by an ``@``, which no name in a rule file may hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from vip_cert_rules.plan.nodes import Cited, Kind, Node, OpenTransition, Plan
from vip_cert_rules.rulesets.compile.asked import Asked
from vip_cert_rules.rulesets.compile.texts import GROUP_LABELS
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.rulesets.syntax import QuestionPart, TransitionPart
from vip_cert_rules.text import Text
from vip_cert_rules.wording import catalogue


@attrs.frozen
class Route:
    """A transition at a question: ``begun`` says who may still finish, ``older`` what they finish under."""

    part: TransitionPart
    begun: Plan
    older: Plan


def compile_begun(
    rules: RuleSet,
    transition: TransitionPart,
    question: str,
    level: int | None,
    position: str | None,
    day: date,
    assume: Mapping[str, str | None] | None,
) -> Plan:
    """The items of a transition, as if they were one more question of the version in force."""
    name = f"{question}@transition-{transition.from_version}"
    asked_for = rules.part.questions[question]
    more = QuestionPart(
        transition.label,
        asked_for.yes,
        asked_for.no,
        asked_for.unknown,
        asked_for.levels,
        transition.source,
        transition.assumes,
        transition.items,
        transition.path,
    )
    part = attrs.evolve(rules.part, questions={**rules.part.questions, name: more})
    asked = Asked(name, level, position, rules.switched(assume), day, outermost=question)
    return rules.compile(part, asked)


def join_versions(plan: Plan, routes: Iterable[Route]) -> Plan:
    """The question of ``plan``, also met by any of some routes through older versions."""
    root = plan.root
    nodes = list(plan.nodes[:-1])
    documents = list(plan.documents)
    texts = dict(plan.assumption_texts)
    declared = list(plan.parameters)
    ways = [_add(nodes, f"{root.id}@version-{plan.version}", Kind.ROUTE, _under(plan.version), (), root, root.children)]
    open_ones: list[OpenTransition] = []
    for route in routes:
        version, begun = route.older.version, route.begun.root
        id, older_id = f"{root.id}@transition-{version}", f"{root.id}@version-{version}"
        items = _take(nodes, route.begun, id, {})
        renamed = _tell_apart(documents, route.older)
        below = _take(nodes, route.older, older_id, renamed)
        source = _renamed(route.older.root.source, renamed)
        older = _add(nodes, older_id, Kind.ALL, _under(version), source, route.older.root, below)
        ways.append(_add(nodes, id, Kind.ROUTE, begun.label, begun.source, begun, (*items, older)))
        _join_texts(texts, route.older)
        declared += (one for one in route.older.parameters if all(one.name != other.name for other in declared))
        open_ones.append(OpenTransition(version, route.older.digest, route.part.until))
    nodes.append(Node(f"{root.id}@versions", Kind.ANY, GROUP_LABELS[Kind.ANY], (), (), tuple(ways)))
    # what the version in force assumes to answer is said by its own route
    nodes.append(attrs.evolve(root, children=(len(nodes) - 1,), assumptions=()))
    assert plan.in_force is not None, "a version with a transition says since when it is in force"
    return attrs.evolve(
        plan,
        nodes=tuple(nodes),
        documents=tuple(documents),
        parameters=tuple(declared),
        assumption_texts=tuple(texts.items()),
        in_force=attrs.evolve(plan.in_force, transitions=tuple(open_ones)),
    )


def _under(version: str) -> Text:
    return catalogue.UNDER_VERSION.fill(version=version)


def _add(
    nodes: list[Node],
    id: str,
    kind: Kind,
    label: Text,
    source: tuple[Cited, ...],
    asked: Node,
    children: tuple[int, ...],
) -> int:
    """Adds a group that stands for a question, ``asked``, and makes its assumptions."""
    nodes.append(Node(id, kind, label, source, asked.assumptions, children))
    return len(nodes) - 1


def _take(nodes: list[Node], plan: Plan, id: str, renamed: Mapping[str, str]) -> tuple[int, ...]:
    """Adds all nodes of a plan but its root, below ``id``. Returns where the root's children are now."""
    first, cut = len(nodes), len(plan.root.id)
    for node in plan.nodes[:-1]:
        children = tuple(first + child for child in node.children)
        source = _renamed(node.source, renamed)
        nodes.append(attrs.evolve(node, id=id + node.id[cut:], source=source, children=children))
    return tuple(first + child for child in plan.root.children)


def _renamed(source: tuple[Cited, ...], renamed: Mapping[str, str]) -> tuple[Cited, ...]:
    return tuple(Cited(renamed.get(one.document, one.document), one.clause) for one in source)


def _tell_apart(documents: list[tuple[str, Text, Text]], older: Plan) -> dict[str, str]:
    """Adds the documents of an older version. Returns the new names of those called like another one."""
    renamed = {}
    for name, short, title in older.documents:
        if (name, short, title) in documents:
            continue
        called = name
        if any(name == other for other, _, _ in documents):
            called = renamed[name] = f"{name}@{older.version}"
        taken = any(short == said for _, said, _ in documents)
        said = catalogue.OF_VERSION.fill(text=short, version=older.version) if taken else short
        documents.append((called, said, title))
    return renamed


def _join_texts(texts: dict[str, Text], older: Plan) -> None:
    """Adds the readings of an older version. One that reads otherwise under the same id is told beside the new one."""
    for name, text in older.assumption_texts:
        known = texts.setdefault(name, text)
        if known != text:
            texts[name] = catalogue.BOTH_VERSIONS.fill(new=known, version=older.version, old=text)
