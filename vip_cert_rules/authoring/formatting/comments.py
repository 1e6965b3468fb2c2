"""The comments of a YAML text, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from vip_cert_rules.reading.yaml_text import LOADER

_COMMENT = re.compile(r"#[^\n]*")


def comments_of(text: str) -> list[str]:
    """What follows each `#` that begins a comment, without blanks at its end."""
    return [text[start:end].rstrip() for start, end in places_of_comments(text)]


def places_of_comments(text: str) -> Iterator[tuple[int, int]]:
    """Where each comment starts and its line ends."""
    for start, end in _between(text):
        for found in _COMMENT.finditer(text, start, end):
            if found.start() == 0 or text[found.start() - 1] in " \t\n":
                yield found.span()


def _between(text: str) -> Iterator[tuple[int, int]]:
    """What stands between scalars; of a text over lines its head as well, which may end in a comment."""
    start = 0
    for token in yaml.scan(text, Loader=LOADER):
        if isinstance(token, yaml.ScalarToken):
            yield start, token.start_mark.index
            start = token.end_mark.index
            if token.style in ("|", ">"):
                yield token.start_mark.index, _end_of_line(text, token.start_mark.index)
    yield start, len(text)


def _end_of_line(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end
