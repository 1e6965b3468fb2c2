"""An impact as a person reads it, and as a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

from vip_cert_rules.authoring.impact import words
from vip_cert_rules.authoring.impact.compare import clauses_in
from vip_cert_rules.authoring.impact.model import Apart, Asking, Change, Impact, RulesNamed, Through
from vip_cert_rules.candidate.employed import NO_WORK
from vip_cert_rules.candidate.words import Unit
from vip_cert_rules.decision.narrative import Narrative, Section
from vip_cert_rules.decision.outcome import STATUS_OF_OUTCOME
from vip_cert_rules.decision.plan_words import Line, printable
from vip_cert_rules.plan.nodes import Status
from vip_cert_rules.text import Lang
from vip_cert_rules.wording.punctuation import LISTED, cited
from vip_cert_rules.wording.quantities import WORDS

MOST_TOLD = 50
"""So many answers are told one by one; the rest is counted."""

K = TypeVar("K", bound=Hashable)


def narrate(impact: Impact, lang: Lang) -> Narrative:
    """How many answers change and by what, then whose; what only one of the two can be asked at the end."""
    sections = []
    for title, counts in tables(impact, lang):
        lines = tuple(Line(words.COUNT.say(lang, what=what, count=count)) for what, count in counts)
        sections.append(Section(title, lines))
    if impact.changes:
        told = [line for change in impact.changes[:MOST_TOLD] for line in _change(change, impact, lang)]
        left = len(impact.changes) - MOST_TOLD
        if left > 0:
            told.append(Line(words.MORE.say(lang, count=left)))
        sections.append(Section(words.WHO.in_lang(lang), tuple(told)))
    if impact.apart:
        lines = tuple(Line(apart_in_words(one, lang)) for one in impact.apart)
        sections.append(Section(words.APART.in_lang(lang), lines))
    if impact.undecided:
        lines = tuple(Line(asking_in_words(one), 0, Status.UNKNOWN) for one in impact.undecided)
        sections.append(Section(words.UNDECIDED.in_lang(lang), lines))
    tone = Status.UNMET if impact.changes else Status.MET
    return Narrative(headline(impact, lang), subject(impact, lang), tone, tuple(sections))


def headline(impact: Impact, lang: Lang) -> str:
    """How many answers change, about how many people."""
    if not impact.changes:
        return words.NOBODY.in_lang(lang)
    people = len({change.person for change in impact.changes})
    return words.SOMEBODY.say(lang, people=people, changes=len(impact.changes))


def subject(impact: Impact, lang: Lang) -> str:
    """What was compared."""
    told = words.HEAD.say(
        lang,
        old=rules_in_words(impact.old, lang),
        new=rules_in_words(impact.new, lang),
        days=_days(impact.first, impact.last, lang),
        people=impact.people,
        compared=len(impact.compared),
        asked=impact.asked,
    )
    return f"{told} · {words.MADE_UP.in_lang(lang)}" if impact.generated else told


def rules_in_words(rules: RulesNamed, lang: Lang) -> str:
    """Rules by name and version, with their overlays."""
    named = words.RULES.say(lang, name=rules.name, version=rules.version)
    if not rules.overlays:
        return named
    return words.WITH.say(lang, rules=named, overlays=LISTED.in_lang(lang).join(rules.overlays))


def asking_in_words(asking: Asking) -> str:
    """A question as nodes are named, with the position."""
    return asking.node if asking.position is None else f"{asking.node} · {asking.position}"


def apart_in_words(apart: Apart, lang: Lang) -> str:
    """A question that only one of the two can be asked."""
    text = words.ONLY_NEW if apart.is_new else words.ONLY_OLD
    return text.say(lang, asked=asking_in_words(apart.asking), days=_days(apart.first, apart.last, lang))


def unit_in_words(unit: str | None, lang: Lang) -> str:
    """A kind of unit."""
    if unit is None:
        return words.UNIT_UNKNOWN.in_lang(lang)
    return words.NO_WORK.in_lang(lang) if unit == NO_WORK else WORDS[Unit][unit].in_lang(lang)


def outcome_in_words(change: Change, lang: Lang) -> str:
    """What an answer was and what it is."""
    before, after = words.OUTCOMES[change.before], words.OUTCOMES[change.after]
    return words.CHANGE_OF.say(lang, before=before.in_lang(lang), after=after.in_lang(lang))


def through_in_words(one: Through, lang: Lang) -> str:
    """A condition by which an answer differs."""
    before, after = words.STATUSES[one.before], words.STATUSES[one.after]
    change = words.CHANGE_OF.say(lang, before=before.in_lang(lang), after=after.in_lang(lang))
    clauses = cited((clause.in_lang(lang) for clause in one.clauses), lang)
    return words.BECAUSE.say(lang, label=one.label.in_lang(lang), node=one.node, change=change, clauses=clauses)


def tables(impact: Impact, lang: Lang) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """The answers that change, counted by what became of them, by clause, by question and by unit."""
    changes = impact.changes
    if not changes:
        return
    yield words.BY_OUTCOME.in_lang(lang), _counted(changes, lambda one: [outcome_in_words(one, lang)])
    yield words.BY_CLAUSE.in_lang(lang), _counted(changes, lambda one: clauses_in(one, lang))
    yield words.BY_QUESTION.in_lang(lang), _counted(changes, lambda one: [asking_in_words(one.asking)])
    yield words.BY_UNIT.in_lang(lang), _counted(changes, lambda one: [unit_in_words(one.unit, lang)])


def _counted(changes: Iterable[Change], keys: Callable[[Change], Iterable[K]]) -> list[tuple[K, int]]:
    """How often each key is there, the most frequent first, else in order of appearance."""
    return Counter(key for change in changes for key in keys(change)).most_common()


def _change(change: Change, impact: Impact, lang: Lang) -> Iterator[Line]:
    days = ""
    if impact.first != impact.last:
        days = words.DAYS.say(lang, first=change.first.isoformat(), last=change.last.isoformat())
    text = words.HOW.say(
        lang,
        person=printable(change.person),
        asked=asking_in_words(change.asking),
        change=outcome_in_words(change, lang),
        days=days,
    )
    yield Line(text, 0, STATUS_OF_OUTCOME[change.after])
    yield from (Line(through_in_words(one, lang), 1) for one in change.through)


def _days(first: date, last: date, lang: Lang) -> str:
    if first == last:
        return words.ON.say(lang, day=first.isoformat())
    return words.FROM_TO.say(lang, first=first.isoformat(), last=last.isoformat())


# --- as a document ---------------------------------------------------------------------------------------------------


def document_of(impact: Impact) -> dict[str, Any]:
    """The impact as plain data."""

    def counts(keys: Callable[[Change], Iterable[str]]) -> dict[str, int]:
        return dict(_counted(impact.changes, keys))

    return {
        "old": _rules(impact.old),
        "new": _rules(impact.new),
        "from": impact.first.isoformat(),
        "to": impact.last.isoformat(),
        "people": impact.people,
        "made_up": impact.generated,
        "questions": impact.asked,
        "compared": [_asking(one) for one in impact.compared],
        "counts": {
            "outcome": counts(lambda one: [f"{one.before.value} -> {one.after.value}"]),
            "clause": counts(lambda one: clauses_in(one, Lang.EN)),
            "level": counts(lambda one: [one.asking.node]),
            "unit": counts(lambda one: [one.unit or "unknown"]),
        },
        "changes": [_document_of_change(one) for one in impact.changes],
        "only_old": [_apart(one) for one in impact.apart if not one.is_new],
        "only_new": [_apart(one) for one in impact.apart if one.is_new],
        "undecided": [_asking(one) for one in impact.undecided],
    }


def _rules(rules: RulesNamed) -> dict[str, Any]:
    return {
        "ruleset": rules.name,
        "version": rules.version,
        "digest": rules.digest,
        "overlays": list(rules.overlays),
    }


def _asking(asking: Asking) -> dict[str, Any]:
    return {"question": asking.question, "level": asking.level, "position": asking.position}


def _apart(apart: Apart) -> dict[str, Any]:
    return {**_asking(apart.asking), "from": apart.first.isoformat(), "to": apart.last.isoformat()}


def _document_of_change(change: Change) -> dict[str, Any]:
    return {
        "id": change.person,
        "unit": change.unit,
        **_asking(change.asking),
        "from": change.first.isoformat(),
        "to": change.last.isoformat(),
        "before": change.before.value,
        "after": change.after.value,
        "through": [_document_of_through(one) for one in change.through],
    }


def _document_of_through(one: Through) -> dict[str, Any]:
    return {
        "id": one.node,
        "label": one.label.to_dict(),
        "clauses": [clause.to_dict() for clause in one.clauses],
        "before": None if one.before is None else one.before.value,
        "after": None if one.after is None else one.after.value,
    }
