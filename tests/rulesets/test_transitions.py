"""Who may still finish under an older version: on which days, by which way, and what the decision says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.test_language_schema import LANGUAGE
from tests.rulesets.ferries import FERRY, RULES, ask, changed, days_of, faults_of, hand, overlay, required
from tests.story.recheck import walk
from vip_cert_rules import RuleSetVersions, load_ruleset, structure_candidate
from vip_cert_rules.faults import RuleSetError
from vip_cert_rules.reading import read_file, read_text
from vip_cert_rules.rulesets.versions.family import structure_versions

LATER = load_ruleset(FERRY / "ferry-master@2.yaml")

TRANSITION_NODES = {"apply.2@versions", "apply.2@version-2", "apply.2@transition-1", "apply.2@version-1"}


@pytest.mark.parametrize(
    ("day", "outcome", "is_open"),
    [
        ("2025-12-31", "yes", False),  # the first version by itself
        ("2026-01-01", "yes", True),
        ("2026-03-31", "yes", True),
        ("2026-04-01", "no", False),
    ],
)
def test_a_transition_is_open_from_the_first_day_of_its_version_through_its_last_day(
    day: str, outcome: str, is_open: bool
) -> None:
    """55 marks pass under the first version and not under the second."""
    decision = ask(hand(), "apply", 2, day)
    assert outcome == decision.outcome.value
    assert is_open is (decision.statuses.keys() > TRANSITION_NODES)
    transitions = decision.to_dict()["in_force"].get("transitions")
    assert (["2026-03-31"] if is_open else []) == [one["until"] for one in transitions or []]


@pytest.mark.parametrize(("started", "outcome"), [("2025-12-31", "no"), ("2023-06-01", "yes"), ("2026-01-01", "no")])
def test_who_did_not_begin_under_the_older_version_does_not_finish_under_it(started: str, outcome: str) -> None:
    """Whoever did has to meet all of the older version as well: 18 months of service."""
    decision = ask(hand(started), "apply", 2, "2026-03-31")
    assert outcome == decision.outcome.value
    assert ("met" if started < "2026" else "unmet") == decision.statuses["apply.2@transition-1.served-before"].value


def test_whoever_meets_the_version_in_force_needs_no_transition() -> None:
    decision = ask(hand("2020-01-01", score=60, employments=None), "apply", 2, "2026-03-31")
    assert decision.outcome.value == "unknown"
    decision = ask(hand("2020-01-01", score=60), "apply", 2, "2026-03-31")
    assert decision.outcome.value == "yes"
    assert "apply.2.service" in decision.statuses  # as it is called without a transition


@pytest.mark.parametrize(
    ("score", "employments", "outcome", "missing"),
    [
        (None, ..., "unknown", ("results[0].score",)),
        (55, None, "unknown", ("employments",)),
        (None, None, "unknown", ("employments", "results[0].score")),
        (40, None, "no", ()),
    ],
)
def test_what_is_not_known_stays_unknown(score: Any, employments: Any, outcome: str, missing: tuple[str, ...]) -> None:
    """Kleene's logic over both ways; a mark below both pass marks settles it."""
    changes = {} if employments is ... else {"employments": employments}
    decision = ask(hand(score=score, **changes), "apply", 2, "2026-03-31")
    assert (outcome, set(missing)) == (decision.outcome.value, set(decision.missing))


def test_an_older_version_counts_as_it_was_on_its_last_day() -> None:
    """A value that it would have had from 2026-02-01 on never came into force."""
    nodes = {node["id"]: node for node in walk(ask(hand(), "apply", 2, "2026-03-31").to_dict()["explanation"])}
    assert nodes["apply.2@version-1.service"]["required"]["value"] == 18


def test_a_transition_is_about_the_questions_it_names() -> None:
    assert not any("@" in id for id in ask(hand(), "pass", 2, "2026-03-31").statuses)


@pytest.mark.parametrize(
    ("question", "level", "ways"),
    [("apply", 2, {"1", "2"}), ("apply", 1, {"1", "2"}), ("apply", 3, set()), ("hold", 2, set())],
)
def test_a_transition_does_not_apply_where_the_older_version_was_not_asked(
    question: str, level: int, ways: set[str]
) -> None:
    """It has not that question or not that level."""
    decision = ask(hand(), question, level, "2027-03-31")
    assert ways == {
        id.partition("@transition-")[2]
        for id in decision.statuses
        if id.startswith(f"{question}.{level}@t") and "." not in id.partition("@")[2]
    }


def test_a_transition_does_not_apply_to_a_position_the_older_version_does_not_know() -> None:
    """The second version tells ferries apart, the first did not."""
    first = read_file(FERRY / "ferry-master.yaml", RuleSetError)
    text = (FERRY / "ferry-master@2.yaml").read_text(encoding="utf-8")
    positions = "positions: {river: {label: {zh: 内河, en: river ferries}}}\n\nassumptions:"
    second = read_text(text.replace("assumptions:", positions), "2.yaml", RuleSetError)
    rules = structure_versions([first, second])
    decision = ask(hand(), "apply", 2, "2026-03-31", ruleset=rules, position="river")
    assert not any("@" in id for id in decision.statuses)


@pytest.mark.parametrize("path", sorted(FERRY.glob("*.yaml")), ids=lambda path: path.stem)
def test_files_of_versions_fit_the_schema_of_the_language(path: Path) -> None:
    LANGUAGE.validate(read_file(path, RuleSetError).value)


@pytest.mark.parametrize(("day", "outcome"), [("2027-03-31", "yes"), ("2027-04-01", "no")])
def test_several_older_versions_are_ways_of_their_own(day: str, outcome: str) -> None:
    """55 marks pass under the first version only, through its own last day."""
    course = {"programme": "ferry-master", "level": 2, "completed": "2026-11-01"}
    assert outcome == ask(hand(trainings=[course]), "apply", 2, day).outcome.value


def test_transitions_do_not_chain() -> None:
    """Under the second version means under it alone, not under the first by the transition of the second."""
    statuses = ask(hand(), "apply", 2, "2027-03-31").statuses
    assert not any(id.count("@") > 1 for id in statuses)


def test_a_question_within_a_transition_is_one_of_the_version_in_force() -> None:
    statuses = ask(hand(score=85), "apply", 2, "2027-06-30").statuses
    assert statuses["apply.2@transition-2.hold.2.steering"].value == "met"


def test_documents_and_assumptions_of_both_versions_are_told_apart() -> None:
    """Both are called Rules, and F1 reads otherwise in the older one."""
    text = ask(hand(), "apply", 2, "2026-03-31").explain("en")
    assert "[Rules (version 1) 3]" in text
    assert "  Rules (version 1)  Ferry master rules 2020" in text
    assert "  F1  Service is added up, with that of learners. (Version 1: Service is added up.)" in text
    text = ask(hand(), "apply", 2, "2026-03-31").explain("zh")
    assert "〔办法（版本1）3〕" in text
    assert "（版本1：从业时间累计计算。）" in text


def test_a_version_with_an_open_transition_is_not_asked_by_itself() -> None:
    """Without the older version it would answer no where yes is right."""
    for day in ("2026-01-01", "2026-03-31"):
        assert faults_of(hand(), "apply", 2, day, ruleset=LATER) == [("version-not-loaded", "ruleset")]
    assert ask(hand(), "apply", 2, "2026-04-01", ruleset=LATER).outcome.value == "no"


@pytest.mark.parametrize("engine", ["direct", "auto"])
@pytest.mark.parametrize("day", ["2025-12-31", "2026-03-31", "2027-03-31"])
def test_engines_agree_on_both_ways(engine: str, day: str) -> None:
    for score in (None, 40, 55, 60, 80):
        document = ask(hand(score=score), "apply", 2, day).to_dict()
        assert document == ask(hand(score=score), "apply", 2, day, engine=engine).to_dict()


@given(
    st.sampled_from([*days_of(date(2025, 12, 25), date(2026, 4, 5))]),
    st.one_of(st.none(), st.integers(40, 70)),
    st.one_of(st.none(), st.dates(date(2023, 12, 25), date(2026, 1, 5))),
)
@settings(max_examples=150, deadline=None)
def test_an_outcome_is_that_of_either_version(day: date, score: int | None, started: date | None) -> None:
    """A yes of the one in force is a yes; one of the older one as well, for whoever began before."""
    record = hand(str(started), score) if started is not None else hand(score=score, employments=None)
    found = ask(record, "apply", 2, day).outcome.value
    if day < date(2026, 1, 1):
        expected = alone("1", record, day)
    elif day > date(2026, 3, 31):
        expected = alone("2", record, day)
    else:
        begun = "unknown" if started is None else "yes" if started < date(2026, 1, 1) else "no"
        order = ("no", "unknown", "yes")
        finish = min(begun, alone("1", record, day), key=order.index)
        expected = max(alone("2", record, day), finish, key=order.index)
    assert expected == found


def alone(version: str, record: dict[str, Any], day: date) -> str:
    """What a version says by itself, whether or not it is in force."""
    assert isinstance(RULES, RuleSetVersions)
    rules = next(one for one in RULES.versions if one.version == version)
    ready = rules.plan("apply", 2, None, min(day, date(2025, 12, 31)) if version == "1" else day, None)
    return ("no", "unknown", "yes")[ready.decide(structure_candidate(record), day)]


# --- what is set in both versions ------------------------------------------------------------------------------------


def test_an_overlay_sets_what_both_versions_declare_in_both() -> None:
    decision = ask(hand(), "apply", 2, "2026-03-31", overlays=[overlay(parameters={"pass_mark": 70})])
    values = required(decision)
    assert (70, 70) == (values["apply.2.steering"], values["apply.2@version-1.steering"])
    assert decision.outcome.value == "no"


def test_what_only_the_version_in_force_declares_leaves_the_older_one_alone() -> None:
    """And what only the older one declares cannot be set any more, nor switched."""
    values = required(ask(hand(), "apply", 2, "2026-03-31", parameters={"service_months.2": 20}))
    assert (20, 20) == (values["apply.2.service"], values["apply.2@version-1.service"])
    told = faults_of(hand(), "apply", 2, "2026-03-31", parameters={"crew_grade": "good"}, assume={"F2": "score-first"})
    assert [("unknown-parameter", "crew_grade")] == told
    assert [("unknown-assumption", "assume.F2")] == faults_of(hand(), "apply", 2, "2026-03-31", assume={"F2": None})
    assert ask(hand(), "apply", 2, "2025-12-31", parameters={"crew_grade": "good"}, assume={"F2": "score-first"})


def test_an_overlay_for_a_version_is_refused_by_the_others_and_leaves_the_older_one_alone() -> None:
    of_second = overlay(version="2", parameters={"pass_mark": 70})
    values = required(ask(hand(), "apply", 2, "2026-03-31", overlays=[of_second]))
    assert (70, 50) == (values["apply.2.steering"], values["apply.2@version-1.steering"])
    assert [("other-version", "version")] == faults_of(hand(), "apply", 2, "2025-12-31", overlays=[of_second])
    of_first = overlay(version="1", parameters={"pass_mark": 70})
    assert [("other-version", "version")] == faults_of(hand(), "apply", 2, "2026-03-31", overlays=[of_first])


def test_the_form_of_overlays_is_checked_on_whatever_day() -> None:
    told = faults_of(hand(), "apply", 2, "2026-07-01", overlays=[{"overlay": "x"}], parameters=3)
    assert [("missing", "ruleset"), ("wrong-type", "parameters")] == told


def test_overlays_laid_before_the_call_are_kept() -> None:
    assert isinstance(RULES, RuleSetVersions)
    laid = RULES.overlaid([overlay(parameters={"pass_mark": 70})])
    assert laid is RULES.overlaid([overlay(parameters={"pass_mark": 70})])
    assert required(ask(hand(), "apply", 2, "2026-03-31", ruleset=laid))["apply.2@version-1.steering"] == 70
    assert required(ask(hand(), "apply", 2, "2026-03-31"))["apply.2@version-1.steering"] == 50


def test_a_reading_that_both_versions_have_is_switched_in_both() -> None:
    decision = ask(hand(), "apply", 2, "2026-03-31", assume={"F1": "unbroken"})
    named = {
        n["id"]: n.get("assumptions") for n in walk(decision.to_dict()["explanation"]) if n["id"].endswith("service")
    }
    assert named == {"apply.2.service": ["F1=unbroken"], "apply.2@version-1.service": ["F1=unbroken"]}


def test_what_only_the_newer_version_can_be_set_to_leaves_the_older_one_as_printed() -> None:
    """A parameter and a reading that the older version does not have, set by overlays and in the call."""
    rules = changed({}, {"pass_mark": "steering_mark", "unbroken": "in-one-piece"})
    laid = overlay(parameters={"steering_mark": 70}, switches={"F1": "in-one-piece"})
    for more in ({"overlays": [laid]}, {"parameters": {"steering_mark": 70}, "assume": {"F1": "in-one-piece"}}):
        decision = ask(hand(), "apply", 2, "2026-03-31", ruleset=rules, **more)
        values = required(decision)
        assert (70, 50) == (values["apply.2.steering"], values["apply.2@version-1.steering"])
        assert decision.outcome.value == "yes"
        assert "F1" in decision.assumptions


def test_a_document_that_both_versions_cite_alike_is_one_document() -> None:
    rules = changed(
        {"2020年）, en: Ferry master rules 2020": "）, en: Ferry rules"},
        {"2026年）, en: Ferry master rules 2026": "）, en: Ferry rules"},
    )
    text = ask(hand(), "apply", 2, "2026-03-31", ruleset=rules).explain("en")
    assert "version 1) 3]" not in text
    assert text.count("Ferry rules") == 1


def test_two_transitions_from_one_version_may_be_about_different_questions() -> None:
    more = """    all: [served-before]
  - from_version: "1"
    until: 2026-01-31
    label: {zh: 同前, en: the same}
    questions: [pass]
    all: [served-before]
"""
    rules = changed({}, {"    all: [served-before]\n": more})
    for day, outcome in (("2026-01-31", "yes"), ("2026-02-01", "no")):
        assert outcome == ask(hand(), "pass", 2, day, ruleset=rules).outcome.value


# --- with what else a decision has -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("as_of", "more"), [("2026-03-31", {}), ("2026-05-01", {"rules_as_of": "2026-03-31"})])
def test_other_readings_are_weighed_under_the_same_rules(as_of: str, more: dict[str, str]) -> None:
    """With the transition that is open by them; F2 is only the older version's and cannot be read otherwise."""
    decision = ask(hand(), "apply", 2, as_of, **more)
    weighed = decision.to_dict(sensitivity=True)["sensitivity"]
    assert "F1" in {one["assumption"] for one in weighed}
    for assumed in decision.sensitivity():
        for other in assumed.alternatives:
            assert other.decision.statuses.keys() == decision.statuses.keys()
            assert other.decision.rules_as_of == decision.rules_as_of


def test_what_an_overlay_adds_is_added_to_both_versions_where_both_can_take_it() -> None:
    """One addition uses a condition that only the newer version has; the other brings its own."""
    trained = {
        "label": {"zh": "已完成培训", "en": "has completed a course"},
        "measure": {"count": {"from": "trainings"}},
    }
    of_both = overlay(conditions={"trained": trained}, add=[{"question": "apply", "require": ["trained"]}])
    found = required(ask(hand(), "apply", 2, "2026-03-31", overlays=[of_both]))
    assert {"apply.2.trained", "apply.2@version-1.trained"} <= found.keys()
    of_newer = overlay(add=[{"question": "apply", "require": ["served-before"]}])
    found = required(ask(hand(), "apply", 2, "2026-03-31", overlays=[of_newer]))
    assert "apply.2.served-before" in found
    assert "apply.2@version-1.served-before" not in found
