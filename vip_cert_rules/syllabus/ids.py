"""Whether the ids of a syllabus are those of their places.

Looks at the plain values of the file rather than at what was made of them, so that a fault elsewhere hides none here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from vip_cert_rules.faults import Path
from vip_cert_rules.shapes import Report

ID_PATTERN = r"[1-9][0-9]{0,3}(?:\.[1-9][0-9]{0,3})*"
_BELOW = ("parts", "chapters", "sections")


def check_ids(value: object, report: Report, path: Path = (), above: str = "") -> None:
    """The ids below a heading are its own and a number more, and count up; a number may be left out."""
    if not isinstance(value, Mapping):
        return
    for kind in _BELOW:
        items = value.get(kind)
        if isinstance(items, (list, tuple)):
            _check_list(items, report, (*path, kind), above)


def _check_list(items: list[Any] | tuple[Any, ...], report: Report, path: Path, above: str) -> None:
    seen: list[str] = []
    for place, item in enumerate(items):
        own = item.get("id") if isinstance(item, Mapping) else None
        if not isinstance(own, str) or not re.fullmatch(ID_PATTERN, own):
            continue  # its shape is at fault and that has been told; what is below it has nothing to be compared with
        at = (*path, place, "id")
        head, _, number = own.rpartition(".")
        if head != above:
            form = f"`{above}.1`, `{above}.2`, …" if above else "`1`, `2`, …"
            report.add("id-not-below", at, f"`{own}` does not belong here", f"ids here are {form}")
        elif own in seen:
            report.add("duplicate-id", at, f"`{own}` is the id of an earlier one", "give each its own, as printed")
        elif seen and int(number) < int(seen[-1].rpartition(".")[2]):
            report.add("ids-out-of-order", at, f"`{own}` comes after `{seen[-1]}`", "ids count up, as printed")
        else:
            seen.append(own)
        check_ids(item, report, (*path, place), own)
