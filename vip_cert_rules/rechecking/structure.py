"""The structure of a decision document: what may stand where, and what has to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from vip_cert_rules.dates import parse_day
from vip_cert_rules.rechecking.nodes import CODES, FACT, OUTCOMES, RECORD, SCALES, Json, Mismatch, mismatch, shown
from vip_cert_rules.rechecking.words import NEEDED

Shape = Callable[[Json, str], Iterator[Mismatch]]


def _is(needed: str, holds: Callable[[Json], bool], **terms: object) -> Shape:
    def check(value: Json, path: str) -> Iterator[Mismatch]:
        if not holds(value):
            yield mismatch("wrong-value", path, value=value, needed=NEEDED[needed].fill(**terms))

    return check


def _one_of(*words: str) -> Shape:
    return _is("one-of", lambda value: isinstance(value, str) and value in words, words=shown(words))


def _matches(needed: str, pattern: str) -> Shape:
    return _is(needed, lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None)


def _or_null(shape: Shape) -> Shape:
    return lambda value, path: iter(()) if value is None else shape(value, path)


def _list(item: Shape, *, filled: bool = False, unique: bool = False) -> Shape:
    is_list = _is(
        "filled-list" if filled else "list",
        lambda value: isinstance(value, (list, tuple)) and (bool(value) or not filled),
    )

    def check(value: Json, path: str) -> Iterator[Mismatch]:
        yield from is_list(value, path)
        for place, one in enumerate(value if isinstance(value, (list, tuple)) else ()):
            yield from item(one, f"{path}[{place}]")
            if unique and one in value[:place]:
                yield mismatch("repeated", f"{path}[{place}]", value=one)

    return check


def _object(needed: Mapping[str, Shape], more: Mapping[str, Shape] | None = None) -> Shape:
    known = {**needed, **(more or {})}

    def check(value: Json, path: str) -> Iterator[Mismatch]:
        if not isinstance(value, Mapping):
            yield mismatch("wrong-value", path, value=value, needed=NEEDED["mapping"])
            return
        for name in needed:
            if name not in value:
                yield mismatch("missing-key", path, name=name)
        for name, one in value.items():
            where = f"{path}.{name}" if path else str(name)
            yield from known[name](one, where) if name in known else [mismatch("unknown-key", where, name=name)]

    return check


def _is_number(value: Json) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return False
    return Decimal(value).is_finite()


_NAME = _is("name", lambda value: isinstance(value, str) and bool(value))
_ANY: Shape = lambda _value, _path: iter(())  # noqa: E731
_FLAG = _is("flag", lambda value: isinstance(value, bool))
_NUMBER = _is("number", _is_number)
_DAY = _is("day", lambda value: isinstance(value, str) and parse_day(value) is not None)
_DIGEST = _matches("digest", "sha256:[0-9a-f]{64}")
_PATHS = _list(_matches("path", RECORD.pattern), unique=True)
_TEXT = _object({"zh": _NAME, "en": _NAME})
_NAMED = _list(_matches("assumption", "[^=]+(=[^=]+)?"), unique=True)
_OUTCOME = _one_of("yes", "no", "unknown")
_MISSING = _list(_object({"path": _matches("fact", FACT.pattern), "why": _TEXT}))
_MEASURED = _object(
    {"low": _NUMBER, "high": _or_null(_NUMBER), "unit": _one_of("record", "month", "hour", "point", *SCALES)},
    {"words": _list(_NAME, filled=True), "passed": _FLAG},
)
_REQUIRED = _object(
    {"op": _one_of(">="), "value": _or_null(_NUMBER)},
    {"word": _NAME, "parameter": _NAME, "base": _ANY, "set_by": _NAME},
)
_HEAD = {"id": _NAME, "status": _one_of(*OUTCOMES), "label": _TEXT}
_MORE = {
    "source": _list(_object({"document": _NAME}, {"clause": _NAME}), filled=True),
    "item": _NAME,
    "added_by": _NAME,
    "assumptions": _NAMED,
}


def _node(value: Json, path: str) -> Iterator[Mismatch]:
    is_condition = isinstance(value, Mapping) and value.get("kind") == "condition"
    yield from (_CONDITION if is_condition else _GROUP)(value, path)


_CONDITION = _object(
    {**_HEAD, "kind": _one_of("condition"), "measured": _or_null(_MEASURED), "required": _REQUIRED, "evidence": _PATHS},
    {**_MORE, "code": _one_of(*CODES), "children": _list(_node, filled=True)},
)
_GROUP = _object(
    {**_HEAD, "kind": _one_of("question", "route", "all", "any", "waiver", "condition"), "children": _list(_node)},
    _MORE,
)
_REMOVAL = _object({"path": _matches("path", RECORD.pattern), "outcome": _OUTCOME, "changes": _FLAG})
_READING = {"reading": _or_null(_NAME), "text": _TEXT, "flips": _FLAG}
_OTHERWISE = _object({**_READING, "outcome": _OUTCOME, "unmet": _list(_NAME, unique=True), "missing": _MISSING})
DOCUMENT = _object(
    {
        "ruleset": _NAME,
        "version": _NAME,
        "digest": _DIGEST,
        "overlays": _list(_object({"name": _NAME, "digest": _DIGEST})),
        "question": _NAME,
        "level": _is("level", lambda value: value is None or (type(value) is int and 1 <= value <= 9)),
        "position": _or_null(_NAME),
        "candidate": _NAME,
        "as_of": _DAY,
        "outcome": _OUTCOME,
        "explanation": _node,
        "unmet": _list(_NAME, unique=True),
        "missing": _MISSING,
        "assumptions": _NAMED,
    },
    {
        "parameters": _is("mapping", lambda value: isinstance(value, Mapping)),
        "switches": _is("mapping", lambda value: isinstance(value, Mapping)),
        "rules_as_of": _DAY,
        "facts_digest": _DIGEST,
        "in_force": _object(
            {},
            {
                "from": _or_null(_DAY),
                "to": _or_null(_DAY),
                "version": _NAME,
                "why": _TEXT,
                "transitions": _list(_object({"from_version": _NAME, "digest": _DIGEST, "until": _DAY}), filled=True),
            },
        ),
        "notices": _list(
            _object({"code": _NAME, "text": _TEXT, "paths": _PATHS, "without": _list(_REMOVAL)}), filled=True
        ),
        "sensitivity": _list(_object({"assumption": _NAME, **_READING, "alternatives": _list(_OTHERWISE)})),
    },
)
