"""The programme that the tutorial writes is the one in the examples, and its people are decided as their stories tell.

With ``VIP_CERT_UPDATE=1`` in the environment the examples are written anew from the page.
"""

from __future__ import annotations

import os

import pytest

from tests.docs.growing import grown
from tests.docs.pages import ROOT, blocks_of
from vip_cert_rules import evaluate, load_candidate

PAGE = ROOT / "docs" / "tutorial" / "a-sixth-programme.md"
FOLDER = ROOT / "examples" / "rules"
UPDATE = os.environ.get("VIP_CERT_UPDATE") == "1"
RULES = FOLDER / "field-support-engineer.yaml"
DAY = "2026-11-24"


def written() -> dict[str, str]:
    """What a reader of the page has written at its end, by the names of files."""
    files: dict[str, str] = {}
    for block in blocks_of(PAGE.read_text(encoding="utf-8")):
        if block.saved_as:
            files[block.saved_as] = block.text
        if block.adds_to:
            files[block.adds_to] = grown(files[block.adds_to], block.text)
    return files


def test_the_files_of_the_tutorial_are_the_examples() -> None:
    """Letter by letter, so that nobody has to keep two copies equal."""
    files = written()
    if UPDATE:
        for name, text in files.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
    assert files == {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}


@pytest.mark.parametrize(
    ("person", "question", "level", "overlays", "outcome"),
    [
        ("P1", "apply", 3, [], "yes"),  # article 5(1): 16 hours of 16
        ("P1", "apply", 2, [], "no"),  # the certificate of level 3 has lapsed
        ("P1", "apply", 1, [], "no"),  # no training of level 1, and no certificate of level 2
        ("P1", "hold", 3, [], "no"),
        ("P1", "pass", 2, [], "unknown"),  # article 8: the marks of the tasks are not supplied
        ("P1", "pass", 3, [], "no"),  # no theory paper of level 3, whatever the marks
        ("P1", "apply", 3, ["south-2026.yaml"], "no"),  # the province asks for 20 hours
        ("P1", "apply", 2, ["south-2026.yaml"], "yes"),  # and for a certificate once obtained
        ("P1", "pass", 2, ["south-2026.yaml"], "no"),  # 72 marks of 75 in line repair
        ("P2", "apply", 3, [], "yes"),  # article 7: let off the training
        ("P2", "apply", 2, [], "no"),
        ("P2", "pass", 3, [], "unknown"),  # no results are on record, which does not say that there were none
        ("P3", "apply", 2, [], "unknown"),
        ("P3", "apply", 3, [], "unknown"),
        ("P3", "hold", 3, [], "yes"),
        ("P3", "hold", 2, [], "no"),
    ],
)
def test_a_person_is_decided_as_the_articles_say(
    person: str, question: str, level: int, overlays: list[str], outcome: str
) -> None:
    """Written down by hand from the articles at the head of the page."""
    decision = evaluate(
        load_candidate(FOLDER / f"{person}.yaml"),
        ruleset=RULES,
        question=question,
        level=level,
        as_of=DAY,
        overlays=[FOLDER / name for name in overlays],
    )
    assert outcome == decision.outcome.value


@pytest.mark.parametrize(("day", "outcome"), [("2026-11-03", "yes"), ("2026-11-04", "no")])
def test_a_certificate_is_valid_through_the_corresponding_day_three_years_later(day: str, outcome: str) -> None:
    """Article 6, on a certificate of 3 November 2023."""
    person = load_candidate(FOLDER / "P1.yaml")
    assert outcome == evaluate(person, ruleset=RULES, question="hold", level=3, as_of=day).outcome.value


@pytest.mark.parametrize(("day", "outcome"), [("2026-10-11", "no"), ("2026-10-12", "yes")])
def test_the_waiver_helps_from_the_day_of_the_attestation_on(day: str, outcome: str) -> None:
    """Article 7."""
    person = load_candidate(FOLDER / "P2.yaml")
    assert outcome == evaluate(person, ruleset=RULES, question="apply", level=3, as_of=day).outcome.value
