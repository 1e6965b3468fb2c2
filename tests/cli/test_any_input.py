"""Whatever is given, the command line evaluates it or says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.calling import ASKED, PERSON
from vip_cert_rules.cli.main import main

Capture = pytest.CaptureFixture[str]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(st.binary(max_size=200), st.text(max_size=100).map(lambda t: t.encode("utf-8", "surrogatepass"))),
    suffix=st.sampled_from(["yaml", "json", "txt"]),
    command=st.sampled_from(["evaluate", "validate", "rules"]),
)
def test_any_bytes_are_evaluated_or_refused(
    capsys: Capture, tmp_path: Path, text: bytes, suffix: str, command: str
) -> None:
    file = tmp_path / f"any.{suffix}"
    file.write_bytes(text)
    args = {
        "evaluate": ["evaluate", str(file), *ASKED],
        "validate": ["validate", str(file)],
        "rules": ["rules", "show", str(file)],
    }
    assert main(args[command]) in (0, 2)
    assert "Traceback" not in capsys.readouterr().err


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    args=st.lists(
        st.one_of(
            st.text(max_size=8),
            st.sampled_from([
                "evaluate", "validate", "rules", "list", "show", "schema", "demo", "candidate", "vip-service-manager",
                "--help", "--version", "--ruleset", "--question", "apply", "--level", "3", "--as-of", "2026-11-24",
                "--assume", "A7=ever-obtained", "--lang", "en", "--", "--as", "record", str(PERSON), "--position",
            ]),
        ),
        max_size=9,
    )
)  # fmt: skip
def test_any_arguments_are_taken_or_refused(capsys: Capture, args: list[str]) -> None:
    assert main(args) in (0, 2)
    assert "Traceback" not in capsys.readouterr().err
