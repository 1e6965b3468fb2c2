"""A document as one HTML page, with nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from vip_cert_rules.authoring.pages import page, table
from vip_cert_rules.authoring.rendering.blocks import MARK, Block, Figure, Heading, Item, Items, Paragraph, Table
from vip_cert_rules.text import Lang

_STYLE = """
figure { margin: 1rem 0 2rem; overflow-x: auto; }
figcaption { font-weight: bold; padding: .5rem 0; }
li { margin: .15rem 0; }
.set { background: #fff7d6; }
@media print { h2 { break-after: avoid; } table, figure { break-inside: avoid; } }
"""


def html_of(title: str, blocks: Iterable[Block], lang: Lang) -> str:
    """The page. The title of the document is that of the page."""
    return page(title, (line for block in blocks for line in _block(block)), lang, _STYLE)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        if block.depth > 1:  # the page has its title
            yield f"<h{block.depth}>{escape(block.text)}</h{block.depth}>"
    elif isinstance(block, Paragraph):
        yield f"<p>{escape(block.text)}</p>"
    elif isinstance(block, Items):
        yield from _items(block.items)
    elif isinstance(block, Table):
        yield from table(block.caption, block.heads, block.rows)
    else:
        assert isinstance(block, Figure)
        yield f"<figure>\n{block.svg}\n<figcaption>{escape(block.caption)}</figcaption>\n</figure>"


def _items(items: tuple[Item, ...]) -> Iterator[str]:
    yield "<ul>"
    for item in items:
        text = escape(item.text)
        told = f'<span class="set">{MARK} {text}</span>' if item.is_marked else text
        if item.items:
            yield f"<li>{told}"
            yield from _items(item.items)
            yield "</li>"
        else:
            yield f"<li>{told}</li>"
    yield "</ul>"
