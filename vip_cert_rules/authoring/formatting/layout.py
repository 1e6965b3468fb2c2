"""The layout itself: ruamel.yaml writes what it read, then lists that do not fit their line are broken.

What an author chose stays: braces or lines, quotes, comments, blank lines between parts, the order of keys. What is
made the same are indentation, spaces, empty values (`null`), and how many blank lines stand in a row. A line is never
broken within a text or between the entries of a mapping: the rows of a table stay rows.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import yaml

from vip_cert_rules.authoring.formatting.comments import places_of_comments
from vip_cert_rules.extras import needed
from vip_cert_rules.reading.yaml_text import LOADER

WIDTH = 120
"""Columns of a line; a Chinese character takes two."""
LONG = 80
"""A list of words is broken only where it is longer than this, however long its line is."""
_NEVER = 1_000_000


def laid_out(text: str) -> str:
    """A text in the layout. It is YAML that our reader takes. Raises :class:`InputError` without ruamel.yaml."""
    ruamel = _ruamel()
    writer = ruamel.YAML()
    writer.preserve_quotes = True
    writer.width = _NEVER
    writer.brace_single_entry_mapping_in_flow_sequence = True
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.representer.add_representer(type(None), _null)
    out = io.StringIO()
    writer.dump(writer.load(_spaced(text)), out)
    return _spaced(_beside(_broken(out.getvalue())))


def _ruamel() -> Any:
    return needed("ruamel.yaml", "author", "formatting", "ruamel.yaml")


def _null(representer: Any, _value: None) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:null", "null")


# --- lists that do not fit -------------------------------------------------------------------------------------------


def _broken(text: str) -> str:
    """Lists of plain words in brackets that reach beyond the width, broken after commas."""
    spans = [
        (start, end, commas)
        for start, end, commas in _word_lists(text)
        if _columns(text[start:end]) > LONG and _columns(_line_at(text, start)) > WIDTH
    ]
    for start, end, ends in reversed(spans):
        text = text[:start] + _filled(text, start, end, ends) + text[end:]
    return text


def _word_lists(text: str) -> Iterator[tuple[int, int, list[int]]]:
    """Of each list in brackets that holds scalars alone: where it starts and ends, and where its commas are."""
    opened: list[tuple[int, list[int], bool]] = []
    for token in yaml.scan(text, Loader=LOADER):
        if isinstance(token, (yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken)):
            opened = [(start, commas, False) for start, commas, _words in opened]
            opened.append((token.start_mark.index, [], isinstance(token, yaml.FlowSequenceStartToken)))
        elif isinstance(token, yaml.FlowEntryToken) and opened:
            opened[-1][1].append(token.start_mark.index)
        elif isinstance(token, yaml.KeyToken) and opened:
            start, commas, _words = opened.pop()
            opened.append((start, commas, False))
        elif isinstance(token, (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)):
            start, commas, is_words = opened.pop()
            if is_words and commas:
                yield start, token.end_mark.index, commas


def _filled(text: str, start: int, end: int, commas: list[int]) -> str:
    """A list on as many lines as it needs, the following ones set in by four columns more than its line."""
    line = _line_at(text, start)
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    room = WIDTH
    begin = text.rfind("\n", 0, start) + 1
    out, column = "[", _columns(text[begin:start]) + 1
    places = [start, *commas, end - 1]
    for number, (one, other) in enumerate(pairwise(places)):
        item = text[one + 1 : other].strip()
        last = number + 2 == len(places)
        width = _columns(item) + 1
        if number and column + 1 + width > room:
            out, column = f"{out}\n{indent}", len(indent)
        elif number:
            out, column = f"{out} ", column + 1
        out, column = f"{out}{item}{']' if last else ','}", column + width
    return out


def _line_at(text: str, offset: int) -> str:
    end = text.find("\n", offset)
    return text[text.rfind("\n", 0, offset) + 1 : len(text) if end < 0 else end]


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


# --- comments --------------------------------------------------------------------------------------------------------


def _beside(text: str) -> str:
    """One blank before a comment that follows something on its line."""
    for start, _end in reversed([*places_of_comments(text)]):
        before = text[:start].rstrip(" \t")
        if before and not before.endswith("\n"):
            text = f"{before} {text[start:]}"
    return text


# --- blank lines -----------------------------------------------------------------------------------------------------


def _spaced(text: str) -> str:
    """No blanks at the end of a line, no two blank lines in a row, none at either end; texts over lines as they are."""
    kept = _lines_of_texts(text)
    out: list[str] = []
    for number, line in enumerate(text.split("\n")):
        told = line if number in kept else re.sub(r"[ \t]+$", "", line)
        if told or number in kept or (out and (out[-1] or number - 1 in kept)):
            out.append(told)
    while out and not out[-1]:
        out.pop()
    return "\n".join(out) + "\n"


def _lines_of_texts(text: str) -> set[int]:
    """The lines on which a text goes on that began on another."""
    kept: set[int] = set()
    for token in yaml.scan(text, Loader=LOADER):
        if isinstance(token, yaml.ScalarToken) and token.end_mark.line > token.start_mark.line:
            kept.update(range(token.start_mark.line, token.end_mark.line))
    return kept
