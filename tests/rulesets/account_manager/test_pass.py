"""Notes on the certification of account managers: who passes the assessment of a level."""

from __future__ import annotations

from typing import Any

import pytest

from tests.people import DAY, Answer, D, appraisal, person
from tests.rulesets.account_manager.asking import ask, result
from tests.rulesets.vip.dates import ago

LEVELS = (4, 3, 2, 1)
LOWER = (4, 3, 2)


def passes(results: Any, level: int = 3, as_of: Any = D, engine: str = "direct", **assume: str) -> Answer:
    """The answer on somebody of whom only results are known."""
    return ask(person(results=results), "pass", level, as_of, engine, **assume)


def exercises(simulation: Any, marketing: Any, **more: Any) -> list[Any]:
    """A level 1 interview."""
    return [result(1, "simulation", simulation, **more), result(1, "marketing_practice", marketing, **more)]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("score", "status"), [(0, "unmet"), (59.99, "unmet"), (60, "met"), (60.01, "met"), (100, "met")]
)
def test_sixty_passes_the_written_examination(engine: str, level: int, score: float, status: str) -> None:
    """>= 60 passes, at every level; A4: inclusive."""
    answer = passes([result(level, "written", score)], level, engine=engine)
    assert answer.told("written") == (status, None if status == "met" else "too_low")
    assert answer.low_high("written") == (score, score)
    assert answer.node("written")["required"] == {"op": ">=", "value": 60}
    assert answer.node("written")["evidence"] == ["results[0]"]
    assert {"A3", "A4", "A10", "A18", "A23", "A24"} <= set(answer.node("written")["assumptions"])


@pytest.mark.parametrize("level", LOWER)
@pytest.mark.parametrize(("score", "status"), [(59.99, "unmet"), (60, "met")])
def test_sixty_passes_the_interview_by_the_province(engine: str, level: int, score: float, status: str) -> None:
    """L2 and below are interviewed by the provincial company."""
    answer = passes([result(level, "interview", score)], level, engine=engine)
    assert answer.told("interview") == (status, None if status == "met" else "too_low")
    assert answer.ids == {f"pass.{level}", f"pass.{level}.written", f"pass.{level}.interview"}
    label = answer.node("interview")["label"]
    assert ("省公司" in label["zh"], "provincial company" in label["en"]) == (True, True)


def test_level_1_is_interviewed_by_the_group_or_a_panel() -> None:
    """L1 by the group, or by a panel the province sets up; and there is the appraisal."""
    answer = passes([], 1)
    assert answer.ids == {"pass.1", "pass.1.written", "pass.1.interview-sum", "pass.1.appraisal"}
    label = answer.node("interview-sum")["label"]
    assert all(word in label["zh"] for word in ("集团", "省公司", "小组"))
    assert all(word in label["en"] for word in ("group", "provincial panel"))


def test_the_written_examination_and_the_interview_are_both_needed(engine: str) -> None:
    """Combined; A23: each by itself."""
    both = passes([result(3, "written", 60), result(3, "interview", 60)], engine=engine)
    assert both.outcome == "yes"
    assert both.document["assumptions"] == ["A3", "A4", "A10", "A18", "A23", "A24"]
    answer = passes([result(3, "written", 100), result(3, "interview", 59.99)], engine=engine)
    assert (answer.outcome, answer.document["unmet"]) == ("no", ["pass.3.interview"])
    answer = passes([result(3, "interview", 100)], engine=engine)
    assert (answer.outcome, answer.document["unmet"]) == ("no", ["pass.3.written"])


@pytest.mark.parametrize(
    ("taken", "as_of", "told"),
    [
        pytest.param("2024-11-24", "2026-11-23", ("met", None), id="two years less a day"),
        pytest.param("2024-11-24", "2026-11-24", ("met", None), id="two years"),
        pytest.param("2024-11-24", "2026-11-25", ("unmet", "expired"), id="two years and a day"),
        pytest.param("2024-02-29", "2026-02-28", ("met", None), id="29 February, two years"),
        pytest.param("2024-02-29", "2026-03-01", ("unmet", "expired"), id="29 February, a day over"),
        pytest.param("2026-02-28", "2028-02-28", ("met", None), id="28 February, two years"),
        pytest.param("2026-02-28", "2028-02-29", ("unmet", "expired"), id="28 February, a day over"),
        pytest.param("2026-11-24", "2026-11-23", ("unmet", "too_early"), id="the day before"),
        pytest.param("2026-11-24", "2026-11-24", ("met", None), id="the day itself"),
    ],
)
@pytest.mark.parametrize("component", ["written", "interview"])
def test_a_result_counts_for_two_years(engine: str, component: str, taken: str, as_of: str, told: Any) -> None:
    """taken <= D <= the corresponding day two years later; A3: a month without that day ends on its last day."""
    answer = passes([result(3, component, 80, taken)], 3, as_of, engine)
    assert answer.told(component) == told
    assert answer.node(component)["evidence"] == ["results[0]"]


@pytest.mark.parametrize("other", [1, 2, 4, 5])
def test_only_the_level_itself_counts(other: int) -> None:
    """Level exactly L: neither a higher nor a lower result helps."""
    assert passes([result(other, "written", 100)]).told("written") == ("unmet", "wrong_level")


def test_results_of_another_programme_do_not_count() -> None:
    """The VIP programme is assessed alike, and is another one."""
    answer = passes([{**result(3, "written", 100), "programme": "vip-service-manager"}])
    assert answer.told("written") == ("unmet", "none_on_record")


@pytest.mark.parametrize(
    ("results", "told", "measured"),
    [
        pytest.param([(70, ago(24) - DAY), (61, ago(24)), (40, D)], ("met", None), (61, 61), id="the best within"),
        pytest.param([(59.99, D), (10, ago(1))], ("unmet", "too_low"), (59.99, 59.99), id="none of them passes"),
        pytest.param([(None, D), (60, D)], ("met", None), None, id="one is open, another passes"),
        pytest.param([(None, D), (59, D)], ("unknown", "fact_not_recorded"), None, id="one is open, another fails"),
    ],
)
def test_the_best_result_counts(engine: str, results: list[Any], told: Any, measured: Any) -> None:
    """A10: the best result still within its two years."""
    answer = passes([result(3, "written", score, day) for score, day in results], engine=engine)
    assert answer.told("written") == told
    if measured is not None:
        assert answer.low_high("written") == measured


@pytest.mark.parametrize(
    ("results", "told"),
    [
        pytest.param([(90, ago(1)), (59.99, D)], ("unmet", "too_low"), id="an earlier pass"),
        pytest.param([(59, ago(1)), (60, D)], ("met", None), id="an earlier failure"),
        pytest.param([(90, D), (10, D)], ("unmet", "too_low"), id="one day: the last listed fails"),
        pytest.param([(10, D), (90, D)], ("met", None), id="one day: the last listed passes"),
        pytest.param([(60, D), (10, D + DAY)], ("met", None), id="one to come"),
    ],
)
def test_the_latest_result_counts_when_switched(engine: str, results: list[Any], told: Any) -> None:
    """A10=latest-result: only the result taken last within its two years; a tie goes to the last listed."""
    listed = [result(3, "written", score, day) for score, day in results]
    answer = passes(listed, engine=engine, A10="latest-result")
    assert answer.told("written") == told
    assert "A10=latest-result" in answer.node("written")["assumptions"]


@pytest.mark.parametrize(
    ("score", "passed", "reported", "score_first"),
    [
        (59.99, True, ("met", None), ("unmet", "too_low")),
        (100, False, ("unmet", "not_passed"), ("met", None)),
        (None, True, ("met", None), ("met", None)),
        (None, False, ("unmet", "not_passed"), ("unmet", "not_passed")),
        (60, None, ("met", None), ("met", None)),
        (None, None, ("unknown", "fact_not_recorded"), ("unknown", "fact_not_recorded")),
    ],
)
def test_a_reported_outcome_decides(
    engine: str, score: Any, passed: Any, reported: tuple[str, Any], score_first: tuple[str, Any]
) -> None:
    """A18: also where a score is reported beside it; switched, only where none is."""
    results = [result(3, "written", score, passed=passed)]
    answer = passes(results, engine=engine)
    assert answer.told("written") == reported
    measured = answer.node("written")["measured"] or {}
    assert measured.get("passed") is passed
    assert passes(results, engine=engine, A18="score-first").told("written") == score_first


def test_results_not_recorded_are_not_known(engine: str) -> None:
    """Absent is not known; an empty list is known to be none."""
    answer = ask(person(), "pass", 3, engine=engine)
    assert (answer.outcome, answer.missing) == ("unknown", ["results"])
    answer = passes([], engine=engine)
    assert (answer.outcome, answer.document["unmet"]) == ("no", ["pass.3.written", "pass.3.interview"])
    assert answer.told("written") == ("unmet", "none_on_record")


# --- level 1 ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("simulation", "marketing", "status", "measured"),
    [
        (30, 30, "met", (60, 60)),
        (29.99, 30, "unmet", (59.99, 59.99)),
        (20.1, 39.9, "met", (60, 60)),
        (60, 0, "met", (60, 60)),
        (0.1, 0.2, "unmet", (0.3, 0.3)),
        (60, None, "met", (60, 160)),
        (59.99, None, "unknown", (59.99, 159.99)),
        (None, None, "unknown", (0, 200)),
    ],
)
def test_the_two_exercises_are_added(
    engine: str, simulation: Any, marketing: Any, status: str, measured: tuple[Any, Any]
) -> None:
    """L1: the sum, >= 60 passes; sums are exact, and a null score is 0 to 100."""
    answer = passes(exercises(simulation, marketing), 1, engine=engine)
    codes = {"met": None, "unmet": "too_low", "unknown": "fact_not_recorded"}
    assert answer.told("interview-sum") == (status, codes[status])
    assert answer.low_high("interview-sum") == measured
    assert "A11" in answer.node("interview-sum")["assumptions"]


@pytest.mark.parametrize(
    ("simulation", "marketing", "status"), [(60, 60, "met"), (59.99, 60, "unmet"), (100, 20, "met")]
)
def test_the_mean_of_the_exercises_counts_when_switched(
    engine: str, simulation: float, marketing: float, status: str
) -> None:
    """A11=mean: (simulation + marketing practice) / 2 >= 60."""
    answer = passes(exercises(simulation, marketing), 1, engine=engine, A11="mean")
    assert answer.told("interview-sum") == (status, None if status == "met" else "too_low")
    assert "A11=mean" in answer.node("interview-sum")["assumptions"]


def test_the_best_of_each_exercise_counts_within_its_two_years(engine: str) -> None:
    """A11: the best of each; A10=latest-result: the latest of each."""
    results = [
        result(1, "simulation", 50, ago(24) - DAY),
        result(1, "simulation", 31, ago(24)),
        result(1, "simulation", 20, D),
        result(1, "marketing_practice", 29, ago(3)),
        result(1, "marketing_practice", 60, D + DAY),
    ]
    answer = passes(results, 1, engine=engine)
    assert (answer.told("interview-sum"), answer.low_high("interview-sum")) == (("met", None), (60, 60))
    answer = passes(results, 1, engine=engine, A10="latest-result")
    assert (answer.told("interview-sum"), answer.low_high("interview-sum")) == (("unmet", "too_low"), (49, 49))


@pytest.mark.parametrize("only", ["simulation", "marketing_practice"])
def test_none_of_one_exercise_is_not_met(engine: str, only: str) -> None:
    """However good the other; an `interview` is no exercise, and `passed` is not looked at."""
    answer = passes([result(1, only, 100, passed=True), result(1, "interview", 100)], 1, engine=engine)
    assert answer.told("interview-sum") == ("unmet", "none_on_record")


@pytest.mark.parametrize(
    ("grade", "told"),
    [
        ("fail", ("unmet", "too_low")),
        ("pass", ("unmet", "too_low")),
        ("good", ("met", None)),
        ("excellent", ("met", None)),
        (None, ("unknown", "fact_not_recorded")),
    ],
)
def test_the_annual_appraisal_is_good_or_better(engine: str, grade: str | None, told: Any) -> None:
    """L1: good (良好) or better."""
    answer = ask(person(appraisals=[appraisal(2024, "excellent"), appraisal(2025, grade)]), "pass", 1, engine=engine)
    assert answer.told("appraisal") == told
    assert answer.node("appraisal")["evidence"] == ["appraisals[1]"]


@pytest.mark.parametrize(
    ("appraisals", "counted"),
    [
        pytest.param([appraisal(2025, "fail"), appraisal(2024, "good", "2026-06-01")], 0, id="year before day"),
        pytest.param([appraisal(2025, "good", "2026-03-01"), appraisal(2025, "fail", "2026-01-20")], 0, id="then day"),
        pytest.param([appraisal(2025, "fail"), appraisal(2025, "good", "2025-12-31")], 1, id="then the last listed"),
        pytest.param([appraisal(2025, "good"), appraisal(2026, "fail")], 0, id="31 December is to come"),
        pytest.param([appraisal(2025, "good"), appraisal(2026, "fail", D)], 1, id="today"),
    ],
)
def test_the_latest_appraisal_counts(engine: str, appraisals: list[Any], counted: int) -> None:
    """A12: of the latest year, then the latest day, then the last listed."""
    answer = ask(person(appraisals=appraisals), "pass", 1, engine=engine)
    good = appraisals[counted]["grade"] == "good"
    assert answer.told("appraisal") == (("met", None) if good else ("unmet", "too_low"))
    assert answer.node("appraisal")["evidence"] == [f"appraisals[{counted}]"]


def test_level_1_needs_the_written_examination_both_exercises_and_the_appraisal(engine: str) -> None:
    """Level 1 as a whole."""
    results = [result(1, "written", 60), *exercises(30, 30)]
    whole = person(results=results, appraisals=[appraisal(2025, "good")])
    answer = ask(whole, "pass", 1, engine=engine)
    assert answer.outcome == "yes"
    assert answer.document["assumptions"] == ["A3", "A4", "A10", "A11", "A12", "A18", "A23", "A24"]
    for left_out, name in enumerate(("written", "interview-sum", "interview-sum")):
        fewer = {**whole, "results": results[:left_out] + results[left_out + 1 :]}
        answer = ask(fewer, "pass", 1, engine=engine)
        assert (answer.outcome, answer.document["unmet"]) == ("no", [f"pass.1.{name}"])
    answer = ask({**whole, "appraisals": []}, "pass", 1, engine=engine)
    assert (answer.outcome, answer.document["unmet"]) == ("no", ["pass.1.appraisal"])
    answer = ask({**whole, "appraisals": None}, "pass", 1, engine=engine)
    assert (answer.outcome, answer.missing) == ("unknown", ["appraisals"])


@pytest.mark.parametrize("level", LOWER)
def test_the_appraisal_is_not_asked_for_below_level_1(level: int) -> None:
    """The appraisal belongs to L1 alone."""
    results = [result(level, "written", 60), result(level, "interview", 60)]
    assert ask(person(results=results), "pass", level).outcome == "yes"
