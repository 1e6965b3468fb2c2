"""What is there once for each thing of a list, each entry of a parameter, each route: decided by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.people import Answer
from tests.rulesets.sheets import blank
from tests.rulesets.test_invented_programme import RULES, certificate, job, lamp, result
from vip_cert_rules import evaluate

D = "2020-01-01"
MARKS: dict[str, Any] = {"duty_marks": {2: {"lamp": 60, "fog": 70}}}
LOST = ("unknown", "parameter_not_supplied")


def rating(item: str, score: float | None, on: str = "2019-01-01") -> dict[str, Any]:
    return {"programme": "lighthouse-keeper", "item": item, "score": score, "on": on}


ABLE = blank(ratings=[rating("lamp", 60), rating("fog", 70)])


def ask(record: dict[str, Any], question: str, parameters: dict[str, Any] | None = None, **more: Any) -> Answer:
    call = {"level": 2, "as_of": D, "position": "lamp-room", "parameters": parameters, **more}
    return Answer(evaluate(record, ruleset=RULES, question=question, engine="direct", **call).to_dict())


# --- the things of a list --------------------------------------------------------------------------------------------


def test_there_is_a_node_for_each_thing_of_a_list_in_its_order() -> None:
    answer = ask(ABLE, "muster", MARKS)
    children = answer.document["explanation"]["children"]
    assert ["muster.2.rated.lamp", "muster.2.rated.fog", "muster.2.able-lamp", "muster.2.able-fog"] == [
        node["id"] for node in children
    ]
    assert {"zh": "鸣笛评分达到70分", "en": "sounding the fog signal, rated 70 marks or more"} == children[1]["label"]
    assert [{"document": "harbour-act", "clause": "6.fog"}] == children[1]["source"]
    assert {"zh": "会鸣笛", "en": "knows sounding the fog signal"} == children[3]["label"]
    assert ["muster.2.able-fog.taught", "muster.2.able-fog.rated"] == [one["id"] for one in children[3]["children"]]


@pytest.mark.parametrize(
    ("ratings", "trainings", "expected"),
    [
        ([rating("lamp", 60), rating("fog", 70)], [], "yes"),
        ([rating("lamp", 59.99), rating("fog", 70)], [], "no"),
        ([rating("lamp", 60), rating("fog", 69.99)], [], "no"),
        ([rating("lamp", 60), rating("fog", 69.99)], [lamp(2, 1)], "no"),
        ([rating("lamp", 60), rating("fog", None)], [], "unknown"),
        ([rating("lamp", 60)], [lamp(2, 1)], "no"),
        (None, [], "unknown"),
    ],
)
def test_each_thing_is_looked_up_by_its_own_name(ratings: Any, trainings: Any, expected: str) -> None:
    assert expected == ask(blank(ratings=ratings, trainings=trainings), "muster", MARKS).outcome


def test_a_list_of_a_record_is_asked_for_the_thing() -> None:
    """`{lists: {asked: item}}`: the modules of a training, thing by thing; not known where they are not."""
    answer = ask({**ABLE, "trainings": [lamp(2, 1)]}, "muster", MARKS)
    assert ("met", "unmet") == (answer.told("able-lamp.taught")[0], answer.told("able-fog.taught")[0])
    open_one = ask({**ABLE, "trainings": [lamp(2, 1, modules=None)]}, "muster", MARKS)
    assert ("unknown", "fact_not_recorded") == open_one.told("able-fog.taught")


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (None, (LOST, LOST)),
        ({}, (LOST, LOST)),
        ({1: {"lamp": 60}}, (LOST, LOST)),
        ({2: {"lamp": 60}}, (("met", None), LOST)),
        ({2: {"lamp": 61, "fog": None}}, (("unmet", "too_low"), LOST)),
    ],
)
def test_a_thing_without_an_entry_is_not_known(marks: Any, expected: Any) -> None:
    answer = ask(ABLE, "muster", {"duty_marks": marks})
    assert expected == (answer.told("muster.2.rated.lamp"), answer.told("muster.2.rated.fog"))
    nobody = ask(blank(), "muster", {"duty_marks": marks})
    assert ("unmet", "none_on_record") == nobody.told("muster.2.rated.fog")


# --- the entries of a parameter --------------------------------------------------------------------------------------

PAPERS = [result(2, "charts", 50, "2019-01-01"), result(2, "tides", 60, "2019-01-01")]


@pytest.mark.parametrize(
    ("marks", "nodes", "outcome"),
    [
        ("as declared", ["charts", "tides"], "yes"),
        ({"tides": 60, "charts": 50, "algebra": 1}, ["algebra", "charts", "tides"], "no"),
        ({"tides": 60.01}, ["tides"], "no"),
        ({"tides": 60}, ["tides"], "yes"),
    ],
)
def test_there_is_a_node_for_each_entry_of_a_parameter(marks: Any, nodes: list[str], outcome: str) -> None:
    parameters = None if marks == "as declared" else {"paper_marks": marks}
    answer = ask(blank(results=PAPERS), "examined", parameters)
    papers = [node["id"] for node in answer.document["explanation"]["children"][1:]]
    assert ([f"examined.2.paper.{name}" for name in nodes], outcome) == (papers, answer.outcome)


@pytest.mark.parametrize(
    ("marks", "examined", "sponsored"), [(None, LOST, LOST), ({}, None, ("unmet", "none_on_record"))]
)
def test_entries_not_supplied_are_not_known_and_no_entries_leave_nothing_to_meet(
    marks: Any, examined: tuple[str, str] | None, sponsored: tuple[str, str]
) -> None:
    """Of `all` of nothing everything is met; of `any` of nothing, nothing, and a node says so."""
    answer = ask(blank(results=PAPERS), "examined", {"paper_marks": marks})
    if examined is None:
        assert {"examined.2", "examined.2.some-paper"} == answer.ids
    else:
        assert examined == answer.told("examined.2.paper_marks")
    assert sponsored == ask(blank(results=PAPERS), "sponsored", {"paper_marks": marks}).told("paper_marks")


def test_any_entry_suffices_within_any() -> None:
    assert "yes" == ask(blank(results=PAPERS[:1]), "sponsored").outcome
    assert "no" == ask(blank(results=[]), "sponsored").outcome


@pytest.mark.parametrize(
    ("row", "assume", "expected"),
    [
        (result(2, "charts", 50, D), {}, "met"),
        (result(2, "charts", 49.99, D), {}, "unmet"),
        (result(2, "charts", None, D), {}, "unknown"),
        (result(2, "charts", 10, D, passed=True), {}, "met"),
        (result(2, "charts", 10, D, passed=True), {"L5": "score-first"}, "unmet"),
        (result(2, "charts", None, D, passed=False), {"L5": "score-first"}, "unmet"),
        (result(2, "algebra", 99, D), {}, "unknown"),  # no mark for it
        (result(2, "algebra", None, D, passed=True), {}, "met"),
        (result(2, "charts", 99, "2020-01-02"), {}, "unmet"),
    ],
)
def test_a_result_passes_by_the_mark_of_its_component(row: dict[str, Any], assume: Any, expected: str) -> None:
    assert expected == ask(blank(results=[row]), "examined", assume=assume).told("some-paper")[0]


@pytest.mark.parametrize(
    ("parameters", "charts", "tides"),
    [
        ({"paper_marks.charts": 40}, {"base": 50, "set_by": "parameters", "parameter": "paper_marks.charts"}, {}),
        (
            {"paper_marks": {"charts": 40, "tides": 60}},
            {"base": 50, "set_by": "parameters", "parameter": "paper_marks"},
            {"base": 60, "set_by": "parameters", "parameter": "paper_marks"},
        ),
    ],
)
def test_an_entry_that_nobody_set_is_as_declared(parameters: Any, charts: Any, tides: Any) -> None:
    answer = ask(blank(results=PAPERS), "examined", parameters)
    assert {"op": ">=", "value": 40, **charts} == answer.node("paper.charts")["required"]
    assert {"op": ">=", "value": 60, **tides} == answer.node("paper.tides")["required"]


def test_a_position_that_nobody_set_is_as_declared() -> None:
    for position, expected in (("lamp-room", None), ("fog-signal", "parameters")):
        answer = ask(blank(), "relieve", {"watches.fog-signal": [1]}, position=position)
        assert expected == answer.node("room-has-class")["required"].get("set_by")


# --- the routes of a parameter ---------------------------------------------------------------------------------------

KEEPER = blank(
    certificates=[certificate(2, "2001-01-01")],
    employments=[job("2018-01-01", "2018-12-31")],
    probations=[{"completed": "2018-07-01", "passed": True}],
)


@pytest.mark.parametrize(
    ("ways", "statuses", "outcome"),
    [
        ([{"months": 12}], ["met"], "yes"),
        ([{"months": 13}], ["unmet"], "no"),
        ([{"months": 13}, {"probation": True}], ["unmet", "met"], "yes"),
        ([{"certificate": 2, "months": 12, "probation": True}], ["met"], "yes"),
        ([{"certificate": 1, "months": 12}], ["unmet"], "no"),
        ([{"certificate": 3}], ["met"], "yes"),
        ([{}], ["met"], "yes"),
    ],
)
def test_any_route_that_is_supplied_suffices(ways: Any, statuses: list[str], outcome: str) -> None:
    answer = ask(KEEPER, "return", {"ways": {2: ways}})
    assert statuses == [answer.told(f"return.2.way-{n}")[0] for n in range(1, len(ways) + 1)]
    assert outcome == answer.outcome


def test_a_route_shows_what_it_demands_and_who_said_so() -> None:
    laid = [{"overlay": "skerry", "ruleset": "lighthouse-keeper", "parameters": {"ways": {"2": [{"months": 13}]}}}]
    answer = ask(KEEPER, "return", overlays=laid)
    required = answer.node("way-1.served-before")["required"]
    assert {"op": ">=", "value": 13, "base": None, "set_by": "skerry", "parameter": "ways"} == required
    assert {"zh": "累计守塔满13个月", "en": "13 months on the rock all told"} == answer.node("way-1.served-before")[
        "label"
    ]
    assert [{"document": "harbour-act", "clause": "7.1"}] == answer.node("return.2.way-1")["source"]


@pytest.mark.parametrize(("ways", "expected"), [(None, LOST), ({1: []}, LOST), ({2: []}, ("unmet", "none_on_record"))])
def test_routes_not_supplied_are_not_known_and_no_routes_let_nobody_through(ways: Any, expected: Any) -> None:
    assert expected == ask(KEEPER, "return", {"ways": ways}).told("return.2.ways")
