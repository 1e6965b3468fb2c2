"""``vip-cert schema``: the JSON Schemas."""

from __future__ import annotations

import json
from collections.abc import Sequence

from vip_cert_rules.cli import output
from vip_cert_rules.cli.arguments import Arguments, braced, one_of
from vip_cert_rules.faults import InputError
from vip_cert_rules.schemas import NAMES, schema

ABOUT = """Print a JSON Schema (draft-07): of the record, the decision, the rule language, overlays, a syllabus,
rule tests or a mapping.

The same files are in the package, in vip_cert_rules/schemas, for editors to refer to."""

EXAMPLES = """  vip-cert schema candidate > candidate.schema.json
  vip-cert schema ruleset"""


def run(args: Sequence[str]) -> int:
    """Prints one schema."""
    parser = Arguments("schema", ABOUT, EXAMPLES, braced(NAMES))
    parser.add_argument("name", nargs="?", type=one_of(NAMES), metavar=braced(NAMES), help="which schema")
    given = parser.read(args)
    faults = parser.need({braced(NAMES): given.name})
    if faults:
        raise InputError(faults)
    output.say_document(json.dumps(schema(given.name), ensure_ascii=False, indent=2))
    return 0
