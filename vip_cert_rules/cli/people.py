"""The people a command is about: files of records, one or many to a file, and folders of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.candidate.structure import structure_candidate
from vip_cert_rules.faults import Fault, InputError, reason_of
from vip_cert_rules.reading import Document, read_file, read_text

ONE_RECORD = (".yaml", ".yml", ".json")
RECORD_A_LINE = (".jsonl", ".ndjson")


def find_people(arguments: Sequence[str]) -> list[Path]:
    """The files that are meant, those of a folder by name. Raises :class:`InputError` with all that are not there."""
    files: list[Path] = []
    faults: list[Fault] = []
    for argument in arguments:
        path = Path(argument)
        try:
            if path.is_dir():
                found = sorted(one for one in path.iterdir() if one.suffix in (*ONE_RECORD, *RECORD_A_LINE))
                if not found:
                    hint = f"records are in files whose names end in {', '.join((*ONE_RECORD, *RECORD_A_LINE))}"
                    faults.append(Fault("no-people", "PEOPLE", f"`{argument}` holds no records", hint))
                files += found
            elif path.is_file():
                files.append(path)
            elif path.exists():
                faults.append(Fault("unreadable", "PEOPLE", f"`{argument}` is neither a file nor a folder"))
            else:
                faults.append(Fault("unreadable", "PEOPLE", f"`{argument}` cannot be read: no such file or directory"))
        except (OSError, ValueError) as cause:  # not allowed to look; a name that no file can have
            reason = (getattr(cause, "strerror", None) or "no file can have that name").lower()
            faults.append(Fault("unreadable", "PEOPLE", f"`{argument}` cannot be read: {reason}"))
    if faults:
        raise InputError(faults)
    return files


class People:
    """The people in some files, one after the other. Records that are at fault are left out, and their faults kept."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = files
        self.faults: list[Fault] = []
        self.done = 0
        """How many records have been read, at fault or not."""

    def count(self) -> int:
        """How many records there are, as far as a quick look tells."""
        return sum(self._lines(file) if file.suffix in RECORD_A_LINE else 1 for file in self._files)

    def __iter__(self) -> Iterator[Candidate]:
        for file in self._files:
            for document in self._documents(file):
                self.done += 1
                try:
                    yield structure_candidate(document.value, document)
                except InputError as error:
                    self.faults += error.faults

    def _documents(self, file: Path) -> Iterator[Document]:
        try:
            if file.suffix not in RECORD_A_LINE:
                yield read_file(file, InputError)
                return
            with file.open("rb") as lines:
                yield from self._of_lines(str(file), lines)
        except InputError as error:
            self.done += 1
            self.faults += error.faults
        except OSError as cause:
            self.faults.append(Fault("unreadable", "PEOPLE", f"`{file}` cannot be read: {reason_of(cause)}"))

    def _of_lines(self, name: str, lines: Iterable[bytes]) -> Iterator[Document]:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield read_text(line, f"{name}:{number}", InputError)
            except InputError as error:
                self.done += 1
                self.faults += error.faults

    @staticmethod
    def _lines(file: Path) -> int:
        try:
            with file.open("rb") as lines:
                return sum(bool(line.strip()) for line in lines)
        except OSError:
            return 0
