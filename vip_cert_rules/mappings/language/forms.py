"""The smallest parts: names of tables and columns, cells, patterns of days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from vip_cert_rules.faults import Path
from vip_cert_rules.mappings.days import ISO, SPECIAL, DayPattern, Partial, day_pattern
from vip_cert_rules.shapes import AnyText, ListOf, Named, Refused, Report, Shape, Word
from vip_cert_rules.shapes.structures import Rule

NAME = AnyText(non_empty=True, pattern=r"[A-Za-z0-9][A-Za-z0-9._-]*", noun="a name (letters, digits, `-`, `_`, `.`)")
WORDS = AnyText(non_empty=True, noun="a non-empty text")


@attrs.frozen(eq=False, repr=False)
class Several(Shape[tuple[str, ...]]):
    """One name, or a list of names of which the first that is there is meant."""

    noun: str = "a name, or a list of names"

    def read(self, value: object, path: Path, report: Report) -> tuple[str, ...] | Refused:
        """See :class:`Shape`."""
        if isinstance(value, str):
            name = WORDS.read(value, path, report)
            return name if isinstance(name, Refused) else (name,)
        return ListOf(WORDS, non_empty=True, noun=self.noun).read(value, path, report)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"anyOf": [WORDS.schema(), {"type": "array", "items": WORDS.schema(), "minItems": 1}]}


@attrs.frozen(eq=False, repr=False)
class Scalar(Shape[Any]):
    """A cell of a host system: text, a number, true or false; kept as the text it is compared as. Null: empty."""

    noun: str = "text, a number, true or false"

    def read(self, value: object, path: Path, report: Report) -> Any:
        """See :class:`Shape`."""
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, (dict, list)):
            return report.add(
                "wrong-type", path, f"a {'mapping' if isinstance(value, dict) else 'list'} where {self.noun} is needed"
            )
        return str(value).lower() if isinstance(value, bool) else str(value)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"type": ["string", "number", "boolean", "null"]}


COLUMN = Named("column", Several(noun="the header of a column, or a list of headers"))
TABLE = Several(noun="the name of a table or sheet, or a list of names")
TEXTS = ListOf(WORDS, noun="a list of texts")
SCALAR = Named("cell", Scalar())
CELLS = ListOf(SCALAR, non_empty=True, noun="a list of values")
DATES = ListOf(WORDS, non_empty=True, noun="a list of patterns of days")
PARTIAL_DAY = Word(Partial, noun=f"`{Partial.FIRST.value}` or `{Partial.LAST.value}`")


def patterns_of(words: tuple[str, ...] | None, partial: Partial | None) -> tuple[DayPattern, ...] | None:
    """The patterns that some words stand for; those at fault were told before."""
    if words is None:
        return None
    made = (day_pattern(word, partial) for word in words)
    return tuple(one for one in made if isinstance(one, DayPattern))


def days_fit(fields: Mapping[str, Any], path: Path, report: Report) -> None:
    """Every pattern of `dates` stands for days."""
    partial = fields.get("partial")
    for i, word in enumerate(fields.get("dates") or ()):
        made = day_pattern(word, partial)
        if isinstance(made, str):
            report.add(
                "not-a-pattern", (*path, "dates", i), f"`{word}` {made}", f"as in {ISO}, or {', '.join(SPECIAL)}"
            )


def one_of_keys(*keys: str) -> Rule:
    """Of several keys exactly one is given."""

    def rule(fields: Mapping[str, Any], path: Path, report: Report) -> None:
        if any(key not in fields for key in keys):
            return  # at fault, which has been told
        given = [key for key in keys if fields[key] is not None]
        if len(given) != 1:
            listed = " and ".join(f"`{key}`" for key in keys)
            report.add(
                "one-of-these", path, f"it has {'several' if given else 'none'} of {listed}", "give it one of them"
            )

    return rule
