"""What authors claim of a rule set and what they intend: looked at by a verification, never by a decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vip_cert_rules.rulesets.language.forms import NAME, OneOrMore
from vip_cert_rules.rulesets.language.words import KEY, TEXT
from vip_cert_rules.rulesets.syntax import FindingKind, IntendedPart, PropertyPart
from vip_cert_rules.shapes import Field, Fields, ListOf, MapOf, Word

NODES = OneOrMore(NAME)
PROPERTY = Fields(
    PropertyPart,
    {
        "text": Field(TEXT, required=True, about="what holds for everybody"),
        "if": Field(NODES, required=True, about="ids of nodes, all of which a person meets"),
        "then": Field(NODES, required=True, about="ids of nodes, all of which that person then meets as well"),
        "except": Field(NODES, default=(), about="ids of nodes; it is not said of people who meet one of them"),
    },
    keeps_path=True,
    noun="a property",
    names={"if": "given", "except": "unless"},
)
INTENDED = Fields(
    IntendedPart,
    {
        "finding": Field(Word(FindingKind, noun="a kind of finding"), required=True, about="what is found"),
        "at": Field(NAME, required=True, about="the id of the node it is found at; of a property, its name"),
        "reason": Field(TEXT, required=True, about="why it is meant so"),
    },
    keeps_path=True,
    noun="an intended finding",
)
CLAIMS: Mapping[str, Field] = {
    "properties": Field(
        MapOf(PROPERTY, KEY), default={}, about="what holds for everybody; `vip-cert verify` proves it"
    ),
    "intended": Field(ListOf(INTENDED), default=(), about="findings of `vip-cert verify` that are meant so"),
}


def content_that_decides(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a rule file without claims: no decision rests on them, so that its digest does not either."""
    return {key: value for key, value in content.items() if key not in CLAIMS}
