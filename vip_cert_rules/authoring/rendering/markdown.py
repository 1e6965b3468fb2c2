"""A document as Markdown (GFM): what a text means there is written so that it does not."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator

from vip_cert_rules.authoring.rendering.blocks import MARK, Block, Figure, Heading, Item, Items, Paragraph, Table

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#])")
_MAY_BEGIN_A_LIST = re.compile(r"^(\d+)([.)]\s)|^([-+]\s)")


def markdown_of(blocks: Iterable[Block]) -> str:
    """The text. A picture stands in it as data, so that the document is one file."""
    return "\n".join(line for block in blocks for line in (*_block(block), "")).rstrip("\n") + "\n"


def _escaped(text: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", text).replace("\n", " ")
    return _MAY_BEGIN_A_LIST.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", escaped)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.depth} {_escaped(block.text)}"
    elif isinstance(block, Paragraph):
        yield _escaped(block.text)
    elif isinstance(block, Items):
        yield from _items(block.items, 0)
    elif isinstance(block, Table):
        yield from _table(block)
    else:
        assert isinstance(block, Figure)
        data = b64encode(block.svg.encode()).decode()
        yield f"![{_escaped(block.caption)}](data:image/svg+xml;base64,{data})"


def _items(items: tuple[Item, ...], depth: int) -> Iterator[str]:
    for item in items:
        mark = f"{MARK} " if item.is_marked else ""
        yield f"{'  ' * depth}* {mark}{_escaped(item.text)}"
        yield from _items(item.items, depth + 1)


def _table(table: Table) -> Iterator[str]:
    yield f"**{_escaped(table.caption)}**"
    yield ""
    yield _row(table.heads)
    yield _row(["---"] * len(table.heads), escape=False)
    yield from map(_row, table.rows)


def _row(cells: Iterable[str], *, escape: bool = True) -> str:
    return "| " + " | ".join(_escaped(cell) if escape else cell for cell in cells) + " |"
