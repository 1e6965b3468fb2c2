"""Findings, and the people who show them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from vip_cert_rules.decision.outcome import Outcome
from vip_cert_rules.plan.nodes import Cited
from vip_cert_rules.rulesets.syntax import FindingKind
from vip_cert_rules.text import Text


@attrs.frozen
class Shown:
    """What ``evaluate`` answers about a witness. ``under`` says under which rules, where there are several."""

    question: str
    level: int | None
    outcome: Outcome
    under: Text | None = None


@attrs.frozen(eq=False)
class Witness:
    """A person who shows a finding, in the form of the record contract; ``about`` says what to look at."""

    record: Mapping[str, Any]
    about: Text
    shown: tuple[Shown, ...]


@attrs.frozen(eq=False)
class Finding:
    """Something remarkable.

    ``at`` is the id of the node it is found at, of a broken property its name. ``positions`` are those at which it is
    found, empty where it is so at every one. ``reason`` says why it is intended, where its rule set does.
    """

    kind: FindingKind
    at: str
    as_of: date
    text: Text
    source: tuple[Cited, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    positions: tuple[str, ...] = ()
    reason: Text | None = None


@attrs.frozen
class NotExamined:
    """A question that was left out: for parameters that were not supplied, or because the solver gave up on a check."""

    question: str
    level: int | None
    parameters: tuple[str, ...]


@attrs.frozen(eq=False)
class Verified:
    """What a verification found.

    ``findings`` are those nobody intends; ``intended`` those the rule set marks; ``unfounded`` are the marks, as kind
    and node, that nothing was found for. ``examined`` counts questions, once for each level and position.
    """

    findings: tuple[Finding, ...]
    intended: tuple[Finding, ...]
    unfounded: tuple[tuple[FindingKind, str], ...]
    not_examined: tuple[NotExamined, ...]
    days: tuple[date, ...]
    examined: int
