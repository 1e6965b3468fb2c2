"""Which version of the rules decides on a day, and under another day's rules."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from tests.rulesets.ferries import FERRY, RULES, ask, changed, days_of, faults_of, hand, required
from tests.story.recheck import walk
from tests.strategies import whole_calls
from vip_cert_rules import InputError, RuleSetVersions, evaluate, load_ruleset
from vip_cert_rules.faults import RuleSetError
from vip_cert_rules.reading import read_file, read_text
from vip_cert_rules.rulesets.versions.family import structure_versions

VIP_FILE = FERRY.parents[2] / "rules" / "vip-service-manager.yaml"
VIP = structure_versions([read_file(VIP_FILE, RuleSetError)])


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
    monkeypatch.setattr("vip_cert_rules.rulesets.versions.versions.MOST_PLANS", 1)
    rules = load_ruleset(FERRY)
    for mark in (51, 52, 53):
        for level in (2, 1):
            asked = ask(hand(), "apply", level, "2026-03-31", ruleset=rules, parameters={"pass_mark": mark})
            assert required(asked)[f"apply.{level}.steering"] == mark


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


# --- what is remembered of one call is not taken for another ---------------------------------------------------------

EXACTLY = Decimal("60." + "0" * 70)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ({"service_months.2": 13}, {"service_months.2": 13.0}),
        ({"service_months": {2: 13}}, {"service_months": {2: Decimal(13)}}),
        ({"pass_mark": EXACTLY}, {"pass_mark": Decimal(f"{EXACTLY}1")}),
    ],
)
def test_a_fault_is_found_also_after_a_good_value_of_the_same_digest(good: Any, bad: Any) -> None:
    """Nothing is evaluated on bad input, whoever asked what before."""
    rules = load_ruleset(FERRY)
    for parameters in (good, bad, good):
        if parameters is bad:
            assert len(faults_of(hand(), "apply", 2, "2024-06-01", ruleset=rules, parameters=parameters)) == 1
        else:
            assert ask(hand(), "apply", 2, "2024-06-01", ruleset=rules, parameters=parameters)


def test_a_fault_names_the_file_it_is_in_and_not_one_like_it(tmp_path: Path) -> None:
    rules = load_ruleset(FERRY)
    for name, text in (("a.yaml", "pass_mark: 650"), ("b.yaml", "\n\npass_mark: 650")):
        (tmp_path / name).write_text(text)
        with pytest.raises(InputError) as caught:
            ask(hand(), "apply", 2, "2024-06-01", ruleset=rules, parameters=tmp_path / name)
        place = caught.value.faults[0].place
        assert place is not None
        assert (place.file, place.line) == (str(tmp_path / name), 1 + text.count("\n"))
