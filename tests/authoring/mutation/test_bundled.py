"""The tables of the bundled rule sets notice every change of one rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from vip_cert_rules import bundled_names
from vip_cert_rules.authoring.mutation.family import load_family
from vip_cert_rules.authoring.mutation.mutate import mutate
from vip_cert_rules.authoring.mutation.pool import default_jobs
from vip_cert_rules.authoring.tables.load import TESTS, load_rule_test

RULES = Path(__file__).parents[3] / "rules" / "tests"


@pytest.mark.parametrize("name", bundled_names())
def test_no_mutant_survives(name: str) -> None:
    mutation = mutate(load_family(name), [load_rule_test(RULES / f"{name}{TESTS}")], jobs=default_jobs())
    assert [] == [one.mutant.label.en for one in mutation.survived]
    assert 30 < mutation.counted
