"""A small rule set whose parts tests exchange, and people to ask about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vip_cert_rules import RuleSet, load_ruleset
from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.candidate.structure import structure_candidate

RULES = """\
ruleset: wharf-master
version: "1"
title: {zh: 码头主任, en: wharf master}
documents:
  act: {title: {zh: 码头条例, en: Wharf Act of 1990}, short: {zh: 码头条例, en: Wharf Act}}
levels:
  2: {label: {zh: 二等, en: second class}}
  1: {label: {zh: 一等, en: first class}}
parameters:
  hours: {type: hours, label: {zh: 学时, en: hours}, value: HOURS}
  validity: {type: months, label: {zh: 有效期, en: validity}, value: VALIDITY}
records:
  papers:
    from: certificates
    where:
      programme: wharf-master
      level: {at_or_above: this}
      expires: {reaches: as_of, computed_from: issued, months: {parameter: validity}}
conditions:
  trained:
    label: {zh: "培训满{required}", en: "{required} of training"}
    source: {document: act, clause: "3"}
    measure: {total: hours, of: {from: trainings, where: {programme: wharf-master, level: {exactly: this}}}}
    at_least: {parameter: hours}
  paper:
    label: {zh: 持有有效证书, en: holds a valid certificate}
    source: {document: act, clause: "4"}
    measure: {count: papers}
  served:
    label: {zh: 任职满一年, en: a year of service}
    source: {document: act, clause: "5"}
    measure: {continuous_months: {from: employments, where: {occupation: wharf-master}}}
    at_least: 12
questions:
  apply:
    label: {zh: "申报{level}", en: "apply for {level}"}
    yes: {zh: 可以申报, en: may apply}
    no: {zh: 不可申报, en: may not apply}
    all:
      - any:
          - {route: a, label: {zh: 途径一, en: route one}, all: [trained]}
          - {route: b, label: {zh: 途径二, en: route two}, all: [served]}
  hold:
    label: {zh: "持有{level}", en: "hold {level}"}
    yes: {zh: 持有, en: holds}
    no: {zh: 未持有, en: does not hold}
    all: [paper]
"""


def text(hours: str = "20", validity: str = "24", **changes: str) -> str:
    """The rule file, with other values; ``changes`` are further texts by what they take the place of."""
    out = RULES.replace("HOURS", hours).replace("VALIDITY", validity)
    for old, new in changes.items():
        assert old in out, old
        out = out.replace(old, new)
    return out


def rules(folder: Path, name: str, content: str) -> RuleSet:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    loaded = load_ruleset(path)
    assert isinstance(loaded, RuleSet)
    return loaded


def person(id_: str, **lists: Any) -> Candidate:
    known: dict[str, Any] = {"employments": [], "trainings": [], "certificates": []}
    return structure_candidate({"id": id_, **known, **lists})


def trained(hours: float, level: int = 2, completed: str = "2026-01-01") -> list[dict[str, Any]]:
    return [{"programme": "wharf-master", "level": level, "completed": completed, "hours": hours}]


def certified(issued: str, level: int = 2) -> list[dict[str, Any]]:
    return [{"programme": "wharf-master", "level": level, "issued": issued, "issuer": "group"}]


def working(unit: str | None = "other", start: str = "2026-01-01", end: str | None = None) -> list[dict[str, Any]]:
    return [{"occupation": "clerk", "unit": unit, "start": start, "end": end}]
