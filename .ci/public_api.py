"""Holds the public names against those of an earlier commit: ``python .ci/public_api.py TAG``.

What is no longer there, or takes other arguments, is printed, and the exit status is 1. Names that are not public may
change.
"""

from __future__ import annotations

import sys

import griffe

PACKAGE = "vip_cert_rules"


def main(tag: str) -> int:
    """Compares, and tells."""
    before, now = griffe.load_git(PACKAGE, ref=tag), griffe.load(PACKAGE)
    public = {one.target_path for one in _public(before).values()}
    broken = [
        one.explain()
        for one in griffe.find_breaking_changes(before, now)
        if one.obj.path in public or one.obj.parent.path in public or one.obj.path == PACKAGE
    ]
    gone = sorted({*_public(before)} - {*_public(now)})
    for line in [*broken, *(f"{name} is no public name any more" for name in gone)]:
        sys.stdout.write(f"{line}\n")
    return 1 if broken or gone else 0


def _public(package: griffe.Module) -> dict[str, griffe.Alias]:
    """The names that the package imports for others: those of ``__all__``, and those that need an extra."""
    return {
        name: one
        for name, one in package.members.items()
        if isinstance(one, griffe.Alias) and one.target_path.startswith(f"{PACKAGE}.") and not name.startswith("_")
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
