"""The documentation runs as shown and prints what it shows.

With ``VIP_CERT_UPDATE=1`` in the environment, pasted outputs without a line ``…`` are written anew: read them before
keeping them.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.growing import grown
from tests.docs.pages import (
    ANYTHING,
    ROOT,
    Block,
    blocks_of,
    commands_of,
    edited,
    matches,
    name_of,
    page_paths,
    prose_of,
)
from vip_cert_rules import load_ruleset
from vip_cert_rules.cli.main import main

UPDATE = os.environ.get("VIP_CERT_UPDATE") == "1"
SET_UP = ("pip", ". ", "python3 -m venv", "python -m venv", "python -m pytest", "sphinx-build", "cd ", "git ")
NOT_OURS = (
    "VIP_CERT_UPDATE",
    "python docs/generate.py",
    "python benchmarks/",
    "ruff",
    "mypy",
    "basedpyright",
    "lint-imports",
    ".ci/run",
)

each_page = pytest.mark.parametrize("path", page_paths(), ids=name_of)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory to run a page in: the examples and rules of the project are there, nothing else of it is."""
    for name in ("examples", "rules"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("VIP_CERT_TRACEBACK", raising=False)
    return tmp_path


@each_page
def test_a_page_runs_as_shown(path: Path, place: Path) -> None:
    """Its blocks one after the other, those in Python sharing their names, and what they print is on the page."""
    page = path.read_text(encoding="utf-8")
    names: dict[str, object] = {"__name__": name_of(path)}
    printed: str | None = None
    edits: list[tuple[int, int, str]] = []
    for block in blocks_of(page):
        where = f"{name_of(path)}:{block.line}"
        if not block.is_run:
            continue
        if block.is_output:
            assert printed is not None, f"{where}: nothing was run before this output"
            if UPDATE and ANYTHING not in block.text.split():
                edits.append((block.start, block.start + len(block.text), printed))
            else:
                assert matches(block.text, printed), f"{where}: this is printed instead:\n{printed}"
            continue
        if block.saved_as:
            Path(block.saved_as).parent.mkdir(exist_ok=True)
            Path(block.saved_as).write_text(block.text, encoding="utf-8")
        if block.adds_to:
            file = Path(block.adds_to)
            file.write_text(grown(file.read_text(encoding="utf-8"), block.text), encoding="utf-8")
        if block.edits:
            file = Path(block.edits)
            file.write_text(edited(file.read_text(encoding="utf-8"), block.text), encoding="utf-8")
        if block.language == "python":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile("\n" * (block.line - 1) + block.text, str(path), "exec"), names)
            printed = out.getvalue()
        elif block.language == "console":
            edits += _run_console(block, where)
    if edits:
        for start, end, text in reversed(edits):
            page = page[:start] + text + page[end:]
        path.write_text(page, encoding="utf-8")


def _run_console(block: Block, where: str) -> Iterator[tuple[int, int, str]]:
    lines = block.text.splitlines(keepends=True)
    for command in commands_of(block):
        real = _run(command.line)
        if real is None:
            continue
        if UPDATE and ANYTHING not in command.output.split():
            start, end = (block.start + sum(map(len, lines[:line])) for line in command.at)
            yield start, end, real.strip("\n") + "\n"
        else:
            assert matches(command.output, real), f"{where}: `{command.line}` prints this instead:\n{real}"


def _run(line: str) -> str | None:
    """What a command prints on both its outputs; ``None`` for commands that set something up."""
    out = io.StringIO()
    ran = False
    for step in line.split(" && "):
        part = step.strip().replace(".venv/bin/", "")
        if part.startswith(SET_UP) or part.startswith(NOT_OURS):
            continue
        ran = True
        words = shlex.split(part)
        if words[0] == "vip-cert":
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
                main(words[1:])
        elif words[:1] == ["python"] and words[1].startswith("examples/"):
            environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
            done = subprocess.run([sys.executable, *words[1:]], capture_output=True, check=True, env=environment)
            out.write(done.stdout.decode())
        else:
            raise AssertionError(f"the tests do not know how to run `{part}`")
    return out.getvalue() if ran else None


@each_page
def test_a_rule_set_on_a_page_loads(path: Path, tmp_path: Path) -> None:
    """A block that begins with `ruleset:` is a whole rule set, and a good one."""
    for block in blocks_of(path.read_text(encoding="utf-8")):
        if block.language == "yaml" and block.text.startswith("ruleset:") and block.is_run:
            file = tmp_path / "rules.yaml"
            file.write_text(block.text, encoding="utf-8")
            rules = load_ruleset(file)
            assert rules.questions


@each_page
def test_a_part_of_a_file_stands_in_it(path: Path) -> None:
    """So that a fact shown on a page is written down once."""
    for block in blocks_of(path.read_text(encoding="utf-8")):
        if block.part_of:
            assert block.text in (ROOT / block.part_of).read_text(encoding="utf-8"), f"{name_of(path)}:{block.line}"


@each_page
def test_links_lead_somewhere(path: Path) -> None:
    """To a file of the project and, where they say so, to a heading of it."""
    for label, target in re.findall(r"\[([^\]]*)\]\(([^)\s]+)\)", prose_of(path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        aim = (path.parent / name).resolve() if name else path
        assert aim.exists(), f"[{label}]({target})"
        if anchor:
            assert anchor in _anchors(aim.read_text(encoding="utf-8")), f"[{label}]({target})"


def _anchors(page: str) -> set[str]:
    """The anchors of a page's headings, as MyST and GitHub make them."""
    page = "".join(page[a:b] for a, b in _outside_blocks(page))
    headings = re.findall(r"^#+ +(.+?) *$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _outside_blocks(page: str) -> Iterator[tuple[int, int]]:
    at = 0
    for block in blocks_of(page):
        yield at, block.start
        at = block.start + len(block.text)
    yield at, len(page)


WHERE_NEXT = ("## Where next", "## 接下来")
OWN_FORM = ("CHANGELOG.md", "docs/decisions/")


@each_page
def test_a_page_ends_with_where_to_go_next(path: Path) -> None:
    """Nobody is left standing; records of decisions and of changes have a form of their own."""
    if not name_of(path).startswith(OWN_FORM):
        headings = re.findall(r"^## .+$", prose_of(path.read_text(encoding="utf-8")), re.MULTILINE)
        assert headings, "a page has sections"
        assert headings[-1] in WHERE_NEXT


@each_page
def test_a_page_says_who_it_is_for_in_its_first_paragraph(path: Path) -> None:
    """`For …: …` (为…写), right below the title."""
    if not name_of(path).startswith(OWN_FORM):
        first = re.search(r"\A# .+\n\n(.+)", path.read_text(encoding="utf-8"))
        assert first is not None, "a page begins with its title"
        assert re.match(r"For |本页?.{0,4}写给|本文写给", first[1]), first[1]


BELITTLING = re.compile(r"\b(simply|just|obviously|of course)\b", re.IGNORECASE)
NOT_FOR_READERS = re.compile(r"/work/|/opt/|/tmp/|\bshared/")


@each_page
def test_a_page_does_not_belittle_its_reader(path: Path) -> None:
    """What is obvious to the writer is why the reader came."""
    assert [] == BELITTLING.findall(prose_of(path.read_text(encoding="utf-8")))


@each_page
def test_a_page_names_no_place_of_the_machine_it_was_written_on(path: Path) -> None:
    """Nor anything else that readers do not have."""
    assert [] == NOT_FOR_READERS.findall(path.read_text(encoding="utf-8"))


@each_page
def test_a_sentence_has_a_line_of_its_own(path: Path) -> None:
    """So that a change to one sentence is a change to one line. Tables and headings aside."""
    for number, line in enumerate(prose_of(path.read_text(encoding="utf-8")).splitlines(), 1):
        if not line.startswith(("|", "#")):
            assert not re.search(r"[a-z)”][.!?] +[A-Z“]|[。！？][^」』”）\s]", line), (
                f"{name_of(path)}:{number}: {line}"
            )
