"""Text in the two languages of the documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any

import attrs

from vip_cert_rules.faults import Fault, InputError, nearest, show


class Lang(str, Enum):
    """The languages a decision can be read in."""

    ZH = "zh"
    EN = "en"


def read_lang(lang: object) -> Lang:
    """The language meant by ``"zh"`` or ``"en"``. Raises :class:`InputError` for anything else."""
    try:
        return Lang(lang)
    except ValueError:
        fault = Fault(
            "unknown-language", "lang", f"{show(lang)} is no language of explanations", nearest(lang, ["zh", "en"])
        )
        raise InputError([fault]) from None


_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def fill_in(text: str, terms: Mapping[str, object]) -> str:
    """A text with its known placeholders, ``{name}``, filled in, and all else left as it is: it is no format string.

    What is filled in may hold anything, braces as well: it is not looked through again.
    """
    return _PLACEHOLDER.sub(lambda found: str(terms.get(found[1], found[0])), text)


@attrs.frozen
class Text:
    """The same statement in Chinese (``zh``) and in English (``en``)."""

    zh: str
    en: str

    def in_lang(self, lang: Lang) -> str:
        """The statement in one language."""
        return self.zh if lang is Lang.ZH else self.en

    def say(self, lang: Lang, /, **terms: object) -> str:
        """The statement in one language with its placeholders filled in."""
        said = self.zh if lang is Lang.ZH else self.en
        return fill_in(said, terms) if terms else said

    def fill(self, /, **terms: object) -> Text:
        """The same in both languages; a term that is a text itself is taken in the language of what it stands in."""
        zh = {name: term.zh if isinstance(term, Text) else term for name, term in terms.items()}
        en = {name: term.en if isinstance(term, Text) else term for name, term in terms.items()}
        return Text(fill_in(self.zh, zh), fill_in(self.en, en))

    def to_dict(self) -> dict[str, Any]:
        """The form it has in documents."""
        return {"zh": self.zh, "en": self.en}
