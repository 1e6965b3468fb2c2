"""The ladder of a question as a picture: its levels, the lowest at the bottom, and beside each the ways to it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from html import escape

import attrs

from vip_cert_rules.plan.nodes import Kind, Node, Plan
from vip_cert_rules.text import Lang, Text

ALWAYS = Text("均须满足", "always required")
LEVEL_WIDTH, WAY_WIDTH, GAP, PAD = 170, 700, 56, 12
LINE, SIZE = 20, 14
"""Pixels: the height of a line, the size of a letter."""

_FONTS = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"
_TOKEN = re.compile(r"\s+|[⺀-鿿＀-￯　-〿]|[^\s⺀-鿿＀-￯　-〿]+")


@attrs.frozen
class Box:
    """A way to a level: what it is called, and what it demands, in lines."""

    title: str
    lines: tuple[str, ...]
    is_way: bool

    @property
    def height(self) -> int:
        """Its height in pixels."""
        return LINE * (1 + len(self.lines)) + PAD


def ladder_of(rungs: Sequence[tuple[str, Plan]], title: str, lang: Lang, name: str) -> str:
    """The picture of one question: the label and the plan of each level, the lowest first.

    ``name`` is unique among the pictures of a page.
    """
    drawn = [(label, _boxes(plan, lang)) for label, plan in reversed(rungs)]
    heights = [max(sum(box.height + PAD for box in boxes), 3 * LINE) for _label, boxes in drawn]
    width, height = LEVEL_WIDTH + GAP + WAY_WIDTH + 2 * PAD, sum(heights) + GAP * (len(drawn) - 1) + 2 * PAD
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-labelledby="{name}-title {name}-desc" font-family="{_FONTS}" font-size="{SIZE}">'
    )
    described = " ".join(_described(label, boxes) for label, boxes in reversed(drawn))
    return "\n".join(
        [
            head,
            f'<title id="{name}-title">{escape(title)}</title>',
            f'<desc id="{name}-desc">{escape(described)}</desc>',
            *_drawn(drawn, heights),
            "</svg>",
        ]
    )


def _described(label: str, boxes: Sequence[Box]) -> str:
    told = "; ".join(f"{box.title}: {', '.join(line.strip('·↷　 ') for line in box.lines)}" for box in boxes)
    return f"{label} — {told}."


def _boxes(plan: Plan, lang: Lang) -> list[Box]:
    """What is always required, and the ways beside it."""
    children = [plan.nodes[position] for position in plan.root.children]
    groups = [child for child in children if child.kind is Kind.ANY]
    forks = groups[0] if len(groups) == 1 else None
    always = [child for child in children if child is not forks]
    boxes = []
    if always:
        boxes.append(Box(ALWAYS.in_lang(lang), tuple(_told(plan, always, lang, 0)), is_way=False))
    for child in (plan.nodes[position] for position in forks.children) if forks is not None else ():
        is_open = child.test is None and child.kind is not Kind.QUESTION
        below = [plan.nodes[position] for position in child.children] if is_open else []
        title = child.label.in_lang(lang)
        wrapped = [] if _columns(title) * SIZE // 2 <= WAY_WIDTH - 2 * PAD else _wrapped(title)[1:]
        first = _wrapped(title)[0]
        boxes.append(Box(first, (*wrapped, *_told(plan, below, lang, 0)), is_way=True))
    return boxes


def _told(plan: Plan, nodes: Sequence[Node], lang: Lang, depth: int) -> Iterator[str]:
    for node in nodes:
        indent = "　" * depth
        bullet = "· " if node.kind is not Kind.WAIVER else "↷ "
        first, *more = _wrapped(node.label.in_lang(lang), depth + 1)
        yield f"{indent}{bullet}{first}"
        yield from (f"{indent}　{line}" for line in more)
        if node.kind is not Kind.QUESTION:
            yield from _told(plan, [plan.nodes[position] for position in node.children], lang, depth + 1)


def _wrapped(text: str, depth: int = 0) -> list[str]:
    """A text in lines that fit into a box: broken between words, and anywhere in Chinese."""
    room = (WAY_WIDTH - 3 * PAD) * 2 // SIZE - 2 * depth - 2
    lines, line = [], ""
    for token in _TOKEN.findall(text):
        if line.strip() and _columns(line + token) > room:
            lines.append(line.rstrip())
            line = token.lstrip()
        else:
            line += token
    return [*lines, line.rstrip()]


def _columns(text: str) -> int:
    """Half widths of a letter: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _drawn(rungs: Sequence[tuple[str, list[Box]]], heights: Sequence[int]) -> Iterator[str]:
    top = PAD
    for number, ((label, boxes), height) in enumerate(zip(rungs, heights)):
        middle = top + height // 2
        yield from _level(label, middle)
        y = top
        for box in boxes:
            yield from _box(box, y)
            yield _line(LEVEL_WIDTH + PAD + GAP, y + box.height // 2, LEVEL_WIDTH + PAD, middle, dashed=not box.is_way)
            y += box.height + PAD
        if number + 1 < len(rungs):
            below = top + height + GAP + heights[number + 1] // 2
            x = PAD + LEVEL_WIDTH // 2
            yield _line(x, below - 26, x, middle + 26, dashed=False)
            tip = f"M{x - 5} {middle + 34} L{x} {middle + 26} L{x + 5} {middle + 34}"
            yield f'<path d="{tip}" fill="none" stroke="#345"/>'
        top += height + GAP


def _level(label: str, middle: int) -> Iterator[str]:
    yield (
        f'<rect x="{PAD}" y="{middle - 26}" width="{LEVEL_WIDTH}" height="52" rx="6" '
        'fill="#e3ecf7" stroke="#345" stroke-width="1.5"/>'
    )
    yield _text(PAD + LEVEL_WIDTH // 2, middle + 5, label, anchor="middle", bold=True)


def _box(box: Box, y: int) -> Iterator[str]:
    x = PAD + LEVEL_WIDTH + GAP
    dashed = "" if box.is_way else ' stroke-dasharray="5 3"'
    yield (
        f'<rect x="{x}" y="{y}" width="{WAY_WIDTH}" height="{box.height}" rx="4" fill="#fff" stroke="#678"{dashed}/>'
    )
    yield _text(x + PAD, y + LINE, box.title, bold=True)
    for number, line in enumerate(box.lines, 2):
        yield _text(x + PAD, y + number * LINE, line)


def _text(x: int, y: int, text: str, *, anchor: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="#123"{weight}>{escape(text)}</text>'


def _line(x: int, y: int, to_x: int, to_y: int, *, dashed: bool) -> str:
    dashes = ' stroke-dasharray="5 3"' if dashed else ""
    return f'<path d="M{x} {y} L{to_x} {to_y}" stroke="#678" fill="none"{dashes}/>'
