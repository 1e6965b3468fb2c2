"""Something wrong in an input, and the exceptions that carry it.

A check yields faults and says only what it knows; formatting is apart from raising. ``code``, ``path`` and ``place``
are API, the wording of ``message`` and ``help`` is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

Path = tuple[str | int, ...]
"""Where a value sits in its document: keys and list positions, outermost first."""

_SHOWN = 60


@attrs.frozen
class Place:
    """A position in a text: file name as the caller gave it, line and column counted from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@attrs.frozen
class Fault:
    """One thing wrong in an input.

    ``code`` is a stable kebab-case word; ``path`` names the value (``results[2].score``; empty for the whole document);
    ``message`` says what is wrong, with the value shown; ``help`` says what to do; ``place`` is known for texts only.
    """

    code: str
    path: str
    message: str
    help: str | None = None
    place: Place | None = None

    def __str__(self) -> str:
        head = ": ".join(part for part in (str(self.place) if self.place else "", self.path, self.message) if part)
        return _encodable(head if self.help is None else f"{head}\n    help: {self.help}")


class VipCertRulesError(Exception):
    """The base of every error this package raises on purpose. ``faults`` holds all that was found, in order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return render_faults(self.faults)


class InputError(VipCertRulesError):
    """The record, the call, its parameters or its overlays are at fault; nothing was evaluated."""


class RuleSetError(VipCertRulesError):
    """A rule file is at fault; no rule set was made of it."""


class EngineUnavailable(VipCertRulesError):
    """The engine that was asked for does not work in this interpreter."""


class EngineDisagreement(VipCertRulesError):
    """Two engines concluded differently from the same measurements; no answer is given."""


def render_faults(faults: Sequence[Fault]) -> str:
    """All faults, one after the other, with their number at the end when there is more than one."""
    lines = [str(fault) for fault in faults]
    if len(faults) > 1:
        lines.append(f"{len(faults)} faults")
    return "\n".join(lines)


def render_path(path: Path) -> str:
    """``("results", 2, "score")`` as ``results[2].score``."""
    out = ""
    for part in path:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else part
    return out


def reason_of(cause: Exception) -> str:
    """Why the system refused something, as a fault says it."""
    return (getattr(cause, "strerror", None) or "the system gives no reason").lower()


def show(value: object) -> str:
    """A value as an error message shows it: as JSON writes it, shortened if long."""
    if value is None:
        text = "null"
    elif isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, str):
        text = f"`{value[: _SHOWN + 1]}`"
    elif isinstance(value, int) and value.bit_length() > 200:
        return "a number of more than 60 digits"
    elif isinstance(value, Mapping):
        return "a mapping" if value else "an empty mapping"
    elif isinstance(value, (list, tuple)):
        return "a list" if value else "an empty list"
    else:
        try:
            text = str(value)
        except ValueError:  # somewhere in it is a number of more digits than Python writes
            return f"a {type(value).__name__}"
    text = _encodable(text)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…" + ("`" if text.startswith("`") else "")


def _encodable(text: str) -> str:
    """The same text; half of a surrogate pair, which cannot be printed, as its escape."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def key_text(key: object) -> str:
    """A key of a mapping as it stands in paths."""
    return key if isinstance(key, str) else show(key)


def nearest(word: object, known: Iterable[str]) -> str | None:
    """A help line with the nearest spelling among ``known`` and the list of them; no spelling for what is no text."""
    import difflib  # only a fault needs it: no sound decision waits for it to load

    names = [str(name) for name in known]
    if not names:
        return None
    listed = ", ".join(f"`{name}`" for name in names[:20]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")
    close = difflib.get_close_matches(word[:100], names, n=1, cutoff=0.6) if isinstance(word, str) else []
    if close and len(names) == 1:
        return f"did you mean `{close[0]}`?"
    return f"did you mean `{close[0]}`? known here: {listed}" if close else f"known here: {listed}"
