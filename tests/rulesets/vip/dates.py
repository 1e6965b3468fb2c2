"""Days as the clause tables count them."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from tests.people import D


def ago(months: int, before: date = D) -> date:
    """The corresponding day so many months before."""
    return before - relativedelta(months=months)
