"""One call decided twice, by the package and by the oracle of its programme."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.oracle import account_manager, customer_engineer, customer_service_manager
from tests.oracle.logic import Truth
from tests.oracle.syllabus_modules import MODULES
from tests.strategies.supplying import Call
from vip_cert_rules import Decision, evaluate


def _account_manager(call: Call) -> dict[str, Truth]:
    assert call.level is not None
    return account_manager.truths(
        call.record, call.question, call.level, call.as_of, call.assume, call.supplied, MODULES
    )


def _customer_service_manager(call: Call) -> dict[str, Truth]:
    return customer_service_manager.truths(call.record, call.question, call.as_of, call.assume, call.supplied)


def _customer_engineer(call: Call) -> dict[str, Truth]:
    assert call.level is not None
    return customer_engineer.truths(call.record, call.question, call.level, call.as_of, call.assume, call.supplied)


ORACLES: Mapping[str, Callable[[Call], dict[str, Truth]]] = {
    account_manager.PROGRAMME: _account_manager,
    customer_service_manager.PROGRAMME: _customer_service_manager,
    customer_engineer.PROGRAMME: _customer_engineer,
}


def decision_of(programme: str, call: Call, engine: str = "direct") -> Decision:
    """The decision of the package: all layers but the last as overlays, the last as parameters of the call."""
    laid = [
        {"overlay": f"layer-{number}", "ruleset": programme, "parameters": layer}
        for number, layer in enumerate(call.supplied[:-1])
    ]
    return evaluate(
        call.record,
        ruleset=programme,
        question=call.question,
        level=call.level,
        as_of=call.as_of,
        overlays=laid,
        parameters=call.supplied[-1] if call.supplied else None,
        assume=call.assume or None,
        engine=engine,
    )
