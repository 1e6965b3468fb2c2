"""``vip-cert fmt``: one layout for the files of authors."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from vip_cert_rules.authoring.formatting.format import Formatted, format_text, is_ours, write_formatted
from vip_cert_rules.cli import output
from vip_cert_rules.cli.arguments import Arguments, add_words
from vip_cert_rules.cli.sources import STDIN, open_source
from vip_cert_rules.faults import Fault, InputError, reason_of
from vip_cert_rules.text import Lang, Text

ABOUT = """Lay out rule sets, overlays, syllabuses and rule tests in one way: indentation, spaces, blank lines, lists
that do not fit their line. What they say stays as it is, and so does every comment; a file of which that cannot be
shown is left alone, and said so. Braces or lines, quotes and the order of keys are the author's.

PATH is a YAML file, or a folder that is searched for rule sets, overlays, syllabuses and rule tests (default: here);
- reads standard input and writes to standard output. Needs the extra `author` (ruamel.yaml).

Exit status 0 means that all files are laid out now, 1 with --check or --diff that some are not, 2 that a file is at
fault."""

EXAMPLES = """  vip-cert fmt
  vip-cert fmt rules --check
  vip-cert fmt own.yaml --diff"""

DONE, NOT_LAID_OUT = 0, 1
CHANGED = Text("已排版：{file}", "laid out: {file}")
TO_CHANGE = Text("需要排版：{file}", "not laid out: {file}")
SUMMARY = Text("共 {count} 个文件，{changed} 个有改动", "files: {count}, changed: {changed}")
SUMMARY_OF_CHECK = Text("共 {count} 个文件，{changed} 个需要排版", "files: {count}, not laid out: {changed}")


def run(args: Sequence[str]) -> int:
    """Lays the files out, or says which are not."""
    parser = Arguments("fmt", ABOUT, EXAMPLES, "[PATH]... [--check] [--diff] [--lang {zh,en}]")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, or folders of them; - for standard input")
    parser.add_argument("--check", action="store_true", help="write nothing; say which files are not laid out")
    parser.add_argument("--diff", action="store_true", help="write nothing; show what would change")
    add_words(parser, "--lang", ("zh", "en"), "zh", "the language of what is said")
    given = parser.read(args)
    lang = Lang(given.lang)
    paths = given.paths or ["."]
    if "-" in paths:
        if len(paths) > 1:
            raise InputError([Fault("contradiction", "PATH", "standard input beside other files")])
        return _of_stdin(check=given.check, diff=given.diff)
    faults: list[Fault] = []
    count = changed = 0
    for formatted in _formatted(paths, faults):
        count += 1
        if not formatted.has_changed:
            continue
        changed += 1
        if given.diff:
            output.say(output.printable(_diff(formatted), lines=True))
        elif given.check:
            output.say(TO_CHANGE.say(lang, file=output.printable(formatted.name)))
        else:
            try:
                write_formatted(formatted)
            except OSError as cause:
                faults.append(_unwritable(formatted.name, cause))
                continue
            output.say(CHANGED.say(lang, file=output.printable(formatted.name)))
    looks_only = given.check or given.diff
    output.say((SUMMARY_OF_CHECK if looks_only else SUMMARY).say(lang, count=count, changed=changed))
    if faults:
        output.flush()
        raise InputError(faults)
    return NOT_LAID_OUT if looks_only and changed else DONE


def _of_stdin(*, check: bool, diff: bool) -> int:
    source = open_source("-")
    formatted = format_text(source.text or "", STDIN)
    if diff and formatted.has_changed:
        output.say(output.printable(_diff(formatted), lines=True))
    elif not check and not diff:
        sys.stdout.write(formatted.after)
    return NOT_LAID_OUT if (check or diff) and formatted.has_changed else DONE


def _formatted(paths: Sequence[str], faults: list[Fault]) -> Iterator[Formatted]:
    """Every file that is meant, in the layout. What is wrong with one is kept, and the others go on."""
    for path, is_meant in _files(paths, faults):
        try:
            text = path.read_bytes()
        except OSError as cause:
            faults.append(Fault("unreadable", "PATH", f"`{path}` cannot be read: {reason_of(cause)}"))
            continue
        if not is_meant and not is_ours(text, str(path)):
            continue
        try:
            yield format_text(text, str(path))
        except InputError as error:
            faults += error.faults


def _files(paths: Sequence[str], faults: list[Fault]) -> Iterator[tuple[Path, bool]]:
    """The files, each with whether it was meant by its name; those of folders by name, without hidden ones."""
    for word in paths:
        try:
            if os.path.isdir(word):
                yield from ((path, False) for path in _within(word))
            elif os.path.isfile(word):
                yield Path(word), True
            elif os.path.exists(word):
                faults.append(Fault("unreadable", "PATH", f"`{word}` is neither a file nor a folder"))
            else:
                faults.append(Fault("unreadable", "PATH", f"`{word}` cannot be read: no such file or directory"))
        except ValueError:
            faults.append(Fault("unreadable", "PATH", f"{word!r} cannot be read: no file can have that name"))


def _within(folder: str) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith((".yaml", ".yml")) and not name.startswith("."):
                yield Path(where, name)


def _diff(formatted: Formatted) -> str:
    lines = difflib.unified_diff(
        formatted.before.splitlines(), formatted.after.splitlines(), formatted.name, formatted.name, lineterm=""
    )
    return "\n".join(lines)


def _unwritable(name: str, cause: OSError) -> Fault:
    return Fault("unwritable", "PATH", f"`{name}` cannot be written: {reason_of(cause)}")
