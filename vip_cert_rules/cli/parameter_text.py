"""Parameters as a person is asked for them: a commented file to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from vip_cert_rules.rulesets.parameters import SHAPES, items_of, keys_of
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.rulesets.syntax import Citation, Dated, ParameterPart, ParameterType
from vip_cert_rules.shapes import Amount, ListOf, Whole, Word
from vip_cert_rules.text import Lang, Text
from vip_cert_rules.wording import parameters as words
from vip_cert_rules.wording.facts import COMPONENTS
from vip_cert_rules.wording.punctuation import APART, CLAUSE, LISTED
from vip_cert_rules.wording.quantities import WORDS


def parameters_template(rules: RuleSet, lang: Lang) -> str:
    """A YAML file with every parameter of a rule set, explained and commented out."""
    return "\n".join(_Template(rules, lang).lines()) + "\n"


@attrs.frozen
class _Template:
    rules: RuleSet
    lang: Lang

    def lines(self) -> Iterator[str]:
        part = self.rules.part
        title = part.title.in_lang(self.lang)
        yield from self.comment(self.say(words.TEMPLATE_HEAD, title=title, name=part.ruleset, version=part.version))
        lost = {name: one for name, one in part.parameters.items() if is_lost(one)}
        said = {name: one for name, one in part.parameters.items() if not is_lost(one)}
        for head, listed in ((words.TEMPLATE_LOST, lost), (words.TEMPLATE_SAID, said)):
            if listed:
                yield ""
                yield from self.comment(f"--- {self.say(head)}")
            for name, one in listed.items():
                yield ""
                yield from self.comment(one.label.in_lang(self.lang))
                yield from self.comment(APART.in_lang(self.lang).join(self.about(one)))
                yield from (f"#{line}" for line in self.entry(name, one))

    def about(self, part: ParameterPart) -> Iterator[str]:
        shape = SHAPES[part.type]
        kind = words.KINDS[part.type.value].in_lang(self.lang)
        if isinstance(shape, (Whole, Amount)) and part.type is not ParameterType.LEVEL:
            low = shape.low if part.minimum is None else part.minimum
            high = shape.high if part.maximum is None else part.maximum
            blank = "" if self.lang is Lang.ZH else ", "
            kind += f"{blank}{self.say(words.BOUNDS, low=str(low), high=str(high))}"
        yield kind
        one = shape.item if isinstance(shape, ListOf) else shape
        if isinstance(one, Word):
            every = one.words
            known = [
                self.say(words.WORD, word=word.value, said=self.said(word))
                for word in every  # pyright: ignore[reportGeneralTypeIssues]
            ]
            yield self.say(words.ONE_OF, words=LISTED.in_lang(self.lang).join(known))
        if part.by:
            yield self.say(words.BY, keys=LISTED.in_lang(self.lang).join(self.key(key) for key in part.by))
        if part.by_level:
            yield self.say(words.EITHER)
        if part.nullable:
            yield self.say(words.NULLABLE)
        if part.information:
            yield self.say(words.INFORMATION)
        owner = (part.supplied_by or words.ORGANISATION).in_lang(self.lang)
        yield self.say(words.SUPPLIED_BY if is_lost(part) else words.SET_BY, owner=owner)
        cited = [self.cited(one) for one in part.source]
        if cited:
            yield LISTED.in_lang(self.lang).join(cited)

    def entry(self, name: str, part: ParameterPart) -> Iterator[str]:
        """The lines to fill in, without the mark of a comment."""
        if part.values is not None and not part.by_level:
            for level, value in part.values.items():
                address = name.replace("{level}", level) if "{level}" in name else f"{name}.{level}"
                yield f"{address}: {written(value)}"
        elif part.by:
            yield f"{name}:"
            yield from self.keyed(part, 0, "  ")
        else:
            yield f"{name}: {self.blank(part) if is_lost(part) else written(part.value)}".rstrip()

    def keyed(self, part: ParameterPart, depth: int, indent: str) -> Iterator[str]:
        key = part.by[depth]
        known = keys_of(self.rules.part, key)
        texts = items_of(self.rules.part.lists.get(key)) or COMPONENTS
        for word in known if known is not None else (f"<{self.key(key)}>",):
            told = texts[word].in_lang(self.lang) if key != "level" and word in texts else ""
            if depth + 1 < len(part.by):
                yield f"{indent}{word}:"
                yield from self.keyed(part, depth + 1, indent + "  ")
            elif part.type is ParameterType.ROUTES:
                yield f"{indent}{word}:"
                yield f"{indent}  - {{{', '.join(self.members(part))}}}"
            else:
                yield f"{indent}{word}: {self.blank(part)}{f'  # {told}' if told else ''}"

    def members(self, part: ParameterPart) -> Iterator[str]:
        for name, one in part.members.items():
            yield f"{name}: <{words.MEMBERS[one.value].in_lang(self.lang)}>"

    def blank(self, part: ParameterPart) -> str:
        """What stands where a value goes: no value itself, so that what is not filled in is found out."""
        return "" if part.type is ParameterType.TEXT else f"<{words.KINDS[part.type.value].in_lang(self.lang)}>"

    def key(self, key: str) -> str:
        return words.KEYS.get(key, words.LISTED_THINGS).in_lang(self.lang)

    def said(self, word: Any) -> str:
        return WORDS[type(word)][word.value].in_lang(self.lang)

    def cited(self, citation: Citation) -> str:
        document = self.rules.part.documents[citation.document]
        title = (document.short or document.title).in_lang(self.lang)
        return self.say(CLAUSE, document=title, clause=citation.clause) if isinstance(citation.clause, str) else title

    def comment(self, text: str) -> Iterator[str]:
        return (f"# {line}".rstrip() for line in text.split("\n"))

    def say(self, text: Text, /, **terms: object) -> str:
        return text.say(self.lang, **terms)


def is_lost(part: ParameterPart) -> bool:
    """Whether the documents give no value."""
    return part.value is None and part.values is None and not part.is_null


def written(value: Any) -> str:
    """A declared value as YAML has it."""
    if isinstance(value, Dated):
        return written(value.values[-1][1])
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(written(item) for item in value) + "]"
    return "null" if value is None else str(value)
