"""The certification of lighthouse keepers: rules that nobody wrote Python for, decided by hand and by the package."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vip_cert_rules.candidate.structure import structure_candidate
from vip_cert_rules.faults import InputError
from vip_cert_rules.measures.query import RECORD_CLASSES
from vip_cert_rules.rulesets import syntax
from vip_cert_rules.rulesets.checks.parts import RuleFile
from vip_cert_rules.rulesets.language.items import ITEM_KINDS
from vip_cert_rules.rulesets.language.measures import MEASURE_KINDS
from vip_cert_rules.rulesets.language.records import TEST_KINDS
from vip_cert_rules.rulesets.ruleset import load_rule_file

RULES = load_rule_file(Path(__file__).parent / "lighthouse.yaml")
KEEPER = "lighthouse-keeper"
NO, UNKNOWN, YES = 0, 1, 2


def person(**lists: Any) -> dict[str, Any]:
    """A record with every list known to be empty but those given."""
    return {"id": "K1", "preparing_for": [], **{name: [] for name in RECORD_CLASSES}, **lists}


def outcome(
    record: dict[str, Any],
    question: str,
    level: int,
    as_of: str,
    assume: dict[str, str | None] | None = None,
    position: str = "lamp-room",
    parameters: dict[str, Any] | None = None,
) -> int:
    day = date.fromisoformat(as_of)
    rules = RULES.overlaid((), parameters)
    rules.check_call(question, level, position, assume)
    return rules.plan(question, level, position, day, assume).decide(structure_candidate(record), day)


def job(start: str, end: str | None = None, **more: Any) -> dict[str, Any]:
    return {"occupation": KEEPER, "unit": "other", "start": start, "end": end, **more}


def schooling(level: str, awarded: str, **more: Any) -> dict[str, Any]:
    return {"level": level, "awarded": awarded, **more}


def leave(on: str, value: bool = True, level: int | None = None) -> dict[str, Any]:
    return {"matter": "relevant-experience", "programme": KEEPER, "level": level, "value": value, "on": on}


def lamp(level: int, hours: float | None, **more: Any) -> dict[str, Any]:
    return {
        "programme": KEEPER, "level": level, "completed": "2012-01-01", "hours": hours, "modules": ["lamp"], **more,
    }  # fmt: skip


def certificate(level: int, issued: str, **more: Any) -> dict[str, Any]:
    return {"programme": KEEPER, "level": level, "issued": issued, "issuer": "province", **more}


def result(level: int, component: str, score: float | None, taken: str, **more: Any) -> dict[str, Any]:
    return {"programme": KEEPER, "level": level, "component": component, "score": score, "taken": taken, **more}


NOVICE = person(
    education=[schooling("senior_secondary", "2010-07-01")],
    employments=[job("2011-01-01")],
    probations=[{"completed": "2011-07-01", "passed": True}],
    trainings=[lamp(3, 10)],
    attestations=[leave("2012-01-01")],
    appraisals=[{"year": 2012, "grade": "pass"}],
)
"""Meets everything asked of an applicant for the third class, and no more."""


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, YES),
        ({"trainings": [lamp(3, 9.99)]}, NO),
        ({"trainings": [lamp(3, 4), lamp(3, 6)]}, YES),  # hours are added up
        ({"trainings": [lamp(3, None)]}, UNKNOWN),
        ({"trainings": [lamp(3, 10, modules=None)]}, UNKNOWN),
        ({"trainings": [lamp(3, 10, modules=["foghorn"])]}, NO),
        ({"trainings": [lamp(2, 10)]}, NO),  # exactly this class
        ({"probations": [{"completed": "2011-07-01", "passed": False}]}, NO),
        ({"attestations": []}, NO),
        ({"attestations": None}, UNKNOWN),
        ({"attestations": [leave("2012-01-01"), leave("2012-06-01", value=False)]}, NO),  # the last counts
        ({"attestations": [leave("2012-01-01", value=False), leave("2012-06-01", level=3)]}, YES),
        ({"attestations": [leave("2012-01-01", level=2)]}, NO),
        ({"employments": [job("2011-01-01", unit="professional_company")]}, NO),
        ({"employments": [job("2011-01-01", unit=None)]}, UNKNOWN),
        ({"employments": [job("2011-01-01", end="2012-12-31")]}, NO),
        ({"employments": [job("2011-01-01", end="2013-01-01")]}, YES),
        ({"employments": [job("2011-01-01", occupation="pilot", leads_team=False)]}, NO),
        ({"employments": [job("2011-01-01", occupation="pilot", leads_team=None)]}, UNKNOWN),
        ({"employments": [job("2011-01-01", occupation="pilot", leads_team=True)]}, YES),
        ({"employments": [job("2011-01-01", occupation="pilot")], "preparing_for": [KEEPER]}, YES),
        ({"employments": [job("2011-01-01", occupation="pilot", leads_team=False)], "preparing_for": None}, UNKNOWN),
        ({"appraisals": [{"year": 2012, "grade": "fail"}]}, NO),
        ({"appraisals": [{"year": 2012}]}, UNKNOWN),
        ({"education": []}, YES),  # waived: the probation was passed
        ({"education": [schooling("bachelor", "2010-07-01", equivalent=True)]}, YES),
        (
            {
                "probations": [],
                "education": [schooling("junior_secondary", "1969-12-31")],
                "employments": [job("2011-07-01")],
            },
            YES,  # an old hand by the route of the sea: 18 months
        ),
        (
            {
                "probations": [],
                "education": [schooling("junior_secondary", "1969-12-31")],
                "employments": [job("2011-07-02")],
            },
            NO,
        ),
        ({"probations": [], "education": [schooling("junior_secondary", "1970-01-01")]}, NO),
    ],
)
def test_apply_for_the_third_class(changes: dict[str, Any], expected: int) -> None:
    assert expected == outcome({**NOVICE, **changes}, "apply", 3, "2013-01-01")


def test_no_leave_is_needed_under_another_reading() -> None:
    record = {**NOVICE, "attestations": []}
    assert YES == outcome(record, "apply", 3, "2013-01-01", {"L6": "no-leave"})


JOURNEYMAN = {
    **NOVICE,
    "certificates": [certificate(3, "2018-06-01")],
    "trainings": [lamp(2, 20)],
}


@pytest.mark.parametrize(
    ("changes", "as_of", "assume", "expected"),
    [
        ({}, "2019-12-31", {}, YES),
        ({}, "2020-01-01", {}, NO),  # from then on 24.5 hours
        ({"trainings": [lamp(2, 24.5)]}, "2020-01-01", {}, YES),
        ({"certificates": []}, "2019-12-31", {}, NO),
        ({"certificates": [certificate(1, "2018-06-01")]}, "2019-12-31", {}, YES),
        ({"certificates": [certificate(3, "2019-01-01")]}, "2019-12-31", {}, YES),
        ({"certificates": [certificate(3, "2019-01-01")]}, "2019-12-31", {"L3": "from-certificate"}, NO),
        ({"certificates": [certificate(3, "2018-12-31")]}, "2019-12-31", {"L3": "from-certificate"}, YES),
        ({"employments": [job("2011-01-01", "2018-01-31"), job("2019-01-01")]}, "2019-12-31", {}, NO),
        ({"education": [schooling("junior_secondary", "2010-07-01")]}, "2019-12-31", {}, NO),  # no such waiver here
    ],
)
def test_apply_for_the_second_class(
    changes: dict[str, Any], as_of: str, assume: dict[str, str | None], expected: int
) -> None:
    assert expected == outcome({**JOURNEYMAN, **changes}, "apply", 2, as_of, assume)


@pytest.mark.parametrize(
    ("results", "as_of", "assume", "expected"),
    [
        ([("knots", 55, {}), ("signals", 40, {})], "2009-12-31", {}, YES),
        ([("knots", 55, {}), ("signals", 40, {})], "2010-01-01", {}, NO),  # from then on 60 for knots
        ([("knots", 55, {}), ("signals", 34.99, {})], "2009-12-31", {}, NO),
        ([("knots", 55, {})], "2009-12-31", {}, NO),
        ([("knots", 55, {}), ("signals", None, {})], "2009-12-31", {}, UNKNOWN),
        ([("knots", 95, {}), ("signals", 84, {})], "2009-12-31", {"L4": "mean"}, NO),
        ([("knots", 95, {}), ("signals", 85, {})], "2009-12-31", {"L4": "mean"}, YES),
        ([("knots", 40, {"passed": True}), ("signals", 50, {})], "2009-12-31", {}, YES),
        ([("knots", 40, {"passed": True}), ("signals", 50, {})], "2009-12-31", {"L5": "score-first"}, NO),
        ([("knots", 90, {}), ("signals", 90, {})], "2011-06-01", {}, YES),
        ([("knots", 90, {}), ("signals", 90, {})], "2011-06-02", {}, NO),  # results last 24 months
    ],
)
def test_pass(
    results: list[tuple[str, float | None, dict[str, Any]]], as_of: str, assume: dict[str, str | None], expected: int
) -> None:
    rows = [result(3, component, score, "2009-06-01", **more) for component, score, more in results]
    assert expected == outcome(person(results=rows), "pass", 3, as_of, assume)


def test_a_mark_that_is_lost_leaves_the_question_open() -> None:
    """The mark for the storm drill has no value; whoever did not take part fails whatever it is."""
    rows = [result(1, "knots", 90, "2009-06-01"), result(1, "signals", 90, "2009-06-01")]
    assert NO == outcome(person(results=rows), "pass", 1, "2010-01-01")
    rows.append(result(1, "storm", 100, "2009-06-01"))
    assert UNKNOWN == outcome(person(results=rows), "pass", 1, "2010-01-01")


@pytest.mark.parametrize(
    ("as_of", "assume", "expected"),
    [
        ("2023-05-31", {}, YES),
        ("2023-06-01", {}, NO),
        ("2023-05-30", {"L2": "day-less"}, YES),
        ("2023-05-31", {"L2": "day-less"}, NO),
        ("2050-01-01", {"L2": "for-ever"}, YES),
        ("2020-05-30", {"L2": "for-ever"}, NO),
    ],
)
def test_hold(as_of: str, assume: dict[str, str | None], expected: int) -> None:
    record = person(certificates=[certificate(2, "2020-05-31")])
    assert expected == outcome(record, "hold", 2, as_of, assume)
    assert expected == outcome(record, "hold", 3, as_of, assume)
    assert NO == outcome(record, "hold", 1, as_of, assume)


def test_revoked_certificate_is_held_until_the_day_before() -> None:
    record = person(certificates=[certificate(2, "2020-05-31", revoked="2021-01-01")])
    assert [YES, NO] == [outcome(record, "hold", 2, day) for day in ("2020-12-31", "2021-01-01")]


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        ({"certificates": [certificate(1, "2020-01-01")]}, YES),
        ({"certificates": [certificate(2, "2020-01-01")]}, NO),
        ({"certificates": [certificate(3, "2010-01-01"), certificate(2, "2012-01-01")]}, YES),  # two, lapsed or not
        (
            {
                "certificates": [certificate(2, "2020-01-01")],
                "trainer_titles": [{"rank": "province", "granted": "2015-01-01"}],
            },
            YES,
        ),
        (
            {
                "certificates": [certificate(2, "2020-01-01")],
                "trainer_titles": [{"rank": "prefecture", "granted": "2015-01-01"}],
            },
            NO,
        ),
        ({"certificates": [certificate(2, "2020-01-01")], "trainer_titles": None}, UNKNOWN),
    ],
)
def test_teach_the_second_class(lists: dict[str, Any], expected: int) -> None:
    assert expected == outcome(person(**lists), "teach", 2, "2021-01-01")


DRILLED = person(
    certificates=[certificate(2, "2015-06-01")],
    results=[result(2, "relief", 70, "2019-06-01", position="lamp-room")],
)
"""Relieves the second class in the lamp room: by a certificate that lapsed, which only for this counts."""


@pytest.mark.parametrize(
    ("changes", "level", "position", "parameters", "expected"),
    [
        ({}, 2, "lamp-room", {"relief_mark": 70}, YES),
        ({}, 2, "lamp-room", {"relief_mark": 70.5}, NO),
        ({}, 2, "lamp-room", {}, UNKNOWN),
        ({"results": []}, 2, "lamp-room", {}, NO),
        ({}, 2, "lamp-room", {"relief_mark": {2: 70, 1: 99}}, YES),
        ({}, 2, "lamp-room", {"relief_mark": {"1": 70}}, UNKNOWN),
        ({}, 2, "lamp-room", {"relief_mark.2": 71, "relief_mark": 70}, NO),
        ({}, 2, "lamp-room", {"relief_mark.1": 71, "relief_mark": 70}, YES),
        ({}, 2, "fog-signal", {}, YES),  # no drill is asked for there
        ({}, 3, "fog-signal", {}, NO),  # nor has it the third class
        ({}, 2, "fog-signal", {"watches": {"lamp-room": [2]}}, NO),
        ({}, 2, "fog-signal", {"watches": None}, UNKNOWN),
        ({}, 2, "fog-signal", {"watches.fog-signal": [1]}, NO),
        ({}, 2, "fog-signal", {"watches.lamp-room": []}, YES),
        ({}, 2, "fog-signal", {"crews": {"fog-signal": [2]}}, YES),
        ({}, 2, "fog-signal", {"crews": {}}, NO),
        ({"results": [result(2, "relief", 70, "2019-06-01")]}, 2, "lamp-room", {"relief_mark": 70}, UNKNOWN),
        (
            {"results": [result(2, "relief", 70, "2019-06-01", position="fog-signal")]},
            2,
            "lamp-room",
            {"relief_mark": 70},
            NO,
        ),
        ({"certificates": [certificate(1, "2015-06-01")]}, 2, "fog-signal", {}, YES),
        ({"certificates": [certificate(3, "2015-06-01")]}, 2, "fog-signal", {}, NO),
    ],
)
def test_relieve(changes: dict[str, Any], level: int, position: str, parameters: dict[str, Any], expected: int) -> None:
    record = {**DRILLED, **changes}
    assert expected == outcome(record, "relieve", level, "2020-01-01", None, position, parameters)


@pytest.mark.parametrize(
    ("issued", "as_of", "expected"),
    [
        ("1990-01-01", "2004-12-31", YES),
        ("1999-12-31", "2004-12-31", YES),
        ("1999-12-31", "2005-01-01", NO),
        ("1989-12-31", "2004-12-31", NO),
        ("2000-01-01", "2004-12-31", NO),
    ],
)
def test_several_tests_of_one_field(issued: str, as_of: str, expected: int) -> None:
    record = person(certificates=[certificate(3, issued)])
    assert expected == outcome(record, "relieve", 2, as_of, None, "fog-signal")


def test_the_question_that_was_asked_is_told_from_the_one_within_it() -> None:
    """A lapsed certificate is enough to relieve, not to hold; and each class at or above has its own node."""
    assert NO == outcome(DRILLED, "hold", 2, "2020-01-01")
    plan = RULES.plan("relieve", 2, "fog-signal", date(2020, 1, 1), None).plan
    assert ["relieve.2.hold.2.holds-it", "relieve.2.hold.1.holds-it"] == [
        node.id for node in plan.nodes if node.id.endswith("holds-it")
    ]


@pytest.mark.parametrize(
    ("position", "code"), [(None, "position-missing"), ("cellar", "unknown-position"), (3, "unknown-position")]
)
def test_a_position_of_the_programme_is_needed(position: Any, code: str) -> None:
    with pytest.raises(InputError) as caught:
        RULES.check_call("relieve", 2, position)
    assert [("position", code)] == [(fault.path, fault.code) for fault in caught.value.faults]


def test_teaching_is_not_asked_for_the_third_class() -> None:
    assert (2, 1) == RULES.levels_of("teach")


def test_it_uses_every_construct_of_the_language() -> None:
    everything = RuleFile(RULES.part).everything

    def kinds(cls: type) -> set[str]:
        return {part.kind for part in everything if isinstance(part, cls)}

    assert set(TEST_KINDS) == kinds(syntax.TestPart)
    assert set(MEASURE_KINDS) | {"earliest"} == kinds(syntax.MeasurePart)
    assert set(ITEM_KINDS) == kinds(syntax.ItemPart)
    assert set(syntax.ParameterType) == {parameter.type for parameter in RULES.part.parameters.values()}
    assert {syntax.Choice, syntax.Citation, syntax.Dated, syntax.Given} <= {type(part) for part in everything}
    assert RULES.part.in_force is not None
    assert any(part.any_of and part.where for part in everything if hasattr(part, "any_of"))
    assert {"level", "position", "question", "parameter"} <= {
        part.subject for part in everything if isinstance(part, syntax.Choice)
    }
    assert any(parameter.by_level for parameter in RULES.part.parameters.values())
    assert any(len(tests) > 1 for part in everything if hasattr(part, "where") for tests in part.where.values())
    assert "at_or_above" in {part.level for part in everything if isinstance(part, syntax.ItemPart)}
    assert any(part.then for part in everything if hasattr(part, "then"))


def test_it_uses_every_construct_about_things_and_their_parameters() -> None:
    part = RULES.part
    everything = RuleFile(part).everything
    parameters = part.parameters.values()
    goes_through = {
        (item.kind, type(item.each)) for item in everything if isinstance(item, syntax.ItemPart) and item.each
    }
    assert {("condition", str), ("condition", syntax.Given), ("route", syntax.Given), ("any", str)} <= goes_through
    keys = {key for parameter in parameters for key in parameter.by}
    assert {"level", "position", "component", *part.lists} == keys
    assert any(len(parameter.by) > 1 for parameter in parameters)
    assert set(syntax.Member) == {member for parameter in parameters for member in parameter.members.values()}
    assert all(any(getattr(one, key) for one in parameters) for key in ("minimum", "maximum", "supplied_by"))
    assert any(parameter.information for parameter in parameters)
    items = {test.kind for test in everything if isinstance(test, syntax.TestPart) and test.value in ("item", None)}
    assert {"asked", "lists"} <= items
    assert {"certificate", "months", "probation"} <= {
        one.member for one in everything if isinstance(one, syntax.Given) and one.member
    }
    assert any(one.given is not None and one.given.member for one in everything if isinstance(one, syntax.Choice))
