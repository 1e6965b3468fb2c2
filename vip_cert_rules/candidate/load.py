"""Reading a person's record from a file."""

from __future__ import annotations

import os

from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.candidate.structure import structure_candidate
from vip_cert_rules.faults import InputError
from vip_cert_rules.reading import read_file


def load_candidate(path: str | os.PathLike[str]) -> Candidate:
    """The candidate whose record is in a YAML or JSON file. Raises :class:`InputError` with every fault."""
    document = read_file(path, InputError)
    return structure_candidate(document.value, document)
