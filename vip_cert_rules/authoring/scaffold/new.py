"""The files of a new rule set, or of a copy of a bundled one: all of them, or none."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from vip_cert_rules.authoring.scaffold.template import SCHEMAS, rules_text, tests_text
from vip_cert_rules.faults import Fault, InputError, reason_of, show
from vip_cert_rules.rulesets.bundled import bundled_names
from vip_cert_rules.rulesets.folders import rules_folder
from vip_cert_rules.rulesets.versions.family import TESTS
from vip_cert_rules.schemas import schema
from vip_cert_rules.text import Lang, Text

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_WORDS_OF_YAML = ("null", "true", "false")
_LINE = re.compile(r"^(# yaml-language-server: \$schema=)\S*/(?=[a-z-]+\.schema\.json$)", re.MULTILINE)

Files = Mapping[str, str]
"""Texts by the names of their files."""


def new_files(name: str, title: Text, levels: Sequence[int], lang: Lang) -> Files:
    """The rule file, its tests and the schemas for editors. ``levels`` in any order; none: without levels.

    Raises :class:`InputError` for a name or levels that no rule set can have.
    """
    faults = [*_faults_of_name(name), *_faults_of_levels(levels)]
    if faults:
        raise InputError(faults)
    lowest_first = sorted(levels, reverse=True)
    file = f"{name}.yaml"
    return {
        file: rules_text(name, title, lowest_first, lang),
        f"{name}{TESTS}": tests_text(name, file, title, lowest_first, lang),
        **_schemas(),
    }


def copied_files(name: str) -> Files:
    """The file of a bundled rule set and its tests, so that these test the copy, and the schemas for editors."""
    if name not in bundled_names():
        message = f"there is no bundled rule set {show(name)}"
        raise InputError([Fault("unknown-ruleset", "NAME", message, f"one of {', '.join(bundled_names())}")])
    rules = (rules_folder() / f"{name}.yaml").read_text(encoding="utf-8")
    tests = (rules_folder() / "tests" / f"{name}{TESTS}").read_text(encoding="utf-8")
    own = re.sub(rf"^ruleset: {re.escape(name)}$", f"ruleset: {name}.yaml", tests, flags=re.MULTILINE)
    return {
        f"{name}.yaml": _LINE.sub(rf"\1./{SCHEMAS}/", rules),
        f"{name}{TESTS}": _LINE.sub(rf"\1./{SCHEMAS}/", own),
        **_schemas(),
    }


def write_files(folder: Path, files: Files) -> list[Path]:
    """Writes files into a folder, which is made where it is not there. Schemas that are there are written anew.

    Raises :class:`InputError`, before anything is written, where another file is there already.
    """
    targets = {folder / name: text for name, text in files.items()}
    faults = [
        Fault("file-exists", str(path), "is there already and is left as it is", "choose another name or folder")
        for path in targets
        if path.exists() and path.parent.name != SCHEMAS
    ]
    if faults:
        raise InputError(faults)
    try:
        for path, text in targets.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except (OSError, ValueError) as cause:
        raise InputError(
            [Fault("unwritable", "--folder", f"`{folder}` cannot be written to: {reason_of(cause)}")]
        ) from cause
    return [*targets]


def _schemas() -> Files:
    return {
        f"{SCHEMAS}/{word}.schema.json": json.dumps(schema(word), ensure_ascii=False, indent=2) + "\n"
        for word in ("ruleset", "rule-test", "overlay")
    }


def _faults_of_name(name: str) -> list[Fault]:
    if NAME.fullmatch(name) and name not in _WORDS_OF_YAML:
        return []
    hint = "small letters, digits and single `-` between them, as in `tram-driver`"
    return [Fault("wrong-form", "NAME", f"{show(name)} is not a name of a rule set", hint)]


def _faults_of_levels(levels: Sequence[int]) -> list[Fault]:
    faults = [
        Fault("unknown-level", "--levels", f"{show(level)} is not a level", "a whole number from 1 to 9")
        for level in levels
        if not 1 <= level <= 9
    ]
    if len(set(levels)) != len(levels):
        faults.append(Fault("duplicate", "--levels", "a level is given twice"))
    elif not faults and levels and max(levels) - min(levels) + 1 != len(levels):
        listed = ", ".join(map(str, sorted(levels, reverse=True)))
        message = f"levels follow one another without a gap, and {listed} do not"
        faults.append(Fault("unknown-level", "--levels", message, "for example 3,2,1"))
    return faults
