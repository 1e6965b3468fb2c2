"""Headers: the first row of what has no names of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vip_cert_rules.faults import Fault, InputError, Place, show
from vip_cert_rules.mappings.rows import text_of, tidy


def headers_of(cells: Sequence[Any], file: str, table: str, row: int) -> tuple[str, ...]:
    """The headers that a row holds; empty ones as empty text. Raises :class:`InputError` where one is there twice."""
    headers = tuple(text_of(tidy(cell)) or "" for cell in cells)
    twice = [one for i, one in enumerate(headers) if one and one in headers[:i]]
    if twice:
        raise InputError(
            Fault("duplicate-header", table, f"the header {show(one)} is there twice", None, Place(file, row, 1))
            for one in dict.fromkeys(twice)
        )
    if not any(headers):
        message = f"row {row} of `{table}` has no headers"
        raise InputError(
            [Fault("no-headers", table, message, "say in `files.header_row` where they are", Place(file, row, 1))]
        )
    return headers
