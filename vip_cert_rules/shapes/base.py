"""What a value must look like, said once and used twice: to read untrusted data and to write its JSON Schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

import attrs

from vip_cert_rules.faults import Fault, Path, Place, render_path

T_co = TypeVar("T_co", covariant=True)


class Refused:
    """Stands for a value that was at fault; whoever reads on leaves it alone, its fault is already reported."""

    def __repr__(self) -> str:
        return "REFUSED"


REFUSED: Final = Refused()


@attrs.define
class Report:
    """Collects the faults of one document, in the order in which they are met."""

    place_of: Callable[[Path], Place | None] | None = None
    key_place_of: Callable[[Path], Place | None] | None = None
    faults: list[Fault] = attrs.field(factory=list)

    def add(self, code: str, path: Path, message: str, help: str | None = None, *, at_key: bool = False) -> Refused:
        """Notes a fault of the value at ``path`` (of its key when ``at_key``) and returns ``REFUSED``."""
        place = self.key_place_of(path) if at_key and self.key_place_of else None
        if place is None and self.place_of is not None:
            place = self.place_of(path)
        self.faults.append(Fault(code, render_path(path), message, help, place))
        return REFUSED

    def in_order(self) -> tuple[Fault, ...]:
        """All faults, in the order of the text where places are known, else as they were met."""
        return tuple(sorted(self.faults, key=lambda f: (f.place.line, f.place.column) if f.place else (0, 0)))


class Shape(Generic[T_co]):
    """A description of acceptable values. Subclasses say how to read one and how JSON Schema says the same."""

    noun: str = "a value"
    """What is needed, for messages: "a whole number"."""

    def read(self, value: object, path: Path, report: Report) -> T_co | Refused:
        """The value in its own class, or ``REFUSED`` after reporting every fault in it."""
        raise AssertionError(f"{type(self).__name__} does not read")

    def schema(self) -> dict[str, Any]:
        """The JSON Schema (draft-07) that accepts the same values, as far as JSON Schema can say it."""
        raise AssertionError(f"{type(self).__name__} has no schema")
