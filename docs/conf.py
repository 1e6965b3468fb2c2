"""How Sphinx builds the documentation: ``sphinx-build -W -n docs docs/_build``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pygments.lexers.shell import BashSessionLexer

ROOT = Path(__file__).resolve().parent.parent

project = "vip_cert_rules"
author = "the authors of vip_cert_rules"
project_copyright = f"2026, {author}"
_VERSION = re.search(r'__version__ = "(.+)"', (ROOT / "vip_cert_rules" / "__init__.py").read_text(encoding="utf-8"))
assert _VERSION is not None
release = _VERSION[1]

extensions = ["myst_parser"]
html_theme = "furo"
html_title = f"vip_cert_rules {release}"
exclude_patterns = ["_build"]
myst_heading_anchors = 3

_OUTSIDE = re.compile(r"\[([^\]]+)\]\((?:\.\./)+([A-Z]+(?:\.zh)?\.md)(?:#[^)]*)?\)")


def _name_files_outside(_app: Any, _name: str, content: list[str]) -> None:
    """The pages at the top of the project are not part of the built documentation: it names them, without a link."""
    content[0] = _OUTSIDE.sub(r"\1 (`\2`)", content[0])


class _Console(BashSessionLexer):
    """Commands after ``$ `` and what they print, which may begin with ``#``: that is no prompt of ours."""

    _ps1rgx = re.compile(r"^(\$ )(.*\n?)")


def setup(app: Any) -> None:
    """Called by Sphinx."""
    app.add_lexer("console", _Console)
    app.connect("source-read", _name_files_outside)
