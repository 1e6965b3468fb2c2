"""Faults planted in a rule set without any: each is found, with a person who shows it, and nothing else is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vip_cert_rules import InputError, Outcome, RuleSet, VipCertRulesError, evaluate, find_ruleset, load_ruleset
from vip_cert_rules.authoring.solver import Undecided
from vip_cert_rules.authoring.solver.search import Search
from vip_cert_rules.authoring.verification import Finding, Verified, verify
from vip_cert_rules.authoring.verification.report import document_of, narrate
from vip_cert_rules.authoring.verification.verify import days_of
from vip_cert_rules.decision.narrative import render_narrative
from vip_cert_rules.rulesets.bundled import bundled_ruleset
from vip_cert_rules.rulesets.syntax import FindingKind
from vip_cert_rules.text import Lang

CLEAN = (Path(__file__).parent / "clean.yaml").read_text(encoding="utf-8")


def rules(tmp_path: Path, *changes: tuple[str, str], more: str = "") -> RuleSet:
    """The clean rule set with some of its text exchanged."""
    text = CLEAN
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    path = tmp_path / "rules.yaml"
    path.write_text(text + more, encoding="utf-8")
    loaded = load_ruleset(path)
    assert isinstance(loaded, RuleSet)
    return loaded


def kinds(found: Verified) -> list[tuple[str, str]]:
    return [(finding.kind.value, finding.at) for finding in found.findings]


def decided(checked: RuleSet, finding: Finding) -> None:
    """What is shown of every witness is what ``evaluate`` answers."""
    for witness in finding.witnesses:
        for shown in witness.shown:
            if shown.under is None:
                call: dict[str, Any] = {"question": shown.question, "level": shown.level, "as_of": finding.as_of}
                position = finding.positions[0] if finding.positions else None
                assert (
                    shown.outcome is evaluate(dict(witness.record), ruleset=checked, position=position, **call).outcome
                )


def test_nothing_is_found_where_there_is_nothing(tmp_path: Path) -> None:
    checked = rules(tmp_path)
    found = verify(checked)
    assert ([], (), (), ()) == (kinds(found), found.intended, found.unfounded, found.not_examined)
    assert (9, (date(2020, 1, 1),)) == (found.examined, found.days)
    for lang, said in ((Lang.ZH, "没有发现问题"), (Lang.EN, "Nothing was found")):
        assert said == render_narrative(narrate(checked, found, lang)).splitlines()[0]


EDUCATION = """    measure: {best: level, of: {from: education}}
    at_least: bachelor
"""
GRADE = """    measure: {best: grade, of: {from: appraisals, latest: [on]}}
    at_least: {parameter: grade}
"""
GRADE_PARAMETER = """  grade:
    type: grade
    label: {zh: 考核等次, en: appraisal grade}
    value: good
"""
EVERY_LEVEL = (3, 2, 1)
SINCE = "{choose: level, 3: nothing, otherwise: {earliest: issued, of: papers}}"
REQUIRED = "{choose: level, 3: this, otherwise: below}"
CONTRADICTORY = "{count: {from: appraisals, where: {grade: good}, latest: [on], then: {grade: excellent}}}"


def condition(name: str, measure: str) -> tuple[str, str]:
    """One condition more."""
    head = f"  {name}:\n    label: {{zh: {name}条件, en: {name}}}\n    source: {{document: act}}\n"
    return "waivers:\n", f"{head}    measure: {measure}\nwaivers:\n"


def question(name: str, *items: str) -> tuple[str, str]:
    """One question more."""
    texts = "".join(f"    {key}: {{zh: {name}{key}, en: {key} {name}}}\n" for key in ("label", "yes", "no"))
    return "properties:\n", f"  {name}:\n{texts}    all: [{', '.join(items)}]\nproperties:\n"


PLANTED: Mapping[str, tuple[list[tuple[str, str]], list[tuple[str, str]]]] = {
    "cumulative service as long as at the level above": (
        [("{3: 24, 2: 48, 1: 72}", "{3: 24, 2: 24, 1: 72}")],
        [("route-without-effect", "apply.2.short"), ("no-easier", "apply.3.long")],
    ),
    "a bound by which one route is as long as the other": (
        [("{3: 12, 2: 24, 1: 36}", "{3: 12, 2: 48, 1: 36}")],
        [("route-without-effect", "apply.2.short")],
    ),
    "a bound one month below that": ([("{3: 12, 2: 24, 1: 36}", "{3: 12, 2: 47, 1: 36}")], []),
    "a lower level that is harder": (
        [("{3: 24, 2: 48, 1: 72}", "{3: 72, 2: 48, 1: 72}")],
        [("no-easier", "apply.3.long")],
    ),
    "a waiver for people who need none": (
        [("all: [excused]", "all: [excused, is-bachelor]"),
         condition("is-bachelor", "{best: level, of: {from: education}}\n    at_least: bachelor")],
        [("waiver-without-effect", f"apply.{level}.schooled.experience") for level in EVERY_LEVEL],
    ),
    "a condition that follows from another": (
        [("      - employed\n", "      - employed\n      - begun\n"), condition("begun", "{count: jobs}")],
        [("condition-without-effect", f"apply.{level}.begun") for level in EVERY_LEVEL],
    ),
    "a better grade that does not count": (
        [
            (GRADE, "    measure: {count: {from: appraisals, where: {grade: good}}}\n"),
            (GRADE_PARAMETER, ""),
            ('{zh: "考核为{required}", en: "appraisal {required}"}', "{zh: 考核为良好, en: appraised as good}"),
        ],
        [("more-is-worse", f"pass.{level}") for level in EVERY_LEVEL],
    ),
    "a higher education that does not count": (
        [(EDUCATION, "    measure: {count: {from: education, where: {level: bachelor}}}\n")],
        [("more-is-worse", f"apply.{level}") for level in EVERY_LEVEL],
    ),
    "only the latest education counts, and only one kind": (
        [(EDUCATION, "    measure: {count: {from: education, latest: [awarded], then: {level: bachelor}}}\n")],
        [("more-is-worse", f"apply.{level}") for level in EVERY_LEVEL],
    ),
    "a certificate that lapses before the service that it begins is long enough": (
        [
            ("    value: 48\n", "    value: 24\n"),
            ("{continuous_months: jobs}", f"{{continuous_months: jobs, since: {SINCE}}}"),
            ("    measure: {continuous_months", f"    level: {REQUIRED}\n    measure: {{continuous_months"),
        ],
        [("condition-without-effect", f"apply.{level}.short.paper") for level in (2, 1)]
        + [("lapses-first", "apply.1.short")],
    ),
    "a route to a level for those who hold it": (
        [("    level: below\n", "    level: this\n")],
        [("no-way-up", "apply.2.short"), ("no-way-up", "apply.1.short")],
    ),
    "a property that does not hold": (
        [("    if: hold.1\n    then: hold.2", "    if: hold.2\n    then: hold.1")],
        [("property-broken", "ladder")],
    ),
    "a property whose exception spares all": (
        [("    if: hold.1\n    then: hold.2", "    if: hold.2\n    then: hold.1\n    except: hold.2")],
        [],
    ),
    "a question that nobody can meet": (
        [condition("twice", CONTRADICTORY),
         question("excel", "twice")],
        [("never-yes", f"excel.{level}") for level in EVERY_LEVEL],
    ),
    "a question that everybody meets": (
        [condition("any-hours", "{total: hours, of: courses}\n    at_least: 0"), question("attend", "any-hours")],
        [("never-no", f"attend.{level}") for level in EVERY_LEVEL]
        + [("condition-without-effect", f"attend.{level}.any-hours") for level in EVERY_LEVEL]
        + [("no-easier", "attend.3"), ("no-easier", "attend.2")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("planted", PLANTED)
def test_what_is_planted_is_found_and_nothing_else(tmp_path: Path, planted: str) -> None:
    changes, expected = PLANTED[planted]
    checked = rules(tmp_path, *changes)
    found = verify(checked)
    assert sorted(expected) == sorted(kinds(found))
    for finding in found.findings:
        decided(checked, finding)
        assert finding.witnesses
        assert finding.text.zh != finding.text.en
    assert len(expected) == len(document_of(checked, found)["findings"])


def test_more_is_worse_is_shown_by_one_person_before_and_after(tmp_path: Path) -> None:
    checked = rules(tmp_path, *PLANTED["a better grade that does not count"][0])
    finding = verify(checked).findings[0]
    before, after = finding.witnesses
    assert [Outcome.YES, Outcome.NO] == [before.shown[0].outcome, after.shown[0].outcome]
    assert (["good"], ["excellent"]) == tuple(
        [one["grade"] for one in witness.record["appraisals"]] for witness in (before, after)
    )
    assert {**before.record, "appraisals": 0} == {**after.record, "appraisals": 0}


OVERLAY = {"overlay": "east", "ruleset": "ferry-pilot", "source": {"document": "east"}}
EAST = {"documents": {"east": {"title": {"zh": "东区办法", "en": "Rules of the East"}}}}


def test_an_overlay_that_lets_people_in_is_told_with_one_of_them(tmp_path: Path) -> None:
    base = rules(tmp_path)
    laid = base.overlaid([{**OVERLAY, **EAST, "parameters": {"hours.2": 12}}])
    found = verify(laid, before=base)
    assert [("overlay-widens", "apply.2")] == kinds(found)
    (witness,) = found.findings[0].witnesses
    assert [("no", "the rules as they were"), ("yes", "with the overlays")] == [
        (shown.outcome.value, shown.under.en) for shown in witness.shown if shown.under
    ]
    assert evaluate(dict(witness.record), ruleset=laid, question="apply", level=2, as_of="2020-01-01").outcome == "yes"


def test_an_overlay_that_is_only_stricter_is_no_finding(tmp_path: Path) -> None:
    base = rules(tmp_path)
    assert [] == kinds(verify(base.overlaid([{**OVERLAY, **EAST, "parameters": {"hours.2": 25}}]), before=base))


def test_an_overlay_under_which_nobody_can_qualify_is_told(tmp_path: Path) -> None:
    base = rules(tmp_path)
    never = {
        "label": {"zh": "两次考核", "en": "twice appraised"},
        "measure": {
            "count": {"from": "appraisals", "where": {"grade": "good"}, "latest": ["on"], "then": {"grade": "fail"}}
        },
    }
    add = [{"question": "pass", "levels": [2], "require": ["never"]}]
    laid = base.overlaid([{**OVERLAY, **EAST, "conditions": {"never": never}, "add": add}])
    assert [("never-yes", "pass.2"), ("overlay-contradicts", "pass.2")] == kinds(verify(laid, before=base))


def test_what_is_intended_is_told_apart_with_its_reason(tmp_path: Path) -> None:
    intended = """
intended:
  - {finding: no-easier, at: apply.3.long, reason: {zh: 原文如此, en: as printed}}
  - {finding: no-easier, at: apply.2.long, reason: {zh: 原文如此, en: as printed}}
"""
    changes, expected = PLANTED["cumulative service as long as at the level above"]
    checked = rules(tmp_path, *changes, more=intended)
    found = verify(checked)
    assert expected[:1] == kinds(found)
    assert [("apply.3.long", "as printed")] == [(one.at, one.reason.en) for one in found.intended if one.reason]
    assert ((FindingKind.NO_EASIER, "apply.2.long"),) == found.unfounded
    said = render_narrative(narrate(checked, found, Lang.EN))
    assert "reason: as printed" in said
    assert "no-easier · apply.2.long" in said


def test_claims_change_no_digest(tmp_path: Path) -> None:
    """No decision rests on them."""
    more = "intended: [{finding: no-easier, at: apply.3.long, reason: {zh: 原文如此, en: as printed}}]\n"
    assert rules(tmp_path).digest == rules(tmp_path, more=more).digest


def test_a_claim_about_a_node_that_there_is_not_is_a_fault(tmp_path: Path) -> None:
    checked = rules(tmp_path, ("    then: hold.2", "    then: hold.2.holdss"))
    with pytest.raises(InputError, match=r"no question has a node `hold\.2\.holdss`") as caught:
        verify(checked)
    assert ["properties.ladder.then"] == [fault.path for fault in caught.value.faults]


def test_what_waits_for_parameters_is_not_examined_and_told() -> None:
    checked = bundled_ruleset("customer-engineer")
    assert isinstance(checked, RuleSet)
    found = verify(checked)
    waiting = {one.parameters for one in found.not_examined if (one.question, one.level) == ("hold", 4)}
    assert {("validity_months",)} == waiting
    assert "hold.4: parameters validity_months were not supplied" in render_narrative(narrate(checked, found, Lang.EN))


def test_what_the_solver_gives_up_on_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(*_: object) -> None:
        raise Undecided

    checked = rules(tmp_path)
    monkeypatch.setattr(Search, "find", give_up)
    monkeypatch.setattr(Search, "find_pair", give_up)
    found = verify(checked)
    assert [] == kinds(found)
    assert 9 == len(found.not_examined)
    assert "apply.3: the solver gave up" in render_narrative(narrate(checked, found, Lang.EN))


@pytest.mark.parametrize(
    ("values", "days"),
    [
        ("{2027-01-01: 30}", None),
        ("{1900-01-01: 24, 2027-01-01: 30}", ["2026-12-31", "2027-01-01"]),
        ("{1900-01-01: 24, 1950-05-01: 26, 2027-01-01: 30}", ["1950-04-30", "1950-05-01", "2027-01-01"]),
        ("{1900-01-01: 24}", ["2024-01-01"]),
    ],
)
def test_a_value_without_beginning_is_looked_at_on_its_last_day(
    tmp_path: Path, values: str, days: list[str] | None
) -> None:
    """On the first day that records may be of, nobody has a past."""
    text = (Path(__file__).parents[3] / "rules" / "vip-service-manager.yaml").read_text(encoding="utf-8")
    dated = text.replace("values: {4: 30, 3: 24,", f"values: {{4: 30, 3: {{from: {values}}},")
    assert dated != text
    (tmp_path / "a.yaml").write_text(dated, encoding="utf-8")
    if days is None:
        with pytest.raises(VipCertRulesError, match="there is no value before 2027-01-01"):
            load_ruleset(tmp_path / "a.yaml")
        return
    rules = load_ruleset(tmp_path / "a.yaml")
    assert isinstance(rules, RuleSet)
    assert days == [day.isoformat() for day in days_of(rules)]


def test_people_can_be_searched_long_ago() -> None:
    """Years of appraisals do not begin before the first day that records may be of."""
    plan = find_ruleset("vip-service-manager").plan("pass", 1, None, date(1905, 1, 1), None).plan
    found = Search([plan], date(1905, 1, 1))
    record = found.find(found.truth(plan))
    assert record is not None
    assert all(1900 <= row["year"] <= 1910 for row in record["appraisals"])


def test_what_has_effect_on_some_days_only_is_no_finding(tmp_path: Path) -> None:
    """Old certificates that were recognised until 2021: without effect from then on."""
    old = "{count: {from: certificates, where: {programme: old-ferry, issued: {counts_until: 2021-06-30}}}}"
    changes = [
        condition("recognised", old),
        ("            all: [served-long]", "            all: [served-long]\n          - recognised"),
    ]
    checked = rules(tmp_path, *changes)
    assert (date(2020, 1, 1), date(2021, 6, 30)) == days_of(checked)
    assert [] == kinds(verify(checked))
    assert ("route-without-effect", "apply.2.recognised") in kinds(verify(checked, days=[date(2022, 1, 1)]))


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("vip-service-manager", None),
        ("account-manager", "account-manager-competency-profile.yaml"),
        ("customer-service-manager", "customer-service-manager.yaml"),
        ("customer-engineer", "customer-engineer.yaml"),
    ],
)
def test_the_bundled_rule_sets_hold_no_surprise(name: str, parameters: str | None) -> None:
    """What there is to find is as the documents print it, and marked so (A2, and routes (1) of VIP L2 and L1)."""
    checked = bundled_ruleset(name)
    assert isinstance(checked, RuleSet)
    supplied = None if parameters is None else Path(__file__).parents[3] / "examples" / "parameters" / parameters
    found = verify(checked.overlaid((), supplied))
    assert ([], ()) == (kinds(found), found.unfounded)
    if name == "vip-service-manager":
        assert {"apply.3.8.2.B.2", "apply.2.8.2.C.1", "apply.1.8.2.D.1"} <= {finding.at for finding in found.intended}
