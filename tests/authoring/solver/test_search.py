"""Searches for people, held against the people there are: whoever exists is found, and whoever is found exists."""

from __future__ import annotations

import itertools
import random
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.story.asking import PROGRAMMES, random_asked
from vip_cert_rules import InputError, load_ruleset
from vip_cert_rules.authoring.solver import Search, Undecided
from vip_cert_rules.authoring.solver.logic import both
from vip_cert_rules.authoring.solver.measures import days_of_months, latest_start
from vip_cert_rules.candidate.structure import structure_candidate
from vip_cert_rules.dates import completed_months, months_laid_end_to_end
from vip_cert_rules.engines.direct import DirectEngine
from vip_cert_rules.kleene import TRUE, UNKNOWN
from vip_cert_rules.plan.nodes import Plan
from vip_cert_rules.rulesets.bundled import bundled_ruleset

LIGHTHOUSE = Path(__file__).parents[2] / "rulesets" / "lighthouse.yaml"
DAY = date(2026, 11, 24)
PEOPLE = 120


def truths_of(plan: Plan, record: dict[str, Any], as_of: date) -> list[int]:
    """The truth of every node for a person, as the reference engine concludes."""
    truths = DirectEngine().conclude(plan.circuit, plan.measure(structure_candidate(record), as_of))
    return [truths[gate] for _own, gate in plan.wires]


def vip(question: str, level: int, **assume: str) -> Plan:
    return bundled_ruleset("vip-service-manager").plan(question, level, None, DAY, assume or None).plan


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_whatever_happens_to_a_person_is_found(programme: str) -> None:
    """For random people, readings, overlays and parameters: somebody is found with the same truth at every node."""
    rng = random.Random(f"search {programme}")
    seen: Counter[str] = Counter()
    for _ in range(PEOPLE):
        asked = random_asked(rng, programme, 0)
        decision = asked.decide()
        plan = decision.plan
        truths = truths_of(plan, asked.record, asked.as_of)
        search = Search([plan], asked.as_of)
        if search.open(plan):
            with pytest.raises(InputError, match="not supplied"):
                search.find(search.truth(plan))
        elif UNKNOWN not in truths:
            wanted = [
                search.node(plan, i) if truth == TRUE else ~search.node(plan, i) for i, truth in enumerate(truths)
            ]
            found = search.find(*wanted)
            assert found is not None, (asked, truths)
            assert truths == truths_of(plan, found, asked.as_of)
            seen[decision.outcome.value] += 1
    assert seen["yes"] > 1
    assert seen["no"] > 20


@pytest.mark.parametrize("level", [1, 2])
@pytest.mark.parametrize("question", load_ruleset(LIGHTHOUSE).questions)
def test_two_nodes_of_any_kind_part_only_where_people_part_them(question: str, level: int) -> None:
    """An invented programme with every construct: for each two conditions, one met without the other.

    Where the search says there is nobody, no random person of this programme is such a one either.
    """
    rules = load_ruleset(LIGHTHOUSE)
    as_of = date(2020, 5, 1)
    if level not in (rules.levels_of(question) or (level,)):  # type: ignore[union-attr]
        return
    plan = rules.plan(question, level, "lamp-room", as_of, None).plan  # type: ignore[union-attr]
    search = Search([plan], as_of)
    if search.open(plan):
        return
    leaves = [i for i, node in enumerate(plan.nodes) if node.test is not None][:6]
    parted = {}
    for one, other in itertools.permutations(leaves, 2):
        found = search.find(search.node(plan, one), ~search.node(plan, other))
        if found is not None:
            truths = truths_of(plan, found, as_of)
            assert (truths[one], truths[other]) == (TRUE, 0)
        parted[one, other] = found
    for record in [found for found in parted.values() if found is not None]:
        truths = truths_of(plan, record, as_of)
        for (one, other), found in parted.items():
            assert found is not None or not (truths[one] == TRUE and truths[other] == 0)


@pytest.mark.parametrize("months", [1, 2, 12, 13, 24, 36, 120])
@pytest.mark.parametrize("as_of", [date(2024, 2, 29), date(2026, 3, 31), date(2026, 11, 24), date(2025, 2, 28)])
def test_the_latest_start_of_service_is_the_last_day_that_is_enough(as_of: date, months: int) -> None:
    start = latest_start(as_of, months)
    assert completed_months(start, as_of) >= months > completed_months(start + timedelta(days=1), as_of)


@pytest.mark.parametrize("months", [1, 12, 24, 36])
def test_fewer_days_are_never_so_many_months_and_more_always_are(months: int) -> None:
    fewest, most = days_of_months(DAY, months)
    for back in range(0, 1500, 7):
        start = DAY - timedelta(days=3000 + back)
        for days, expected in ((fewest - 1, False), (most, True)):
            span = [(start, start + timedelta(days=days - 1))]
            assert expected == (months_laid_end_to_end(span, DAY) >= months), (start, days)


def test_service_is_found_in_stretches_that_join() -> None:
    """Two employments, one straight after the other: neither is long enough by itself."""
    plan = vip("apply", 2)
    search = Search([plan], DAY)
    position = next(i for i, node in enumerate(plan.nodes) if node.id.endswith("continuous-service"))
    jobs = [slot for slot in search.slots("employments") if not isinstance(slot.cells["occupation"].value, int)]
    pinned = [slot for slot in search.slots("employments") if isinstance(slot.cells["occupation"].value, int)]
    begun_late = pinned[1].cells["start"].value >= date(2024, 11, 25).toordinal()
    over_before = both([~pinned[0].cells["end"].null, pinned[0].cells["end"].value < DAY.toordinal()])
    only = [begun_late, over_before, *(~slot.present for slot in jobs)]
    found = search.find(search.node(plan, position), *only)
    assert found is not None
    first, second = sorted(found["employments"], key=lambda job: job["start"])
    assert date.fromisoformat(second["start"]) <= date.fromisoformat(first["end"]) + timedelta(days=1)
    assert search.find(search.node(plan, position), *only, ~pinned[0].present) is None
    gap = pinned[0].cells["end"].value < pinned[1].cells["start"].value - 1
    assert search.find(search.node(plan, position), *only, gap) is None


def test_nodes_can_be_forced_whatever_the_person() -> None:
    """A route that is taken away changes the answer for somebody at level 3, and for nobody at level 2 (A2)."""
    for level, letter, somebody in ((3, "B", True), (2, "C", False)):
        plan = vip("apply", level)
        search = Search([plan], DAY)
        route = next(i for i, node in enumerate(plan.nodes) if node.id == f"apply.{level}.8.2.{letter}.1")
        found = search.find(search.truth(plan), ~search.truth(plan, forced={route: False}))
        assert (found is not None) == somebody


def test_a_measure_can_be_held_against_any_number() -> None:
    plan = vip("apply", 3)
    search = Search([plan], DAY)
    hours = next(i for i, node in enumerate(plan.nodes) if node.id.endswith("training-hours"))
    found = search.find(search.reaches(plan, hours, 23), ~search.own(plan, hours))
    assert found is not None
    assert 23 <= sum(training["hours"] for training in found["trainings"]) < 24


def test_two_plans_are_searched_together() -> None:
    """Who holds level 1 holds level 2 as well (A8); not the other way round."""
    lower, higher = vip("hold", 2), vip("hold", 1)
    search = Search([lower, higher], DAY)
    assert search.find(search.truth(higher), ~search.truth(lower)) is None
    assert search.find(search.truth(lower), ~search.truth(higher)) is not None


def test_whoever_is_found_is_told_in_few_records() -> None:
    plan = vip("apply", 2)
    search = Search([plan], DAY)
    found = search.find(search.truth(plan))
    assert found is not None
    assert {"education": 1, "employments": 1} == {
        name: len(rows) for name, rows in found.items() if name != "id" and rows
    }


def test_without_z3_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    with pytest.raises(InputError, match="z3-solver") as caught:
        Search([vip("hold", 3)], DAY)
    assert [("extra-missing", "install the extra: vip_cert_rules[verify]")] == [
        (fault.code, fault.help) for fault in caught.value.faults
    ]


def test_no_answer_within_the_time_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    import z3

    plan = vip("hold", 3)
    search = Search([plan], DAY)
    monkeypatch.setattr(z3.Solver, "check", lambda *_: z3.unknown)
    with pytest.raises(Undecided):
        search.find(search.truth(plan))
