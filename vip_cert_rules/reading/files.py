"""Files and texts of either format -> documents."""

from __future__ import annotations

import os
import stat
from pathlib import PurePath

from vip_cert_rules.faults import Fault, Place, VipCertRulesError, reason_of
from vip_cert_rules.reading.document import MIB, RECORD_LIMITS, Document, Format, Limits, Refusal
from vip_cert_rules.reading.positions import SURROGATE, lone_surrogate, place_at

_SUFFIXES = {".json": Format.JSON, ".yaml": Format.YAML, ".yml": Format.YAML}
_BLANK = " \t\r\n"
_BOM = "\ufeff"
_NO_YAML = ("not-yaml", "too-deep", "too-large", "control-character")
_KINDS = (
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_file(path: str | os.PathLike[str], error: type[VipCertRulesError], limits: Limits = RECORD_LIMITS) -> Document:
    """The document of a file, by its suffix YAML or JSON; without one of theirs, by how it starts.

    Pipes and devices are refused unread, and no more is read than the limits allow. What is wrong is raised
    as ``error`` with all faults found.
    """
    name = os.fsdecode(path)
    form = _SUFFIXES.get(PurePath(name).suffix.lower())
    most = limits.bytes_of(form) if form else max(limits.bytes_of(each) for each in Format)
    try:
        data = _read_bytes(name, most)
    except (FileNotFoundError, NotADirectoryError) as cause:
        raise error([Fault("not-found", "", f"there is no file `{name}`")]) from cause
    except OSError as cause:
        raise error([Fault("unreadable", "", f"`{name}` cannot be read: {reason_of(cause)}")]) from cause
    except ValueError as cause:  # a NUL in the name
        raise error([Fault("not-found", "", f"there is no file {name!r}")]) from cause
    if isinstance(data, Refusal):
        raise error(data.faults)
    return read_text(data, name, error, form, limits)


def read_text(
    text: str | bytes,
    name: str,
    error: type[VipCertRulesError],
    format: Format | None = None,
    limits: Limits = RECORD_LIMITS,
) -> Document:
    """The document of a text in ``format``; without one, by how it starts. ``name`` stands in its places."""
    result = _read(text, name, format, limits)
    if isinstance(result, Refusal):
        raise error(result.faults) from result.cause
    return result


def _read(text: str | bytes, name: str, form: Format | None, limits: Limits) -> Document | Refusal:
    size = len(text)  # of a str: no more than its bytes
    if size > max(limits.bytes_of(each) for each in Format):
        return _too_large(name, form or Format.JSON, limits)
    if isinstance(text, bytes):
        try:
            text = text.decode()
        except UnicodeDecodeError as cause:
            return Refusal((_not_utf_8(cause, name),), cause)
    else:
        half = SURROGATE.search(text)
        if half is not None:
            return Refusal((lone_surrogate((), place_at(text, half.start(), name), half.group()),))
        size = len(text.encode())
    text = text.removeprefix(_BOM)
    if form is not None:
        return _read_as(form, text, size, name, limits)
    if not text.lstrip(_BLANK).startswith(("{", "[")):
        return _read_as(Format.YAML, text, size, name, limits)
    as_json = _read_as(Format.JSON, text, size, name, limits)
    if isinstance(as_json, Refusal) and as_json.has("not-json", "too-deep"):
        as_yaml = _read_as(Format.YAML, text, size, name, limits)
        if isinstance(as_yaml, Document) or not as_yaml.has(*_NO_YAML):
            return as_yaml
    return as_json


def _read_as(form: Format, text: str, size: int, name: str, limits: Limits) -> Document | Refusal:
    if size > limits.bytes_of(form):
        return _too_large(name, form, limits)
    # each reader is imported when a text needs it, not with the package
    if form is Format.JSON:
        from vip_cert_rules.reading.json_text import read_json

        return read_json(text, name, limits)
    from vip_cert_rules.reading.yaml_text import read_yaml

    return read_yaml(text, name, limits)


def _read_bytes(name: str, most: int) -> bytes | Refusal:
    """The bytes of a regular file; never waits, not even for a pipe that took the file's place meanwhile."""
    mode = os.stat(name).st_mode
    if not stat.S_ISREG(mode):
        kind = next((words for is_kind, words in _KINDS if is_kind(mode)), "something else")
        return Refusal((Fault("not-a-file", "", f"`{name}` is {kind}, not a file"),))
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(name, flags), "rb") as file:
        data = file.read(most + 1) or b""
    if len(data) > most:
        return Refusal((_larger_than(name, most),))
    return data


def _too_large(name: str, form: Format, limits: Limits) -> Refusal:
    help_line = None
    if form is Format.YAML and limits.json_bytes > limits.yaml_bytes:
        help_line = f"written as JSON it may hold {_in_words(limits.json_bytes)}"
    return Refusal((_larger_than(name, limits.bytes_of(form), help_line),))


def _larger_than(name: str, most: int, help_line: str | None = None) -> Fault:
    return Fault("too-large", "", f"`{name}` holds more than {_in_words(most)}", help_line)


def _in_words(size: int) -> str:
    return f"{size // MIB} MiB" if size % MIB == 0 else f"{size} bytes"


def _not_utf_8(cause: UnicodeDecodeError, name: str) -> Fault:
    before = cause.object[: cause.start].decode().removeprefix(_BOM)
    place = Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
    message = f"the byte 0x{cause.object[cause.start]:02X} is not UTF-8"
    return Fault("not-utf-8", "", message, "save the text as UTF-8", place)
