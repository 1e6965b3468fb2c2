"""What the bundled rule sets declare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docs.generating.table import code, table
from vip_cert_rules import bundled_names, find_ruleset
from vip_cert_rules.authoring.rendering.values import UNITS
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.rulesets.settings import addresses
from vip_cert_rules.rulesets.syntax import Citation, ParameterPart, ParameterType
from vip_cert_rules.text import Lang
from vip_cert_rules.wording.quantities import quantity


def bundled() -> str:
    """The bundled rule sets."""
    rows = []
    for name in bundled_names():
        rules = find_ruleset(name)
        levels = ", ".join(map(str, rules.levels)) or "none"
        rows.append([code(name), rules.title.en, ", ".join(map(code, rules.questions)), levels])
    return table(["name", "title", "questions", "levels"], rows)


def _assumptions(lang: Lang, ruleset: str) -> Iterator[list[str]]:
    for name, part in find_ruleset(ruleset).part.assumptions.items():
        switches = "<br>".join(f"{code(f'{name}={w}')} {t.in_lang(lang)}" for w, t in part.readings.items())
        yield [name, part.text.in_lang(lang), switches or "—"]


def assumptions(ruleset: str, lang: Lang) -> str:
    """The assumptions of a rule set."""
    zh, en = ["编号", "采用的理解", "可切换为"], ["id", "the reading taken", "may be switched to"]
    return table(zh if lang is Lang.ZH else en, _assumptions(lang, ruleset))


def _parameters(lang: Lang, ruleset: str) -> Iterator[list[str]]:
    rules = find_ruleset(ruleset)
    for name, part in rules.part.parameters.items():
        for address, _level, value in addresses(name, part):
            keys = "".join(f"[{key}]" for key in part.by)
            said = _value(rules, part.type, value, lang) if value is not None else _lost(part, lang)
            yield [code(f"{address}{keys}"), part.label.in_lang(lang), said, _cited(part.source)]


def _lost(part: ParameterPart, lang: Lang) -> str:
    if part.supplied_by is None:
        return "缺失，须另行提供" if lang is Lang.ZH else "lost, to be supplied"
    owner = part.supplied_by.in_lang(lang)
    return f"缺失，由{owner}提供" if lang is Lang.ZH else f"lost, to be had from {owner}"


def _value(rules: RuleSet, kind: ParameterType, value: Any, lang: Lang) -> str:
    if kind in UNITS:
        return quantity(value, UNITS[kind], lang)
    if kind is ParameterType.LEVEL:
        return rules.part.levels[str(value)].label.in_lang(lang)
    listed = value if isinstance(value, tuple) else [value]
    return ("、" if lang is Lang.ZH else ", ").join(map(code, listed))


def _cited(source: Iterable[Citation]) -> str:
    return ", ".join(f"{c.document} {c.clause}" if isinstance(c.clause, str) else c.document for c in source)


def parameters(ruleset: str, lang: Lang) -> str:
    """The parameters of a rule set; those with keys show them."""
    zh, en = ["参数", "含义", "文件规定", "出处"], ["name", "what it is", "as printed", "clause"]
    return table(zh if lang is Lang.ZH else en, _parameters(lang, ruleset))


TABLES: Mapping[str, str] = {
    "": "vip-service-manager",
    "network-": "network-optimization",
    "account-": "account-manager",
    "manager-": "customer-service-manager",
    "engineer-": "customer-engineer",
}
"""The rule sets that have tables of their own, by how the names of those begin."""
