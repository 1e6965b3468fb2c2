"""From a mapping file to a mapping."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from vip_cert_rules.digest import digest_of, plain
from vip_cert_rules.faults import Fault, InputError, Path, nearest, show
from vip_cert_rules.mappings.days import zone_of
from vip_cert_rules.mappings.language.file import MAPPING
from vip_cert_rules.mappings.language.forms import patterns_of
from vip_cert_rules.mappings.model import RecordMapping
from vip_cert_rules.reading import RULE_FILE_LIMITS, Document, read_file, read_text
from vip_cert_rules.shapes import Refused, Report

SUFFIX = ".yaml"


def load_mapping(source: str | os.PathLike[str] | RecordMapping) -> RecordMapping:
    """A shipped mapping by its name, or the mapping in a YAML or JSON file; a mapping as it is.

    Raises :class:`InputError` with every fault of the file.
    """
    if isinstance(source, RecordMapping):
        return source
    name = os.fspath(source)
    if name in shipped_mappings():
        return _shipped(name)
    if not name.endswith((".yaml", ".yml", ".json")) and not os.path.exists(name):
        message = f"there is no shipped mapping {show(name)}"
        raise InputError([Fault("unknown-mapping", "", message, nearest(name, shipped_mappings()))])
    return structure_mapping(read_file(source, InputError, limits=RULE_FILE_LIMITS))


@cache
def shipped_mappings() -> tuple[str, ...]:
    """The names of the mappings that are part of the package."""
    folder = resources.files("vip_cert_rules.mappings") / "shipped"
    return tuple(sorted(one.name.removesuffix(SUFFIX) for one in folder.iterdir() if one.name.endswith(SUFFIX)))


def shipped_text(name: str) -> str:
    """The text of a shipped mapping: what an organisation begins its own with."""
    return (resources.files("vip_cert_rules.mappings") / "shipped" / f"{name}{SUFFIX}").read_text(encoding="utf-8")


@cache
def _shipped(name: str) -> RecordMapping:
    return structure_mapping(read_text(shipped_text(name), f"{name}{SUFFIX}", InputError, limits=RULE_FILE_LIMITS))


def structure_mapping(document: Document) -> RecordMapping:
    """From a text read into plain values to a mapping; every fault at once."""
    report = Report(document.place_of, document.key_places.get)
    value = document.value
    if isinstance(value, Mapping):
        value = {key: item for key, item in value.items() if key != "$schema"}
        words = value.get("words")
        for key in ("people", "lists"):
            if key in value:
                value[key] = _with_words(value[key], words if isinstance(words, Mapping) else {}, (key,), report)
    read = MAPPING.read(value, (), report)
    if isinstance(read, Refused) or report.faults:
        raise InputError(report.in_order())
    return _made(read, digest_of(plain(value)))


def _with_words(value: Any, words: Mapping[str, Any], path: Path, report: Report) -> Any:
    """The same, with every name of words in `values` replaced by what they mean."""
    if isinstance(value, list):
        return [_with_words(item, words, (*path, i), report) for i, item in enumerate(value)]
    if not isinstance(value, Mapping):
        return value
    out = {key: _with_words(item, words, (*path, key), report) for key, item in value.items()}
    name = value.get("values")
    if isinstance(name, str) and "column" in value:
        if name in words:
            out["values"] = words[name]
        else:
            message = f"no words are declared as {show(name)}"
            report.add("undeclared-words", (*path, "values"), message, nearest(name, words))
            del out["values"]
    return out


def _made(read: Mapping[str, Any], digest: str) -> RecordMapping:
    return RecordMapping(
        name=read["mapping"],
        version=read["version"],
        about=read["about"],
        people=read["people"],
        lists=read["lists"],
        days=patterns_of(read["dates"], read["partial"]) or (),
        nulls=read["nulls"],
        zone=None if read["zone"] is None else zone_of(read["zone"]),
        layout=read["files"],
        digest=digest,
    )
