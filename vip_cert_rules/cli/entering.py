"""The decision log that a command works with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vip_cert_rules.extras import needed

if TYPE_CHECKING:
    from vip_cert_rules.decision_log.log import DecisionLog


def opened_log(log: str, *, create: bool = False) -> DecisionLog:
    """A decision log. Raises :class:`InputError` where it is not there, and where what it needs is not installed."""
    module = needed("vip_cert_rules.decision_log.log", "log", "a decision log", "sqlalchemy")
    opened: DecisionLog = module.open_log(log, create=create)
    return opened
