"""Loading a rule file: every fault at once, and what loads can be decided."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rulesets.mutations import mutated
from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.candidate.structure import structure_candidate
from vip_cert_rules.faults import Fault, RuleSetError
from vip_cert_rules.measures.query import RECORD_CLASSES
from vip_cert_rules.reading import RULE_FILE_LIMITS, read_file
from vip_cert_rules.rulesets.bundled import rules_folder
from vip_cert_rules.rulesets.ruleset import RuleSet, load_ruleset_text

HERE = Path(__file__).parent
FILES = (*sorted(rules_folder().glob("*.yaml")), HERE / "lighthouse.yaml")
SOUND = {path.stem: read_file(path, RuleSetError, RULE_FILE_LIMITS).value for path in FILES}
DAYS = (date(1999, 1, 1), date(2012, 6, 1), date(2026, 11, 24))

RICH = {
    "id": "E1",
    "preparing_for": ["x", "vip-service-manager", "lighthouse-keeper"],
    "education": [{"level": "bachelor", "awarded": "1960-01-01"}],
    "employments": [
        {"start": "1990-01-01", "unit": "other", "occupation": "lighthouse-keeper", "leads_team": True},
        {"start": "1990-01-01", "unit": "provincial_branch", "occupation": "vip-service-manager", "end": "2026-12-01"},
        {"start": "1995-01-01"},
    ],
    "probations": [{"completed": "1995-01-01"}, {"completed": "1995-01-01", "passed": True}],
    "trainings": [
        {"programme": programme, "level": 3, "completed": "1998-01-01", **more}
        for programme in ("lighthouse-keeper", "vip-service-manager")
        for more in ({}, {"hours": 30, "courses_completed": True, "modules": ["lamp"]})
    ],
    "results": [
        {"programme": programme, "level": 2, "component": component, "taken": day, **more}
        for programme in ("lighthouse-keeper", "vip-service-manager")
        for component in ("knots", "written", "interview")
        for day in ("1998-06-01", "2026-01-01")
        for more in ({}, {"score": 59.5}, {"passed": True})
    ],
    "appraisals": [{"year": 1998}, {"year": 2025, "grade": "good", "on": "2026-01-05"}],
    "certificates": [
        {"programme": programme, "level": level, "issued": "1997-01-01", "issuer": "group", **more}
        for programme in ("lighthouse-keeper", "vip-service-manager")
        for level in (3, 2)
        for more in ({}, {"expires": "2030-01-01"}, {"revoked": "2020-01-01"})
    ],
    "trainer_titles": [{"rank": "group", "granted": "1998-01-01"}],
    "ratings": [{"programme": "x", "item": "x", "on": "1998-01-01"}],
    "attestations": [
        {"matter": matter, "programme": programme, "value": True, "on": "1998-01-01"}
        for programme in ("lighthouse-keeper", "vip-service-manager")
        for matter in ("education-relaxation", "relevant-experience")
    ],
}
NETWORKER = {
    "id": "N1",
    "employments": [{"start": "1990-01-01"}, {"start": "1990-01-01", "unit": "headquarters"}],
    "results": [
        {"programme": "network-optimization", "level": level, "component": component, "taken": "2026-01-01", **more}
        for level in (5, 2)
        for component in ("theory", "practical")
        for more in ({}, {"score": 60}, {"passed": True, "position": "field-optimization"})
    ],
    "certificates": [
        {"programme": "network-optimization", "level": 4, "issued": day, "issuer": issuer, **more}
        for day in ("2010-05-31", "2026-01-01")
        for issuer in ("group", "province")
        for more in ({}, {"position": "system-analysis"})
    ],
    "attestations": [
        {"matter": "cross-level-qualification", "programme": "network-optimization", "value": True, "on": "2012-01-01"}
    ],
}
CANDIDATES = (
    Candidate(id="nothing is known"),
    structure_candidate({"id": "nothing there", "preparing_for": [], **{name: [] for name in RECORD_CLASSES}}),
    structure_candidate(RICH),
    structure_candidate(NETWORKER),
)


def loaded(value: Any) -> RuleSet:
    return load_ruleset_text(json.dumps(value, default=float), "mutated.json")


def loaded_or_refused(value: Any) -> tuple[RuleSet | None, tuple[Fault, ...]]:
    try:
        return loaded(value), ()
    except RuleSetError as refused:
        return None, refused.faults


def readings(rules: RuleSet) -> Iterator[dict[str, str | None]]:
    """No reading switched, and each by itself."""
    yield {}
    for name, assumption in rules.part.assumptions.items():
        for word in assumption.readings:
            yield {name: word}


def assert_decides(rules: RuleSet, assume: dict[str, str | None], days: tuple[date, ...] = DAYS) -> None:
    for question in rules.questions:
        for level in rules.levels_of(question) or (None,):
            for position in rules.positions or (None,):
                for day in days:
                    ready = rules.plan(question, level, position, day, assume)
                    assert len({node.id for node in ready.plan.nodes}) == len(ready.plan.nodes)
                    for candidate in CANDIDATES:
                        assert ready.decide(candidate, day) in (0, 1, 2)


@pytest.mark.parametrize("name", SOUND)
def test_every_question_of_a_sound_file_is_decided(name: str) -> None:
    """At every level, under every reading."""
    rules = loaded(SOUND[name])
    for assume in readings(rules):
        assert_decides(rules, assume)


@pytest.mark.parametrize("name", SOUND)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None, max_examples=150)
@given(data=st.data())
def test_a_changed_file_is_refused_with_places_or_decided(name: str, data: st.DataObject) -> None:
    """Never any other exception, when it is loaded, when a plan is made of it or when that decides."""
    value = data.draw(mutated(SOUND[name]))
    rules, faults = loaded_or_refused(value)
    assert [fault for fault in faults if fault.place is None] == []
    assert [fault.message for fault in faults if fault.message.endswith(".")] == []
    if rules is None:
        assert faults
        return
    words = [(name, word) for name, part in rules.part.assumptions.items() for word in part.readings]
    switched: dict[str, str | None] = dict(data.draw(st.lists(st.sampled_from(words), max_size=6))) if words else {}
    assert_decides(rules, {}, DAYS[-1:])
    assert_decides(rules, switched, DAYS[:2])


def test_all_faults_of_a_file_come_at_once() -> None:
    """In the order of the file, with the number of them at the end."""
    path = HERE.parent / "faults" / "all-at-once" / "bad.yaml"
    with pytest.raises(RuleSetError) as caught:
        load_ruleset_text(path.read_bytes(), "bad.yaml")
    codes = [fault.code for fault in caught.value.faults]
    assert codes == [
        "unused-document",
        "undated-gap",
        "unknown-field",
        "unsuitable-parameter",
        "undeclared-parameter",
        "undeclared-condition",
    ]
    assert (path.parent / "expected.txt").read_text(encoding="utf-8") == f"{caught.value}\n"
