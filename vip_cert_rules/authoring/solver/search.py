"""Searches for people about whom everything is known and for whom rules hold, or do not; or shows there is nobody.

"Nobody" holds for people with as many records as :mod:`~vip_cert_rules.authoring.solver.slots` provides, and days up to
5 years after the as-of date. Whoever is found was decided by the package itself, and every node
came out as the formula promised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from vip_cert_rules.authoring.solver.criteria import Holding
from vip_cert_rules.authoring.solver.logic import Formula, Undecided, as_formula, both, either, negated, z3
from vip_cert_rules.authoring.solver.measures import Reaching
from vip_cert_rules.authoring.solver.needs import fields_of, kinds_of, open_of, tests_of, vocabulary_of
from vip_cert_rules.authoring.solver.people import Person, preferences, record_of
from vip_cert_rules.authoring.solver.slots import Slot, SlotMaker
from vip_cert_rules.candidate.structure import structure_candidate
from vip_cert_rules.engines.direct import DirectEngine
from vip_cert_rules.faults import Fault, InputError
from vip_cert_rules.kleene import TRUE, Number
from vip_cert_rules.measures import criteria as c
from vip_cert_rules.plan.nodes import Kind, Plan

Changes = Sequence[tuple[Any, Any]]
"""Terms of the solver, each with the one that takes its place."""

PATIENCE = 20_000
"""Milliseconds for one answer of the solver."""


class Search:
    """People as of a day, under the rules of some plans.

    ``free`` are fields, by list and name, that the search may move even where all records in question have one value
    in them. Not safe to share between threads. Raises :class:`InputError` where z3 is not installed, and, when a
    formula of a plan is asked for, while a parameter is not supplied that the plan waits for.
    """

    def __init__(
        self,
        plans: Sequence[Plan],
        as_of: date,
        *,
        free: frozenset[tuple[str, str]] = frozenset(),
        patience: int = PATIENCE,
    ) -> None:
        self.plans = tuple(dict.fromkeys(plans))
        self.as_of = as_of
        self.context = z3().Context()
        vocabulary, person = vocabulary_of(self.plans)
        used, strict = fields_of(self.plans)
        words = {
            field: {word: z3().Bool(f"person_{field}_{i}", self.context) for i, word in enumerate(named)}
            for field, named in person.items()
        }
        maker = SlotMaker(vocabulary, as_of, self.context, strict)
        slots: dict[str, list[Slot]] = {source: [] for source in used}
        for kind, count in kinds_of(self.plans, free).items():
            of_list = slots.setdefault(kind.source, [])
            for _ in range(count):
                of_list.append(maker.slot(kind.source, len(of_list), dict(kind.pins), used[kind.source]))
        self._person = Person(slots, words, vocabulary, as_of)
        self._holding = Holding(vocabulary, as_of, words)
        self._reaching = Reaching(slots, self._holding, as_of)
        self._rules = [*maker.rules, *self._all_marked()]
        self._nodes: dict[tuple[int, tuple[tuple[int, bool], ...]], list[Formula]] = {}
        self._patience = patience

    def open(self, plan: Plan) -> tuple[str, ...]:
        """The parameters that a plan waits for: without them nothing can be searched."""
        return tuple(dict.fromkeys(name for test in tests_of([plan]) for name in open_of(test)))

    def truth(self, plan: Plan, forced: Mapping[int, bool] | None = None) -> Formula:
        """That the question of a plan holds; the nodes at some positions being true or false, whatever the person."""
        return self.formula(self._truths(plan, forced)[-1])

    def node(self, plan: Plan, position: int, forced: Mapping[int, bool] | None = None) -> Formula:
        """That a node holds: of a condition, by its own test or by a waiver."""
        return self.formula(self._truths(plan, forced)[position])

    def own(self, plan: Plan, position: int) -> Formula:
        """That the own test of a condition holds."""
        test = plan.nodes[position].test
        assert test is not None and test.required.value is not None
        return self.reaches(plan, position, test.required.value)

    def reaches(self, plan: Plan, position: int, number: Number) -> Formula:
        """That the measure of a condition is at or above a number, in its unit."""
        test = plan.nodes[position].test
        assert test is not None
        return self.formula(self._reaching.reaches(test.measure, number))

    def formula(self, part: Formula) -> Formula:
        """The same as a formula or a term of the solver, where it is a plain value."""
        return as_formula(part, self.context)

    def slots(self, source: str) -> Sequence[Slot]:
        """The possible records of a list."""
        return self._person.slots.get(source, ())

    def holding(self, criteria: Iterable[c.Criterion], slot: Slot) -> list[Formula]:
        """That a possible record satisfies each of some criteria."""
        return [self._holding.holds(one, slot) for one in criteria]

    def word(self, source: str, field: str, word: str) -> int:
        """The number that stands for a word in cells; -1 where no rule names it."""
        return self._person.vocabulary.number(source, field, word)

    @property
    def rules(self) -> list[Formula]:
        """What holds of every person of the search: that their records can be, and that their days can be counted."""
        return [*self._rules, *self._reaching.rules]

    def find(self, *formulas: Formula) -> dict[str, Any] | None:
        """A record for which all formulas hold, as small as can be; ``None``: there is nobody.

        Raises :class:`Undecided` when the solver gives up.
        """
        model = self._model(formulas)
        return None if model is None else self._record(model, ())

    def find_pair(self, changes: Changes, *formulas: Formula) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """A record for which all formulas hold, and the same after some terms were exchanged for others."""
        model = self._model(formulas)
        return None if model is None else (self._record(model, ()), self._record(model, changes))

    def _model(self, formulas: Sequence[Formula]) -> Any:
        solver = z3().Solver(ctx=self.context)
        solver.set("timeout", self._patience)
        solver.add(*map(self.formula, [*self.rules, *formulas]))
        answer = solver.check()
        if answer == z3().unsat:
            return None
        if answer != z3().sat:
            raise Undecided
        model = solver.model()
        for preferred in map(self.formula, preferences(self._person)):
            if z3().is_true(model.eval(preferred, model_completion=True)):
                solver.add(preferred)
                continue
            solver.push()
            solver.add(preferred)
            if solver.check() == z3().sat:
                model = solver.model()
            else:
                solver.pop()
        return model

    def _record(self, model: Any, changes: Changes) -> dict[str, Any]:
        def told(formula: Formula) -> Any:
            changed = z3().substitute(self.formula(formula), *changes) if changes else self.formula(formula)
            return model.eval(changed, model_completion=True)

        record = record_of(self._person, told)
        self._replay(record, told)
        return record

    def _truths(self, plan: Plan, forced: Mapping[int, bool] | None) -> list[Formula]:
        fixed = dict(forced or {})
        key = (self.plans.index(plan), tuple(sorted(fixed.items())))
        found = self._nodes.get(key)
        if found is None:
            if fixed:
                self._truths(plan, None)  # what was promised of every node, for whoever is found
            self._check_open(plan)
            found = []
            for position, node in enumerate(plan.nodes):
                children = [found[child] for child in node.children]
                if position in fixed:
                    found.append(fixed[position])
                elif node.test is not None:
                    found.append(either([self.own(plan, position), *children]))
                else:
                    found.append(either(children) if node.kind is Kind.ANY else both(children))
            self._nodes[key] = found
        return found

    def _check_open(self, plan: Plan) -> None:
        faults = [
            Fault("parameter-missing", f"parameters.{name}", "not supplied, and people cannot be searched without it")
            for name in self.open(plan)
        ]
        if faults:
            raise InputError(faults)

    def _all_marked(self) -> list[Formula]:
        """That no result turns on the mark of a component that has none: what it is worth would not be known."""
        rules = []
        for test in tests_of(self.plans):
            for query in test.measure.queries():
                for one in (*query.criteria, *query.then):
                    if isinstance(one, c.Passes):
                        rules += [self._marked(slot, one) for slot in self.slots(query.source)]
        return rules

    def _marked(self, slot: Slot, criterion: c.Passes) -> Formula:
        names = [name for name, mark in dict(criterion.marks or {}).items() if mark is not None]
        numbers = [self._person.vocabulary.number(slot.source, "component", name) for name in names]
        marked = either(slot.cells["component"].value == number for number in numbers)
        reported = slot.cells["score"].null if criterion.score_first else negated(slot.cells["passed"].null)
        return either([negated(slot.present), marked, reported])

    def _replay(self, record: Mapping[str, Any], told: Callable[[Formula], Any]) -> None:
        candidate = structure_candidate(dict(record))
        for (number, fixed), promised in self._nodes.items():
            if fixed:
                continue
            plan = self.plans[number]
            truths = DirectEngine().conclude(plan.circuit, plan.measure(candidate, self.as_of))
            for node, (_own, gate), formula in zip(plan.nodes, plan.wires, promised):
                said = z3().is_true(told(formula))
                assert (truths[gate] == TRUE) == said, f"{node.id} came out otherwise than promised: {record}"
