"""Text in the two languages of the documents."""

from __future__ import annotations

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


@attrs.frozen
class Text:
    """The same statement in Chinese (``zh``) and in English (``en``)."""

    zh: str
    en: str

    def in_lang(self, lang: Lang) -> str:
        """The statement in one language."""
        return self.zh if lang is Lang.ZH else self.en

    def say(self, lang: Lang, **terms: str) -> str:
        """The statement in one language with its placeholders filled in. A text is no format string."""
        said = self.in_lang(lang)
        for name, term in terms.items():
            said = said.replace("{" + name + "}", term)
        return said

    def to_dict(self) -> dict[str, Any]:
        """The form it has in documents."""
        return {"zh": self.zh, "en": self.en}
