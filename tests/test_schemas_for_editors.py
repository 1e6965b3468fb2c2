"""What an editor shows and offers: hover texts in both languages, and snippets that are sound."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from vip_cert_rules.schemas import schema
from vip_cert_rules.schemas.hover import CHINESE, KEYS
from vip_cert_rules.schemas.snippets import SNIPPETS

WRITTEN = ("candidate", "ruleset", "overlay", "syllabus", "rule-test", "mapping")
HAN = re.compile("[一-鿿]")


def parts(part: Any) -> Iterator[dict[str, Any]]:
    """Every schema within a schema, itself first."""
    if isinstance(part, list):
        for item in part:
            yield from parts(item)
    elif isinstance(part, dict):
        yield part
        for key, item in part.items():
            if key == "properties":
                yield from parts(list(item.values()))
            elif key not in ("enum", "const", "defaultSnippets"):
                yield from parts(item)


@pytest.mark.parametrize("name", WRITTEN)
def test_every_key_says_what_it_is_in_both_languages(name: str) -> None:
    silent = []
    for part in parts(schema(name)):
        for key, value in part.get("properties", {}).items():
            if isinstance(value, dict):
                chinese, _, english = value.get("description", "").partition("\n")
                if not (HAN.search(chinese) and english and not chinese.endswith(("，", "；"))):
                    silent.append(key)
    assert [] == sorted(set(silent) - {"zh", "en"})


@pytest.mark.parametrize("name", WRITTEN)
def test_every_description_is_in_both_languages(name: str) -> None:
    told = [part["description"] for part in parts(schema(name)) if isinstance(part.get("description"), str)]
    assert told
    assert [] == [text for text in told if "\n" not in text or not HAN.search(text.partition("\n")[0])]


def test_no_text_is_kept_that_no_schema_says() -> None:
    every = [part.get("description") for name in WRITTEN for part in parts(schema(name))]
    said = {text.partition("\n")[2] for text in every if isinstance(text, str)}
    assert set() == set(CHINESE) - said
    assert set() == {text.en for text in KEYS.values()} - said


@pytest.mark.parametrize("name", WRITTEN)
def test_a_schema_is_sound_and_the_same_each_time(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(schema(name))
    assert schema(name) is schema(name)


@pytest.mark.parametrize(
    ("name", "path", "number"),
    [(name, path, i) for name, of in SNIPPETS.items() for path, snippets in of.items() for i in range(len(snippets))],
)
def test_what_is_offered_fits_where_it_is_offered(name: str, path: tuple[str, ...], number: int) -> None:
    """As it is written when every placeholder is left as it stands."""
    whole = schema(name)
    part: Any = whole
    for key in path:
        part = part[key]
    snippet = part["defaultSnippets"][number]
    filled = json.loads(re.sub(r"\$\{\d+:([^}]*)\}", r"\1", json.dumps(snippet["body"], ensure_ascii=False)))
    check = jsonschema.Draft7Validator({**part, "definitions": whole.get("definitions", {})})
    assert [] == [error.message for error in check.iter_errors(_numbers(filled))]
    assert re.search("[一-鿿].* / [a-z]", snippet["description"])


def _numbers(value: Any) -> Any:
    """Digits are numbers where they are written without quotes, but clauses are texts."""
    if isinstance(value, dict):
        return {key: item if key == "clause" else _numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_numbers(item) for item in value]
    return int(value) if isinstance(value, str) and value.isdigit() else value
