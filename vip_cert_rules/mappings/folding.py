"""Versions that hold from a day until the next one, as stretches of work.

A version of Odoo's ``hr.version`` says how somebody works from a day on; the next version ends it. The contract bounds
it on both sides. Where the contract begins before the first version, what the work was until then is not known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Generic, TypeVar

import attrs

from vip_cert_rules.dates import ONE_DAY

R = TypeVar("R")


@attrs.frozen
class Version(Generic[R]):
    """One version: from when, the days of the contract, what it says, and where it comes from."""

    since: date
    begins: date | None
    ends: date | None
    said: Mapping[str, Any]
    origin: R


@attrs.frozen
class Stretch(Generic[R]):
    """Days on which the same is said, both included; ``None``: still so. ``said`` ``None``: not known what."""

    start: date
    end: date | None
    said: Mapping[str, Any] | None
    origin: R


def fold(versions: Sequence[Version[R]]) -> list[Stretch[R]]:
    """The stretches that versions come to, in order; those that say the same and touch are one."""
    ordered = sorted(versions, key=lambda one: one.since)
    out: list[Stretch[R]] = []
    if ordered and ordered[0].begins is not None and ordered[0].begins < ordered[0].since:
        first = ordered[0]
        assert first.begins is not None
        until = first.since - ONE_DAY
        out.append(Stretch(first.begins, until if first.ends is None else min(until, first.ends), None, first.origin))
    for i, one in enumerate(ordered):
        start = one.since if one.begins is None else max(one.since, one.begins)
        end = ordered[i + 1].since - ONE_DAY if i + 1 < len(ordered) else None
        if one.ends is not None:
            end = one.ends if end is None else min(end, one.ends)
        if end is not None and end < start:
            continue
        before = out[-1] if out else None
        if before is not None and before.said == one.said and before.end is not None and before.end + ONE_DAY == start:
            out[-1] = attrs.evolve(before, end=end)
        else:
            out.append(Stretch(start, end, one.said, one.origin))
    return out
