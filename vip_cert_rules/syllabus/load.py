"""From a syllabus file to a syllabus."""

from __future__ import annotations

import os

from vip_cert_rules.faults import RuleSetError
from vip_cert_rules.reading import RULE_FILE_LIMITS, Document, read_file, read_text
from vip_cert_rules.shapes import Refused, Report
from vip_cert_rules.syllabus.ids import check_ids
from vip_cert_rules.syllabus.language import SYLLABUS
from vip_cert_rules.syllabus.model import Syllabus


def load_syllabus(source: str | os.PathLike[str]) -> Syllabus:
    """The syllabus in a YAML or JSON file. Raises :class:`RuleSetError` with every fault of the file."""
    return structure_syllabus(read_file(source, RuleSetError, limits=RULE_FILE_LIMITS))


def load_syllabus_text(text: str | bytes, name: str) -> Syllabus:
    """The syllabus in a text; ``name`` stands for the file in faults."""
    return structure_syllabus(read_text(text, name, RuleSetError, limits=RULE_FILE_LIMITS))


def structure_syllabus(document: Document) -> Syllabus:
    """From a text read into plain values to a syllabus; every fault at once."""
    report = Report(document.place_of, document.key_places.get)
    syllabus = SYLLABUS.read(document.value, (), report)
    check_ids(document.value, report)
    if isinstance(syllabus, Refused) or report.faults:
        raise RuleSetError(report.in_order())
    return syllabus
