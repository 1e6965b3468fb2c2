"""What an overlay may add to a rule set, as shapes: declarations under new names, requirements and routes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from vip_cert_rules.faults import Path, nearest
from vip_cert_rules.rulesets.language.file import DOCUMENT
from vip_cert_rules.rulesets.language.forms import NAME, Once, Tagged
from vip_cert_rules.rulesets.language.items import CONDITION, ITEM, ITEM_KINDS, ITEMS, WAIVER
from vip_cert_rules.rulesets.language.records import RECORDS_DECLARED
from vip_cert_rules.rulesets.language.words import KEY, TEXT
from vip_cert_rules.rulesets.language.words import SOURCE as CITED
from vip_cert_rules.rulesets.syntax import Citation, Item, ItemPart
from vip_cert_rules.shapes import Field, Fields, ListOf, MapOf, Refused, Report, Shape, Whole
from vip_cert_rules.text import Text

ADD = "add"
"""The key under which requirements and routes stand."""

_NEW = "new names only; the rule set's own may be used"

SECTIONS: Mapping[str, Shape[Any]] = {
    "documents": MapOf(DOCUMENT, KEY, noun="a mapping from names to documents"),
    "records": MapOf(RECORDS_DECLARED, KEY, noun="a mapping from names to records"),
    "conditions": MapOf(CONDITION, KEY, noun="a mapping from names to conditions"),
    "waivers": MapOf(WAIVER, KEY, noun="a mapping from names to waivers"),
}
"""What an overlay may declare, as rule files do."""


@attrs.frozen(eq=False, repr=False)
class RequirementPart:
    """Further requirements of a question at some levels; ``None``: at all of them."""

    question: str
    levels: tuple[int, ...] | None
    items: tuple[Item, ...]
    path: Path


@attrs.frozen(eq=False, repr=False)
class RoutePart:
    """An alternative route of a question at some levels, beside what is called ``beside`` there."""

    question: str
    levels: tuple[int, ...] | None
    name: str
    label: Text | None
    source: tuple[Citation, ...]
    assumes: tuple[str, ...]
    items: tuple[Item, ...]
    beside: str | None
    path: Path

    def as_item(self) -> ItemPart:
        """The route as it stands in the question."""
        return ItemPart(
            kind="route",
            name=self.name,
            items=self.items,
            level=None,
            waived_by=(),
            label=self.label,
            source=self.source,
            assumes=self.assumes,
            path=self.path,
        )


Addition = RequirementPart | RoutePart

_TARGET = {
    "question": Field(NAME, required=True, about="the question it is added to"),
    "levels": Field(
        ListOf(Whole(1, 9, noun="a level (1 to 9)"), non_empty=True, noun="a list of levels"),
        about="the levels at which it is added; absent: all of the question's",
    ),
}
_SOME_ITEMS: Shape[tuple[Item, ...]] = ListOf(
    Once("items", lambda: ITEM, noun="a condition or a group"),
    non_empty=True,
    noun="a list of conditions or groups",
)
REQUIREMENT = Fields(
    RequirementPart,
    {**_TARGET, "require": Field(_SOME_ITEMS, required=True, about="what has to be met as well")},
    keeps_path=True,
    noun="a requirement",
    names={"require": "items"},
)
ROUTE = Fields(
    RoutePart,
    {
        **_TARGET,
        "route": Field(KEY, required=True, about="its name, a part of the node's id"),
        "label": Field(TEXT, about="what the route means"),
        "source": Field(CITED, default=(), about="the clause; absent: the source of the overlay"),
        "assumes": ITEM_KINDS["route"].fields["assumes"],
        "all": Field(ITEMS, required=True, about="what must be met on this route"),
        "beside": Field(
            NAME,
            about="the route, condition, group or question to which it is the alternative; "
            "may be left out where one `any` of the question holds routes",
        ),
    },
    keeps_path=True,
    noun="a route",
    names={"route": "name", "all": "items"},
)


@attrs.frozen(eq=False, repr=False)
class _Addition(Tagged[Addition]):
    """A requirement or a route; which of them does not show from the first key, as it does elsewhere."""

    def read(self, value: object, path: Path, report: Report) -> Addition | Refused:
        """See :class:`Shape`."""
        if isinstance(value, Mapping) and not set(self.kinds) & set(value):
            others = [key for key in value if key not in ROUTE.fields]
            hint = nearest(others[0] if others else None, self.kinds)
            message = "neither `require` nor `route` is said: it is not clear what is added"
            return report.add("unknown-kind", path, message, hint)
        return super().read(value, path, report)


ADDITION: Shape[Addition] = _Addition(
    {"require": REQUIREMENT, "route": ROUTE}, "an addition ({question: …, require: …} or {question: …, route: …})"
)

ADDITIONS: Mapping[str, Field] = {
    **{name: Field(shape, nullable=True, default={}, about=_NEW) for name, shape in SECTIONS.items()},
    ADD: Field(
        ListOf(ADDITION, noun="a list of requirements and routes"),
        nullable=True,
        default=(),
        about="further requirements and alternative routes",
    ),
}
"""The keys of an overlay that add something."""


@attrs.frozen(eq=False, repr=False)
class Additions:
    """All that one overlay adds."""

    sections: Mapping[str, Mapping[str, Any]]
    add: tuple[Addition, ...]


def read_additions(content: Mapping[str, Any], first: int, report: Report) -> Additions | None:
    """What an overlay adds, from its plain content; ``None`` where that has faults, which are reported.

    The overlays laid over one rule set number their additions through, so that no two parts have the same path:
    ``first`` is the number of this one's first.
    """
    before = len(report.faults)
    sections = {name: shape.read(content.get(name) or {}, (name,), report) for name, shape in SECTIONS.items()}
    rows = content.get(ADD) or []
    if not isinstance(rows, list):
        ADDITIONS[ADD].shape.read(rows, (ADD,), report)
        return None
    add = [ADDITION.read(row, (ADD, first + i), report) for i, row in enumerate(rows)]
    if len(report.faults) != before:
        return None
    return Additions(
        {name: read for name, read in sections.items() if not isinstance(read, Refused)},
        tuple(one for one in add if not isinstance(one, Refused)),
    )
