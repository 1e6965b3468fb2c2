"""Files and texts of either format: which format, which limits, which encoding."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vip_cert_rules.faults import Fault, InputError, Place, RuleSetError, VipCertRulesError
from vip_cert_rules.reading import (
    RECORD_LIMITS,
    RULE_FILE_LIMITS,
    Document,
    Format,
    Limits,
    read_file,
    read_text,
)

MIB = 1024 * 1024
SMALL = Limits(yaml_bytes=100, json_bytes=200)


def refused_file(path: str | Path, limits: Limits = RECORD_LIMITS) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        read_file(path, InputError, limits)
    return caught.value.faults


def refused_text(text: str | bytes, form: Format | None = None, limits: Limits = RECORD_LIMITS) -> tuple[Fault, ...]:
    with pytest.raises(RuleSetError) as caught:
        read_text(text, "r", RuleSetError, form, limits)
    return caught.value.faults


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("r.yaml", "{a: on}", {"a": "on"}),
        ("r.yml", '{"a": 1}', {"a": 1}),
        ("r.JSON", '{"a": 1}', {"a": 1}),
        ("r", '\n {"a":\t1}', {"a": 1}),
        ("r.txt", "{a: on}", {"a": "on"}),
        ("r", "a: on", {"a": "on"}),
        ("r", "- [1]", [[1]]),
        ("r", '[1, # one\n "a",]', [1, "a"]),
        ("r", "\ufeff[1]", [1]),
        ("r", "null", None),
    ],
)
def test_format_is_that_of_the_suffix_or_of_how_the_text_starts(
    name: str, text: str, value: object, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = read_file(tmp_path / name, InputError)
    assert value == found.value
    assert str(tmp_path / name) == found.name


def test_suffix_outweighs_how_the_text_starts(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text("{a: 1}", encoding="utf-8")
    assert ["not-json"] == [fault.code for fault in refused_file(tmp_path / "r.json")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"a" 1}', "not-json"),
        ("{a: 1, a: 2}", "duplicate-key"),
        ("[*x]", "anchor-not-allowed"),
        ('{"a": 1}\n{"a": 2}', "several-documents"),
        ("[" * 100, "too-deep"),
        ("[1\x7f", "not-json"),
    ],
)
def test_fault_of_a_text_that_starts_like_json(text: str, code: str) -> None:
    assert [code] == [fault.code for fault in refused_text(text)]


def test_broken_json_beyond_the_limit_of_yaml_is_broken_json() -> None:
    assert ["not-json"] == [fault.code for fault in refused_text("[" + " " * 150, limits=SMALL)]


def test_missing_file(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path / "none" / "r.yaml"):
        assert (Fault("not-found", "", f"there is no file `{path}`"),) == refused_file(path)


def test_file_within_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert ["not-found"] == [fault.code for fault in refused_file(tmp_path / "file" / "r.yaml")]


def test_name_with_nul() -> None:
    assert (Fault("not-found", "", r"there is no file 'a\x00b'"),) == refused_file("a\0b")


def test_directory(tmp_path: Path) -> None:
    assert (Fault("not-a-file", "", f"`{tmp_path}` is a directory, not a file"),) == refused_file(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    os.mkfifo(path)
    assert (Fault("not-a-file", "", f"`{path}` is a pipe, not a file"),) == refused_file(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_device_is_not_read() -> None:
    assert (Fault("not-a-file", "", "`/dev/zero` is a device, not a file"),) == refused_file("/dev/zero")


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.json"
    path.touch()

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert (Fault("unreadable", "", f"`{path}` cannot be read: permission denied"),) == refused_file(path)


def test_file_error_keeps_its_cause(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_file(tmp_path / "none", InputError)
    assert isinstance(caught.value.__cause__, FileNotFoundError)


@pytest.mark.parametrize(
    ("data", "message", "line", "column"),
    [
        (b"a: 1\nb: \xe4\xb8\xad\xff", "the byte 0xFF is not UTF-8", 2, 5),
        ("a: 1".encode("utf-16"), None, 1, 1),
        (b"\xef\xbb\xbf[\xc3", "the byte 0xC3 is not UTF-8", 1, 2),
        (b'"\xed\xa0\x80"', "the byte 0xED is not UTF-8", 1, 2),
        ("客户".encode("gbk"), "the byte 0xBF is not UTF-8", 1, 1),
    ],
    ids=["bad byte", "UTF-16", "cut off", "surrogate", "GBK"],
)
def test_bytes_that_are_not_utf_8(data: bytes, message: str | None, line: int, column: int) -> None:
    [fault] = refused_text(data)
    assert ("not-utf-8", "", Place("r", line, column)) == (fault.code, fault.path, fault.place)
    assert "save the text as UTF-8" == fault.help
    assert message in (fault.message, None)


def test_text_with_half_a_character() -> None:
    assert (
        Fault(
            "lone-surrogate",
            "",
            "U+D800 is half of a surrogate pair and no character",
            "write the character itself",
            Place("r", 2, 2),
        ),
    ) == refused_text("a\n \ud800")


@pytest.mark.parametrize(
    ("form", "most", "help_line"),
    [(Format.YAML, 100, "written as JSON it may hold 200 bytes"), (Format.JSON, 200, None)],
)
def test_limit_is_in_bytes(form: Format, most: int, help_line: str | None, tmp_path: Path) -> None:
    fitting = '"' + "a" * (most - 5) + "中" + '"'
    assert isinstance(read_text(fitting, "r", RuleSetError, form, SMALL), Document)
    expected = Fault("too-large", "", f"`r` holds more than {most} bytes", help_line)
    assert (expected,) == refused_text(fitting.replace("a", "é", 1), form, SMALL)
    assert (expected,) == refused_text(fitting.replace("a", "é", 1).encode(), form, SMALL)
    path = tmp_path / f"r.{form.value.lower()}"
    path.write_text(fitting.replace("a", "é", 1), encoding="utf-8")
    assert ["too-large"] == [fault.code for fault in refused_file(path, SMALL)]


def test_text_without_suffix_has_the_limit_of_its_format(tmp_path: Path) -> None:
    (tmp_path / "r").write_text("a" * 150, encoding="utf-8")
    assert ["too-large"] == [fault.code for fault in refused_file(tmp_path / "r", SMALL)]
    (tmp_path / "r").write_text(json.dumps(["a" * 150]), encoding="utf-8")
    assert ["a" * 150] == read_file(tmp_path / "r", InputError, SMALL).value
    (tmp_path / "r").write_text(json.dumps(["a" * 250]), encoding="utf-8")
    assert ["too-large"] == [fault.code for fault in refused_file(tmp_path / "r", SMALL)]


def test_long_scalar_in_a_rule_file() -> None:
    expected = Fault("too-large", "", "`r` holds more than 1 MiB")
    assert (expected,) == refused_text("a: " + "x" * 10 * MIB, limits=RULE_FILE_LIMITS)
    assert (expected,) == refused_text("a: " + "x" * 10 * MIB, Format.YAML, RULE_FILE_LIMITS)


def test_sparse_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    with path.open("wb") as file:
        file.truncate(2**30)
    assert (Fault("too-large", "", f"`{path}` holds more than 1 MiB"),) == refused_file(path, RULE_FILE_LIMITS)


def test_importing_the_room_imports_no_yaml() -> None:
    code = "import sys, vip_cert_rules.reading; assert 'yaml' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


forms = st.sampled_from([None, *Format])
likely = st.text(st.sampled_from(list("ab:-?[]{},\"'\n #&*!|>%\\u0d8.~e9\t\r\ufeff\ud800")), max_size=40)


@given(st.text() | likely | st.binary() | likely.map(lambda text: text.encode("utf-16", "surrogatepass")), forms)
def test_anything_is_a_document_or_the_error_of_the_caller(text: str | bytes, form: Format | None) -> None:
    try:
        found = read_text(text, "r", RuleSetError, form, RULE_FILE_LIMITS)
    except RuleSetError as error:
        faults = error.faults
    else:
        assert found.place_of(("nowhere",)) is not None
        return
    assert faults
    assert all(fault.place for fault in faults)
    assert not any("\n" in fault.message for fault in faults)


def test_error_is_of_the_class_asked_for() -> None:
    class OwnError(VipCertRulesError):
        pass

    with pytest.raises(OwnError):
        read_text("", "r", OwnError)
