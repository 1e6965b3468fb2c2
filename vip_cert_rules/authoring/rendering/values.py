"""Values of parameters as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs

from vip_cert_rules.rulesets.parameters import LEVEL, POSITION, items_of, shape_of
from vip_cert_rules.rulesets.syntax import Dated, ParameterPart, ParameterType, RuleSetPart
from vip_cert_rules.shapes import Refused, Report
from vip_cert_rules.text import Lang, Text
from vip_cert_rules.wording.facts import COMPONENTS
from vip_cert_rules.wording.punctuation import APART, LISTED
from vip_cert_rules.wording.quantities import quantity, word

NOT_SUPPLIED = Text("未提供", "not supplied")
FROM = Text("自{day}起{value}", "{value} from {day}")
ENTRY = Text("{key}：{value}", "{key}: {value}")
WITHIN = Text("{key}（{value}）", "{key} ({value})")
ALTERNATIVE = Text("，或者", ", or ")
MINUTES = Text("{number}分钟", "{number} minutes")
NO_ROUTE = Text("无", "none")

BOTH = Text("并且", " and ")

MEMBERS: Mapping[str, Text] = {
    "certificate": Text("持有{required}及以上证书", "certificate of {required} or above"),
    "continuous_months": Text("连续任职满{required}", "{required} of continuous service"),
    "cumulative_months": Text("累计任职满{required}", "{required} of cumulative service"),
    "training": Text("完成本等级培训", "training of the level"),
    "probation": Text("实习考核合格", "probation passed"),
}
"""The usual members of a route in words; others stand as they are called."""

UNITS = {ParameterType.MONTHS: "month", ParameterType.HOURS: "hour", ParameterType.MARK: "point"}


@attrs.frozen
class ValueTeller:
    """Says values of the parameters of one rule set in one language."""

    part: RuleSetPart
    lang: Lang

    def value(self, part: ParameterPart, value: Any) -> str:
        """A value as declared or supplied, dated or not."""
        if isinstance(value, Dated):
            told = (self.say(FROM, day=day.isoformat(), value=self.value(part, item)) for day, item in value.values)
            return self.say(APART).join(told)
        if value is None:
            return self.say(NOT_SUPPLIED)
        plain = list(value) if isinstance(value, tuple) else value
        read = shape_of(self.part, part).read(plain, (), Report()) if self.is_whole(part, plain) else plain
        return self.keyed(part, plain if isinstance(read, Refused) else read, 0)

    def entry(self, part: ParameterPart, value: Any, keys: tuple[str, ...]) -> str:
        """What a parameter holds under some of its keys; all of it where there are none."""
        if not keys or value is None:
            return self.value(part, value)
        return self.keyed(part, value, len(keys))

    def is_whole(self, part: ParameterPart, value: Any) -> bool:
        """Whether a value is that of a whole parameter, not of one of its entries."""
        return not part.by or isinstance(value, Mapping)

    def keyed(self, part: ParameterPart, value: Any, depth: int) -> str:
        """The entries of a parameter with keys, each under what its key is called."""
        if not isinstance(value, Mapping) or depth == len(part.by):
            return self.routes(value) if part.type is ParameterType.ROUTES else self.words(part.type, value)
        is_last = depth + 1 == len(part.by)
        said = []
        for key, item in value.items():
            told = self.keyed(part, item, depth + 1)
            said.append(self.say(ENTRY if is_last else WITHIN, key=self.key(part.by[depth], key), value=told))
        return self.say(LISTED if is_last and depth else APART).join(said)

    def key(self, kind: str, key: str) -> str:
        """What a key is called."""
        if kind == LEVEL and key in self.part.levels:
            return self.say(self.part.levels[key].label)
        if kind == POSITION and key in self.part.positions:
            return self.say(self.part.positions[key].label)
        text = items_of(self.part.lists.get(kind)).get(key) or COMPONENTS.get(key)
        return key if text is None else self.say(text)

    def routes(self, routes: Any) -> str:
        """Routes by the words of the language: what each demands, and the next as an alternative."""
        told = [
            self.say(BOTH).join(self.member(name, demanded) for name, demanded in route.items()) for route in routes
        ]
        return self.say(ALTERNATIVE).join(told) if told else self.say(NO_ROUTE)

    def member(self, name: str, demanded: Any) -> str:
        """What a route demands by one member."""
        said = MEMBERS.get(name)
        if said is None:
            return name if demanded is True else f"{name} {demanded}"
        if isinstance(demanded, bool):
            return self.say(said)
        kind = ParameterType.LEVEL if name == "certificate" else ParameterType.MONTHS
        return self.say(said, required=self.words(kind, demanded))

    def words(self, kind: ParameterType, value: Any) -> str:
        """A single value, or a list of them."""
        if kind in UNITS and isinstance(value, (int, Decimal)):
            return quantity(value, UNITS[kind], self.lang)
        if kind in (ParameterType.LEVEL, ParameterType.LEVELS) and str(value) in self.part.levels:
            return self.say(self.part.levels[str(value)].label)
        if kind is ParameterType.MINUTES:
            return self.say(MINUTES, number=str(value))
        if kind is ParameterType.PERCENT:
            return f"{value}%"
        if isinstance(value, Enum):
            return word(value, self.lang)
        if isinstance(value, (list, tuple)):
            return self.say(LISTED).join(self.words(kind, item) for item in value)
        return str(value)

    def say(self, text: Text, /, **terms: object) -> str:
        """A text in the language, with its placeholders filled in."""
        return text.say(self.lang, **terms)
