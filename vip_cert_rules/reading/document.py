"""What a reader returns, and within which limits it reads."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

import attrs

from vip_cert_rules.faults import Fault, Path, Place

MIB = 1024 * 1024
MOST_PLACED = 4 * MIB
"""Texts of more characters have no places: a million of them would take more memory than they are worth."""


class Format(Enum):
    """How a text is written."""

    YAML = "YAML"
    JSON = "JSON"


@attrs.frozen
class Limits:
    """The most a text may hold: bytes by format, levels of nesting, digits of one number.

    After ``faults`` faults reading ends.
    """

    yaml_bytes: int = 16 * MIB
    json_bytes: int = 64 * MIB
    depth: int = 64
    digits: int = 400
    faults: int = 1000

    def bytes_of(self, form: Format) -> int:
        """The most bytes a text of this format may hold."""
        return self.json_bytes if form is Format.JSON else self.yaml_bytes


RECORD_LIMITS = Limits()
RULE_FILE_LIMITS = Limits(yaml_bytes=MIB, json_bytes=MIB)


@attrs.frozen
class Document:
    """A text read into plain values.

    ``value`` is made of ``dict`` (its keys are ``str``), ``list``, ``str``, ``int``, ``Decimal``, ``bool``
    and ``None``.
    ``places`` holds where every value starts (of a mapping entry: its value), ``key_places`` where every key
    does; texts of more than 4 MiB have none.
    """

    name: str
    value: object
    places: Mapping[Path, Place] = attrs.field(repr=False)
    key_places: Mapping[Path, Place] = attrs.field(repr=False)

    def place_of(self, path: Path) -> Place | None:
        """The place of the value at ``path``, or of the nearest known value around it."""
        for end in range(len(path), -1, -1):
            place = self.places.get(path[:end])
            if place is not None:
                return place
        return None


@attrs.frozen
class Refusal:
    """Why a text was not read: all that was found, and the parser's own exception when there was one."""

    faults: tuple[Fault, ...]
    cause: Exception | None = None

    def has(self, *codes: str) -> bool:
        """Whether any fault has one of these codes."""
        return any(fault.code in codes for fault in self.faults)
