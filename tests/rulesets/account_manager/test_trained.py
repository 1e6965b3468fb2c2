"""Syllabus of account managers, level 1: who has completed it, and what is left."""

from __future__ import annotations

from typing import Any

import pytest

from tests.people import DAY, Answer, D, person
from tests.rulesets.account_manager.asking import MODULES, PROGRAMME, ask, training
from vip_cert_rules import InputError, evaluate


def trained(trainings: Any, as_of: Any = D, engine: str = "direct") -> Answer:
    """The answer on somebody of whom only trainings are known."""
    return ask(person(trainings=trainings), "trained", 1, as_of, engine)


def modules(ids: Any) -> list[str]:
    """The ids of their conditions."""
    return [f"trained.1.module.{one}" for one in ids]


def test_the_syllabus_has_sixty_modules_in_the_order_of_the_document() -> None:
    """14 chapters, 60 modules, as printed."""
    children = trained([]).document["explanation"]["children"]
    assert len(MODULES) == 60
    assert modules(MODULES) == [child["id"] for child in children]
    assert {"syllabus-l1"} == {cited["document"] for child in children for cited in child["source"]}


@pytest.mark.parametrize(
    "trainings",
    [
        pytest.param([training(MODULES)], id="in one training"),
        pytest.param([training(MODULES[::2]), training(MODULES[1::2], "2019-01-01")], id="spread over two"),
        pytest.param([training([one], "2020-05-20") for one in reversed(MODULES)], id="one in each"),
        pytest.param([training([*MODULES, "9.9", "1.1.1"])], id="with one that is not of the syllabus, and one twice"),
        pytest.param([training(MODULES, courses_completed=False, hours=0)], id="whatever else is said of it"),
    ],
)
def test_every_module_done_is_trained(engine: str, trainings: list[Any]) -> None:
    """A27: every syllabus module done, in whatever trainings, however long ago."""
    answer = trained(trainings, engine=engine)
    assert (answer.outcome, answer.document["assumptions"]) == ("yes", ["A27"])


@pytest.mark.parametrize("left", [["1.1.1"], ["2.4"], ["2.5", "3.1.2"], list(MODULES)])
def test_the_decision_lists_what_is_left(engine: str, left: list[str]) -> None:
    """One missing is enough for no; those missing are named, in the order of the syllabus."""
    answer = trained([training([one for one in MODULES if one not in left])], engine=engine)
    assert (answer.outcome, answer.document["unmet"]) == ("no", modules(left))
    assert answer.told(f"module.{left[0]}") == ("unmet", "none_on_record")
    if "1.3.2" not in left:
        assert answer.told("module.1.3.2") == ("met", None)
        assert answer.node("module.1.3.2")["evidence"] == ["trainings[0]"]


def test_a_section_is_not_done_by_one_whose_number_begins_alike() -> None:
    """Ids are compared whole: 2.4 is not 2.4.1."""
    listed = [one for one in MODULES if one != "2.4"]
    answer = trained([training([*listed, "2.4.1", "2"])])
    assert (answer.outcome, answer.document["unmet"]) == ("no", modules(["2.4"]))


def test_a_training_whose_modules_are_not_recorded_may_be_of_any(engine: str) -> None:
    """A training with `modules` null may list x; what another lists is done all the same."""
    answer = trained([training(MODULES[:59]), training(None)], engine=engine)
    assert (answer.outcome, answer.missing) == ("unknown", ["trainings[1].modules"])
    assert answer.told("module.3.1.2") == ("unknown", "fact_not_recorded")
    assert answer.told("module.3.1.1") == ("met", None)
    assert trained([training(None), training(MODULES)], engine=engine).outcome == "yes"


def test_a_module_that_is_not_done_is_not_known_where_any_training_may_be_of_it(engine: str) -> None:
    """Null modules of one training leave every other module open: nothing is taken for not done."""
    answer = trained([training([]), training(None)], engine=engine)
    assert (answer.outcome, answer.document["unmet"], answer.missing) == ("unknown", [], ["trainings[1].modules"])


def test_no_modules_listed_are_known_to_be_none(engine: str) -> None:
    """An empty list is known to be none."""
    answer = trained([training([])], engine=engine)
    assert (answer.outcome, answer.document["unmet"]) == ("no", modules(MODULES))


def test_trainings_not_recorded_are_not_known(engine: str) -> None:
    """Absent is not known; an empty list is known to be none."""
    answer = ask(person(), "trained", 1, engine=engine)
    assert (answer.outcome, answer.missing) == ("unknown", ["trainings"])
    assert trained([], engine=engine).outcome == "no"


@pytest.mark.parametrize(
    ("completed", "as_of", "outcome", "told"),
    [
        pytest.param(D, D - DAY, "no", ("unmet", "too_early"), id="the day before"),
        pytest.param(D, D, "yes", ("met", None), id="the day itself"),
        pytest.param(D, D + DAY, "yes", ("met", None), id="the day after"),
    ],
)
def test_a_training_counts_from_the_day_it_is_completed(
    engine: str, completed: Any, as_of: Any, outcome: str, told: Any
) -> None:
    """completed <= D."""
    answer = trained([training(MODULES, completed)], as_of, engine)
    assert (answer.outcome, answer.told("module.2.5")) == (outcome, told)


@pytest.mark.parametrize(
    ("other", "code"),
    [
        pytest.param({"level": 2}, "wrong_level", id="of level 2"),
        pytest.param({"level": 4}, "wrong_level", id="of level 4"),
        pytest.param({"programme": "vip-service-manager"}, "none_on_record", id="of another programme"),
    ],
)
@pytest.mark.parametrize("listed", [MODULES, None])
def test_only_trainings_of_the_programme_at_level_1_count(engine: str, other: Any, code: str, listed: Any) -> None:
    """Some training of the programme at level 1, whether or not others list their modules."""
    answer = trained([{**training(listed), **other}], engine=engine)
    assert (answer.outcome, answer.told("module.1.1.1")) == ("no", ("unmet", code))


@pytest.mark.parametrize("level", [2, 3, 4, 5])
def test_the_syllabus_covers_level_1_alone(level: int) -> None:
    """Other levels: a fault."""
    with pytest.raises(InputError) as caught:
        evaluate(person(trainings=[]), ruleset=PROGRAMME, question="trained", level=level, as_of=D)
    (fault,) = caught.value.faults
    assert fault.path == "level"
    assert f"{level}" in fault.message
