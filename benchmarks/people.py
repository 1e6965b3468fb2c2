"""Invented people in the form of the record contract, about 1.5 kB of JSON each; the same for the same seed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

AS_OF = date(2026, 11, 24)
VIP = "vip-service-manager"


def people(number: int, seed: int = 1) -> list[dict[str, Any]]:
    """Most in scope, about a third of them eligible for level 3, everything known."""
    dice = random.Random(seed)
    return [_person(dice, i) for i in range(number)]


def _day(dice: random.Random, years: float) -> str:
    return (AS_OF - timedelta(days=dice.randrange(1, int(years * 365)))).isoformat()


def _person(dice: random.Random, number: int) -> dict[str, Any]:
    start = AS_OF - timedelta(days=dice.randrange(30, 5 * 365))
    before = start - timedelta(days=dice.choice((1, 40)))
    levels = (4, 3)
    return {
        "id": f"E{number:05d}",
        "preparing_for": [VIP] if dice.random() < 0.1 else [],
        "education": [
            {
                "level": dice.choice(("senior_secondary", "junior_college", "bachelor")),
                "awarded": "2014-07-01",
                "equivalent": False,
            }
        ],
        "employments": [
            {
                "occupation": "clerk",
                "unit": "provincial_branch",
                "start": "2015-01-05",
                "end": before.isoformat(),
                "leads_team": False,
            },
            {
                "occupation": dice.choice((VIP, VIP, VIP, "account-manager")),
                "unit": dice.choice(("provincial_branch", "professional_company", "provincial_branch", "other")),
                "start": start.isoformat(),
                "end": None,
                "leads_team": dice.random() < 0.2,
            },
        ],
        "probations": [{"occupation": VIP, "completed": (start + timedelta(days=180)).isoformat(), "passed": True}],
        "trainings": [
            {
                "programme": VIP,
                "level": level,
                "completed": _day(dice, 3),
                "hours": dice.choice((12, 18.5, 24, 30)),
                "courses_completed": dice.random() < 0.8,
                "modules": None,
            }
            for level in levels
        ],
        "results": [
            {
                "programme": VIP,
                "level": 4,
                "component": component,
                "taken": _day(dice, 3),
                "score": dice.randrange(900, 2000) / 20,
                "position": None,
            }
            for component in ("written", "interview")
        ],
        "appraisals": [{"year": 2025, "grade": dice.choice(("pass", "good", "excellent")), "on": "2026-01-20"}],
        "certificates": [
            {
                "programme": VIP,
                "level": 4,
                "issued": _day(dice, 3),
                "expires": None,
                "revoked": None,
                "issuer": "group",
                "position": None,
            }
        ],
        "trainer_titles": [{"rank": "prefecture", "granted": "2023-01-01"}],
        "attestations": [
            {
                "matter": "education-relaxation",
                "programme": VIP,
                "level": None,
                "value": dice.random() < 0.5,
                "on": "2026-02-01",
                "by": "HR",
            }
        ],
        "extra": {},
    }
