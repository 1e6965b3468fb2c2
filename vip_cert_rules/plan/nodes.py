"""The immutable tree of one question at one level, as engines, explanations and analyses see it.

Nodes stand children before parents; the last is the question. Each has a stable id, made from the names its author
gave.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any

import attrs

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.codes import Code
from vip_cert_rules.generated import fields_of
from vip_cert_rules.kleene import Number, Reading
from vip_cert_rules.measures.findings import Finder, compile_finder
from vip_cert_rules.measures.measure import Measure, Reader
from vip_cert_rules.plan.circuit import Circuit, Count, Gate, Leaf
from vip_cert_rules.text import Text


class Kind(str, Enum):
    """What a node is."""

    QUESTION = "question"
    ROUTE = "route"
    ALL = "all"
    ANY = "any"
    WAIVER = "waiver"
    CONDITION = "condition"


class Status(str, Enum):
    """What became of a node. ``waived`` counts as met."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    WAIVED = "waived"


STATUS_OF_TRUTH = (Status.UNMET, Status.UNKNOWN, Status.MET)


@attrs.frozen
class Cited:
    """A clause of a source document, as the decision cites it."""

    document: str
    clause: str | None

    def to_dict(self) -> dict[str, Any]:
        """The form it has in documents."""
        return {"document": self.document} if self.clause is None else attrs.asdict(self)


@attrs.frozen
class Setting:
    """Where a value came from that an organisation set otherwise than the documents; ``base`` is what they say.

    ``parameter`` is the dotted name of what was set. ``entries`` are those of a mapping that were set by themselves, by
    their keys, the last one at the end; where ``set_by`` is empty nobody set the rest.
    """

    base: Any
    set_by: str
    source: tuple[Cited, ...] = ()
    parameter: str = ""
    entries: tuple[tuple[tuple[str, ...], Setting], ...] = ()

    def of(self, keys: tuple[str, ...]) -> Setting | None:
        """Who set what stands under keys, or something within it; ``None``: nobody, it is as the documents say."""
        for words, setting in reversed(self.entries):
            if words[: len(keys)] == keys[: len(words)]:
                whole = setting.parameter.removesuffix("." + ".".join(words))
                # of several entries within what stands there none is named: which is the last does not matter
                return setting if len(words) <= len(keys) else attrs.evolve(setting, parameter=".".join((whole, *keys)))
        return self if self.set_by else None


@attrs.frozen
class Declared:
    """A parameter as a person is asked for it: its name in the rules, what it is, who supplies it, where it is said."""

    name: str
    label: Text
    supplied_by: Text | None
    source: tuple[Cited, ...]


@attrs.frozen
class Required:
    """What a condition's measure must reach. ``value`` ``None``: a parameter, ``parameter``, that was not supplied.

    ``word`` is the word of a scale whose rank ``value`` is. Not ``lasting``: another value is in force on other days.
    """

    value: Number | None
    unit: str
    word: Enum | None = None
    parameter: str | None = None
    setting: Setting | None = None
    lasting: bool = True


@attrs.frozen(slots=False)
class Test:
    """A condition's own test: a measure at or above what is required."""

    measure: Measure
    required: Required
    code: Code | None

    __getstate__ = fields_of

    @cached_property
    def read(self) -> Reader:
        """The function that reads the measure, generated when first needed."""
        return self.measure.compile(self.required.value)

    @cached_property
    def find(self) -> Finder:
        """The function that finds what stands behind the test's truth."""
        required = self.required
        return compile_finder(self.measure, required.value, required.parameter, self.code, lasting=required.lasting)


@attrs.frozen
class Node:
    """One node. ``children`` are positions in the plan; those of a condition are its waivers.

    ``item`` names the thing of a list, or the entry of a parameter, for which the node is there.
    ``added_by`` names the overlay that added it, or something it is within.
    """

    id: str
    kind: Kind
    label: Text
    source: tuple[Cited, ...]
    assumptions: tuple[str, ...]
    children: tuple[int, ...]
    test: Test | None = None
    item: str | None = None
    item_label: Text | None = None
    added_by: str | None = None


@attrs.frozen
class Answers:
    """How a question is asked and answered, in words."""

    asked: Text
    yes: Text
    no: Text
    unknown: Text | None = None


@attrs.frozen
class OpenTransition:
    """An older version under which some may still finish, through ``until``."""

    from_version: str
    digest: str
    until: date


@attrs.frozen
class DaysInForce:
    """The days on which the rules of a plan are in force, both included; ``None``: open.

    ``several``: there are other versions for other days.
    """

    start: date | None = None
    end: date | None = None
    several: bool = False
    transitions: tuple[OpenTransition, ...] = ()


@attrs.frozen(slots=False, eq=False)
class Plan:
    """A question at a level, ready to be decided."""

    ruleset: str
    version: str
    title: Text
    digest: str
    question: str
    level: int | None
    position: str | None
    answers: Answers
    documents: tuple[tuple[str, Text, Text], ...]  # name, short title, title
    assumption_texts: tuple[tuple[str, Text], ...]
    nodes: tuple[Node, ...]
    switches: tuple[tuple[str, str], ...] = ()
    overlays: tuple[tuple[str, str], ...] = ()
    supplied: tuple[tuple[str, Any], ...] = ()
    parameters: tuple[Declared, ...] = ()
    in_force: DaysInForce | None = None
    looked_up: frozenset[str] = frozenset()
    """The parameters that the question turns on, as the rule set calls them."""

    __getstate__ = fields_of

    @property
    def root(self) -> Node:
        """The question's node."""
        return self.nodes[-1]

    @cached_property
    def readers(self) -> tuple[Reader, ...]:
        """The functions that read the conditions' measures, in the order of the circuit's leaves."""
        return tuple(node.test.read for node in self.nodes if node.test is not None)

    def measure(self, candidate: Candidate, as_of: date) -> list[Reading]:
        """The readings of all conditions, as an engine takes them."""
        return [read(candidate, as_of) for read in self.readers]

    @cached_property
    def _wiring(self) -> tuple[Circuit, tuple[tuple[int, int], ...]]:
        gates: list[Gate] = []
        wires: list[tuple[int, int]] = []  # of each node: the gate of its own test or group, the gate of the node
        for node in self.nodes:
            children = tuple(wires[child][1] for child in node.children)
            if node.test is not None:
                own = len(gates)
                gates.append(Leaf(node.test.required.value))
                if children:
                    gates.append(Count((own, *children), 1))
                wires.append((own, len(gates) - 1))
            else:
                gates.append(Count(children, 1 if node.kind is Kind.ANY else len(children)))
                wires.append((len(gates) - 1, len(gates) - 1))
        return Circuit(tuple(gates)), tuple(wires)

    @property
    def circuit(self) -> Circuit:
        """What an engine sees of it."""
        return self._wiring[0]

    @property
    def wires(self) -> tuple[tuple[int, int], ...]:
        """Of each node: the gate of its own test (of a group: of the group), and the gate of the node as a whole."""
        return self._wiring[1]

    @cached_property
    def assumption_order(self) -> dict[str, int]:
        """The place of every assumption that a node names, by number; a switched one beside the unswitched."""
        names = {name for node in self.nodes for name in node.assumptions}
        return {name: place for place, name in enumerate(sorted(names, key=_number_of))}

    def walk(self) -> Iterator[tuple[int, Node]]:
        """Every node with its position, parents before children, in the order of reading."""
        stack = [len(self.nodes) - 1]
        while stack:
            position = stack.pop()
            node = self.nodes[position]
            yield position, node
            stack.extend(reversed(node.children))


def _number_of(assumption: str) -> tuple[int, str]:
    digits = "".join(char for char in assumption.partition("=")[0] if char.isdigit())
    return int(digits or 0), assumption
