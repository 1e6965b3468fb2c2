"""The package as an HR system sees it: its names, and what it does with words it does not know."""

from __future__ import annotations

import subprocess
import sys

import pytest

import vip_cert_rules
from vip_cert_rules import InputError, evaluate


@pytest.mark.parametrize("name", vip_cert_rules.__all__)
def test_every_public_name_is_there_and_listed(name: str) -> None:
    assert getattr(vip_cert_rules, name) is not None
    assert name in dir(vip_cert_rules)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'evaluat'"):
        _ = vip_cert_rules.evaluat


def test_importing_the_package_loads_no_rules_and_no_engine() -> None:
    """What is not used is not loaded: neither durable_rules nor YAML nor rich."""
    code = (
        "import sys, vip_cert_rules;"
        "heavy = ('durable_rules_engine', 'yaml', 'rich', 'msgspec', 'vip_cert_rules.rulesets');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("lang", ["fr", "", "ZH", None, 3, ["zh"]])
def test_a_language_that_is_none_is_an_input_fault(lang: object) -> None:
    decision = evaluate(
        {"id": "E1"}, ruleset="vip-service-manager", question="hold", level=4, as_of="2026-11-24", engine="direct"
    )
    with pytest.raises(InputError) as caught:
        decision.explain(lang)  # type: ignore[arg-type]
    assert [("unknown-language", "lang")] == [(fault.code, fault.path) for fault in caught.value.faults]
