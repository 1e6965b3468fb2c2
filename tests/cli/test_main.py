"""The command itself: help, version, exit status, and what stands around it in a real process."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import vip_cert_rules
from tests.cli.calling import ASKED, PERSON, ROOT, call, run
from vip_cert_rules.cli import output
from vip_cert_rules.cli.main import COMMANDS, main
from vip_cert_rules.faults import EngineDisagreement, EngineUnavailable, Fault

Capture = pytest.CaptureFixture[str]
UNIX = pytest.mark.skipif(os.name == "nt", reason="closed streams and signals as Unix has them")


def test_version(capsys: Capture) -> None:
    assert call(capsys, "--version").out == f"vip-cert {vip_cert_rules.__version__}\n"


def test_help_names_every_command(capsys: Capture) -> None:
    said = call(capsys, "--help")
    assert (said.status, said.err) == (0, "")
    assert all(f"  {name} " in said.out for name in COMMANDS)


@pytest.mark.parametrize("command", [*COMMANDS, "rules list", "rules show"])
def test_every_command_has_help_with_examples(capsys: Capture, command: str) -> None:
    said = call(capsys, *command.split(), "--help")
    assert (said.status, said.err) == (0, "")
    assert f"usage: vip-cert {command}" in said.out
    assert re.search(r"examples:\n  .*vip-cert ", said.out)


@pytest.mark.parametrize("module", ["evaluate", "syllabus", "validate"])
def test_every_option_has_help(module: str) -> None:
    parser = __import__(f"vip_cert_rules.cli.{module}", fromlist=["arguments"]).arguments()
    assert [action.dest for action in parser._actions if not action.help] == []
    usage = parser.format_usage()
    assert [
        o for a in parser._actions for o in a.option_strings if o[:2] == "--" and o != "--help" and o not in usage
    ] == []


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ([], "a command is missing after `vip-cert`\n    help: known here: `evaluate`"),
        (["evalute"], "there is no command `evalute` of `vip-cert`\n    help: did you mean `evaluate`?"),
        (["--verson"], "there is no option `--verson` of `vip-cert`"),
        (["\udcff\n"], "there is no command `\\udcff\\n`"),
        (["rules"], "a command is missing after `vip-cert rules`"),
        (["rules", "shw"], "did you mean `show`?"),
        (["rules", "list", "x"], "`x` is one argument too many"),
        (["rules", "show"], "NAME|PATH: missing"),
        (["rules", "show", "vip-service-manger"], "did you mean `vip-service-manager`?"),
        (["rules", "show", "vip-service-manager", "--question", "aply"], "did you mean `apply`?"),
        (
            ["rules", "show", "vip-service-manager", "--level", "x"],
            "--level: `x` is not a level of `vip-service-manager`",
        ),
        (["rules", "show", "vip-service-manager", "--question", "apply", "--level", "5"], "of question `apply`"),
        (["rules", "show", "vip-service-manager", "--as-of", "today"], "--as-of: `today` is not a day"),
        (["schema"], "{candidate,decision,ruleset,overlay,syllabus,rule-test,mapping}: missing"),
        (["schema", "decisions"], "did you mean `decision`?"),
        (["demo", "nobody"], "NAME: there is no example `nobody`"),
        (["demo", "l3-one-day-shrt"], "did you mean `l3-one-day-short`?"),
        (["validate"], "FILE: missing"),
        (["validate", "x", "--as", "rules"], "--as: `rules` cannot be given here\n    help: did you mean `ruleset`?"),
    ],
)
def test_bad_command_line_is_told_clearly(capsys: Capture, args: list[str], told: str) -> None:
    said = call(capsys, *args)
    assert (said.status, said.out) == (2, "")
    assert told in said.err


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 141, ""),
        (OSError(28, "No space left on device"), 1, "standard output cannot be written: no space left on device\n"),
        (EngineUnavailable([Fault("engine", "", "not here")]), 2, "not here\n"),
        (EngineDisagreement([Fault("engine", "", "they differ")]), 1, "they differ\n"),
        (KeyError("x"), 1, "vip-cert failed, and it should not have: KeyError: 'x'\n    help: please report it"),
    ],
)
def test_exit_status_of_what_goes_wrong(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int, told: str
) -> None:
    def fail(_args: object) -> int:
        raise error

    monkeypatch.setattr("vip_cert_rules.cli.main._run", fail)
    monkeypatch.setattr("vip_cert_rules.cli.output.give_up_output", lambda: None)
    monkeypatch.delenv("VIP_CERT_TRACEBACK", raising=False)
    assert main(["demo"]) == status
    err = capsys.readouterr().err
    assert err.startswith(told)
    assert bool(err) == bool(told)


def test_traceback_for_whoever_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_args: object) -> int:
        raise KeyError("x")

    monkeypatch.setattr("vip_cert_rules.cli.main._run", fail)
    monkeypatch.setenv("VIP_CERT_TRACEBACK", "1")
    with pytest.raises(KeyError):
        main(["demo"])


def test_module_runs_as_the_command_does() -> None:
    done = run("evaluate", PERSON, *ASKED, "--lang", "en")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"May not apply for level 3")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8", "gb18030"])
def test_chinese_is_written_whatever_the_encoding(encoding: str) -> None:
    """An encoding that has Chinese is kept, any other gives way to UTF-8; a JSON document is always UTF-8."""
    environment = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    kept = "gb18030" if encoding == "gb18030" else "utf-8"
    done = run("evaluate", PERSON, *ASKED, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "✗ 连续从事本职业工作" in done.stdout.decode(kept)
    done = run("evaluate", PERSON, *ASKED, "--format", "json", env=environment)
    assert "申报三级" in done.stdout.decode("utf-8")


@UNIX
@pytest.mark.parametrize(
    ("closing", "status", "told"),
    [("<&-", 2, b"standard input is closed\n"), (">&-", 2, b""), ("2>&-", 2, b"")],
)  # fmt: skip
def test_streams_may_be_closed(closing: str, status: int, told: bytes) -> None:
    command = f'exec "$0" -m vip_cert_rules evaluate - {" ".join(ASKED)} {closing}'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable], input=b"[]", capture_output=True, cwd=ROOT, timeout=60, check=False
    )
    assert done.returncode == status
    assert b"Traceback" not in done.stderr
    assert told in done.stderr


@UNIX
def test_reader_that_goes_away_is_no_error() -> None:
    command = '"$0" -m vip_cert_rules rules show vip-service-manager | head -n 1'
    done = subprocess.run(["sh", "-c", command, sys.executable], capture_output=True, cwd=ROOT, timeout=60, check=False)
    assert done.stdout.startswith(b"vip-service-manager")
    assert done.stderr == b""


@UNIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the device is Linux's")
def test_output_that_cannot_be_written_is_told() -> None:
    command = '"$0" -m vip_cert_rules rules list > /dev/full'
    done = subprocess.run(["sh", "-c", command, sys.executable], capture_output=True, cwd=ROOT, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (1, b"standard output cannot be written: no space left on device\n")


@UNIX
def test_arguments_that_are_no_text_are_told() -> None:
    done = run("evaluate", "\udcff\udcfe.yaml", *ASKED)
    assert (done.returncode, done.stderr) == (2, b"there is no file `\\udcff\\udcfe.yaml`\n")


@UNIX
def test_interrupt_ends_it_quietly() -> None:
    # whoever starts the tests in the background may have had the signal ignored, and that is inherited
    code = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "from vip_cert_rules.cli.main import main; sys.exit(main())"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, "evaluate", "-", *ASKED],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stderr is not None
        try:
            process.wait(timeout=2)  # it waits for its input
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
        assert process.stderr.read() == b""


def test_evaluating_imports_neither_rich_nor_the_other_commands() -> None:
    code = (
        "import sys; from vip_cert_rules.cli.main import main; status = main(sys.argv[1:]);"
        "print(status, [n for n in ('rich', 'vip_cert_rules.cli.validate', 'vip_cert_rules.cli.rule_text',"
        " 'vip_cert_rules.schemas') if n in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "evaluate", str(PERSON), *ASKED],
        capture_output=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert done.stderr.decode().strip() == "0 []"


@pytest.mark.parametrize("name", ["stdin", "stdout", "stderr"])
def test_streams_may_be_none(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """As in a process without a console."""
    monkeypatch.setattr(f"sys.{name}", None)
    assert main(["rules", "list"]) == 0
    assert main(["rules", "lst"]) == 2
    assert main(["evaluate", "-", *ASKED]) == 2


def test_standard_input_that_cannot_be_read_is_told(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    class Unreadable(io.StringIO):
        def read(self, _size: int | None = -1) -> str:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr("sys.stdin", Unreadable())
    said = call(capsys, "evaluate", "-", *ASKED)
    assert (said.status, said.err) == (2, "standard input cannot be read: input/output error\n")


def test_stream_that_takes_text_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a notebook's."""
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.stdin", io.StringIO('{"id": "E1"}'))
    assert main(["evaluate", "-", *ASKED, "--format", "json"]) == 0
    assert '"candidate": "E1"' in out.getvalue()


@pytest.mark.parametrize(("encoding", "kept"), [("ascii", "utf-8"), ("gb18030", "gb18030"), ("utf-8", "utf-8")])
def test_streams_are_prepared_for_any_text(monkeypatch: pytest.MonkeyPatch, encoding: str, kept: str) -> None:
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, encoding=encoding, newline="\n"))
    output.prepare_streams()
    output.say("中\udcff")
    output.flush()
    output.say_document('"中\udcff\x7f"')
    output.flush()
    assert written.getvalue() == "中\\udcff\n".encode(kept) + '"中\\udcff\\u007f"\n'.encode()


def test_output_that_nobody_reads_goes_nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "output"
    with file.open("w", encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdout", stream)
        output.give_up_output()
        output.say("x")
        output.flush()
    assert file.read_text(encoding="utf-8") == ""
    monkeypatch.setattr("sys.stdout", io.StringIO())  # it has no file: nothing to give up
    output.give_up_output()


def test_standard_error_that_is_gone_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(io.StringIO):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr("sys.stderr", Gone())
    assert main(["nothing"]) == 2
