"""Functions written at load time. Only names of our own stand in their source; every value travels as a constant."""

from __future__ import annotations

import linecache
import weakref
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any

import attrs

_numbers = count(1)


def fields_of(self: Any) -> dict[str, Any]:
    """What of an instance is copied and pickled: its fields, not what was worked out from them.

    A generated function has no name that another process could find it by; it is made anew there when first needed.
    """
    return {field.name: getattr(self, field.name) for field in attrs.fields(type(self))}


def make_function(name: str, parameters: str, body: Sequence[str], constants: Mapping[str, Any]) -> Callable[..., Any]:
    """A function with this body. Its source shows in tracebacks and debuggers for as long as there is the function."""
    file = f"<vip_cert_rules {name} {next(_numbers)}>"
    lines = [f"def {name}({parameters}):", *(f"    {line}" for line in body)]
    source = "\n".join(lines) + "\n"
    namespace = dict(constants)
    exec(compile(source, file, "exec"), namespace)
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    function: Callable[..., Any] = namespace[name]
    weakref.finalize(function, linecache.cache.pop, file, None).atexit = False
    return function
