"""What identifies the content of a rule set or an overlay."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum

from vip_cert_rules.faults import key_text, show

LONGEST = 1024
"""Bits of a whole number; a longer one is no value of any parameter, and refused when it is looked at."""


def digest_of(content: object) -> str:
    """SHA-256 over the canonical JSON of a value: sorted keys, no blanks, UTF-8."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def plain(value: object) -> object:
    """The same value as JSON holds it: exact decimals become numbers, days and closed words text."""
    if isinstance(value, Mapping):
        return {key_text(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, int):
        return value if value.bit_length() < LONGEST else show(value)
    if isinstance(value, date):
        return value.isoformat()
    # a decimal is asked itself: math cannot look at a signalling NaN
    if not (value.is_finite() if isinstance(value, Decimal) else isinstance(value, float) and math.isfinite(value)):
        return show(value)  # no value of any parameter: it is refused when it is looked at
    number = float(value)  # type: ignore[arg-type]
    return int(number) if number.is_integer() else number


def exact(value: object) -> object:
    """The same value as something with a hash, equal only to what a check cannot tell from it.

    A digest does not tell ``12`` from ``12.0``, nor a number from one that differs in the twentieth decimal.
    """
    if isinstance(value, Mapping):
        return frozenset((exact(key), exact(item)) for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return tuple(map(exact, value))
    if isinstance(value, Decimal):
        return Decimal, value.as_tuple()
    return type(value), value if isinstance(value, str) else show(value)


def is_deeper(value: object, most: int) -> bool:
    """Whether mappings and lists stand within one another more than so many times, or within themselves."""
    layer = {id(value): value}
    for _ in range(most + 1):
        inner: dict[int, object] = {}
        for part in layer.values():
            rows = part.values() if isinstance(part, Mapping) else part if isinstance(part, (list, tuple)) else ()
            inner |= {id(row): row for row in rows if isinstance(row, (Mapping, list, tuple))}
        if not inner:
            return False
        layer = inner
    return True
