"""``vip-cert template``: the workbook to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vip_cert_rules.cli import output
from vip_cert_rules.cli.arguments import LANGUAGES, Arguments, add_words
from vip_cert_rules.faults import Fault, InputError
from vip_cert_rules.mappings.template import write_template
from vip_cert_rules.text import Lang

ABOUT = """Write the workbook (XLSX) to fill in: a sheet for the people, one for each list of the record, and one that
says which lists are complete. Filled in, `vip-cert batch FILE --mapping template` decides about everybody in it."""

EXAMPLES = """  vip-cert template staff.xlsx
  vip-cert template staff.xlsx --lang en"""


def run(args: Sequence[str]) -> int:
    """Writes the workbook, where there is no file yet."""
    parser = Arguments("template", ABOUT, EXAMPLES, "FILE [--lang {zh,en}]")
    parser.add_argument("file", nargs="?", metavar="FILE", help="the workbook to write, as .xlsx")
    add_words(parser, "--lang", LANGUAGES, "zh", "the language of the headers")
    given = parser.read(args)
    faults = parser.need({"FILE": given.file})
    target = Path(given.file or "")
    if not faults:
        if target.suffix.lower() != ".xlsx":
            faults.append(Fault("wrong-suffix", "FILE", f"`{target}` is no XLSX file by its name"))
        elif target.exists():
            faults.append(Fault("file-exists", "FILE", f"`{target}` is there already", "choose another file"))
    if faults:
        raise InputError(faults)
    write_template(target, Lang(given.lang))
    output.say(output.printable(f"written to {target}"))
    return 0
