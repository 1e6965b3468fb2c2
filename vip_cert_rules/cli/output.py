"""Where the command line writes: standard output and standard error, whatever these happen to be.

Texts are written so that they can always be written: lone surrogates and characters that the encoding lacks become
escapes, and what came from an input cannot move the cursor, colour the terminal or start a line of its own.
"""

from __future__ import annotations

import io
import os
import re
import sys
from typing import TextIO

import attrs

from vip_cert_rules.faults import Fault, VipCertRulesError

_NOT_TO_BE_PRINTED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
_CHINESE = "中文（）《》"


def say(text: str) -> None:
    """A text on standard output, with a line break at its end."""
    if sys.stdout is not None:
        sys.stdout.write(f"{text}\n")


def say_document(text: str) -> None:
    """The same for a JSON text, which is UTF-8 whatever else standard output is encoded in."""
    _use_utf_8(sys.stdout)
    # within a JSON text these can only stand in strings, where an escape means the same
    say(re.sub("[\x7f-\x9f\u2028\u2029\ud800-\udfff]", lambda found: f"\\u{ord(found.group()):04x}", text))


def complain(text: str) -> None:
    """A text on standard error. That nobody can be told is no reason to fail."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except OSError:
        pass


def complain_of(error: VipCertRulesError) -> None:
    """Every fault that an error carries, and their number when there is more than one."""
    lines = [str(_one_line_each(fault)) for fault in error.faults]
    if len(lines) > 1:
        lines.append(f"{len(lines)} faults")
    complain("\n".join(lines))


def printable(text: str, *, lines: bool = False) -> str:
    """The text with whatever is not to be sent to a terminal written as an escape; ``lines``: of each of its lines."""
    if lines:
        return "\n".join(map(printable, text.split("\n")))
    return _NOT_TO_BE_PRINTED.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), text)


def prepare_streams() -> None:
    """Makes standard output and standard error take any text."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
        if stream is not None and not _can_write_chinese(stream):
            _use_utf_8(stream)


def flush() -> None:
    """Writes out what is still held back, so that a failure to do so is met here and not when the process ends."""
    if sys.stdout is not None:
        sys.stdout.flush()


def give_up_output() -> None:
    """Nobody reads on: lets the rest go nowhere, so that the end of the process does not trip over it."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, sys.stdout.fileno())
        finally:
            os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass


def _can_write_chinese(stream: TextIO) -> bool:
    try:
        _CHINESE.encode(stream.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _use_utf_8(stream: TextIO | None) -> None:
    if isinstance(stream, io.TextIOWrapper) and (stream.encoding or "").lower().replace("_", "-") != "utf-8":
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _one_line_each(fault: Fault) -> Fault:
    place = fault.place
    return attrs.evolve(
        fault,
        path=printable(fault.path),
        message=printable(fault.message),
        help=None if fault.help is None else printable(fault.help),
        place=None if place is None else attrs.evolve(place, file=printable(place.file)),
    )
