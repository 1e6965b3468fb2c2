"""How much of a syllabus a person has completed, read off the decision that says so.

What counts as completed is the rules' business: nothing here looks at records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import attrs

from vip_cert_rules.decision.decision import Decision
from vip_cert_rules.faults import Fault, InputError
from vip_cert_rules.plan.nodes import Status
from vip_cert_rules.syllabus.model import Module, Syllabus


@attrs.frozen
class Tally:
    """How many modules are done, not done, and not known to be either."""

    done: int
    not_done: int
    unknown: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.done + self.not_done + self.unknown

    def to_dict(self) -> dict[str, int]:
        """The form it has in documents."""
        return {"total": self.total, "done": self.done, "not_done": self.not_done, "unknown": self.unknown}


@attrs.frozen(slots=False)
class Progress:
    """A syllabus with the status of each of its modules, by id."""

    syllabus: Syllabus
    statuses: Mapping[str, Status]

    @cached_property
    def done(self) -> tuple[Module, ...]:
        """The modules completed; one that is waived counts as completed."""
        return self._with(Status.MET, Status.WAIVED)

    @cached_property
    def not_done(self) -> tuple[Module, ...]:
        """The modules known to remain."""
        return self._with(Status.UNMET)

    @cached_property
    def unknown(self) -> tuple[Module, ...]:
        """The modules of which the record does not tell."""
        return self._with(Status.UNKNOWN)

    def tally(self, modules: Iterable[Module] | None = None) -> Tally:
        """How many of some modules are done; of all modules when none are named."""
        found = [self.statuses[module.id] for module in (self.syllabus.modules if modules is None else modules)]
        unmet, unknown = found.count(Status.UNMET), found.count(Status.UNKNOWN)
        return Tally(len(found) - unmet - unknown, unmet, unknown)

    def _with(self, *statuses: Status) -> tuple[Module, ...]:
        return tuple(module for module in self.syllabus.modules if self.statuses[module.id] in statuses)


def module_statuses(decision: Decision) -> dict[str, Status]:
    """The status of every condition that stands for one item of a list, by the item: here, the ids of modules."""
    statuses = decision.statuses
    items = ((getattr(node, "item", None), node) for node in decision.plan.nodes if node.test is not None)
    return {item: statuses[node.id] for item, node in items if item is not None}


def progress_of(syllabus: Syllabus, decision: Decision) -> Progress:
    """How much of the syllabus is completed by what a decision says of its modules.

    Raises :class:`InputError` where the decision does not tell of every module.
    """
    return progress_from(syllabus, module_statuses(decision), decision.plan.ruleset)


def progress_from(syllabus: Syllabus, statuses: Mapping[str, Status], ruleset: str) -> Progress:
    """The same from statuses by module id that a decision of ``ruleset`` gave."""
    left_out = [module.id for module in syllabus.modules if module.id not in statuses]
    if left_out:
        listed = ", ".join(f"`{id}`" for id in left_out[:5]) + (", …" if len(left_out) > 5 else "")
        message = f"`{ruleset}` decides nothing about {len(left_out)} modules of `{syllabus.name}`: {listed}"
        raise InputError([Fault("modules-not-decided", "syllabus", message, "ask the rule set made for the syllabus")])
    return Progress(syllabus, {module.id: statuses[module.id] for module in syllabus.modules})
