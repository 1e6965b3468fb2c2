"""What every section of a rule file uses: texts, citations, names, and references to levels."""

from __future__ import annotations

from typing import Any

import attrs

from vip_cert_rules.faults import Path
from vip_cert_rules.rulesets.language.forms import NAME, Chosen, Literal, Once, OneOrMore, OrGiven
from vip_cert_rules.rulesets.syntax import Citation
from vip_cert_rules.shapes import AnyText, Field, Fields, ListOf, Report, Shape, Whole
from vip_cert_rules.text import Text

TEXT = Fields(
    Text,
    {
        "zh": Field(AnyText(non_empty=True), required=True, about="Chinese, as an official would write it"),
        "en": Field(AnyText(non_empty=True), required=True, about="English"),
    },
    noun="a text in both languages ({zh: …, en: …})",
)
KEY = AnyText(non_empty=True, pattern=r"[A-Za-z0-9][A-Za-z0-9._{}-]*", noun="a name (letters, digits, `-`, `_`, `.`)")
LEVEL_KEY = AnyText(non_empty=True, pattern="[1-9]", noun="a level (1 to 9)")
NAMES = ListOf(NAME, noun="a list of names")
ASSUMES = Chosen(ListOf(NAME, noun="a list of assumptions"))

CITATION = Fields(
    Citation,
    {
        "document": Field(NAME, required=True, about="a document declared under `documents`"),
        "clause": Field(Chosen(NAME), nullable=True, about="the clause, as printed"),
    },
    keeps_path=True,
    noun="a citation ({document: …, clause: …})",
)
SOURCE = OneOrMore(CITATION)


@attrs.frozen
class _LevelRef(Shape[Any]):
    words: tuple[str, ...] = ("this", "below", "required")

    @property
    def noun(self) -> str:  # type: ignore[override]
        return f"{', '.join(f'`{word}`' for word in self.words)} or a level"

    def read(self, value: object, path: Path, report: Report) -> Any:
        if isinstance(value, int):
            return Whole(1, 9, noun=self.noun).read(value, path, report)
        return Literal(self.words).read(value, path, report)

    def schema(self) -> dict[str, Any]:
        return {"enum": [*self.words, *range(1, 10)]}


ONE_LEVEL = _LevelRef()
SOME_LEVELS = _LevelRef(("this", "below", "at_or_above", "required"))
LEVEL_REF = OrGiven(Once("level-reference", lambda: ONE_LEVEL, noun=ONE_LEVEL.noun))
LEVELS_REF = OrGiven(Once("levels-reference", lambda: SOME_LEVELS, noun=SOME_LEVELS.noun))
