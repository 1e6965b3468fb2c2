"""How lists, asides and citations are set in each language."""

from __future__ import annotations

from collections.abc import Iterable

from vip_cert_rules.text import Lang, Text

LISTED = Text("、", ", ")
APART = Text("；", "; ")
ASIDE = Text("（{text}）", " ({text})")
CLAUSE = Text("{document}{clause}", "{document} {clause}")
CITED = Text("〔{clauses}〕", " [{clauses}]")


def cited(clauses: Iterable[str], lang: Lang) -> str:
    """Clauses in brackets, as they stand behind what they demand; nothing where there are none."""
    listed = LISTED.in_lang(lang).join(clauses)
    return CITED.say(lang, clauses=listed) if listed else ""
