"""The bundled example people: the files of ``examples/candidates``, which the wheel carries along.

What their organisations supply stands in ``examples/parameters``.

A file begins with comment lines: the story of the person in both languages, and what to ask about it, as in
``# ask: apply 3 as of 2026-11-24; assume A7=ever-obtained``. ``of RULESET`` after the level names another rule set, and
``with parameters FILE`` after the day what is supplied.
"""

from __future__ import annotations

import re
from pathlib import Path

import attrs

from vip_cert_rules.faults import Fault, InputError, nearest, show
from vip_cert_rules.text import Lang

_PACKAGE = Path(__file__).resolve().parent.parent
_PLACES = (_PACKAGE / "_examples", _PACKAGE.parent / "examples" / "candidates")  # in a wheel; in a checkout
_SUPPLIED = (_PACKAGE / "_examples" / "parameters", _PACKAGE.parent / "examples" / "parameters")
_ASK = re.compile(
    r"# ask: (?P<question>[\w-]+)(?: (?P<level>[1-9]))?(?: of (?P<ruleset>[\w-]+))?"
    r"(?: at (?P<position>[\w-]+))? as of (?P<as_of>[0-9-]+)"
    r"(?:; with parameters (?P<parameters>[\w.-]+))?(?:; assume (?P<assume>.+))?"
)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_RULESET = "vip-service-manager"


@attrs.frozen
class Asked:
    """What is asked about an example person."""

    ruleset: str
    question: str
    level: int | None
    position: str | None
    as_of: str
    assume: tuple[str, ...]
    parameters: Path | None = None

    def options(self) -> tuple[str, ...]:
        """The same as options of ``vip-cert evaluate``."""
        words = ["--ruleset", self.ruleset, "--question", self.question]
        words += [] if self.level is None else ["--level", str(self.level)]
        words += [] if self.position is None else ["--position", self.position]
        words += ["--as-of", self.as_of]
        words += [] if self.parameters is None else ["--parameters", as_called_from_here(self.parameters)]
        return (*words, *(word for reading in self.assume for word in ("--assume", reading)))


@attrs.frozen
class Example:
    """An example person: the file, the story, and what is asked."""

    name: str
    path: Path
    story: tuple[str, ...]
    asked: tuple[Asked, ...]

    def told_in(self, lang: Lang) -> tuple[str, ...]:
        """The lines of the story in one language; all of them where it is told in one only."""
        told = tuple(line for line in self.story if bool(_CHINESE.search(line)) is (lang is Lang.ZH))
        return told or self.story


def as_called_from_here(path: Path) -> str:
    """A bundled file, as it is called from the working directory."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def example_names() -> tuple[str, ...]:
    """The names of the example people."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


def find_example(name: str) -> Example:
    """An example person by name. Raises :class:`InputError` where there is none of that name."""
    if name not in example_names():
        message = f"there is no example {show(name)}"
        raise InputError([Fault("unknown-example", "NAME", message, nearest(name, example_names()))])
    path = _folder() / f"{name}.yaml"
    story: list[str] = []
    asked: list[Asked] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        found = _ASK.fullmatch(line.rstrip())
        if found is not None:
            asked.append(_asked(found))
        elif not line.startswith("# yaml-language-server:"):
            story.append(line.lstrip("# ").rstrip())
    return Example(name, path, tuple(line for line in story if line), tuple(asked))


def _folder() -> Path:
    return _first_of(_PLACES)


def _first_of(places: tuple[Path, ...]) -> Path:
    return next((place for place in places if place.is_dir()), places[0])


def _asked(found: re.Match[str]) -> Asked:
    level, assume = found["level"], found["assume"]
    return Asked(
        ruleset=found["ruleset"] or _RULESET,
        question=found["question"],
        level=int(level) if level else None,
        position=found["position"],
        as_of=found["as_of"],
        assume=tuple(re.split(r",? +", assume.strip())) if assume else (),
        parameters=_first_of(_SUPPLIED) / found["parameters"] if found["parameters"] else None,
    )
