"""The decision log that a command enters decisions in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vip_cert_rules.faults import Fault, InputError

if TYPE_CHECKING:
    from vip_cert_rules.decision_log.log import DecisionLog


def opened_log(log: str, *, create: bool = False) -> DecisionLog:
    """A decision log. Raises :class:`InputError` where it is not there, and where what it needs is not installed."""
    try:
        from vip_cert_rules.decision_log.log import open_log
    except ImportError as error:
        raise without_libraries() from error
    return open_log(log, create=create)


def without_libraries() -> InputError:
    """What is said where the libraries of a log are not installed."""
    message = "a decision log needs `sqlalchemy` and `alembic`, which are not installed"
    return InputError([Fault("extra-missing", "--log", message, "install the extra: vip_cert_rules[log]")])
