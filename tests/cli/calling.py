"""Calls the command line, in this process or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from vip_cert_rules.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = ROOT / "examples" / "candidates"
PERSON = PEOPLE / "l3-one-day-short.yaml"
RULES = ROOT / "rules" / "vip-service-manager.yaml"
ASKED = ("--ruleset", "vip-service-manager", "--question", "apply", "--level", "3", "--as-of", "2026-11-24")


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str


def call(capsys: pytest.CaptureFixture[str], *args: object) -> Said:
    """What the command line says in this process."""
    status = main([str(arg) for arg in args])
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    assert "should not have" not in said.err
    return Said(status, said.out, said.err)


def run(
    *args: object, stdin: bytes | None = b"", env: dict[str, str] | None = None, before: Sequence[str] = ()
) -> subprocess.CompletedProcess[bytes]:
    """What it says in a process of its own."""
    return subprocess.run(
        [*before, sys.executable, "-m", "vip_cert_rules", *(os.fsencode(str(arg)) for arg in args)],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        timeout=60,
        check=False,
    )
