"""Libraries that come with an extra: imported when they are needed, and told of where they are not installed."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from vip_cert_rules.faults import Fault, InputError


def needed(module: str, extra: str, doing: str, library: str | None = None, path: str = "") -> Any:
    """A module of a library that comes with an extra. ``doing`` needs it; ``library`` is its name, if another;
    ``path`` stands in the fault.

    Raises :class:`InputError` where it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        message = f"{doing} needs `{library or module.partition('.')[0]}`, which is not installed"
        hint = f"install the extra: vip_cert_rules[{extra}]"
        raise InputError([Fault("extra-missing", path, message, hint)]) from error
