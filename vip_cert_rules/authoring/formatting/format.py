"""Formats a text, and shows that nothing but its layout is another."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import attrs

from vip_cert_rules.authoring.formatting.comments import comments_of
from vip_cert_rules.authoring.formatting.layout import laid_out
from vip_cert_rules.digest import exact
from vip_cert_rules.faults import Fault, InputError
from vip_cert_rules.reading import RULE_FILE_LIMITS, Format, read_text

OURS = ("ruleset", "overlay", "rule-test", "syllabus")
"""A file that says one of these at its top is one of ours."""


@attrs.frozen
class Formatted:
    """A text as it was and in the layout."""

    name: str
    before: str
    after: str

    @property
    def has_changed(self) -> bool:
        """Whether the layout was another."""
        return self.before != self.after


def is_ours(text: str | bytes, name: str) -> bool:
    """Whether a text is a rule set, an overlay, a syllabus or a file of rule tests; what cannot be read may be."""
    try:
        value = read_text(text, name, InputError, Format.YAML, RULE_FILE_LIMITS).value
    except InputError:
        return True
    return isinstance(value, dict) and any(word in value for word in OURS)


def format_text(text: str | bytes, name: str) -> Formatted:
    """A YAML text in the layout. ``name`` stands for the file in faults.

    Raises :class:`InputError` where it is no YAML that our readers take, and where it cannot be laid out without
    touching what it says or losing a comment: then it has to stay as it is.
    """
    document = read_text(text, name, InputError, Format.YAML, RULE_FILE_LIMITS)
    before = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
    plain = before.replace("\r\n", "\n")
    if not comments_of(plain) and document.value is None:
        return Formatted(name, before, before)
    try:
        after = laid_out(plain)
        after = laid_out(after)  # what moved a comment once may move it again
    except InputError:
        raise
    except Exception as cause:
        reason = str(cause).splitlines()[0] if str(cause) else type(cause).__name__
        raise InputError([Fault("not-laid-out", name, f"cannot be laid out: {reason}")]) from cause
    if exact(read_text(after, name, InputError, Format.YAML, RULE_FILE_LIMITS).value) != exact(document.value):
        raise InputError([Fault("not-laid-out", name, "cannot be laid out without touching what it says")])
    lost = [comment for comment in comments_of(plain) if comment not in comments_of(after)]
    if comments_of(after) != comments_of(plain):
        which = f": `{lost[0]}`" if lost else ""
        hint = "comments within braces are the usual cause; put them on lines above"
        message = f"cannot be laid out without losing or moving a comment{which}"
        raise InputError([Fault("not-laid-out", name, message, hint)])
    return Formatted(name, before, after)


def write_formatted(formatted: Formatted) -> None:
    """Puts the file in the place of the old one, at once and with its permissions. Raises :class:`OSError`."""
    target = Path(os.path.realpath(formatted.name))
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(formatted.after)
        shutil.copymode(target, temporary)
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
