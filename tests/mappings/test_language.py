"""What a mapping may say, and what is said of one that cannot be used: every fault at its line."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import jsonschema
import pytest

from tests.cli.calling import call
from tests.mappings.small import SMALL, mapping_of
from vip_cert_rules import InputError
from vip_cert_rules.mappings.load import load_mapping, shipped_mappings, shipped_text
from vip_cert_rules.reading import read_text
from vip_cert_rules.schemas import schema

CASES = [
    ('version: "1.0"\n', "", "missing", "version"),
    ("key: no}", "}", "missing", "people.key"),
    ("table: people, ", "", "one-of-these", "people"),
    ("table: people, ", "table: people, query: SELECT 1, ", "one-of-these", "people"),
    ("complete: true", "complete: yes", "wrong-type", "lists.results.complete"),
    ("    complete: true\n", "", "missing", "lists.results.complete"),
    (
        "complete: true",
        "complete: {table: t, key: k, where: [{column: c}]}",
        "one-of-these",
        "lists.results.complete.where[0]",
    ),
    ("  results:", "  exams:", "unknown-key", "lists.exams"),
    ("score: mark", "marks: mark", "unknown-key", "lists.results.from[0].fields.marks"),
    ("          level: level\n", "", "missing", "lists.results.from[0].fields.level"),
    (
        "{constant: vip-service-manager}",
        "{constant: 3}",
        "wrong-type",
        "lists.results.from[0].fields.programme.constant",
    ),
    ("{constant: vip-service-manager}", "{}", "column-or-constant", "lists.results.from[0].fields.programme"),
    ("{constant: vip", "{column: p, constant: vip", "column-or-constant", "lists.results.from[0].fields.programme"),
    ("合格: true", "合格: 1", "wrong-type", "lists.results.from[0].fields.passed.values.合格"),
    (
        "level: level",
        "level: {column: level, values: {A: 10}}",
        "too-high",
        "lists.results.from[0].fields.level.values.A",
    ),
    ("score: mark", "score: {column: mark, otherwise: 0}", "missing", "lists.results.from[0].fields.score.values"),
    (
        "score: mark",
        "score: {column: mark, values: {A: 1}, otherwise: 0, keep_others: true}",
        "column-or-constant",
        "lists.results.from[0].fields.score",
    ),
    ("values: {笔试", "values: papers, nulls: [", "undeclared-words", "lists.results.from[0].fields.component.values"),
    ("YYYY/M/D", "DD/MM", "not-a-pattern", "lists.results.from[0].fields.taken.dates[0]"),
    ("YYYY/M/D", "YYYY/MM", "not-a-pattern", "lists.results.from[0].fields.taken.dates[0]"),
    ("score: mark", "score: {column: mark, dates: [YYYY]}", "unknown-key", "lists.results.from[0].fields.score.dates"),
    ("people: {", "zone: Beijing\npeople: {", "wrong-form", "zone"),
    ("people: {", "files: {encoding: gbq}\npeople: {", "unknown-word", "files.encoding"),
    ("people: {", "files: {delimiter: ';;'}\npeople: {", "wrong-form", "files.delimiter"),
    ("people: {", "dates: [M]\npeople: {", "not-a-pattern", "dates[0]"),
    ("people: {", "partial: middle\ndates: [YYYY]\npeople: {", "unknown-word", "partial"),
    ("key: no}", "key: no, others: ignore}", "unknown-word", "people.others"),
    ("key: no}", "key: no, fields: {name: name}}", "unknown-key", "people.fields.name"),
]


@pytest.mark.parametrize(("before", "after", "code", "path"), CASES)
def test_every_fault_is_told_at_its_place(before: str, after: str, code: str, path: str) -> None:
    text = SMALL.replace(before, after.replace("values: papers, nulls: [", "values: papers}  # "), 1)
    assert text != SMALL
    with pytest.raises(InputError) as raised:
        mapping_of(text)
    found = {(fault.code, fault.path) for fault in raised.value.faults}
    assert (code, path) in found
    assert all(fault.place is not None and fault.place.file == "own.yaml" for fault in raised.value.faults)


def test_all_faults_are_told_at_once_in_the_order_of_the_text() -> None:
    text = (
        SMALL.replace("mapping: small", "mapping: ''")
        .replace("score: mark", "score: {}")
        .replace("key: no}", "key: []}")
    )
    with pytest.raises(InputError) as raised:
        mapping_of(text)
    lines = [fault.place.line for fault in raised.value.faults if fault.place]
    assert len(lines) >= 3 and lines == sorted(lines)


@pytest.mark.parametrize(
    ("fold", "fields", "code", "path"),
    [
        ("", "{occupation: job}", "missing", "lists.employments.from[0].fields.start"),
        ("fold: {valid_from: since}", "{start: s}", "said-twice", "lists.employments.from[0].fields.start"),
        ("fold: {begins: b}", "{occupation: job}", "missing", "lists.employments.from[0].fold.valid_from"),
    ],
)
def test_work_has_a_first_day_from_a_column_or_from_versions(fold: str, fields: str, code: str, path: str) -> None:
    text = (
        "mapping: m\nversion: '1'\npeople: {table: p, key: k}\nlists:\n  employments:\n    complete: false\n    from:\n"
        f"      - {{table: t, key: k, fields: {fields}{', ' if fold else ''}{fold}}}\n"
    )
    with pytest.raises(InputError) as raised:
        mapping_of(text)
    assert (code, path) in [(fault.code, fault.path) for fault in raised.value.faults]


@pytest.mark.parametrize("name", shipped_mappings())
def test_shipped_mappings_are_as_their_schema_says(name: str) -> None:
    mapping = load_mapping(name)
    assert mapping.name == name and mapping.about is not None
    assert load_mapping(name) is mapping
    assert pickle.loads(pickle.dumps(mapping)) == mapping
    data = read_text(shipped_text(name), name, InputError).value
    errors = [error.message for error in jsonschema.Draft7Validator(schema("mapping")).iter_errors(data)]
    assert [] == errors


def test_a_mapping_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="did you mean `odoo`"):
        load_mapping("oddo")
    with pytest.raises(InputError, match="there is no file"):
        load_mapping(tmp_path / "own.yaml")


def test_the_commands_list_show_and_check_mappings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = call(capsys, "mapping", "list", "--lang", "en")
    assert [*shipped_mappings()] == [line.split()[0] for line in said.out.splitlines()]
    said = call(capsys, "mapping", "show", "odoo")
    (tmp_path / "own.yaml").write_text(said.out, encoding="utf-8")
    assert load_mapping(tmp_path / "own.yaml").digest == load_mapping("odoo").digest
    said = call(capsys, "validate", tmp_path / "own.yaml")
    assert (0, f"{tmp_path / 'own.yaml'}: ok (mapping odoo 1.0, 2 lists)\n") == (said.status, said.out)
    (tmp_path / "bad.yaml").write_text(SMALL.replace("score: mark", "scor: mark"), encoding="utf-8")
    said = call(capsys, "validate", tmp_path / "bad.yaml")
    assert 2 == said.status and "bad.yaml:16:11: lists.results.from[0].fields.scor: unknown key" in said.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["mapping"], "{list,show,records}: missing"),
        (["mapping", "make"], "`make` cannot be done with mappings"),
        (["mapping", "show"], "NAME: missing"),
        (["mapping", "show", "oddo"], "did you mean `odoo`?"),
        (["mapping", "records"], "INPUT: missing"),
        (["mapping", "records", "no.csv"], "--mapping: missing"),
        (["mapping", "records", "no.csv", "--mapping", "odoo"], "there is no file `no.csv`"),
    ],
)
def test_a_bad_command_is_told(capsys: pytest.CaptureFixture[str], words: list[str], told: str) -> None:
    said = call(capsys, *words)
    assert (2, "") == (said.status, said.out)
    assert told in said.err


def test_records_are_printed_and_faults_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "own.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "people.csv").write_text("no\nE1\nE2\n", encoding="utf-8")
    (tmp_path / "exams.csv").write_text(
        "number,level,paper,day,mark,verdict\nE2,3,口试,2026/5/1,1,\n", encoding="utf-8"
    )
    said = call(capsys, "mapping", "records", tmp_path, "--mapping", tmp_path / "own.yaml")
    assert 1 == said.status
    assert {"id": "E1", "results": []} == json.loads(said.out)
    assert f"{tmp_path / 'exams.csv'}, line 2, column paper: results[0].component: `口试` is none of" in said.err
