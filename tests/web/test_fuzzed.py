"""The interface against its own description: whatever is sent, it answers as it says that it does."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings

from vip_cert_rules.web.app import create_app

schemathesis = pytest.importorskip("schemathesis")
positive_data_acceptance = pytest.importorskip("schemathesis.specs.openapi.checks").positive_data_acceptance
APP = create_app(["vip-service-manager", "network-optimization"])
described = schemathesis.openapi.from_asgi("/openapi.json", APP)


@described.parametrize()  # type: ignore[untyped-decorator]
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case: schemathesis.Case) -> None:  # type: ignore[name-defined]
    response = case.call()
    assert response.status_code < 500
    # which rule sets, questions and days there are, the description cannot say: what is refused is as described
    case.validate_response(response, excluded_checks=[positive_data_acceptance])
