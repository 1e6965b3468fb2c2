"""Every fault code, found in the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import attrs

from docs.generating.table import code, table

PACKAGE = Path(__file__).resolve().parents[2] / "vip_cert_rules"


@attrs.frozen(order=True)
class _Told:
    code: str
    room: str
    message: str


def faults() -> str:
    """Every fault code that the package can report, found in its source."""
    found: dict[tuple[str, str], list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for told in _faults_in(ast.parse(path.read_text(encoding="utf-8")), room):
            messages = found.setdefault((told.code, told.room), [])
            if told.message and told.message not in messages:
                messages.append(told.message)
    rows = [[code(name), code(room), "; ".join(found[name, room][:3])] for name, room in sorted(found)]
    return table(["code", "found by", "says, for example"], rows)


def _faults_in(tree: ast.Module, room: str) -> Iterator[_Told]:
    for scope in ast.walk(tree):
        if not isinstance(scope, (ast.FunctionDef, ast.Module)):
            continue
        inner = list(_own_nodes(scope))
        assigned = [
            (node.lineno, node.targets[0].id, node.value)
            for node in inner
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        ]
        for node in inner:
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            at = {"Fault": 0, "add": 0, "Beside": 1}.get(name)
            if at is None or len(node.args) <= at:
                continue
            first = node.args[at]
            if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
                continue
            if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", first.value):
                continue
            message = node.args[at + 2] if name != "Beside" and len(node.args) > at + 2 else None
            if isinstance(message, ast.Name):
                earlier = [(line, value) for line, name, value in assigned if name == message.id and line < node.lineno]
                message = max(earlier, key=lambda pair: pair[0])[1] if earlier else None
            yield _Told(first.value, room, _template(message))


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """What is within a scope and not within a function in it."""
    for node in ast.iter_child_nodes(scope):
        if not isinstance(node, ast.FunctionDef):
            yield node
            yield from _own_nodes(node)


def _template(message: ast.expr | None) -> str:
    if isinstance(message, ast.Constant):
        return str(message.value)
    if isinstance(message, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "…" for part in message.values)
        return "".join(str(part) for part in parts).replace("`", "'")
    return ""
