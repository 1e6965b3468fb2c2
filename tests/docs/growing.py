"""A rule file that grows over a page: every block shows what is new, and the file is put together from them.

It is what a reader does by hand: what is new goes to the end of its section, and what is there already under the same
name is replaced, down to a single key of an entry. Sections stand in the order of the language, whatever the order of
the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from vip_cert_rules.rulesets.language.file import RULE_SET

_ORDER = {name: number for number, name in enumerate(RULE_SET.fields)}
_SPACIOUS = {"records", "conditions", "waivers", "questions"}  # an empty line between their entries
_DEEPEST = 2  # a section, an entry, a key of the entry


def grown(file: str, block: str) -> str:
    """The rule file with what a block adds to it."""
    sections = _merged(_parts(file, 0), _parts(block, 0), 0)
    text = sections.pop("", "")
    for name in sorted(sections, key=_ORDER.__getitem__):
        line, _, entries = sections[name].partition("\n")
        gap = "\n" if text and (entries or name == "ruleset") else ""
        if name in _SPACIOUS:
            entries = "\n".join(_parts(entries, 1).values())
        text += f"{gap}{line}\n{entries}"
    return text


def _merged(old: Mapping[str, str], new: Mapping[str, str], depth: int) -> dict[str, str]:
    """Two mappings by key. Where the new one has all keys of the old one, their order is the new one's."""
    joined = {name: _joined(old[name], part, depth) if name in old else part for name, part in new.items()}
    return joined if set(old) <= set(new) else {**old, **joined}


def _joined(old: str, new: str, depth: int) -> str:
    """A key's old text with what is new in it: as a mapping down to the deepest that is joined, else the new text."""
    line, _, rest = new.partition("\n")
    before = old.partition("\n")[2]
    if depth == _DEEPEST or not rest or not before:
        return new
    merged = _merged(_parts(before, depth + 1), _parts(rest, depth + 1), depth + 1)
    return f"{line}\n" + "".join(merged.values())


def _parts(text: str, depth: int) -> dict[str, str]:
    """The keys of a mapping, each with its text. What stands above the first, a comment, has no name."""
    return {_name(part, depth): part for part in _cut(text, depth)}


def _cut(text: str, depth: int) -> Iterator[str]:
    part: list[str] = []
    for line in text.splitlines(keepends=True):
        if re.match(rf" {{{2 * depth}}}[^\s#]", line) and part:
            yield "".join(part)
            part = []
        if line.strip():
            part.append(line)
    if part:
        yield "".join(part)


def _name(part: str, depth: int) -> str:
    found = re.match(rf" {{{2 * depth}}}([^\s#:][^:]*):", part)
    return found[1] if found else ""
