"""Where the files of ``rules/`` are, which the wheel carries along."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_PLACES = (_PACKAGE / "_rules", _PACKAGE.parent / "rules")  # in a wheel; in a checkout


@cache
def rules_folder() -> Path:
    """Where the bundled rule files are."""
    return next((place for place in _PLACES if place.is_dir()), _PLACES[0])


@cache
def bundled_overlay_names() -> tuple[str, ...]:
    """The names of the bundled overlays."""
    return tuple(sorted(path.stem for path in (rules_folder() / "overlays").glob("*.yaml")))


def bundled_overlay(name: str) -> Path:
    """The file of a bundled overlay."""
    return rules_folder() / "overlays" / f"{name}.yaml"
