"""The tables run on every engine there is."""

from __future__ import annotations

from tests.rulesets.vip.conftest import engine

__all__ = ["engine"]
