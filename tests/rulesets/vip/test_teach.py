"""VIP V2.0, 7.2: who may teach."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.people import DAY, D, ask, attestation, certificate, person, title
from tests.rulesets.vip.dates import ago

EXPERIENCE = "relevant-experience"


@pytest.mark.parametrize(("level", "required"), [(4, 2), (3, 2), (2, 2), (1, 1)])
@pytest.mark.parametrize("held", [4, 3, 2, 1])
def test_teachers_hold_level_2_for_the_lower_levels_and_1_for_1(
    engine: str, level: int, required: int, held: int
) -> None:
    """7.2: L2 or higher for teaching L4, L3 and L2; L1 for teaching L1."""
    record = person(certificates=[certificate(held)], attestations=[], trainer_titles=[])
    answer = ask(record, "teach", level, engine=engine)
    met = held <= required
    assert answer.told("teacher-certificate") == (("met", None) if met else ("unmet", "wrong_level"))
    assert answer.outcome == ("yes" if met else "no")


@pytest.mark.parametrize(
    ("level", "ranks"),
    [
        (4, ("prefecture", "province", "group")),
        (3, ("province", "group")),
        (2, ("province", "group")),
        (1, ("group",)),
    ],
)
@pytest.mark.parametrize("rank", ["prefecture", "province", "group"])
def test_with_experience_a_title_of_the_rank_or_higher_does(engine: str, level: int, ranks: Any, rank: str) -> None:
    """7.2: prefecture for L4, province for L3 and L2, group for L1; A15: a higher one satisfies."""
    record = person(certificates=[], attestations=[attestation(EXPERIENCE)], trainer_titles=[title(rank)])
    answer = ask(record, "teach", level, engine=engine)
    met = rank in ranks
    place = ["prefecture", "province", "group"].index(rank)
    assert answer.told("trainer-title") == (("met", None) if met else ("unmet", "too_low"))
    assert answer.low_high("trainer-title") == (place, place)
    assert answer.node("trainer-title")["required"]["value"] == 3 - len(ranks)
    assert answer.node("trainer-title")["evidence"] == ["trainer_titles[0]"]
    assert answer.outcome == ("yes" if met else "no")


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        ([title("province", D)], ("met", None)),
        ([title("province", D + DAY)], ("unmet", "too_early")),
        ([], ("unmet", "none_on_record")),
        (None, ("unknown", "fact_not_recorded")),
        ([title("prefecture"), title("group"), title("prefecture")], ("met", None)),
    ],
)
def test_a_title_counts_from_the_day_it_is_granted(titles: Any, told: Any) -> None:
    answer = ask(person(trainer_titles=titles), "teach", 3)
    assert answer.told("trainer-title") == told


@pytest.mark.parametrize(
    ("attestations", "told"),
    [
        pytest.param([attestation(EXPERIENCE, on=D)], ("met", None), id="today"),
        pytest.param([attestation(EXPERIENCE, on=D + DAY)], ("unmet", "too_early"), id="tomorrow"),
        pytest.param([attestation(EXPERIENCE, False)], ("unmet", "not_attested"), id="denied"),
        pytest.param([], ("unmet", "not_attested"), id="none"),
        pytest.param(None, ("unknown", "fact_not_recorded"), id="not known"),
        pytest.param([attestation(EXPERIENCE, level=3)], ("met", None), id="for the level"),
        pytest.param([attestation("education-relaxation")], ("unmet", "not_attested"), id="another matter"),
        pytest.param(
            [attestation(EXPERIENCE, True, "2026-01-01"), attestation(EXPERIENCE, False, "2026-02-01")],
            ("unmet", "not_attested"),
            id="withdrawn later",
        ),
        pytest.param(
            [attestation(EXPERIENCE, False, "2026-02-01"), attestation(EXPERIENCE, True, "2026-01-01")],
            ("unmet", "not_attested"),
            id="withdrawn later, listed first",
        ),
        pytest.param(
            [attestation(EXPERIENCE, False, "2026-02-01"), attestation(EXPERIENCE, True, "2026-02-01")],
            ("met", None),
            id="tie: last listed",
        ),
        pytest.param(
            [attestation(EXPERIENCE, True, "2026-02-01"), attestation(EXPERIENCE, False, "2026-02-01")],
            ("unmet", "not_attested"),
            id="tie: last listed, other way",
        ),
        pytest.param(
            [attestation(EXPERIENCE, True, "2026-02-01"), attestation(EXPERIENCE, False, D + DAY)],
            ("met", None),
            id="withdrawn tomorrow",
        ),
        pytest.param(
            [attestation(EXPERIENCE, True, "2026-02-01"), attestation(EXPERIENCE, False, "2026-03-01", 2)],
            ("met", None),
            id="denied for another level",
        ),
        pytest.param(
            [attestation(EXPERIENCE, True, "2026-02-01", 3), attestation(EXPERIENCE, False, "2026-03-01")],
            ("unmet", "not_attested"),
            id="attested for the level, later denied for every",
        ),
    ],
)
def test_the_latest_attestation_counts(engine: str, attestations: Any, told: Any) -> None:
    """Of the matter, the programme and this level (or every level), the latest on or before the day."""
    record = person(attestations=attestations, certificates=[], trainer_titles=[title("province")])
    answer = ask(record, "teach", 3, engine=engine)
    assert answer.told("relevant-experience") == told
    assert answer.outcome == {"met": "yes", "unmet": "no", "unknown": "unknown"}[told[0]]


def test_an_attestation_for_another_level_or_programme_does_not_count() -> None:
    for one in (attestation(EXPERIENCE, level=2), {**attestation(EXPERIENCE), "programme": "account-manager"}):
        answer = ask(person(attestations=[one]), "teach", 3)
        assert answer.node("relevant-experience")["status"] == "unmet"


def test_experience_or_title_alone_is_not_enough(engine: str) -> None:
    """A25: the certificate, or both the experience and the title."""
    answer = ask(
        person(certificates=[], attestations=[attestation(EXPERIENCE)], trainer_titles=[]), "teach", 3, engine=engine
    )
    assert (answer.outcome, answer.node("all-1")["status"]) == ("no", "unmet")
    assert answer.document["unmet"] == ["teach.3.teacher-certificate", "teach.3.trainer-title"]
    answer = ask(person(certificates=[], attestations=[], trainer_titles=[title("group")]), "teach", 3, engine=engine)
    assert (answer.outcome, answer.node("all-1")["status"]) == ("no", "unmet")
    assert answer.document["unmet"] == ["teach.3.teacher-certificate", "teach.3.relevant-experience"]


@pytest.mark.parametrize(("issued", "status"), [(ago(24), "met"), (ago(24) - DAY, "unmet")])
def test_a_teachers_certificate_must_be_valid(issued: date, status: str) -> None:
    answer = ask(person(certificates=[certificate(2, issued)]), "teach", 3)
    assert answer.told("teacher-certificate") == (status, None if status == "met" else "expired")


def test_one_way_suffices_whatever_is_not_known_of_the_other(engine: str) -> None:
    """any: met if a child is."""
    assert ask(person(certificates=[certificate(2)]), "teach", 3, engine=engine).outcome == "yes"
    record = person(attestations=[attestation(EXPERIENCE)], trainer_titles=[title("province")])
    assert ask(record, "teach", 3, engine=engine).outcome == "yes"
    answer = ask(person(certificates=[], trainer_titles=[title("province")]), "teach", 3, engine=engine)
    assert (answer.outcome, answer.missing) == ("unknown", ["attestations"])
    answer = ask(person(certificates=[], trainer_titles=[]), "teach", 3, engine=engine)
    assert (answer.outcome, answer.missing) == ("no", [])
