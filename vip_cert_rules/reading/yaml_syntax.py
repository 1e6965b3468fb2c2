"""The YAML parsers' problems in our words."""

from __future__ import annotations

import attrs
import yaml

from vip_cert_rules.faults import Fault, Place
from vip_cert_rules.reading.document import Limits
from vip_cert_rules.reading.positions import found_at, place_at, too_deep


@attrs.frozen
class _Saying:
    """``message`` may name what was ``{found}`` and where the construct ``{started}``."""

    message: str
    help: str | None = None
    code: str = "not-yaml"
    is_told_at_start: bool = False


_QUOTE = "a text that starts with `{}` needs quotes"
_ALIAS = _Saying("aliases are not part of the language", _QUOTE.format("*"), "anchor-not-allowed")
_ANCHOR = _Saying("anchors are not part of the language", _QUOTE.format("&"), "anchor-not-allowed")
_TAG = _Saying("tags are not part of the language", _QUOTE.format("!"), "tag-not-allowed")
_COLON = _Saying(
    "`:` is not allowed here",
    "a text that holds `: ` needs quotes; the keys of one mapping start in the same column",
)
_DASH = _Saying("`-` is not allowed here", "a list starts on its own line")
_LINE_END = _Saying("expected the end of the line, found {found}")
_VALUE = _Saying("expected a value, found {found}")
_TOO_LATE = _Saying("{found} after the end of the document")
_ESCAPE = _Saying("{found} continues no known escape", "in double quotes, a backslash is written `\\\\`")
_UNCLOSED = _Saying("a quoted text is not closed", "close it with its quote", is_told_at_start=True)
_TAB = _Saying("a tab where a value, a key or its indentation is expected", "indent with spaces")
_LIST = _Saying("expected `,` or `]` in the list that starts at {started}, found {found}")
_MAPPING = _Saying("expected `,` or `}}` in the mapping that starts at {started}, found {found}")
_NO_COLON = _Saying("a line without `:` where a key is expected", is_told_at_start=True)
_DEDENT = "entries of one {} start in the same column"

_CONTEXTS = {
    "while scanning an alias": _ALIAS,
    "while scanning an anchor": _ANCHOR,
    "while scanning a tag": _TAG,
    "while parsing a tag": _TAG,
}
_PROBLEMS = {  # beginnings of what libyaml and PyYAML say; the first that fits counts
    "found undefined tag handle": _TAG,
    "the tag handle": _TAG,
    "found character": _Saying("{found} cannot start a value", "a text that starts with it needs quotes"),
    "found a tab character": _TAB,
    "mapping values are not allowed": _COLON,
    "mapping keys are not allowed": _Saying("`?` is not allowed here", _QUOTE.format("? ")),
    "block sequence entries are not allowed": _DASH,
    "sequence entries are not allowed": _DASH,
    "could not find expected ':'": _NO_COLON,
    "did not find expected ',' or ']'": _LIST,
    "expected ',' or ']'": _LIST,
    "did not find expected ',' or '}'": _MAPPING,
    "expected ',' or '}'": _MAPPING,
    "did not find expected key": _Saying(
        "expected a key of the mapping that starts at {started}, found {found}", _DEDENT.format("mapping")
    ),
    "did not find expected '-' indicator": _Saying(
        "expected `-` of the list that starts at {started}, found {found}", _DEDENT.format("list")
    ),
    "did not find expected node content": _VALUE,
    "expected the node content": _VALUE,
    "did not find expected <document start>": _TOO_LATE,
    "expected '<document start>'": _TOO_LATE,
    "found unexpected end of stream": _UNCLOSED,
    "found unexpected document": _UNCLOSED,
    "found unknown escape character": _ESCAPE,
    "did not find expected hexdecimal number": _ESCAPE,
    "expected escape sequence": _ESCAPE,
    "found invalid Unicode character escape code": _Saying("an escape that stands for no character"),
    "did not find expected comment or line break": _LINE_END,
    "expected a comment or a line break": _LINE_END,
    "expected chomping or indentation indicators": _LINE_END,
    "found incompatible YAML document": _Saying("a version of YAML other than 1.1 and 1.2"),
}
_BLOCK_ENDS = {
    "while parsing a block mapping": _PROBLEMS["did not find expected key"],
    "while parsing a block collection": _PROBLEMS["did not find expected '-' indicator"],
}
_AFTER_VALUE = _Saying("{found} after the end of the value")
_FALLBACK = _Saying("{found} is not allowed here")


def explain_syntax(error: yaml.MarkedYAMLError, text: str, name: str, limits: Limits) -> Fault:
    """The fault of a parser's exception; they mark where they stopped and where the construct started."""
    problem = error.problem or ""
    start = error.context_mark or error.problem_mark
    saying = _saying(error.context or "", problem)
    mark = start if saying.is_told_at_start else error.problem_mark or start
    place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, 1, 1)
    if "maximum nesting" in problem:  # libyaml, which reads on before it tells of the first levels
        return too_deep((), place, limits.depth)
    offset = mark.index if mark else 0
    found = found_at(text, offset)
    if offset >= len(text):  # libyaml ends the last line for us
        place = place_at(text, len(text), name)
    if found == "a tab":
        saying = _TAB
    elif saying in _BLOCK_ENDS.values() and not _stands_first(text, offset):
        saying = _AFTER_VALUE
    started = f"{start.line + 1}:{start.column + 1}" if start else ""
    return Fault(saying.code, "", saying.message.format(found=found, started=started), saying.help, place)


def _saying(context: str, problem: str) -> _Saying:
    if context in _CONTEXTS:
        return _CONTEXTS[context]
    for beginning, saying in _PROBLEMS.items():
        if problem.startswith(beginning):
            return saying
    return _BLOCK_ENDS.get(context, _FALLBACK)


def _stands_first(text: str, offset: int) -> bool:
    """Whether only blanks and list dashes stand before it in its line."""
    return not text[text.rfind("\n", 0, offset) + 1 : offset].strip(" -")
