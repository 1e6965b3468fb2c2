"""Files that a command writes."""

from __future__ import annotations

from pathlib import Path

from vip_cert_rules.faults import Fault, InputError, reason_of


def write_text(file: str, text: str, option: str) -> None:
    """Writes a text to a file that an option names. Raises :class:`InputError` where that cannot be done."""
    try:
        Path(file).write_text(text, encoding="utf-8")
    except (OSError, ValueError) as cause:
        raise InputError([Fault("unwritable", option, f"`{file}` cannot be written: {reason_of(cause)}")]) from cause
