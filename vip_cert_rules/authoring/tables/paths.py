"""Places in a record as rule tests name them: ``trainings``, ``certificates[0].issued``, ``employments.start``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from vip_cert_rules.candidate.fields import RecordOf
from vip_cert_rules.candidate.structure import CANDIDATE
from vip_cert_rules.faults import Path, nearest, show
from vip_cert_rules.shapes import ListOf, Refused, Report, Shape

REMOVE = "remove"
"""As a value: the entry is taken out of its list; a field is left out, which means not known."""

RecordPath = tuple[str, int | None, str | None]
"""A list or field of the record, the entry of the list (``None``: the only one), and its field."""

_FORM = re.compile(r"([a-z_]+)(?:\[([0-9]{1,4})\])?(?:\.([a-z_]+))?")


def path_pattern() -> str:
    """The pattern of all paths there are, for the JSON Schema."""
    return rf"^(?:{'|'.join(CANDIDATE.fields)})(?:\[[0-9]{{1,4}}\])?(?:\.[a-z_]+)?$"


def first_word(text: str) -> str:
    """What stands before the first dot or bracket."""
    return re.split(r"[.\[]", text, maxsplit=1)[0]


def read_path(text: str, path: Path, report: Report) -> RecordPath | Refused:
    """A path into records; one that no record has is a fault at the key."""
    found = _FORM.fullmatch(text)
    name = found[1] if found else first_word(text)
    if found is None or name not in CANDIDATE.fields:
        message = f"{show(text)} is no path into a record"
        known = "`certificates[0].issued`, `employments.start` and `trainings` are paths"
        hint = nearest(name, CANDIDATE.fields) if name not in CANDIDATE.fields else known
        return report.add("unknown-path", path, message, hint, at_key=True)
    entry, field = (None if found[2] is None else int(found[2])), found[3]
    shape = CANDIDATE.fields[name].shape
    if entry is None and field is None:
        return name, None, None
    if not isinstance(shape, ListOf):
        return report.add("unknown-path", path, f"`{name}` has no entries", f"write `{name}`", at_key=True)
    fields = shape.item.fields.fields if isinstance(shape.item, RecordOf) else {}
    if field is not None and field not in fields:
        message = f"the entries of `{name}` have no field {show(field)}"
        return report.add("unknown-path", path, message, nearest(field, fields), at_key=True)
    return name, entry, field


def shape_at(path: RecordPath) -> Shape[Any]:
    """What may stand at a path."""
    name, entry, field = path
    shape: Shape[Any] = CANDIDATE.fields[name].shape
    if field is not None:
        assert isinstance(shape, ListOf) and isinstance(shape.item, RecordOf)
        return shape.item.fields.fields[field].shape
    if entry is not None:
        assert isinstance(shape, ListOf)
        return shape.item
    return shape


def set_at(record: dict[str, Any], target: RecordPath, value: Any, at: Path, report: Report) -> Path | None:
    """Sets what stands at a path of a record; where it was set, or ``None`` after reporting that there is no such.

    An entry that is to be removed becomes ``REMOVE``, so that the numbers of the others hold: see :func:`swept`.
    """
    name, entry, field = target
    if entry is None and field is None:
        if value == REMOVE:
            record.pop(name, None)
        else:
            record[name] = value
        return (name,)
    entries = record.get(name)
    if entries is None and entry == 0 and field is None:
        entries = record[name] = []
    count = len(entries) if isinstance(entries, list) else 0
    if entry is None:
        if count != 1:
            told = f"`{name}` has {count or 'no'} entries" if isinstance(entries, list) else f"`{name}` is not known"
            hint = f"say which one: `{name}[0].{field}`" if count else f"put one into the record: `{name}: [{{…}}]`"
            report.add("not-one-entry", at, f"{told}, where `{name}.{field}` means the only one", hint, at_key=True)
            return None
        entry = 0
    if not isinstance(entries, list) or entry > count or (entry == count and (field is not None or value == REMOVE)):
        held = f"`{name}` has {count} {'entry' if count == 1 else 'entries'}, counted from 0"
        hint = f"{held}; `{name}[{count}]` adds one" if isinstance(entries, list) else f"`{name}` is not known"
        report.add("path-not-in-record", at, f"the record has no `{name}[{entry}]`", hint, at_key=True)
        return None
    if field is None:
        entries[entry : entry + 1] = [value]
        return (name, entry)
    one = entries[entry]
    if not isinstance(one, Mapping):
        report.add("path-not-in-record", at, f"`{name}[{entry}]` has no fields", at_key=True)
        return None
    changed = dict(one)
    if value == REMOVE:
        changed.pop(field, None)
    else:
        changed[field] = value
    entries[entry] = changed
    return (name, entry, field)


def swept(record: dict[str, Any]) -> dict[str, Any]:
    """The record without the entries that are to be removed."""
    return {
        name: [entry for entry in value if not (isinstance(entry, str) and entry == REMOVE)]
        if isinstance(value, list)
        else value
        for name, value in record.items()
    }
