"""One HTML page with nothing from elsewhere: what every report shares that can be written as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from vip_cert_rules.text import Lang

LANGUAGE = {Lang.ZH: "zh-CN", Lang.EN: "en"}
"""The language of a page, as HTML names it."""

_STYLE = """
body { font-family: 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', system-ui, sans-serif; }
body { margin: 2rem; color: #222; }
table { border-collapse: collapse; margin: 0 0 2rem; }
caption { text-align: left; font-weight: bold; padding: .5rem 0; }
th, td { border: 1px solid #bbb; padding: .25rem .5rem; text-align: left; vertical-align: top; }
thead th { background: #f0f0f0; }
tbody th { font-weight: normal; }
pre { background: #f6f6f6; padding: .5rem; overflow-x: auto; }
@media print { pre { white-space: pre-wrap; } }
"""


def page(title: str, body: Iterable[str], lang: Lang, style: str = "") -> str:
    """A whole page. ``body`` are its lines, escaped by whoever made them; ``style`` is added to what all pages have."""
    head = (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGE[lang]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}{style.lstrip()}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n"
    )
    return head + "\n".join(body) + "\n</main>\n</body>\n</html>\n"


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table of plain texts, each row headed by its first cell. A line break in a text stays one."""
    yield f"<table>\n<caption>{escape(caption)}</caption>"
    if heads:
        yield "<thead><tr>" + "".join(f'<th scope="col">{escape(head)}</th>' for head in heads) + "</tr></thead>"
    yield "<tbody>"
    for first, *rest in rows:
        cells = "".join(f"<td>{_cell(one)}</td>" for one in rest)
        yield f'<tr><th scope="row">{_cell(first)}</th>{cells}</tr>'
    yield "</tbody>\n</table>"


def _cell(text: str) -> str:
    return escape(text).replace("\n", "<br>")
