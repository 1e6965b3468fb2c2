"""YAML texts: what they stand for, where it stands, and what is refused."""

from __future__ import annotations

import datetime
import math
import re
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vip_cert_rules.faults import Fault, Place, RuleSetError
from vip_cert_rules.reading import RECORD_LIMITS, Document, Format, read_text
from vip_cert_rules.reading.document import Refusal
from vip_cert_rules.reading.yaml_text import read_yaml

LOADERS = [
    pytest.param(yaml.BaseLoader, id="pure"),
    pytest.param(
        getattr(yaml, "CBaseLoader", None),
        id="libyaml",
        marks=pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without libyaml"),
    ),
]


@pytest.fixture(params=LOADERS)
def loader(request: pytest.FixtureRequest) -> Any:
    return request.param


def document(text: str, loader: Any) -> Document:
    result = read_yaml(text, "r.yaml", RECORD_LIMITS, loader)
    assert isinstance(result, Document), result
    return result


def faults(text: str, loader: Any) -> tuple[Fault, ...]:
    result = read_yaml(text, "r.yaml", RECORD_LIMITS, loader)
    assert isinstance(result, Refusal), result
    return result.faults


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[(text, None) for text in ("~", "null", "Null", "NULL")],
        *[(text, True) for text in ("true", "True", "TRUE")],
        *[(text, False) for text in ("false", "False", "FALSE")],
        ("0", 0),
        ("-12", -12),
        ("+7", 7),
        ("007", 7),
        ("1.50", Decimal("1.50")),
        (".5", Decimal("0.5")),
        ("3.", Decimal("3")),
        ("-1e3", Decimal("-1e3")),
        ("1.5E-3", Decimal("0.0015")),
        (".inf", Decimal("Infinity")),
        ("+.INF", Decimal("Infinity")),
        ("-.Inf", Decimal("-Infinity")),
        *[
            (text, text)
            for text in (
                "on",
                "no",
                "Yes",
                "y",
                "nUll",
                "tRue",
                "2024-05-20",
                "2024-05-20T10:00:00Z",
                "1_000",
            )
        ],
        *[(text, text) for text in ("0x1F", "0o17", "1:30", ".", "1.2.3", "e5", "1e", "+", "--1", "=", "<<", "nan")],
        ("\u0661\u0662", "\u0661\u0662"),  # Arabic digits
        ("\uff11\uff12", "\uff11\uff12"),  # full-width digits
        *[(f'"{text}"', text) for text in ("null", "true", "12", "1.5", "")],
        *[(f"'{text}'", text) for text in ("~", "false", ".inf", "-3")],
        ("|\n  12\n", "12\n"),
        (">-\n  a\n  b\n", "a b"),
        ("贵宾 客户经理", "贵宾 客户经理"),
    ],
)
def test_scalar(text: str, value: object, loader: Any) -> None:
    found = document(f"[{text}]" if "\n" not in text else f"- {text}", loader).value
    assert isinstance(found, list)
    assert (type(value), value) == (type(found[0]), found[0])


def test_not_a_number(loader: Any) -> None:
    found = document(".NaN", loader).value
    assert isinstance(found, Decimal)
    assert found.is_nan()


@pytest.mark.parametrize("key", ["4", "on", "true", "1.50", "2024-05-20", "<<", "0x1F", "'null'", '"~"', "''", "a b"])
def test_key_is_its_text(key: str, loader: Any) -> None:
    assert {key.strip("'\""): 1} == document(f"{key}: 1", loader).value


def test_values_and_their_places(loader: Any) -> None:
    text = (
        "# rules\r\nlevels:\r\n  4: {name: four, hours: [40, 2.5]}\r\n  3:\r\n    - 'x'\r\n    - - null\r\nend: on\r\n"
    )
    found = document(text, loader)
    assert {
        "levels": {"4": {"name": "four", "hours": [40, Decimal("2.5")]}, "3": ["x", [None]]},
        "end": "on",
    } == found.value
    assert {
        (): (2, 1),
        ("levels",): (3, 3),
        ("levels", "4"): (3, 6),
        ("levels", "4", "name"): (3, 13),
        ("levels", "4", "hours"): (3, 26),
        ("levels", "4", "hours", 0): (3, 27),
        ("levels", "4", "hours", 1): (3, 31),
        ("levels", "3"): (5, 5),
        ("levels", "3", 0): (5, 7),
        ("levels", "3", 1): (6, 7),
        ("levels", "3", 1, 0): (6, 9),
        ("end",): (7, 6),
    } == {path: (place.line, place.column) for path, place in found.places.items()}
    assert {
        ("levels",): (2, 1),
        ("levels", "4"): (3, 3),
        ("levels", "4", "name"): (3, 7),
        ("levels", "4", "hours"): (3, 19),
        ("levels", "3"): (4, 3),
        ("end",): (7, 1),
    } == {path: (place.line, place.column) for path, place in found.key_places.items()}


@pytest.mark.parametrize(
    ("path", "line_and_column"),
    [(("a", 1), (1, 8)), (("a", 7, "x"), (1, 4)), (("b",), (1, 1)), ((), (1, 1))],
    ids=["the value", "around a missing item", "around a missing key", "the whole"],
)
def test_place_of_what_is_not_there_is_that_of_what_is_around_it(
    path: tuple[str | int, ...], line_and_column: tuple[int, int], loader: Any
) -> None:
    assert Place("r.yaml", *line_and_column) == document("a: [1, 2]", loader).place_of(path)


def test_columns_count_characters(loader: Any) -> None:
    assert Place("r.yaml", 1, 8) == document('{"中😀": 1}', loader).place_of(("中😀",))


FAULTS = {
    "duplicate key": (
        "level: 4\nlevel: 3\n",
        "duplicate-key | r.yaml:2:1: level: duplicate key `level`, first given at 1:1",
        "keep one of them",
    ),
    "duplicate key spelt differently": (
        "a: {on: 1, 'on': 2}",
        "duplicate-key | r.yaml:1:12: a.on: duplicate key `on`, first given at 1:5",
        "keep one of them",
    ),
    "tag": (
        "a: [!!python/object:x y]",
        "tag-not-allowed | r.yaml:1:5: a[0]: tag `!!python/object:x`: tags are not part of the language",
        "a text that starts with `&`, `*` or `!` needs quotes",
    ),
    "core tag": (
        "a: !!str 1",
        "tag-not-allowed | r.yaml:1:4: a: tag `!!str`: tags are not part of the language",
        "a text that starts with `&`, `*` or `!` needs quotes",
    ),
    "non-specific tag": (
        "! a",
        "tag-not-allowed | r.yaml:1:1: tag `!`: tags are not part of the language",
        "a text that starts with `&`, `*` or `!` needs quotes",
    ),
    "unknown tag handle": (
        "a: !x!y z",
        "tag-not-allowed | r.yaml:1:4: tags are not part of the language",
        "a text that starts with `!` needs quotes",
    ),
    "tag directive": (
        "%TAG ! tag:x:\n--- a",
        "tag-not-allowed | r.yaml:1:1: `%TAG`: tags are not part of the language",
        "remove the line",
    ),
    "alias": (
        "a: *b",
        "anchor-not-allowed | r.yaml:1:4: a: alias `*b`: aliases are not part of the language",
        "write the value out",
    ),
    "anchor": (
        "a: &b [1]",
        "anchor-not-allowed | r.yaml:1:4: a: anchor `&b`: anchors are not part of the language",
        "remove it",
    ),
    "star": (
        "a: *",
        "anchor-not-allowed | r.yaml:1:5: aliases are not part of the language",
        "a text that starts with `*` needs quotes",
    ),
    "ampersand": (
        "a: & b",
        "anchor-not-allowed | r.yaml:1:5: anchors are not part of the language",
        "a text that starts with `&` needs quotes",
    ),
    "null key": (
        "a: {~: 1}",
        "key-not-text | r.yaml:1:5: a: a key is a text, not null",
        "put the key in quotes",
    ),
    "empty key": ("?\n: 1", "key-not-text | r.yaml:1:2: a key is a text, not null", "put the key in quotes"),
    "list as key": (
        "[1]: 1",
        "key-not-text | r.yaml:1:1: a key is a text, not a list",
        "put the key in quotes",
    ),
    "mapping as key": (
        "? {a: 1}\n: 1",
        "key-not-text | r.yaml:1:3: a key is a text, not a mapping",
        "put the key in quotes",
    ),
    "long integer": (
        "a: [1, -" + "9" * 401 + "]",
        "number-too-long | r.yaml:1:8: a[1]: a number of more than 400 digits",
        "a text of digits needs quotes",
    ),
    "large exponent": (
        "1e400",
        "number-too-long | r.yaml:1:1: a number of more than 400 digits",
        "a text of digits needs quotes",
    ),
    "several documents": (
        "a: 1\n---\nb: 2\n---\nc: 3",
        "several-documents | r.yaml:2:1: a second document in the same text",
        "give each document a file",
    ),
    "nothing": ("", "empty-document | r.yaml:1:1: the text holds no value", None),
    "comments only": ("\n# nothing\n", "empty-document | r.yaml:1:1: the text holds no value", None),
    "marker only": ("---\n...\n", "empty-document | r.yaml:1:1: the text holds no value", None),
    "NUL": (
        "a: 1\nb: \0",
        "control-character | r.yaml:2:4: the control character U+0000 is not allowed",
        "remove it or write it as an escape",
    ),
    "control characters": (
        "a: \x1b[0m\x7f",
        "control-character | r.yaml:1:4: the control character U+001B is not allowed, and 1 more after it",
        "remove it or write it as an escape",
    ),
    "tab in the indentation": (
        "a:\n\t- b",
        "not-yaml | r.yaml:2:1: a tab where a value, a key or its indentation is expected",
        "indent with spaces",
    ),
    "colon in a text": (
        "a: b: c",
        "not-yaml | r.yaml:1:5: `:` is not allowed here",
        "a text that holds `: ` needs quotes; the keys of one mapping start in the same column",
    ),
    "dash after a key": (
        "a: - b",
        "not-yaml | r.yaml:1:4: `-` is not allowed here",
        "a list starts on its own line",
    ),
    "question mark": (
        "a: ? b",
        "not-yaml | r.yaml:1:4: `?` is not allowed here",
        "a text that starts with `? ` needs quotes",
    ),
    "at sign": (
        "a: @b",
        "not-yaml | r.yaml:1:4: `@` cannot start a value",
        "a text that starts with it needs quotes",
    ),
    "backtick": (
        "a: `b`",
        "not-yaml | r.yaml:1:4: a backtick cannot start a value",
        "a text that starts with it needs quotes",
    ),
    "line without colon": (
        "a: 1\nfoo\nb: 2",
        "not-yaml | r.yaml:2:1: a line without `:` where a key is expected",
        None,
    ),
    "open list": (
        "a: [1, 2\nb: 3",
        "not-yaml | r.yaml:2:2: expected `,` or `]` in the list that starts at 1:4, found `:`",
        None,
    ),
    "open mapping": (
        "{b: 1",
        "not-yaml | r.yaml:1:6: expected `,` or `}` in the mapping that starts at 1:1, found the end of the text",
        None,
    ),
    "open quote": (
        'a: 1\nb: "x\n',
        "not-yaml | r.yaml:2:4: a quoted text is not closed",
        "close it with its quote",
    ),
    "quote within quotes": ("a: 'it's'", "not-yaml | r.yaml:1:8: `s` after the end of the value", None),
    "list in a mapping": (
        "a: 1\n- b",
        "not-yaml | r.yaml:2:1: expected a key of the mapping that starts at 1:1, found `-`",
        "entries of one mapping start in the same column",
    ),
    "key in a list": (
        "- a\nb: 1",
        "not-yaml | r.yaml:2:1: expected `-` of the list that starts at 1:1, found `b`",
        "entries of one list start in the same column",
    ),
    "comma without value": ("a: [,]", "not-yaml | r.yaml:1:5: expected a value, found `,`", None),
    "text after the end": ("[1] b", "not-yaml | r.yaml:1:5: `b` after the end of the document", None),
    "text after the block mark": (
        "a: | b",
        "not-yaml | r.yaml:1:6: expected the end of the line, found `b`",
        None,
    ),
    "other version": (
        "%YAML 3.0\n--- a",
        "not-yaml | r.yaml:1:1: a version of YAML other than 1.1 and 1.2",
        None,
    ),
    "unknown hexadecimal escape": (
        r'a: "\xzz"',
        "not-yaml | r.yaml:1:7: `zz` continues no known escape",
        r"in double quotes, a backslash is written `\\`",
    ),
}


@pytest.mark.parametrize(("text", "head", "help_line"), FAULTS.values(), ids=FAULTS.keys())
def test_fault(text: str, head: str, help_line: str | None, loader: Any) -> None:
    assert [(head, help_line)] == [
        (f"{fault.code} | {str(fault).split(chr(10))[0]}", fault.help) for fault in faults(text, loader)
    ]


@pytest.mark.parametrize("text", [r'"\ud800"', r'"\UFFFFFFFF"', r'"\U00110000"', r'{"\udc00": 1}', r'"\ud83d\ude00"'])
def test_escape_that_stands_for_no_character(text: str, loader: Any) -> None:
    assert [("not-yaml", "an escape that stands for no character")] == [
        (fault.code, fault.message) for fault in faults(text, loader)
    ]


def test_all_faults_come_at_once_and_in_order(loader: Any) -> None:
    text = "a: &x 1\nb: {c: !y 2, c: 3}\n[d]: *x\na: 4\ne: 'open"
    assert [
        ("anchor-not-allowed", "a", 1),
        ("tag-not-allowed", "b.c", 2),
        ("duplicate-key", "b.c", 2),
        ("key-not-text", "", 3),
        ("anchor-not-allowed", "", 3),
        ("duplicate-key", "a", 4),
        ("not-yaml", "", 5),
    ] == [(fault.code, fault.path, fault.place and fault.place.line) for fault in faults(text, loader)]


def test_syntax_error_keeps_the_parsers_exception_as_its_cause() -> None:
    with pytest.raises(RuleSetError) as caught:
        read_text("a: [", "r.yaml", RuleSetError, Format.YAML)
    assert isinstance(caught.value.__cause__, yaml.YAMLError)


def test_nesting_of_the_limit_is_read(loader: Any) -> None:
    assert isinstance(document("[" * 64 + "]" * 64, loader).value, list)
    assert isinstance(document("- " * 63 + "{a: 1}", loader).value, list)


def test_nesting_beyond_the_limit_is_refused_where_it_passes(loader: Any) -> None:
    [fault] = faults("{a: " * 65 + "1" + "}" * 65, loader)
    assert ("too-deep", Place("r.yaml", 1, 257)) == (fault.code, fault.place)
    assert ".".join("a" * 64) == fault.path
    assert "more than 64 mappings and lists within one another" == fault.message


BOMBS = {
    "lists": ("[" * 1_000_000, "too-deep"),
    "mappings": ("{a: " * 500_000, "too-deep"),
    "block lists": ("- " * 500_000, "too-deep"),
    "block mappings": ("\n".join(" " * depth + "a:" for depth in range(1200)), "too-deep"),
    "keys of keys": ("? " * 500_000, "too-deep"),
    "billion laughs": (
        "a0: &a0 [x]\n" + "".join(f"a{n + 1}: &a{n + 1} [{f'*a{n}, ' * 9}]\n" for n in range(20)),
        "anchor-not-allowed",
    ),
    "tag directives": ("".join(f"%TAG !a{n}! b\n" for n in range(300_000)) + "--- a", "tag-not-allowed"),
    "later tag directives": (
        "a\n...\n" + "".join(f"%TAG !a{n}! b\n" for n in range(300_000)),
        "tag-not-allowed",
    ),
    "duplicates": ("a: 1\n" * 500_000, "duplicate-key"),
    "long key": ("b" * 1_000_000 + ": 1", "not-yaml"),
    "documents": ("---\n" * 500_000, "several-documents"),
}


@pytest.mark.parametrize(("text", "code"), BOMBS.values(), ids=BOMBS.keys())
def test_bomb_is_refused(text: str, code: str) -> None:
    with pytest.raises(RuleSetError) as caught:
        read_text(text, "r.yaml", RuleSetError, Format.YAML)
    assert code in {fault.code for fault in caught.value.faults}
    assert len(caught.value.faults) <= RECORD_LIMITS.faults


def test_large_mapping_is_read() -> None:
    text = "".join(f"k{number}: {number}\n" for number in range(100_000))
    found = read_text(text, "r.yaml", RuleSetError, Format.YAML)
    assert {f"k{number}": number for number in range(100_000)} == found.value
    assert Place("r.yaml", 100_000, 9) == found.place_of(("k99999",))


def test_long_text_is_read_without_places() -> None:
    found = read_text("a: " + "x" * 5_000_000 + "\nb: 1\n", "r.yaml", RuleSetError, Format.YAML)
    assert found.place_of(("b",)) is None
    with pytest.raises(RuleSetError, match=r"^r\.yaml:3:1: b: duplicate key `b`\n"):
        read_text("a: " + "x" * 5_000_000 + "\nb: 1\nb: 1\n", "r.yaml", RuleSetError, Format.YAML)


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=12).filter(
    lambda text: re.fullmatch("[-+.0-9eE]+", text) is None  # `1e3` is a text in YAML 1.1, so dumped without quotes
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts | st.dates(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


def expected(value: Any) -> object:
    if isinstance(value, float):
        if math.isinf(value):
            return Decimal(str(value))
        text = repr(value).lower()
        return Decimal(text)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return [expected(item) for item in value]
    if isinstance(value, dict):
        return {key: expected(item) for key, item in value.items()}
    return value


class _WithoutAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


@pytest.mark.parametrize("flow", [True, False, None], ids=["flow", "block", "mixed"])
@given(value=values)
def test_what_a_dumper_writes_reads_back(value: Any, flow: bool | None) -> None:
    text = yaml.dump(value, Dumper=_WithoutAliases, default_flow_style=flow, allow_unicode=True)
    found = read_text(text, "r.yaml", RuleSetError, Format.YAML)
    assert expected(value) == found.value


@given(st.text(st.sampled_from(list("ab: -?[]{},\"'\n#&*!|>%@`\\x0.~\t")), max_size=30))
def test_any_text_is_read_the_same_by_both_parsers_or_refused(text: str) -> None:
    if not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")
    results = [read_yaml(text, "r.yaml", RECORD_LIMITS, each) for each in (yaml.BaseLoader, yaml.CBaseLoader)]
    found = [each.value for each in results if isinstance(each, Document)]
    assert len(found) < 2 or repr(found[0]) == repr(found[1])
