"""The tables of the bundled rule sets: all hold, every question is asked, every literal stands at a boundary."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from vip_cert_rules import InputError, RuleSet, bundled_names, find_ruleset
from vip_cert_rules.authoring.tables.load import TESTS, find_tests, load_rule_test
from vip_cert_rules.authoring.tables.model import RuleTest, Step
from vip_cert_rules.authoring.tables.run import run_case
from vip_cert_rules.plan.nodes import Status
from vip_cert_rules.reading import read_file
from vip_cert_rules.schemas import schema

RULES = Path(__file__).parents[3] / "rules"
NAMES = bundled_names()


@pytest.fixture(scope="module", params=NAMES)
def rule_test(request: pytest.FixtureRequest) -> RuleTest:
    return load_rule_test(RULES / "tests" / f"{request.param}{TESTS}")


def test_every_bundled_rule_set_has_its_tables_and_no_other_has() -> None:
    assert set(NAMES) == {path.name.removesuffix(TESTS) for path in (RULES / "tests").iterdir()}
    assert not any("test" in name for name in NAMES)


def test_every_case_is_as_expected(rule_test: RuleTest) -> None:
    failed = [case.id for case in rule_test.cases() if not run_case(case).has_passed]
    assert [] == failed


def test_every_question_is_asked_at_every_level_that_has_rules_of_its_own(rule_test: RuleTest) -> None:
    rules = find_ruleset(rule_test.rules)
    asked = {(case.asked.question, case.asked.level) for case in rule_test.cases()}
    levels = {question: rules.levels_of(question) or (None,) for question in rules.questions}
    if rules.name == "customer-engineer":  # every level is supplied
        levels = dict.fromkeys(rules.questions, (4,))
    assert {(question, level) for question in rules.questions for level in levels[question]} <= asked


def test_every_condition_is_met_and_not_met_somewhere(rule_test: RuleTest) -> None:
    """Whichever conditions a case brings along; names, not ids, as the same condition stands at many levels."""
    seen: dict[str, set[Status]] = {}
    for case in rule_test.cases():
        for node in run_case(case).decision.explained_nodes:
            if node.node.test is not None:
                seen.setdefault(node.node.id.rpartition(".")[2], set()).add(node.status)
    never = {name for name, statuses in seen.items() if not {Status.MET, Status.UNMET} <= statuses}
    assert never <= {"routes", "competency_profile", "pass_marks"}  # these stand for a parameter that is missing


def test_boundaries_are_shown_from_both_sides(rule_test: RuleTest) -> None:
    steps = [case.step for case in rule_test.cases()]
    assert steps.count(Step.BELOW) == steps.count(Step.AT) > 10


def test_the_files_fit_their_schema(rule_test: RuleTest) -> None:
    value = read_file(rule_test.path, InputError).value
    jsonschema.Draft7Validator(schema("rule-test")).validate(json.loads(json.dumps(value, default=float)))


@pytest.mark.parametrize(
    "change",
    [
        {"rows": [{"expect": "maybe"}]}, {"rows": [{"expect": "yes", "certificate": []}]}, {"rows": []},
        {"rows": [{"expect": "yes", "as_of": "yesterday"}]}, {"rows": [{"expect": "yes", "status": {"x": "fine"}}]},
        {"rows": [{"expect": "yes", "as_of": "as_of + 1d"}]}, {"given": {"rules_as_of": "as_of"}},
        {"level": "3"}, {"given": {"x": 1}}, {"name": ""}, {"rows": [{"each": {"level": 3}, "expect": "yes"}]},
    ],
)  # fmt: skip
def test_what_is_no_table_does_not_fit(change: dict[str, object]) -> None:
    table = {"name": "a", "rows": [{"expect": "yes", "certificates[0].issued": "as_of - 2y"}]}
    whole = {"rule-test": "a", "ruleset": "b", "tables": [table]}
    check = jsonschema.Draft7Validator(schema("rule-test"))
    check.validate(whole)
    check.validate({**whole, "tables": [{**table, "given": {"position": None, "as_of": "2026-11-24"}}]})
    assert not check.is_valid({**whole, "tables": [{**table, **change}]})


def test_tests_are_found_in_folders_and_by_the_names_of_rule_sets(tmp_path: Path) -> None:
    assert sorted(find_tests([str(RULES)])) == sorted(str(path) for path in (RULES / "tests").iterdir())
    (by_name,) = find_tests(["account-manager"])
    assert (RULES / "tests" / f"account-manager{TESTS}").samefile(by_name)
    with pytest.raises(InputError, match="holds no rule tests"):
        find_tests([str(tmp_path)])
    assert date(2026, 11, 24) == next(load_rule_test(by_name).cases()).asked.as_of


def test_no_reading_of_an_assumption_goes_unnoticed(rule_test: RuleTest) -> None:
    """Whichever assumption a rule set reads otherwise from the start, some case is no longer as expected."""
    rules = rule_test.rules
    assert isinstance(rules, RuleSet)
    for name, assumption in rules.part.assumptions.items():
        for word in assumption.readings:
            switched = rules.overlaid([{"overlay": "other", "ruleset": rules.name, "switches": {name: word}}])
            assert not all(run_case(case, switched).has_passed for case in rule_test.cases()), (name, word)
