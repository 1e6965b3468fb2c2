"""Writes files of rule tests, and says what is wrong with them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest

from vip_cert_rules import InputError
from vip_cert_rules.authoring.tables.load import load_rule_test
from vip_cert_rules.authoring.tables.model import Case, RuleTest

HEAD = """\
rule-test: certificates
ruleset: vip-service-manager
question: hold
level: 3
as_of: 2026-11-24
person:
  certificates: [{programme: vip-service-manager, level: 3, issued: as_of - 1y, issuer: group}]
tables:
  - name: valid
    rows:
"""
LINES = HEAD.count("\n")


def write(folder: Path, text: str, name: str = "t.cert-test.yaml") -> Path:
    path = folder / name
    path.write_text(dedent(text), encoding="utf-8")
    return path


def with_rows(folder: Path, rows: str, head: str = HEAD) -> Path:
    """A file with these rows, the first of which is on the line after ``LINES``."""
    return write(folder, head + indent(dedent(rows), "      "))


def cases(path: Path) -> list[Case]:
    return list(load_rule_test(path).cases())


def loaded(path: Path) -> RuleTest:
    return load_rule_test(path)


def faults(path: Path) -> list[tuple[str, int, str]]:
    """The code, the line and the message of every fault, lines counted from the first row."""
    with pytest.raises(InputError) as caught:
        load_rule_test(path)
    return [
        (fault.code, fault.place.line - LINES if fault.place else 0, fault.message) for fault in caught.value.faults
    ]


def helps(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        load_rule_test(path)
    return str(caught.value)


GOOD_AND_BAD = "- {case: good, expect: yes}\n- {case: bad, certificates.issued: as_of - 3y, expect: yes}\n"
