"""What is looked at for notices, and what the answer is without the records they are about."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from tests.people import (
    VIP,
    D,
    attestation,
    certificate,
    job,
    person,
    probation,
    result,
    school,
    title,
    training,
)
from vip_cert_rules import Decision, Notice, Outcome, evaluate, structure_candidate

FIRST_RESULT = result(3, "written", 70, "2026-05-09")
FIRST_TRAINING = training(3, 12, "2026-05-20")
ATTESTED = attestation("relevant-experience")
START = date(2024, 3, 1)
END = date(2025, 6, 30)

Record = dict[str, Any]


def decide(record: Record, question: str, level: int, **more: Any) -> Decision:
    """The decision on a record as of the day most tests ask about, by the direct engine."""
    call: dict[str, Any] = {"ruleset": VIP, "as_of": D, "engine": "direct", **more}
    return evaluate(record, question=question, level=level, **call)


def noticed(record: Record, question: str, level: int = 3, **more: Any) -> list[tuple[str, tuple[str, ...]]]:
    """The codes of all notices with the paths they name."""
    return [(notice.code.value, notice.paths) for notice in decide(record, question, level, **more).notices]


def without(notice: Notice) -> dict[str, tuple[str, bool]]:
    """The outcome without each record, and whether it is another one."""
    return {removal.path: (removal.outcome.value, removal.changes) for removal in notice.without}


# --- what is looked at --------------------------------------------------------------------------------

FULL = person(
    education=[school("bachelor")],
    employments=[job(START, END), job(END)],
    trainings=[FIRST_TRAINING, FIRST_TRAINING],
    results=[FIRST_RESULT, FIRST_RESULT],
    certificates=[certificate(2), certificate(2)],
    trainer_titles=[title("group"), title("group")],
    probations=[probation(), probation()],
    attestations=[
        attestation(matter, value)
        for matter in ("relevant-experience", "education-relaxation")
        for value in (True, False)
    ],
)
"""A record with something of every kind to check."""


@pytest.mark.parametrize(
    ("question", "level", "codes"),
    [
        (
            "apply",
            3,
            [
                "overlapping-employments", "duplicate-trainings", "duplicate-certificates",
                "certificate-without-basis", "certificate-without-basis", "contradicting-attestations",
            ],
        ),
        ("apply", 4, ["overlapping-employments", "duplicate-trainings", "contradicting-attestations"]),
        ("pass", 3, ["duplicate-results"]),
        ("hold", 3, ["duplicate-certificates", "certificate-without-basis", "certificate-without-basis"]),
        (
            "teach",
            3,
            [
                "duplicate-certificates", "certificate-without-basis", "certificate-without-basis",
                "contradicting-attestations",
            ],
        ),
    ],
)  # fmt: skip
def test_only_lists_that_the_question_asks_about_are_looked_at(question: str, level: int, codes: list[str]) -> None:
    """In the order of the record's lists; nothing irrelevant is said."""
    assert codes == [code for code, _paths in noticed(FULL, question, level)]


@pytest.mark.parametrize("name", [name for name in FULL if name != "id"])
def test_a_list_that_is_not_known_gives_no_notice(name: str) -> None:
    """Nothing is said about what was not sent."""
    for question in ("apply", "pass", "hold", "teach"):
        paths = [path for _code, paths in noticed({**FULL, name: None}, question) for path in paths]
        assert not [path for path in paths if path.startswith(f"{name}[")]


def test_a_record_with_nothing_to_check_has_no_notices() -> None:
    """Neither in the decision, nor in its document, nor in its text."""
    decision = decide(person(results=[FIRST_RESULT]), "pass", 3)
    assert () == decision.notices
    assert "notices" not in decision.to_dict()
    assert "核对" not in decision.explain("zh") and "to check" not in decision.explain("en")


# --- without one of them ------------------------------------------------------------------------------


def test_removing_a_duplicate_can_change_the_outcome() -> None:
    """12 hours handed in twice are 24: yes, and no without either."""
    record = person(
        education=[school("bachelor")],
        employments=[job("2025-05-06")],
        trainings=[training(3, 12, "2026-09-11"), training(3, 12, "2026-09-11")],
        certificates=[certificate(4)],
    )
    decision = decide(record, "apply", 3)
    (notice,) = decision.notices
    assert Outcome.YES is decision.outcome
    assert {"trainings[0]": ("no", True), "trainings[1]": ("no", True)} == without(notice)


def test_removing_one_of_two_can_change_the_outcome_where_removing_the_other_does_not() -> None:
    """Of two attestations of one day the last listed counts."""
    record = person(
        certificates=[],
        trainer_titles=[title("group")],
        attestations=[attestation("relevant-experience", False), ATTESTED],
    )
    decision = decide(record, "teach", 3)
    (notice,) = decision.notices
    assert Outcome.YES is decision.outcome
    assert {"attestations[0]": ("yes", False), "attestations[1]": ("no", True)} == without(notice)


def test_removing_a_record_can_leave_the_answer_open_or_settle_it() -> None:
    """Two results of one day, the score of one of them not recorded."""
    record = person(results=[result(3, "written"), result(3, "written", 40), result(3, "interview", 70)])
    decision = decide(record, "pass", 3)
    (notice,) = decision.notices
    assert Outcome.UNKNOWN is decision.outcome
    assert {"results[0]": ("no", True), "results[1]": ("unknown", False)} == without(notice)


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "zh",
            [
                "提请核对的记录（判定以现有记录为准）",
                "  2026-02-01关于相关专业经验的认定相互矛盾：有的予以认定，有的未予认定",
                "    attestations[0] — 2026-02-01所在单位未予认定；去掉该条，结论不变",
                "    attestations[1] — 2026-02-01经所在单位认定；去掉该条，结论变为：不具备三级（中级）培训教师资格",
            ],
        ),
        (
            "en",
            [
                "Records to check; the decision goes by the record as it is",
                "  the attestations of 2026-02-01 on relevant professional experience contradict one another: "
                "some attest, some deny",
                "    attestations[0] — denied 2026-02-01; without it the answer stays",
                "    attestations[1] — attested 2026-02-01; without it the answer changes: may not teach level 3 "
                "(intermediate)",
            ],
        ),
    ],
)
def test_notices_are_a_section_of_the_text(lang: str, lines: list[str]) -> None:
    """What to check, then each record with what the answer is without it."""
    record = person(
        certificates=[],
        trainer_titles=[title("group")],
        attestations=[attestation("relevant-experience", False), ATTESTED],
    )
    told = decide(record, "teach", 3).explain(lang).split("\n\n")
    assert "\n".join(lines) in told


def test_an_answer_that_would_be_open_is_told_as_open() -> None:
    record = person(results=[result(3, "written", 40), result(3, "written", 70), result(3, "interview")])
    told = decide(record, "pass", 3).explain("zh")
    assert "results[1] — 2026-11-24笔试70分；去掉该条，结论变为：三级（中级）岗位技能认证考核不合格" in told
    unknown = person(results=[result(3, "written", 70, passed=True), result(3, "written"), result(3, "interview", 70)])
    assert "去掉该条，结论变为：无法判定三级（中级）岗位技能认证考核是否合格" in decide(unknown, "pass", 3).explain(
        "zh"
    )


def test_a_record_with_very_much_to_check_is_told_of_in_time() -> None:
    """Every record is named; for the first twenty it is said what the answer is without them."""
    twins = [result(3, "written", 70)] * 3000
    decision = decide(person(results=[*twins, result(3, "interview", 70), result(3, "interview", 60)]), "pass", 3)
    many, few = decision.notices
    assert ([3000, 20], [2, 0]) == ([len(many.paths), len(many.without)], [len(few.paths), len(few.without)])
    assert "    2980 more" in decision.explain("en").splitlines()
    alone = decide(person(certificates=[certificate(3)] * 2000, results=[], trainings=[]), "hold", 3)
    assert 2001 == len(alone.notices)
    assert 20 == sum(len(notice.without) for notice in alone.notices)


def test_the_person_decided_on_stays_whole() -> None:
    """Deciding without a record takes nothing away from the one that was handed over."""
    person_ = structure_candidate(FULL)
    decision = evaluate(person_, ruleset=VIP, question="apply", level=3, as_of=D, engine="direct")
    assert decision.notices
    assert (person_, structure_candidate(FULL)) == (decision.candidate, decision.candidate)


def test_notices_are_immutable() -> None:
    """What one reader does with them changes nothing for the next."""
    (notice,) = decide(person(results=[FIRST_RESULT, FIRST_RESULT]), "pass", 3).notices
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        notice.without = ()  # type: ignore[misc]
