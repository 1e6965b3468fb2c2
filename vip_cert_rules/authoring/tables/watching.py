"""Waits until one of some files changes; between two looks it sleeps."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

SECONDS = 0.5
"""How long it sleeps between two looks."""

Seen = dict[str, tuple[int, int] | None]


def look_at(files: Iterable[str | Path]) -> Seen:
    """When each file was changed last, and its size; ``None``: it is not there."""
    seen: Seen = {}
    for file in files:
        try:
            found = os.stat(file)
        except (OSError, ValueError):
            seen[str(file)] = None
        else:
            seen[str(file)] = (found.st_mtime_ns, found.st_size)
    return seen


def wait_for_change(
    files: Callable[[], Iterable[str | Path]], seen: Seen, sleep: Callable[[float], None] = time.sleep
) -> None:
    """Returns when a file differs from how it was seen, was added to the files or is gone."""
    while look_at(files()) == seen:
        sleep(SECONDS)
