"""Whose answers differ, through which clause, and on which days: every figure by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.authoring.impact.wharf import certified, person, rules, text, trained, working
from vip_cert_rules import InputError, evaluate, load_ruleset
from vip_cert_rules.authoring.impact.assess import assess
from vip_cert_rules.authoring.impact.html import html_page
from vip_cert_rules.authoring.impact.model import Asking, Impact
from vip_cert_rules.authoring.impact.report import document_of, narrate, tables
from vip_cert_rules.decision.narrative import render_narrative
from vip_cert_rules.text import Lang

DAY = date(2026, 6, 1)


def told(impact: Impact) -> list[tuple[str, str, str]]:
    return [(one.person, one.asking.node, f"{one.before.value} -> {one.after.value}") for one in impact.changes]


def test_who_reaches_the_old_bound_and_not_the_new_one_changes(tmp_path: Path) -> None:
    old, new = rules(tmp_path, "a.yaml", text()), rules(tmp_path, "b.yaml", text("30"))
    people = [person(f"E{hours}", trainings=trained(hours)) for hours in (19.99, 20, 29.99, 30)]
    impact = assess(old, new, people, DAY, DAY)
    assert [("E20", "apply.2", "yes -> no"), ("E29.99", "apply.2", "yes -> no")] == told(impact)
    (through,) = impact.changes[0].through
    assert ("apply.2.a.trained", "met", "unmet") == (through.node, through.before, through.after)
    assert ["码头条例3"] == [clause.zh for clause in through.clauses]
    assert (4, 4, [Asking("apply", 2, None), Asking("apply", 1, None)]) == (
        impact.people,
        impact.asked,
        list(impact.compared),
    )


def test_the_other_way_round_they_come_in(tmp_path: Path) -> None:
    old, new = rules(tmp_path, "a.yaml", text("30")), rules(tmp_path, "b.yaml", text())
    impact = assess(old, new, [person("E25", trainings=trained(25))], DAY, DAY)
    assert [("E25", "apply.2", "no -> yes")] == told(impact)
    assert [("apply.2.a.trained", "unmet", "met")] == [(t.node, t.before, t.after) for t in impact.changes[0].through]


def test_what_is_not_known_may_become_known_and_the_other_way_round(tmp_path: Path) -> None:
    """No route is certain of somebody whose employments are open; with the other route, it does not matter."""
    old, new = rules(tmp_path, "a.yaml", text()), rules(tmp_path, "b.yaml", text("30"))
    impact = assess(old, new, [person("E1", trainings=trained(25), employments=None)], DAY, DAY)
    assert [("E1", "apply.2", "yes -> unknown")] == told(impact)
    assert {"apply.2.b.served"} >= {one.node for one in impact.changes[0].through if one.after == "unknown"}


def test_a_change_begins_on_the_day_and_ends_when_something_else_decides(tmp_path: Path) -> None:
    old = rules(tmp_path, "a.yaml", text())
    new = rules(tmp_path, "b.yaml", text("{from: {1900-01-01: 20, 2027-01-01: 30}}"))
    served = [{"occupation": "wharf-master", "unit": "other", "start": "2026-03-10"}]
    people = [person("E1", trainings=trained(25), employments=served), person("E2", trainings=trained(35))]
    impact = assess(old, new, people, date(2026, 12, 30), date(2027, 12, 31))
    assert [("E1", "apply.2", "yes -> no")] == told(impact)
    # a year of service is complete on 2027-03-10, and route two is open
    assert (date(2027, 1, 1), date(2027, 3, 9)) == (impact.changes[0].first, impact.changes[0].last)
    for day, answers in (
        ("2026-12-31", ("yes", "yes")),
        ("2027-01-01", ("yes", "no")),
        ("2027-03-09", ("yes", "no")),
        ("2027-03-10", ("yes", "yes")),
    ):
        found = (evaluate(people[0], ruleset=one, question="apply", level=2, as_of=day).outcome for one in (old, new))
        assert answers == tuple(found)


def test_days_that_go_on_under_another_value_are_told_once(tmp_path: Path) -> None:
    old = rules(tmp_path, "a.yaml", text())
    new = rules(tmp_path, "b.yaml", text("{from: {1900-01-01: 30, 2026-07-01: 40}}"))
    impact = assess(old, new, [person("E1", trainings=trained(25))], date(2026, 6, 1), date(2026, 8, 1))
    (change,) = impact.changes
    assert (date(2026, 6, 1), date(2026, 8, 1)) == (change.first, change.last)


def test_a_longer_validity_changes_the_days_after_the_old_end(tmp_path: Path) -> None:
    old, new = rules(tmp_path, "a.yaml", text()), rules(tmp_path, "b.yaml", text(validity="36"))
    people = [person("E1", certificates=certified("2024-02-29", level=1))]
    impact = assess(old, new, people, date(2026, 1, 1), date(2027, 12, 31))
    assert [("E1", "hold.2", "no -> yes"), ("E1", "hold.1", "no -> yes")] == told(impact)
    # 24 months end on 2026-02-28, 36 months on 2027-02-28
    assert {(date(2026, 3, 1), date(2027, 2, 28))} == {(one.first, one.last) for one in impact.changes}


def test_a_route_that_is_gone_is_named_by_what_it_asked_for(tmp_path: Path) -> None:
    content = text().replace("          - {route: a, label: {zh: 途径一, en: route one}, all: [trained]}\n", "")
    content = content.replace(content[content.index("  trained:\n") : content.index("  paper:\n")], "")
    content = content.replace("  hours: {type: hours, label: {zh: 学时, en: hours}, value: 20}\n", "")
    old, new = rules(tmp_path, "a.yaml", text()), rules(tmp_path, "b.yaml", content)
    impact = assess(old, new, [person("E1", trainings=trained(25))], DAY, DAY)
    assert [("E1", "apply.2", "yes -> no")] == told(impact)
    assert [("apply.2.a.trained", "met", None)] == [(t.node, t.before, t.after) for t in impact.changes[0].through]


def test_where_only_the_way_conditions_go_together_changed_all_in_the_way_is_named(tmp_path: Path) -> None:
    new = text()
    for old_words, new_words in (
        ("      - any:\n", "      - all:\n"),
        ("{route: a,", "{name: a,"),
        ("{route: b,", "{name: b,"),
    ):
        new = new.replace(old_words, new_words)
    old, both = rules(tmp_path, "a.yaml", text()), rules(tmp_path, "b.yaml", new)
    impact = assess(old, both, [person("E1", trainings=trained(25))], DAY, DAY)
    assert [("E1", "apply.2", "yes -> no")] == told(impact)
    assert ["served"] == [one.node.rpartition(".")[2] for one in impact.changes[0].through]


def test_answers_are_counted_by_outcome_clause_level_and_unit(tmp_path: Path) -> None:
    old, new = rules(tmp_path, "a.yaml", text()), rules(tmp_path, "b.yaml", text("30", "12"))
    people = [
        person("E1", trainings=trained(20), employments=working("headquarters")),
        person("E2", trainings=trained(20), employments=working(None)),
        person("E3", trainings=trained(20), employments=working("other", end="2026-05-31")),
        person("E4", trainings=trained(20, level=1), employments=None),
        person("E5", certificates=certified("2025-01-01", level=1), employments=working("headquarters")),
        person("E6", trainings=trained(30)),
    ]
    impact = assess(old, new, people, DAY, DAY)
    counted = {title: dict(counts) for title, counts in tables(impact, Lang.EN)}
    assert {"yes → no": 5, "yes → unknown": 1} == counted["By outcome"]
    assert {"Wharf Act 3": 3, "Wharf Act 4": 2, "Wharf Act 5": 1} == counted["By clause"]
    assert {"apply.2": 3, "apply.1": 1, "hold.2": 1, "hold.1": 1} == counted["By question and level"]
    assert {"headquarters": 3, "not known": 2, "works nowhere": 1} == counted["By kind of unit"]


def test_questions_that_only_one_can_be_asked_are_told(tmp_path: Path) -> None:
    content = text()
    added = content[content.index("  hold:\n") :].replace("  hold:\n", "  keep:\n")
    new = rules(tmp_path, "b.yaml", content + added)
    impact = assess(rules(tmp_path, "a.yaml", content), new, [], DAY, DAY)
    assert [("keep", 2, True), ("keep", 1, True)] == [
        (one.asking.question, one.asking.level, one.is_new) for one in impact.apart
    ]
    assert "keep.2: in the new rules alone (as of 2026-06-01)" in render_narrative(narrate(impact, Lang.EN))
    assert 0 == len(impact.compared)


def test_versions_decide_on_their_own_days(tmp_path: Path) -> None:
    (tmp_path / "v").mkdir()
    for number, hours, days in (("1", "20", "{to: 2026-12-31}"), ("2", "30", "{from: 2027-01-01}")):
        content = text(hours).replace('version: "1"', f'version: "{number}"\nin_force: {days}')
        (tmp_path / "v" / f"{number}.yaml").write_text(content, encoding="utf-8")
    old, new = rules(tmp_path, "a.yaml", text()), load_ruleset(tmp_path / "v")
    impact = assess(old, new, [person("E1", trainings=trained(25))], date(2026, 12, 1), date(2027, 1, 31))
    assert [(date(2027, 1, 1), date(2027, 1, 31))] == [(one.first, one.last) for one in impact.changes]
    assert ("1, 2", None) == (impact.new.version, impact.new.digest)


def test_rules_have_to_be_in_force_on_every_day(tmp_path: Path) -> None:
    new = rules(tmp_path, "b.yaml", text().replace('version: "1"', 'version: "1"\nin_force: {from: 2026-07-01}'))
    with pytest.raises(InputError, match="not in force on 2026-06-01"):
        assess(rules(tmp_path, "a.yaml", text()), new, [], DAY, date(2026, 8, 1))


def test_overlays_and_switched_readings_are_compared_as_they_are_laid(tmp_path: Path) -> None:
    vip = load_ruleset(Path(__file__).parents[3] / "rules" / "vip-service-manager.yaml")
    corrected = vip.overlaid(["vip-a2-correction"])
    served = [{"occupation": "vip-service-manager", "unit": "provincial_branch", "start": "2024-01-01"}]
    lists = {"preparing_for": [], "attestations": [], "education": [{"level": "bachelor", "awarded": "2010-01-01"}]}
    who = person("E1", employments=served, **lists)
    impact = assess(vip, corrected, [who], DAY, DAY)
    assert [("E1", "apply.2", "yes -> no")] == told(impact)
    assert ("vip-a2-correction",) == impact.new.overlays
    under = assess(vip, corrected, [who], DAY, DAY, assume={"A13": "not-required"})
    assert told(impact) == told(under)


def test_nothing_differs_between_a_rule_set_and_itself(tmp_path: Path) -> None:
    old = rules(tmp_path, "a.yaml", text())
    impact = assess(old, old, None, DAY, date(2027, 6, 1))
    assert (0, (), ()) == (impact.people, impact.compared, impact.changes)


# --- people made up --------------------------------------------------------------------------------------------------


def test_people_stand_around_every_bound_of_both(tmp_path: Path) -> None:
    """Each is what the name says, and only who lies between the bounds changes."""
    old, new = rules(tmp_path, "a.yaml", text()), rules(tmp_path, "b.yaml", text("30"))
    impact = assess(old, new, None, DAY, DAY, lang=Lang.EN, chosen=[Asking("apply", 2, None)])
    changed = {one.person.rpartition(" = ")[2] for one in impact.changes if "trained" in one.person}
    assert {"20", "20.01", "29.99"} == changed
    assert impact.generated
    assert impact.people >= 6 + 3  # three about each of two bounds of hours, three about the months of service
    only_old = [one for one in impact.changes if "qualifies under the old rules alone" in one.person]
    assert [("yes", "no")] == [(one.before, one.after) for one in only_old]


def test_people_stand_around_the_last_days_of_both_terms(tmp_path: Path) -> None:
    old, new = rules(tmp_path, "a.yaml", text()), rules(tmp_path, "b.yaml", text(validity="36"))
    impact = assess(old, new, None, DAY, DAY, lang=Lang.EN, chosen=[Asking("hold", 2, None)])
    days = {one.person.rpartition(" = ")[2] for one in impact.changes if "issued" in one.person}
    # 24 months ago is 2024-06-01, 36 months ago 2023-06-01
    assert {"2024-05-31", "2023-06-01", "2023-06-02"} == days
    assert {("no", "yes")} == {(one.before.value, one.after.value) for one in impact.changes}


def test_without_parameters_nobody_can_be_made_up() -> None:
    rules_folder = Path(__file__).parents[3] / "rules"
    old = load_ruleset(rules_folder / "network-optimization.yaml")
    with pytest.raises(InputError, match="not supplied"):
        assess(old, old.overlaid((), {"result_validity_months": 12}), None, DAY, DAY)


# --- documents and pages ---------------------------------------------------------------------------------------------


def test_the_document_tells_everything(tmp_path: Path) -> None:
    old, new = rules(tmp_path, "a.yaml", text()), rules(tmp_path, "b.yaml", text("30"))
    document = document_of(assess(old, new, [person("E1", trainings=trained(25), employments=working())], DAY, DAY))
    assert {
        "id": "E1", "unit": "other", "question": "apply", "level": 2, "position": None, "from": "2026-06-01",
        "to": "2026-06-01", "before": "yes", "after": "no",
        "through": [{
            "id": "apply.2.a.trained", "label": {"zh": "培训满30标准学时", "en": "30 class hours of training"},
            "clauses": [{"zh": "码头条例3", "en": "Wharf Act 3"}], "before": "met", "after": "unmet",
        }],
    } == document["changes"][0]  # fmt: skip
    assert {"yes -> no": 1} == document["counts"]["outcome"]
    assert (old.digest, new.digest) == (document["old"]["digest"], document["new"]["digest"])


@pytest.mark.parametrize("lang", list(Lang))
def test_a_page_says_the_same_and_nothing_of_a_name_is_markup(tmp_path: Path, lang: Lang) -> None:
    old, new = rules(tmp_path, "a.yaml", text()), rules(tmp_path, "b.yaml", text("30"))
    page = html_page(assess(old, new, [person("<b>&", trainings=trained(25))], DAY, DAY), lang)
    assert "&lt;b&gt;&amp;" in page
    assert "<b>" not in page
    assert f'<html lang="{"zh-CN" if lang is Lang.ZH else "en"}">' in page
    assert page.count("<caption>") == 5
    assert "http" not in page
