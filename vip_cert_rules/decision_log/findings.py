"""What a look through a log finds, and what becomes of decisions that are made again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from vip_cert_rules.decision_log import words
from vip_cert_rules.text import Text

SAME, TOLD_OTHERWISE, OTHER_ANSWER, NOT_POSSIBLE, ERASED = (
    "same",
    "told-otherwise",
    "other-answer",
    "not-possible",
    "erased",
)


@attrs.frozen
class Replayed:
    """What became of one decision that was made again.

    ``verdict``: ``same`` (the same document), ``told-otherwise`` (the same answer for the same reasons, in other words
    or under another version), ``other-answer``, ``not-possible`` (``why`` says what stands in the way), ``erased``.
    ``changes`` are the nodes whose status differs: id, before, now; ``None`` where there is no such node.
    """

    number: int
    verdict: str
    before: Mapping[str, Any] | None = None
    now: Mapping[str, Any] | None = None
    changes: tuple[tuple[str, str | None, str | None], ...] = ()
    why: str | None = None


@attrs.frozen
class LogMismatch:
    """Something in a log that is not as it was written. ``entry`` is the number it was seen at, if at one."""

    code: str
    entry: int | None
    text: Text

    def __str__(self) -> str:
        return self.text.en if self.entry is None else words.AT_ENTRY.fill(entry=self.entry, text=self.text).en


@attrs.frozen
class Verified:
    """What a look through a log found: the mismatches, what is remarkable but no mismatch, and the end of it."""

    mismatches: tuple[LogMismatch, ...]
    notices: tuple[LogMismatch, ...]
    entries: int
    head: str

    @property
    def is_sound(self) -> bool:
        """Whether everything is as it was written."""
        return not self.mismatches
