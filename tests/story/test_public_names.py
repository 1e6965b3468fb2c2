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


def test_names_that_need_an_extra_are_there_and_listed() -> None:
    for name in vip_cert_rules._EXTRAS:
        assert getattr(vip_cert_rules, name) is not None
        assert name in dir(vip_cert_rules) and name not in vip_cert_rules.__all__


def test_without_any_extra_everything_else_can_be_imported() -> None:
    """And what needs one says which."""
    code = """
import sys
for name in ("alembic", "anyio", "openpyxl", "pygal", "resvg_py", "rich", "ruamel", "sqlalchemy", "starlette", "z3"):
    sys.modules[name] = None
from vip_cert_rules import *
assert load_mapping("template").name == "template"
try:
    from vip_cert_rules import open_log
except ImportError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "vip_cert_rules.open_log needs an extra: install `vip_cert_rules[log]`" == done.stdout.strip()


def test_commands_that_need_an_extra_say_which() -> None:
    for words, extra in ((["log", "show", "x.db"], "log"), (["serve"], "web"), (["template", "x.xlsx"], "sheets")):
        code = (
            "import sys\nfor name in ('sqlalchemy', 'uvicorn', 'starlette', 'openpyxl'): sys.modules[name] = None\n"
            f"from vip_cert_rules.cli.main import main\nsys.exit(main({words!r}))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert 2 == done.returncode
        assert f"install the extra: vip_cert_rules[{extra}]" in done.stderr


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
