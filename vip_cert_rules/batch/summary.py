"""How many were answered how, by question and by kind of unit."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from vip_cert_rules.batch.many import Question
from vip_cert_rules.batch.work import Worked


@attrs.define(eq=False)
class Summary:
    """Counts, kept while records are written. ``by`` is by question, kind of unit and outcome."""

    questions: Sequence[Question]
    people: int = 0
    rejected: int = 0
    by: Counter[tuple[Question, str | None, str]] = attrs.field(factory=Counter)

    def note(self, one: Worked) -> None:
        """One record more."""
        if one.is_rejected:
            self.rejected += 1
            return
        self.people += 1
        for question, outcome in zip(self.questions, one.outcomes):
            self.by[question, one.unit, outcome] += 1

    def note_written(self, output: Path, rejects: Path) -> None:
        """What an earlier run wrote."""
        for rows in _groups(output, len(self.questions)):
            self.people += 1
            for question, row in zip(self.questions, rows):
                self.by[question, row["unit"], row["decision"]["outcome"]] += 1
        with rejects.open("rb") as lines:
            self.rejected += sum(1 for _ in lines)

    def of(self, question: Question) -> Counter[str]:
        """The outcomes of a question."""
        found: Counter[str] = Counter()
        for (asked, _unit, outcome), count in self.by.items():
            if asked == question:
                found[outcome] += count
        return found

    def units(self) -> list[str | None]:
        """The kinds of unit that there were, the most frequent first."""
        found: Counter[str | None] = Counter()
        for (_asked, unit, _outcome), count in self.by.items():
            found[unit] += count
        return [unit for unit, _count in found.most_common()]

    def of_unit(self, question: Question, unit: str | None) -> Counter[str]:
        """The outcomes of a question about those in one kind of unit."""
        return Counter(
            {outcome: n for (asked, where, outcome), n in self.by.items() if asked == question and where == unit}
        )


def _groups(output: Path, of_each: int) -> Iterator[list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    with output.open("rb") as lines:
        for line in lines:
            rows.append(json.loads(line))
            if len(rows) == of_each:
                yield rows
                rows = []
