"""From rows to cases: lists, boundaries, changes, and what is expected of a decision."""

# ruff: noqa: E501 -- a row of a table stands on one line

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.authoring.tables.files import cases, loaded, with_rows, write
from vip_cert_rules import Outcome, Status, find_ruleset
from vip_cert_rules.authoring.tables.model import Aspect, Step
from vip_cert_rules.authoring.tables.run import run_case


def test_a_row_without_a_name_is_called_after_what_it_changes(tmp_path: Path) -> None:
    (case,) = cases(with_rows(tmp_path, "- {certificates.issued: as_of - 2y, expect: yes}"))
    assert "valid :: certificates.issued: as_of - 2y" == case.id
    assert date(2024, 11, 24) == (case.candidate.certificates or ())[0].issued
    assert run_case(case).has_passed


def test_a_list_spans_a_row_one_case_for_each_value(tmp_path: Path) -> None:
    text = "- {case: level, each: {certificates.level: [4, 3], level: [4, 3]}, expect: yes, status: {certificate: [met, met]}}"
    found = cases(with_rows(tmp_path, text))
    assert [4, 3] == [case.asked.level for case in found]
    assert ["hold.4.certificate", "hold.3.certificate"] == [case.expectation.statuses[0][0] for case in found]
    assert ["level [certificates.level: 4, level: 4]", "level [certificates.level: 3, level: 3]"] == [
        case.name for case in found
    ]


@pytest.mark.parametrize(
    ("around", "values"),
    [
        ("certificates.issued: as_of - 2y", ["2024-11-23", "2024-11-24", "2024-11-25"]),
        ("certificates.issued: 2024-03-01", ["2024-02-29", "2024-03-01", "2024-03-02"]),
    ],
)
def test_a_boundary_of_days_is_the_day_before_the_day_and_the_day_after(
    tmp_path: Path, around: str, values: list[str]
) -> None:
    found = cases(with_rows(tmp_path, f"- {{around: {{{around}}}, expect: yes}}"))
    assert values == [str((case.candidate.certificates or ())[0].issued) for case in found]
    assert [Step.BELOW, Step.AT, Step.ABOVE] == [case.step for case in found]


@pytest.mark.parametrize(
    ("name", "entry", "around", "values"),
    [
        ("results", "{programme: p, level: 3, component: written, taken: as_of}", "results.score: 60", [59.99, 60, 60.01]),
        ("trainings", "{programme: p, level: 3, completed: as_of}", "trainings.hours: 24.5", [24.49, 24.5, 24.51]),
        ("certificates", "{programme: p, level: 3, issued: as_of, issuer: group}", "certificates.level: 3", [2, 3, 4]),
        ("appraisals", "{year: 2025, grade: good}", "appraisals.grade: good", ["pass", "good", "excellent"]),
        ("trainer_titles", "{rank: group, granted: as_of}", "trainer_titles.rank: province", ["prefecture", "province", "group"]),
    ],
)  # fmt: skip
def test_a_boundary_of_numbers_and_words_is_a_step_below_and_above(
    tmp_path: Path, name: str, entry: str, around: str, values: list[object]
) -> None:
    """Two cases, or three where three outcomes are expected."""
    text = f"- {{{name}: [{entry}], around: {{{around}}}, expect: [yes, yes, yes]}}"
    found = cases(with_rows(tmp_path, text))
    field = around.partition(":")[0].partition(".")[2]
    told = [getattr(getattr(case.candidate, name)[0], field) for case in found]
    assert values == [float(one) if isinstance(values[0], float) else one for one in told]
    two = cases(with_rows(tmp_path, text.replace("[yes, yes, yes]", "[yes, yes]")))
    assert [Step.BELOW, Step.AT] == [case.step for case in two]


def test_entries_are_changed_added_and_taken_out(tmp_path: Path) -> None:
    text = """\
    - case: all of it
      "certificates[0].revoked": as_of
      "certificates[1]": {programme: vip-service-manager, level: 2, issued: as_of, issuer: group}
      "certificates[0]": remove
      trainings: []
      education: null
      expect: yes
    - {case: left alone, expect: yes}
    """
    first, second = cases(with_rows(tmp_path, text))
    assert [2] == [one.level for one in first.candidate.certificates or ()]
    assert ((), None) == (first.candidate.trainings, first.candidate.education)
    assert [3] == [one.level for one in second.candidate.certificates or ()]
    assert all(run_case(case).has_passed for case in (first, second))


def test_the_first_entry_of_a_list_that_is_not_known_makes_it_known(tmp_path: Path) -> None:
    text = """\
    - {"trainings[0]": {programme: p, level: 3, completed: as_of, hours: 2}, trainings.hours: remove, expect: yes}
    """
    (case,) = cases(with_rows(tmp_path, text))
    assert [None] == [one.hours for one in case.candidate.trainings or ()]


def test_cases_that_differ_in_what_no_name_shows_are_numbered(tmp_path: Path) -> None:
    """No two cases of a file have one id."""
    entry = "{programme: vip-service-manager, level: 3, issuer: group, issued: as_of - 3y}"
    text = f"- {{case: none or one, each: {{certificates: [[{entry}], [{entry}], []]}}, expect: no}}"
    assert [
        "valid :: none or one [certificates: [{…}] (1)]",
        "valid :: none or one [certificates: [{…}] (2)]",
        "valid :: none or one [certificates: []]",
    ] == [case.id for case in cases(with_rows(tmp_path, text))]


def test_a_field_that_is_removed_is_not_known(tmp_path: Path) -> None:
    (case,) = cases(with_rows(tmp_path, "- {certificates: remove, expect: unknown, missing: [certificates]}"))
    assert case.candidate.certificates is None
    assert run_case(case).has_passed


def test_everything_that_is_not_as_expected_is_a_difference(tmp_path: Path) -> None:
    text = """\
    - case: wrong in every way
      certificates: []
      expect: yes
      status: {certificate: met, hold.3: unmet}
      missing: [certificates]
      unmet: []
      first_failing: 六
    """
    (case,) = cases(with_rows(tmp_path, text))
    result = run_case(case)
    assert [
        (Aspect.OUTCOME, None, Outcome.YES, Outcome.NO),
        (Aspect.STATUS, "hold.3.certificate", Status.MET, Status.UNMET),
        (Aspect.MISSING, None, ("certificates",), ()),
        (Aspect.UNMET, None, (), ("hold.3.certificate",)),
    ] == [(one.aspect, one.node, one.expected, one.actual) for one in result.differences]


def test_the_first_failing_clause_is_that_of_the_first_condition_in_the_way(tmp_path: Path) -> None:
    """Rows differ where the order of reading does."""
    text = '- {certificates: [], employments: [], education: [], probations: [], trainings: [], attestations: [], expect: no, question: apply, level: 4, first_failing: "6"}'
    (case,) = cases(with_rows(tmp_path, text))
    (difference,) = run_case(case).differences
    assert (Aspect.FIRST_FAILING, "6", "8.1") == (difference.aspect, difference.expected, difference.actual)


def test_what_a_row_says_comes_before_its_table_and_its_file(tmp_path: Path) -> None:
    text = """\
    rule-test: layers
    ruleset: vip-service-manager
    question: hold
    level: 4
    as_of: 2026-11-24
    assume: {A5: no-expiry}
    parameters: {validity_months: 12}
    tables:
      - name: a table
        level: 3
        overlays: [vip-a2-correction]
        given: {as_of: 2026-12-24}
        rows:
          - {case: of the table, expect: unknown}
          - {case: its own, level: 2, as_of: 2026-01-01, assume.A5: last-day-before, parameters.pass_mark: 70, expect: unknown}
    """
    first, second = cases(write(tmp_path, text))
    assert (3, date(2026, 12, 24), {"A5": "no-expiry"}) == (first.asked.level, first.asked.as_of, first.asked.assume)
    assert (2, date(2026, 1, 1), {"A5": "last-day-before"}) == (
        second.asked.level,
        second.asked.as_of,
        second.asked.assume,
    )
    assert ["vip-a2-correction", None] == [one.name for one in first.asked.overlays]
    assert {"validity_months": 12} == first.asked.overlays[-1].parameters
    assert {"pass_mark": 70} == second.asked.overlays[-1].parameters


def test_a_case_can_be_run_under_other_rules(tmp_path: Path) -> None:
    """What mutants and new versions need: the same case, its overlays laid on."""
    text = "- {certificates.issued: as_of - 2y, expect: yes, parameters.scope_units: [other]}"
    (case,) = cases(with_rows(tmp_path, text))
    rules = find_ruleset("vip-service-manager")
    assert run_case(case, rules).has_passed
    mutant = rules.overlaid(parameters={"validity_months": 23})
    result = run_case(case, mutant)
    assert [Aspect.OUTCOME] == [one.aspect for one in result.differences]
    assert {"validity_months", "scope_units"} == {name for name, _value in result.decision.plan.supplied}


def test_a_rule_set_a_parameter_file_and_a_table_stand_beside_the_tests(tmp_path: Path) -> None:
    rules = (Path(__file__).parents[3] / "rules" / "vip-service-manager.yaml").read_text(encoding="utf-8")
    write(tmp_path, rules, "own.yaml")
    write(tmp_path, "validity_months: 12\n", "values.yaml")
    write(
        tmp_path, "case,certificates.issued,expect\na year,as_of - 1y,yes\na day more,as_of - 1y - 1d,no\n", "rows.csv"
    )
    text = """\
    rule-test: beside
    ruleset: ./own.yaml
    question: hold
    level: 3
    as_of: 2026-11-24
    parameters: values.yaml
    person: {certificates: [{programme: vip-service-manager, level: 3, issued: as_of, issuer: group}]}
    tables: [{name: rows, csv: rows.csv}]
    """
    test = loaded(write(tmp_path, text))
    assert all(run_case(case).has_passed for case in test.cases())
    assert {"t.cert-test.yaml", "own.yaml", "values.yaml", "rows.csv"} == {file.name for file in test.files}
    assert [2, 3] == [case.place.line for case in test.cases() if case.place]


def test_rule_tests_may_stand_in_a_folder_of_versions(tmp_path: Path) -> None:
    """They are no version of it."""
    rules = (Path(__file__).parents[3] / "rules" / "vip-service-manager.yaml").read_text(encoding="utf-8")
    folder = tmp_path / "own"
    folder.mkdir()
    write(folder, rules, "one.yaml")
    path = with_rows(folder, "- {expect: yes}")
    path.write_text(path.read_text(encoding="utf-8").replace("vip-service-manager\nq", "../own\nq"), encoding="utf-8")
    assert all(run_case(case).has_passed for case in cases(path))
