"""The comments of a YAML text, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from vip_cert_rules.reading.yaml_text import LOADER

_COMMENT = re.compile(r"(?:^|(?<=[\s]))#[^\n]*", re.MULTILINE)
_HEADER = re.compile(r"[|>][^\n]*")


def comments_of(text: str) -> list[str]:
    """What follows each `#` that begins a comment, without blanks at its end."""
    return [found.rstrip() for gap in _between(text) for found in _COMMENT.findall(gap)]


def _between(text: str) -> Iterator[str]:
    """What stands between scalars; of a text over lines its head as well, which may end in a comment."""
    start = 0
    for token in yaml.scan(text, Loader=LOADER):
        if isinstance(token, yaml.ScalarToken):
            yield _with_the_blank_before(text, start, token.start_mark.index)
            start = token.end_mark.index
            if token.style in ("|", ">"):
                header = _HEADER.match(text, token.start_mark.index)
                yield header.group() if header is not None else ""
    yield _with_the_blank_before(text, start, len(text))


def _with_the_blank_before(text: str, start: int, end: int) -> str:
    """A stretch with the character before it, which tells whether a `#` at its start begins a comment."""
    return text[max(0, start - 1) : end] if start and text[start - 1] in " \t\n" else text[start:end]
