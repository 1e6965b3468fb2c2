"""What may be wrong with what an overlay adds: `tests/overlay_faults/CODE/` has a bad overlay and its faults."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from vip_cert_rules import InputError, RuleSet, find_ruleset, load_overlay
from vip_cert_rules.reading import read_text
from vip_cert_rules.rulesets.overlays.overlay import Overlay, structure_overlay
from vip_cert_rules.shapes import Report

SAMPLES = Path(__file__).parent.parent / "overlay_faults"
CODES = sorted(path.parent.name for path in SAMPLES.glob("*/bad.yaml"))
VIP = "vip-service-manager"


def laid(name: str, content: bytes) -> RuleSet:
    document = read_text(content, name, InputError)
    report = Report(document.place_of, document.key_places.get)
    return find_ruleset(VIP).overlaid([structure_overlay(document.value, document, report)])


def faults_of(code: str) -> InputError:
    with pytest.raises(InputError) as caught:
        laid("bad.yaml", (SAMPLES / code / "bad.yaml").read_bytes())
    return caught.value


@pytest.mark.parametrize("code", CODES)
def test_bad_overlay_is_refused_with_the_faults_expected(code: str) -> None:
    expected = (SAMPLES / code / "expected.txt").read_text(encoding="utf-8")
    assert expected == f"{faults_of(code)}\n"


@pytest.mark.parametrize("code", [code for code in CODES if code != "all-at-once"])
def test_sample_shows_the_fault_it_is_named_after(code: str) -> None:
    assert code in {fault.code for fault in faults_of(code).faults}


def test_good_overlay_beside_them_is_laid() -> None:
    assert len(laid("good.yaml", (SAMPLES / "good.yaml").read_bytes()).overlays) == 1


def test_messages_are_in_house_style() -> None:
    """Lower case, no full stop, no class names."""
    for code in CODES:
        for fault in faults_of(code).faults:
            for line in (fault.message, fault.help or "…"):
                assert not re.match("[A-Z][a-z]", line), line
                assert not line.endswith("."), line
                assert not re.search("[a-z][A-Z]", line), line


def overlay(name: str, **more: Any) -> dict[str, Any]:
    return {"overlay": name, "ruleset": VIP, **more}


MENTORED = {
    "mentored": {
        "label": {"zh": "已由师傅带教", "en": "has been mentored"},
        "measure": {"count": {"from": "trainings", "where": {"programme": "mentoring"}}},
    }
}


def refused(*overlays: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(InputError) as caught:
        find_ruleset(VIP).overlaid(overlays)
    return [(fault.code, fault.path, fault.message) for fault in caught.value.faults]


def test_faults_of_several_overlays_come_at_once_each_at_its_own_path() -> None:
    """Additions are numbered through among overlays; a fault names the number it has in its own."""
    first = overlay("one", conditions=MENTORED, add=[{"question": "apply", "require": ["mentored"]}])
    second = overlay(
        "two",
        conditions=MENTORED,
        add=[{"question": "pass", "require": ["mentored"]}, {"question": "apply", "require": ["mentored", "nowhere"]}],
    )
    assert refused(first, second) == [
        ("name-taken", "conditions.mentored", "`mentored` is already declared under `conditions` by overlay `one`"),
        ("undeclared-condition", "add[1].require[1]", "condition `nowhere` is not declared"),
        ("duplicate-id", "add[1].require[0]", "two nodes of question `apply` have the id `apply.4.mentored`"),
    ]


def test_the_other_node_is_named_with_its_overlay() -> None:
    first = overlay("one", conditions=MENTORED, add=[{"question": "apply", "require": ["mentored"]}])
    second = overlay("two", add=[{"question": "apply", "require": ["mentored"]}])
    with pytest.raises(InputError) as caught:
        find_ruleset(VIP).overlaid([first, second])
    assert [fault.help for fault in caught.value.faults] == [
        "the other is `add[0].require[0]` of overlay `one`; put one of them in a group with a `name`"
    ]


def test_additions_for_another_rule_set_are_not_looked_at() -> None:
    other = {**overlay("own", add=[{"question": "nowhere", "require": ["nothing"]}]), "ruleset": "customer-engineer"}
    assert [code for code, _path, _message in refused(other)] == ["other-ruleset"]


def test_additions_given_to_the_class_are_held_to_the_same_form() -> None:
    """`Overlay` takes plain data; what is wrong with it is told when it is laid."""
    made = Overlay("own", VIP, additions={"add": [{"question": "apply"}]})
    assert [(code, path) for code, path, _message in refused(made)] == [("unknown-kind", "add[0]")]
    assert [code for code, _path, _message in refused(Overlay("own", VIP, additions={"add": 3}))] == ["wrong-type"]


def test_levels_cannot_be_listed_where_there_are_none(tmp_path: Path) -> None:
    rules = tmp_path / "club.yaml"
    rules.write_text(
        "ruleset: club\nversion: '1'\ntitle: {zh: 俱乐部, en: club}\n"
        "conditions:\n"
        "  member: {label: {zh: 会员, en: member}, measure: {count: {from: certificates}}}\n"
        "  staff: {label: {zh: 员工, en: staff}, measure: {count: {from: employments}}}\n"
        "questions:\n"
        "  enter:\n"
        "    {label: {zh: 入场, en: enter}, yes: {zh: 可, en: may}, no: {zh: 否, en: may not}, all: [member, staff]}\n",
        encoding="utf-8",
    )
    own = {"overlay": "own", "ruleset": "club", "add": [{"question": "enter", "levels": [1], "require": ["staff"]}]}
    with pytest.raises(InputError) as caught:
        find_ruleset(rules).overlaid([own])
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [("level-not-allowed", "add[0].levels")]
    aside = {"question": "enter", "route": "guest", "all": ["staff"], "beside": "member"}
    assert find_ruleset(rules).overlaid([{"overlay": "own", "ruleset": "club", "add": [aside]}])


def test_a_form_that_is_wrong_is_told_when_the_overlay_is_loaded() -> None:
    with pytest.raises(InputError) as caught:
        load_overlay(overlay("own", add=[{"question": "apply", "route": "x"}]))
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [("missing", "add[0].all")]


@pytest.mark.parametrize("key", ["parameters", "add", "conditions"])
def test_a_mapping_nested_too_deep_is_refused(key: str) -> None:
    """Files have that limit anyway; so has a mapping that holds itself."""
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    itself: dict[str, Any] = {}
    itself["itself"] = itself
    for value in (deep, itself):
        with pytest.raises(InputError) as caught:
            load_overlay(overlay("own", **{key: {"x": value}}))
        assert [fault.code for fault in caught.value.faults] == ["too-deep"]
        part = {key: {"x": value}} if key == "parameters" else {"additions": {key: {"x": value}}}
        with pytest.raises(InputError) as caught:
            Overlay("own", VIP, **part)
        assert [fault.code for fault in caught.value.faults] == ["too-deep"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", 5), ("name", ""), ("name", []), ("ruleset", 5), ("version", 2.0),
        ("source", "x"), ("source", ("x",)), ("parameters", [1]), ("switches", None), ("additions", [1]),
        ("additions.overlay", {"overlay": "another"}), ("additions.5", {5: []}),
    ],
)  # fmt: skip
def test_an_overlay_made_by_hand_is_checked_as_well(field: str, value: Any) -> None:
    """What is no overlay is told where it is made, and not when a decision is written."""
    fields: Any = {"name": "own", field.partition(".")[0]: value}
    with pytest.raises(InputError) as caught:
        Overlay(**fields)
    assert [fault.path for fault in caught.value.faults] == [field]


def test_what_stands_in_several_places_at_once_is_no_place() -> None:
    again = {"question": "apply", "levels": [4], "require": [{"all": ["probation", "appraisal"], "name": "again"}]}
    route = {"question": "apply", "levels": [4], "route": "r", "all": ["written"], "beside": "probation"}
    told = "`probation` stands in several places of question `apply` at level 4"
    assert refused(overlay("own", add=[again, route])) == [("ambiguous-beside", "add[1].beside", told)]
