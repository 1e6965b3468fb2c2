"""The oracles against each other, the law of filling in, and the generators the comparisons rest on."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracle.two_valued import decide_known
from tests.oracle.vip import conditions, decide
from tests.strategies import (
    ANCHORS,
    FAULTS,
    as_of_days,
    assumptions,
    cases,
    fill,
    fillings,
    malformed,
    plant,
    random_call,
    random_record,
    records,
    vip_calls,
    whole_calls,
)


def agree(record: dict[str, Any], question: str, level: int, as_of: date, assume: dict[str, str]) -> None:
    """On a complete record the three-valued answer is the two-valued one."""
    expected = "yes" if decide_known(record, question, level, as_of, assume) else "no"
    assert decide(record, question, level, as_of, assume) == expected, (
        record,
        question,
        level,
        as_of,
        assume,
    )


@given(whole_calls(unknowns=False))
@settings(max_examples=300, deadline=None)
def test_oracles_agree(call: tuple[dict[str, Any], str, int, date, dict[str, str]]) -> None:
    """Complete records, drawn."""
    agree(*call)


def test_oracles_agree_in_volume() -> None:
    """Complete records, 20,000 of them, from a fixed seed."""
    rng = random.Random(20261124)
    for _ in range(20_000):
        agree(*random_call(rng, unknowns=False))


def test_filling_in_keeps_definite_conditions() -> None:
    """Whatever is met or not met stays so, at every node, however the unknowns are filled in."""
    rng = random.Random(815)
    for _ in range(4_000):
        record, _question, level, as_of, assume = random_call(rng, null_chance=rng.choice((5, 15, 40)))
        before = conditions(record, level, as_of, assume)
        for _ in range(2):
            filled = fill(rng, record, score_first="A18" in assume, anchor=rng.choice(ANCHORS))
            after = conditions(filled, level, as_of, assume)
            assert "unknown" not in after.values()
            for name, was in before.items():
                assert was in ("unknown", after[name]), (name, record, filled, level, as_of, assume)


@given(st.data(), cases(), vip_calls(), assumptions())
@settings(max_examples=100, deadline=None)
def test_filling_in_keeps_definite_answers(
    data: st.DataObject, case: tuple[dict[str, Any], date], call: tuple[str, int], assume: dict[str, str]
) -> None:
    """As above, drawn."""
    record, as_of = case
    was = decide(record, *call, as_of, assume)
    filled = data.draw(fillings(record, score_first="A18" in assume))
    assert was in ("unknown", decide(filled, *call, as_of, assume))


@given(records(), as_of_days(), vip_calls(), assumptions())
@settings(max_examples=100, deadline=None)
def test_every_day_can_be_asked_about(
    record: dict[str, Any], as_of: date, call: tuple[str, int], assume: dict[str, str]
) -> None:
    """Any day of 1900 to 2200 gives one of the three answers."""
    assert decide(record, *call, as_of, assume) in ("yes", "no", "unknown")


@given(st.data(), records())
@settings(max_examples=50, deadline=None)
def test_malformed_records_are_broken_copies(data: st.DataObject, record: dict[str, Any]) -> None:
    """One fault is planted in a copy; the record itself stays valid."""
    before = repr(record)
    broken, path = data.draw(malformed(record))
    assert repr(record) == before and broken != record and path


def test_every_fault_has_a_path() -> None:
    """A fault inside an entry is named with the entry's place."""
    for fault in FAULTS:
        _, path = plant({"id": "E1"}, fault)
        assert path == fault.path if fault.place is None else path == f"{fault.place}[0].{fault.path}"


def test_complete_records_are_complete() -> None:
    """Without unknowns every list is present and no field that may be unknown is null; dates are in order."""
    rng = random.Random(7)
    may_be_null = {"end", "expires", "revoked", "on", "equivalent", "level", "passed"}
    for number in range(2_000):
        record = random_record(rng, unknowns=False)
        if number % 2:
            record = fill(rng, random_record(rng, null_chance=40))
        for name, entries in record.items():
            for entry in entries if isinstance(entries, list) else []:
                if isinstance(entry, str):
                    continue
                gaps = {key for key, value in entry.items() if value is None and key != "position"}
                assert gaps <= may_be_null, (name, entry)
                days = [str(entry[key]) for key in ("start", "end", "issued", "expires") if entry.get(key)]
                assert days == sorted(days), entry
                assert name != "results" or entry["score"] is not None, entry
                assert (
                    name == "attestations"
                    or entry.get("level")
                    or entry.get("programme")
                    in (
                        None,
                        "customer-service-manager",
                        "account-manager" if name == "ratings" else None,
                    )
                ), entry
