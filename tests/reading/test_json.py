"""JSON texts: what they stand for, where it stands, and what is refused."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vip_cert_rules.faults import InputError, Place
from vip_cert_rules.reading import Document, Format, read_text

MIB = 1024 * 1024


def read(text: str) -> Document:
    return read_text(text, "r.json", InputError, Format.JSON)


def refusal(text: str) -> InputError:
    with pytest.raises(InputError) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        ("true", True),
        (" 12 ", 12),
        ("-0", 0),
        ("1.50", Decimal("1.50")),
        ("1e3", Decimal("1e3")),
        ("Infinity", Decimal("Infinity")),
        ("-Infinity", Decimal("-Infinity")),
        ('"2024-05-20"', "2024-05-20"),
        (r'"\u8d35\ud83d\ude00\\ud800"', "贵😀\\ud800"),
        ('{"4": [], "": {}}', {"4": [], "": {}}),
    ],
)
def test_value(text: str, value: object) -> None:
    found = read(text).value
    assert (type(value), repr(value)) == (type(found), repr(found))


def test_not_a_number() -> None:
    found = read("NaN").value
    assert isinstance(found, Decimal)
    assert found.is_nan()


def test_places() -> None:
    found = read('{"a": [1,\n  {"b\\n": "x:[,"}],\n "c": -2.5}')
    assert {
        (): (1, 1),
        ("a",): (1, 7),
        ("a", 0): (1, 8),
        ("a", 1): (2, 3),
        ("a", 1, "b\n"): (2, 11),
        ("c",): (3, 7),
    } == {path: (place.line, place.column) for path, place in found.places.items()}
    assert {("a",): (1, 2), ("a", 1, "b\n"): (2, 4), ("c",): (3, 2)} == {
        path: (place.line, place.column) for path, place in found.key_places.items()
    }
    assert 6 == len(found.places)
    assert Place("r.json", 2, 3) == found.place_of(("a", 1, "missing"))


def test_long_text_is_read_without_places() -> None:
    found = read(json.dumps({"a": "x" * 5 * MIB}))
    assert found.place_of(("a",)) is None


FAULTS = {
    "duplicate key": (
        '{"a": {"b": 1,\n "c": 2, "b": 3}}',
        "duplicate-key | r.json:2:10: a.b: duplicate key `b`, first given at 1:8",
        "keep one of them",
    ),
    "duplicate key spelt differently": (
        r'[{"a": 1, "\u0061": 2}]',
        "duplicate-key | r.json:1:11: [0].a: duplicate key `a`, first given at 1:3",
        "keep one of them",
    ),
    "lone surrogate": (
        r'{"a": ["x\ud800"]}',
        "lone-surrogate | r.json:1:8: a[0]: U+D800 is half of a surrogate pair and no character",
        "write the character itself",
    ),
    "lone surrogate in a key": (
        r'{"\udc00": 1}',
        "lone-surrogate | r.json:1:2: U+DC00 is half of a surrogate pair and no character",
        "write the character itself",
    ),
    "surrogates that are no pair": (
        r'"\ud83d\\\ude00"',
        "lone-surrogate | r.json:1:1: U+D83D is half of a surrogate pair and no character",
        "write the character itself",
    ),
    "long integer": (
        "[" + "9" * 401 + "]",
        "number-too-long | r.json:1:2: [0]: a number of more than 400 digits",
        "a text of digits needs quotes",
    ),
    "large exponent": (
        '{"a": 1e-99999999999999999999}',
        "number-too-long | r.json:1:7: a: a number of more than 400 digits",
        "a text of digits needs quotes",
    ),
    "too deep": (
        '{"a": ' * 64 + "[]" + "}" * 64,
        f"too-deep | r.json:1:385: {'.'.join('a' * 64)}: more than 64 mappings and lists within one another",
        None,
    ),
    "nothing": (" \n", "empty-document | r.json:1:1: the text holds no value", None),
    "several documents": (
        '{"a": 1}\n{"a": 2}',
        "several-documents | r.json:2:1: a second document in the same text",
        "give each document a file",
    ),
    "NUL": (
        '{"a": "\0"}',
        "control-character | r.json:1:8: the control character U+0000 is not allowed",
        "remove it or write it as an escape",
    ),
    "missing value": ('{"a": }', "not-json | r.json:1:7: expected a value, found `}`", None),
    "missing end": (
        '{"a": 1',
        "not-json | r.json:1:8: expected `,` or a closing bracket, found the end of the text",
        None,
    ),
    "missing colon": ('{"a" 1}', "not-json | r.json:1:6: expected `:` after the key, found `1`", None),
    "key without quotes": (
        "{a: 1}",
        "not-json | r.json:1:2: expected a key in double quotes, found `a`",
        None,
    ),
    "open text": ('["a]', "not-json | r.json:1:2: a text is not closed", "close it with a double quote"),
    "line break in a text": (
        '["a\nb"]',
        "not-json | r.json:1:4: a line break or a tab within a text",
        r"write it as `\n` or `\t`",
    ),
    "escape": (
        r'["\q"]',
        "not-json | r.json:1:3: an unknown escape within a text",
        r"a backslash is written `\\`",
    ),
    "text after the end": ("[1] x", "not-json | r.json:1:5: `x` after the end of the value", None),
    "comment": ("// x\n[]", "not-json | r.json:1:1: expected a value, found `/`", None),
    "digits that are not ASCII": ("[١]", "not-json | r.json:1:2: expected a value, found `١`", None),
}


@pytest.mark.parametrize(("text", "head", "help_line"), FAULTS.values(), ids=FAULTS.keys())
def test_fault(text: str, head: str, help_line: str | None) -> None:
    assert [(head, help_line)] == [
        (f"{fault.code} | {str(fault).split(chr(10))[0]}", fault.help) for fault in refusal(text).faults
    ]


def test_comma_after_the_last_entry() -> None:
    [fault] = refusal('{"a": 1,}').faults
    assert "not-json" == fault.code  # the standard parser's place and problem vary by version


def test_all_faults_come_at_once_and_in_order() -> None:
    text = r'{"a": 1, "a": "\ud800", "b": {"c": 1e999, "c": 0}}'
    assert [
        ("duplicate-key", "a"),
        ("lone-surrogate", "a"),
        ("number-too-long", "b.c"),
        ("duplicate-key", "b.c"),
    ] == [(fault.code, fault.path) for fault in refusal(text).faults]


def test_syntax_error_keeps_the_parsers_exception_as_its_cause() -> None:
    assert isinstance(refusal("[").__cause__, json.JSONDecodeError)


def test_nesting_of_the_limit_is_read_and_brackets_in_texts_do_not_nest() -> None:
    assert isinstance(read("[" * 64 + "]" * 64).value, list)
    brackets = "[{" * 100 + '"\\' + "[{" * 100
    assert [brackets] == read(json.dumps([brackets])).value
    assert [[]] * 200 == read(json.dumps([[]] * 200)).value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 1_000_000, "too-deep"),
        ('{"a":' * 500_000, "too-deep"),
        ('"\\"' * 500_000, "not-json"),
        ('["' + '\\"' * 500_000, "not-json"),
        ("{" + ",".join(['"a": 1'] * 200_000) + "}", "duplicate-key"),
        ("9" * 1_000_000, "number-too-long"),
    ],
    ids=["lists", "mappings", "quotes", "escaped quotes", "duplicates", "digits"],
)
def test_bomb_is_refused(text: str, code: str) -> None:
    assert {code} == {fault.code for fault in refusal(text).faults}


def test_large_record_is_read() -> None:
    employment = {
        "occupation": "vip-service-manager",
        "start": "2022-03-01",
        "end": None,
        "leads_team": False,
    }
    record = {"id": "E1001", "employments": [employment] * 100_000}
    assert record == read(json.dumps(record)).value


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


def paths_of(value: Any, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    parts: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {path}.union(*(paths_of(inner, (*path, part)) for part, inner in parts))


@given(values, st.booleans(), st.sampled_from([None, 1]))
def test_value_is_that_of_the_standard_parser_and_all_of_it_has_places(
    value: Any, ascii_only: bool, indent: int | None
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    found = read(text)
    assert json.loads(text) == found.value
    assert paths_of(value) == set(found.places)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**50), max_value=10**50))
def test_decimals_are_exact(value: Decimal) -> None:
    text = str(value)
    found = read(text).value
    assert isinstance(found, int | Decimal)
    assert value == found
