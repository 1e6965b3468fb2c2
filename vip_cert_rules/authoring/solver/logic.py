"""The solver's engine and its connectives. What is true or false by itself stays a plain bool, never a formula.

z3 is loaded when the first formula is made, so that whoever asks nothing needs none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vip_cert_rules.extras import needed

Formula = Any
"""A formula of z3, or a plain bool. z3 has no types of its own."""

Term = Any
"""A whole number, as one or as a term of z3."""


class Undecided(Exception):
    """The solver gave up within its time: whether there is anybody is not known."""


def z3() -> Any:
    """The engine. Raises :class:`InputError` where it is not installed."""
    return needed("z3", "verify", "searching for people", "z3-solver")


def both(parts: Iterable[Formula]) -> Formula:
    """All of some formulas."""
    kept = []
    for part in parts:
        if part is False:
            return False
        if part is not True:
            kept.append(part)
    return True if not kept else kept[0] if len(kept) == 1 else z3().And(kept)


def either(parts: Iterable[Formula]) -> Formula:
    """One of some formulas."""
    kept = []
    for part in parts:
        if part is True:
            return True
        if part is not False:
            kept.append(part)
    return False if not kept else kept[0] if len(kept) == 1 else z3().Or(kept)


def negated(part: Formula) -> Formula:
    """The opposite."""
    return (not part) if isinstance(part, bool) else z3().Not(part)


def chosen(condition: Formula, then: Formula, otherwise: Formula) -> Formula:
    """One formula where a condition holds, another where not."""
    return either([both([condition, then]), both([negated(condition), otherwise])])


def number_where(condition: Formula, then: Term, otherwise: Term) -> Term:
    """One number where a condition holds, another where not."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    return z3().If(condition, then, otherwise)


def as_formula(part: Formula, context: Any) -> Formula:
    """The same as a formula or a term of z3."""
    if isinstance(part, bool):
        return z3().BoolVal(part, context)
    return z3().IntVal(part, context) if isinstance(part, int) else part


def total(terms: Iterable[Term]) -> Term:
    """The sum of some numbers."""
    out: Term = 0
    for term in terms:
        out = out + term
    return out
