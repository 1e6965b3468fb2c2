"""Records and calls at the edges: very long, very large, very odd."""

from __future__ import annotations

import json
import time
from collections import OrderedDict, UserDict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Context, Decimal, FloatOperation, Inexact, Rounded, localcontext
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any

import pytest

from tests.people import VIP, D, ask, certificate, job, person, result, school, training
from vip_cert_rules import (
    Candidate,
    Certificate,
    Employment,
    InputError,
    Issuer,
    Unit,
    evaluate,
    load_ruleset,
    structure_candidate,
)
from vip_cert_rules.candidate.render import candidate_to_dict
from vip_cert_rules.rulesets.bundled import rules_folder


def faults_of(record: Any, **call: Any) -> dict[str, str]:
    """The faults of a record or a call: path and code."""
    asked = {"ruleset": VIP, "question": "apply", "level": 3, "as_of": D, "engine": "direct", **call}
    with pytest.raises(InputError) as caught:
        evaluate(record, **asked)
    assert str(caught.value)
    return {fault.path: fault.code for fault in caught.value.faults}


# --- long -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["direct", "auto"])
def test_a_hundred_thousand_employments(engine: str) -> None:
    """Read, decided and explained within seconds."""
    first = date(1900, 1, 1)
    jobs = [
        job((first + timedelta(days=n)).isoformat(), (first + timedelta(days=n)).isoformat()) for n in range(46_000)
    ]
    jobs += [job(one["start"], one["end"], occupation="account-manager") for one in jobs]
    jobs += [job("2025-11-24", "2026-12-31")] * (100_000 - len(jobs))
    began = time.perf_counter()
    answer = ask(person(employments=jobs, preparing_for=[]), "apply", 3, engine=engine)
    assert time.perf_counter() - began < 15
    assert answer.node("in-scope")["status"] == "met"
    assert answer.low_high("continuous-service") == (1522, 1522)


@pytest.mark.parametrize("name", ["certificates", "results", "trainings", "attestations", "appraisals", "education"])
def test_twenty_thousand_of_each_kind(name: str) -> None:
    """Nothing takes time out of proportion."""
    entries: dict[str, Any] = {
        "certificates": certificate(4),
        "results": result(3, "written", 59),
        "trainings": training(3, 0.01),
        "attestations": {"matter": "education-relaxation", "programme": VIP, "value": False, "on": "2026-01-01"},
        "appraisals": {"year": 2025, "grade": "pass"},
        "education": school("senior_secondary"),
    }
    began = time.perf_counter()
    for question, level in (("apply", 3), ("pass", 1), ("teach", 3)):
        ask(person(**{name: [entries[name]] * 20_000}), question, level)
    assert time.perf_counter() - began < 15


def test_a_thousand_entries_of_a_parameter_by_dotted_names() -> None:
    """One entry more costs what the one before did."""
    began = time.perf_counter()
    decision = evaluate(
        {"id": "E1"},
        ruleset="customer-engineer",
        question="pass",
        level=4,
        as_of=date(2026, 11, 24),
        parameters={f"pass_marks.4.component-{n}": 60 for n in range(1000)},
    )
    assert len(decision.statuses) > 1000
    assert time.perf_counter() - began < 15


def test_a_hundred_thousand_hours_in_hundredths() -> None:
    """Sums are exact however many there are."""
    trainings = [training(3, 0.01)] * 2400
    assert ask(person(trainings=trainings), "apply", 3).node("training-hours")["status"] == "met"
    assert ask(person(trainings=trainings[1:]), "apply", 3).low_high("training-hours") == (23.99, 23.99)


def test_texts_may_be_long_and_of_any_script() -> None:
    name = "证书" * 50_000 + "\U0001f600"
    answer = ask({"id": name, "employments": [job("2020-01-01", occupation=name)], "preparing_for": [name]}, "apply", 3)
    assert answer.document["candidate"] == name
    assert json.loads(json.dumps(answer.document)) == answer.document


# --- large ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hours", [10**6, 10**20, 10**300, 1e22, Decimal("1E+300"), Decimal("9" * 40 + ".99")])
def test_very_many_hours(hours: Any) -> None:
    """There is no upper bound to hours but what JSON readers can hold."""
    answer = ask(person(trainings=[training(3, hours), training(3, 0.01)]), "apply", 3)
    assert answer.node("training-hours")["status"] == "met"
    json.dumps(answer.document, allow_nan=False)


@pytest.mark.parametrize(
    "hours", [10**301, 10**5000, Decimal("1E+400"), Decimal("1E+999999"), -(10**5000)], ids=range(5)
)
def test_numbers_no_reader_can_hold(hours: Any) -> None:
    found = faults_of(person(trainings=[training(3, hours)]))
    assert list(found) == ["trainings[0].hours"]


@pytest.mark.parametrize(
    "score",
    [
        Decimal("59." + "9" * 27),
        Decimal("59." + "9" * 40),
        Decimal("60." + "0" * 40 + "1"),
        Decimal("99." + "9" * 100),
        Decimal("0." + "0" * 50 + "1"),
    ],
)
def test_more_than_two_decimals_however_many(score: Decimal) -> None:
    """A score with more than two decimals is rejected, also beyond the digits that Python's decimals usually keep."""
    assert faults_of(person(results=[result(3, "written", score)])) == {"results[0].score": "too-many-decimals"}
    hours = score + 0 if len(str(score)) < 28 else Decimal(f"1{'0' * 28}.001")
    assert faults_of(person(trainings=[training(3, hours)])) == {"trainings[0].hours": "too-many-decimals"}


_CONTEXTS = [
    Context(prec=1),
    Context(prec=1, traps=[Inexact, Rounded]),
    Context(prec=3, rounding="ROUND_UP", Emax=10, Emin=-10),
    Context(prec=28, traps=[FloatOperation, Inexact, Rounded]),
]


@pytest.mark.parametrize("context", _CONTEXTS, ids=["1 digit", "trapping", "narrow", "no floats"])
@pytest.mark.parametrize("engine", ["direct", "auto"])
def test_the_callers_decimal_context_does_not_matter(context: Context, engine: str) -> None:
    """Numbers are exact decimals, whatever precision, rounding and traps the caller set for numbers of their own."""
    scores = [result(1, name, 59.99) for name in ("written", "simulation", "marketing_practice")]
    record = person(results=scores, trainings=[training(3, 23.98), training(3, 0.01)])
    usual = [ask(record, question, level, engine=engine, A11="mean") for question, level in (("apply", 3), ("pass", 1))]
    assert usual[0].low_high("training-hours") == (23.99, 23.99)
    with localcontext(context):
        assert usual == [
            ask(record, question, level, engine=engine, A11="mean") for question, level in (("apply", 3), ("pass", 1))
        ]
        load_ruleset(find_ruleset_file())
        for number, path in (("23.999", "trainings[0].hours"), ("-0.01", "trainings[0].hours")):
            assert list(faults_of(person(trainings=[training(3, Decimal(number))]))) == [path]


def find_ruleset_file() -> Path:
    """The file of the bundled rule set."""
    return rules_folder() / f"{VIP}.yaml"


@pytest.mark.parametrize(
    "number", [Decimal("99999999999999999.99"), Decimal("12345678901234567890.12"), Decimal("0.01")]
)
def test_a_number_survives_being_rendered(number: Decimal) -> None:
    """Numbers are exact decimals: rendering a candidate and reading it again gives an equal one."""
    candidate = structure_candidate(person(trainings=[training(3, number)]))
    assert structure_candidate(candidate_to_dict(candidate)) == candidate


@pytest.mark.parametrize(
    "score",
    [
        float("nan"),
        float("inf"),
        float("-inf"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("-Infinity"),
    ],
)
def test_what_is_no_number_is_rejected(score: Any) -> None:
    assert list(faults_of(person(results=[result(3, "written", score)]))) == ["results[0].score"]
    assert list(faults_of(person(trainings=[training(3, score)]))) == ["trainings[0].hours"]


@pytest.mark.parametrize(
    "value", [True, False, "60", "６０", Fraction(60), 60j, b"60", [], {}, object(), SimpleNamespace()]
)
def test_what_only_looks_like_a_number_is_rejected(value: Any) -> None:
    """`true` is no number, `"3"` is no level."""
    assert list(faults_of(person(results=[result(3, "written", value)]))) == ["results[0].score"]
    assert list(faults_of(person(results=[{**result(3, "written", 60), "level": value}]))) == ["results[0].level"]
    assert list(faults_of(person(appraisals=[{"year": value, "grade": "good"}]))) == ["appraisals[0].year"]


@pytest.mark.parametrize("level", [3.0, Decimal(3), 0, -1, 10, 10**100])
def test_levels_are_whole_numbers_from_1_to_9(level: Any) -> None:
    assert list(faults_of(person(certificates=[{**certificate(3), "level": level}]))) == ["certificates[0].level"]


@pytest.mark.parametrize(
    "score", [0, 100, 100.0, 0.0, -0.0, 59.99, Decimal("60.00"), Decimal("1E+2"), Decimal("60.000000")]
)
def test_scores_at_their_bounds(score: Any) -> None:
    """0 to 100, at most two decimals; trailing zeros are none."""
    answer = ask(person(results=[result(3, "written", score)]), "pass", 3)
    assert answer.node("written")["status"] == ("met" if score >= 60 else "unmet")


@pytest.mark.parametrize("score", [-0.01, 100.01, 60.001, Decimal("59.999"), Decimal("1E-3"), 1e-300, 10**400, -5])
def test_scores_beyond_their_bounds(score: Any) -> None:
    assert list(faults_of(person(results=[result(3, "written", score)]))) == ["results[0].score"]


# --- days -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day",
    [
        datetime(2026, 1, 2), datetime(2026, 1, 2, 8, tzinfo=timezone.utc), "2026-01-02T00:00:00",
        "2026-01-02T00:00:00Z", "2026-01-02 08:00", 1767312000, 1767312000.0, 20260102, True, None, b"2026-01-02",
        "２０２６-０１-０２", "2026－01－02", "2026-1-2", "2026-02-29", "1899-12-31", "2201-01-01",
        date(1899, 12, 31), date(2201, 1, 1), "", [], {},
    ],
)  # fmt: skip
def test_what_is_no_day_is_rejected(day: Any) -> None:
    """In a record and as `as_of`: a `datetime` is none, nor is any other writing than YYYY-MM-DD."""
    assert list(faults_of(person(certificates=[certificate(3, day)]))) == ["certificates[0].issued"]
    assert list(faults_of(person(), as_of=day)) == ["as_of"]
    assert list(faults_of(structure_candidate(person()), as_of=day)) == ["as_of"]


@pytest.mark.parametrize("as_of", ["1900-01-01", "1900-01-02", "1902-01-01", "2198-12-31", "2200-12-30", "2200-12-31"])
@pytest.mark.parametrize("engine", ["direct", "auto"])
def test_the_first_and_the_last_day(as_of: str, engine: str) -> None:
    """Nothing overflows at the ends of the calendar, under any reading."""
    record = person(
        employments=[job("1900-01-01"), job("1900-01-01", "2200-12-31"), job("2200-12-31")],
        certificates=[
            certificate(4, "1900-01-01"),
            certificate(4, "2200-12-31"),
            certificate(1, "1900-01-01", expires="2200-12-31"),
        ],
        results=[result(3, "written", 60, "1900-01-01"), result(3, "written", 60, "2200-12-31")],
        appraisals=[{"year": 1900, "grade": "good"}, {"year": 2200, "grade": "fail"}],
        trainings=[training(3, 24, "2200-12-31")],
        education=[school("bachelor", "1900-01-01")],
    )
    for assume in (
        {},
        {"A1": "from-certificate", "A5": "last-day-before", "A10": "latest-result"},
        {"A5": "no-expiry"},
    ):
        for question in ("apply", "pass", "hold", "teach"):
            for level in (4, 3, 2, 1):
                answer = ask(record, question, level, as_of, engine, **assume)
                assert answer.document["as_of"] == as_of
                assert answer.outcome in ("yes", "no", "unknown")
    months = {"1902-01-01": 24, "2200-12-31": 300 * 12 + 11}
    if as_of in months:
        answer = ask(record, "apply", 3, as_of, engine)
        assert answer.low_high("continuous-service") == (months[as_of], months[as_of])
        assert answer.low_high("cumulative-service") == (months[as_of], months[as_of])
    for lang in ("zh", "en"):
        decision = evaluate(record, ruleset=VIP, question="apply", level=3, as_of=as_of, engine=engine)
        assert decision.explain(lang)


def test_explaining_service_at_the_end_of_the_calendar() -> None:
    """What would be reached after the last day that records may name."""
    for as_of in ("2200-06-01", "2200-12-31"):
        decision = evaluate(
            person(employments=[job("2200-05-01")]), ruleset=VIP, question="apply", level=1, as_of=as_of
        )
        assert decision.explain("zh")
        assert decision.explain("en")


def test_as_of_may_be_a_date_or_its_text() -> None:
    one = ask(person(certificates=[certificate(3)]), "hold", 3, date(2026, 11, 24))
    assert one == ask(person(certificates=[certificate(3)]), "hold", 3, "2026-11-24")


class Day(date):
    """A date of somebody else's."""


def test_days_of_a_class_derived_from_date() -> None:
    """They are dates, not moments."""
    one = Day(2026, 11, 24)
    assert ask(person(certificates=[certificate(3, one)]), "hold", 3, one).outcome == "yes"


# --- other kinds of mapping and list --------------------------------------------------------------------


class Upper(Mapping[str, Any]):
    """A mapping that is nothing but one."""

    def __init__(self, content: dict[str, Any]) -> None:
        self._content = content

    def __getitem__(self, key: str) -> Any:
        return self._content[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._content)

    def __len__(self) -> int:
        return len(self._content)


RECORD = person(
    preparing_for=[VIP],
    employments=[job("2025-01-01"), job("2020-01-01", "2020-12-31", unit=None)],
    certificates=[certificate(4)],
    trainings=[training(3, 24.5, modules=["1.2.3"])],
    results=[result(3, "written", 60)],
    education=[school("bachelor")],
    extra={"any": [1, {"thing": None}]},
)
KINDS: list[Any] = [dict, OrderedDict, MappingProxyType, Upper, UserDict]


@pytest.mark.parametrize("outer", KINDS)
@pytest.mark.parametrize("inner", KINDS)
@pytest.mark.parametrize("sequence", [list, tuple])
def test_any_mapping_and_tuples_will_do(outer: Any, inner: Any, sequence: Any) -> None:
    given = {
        name: sequence(inner(one) if isinstance(one, dict) else one for one in value)
        if isinstance(value, list)
        else value
        for name, value in RECORD.items()
    }
    assert structure_candidate(outer(given)) == structure_candidate(RECORD)
    assert ask(outer(given), "apply", 3) == ask(RECORD, "apply", 3)


@pytest.mark.parametrize(
    "value", [{1}, frozenset(), iter(()), (one for one in ()), range(3), "abc", b"", {}, 5, True, object()]
)
def test_what_is_no_list_is_rejected(value: Any) -> None:
    for name in ("employments", "preparing_for"):
        assert list(faults_of(person(**{name: value}))) == [name]


def test_record_instances_within_a_mapping() -> None:
    """A record may be an instance of its class already, and stand beside mappings."""
    held = Certificate(programme=VIP, level=4, issued=date(2026, 1, 15), issuer=Issuer.GROUP)
    worked = Employment(occupation=VIP, unit=Unit.PROVINCIAL_BRANCH, start=date(2025, 1, 1))
    mixed = {**RECORD, "certificates": [held], "employments": [worked, RECORD["employments"][1]]}
    assert structure_candidate(mixed) == structure_candidate(RECORD)
    assert ask(mixed, "apply", 3) == ask(RECORD, "apply", 3)
    built = Candidate(**{**RECORD, "certificates": (held,)})
    assert built == structure_candidate(RECORD)
    assert list(faults_of({**RECORD, "certificates": [worked]})) == ["certificates[0]"]
    assert list(faults_of({**RECORD, "certificates": [held, {**certificate(4), "level": 77}]})) == [
        "certificates[1].level"
    ]


def test_words_may_be_given_as_enums() -> None:
    record = {
        **RECORD,
        "employments": [{**RECORD["employments"][0], "unit": Unit.PROVINCIAL_BRANCH}, RECORD["employments"][1]],
    }
    assert structure_candidate(record) == structure_candidate(RECORD)


def test_extra_is_carried_along_untouched() -> None:
    extra = {"float": 0.1, "nan": float("nan"), "object": object(), 1: "key", "nested": {"a": [(), {2}]}}
    before = dict(extra)
    record = {**RECORD, "extra": extra}
    candidate = structure_candidate(record)
    assert candidate.extra is not None
    assert dict(candidate.extra) == before
    assert candidate.extra["object"] is extra["object"]
    assert extra == before
    assert ask(record, "apply", 3) == ask(RECORD, "apply", 3)
    plain = structure_candidate({**RECORD, "extra": RECORD["extra"]})
    assert candidate_to_dict(plain)["extra"] == RECORD["extra"]


@pytest.mark.parametrize("extra", [[], "x", 5, True, ()])
def test_extra_is_an_object(extra: Any) -> None:
    assert list(faults_of(person(extra=extra))) == ["extra"]


def test_an_odd_extra_does_not_reach_the_decision() -> None:
    """Even one that cannot be copied, hashed or written."""
    deep: dict[str, Any] = {}
    deep["self"] = deep
    decision = evaluate({**RECORD, "extra": deep}, ruleset=VIP, question="hold", level=4, as_of=D, engine="direct")
    assert decision.to_dict()["outcome"] == "yes"
    assert decision.explain()
    assert repr(decision)
    assert hash(decision)


# --- the call -------------------------------------------------------------------------------------------

ODD: list[Any] = [
    5, -1, 3.0, True, False, "", "x", "\ud800", "\x00", "a" * 10_000, b"apply", [], [1], {}, {"a": 1}, (), {1},
    object(), float("nan"), Decimal("3"), Decimal("NaN"), date(2026, 1, 1), datetime(2026, 1, 1), type, len, ...,
    1j, 10**5000,
]  # fmt: skip


@pytest.mark.parametrize("engine", ["direct", "auto"])
@pytest.mark.parametrize("candidate", [person(), Candidate(id="E1")], ids=["mapping", "Candidate"])
@pytest.mark.parametrize(
    "argument", ["question", "level", "position", "as_of", "assume", "engine", "ruleset", "parameters"]
)
def test_odd_arguments_are_input_faults(argument: str, candidate: Any, engine: str) -> None:
    """Never a TypeError or anything else a caller does not expect."""
    for odd in ODD:
        call = {"ruleset": VIP, "question": "apply", "level": 3, "as_of": D, "engine": engine}
        if (argument in ("parameters", "assume") and odd == {}) or (argument == "as_of" and type(odd) is date):
            continue
        with pytest.raises(InputError) as caught:
            evaluate(candidate, **{**call, argument: odd})
        assert str(caught.value)
        assert caught.value.faults[0].path.split(".")[0] == argument or argument in ("ruleset", "parameters"), odd


@pytest.mark.parametrize("candidate", [person(), Candidate(id="E1")], ids=["mapping", "Candidate"])
@pytest.mark.parametrize("odd", [5, "x", [5], ["nowhere.yaml"], [[]], [None], {"a": 1}, [object()], [b"x"], 1.5])
def test_odd_overlays_are_input_faults(candidate: Any, odd: Any) -> None:
    with pytest.raises(InputError):
        evaluate(candidate, ruleset=VIP, question="apply", level=3, as_of=D, overlays=odd)


def test_odd_candidates_are_input_faults() -> None:
    for odd in (None, *ODD, {"id": None}, {1: 2, "id": "E1"}, {None: 1, "id": "E1"}, {(): 1}, Path("x")):
        with pytest.raises(InputError) as caught:
            evaluate(odd, ruleset=VIP, question="apply", level=3, as_of=D)
        assert str(caught.value)


@pytest.mark.parametrize(
    "key", [5, None, True, 1.5, (), ("a", 1), b"id", float("nan"), "", "\ud800", "x" * 10_000, 10**5000], ids=range(12)
)
def test_odd_keys_are_input_faults(key: Any) -> None:
    """In a record, within its entries, in `assume`, in parameters and in overlays."""
    assert faults_of({"id": "E1", key: 1})
    assert faults_of(person(education=[{**school("bachelor"), key: 1}]))
    assert faults_of(person(), assume={key: "x"})
    assert faults_of(person(), parameters={key: 1})
    assert faults_of(person(), overlays=[{"overlay": "o", "ruleset": VIP, key: 1}])
    assert faults_of(person(), overlays=[{"overlay": "o", "ruleset": VIP, "parameters": {key: 1}}])
    assert faults_of(person(), overlays=[{"overlay": "o", "ruleset": VIP, "switches": {key: "x"}}])


def test_odd_readings_and_parameters_are_input_faults() -> None:
    for odd in ODD:
        assert list(faults_of(person(), assume={"A7": odd})) == ["assume.A7"]
        if type(odd) in (int, float, Decimal) and odd in (3, 5):
            continue  # a mark
        assert faults_of(person(), parameters={"pass_mark": odd})


@pytest.mark.parametrize("name", ["education", "employments", "certificates", "results", "attestations"])
def test_odd_entries_are_input_faults(name: str) -> None:
    for odd in (None, *ODD):
        if odd == [] or odd == () or odd == {}:
            continue
        with pytest.raises(InputError) as caught:
            evaluate(person(**{name: [odd]}), ruleset=VIP, question="apply", level=3, as_of=D)
        assert caught.value.faults[0].path.startswith(f"{name}[0]"), odd
        assert str(caught.value)


def test_odd_values_in_every_field_are_input_faults_or_read() -> None:
    """Each field of each record, with each odd value: read, or refused with its path; nothing else happens."""
    fields = {
        "education": school("bachelor"),
        "employments": {**job("2025-01-01"), "leads_team": True},
        "probations": {"occupation": VIP, "completed": "2026-01-01", "passed": True},
        "trainings": training(3, 24, modules=[]),
        "results": result(3, "written", 60, passed=True, position="p"),
        "appraisals": {"year": 2025, "grade": "good", "on": None},
        "certificates": certificate(3, expires="2030-01-01", revoked="2030-01-01", position="p"),
        "trainer_titles": {"rank": "group", "granted": "2026-01-01"},
        "ratings": {"programme": "account-manager", "item": "x", "score": 1, "on": "2026-01-01"},
        "attestations": {
            "matter": "relevant-experience",
            "programme": VIP,
            "level": 3,
            "value": True,
            "on": "2026-01-01",
            "by": "x",
        },
    }
    for name, entry in fields.items():
        for field in entry:
            for odd in ODD:
                found = first_fault(person(**{name: [{**entry, field: odd}]}))
                assert found is None or found.startswith(f"{name}[0]."), (name, field, odd)


def first_fault(record: Any) -> str | None:
    """The path of the first fault, if there is one."""
    try:
        evaluate(record, ruleset=VIP, question="apply", level=3, as_of=D, engine="direct").to_dict()
    except InputError as error:
        return error.faults[0].path if str(error) else ""
    return None


def test_every_fault_of_a_call_at_once() -> None:
    found = faults_of(person(surplus=1), question="x", level="3", position="p", as_of="x", assume={"A": "b"})
    assert list(found) == ["surplus", "as_of", "question", "level", "position", "assume.A"]
