"""What an overlay adds: further requirements and alternative routes (record contract, section 3)."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.story.recheck import recheck
from tests.strategies import random_call, whole_calls
from vip_cert_rules import RuleSet, evaluate, find_ruleset, load_overlay
from vip_cert_rules.schemas import schema

VIP = "vip-service-manager"
RULES = find_ruleset(VIP)
AS_OF = date(2026, 11, 24)
CALL: dict[str, Any] = {"question": "apply", "level": 3, "as_of": AS_OF}
BY_SERVICE: dict[str, Any] = {
    "id": "E1",
    "education": [{"level": "bachelor", "awarded": "2015-07-01"}],
    "employments": [{"occupation": VIP, "unit": "provincial_branch", "start": "2024-01-10"}],
    "certificates": [],
    "trainings": [],
    "attestations": [],
    "trainer_titles": [],
}
MENTORED = {
    "mentored": {
        "label": {"zh": "已由师傅带教", "en": "has been mentored"},
        "source": {"document": "notice", "clause": "4"},
        "measure": {"count": {"from": "trainings", "where": {"programme": "mentoring"}}},
    }
}
TITLED = {
    "titled": {
        "label": {"zh": "具有内训师资格", "en": "has a trainer title"},
        "measure": {"best": "rank", "of": {"from": "trainer_titles"}},
        "at_least": "prefecture",
    }
}
NOTICE = {"notice": {"title": {"zh": "某省通知", "en": "A notice"}, "short": {"zh": "《通知》", "en": "notice"}}}


def overlay(name: str = "sichuan-2026", **more: Any) -> dict[str, Any]:
    return {"overlay": name, "ruleset": VIP, **more}


REQUIRING = overlay(
    documents=NOTICE,
    conditions=MENTORED,
    add=[{"question": "apply", "levels": [3, 2], "require": ["mentored"]}],
)


def routed(beside: str | None = None, level: int = 3, question: str = "apply", **more: Any) -> dict[str, Any]:
    route: dict[str, Any] = {"question": question, "levels": [level], "route": "titled", "all": ["titled"], **more}
    return overlay(conditions=TITLED, add=[route | ({"beside": beside} if beside else {})])


def nodes(rules: RuleSet, question: str = "apply", level: int = 3, **assume: str) -> dict[str, Any]:
    plan = rules.plan(question, level, None, AS_OF, assume or None).plan
    return {node.id: node for node in plan.nodes}


def parent_of(rules: RuleSet, id: str, question: str = "apply", level: int = 3, **assume: str) -> str:
    plan = rules.plan(question, level, None, AS_OF, assume or None).plan
    position = next(i for i, node in enumerate(plan.nodes) if node.id == id)
    return next(node.id for node in plan.nodes if position in node.children)


# --- requirements ----------------------------------------------------------------------------------------------------


def test_a_requirement_joins_what_the_question_demands() -> None:
    assert evaluate(BY_SERVICE, ruleset=RULES, **CALL).outcome.value == "yes"
    decision = evaluate(BY_SERVICE, ruleset=RULES, overlays=[REQUIRING], **CALL)
    assert decision.outcome.value == "no"
    assert decision.to_dict()["unmet"] == ["apply.3.mentored"]
    met = {**BY_SERVICE, "trainings": [{"programme": "mentoring", "level": 3, "completed": "2026-01-10"}]}
    assert evaluate(met, ruleset=RULES, overlays=[REQUIRING], **CALL).outcome.value == "yes"


@pytest.mark.parametrize(("level", "is_there"), [(4, False), (3, True), (2, True), (1, False)])
def test_a_requirement_is_there_at_its_levels_only(level: int, is_there: bool) -> None:
    assert is_there is (f"apply.{level}.mentored" in nodes(RULES.overlaid([REQUIRING]), level=level))


def test_without_levels_it_is_there_at_all_of_them() -> None:
    everywhere = overlay(documents=NOTICE, conditions=MENTORED, add=[{"question": "pass", "require": ["mentored"]}])
    for level in (4, 3, 2, 1):
        assert f"pass.{level}.mentored" in nodes(RULES.overlaid([everywhere]), "pass", level)


# --- routes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("beside", "above"),
    [
        (None, "apply.3.any-1"),
        ("8.2.{letter}.1", "apply.3.any-1"),
        ("8.2.B.2", "apply.3.any-1"),
        ("in-scope", "apply.3.any-beside-in-scope-1"),
        ("education", "apply.3.any-beside-education-1"),
        ("training-hours", "apply.3.8.2.B.1.any-beside-training-hours-1"),
        ("cumulative-service", "apply.3.8.2.B.2.any-beside-cumulative-service-1"),
    ],
)
def test_a_route_joins_an_any_or_makes_one_and_ids_that_are_there_stay(beside: str | None, above: str) -> None:
    rules = RULES.overlaid([routed(beside)])
    id = next(id for id, node in nodes(rules).items() if id.endswith("titled") and node.kind.value == "route")
    assert above == parent_of(rules, id)
    assert set(nodes(RULES)) <= set(nodes(rules))


def test_a_route_is_enough_by_itself() -> None:
    person = {**BY_SERVICE, "employments": [{**BY_SERVICE["employments"][0], "start": "2026-01-10"}]}
    person["trainer_titles"] = [{"rank": "prefecture", "granted": "2025-01-01"}]
    assert evaluate(person, ruleset=RULES, **CALL).outcome.value == "no"
    decision = evaluate(person, ruleset=RULES, overlays=[routed()], **CALL)
    assert decision.outcome.value == "yes"
    assert recheck(decision.to_dict()) == []


def test_a_route_stands_in_every_reading_in_which_what_it_is_beside_stands() -> None:
    """A25 sets the certificate of teachers in two places, never both at once."""
    rules = RULES.overlaid([routed("teacher-certificate", 3, "teach")])
    assert parent_of(rules, "teach.3.titled", "teach") == "teach.3.any-1"
    assert "teach.3.titled" in nodes(rules, "teach", A25="certificate-or-experience")
    assert "apply.3.titled" not in nodes(RULES.overlaid([routed("education")]), A13="not-required")


def test_a_route_may_stand_beside_an_embedded_question() -> None:
    network = find_ruleset("network-optimization")
    aside = {
        "overlay": "own",
        "ruleset": "network-optimization",
        "conditions": TITLED,
        "add": [{"question": "hold", "route": "titled", "all": ["titled"], "beside": "pass"}],
    }
    rules = network.overlaid([aside])
    plan = rules.plan("hold", 4, network.positions[0], AS_OF, None).plan
    added = next(i for i, node in enumerate(plan.nodes) if node.id == "hold.4.titled")
    passed = next(i for i, node in enumerate(plan.nodes) if node.id == "hold.4.pass.4")
    assert any({added, passed} <= set(node.children) for node in plan.nodes)


# --- several overlays ------------------------------------------------------------------------------------------------


def test_a_later_overlay_may_build_on_an_earlier_one() -> None:
    later = overlay(
        "chengdu",
        conditions=TITLED,
        add=[{"question": "apply", "levels": [3], "route": "titled", "all": ["titled"], "beside": "mentored"}],
    )
    rules = RULES.overlaid([REQUIRING, later])
    found = nodes(rules)
    assert found["apply.3.mentored"].added_by == "sichuan-2026"
    assert found["apply.3.titled.titled"].added_by == "chengdu"
    assert parent_of(rules, "apply.3.titled") == "apply.3.any-beside-mentored-1"
    assert rules.digest == RULES.overlaid([REQUIRING]).overlaid([later]).digest


def test_the_rule_set_itself_is_not_changed() -> None:
    before = nodes(RULES)
    assert RULES.overlaid([REQUIRING]) is RULES.overlaid([REQUIRING])
    assert before == nodes(RULES)


def test_digests_cover_what_is_added() -> None:
    other = json.loads(json.dumps(REQUIRING))
    other["add"][0]["levels"] = [3]
    digests = {RULES.digest, *(RULES.overlaid([one]).digest for one in (REQUIRING, other, routed()))}
    assert len(digests) == 4
    assert load_overlay(REQUIRING).digest != load_overlay(other).digest


# --- where it came from ----------------------------------------------------------------------------------------------


def test_every_node_that_was_added_says_by_whom_and_no_other() -> None:
    laid = overlay(
        conditions=TITLED,
        add=[
            {
                "question": "apply",
                "levels": [3],
                "route": "titled",
                "all": ["titled", {"condition": "education", "waived_by": ["education-relaxation"]}],
                "beside": "in-scope",
            }
        ],
    )
    found = nodes(RULES.overlaid([laid]))
    added = {id for id, node in found.items() if node.added_by == "sichuan-2026"}
    assert added == {id for id in found if id.startswith("apply.3.titled")}
    assert "apply.3.titled.education.education-relaxation.has-begun-work" in added
    assert found["apply.3.any-beside-in-scope-1"].added_by is None


def test_the_outermost_node_cites_what_the_overlay_cites() -> None:
    laid = overlay(
        source={"document": "省公司文件 2026-12", "clause": "3"},
        conditions=TITLED,
        add=[{"question": "apply", "levels": [3], "require": ["titled"]}],
    )
    decision = evaluate(BY_SERVICE, ruleset=RULES, overlays=[laid], **CALL)
    child = decision.to_dict()["explanation"]["children"][-1]
    assert child["source"] == [{"document": "省公司文件 2026-12", "clause": "3"}]
    assert child["added_by"] == "sichuan-2026"
    told = decision.explain("zh")
    assert "✗ 具有内训师资格（sichuan-2026增设）：没有符合要求的记录〔《省公司文件 2026-12》3〕" in told
    assert "✗ has a trainer title (added by sichuan-2026): none on record [省公司文件 2026-12 3]" in decision.explain(
        "en"
    )


def test_a_declared_document_is_cited_by_its_short_title() -> None:
    told = evaluate(BY_SERVICE, ruleset=RULES, overlays=[REQUIRING], **CALL).explain("zh")
    assert "已由师傅带教（sichuan-2026增设）：没有符合要求的记录〔《通知》4〕" in told
    assert "  《通知》  《某省通知》" in told


def test_the_document_of_a_decision_is_as_its_schema_says() -> None:
    for laid in (REQUIRING, routed("in-scope")):
        document = evaluate(BY_SERVICE, ruleset=RULES, overlays=[laid], **CALL).to_dict()
        jsonschema.validate(document, schema("decision"))
        jsonschema.validate(laid, schema("overlay"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"remove": []},
        {"add": {}},
        {"add": [{"question": "apply"}]},
        {"add": [{"question": "apply", "require": []}]},
        {"add": [{"question": "apply", "require": ["x"], "beside": "y"}]},
        {"add": [{"question": "apply", "route": "x"}]},
        {"conditions": {"x": {}}},
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(wrong: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(overlay(**wrong), schema("overlay"))


def test_bundled_overlays_are_found_by_name_and_fit() -> None:
    from vip_cert_rules.rulesets.folders import bundled_overlay, bundled_overlay_names

    for name in bundled_overlay_names():
        laid = load_overlay(name)
        assert laid.name == name == bundled_overlay(name).stem
        assert find_ruleset(str(laid.ruleset)).overlaid([name]).overlays[0].digest == laid.digest


def test_a_file_called_like_a_bundled_overlay_is_read_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "vip-yunling"
    file.write_text(json.dumps(overlay()), encoding="utf-8")
    assert load_overlay(file).name == "sichuan-2026"


# --- laws ------------------------------------------------------------------------------------------------------------

ORDER = {"no": 0, "unknown": 1, "yes": 2}
STRICTER = [
    overlay(conditions=TITLED, add=[{"question": question, "require": ["titled"]}])
    for question in ("apply", "pass", "hold", "teach")
]
WIDER = [
    routed(None, 3),
    routed("in-scope", 3),
    routed("training-courses", 2),
    routed("written", 4, "pass"),
    routed("certificate", 1, "hold"),
    routed("teacher-certificate", 2, "teach"),
]


def outcome(call: Any, *laid: Any) -> int:
    record, question, level, as_of, assume = call
    decision = evaluate(
        record,
        ruleset=RULES,
        question=question,
        level=level,
        as_of=as_of,
        assume=assume,
        overlays=laid,
        engine="direct",
    )
    assert recheck(decision.to_dict()) == []
    return ORDER[decision.outcome.value]


@given(whole_calls())
@settings(max_examples=60, deadline=None)
def test_adding_nothing_changes_nothing(call: Any) -> None:
    nothing = overlay(add=[], conditions={}, records=None, documents={}, waivers={})
    record, question, level, as_of, assume = call
    documents = [
        evaluate(
            record, ruleset=RULES, question=question, level=level, as_of=as_of, assume=assume, overlays=laid
        ).to_dict()
        for laid in ([], [nothing])
    ]
    assert documents[1].pop("overlays") != documents[0].pop("overlays")
    assert documents[0] == documents[1]


@given(whole_calls(), st.sampled_from(STRICTER))
@settings(max_examples=100, deadline=None)
def test_a_requirement_never_makes_the_answer_better(call: Any, laid: Any) -> None:
    assert outcome(call, laid) <= outcome(call)


@given(whole_calls(), st.sampled_from(WIDER))
@settings(max_examples=100, deadline=None)
def test_a_route_never_makes_the_answer_worse(call: Any, laid: Any) -> None:
    assert outcome(call, laid) >= outcome(call)


def of_question(overlays: list[Any], call: Any) -> list[Any]:
    """Those that add something to what is asked."""
    additions = ((laid, laid["add"][0]) for laid in overlays)
    return [laid for laid, one in additions if one["question"] == call[1] and call[2] in one.get("levels", (call[2],))]


def test_both_laws_in_volume() -> None:
    """Each addition does change some answers."""
    rng = random.Random(20261124)
    worse = better = 0
    for _ in range(600):
        call = random_call(rng)
        plain = outcome(call)
        stricter, wider = outcome(call, *of_question(STRICTER, call)), outcome(call, *of_question(WIDER, call)[:1])
        assert stricter <= plain <= wider
        worse += stricter < plain
        better += wider > plain
    assert worse > 20
    assert better > 20
