"""Laws of evidence quality: every removal is a decision of its own, and a second reading notices the same."""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from tests.people import VIP, D
from tests.story.recheck import recheck
from tests.strategies import random_call, random_record, whole_calls
from vip_cert_rules import Decision, NoticeCode, evaluate
from vip_cert_rules.decision import decision as decision_module
from vip_cert_rules.schemas import schema

DECISION = jsonschema.Draft7Validator(schema("decision"))

Record = dict[str, Any]
Call = tuple[Record, str, int, date, dict[str, str]]


def doubled(rng: random.Random, record: Record) -> Record:
    """The record with some of its entries twice, now and then with another value, and null lists filled less often."""
    out = copy.deepcopy(record)
    for name in ("employments", "trainings", "results", "certificates", "attestations"):
        rows = out.get(name)
        if rows and rng.random() < 0.5:
            twin = copy.deepcopy(rng.choice(rows))
            if name == "attestations" and rng.random() < 0.7:
                twin["value"] = not twin["value"]
            if name == "attestations" and rng.random() < 0.3:
                twin["level"] = rng.choice((None, 3, 4))
            rows.insert(rng.randrange(len(rows) + 1), twin)
    return out


def check_laws(decision: Decision, record: Record, call: dict[str, Any]) -> Counter[str]:
    """That each removal is what the call says of the record without it, and the document as it must be."""
    seen: Counter[str] = Counter()
    document = decision.to_dict()
    assert recheck(document) == []
    DECISION.validate(document)
    for notice in decision.notices:
        seen[notice.code.value] += 1
        for removal in notice.without:
            name, position = removal.ref
            rest = {**record, name: [row for i, row in enumerate(record[name]) if i != position]}
            expected = evaluate(rest, **call).outcome
            assert expected is removal.outcome
            assert (expected is not decision.outcome) is removal.changes
            seen[f"changes: {removal.changes}"] += 1
    return seen


def asked(question: str, level: int, as_of: date, assume: dict[str, str]) -> dict[str, Any]:
    """The arguments of a call."""
    return {"ruleset": VIP, "question": question, "level": level, "as_of": as_of, "assume": assume, "engine": "direct"}


@given(whole_calls())
@settings(max_examples=80, deadline=None)
def test_removals_are_what_the_call_says_of_the_rest(call: Call) -> None:
    record, *rest = call
    twice = doubled(random.Random(5), record)
    arguments = asked(*rest)
    check_laws(evaluate(twice, **arguments), twice, arguments)


def test_removals_are_what_the_call_says_of_the_rest_in_volume() -> None:
    """Every kind is among them, with and without a change."""
    rng = random.Random(41)
    seen: Counter[str] = Counter()
    for _ in range(1200):
        record, *rest = random_call(rng, null_chance=rng.choice((0, 3, 12)))
        twice = doubled(rng, record)
        arguments = asked(*rest)
        seen += check_laws(evaluate(twice, **arguments), twice, arguments)
    assert {code.value for code in NoticeCode} | {"changes: True", "changes: False"} == set(seen)
    assert min(seen.values()) > 10, seen


def test_outcome_and_statuses_do_not_depend_on_notices(monkeypatch: pytest.MonkeyPatch) -> None:
    """They stand beside the decision: without them, all the rest of the document is the same."""
    rng = random.Random(42)
    calls = [(doubled(rng, record), asked(*rest)) for record, *rest in (random_call(rng) for _ in range(200))]
    told = [evaluate(record, **arguments).to_dict() for record, arguments in calls]
    assert any("notices" in document for document in told)
    monkeypatch.setattr(decision_module, "find_notices", lambda *_args: ())
    for (record, arguments), document in zip(calls, told):
        document.pop("notices", None)
        assert document == evaluate(record, **arguments).to_dict()


# --- a second reading ---------------------------------------------------------------------------------


def second_reading(record: Record, lists: set[str], matters: set[str], as_of: date) -> set[tuple[str, frozenset[str]]]:
    """What is to be said about a record of the VIP programme, pair by pair; duplicates and overlaps as pairs."""
    day = as_of.isoformat()
    found: set[tuple[str, frozenset[str]]] = set()

    def rows(name: str, dated: str) -> Iterator[tuple[str, Record]]:
        for i, row in enumerate(record.get(name) or ()):
            ours = row.get("programme", row.get("occupation")) == VIP
            if name in lists and ours and str(row[dated]) <= day:
                yield f"{name}[{i}]", row

    for (one, a), (two, b) in combinations(rows("employments", "start"), 2):
        if str(a["start"]) <= str(b.get("end") or "9999") and str(b["start"]) <= str(a.get("end") or "9999"):
            found.add(("overlapping-employments", frozenset((one, two))))
    for name, dated, fields in (
        ("trainings", "completed", ("level", "completed", "hours")),
        ("results", "taken", ("level", "component", "position", "taken")),
        ("certificates", "issued", ("level", "issuer", "position", "issued")),
    ):
        for (one, a), (two, b) in combinations(rows(name, dated), 2):
            if all(str(a.get(field)) == str(b.get(field)) for field in fields):
                found.add((f"duplicate-{name}", frozenset((one, two))))
    if record.get("results") is not None and record.get("trainings") is not None:
        behind = [(row, row["taken"]) for row in record["results"]]
        behind += [(row, row["completed"]) for row in record["trainings"]]
        for path, row in rows("certificates", "issued"):
            if not any(
                (other["programme"], other["level"]) == (VIP, row["level"]) and str(on) <= str(row["issued"])
                for other, on in behind
            ):
                found.add(("certificate-without-basis", frozenset((path,))))
    said = [(path, row) for path, row in rows("attestations", "on") if row["matter"] in matters]
    for (one, a), (two, b) in combinations(said, 2):
        for level in (a.get("level"), b.get("level")):
            about = [
                row["on"] for _path, row in said if row["matter"] == a["matter"] and row.get("level") in (None, level)
            ]
            same = a["matter"] == b["matter"] and {a.get("level"), b.get("level")} <= {None, level}
            if same and str(a["on"]) == str(b["on"]) == max(map(str, about)) and a["value"] is not b["value"]:
                found.add(("contradicting-attestations", frozenset((one, two))))
    return found


LOOKED_AT: dict[str, tuple[set[str], set[str]]] = {
    "apply": ({"employments", "trainings", "certificates", "attestations"}, {"education-relaxation"}),
    "pass": ({"results"}, set()),
    "hold": ({"certificates"}, set()),
    "teach": ({"certificates", "attestations"}, {"relevant-experience"}),
}


def test_notices_are_those_of_a_second_reading() -> None:
    """Every pair that belongs together lies in one notice, and every notice is made of such pairs."""
    rng = random.Random(43)
    seen: Counter[str] = Counter()
    for _ in range(1500):
        record, as_of = doubled(rng, random_record(rng, null_chance=rng.choice((0, 5)), anchor=D)), D
        question = rng.choice(list(LOOKED_AT))
        lists, matters = LOOKED_AT[question]
        expected = second_reading(record, lists, matters, as_of)
        notices = evaluate(record, **asked(question, 3, as_of, {})).notices
        told = {(notice.code.value, frozenset(notice.paths)) for notice in notices}
        assert len(told) == len(notices)
        for code, pair in expected:
            assert any(code == other and pair <= paths for other, paths in told), (code, pair, record)
        for code, paths in told:
            if len(paths) == 1:
                assert (code, paths) in expected, (code, paths, record)
            for path in paths:
                assert any(code == other and path in pair <= paths for other, pair in expected), (code, path, record)
            seen[code] += 1
    assert {code.value for code in NoticeCode} == set(seen)
