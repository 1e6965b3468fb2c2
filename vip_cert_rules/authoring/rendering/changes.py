"""What overlays change, in words."""

from __future__ import annotations

from collections.abc import Iterator

from vip_cert_rules.authoring.rendering.values import ValueTeller
from vip_cert_rules.decision.plan_words import printable
from vip_cert_rules.rulesets.overlays.overlay import SUPPLIED
from vip_cert_rules.rulesets.parameters import LEVEL
from vip_cert_rules.rulesets.review.changes import AdditionChange, Change, ReadingChange, ValueChange, parameter_of
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.text import Lang
from vip_cert_rules.wording import changes as words
from vip_cert_rules.wording.punctuation import CLAUSE, cited


def title_of(rules: RuleSet, name: str, lang: Lang) -> str:
    """The name of an overlay, and what it cites for itself."""
    if name == SUPPLIED:
        return words.BY_CALL.in_lang(lang)
    source = [one for overlay in rules.overlays if overlay.name == name for one in overlay.source]
    clauses = [clause_in_words(rules, one.document, one.clause, lang) for one in source]
    return printable(name + cited(clauses, lang))


def lines_of(rules: RuleSet, name: str, changes: tuple[Change, ...], lang: Lang) -> Iterator[str]:
    """What one overlay changes, a line each."""
    for change in changes:
        if change.overlay != name:
            continue
        if isinstance(change, ValueChange):
            yield _value(rules, change, lang)
        elif isinstance(change, ReadingChange):
            terms = {
                "before": change.before.in_lang(lang).rstrip("。."),
                "after": change.after.in_lang(lang).rstrip("。."),
            }
            yield words.READING.say(lang, name=f"{change.assumption}={change.reading}", **terms)
        else:
            yield _addition(rules, change, lang)


def _value(rules: RuleSet, change: ValueChange, lang: Lang) -> str:
    part = parameter_of(rules, change)
    teller = ValueTeller(rules.part, lang)
    before, after = (teller.entry(part, value, change.keys) for value in (change.before, change.after))
    keys = [*zip(part.by, change.keys)] or ([] if change.level is None else [(LEVEL, str(change.level))])
    at = "".join(words.AT.say(lang, key=teller.key(kind, key)) for kind, key in keys)
    frame = words.VALUE
    if change.before is None:
        frame = words.VALUE_SUPPLIED
    elif change.after is None:
        frame = words.VALUE_WITHDRAWN
    told = frame.say(lang, label=change.label.in_lang(lang), at=at, before=before, after=after)
    clauses = [clause_in_words(rules, one.document, one.clause, lang) for one in change.source]
    return f"{told} · {change.parameter}{cited(clauses, lang)}"


def _addition(rules: RuleSet, change: AdditionChange, lang: Lang) -> str:
    quoted = [words.QUOTED.say(lang, quoted=text.in_lang(lang)) for text in change.beside]
    frame = words.ROUTE if change.beside else words.REQUIREMENT
    told = frame.say(
        lang,
        question=change.asked.in_lang(lang),
        label=change.label.in_lang(lang),
        told=change.told.in_lang(lang),
        beside=words.LISTED.in_lang(lang).join(quoted),
    )
    return told + cited([clause_in_words(rules, one.document, one.clause, lang) for one in change.source], lang)


def clause_in_words(rules: RuleSet, document: str, clause: object, lang: Lang) -> str:
    """A clause with its document in short."""
    declared = rules.part.documents.get(document)
    short = declared.short if declared is not None else None
    if not isinstance(clause, str):
        return document if short is None else short.in_lang(lang)
    return f"{document} {clause}" if short is None else CLAUSE.say(lang, document=short.in_lang(lang), clause=clause)
