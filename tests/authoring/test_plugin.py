"""The pytest plugin, in a repository of somebody else's."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from tests.authoring.tables.files import GOOD_AND_BAD, with_rows, write

ROOT = Path(__file__).resolve().parents[2]
PLUGIN = "vip_cert_rules.authoring.pytest_plugin"


def run_pytest(folder: Path, *words: str) -> tuple[int, str]:
    """A run of its own, with the plugin as it is installed, or named where the package is not."""
    installed = any(one.value == PLUGIN for one in entry_points(group="pytest11"))
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *([] if installed else ["-p", PLUGIN]), *words]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": ""}
    found = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    return found.returncode, found.stdout + found.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "", "pytest.ini")
    return tmp_path


def test_files_of_rule_tests_are_collected_as_tests(folder: Path) -> None:
    with_rows(folder, GOOD_AND_BAD)
    write(folder, "def test_python():\n    pass\n", "test_a.py")
    status, told = run_pytest(folder, "-v")
    assert 1 == status
    assert "t.cert-test.yaml::valid::good PASSED" in told
    assert "t.cert-test.yaml::valid::bad FAILED" in told
    assert "test_a.py::test_python PASSED" in told
    assert "✗ outcome: expected yes, is no" in told
    assert "What stands in the way" in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("case", "passed"),
    [
        ("valid::good", 1),
        ("valid::two years [certificates.issued: on the day, as_of - 2y]", 1),
        ("valid", 4),
    ],
)
def test_ids_that_pytest_prints_choose_what_they_name(folder: Path, case: str, passed: int) -> None:
    """A case that failed can be run again by what is told of it; a table as well."""
    with_rows(
        folder,
        "- {case: good, expect: yes}\n"
        "- {case: two years, around: {certificates.issued: as_of - 2y}, expect: [no, yes, yes]}\n",
    )
    printed = run_pytest(folder, "--collect-only", "-q")[1]
    assert case == "valid" or f"t.cert-test.yaml::{case}\n" in printed
    status, told = run_pytest(folder, f"t.cert-test.yaml::{case}")
    assert 0 == status, told
    assert f"{passed} passed" in told


def test_a_failure_is_told_in_the_language_asked_for(folder: Path) -> None:
    with_rows(folder, GOOD_AND_BAD)
    status, told = run_pytest(folder, "--cert-lang", "zh", "-k", "bad")
    assert 1 == status
    assert "结论：应为 yes，实为 no" in told


def test_a_fault_of_a_file_is_told_with_its_place_when_it_is_collected(folder: Path) -> None:
    with_rows(folder, "- {expect: maybe}")
    status, told = run_pytest(folder)
    assert 2 == status
    assert "t.cert-test.yaml:11:18: tables[0].rows[0].expect: `maybe` is not an outcome" in told
    assert "Traceback" not in told


def test_junit_xml_of_pytest_has_the_clauses(folder: Path) -> None:
    with_rows(folder, '- {case: good, clause: "6", expect: yes}')
    status, _told = run_pytest(folder, "--junitxml", "out.xml")
    assert 0 == status
    assert '<property name="clause" value="6"' in (folder / "out.xml").read_text(encoding="utf-8")


def test_a_run_without_such_files_imports_nothing_of_the_rules(folder: Path) -> None:
    write(
        folder,
        """\
        import sys

        def test_imports():
            ours = {name for name in sys.modules if name.startswith("vip_cert_rules")}
            room = "vip_cert_rules.authoring"
            assert ours <= {"vip_cert_rules", room, f"{room}.pytest_plugin", f"{room}.pytest_coverage"}
            assert "yaml" not in sys.modules
            assert "msgspec" not in sys.modules
        """,
        "test_a.py",
    )
    write(folder, "rule-test: not one by its name\n", "cert-test.yaml")
    assert 0 == run_pytest(folder)[0]


@pytest.mark.parametrize("also", [[], ["-n", "2"]], ids=["one process", "several"])
def test_coverage_is_told_at_the_end_of_a_run(folder: Path, also: list[str]) -> None:
    """Of the whole files that were collected, whichever process collected them."""
    if also:
        pytest.importorskip("xdist")
    with_rows(folder, "- {case: good, expect: yes}")
    status, told = run_pytest(folder, "--cert-coverage", "--cert-coverage-html", "page.html", *also)
    assert 0 == status, told
    assert "Coverage of rule tests" in told
    assert re.search(r"hold\.3 +MC/DC 1/2 ", told)
    assert "hold.3.certificate: decides a no by itself" in told
    assert "case: 'hold.3 · " in told
    assert (folder / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_coverage_is_not_looked_at_unless_asked_for(folder: Path) -> None:
    with_rows(folder, "- {case: good, expect: yes}")
    assert "Coverage" not in run_pytest(folder)[1]


@pytest.mark.parametrize(
    ("needed", "status", "told"),
    [
        ("0.5", 0, "1 passed"),
        ("99.9", 1, "below the 99.9 % required"),
        ("many", 4, "--cert-fail-under: `many` is no percentage from 0 to 100"),
        ("101", 4, "--cert-fail-under: `101` is no percentage from 0 to 100"),
    ],
)
def test_a_run_fails_where_too_little_is_covered(folder: Path, needed: str, status: int, told: str) -> None:
    with_rows(folder, "- {case: good, expect: yes}")
    found, said = run_pytest(folder, "--cert-fail-under", needed)
    assert (status, True) == (found, told in said), said


def test_a_page_that_cannot_be_written_is_told(folder: Path) -> None:
    with_rows(folder, "- {case: good, expect: yes}")
    status, told = run_pytest(folder, "--cert-coverage-html", "no/such/page.html")
    assert 1 == status
    assert "--cert-coverage-html: `no/such/page.html` cannot be written: No such file or directory" in told


def test_the_plugin_is_declared() -> None:
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'[project.entry-points.pytest11]\nvip-cert = "{PLUGIN}"\n' in declared
