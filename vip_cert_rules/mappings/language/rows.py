"""Which rows of which table are meant, and who says that there are no others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from vip_cert_rules.faults import Path
from vip_cert_rules.mappings.language.forms import CELLS, COLUMN, TABLE, WORDS, one_of_keys
from vip_cert_rules.mappings.model import Columns, Condition, Rows
from vip_cert_rules.shapes import Field, Fields, Flag, ListOf, Named, Refused, Report, Shape


def _make_condition(column: Columns, **values: Any) -> Condition:
    given = values.get("is") or values.get("is_not") or ()
    return Condition(column, frozenset(given), values.get("is") is None)


CONDITION = Fields(
    _make_condition,
    {
        "column": Field(
            COLUMN, required=True, about="the header of the column, or several headers of which one is there"
        ),
        "is": Field(CELLS, about="the row counts with one of these values; null: with an empty cell"),
        "is_not": Field(CELLS, about="the row counts with none of these values"),
    },
    rules=(one_of_keys("is", "is_not"),),
    noun="a condition on a column",
)
CONDITIONS = Named("condition", CONDITION)
WHERE = ListOf(CONDITIONS, noun="a list of conditions on columns")
ROWS = {
    "table": Field(TABLE, about="the table, sheet or file, or several names of which one is there"),
    "query": Field(WORDS, about="instead of a table, for databases: a query that only reads"),
    "where": Field(WHERE, default=(), about="which rows count; absent: all"),
    "row": Field(COLUMN, default=(), about="a column that names a row, for messages and for the order of rows"),
    "optional": Field(Flag(), default=False, about="the table need not be there; then nothing is known from it"),
}
KEY = Field(COLUMN, required=True, about="the column of the employee number")


def rows_of(given: dict[str, Any]) -> Rows:
    """The rows that some keys describe; they are taken out of what is given."""
    return Rows(
        given.pop("table") or (),
        given.pop("query"),
        given.pop("key") or (),
        given.pop("where"),
        given.pop("row"),
        given.pop("optional", False),
    )


def _make_complete(**given: Any) -> Rows:
    return rows_of(given)


COMPLETEROWS = Fields(
    _make_complete,
    {**ROWS, "key": Field(COLUMN, about="the column of the employee number; absent: a row speaks for everybody")},
    rules=(one_of_keys("table", "query"),),
    noun="rows that say so",
)


@attrs.frozen(eq=False, repr=False)
class Complete(Shape[bool | Rows]):
    """Whether no rows mean that there is nothing: true, false, or the rows that say of whom it is so."""

    noun: str = "true, false, or the rows that say of whom"

    def read(self, value: object, path: Path, report: Report) -> bool | Rows | Refused:
        """See :class:`Shape`."""
        if isinstance(value, bool):
            return value
        if isinstance(value, Mapping):
            return COMPLETEROWS.read(value, path, report)
        return Flag(noun=self.noun).read(value, path, report)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"anyOf": [{"type": "boolean"}, COMPLETEROWS.schema()]}


COMPLETE = Named("complete", Complete())
