"""Every kind of mutant is made where the rules have what it changes, and its diff shows the change in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from vip_cert_rules.authoring.mutation.family import Family, load_family
from vip_cert_rules.authoring.mutation.model import Kind, Mutant
from vip_cert_rules.authoring.mutation.mutate import is_chosen

CANAL = Path(__file__).with_name("canal.yaml")


@pytest.fixture(scope="module")
def canal() -> Family:
    return load_family(str(CANAL))


@pytest.fixture(scope="module")
def changes(canal: Family) -> dict[str, tuple[Mutant, list[str]]]:
    """By label, each mutant with the lines that its diff takes out and puts in."""
    (source,) = canal.sources()
    return {
        f"{mutant.label.en} @{mutant.place.column}": (
            mutant,
            [line[0] + line[1:].strip() for line in source.diff(mutant.edits)[2:] if line[0] in "+-"],
        )
        for mutant in canal.mutants()
    }


MADE = [
    (Kind.BOUND, "parameters.service.values.2: 12 becomes 11", ["-values: {2: 12, 1: 24}", "+values: {2: 11, 1: 24}"]),
    (Kind.BOUND, "parameters.service.values.2: 12 becomes 13", ["-values: {2: 12, 1: 24}", "+values: {2: 13, 1: 24}"]),
    (Kind.BOUND, "parameters.hours.value: 30 becomes 29.99", ["-value: 30", "+value: 29.99"]),
    (
        Kind.STRICT,
        "parameters.hours.value: “at least” becomes “more than” (30 becomes 30.01)",
        ["-value: 30", "+value: 30.01"],
    ),
    (Kind.BOUND, "parameters.hours.value: 30 becomes 31", ["-value: 30", "+value: 31"]),
    (Kind.BOUND, "parameters.validity.value: 24 becomes 25", ["-value: 24", "+value: 25"]),
    (Kind.BOUND, "parameters.validity.value: 24 becomes 23", ["-value: 24", "+value: 23"]),
    (Kind.NO_LIMIT, "parameters.validity.value: no limit any more (24)", ["-value: 24", "+value: null"]),
    (Kind.BOUND, "parameters.grade.value: good becomes pass", ["-value: good", "+value: pass"]),
    (Kind.BOUND, "parameters.grade.value: good becomes excellent", ["-value: good", "+value: excellent"]),
    (
        Kind.BOUND,
        "parameters.mark.value.from.2027-01-01: 70 becomes 69.99",
        ["-value: {from: {2000-01-01: 60, 2027-01-01: 70}}", "+value: {from: {2000-01-01: 60, 2027-01-01: 69.99}}"],
    ),
    (
        Kind.DAY,
        "parameters.mark.value.from: 2027-01-01 becomes 2026-12-31",
        ["-value: {from: {2000-01-01: 60, 2027-01-01: 70}}", "+value: {from: {2000-01-01: 60, 2026-12-31: 70}}"],
    ),
    (
        Kind.DAY,
        "parameters.mark.value.from: 2027-01-01 dropped",
        ["-value: {from: {2000-01-01: 60, 2027-01-01: 70}}", "+value: {from: {2000-01-01: 60}}"],
    ),
    (
        Kind.SWAP,
        "parameters.service.values: the values of 2 and 1 swapped (12, 24)",
        ["-values: {2: 12, 1: 24}", "+values: {2: 24, 1: 12}"],
    ),
    (
        Kind.WORD,
        "parameters.units.value: headquarters dropped",
        ["-value: [provincial_branch, headquarters]", "+value: [provincial_branch]"],
    ),
    (
        Kind.ROUTE,
        "parameters.ways.value: the route 1 dropped",
        ["-value: [{months: 6, probation: true}, {months: 18}]", "+value: [{months: 18}]"],
    ),
    (
        Kind.ITEM,
        "parameters.ways.value[0]: probation dropped",
        ["-value: [{months: 6, probation: true}, {months: 18}]", "+value: [{months: 6}, {months: 18}]"],
    ),
    (
        Kind.BOUND,
        "parameters.ways.value[1].months: 18 becomes 19",
        [
            "-value: [{months: 6, probation: true}, {months: 18}]",
            "+value: [{months: 6, probation: true}, {months: 19}]",
        ],
    ),
    (Kind.TEST, "records.papers.where: programme: lock-keeper tested no more", ["-programme: lock-keeper"]),
    (Kind.TEST, "records.papers.where: position (asked) tested no more", ["-position: {asked: position}"]),
    (
        Kind.TEST,
        "records.papers.where: expires tested no more",
        [
            "-expires:",
            "-choose: B1",
            "-otherwise: {reaches: as_of, computed_from: issued, months: {parameter: validity}, days_less: 1}",
            "-forever: {reaches: as_of}",
        ],
    ),
    (Kind.TEST, "records.exams.where.taken: taken (within_months) tested no more", ["-- {within_months: 24}"]),
    (Kind.TEST, "conditions.employed.measure.count.any_of: occupation tested no more", ["-- occupation: lock-keeper"]),
    (
        Kind.LEVEL,
        "records.papers.where.level: at_or_above becomes exactly",
        ["-level: {at_or_above: required}", "+level: {exactly: required}"],
    ),
    (
        Kind.LEVEL,
        "records.exams.where.level: exactly becomes at_or_above",
        ["-level: {exactly: this}", "+level: {at_or_above: this}"],
    ),
    (
        Kind.LEVEL,
        "records.papers.where.level.at_or_above: required becomes this",
        ["-level: {at_or_above: required}", "+level: {at_or_above: this}"],
    ),
    (
        Kind.STRICT,
        "records.papers.where.revoked: later_than becomes reaches",
        ["-revoked: {later_than: as_of}", "+revoked: {reaches: as_of}"],
    ),
    (
        Kind.STRICT,
        "conditions.employed.measure.count.where.end: reaches becomes later_than",
        [
            "-where: {unit: {one_of: {parameter: units}}, end: {reaches: as_of}}",
            "+where: {unit: {one_of: {parameter: units}}, end: {later_than: as_of}}",
        ],
    ),
    (
        Kind.DAY,
        "records.papers.where.expires.otherwise: the last valid day is a day earlier",
        [
            "-otherwise: {reaches: as_of, computed_from: issued, months: {parameter: validity}, days_less: 1}",
            "+otherwise: {reaches: as_of, computed_from: issued, months: {parameter: validity}, days_less: 2}",
        ],
    ),
    (
        Kind.DAY,
        "records.papers.where.expires.otherwise: the last valid day is a day later",
        [
            "-otherwise: {reaches: as_of, computed_from: issued, months: {parameter: validity}, days_less: 1}",
            "+otherwise: {reaches: as_of, computed_from: issued, months: {parameter: validity}, days_less: 0}",
        ],
    ),
    (
        Kind.READING,
        "records.papers.where.expires: B1 is read as `forever` by default",
        [
            "-otherwise: {reaches: as_of, computed_from: issued, months: {parameter: validity}, days_less: 1}",
            "+otherwise: {reaches: as_of}",
        ],
    ),
    (
        Kind.READING,
        "questions.apply.all[2]: switching B3 to `not-needed` has no effect",
        ["-not-needed: []", "+not-needed: recommended"],
    ),
    (
        Kind.BOUND,
        "records.exams.where.taken[0].within_months: 24 becomes 23",
        ["-- {within_months: 24}", "+- {within_months: 23}"],
    ),
    (
        Kind.DAY,
        "records.exams.where.taken[0]: the last valid day is a day later",
        ["-- {within_months: 24}", "+- {within_months: 24, days_less: -1}"],
    ),
    (
        Kind.DAY,
        "records.exams.where.taken[1].last: 2030-12-31 becomes 2031-01-01",
        ["-- {first: 2005-01-01, last: 2030-12-31}", "+- {first: 2005-01-01, last: 2031-01-01}"],
    ),
    (
        Kind.READING,
        "records.exams.latest: B2 is read as `latest` by default",
        [
            "-latest: {choose: B2, otherwise: [], latest: [taken]}",
            "+latest: {choose: B2, otherwise: [taken], latest: [taken]}",
        ],
    ),
    (
        Kind.LATEST,
        "conditions.appraised.measure.of: no longer the latest only",
        [
            "-measure: {best: grade, of: {from: appraisals, latest: [year, on]}}",
            "+measure: {best: grade, of: {from: appraisals}}",
        ],
    ),
    (
        Kind.LATEST,
        "conditions.appraised.measure.of.latest: on dropped",
        [
            "-measure: {best: grade, of: {from: appraisals, latest: [year, on]}}",
            "+measure: {best: grade, of: {from: appraisals, latest: [year]}}",
        ],
    ),
    (
        Kind.LATEST,
        "conditions.recommended.measure.count: no longer the latest only",
        [
            "-count:",
            "-from: attestations",
            "-where: {matter: relevant-experience}",
            "-latest: [on]",
            "-then: {value: true}",
            "+count: {from: attestations, where: {matter: relevant-experience, value: true}}",
        ],
    ),
    (
        Kind.FLAG,
        "conditions.recommended.measure.count.then.value: true becomes false",
        ["-then: {value: true}", "+then: {value: false}"],
    ),
    (
        Kind.BOUND,
        "conditions.schooled.measure.count.where.level.at_least: bachelor becomes master",
        [
            "-measure: {count: {from: education, where: {level: {at_least: bachelor}}}}",
            "+measure: {count: {from: education, where: {level: {at_least: master}}}}",
        ],
    ),
    (Kind.BOUND, "conditions.degrees.at_least: 2 becomes 1", ["-at_least: 2", "+at_least: 1"]),
    (Kind.BOUND, "conditions.oral.at_least: 60 becomes 59.99", ["-at_least: 60", "+at_least: 59.99"]),
    (
        Kind.STRICT,
        "conditions.oral.at_least: “at least” becomes “more than” (60 becomes 60.01)",
        ["-at_least: 60", "+at_least: 60.01"],
    ),
    (Kind.LEVEL, "conditions.paper.level: below becomes this", ["-level: below", "+level: this"]),
    (Kind.LEVEL, "conditions.served.level: 2 becomes 1", ["-level: 2", "+level: 1"]),
    (
        Kind.LEVEL,
        "questions.hold.all[0].any[1].level: at_or_above becomes this",
        ["-- {question: pass, level: at_or_above}", "+- {question: pass, level: this}"],
    ),
    (
        Kind.WORD,
        "conditions.served.measure.continuous_months.where.occupation.one_of: sluice-keeper dropped",
        [
            "-continuous_months: {from: employments, where: {occupation: {one_of: [lock-keeper, sluice-keeper]}}}",
            "+continuous_months: {from: employments, where: {occupation: {one_of: [lock-keeper]}}}",
        ],
    ),
    (
        Kind.MEASURE,
        "conditions.served.measure: continuous_months becomes cumulative_months",
        [
            "-continuous_months: {from: employments, where: {occupation: {one_of: [lock-keeper, sluice-keeper]}}}",
            "-since: {earliest: issued, of: papers}",
            "+cumulative_months: {from: employments, where: {occupation: {one_of: [lock-keeper, sluice-keeper]}}}",
        ],
    ),
    (
        Kind.MEASURE,
        "conditions.served.measure.since: counted from no later day any more",
        [
            "-since: {earliest: issued, of: papers}",
            "+since: nothing",
        ],
    ),
    (
        Kind.MEASURE,
        "conditions.trained.measure: total becomes best",
        [
            "-measure: {total: hours, of: {from: trainings, where: {programme: lock-keeper}}}",
            "+measure: {best: hours, of: {from: trainings, where: {programme: lock-keeper}}}",
        ],
    ),
    (
        Kind.MEASURE,
        "conditions.written.measure.prefer: score becomes reported",
        [
            "-measure: {passing: {these: exams, where: {component: written}}, prefer: score}",
            "+measure: {passing: {these: exams, where: {component: written}}, prefer: reported}",
        ],
    ),
    (Kind.MEASURE, "conditions.oral.measure: sum becomes mean", ["-sum:", "+mean:"]),
    (
        Kind.ITEM,
        "conditions.oral.measure.sum: best dropped",
        ["-- {best: score, of: {these: exams, where: {component: talk}}}"],
    ),
    (
        Kind.GROUP,
        "waivers.hardship.all: all becomes any",
        [
            "-hardship: {label: {zh: 困难, en: hardship}, all: [recommended, probation]}",
            "+hardship: {label: {zh: 困难, en: hardship}, all: [{any: [recommended, probation]}]}",
        ],
    ),
    (
        Kind.GROUP,
        "questions.apply.all[3].any[0].all: all becomes any",
        [
            "-- {choose: level, 2: [], otherwise: [paper, degrees]}",
            "-- served",
            "+- any:",
            "+- {choose: level, 2: [], otherwise: [paper, degrees]}",
            "+- served",
        ],
    ),
    (Kind.GROUP, "questions.apply.all[3].any: any becomes all", ["-- any:", "+- all:"]),
    (Kind.GROUP, "questions.pass.all[0].all: all becomes any", ["-- all: [written, oral]", "+- any: [written, oral]"]),
    (Kind.ITEM, "questions.apply.all: employed dropped", ["-- employed"]),
    (
        Kind.ITEM,
        "questions.pass.all: exams dropped",
        ["-- all: [written, oral]", "-name: exams", "-label: {zh: 考试, en: examinations}"],
    ),
    (
        Kind.ITEM,
        "questions.apply.all[3].any[0].all[0].otherwise: degrees dropped",
        [
            "-- {choose: level, 2: [], otherwise: [paper, degrees]}",
            "+- {choose: level, 2: [], otherwise: [paper]}",
        ],
    ),
    (
        Kind.ITEM,
        "questions.pass.all[1].upper: appraised dropped",
        [
            "-- {choose: position, upper: appraised, otherwise: trained}",
            "+- {choose: position, upper: [], otherwise: trained}",
        ],
    ),
    (
        Kind.ROUTE,
        "questions.apply.all[3].any: the route long dropped",
        ["-- {route: long, label: {zh: 途径二, en: route two}, all: [trained]}"],
    ),
    (
        Kind.WAIVER,
        "questions.apply.all[1].waived_by: the waiver hardship removed",
        [
            "-- {condition: schooled, waived_by: [experience, hardship]}",
            "+- {condition: schooled, waived_by: [experience]}",
        ],
    ),
    (
        Kind.CASE,
        "questions.pass.all[1]: position upper is treated like all others",
        [
            "-- {choose: position, upper: appraised, otherwise: trained}",
            "+- {choose: position, upper: trained, otherwise: trained}",
        ],
    ),
    (
        Kind.CASE,
        "questions.pass.all[1]: all others are treated like position upper",
        [
            "-- {choose: position, upper: appraised, otherwise: trained}",
            "+- {choose: position, upper: appraised, otherwise: appraised}",
        ],
    ),
]


@pytest.mark.parametrize(("kind", "label", "lines"), MADE, ids=[label for _kind, label, _lines in MADE])
def test_a_mutant_is_made_of_what_can_be_meant_otherwise(
    kind: Kind, label: str, lines: list[str], canal: Family, changes: dict[str, tuple[Mutant, list[str]]]
) -> None:
    """It has its kind, changes these lines and no other, and is a rule set."""
    found = [change for said, change in changes.items() if said.rpartition(" @")[0] == label]
    assert lines in [diff for _mutant, diff in found]
    mutant = next(mutant for mutant, diff in found if diff == lines)
    assert kind is mutant.kind
    assert canal.mutated(mutant) is not None


def test_every_kind_is_among_those_that_are_made(canal: Family) -> None:
    assert {kind for kind, _label, _lines in MADE} == set(Kind) == {mutant.kind for mutant in canal.mutants()}


def test_a_mutant_knows_its_line(canal: Family) -> None:
    """The line of the file on which what it changes stands."""
    lines = CANAL.read_text(encoding="utf-8").splitlines()
    for mutant in canal.mutants():
        last = mutant.path[-1] if isinstance(mutant.path[-1], str) else None
        assert str(CANAL) == mutant.place.file
        assert (
            last is None
            or last in lines[mutant.place.line - 1]
            or str(_value(canal, mutant)) in lines[mutant.place.line - 1]
        )


def _value(canal: Family, mutant: Mutant) -> object:
    value: object = canal.documents[0].value
    for part in mutant.path:
        value = value[part]  # type: ignore[index]
    return value


def test_nothing_is_mutated_that_decides_nothing(canal: Family) -> None:
    """Labels, clauses, bounds on what may be set, and parameters that are shown only."""
    touched = {part for mutant in canal.mutants() for part in mutant.path}
    assert not touched & {"label", "zh", "en", "yes", "no", "source", "assumes", "code", "colour", "in_force"}


def test_no_two_mutants_come_to_the_same(canal: Family) -> None:
    contents = [repr(source.edited(mutant.edits)) for source in canal.sources() for mutant in canal.mutants()]
    assert len(set(contents)) == len(contents)


def test_what_is_no_rule_set_is_none(canal: Family) -> None:
    """There is no level below the lowest, and no sum of grades."""
    stillborn = {mutant.label.en for mutant in canal.mutants() if canal.mutated(mutant) is None}
    assert {
        "records.exams.where.level.exactly: this becomes below",
        "conditions.appraised.measure: best becomes total",
        "parameters.mark.value.from: 2000-01-01 dropped",
    } <= stillborn


def test_what_a_mutant_leaves_unused_is_no_fault(canal: Family) -> None:
    """Without the only item that names a condition the rules load, though the loader refuses them as an author's."""
    dropped = next(m for m in canal.mutants() if m.label.en == "questions.apply.all: employed dropped")
    assert canal.mutated(dropped) is not None


@pytest.mark.parametrize(
    ("text", "count"),
    [("hours.value", 4), ("学时", 0), ("NO-LIMIT", 1), ("32", 4), ("canal.yaml:32", 4), ("途径 long", 1)],
)
def test_mutants_are_chosen_by_label_kind_place_or_line(canal: Family, text: str, count: int) -> None:
    assert count == sum(is_chosen(mutant, text) for mutant in canal.mutants())
