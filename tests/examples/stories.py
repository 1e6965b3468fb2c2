"""The example people: a record, and in its comments the story and the question it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import attrs

from vip_cert_rules import Candidate, Decision, InputError, evaluate, structure_candidate
from vip_cert_rules.reading import read_file

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples" / "candidates"
PARAMETERS = ROOT / "examples" / "parameters"
RULESET = "vip-service-manager"
SCHEMA_LINE = "# yaml-language-server: $schema=../../vip_cert_rules/schemas/candidate.schema.json"

_ASK = re.compile(
    r"# ask: (?P<question>[a-z]+)(?: (?P<level>\d))?(?: of (?P<ruleset>[a-z-]+)(?: at (?P<position>[a-z-]+))?)?"
    r" as of (?P<day>\d{4}-\d\d-\d\d)"
    r"(?:; with parameters (?P<parameters>[a-z-]+\.yaml))?"
    r"(?:; assume (?P<assume>.+))?"
)


@attrs.frozen
class Story:
    """One example person."""

    name: str
    path: Path
    told: tuple[str, ...]
    ruleset: str
    question: str
    level: int | None
    position: str | None
    as_of: str
    assume: Mapping[str, str]
    parameters: Path | None = None

    def candidate(self) -> Candidate:
        """The person's record."""
        document = read_file(self.path, InputError)
        return structure_candidate(document.value, document)

    def decide(self, *, switched: bool = True) -> Decision:
        """The question decided; with ``switched`` false under the bundled readings."""
        return evaluate(
            self.candidate(),
            ruleset=self.ruleset,
            question=self.question,
            level=self.level,
            position=self.position,
            as_of=self.as_of,
            assume=self.assume if switched and self.assume else None,
            parameters=self.parameters,
        )


def load_story(path: Path) -> Story:
    """What the comments at the head of an example say. Raises ``AssertionError`` where they say it otherwise."""
    head: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        head.append(line)
    assert head[-1] == SCHEMA_LINE, path.name
    ask = _ASK.fullmatch(head[-2])
    assert ask is not None, f"{path.name}: {head[-2]}"
    switches = (pair.split("=", 1) for pair in (ask["assume"] or "").split(", ") if pair)
    told = tuple(line.removeprefix("# ") for line in head[:-2])
    return Story(
        path.stem,
        path,
        told,
        ask["ruleset"] or RULESET,
        ask["question"],
        int(ask["level"]) if ask["level"] else None,
        ask["position"],
        ask["day"],
        dict(switches),
        PARAMETERS / ask["parameters"] if ask["parameters"] else None,
    )


STORIES = tuple(load_story(path) for path in sorted(FOLDER.glob("*.yaml")))
