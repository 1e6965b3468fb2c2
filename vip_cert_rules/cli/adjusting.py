"""The options by which an organisation adjusts the rules of a call, and faults named as options."""

from __future__ import annotations

import argparse
from collections.abc import Container, Sequence

import attrs

from vip_cert_rules.faults import Fault, show


def add_overlays(group: argparse._ActionsContainer) -> None:
    """Adds ``--overlay``."""
    group.add_argument(
        "--overlay",
        metavar="FILE",
        action="append",
        default=[],
        help="what the organisation sets otherwise, or the name of a bundled overlay; may be given several times, and "
        "the last one setting a value wins",
    )


def add_parameters(group: argparse._ActionsContainer) -> None:
    """Adds ``--parameters``."""
    group.add_argument(
        "--parameters", metavar="FILE", help="values that the documents lost, by the names of parameters"
    )


def add_adjusting(group: argparse._ActionsContainer) -> None:
    """Adds both, and ``--assume``."""
    add_overlays(group)
    add_parameters(group)
    group.add_argument(
        "--assume",
        metavar="ID=WORD",
        action="append",
        default=[],
        help="read an assumption otherwise than the rule set does; may be given several times",
    )


def assumed(words: Sequence[str], faults: list[Fault]) -> dict[str, str]:
    """The readings that were switched, by assumption."""
    assume: dict[str, str] = {}
    for word in words:
        name, equals, reading = word.partition("=")
        if not (name and equals and reading):
            faults.append(Fault("wrong-form", "assume", f"{show(word)} is not ID=WORD", "for example A7=ever-obtained"))
        elif assume.setdefault(name, reading) != reading:
            message = f"{name} cannot be read both as {show(assume[name])} and as {show(reading)}"
            faults.append(Fault("contradiction", "assume", message))
    return assume


def as_option(fault: Fault, options: Container[str]) -> Fault:
    """A fault of the call, named as the option that it is on the command line."""
    if fault.place is not None:
        return fault
    name, _, rest = fault.path.partition(".")
    option = f"--{name.replace('_', '-')}"
    return attrs.evolve(fault, path=f"{option} {rest}".rstrip()) if option in options else fault
