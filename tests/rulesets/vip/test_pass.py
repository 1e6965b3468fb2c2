"""Notes on the assessment of account managers, by A6 those of the VIP programme: who passes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.people import DAY, D, appraisal, ask, person, result
from tests.rulesets.vip.dates import ago
from vip_cert_rules import evaluate

LOWER = (4, 3, 2)


def passes(results: Any, level: int = 3, as_of: Any = D, engine: str = "direct", **assume: str) -> Any:
    """The answer on somebody of whom only results are known."""
    return ask(person(results=results), "pass", level, as_of, engine, **assume)


@pytest.mark.parametrize("level", [4, 3, 2, 1])
@pytest.mark.parametrize(
    ("score", "status"), [(59.99, "unmet"), (60, "met"), (60.0, "met"), (60.01, "met"), (0, "unmet"), (100, "met")]
)
def test_sixty_passes_the_written_examination(engine: str, level: int, score: float, status: str) -> None:
    """>= 60 at every level; A4: inclusive."""
    answer = passes([result(level, "written", score)], level, engine=engine)
    assert answer.told("written") == (status, None if status == "met" else "too_low")
    assert answer.low_high("written") == (score, score)
    assert answer.node("written")["measured"]["unit"] == "point"
    assert "passed" not in answer.node("written")["measured"]
    assert answer.node("written")["required"] == {"op": ">=", "value": 60}
    assert answer.node("written")["evidence"] == ["results[0]"]


@pytest.mark.parametrize("level", LOWER)
@pytest.mark.parametrize(("score", "status"), [(59.99, "unmet"), (60, "met")])
def test_sixty_passes_the_interview_below_level_1(engine: str, level: int, score: float, status: str) -> None:
    """L2 and below are interviewed by the provincial company."""
    answer = passes([result(level, "interview", score)], level, engine=engine)
    assert answer.told("interview") == (status, None if status == "met" else "too_low")
    assert answer.ids == {f"pass.{level}", f"pass.{level}.written", f"pass.{level}.interview"}
    label = answer.node("interview")["label"]
    assert "省" in label["zh"]
    assert "provinc" in label["en"]


def test_level_1_is_interviewed_by_the_group_or_a_panel() -> None:
    """The interview condition's label names the body."""
    answer = passes([], 1)
    assert answer.ids == {"pass.1", "pass.1.written", "pass.1.interview-sum", "pass.1.appraisal"}
    label = answer.node("interview-sum")["label"]
    assert "集团" in label["zh"]
    assert "省" in label["zh"]
    assert "group" in label["en"]
    assert "panel" in label["en"]


def test_written_and_interview_are_both_needed(engine: str) -> None:
    """Written examination and interview combined; A23: each by itself."""
    answer = passes([result(3, "written", 100), result(3, "interview", 59.99)], engine=engine)
    assert answer.outcome == "no"
    assert answer.document["unmet"] == ["pass.3.interview"]
    assert passes([result(3, "written", 60), result(3, "interview", 60)], engine=engine).outcome == "yes"


@pytest.mark.parametrize(
    ("taken", "as_of", "told"),
    [
        pytest.param("2024-11-24", "2026-11-23", ("met", None), id="two years less a day"),
        pytest.param("2024-11-24", "2026-11-24", ("met", None), id="two years"),
        pytest.param("2024-11-24", "2026-11-25", ("unmet", "expired"), id="two years and a day"),
        pytest.param("2024-02-29", "2026-02-28", ("met", None), id="29 February, two years"),
        pytest.param("2024-02-29", "2026-03-01", ("unmet", "expired"), id="29 February, a day over"),
        pytest.param("2026-11-24", "2026-11-23", ("unmet", "too_early"), id="the day before"),
        pytest.param("2026-11-24", "2026-11-24", ("met", None), id="the day itself"),
    ],
)
@pytest.mark.parametrize("component", ["written", "interview"])
def test_a_result_counts_for_two_years(engine: str, component: str, taken: str, as_of: str, told: Any) -> None:
    """taken <= D <= the corresponding day two years later."""
    answer = passes([result(3, component, 80, taken)], 3, as_of, engine)
    assert answer.told(component) == told
    assert answer.node(component)["evidence"] == ["results[0]"]
    if told[0] == "unmet":
        assert answer.node(component)["measured"] is None


@pytest.mark.parametrize("other", [1, 2, 4, 5, 9])
def test_only_the_level_itself_counts(other: int) -> None:
    """Level exactly L: neither a higher nor a lower result helps."""
    answer = passes([result(other, "written", 100)], 3)
    assert answer.told("written") == ("unmet", "wrong_level")


def test_results_of_another_programme_do_not_count() -> None:
    answer = passes([{**result(3, "written", 100), "programme": "account-manager"}], 3)
    assert answer.told("written") == ("unmet", "none_on_record")
    assert answer.node("written")["measured"] is None


def test_the_best_result_counts(engine: str) -> None:
    """A10: the best result still within its two years."""
    results = [result(3, "written", 70, ago(24) - DAY), result(3, "written", 61, ago(24)), result(3, "written", 40, D)]
    answer = passes(results, engine=engine)
    assert answer.told("written") == ("met", None)
    assert answer.low_high("written") == (61, 61)
    assert answer.node("written")["evidence"] == ["results[1]"]


@pytest.mark.parametrize(
    ("score", "passed", "status", "code"),
    [
        (59.99, True, "met", None),
        (100, False, "unmet", "not_passed"),
        (None, True, "met", None),
        (None, False, "unmet", "not_passed"),
    ],
)
def test_a_reported_outcome_decides(engine: str, score: Any, passed: bool, status: str, code: str | None) -> None:
    """A18: also where a score is reported beside it; `measured` carries `passed` then."""
    answer = passes([result(3, "written", score, passed=passed)], engine=engine)
    assert answer.told("written") == (status, code)
    assert answer.node("written")["measured"]["passed"] is passed


def test_passed_null_beside_a_score_means_not_reported() -> None:
    """`passed: null` beside a score: the score settles it."""
    answer = passes([result(3, "written", 60, passed=None)])
    assert answer.told("written") == ("met", None)
    assert "passed" not in answer.node("written")["measured"]


def test_a_failed_attempt_does_not_undo_a_passed_one(engine: str) -> None:
    """Some result passes."""
    for results in (
        [result(3, "written", 90, passed=False), result(3, "written", 60)],
        [result(3, "written", 60), result(3, "written", 90, passed=False)],
        [result(3, "written", 10, passed=True), result(3, "written", 20, passed=False)],
    ):
        assert passes(results, engine=engine).told("written") == ("met", None)
    answer = passes([result(3, "written", 90, passed=False), result(3, "written", 59)], engine=engine)
    assert answer.node("written")["status"] == "unmet"


def test_a_score_not_recorded_is_not_known(engine: str) -> None:
    answer = passes([result(3, "written", None), result(3, "interview", 80)], engine=engine)
    assert answer.told("written") == ("unknown", "fact_not_recorded")
    assert (answer.outcome, answer.missing) == ("unknown", ["results[0].score"])
    assert answer.low_high("written") in (None, (0, 100))


def test_a_score_not_recorded_does_not_matter_beside_one_that_passes() -> None:
    answer = passes([result(3, "written", None), result(3, "written", 60), result(3, "interview", 80)])
    assert answer.told("written") == ("met", None)
    assert answer.outcome == "yes"


def test_results_not_recorded_are_not_known(engine: str) -> None:
    answer = ask(person(), "pass", 3, engine=engine)
    assert answer.told("written") == ("unknown", "fact_not_recorded")
    assert (answer.outcome, answer.missing) == ("unknown", ["results"])


# --- level 1: the interview ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("simulation", "marketing", "status"),
    [
        (30, 30, "met"), (29.99, 30, "unmet"), (30, 29.99, "unmet"), (59.99, 0.01, "met"), (60, 0, "met"),
        (0, 60, "met"), (0, 59.99, "unmet"), (100, 100, "met"), (20.1, 39.9, "met"), (0.1, 0.2, "unmet"),
    ],
)  # fmt: skip
def test_the_two_exercises_are_added(engine: str, simulation: float, marketing: float, status: str) -> None:
    """L1: the sum of the simulated and the marketing exercise, >= 60 passes; sums are exact."""
    results = [result(1, "simulation", simulation), result(1, "marketing_practice", marketing)]
    answer = passes(results, 1, engine=engine)
    assert answer.told("interview-sum") == (status, None if status == "met" else "too_low")
    total = round(simulation + marketing, 2)
    assert answer.low_high("interview-sum") == (total, total)
    assert sorted(answer.node("interview-sum")["evidence"]) == ["results[0]", "results[1]"]


def test_the_best_of_each_exercise_counts_within_its_two_years(engine: str) -> None:
    """A11: the best of each, each within its two years."""
    results = [
        result(1, "simulation", 50, ago(24) - DAY),
        result(1, "simulation", 31, ago(24)),
        result(1, "simulation", 20, D),
        result(1, "marketing_practice", 10, D),
        result(1, "marketing_practice", 29, ago(3)),
        result(1, "marketing_practice", 60, D + DAY),
    ]
    answer = passes(results, 1, engine=engine)
    assert answer.told("interview-sum") == ("met", None)
    assert answer.low_high("interview-sum") == (60, 60)
    assert sorted(answer.node("interview-sum")["evidence"]) == ["results[1]", "results[4]"]


@pytest.mark.parametrize("only", ["simulation", "marketing_practice"])
def test_none_of_one_kind_is_not_met(engine: str, only: str) -> None:
    """However good the other."""
    answer = passes([result(1, only, 100)], 1, engine=engine)
    assert answer.told("interview-sum") == ("unmet", "none_on_record")
    assert answer.node("interview-sum")["measured"] is None


def test_none_of_one_kind_is_not_met_beside_an_open_score() -> None:
    answer = passes([result(1, "simulation", None)], 1)
    assert answer.node("interview-sum")["status"] == "unmet"


@pytest.mark.parametrize(
    ("simulation", "marketing", "status", "measured", "missing"),
    [
        (60, None, "met", (60, 160), []),
        (59.99, None, "unknown", (59.99, 159.99), ["results[1].score"]),
        (None, None, "unknown", (0, 200), ["results[0].score", "results[1].score"]),
    ],
)
def test_an_open_exercise_is_worth_0_to_100(
    engine: str, simulation: Any, marketing: Any, status: str, measured: Any, missing: list[str]
) -> None:
    results = [
        result(1, "simulation", simulation),
        result(1, "marketing_practice", marketing),
        result(1, "written", 60),
    ]
    answer = ask(person(results=results, appraisals=[appraisal(2025, "good")]), "pass", 1, engine=engine)
    assert answer.told("interview-sum") == (status, None if status == "met" else "fact_not_recorded")
    assert answer.low_high("interview-sum") == measured
    assert answer.missing == missing


@pytest.mark.parametrize("passed", [True, False])
def test_passed_is_not_looked_at_in_the_exercises(engine: str, passed: bool) -> None:
    for scores, status in ((30, "met"), (29, "unmet")):
        results = [result(1, name, scores, passed=passed) for name in ("simulation", "marketing_practice")]
        answer = passes(results, 1, engine=engine)
        assert answer.told("interview-sum") == (status, None if status == "met" else "too_low")
        assert "passed" not in answer.node("interview-sum")["measured"]
    results = [result(1, name, None, passed=passed) for name in ("simulation", "marketing_practice")]
    assert passes(results, 1, engine=engine).node("interview-sum")["status"] == "unknown"


def test_an_interview_result_is_no_exercise() -> None:
    answer = passes([result(1, "interview", 100), result(1, "simulation", 30), result(1, "marketing_practice", 29)], 1)
    assert answer.told("interview-sum") == ("unmet", "too_low")


# --- level 1: the appraisal ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grade", "status"), [("fail", "unmet"), ("pass", "unmet"), ("good", "met"), ("excellent", "met")]
)
def test_the_appraisal_is_good_or_better(engine: str, grade: str, status: str) -> None:
    """L1: the annual performance appraisal must be good or better."""
    answer = ask(person(appraisals=[appraisal(2025, grade)]), "pass", 1, engine=engine)
    rank = ["fail", "pass", "good", "excellent"].index(grade)
    assert answer.told("appraisal") == (status, None if status == "met" else "too_low")
    assert answer.low_high("appraisal") == (rank, rank)
    assert answer.node("appraisal")["required"]["value"] == 2
    assert answer.node("appraisal")["evidence"] == ["appraisals[0]"]


@pytest.mark.parametrize(
    ("appraisals", "counted"),
    [
        pytest.param([appraisal(2024, "good"), appraisal(2025, "fail")], 1, id="latest year"),
        pytest.param([appraisal(2025, "fail"), appraisal(2024, "good", "2026-06-01")], 0, id="year before day"),
        pytest.param(
            [appraisal(2025, "good", "2026-03-01"), appraisal(2025, "fail", "2026-01-20")], 0, id="latest day"
        ),
        pytest.param([appraisal(2025, "fail"), appraisal(2025, "good", "2025-12-31")], 1, id="tie: last listed"),
        pytest.param(
            [appraisal(2025, "good", "2025-12-31"), appraisal(2025, "fail")], 1, id="tie: last listed, other way"
        ),
        pytest.param([appraisal(2025, "good"), appraisal(2025, "fail", "2025-12-30")], 0, id="null: 31 December"),
        pytest.param(
            [appraisal(2025, "good"), appraisal(2026, "fail")], 0, id="this year's, on 31 December, is to come"
        ),
        pytest.param([appraisal(2025, "good"), appraisal(2026, "fail", D)], 1, id="this year's, today"),
        pytest.param([appraisal(2025, "good"), appraisal(2026, "fail", D + DAY)], 0, id="this year's, tomorrow"),
    ],
)
def test_the_latest_appraisal_counts(engine: str, appraisals: list[Any], counted: int) -> None:
    """A12: of the latest year, then the latest day, then the last listed."""
    answer = ask(person(appraisals=appraisals), "pass", 1, engine=engine)
    good = appraisals[counted]["grade"] == "good"
    assert answer.told("appraisal") == (("met", None) if good else ("unmet", "too_low"))
    assert answer.node("appraisal")["evidence"] == [f"appraisals[{counted}]"]


def test_an_open_grade_is_not_known(engine: str) -> None:
    """The latest decides even where it is not known and an earlier one is good."""
    answer = ask(person(appraisals=[appraisal(2024, "good"), appraisal(2025, None)]), "pass", 1, engine=engine)
    assert answer.told("appraisal") == ("unknown", "fact_not_recorded")
    earlier = ask(person(appraisals=[appraisal(2024, None), appraisal(2025, "good")]), "pass", 1, engine=engine)
    assert earlier.told("appraisal") == ("met", None)


@pytest.mark.parametrize(
    ("appraisals", "told"),
    [
        ([], ("unmet", "none_on_record")),
        ([appraisal(2026, "good")], ("unmet", "too_early")),
        (None, ("unknown", "fact_not_recorded")),
    ],
)
def test_no_appraisal(appraisals: Any, told: Any) -> None:
    answer = ask(person(appraisals=appraisals), "pass", 1)
    assert answer.told("appraisal") == told


def test_level_1_needs_all_three(engine: str) -> None:
    """Written, interview and appraisal."""
    results = [result(1, "written", 60), result(1, "simulation", 30), result(1, "marketing_practice", 30)]
    answer = ask(person(results=results, appraisals=[appraisal(2025, "good")]), "pass", 1, engine=engine)
    assert answer.outcome == "yes"
    for left_out, name in enumerate(("written", "interview-sum", "interview-sum")):
        fewer = results[:left_out] + results[left_out + 1 :]
        answer = ask(person(results=fewer, appraisals=[appraisal(2025, "good")]), "pass", 1, engine=engine)
        assert (answer.outcome, answer.document["unmet"]) == ("no", [f"pass.1.{name}"])
    answer = ask(person(results=results, appraisals=[appraisal(2025, "pass")]), "pass", 1, engine=engine)
    assert (answer.outcome, answer.document["unmet"]) == ("no", ["pass.1.appraisal"])


def test_the_appraisal_is_not_asked_for_below_level_1() -> None:
    """The appraisal belongs to L1 alone."""
    results = [result(2, "written", 60), result(2, "interview", 60)]
    assert ask(person(results=results), "pass", 2).outcome == "yes"


def test_an_interview_with_one_part_says_that_the_other_is_missing() -> None:
    """Assessment notes: the level 1 interview is the sum of both exercises; one alone is nothing to measure."""
    taken = {"component": "simulation", "taken": "2026-01-01", "score": 75}
    record = {"id": "E1", "results": [{"programme": "vip-service-manager", "level": 1, **taken}]}
    call = {"ruleset": "vip-service-manager", "question": "pass", "level": 1, "as_of": "2026-11-24"}
    decision = evaluate(record, engine="direct", **call)  # type: ignore[arg-type]
    assert "各部分须齐备，缺其中一部分的成绩；2026-01-01模拟实战75分" in decision.explain("zh")
    assert "one of its parts has no result that counts" in decision.explain("en")
