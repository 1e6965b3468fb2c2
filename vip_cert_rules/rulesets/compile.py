"""From the parts of a rule set to the plan of one question at one level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from vip_cert_rules.candidate.words import Unit
from vip_cert_rules.codes import Code
from vip_cert_rules.faults import Fault, Path, RuleSetError, render_path
from vip_cert_rules.kleene import Number
from vip_cert_rules.measures.criteria import Is, OneOf
from vip_cert_rules.measures.measure import Best, Listed, Measure
from vip_cert_rules.measures.query import Query
from vip_cert_rules.plan.nodes import Answers, Cited, Declared, Kind, Node, Plan, Required, Setting, Test
from vip_cert_rules.rulesets.extensions import credited, extension_of
from vip_cert_rules.rulesets.forms import SUPPLIED
from vip_cert_rules.rulesets.levels import at_or_above
from vip_cert_rules.rulesets.measuring import Measuring
from vip_cert_rules.rulesets.parameters import Here, entry_of, items_of, shape_of
from vip_cert_rules.rulesets.settings import Settings, address_of, in_force_on, is_supplied
from vip_cert_rules.rulesets.syntax import (
    Choice,
    Citation,
    ConditionPart,
    Dated,
    Given,
    ItemPart,
    LevelRef,
    ParameterPart,
    ParameterType,
    RuleSetPart,
    Sometimes,
)
from vip_cert_rules.shapes import Refused, Report
from vip_cert_rules.text import Lang, Text
from vip_cert_rules.wording.facts import COMPONENTS
from vip_cert_rules.wording.quantities import level_required, quantity, units_in_words, what_is_required


@attrs.frozen
class Thing:
    """What ``each`` is at: a thing of a list, or an entry of a parameter, with what a route demands."""

    name: str
    label: Text
    route: Mapping[str, Any] | None = None


@attrs.frozen
class Asked:
    """What a plan is compiled for. ``day`` picks dated values; ``None``: the first of each.

    ``outermost`` is the question that was asked, where ``question`` is one within it; ``thing`` is what ``each`` is at.
    """

    question: str
    level: int | None
    position: str | None
    settings: Settings
    day: date | None = None
    outermost: str | None = None
    thing: Thing | None = None
    looked_up: set[str] = attrs.field(factory=set, eq=False, repr=False)
    """The parameters that were asked for so far, in the whole of the plan."""


def compile_plan(
    part: RuleSetPart, digest: str, overlays: tuple[tuple[str, str], ...], asked: Asked, queries: dict[Query, Query]
) -> Plan:
    """The plan of a question. ``queries`` lets plans of one rule set share the functions of equal queries.

    Raises :class:`RuleSetError` where the parts do not fit together for this question.
    """
    return attrs.evolve(_Compiler(part, asked, queries).plan(digest), overlays=overlays)


@attrs.define
class Chooser:
    """Resolves choices, and notes the assumptions by which it chose."""

    part: RuleSetPart
    asked: Asked
    used: list[str] = attrs.field(factory=list)

    def pick(self, part: Sometimes[Any]) -> Any:
        """The part itself, or the case that holds here."""
        while isinstance(part, Choice):
            word: str | None
            if part.subject == "level":
                word = None if self.asked.level is None else str(self.asked.level)
            elif part.subject == "position":
                word = self.asked.position
            elif part.subject == "question":
                word = self.asked.outermost or self.asked.question
            elif part.given is not None:
                word = SUPPLIED if self.has(part.given) else None
            else:
                word = self.asked.settings.reading(part.subject)
                self.used.append(part.subject if word is None else f"{part.subject}={word}")
            if word is not None and word in part.cases:
                part = part.cases[word]
                continue
            part = part.otherwise
        return part

    def has(self, given: Given) -> bool:
        """Whether a parameter was supplied; of a member, whether the route that is gone through demands it."""
        self.asked.looked_up.add(given.parameter)
        if given.member is None:
            return is_supplied(self.part, self.asked.settings, given.parameter)
        thing = self.asked.thing
        return thing is not None and thing.route is not None and given.member in thing.route


@attrs.define
class _Compiler:
    part: RuleSetPart
    asked: Asked
    queries: dict[Query, Query]
    nodes: list[Node] = attrs.field(factory=list)
    ids: dict[str, Path] = attrs.field(factory=dict)
    settings: list[Setting] = attrs.field(factory=list)
    """The overlaid values that the condition being compiled made use of."""
    unnamed_ids: set[str] = attrs.field(factory=set)

    def plan(self, digest: str) -> Plan:
        question = self.part.questions[self.asked.question]
        root_id = self.asked.question if self.asked.level is None else f"{self.asked.question}.{self.asked.level}"
        terms = self.terms()
        chooser = Chooser(self.part, self.asked)
        children = self.items(question.items, root_id, chooser)
        assumptions = self.ordered((*question.assumes, *chooser.used))
        label = fill(question.label, terms)
        source = self.cite(question.source, terms)
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
            yield Declared(address, part.label, part.supplied_by, self.cite(part.source, terms))

    # --- nodes ---------------------------------------------------------------------------------------------------

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
        things = self.things(part.each)
        if isinstance(part.each, Given) and (things is None or (one_of and not things)):
            return [self.unlisted(part.each, above, used, None if things is None else False)]
        once = attrs.evolve(part, each=None)
        out = []
        for thing in things or ():
            asked = attrs.evolve(self.asked, thing=thing)
            inner = _Compiler(self.part, asked, self.queries, self.nodes, self.ids, self.settings, self.unnamed_ids)
            out.append(inner.item(once, above, used, thing))
        return out

    def things(self, each: str | Given) -> list[Thing] | None:
        """What an item is there for once each; ``None``: the parameter that says it was not supplied."""
        if not isinstance(each, Given):
            return [Thing(name, label) for name, label in items_of(self.part.lists[each]).items()]
        declared = self.part.parameters[each.parameter]
        if declared.type is ParameterType.ROUTES:
            routes = self.given(each)[0]
            if routes is None:
                return None
            return [Thing(str(i), Text(str(i), str(i)), route) for i, route in enumerate(routes, start=1)]
        entries = self.given(each, leave=1)[0]
        if entries is None:
            return None
        known = items_of(self.part.lists.get(declared.by[-1]))
        names = [name for name in known if name in entries] or sorted(entries)
        return [Thing(name, known.get(name) or COMPONENTS.get(name) or Text(f"“{name}”", name)) for name in names]

    def unlisted(self, given: Given, above: str, used: tuple[str, ...], is_listed: bool | None) -> int:
        declared = self.part.parameters[given.parameter]
        test = Test(Listed(is_listed, given.parameter), Required(1, "record"), Code.NONE_ON_RECORD)
        source = self.cite(declared.source, self.terms())
        id = f"{above}.{given.parameter}"
        return self.add(id, Kind.CONDITION, declared.label, source, self.ordered(used), (), test, given.path)

    def item(self, part: ItemPart, above: str, used: tuple[str, ...], thing: Thing | None = None) -> int:
        if part.kind == "condition":
            return self.condition(part, above, used, thing)
        if part.kind == "waiver":
            return self.waiver(str(part.name), above, used)
        kind = Kind(part.kind)
        terms = self.terms()
        name = fill_in(part.name, self.in_names(terms)) if part.name else None
        series = part.kind if part.beside is None else f"any-beside-{fill_in(part.beside, self.in_names(terms))}"
        id = f"{above}.{name}" if name else self.unnamed(above, series)
        chooser = Chooser(self.part, self.asked)
        below = f"{above}.{name}" if name else above
        children = self.items(part.items, below, chooser, one_of=kind is Kind.ANY)
        label = fill(part.label, terms) if part.label else GROUP_LABELS[kind]
        assumptions = self.ordered((*used, *part.assumes, *chooser.used))
        source = self.cite(part.source, terms)
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
        return [self.embedded_at(part, self.level(ref, None), above, used)]

    def embedded_at(self, part: ItemPart, level: int | None, above: str, used: tuple[str, ...]) -> int:
        question = self.part.questions[str(part.name)]
        outermost = self.asked.outermost or self.asked.question
        asked = attrs.evolve(self.asked, question=str(part.name), level=level, outermost=outermost)
        inner = _Compiler(self.part, asked, self.queries, self.nodes, self.ids, self.settings, self.unnamed_ids)
        id = f"{above}.{part.name}" if level is None else f"{above}.{part.name}.{level}"
        chooser = Chooser(self.part, inner.asked)
        children = inner.items(question.items, id, chooser)
        terms = inner.terms()
        assumptions = self.ordered((*used, *question.assumes, *part.assumes, *chooser.used))
        label = fill(part.label or question.label, terms)
        source = self.cite(part.source or question.source, terms)
        return self.add(id, Kind.ALL, label, source, assumptions, children, None, part.path)

    def waiver(self, name: str, above: str, used: tuple[str, ...] = ()) -> int:
        part = self.part.waivers[name]
        terms = self.terms()
        chooser = Chooser(self.part, self.asked)
        id = f"{above}.{name}"
        children = self.items(part.items, id, chooser)
        assumptions = self.ordered((*used, *part.assumes, *chooser.used))
        return self.add(
            id,
            Kind.WAIVER,
            fill(part.label, terms),
            self.cite(part.source, terms),
            assumptions,
            children,
            None,
            part.path,
        )

    def condition(self, item: ItemPart, above: str, used: tuple[str, ...], thing: Thing | None) -> int:
        name = str(item.name)
        part = self.part.conditions[name]
        chooser = Chooser(self.part, self.asked)
        self.settings.clear()
        level = self.level(chooser.pick(item.level or part.level), None)
        measure = self.measuring(chooser, level, chooser.pick(item.level or part.level)).measure(
            chooser.pick(part.measure)
        )
        required = self.required(part, measure)
        if required.setting is None and self.settings:
            required = attrs.evolve(required, setting=self.settings[-1])
        terms = self.terms(level, required, _units_asked_of(measure))
        id = f"{above}.{name}" if thing is None else f"{above}.{name}.{thing.name}"
        waivers = tuple(self.waiver(waiver, id) for waiver in chooser.pick(item.waived_by) or ())
        assumes = chooser.pick(part.assumes) or ()
        assumptions = self.ordered((*used, *assumes, *chooser.used))
        test = Test(measure, required, Code(part.code) if part.code else None)
        label = fill(chooser.pick(part.label), terms)
        source = self.cite(part.source, terms) + (required.setting.source if required.setting else ())
        return self.add(id, Kind.CONDITION, label, source, assumptions, waivers, test, item.path, thing)

    # --- values --------------------------------------------------------------------------------------------------

    def measuring(self, chooser: Chooser, level: int | None, ref: LevelRef) -> Measuring:
        def level_parameter() -> str | None:
            return self.given(ref)[1] if isinstance(ref, Given) else None

        return Measuring(
            self.part,
            chooser.pick,
            self.given,
            self.is_open,
            lambda one: self.level(one, level),
            level_parameter,
            self.here,
            self.queries,
        )

    @property
    def here(self) -> Here:
        """Where entries of parameters are looked up."""
        thing = self.asked.thing
        return Here(self.asked.level, self.asked.position, None if thing is None else thing.name)

    def given(self, given: Given, leave: int = 0) -> tuple[Any, str, Setting | None]:
        """The value of a parameter here, its dotted name, and who set it otherwise than the documents.

        Of one with keys it is the entry under the keys of here; ``leave`` leaves the last of them aside.
        """
        part = self.part.parameters[given.parameter]
        if given.member is not None:
            return self.member(given, part)
        value, name, setting = self.whole(given, part)
        if not part.by:
            return value, name, setting
        entry = entry_of(part, value, self.here, leave)
        if setting is not None:
            setting = self.settings.pop().of(self.here.words(part))
            base = None if setting is None else entry_of(part, setting.base, self.here, leave)
            if setting is None or (entry is None and base is None):
                return entry, name, None  # other entries were set
            setting = attrs.evolve(setting, base=base)
            self.settings.append(setting)
        return entry, name, setting

    def member(self, given: Given, part: ParameterPart) -> tuple[Any, str, Setting | None]:
        """What the route that is gone through demands by a member."""
        _whole, name, setting = self.whole(given, part)
        thing = self.asked.thing
        value = None if thing is None or thing.route is None else thing.route.get(str(given.member))
        if setting is not None:
            setting = self.settings.pop().of(self.here.words(part))
        if setting is not None:
            setting = attrs.evolve(setting, base=None)  # the documents' routes are other ones
            self.settings.append(setting)
        return value, name, setting

    def is_open(self, given: Given) -> bool:
        """Whether a parameter was not supplied here; null, where it is a value, was."""
        value, name, _setting = self.given(given)
        part = self.part.parameters[given.parameter]
        if value is not None or not part.nullable:
            return value is None
        return not part.is_null and name not in dict(self.asked.settings.values)

    def whole(self, given: Given, part: ParameterPart) -> tuple[Any, str, Setting | None]:
        """The value of a parameter at this level, with all its keys."""
        self.asked.looked_up.add(given.parameter)
        address = address_of(given.parameter, self.asked.level, by_level=part.values is not None)
        values = dict(self.asked.settings.values)
        for name in (f"{address}.{self.asked.level}", address) if part.by_level else (address,):
            if name in values:
                value, setting = values[name]
                self.settings.append(setting)
                # one that was not supplied is called as it is declared
                return value, given.parameter if part.by_level and value is None else name, setting
        declared = part.value
        if part.values is not None:
            if part.by_level and str(self.asked.level) not in part.values:
                return None, given.parameter, None
            if str(self.asked.level) not in part.values:
                message = f"parameter `{given.parameter}` has no value for level {self.asked.level}"
                raise RuleSetError([Fault("level-without-value", render_path(given.path), message)])
            declared = part.values[str(self.asked.level)]
        value = in_force_on(declared, self.asked.day)
        if value is None:
            return None, address, None
        read = shape_of(self.part, part).read(list(value) if type(value) is tuple else value, given.path, Report())
        assert not isinstance(read, Refused), "parameters are checked when the rule set is loaded"
        return read, address, None

    def level(self, ref: LevelRef, required: int | None) -> int | None:
        """The level number that a reference means. Levels count downwards: the next lower one has a higher number."""
        if isinstance(ref, Given):
            value: int | None = self.given(ref)[0]
            return value
        if isinstance(ref, int):
            return ref
        if ref == "required":
            return required
        if ref == "below" and self.asked.level is not None:
            return self.asked.level + 1
        return self.asked.level

    def required(self, part: ConditionPart, measure: Measure) -> Required:
        unit = measure.unit()
        if part.at_least is None:
            return Required(1, unit)
        value: Any = part.at_least
        parameter, setting, lasting = None, None, True
        if isinstance(value, Given):
            declared = self.part.parameters[value.parameter]
            lasting = not any(isinstance(one, Dated) for one in (declared.value, *(declared.values or {}).values()))
            value, parameter, setting = self.given(value)
        if isinstance(measure, Best) and (scale := measure.scale()) is not None and value is not None:
            word = scale(value)
            if setting is not None and setting.base is not None:
                setting = attrs.evolve(setting, base=scale(setting.base).rank)  # type: ignore[attr-defined]
            return Required(word.rank, unit, word, parameter, setting, lasting)  # type: ignore[attr-defined]
        return Required(as_number(value), unit, None, parameter, setting, lasting)

    # --- texts ---------------------------------------------------------------------------------------------------

    def terms(
        self, required_level: int | None = None, required: Required | None = None, units: tuple[Unit, ...] = ()
    ) -> Terms:
        """What the placeholders of texts stand for here, in each language."""
        zh, en = (
            {"units": units_in_words(units, lang), **self.terms_in(lang, required_level, required)} for lang in Lang
        )
        return Terms(zh=zh, en=en)

    def terms_in(self, lang: Lang, required_level: int | None, required: Required | None) -> dict[str, str]:
        terms = {}
        if self.part.positions:
            position = self.part.positions.get(str(self.asked.position))
            terms["position"] = (position.label if position else ANY_POSITION).in_lang(lang)
        for name, level in (("level", self.asked.level), ("required_level", required_level)):
            if level is None:
                terms[name] = level_required(lang) if self.part.levels else ""
            else:
                known = self.part.levels.get(str(level))
                terms[name] = known.label.in_lang(lang) if known else UNNAMED_LEVEL.in_lang(lang).format(level)
        if self.asked.thing is not None:
            terms["item"] = self.asked.thing.label.in_lang(lang)
        here = self.part.levels.get(str(self.asked.level))
        terms["letter"] = (here.letter if here else None) or ""
        if required is not None:
            value, unit = required.value, required.unit
            terms["required"] = what_is_required(unit, lang) if value is None else quantity(value, unit, lang)
        return terms

    def in_names(self, terms: Terms) -> Mapping[str, str]:
        """What placeholders stand for in ids and clauses: a thing is called by its name there."""
        return terms.en if self.asked.thing is None else {**terms.en, "item": self.asked.thing.name}

    def cite(self, source: tuple[Citation, ...], terms: Terms) -> tuple[Cited, ...]:
        out = []
        for citation in source:
            clause = Chooser(self.part, self.asked).pick(citation.clause)
            out.append(Cited(citation.document, fill_in(clause, self.in_names(terms)) if clause else None))
        return tuple(out)

    def ordered(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The assumptions of a node, each once; those switched to another reading by that reading."""
        words = {name: self.asked.settings.reading(name) for name in names}
        return order_assumptions(self.part, tuple(f"{name}={word}" if word else name for name, word in words.items()))

    def assumption_texts(self) -> Iterator[tuple[str, Text]]:
        for name, part in self.part.assumptions.items():
            yield name, part.text
            for word, text in part.readings.items():
                yield f"{name}={word}", text


@attrs.frozen
class Terms:
    """What placeholders stand for, in each language."""

    zh: Mapping[str, str]
    en: Mapping[str, str]


GROUP_LABELS: Mapping[Kind, Text] = {
    Kind.ANY: Text("以下条件具备其一", "one of the following"),
    Kind.ALL: Text("以下条件同时具备", "all of the following"),
    Kind.ROUTE: Text("途径", "route"),
}
UNNAMED_LEVEL = Text("{}级", "level {}")
ANY_POSITION = Text("各岗位", "any position")


def _units_asked_of(measure: Measure) -> tuple[Unit, ...]:
    """The kinds of unit that the records of a measure must be of; none where that is not tested, or not supplied."""
    for criterion in (one for query in measure.queries() for one in query.criteria if one.field == "unit"):
        if isinstance(criterion, Is):
            return (criterion.value,)
        if isinstance(criterion, OneOf):
            return criterion.values or ()
    return ()


def order_assumptions(part: RuleSetPart, names: tuple[str, ...]) -> tuple[str, ...]:
    """Each once, in the order in which the rule set declares them."""
    declared = list(part.assumptions)
    return tuple(sorted(set(names), key=lambda name: (declared.index(name.partition("=")[0]), name)))


def fill(text: Text, terms: Terms) -> Text:
    """A text with its placeholders filled in, in both languages."""
    return Text(fill_in(text.zh, terms.zh), fill_in(text.en, terms.en))


def fill_in(text: str, terms: Mapping[str, str]) -> str:
    """The same for one language. Only known placeholders are touched: a text is no format string."""
    for name, term in terms.items():
        text = text.replace("{" + name + "}", term)
    return text


def as_number(value: Any) -> Number | None:
    """Whole numbers as such, so that documents show 24, not 24.0."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == int(value) else Decimal(value)
