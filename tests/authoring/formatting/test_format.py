"""What a file says stays as it is, and so does every comment; formatting once more changes nothing."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.calling import ROOT, call, run
from vip_cert_rules import InputError, load_ruleset
from vip_cert_rules.authoring.formatting.comments import comments_of
from vip_cert_rules.authoring.formatting.format import format_text, is_ours
from vip_cert_rules.digest import exact
from vip_cert_rules.reading import Format, read_text

BUNDLED = sorted((ROOT / "rules").rglob("*.yaml"))
EVERY = sorted([*(ROOT / "examples").rglob("*.yaml"), *(ROOT / "tests").rglob("*.yaml")])


def formatted(text: str) -> str:
    return format_text(text, "a.yaml").after


def value(text: str) -> object:
    return exact(read_text(text, "a.yaml", InputError, Format.YAML).value)


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.name)
def test_bundled_files_are_laid_out(path: Path) -> None:
    assert not format_text(path.read_bytes(), str(path)).has_changed


@pytest.mark.parametrize("path", EVERY, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_of_the_repository_says_anything_else(path: Path) -> None:
    """Those at fault are left alone."""
    text = path.read_text(encoding="utf-8")
    try:
        after = formatted(text)
    except InputError:
        assert "faults" in str(path)
        return
    assert value(text) == value(after)
    assert comments_of(text) == comments_of(after)
    assert after == formatted(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:   1\nb:  [ 1,2 ]\n", "a: 1\nb: [1, 2]\n"),
        ("a:\n- 1\n- 2\n", "a:\n  - 1\n  - 2\n"),
        ("a:\n    b: 1\n    c: {x: 1,y: 2}\n", "a:\n  b: 1\n  c: {x: 1, y: 2}\n"),
        ("a:\nb: ~\nc: null\n", "a: null\nb: null\nc: null\n"),
        ("a: 1\n\n\n\nb: 2\n\n\n", "a: 1\n\nb: 2\n"),
        ("\n\na: 1", "a: 1\n"),
        ("a: 1   \nb: 2\t\n", "a: 1\nb: 2\n"),
        ("a: 1 # one\n# two\nb: 2\n# three\n", "a: 1 # one\n# two\nb: 2\n# three\n"),
        ("a: 1      # one\nbb: 2     # two\n", "a: 1 # one\nbb: 2 # two\n"),
        ("a: |    # one\n  x # y\nb: 'c # d'   # e\n", "a: | # one\n  x # y\nb: 'c # d' # e\n"),
        ("a:   # one\n  b: 1\n", "a: # one\n  b: 1\n"),
        ("a: '7.1'\nb: \"7.1\"\nc: 7.1\n", "a: '7.1'\nb: \"7.1\"\nc: 7.1\n"),
        ("a: [{b: 1}, {c: 2}]\n", "a: [{b: 1}, {c: 2}]\n"),
        ("a:\r\n  b: 1 # one\r\n", "a:\n  b: 1 # one\n"),
        ("\ufeffa: 1\n", "a: 1\n"),
        ("a: |\n  x  \n\n\n  y\nb: 1\n", "a: |\n  x  \n\n\n  y\nb: 1\n"),
        ("a: {zh: 甲, en: a # b}\nb: 'c # d'\n", None),
        ("a: 2012-05\nb: 2012-05-01\nc: 0.10\nd: 1e2\n", "a: 2012-05\nb: 2012-05-01\nc: 0.10\nd: 1e2\n"),
        ("a:\n  {b: 1, c: 2}\n", "a: {b: 1, c: 2}\n"),
        ("? a\n: 1\n", "a: 1\n"),
        ("{a: 1, b: {c: 2}}\n", "{a: 1, b: {c: 2}}\n"),
        ("- a\n-   b: 1\n    c: 2\n", "  - a\n  - b: 1\n    c: 2\n"),
        ("a: 'it''s'\nb: \"é\\n\"\n", "a: 'it''s'\nb: \"é\\n\"\n"),
        ("a: on\nb: yes\nc: 012\n", "a: on\nb: yes\nc: 012\n"),
    ],
)  # fmt: skip
def test_the_layout(before: str, after: str | None) -> None:
    if after is None:
        with pytest.raises(InputError):
            formatted(before)
    else:
        assert after == formatted(before)


def test_only_long_lists_of_words_are_broken() -> None:
    """At commas, into a line's width, Chinese counting double; the rows of a table stay on their lines."""
    words = ", ".join(f"单位{number:02}" for number in range(30))
    told = formatted(f"units: [{words}]\n")
    lines = told.splitlines()
    assert len(lines) > 1
    assert all(len(line) + len(re.findall("[单位]", line)) <= 120 for line in lines)
    assert lines[1].startswith("    单位")
    row = (
        "- {case: " + "a" * 80 + ", expect: [yes, no, unknown], status: {x: [met, unmet, met], y: [met, met, unmet]}}\n"
    )
    assert f"  {row}" == formatted(row)


def test_a_comment_that_would_be_lost_is_told_and_the_file_stays() -> None:
    text = "b: {c: 1, # see\n    d: 2}\n"
    with pytest.raises(InputError, match="without losing or moving a comment") as found:
        formatted(text)
    assert "put them on lines above" in str(found.value)


@pytest.mark.parametrize("text", ["a: &x 1\n", "a: 1\na: 2\n", "a: !!str 1\n", "a: [1\n", "a: 1\n---\nb: 2\n"])
def test_what_our_readers_refuse_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(InputError, match=r"^a\.yaml:\d+:\d+"):
        formatted(text)


def test_the_digest_of_rules_stays(tmp_path: Path) -> None:
    text = (ROOT / "rules" / "vip-service-manager.yaml").read_text(encoding="utf-8")
    wild = text.replace("\n\n", "\n\n\n").replace(": {", ":   {").replace("# yaml-language", "#  yaml-language")
    for name, content in (("a.yaml", wild), ("b.yaml", formatted(wild))):
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert load_ruleset(tmp_path / "a.yaml").digest == load_ruleset(tmp_path / "b.yaml").digest  # type: ignore[union-attr]


# --- any YAML of ours ------------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)
ODD = st.sampled_from(["yes", "on", "7.1", "2020-01-01", "#", "a: b"])
SCALARS = st.one_of(WORDS, st.integers(-(10**6), 10**6), st.booleans(), st.none(), ODD)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=12,
)
SOME_COMMENTS = st.lists(st.sampled_from(["# one", "# 二", "#three", ""]), max_size=6)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(WORDS, VALUES, min_size=1, max_size=4), st.booleans(), st.integers(1, 6), SOME_COMMENTS)
def test_whatever_is_written_is_said_the_same(
    content: dict[str, object], flow: bool, indent: int, notes: list[str]
) -> None:
    text = yaml.safe_dump(content, allow_unicode=True, default_flow_style=flow or None, indent=indent, sort_keys=False)
    lines = text.split("\n")
    for number, note in enumerate(notes):
        lines.insert(number * 3 % max(1, len(lines)), note)
    text = "\n".join(lines)
    try:
        read = value(text)
    except InputError:
        return
    after = _formatted_or_refused(text)
    if after is not None:
        assert read == value(after)
        assert comments_of(text) == comments_of(after)
        assert after == formatted(after)


def _formatted_or_refused(text: str) -> str | None:
    """The text in the layout; ``None``: it was refused, for the one reason for which sound YAML may be."""
    try:
        return formatted(text)
    except InputError as error:
        if "cannot be laid out" not in str(error):
            raise
        return None


# --- the command -----------------------------------------------------------------------------------------------------

RULES = "ruleset:   a\nversion: '1'\n"


def test_files_are_laid_out_where_they_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a folder those that are ours; each keeps its permissions; what is fine already is not touched."""
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").mkdir()
    ours, other, fine = tmp_path / "sub" / "a.yaml", tmp_path / "b.yml", tmp_path / "c.yaml"
    ours.write_text(RULES, encoding="utf-8")
    ours.chmod(0o640)
    other.write_text("services:   {}\n", encoding="utf-8")
    fine.write_text("overlay: a\n", encoding="utf-8")
    (tmp_path / ".hidden" / "d.yaml").write_text(RULES, encoding="utf-8")
    before = fine.stat().st_mtime_ns
    said = call(capsys, "fmt", tmp_path, "--lang", "en")
    assert (0, f"laid out: {ours}\nfiles: 2, changed: 1\n", "") == (said.status, said.out, said.err)
    assert "ruleset: a\nversion: '1'\n" == ours.read_text(encoding="utf-8")
    assert 0o640 == stat.S_IMODE(ours.stat().st_mode)
    assert "services:   {}\n" == other.read_text(encoding="utf-8")
    assert before == fine.stat().st_mtime_ns
    assert ["a.yaml"] == os.listdir(tmp_path / "sub")
    assert "files: 2, changed: 0\n" == call(capsys, "fmt", tmp_path, "--lang", "en").out


def test_a_file_that_is_named_is_laid_out_whatever_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "person.yaml"
    path.write_text("id:   E1\n", encoding="utf-8")
    assert 0 == call(capsys, "fmt", path).status
    assert "id: E1\n" == path.read_text(encoding="utf-8")


def test_a_link_stays_a_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "a.yaml"
    target.write_text(RULES, encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(target)
    assert 0 == call(capsys, "fmt", tmp_path / "link.yaml").status
    assert (tmp_path / "link.yaml").is_symlink()
    assert target.read_text(encoding="utf-8").startswith("ruleset: a\n")


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_it_can_be_asked_without_writing(tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(RULES, encoding="utf-8")
    said = call(capsys, "fmt", path, option, "--lang", "en")
    assert 1 == said.status
    assert "files: 1, not laid out: 1\n" in said.out
    assert ("-ruleset:   a\n+ruleset: a\n" in said.out) == (option == "--diff")
    assert RULES == path.read_text(encoding="utf-8")
    call(capsys, "fmt", path)
    assert 0 == call(capsys, "fmt", path, option).status


def test_what_is_at_fault_is_left_alone_and_the_others_are_laid_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good = tmp_path / "a.yaml", tmp_path / "b.yaml"
    bad.write_text("ruleset:   a\nruleset: b\n", encoding="utf-8")
    good.write_text(RULES, encoding="utf-8")
    said = call(capsys, "fmt", tmp_path)
    assert 2 == said.status
    assert f"{bad}:2:1: ruleset: duplicate key" in said.err
    assert "ruleset:   a\nruleset: b\n" == bad.read_text(encoding="utf-8")
    assert good.read_text(encoding="utf-8").startswith("ruleset: a\n")


def test_standard_input_goes_to_standard_output() -> None:
    said = run("fmt", "-", stdin="a:   甲\n".encode())
    assert (0, "a: 甲\n") == (said.returncode, said.stdout.decode())
    assert 1 == run("fmt", "-", "--check", stdin=b"a:   1\n").returncode


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("none.yaml",), "PATH: `none.yaml` cannot be read: no such file or directory"),
        (("/dev/null",), "PATH: `/dev/null` is neither a file nor a folder"),
        (("-", "a.yaml"), "PATH: standard input beside other files"),
        (("--chek",), "there is no option `--chek`"),
    ],
)
def test_what_cannot_be_laid_out_is_refused_in_words(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    said = call(capsys, "fmt", *words)
    assert (2, True) == (said.status, told in said.err), said.err


def test_a_folder_that_cannot_be_written_to_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(RULES, encoding="utf-8")

    def full(*_args: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("vip_cert_rules.authoring.formatting.format.os.replace", full)
    said = call(capsys, "fmt", path)
    assert (2, True) == (said.status, f"`{path}` cannot be written: no space left on device" in said.err)
    assert ["a.yaml"] == os.listdir(tmp_path)
    assert RULES == path.read_text(encoding="utf-8")


def test_without_ruamel_it_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ruamel.yaml", None)
    path = tmp_path / "a.yaml"
    path.write_text(RULES, encoding="utf-8")
    said = call(capsys, "fmt", path)
    assert (2, True) == (said.status, "install the extra: vip_cert_rules[author]" in said.err)


def test_what_is_ours() -> None:
    assert is_ours("ruleset: a\n", "a.yaml")
    assert is_ours("rule-test: a\n", "a.yaml")
    assert not is_ours("on: push\n", "a.yaml")
    assert not is_ours("- ruleset\n", "a.yaml")


def test_hooks_for_pre_commit_are_commands_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert ["vip-cert-validate", "vip-cert-fmt", "vip-cert-test"] == [hook["id"] for hook in hooks]
    for hook in hooks:
        command, *words = hook["entry"].split()
        assert "vip-cert" == command
        assert 0 == call(capsys, *words, "--help").status
        assert re.search(hook["files"], "rules/a.cert-test.yaml")
        assert not re.search(hook["files"], ".github/workflows/ci.yaml")
        assert "python" == hook["language"]
        (extra,) = hook["additional_dependencies"]
        assert f"{extra.strip('.[]')} = [" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
