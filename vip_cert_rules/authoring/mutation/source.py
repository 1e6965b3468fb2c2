"""The text of a rule file: where each value stands in it, and the text with edits made, so that they can be read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from typing import Any

import attrs
import yaml
from yaml.events import CollectionEndEvent, CollectionStartEvent, MappingStartEvent, ScalarEvent

from vip_cert_rules.authoring.mutation.edits import Drop, Edit, Put, Rename, Wrap
from vip_cert_rules.dates import parse_day
from vip_cert_rules.digest import plain
from vip_cert_rules.faults import Path
from vip_cert_rules.reading.yaml_text import LOADER

CONTEXT = 2
"""Lines before and after a change."""


@attrs.frozen
class Span:
    """From one character of a text up to another. ``flow``: in brackets or braces, or a single value."""

    start: int
    end: int
    flow: bool


@attrs.frozen
class _Change:
    start: int
    end: int
    text: str


@attrs.frozen(eq=False)
class Source:
    """The text of a rule file, which is YAML or JSON, with the spans of its values and keys."""

    name: str
    text: str
    is_json: bool
    value: Any
    values: dict[Path, Span]
    keys: dict[Path, Span]

    def edited(self, edits: Sequence[Edit]) -> str:
        """The text with edits made at places that do not overlap. Comments stay, but for those on lines taken out."""
        text = self.text
        for change in sorted((self._change(edit) for edit in edits), key=lambda change: change.start, reverse=True):
            text = text[: change.start] + change.text + text[change.end :]
        return text

    def diff(self, edits: Sequence[Edit]) -> tuple[str, ...]:
        """The edits as a unified diff of the file."""
        old, new = (text.splitlines() for text in (self.text, self.edited(edits)))
        return tuple(unified_diff(old, new, self.name, self.name, n=CONTEXT, lineterm=""))

    # --- one edit ------------------------------------------------------------------------------------------------

    def _change(self, edit: Edit) -> _Change:
        if isinstance(edit, Rename):
            span = self.keys[edit.path]
            return _Change(span.start, span.end, self._written(edit.key))
        if isinstance(edit, Wrap):
            return self._wrapped(edit)
        if isinstance(edit, Drop):
            return self._dropped(edit.path)
        if edit.path not in self.values:
            return self._added(edit)
        return self._replaced(edit.path, self._written(edit.value))

    def _replaced(self, path: Path, text: str) -> _Change:
        span = self.values[path]
        start = span.start
        if not span.flow and path in self.keys:  # the value may begin on the line after its key
            colon = self.text.index(":", self.keys[path].end)
            if not self.text[colon + 1 : start].strip():
                return _Change(colon + 1, span.end, f" {text}")
        return _Change(start, span.end, text if span.end > start else f" {text}")

    def _added(self, edit: Put) -> _Change:
        parent = edit.path[:-1]
        span = self.values[parent]
        entry = f"{self._written(edit.path[-1])}: {self._written(edit.value)}"
        siblings = self._children(parent)
        if span.flow:
            return _Change(self._end(siblings[-1]), self._end(siblings[-1]), f", {entry}")
        end = self._end_of_line(span.end)
        return _Change(end, end, f"\n{' ' * self._column(self._start(siblings[-1]))}{entry}")

    def _dropped(self, path: Path) -> _Change:
        parent = path[:-1]
        siblings = self._children(parent)
        if len(siblings) == 1:
            return self._replaced(parent, "[]" if isinstance(path[-1], int) else "{}")
        place = siblings.index(path)
        start, end = self._start(path), self._end(path)
        if not self.values[parent].flow:
            line = self._start_of_line(start)
            if not self.text[line:start].strip():
                return _Change(line, min(len(self.text), self._end_of_line(end) + 1), "")
        if place + 1 < len(siblings):
            return _Change(start, self._start(siblings[place + 1]), "")
        return _Change(self._end(siblings[place - 1]), end, "")

    def _wrapped(self, edit: Wrap) -> _Change:
        span = self.values[edit.path]
        inside = self.text[span.start : span.end]
        key = self._written(edit.key)
        start = self._start((*edit.path, 0))
        line = self._start_of_line(start)
        if span.flow or self.text[line:start].strip():
            return _Change(
                span.start, span.end, f"[{{{key}: {inside if span.flow else self._written(self._at(edit))}}}]"
            )
        indent = self.text[line:start]
        lines = self.text[line : span.end].split("\n")
        moved = "\n".join(f"    {one}" if one.strip() else one for one in lines)
        return _Change(line, span.end, f"{indent}- {key}:\n{moved}")

    def _at(self, edit: Wrap) -> Any:
        value = self.value
        for part in edit.path:
            value = value[part]
        return value

    def _written(self, value: Any) -> str:
        """A value on one line, as it may stand within braces."""
        if self.is_json:
            return json.dumps(plain(value), ensure_ascii=False)
        if isinstance(value, str) and parse_day(value) is not None:
            return value  # a day is text to our readers, quoted or not
        text: str = yaml.safe_dump(
            [plain(value)], default_flow_style=True, allow_unicode=True, sort_keys=False, width=1_000_000
        )
        return text.strip()[1:-1]

    # --- places --------------------------------------------------------------------------------------------------

    def _children(self, path: Path) -> list[Path]:
        inner = self.value
        for part in path:
            inner = inner[part]
        return [(*path, key) for key in (inner if isinstance(inner, dict) else range(len(inner)))]

    def _start(self, path: Path) -> int:
        """Where an entry or an item starts: at its key, or at the dash of a block list."""
        if path in self.keys:
            return self.keys[path].start
        start = self.values[path].start
        return start if self.values[path[:-1]].flow else self.text.rindex("-", 0, start)

    def _end(self, path: Path) -> int:
        return max(self.values[path].end, self.keys[path].end + 1 if path in self.keys else 0)

    def _start_of_line(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def _end_of_line(self, offset: int) -> int:
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def _column(self, offset: int) -> int:
        return offset - self._start_of_line(offset)


def read_source(name: str, text: str, value: Any) -> Source:
    """The source of a rule file that was read into a value. JSON that no YAML reader takes is laid out anew."""
    is_json = text.lstrip().startswith(("{", "["))
    try:
        spans = _spans_of(text)
    except yaml.YAMLError:
        text = json.dumps(plain(value), ensure_ascii=False, indent=2)
        spans = _spans_of(text)
    return Source(name, text, is_json, value, *spans)


@attrs.define
class _Open:
    path: Path
    start: int
    flow: bool
    is_mapping: bool
    count: int = 0
    key: str | None = None
    last: int = 0
    """Where the last thing in it ends: a block ends there, whatever blanks and comments follow."""


def _spans_of(text: str) -> tuple[dict[Path, Span], dict[Path, Span]]:
    values: dict[Path, Span] = {}
    keys: dict[Path, Span] = {}
    opened: list[_Open] = []
    for path, event, is_key in _walk(text, opened):
        start, end = event.start_mark.index, event.end_mark.index
        if is_key:
            keys[path] = Span(start, end, True)
            opened[-1].last = end + 1
        elif isinstance(event, ScalarEvent):
            if event.style in ("|", ">"):
                end = start + len(text[start:end].rstrip())
            values[path] = Span(start, end, True)
            if opened:
                opened[-1].last = max(end, opened[-1].last)
        elif isinstance(event, CollectionEndEvent):
            one = opened.pop()
            values[one.path] = Span(one.start, end if one.flow else one.last, one.flow)
            if opened:
                opened[-1].last = values[one.path].end
    return values, keys


def _walk(text: str, opened: list[_Open]) -> Iterator[tuple[Path, Any, bool]]:
    """Every key, scalar and end of a collection with its path; notes which collections are open."""
    events: Iterator[Any] = yaml.parse(text, Loader=LOADER)
    for event in events:
        if isinstance(event, (ScalarEvent, CollectionStartEvent)):
            above = opened[-1] if opened else None
            if above is None:
                path: Path = ()
            elif above.is_mapping:
                if above.key is None and isinstance(event, ScalarEvent):
                    above.key = event.value
                    yield (*above.path, event.value), event, True
                    continue
                path, above.key = (*above.path, str(above.key)), None
            else:
                path = (*above.path, above.count)
                above.count += 1
            if isinstance(event, ScalarEvent):
                yield path, event, False
            else:
                is_mapping = isinstance(event, MappingStartEvent)
                opened.append(_Open(path, _offset(event), bool(event.flow_style), is_mapping))
        elif isinstance(event, CollectionEndEvent):
            yield opened[-1].path, event, False


def _offset(event: Any) -> int:
    start: int = event.start_mark.index
    return start
