"""What stands in a decision document: its words, its nodes, what does not hold in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import attrs

from vip_cert_rules.faults import show
from vip_cert_rules.rechecking.words import MISMATCHES
from vip_cert_rules.text import Text

Json = Any
"""A value of a JSON text."""

OUTCOMES = {"met": "yes", "waived": "yes", "unmet": "no", "unknown": "unknown"}
CODES = (
    "none_on_record", "too_low", "too_early", "expired", "revoked", "wrong_level", "wrong_issuer", "not_in_scope",
    "not_passed", "not_attested", "fact_not_recorded", "parameter_not_supplied",
)  # fmt: skip
UNKNOWN_CODES = CODES[-2:]
SCALES = {
    "education_level": (
        "level", ("junior_secondary", "senior_secondary", "junior_college", "bachelor", "master", "doctorate"),
    ),
    "grade": ("grade", ("fail", "pass", "good", "excellent")),
    "trainer_rank": ("rank", ("prefecture", "province", "group")),
}  # fmt: skip
DATED = {
    "education": "awarded", "employments": "start", "probations": "completed", "trainings": "completed",
    "results": "taken", "appraisals": "on", "certificates": "issued", "trainer_titles": "granted", "ratings": "on",
    "attestations": "on",
}  # fmt: skip
RECORD = re.compile(rf"({'|'.join(DATED)})\[(0|[1-9][0-9]{{0,8}})\]")
FACT = re.compile(rf"parameters\..+|preparing_for|({'|'.join(DATED)})(?:\[(0|[1-9][0-9]{{0,8}})\]\.([a-z_]+))?")


@attrs.frozen
class Mismatch:
    """One thing in a decision document that does not hold.

    ``code`` is a stable word; ``path`` says where in the document (``explanation.children[0].status``); ``text`` says
    in both languages what does not hold.
    """

    code: str
    path: str
    text: Text


def mismatch(code: str, path: str, /, **terms: object) -> Mismatch:
    """A mismatch whose sentence is filled in with terms, values as messages show them."""
    terms_shown = {name: term if isinstance(term, Text) else shown(term) for name, term in terms.items()}
    return Mismatch(code, path, MISMATCHES[code].fill(**terms_shown))


def shown(value: object) -> str:
    """A value, or a list of them, as a sentence shows it."""
    return ", ".join(map(show, value)) or "[]" if isinstance(value, (list, tuple)) else show(value)


class Seen(NamedTuple):
    """A node, its path in the document, and the kind of the node above it (of the root: ``None``)."""

    node: Json
    path: str
    above: str | None


def walk(node: Json, path: str, above: str | None) -> Iterator[Seen]:
    """The node and all below it, parents first, in the order of reading."""
    yield Seen(node, path, above)
    for place, child in enumerate(node.get("children", ())):
        yield from walk(child, f"{path}.children[{place}]", node["kind"])


def truth(node: Json) -> str:
    """The status, ``waived`` counted as met."""
    return "met" if node["status"] == "waived" else str(node["status"])


def exact(number: Json) -> Decimal:
    """A number of a document; a float is the shortest decimal that means it."""
    return Decimal(repr(number)) if isinstance(number, float) else Decimal(number)


def own_truth(node: Json) -> str:
    """What the own test of a condition comes to: ``met``, ``unmet`` or ``unknown``.

    Where nothing was measured its code tells: whether something was not known, or nothing was on record.
    """
    measured, required = node["measured"], node["required"]["value"]
    if measured is None:
        return "unknown" if node.get("code") in UNKNOWN_CODES else "unmet"
    if "passed" in measured:
        return "met" if measured["passed"] else "unmet"
    if required is None:
        return "unknown"
    low, high, bound = exact(measured["low"]), measured["high"], exact(required)
    return "met" if low >= bound else "unmet" if high is not None and exact(high) < bound else "unknown"
