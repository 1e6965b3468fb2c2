"""A small mapping, for tests of what stands around it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vip_cert_rules.faults import InputError
from vip_cert_rules.mappings.load import structure_mapping
from vip_cert_rules.mappings.model import RecordMapping
from vip_cert_rules.mappings.people import MappedRecord, read_records
from vip_cert_rules.reading import read_text

SMALL = """
mapping: small
version: "1.0"
people: {table: people, key: no}
lists:
  results:
    complete: true
    from:
      - table: exams
        key: [no, number]
        fields:
          programme: {constant: vip-service-manager}
          level: level
          component: {column: paper, values: {笔试: written, 面试: interview}}
          taken: {column: day, dates: [YYYY/M/D, YYYY-MM-DD]}
          score: mark
          passed: {column: verdict, values: {合格: true, 不合格: false}, nulls: [缺考]}
"""


def mapping_of(text: str) -> RecordMapping:
    return structure_mapping(read_text(text, "own.yaml", InputError))


def read(*inputs: Path | str, text: str = SMALL) -> list[MappedRecord]:
    return [*read_records(inputs, mapping=mapping_of(text))]


def faults_of(one: MappedRecord) -> list[tuple[str, str, str]]:
    return [(fault.code, fault.path, str(fault.place)) for fault in one.faults]


def entry(**given: Any) -> dict[str, Any]:
    out = {"programme": "vip-service-manager", "level": 3, "component": "written", "score": None, "passed": None}
    return out | given
