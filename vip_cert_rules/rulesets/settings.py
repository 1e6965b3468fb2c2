"""What a rule set's parameters and assumptions are set to: as declared, or as an organisation sets them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from vip_cert_rules.faults import Fault, InputError, key_text, nearest, show
from vip_cert_rules.plan.nodes import Setting
from vip_cert_rules.rulesets.syntax import Dated, ParameterPart, RuleSetPart


def addresses(name: str, part: ParameterPart) -> Iterator[tuple[str, int | None, Any]]:
    """The single values of a parameter: dotted name, level (``None``: every level) and declared value."""
    if part.values is None:
        yield name, None, part.value
        return
    for level, value in part.values.items():
        yield address_of(name, int(level), by_level=True), int(level), value


def is_supplied(part: RuleSetPart, settings: Settings, name: str) -> bool:
    """Whether a parameter has a value, for some level at least."""
    declared = part.parameters[name]
    values = dict(settings.values)
    for address, _level, value in addresses(name, declared):
        if values.get(address, (value, None))[0] is not None:
            return True
    return declared.by_level and any(
        f"{name}.{lv}" in values and values[f"{name}.{lv}"][0] is not None for lv in part.levels
    )


def address_of(name: str, level: int | None, *, by_level: bool) -> str:
    """The dotted name of a parameter at a level."""
    if "{level}" in name:
        return name.replace("{level}", str(level))
    return f"{name}.{level}" if by_level else name


@attrs.frozen
class Settings:
    """The values that an organisation set, by dotted name, and the readings it switched to, by assumption.

    A value of ``None`` was withdrawn: it is not supplied.
    """

    values: tuple[tuple[str, tuple[Any, Setting]], ...] = ()
    readings: tuple[tuple[str, str], ...] = ()

    def reading(self, assumption: str) -> str | None:
        """The reading an assumption is switched to; ``None``: the one the rule set takes."""
        return dict(self.readings).get(assumption)

    def switched(self, readings: tuple[tuple[str, str], ...], kept: set[str]) -> Settings:
        """The same with other readings of the assumptions ``kept``; one not among ``readings`` is switched back."""
        others = [(name, word) for name, word in self.readings if name not in kept]
        return attrs.evolve(self, readings=tuple(sorted([*others, *readings])))


def choose_readings(part: RuleSetPart, assume: Mapping[str, str | None]) -> tuple[tuple[str, str], ...]:
    """Checks switched readings against the rule set. ``None`` keeps the reading the rule set takes.

    Raises :class:`InputError` naming every assumption and reading that is not declared.
    """
    faults = []
    chosen: dict[str, str] = {}
    if not isinstance(assume, Mapping):
        raise InputError([Fault("wrong-type", "assume", f"{show(assume)} where a mapping of readings is needed")])
    for name, word in assume.items():
        declared = part.assumptions.get(name) if isinstance(name, str) else None
        path = f"assume.{key_text(name)}"
        if declared is None:
            switchable = [key for key, item in part.assumptions.items() if item.readings]
            message = f"`{part.ruleset}` makes no assumption {show(name)}"
            faults.append(Fault("unknown-assumption", path, message, nearest(name, switchable)))
        elif word is None:
            continue
        elif not isinstance(word, str) or word not in declared.readings:
            message = f"{show(word)} is not a reading of {name}"
            hint = nearest(word, declared.readings) or f"{name} has one reading and cannot be switched"
            faults.append(Fault("unknown-reading", path, message, hint))
        else:
            chosen[name] = word
    if faults:
        raise InputError(faults)
    return tuple(sorted(chosen.items()))


def in_force_on(value: Any, day: date | None) -> Any:
    """A dated value as of a day; any other value itself. ``day`` ``None``: the first of its values."""
    if not isinstance(value, Dated):
        return value
    found = value.values[0][1]
    for start, item in value.values:
        if day is not None and start <= day:
            found = item
    return found
