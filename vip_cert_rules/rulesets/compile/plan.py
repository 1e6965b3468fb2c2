"""From the parts of a rule set to the plan of one question at one level."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from vip_cert_rules.codes import Code
from vip_cert_rules.faults import Fault, Path, RuleSetError, render_path
from vip_cert_rules.measures.measure import Listed
from vip_cert_rules.measures.query import Query
from vip_cert_rules.plan.nodes import Answers, Cited, Declared, Kind, Node, Plan, Required, Setting, Test
from vip_cert_rules.rulesets.compile.asked import Asked, Chooser, Thing, order_assumptions
from vip_cert_rules.rulesets.compile.measuring import Measuring
from vip_cert_rules.rulesets.compile.texts import GROUP_LABELS, Terms, Texts, fill, units_asked_of
from vip_cert_rules.rulesets.compile.things import things_of
from vip_cert_rules.rulesets.compile.values import Values
from vip_cert_rules.rulesets.levels import at_or_above
from vip_cert_rules.rulesets.overlays.extensions import credited, extension_of
from vip_cert_rules.rulesets.settings import address_of
from vip_cert_rules.rulesets.syntax import Given, ItemPart, RuleSetPart
from vip_cert_rules.text import Text, fill_in


def compile_plan(
    part: RuleSetPart, digest: str, overlays: tuple[tuple[str, str], ...], asked: Asked, queries: dict[Query, Query]
) -> Plan:
    """The plan of a question. ``queries`` lets plans of one rule set share the functions of equal queries.

    Raises :class:`RuleSetError` where the parts do not fit together for this question.
    """
    return attrs.evolve(_Compiler(part, asked, queries).plan(digest), overlays=overlays)


@attrs.define
class _Compiler:
    part: RuleSetPart
    asked: Asked
    queries: dict[Query, Query]
    nodes: list[Node] = attrs.field(factory=list)
    ids: dict[str, Path] = attrs.field(factory=dict)
    noted: list[Setting] = attrs.field(factory=list)
    """The overlaid values that the condition being compiled made use of."""
    unnamed_ids: set[str] = attrs.field(factory=set)

    @property
    def values(self) -> Values:
        return Values(self.part, self.asked, self.noted)

    @property
    def texts(self) -> Texts:
        return Texts(self.part, self.asked)

    def at(self, asked: Asked) -> _Compiler:
        """The same plan where something else is asked, or gone through."""
        return attrs.evolve(self, asked=asked)

    def plan(self, digest: str) -> Plan:
        question = self.part.questions[self.asked.question]
        root_id = self.asked.question if self.asked.level is None else f"{self.asked.question}.{self.asked.level}"
        terms = self.texts.terms()
        chooser = Chooser(self.part, self.asked)
        children = self.items(question.items, root_id, chooser)
        assumptions = self.ordered((*question.assumes, *chooser.used))
        label = fill(question.label, terms)
        source = self.texts.cite(question.source, terms)
        self.add(root_id, Kind.QUESTION, label, source, assumptions, children, None, question.path)
        return Plan(
            ruleset=self.part.ruleset,
            version=self.part.version,
            title=self.part.title,
            digest=digest,
            question=self.asked.question,
            level=self.asked.level,
            position=self.asked.position,
            answers=Answers(
                label,
                fill(question.yes, terms),
                fill(question.no, terms),
                fill(question.unknown, terms) if question.unknown else None,
            ),
            documents=tuple(
                (name, document.short or Text(name, name), document.title)
                for name, document in self.part.documents.items()
            ),
            assumption_texts=tuple(self.assumption_texts()),
            nodes=credited(self.part, self.nodes),
            switches=self.asked.settings.readings,
            supplied=tuple((name, value) for name, (value, _setting) in self.asked.settings.values),
            parameters=tuple(self.declared(terms)),
            looked_up=frozenset(self.asked.looked_up),
        )

    def declared(self, terms: Terms) -> Iterator[Declared]:
        for name, part in self.part.parameters.items():
            address = address_of(name, self.asked.level, by_level=part.values is not None and not part.by_level)
            yield Declared(address, part.label, part.supplied_by, self.texts.cite(part.source, terms))

    def add(
        self,
        id: str,
        kind: Kind,
        label: Text,
        source: tuple[Cited, ...],
        assumptions: tuple[str, ...],
        children: tuple[int, ...],
        test: Test | None,
        path: Path,
        item: Thing | None = None,
    ) -> int:
        if id in self.ids:
            message = f"two nodes of this question have the id `{id}`"
            raise RuleSetError([Fault("duplicate-id", render_path(path), message, "give one of them a `name`")])
        self.ids[id] = path
        name, told = (None, None) if item is None else (item.name, item.label)
        by = extension_of(self.part, path)
        self.nodes.append(Node(id, kind, label, source, assumptions, children, test, name, told, by))
        return len(self.nodes) - 1

    def items(self, items: tuple[Any, ...], above: str, chooser: Chooser, *, one_of: bool = False) -> tuple[int, ...]:
        """The nodes of some items. ``above`` is the id of the nearest named node; ``one_of``: one of them suffices."""
        out: list[int] = []
        for item in items:
            inner = Chooser(self.part, self.asked)
            picked = inner.pick(item)
            parts = picked if isinstance(picked, tuple) else (() if picked is None else (picked,))
            if not parts:
                chooser.used += inner.used
            for part in parts:
                if part.each is not None:
                    out += self.repeated(part, above, tuple(inner.used), one_of=one_of)
                elif part.kind == "question":
                    out += self.embedded(part, above, tuple(inner.used))
                else:
                    out.append(self.item(part, above, tuple(inner.used)))
        return tuple(out)

    def repeated(self, part: ItemPart, above: str, used: tuple[str, ...], *, one_of: bool) -> list[int]:
        """An item once for each thing; of a parameter that was not supplied, one node that says so.

        Where one suffices and a parameter lists nothing, a node says that as well: else nothing would stand in the way.
        """
        assert part.each is not None
        self.noted.clear()
        things = things_of(part.each, self.values)
        if isinstance(part.each, Given) and (things is None or (one_of and not things)):
            return [self.unlisted(part.each, above, used, None if things is None else False)]
        once = attrs.evolve(part, each=None)
        return [self.at(attrs.evolve(self.asked, thing=thing)).item(once, above, used, thing) for thing in things or ()]

    def unlisted(self, given: Given, above: str, used: tuple[str, ...], is_listed: bool | None) -> int:
        declared = self.part.parameters[given.parameter]
        required = Required(1, "record", setting=self.noted[-1] if self.noted else None)
        test = Test(Listed(is_listed, given.parameter), required, Code.NONE_ON_RECORD)
        source = self.texts.cite(declared.source, self.texts.terms())
        id = f"{above}.{given.parameter}"
        return self.add(id, Kind.CONDITION, declared.label, source, self.ordered(used), (), test, given.path)

    def item(self, part: ItemPart, above: str, used: tuple[str, ...], thing: Thing | None = None) -> int:
        if part.kind == "condition":
            return self.condition(part, above, used, thing)
        if part.kind == "waiver":
            return self.waiver(str(part.name), above, used)
        kind = Kind(part.kind)
        terms = self.texts.terms()
        name = fill_in(part.name, self.texts.in_names(terms)) if part.name else None
        series = part.kind if part.beside is None else f"any-beside-{fill_in(part.beside, self.texts.in_names(terms))}"
        id = f"{above}.{name}" if name else self.unnamed(above, series)
        chooser = Chooser(self.part, self.asked)
        below = f"{above}.{name}" if name else above
        children = self.items(part.items, below, chooser, one_of=kind is Kind.ANY)
        label = fill(part.label, terms) if part.label else GROUP_LABELS[kind]
        assumptions = self.ordered((*used, *part.assumes, *chooser.used))
        source = self.texts.cite(part.source, terms)
        return self.add(id, kind, label, source, assumptions, children, None, part.path, thing)

    def unnamed(self, above: str, kind: str) -> str:
        number = 1
        while f"{above}.{kind}-{number}" in self.unnamed_ids:
            number += 1
        self.unnamed_ids.add(f"{above}.{kind}-{number}")
        return f"{above}.{kind}-{number}"

    def embedded(self, part: ItemPart, above: str, used: tuple[str, ...]) -> list[int]:
        """Another question of the rule set as a part of this one, at its own level, or once for each of several."""
        chosen = Chooser(self.part, self.asked)
        ref = chosen.pick(part.level) or "this"
        used = (*used, *chosen.used)
        if ref == "at_or_above":
            levels = at_or_above(self.part, self.part.questions[str(part.name)], self.asked.level)
            return [self.embedded_at(part, level, above, used) for level in levels]
        return [self.embedded_at(part, self.values.level(ref, None), above, used)]

    def embedded_at(self, part: ItemPart, level: int | None, above: str, used: tuple[str, ...]) -> int:
        question = self.part.questions[str(part.name)]
        outermost = self.asked.outermost or self.asked.question
        inner = self.at(attrs.evolve(self.asked, question=str(part.name), level=level, outermost=outermost))
        id = f"{above}.{part.name}" if level is None else f"{above}.{part.name}.{level}"
        chooser = Chooser(self.part, inner.asked)
        children = inner.items(question.items, id, chooser)
        terms = inner.texts.terms()
        assumptions = self.ordered((*used, *question.assumes, *part.assumes, *chooser.used))
        label = fill(part.label or question.label, terms)
        source = self.texts.cite(part.source or question.source, terms)
        return self.add(id, Kind.ALL, label, source, assumptions, children, None, part.path)

    def waiver(self, name: str, above: str, used: tuple[str, ...] = ()) -> int:
        part = self.part.waivers[name]
        terms = self.texts.terms()
        chooser = Chooser(self.part, self.asked)
        id = f"{above}.{name}"
        children = self.items(part.items, id, chooser)
        assumptions = self.ordered((*used, *part.assumes, *chooser.used))
        return self.add(
            id,
            Kind.WAIVER,
            fill(part.label, terms),
            self.texts.cite(part.source, terms),
            assumptions,
            children,
            None,
            part.path,
        )

    def condition(self, item: ItemPart, above: str, used: tuple[str, ...], thing: Thing | None) -> int:
        name = str(item.name)
        part = self.part.conditions[name]
        chooser = Chooser(self.part, self.asked)
        self.noted.clear()
        ref = chooser.pick(item.level or part.level)
        level = self.values.level(ref, None)
        measure = Measuring(self.values, chooser.pick, ref, level, self.queries).measure(chooser.pick(part.measure))
        required = self.values.required(part, measure)
        if required.setting is None and self.noted:
            required = attrs.evolve(required, setting=self.noted[0])  # the level that it asks for before what counts
        terms = self.texts.terms(level, required, units_asked_of(measure))
        id = f"{above}.{name}" if thing is None else f"{above}.{name}.{thing.name}"
        waivers = tuple(self.waiver(waiver, id) for waiver in chooser.pick(item.waived_by) or ())
        assumes = chooser.pick(part.assumes) or ()
        assumptions = self.ordered((*used, *assumes, *chooser.used))
        test = Test(measure, required, Code(part.code) if part.code else None)
        label = fill(chooser.pick(part.label), terms)
        source = self.texts.cite(part.source, terms) + (required.setting.source if required.setting else ())
        return self.add(id, Kind.CONDITION, label, source, assumptions, waivers, test, item.path, thing)

    def ordered(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The assumptions of a node, each once; those switched to another reading by that reading."""
        words = {name: self.asked.settings.reading(name) for name in names}
        return order_assumptions(self.part, tuple(f"{name}={word}" if word else name for name, word in words.items()))

    def assumption_texts(self) -> Iterator[tuple[str, Text]]:
        for name, part in self.part.assumptions.items():
            yield name, part.text
            for word, text in part.readings.items():
                yield f"{name}={word}", text
