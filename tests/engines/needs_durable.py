"""Whether durable_rules can be imported here; where it cannot, the tests that need it say so and are
skipped."""

from __future__ import annotations

import pytest

from vip_cert_rules.engines.durable_machine import load_module
from vip_cert_rules.faults import EngineUnavailable


def _why_not() -> str | None:
    try:
        load_module()
    except EngineUnavailable as error:
        return error.faults[0].message
    return None


WHY_NOT = _why_not()
needs_durable = pytest.mark.skipif(WHY_NOT is not None, reason=WHY_NOT or "")
