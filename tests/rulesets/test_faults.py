"""Every fault of a rule file has a sample: in `tests/faults/CODE/` a bad file, a good one and the faults expected."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from vip_cert_rules.faults import RuleSetError
from vip_cert_rules.rulesets import checks
from vip_cert_rules.rulesets.checks.mentions import SECTIONS, Named
from vip_cert_rules.rulesets.ruleset import load_ruleset_text

SAMPLES = Path(__file__).parent.parent / "faults"
CODES = sorted(path.parent.name for path in SAMPLES.glob("*/bad.yaml"))
SEVERAL = ("all-at-once",)
"""Samples that are not of one code."""


def faults_of(name: str) -> RuleSetError:
    with pytest.raises(RuleSetError) as caught:
        load_ruleset_text((SAMPLES / name / "bad.yaml").read_bytes(), "bad.yaml")
    return caught.value


@pytest.mark.parametrize("code", CODES)
def test_bad_file_is_refused_with_the_faults_expected(code: str) -> None:
    expected = (SAMPLES / code / "expected.txt").read_text(encoding="utf-8")
    assert expected == f"{faults_of(code)}\n"


@pytest.mark.parametrize("code", CODES)
def test_good_file_beside_it_is_loaded(code: str) -> None:
    assert load_ruleset_text((SAMPLES / code / "good.yaml").read_bytes(), "good.yaml").questions


@pytest.mark.parametrize("code", [code for code in CODES if code not in SEVERAL])
def test_sample_shows_the_fault_it_is_named_after(code: str) -> None:
    assert code in {fault.code for fault in faults_of(code).faults}


def test_every_code_of_the_checks_has_a_sample() -> None:
    assert sorted(set(codes_of_checks()) - set(CODES)) == []


def test_messages_are_in_house_style() -> None:
    """Lower case (a name of the file may begin it otherwise), no full stop, no class names."""
    for code in CODES:
        for fault in faults_of(code).faults:
            for line in (fault.message, fault.help or "…"):
                assert not re.match("(?!Infinity)[A-Z][a-z]", line), line
                assert not line.endswith("."), line
                assert not re.search("[a-z][A-Z]", line), line


def codes_of_checks() -> Iterator[str]:
    """Every code that a check passes on, read off its source."""
    for path in Path(checks.__file__).parent.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "add":
                code = call.args[0]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    yield code.value
    yield from (f"undeclared-{what.value}" for what in Named)
    yield from (
        f"unused-{what.value}" for what in SECTIONS if what not in (Named.QUESTION, Named.LEVEL, Named.POSITION)
    )
