"""The syllabuses that come with the package: the files of ``rules/syllabus/``, which the wheel carries along."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from vip_cert_rules.faults import Fault, InputError, RuleSetError, nearest, show
from vip_cert_rules.syllabus.load import load_syllabus
from vip_cert_rules.syllabus.model import Syllabus

_PACKAGE = Path(__file__).resolve().parent.parent
_PLACES = (_PACKAGE / "_rules" / "syllabus", _PACKAGE.parent / "rules" / "syllabus")  # in a wheel; in a checkout


@cache
def bundled_syllabuses() -> tuple[str, ...]:
    """The names of the bundled syllabuses."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


@cache
def bundled_syllabus(name: str) -> Syllabus:
    """A bundled syllabus by name; each is loaded once per process. Raises :class:`InputError` where there is none."""
    if name not in bundled_syllabuses():
        hint = nearest(name, bundled_syllabuses()) or "no syllabus is bundled"
        message = f"there is no bundled syllabus {show(name)}"
        raise InputError([Fault("unknown-syllabus", "syllabus", message, f"{hint}; or give the path of a file")])
    return load_syllabus(_folder() / f"{name}.yaml")


def find_syllabus(syllabus: str) -> Syllabus:
    """A syllabus by the name of a bundled one, or by the path of a file.

    Raises :class:`InputError` when there is no such syllabus, :class:`RuleSetError` when its file is at fault.
    """
    if not (os.sep in syllabus or "/" in syllabus or syllabus.endswith((".yaml", ".yml", ".json"))):
        return bundled_syllabus(syllabus)
    try:
        return load_syllabus(syllabus)
    except RuleSetError as error:
        if all(fault.code == "not-found" for fault in error.faults):  # then it is the call that is at fault
            raise InputError(error.faults) from error
        raise


@cache
def _folder() -> Path:
    return next((place for place in _PLACES if place.is_dir()), _PLACES[0])
