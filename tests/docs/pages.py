"""The pages of the documentation: their blocks, and what an HTML comment before a block says of it.

``<!-- not executed -->``  the block is for reading only;
``<!-- output -->``        the block is what the block before it prints;
``<!-- file: NAME -->``    the block is saved as NAME before what follows is run;
``<!-- adds to: NAME -->`` the block is new in the rule file NAME, which grows by it (``growing``);
``<!-- edits: NAME -->``   the block is a change of the file NAME, as a diff without line numbers;
``<!-- part of: PATH -->`` the block stands in the file PATH of the project, word for word.

In an output, a line ``…`` stands for any number of lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parents[2]
ANYTHING = "…"

_BLOCK = re.compile(r"^(?P<fence>`{3,})(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=fence)[ ]*$", re.MULTILINE | re.DOTALL)
_GENERATED = re.compile(r"<!-- generated: [\w-]+ -->\n.*?<!-- end of generated -->", re.DOTALL)
_COMMENT = re.compile(r"<!-- (.+?) -->\s*\Z")


def page_paths() -> list[Path]:
    """All pages."""
    named = [ROOT / name for name in ("README.md", "README.zh.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    docs = ROOT / "docs"
    return named + [path for path in sorted(docs.rglob("*.md")) if "_build" not in path.parts]


def name_of(path: Path) -> str:
    """How a page is called in a test's name."""
    return path.relative_to(ROOT).as_posix()


@attrs.frozen
class Block:
    """A fenced block: its language, its text, what was said before it, and where its text stands in the page."""

    language: str
    text: str
    note: str | None
    start: int
    line: int

    @property
    def saved_as(self) -> str | None:
        """The file it is saved as."""
        return self._said("file: ")

    @property
    def adds_to(self) -> str | None:
        """The rule file it adds to."""
        return self._said("adds to: ")

    @property
    def edits(self) -> str | None:
        """The file that it changes."""
        return self._said("edits: ")

    @property
    def part_of(self) -> str | None:
        """The file of the project that it shows a part of."""
        return self._said("part of: ")

    def _said(self, word: str) -> str | None:
        return self.note.removeprefix(word) if self.note and self.note.startswith(word) else None

    @property
    def is_output(self) -> bool:
        """Whether it is what the block before it prints."""
        return self.note == "output"

    @property
    def is_run(self) -> bool:
        """Whether it is run."""
        return self.note != "not executed"


def edited(file: str, diff: str) -> str:
    """The file after a change: what the diff takes out stands in it once, in a row with what the diff leaves."""
    lines = diff.splitlines(keepends=True)
    old, new = ("".join(line[1:] for line in lines if line[0] in f" {mark}") for mark in "-+")
    assert file.count(old) == 1, f"this stands {file.count(old)} times in the file:\n{old}"
    return file.replace(old, new)


def blocks_of(page: str) -> Iterator[Block]:
    """The blocks of a page, in order."""
    for found in _BLOCK.finditer(page):
        comment = _COMMENT.search(page, 0, found.start())
        yield Block(
            language=found["info"].strip(),
            text=found["text"],
            note=comment[1] if comment else None,
            start=found.start("text"),
            line=page.count("\n", 0, found.start("text")) + 1,
        )


def prose_of(page: str) -> str:
    """A page without its generated parts, blocks, comments and code; as many lines as before."""
    for pattern in (_GENERATED, _BLOCK, re.compile("<!--.*?-->", re.DOTALL), re.compile("`[^`\n]*`")):
        page = pattern.sub(lambda found: "\n" * found.group().count("\n"), page)
    return page


@attrs.frozen
class Command:
    """A command in a ``console`` block and the output pasted below it. ``at`` are the lines of that output."""

    line: str
    output: str
    at: tuple[int, int]


def commands_of(block: Block) -> Iterator[Command]:
    """The commands of a ``console`` block."""
    lines = block.text.splitlines()
    i = 0
    while i < len(lines):
        assert lines[i].startswith("$ "), f"line {block.line + i}: a console block starts with `$ `"
        line = lines[i][2:]
        while line.endswith("\\"):
            i += 1
            line = line[:-1] + lines[i].lstrip()
        i += 1
        start = i
        while i < len(lines) and not lines[i].startswith("$ "):
            i += 1
        yield Command(line, "\n".join(lines[start:i]), (start, i))


def matches(pasted: str, real: str) -> bool:
    """Whether a pasted output is the real one, a line ``…`` standing for any lines."""
    return _matches(pasted.strip("\n").splitlines(), real.strip("\n").splitlines())


def _matches(pasted: Sequence[str], real: Sequence[str]) -> bool:
    parts: list[list[str]] = [[]]
    for line in pasted:
        if line.strip() == ANYTHING:
            parts.append([])
        else:
            parts[-1].append(line)
    if len(parts) == 1:
        return list(pasted) == list(real)
    first, *middle, last = parts
    if list(real[: len(first)]) != first or len(first) + len(last) > len(real):
        return False
    at, end = len(first), len(real) - len(last)
    if list(real[end:]) != last:
        return False
    for part in middle:
        while at + len(part) <= end and list(real[at : at + len(part)]) != part:
            at += 1
        if at + len(part) > end:
            return False
        at += len(part)
    return True
