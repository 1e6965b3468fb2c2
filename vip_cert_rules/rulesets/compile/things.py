"""What an item that says `each` is there for."""

from __future__ import annotations

from vip_cert_rules.rulesets.compile.asked import Thing
from vip_cert_rules.rulesets.compile.values import Values
from vip_cert_rules.rulesets.parameters import items_of
from vip_cert_rules.rulesets.syntax import Given, ParameterType
from vip_cert_rules.text import Text
from vip_cert_rules.wording.facts import COMPONENTS


def things_of(each: str | Given, values: Values) -> list[Thing] | None:
    """What an item is there for once each; ``None``: the parameter that says it was not supplied."""
    if not isinstance(each, Given):
        return [Thing(name, label) for name, label in items_of(values.part.lists[each]).items()]
    declared = values.part.parameters[each.parameter]
    if declared.type is ParameterType.ROUTES:
        routes = values.given(each)[0]
        if routes is None:
            return None
        return [Thing(str(i), Text(str(i), str(i)), route) for i, route in enumerate(routes, start=1)]
    entries = values.given(each, leave=1)[0]
    if entries is None:
        return None
    known = items_of(values.part.lists.get(declared.by[-1]))
    names = [name for name in known if name in entries] or sorted(entries)
    return [Thing(name, known.get(name) or COMPONENTS.get(name) or Text(f"“{name}”", name)) for name in names]
