"""What becomes of mutants: survivors and equivalents known by hand, rows that tell when pasted, several processes."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import attrs
import pytest

from tests.authoring.mutation import ferries
from tests.authoring.mutation.ferries import ALL, BOUND, HEAD, LABELS, LONG, NEVER, written
from vip_cert_rules.authoring.mutation import people, pool
from vip_cert_rules.authoring.mutation.family import Family, load_family
from vip_cert_rules.authoring.mutation.judge import Judge
from vip_cert_rules.authoring.mutation.model import Fate, Mutant, Mutation, Verdict, Why
from vip_cert_rules.authoring.mutation.mutate import failing_cases, mutate
from vip_cert_rules.authoring.mutation.reach import Reach
from vip_cert_rules.authoring.mutation.report import document_of, percent
from vip_cert_rules.authoring.solver import Undecided
from vip_cert_rules.authoring.tables.load import load_rule_test
from vip_cert_rules.decision.outcome import Outcome
from vip_cert_rules.text import Lang


def mutated(folder: Path, rows: str, rules: str = ferries.RULES, head: str = HEAD, **options: object) -> Mutation:
    paths = written(folder, rows, rules, head)
    return mutate(load_family(str(paths[0])), [load_rule_test(paths[1])], lang=Lang.EN, **options)  # type: ignore[arg-type]


def labels(some: tuple[object, ...]) -> set[str]:
    return {one.mutant.label.en for one in some}  # type: ignore[attr-defined]


def pasted(folder: Path, rows: str, mutation: Mutation, rules: str, head: str = HEAD) -> Mutation:
    """The same after every row that was printed was put into its table."""
    found = [one.row for one in mutation.survived if one.row is not None]
    return mutated(folder, rows + "\n".join(found) + "\n", rules, head)


# --- verdicts --------------------------------------------------------------------------------------------------------


def test_a_table_that_asks_little_lets_much_survive(tmp_path: Path) -> None:
    """One long service and none: only that something is demanded at all is noticed."""
    found = mutated(tmp_path, LONG + NEVER)
    assert {"questions.sail.all: served dropped"} == labels(found.killed)
    assert LABELS - labels(found.killed) == labels(found.survived)
    assert ((), 0, 20.0, 5) == (found.equivalent, found.stillborn, found.score, found.counted)


def test_a_table_with_every_boundary_kills_all(tmp_path: Path) -> None:
    found = mutated(tmp_path, ALL)
    assert LABELS == labels(found.killed)
    assert ((), (), 100.0) == (found.survived, found.equivalent, found.score)


@pytest.mark.parametrize(
    ("rows", "killed"),
    [
        (BOUND, {"12 becomes 11", "12 becomes 13", "served dropped"}),
        (LONG + ferries.JUST_MORE, {"12 becomes 11", "served dropped"}),
        (LONG + ferries.OTHER, {"tested no more", "served dropped"}),
        (LONG + ferries.BROKEN, {"becomes continuous_months"}),
    ],
    ids=["on the bound", "a month short", "another occupation", "long ago"],
)
def test_a_mutant_is_killed_by_the_row_about_it(tmp_path: Path, rows: str, killed: set[str]) -> None:
    found = labels(mutated(tmp_path, rows).killed)
    assert len(killed) == len(found)
    assert all(any(label.endswith(end) for label in found) for end in killed)


def test_a_killed_mutant_names_the_case_that_fails(tmp_path: Path) -> None:
    (one,) = mutated(tmp_path, LONG + NEVER).killed
    assert "service :: never" == one.by
    assert one.place is not None
    assert 11 == one.place.line


def test_the_rows_that_are_printed_kill_when_they_are_pasted(tmp_path: Path) -> None:
    """With days counted from the as-of date, and what the rules as they are answer."""
    rows = LONG + NEVER
    found = mutated(tmp_path, rows)
    assert all(one.row is not None or one.like is not None for one in found.survived)
    assert all("expect: " in str(one.row) and "as_of" in str(one.row) for one in found.survived if one.row)
    assert 100.0 == pasted(tmp_path, rows, found, ferries.RULES).score


def test_a_row_that_tells_several_is_printed_once(tmp_path: Path) -> None:
    """The others say whose row tells them as well."""
    found = mutated(tmp_path, LONG, choose="service.value")
    one, other = found.survived
    assert one.row is not None
    found = mutated(tmp_path, LONG)
    rows = [survivor for survivor in found.survived if survivor.row is not None]
    likes = [survivor for survivor in found.survived if survivor.like is not None]
    assert {survivor.like for survivor in likes} <= {survivor.number for survivor in rows}
    assert len(rows) + len(likes) == len(found.survived)
    assert likes
    assert other.mutant != one.mutant


def test_a_mutant_that_answers_everybody_alike_is_equivalent(tmp_path: Path) -> None:
    """Nothing is above level 1: at or above it is exactly it. Recognised by the solver, it does not count."""
    rows = "      - {case: none, certificates: [], expect: no}\n"
    head = HEAD.replace("question: sail\n", "question: sail\nlevel: 1\n").replace(
        "employments: [{occupation: ferry-hand, start: as_of - 5y}]", "certificates: []"
    )
    found = mutated(tmp_path, rows, ferries.EQUAL, head)
    label = "conditions.holds.measure.count.where.level: at_or_above becomes exactly"
    assert {label} == labels(found.equivalent)
    assert label not in labels(found.survived) | labels(found.killed)
    assert len(found.killed) + len(found.survived) == found.counted
    assert 100.0 == pasted(tmp_path, rows, found, ferries.EQUAL, head).score


def test_a_mutant_that_only_the_unknown_tells_is_none(tmp_path: Path) -> None:
    """Everybody employed is so somewhere; of somebody of whom it is not known where, the rules say so."""
    dropped = "questions.sail.all: any dropped"
    rows = "      - {case: nearby, employments.unit: provincial_branch, expect: yes}\n"
    found = mutated(tmp_path, rows, ferries.UNITS, choose=dropped)
    (survivor,) = found.survived
    assert survivor.killer is not None
    assert (Outcome.UNKNOWN, Outcome.YES) == (survivor.killer.expected, survivor.killer.instead)
    assert "unit: null" in str(survivor.row)
    assert "expect: unknown" in str(survivor.row)


def test_a_case_that_cannot_be_asked_any_more_kills(tmp_path: Path) -> None:
    """What is answered with a fault is not answered as expected."""
    judge = _judge(tmp_path, LONG)
    mutant = next(iter(judge.family.mutants()))

    class Unaskable(Family):
        def mutated(self, mutant: Mutant) -> object:  # type: ignore[override]
            other = ferries.RULES.replace("sail:", "row:")
            return load_family(str(written(tmp_path, LONG, other)[0])).rules

    family = Unaskable(**{field.name: getattr(judge.family, field.name) for field in attrs.fields(Family)})
    assert Fate(Verdict.KILLED, killed_by=0) == Judge(family, judge.cases).fate(mutant)


def test_what_is_no_rule_set_is_not_counted(tmp_path: Path) -> None:
    """No mark is above 100."""
    rules = ferries.RULES.replace("type: months", "type: percent").replace("value: 12", "value: 100")
    rules = rules.replace("cumulative_months: {from: employments, where: {occupation: ferry-hand}}", "MEASURE").replace(
        "MEASURE", "best: score, of: {from: ratings, where: {programme: ferry-hand}}"
    )
    rules = rules.replace("type: percent", "type: mark")
    head = HEAD.replace("employments: [{occupation: ferry-hand, start: as_of - 5y}]", "ratings: []")
    found = mutated(tmp_path, "      - {case: none, expect: no}\n", rules, head, choose="service.value")
    assert 2 == found.stillborn
    assert 2 == found.counted


# --- without an answer -----------------------------------------------------------------------------------------------


def test_without_a_solver_a_survivor_has_no_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "find_spec", lambda _name: None)
    found = mutated(tmp_path, LONG + NEVER)
    assert not found.searched
    assert 20.0 == found.score
    bounds = [one for one in found.survived if "becomes 1" in one.mutant.label.en]
    assert [Why.NO_SOLVER, Why.NO_SOLVER] == [one.why for one in bounds]
    assert [None, None] == [one.row for one in bounds]


def test_without_a_solver_what_is_the_same_is_equivalent_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plans that demand the same need no search: no condition at level 1 means another level."""
    monkeypatch.setattr(people, "find_spec", lambda _name: None)
    head = HEAD.replace("question: sail\n", "question: sail\nlevel: 1\n").replace(
        "employments: [{occupation: ferry-hand, start: as_of - 5y}]", "certificates: []"
    )
    rules = ferries.EQUAL.replace("    measure:\n", "    level: 1\n    measure:\n", 1)
    found = mutated(tmp_path, "      - {case: none, expect: no}\n", rules, head)
    assert "conditions.holds.level: 1 becomes 2" in labels(found.equivalent)


def test_where_the_solver_gives_up_the_mutant_survived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That is never taken for an answer."""

    def give_up(*_args: object, **_options: object) -> None:
        raise Undecided

    monkeypatch.setattr(people, "Search", give_up)
    found = mutated(tmp_path, LONG + NEVER, choose="service.value")
    assert [Why.UNDECIDED, Why.UNDECIDED] == [one.why for one in found.survived]
    assert found.equivalent == ()


READING_HEAD = HEAD.replace(
    "employments: [{occupation: ferry-hand, start: as_of - 5y}]",
    "results: [{programme: ferry-hand, level: 1, component: written, taken: as_of - 1m, score: 60}]",
)


def test_where_parameters_are_not_supplied_it_says_so(tmp_path: Path) -> None:
    rows = "      - {case: no mark, expect: unknown}\n"
    found = mutated(tmp_path, rows, ferries.READINGS, READING_HEAD, choose="programme")
    assert [Why.OPEN] == [one.why for one in found.survived]


def test_rows_say_what_the_case_beside_them_supplies_and_assumes(tmp_path: Path) -> None:
    """A parameter of a row; and a reading under which alone a part has a say, in records that another part names."""
    rows = "      - {case: on the mark, parameters.mark: 60, expect: yes}\n"
    found = mutated(tmp_path, rows, ferries.READINGS, READING_HEAD)
    assert all("parameters.mark: 60" in str(one.row) for one in found.survived if one.row is not None)
    (word,) = mutated(tmp_path, rows, ferries.READINGS, READING_HEAD, choose="one_of: practical dropped").survived
    assert {"S1": "practical"} == word.mutant.assume
    assert "assume.S1: practical" in str(word.row)
    assert () == found.equivalent
    assert 100.0 == pasted(tmp_path, rows, found, ferries.READINGS, READING_HEAD).score


def test_what_shows_on_one_day_only_is_not_equivalent(tmp_path: Path) -> None:
    """The cases ask as of another day; the row says as of which one it asks."""
    rows = "      - {case: holds, expect: yes}\n      - {case: not, certificates: [], expect: no}\n"
    head = HEAD.replace(
        "employments: [{occupation: ferry-hand, start: as_of - 5y}]",
        "certificates: [{programme: ferry-hand, level: 1, issued: as_of - 1y, issuer: group}]",
    )
    found = mutated(tmp_path, rows, ferries.DAYS, head)
    assert () == found.equivalent
    for becomes, day in (("2027-12-30", "2027-12-31"), ("2028-01-01", "2028-01-01")):
        (one,) = mutated(tmp_path, rows, ferries.DAYS, head, choose=f"becomes {becomes}").survived
        assert f"as_of: '{day}'" in str(one.row)
    assert 100.0 == pasted(tmp_path, rows, found, ferries.DAYS, head).score


# --- versions --------------------------------------------------------------------------------------------------------


def test_each_version_of_a_folder_has_mutants_of_its_own(tmp_path: Path) -> None:
    """One file is changed at a time, and the row for a later version asks in its days."""
    folder = tmp_path / "rules"
    folder.mkdir()
    old = ferries.RULES + "in_force: {to: 2026-12-31}\n"
    new = ferries.RULES.replace('version: "1"', 'version: "2"').replace("value: 12", "value: 18")
    (folder / "1.yaml").write_text(old, encoding="utf-8")
    (folder / "2.yaml").write_text(new + "in_force: {from: 2027-01-01}\n", encoding="utf-8")
    test = tmp_path / "both.cert-test.yaml"
    head = HEAD.replace("ruleset: rules.yaml", "ruleset: ./rules/")
    rows = ALL
    test.write_text(head + rows, encoding="utf-8")
    family = load_family(str(folder))
    found = mutate(family, [load_rule_test(test)], lang=Lang.EN)
    assert {"1.yaml": 5} == _by_file(found.killed)
    assert {"2.yaml": 5} == _by_file(found.survived)
    rows += "\n".join(str(one.row) for one in found.survived if one.row is not None) + "\n"
    assert "as_of: '2027-01-01'" in rows
    test.write_text(head + rows, encoding="utf-8")
    assert 100.0 == mutate(family, [load_rule_test(test)], lang=Lang.EN).score


def _by_file(some: tuple[object, ...]) -> dict[str, int]:
    names = [Path(one.mutant.place.file).name for one in some]  # type: ignore[attr-defined]
    return {name: names.count(name) for name in names}


# --- processes -------------------------------------------------------------------------------------------------------


def _judge(folder: Path, rows: str) -> Judge:
    paths = written(folder, rows)
    return Judge(load_family(str(paths[0])), tuple(load_rule_test(paths[1]).cases()))


STARTS = ["fork", "spawn"] if hasattr(os, "fork") else ["spawn"]


@pytest.mark.parametrize("start", STARTS)
def test_several_processes_come_to_the_same(tmp_path: Path, start: str) -> None:
    """The same survivors in the same order with the same rows; progress is told for each mutant."""
    told: list[tuple[int, int]] = []
    serial = mutated(tmp_path, LONG + NEVER)
    parallel = mutated(tmp_path, LONG + NEVER, jobs=2, start=start, progress=lambda *done: told.append(done))
    assert document_of(serial) == document_of(parallel)
    assert [(done, 5) for done in range(1, 6)] == told


def test_there_may_be_more_processes_than_mutants(tmp_path: Path) -> None:
    assert LABELS == labels(mutated(tmp_path, ALL, jobs=16).killed)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the judge below cannot be sent to another process")
def test_a_process_that_dies_costs_no_verdict(tmp_path: Path) -> None:
    """What it was at is judged by whoever sent it."""
    here = os.getpid()
    judge = _judge(tmp_path, ALL)

    class Deadly(Judge):
        def fate(self, mutant: Mutant) -> Fate:
            if os.getpid() != here:
                os.kill(os.getpid(), signal.SIGKILL)
            return judge.fate(mutant)

    mutants = list(judge.family.mutants())
    fates = pool.judge_all(Deadly(judge.family, judge.cases), mutants, 2, lambda _done, _all: None, "fork")
    assert [Verdict.KILLED] * 5 == [fate.verdict for fate in fates]


def test_processes_are_forked_only_from_a_single_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool.threading, "active_count", lambda: 2)
    assert "spawn" == pool._start()


# --- the rest --------------------------------------------------------------------------------------------------------


def test_cases_that_fail_are_found_before(tmp_path: Path) -> None:
    paths = written(tmp_path, LONG + NEVER.replace("no}", "yes}"))
    family = load_family(str(paths[0]))
    assert ["service :: never"] == [case.id for case in failing_cases(family, [load_rule_test(paths[1])])]


@pytest.mark.parametrize(("killed", "told"), [(2, "66.6"), (3, "100")])
def test_a_score_is_rounded_down(killed: int, told: str) -> None:
    """100 only where nothing survived."""
    some = Mutation("a", "1", "d", (None,) * killed, (None,) * (3 - killed), (), 0, 1, searched=True)  # type: ignore[arg-type]
    assert told == percent(some.score)


def test_a_part_reaches_the_questions_that_speak_of_it(tmp_path: Path) -> None:
    """Through named records and conditions, under the readings on the way."""
    family = load_family(str(Path(__file__).with_name("canal.yaml")))
    reach = Reach(family.documents[0].value)
    assert frozenset({"apply", "pass", "hold"}) == reach.of(("parameters", "hours")).questions
    assert frozenset({"pass", "hold"}) == reach.of(("records", "exams")).questions
    assert {"B3": ""} != dict(reach.of(("conditions", "recommended")).ways[0])
    assert re.fullmatch("[a-z]+", next(iter(reach.of(("questions", "apply")).questions)))
