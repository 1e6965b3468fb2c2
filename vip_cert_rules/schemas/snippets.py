"""Parts of files that an editor offers to write: `defaultSnippets`, as the YAML extensions of editors take them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vip_cert_rules.text import Text

_TEXT = {"zh": "${2:中文}", "en": "${3:English}"}
_SOURCE = {"document": "${4:document}", "clause": "${5:1}"}


def _snippet(label: str, about: Text, body: Any) -> dict[str, Any]:
    return {"label": label, "description": f"{about.zh} / {about.en}", "body": body}


def _route(name: str, condition: str, number: str) -> dict[str, Any]:
    label = {"zh": f"途径（{number}）", "en": f"route ({number})"}
    return {"route": f"${{{name}:route-{number}}}", "label": label, "all": [f"${{{condition}:condition}}"]}


_CONDITIONS = [
    _snippet(
        "condition: a record",
        Text("条件：有一条相符的记录", "a condition: a record that matches"),
        {
            "${1:name}": {
                "label": _TEXT,
                "source": _SOURCE,
                "measure": {"count": {"from": "${6:certificates}", "where": {"programme": "${7:programme}"}}},
            }
        },
    ),
    _snippet(
        "condition: a quantity",
        Text("条件：计量达到标准", "a condition: a quantity that reaches a bound"),
        {
            "${1:name}": {
                "label": _TEXT,
                "source": _SOURCE,
                "measure": {"total": "${6:hours}", "of": {"from": "${7:trainings}"}},
                "at_least": {"parameter": "${8:parameter}"},
            }
        },
    ),
]
_ASSUMPTION = _snippet(
    "assumption",
    Text("一项理解，附可改用的理解", "an assumption with another reading"),
    {"${1:A1}": {"text": _TEXT, "readings": {"${4:otherwise}": {"zh": "${5:中文}", "en": "${6:English}"}}}},
)
_PARAMETER = _snippet(
    "parameter",
    Text("一个参数", "a parameter"),
    {"${1:name}": {"type": "${6:months}", "label": _TEXT, "source": _SOURCE, "value": "${7:12}"}},
)
_WAIVER = _snippet(
    "waiver",
    Text("一项放宽规定", "a waiver"),
    {"${1:name}": {"label": _TEXT, "source": _SOURCE, "all": ["${6:condition}"]}},
)
_QUESTION = _snippet(
    "question",
    Text("一个判定事项", "a question"),
    {
        "${1:name}": {
            "label": _TEXT,
            "yes": {"zh": "${4:中文}", "en": "${5:English}"},
            "no": {"zh": "${6:中文}", "en": "${7:English}"},
            "all": ["${8:condition}"],
        }
    },
)
_ROUTES = _snippet(
    "routes",
    Text("判定事项：两条途径，满足其一即可", "a question with two routes, of which one suffices"),
    {
        "${1:name}": {
            "label": _TEXT,
            "yes": {"zh": "${4:中文}", "en": "${5:English}"},
            "no": {"zh": "${6:中文}", "en": "${7:English}"},
            "all": [{"any": [_route("8", "9", "1"), _route("10", "11", "2")]}],
        }
    },
)
_TABLE = _snippet(
    "table",
    Text("一张表", "a table"),
    {"name": "${1:name}", "question": "${2:question}", "rows": [{"case": "${3:case}", "expect": "${4:yes}"}]},
)
_BOUNDARY = _snippet(
    "row at a boundary",
    Text("一行：在界限上检验", "a row at a boundary"),
    {"case": "${1:case}", "around": {"${2:trainings.hours}": "${3:24}"}, "expect": ["no", "yes", "yes"]},
)
_EACH = _snippet(
    "row for each of some values",
    Text("一行：逐一取值", "a row for each of some values"),
    {"case": "${1:case}", "each": {"${2:level}": ["${3:3}", "${4:2}"]}, "expect": ["yes", "no"]},
)

SNIPPETS: Mapping[str, Mapping[tuple[str, ...], Sequence[Mapping[str, Any]]]] = {
    "ruleset": {
        ("properties", "conditions"): _CONDITIONS,
        ("properties", "assumptions"): [_ASSUMPTION],
        ("properties", "parameters"): [_PARAMETER],
        ("properties", "waivers"): [_WAIVER],
        ("properties", "questions"): [_QUESTION, _ROUTES],
    },
    "overlay": {("properties", "conditions"): _CONDITIONS, ("properties", "waivers"): [_WAIVER]},
    "rule-test": {
        ("definitions", "table"): [_TABLE],
        ("definitions", "row"): [_BOUNDARY, _EACH],
    },
}
"""By schema, then by the place of the part in it."""


def with_snippets(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """The same schema with what an editor may offer."""
    out = schema
    for path, snippets in SNIPPETS.get(name, {}).items():
        out = _with(out, path, snippets)
    return out


def _with(part: Any, path: tuple[str, ...], snippets: Sequence[Mapping[str, Any]]) -> Any:
    if not path:
        return {**part, "defaultSnippets": list(snippets)}
    return {**part, path[0]: _with(part[path[0]], path[1:], snippets)}
