"""Where one field of a record comes from, and what the words of a host system mean for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from vip_cert_rules.candidate.fields import FieldSpec
from vip_cert_rules.faults import Path
from vip_cert_rules.mappings.days import Partial
from vip_cert_rules.mappings.language.forms import COLUMN, DATES, PARTIAL_DAY, TEXTS, WORDS, days_fit, patterns_of
from vip_cert_rules.mappings.model import Columns, FieldSource
from vip_cert_rules.shapes import Day, Field, Fields, Flag, ListOf, MapOf, Refused, Report, Shape
from vip_cert_rules.shapes.structures import nullable

_NO_VALUE = object()


def _value_shape(spec: FieldSpec) -> Shape[Any]:
    return spec.shape.item if isinstance(spec.shape, ListOf) else spec.shape


@attrs.frozen(eq=False, repr=False)
class _Meaning(Shape[Any]):
    """A value of the record, as the mapping writes it."""

    spec: FieldSpec
    nullable: bool

    @property
    def noun(self) -> str:  # type: ignore[override]
        """See :class:`Shape`."""
        return _value_shape(self.spec).noun

    def read(self, value: object, path: Path, report: Report) -> Any:
        """See :class:`Shape`."""
        if value is None and self.nullable:
            return None
        read = _value_shape(self.spec).read(value, path, report)
        return read if isinstance(read, Refused) else value

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        inner = _value_shape(self.spec).schema()
        return nullable(inner) if self.nullable else inner


@attrs.frozen(eq=False, repr=False)
class _Values(Shape[dict[str, Any]]):
    """What words mean: a mapping, or the name of one of ``words``, which stands in its place before this is read."""

    meaning: _Meaning
    noun: str = "a mapping of words to values, or the name of one"

    def read(self, value: object, path: Path, report: Report) -> dict[str, Any] | Refused:
        """See :class:`Shape`."""
        return MapOf(self.meaning, WORDS, non_empty=True, noun=self.noun).read(value, path, report)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"anyOf": [MapOf(self.meaning, WORDS, non_empty=True).schema(), WORDS.schema()]}


@attrs.frozen(eq=False, repr=False)
class SourceOf(Shape[FieldSource]):
    """Where one field of a record comes from: the header of a column, or a mapping that says more."""

    spec: FieldSpec
    noun: str = "a column, or a mapping that says where the field comes from"

    def read(self, value: object, path: Path, report: Report) -> FieldSource | Refused:
        """See :class:`Shape`."""
        if not isinstance(value, Mapping):
            columns = COLUMN.read(value, path, report)
            return columns if isinstance(columns, Refused) else FieldSource(columns)
        read = self.fields().read(value, path, report)
        if isinstance(read, Refused):
            return read
        has_otherwise = "otherwise" in value
        return attrs.evolve(read, has_otherwise=has_otherwise)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return {"anyOf": [COLUMN.schema(), self.fields().schema()]}

    def fields(self) -> Fields[FieldSource]:
        """What the mapping that says more may say."""
        is_list = isinstance(self.spec.shape, ListOf)
        is_day = isinstance(self.spec.shape, Day)
        may_be_null = self.spec.nullable and not is_list
        meaning = _Meaning(self.spec, may_be_null)
        fields = {
            "column": Field(COLUMN, about="the header of the column, or several headers of which one is there"),
            "constant": Field(meaning, default=_NO_VALUE, about="instead of a column: the same value everywhere"),
            "values": Field(_Values(meaning), about="what the words of the host system mean"),
            "otherwise": Field(meaning, default=_NO_VALUE, nullable=may_be_null, about="what every other word means"),
            "keep_others": Field(Flag(), default=False, about="other words stay as they are"),
            "nulls": Field(TEXTS, default=(), about="words that mean: nothing is on record"),
        }
        if is_day:
            fields["dates"] = Field(DATES, about="how days are written here: YYYY-MM-DD, YYYY/M/D, excel, moment, …")
            fields["partial"] = Field(
                PARTIAL_DAY, about="where only a month or a year is on record: which day is meant"
            )
        if is_list:
            fields["none"] = Field(TEXTS, default=(), about="words that mean: known to be none")
            fields["split"] = Field(TEXTS, default=(), about="what stands between several values in one cell")
        return Fields(_make_source, fields, rules=(_column_or_constant, days_fit), noun=self.noun)


def _make_source(
    column: Columns | None = None,
    constant: Any = _NO_VALUE,
    values: Mapping[str, Any] | None = None,
    otherwise: Any = _NO_VALUE,
    keep_others: bool = False,
    nulls: tuple[str, ...] = (),
    dates: tuple[str, ...] | None = None,
    partial: Partial | None = None,
    none: tuple[str, ...] = (),
    split: tuple[str, ...] = (),
) -> FieldSource:
    return FieldSource(
        columns=column or (),
        constant=None if constant is _NO_VALUE else constant,
        values=values,
        otherwise=None if otherwise is _NO_VALUE else otherwise,
        keep_others=keep_others,
        nulls=nulls,
        none=none,
        days=patterns_of(dates, partial),
        split=split,
    )


def _column_or_constant(fields: Mapping[str, Any], path: Path, report: Report) -> None:
    if "column" not in fields or "constant" not in fields:
        return
    has_column, has_constant = fields["column"] is not None, fields["constant"] is not _NO_VALUE
    if has_column == has_constant:
        both = "both" if has_column else "neither"
        report.add("column-or-constant", path, f"it has {both} `column` and `constant`", "give it one of them")
    others = fields.get("otherwise", _NO_VALUE) is not _NO_VALUE
    if fields.get("keep_others") and others:
        report.add("column-or-constant", path, "it has both `otherwise` and `keep_others`", "keep one of them")
    if (fields.get("keep_others") or others) and fields.get("values", True) is None:
        report.add(
            "missing", (*path, "values"), "missing; `otherwise` and `keep_others` are about other words than these"
        )
