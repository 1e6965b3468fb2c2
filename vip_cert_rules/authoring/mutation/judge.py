"""What becomes of one mutant: the cases it touches are run first, and who survives them is searched for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import attrs

from vip_cert_rules.authoring.mutation.asking import Ground, grounds_of, ready_plan, unasked
from vip_cert_rules.authoring.mutation.family import Family
from vip_cert_rules.authoring.mutation.model import Fate, Mutant, Verdict
from vip_cert_rules.authoring.mutation.people import look_for_people
from vip_cert_rules.authoring.mutation.reach import Reach, Touched
from vip_cert_rules.authoring.tables.model import Case, Rules
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
        ways = [{**way, **mutant.assume} for way in touched.ways]
        grounds = [one for one in (*self._grounds, *self._unasked) if one.asked.question in touched.questions]
        return look_for_people(self.family.rules, rules, grounds, ways, self.cases)

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
