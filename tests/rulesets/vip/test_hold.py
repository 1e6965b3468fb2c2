"""VIP V2.0 with section 6 of the network optimization requirements: who holds a level (A5, A8, A26)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.people import DAY, D, ask, certificate, person
from tests.rulesets.vip.dates import ago

LEVELS = (4, 3, 2, 1)


@pytest.mark.parametrize("asked", LEVELS)
@pytest.mark.parametrize("held", [1, 2, 3, 4, 5, 9])
def test_a_certificate_counts_for_its_own_and_every_lower_level(engine: str, held: int, asked: int) -> None:
    """A8: levels count downwards, 1 is the highest."""
    answer = ask(person(certificates=[certificate(held)]), "hold", asked, engine=engine)
    assert answer.told("certificate") == (("met", None) if held <= asked else ("unmet", "wrong_level"))
    assert answer.outcome == ("yes" if held <= asked else "no")
    assert answer.node("certificate")["evidence"] == ["certificates[0]"]
    assert answer.node("certificate")["required"] == {"op": ">=", "value": 1}


@pytest.mark.parametrize(
    ("issued", "as_of", "status"),
    [
        pytest.param("2024-11-24", "2026-11-23", "met", id="day before"),
        pytest.param("2024-11-24", "2026-11-24", "met", id="that day"),
        pytest.param("2024-11-24", "2026-11-25", "unmet", id="day after"),
        pytest.param("2024-02-29", "2026-02-27", "met", id="29 February, day before"),
        pytest.param("2024-02-29", "2026-02-28", "met", id="29 February, that day"),
        pytest.param("2024-02-29", "2026-03-01", "unmet", id="29 February, day after"),
        pytest.param("2026-02-28", "2028-02-28", "met", id="into a leap year, that day"),
        pytest.param("2026-02-28", "2028-02-29", "unmet", id="into a leap year, day after"),
    ],
)
def test_certificate_counts_through_its_last_valid_day(engine: str, issued: str, as_of: str, status: str) -> None:
    """Network optimization, 6: two years; A5: through the corresponding day."""
    answer = ask(person(certificates=[certificate(3, issued)]), "hold", 3, as_of, engine)
    assert answer.told("certificate") == (status, None if status == "met" else "expired")
    assert answer.low_high("certificate") == ((1, 1) if status == "met" else (0, 0))


@pytest.mark.parametrize(
    ("expires", "status"), [(D - DAY, "unmet"), (D, "met"), (D + DAY, "met"), (date(2199, 1, 1), "met")]
)
@pytest.mark.parametrize("issued", ["2010-01-01", "2026-01-15"])
def test_a_stated_expiry_is_the_last_valid_day(issued: str, expires: date, status: str) -> None:
    """Both shorter and longer than the two years that are computed where none is stated."""
    answer = ask(person(certificates=[certificate(3, issued, expires=expires)]), "hold", 3)
    assert answer.told("certificate") == (status, None if status == "met" else "expired")


@pytest.mark.parametrize(("revoked", "status"), [(D - DAY, "unmet"), (D, "unmet"), (D + DAY, "met"), (None, "met")])
def test_a_certificate_is_gone_on_the_day_it_is_revoked(engine: str, revoked: Any, status: str) -> None:
    """Record contract, certificate L: "not revoked on D (revoked > D or null)"."""
    answer = ask(person(certificates=[certificate(3, revoked=revoked)]), "hold", 3, engine=engine)
    assert answer.told("certificate") == (status, None if status == "met" else "revoked")


@pytest.mark.parametrize(("issued", "status"), [(D - DAY, "met"), (D, "met"), (D + DAY, "unmet")])
def test_a_certificate_counts_from_the_day_of_issue(issued: date, status: str) -> None:
    answer = ask(person(certificates=[certificate(3, issued)]), "hold", 3)
    assert answer.told("certificate") == (status, None if status == "met" else "too_early")


def test_certificates_are_issued_by_the_group(engine: str) -> None:
    """A26."""
    answer = ask(person(certificates=[certificate(3, issuer="province")]), "hold", 3, engine=engine)
    assert answer.told("certificate") == ("unmet", "wrong_issuer")
    assert answer.node("certificate")["evidence"] == ["certificates[0]"]


EXPIRED = certificate(3, ago(24) - DAY)
REVOKED = certificate(3, revoked="2026-06-01")
FUTURE = certificate(3, D + DAY)
PROVINCIAL = certificate(3, issuer="province")
TOO_LOW = certificate(4)
OTHER = {**certificate(3), "programme": "account-manager"}


@pytest.mark.parametrize(
    ("certificates", "code", "evidence"),
    [
        ([], "none_on_record", []),
        ([OTHER], "none_on_record", []),
        ([TOO_LOW], "wrong_level", ["certificates[0]"]),
        ([OTHER, TOO_LOW], "wrong_level", ["certificates[1]"]),
        ([TOO_LOW, EXPIRED], "expired", ["certificates[1]"]),
        ([EXPIRED, TOO_LOW], "expired", ["certificates[0]"]),
        ([PROVINCIAL, TOO_LOW], "wrong_issuer", ["certificates[0]"]),
        ([REVOKED, TOO_LOW], "revoked", ["certificates[0]"]),
        ([FUTURE, TOO_LOW], "too_early", ["certificates[0]"]),
        ([EXPIRED, OTHER, EXPIRED], "expired", ["certificates[0]", "certificates[2]"]),
    ],
)
def test_the_nearest_miss_wins(engine: str, certificates: list[Any], code: str, evidence: list[str]) -> None:
    """Record contract, 5: "an expired certificate of the right level before one of the wrong level"."""
    answer = ask(person(certificates=certificates), "hold", 3, engine=engine)
    assert answer.told("certificate") == ("unmet", code)
    assert answer.node("certificate")["evidence"] == evidence
    assert answer.document["unmet"] == ["hold.3.certificate"]


def test_one_good_certificate_among_bad_ones_suffices() -> None:
    answer = ask(person(certificates=[EXPIRED, certificate(2), TOO_LOW, REVOKED]), "hold", 3)
    assert answer.told("certificate") == ("met", None)
    assert answer.node("certificate")["evidence"] == ["certificates[1]"]


def test_certificates_not_recorded_are_not_none(engine: str) -> None:
    """Absent or null: not known. An empty list: known to be none."""
    for record in (person(), person(certificates=None)):
        answer = ask(record, "hold", 3, engine=engine)
        assert answer.told("certificate") == ("unknown", "fact_not_recorded")
        assert (answer.outcome, answer.missing) == ("unknown", ["certificates"])
        assert answer.document["unmet"] == []


def test_hold_names_its_assumptions() -> None:
    """A3, A5, A8 and A26 lie in what a valid certificate is; A7 is about applying only."""
    assert ask(person(certificates=[]), "hold", 3).document["assumptions"] == ["A3", "A5", "A8", "A26"]
