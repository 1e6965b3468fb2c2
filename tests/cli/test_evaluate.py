"""`vip-cert evaluate`: the answer, the document, and every fault at once."""

from __future__ import annotations

import io
import json
import random
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.calling import ASKED, PERSON, call
from tests.strategies import random_call
from vip_cert_rules import Decision, evaluate
from vip_cert_rules.faults import InputError
from vip_cert_rules.reading import read_file
from vip_cert_rules.schemas import schema

Capture = pytest.CaptureFixture[str]
DECISION = jsonschema.Draft7Validator(schema("decision"), format_checker=jsonschema.FormatChecker())


def decided(**options: Any) -> Decision:
    record = read_file(PERSON, InputError).value
    assert isinstance(record, dict)
    asked = {"ruleset": "vip-service-manager", "question": "apply", "level": 3, "as_of": "2026-11-24"}
    return evaluate(record, **{**asked, **options})


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_is_the_explanation(capsys: Capture, lang: str) -> None:
    said = call(capsys, "evaluate", PERSON, *ASKED, "--lang", lang)
    assert (said.status, said.out, said.err) == (0, decided().explain(lang) + "\n", "")


def test_json_is_exactly_one_document(capsys: Capture) -> None:
    said = call(capsys, "evaluate", PERSON, *ASKED, "--format", "json")
    assert said.status == 0
    assert json.loads(said.out) == decided().to_dict()


@pytest.mark.parametrize("engine", ["auto", "direct"])
def test_engine_does_not_show(capsys: Capture, engine: str) -> None:
    assert call(capsys, "evaluate", PERSON, *ASKED, "--engine", engine).out == decided().explain() + "\n"


def test_readings_are_switched(capsys: Capture) -> None:
    switched = {"A5": "no-expiry", "A7": "ever-obtained"}
    args = [word for item in switched.items() for word in ("--assume", "=".join(item))]
    said = call(capsys, "evaluate", PERSON, *ASKED, "--format", "json", *args)
    assert json.loads(said.out) == decided(assume=switched).to_dict()


def test_overlays_and_parameters_are_laid_over_the_rules(capsys: Capture, tmp_path: Path) -> None:
    overlay, parameters = tmp_path / "overlay.yaml", tmp_path / "parameters.json"
    overlay.write_text(
        "overlay: own\nruleset: vip-service-manager\nparameters: {apply.3.cumulative_months: 6, pass_mark: 65}\n"
    )
    parameters.write_text('{"pass_mark": 70}')
    said = call(
        capsys, "evaluate", PERSON, *ASKED, "--format", "json", "--overlay", overlay, "--parameters", parameters
    )
    document = json.loads(said.out)
    assert document == decided(overlays=[str(overlay)], parameters=str(parameters)).to_dict()
    assert document["outcome"] == "yes"
    DECISION.validate(document)


@pytest.mark.parametrize("text", [b'{"id": "E1"}', b"id: E1", b'\xef\xbb\xbf{"id": "E1"}'])
def test_record_from_standard_input(capsys: Capture, monkeypatch: pytest.MonkeyPatch, text: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
    said = call(capsys, "evaluate", "-", *ASKED, "--format", "json")
    assert json.loads(said.out)["candidate"] == "E1"


def test_every_fault_of_record_and_call_is_told_at_once(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "person.yaml"
    file.write_text("id: E1\nresults:\n  - {programme: p, level: 3, component: c, taken: 2026-02-30, score: 100.5}\n")
    said = call(
        capsys, "evaluate", file, "--ruleset", "vip-service-manager", "--question", "aply", "--level", "3.0",
        "--as-of", "2026-13-01", "--position", "x", "--assume", "A77=x", "--assume", "A7=x",
    )  # fmt: skip
    assert (said.status, said.out) == (2, "")
    assert [line for line in said.err.splitlines() if not line.startswith("    help: ")] == [
        f"{file}:3:51: results[0].taken: `2026-02-30` is not a day written as YYYY-MM-DD",
        f"{file}:3:70: results[0].score: 100.5 is above 100",
        "--question: `vip-service-manager` has no question `aply`",
        "--level: `3.0` is not a level of `vip-service-manager`",
        "--position: `x` given, but `vip-service-manager` has no positions",
        "--assume A77: `vip-service-manager` makes no assumption `A77`",
        "--assume A7: `x` is not a reading of A7",
        "--as-of: `2026-13-01` is not a day written as YYYY-MM-DD",
        "8 faults",
    ]
    assert "did you mean `apply`?" in said.err
    assert "one of 4, 3, 2, 1" in said.err


@pytest.mark.parametrize("level", ["3.0", "x", "٣", "３", "", " 3", "03", "+3", "-1", "0", "10", "1" * 5000, "1e0"])
def test_level_is_a_whole_number_in_plain_digits(capsys: Capture, level: str) -> None:
    said = call(capsys, "evaluate", PERSON, *ASKED, f"--level={level}")
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("--level: ")
    assert "is not a level of question `apply`\n    help: one of 4, 3, 2, 1" in said.err


def test_level_is_looked_at_though_the_rule_set_is_not_known(capsys: Capture) -> None:
    said = call(capsys, "evaluate", PERSON, *ASKED, "--ruleset", "vip-service-manger", "--level", "x")
    assert "did you mean `vip-service-manager`?" in said.err
    assert "--level: `x` is not a whole number" in said.err


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ([], "FILE: missing"),
        (["--ruleset"], "--ruleset: expected one argument"),
        ([PERSON], "--ruleset: missing; it has to be given"),
        ([PERSON, *ASKED, "--lang", "fr"], "--lang: `fr` cannot be given here\n    help: known here: `zh`, `en`"),
        ([PERSON, *ASKED, "--format", "jsn"], "did you mean `json`?"),
        ([PERSON, *ASKED, "--engine", "drect"], "did you mean `direct`?"),
        ([PERSON, *ASKED, "--color", "x"], "--color: `x` cannot be given here"),
        (
            [PERSON, *ASKED, "--qestion", "apply"],
            "there is no option `--qestion`\n    help: did you mean `--question`?",
        ),
        ([PERSON, *ASKED, "--rule=x"], "there is no option `--rule`\n    help: did you mean `--ruleset`?"),
        ([PERSON, PERSON, *ASKED], "is one argument too many"),
        ([PERSON, *ASKED, "--assume", "A7"], "--assume: `A7` is not ID=WORD"),
        ([PERSON, *ASKED, "--assume", "=x"], "--assume: `=x` is not ID=WORD"),
        ([PERSON, *ASKED, "--assume", "A7=evr-obtained"], "did you mean `ever-obtained`?"),
        (
            [PERSON, *ASKED, "--assume", "A5=no-expiry", "--assume", "A5=last-day-before"],
            "--assume: A5 cannot be read both as `no-expiry` and as `last-day-before`",
        ),
        ([PERSON, *ASKED, "--overlay", "nowhere.yaml"], "there is no file `nowhere.yaml`"),
        ([PERSON, *ASKED, "--ruleset", "nowhere.yaml"], "there is no file `nowhere.yaml`"),
        ([PERSON, *ASKED, "--ruleset", ""], "there is no bundled rule set ``"),
        ([PERSON, *ASKED, "--ruleset", PERSON], "ruleset: missing"),
        ([PERSON, *ASKED, "--as-of", "2026-11-24T00:00"], "--as-of: `2026-11-24T00:00` is not a day"),
        ([PERSON, *ASKED, "--as-of", "1899-12-31"], "--as-of: 1899-12-31 is outside"),
        ([PERSON, *ASKED, "--question", "\udcff\x1b[31m"], "has no question `\\udcff\\x1b[31m`"),
        (["nowhere.yaml", *ASKED], "there is no file `nowhere.yaml`"),
        (["a\0b", *ASKED], "there is no file"),
        (["\udcff.yaml", *ASKED], "there is no file `\\udcff.yaml`"),
        (["", *ASKED], "there is no file ``"),
        ([PERSON.parent, *ASKED], "is a directory, not a file"),
        (["/dev/null", *ASKED], "is a device, not a file"),
    ],
)
def test_bad_call_is_told_clearly(capsys: Capture, args: list[object], told: str) -> None:
    said = call(capsys, "evaluate", *args)
    assert (said.status, said.out) == (2, "")
    assert told in said.err


@pytest.mark.parametrize(
    ("suffix", "text", "told"),
    [
        ("yaml", b"", "the text holds no value"),
        ("json", b"", "the text holds no value"),
        ("json", b"{", "expected a key in double quotes"),
        ("json", b'{"id": "E1",}', ":1:"),
        ("json", b'{"id": "E1"} {}', "a second document"),
        ("json", b'{"id": "E1", "id": "E2"}', ":1:14: id: "),
        ("yaml", b"id: E1\nid: E2\n", ":2:1: id: "),
        ("json", b'{"id": "E1", "results": [{"score": NaN}]}', "results[0].score: NaN is not a finite number"),
        ("json", b'{"id": "E1", "trainings": [{"hours": 1e999999999}]}', "trainings[0].hours: "),
        ("json", b'{"id": "\\ud800"}', "surrogate"),
        ("json", b"[" * 100_000, "more than 64 mappings and lists within one another"),
        ("yaml", b"[" * 100_000, "more than 64 mappings and lists within one another"),
        ("yaml", b"a: &a [1]\nb: *a\n", ":1:4: "),
        ("yaml", b"id: !!python/object/apply:os.system [ls]\n", ":1:5: "),
        ("yaml", b"\x80\x81", "the byte 0x80 is not UTF-8"),
        ("yaml", b"id: \x00", "U+0000"),
        ("yaml", b"- a\n- b\n", "a list where a candidate record (a mapping) is needed"),
        ("yaml", b"id: [", ":1:"),
        ("yaml", b"id: E1\neducaton: []\n", "did you mean `education`?"),
        ("json", b'{"id": "E1", "x\\n\\u001b[31mfine": 1}', "x\\n\\x1b[31mfine: unknown key"),
        ("yaml", b"id: " + b"9" * 5000, "digits"),
    ],
)
def test_bad_record_is_told_clearly(capsys: Capture, tmp_path: Path, suffix: str, text: bytes, told: str) -> None:
    file = tmp_path / f"person.{suffix}"
    file.write_bytes(text)
    said = call(capsys, "evaluate", file, *ASKED)
    assert (said.status, said.out) == (2, "")
    assert told in said.err
    assert str(file) in said.err


def test_entity_bomb_is_refused_quickly(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "bomb.yaml"
    levels = "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]\n" for n in range(1, 30))
    file.write_text(f"x0: &x0 lol\n{levels}id: E1\n")
    assert call(capsys, "evaluate", file, *ASKED).status == 2


def test_fault_without_a_place_names_its_file(capsys: Capture, tmp_path: Path) -> None:
    """Texts of more than 4 MiB have no places."""
    file = tmp_path / "long.json"
    file.write_text(json.dumps({"id": "", "extra": {"filling": "x" * 5_000_000}}))
    said = call(capsys, "evaluate", file, *ASKED)
    assert said.err == f"{file}: id: empty text where a non-empty text is needed\n"


def test_what_a_record_says_cannot_reach_the_terminal(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "person.json"
    file.write_text(json.dumps({"id": "E1\x1b[2J\nYes.\u202e"}))
    said = call(capsys, "evaluate", file, *ASKED)
    assert "E1\\x1b[2J\\nYes.\\u202e" in said.out
    said = call(capsys, "evaluate", file, *ASKED, "--format", "json")
    assert json.loads(said.out)["candidate"] == "E1\x1b[2J\nYes.\u202e"


@pytest.mark.parametrize("choice", ["always", "auto", "never"])
def test_colours_only_where_they_are_wanted(capsys: Capture, monkeypatch: pytest.MonkeyPatch, choice: str) -> None:
    """Standard output is no terminal here."""
    monkeypatch.setenv("COLUMNS", "300")
    said = call(capsys, "evaluate", PERSON, *ASKED, "--color", choice, "--lang", "en")
    assert said.status == 0
    assert ("\x1b[" in said.out) == (choice == "always")
    assert "May not apply for level 3" in said.out


@pytest.mark.parametrize("columns", ["30", "80", "500"])
def test_nothing_is_lost_on_a_narrow_terminal(capsys: Capture, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    said = call(capsys, "evaluate", PERSON, *ASKED, "--color", "always")
    drawn = re.compile(r"\x1b\[[0-9;]*m|[\s├└│─]")
    assert drawn.sub("", said.out) == drawn.sub("", decided().explain())


@pytest.mark.parametrize(
    ("environment", "choice", "coloured"),
    [({}, "auto", True), ({"NO_COLOR": "1"}, "auto", False), ({"TERM": "dumb"}, "auto", False),
     ({"NO_COLOR": "1"}, "always", True), ({}, "never", False)],
)  # fmt: skip
def test_terminal_is_coloured_unless_it_declines(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], choice: str, coloured: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert ("\x1b[" in call(capsys, "evaluate", PERSON, *ASKED, "--color", choice).out) == coloured


def test_without_rich_the_text_is_plain(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vip_cert_rules.cli.present.find_spec", lambda _name: None)
    said = call(capsys, "evaluate", PERSON, *ASKED, "--color", "always")
    assert said.out == decided().explain() + "\n"


def test_documents_fit_the_decision_schema(capsys: Capture, tmp_path: Path) -> None:
    rng = random.Random(7)
    file = tmp_path / "person.json"
    for _ in range(150):
        record, question, level, as_of, assume = random_call(rng)
        file.write_text(json.dumps(record))
        switches = [word for item in assume.items() for word in ("--assume", "=".join(item))]
        said = call(
            capsys, "evaluate", file, "--ruleset", "vip-service-manager", "--question", question, "--level", level,
            "--as-of", as_of, "--engine", "direct", "--format", "json", *switches,
        )  # fmt: skip
        assert said.status == 0, said.err
        DECISION.validate(json.loads(said.out))
