"""The files of a batch: what was decided, what was refused, and what was asked; whole after every record.

All lines about one record are handed to the system at once. Whatever ends a run in between, what is on disk is every
record up to some line and perhaps part of the next; a run that goes on cuts that part off and begins after it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import attrs

from vip_cert_rules.batch.work import Worked
from vip_cert_rules.faults import Fault, InputError, reason_of, show


@attrs.frozen
class Files:
    """Where a batch writes to."""

    output: Path
    rejects: Path

    @property
    def asked(self) -> Path:
        """Beside the output: what was asked, so that nobody goes on with something else."""
        return self.output.with_name(f"{self.output.name}.batch.json")


@attrs.define(eq=False)
class Journal:
    """Files that are open for writing; ``last`` is the number of the last record that is in one of them."""

    files: Files
    last: int = 0
    _output: BinaryIO | None = None
    _rejects: BinaryIO | None = None

    def write(self, one: Worked) -> None:
        """All lines about one record. Raises :class:`InputError` where they cannot be written."""
        file = self._rejects if one.is_rejected else self._output
        path = self.files.rejects if one.is_rejected else self.files.output
        assert file is not None
        data = one.text.encode()
        try:
            while data:
                data = data[file.write(data) :]
        except OSError as cause:
            raise _unwritable(path, cause) from cause
        self.last = one.line

    def close(self) -> None:
        """Sees to it that everything is on disk."""
        for file, path in ((self._output, self.files.output), (self._rejects, self.files.rejects)):
            if file is None:
                continue
            try:
                os.fsync(file.fileno())
                file.close()
            except OSError as cause:
                raise _unwritable(path, cause) from cause


def begin(files: Files, asked: Mapping[str, Any]) -> Journal:
    """New files. Raises :class:`InputError` where one is there already, or cannot be made."""
    there = [path for path in (files.output, files.rejects, files.asked) if path.exists()]
    if there:
        hint = "go on with --resume, or choose another file"
        raise InputError([Fault("file-exists", str(path), "is there already", hint) for path in there])
    try:
        files.asked.write_text(json.dumps(asked, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as cause:
        raise _unwritable(files.asked, cause) from cause
    return _opened(files, 0)


def resume(files: Files, asked: Mapping[str, Any], numbers: Iterable[int], of_each: int) -> Journal:
    """The files of a run that ended early, without what it left half written. ``numbers`` are those of
    everybody in the input, ``of_each`` says how many lines there are about one person.

    Raises :class:`InputError` where they are not there, or of a batch that asked something else.
    """
    try:
        before = json.loads(files.asked.read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = f"there is no batch to go on with: `{files.asked}` is not there"
        raise InputError([Fault("nothing-to-resume", "--resume", message)]) from None
    except (OSError, ValueError) as cause:
        raise InputError([Fault("unreadable", "--resume", f"`{files.asked}` cannot be read")]) from cause
    differing = [key for key in {**before, **asked} if before.get(key) != asked.get(key)]
    if differing:
        hint = "go on as it was begun, or write to another file"
        raise InputError(
            Fault("other-batch", key, f"{show(asked.get(key))} now, and {show(before.get(key))} when it began", hint)
            for key in differing
        )
    return _opened(files, _cut(files, numbers, of_each))


def _cut(files: Files, numbers: Iterable[int], of_each: int) -> int:
    """Cuts off what follows the first record that is in neither file whole; the line of the last one before it.

    A power cut may take the end of one file and leave that of the other: only what is there up to some line of the
    input, without a gap, can be built on.
    """
    ends, last = {files.output: 0, files.rejects: 0}, 0
    there = {files.output: _whole(files.output, of_each), files.rejects: _whole(files.rejects, 1)}
    heads = {path: next(records, None) for path, records in there.items()}
    for number in numbers:
        found = [path for path, head in heads.items() if head is not None and head[0] == number]
        if len(found) != 1:
            break
        path = found[0]
        _number, ends[path] = heads[path] or (0, 0)
        heads[path] = next(there[path], None)
        last = number
    for path, end in ends.items():
        try:
            if path.exists():
                os.truncate(path, end)
        except OSError as cause:
            raise _unwritable(path, cause) from cause
    return last


def _whole(path: Path, of_each: int) -> Iterator[tuple[Any, int]]:
    """The records in a file, as far as they are whole: the line of each in the input, and where it ends here."""
    try:
        with path.open("rb") as file:
            count = place = 0
            current = None
            for line in file:
                place += len(line)
                if not line.endswith(b"\n"):
                    return
                try:
                    record = json.loads(line)["record"]
                except (ValueError, KeyError, TypeError):
                    return
                count = count + 1 if record == current else 1
                current = record
                if count == of_each:
                    yield record, place
    except FileNotFoundError:
        return
    except OSError as cause:
        raise _unwritable(path, cause) from cause


def _opened(files: Files, last: int) -> Journal:
    handles: list[BinaryIO] = []
    for path in (files.output, files.rejects):
        try:
            handles.append(path.open("ab", buffering=0))
        except OSError as cause:
            raise _unwritable(path, cause) from cause
    return Journal(files, last, *handles)


def _unwritable(path: Path, cause: OSError) -> InputError:
    return InputError([Fault("unwritable", str(path), f"cannot be written: {reason_of(cause)}")])
