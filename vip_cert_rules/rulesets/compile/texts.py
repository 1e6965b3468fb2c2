"""The texts of a rule set where a node stands: placeholders filled in, clauses cited."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from vip_cert_rules.candidate.words import Unit
from vip_cert_rules.measures.criteria import Is, OneOf
from vip_cert_rules.measures.measure import Measure
from vip_cert_rules.plan.nodes import Cited, Kind, Required
from vip_cert_rules.rulesets.compile.asked import Asked, Chooser
from vip_cert_rules.rulesets.syntax import Citation, RuleSetPart
from vip_cert_rules.text import Lang, Text, fill_in
from vip_cert_rules.wording.quantities import level_required, quantity, units_in_words, what_is_required


@attrs.frozen
class Terms:
    """What placeholders stand for, in each language."""

    zh: Mapping[str, str]
    en: Mapping[str, str]


GROUP_LABELS: Mapping[Kind, Text] = {
    Kind.ANY: Text("以下条件具备其一", "one of the following"),
    Kind.ALL: Text("以下条件同时具备", "all of the following"),
    Kind.ROUTE: Text("途径", "route"),
}
UNNAMED_LEVEL = Text("{}级", "level {}")
ANY_POSITION = Text("各岗位", "any position")


def units_asked_of(measure: Measure) -> tuple[Unit, ...]:
    """The kinds of unit that the records of a measure must be of; none where that is not tested, or not supplied."""
    for criterion in (one for query in measure.queries() for one in query.criteria if one.field == "unit"):
        if isinstance(criterion, Is):
            return (criterion.value,)
        if isinstance(criterion, OneOf):
            return criterion.values or ()
    return ()


def fill(text: Text, terms: Terms) -> Text:
    """A text with its placeholders filled in, in both languages."""
    return Text(fill_in(text.zh, terms.zh), fill_in(text.en, terms.en))


@attrs.frozen
class Texts:
    """What is said where something is asked, or gone through."""

    part: RuleSetPart
    asked: Asked

    def terms(
        self, required_level: int | None = None, required: Required | None = None, units: tuple[Unit, ...] = ()
    ) -> Terms:
        """What the placeholders of texts stand for here, in each language."""
        zh, en = (
            {"units": units_in_words(units, lang), **self._terms_in(lang, required_level, required)} for lang in Lang
        )
        return Terms(zh=zh, en=en)

    def _terms_in(self, lang: Lang, required_level: int | None, required: Required | None) -> dict[str, str]:
        terms = {}
        if self.part.positions:
            position = self.part.positions.get(str(self.asked.position))
            terms["position"] = (position.label if position else ANY_POSITION).in_lang(lang)
        for name, level in (("level", self.asked.level), ("required_level", required_level)):
            if level is None:
                terms[name] = level_required(lang) if self.part.levels else ""
            else:
                known = self.part.levels.get(str(level))
                terms[name] = known.label.in_lang(lang) if known else UNNAMED_LEVEL.in_lang(lang).format(level)
        if self.asked.thing is not None:
            terms["item"] = self.asked.thing.label.in_lang(lang)
        here = self.part.levels.get(str(self.asked.level))
        terms["letter"] = (here.letter if here else None) or ""
        if required is not None:
            value, unit = required.value, required.unit
            terms["required"] = what_is_required(unit, lang) if value is None else quantity(value, unit, lang)
        return terms

    def in_names(self, terms: Terms) -> Mapping[str, str]:
        """What placeholders stand for in ids and clauses: a thing is called by its name there."""
        return terms.en if self.asked.thing is None else {**terms.en, "item": self.asked.thing.name}

    def cite(self, source: tuple[Citation, ...], terms: Terms) -> tuple[Cited, ...]:
        """Citations with the clauses that apply here."""
        out = []
        for citation in source:
            clause = Chooser(self.part, self.asked).pick(citation.clause)
            out.append(Cited(citation.document, fill_in(clause, self.in_names(terms)) if clause else None))
        return tuple(out)
