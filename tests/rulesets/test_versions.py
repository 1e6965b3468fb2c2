"""Which version of the rules decides on a day, who may still finish under an older one, and what the decision says."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.test_language_schema import LANGUAGE
from tests.cli.test_schemas import DECISION
from tests.story.recheck import recheck, walk
from tests.strategies import whole_calls
from vip_cert_rules import Decision, InputError, RuleSetVersions, evaluate, load_ruleset, structure_candidate
from vip_cert_rules.faults import RuleSetError
from vip_cert_rules.reading import read_file, read_text
from vip_cert_rules.rulesets.family import structure_versions

FERRY = Path(__file__).parent / "ferry"
RULES = load_ruleset(FERRY)
LATER = load_ruleset(FERRY / "ferry-master@2.yaml")
ONE_DAY = timedelta(days=1)
VIP_FILE = FERRY.parents[2] / "rules" / "vip-service-manager.yaml"
VIP = structure_versions([read_file(VIP_FILE, RuleSetError)])


def hand(started: str = "2023-06-01", score: Any = 55, **more: Any) -> dict[str, Any]:
    """A deck hand with one steering result for the second class, and known to have nothing else."""
    result = {"programme": "ferry-master", "level": 2, "component": "steering", "taken": "2024-05-01", "score": score}
    job = {"occupation": "ferry-master", "unit": "other", "start": started}
    return {"id": "F1", "employments": [job], "results": [result], "appraisals": [], "trainings": [], **more}


def ask(record: dict[str, Any], question: str, level: int, as_of: Any, **more: Any) -> Decision:
    """The decision, after a look at whether its document follows from itself and fits the schema."""
    more = {"ruleset": RULES, "engine": "direct", **more}
    decision = evaluate(record, question=question, level=level, as_of=as_of, **more)
    document = decision.to_dict()
    for node in walk(document["explanation"]):  # the recheck orders assumptions A1, A2; those here are called F
        if "assumptions" in node:
            node["assumptions"] = [name.replace("F", "A") for name in node["assumptions"]]
    document["assumptions"] = [name.replace("F", "A") for name in document["assumptions"]]
    assert recheck(document) == []
    DECISION.validate(document)
    return decision


def faults_of(record: dict[str, Any], question: str, level: int, as_of: Any, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        evaluate(record, **{"ruleset": RULES, "question": question, "level": level, "as_of": as_of, **more})
    return [(fault.code, fault.path) for fault in caught.value.faults]


# --- the version in force on the day ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "version"),
    [
        ("2020-01-01", "1"), ("2025-12-31", "1"), ("2026-01-01", "2"), ("2026-06-30", "2"),
        ("2027-01-01", "3"), ("2200-12-31", "3"),
    ],
)  # fmt: skip
def test_the_version_in_force_on_the_day_decides(day: str, version: str) -> None:
    """Both its first day and its last are its own."""
    document = ask(hand(), "apply", 2, day).to_dict()
    assert (version, version) == (document["version"], document["in_force"]["version"])
    assert "rules_as_of" not in document


@pytest.mark.parametrize("day", ["1999-12-31", "2019-12-31", "2026-07-01", "2026-12-31"])
def test_a_day_without_a_version_is_a_fault_that_names_the_days(day: str) -> None:
    """Before the first version, and in the gap between two."""
    with pytest.raises(InputError) as caught:
        evaluate(hand(), ruleset=RULES, question="apply", level=2, as_of=day)
    (fault,) = caught.value.faults
    assert ("not-in-force", "as_of") == (fault.code, fault.path)
    assert fault.help == (
        "version 1 is in force from 2020-01-01 to 2025-12-31; version 2 is in force from 2026-01-01 to 2026-06-30; "
        "version 3 is in force from 2027-01-01"
    )


@pytest.mark.parametrize(("day", "required"), [("2021-12-31", 12), ("2022-01-01", 18), ("2025-12-31", 18)])
def test_values_within_a_version_have_days_of_their_own(day: str, required: int) -> None:
    found = {node["id"]: node for node in walk(ask(hand(), "apply", 2, day).to_dict()["explanation"])}
    assert found["apply.2.service"]["required"]["value"] == required


def test_the_call_is_checked_against_the_version_of_the_day() -> None:
    """A question and a level that only the third version has."""
    assert faults_of(hand(), "hold", 3, "2026-05-01") == [("unknown-question", "question"), ("unknown-level", "level")]
    assert ask(hand(), "hold", 3, "2027-01-01").outcome.value == "no"


def test_every_fault_of_record_and_call_is_told_at_once() -> None:
    record = hand(score=101)
    told = faults_of(record, "apply", 3, "2026-05-01", rules_as_of="2026-02-30")
    assert told == [("too-high", "results[0].score"), ("not-a-day", "rules_as_of")]
    told = faults_of(record, "apply", 3, "2026-05-01", rules_as_of="2026-02-28")
    assert told == [("too-high", "results[0].score"), ("unknown-level", "level")]
    told = faults_of(record, "apply", 3, "2026-07-01")
    assert told == [("too-high", "results[0].score"), ("not-in-force", "as_of")]


# --- transitions -----------------------------------------------------------------------------------------------------

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


def days_of(start: date, end: date) -> Iterator[date]:
    while start <= end:
        yield start
        start += ONE_DAY


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


# --- rules as of another day -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules_as_of", "version", "required", "outcome"),
    [
        ("2021-12-31", "1", 12, "yes"), ("2022-01-01", "1", 18, "no"), ("2025-12-31", "1", 18, "no"),
        ("2026-01-01", "2", 24, "no"), ("2026-06-30", "2", 24, "no"),
    ],
)  # fmt: skip
def test_rules_of_another_day_are_its_version_and_its_values(
    rules_as_of: str, version: str, required: int, outcome: str
) -> None:
    """The facts stay those of the as-of date: 13 months of service."""
    decision = ask(hand("2024-04-01"), "apply", 2, "2025-05-31", rules_as_of=rules_as_of)
    document = decision.to_dict()
    assert (version, rules_as_of, "2025-05-31") == (document["version"], document["rules_as_of"], document["as_of"])
    nodes = {node["id"]: node for node in walk(document["explanation"])}
    assert required == nodes["apply.2.service"]["required"]["value"]
    assert outcome == decision.outcome.value
    assert f"asked under the rules of {rules_as_of}: version {version} applies" in decision.explain("en")
    assert f"按{rules_as_of}的规则判定，适用版本{version}" in decision.explain("zh")


def test_a_transition_belongs_to_the_rules_of_its_days() -> None:
    """It is open on the day whose rules are asked, whatever the as-of date."""
    assert ask(hand(), "apply", 2, "2026-05-01", rules_as_of="2026-03-31").outcome.value == "yes"
    assert ask(hand(), "apply", 2, "2026-03-31", rules_as_of="2026-04-01").outcome.value == "no"


def test_rules_as_of_the_same_day_change_nothing_but_say_so() -> None:
    document = ask(hand(), "apply", 2, "2026-05-01").to_dict()
    other = ask(hand(), "apply", 2, "2026-05-01", rules_as_of=date(2026, 5, 1)).to_dict()
    assert other.pop("rules_as_of") == "2026-05-01"
    assert document["in_force"].pop("why") != other["in_force"].pop("why")
    assert document == other


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("2026-02-30", "not-a-day"), ("yesterday", "not-a-day"), (20260101, "wrong-type"),
        ("1899-12-31", "day-out-of-range"),
        ("2026-07-01", "not-in-force"), ("2019-12-31", "not-in-force"),
    ],
)  # fmt: skip
def test_a_wrong_day_of_rules_is_an_input_fault(given: Any, code: str) -> None:
    assert faults_of(hand(), "apply", 2, "2026-05-01", rules_as_of=given) == [(code, "rules_as_of")]


def test_one_rule_set_takes_another_days_rules_as_well() -> None:
    """Its dated values are those of the day; without days of its own the document has no `in_force`."""
    assert isinstance(RULES, RuleSetVersions)
    first = RULES.versions[0]
    assert faults_of(hand(), "apply", 2, "2026-05-01", ruleset=first) == [("not-in-force", "as_of")]
    assert faults_of(hand(), "apply", 2, "2021-05-01", ruleset=first, rules_as_of="2026-01-01") == [
        ("not-in-force", "rules_as_of")
    ]
    document = ask(hand(), "apply", 2, "2026-05-01", ruleset=first, rules_as_of="2021-05-01").to_dict()
    assert ("1", "2020-01-01") == (document["in_force"]["version"], document["in_force"]["from"])
    assert ask(hand(), "apply", 2, "2021-05-01", ruleset=first).to_dict()["in_force"] == {
        "from": "2020-01-01", "to": "2025-12-31",
    }  # fmt: skip
    decision = evaluate({"id": "E"}, ruleset="vip-service-manager", question="hold", level=4, as_of="2026-01-01",
                        rules_as_of="2020-01-01")  # fmt: skip
    assert "in_force" not in decision.to_dict()
    assert "version 2.0 applies (in force on every day)" in decision.explain("en")


# --- overlays, parameters, switched readings -------------------------------------------------------------------------


def overlay(**more: Any) -> dict[str, Any]:
    return {"overlay": "harbour", "ruleset": "ferry-master", **more}


def required(decision: Decision) -> dict[str, Any]:
    return {
        node["id"]: node["required"]["value"]
        for node in walk(decision.to_dict()["explanation"])
        if node["kind"] == "condition"
    }


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


# --- one version, many threads ---------------------------------------------------------------------------------------


@given(whole_calls())
@settings(max_examples=100, deadline=None)
def test_a_family_of_one_file_behaves_like_the_file(call: Any) -> None:
    record, question, level, as_of, assume = call
    asked = {"question": question, "level": level, "as_of": as_of, "assume": assume, "engine": "direct"}
    one = evaluate(record, ruleset="vip-service-manager", **asked)
    other = evaluate(record, ruleset=VIP, **asked)
    assert one.to_dict() == other.to_dict()
    assert one.explain("zh") == other.explain("zh")


def test_versions_are_shared_between_threads() -> None:
    rules = load_ruleset(FERRY)
    days = [day for day in days_of(date(2026, 3, 1), date(2026, 4, 30)) for _ in range(8)]

    def outcome(day: date) -> str:
        return ask(hand(), "apply", 2, day, ruleset=rules, parameters={"service_months.2": 20}).outcome.value

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(outcome, days)) == ["yes" if day <= date(2026, 3, 31) else "no" for day in days]


def test_memos_start_anew_when_they_are_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vip_cert_rules.rulesets.versions.MOST_PLANS", 1)
    rules = load_ruleset(FERRY)
    for mark in (51, 52, 53):
        for level in (2, 1):
            asked = ask(hand(), "apply", level, "2026-03-31", ruleset=rules, parameters={"pass_mark": mark})
            assert required(asked)[f"apply.{level}.steering"] == mark


# --- files changed a little ------------------------------------------------------------------------------------------


def changed(first: dict[str, str], second: dict[str, str]) -> RuleSetVersions:
    """The first two versions, with some words put for others."""
    documents = []
    for name, words in (("ferry-master.yaml", first), ("ferry-master@2.yaml", second)):
        text = (FERRY / name).read_text(encoding="utf-8")
        for old, new in words.items():
            assert old in text
            text = text.replace(old, new)
        documents.append(read_text(text, name, RuleSetError))
    return structure_versions(documents)


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


def test_a_first_version_may_have_been_in_force_always() -> None:
    rules = changed({"from: 2020-01-01, to": "to", "{2020-01-01: 12": "{1900-01-01: 12"}, {})
    document = ask(hand(), "apply", 2, "1990-01-01", ruleset=rules).to_dict()
    assert (None, "2025-12-31") == (document["in_force"]["from"], document["in_force"]["to"])
    assert document["in_force"]["why"]["zh"] == "判定日期适用版本1（施行至2025-12-31）"
    assert document["in_force"]["why"]["en"] == "version 1 applies on the as-of date (in force to 2025-12-31)"


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ("{from: 2020-01-01, to: 2026-01-01}", "on 2026-01-01"),
        ("{from: 2020-01-01, to: 2026-01-31}", "from 2026-01-01 to 2026-01-31"),
        ("{from: 2020-01-01}", "from 2026-01-01 to 2026-06-30"),
        ("{from: 2026-06-30}", "on 2026-06-30"),
    ],
)
def test_days_of_two_versions_are_told(limits: str, told: str) -> None:
    with pytest.raises(RuleSetError) as caught:
        changed({"{from: 2020-01-01, to: 2025-12-31}": limits}, {})
    assert any(f"is in force as well {told}" in fault.message for fault in caught.value.faults)


def test_versions_without_days_overlap_on_every_day() -> None:
    text = (FERRY / "ferry-master.yaml").read_text(encoding="utf-8")
    text = text.replace("in_force: {from: 2020-01-01, to: 2025-12-31}\n", "").replace("2020-01-01", "1900-01-01")
    both = [read_text(text.replace('version: "1"', f'version: "{v}"'), f"{v}.yaml", RuleSetError) for v in "12"]
    with pytest.raises(RuleSetError, match="version `1` is in force as well on every day"):
        structure_versions(both)


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
