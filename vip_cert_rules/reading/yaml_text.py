"""YAML -> plain values: the part of YAML 1.2 without tags, anchors and aliases.

The parser's events are taken one by one, so nesting costs no recursion. Import this module when a text
is read and not before: it imports PyYAML.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

import attrs
import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from vip_cert_rules.faults import Fault, Path, Place, render_path, show
from vip_cert_rules.reading.document import MOST_PLACED, Document, Limits, Refusal
from vip_cert_rules.reading.positions import (
    SURROGATE,
    control_character,
    duplicate_key,
    empty_document,
    number_too_long,
    place_at,
    too_deep,
)
from vip_cert_rules.reading.scalars import NULLS, TooLongError, read_plain
from vip_cert_rules.reading.yaml_syntax import explain_syntax

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml's parser where PyYAML was built with it."""

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAG_DIRECTIVE = re.compile("(?:^|[\n\r\x85\u2028\u2029])(%TAG)")
_MOST_DIRECTIVES = 16
"""libyaml's time grows with the square of their number."""

_QUOTE_IT = "a text that starts with `&`, `*` or `!` needs quotes"


def read_yaml(text: str, name: str, limits: Limits, loader: Any = LOADER) -> Document | Refusal:
    """The one document of a YAML text."""
    forbidden = control_character(text, _FORBIDDEN, name)
    if forbidden is not None:
        return Refusal((forbidden,))
    directives = list(islice(_TAG_DIRECTIVE.finditer(text), _MOST_DIRECTIVES))
    if len(directives) == _MOST_DIRECTIVES:
        return Refusal((_tag_directive(place_at(text, directives[0].start(1), name)),))
    builder = _Builder(name, limits, has_places=len(text) <= MOST_PLACED)
    cause: Exception | None = None
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
            if builder.is_done:
                break
    except yaml.MarkedYAMLError as error:
        cause = error
        builder.faults.append(explain_syntax(error, text, name, limits))
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # the pure parser's chr() of an escape
        cause = error
        builder.refuse_escape("", builder.last_place)
    if not builder.faults and not builder.has_value:
        builder.faults.append(empty_document(name))
    if builder.faults:
        return Refusal(tuple(builder.faults), cause)
    return Document(name, builder.value, builder.places, builder.key_places)


@attrs.define
class _OpenList:
    """A list whose end has not come yet."""

    path: Path
    items: list[object]


@attrs.define
class _OpenMapping:
    """A mapping whose end has not come yet. ``key`` is the last key; ``None`` when it was at fault."""

    path: Path
    entries: dict[str, object]
    is_at_key: bool = True
    key: str | None = None


class _Builder:
    """Makes values of events and notes where they stand."""

    def __init__(self, name: str, limits: Limits, *, has_places: bool) -> None:
        self.value: object = None
        self.has_value = False
        self.is_done = False
        self.places: dict[Path, Place] = {}
        self.key_places: dict[Path, Place] = {}
        self.faults: list[Fault] = []
        self.last_place = Place(name, 1, 1)
        self._name = name
        self._limits = limits
        self._has_places = has_places
        self._open: list[_OpenList | _OpenMapping] = []
        self._documents = 0

    def take(self, event: Event) -> None:
        """The next event of the stream."""
        if isinstance(event, NodeEvent):
            place = self.last_place = self._place(event)
            inner = self._open[-1] if self._open else None
            if isinstance(inner, _OpenMapping) and inner.is_at_key:
                self._take_key(event, place, inner)
            else:
                self._take_value(event, place, inner)
        elif isinstance(event, CollectionEndEvent):
            self._open.pop()
        elif isinstance(event, DocumentStartEvent):
            self._start_document(event)
        if len(self.faults) >= self._limits.faults:
            self.is_done = True

    def _place(self, event: Event) -> Place:
        mark: Any = event.start_mark  # every event of a parser has one
        return Place(self._name, mark.line + 1, mark.column + 1)

    def _start_document(self, event: DocumentStartEvent) -> None:
        place = self._place(event)
        self._documents += 1
        if self._documents > 1:
            message = "a second document in the same text"
            self.faults.append(Fault("several-documents", "", message, "give each document a file", place))
            self.is_done = True
        elif event.tags:
            self.faults.append(_tag_directive(place))

    def _take_key(self, event: NodeEvent, place: Place, mapping: _OpenMapping) -> None:
        mapping.is_at_key = False
        mapping.key = None
        self._check_properties(event, mapping.path, place)
        if isinstance(event, ScalarEvent):
            key: str = event.value
            if _is_plain(event) and key in NULLS:
                self._refuse_key(mapping.path, place, "null")
                return
            self._check_characters(event, mapping.path, place)
            mapping.key = key
            path = (*mapping.path, key)
            if key in mapping.entries:
                self.faults.append(duplicate_key(path, place, self.key_places.get(path)))
            elif self._has_places:
                self.key_places[path] = place
        elif isinstance(event, CollectionStartEvent):
            kind = "a mapping" if isinstance(event, MappingStartEvent) else "a list"
            self._refuse_key(mapping.path, place, kind)
            self._enter(event, mapping.path, place)

    def _take_value(self, event: NodeEvent, place: Place, inner: _OpenList | _OpenMapping | None) -> None:
        if inner is None:
            path: Path = ()
        elif isinstance(inner, _OpenList):
            path = (*inner.path, len(inner.items))
        else:
            path = inner.path if inner.key is None else (*inner.path, inner.key)
        self._check_properties(event, path, place)
        value: object = None
        if isinstance(event, ScalarEvent):
            value = self._read_scalar(event, path, place)
        elif isinstance(event, CollectionStartEvent):
            value = self._enter(event, path, place)
        if self._has_places:
            self.places[path] = place
        if inner is None:
            self.value = value
            self.has_value = not (isinstance(event, ScalarEvent) and _is_plain(event) and event.value == "")
        elif isinstance(inner, _OpenList):
            inner.items.append(value)
        else:
            inner.is_at_key = True
            if inner.key is not None:
                inner.entries[inner.key] = value

    def _enter(self, event: CollectionStartEvent, path: Path, place: Place) -> object:
        if len(self._open) >= self._limits.depth:
            self.faults.append(too_deep(path, place, self._limits.depth))
            self.is_done = True
        if isinstance(event, MappingStartEvent):
            mapping = _OpenMapping(path, {})
            self._open.append(mapping)
            return mapping.entries
        sequence = _OpenList(path, [])
        self._open.append(sequence)
        return sequence.items

    def _read_scalar(self, event: ScalarEvent, path: Path, place: Place) -> object:
        text: str = event.value
        if not _is_plain(event):
            self._check_characters(event, path, place)
            return text
        try:
            return read_plain(text, self._limits.digits)
        except TooLongError:
            self.faults.append(number_too_long(path, place, self._limits.digits))
            return None

    def _check_characters(self, event: ScalarEvent, path: Path, place: Place) -> None:
        """The pure parser lets pass what libyaml refuses."""
        if event.style == '"' and SURROGATE.search(event.value):
            self.refuse_escape(render_path(path), place)

    def refuse_escape(self, path: str, place: Place) -> None:
        """An escape in a quoted text that makes no character."""
        self.faults.append(Fault("not-yaml", path, "an escape that stands for no character", place=place))

    def _refuse_key(self, path: Path, place: Place, found: str) -> None:
        message = f"a key is a text, not {found}"
        self.faults.append(Fault("key-not-text", render_path(path), message, "put the key in quotes", place))

    def _check_properties(self, event: NodeEvent, at: Path, place: Place) -> None:
        tag: str | None = getattr(event, "tag", None)
        if event.anchor is None and tag is None:
            return
        path = render_path(at)
        if isinstance(event, AliasEvent):
            message = f"alias {show(f'*{event.anchor}')}: aliases are not part of the language"
            self.faults.append(Fault("anchor-not-allowed", path, message, "write the value out", place))
        elif event.anchor is not None:
            message = f"anchor {show(f'&{event.anchor}')}: anchors are not part of the language"
            self.faults.append(Fault("anchor-not-allowed", path, message, "remove it", place))
        if tag is not None:
            message = f"tag {show(_as_written(tag))}: tags are not part of the language"
            self.faults.append(Fault("tag-not-allowed", path, message, _QUOTE_IT, place))


def _tag_directive(place: Place) -> Fault:
    message = "`%TAG`: tags are not part of the language"
    return Fault("tag-not-allowed", "", message, "remove the line", place)


def _is_plain(event: ScalarEvent) -> bool:
    return not event.style


def _as_written(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!", 1)
