"""What entries refer to: documents, facts, rules and overlays, as JSON under digests that can be checked again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

import attrs

from vip_cert_rules.candidate.render import candidate_to_dict
from vip_cert_rules.decision.decision import Decision
from vip_cert_rules.digest import digest_of, plain
from vip_cert_rules.faults import Fault, InputError
from vip_cert_rules.plan.nodes import Plan
from vip_cert_rules.reading import Document
from vip_cert_rules.rulesets.call import RulesOfDay
from vip_cert_rules.rulesets.overlays.overlay import Overlay
from vip_cert_rules.rulesets.ruleset import RuleSet, structure_ruleset
from vip_cert_rules.rulesets.syntax import Citation
from vip_cert_rules.rulesets.versions.family import structure_versions
from vip_cert_rules.rulesets.versions.versions import RuleSetVersions

DOCUMENT, FACTS, RULES, OVERLAY = ("document", "facts", "rules", "overlay")
PERSONAL = (DOCUMENT, FACTS)
"""Contents that are about a person."""


@attrs.frozen
class Content:
    """A content: its digest, what kind it is of, and itself as JSON."""

    digest: str
    kind: str
    body: str

    @property
    def is_sound(self) -> bool:
        """Whether the digest is that of the body."""
        try:
            return digest_of(plain(exact_json(self.body))) == self.digest
        except (ValueError, TypeError, RecursionError):
            return False


@attrs.frozen
class Prepared:
    """A decision as it will be entered: whom it is about, what the entry says, what it refers to. Can be pickled."""

    candidate: str
    body: Mapping[str, Any]
    contents: tuple[Content, ...]


def prepare(decision: Decision) -> Prepared:
    """A decision as it will be entered; wherever that is done."""
    body, contents = contents_of(decision)
    return Prepared(decision.candidate.id, body, tuple(contents))


def exact_json(text: str) -> Any:
    """The value of a JSON text; numbers with decimals exact."""
    return json.loads(text, parse_float=Decimal)


def contents_of(decision: Decision) -> tuple[dict[str, Any], list[Content]]:
    """What an entry about a decision says, and the contents that it refers to."""
    made_by = decision.made_by
    assert isinstance(made_by, (RuleSet, RulesOfDay))
    rules = made_by if isinstance(made_by, RuleSet) else made_by.rules
    version = made_by if isinstance(made_by, RuleSet) else made_by.version
    versions = (rules,) if isinstance(rules, RuleSet) else rules.versions
    document = _content(DOCUMENT, decision.to_dict())
    record = candidate_to_dict(attrs.evolve(decision.candidate, extra=None))
    facts = _content(FACTS, {"as_of": decision.as_of.isoformat(), "candidate": record})
    of_rules = [_content(RULES, dict(one.content)) for one in versions]
    of_overlays = [_content(OVERLAY, one.content()) for one in rules.overlays]
    body = {
        "document": document.digest,
        "facts": facts.digest,
        "rules": [one.digest for one in of_rules],
        "overlays": [one.digest for one in of_overlays],
        "several": isinstance(rules, RuleSetVersions),
        "assume": _assumed(decision.plan, version),
    }
    return body, [document, facts, *of_rules, *of_overlays]


def _assumed(plan: Plan, version: RuleSet) -> dict[str, str | None]:
    """Which readings the call switched, beside what overlays had switched."""
    own, now = dict(version.settings.readings), dict(plan.switches)
    switched_back: dict[str, str | None] = {name: None for name in own if name not in now}
    return switched_back | {name: word for name, word in now.items() if own.get(name) != word}


def _content(kind: str, value: Mapping[str, Any]) -> Content:
    # in the order in which it is said: of rules the order of levels and of routes says something
    here = plain(value)
    return Content(digest_of(here), kind, _with_exact_numbers(value if kind == FACTS else here))


def _with_exact_numbers(value: object) -> str:
    """JSON in which decimals that no double holds keep every digit."""
    numbers: dict[str, str] = {}

    def mark(number: object) -> str:
        assert isinstance(number, Decimal)
        name = f"\u0000{len(numbers)}\u0000"
        numbers[json.dumps(name)] = f"{number:f}"
        return name

    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False, default=mark)
    for name, number in numbers.items():
        text = text.replace(name, number)
    return text


@lru_cache(maxsize=16)
def rules_of(contents: tuple[str, ...], overlays: tuple[str, ...], *, several: bool) -> RuleSet | RuleSetVersions:
    """The rules that stored contents hold. Raises :class:`RuleSetError` where they are rules no more."""
    documents = [Document("decision log", _readable(exact_json(text)), {}, {}) for text in contents]
    rules: RuleSet | RuleSetVersions = structure_versions(documents) if several else structure_ruleset(documents[0])
    return rules.overlaid([*_overlays(overlays)]) if overlays else rules


def _overlays(texts: Sequence[str]) -> Iterator[Overlay]:
    for text in texts:
        value = exact_json(text)
        known = {
            name: value.pop(name) for name in ("overlay", "ruleset", "version", "source", "parameters", "switches")
        }
        name = known.pop("overlay")
        source = tuple(Citation(one["document"], one["clause"], ()) for one in known.pop("source"))
        yield Overlay(name=name, source=source, additions=value, **known)


def _readable(content: Any) -> Any:
    """Rules as their author wrote them: which modules a list goes through was put in when they were read."""
    if not isinstance(content, dict):
        raise InputError([Fault("wrong-type", "rules", "stored rules are a mapping")])
    lists = content.get("lists")
    if not isinstance(lists, dict):
        return content
    as_written = {
        name: {"syllabus": one["syllabus"]} if isinstance(one, dict) and "syllabus" in one else one
        for name, one in lists.items()
    }
    return {**content, "lists": as_written}


def candidate_in(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """The record in stored facts."""
    record: Mapping[str, Any] = facts["candidate"]
    return record
