"""The clause tables run on every engine there is."""

from __future__ import annotations

import pytest

from tests.engines.needs_durable import WHY_NOT


@pytest.fixture(params=["direct", "auto", "durable"])
def engine(request: pytest.FixtureRequest) -> str:
    """The name of an engine."""
    if request.param == "durable" and WHY_NOT is not None:
        pytest.skip(WHY_NOT)
    return str(request.param)
