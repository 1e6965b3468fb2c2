"""How a record class says what each of its fields may hold: once, for the reader, the fast reader and the schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, Generic, TypeVar

import attrs

from vip_cert_rules.faults import InputError, Path
from vip_cert_rules.shapes import Field, Fields, ListOf, Refused, Report, Shape

T = TypeVar("T")

SPEC = "vip_cert_rules"
"""The key of our entry in the metadata of an attrs field."""


class Null(Enum):
    """What null in a field means to a criterion on that field."""

    NOT_KNOWN = "not known"
    NONE = "there is none"
    EVERY = "every value"


@attrs.frozen
class Beside:
    """A rule between a field and one that stands before it in the same record.

    ``check`` takes both values and says what is wrong with them together, or ``None``. It is asked about null only
    with ``nulls``. ``extra_schema`` is JSON Schema's way to say the same, where it has one.
    """

    field: str
    code: str
    check: Callable[[Any, Any], str | None]
    nulls: bool = False
    extra_schema: Mapping[str, Any] = attrs.field(factory=dict)

    def report(self, value: Any, other: Any, path: Path, report: Report) -> None:
        """Reports what is wrong with the value at ``path`` beside the other."""
        if value is None and not self.nulls:
            return
        message = self.check(value, other)
        if message is not None:
            report.add(self.code, path, message)


@attrs.frozen
class FieldSpec:
    """What a field may hold.

    ``beside`` holds it against an earlier field of the same record; ``reads_as`` names the attribute from which
    measures read the field, where null has a meaning of its own.
    """

    shape: Shape[Any]
    required: bool
    nullable: bool
    about: str
    beside: Beside | None = None
    null: Null = Null.NOT_KNOWN
    reads_as: str | None = None


def required(
    shape: Shape[T], about: str, *, nullable: bool = False, beside: Beside | None = None, null: Null = Null.NOT_KNOWN
) -> Any:
    """A field that must be there; with ``nullable`` it may be null, but has to say so."""
    return _field(FieldSpec(shape, True, nullable, about, beside, null))


def optional(
    shape: Shape[T],
    about: str,
    *,
    default: Any = None,
    beside: Beside | None = None,
    null: Null = Null.NOT_KNOWN,
    reads_as: str | None = None,
) -> Any:
    """A field that may be absent or null; ``about`` says what that means."""
    return _field(FieldSpec(shape, False, True, about, beside, null, reads_as), default=default)


def specs(cls: type) -> Iterator[tuple[str, FieldSpec]]:
    """The fields of a record class with what they may hold."""
    for field in attrs.fields(cls):
        yield field.name, field.metadata[SPEC]


def as_shape_fields(cls: type) -> dict[str, Field]:
    """The same, as the fields of a shape."""
    defaults = {field.name: field.default for field in attrs.fields(cls)}
    return {
        name: Field(
            spec.shape,
            required=spec.required,
            nullable=spec.nullable,
            default=None if spec.required else defaults[name],
            about=spec.about,
        )
        for name, spec in specs(cls)
    }


def _field(spec: FieldSpec, **options: Any) -> Any:
    return attrs.field(metadata={SPEC: spec}, converter=_checked(spec), kw_only=True, **options)


def _checked(spec: FieldSpec) -> Any:
    """A converter for records built in Python: the same check as for records read from data."""

    def convert(value: Any, record: Any, field: attrs.Attribute[Any]) -> Any:
        report = Report()
        read: Any = None if spec.required else field.default
        if value is not None or not spec.nullable:
            read = spec.shape.read(value, (field.name,), report)
        if spec.beside is not None and not report.faults:
            spec.beside.report(read, getattr(record, spec.beside.field), (field.name,), report)
        if report.faults:
            raise InputError(report.faults)
        return read

    return attrs.Converter(convert, takes_self=True, takes_field=True)


@attrs.frozen
class RecordOf(Shape[T], Generic[T]):
    """One record of a list: a mapping in the form of the record contract, or an instance of its class."""

    cls: type[T]
    fields: Fields[T]
    noun: str = "a mapping"

    def read(self, value: object, path: Path, report: Report) -> T | Refused:
        """See :class:`Shape`."""
        return value if isinstance(value, self.cls) else self.fields.read(value, path, report)

    def schema(self) -> dict[str, Any]:
        """See :class:`Shape`."""
        return self.fields.schema()


def list_of(cls: type[T]) -> ListOf[T]:
    """The shape of a list of records of a class."""
    besides = [(name, spec.beside) for name, spec in specs(cls) if spec.beside is not None]

    def go_together(record: Mapping[str, Any], path: Path, report: Report) -> None:
        for name, beside in besides:
            if name in record and record.get(beside.field) is not None:
                beside.report(record[name], record[beside.field], (*path, name), report)

    extra: dict[str, Any] = {}
    for _name, beside in besides:
        extra |= beside.extra_schema
    return ListOf(RecordOf(cls, Fields(cls, as_shape_fields(cls), rules=(go_together,), extra_schema=extra)))
