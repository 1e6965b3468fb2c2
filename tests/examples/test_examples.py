"""Every example person is decided as told, and explained in words that somebody has read.

With ``VIP_CERT_UPDATE=1`` in the environment the snapshots are written anew: read them before keeping them.
"""

from __future__ import annotations

import os
from pathlib import Path

import attrs
import pytest

from tests.examples.stories import PARAMETERS, RULESET, STORIES, Story
from vip_cert_rules import Outcome, find_ruleset

SNAPSHOTS = Path(__file__).resolve().parent / "snapshots"
UPDATE = os.environ.get("VIP_CERT_UPDATE") == "1"

OUTCOMES = {
    "account-manager-competent-l2-gaps": Outcome.NO,
    "account-manager-competent-l3": Outcome.YES,
    "account-manager-competent-l3-profile-missing": Outcome.UNKNOWN,
    "account-manager-pass-l1": Outcome.YES,
    "account-manager-trained-l1-half": Outcome.NO,
    "account-manager-trained-l1-modules-unknown": Outcome.UNKNOWN,
    "engineer-apply-l2-hours-short": Outcome.NO,
    "engineer-apply-l3": Outcome.YES,
    "engineer-apply-l3-nothing-supplied": Outcome.UNKNOWN,
    "engineer-apply-l5-no-such-level": Outcome.NO,
    "engineer-hold-l3-by-higher": Outcome.YES,
    "engineer-pass-l2-defence-failed": Outcome.NO,
    "engineer-teach-l4-title": Outcome.YES,
    "hold-l3-province": Outcome.YES,
    "hold-l3-revoked": Outcome.NO,
    "hold-l4-by-higher": Outcome.YES,
    "l1-by-service": Outcome.YES,
    "l1-certified": Outcome.YES,
    "l2-by-service": Outcome.YES,
    "l2-certified": Outcome.YES,
    "l3-by-service": Outcome.YES,
    "l3-certificate-expired-yesterday": Outcome.NO,
    "l3-certified": Outcome.YES,
    "l3-facts-unknown": Outcome.UNKNOWN,
    "l3-headquarters": Outcome.NO,
    "l3-lapsed-certificate-switch": Outcome.YES,
    "l3-one-day-short": Outcome.NO,
    "l3-service-interrupted": Outcome.NO,
    "l3-training-twice": Outcome.YES,
    "l4-education-relaxed": Outcome.YES,
    "l4-probation": Outcome.YES,
    "l4-trained": Outcome.YES,
    "l4-training-planned": Outcome.NO,
    "manager-apply-by-examination": Outcome.YES,
    "manager-apply-planned": Outcome.NO,
    "manager-pass": Outcome.YES,
    "manager-qualify": Outcome.YES,
    "manager-qualify-marks-missing": Outcome.UNKNOWN,
    "manager-qualify-never-led": Outcome.NO,
    "manager-qualify-re-rated": Outcome.NO,
    "network-apply-l2-cross-level": Outcome.YES,
    "network-apply-l3-provincial-entry": Outcome.YES,
    "network-apply-l4": Outcome.YES,
    "network-apply-l4-lapsed-switch": Outcome.YES,
    "network-hold-l4-practical-expired": Outcome.NO,
    "network-hold-l5-recognised": Outcome.YES,
    "network-pass-l5-mark-missing": Outcome.UNKNOWN,
    "pass-l1": Outcome.YES,
    "pass-l1-appraisal-missing": Outcome.UNKNOWN,
    "pass-l2-one-mark-short": Outcome.NO,
    "pass-l3-reported": Outcome.YES,
    "teach-l1-title-too-low": Outcome.NO,
    "teach-l3-certificate": Outcome.YES,
    "teach-l4-title": Outcome.YES,
}

each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)


@each_story
def test_a_person_is_decided_as_the_story_tells(story: Story) -> None:
    """The outcome of every example, written down by hand."""
    assert OUTCOMES[story.name] is story.decide().outcome


@each_story
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_person_is_explained_in_the_words_of_the_snapshot(story: Story, lang: str) -> None:
    """No sentence of an explanation changes without somebody reading it."""
    snapshot = SNAPSHOTS / f"{story.name}.{lang}.txt"
    told = story.decide().explain(lang) + "\n"
    if UPDATE:
        snapshot.write_text(told, encoding="utf-8")
    assert snapshot.read_text(encoding="utf-8") == told


@each_story
def test_a_story_is_told_in_chinese_and_then_in_english(story: Story) -> None:
    """Both readers find out what the file is about."""
    scripts = ["zh" if any("\u4e00" <= char <= "\u9fff" for char in line) else "en" for line in story.told]
    assert sorted(scripts, reverse=True) == scripts
    assert {"zh", "en"} == set(scripts)


def test_the_examples_are_different_people() -> None:
    """Nobody's number is used twice."""
    ids = [story.candidate().id for story in STORIES]
    assert len(set(ids)) == len(ids)


def test_every_snapshot_belongs_to_an_example() -> None:
    """A snapshot that nothing compares itself with goes stale unseen."""
    expected = {f"{story.name}.{lang}.txt" for story in STORIES for lang in ("zh", "en")}
    assert expected == {path.name for path in SNAPSHOTS.iterdir()}


def test_there_is_an_example_for_every_question_and_both_routes_of_every_level() -> None:
    """Clause 8.2: two routes for each of four levels, each the way of somebody here."""
    for ruleset in {story.ruleset for story in STORIES}:
        assert set(find_ruleset(ruleset).questions) == {s.question for s in STORIES if s.ruleset == ruleset}
    met = {
        name
        for story in STORIES
        if (story.ruleset, story.question) == (RULESET, "apply")
        for name, status in story.decide().statuses.items()
        if ".8.2." in name and name.count(".") == 5 and status.value == "met"
    }
    assert {f"apply.{level}.8.2.{letter}.{way}" for level, letter in zip("4321", "ABCD") for way in "12"} == met


@pytest.mark.parametrize("name", ["l3-lapsed-certificate-switch", "hold-l3-province", "network-apply-l4-lapsed-switch"])
def test_a_switched_example_is_answered_otherwise_under_the_bundled_reading(name: str) -> None:
    """A7 and A26: the switch is what makes the difference, and the decision names it."""
    story = next(story for story in STORIES if story.name == name)
    (switch,) = (f"{assumption}={reading}" for assumption, reading in story.assume.items())
    assert Outcome.NO is story.decide(switched=False).outcome
    assert switch in story.decide().assumptions


def test_every_file_of_parameters_belongs_to_an_example() -> None:
    """Parameters that nobody is decided with are not seen to fit."""
    assert {path.name for path in PARAMETERS.iterdir()} == {
        story.parameters.name for story in STORIES if story.parameters
    }


@pytest.mark.parametrize(
    ("name", "unmet"),
    [
        ("engineer-apply-l2-hours-short", ["apply.2.8.2.1.training-hours"]),
        ("engineer-apply-l5-no-such-level", ["apply.5.level-exists"]),
        ("engineer-pass-l2-defence-failed", ["pass.2.assessment.defence"]),
        ("manager-apply-planned", ["apply.relevant-experience"]),
        ("manager-qualify-never-led", ["qualify.has-led"]),
        ("manager-qualify-re-rated", ["qualify.ability.complaints-under-pressure"]),
    ],
)
def test_what_stands_in_the_way_is_what_the_story_tells(name: str, unmet: list[str]) -> None:
    """Nobody is told anything else to make up for."""
    story = next(story for story in STORIES if story.name == name)
    assert unmet == list(story.decide().unmet)


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("engineer-apply-l3-nothing-supplied", ["levels", "scope_units", "occupations", "education_level", "routes"]),
        ("manager-qualify-marks-missing", ["service_occupations", "ability_marks"]),
    ],
)
def test_what_the_organisation_has_to_supply_is_named(name: str, missing: list[str]) -> None:
    """Every fact is on record; only parameters are missing."""
    story = next(story for story in STORIES if story.name == name)
    assert [f"parameters.{one}" for one in missing] == list(story.decide().missing)


def test_whoever_is_a_week_short_may_apply_then() -> None:
    """A16: the two years that began on 1 December are complete on 1 December."""
    story = next(story for story in STORIES if story.name == "manager-apply-planned")
    days = {day: attrs.evolve(story, as_of=day).decide().outcome for day in ("2026-11-30", "2026-12-01")}
    assert {"2026-11-30": Outcome.NO, "2026-12-01": Outcome.YES} == days


def test_a_planned_training_counts_from_the_day_it_is_completed() -> None:
    """The same record answers yes on the day of the training's completion, with nothing added to it."""
    story = next(story for story in STORIES if story.name == "l4-training-planned")
    days = {day: attrs.evolve(story, as_of=day).decide().outcome for day in ("2026-12-17", "2026-12-18")}
    assert {"2026-12-17": Outcome.NO, "2026-12-18": Outcome.YES} == days


def test_the_one_day_that_is_missing_is_the_next_one() -> None:
    """A3: a year of service that began on 25 November is complete on 25 November."""
    story = next(story for story in STORIES if story.name == "l3-one-day-short")
    assert Outcome.YES is attrs.evolve(story, as_of="2026-11-25").decide().outcome
