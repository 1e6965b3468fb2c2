"""The parts of a rule set as its author wrote them: small immutable classes, no behaviour.

``path`` says where a part stands in the file, for faults found later. Whatever may depend on the level, the position
or a reading of an assumption is ``Sometimes[...]``: itself, or a :class:`Choice` among several.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Generic, TypeVar, Union

import attrs

from vip_cert_rules.faults import Path
from vip_cert_rules.plan.nodes import Cited
from vip_cert_rules.text import Text

T = TypeVar("T")


@attrs.frozen(eq=False, repr=False)
class Given:
    """The value of a parameter, by its name as declared: of one with keys, the one that stands under the keys of here.

    ``member`` is a part of the route that is gone through, where the parameter lists routes.
    """

    parameter: str
    path: Path
    member: str | None = None


@attrs.frozen(eq=False, repr=False)
class Choice(Generic[T]):
    """One of several parts, chosen by ``level``, ``position``, ``question`` (the one that was asked, of those embedded
    in one another the outermost), the reading of an assumption, or whether a parameter, ``given``, was supplied."""

    subject: str
    cases: Mapping[str, T]
    otherwise: T | None
    path: Path
    given: Given | None = None


Sometimes = Union[T, Choice[T]]  # noqa: UP007 - mypy takes a bare type variable for an alias only so


@attrs.frozen(eq=False, repr=False)
class Dated:
    """Values by the day from which each is in force, earliest first."""

    values: tuple[tuple[date, Any], ...]
    path: Path


@attrs.frozen(eq=False, repr=False)
class Citation:
    """A clause of a document. ``clause`` may use the placeholders of texts."""

    document: str
    clause: Sometimes[str] | None
    path: Path


@attrs.frozen(eq=False, repr=False)
class DocumentPart:
    """A source document."""

    title: Text
    short: Text | None
    issued: str | None
    path: Path


@attrs.frozen(eq=False, repr=False)
class LevelPart:
    """A level and the terms that texts may use for it."""

    label: Text
    letter: str | None
    path: Path


@attrs.frozen(eq=False, repr=False)
class PositionPart:
    """A position that people work in and are certified for."""

    label: Text
    path: Path


@attrs.frozen(eq=False, repr=False)
class ListPart:
    """A list of things with names, for each of which something is demanded. ``syllabus``: the modules of one."""

    items: Mapping[str, Text] | None
    syllabus: str | None
    path: Path


@attrs.frozen(eq=False, repr=False)
class AssumptionPart:
    """A reading of the documents that a reasonable organisation could choose otherwise."""

    text: Text
    readings: Mapping[str, Text]
    source: tuple[Citation, ...]
    path: Path


class ParameterType(Enum):
    """What a parameter holds."""

    MONTHS = "months"
    HOURS = "hours"
    MARK = "mark"
    LEVEL = "level"
    EDUCATION_LEVEL = "education_level"
    GRADE = "grade"
    TRAINER_RANK = "trainer_rank"
    UNITS = "units"
    OCCUPATIONS = "occupations"
    LEVELS = "levels"
    ROUTES = "routes"
    MINUTES = "minutes"
    PERCENT = "percent"
    TEXT = "text"


class Member(Enum):
    """What a member of a route holds, in a parameter that lists routes."""

    LEVEL = "level"
    MONTHS = "months"
    DEMANDED = "demanded"
    """Nothing but ``true``."""


@attrs.frozen(eq=False, repr=False)
class ParameterPart:
    """A value that an organisation may set. ``value`` holds for every level, ``values`` one for each of some.

    With ``by_level`` an organisation may set either, and a level without a value has none. With ``by`` the value is a
    mapping, within mappings as often as there are keys: ``level``, ``position``, the name of a list, or ``component``
    and ``name`` (any word). ``is_null``: null is the declared value, which differs from having none. ``supplied_by``
    says who knows the value; ``information``: it is shown, and tested nowhere.
    """

    type: ParameterType
    label: Text
    source: tuple[Citation, ...]
    value: Any
    values: Mapping[str, Any] | None
    nullable: bool
    by_level: bool
    by: tuple[str, ...]
    members: Mapping[str, Member]
    minimum: int | None
    maximum: int | None
    supplied_by: Text | None
    information: bool
    path: Path
    is_null: bool = False


@attrs.frozen(eq=False, repr=False)
class TestPart:
    """A test of one field of a record: ``kind`` is its word in the language, ``value`` what it is held against."""

    kind: str
    value: Any
    path: Path
    more: Mapping[str, Any] = attrs.field(factory=dict)


PERSON = "person."
"""How a test of the person, not of the record, begins."""
Where = Mapping[str, tuple[Sometimes[TestPart | None], ...]]
"""The tests that each of some fields must pass; ``None``: anything will do."""


@attrs.frozen(eq=False, repr=False)
class RecordsPart:
    """Which records come into question: of a list, or of a named selection, narrowed."""

    list: str | None
    these: str | None
    where: Where
    any_of: tuple[Mapping[str, TestPart], ...]
    latest: Sometimes[tuple[str, ...]]
    then: Where
    path: Path


Records = str | RecordsPart


@attrs.frozen(eq=False, repr=False)
class MeasurePart:
    """A measure: ``kind`` is its word in the language."""

    kind: str
    records: Records | None
    field: str | None
    prefer: Sometimes[str] | None
    since: Sometimes[MeasurePart | None] | None
    parts: tuple[MeasurePart, ...]
    given: Given | None
    path: Path


LevelRef = str | int | Given
"""``this`` (of the question), ``below`` (the next lower), ``required`` (the condition's own), a number, or a
parameter. A question within another may also be asked ``at_or_above``: for this level and every higher one."""


@attrs.frozen(eq=False, repr=False)
class ConditionPart:
    """A condition: a measure and what it must reach."""

    label: Sometimes[Text]
    source: tuple[Citation, ...]
    assumes: Sometimes[tuple[str, ...]]
    measure: Sometimes[MeasurePart]
    at_least: int | Decimal | Given | str | None
    level: Sometimes[LevelRef]
    code: str | None
    path: Path


@attrs.frozen(eq=False, repr=False)
class WaiverPart:
    """What lifts a condition: all of some conditions."""

    label: Text
    source: tuple[Citation, ...]
    assumes: tuple[str, ...]
    items: tuple[Item, ...]
    path: Path


@attrs.frozen(eq=False, repr=False)
class ItemPart:
    """A node of a question: exactly one of a condition by name, or a group (all, any, route) of items.

    ``each``: it is there once for each thing of a list, or for each entry of a parameter.
    """

    kind: str
    name: str | None
    items: tuple[Item, ...]
    level: Sometimes[LevelRef] | None
    waived_by: Sometimes[tuple[str, ...]]
    label: Text | None
    source: tuple[Citation, ...]
    assumes: tuple[str, ...]
    path: Path
    each: str | Given | None = None
    beside: str | None = None
    """Of an ``any`` in which an overlay set an alternative beside something: what that is called."""


Item = Sometimes[tuple[ItemPart, ...]]


@attrs.frozen(eq=False, repr=False)
class QuestionPart:
    """What a rule set can be asked, at some levels."""

    label: Text
    yes: Text
    no: Text
    unknown: Text | None
    levels: tuple[int, ...] | None
    source: tuple[Citation, ...]
    assumes: tuple[str, ...]
    items: tuple[Item, ...]
    path: Path


@attrs.frozen(eq=False, repr=False)
class InForce:
    """The days on which a rule set is in force, both included; ``None``: open."""

    start: date | None
    end: date | None
    path: Path


@attrs.frozen
class Extension:
    """The overlay that added something, by its name, and what it cites for itself."""

    name: str
    source: tuple[Cited, ...]


@attrs.frozen(eq=False, repr=False)
class TransitionPart:
    """Who may still finish under an older version, and until when. ``questions`` ``None``: all both versions have."""

    from_version: str
    until: date
    label: Text
    questions: tuple[str, ...] | None
    source: tuple[Citation, ...]
    assumes: tuple[str, ...]
    items: tuple[Item, ...]
    path: Path


class FindingKind(Enum):
    """What is remarkable about rules, whoever is asked about: what a verification looks for."""

    NEVER_YES = "never-yes"
    NEVER_NO = "never-no"
    ROUTE_WITHOUT_EFFECT = "route-without-effect"
    CONDITION_WITHOUT_EFFECT = "condition-without-effect"
    WAIVER_WITHOUT_EFFECT = "waiver-without-effect"
    NO_EASIER = "no-easier"
    MORE_IS_WORSE = "more-is-worse"
    LAPSES_FIRST = "lapses-first"
    NO_WAY_UP = "no-way-up"
    OVERLAY_WIDENS = "overlay-widens"
    OVERLAY_CONTRADICTS = "overlay-contradicts"
    PROPERTY_BROKEN = "property-broken"


@attrs.frozen(eq=False, repr=False)
class PropertyPart:
    """Whoever meets all of ``given``, and none of ``unless``, meets all of ``then``: so its author says.

    All three are ids of nodes.
    """

    text: Text
    given: tuple[str, ...]
    then: tuple[str, ...]
    unless: tuple[str, ...]
    path: Path


@attrs.frozen(eq=False, repr=False)
class IntendedPart:
    """A finding that is meant so: of what kind, at which node (of a broken property: its name), and why."""

    finding: FindingKind
    at: str
    reason: Text
    path: Path


@attrs.frozen(eq=False, repr=False)
class RuleSetPart:
    """A whole rule file."""

    ruleset: str
    version: str
    title: Text
    in_force: InForce | None
    documents: Mapping[str, DocumentPart]
    levels: Mapping[str, LevelPart]
    positions: Mapping[str, PositionPart]
    lists: Mapping[str, ListPart]
    assumptions: Mapping[str, AssumptionPart]
    parameters: Mapping[str, ParameterPart]
    records: Mapping[str, RecordsPart]
    conditions: Mapping[str, ConditionPart]
    waivers: Mapping[str, WaiverPart]
    questions: Mapping[str, QuestionPart]
    transition: tuple[TransitionPart, ...] = ()
    properties: Mapping[str, PropertyPart] = attrs.field(factory=dict)
    intended: tuple[IntendedPart, ...] = ()
    schema_line: str | None = None
    added_by: tuple[Extension, ...] = ()
    """By which overlays' additions this was extended: that of ``add[0]``, of ``add[1]`` and so on."""
