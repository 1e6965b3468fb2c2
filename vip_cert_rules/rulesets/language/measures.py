"""What is read off records: the kinds of measure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from vip_cert_rules.faults import Path
from vip_cert_rules.rulesets.language.forms import NAME, Chosen, Literal, Once, OnlyGiven, Tagged
from vip_cert_rules.rulesets.language.records import PREFER, RECORDS
from vip_cert_rules.rulesets.syntax import MeasurePart
from vip_cert_rules.shapes import Field, Fields, ListOf, Report, Shape


def _measure(kind: str, value: Shape[Any], to: str, **more: Field) -> Fields[MeasurePart]:
    def make(path: Path, **read: Any) -> MeasurePart:
        blank: dict[str, Any] = {
            "records": None,
            "field": None,
            "prefer": None,
            "since": None,
            "parts": (),
            "given": None,
        }
        return MeasurePart(kind=kind, path=path, **{**blank, **read})

    fields = {kind: Field(value, required=True), **more}
    return Fields(make, fields, keeps_path=True, noun="a measure", names={kind: to, "of": "records", "in": "given"})


@attrs.frozen
class _Nothing(Shape[Any]):
    """``nothing``, or a shape."""

    inner: Shape[Any]

    @property
    def noun(self) -> str:  # type: ignore[override]
        return f"`nothing` or {self.inner.noun}"

    def read(self, value: object, path: Path, report: Report) -> Any:
        return None if value == "nothing" else self.inner.read(value, path, report)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"const": "nothing"}, self.inner.schema()]}


_OF = Field(RECORDS, required=True, about="the records that are measured")
_EARLIEST = _measure("earliest", NAME, "field", of=_OF)
_PARTS = ListOf(Once("measure", lambda: MEASURE, noun="a measure"), non_empty=True, noun="a list of measures")

MEASURE_KINDS: Mapping[str, Fields[MeasurePart]] = {
    "count": _measure("count", RECORDS, "records"),
    "total": _measure("total", NAME, "field", of=_OF),
    "best": _measure("best", NAME, "field", of=_OF),
    "passing": _measure("passing", RECORDS, "records", prefer=Field(PREFER, default="reported")),
    "continuous_months": _measure(
        "continuous_months", RECORDS, "records", since=Field(Chosen(_Nothing(_EARLIEST)), default=None)
    ),
    "cumulative_months": _measure("cumulative_months", RECORDS, "records"),
    "sum": _measure("sum", _PARTS, "parts"),
    "mean": _measure("mean", _PARTS, "parts"),
    "listed": _measure(
        "listed",
        Literal(("level",)),
        "field",
        **{"in": Field(OnlyGiven(), required=True, about="a parameter that lists levels, as a whole or by position")},
    ),
}
MEASURE: Shape[MeasurePart] = Tagged(MEASURE_KINDS, "a measure")
