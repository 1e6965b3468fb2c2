"""What becomes of one mutant: the cases it touches are run first, and who survives them is searched for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from vip_cert_rules.authoring.mutation.asking import Ground, grounds_of, unasked
from vip_cert_rules.authoring.mutation.drafting import Assume
from vip_cert_rules.authoring.mutation.edits import Edit, Put, value_at
from vip_cert_rules.authoring.mutation.family import Family
from vip_cert_rules.authoring.mutation.model import Fate, Mutant, Verdict
from vip_cert_rules.authoring.mutation.people import look_for_people
from vip_cert_rules.authoring.mutation.reach import Reach, Touched
from vip_cert_rules.authoring.tables.model import Case, Rules
from vip_cert_rules.authoring.tables.plans import ready_plan
from vip_cert_rules.authoring.tables.run import run_case
from vip_cert_rules.faults import InputError


@attrs.frozen(slots=False, eq=False)
class Judge:
    """Rules and cases that all pass under them. Can be pickled, and sent to another process."""

    family: Family
    cases: tuple[Case, ...]

    def fate(self, mutant: Mutant) -> Fate:
        """What becomes of a mutant. Depends on nothing but the mutant."""
        rules = self.family.mutated(mutant)
        if rules is None:
            return Fate(Verdict.STILLBORN)
        touched = self._reaches[mutant.file].of(mutant.path)
        number = self._first_failing(rules, self._in_order(mutant, touched))
        if number is not None:
            return Fate(Verdict.KILLED, killed_by=number)
        grounds = [one for one in (*self._grounds, *self._unasked) if one.asked.question in touched.questions]
        return look_for_people(self.family.rules, rules, self._places(mutant, touched, grounds), self.cases)

    def _places(self, mutant: Mutant, touched: Touched, grounds: Sequence[Ground]) -> Iterator[Ground]:
        """Where a difference may show: as cases ask, then under other readings, then on the days that a file names."""
        reach = self._reaches[mutant.file]
        value = self.family.documents[mutant.file].value
        old = [value_at(value, edit.path) for edit in mutant.edits if _is_there(value, edit)]
        new = [edit.value for edit in mutant.edits if isinstance(edit, Put)]
        inside = reach.readings_in(*old, *new)
        for way in _combined((*touched.ways, *reach.single_readings), mutant.assume, inside):
            yield from (_under(ground, way) for ground in grounds)
        for way in _combined(touched.ways, mutant.assume, inside):
            for day in reach.days:
                yield from (_on(_under(ground, way), day) for ground in grounds)

    @cached_property
    def _grounds(self) -> tuple[Ground, ...]:
        return grounds_of(self.cases)

    @cached_property
    def _unasked(self) -> tuple[Ground, ...]:
        return tuple(unasked(self.family.rules, self._grounds))

    @cached_property
    def _reaches(self) -> tuple[Reach, ...]:
        return tuple(Reach(document.value) for document in self.family.documents)

    def _in_order(self, mutant: Mutant, touched: Touched) -> list[Ground]:
        """The ways in which cases ask, those first that a mutant touches."""
        keys = {part for part in mutant.path if isinstance(part, str) and part.isdigit()}

        def distance(ground: Ground) -> tuple[bool, bool, bool]:
            asked = ground.asked
            return (
                asked.question not in touched.questions,
                any(asked.assume.get(assumption) != reading for assumption, reading in mutant.assume.items()),
                bool(keys) and str(asked.level) not in keys,
            )

        return sorted(self._grounds, key=distance)

    def _first_failing(self, rules: Rules, grounds: Sequence[Ground]) -> int | None:
        """The number of the first case that fails, or can no longer be asked."""
        for ground in grounds:
            try:
                plan = ready_plan(ground.asked, rules).plan
                if plan.nodes == ready_plan(ground.asked, self.family.rules).plan.nodes:
                    continue  # no case can tell
                for number in ground.cases:
                    if not run_case(self.cases[number], rules).has_passed:
                        return number
            except InputError:
                return ground.cases[0]
        return None


def _is_there(value: Any, edit: Edit) -> bool:
    """Whether an edit changes something; otherwise it adds it."""
    last = edit.path[-1]
    return not isinstance(last, str) or last in value_at(value, edit.path[:-1])


def _combined(outer: Iterable[Assume], here: Assume, inside: Iterable[Assume]) -> Iterator[Assume]:
    """Readings of the parts around a mutant, those it stands under, and each of those within it; each set once."""
    seen: set[str] = set()
    within = ({}, *inside)
    for way in outer:
        for inner in within:
            whole = {**way, **here, **inner}
            if (key := repr(sorted(whole.items()))) not in seen:
                seen.add(key)
                yield whole


def _under(ground: Ground, way: Assume) -> Ground:
    return attrs.evolve(ground, asked=attrs.evolve(ground.asked, assume={**ground.asked.assume, **way}))


def _on(ground: Ground, day: date) -> Ground:
    return attrs.evolve(ground, asked=attrs.evolve(ground.asked, as_of=day))
