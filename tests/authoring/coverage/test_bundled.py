"""The tables of the bundled rule sets show every condition to decide its question by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from vip_cert_rules import bundled_names
from vip_cert_rules.authoring.coverage.measure import take_coverage
from vip_cert_rules.authoring.coverage.model import Measure
from vip_cert_rules.authoring.tables.load import TESTS, load_rule_test

RULES = Path(__file__).parents[3] / "rules" / "tests"


@pytest.mark.parametrize("name", bundled_names())
def test_every_condition_is_shown_to_decide_and_every_bound_from_all_sides(name: str) -> None:
    """MC/DC and bounds: as far as there can be somebody who shows it, which the solver knows."""
    coverage = take_coverage([load_rule_test(RULES / f"{name}{TESTS}")])
    assert coverage.searched
    assert [] == [str(gap.target) for gap in coverage.gaps if gap.target.measure is not Measure.STATUS]
    assert 20 < coverage.of(Measure.DECISION).all
    assert 100 == coverage.of(Measure.DECISION).percent == coverage.of(Measure.BOUNDARY).percent


@pytest.mark.parametrize("name", bundled_names())
def test_every_status_is_shown_but_of_routes_that_demand_nothing(name: str) -> None:
    """A route without demands is met, whoever asks: nothing about it can be open."""
    coverage = take_coverage([load_rule_test(RULES / f"{name}{TESTS}")])
    left = [gap.target for gap in coverage.gaps if gap.target.measure is Measure.STATUS]
    assert all((name, target.aspect.value) == ("customer-engineer", "unknown") for target in left)
    assert all(target.node.endswith((".any-1", ".8.2.1")) for target in left)
