"""Records with exactly one planted fault of the kinds the record contract, section 1, rejects."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

VIP = "vip-service-manager"
CSM = "customer-service-manager"
_DAY = "2025-03-01"

SAMPLES: dict[str, dict[str, Any]] = {  # valid entries; the faults are planted in a copy of one
    "education": {"level": "bachelor", "awarded": _DAY, "equivalent": False},
    "employments": {
        "occupation": VIP, "unit": "other", "start": _DAY, "end": "2025-09-01", "leads_team": True,
    },
    "probations": {"occupation": VIP, "completed": _DAY, "passed": True},
    "trainings": {
        "programme": VIP, "level": 3, "completed": _DAY, "hours": 26, "courses_completed": True,
        "modules": ["1.2.3"],
    },
    "results": {
        "programme": VIP, "level": 4, "component": "written", "taken": _DAY, "score": 71.5, "passed": True,
        "position": None,
    },
    "appraisals": {"year": 2025, "grade": "good", "on": "2026-01-20"},
    "certificates": {
        "programme": VIP, "level": 4, "issued": _DAY, "expires": "2027-03-01", "revoked": "2026-03-01",
        "issuer": "group", "position": None,
    },
    "trainer_titles": {"rank": "prefecture", "granted": _DAY},
    "ratings": {"programme": "account-manager", "item": "communication", "score": 80, "on": _DAY},
    "attestations": {
        "matter": "relevant-experience", "programme": VIP, "level": None, "value": True, "on": _DAY,
        "by": "HR",
    },
}  # fmt: skip

REQUIRED: dict[str, tuple[str, ...]] = {
    "education": ("level", "awarded"), "employments": ("start",), "probations": ("completed",),
    "trainings": ("programme", "level", "completed"), "results": ("programme", "level", "component", "taken"),
    "appraisals": ("year",), "certificates": ("programme", "level", "issued", "issuer"),
    "trainer_titles": ("rank", "granted"), "ratings": ("programme", "item", "on"),
    "attestations": ("matter", "programme", "value", "on"),
}  # fmt: skip
_DATES = {
    "education": ("awarded",), "employments": ("start", "end"), "probations": ("completed",),
    "trainings": ("completed",), "results": ("taken",), "appraisals": ("on",),
    "certificates": ("issued", "expires", "revoked"), "trainer_titles": ("granted",), "ratings": ("on",),
    "attestations": ("on",),
}  # fmt: skip
_BAD_DATES: tuple[Any, ...] = (
    "2026-02-30", "2026-13-01", "2026-00-10", "2025-02-29", "2026/01/02", "20260102", "2026-1-2",
    "2026-W01-1", "02-01-2026", " 2026-01-02", "2026-01-02 ", "2026-01-02\n", "", "yesterday",
    "\uff12\uff10\uff12\uff16-01-02", "+2026-01-02", "2026-01-02T00:00:00", "2026-01-02 00:00",
    datetime(2026, 1, 2), datetime(2026, 1, 2, 8, 30), 20260102, 2026, 1.5, True,
    False, [], {}, ["2026-01-02"], "1899-12-31", "2201-01-01", "0001-01-01", "9999-12-31",
    date(1899, 12, 31), date(2201, 1, 1),
)  # fmt: skip
_NOT_NUMBERS: tuple[Any, ...] = (True, False, "60", "", [], {}, float("nan"), float("inf"))
_BAD_LEVELS: tuple[Any, ...] = (3.0, "3", True, False, 0, 10, -1, 3.5, "", [], {}, "L3")
_NOT_BOOLEANS: tuple[Any, ...] = (0, 1, "true", "false", "", 1.0, [], {}, "yes")
_NOT_STRINGS: tuple[Any, ...] = (5, 1.5, True, [], {}, ["a"])
_NOT_OBJECTS: tuple[Any, ...] = ([], "x", 5, True)
_DROP = object()  # leave the key out


@dataclass(frozen=True)
class Fault:
    """One fault: where it is planted, what is put there, and the path to be named (relative to the entry)."""

    kind: str
    place: str | None  # the list; None: the record itself
    changes: dict[str, Any]
    path: str


def _entry_faults() -> list[Fault]:
    """Faults inside the entries of the lists."""
    found: list[Fault] = []

    def bad(kind: str, place: str, key: str, *values: Any) -> None:
        found.extend(Fault(kind, place, {key: value}, key) for value in values)

    for place, keys in REQUIRED.items():
        for key in keys:
            bad("missing", place, key, _DROP)
            bad("null", place, key, None)
    for place, keys in _DATES.items():
        for key in keys:
            bad("date", place, key, *_BAD_DATES)
    for place in SAMPLES:
        bad("unknown-field", place, "surplus", 1, None, [])
    for place in ("trainings", "results", "certificates", "attestations"):
        bad("level", place, "level", *_BAD_LEVELS)
    for place in ("trainings", "results", "certificates"):
        found.append(Fault("level-given", place, {"programme": CSM, "level": 3}, "level"))
    for place in ("results", "ratings"):
        bad("number", place, "score", *_NOT_NUMBERS)
        bad("bounds", place, "score", -0.01, -1, 100.01, 100.5, 101, Decimal("100.01"))
        bad("decimals", place, "score", 60.005, 0.001, Decimal("59.999"))
    bad("number", "trainings", "hours", *_NOT_NUMBERS)
    bad("bounds", "trainings", "hours", -0.01, -1, Decimal("-0.5"))
    bad("decimals", "trainings", "hours", 26.125, 0.001, Decimal("1.001"))
    bad("number", "appraisals", "year", True, "2025", 2025.5, [])
    bad("word", "education", "level", "college", "Bachelor", "", 3, True, [], {})
    bad("word", "employments", "unit", "branch", "PROVINCIAL_BRANCH", "", 1, True, [], {})
    bad("word", "appraisals", "grade", "Good", "良好", "", 4, True, [], {})
    bad("word", "trainer_titles", "rank", "city", "Group", "", 2, True, [], {})
    bad("word", "certificates", "issuer", "company", "Group", "", 1, True, [], {})
    bad("word", "attestations", "matter", "experience", "relevant_experience", "", 1, True, [], {})
    for place, key in (
        ("education", "equivalent"), ("employments", "leads_team"), ("probations", "passed"),
        ("trainings", "courses_completed"), ("results", "passed"), ("attestations", "value"),
    ):  # fmt: skip
        bad("boolean", place, key, *_NOT_BOOLEANS)
    for place, key in (
        ("employments", "occupation"), ("probations", "occupation"), ("trainings", "programme"),
        ("results", "programme"), ("results", "component"), ("results", "position"), ("ratings", "item"),
        ("certificates", "programme"), ("certificates", "position"), ("ratings", "programme"),
        ("attestations", "programme"), ("attestations", "by"),
    ):  # fmt: skip
        bad("string", place, key, *_NOT_STRINGS)
    bad("modules", "trainings", "modules", "1.2.3", 5, {}, True)
    for value in (5, None, True, ["1.2.3"]):
        found.append(Fault("modules", "trainings", {"modules": ["1.2.3", value]}, "modules[1]"))
    early, late = "2026-03-01", "2026-03-02"
    found += [
        Fault("order", "employments", {"start": late, "end": early}, "end"),
        Fault("order", "certificates", {"issued": late, "expires": early, "revoked": None}, "expires"),
        Fault("order", "certificates", {"issued": late, "expires": None, "revoked": early}, "revoked"),
        Fault("order", "appraisals", {"year": 2025, "on": "2024-12-31"}, "on"),
    ]
    return found


def _record_faults() -> list[Fault]:
    """Faults of the record itself: its id, its lists as such, fields it does not have."""
    found = [Fault("id", None, {"id": value}, "id") for value in (_DROP, None, "", 5, True, ["E1"])]
    found += [Fault("unknown-field", None, {key: 1}, key) for key in ("surplus", "Education", "name")]
    found += [Fault("list", None, {"extra": bad}, "extra") for bad in _NOT_OBJECTS]
    for name in (*SAMPLES, "preparing_for"):
        lists: tuple[Any, ...] = ({}, VIP, 5, True, {"0": {}})
        entries: tuple[Any, ...] = (None, 5, True, [], {} if name == "preparing_for" else "x")
        found += [Fault("list", None, {name: bad}, name) for bad in lists]
        found += [Fault("list", None, {name: [bad]}, f"{name}[0]") for bad in entries]
    return found


FAULTS: tuple[Fault, ...] = (*_entry_faults(), *_record_faults())
_KINDS = sorted({fault.kind for fault in FAULTS})
_BY_KIND = {kind: [fault for fault in FAULTS if fault.kind == kind] for kind in _KINDS}


def plant(record: dict[str, Any], fault: Fault, index: int = 0) -> tuple[dict[str, Any], str]:
    """A copy of a valid record with the fault (in a new entry before `index`), and the path to be named."""
    broken = copy.deepcopy(record)
    if fault.place is None:
        target, prefix = broken, ""
    else:
        entries = list(broken.get(fault.place) or [])
        index = min(index, len(entries))
        target, prefix = copy.deepcopy(SAMPLES[fault.place]), f"{fault.place}[{index}]."
        entries.insert(index, target)
        broken[fault.place] = entries
    for key, value in fault.changes.items():
        if value is _DROP:
            target.pop(key, None)
        else:
            target[key] = copy.deepcopy(value)
    return broken, prefix + fault.path


@st.composite
def malformed(draw: st.DrawFn, record: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """A copy of a valid record with one planted fault, and the path that has to be named for it."""
    fault = draw(st.sampled_from(_BY_KIND[draw(st.sampled_from(_KINDS))]))
    return plant(record, fault, draw(st.integers(0, 3)))
