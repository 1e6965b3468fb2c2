"""From a rule file to its mutants, in the order of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from vip_cert_rules.authoring.mutation.demands import of_condition, of_question, of_transition, of_waiver
from vip_cert_rules.authoring.mutation.drafting import Draft, Drafts
from vip_cert_rules.authoring.mutation.edits import edited
from vip_cert_rules.authoring.mutation.model import Mutant
from vip_cert_rules.authoring.mutation.parameters import of_parameter
from vip_cert_rules.authoring.mutation.records import of_records
from vip_cert_rules.faults import Path, Place
from vip_cert_rules.reading import Document

_SECTIONS: Mapping[str, Callable[[Path, Any], Drafts]] = {
    "parameters": of_parameter,
    "records": lambda path, value: of_records(path, value, {}),
    "conditions": of_condition,
    "waivers": of_waiver,
    "questions": of_question,
}


def make_mutants(document: Document, number: int = 0) -> tuple[Mutant, ...]:
    """All mutants of a rule file that loads; two that come to the same are one. ``number``: of several files, which."""
    made: list[Mutant] = []
    seen: set[str] = set()
    for draft in _drafts(document.value):
        place = document.key_places.get(draft.path) or document.place_of(draft.path) or Place(document.name, 1, 1)
        content = repr(edited(document.value, draft.edits))
        if content not in seen:
            seen.add(content)
            made.append(Mutant(draft.kind, draft.path, draft.edits, draft.label, place, draft.assume, number))
    return tuple(sorted(made, key=lambda mutant: (mutant.place.line, mutant.place.column)))


def _drafts(file: Any) -> Iterator[Draft]:
    for section, make in _SECTIONS.items():
        for name, value in (file.get(section) or {}).items():
            yield from make((section, name), value)
    for i, value in enumerate(file.get("transition") or []):
        yield from of_transition(("transition", i), value)
