"""An explanation speaks in the reader's words: of what is required where it is not known, and of what does apply."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from vip_cert_rules import InputError, evaluate, load_candidate
from vip_cert_rules.faults import nearest

ROOT = Path(__file__).resolve().parents[2]
VIP, ENGINEER, MANAGER, NETWORK = (
    "vip-service-manager",
    "customer-engineer",
    "customer-service-manager",
    "network-optimization",
)
ASKED: dict[str, Any] = {"as_of": "2026-11-24", "engine": "direct"}


def told(example: str, lang: str, **asked: Any) -> str:
    """The explanation of an example person."""
    person = load_candidate(ROOT / "examples" / "candidates" / f"{example}.yaml")
    return evaluate(person, **{**ASKED, **asked}).explain(lang)


@pytest.mark.parametrize(
    ("lang", "education", "ability"),
    [
        ("zh", "文化程度达到规定学历及以上或同等学历", "决策能力评分达到规定分数"),
        ("en", "education at the required level or above", "decision making: rated the required mark or more"),
    ],
)
def test_what_is_not_supplied_is_spoken_of_as_required(lang: str, education: str, ability: str) -> None:
    """A sentence with a bracket where its value should be is no sentence."""
    of_engineers = told("engineer-apply-l3-nothing-supplied", lang, ruleset=ENGINEER, question="apply", level=3)
    of_managers = told("manager-qualify-marks-missing", lang, ruleset=MANAGER, question="qualify")
    assert education in of_engineers
    assert ability in of_managers
    assert "（未提供）" not in of_engineers + of_managers
    assert "(not supplied)" not in of_engineers + of_managers


@pytest.mark.parametrize(
    ("supplied", "zh", "en"),
    [
        ({}, "在省分公司或专业公司从事", "this job in a provincial branch or a professional company"),
        ({"scope_units": ["headquarters"]}, "在集团总部从事", "this job in the headquarters of the group"),
        (
            {"scope_units": ["other", "provincial_branch", "headquarters"]},
            "在其他单位、省分公司或集团总部从事",
            "this job in another unit, a provincial branch or the headquarters of the group",
        ),
    ],
)
def test_the_units_named_are_those_in_scope(supplied: dict[str, Any], zh: str, en: str) -> None:
    """Clause 8.1, and what an organisation sets otherwise."""
    asked: dict[str, Any] = {"ruleset": VIP, "question": "apply", "level": 3, "parameters": supplied}
    assert zh in told("l3-certified", "zh", **asked)
    assert en in told("l3-certified", "en", **asked)


def test_the_units_named_follow_a_switch() -> None:
    asked: dict[str, Any] = {"ruleset": NETWORK, "question": "apply", "level": 4, "position": "routine-analysis"}
    assert "在省分公司、专业公司或集团总部任职" in told("network-apply-l4", "zh", **asked)
    assert "✓ 在省分公司任职" in told("network-apply-l4", "zh", assume={"A22": "provincial-branch-only"}, **asked)


def test_who_set_a_value_is_told_with_its_label() -> None:
    """A clerk does not know what `occupations` is."""
    lanwan = ROOT / "rules" / "overlays" / "engineer-lanwan.yaml"
    asked: dict[str, Any] = {"ruleset": ENGINEER, "question": "apply", "level": 3, "overlays": [lanwan]}
    assert "由engineer-lanwan设定（各等级培训学时）" in told("engineer-apply-l3", "zh", **asked)
    assert "set by engineer-lanwan (level of education required)" in told("engineer-apply-l3", "en", **asked)


def test_an_employment_in_another_occupation_says_in_which() -> None:
    lanwan = ROOT / "rules" / "overlays" / "engineer-lanwan.yaml"
    person = {
        "id": "C1",
        "preparing_for": [],
        "employments": [{"occupation": "clerk", "unit": "provincial_branch", "start": "2020-01-01"}],
    }
    decision = evaluate(person, ruleset=ENGINEER, question="apply", level=4, overlays=[lanwan], **ASKED)
    assert "在省分公司任职（登记的职业为“clerk”）" in decision.explain("zh")
    assert "provincial branch (occupation recorded: clerk)" in decision.explain("en")


def test_many_ways_of_which_nothing_is_on_record_are_only_counted() -> None:
    """Ten levels and components that nobody took are no news to whom one certificate suffices."""
    said = told(
        "network-hold-l5-recognised",
        "zh",
        ruleset=NETWORK,
        question="hold",
        level=5,
        as_of="2012-05-31",
        position="field-optimization",
    )
    aside = said.split("其他（不影响结论）\n")[1].split("\n\n")[0].splitlines()
    assert len(aside) == 2
    assert "颁发单位不符合要求" in aside[0]
    assert aside[1] == "  ✗ 另有10项可选条件没有相应记录"


def test_areas_of_an_examination_are_called_by_their_names() -> None:
    parameters = ROOT / "examples" / "parameters" / "customer-service-manager.yaml"
    said = told("manager-apply-by-examination", "zh", ruleset=MANAGER, question="apply", parameters=parameters)
    assert "2026-05-18沟通能力66分" in said


def test_documents_have_a_name_in_every_decision() -> None:
    said = told("network-apply-l4", "zh", ruleset=NETWORK, question="apply", level=4, position="routine-analysis")
    assert "〔《网优认证要求》一〕" in said
    assert not re.search(r"network-2010", said)


def test_the_only_word_there_is_is_said_once() -> None:
    assert nearest("task", ["tasks"]) == "did you mean `tasks`?"
    assert nearest("task", ["tasks", "jobs"]) == "did you mean `tasks`? known here: `tasks`, `jobs`"
    assert nearest("zebra", ["tasks"]) == "known here: `tasks`"


def test_a_parameter_without_an_entry_here_is_not_called_missing_altogether() -> None:
    decision = evaluate(
        {"id": "A1", "ratings": []},
        ruleset="account-manager",
        question="competent",
        level=2,
        parameters={"competency_profile": {1: {"writing": 70}}},
        **ASKED,
    )
    assert "? 各级别能力素质项的标准分值：已提供的内容不含此处所需的一项〔" in decision.explain("zh")


def test_who_was_never_employed_is_not_told_of_an_employment() -> None:
    decision = evaluate({"id": "E1", "employments": []}, ruleset=VIP, question="apply", level=4, **ASKED)
    assert "本岗位工作：没有任职记录〔" in decision.explain("zh")


def test_a_bundled_overlay_misspelt_is_named_right() -> None:
    with pytest.raises(InputError) as caught:
        evaluate({"id": "E1"}, ruleset=VIP, question="apply", level=4, overlays=["vip-yunlin"], **ASKED)
    assert "there is no file and no bundled overlay `vip-yunlin`" in str(caught.value)
    assert "did you mean `vip-yunling`?" in str(caught.value)


def test_a_validity_set_otherwise_is_not_told_as_a_mark() -> None:
    """The months that results count are months, also beside a mark of 60."""
    result = {
        "programme": "vip-service-manager",
        "level": 4,
        "component": "written",
        "taken": "2026-05-01",
        "score": 40,
    }
    overlay = {
        "overlay": "o",
        "ruleset": "vip-service-manager",
        "parameters": {"result_validity_months": 12, "pass_mark": 65},
    }
    asked: dict[str, Any] = {"ruleset": "vip-service-manager", "question": "pass", "level": 4, "as_of": "2026-11-24"}
    for names, told in ((("result_validity_months",), "考核成绩有效期"), (("pass_mark",), "文件规定为60分")):
        laid = {**overlay, "parameters": {name: overlay["parameters"][name] for name in names}}  # type: ignore[index]
        text = evaluate({"id": "E1", "results": [result]}, overlays=[laid], **asked).explain("zh")
        assert told in text
        assert "24分" not in text
