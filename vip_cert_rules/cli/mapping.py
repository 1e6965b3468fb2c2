"""``vip-cert mapping``: the shipped mappings, and the records that a mapping makes."""

from __future__ import annotations

import json
from collections.abc import Sequence

from vip_cert_rules.cli import output
from vip_cert_rules.cli.arguments import Arguments, add_reading
from vip_cert_rules.digest import plain
from vip_cert_rules.faults import Fault, InputError, nearest, show
from vip_cert_rules.mappings.load import load_mapping, shipped_mappings, shipped_text
from vip_cert_rules.mappings.people import read_records
from vip_cert_rules.text import Lang

ABOUT = """How records are made of what HR systems hold.

  list                        the shipped mappings
  show NAME                   the text of one: what your own begins with
  records INPUT... --mapping NAME|PATH
                              the records that a mapping makes, one a line in JSON, without deciding anything; every
                              fault is on standard error, at the cell it comes from

Exit status 0 means that every record could be made, 1 that some could not, 2 that an input is at fault."""

EXAMPLES = """  vip-cert mapping show odoo > our-odoo.yaml
  vip-cert mapping records staff.xlsx --mapping template
  vip-cert mapping records postgresql+psycopg://reader@hr/odoo --mapping our-odoo.yaml"""

ACTIONS = ("list", "show", "records")
MADE, SOME_AT_FAULT = 0, 1


def run(args: Sequence[str]) -> int:
    """Lists, shows or makes."""
    parser = Arguments(
        "mapping", ABOUT, EXAMPLES, "{list | show NAME | records INPUT... --mapping NAME|PATH} [--lang {zh,en}]"
    )
    parser.add_argument("action", nargs="?", metavar="{list,show,records}", help="what to do")
    parser.add_argument("names", nargs="*", metavar="NAME|INPUT", help="a shipped mapping; files, folders, databases")
    parser.add_argument("--mapping", metavar="NAME|PATH", help="how records are made of the inputs")
    add_reading(parser)
    given = parser.read(args)
    if given.action not in ACTIONS:
        if given.action is None:
            raise InputError(parser.need({"{list,show,records}": None}))
        message = f"{show(given.action)} cannot be done with mappings"
        raise InputError([Fault("unknown-command", "", message, nearest(given.action, ACTIONS))])
    if given.action == "list":
        return _list(Lang(given.lang))
    faults = parser.need({"NAME" if given.action == "show" else "INPUT": given.names or None})
    if given.action == "show":
        known = shipped_mappings()
        faults += [
            Fault("unknown-mapping", "NAME", f"there is no shipped mapping {show(name)}", nearest(name, known))
            for name in given.names
            if name not in known
        ]
    else:
        faults += parser.need({"--mapping": given.mapping})
    if faults:
        raise InputError(faults)
    if given.action == "show":
        for name in given.names:
            output.say_document(shipped_text(name).rstrip("\n"))
        return MADE
    return _records(given.names, given.mapping)


def _list(lang: Lang) -> int:
    width = max(map(len, shipped_mappings()))
    for name in shipped_mappings():
        about = load_mapping(name).about
        output.say(f"{name:<{width}}  {'' if about is None else about.in_lang(lang)}".rstrip())
    return MADE


def _records(inputs: Sequence[str], mapping: str) -> int:
    status = MADE
    for one in read_records(inputs, mapping=mapping):
        if one.record is None:
            output.complain_of(InputError(one.faults))
            status = SOME_AT_FAULT
        else:
            output.say_document(json.dumps(plain(one.record), ensure_ascii=False))
    return status
