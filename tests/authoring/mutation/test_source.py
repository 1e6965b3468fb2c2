"""The text that a diff shows is what was tested: read again, it is the mutated value, however the file is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import ROOT
from vip_cert_rules.authoring.mutation.edits import Drop, Edit, Put, Rename, Wrap, edited
from vip_cert_rules.authoring.mutation.family import load_family
from vip_cert_rules.authoring.mutation.source import read_source
from vip_cert_rules.digest import plain
from vip_cert_rules.faults import RuleSetError
from vip_cert_rules.reading import read_text

CANAL = Path(__file__).with_name("canal.yaml")


def read(text: str) -> object:
    return read_text(text, "file", RuleSetError).value


def check_all(path: Path) -> None:
    family = load_family(str(path))
    for mutant, source in ((one, family.sources()[one.file]) for one in family.mutants()):
        assert edited(family.documents[mutant.file].value, mutant.edits) == read(source.edited(mutant.edits)), (
            mutant.label.en
        )


@pytest.mark.parametrize("path", [CANAL, ROOT / "rules" / "customer-service-manager.yaml"], ids=lambda path: path.stem)
def test_the_text_of_a_mutant_is_the_mutant(path: Path) -> None:
    check_all(path)


def test_so_it_is_in_json(tmp_path: Path) -> None:
    """Indented by spaces, by tabs, or on one line."""
    value = load_family(str(CANAL)).documents[0].value
    for indent in (2, "\t", None):
        path = tmp_path / "canal.json"
        path.write_text(json.dumps(value, ensure_ascii=False, indent=indent), encoding="utf-8")
        family = load_family(str(path))
        mutants = list(family.mutants())[::9]
        (source,) = family.sources()
        for mutant in mutants:
            text = source.edited(mutant.edits)
            assert plain(edited(value, mutant.edits)) == json.loads(text), mutant.label.en


@pytest.mark.parametrize(("newline", "mark"), [("\r\n", ""), ("\n", "\ufeff")], ids=["CRLF", "BOM"])
def test_so_it_is_as_other_systems_write_files(tmp_path: Path, newline: str, mark: str) -> None:
    path = tmp_path / "canal.yaml"
    path.write_bytes((mark + CANAL.read_text(encoding="utf-8").replace("\n", newline)).encode())
    family = load_family(str(path))
    (source,) = family.sources()
    for mutant in list(family.mutants())[::9]:
        assert edited(family.documents[0].value, mutant.edits) == read(source.edited(mutant.edits)), mutant.label.en


EDITS: list[tuple[str, Edit, str]] = [
    ("a: 1\nb: 2\n", Drop(("a",)), "b: 2\n"),
    ("a: 1\nb: 2 # last\n", Drop(("b",)), "a: 1\n"),
    ("a: 1", Drop(("a",)), "{}"),
    ("x:\n  a: 1\ny: 2\n", Drop(("x", "a")), "x: {}\ny: 2\n"),
    ("x:\n  - a\ny: 2\n", Drop(("x", 0)), "x: []\ny: 2\n"),
    ("x:\n- a\n- b\n", Drop(("x", 0)), "x:\n- b\n"),
    ("x: {a: 1, b: 2, c: 3}", Drop(("x", "a")), "x: {b: 2, c: 3}"),
    ("x: {a: 1, b: 2, c: 3}", Drop(("x", "c")), "x: {a: 1, b: 2}"),
    ("x: [a, b]", Drop(("x", 1)), "x: [a]"),
    ("x:\n  - - a\n    - b\n", Drop(("x", 0, 0)), "x:\n  - - b\n"),
    ("x:\n  - a: 1\n    b: 2\n  - c\n", Drop(("x", 0, "a")), "x:\n  - b: 2\n  - c\n"),
    ("x:\n  - - a\n    - b\n", Drop(("x", 0, 1)), "x:\n  - - a\n"),
    ("x: {a: 1}", Put(("x", "b"), 2), "x: {a: 1, b: 2}"),
    ("x:\n  a: 1 # one\ny: 2\n", Put(("x", "b"), 2), "x:\n  a: 1 # one\n  b: 2\ny: 2\n"),
    ("x:\n  a:\n    b: 1\ny: 2\n", Put(("x",), [1]), "x: [1]\ny: 2\n"),
    ("x:\n  - a: 1\n    b: 1\n", Put(("x", 0), "w"), "x:\n  - w\n"),
    ("x: # why\n  a: 1\n", Put(("x",), 2), "x: # why\n  2\n"),
    ("x: |\n  long\n  text\ny: 1\n", Put(("x",), "short"), "x: short\ny: 1\n"),
    ("x:\ny: 1\n", Put(("x",), "a, b"), "x: 'a, b'\ny: 1\n"),
    ("x: 1 # one\n", Put(("x",), "2"), "x: '2' # one\n"),
    ("all: [a, b]", Rename(("all",), "any"), "any: [a, b]"),
    ('"all": [a, b]', Rename(("all",), "any"), "any: [a, b]"),
    ("all: [a, b]", Wrap(("all",), "any"), "all: [{any: [a, b]}]"),
    ("all:\n- a\n- b\nx: 1\n", Wrap(("all",), "any"), "all:\n- any:\n    - a\n    - b\nx: 1\n"),
    ("x:\n  - - a\n    - b\n", Wrap(("x", 0), "any"), "x:\n  - [{any: [a, b]}]\n"),
]


@pytest.mark.parametrize(("text", "edit", "becomes"), EDITS, ids=[f"{edit} {text!r}" for text, edit, _ in EDITS])
def test_an_edit_changes_its_own_characters_only(text: str, edit: Edit, becomes: str) -> None:
    value = read(text)
    source = read_source("file", text, value)
    assert becomes == source.edited([edit])
    assert edited(value, [edit]) == read(becomes)


def test_a_diff_shows_two_lines_around() -> None:
    text = "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\n"
    assert (
        "--- file",
        "+++ file",
        "@@ -2,5 +2,5 @@",
        " b: 2",
        " c: 3",
        "-d: 4",
        "+d: 0",
        " e: 5",
        " f: 6",
    ) == read_source("file", text, read(text)).diff([Put(("d",), 0)])
