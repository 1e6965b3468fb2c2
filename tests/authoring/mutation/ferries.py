"""Small rule sets with tables, whose mutants can be counted by hand."""

from __future__ import annotations

from pathlib import Path

RULES = """ruleset: ferry-hand
version: "1"
title: {zh: 渡船水手, en: ferry hand}
parameters:
  service:
    type: months
    label: {zh: 任职, en: service}
    value: 12
conditions:
  served:
    label: {zh: 累计任职, en: service}
    measure: {cumulative_months: {from: employments, where: {occupation: ferry-hand}}}
    at_least: {parameter: service}
questions:
  sail:
    label: {zh: 上船, en: sail}
    yes: {zh: 可以, en: may}
    no: {zh: 不可以, en: may not}
    all: [served]
"""
"""Its mutants: 11 or 13 months, the occupation tested no more, continuous instead of cumulative, nothing demanded."""

LABELS = {
    "parameters.service.value: 12 becomes 11",
    "parameters.service.value: 12 becomes 13",
    "conditions.served.measure: cumulative_months becomes continuous_months",
    "conditions.served.measure.cumulative_months.where: occupation: ferry-hand tested no more",
    "questions.sail.all: served dropped",
}

HEAD = """rule-test: ferry hands
ruleset: rules.yaml
question: sail
as_of: 2026-06-30
person:
  employments: [{occupation: ferry-hand, start: as_of - 5y}]
tables:
  - name: service
    rows:
"""
LONG = "      - {case: five years, expect: yes}\n"
NEVER = "      - {case: never, employments: [], expect: no}\n"
BOUND = "      - {case: a year, around: {employments.start: as_of - 12m}, expect: [yes, yes, no]}\n"
JUST_MORE = "      - {case: a month more, employments.start: as_of - 11m, expect: no}\n"
OTHER = "      - {case: a cook, employments.occupation: cook, expect: no}\n"
BROKEN = "      - {case: long ago, employments.end: as_of - 1y, expect: yes}\n"
ALL = LONG + NEVER + BOUND + JUST_MORE + OTHER + BROKEN


def written(folder: Path, rows: str, rules: str = RULES, head: str = HEAD) -> tuple[Path, Path]:
    """The rules and a table of rows, as files."""
    paths = folder / "rules.yaml", folder / "rules.cert-test.yaml"
    for path, text in zip(paths, (rules, head + rows)):
        path.write_text(text, encoding="utf-8")
    return paths


UNITS = """ruleset: ferry-hand
version: "1"
title: {zh: 渡船水手, en: ferry hand}
conditions:
  employed:
    label: {zh: 在岗, en: employed}
    measure: {count: {from: employments, where: {occupation: ferry-hand}}}
  near:
    label: {zh: 在省内单位, en: employed nearby}
    measure: {count: {from: employments, where: {occupation: ferry-hand, unit: {one_of: [provincial_branch]}}}}
  far:
    label: {zh: 在其他单位, en: employed elsewhere}
    measure:
      count:
        from: employments
        where: {occupation: ferry-hand, unit: {one_of: [professional_company, headquarters, other]}}
questions:
  sail:
    label: {zh: 上船, en: sail}
    yes: {zh: 可以, en: may}
    no: {zh: 不可以, en: may not}
    all:
      - employed
      - any: [near, far]
"""
"""Whoever is employed is so nearby or elsewhere; but where somebody is may not be known."""

EQUAL = """ruleset: ferry-hand
version: "1"
title: {zh: 渡船水手, en: ferry hand}
levels:
  2: {label: {zh: 二级, en: level 2}}
  1: {label: {zh: 一级, en: level 1}}
conditions:
  holds:
    label: {zh: 证书, en: certificate}
    measure:
      count:
        from: certificates
        where:
          programme: ferry-hand
          level: {at_or_above: this}
questions:
  sail:
    label: {zh: 上船, en: sail}
    yes: {zh: 可以, en: may}
    no: {zh: 不可以, en: may not}
    levels: [1]
    all: [holds]
"""
"""Only level 1 is asked for, and there is nothing above it."""

READINGS = """ruleset: ferry-hand
version: "1"
title: {zh: 渡船水手, en: ferry hand}
assumptions:
  S1:
    text: {zh: 须通过笔试, en: the written examination is needed}
    readings:
      practical: {zh: 实操亦可, en: the practical one does as well}
  S2:
    text: {zh: 分数为准, en: the score decides}
    readings:
      verdict: {zh: 结论为准, en: the verdict decides}
parameters:
  mark:
    type: mark
    label: {zh: 合格线, en: pass mark}
    supplied_by: {zh: 航务处, en: the office}
records:
  exams:
    from: results
    where:
      programme: ferry-hand
      component: {choose: S1, otherwise: written, practical: {one_of: [written, practical]}}
conditions:
  passed:
    label: {zh: 考试, en: examination}
    measure: {passing: exams, prefer: {choose: S2, otherwise: score, verdict: reported}}
    at_least: {parameter: mark}
questions:
  sail:
    label: {zh: 上船, en: sail}
    yes: {zh: 可以, en: may}
    no: {zh: 不可以, en: may not}
    all: [passed]
"""
"""A mark that is supplied, and readings within named records."""

DAYS = """ruleset: ferry-hand
version: "1"
title: {zh: 渡船水手, en: ferry hand}
conditions:
  holds:
    label: {zh: 证书, en: certificate}
    measure:
      count:
        from: certificates
        where:
          programme: ferry-hand
          issued: {counts_until: 2027-12-31}
questions:
  sail:
    label: {zh: 上船, en: sail}
    yes: {zh: 可以, en: may}
    no: {zh: 不可以, en: may not}
    all: [holds]
"""
"""Certificates count until a day that no case is on."""
