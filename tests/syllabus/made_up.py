"""A small invented syllabus, with made-up statuses of its modules, and rules that have a question `trained`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from vip_cert_rules import Progress, Status, load_syllabus
from vip_cert_rules.decision.progress import progress_from

KEEPER = Path(__file__).parent / "faults" / "good.yaml"

TRAINED = """\
ruleset: lighthouse
version: "1"
title: {zh: 守灯人, en: lighthouse keepers}
documents:
  handbook: {title: {zh: 灯塔手册, en: lighthouse handbook}}
records:
  courses: {from: trainings, where: {programme: {is: lighthouse}}}
conditions:
  course:
    label: {zh: 培训, en: training}
    measure: {count: courses}
questions:
  trained:
    label: {zh: 是否完成培训, en: trained}
    yes: {zh: 已完成培训, en: is trained}
    no: {zh: 未完成培训, en: is not trained}
    source: {document: handbook}
    all: [course]
"""


def made_up(statuses: Mapping[str, Status]) -> Progress:
    """The invented syllabus with these statuses."""
    return progress_from(load_syllabus(KEEPER), statuses, "lighthouse")
