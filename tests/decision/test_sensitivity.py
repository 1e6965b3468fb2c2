"""The assumption ledger: every other reading of what an outcome rests on, and what it would change."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import date, timedelta
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import given, settings

from tests.cli.calling import ASKED, PEOPLE, call
from tests.engines.needs_durable import needs_durable
from tests.people import VIP, D, attestation, certificate, job, person, result, school, title, training
from tests.rulesets.vip.dates import ago
from tests.story.recheck import recheck
from tests.strategies import SWITCHES, random_call, whole_calls
from tests.strategies.network import random_network_call
from vip_cert_rules import Alternative, Assumed, Decision, Outcome, evaluate
from vip_cert_rules.schemas import schema

DECISION = jsonschema.Draft7Validator(schema("decision"))
NETWORK = "network-optimization"
LAPSED = PEOPLE / "l3-lapsed-certificate-switch.yaml"

Call = tuple[dict[str, Any], str, int, date, dict[str, str]]


def decide(record: dict[str, Any], question: str, level: int, **more: Any) -> Decision:
    """The decision on a record as of the day most tests ask about, by the direct engine."""
    call: dict[str, Any] = {"ruleset": VIP, "as_of": D, "engine": "direct", **more}
    return evaluate(record, question=question, level=level, **call)


def other(decision: Decision, assumption: str, reading: str | None) -> Alternative:
    """One alternative of a decision."""
    (found,) = (
        alternative
        for assumed in decision.sensitivity()
        for alternative in assumed.alternatives
        if (alternative.assumption, alternative.reading) == (assumption, reading)
    )
    return found


def by_certificate(**facts: Any) -> dict[str, Any]:
    """Somebody who applies for level 3 by route (1) and has a year and a half of service."""
    known = {
        "education": [school("bachelor")],
        "employments": [job(ago(months=18))],
        "trainings": [training(3, 24)],
        "certificates": [certificate(4)],
    }
    return person(**{**known, **facts})


# --- single readings ----------------------------------------------------------------------------------


def test_a_lapsed_certificate_suffices_where_ever_obtained_does() -> None:
    """A7: no becomes yes, and nothing stands in the way any more."""
    decision = decide(by_certificate(certificates=[certificate(4, ago(months=24) - timedelta(days=1))]), "apply", 3)
    assert Outcome.NO is decision.outcome
    found = other(decision, "A7", "ever-obtained")
    assert (Outcome.YES, True, (), ()) == (found.outcome, found.flips, found.unmet, found.missing)
    assert "曾经取得" in found.text.zh and "ever obtained" in found.text.en


def test_service_since_the_certificate_is_shorter_than_service() -> None:
    """A1: yes becomes no, for want of continuous service alone, beside the route that never was."""
    decision = decide(by_certificate(certificates=[certificate(4, ago(months=11))]), "apply", 3)
    assert Outcome.YES is decision.outcome
    found = other(decision, "A1", "from-certificate")
    assert (Outcome.NO, True) == (found.outcome, found.flips)
    assert ("apply.3.8.2.B.1.continuous-service", "apply.3.8.2.B.2.cumulative-service") == found.unmet
    told = decision.explain("zh", sensitivity=True).splitlines()
    assert {"      届时未满足：连续从事本职业工作满1年", "      届时未满足：累计从事本职业工作满2年"} <= {*told}


@pytest.mark.parametrize(
    ("issued", "last_day_before", "no_expiry"),
    [
        pytest.param(ago(months=24) + timedelta(days=1), "yes", "yes", id="the day after the last but one"),
        pytest.param(ago(months=24), "no", "yes", id="the last valid day"),
    ],
)
def test_the_last_valid_day_is_a_day_earlier_or_never(issued: date, last_day_before: str, no_expiry: str) -> None:
    """A5: of the two other readings each has its own answer."""
    decision = decide(person(certificates=[certificate(3, issued)]), "hold", 3)
    assert Outcome.YES is decision.outcome
    found = [other(decision, "A5", word) for word in ("last-day-before", "no-expiry")]
    assert [last_day_before, no_expiry] == [alternative.outcome.value for alternative in found]
    assert [last_day_before != "yes", no_expiry != "yes"] == [alternative.flips for alternative in found]


def test_a_reading_can_make_an_answer_open() -> None:
    """A13 asks for no education; where it is not known, the bundled reading leaves the answer open."""
    record = by_certificate(education=None)
    decision = decide(record, "apply", 3, assume={"A13": "not-required"})
    assert Outcome.YES is decision.outcome
    found = other(decision, "A13", None) if "A13=not-required" in decision.assumptions else None
    assert found is not None
    assert (Outcome.UNKNOWN, True, ("education", "attestations")) == (found.outcome, found.flips, found.missing)


# --- a switched one -----------------------------------------------------------------------------------


def test_a_switched_assumption_has_the_reading_of_the_rule_set_among_the_others() -> None:
    """A5 switched: the default (no word) and the third reading, not the one it was switched to."""
    decision = decide(person(certificates=[certificate(3)]), "hold", 3, assume={"A5": "no-expiry"})
    (assumed,) = (assumed for assumed in decision.sensitivity() if assumed.assumption == "A5")
    assert ("no-expiry", [None, "last-day-before"]) == (
        assumed.reading,
        [alternative.reading for alternative in assumed.alternatives],
    )
    assert "长期有效" in assumed.text.zh


def test_what_an_overlay_switched_is_switched_back_and_the_others_stay() -> None:
    """The re-decision goes by the rules after all overlays, and by the readings of the call."""
    ours = {"overlay": "ours", "ruleset": VIP, "switches": {"A5": "no-expiry", "A8": "exact-level"}}
    record = person(certificates=[certificate(3, ago(months=25), issuer="province")])
    decision = decide(record, "hold", 3, overlays=[ours], assume={"A26": "any-issuer"})
    assert Outcome.YES is decision.outcome
    found = other(decision, "A5", None)
    assert (Outcome.NO, True) == (found.outcome, found.flips)
    assert {"A8": "exact-level", "A26": "any-issuer"} == found.decision.to_dict()["switches"]
    assert [{"name": "ours"}] == [{"name": one["name"]} for one in found.decision.to_dict()["overlays"]]


def test_a_reading_the_call_switched_back_stays_back() -> None:
    """`assume={"A5": None}` over an overlay's A5 is not forgotten when another assumption is weighed."""
    ours = {"overlay": "ours", "ruleset": VIP, "switches": {"A5": "no-expiry"}}
    record = person(certificates=[certificate(3, ago(months=25))])
    decision = decide(record, "hold", 3, overlays=[ours], assume={"A5": None})
    assert Outcome.NO is decision.outcome
    found = other(decision, "A26", "any-issuer")
    assert (Outcome.NO, False) == (found.outcome, found.flips)
    assert Outcome.YES is other(decision, "A5", "no-expiry").outcome


# --- none ---------------------------------------------------------------------------------------------


def test_a_decision_that_rests_on_nothing_switchable_has_fixed_assumptions_only() -> None:
    """A15 (higher titles) has one reading: it is listed, and nothing flips."""
    record = person(certificates=[], trainer_titles=[title("group")], attestations=[attestation("relevant-experience")])
    decision = decide(record, "teach", 1)
    assert Outcome.YES is decision.outcome
    fixed = [assumed for assumed in decision.sensitivity() if assumed.is_fixed]
    assert ["A15"] == [assumed.assumption for assumed in fixed]
    assert (False, (), None) == (fixed[0].flips, fixed[0].alternatives, fixed[0].reading)


def test_a_decision_that_rests_on_no_assumption_says_so() -> None:
    """Scope alone stands in the way, and no assumption is about it."""
    record = by_certificate(employments=[job(ago(months=18), unit="other")])
    decision = decide(record, "apply", 3)
    assert ((), ()) == (decision.assumptions, decision.sensitivity())
    assert decision.explain("zh", sensitivity=True).endswith("改用其他口径时的结论\n  本结论不涉及对文件的解释口径")
    assert decision.explain("en", sensitivity=True).endswith(
        "Under other readings\n  the answer rests on no assumption"
    )
    assert [] == decision.to_dict(sensitivity=True)["sensitivity"]


def test_the_ledger_is_immutable() -> None:
    """What one reader does with it changes nothing for the next."""
    decision = decide(person(certificates=[certificate(3)]), "hold", 3)
    weighed = decision.sensitivity()
    assert isinstance(weighed, tuple) and isinstance(weighed[0], Assumed)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        weighed[0].alternatives = ()  # type: ignore[misc]
    assert weighed is decision.sensitivity()


# --- laws ---------------------------------------------------------------------------------------------


def holds(call: Call) -> Counter[bool]:
    """That every alternative is what the call says under it; how many flip."""
    record, question, level, as_of, assume = call
    decision = decide(record, question, level, as_of=as_of, assume=assume)
    weighed = decision.sensitivity()
    assert decision.assumptions == tuple(
        assumed.assumption if assumed.reading is None else f"{assumed.assumption}={assumed.reading}"
        for assumed in weighed
    )
    flips: Counter[bool] = Counter()
    for assumed in weighed:
        words = {None, *SWITCHES.get(assumed.assumption, ())} - {assumed.reading}
        assert words == {alternative.reading for alternative in assumed.alternatives}
        for alternative in assumed.alternatives:
            switched = {**assume, assumed.assumption: alternative.reading}
            expected = decide(record, question, level, as_of=as_of, assume=switched)
            assert (expected.outcome, expected.unmet, expected.missing) == (
                alternative.outcome,
                alternative.unmet,
                alternative.missing,
            )
            assert (expected.outcome is not decision.outcome) is alternative.flips
            assert expected == alternative.decision
            flips[alternative.flips] += 1
        assert any(alternative.flips for alternative in assumed.alternatives) is assumed.flips
    return flips


@given(whole_calls())
@settings(max_examples=60, deadline=None)
def test_every_alternative_is_what_the_call_says_under_it(call: Call) -> None:
    holds(call)


def test_every_alternative_is_what_the_call_says_under_it_in_volume() -> None:
    """The same for many, with both kinds among them."""
    rng = random.Random(31)
    flips = sum((holds(random_call(rng, null_chance=rng.choice((3, 12)))) for _ in range(300)), Counter())
    assert min(flips[True], flips[False]) > 20


def test_every_alternative_is_what_the_call_says_for_the_network_programme() -> None:
    """With positions, with parameters supplied and without: A17, A20 and their like."""
    rng = random.Random(34)
    seen: set[tuple[str, bool]] = set()
    for _ in range(200):
        record, question, level, position, as_of, assume, supplied = random_network_call(rng, nulls=rng.choice((2, 10)))
        overlays = [{"overlay": f"o{i}", "ruleset": NETWORK, "parameters": dict(one)} for i, one in enumerate(supplied)]
        call: dict[str, Any] = {
            "ruleset": NETWORK, "question": question, "level": level, "position": position, "as_of": as_of,
            "overlays": overlays, "engine": "direct",
        }  # fmt: skip
        decision = evaluate(record, assume=assume, **call)
        for assumed in decision.sensitivity():
            for alternative in assumed.alternatives:
                switched = {**assume, assumed.assumption: alternative.reading}
                assert evaluate(record, assume=switched, **call) == alternative.decision
                seen.add((assumed.assumption, alternative.flips))
    assert {("A17", True), ("A17", False), ("A20", True)} <= seen


def test_what_is_asked_for_more_changes_nothing_else() -> None:
    """The document without the key is the document; it fits the schema with it."""
    rng = random.Random(32)
    for _ in range(60):
        record, question, level, as_of, assume = random_call(rng)
        decision = decide(record, question, level, as_of=as_of, assume=assume)
        document = decision.to_dict(sensitivity=True)
        DECISION.validate(document)
        told = document.pop("sensitivity")
        assert decision.to_dict() == document
        assert recheck(document) == []
        assert [assumed.to_dict() for assumed in decision.sensitivity()] == told
        for lang in ("zh", "en"):
            assert decision.explain(lang, sensitivity=True).startswith(decision.explain(lang) + "\n\n")


@needs_durable
def test_the_engine_does_not_show() -> None:
    """The same ledger, whichever engine concluded."""
    rng = random.Random(33)
    for _ in range(30):
        record, question, level, as_of, assume = random_call(rng)
        documents = [
            decide(record, question, level, as_of=as_of, assume=assume, engine=engine).to_dict(sensitivity=True)
            for engine in ("direct", "auto")
        ]
        assert documents[0] == documents[1]


# --- as text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "zh",
            [
                "改用其他口径时的结论",
                "  A5=last-day-before  最后有效日为届满对应日的前一日。",
                "    ✗ 结论不变",
                "  A7=ever-obtained  曾经取得即可，不看是否过期（已撤销的除外）。",
                "    ✓ 结论改变：符合三级（中级）岗位技能认证申报条件",
                "  无其他口径可选：A3、A4、A16",
            ],
        ),
        (
            "en",
            [
                "Under other readings",
                "    ✓ the answer changes: may apply for level 3 (intermediate)",
                "    ✗ the answer stays",
                "  no other reading to choose: A3, A4, A16",
            ],
        ),
    ],
)
def test_the_command_tells_it_after_the_explanation(
    capsys: pytest.CaptureFixture[str], lang: str, lines: list[str]
) -> None:
    """The section stands last; a condition newly in the way is named below its reading."""
    said = call(capsys, "evaluate", LAPSED, *ASKED, "--sensitivity", "--lang", lang)
    plain = call(capsys, "evaluate", LAPSED, *ASKED, "--lang", lang)
    assert (0, "") == (said.status, said.err)
    section = said.out.removeprefix(plain.out)
    assert section != said.out
    for line in lines:
        assert line in section, section


def test_the_command_gives_it_as_a_key_only_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """`--format json` is one decision document, with `sensitivity` beside the rest."""
    document = json.loads(call(capsys, "evaluate", LAPSED, *ASKED, "--format", "json", "--sensitivity").out)
    DECISION.validate(document)
    flipped = [assumed["assumption"] for assumed in document.pop("sensitivity") if assumed["flips"]]
    assert ["A5", "A7"] == flipped
    assert json.loads(call(capsys, "evaluate", LAPSED, *ASKED, "--format", "json").out) == document


def test_what_would_be_missing_is_named() -> None:
    """A reading that makes the answer open says which fact it waits for."""
    record = person(results=[result(3, "written", 70, passed=True), result(3, "interview", passed=True)])
    decision = decide(record, "pass", 3)
    assert (Outcome.YES, Outcome.YES) == (decision.outcome, other(decision, "A18", "score-first").outcome)
    open_one = decide(by_certificate(education=None), "apply", 3, assume={"A13": "not-required"})
    assert "      届时需要补充：education" in open_one.explain("zh", sensitivity=True).splitlines()
    assert "      then missing: education" in open_one.explain("en", sensitivity=True).splitlines()
