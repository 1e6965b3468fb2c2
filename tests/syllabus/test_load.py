"""Syllabus files: what is refused, what is made of them, and the JSON Schema beside the reader."""

from __future__ import annotations

import ast
import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import vip_cert_rules.syllabus.language
from vip_cert_rules import Depth, RuleSetError, load_syllabus
from vip_cert_rules.reading import read_file
from vip_cert_rules.schemas import schema
from vip_cert_rules.syllabus.load import load_syllabus_text
from vip_cert_rules.syllabus.model import Verb

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Path(__file__).parent / "faults"
GOOD = SAMPLES / "good.yaml"
CODES = sorted(path.parent.name for path in SAMPLES.glob("*/bad.yaml"))
BUNDLED = sorted((ROOT / "rules" / "syllabus").glob("*.yaml"))
SCHEMA = jsonschema.Draft7Validator(schema("syllabus"))
NOT_SAID_BY_THE_SCHEMA = {"duplicate-id", "id-not-below", "ids-out-of-order", "verb-not-in-text"}


def faults_of(code: str) -> RuleSetError:
    with pytest.raises(RuleSetError) as caught:
        load_syllabus_text((SAMPLES / code / "bad.yaml").read_bytes(), "bad.yaml")
    return caught.value


@pytest.mark.parametrize("code", CODES)
def test_bad_file_is_refused_with_the_faults_expected(code: str) -> None:
    """All of them at once, each with its place and path."""
    assert (SAMPLES / code / "expected.txt").read_text(encoding="utf-8") == f"{faults_of(code)}\n"


@pytest.mark.parametrize("code", [code for code in CODES if code != "all-at-once"])
def test_sample_shows_the_fault_it_is_named_after(code: str) -> None:
    assert {code} == {fault.code for fault in faults_of(code).faults}


def test_every_code_of_the_room_has_a_sample() -> None:
    codes = set()
    for path in Path(vip_cert_rules.syllabus.language.__file__).parent.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "add":
                code = call.args[0]
                assert isinstance(code, ast.Constant)
                codes.add(code.value)
    assert codes <= set(CODES)
    assert "ids-out-of-order" in codes


def test_file_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(RuleSetError, match="there is no file"):
        load_syllabus(SAMPLES / "nothing.yaml")


def test_text_that_is_no_mapping_is_a_fault() -> None:
    with pytest.raises(RuleSetError, match="an empty list where a syllabus is needed"):
        load_syllabus_text("[]", "x")


def test_good_file_is_read_into_a_tree() -> None:
    """A chapter without sections is a module; English of a topic may be absent; numbers may be left out."""
    syllabus = load_syllabus(GOOD)
    assert ["1.1.1", "1.1.3", "1.2"] == [module.id for module in syllabus.modules]
    assert [False, True] == [chapter.is_module for chapter in syllabus.chapters]
    (topic,) = syllabus.module("1.2").topics
    assert ((Verb.FAMILIAR, Verb.MASTER), None, Depth.MASTER) == (topic.verbs, topic.en, topic.deepest)
    assert syllabus.level is None and syllabus.note is None


@pytest.mark.parametrize(
    ("verbs", "zh", "good"),
    [
        ("[掌握]", "掌握透镜", True),
        ("[掌握]", "熟练掌握透镜", False),
        ("[熟练掌握]", "熟练掌握透镜", True),
        ("[了解, 掌握]", "了解透镜，熟练掌握灯芯", False),
        ("[了解, 熟练掌握]", "了解透镜，熟练掌握灯芯", True),
        ("[熟练掌握, 了解]", "了解透镜，熟练掌握灯芯", False),
        ("[了解, 了解]", "了解透镜", False),
        ("[了解, 了解]", "了解透镜，了解灯芯", True),
        ("[清楚]", "应清楚灯芯", False),
    ],
)
def test_verbs_are_those_of_the_sentence(verbs: str, zh: str, good: bool) -> None:
    """In its order, the first beginning it; 掌握 is no part of 熟练掌握."""
    text = GOOD.read_text(encoding="utf-8").replace("[熟悉, 掌握], zh: 熟悉雾号，掌握鸣号间隔", f"{verbs}, zh: {zh}")
    if good:
        assert load_syllabus_text(text, "x").name == "keeper"
    else:
        with pytest.raises(RuleSetError) as caught:
            load_syllabus_text(text, "x")
        assert ["verb-not-in-text"] == [fault.code for fault in caught.value.faults]


def test_depths_are_ordered_and_clear_counts_as_familiar() -> None:
    """A27: 了解 < 熟悉 < 掌握 < 熟练掌握."""
    aware, familiar, master, fluently = (Verb(word).depth for word in ("了解", "熟悉", "掌握", "熟练掌握"))
    assert aware < familiar < master < fluently
    assert fluently >= master
    assert Verb("清楚").depth is familiar
    with pytest.raises(TypeError):
        _ = aware < 3  # type: ignore[operator]


@pytest.mark.parametrize("path", [*BUNDLED, GOOD], ids=lambda path: path.stem)
def test_good_files_fit_the_schema(path: Path) -> None:
    SCHEMA.validate(plain(path))


@pytest.mark.parametrize("code", [code for code in CODES if code != "all-at-once"])
def test_bad_files_do_not_fit_the_schema(code: str) -> None:
    """Except for what its `$comment` names."""
    assert SCHEMA.is_valid(plain(SAMPLES / code / "bad.yaml")) is (code in NOT_SAID_BY_THE_SCHEMA)


def test_reader_and_schema_refuse_the_same_values() -> None:
    """Every part of a good file replaced by every odd value: either both take it or both refuse it."""
    odd: list[Any] = [None, 0, 3, 10, "", "x", "1", [], ["x"], {}, {"surplus": 1}, {"zh": "了", "en": "b"}, True]
    good = plain(GOOD)
    for path in paths_of(good):
        for value in odd:
            changed = put(good, path, value)
            try:
                load_syllabus_text(json.dumps(changed), "x")
                codes = set()
            except RuleSetError as error:
                codes = {fault.code for fault in error.faults} - NOT_SAID_BY_THE_SCHEMA
            assert SCHEMA.is_valid(changed) is not bool(codes), (path, value, codes)


def plain(path: Path) -> Any:
    return json.loads(json.dumps(read_file(path, RuleSetError).value, default=float))


def paths_of(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(below for key, item in rows for below in paths_of(item, (*path, key)))]


def put(whole: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    changed = copy.deepcopy(whole)
    part = changed
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    return changed
