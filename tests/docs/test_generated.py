"""What the pages have from the code is what the code says now."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.docs.pages import ROOT, name_of, page_paths
from vip_cert_rules import NoticeCode

PAGES = [path for path in page_paths() if "docs" in path.relative_to(ROOT).parts]


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """The script, loaded from where it lies."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_the_generated_parts_of_a_page_are_up_to_date(path: Path, generate: ModuleType) -> None:
    """`python docs/generate.py` brings them up to date."""
    page = path.read_text(encoding="utf-8")
    assert generate.fill_in(page) == page


def test_every_part_stands_on_a_page(generate: ModuleType) -> None:
    """None is made for nothing, and none is asked for that nobody makes."""
    asked = {
        name for path in PAGES for name in re.findall(r"<!-- generated: ([\w-]+) -->", path.read_text(encoding="utf-8"))
    }
    assert set(generate.PARTS) == asked


def test_every_code_of_a_notice_is_explained() -> None:
    """To whoever reads documents by program, and to the clerk."""
    for page in ("reference/decision.md", "zh/records-to-check.md"):
        told = (ROOT / "docs" / page).read_text(encoding="utf-8")
        assert [code for code in NoticeCode if f"| `{code.value}` |" not in told] == []


def test_every_fault_code_has_a_message(generate: ModuleType) -> None:
    """A row without an example tells the reader nothing; those whose message is made elsewhere are known."""
    silent = {row.split("|")[1].strip() for row in generate.faults().splitlines() if row.endswith("|  |")}
    assert silent <= {"`days-out-of-order`", "`level-and-programme`", "`not-found`", "`not-json`", "`unknown-kind`"}


def test_every_code_of_a_public_exception_is_listed(generate: ModuleType) -> None:
    """A few that were provoked, to know that the search through the source finds them."""
    table = generate.faults()
    for code in ("unknown-key", "level-missing", "duplicate-key", "engine-unavailable", "days-out-of-order"):
        assert f"| `{code}` |" in table
