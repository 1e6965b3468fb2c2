"""The FILE of a command: a file, or ``-`` for standard input."""

from __future__ import annotations

import sys

import attrs

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.candidate.structure import structure_candidate
from vip_cert_rules.faults import Fault, InputError, RuleSetError
from vip_cert_rules.reading import RECORD_LIMITS, RULE_FILE_LIMITS, Document, Format, read_file, read_text

STDIN = "<stdin>"
_MOST = max(RECORD_LIMITS.bytes_of(form) for form in Format)


@attrs.frozen
class Source:
    """A text to be read: a file by its name, or all of standard input, which can be taken only once."""

    name: str
    text: bytes | str | None = None

    def read(self) -> Document:
        """The document within the limits of a record. Raises :class:`InputError`."""
        if self.text is None:
            return read_file(self.name, InputError)
        return read_text(self.text, self.name, InputError)

    def read_rules(self) -> Document:
        """The document within the limits of a rule file. Raises :class:`RuleSetError`."""
        if self.text is None:
            return read_file(self.name, RuleSetError, RULE_FILE_LIMITS)
        return read_text(self.text, self.name, RuleSetError, limits=RULE_FILE_LIMITS)

    def named(self, fault: Fault) -> Fault:
        """The fault, saying in which file it is where neither its place nor its message does."""
        if fault.place is not None or f"`{self.name}`" in fault.message:
            return fault
        return attrs.evolve(fault, path=f"{self.name}: {fault.path}" if fault.path else self.name)


def open_source(argument: str) -> Source:
    """What FILE stands for. Raises :class:`InputError` where standard input cannot be read."""
    if argument != "-":
        return Source(argument)
    stream = sys.stdin
    if stream is None:
        raise InputError([Fault("unreadable", "", "standard input is closed")])
    try:
        binary = getattr(stream, "buffer", None)
        return Source(STDIN, stream.read(_MOST + 1) if binary is None else binary.read(_MOST + 1) or b"")
    except (OSError, ValueError) as cause:  # a directory; a stream that was closed
        reason = (getattr(cause, "strerror", None) or "it gives no reason").lower()
        raise InputError([Fault("unreadable", "", f"standard input cannot be read: {reason}")]) from cause


def read_candidate(argument: str | None, faults: list[Fault]) -> Candidate | None:
    """The person in FILE; without one, or after adding what is wrong with it to the faults, ``None``."""
    if argument is None:
        return None
    try:
        source = open_source(argument)
        try:
            document = source.read()
            return structure_candidate(document.value, document)
        except InputError as error:
            raise InputError(map(source.named, error.faults)) from error
    except InputError as error:
        faults += error.faults
    return None
