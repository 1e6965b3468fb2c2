"""Where the people of a batch come from: a file with a record a line, or whatever a mapping makes records of.

Everybody has a number, always the same for the same input: a run that goes on knows by it where it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import attrs

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.candidate.structure import structure_candidate
from vip_cert_rules.faults import Fault, InputError, reason_of
from vip_cert_rules.mappings.model import RecordMapping
from vip_cert_rules.mappings.people import maker_of, opened, rows_of
from vip_cert_rules.mappings.records import Maker
from vip_cert_rules.mappings.staged import Person, Staged
from vip_cert_rules.reading import Format, read_text

PIECE = 1 << 20

Item = tuple[int, Any]
"""A person: the number in the input, and what is on record there. Can be pickled."""


class Reader(Protocol):
    """Makes candidates of what is on record. Can be pickled: every process of a batch has one."""

    def candidate(self, item: Item) -> Candidate:
        """The person. Raises :class:`InputError` with every fault."""
        ...

    def as_it_was(self, item: Item) -> Mapping[str, Any]:
        """What is on record, for whoever has to correct it."""
        ...


class People(Protocol):
    """Everybody in an input."""

    @property
    def reader(self) -> Reader:
        """How each is read."""
        ...

    @property
    def digest(self) -> str:
        """That of everything that is read: whether it is still the same."""
        ...

    def items(self, after: int = 0) -> Iterator[Item]:
        """Everybody with a number above one, in order."""
        ...

    def count(self) -> int:
        """How many there are."""
        ...


@attrs.frozen
class LineReader:
    """Reads lines of JSON. ``input`` is the name of the file in places."""

    input: str

    def candidate(self, item: Item) -> Candidate:
        """See :class:`Reader`."""
        number, line = item
        document = read_text(line, f"{self.input}:{number}", InputError, Format.JSON)
        return structure_candidate(document.value, document)

    def as_it_was(self, item: Item) -> Mapping[str, Any]:
        """See :class:`Reader`."""
        line: bytes = item[1]
        return {"text": line.decode("utf-8", "backslashreplace").rstrip("\r\n")}


@attrs.frozen(eq=False)
class Lines:
    """A file with a record a line; the number of a person is that of the line."""

    path: Path
    reader: LineReader
    digest: str

    def items(self, after: int = 0) -> Iterator[Item]:
        """See :class:`People`."""
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if number > after and line.strip():
                    yield number, line

    def count(self) -> int:
        """See :class:`People`."""
        return sum(1 for _ in self.items())


@attrs.frozen(eq=False)
class MappedReader:
    """Makes candidates of rows, as a mapping says."""

    maker: Maker

    def candidate(self, item: Item) -> Candidate:
        """See :class:`Reader`."""
        person: Person = item[1]
        return self.maker.candidate(person)

    def as_it_was(self, item: Item) -> Mapping[str, Any]:
        """See :class:`Reader`."""
        return {"rows": [*rows_of(item[1])]}


@attrs.frozen(eq=False)
class MappedPeople:
    """The people of inputs that a mapping reads; the number of a person is the place among them."""

    staged: Staged
    reader: MappedReader
    digest: str

    def items(self, after: int = 0) -> Iterator[Item]:
        """See :class:`People`."""
        return ((person.number, person) for person in self.staged.people(after))

    def count(self) -> int:
        """See :class:`People`."""
        return self.staged.count_of_people()


@contextmanager
def people_of(inputs: Sequence[str], mapping: RecordMapping | None) -> Iterator[People]:
    """Everybody in some inputs. Raises :class:`InputError` where they cannot be read."""
    if mapping is None:
        path = Path(inputs[0])
        yield Lines(path, LineReader(inputs[0]), digest_of_file(path))
        return
    with opened(inputs, mapping) as staged:
        yield MappedPeople(staged, MappedReader(maker_of(staged, mapping)), staged.digest)


def digest_of_file(path: Path) -> str:
    """SHA-256 over a file. Raises :class:`InputError` where it cannot be read."""
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                found.update(piece)
    except OSError as cause:
        raise InputError([Fault("unreadable", "INPUT", f"`{path}` cannot be read: {reason_of(cause)}")]) from cause
    return f"sha256:{found.hexdigest()}"
