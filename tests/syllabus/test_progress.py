"""Progress: read off a decision, never worked out from the records a second time."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.syllabus.made_up import KEEPER, made_up
from vip_cert_rules import Decision, InputError, Progress, Status, evaluate, load_syllabus
from vip_cert_rules.decision.progress import Tally, module_statuses, progress_from


def ids(modules: Any) -> list[str]:
    return [module.id for module in modules]


def test_every_module_is_done_or_not_or_not_known() -> None:
    """Waived counts as done, unknown is never not done."""
    progress = made_up({"1.1.1": Status.MET, "1.1.3": Status.UNKNOWN, "1.2": Status.UNMET})
    assert (["1.1.1"], ["1.2"], ["1.1.3"]) == (ids(progress.done), ids(progress.not_done), ids(progress.unknown))
    assert Tally(1, 1, 1) == progress.tally()
    assert Tally(1, 0, 1) == progress.tally(progress.syllabus.chapters[0].modules)
    assert ["1.1.1"] == ids(made_up({"1.1.1": Status.WAIVED, "1.1.3": Status.UNMET, "1.2": Status.UNMET}).done)


def test_statuses_are_those_of_conditions_that_stand_for_an_item() -> None:
    """A node without item tells of no module, nor does one that is no condition."""
    test = object()
    nodes = [
        SimpleNamespace(id="a", item="1.1.1", test=test),
        SimpleNamespace(id="b", item=None, test=test),
        SimpleNamespace(id="c", test=test),
        SimpleNamespace(id="d", item="1.2", test=test),
        SimpleNamespace(id="e", item="1.1.3", test=None),
    ]
    statuses = {"a": Status.MET, "b": Status.UNMET, "c": Status.MET, "d": Status.UNKNOWN, "e": Status.MET}
    decision = cast(Decision, SimpleNamespace(plan=SimpleNamespace(nodes=nodes), statuses=statuses))
    assert {"1.1.1": Status.MET, "1.2": Status.UNKNOWN} == module_statuses(decision)


def test_decision_of_another_question_tells_of_no_module() -> None:
    decision = evaluate(
        {"id": "E1"}, ruleset="vip-service-manager", question="hold", level=4, as_of="2026-11-24", engine="direct"
    )
    assert {} == module_statuses(decision)


def test_module_that_was_not_decided_is_a_fault() -> None:
    """It is not taken for one that is not done."""
    with pytest.raises(InputError) as caught:
        progress_from(load_syllabus(KEEPER), {"1.1.1": Status.MET}, "lighthouse")
    (fault,) = caught.value.faults
    assert fault.code == "modules-not-decided"
    assert fault.message == "`lighthouse` decides nothing about 2 modules of `keeper`: `1.1.3`, `1.2`"


def test_other_items_are_left_aside() -> None:
    progress = made_up(dict.fromkeys(["1.1.1", "1.1.3", "1.2", "9.9"], Status.MET))
    assert isinstance(progress, Progress)
    assert ["1.1.1", "1.1.3", "1.2"] == [*progress.statuses]
