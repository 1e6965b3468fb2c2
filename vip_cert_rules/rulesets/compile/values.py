"""What parameters hold where a condition stands, who set them, and what a condition demands by them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs

from vip_cert_rules.faults import Fault, RuleSetError, render_path
from vip_cert_rules.kleene import Number
from vip_cert_rules.measures.measure import Best, Measure
from vip_cert_rules.plan.nodes import Required, Setting
from vip_cert_rules.rulesets.compile.asked import Asked
from vip_cert_rules.rulesets.parameters import Here, entry_of, shape_of
from vip_cert_rules.rulesets.settings import address_of, in_force_on
from vip_cert_rules.rulesets.syntax import ConditionPart, Dated, Given, LevelRef, ParameterPart, RuleSetPart
from vip_cert_rules.shapes import Refused, Report


@attrs.frozen
class Values:
    """The values of parameters here. ``noted``: the overlaid ones that the condition being compiled made use of."""

    part: RuleSetPart
    asked: Asked
    noted: list[Setting]

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
            setting = _setter_of(self.noted.pop(), given.parameter, self.here.words(part), len(part.by) - leave)
            base = None if setting is None else entry_of(part, setting.base, self.here, leave)
            if setting is None or (entry is None and base is None):
                return entry, name, None  # other entries were set
            setting = attrs.evolve(setting, base=base)
            self.noted.append(setting)
        return entry, name, setting

    def member(self, given: Given, part: ParameterPart) -> tuple[Any, str, Setting | None]:
        """What the route that is gone through demands by a member."""
        _whole, name, setting = self.whole(given, part)
        thing = self.asked.thing
        value = None if thing is None or thing.route is None else thing.route.get(str(given.member))
        if setting is not None:
            setting = self.noted.pop().of(self.here.words(part))
        if setting is not None:
            setting = attrs.evolve(setting, base=None)  # the documents' routes are other ones
            self.noted.append(setting)
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
                self.noted.append(setting)
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
        """What a condition's measure has to reach."""
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


def _setter_of(setting: Setting, name: str, keys: tuple[str, ...], looked: int) -> Setting | None:
    """Who set the entry under keys; where only the first of them are looked at, who set what stands under those.

    The entry that a table of the organisation's own leaves out is its doing as well. What is within what is looked at
    is not named: an overlay may set several such in any order.
    """
    found, keys = setting.of(keys), keys[:looked]
    if found is None and setting.base is None:
        found = setting.of(keys)
    address = ".".join((name, *keys))
    if found is not None and found.parameter.startswith(f"{address}.") and len(keys) == looked:
        return attrs.evolve(found, parameter=address)
    return found


def as_number(value: Any) -> Number | None:
    """Whole numbers as such, so that documents show 24, not 24.0."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == int(value) else Decimal(value)
