"""Coverage: what cases show, what they leave out, and that the rows printed for it show it when they are pasted."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.authoring.verification.test_verify import CLEAN
from tests.cli.calling import call
from vip_cert_rules.authoring.coverage.html import html_page
from vip_cert_rules.authoring.coverage.measure import take_coverage
from vip_cert_rules.authoring.coverage.model import Aspect, Coverage, Measure, Target
from vip_cert_rules.authoring.coverage.report import render_coverage
from vip_cert_rules.authoring.tables.load import load_rule_test
from vip_cert_rules.authoring.tables.run import run_case
from vip_cert_rules.authoring.tables.writing import relative_day
from vip_cert_rules.text import Lang

HEAD = """rule-test: ferry pilots
ruleset: rules.yaml
as_of: 2026-06-30
person:
  certificates: [{programme: ferry-pilot, level: 2, issued: as_of - 1y, issuer: group}]
tables:
  - name: all
    question: hold
    level: 2
    rows:
"""
HOLDS = "      - {case: valid, expect: yes}\n"
HOLDS_NOT = "      - {case: none, certificates: [], expect: no}\n"
OPEN = "      - {case: open, certificates: null, expect: unknown}\n"


def written(tmp_path: Path, rows: str) -> Path:
    (tmp_path / "rules.yaml").write_text(CLEAN, encoding="utf-8")
    path = tmp_path / "rules.cert-test.yaml"
    path.write_text(HEAD + rows, encoding="utf-8")
    return path


def covered(tmp_path: Path, rows: str) -> Coverage:
    return take_coverage([load_rule_test(written(tmp_path, rows))], Lang.EN)


def shown(coverage: Coverage, node: str) -> set[str]:
    return {target.aspect.value for target in coverage.shown if target.node == node}


def test_a_case_shows_its_statuses_and_what_decides_it(tmp_path: Path) -> None:
    """A single certificate that has to be there is no bound."""
    assert {"met", "decides yes"} == shown(covered(tmp_path, HOLDS), "hold.2.holds")
    assert {"met", "decides yes", "unmet", "decides no"} == shown(covered(tmp_path, HOLDS + HOLDS_NOT), "hold.2.holds")
    whole = covered(tmp_path, HOLDS + HOLDS_NOT + OPEN)
    assert {"met", "unmet", "unknown", "decides yes", "decides no"} == shown(whole, "hold.2.holds")
    assert {"met", "unmet", "unknown"} == shown(whole, "hold.2")


EXAMS = """      - case: {case}
        question: pass
        level: 2
        results: [{{programme: ferry-pilot, level: 2, component: theory, taken: as_of - 1m, score: {score}}}]
        appraisals: [{{year: 2025, grade: {grade}}}]
        expect: {expect}
"""


def exam(case: str, score: float, grade: str, expect: str) -> str:
    return EXAMS.format(case=case, score=score, grade=grade, expect=expect)


@pytest.mark.parametrize(("score", "aspect"), [(59.99, "below"), (60, "at"), (60.01, "above")])
def test_a_bound_is_stood_below_at_and_above(tmp_path: Path, score: float, aspect: str) -> None:
    rows = exam("one", score, "good", "yes" if score >= 60 else "no")
    assert {aspect} == shown(covered(tmp_path, rows), "pass.2.theory") & {"below", "at", "above"}


def test_two_conditions_that_fail_together_decide_nothing_by_themselves(tmp_path: Path) -> None:
    """MC/DC: only where every other condition is met does one that is not met decide."""
    both_fail = covered(tmp_path, exam("both", 10, "fail", "no"))
    assert "decides no" not in shown(both_fail, "pass.2.theory") | shown(both_fail, "pass.2.appraised")
    one_fails = covered(tmp_path, exam("one", 10, "good", "no"))
    assert "decides no" in shown(one_fails, "pass.2.theory")
    assert "decides no" not in shown(one_fails, "pass.2.appraised")
    passes = covered(tmp_path, exam("passes", 80, "good", "yes"))
    assert "decides yes" in shown(passes, "pass.2.theory") & shown(passes, "pass.2.appraised")


def test_a_case_under_other_routes_decides_nothing(tmp_path: Path) -> None:
    """Where two routes are open, neither decides."""
    row = """      - case: both routes
        question: apply
        level: 3
        employments: [{occupation: ferry-pilot, unit: other, start: as_of - 10y}]
        education: [{level: master, awarded: as_of - 12y}]
        trainings: [{programme: ferry-pilot, level: 3, completed: as_of - 1y, hours: 99}]
        attestations: []
        expect: yes
"""
    found = covered(tmp_path, row)
    assert "decides yes" in shown(found, "apply.3.employed")
    assert "decides yes" not in shown(found, "apply.3.short.trained") | shown(found, "apply.3.long.served-long")


def test_the_rows_that_are_printed_show_what_is_missing(tmp_path: Path) -> None:
    """From one case for each question at each level, pasting every printed row leaves nothing to show."""
    rows = "".join(
        f"      - {{case: {question} {level}, question: {question}, level: {level}, certificates: [], expect: {out}}}\n"
        for question, out in (("apply", "unknown"), ("pass", "unknown"), ("hold", "no"))
        for level in (3, 2, 1)
    )
    found = covered(tmp_path, rows)
    assert found.of(Measure.DECISION).percent < 30
    assert all(gap.row is not None and gap.table == "all" for gap in found.gaps)
    path = written(tmp_path, rows + "\n".join(str(gap.row) for gap in found.gaps) + "\n")
    test = load_rule_test(path)
    assert all(run_case(case).has_passed for case in test.cases())
    again = take_coverage([test], Lang.EN)
    assert () == again.gaps
    assert [100.0] * 3 == [again.of(measure).percent for measure in Measure]
    assert {("apply", Aspect.ABOVE)} >= {(target.question, target.aspect) for target in again.impossible} - {
        ("pass", Aspect.ABOVE)
    }


def test_what_nobody_can_show_does_not_count() -> None:
    """Route (1) of level 1 of the VIP programme can never decide."""
    rules = Path(__file__).parents[3] / "rules" / "tests"
    found = take_coverage([load_rule_test(rules / "vip-service-manager.cert-test.yaml")], Lang.EN)
    name = "vip-service-manager"
    node = "apply.1.8.2.D.1.prior-certificate"
    assert Target(name, "apply", 1, node, Aspect.DECIDES_YES) in found.impossible
    assert Target(name, "apply", 1, node, Aspect.MET) not in found.impossible


def test_without_a_solver_everything_not_shown_is_a_gap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vip_cert_rules.authoring.coverage.measure.find_spec", lambda _name: None)
    found = covered(tmp_path, HOLDS)
    assert not found.searched
    assert frozenset() == found.impossible
    assert {None} == {gap.row for gap in found.gaps}
    assert "install the extra" in render_coverage(found, Lang.EN)
    assert "请安装扩展" in html_page(found, Lang.ZH)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 6, 30), "as_of"),
        (date(2024, 6, 30), "as_of - 2y"),
        (date(2024, 7, 1), "as_of - 2y + 1d"),
        (date(2024, 6, 29), "as_of - 2y - 1d"),
        (date(2026, 3, 30), "as_of - 3m"),
        (date(2027, 6, 30), "as_of + 1y"),
        (date(2024, 5, 11), "2024-05-11"),
    ],
)
def test_days_are_told_from_the_as_of_date(day: date, told: str) -> None:
    assert told == relative_day(day, date(2026, 6, 30))


class Page(HTMLParser):
    """What a page holds, and what it points to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.lang: str | None = None
        self.points_to: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta",):
            self.open.append(tag)
        self.lang = dict(attrs)["lang"] if tag == "html" else self.lang
        self.points_to += [str(value) for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(("lang", "code"), [(Lang.ZH, "zh-CN"), (Lang.EN, "en")])
def test_the_page_is_whole_and_needs_nothing_else(tmp_path: Path, lang: Lang, code: str) -> None:
    rows = '      - {case: "<b>&", expect: yes}\n'
    text = html_page(covered(tmp_path, rows), lang)
    page = Page(text)
    assert ([], code, []) == (page.open, page.lang, page.points_to)
    assert "&lt;b&gt;&amp;" in text
    assert '<th scope="row">hold.2.holds</th>' in text
    assert "<script" not in text


def test_the_command_tells_shares_and_gaps_and_fails_below(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, HOLDS)
    page = tmp_path / "page.html"
    said = call(capsys, "test", path, "--coverage", "--html", page, "--fail-under", "50", "--lang", "en")
    assert 1 == said.status
    assert re.search(r"\n  hold\.2 +MC/DC 1/2 +statuses 2/6 +bounds 0/0\n", said.out)
    assert (
        "\n  hold.2.holds: unmet\n    shows as well: hold.2.holds: decides a no by itself; hold.2: unmet\n" in said.out
    )
    assert "\n        certificates: []\n        expect: no\n        status: {hold.2.holds: unmet}\n" in said.out
    assert re.fullmatch(r"MC/DC coverage is [\d.]+ %, below the 50 % required\n", said.err)
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert 0 == call(capsys, "test", path, "--fail-under", "0").status
    assert "低于要求的 50%" in call(capsys, "test", path, "--fail-under", "50").err


@pytest.mark.parametrize("number", ["lots", "101", "-1", "nan"])
def test_a_percentage_is_one(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = call(capsys, "test", "vip-service-manager", f"--fail-under={number}")
    assert (2, "") == (said.status, said.out)
    assert "is no percentage from 0 to 100" in said.err


def test_a_page_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = call(capsys, "test", written(tmp_path, HOLDS), "--html", tmp_path)
    assert 2 == said.status
    assert "cannot be written: is a directory" in said.err
