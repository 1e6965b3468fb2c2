"""The JSON Schema of the rule language against the code that reads rule files."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from tests.cli.calling import RULES
from tests.cli.test_schemas import Validator, exact
from vip_cert_rules.faults import RuleSetError
from vip_cert_rules.reading import read_file
from vip_cert_rules.rulesets.language.file import RULE_SET
from vip_cert_rules.schemas import schema
from vip_cert_rules.shapes import Refused, Report

LANGUAGE = Validator(exact(schema("ruleset")))


BUNDLED: Any = read_file(RULES, RuleSetError).value
ODD: list[Any] = [
    None, 0, 3, 10, -1, Decimal("3.5"), "", "x", "this", [], ["x"], {}, {"surplus": 1}, {"parameter": "p"},
    {"choose": "A1"}, {"choose": "level", "otherwise": "x"}, {"choose": "level", "4": "x"},
    {"choose": "level", "4": {"choose": "A1", "q": 7}}, {"zh": "a", "en": "b"}, {"is": "x"}, {"count": "x"},
    {"condition": "x"}, {"any": ["x"]}, {"from": {"2020-01-01": 3}}, {"from": "x"},
]  # fmt: skip


@pytest.mark.parametrize("path", sorted(RULES.parent.glob("*.yaml")), ids=lambda path: path.stem)
def test_bundled_rule_files_fit(path: Any) -> None:
    LANGUAGE.validate(read_file(path, RuleSetError).value)


def paths_of(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in rows:
        yield from paths_of(item, (*path, key))


def changes() -> Iterator[tuple[str, tuple[Any, ...], Any]]:
    for path in paths_of(BUNDLED):
        part = BUNDLED
        for key in path:
            part = part[key]
        if isinstance(part, dict):
            yield from (("remove", (*path, key), None) for key in part)
            yield "put", (*path, "surplus"), 1
            yield "put", (*path, "surplus"), {"zh": "a", "en": "b"}
        if path:
            yield from (("put", path, odd) for odd in ODD)


def changed(kind: str, path: tuple[Any, ...], odd: Any) -> Any:
    """The bundled rule set with one part changed; the parts beside the path are shared."""
    whole = copy.copy(BUNDLED)
    inner = whole
    for key in path[:-1]:
        inner[key] = copy.copy(inner[key])
        inner = inner[key]
    if kind == "remove":
        del inner[path[-1]]
    else:
        inner[path[-1]] = odd
    return whole


def test_rule_files_fit_exactly_when_the_code_reads_them() -> None:
    """One change at any depth: a key removed or put in, a value put in the place of another."""
    everything = list(changes())
    seen = set()
    for kind, path, odd in random.Random(3).sample(everything, 300):
        whole = changed(kind, path, odd)
        is_read = not isinstance(RULE_SET.read(whole, (), Report()), Refused)
        assert LANGUAGE.is_valid(whole) == is_read, (kind, path, odd)
        seen.add(is_read)
    assert seen == {True, False}


def test_unknown_key_is_found_at_any_depth() -> None:
    """In every mapping of a condition that is not one from names of the author's own."""
    own = ("where", "then")
    found = 0
    for path in paths_of({"conditions": BUNDLED["conditions"]}):
        part = BUNDLED
        for key in path:
            part = part[key]
        of_own_names = path[-1:] in [(key,) for key in own] or path[-2:-1] == ("any_of",)
        if len(path) >= 2 and isinstance(part, dict) and "choose" not in part and not of_own_names:
            assert not LANGUAGE.is_valid(changed("put", (*path, "surplus"), 1)), path
            found += 1
    assert found > 80
