"""What a document is made of, whatever it is written as."""

from __future__ import annotations

from typing import Union

import attrs


@attrs.frozen
class Heading:
    """A heading; ``depth`` 1 is the title of the whole."""

    text: str
    depth: int = 2


@attrs.frozen
class Paragraph:
    """A line of text."""

    text: str


@attrs.frozen
class Item:
    """An item of a list, with those below it. ``is_marked``: an organisation has a part in it."""

    text: str
    items: tuple[Item, ...] = ()
    is_marked: bool = False


@attrs.frozen
class Items:
    """A list."""

    items: tuple[Item, ...]


@attrs.frozen
class Table:
    """A table of texts, each row headed by its first cell."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@attrs.frozen
class Figure:
    """A picture as SVG, and what it shows in words for whoever does not see it."""

    svg: str
    caption: str


Block = Union[Heading, Paragraph, Items, Table, Figure]  # noqa: UP007 - read by attrs at run time on 3.10


MARK = "★"
"""Before what an organisation set or added: seen without colours."""
