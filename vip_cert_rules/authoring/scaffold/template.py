"""The texts of a new rule set and of its tests, in the language of whoever is to edit them.

Both are whole from the start: the rule set loads, every case passes, every condition is shown to decide by itself, and
no change of one rule goes unnoticed. What is in them is there to be replaced.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from string import Template

from vip_cert_rules.text import Lang, Text
from vip_cert_rules.wording.quantities import level_in_words

SCHEMAS = "schemas"
"""The folder beside the files in which the schemas are that editors read."""

_COMMENTS = {
    "head": Text(
        "请把［文件名称］、条款号和各项数值换成文件的规定，随改随用 vip-cert test 检验。",
        "Replace the document, the clauses and the values by your own; run `vip-cert test` after each change.",
    ),
    "levels": Text("由低到高，1为最高", "the lowest first; 1 is the highest"),
    "values": Text("文件规定的数值；各单位可另行规定", "The numbers of the documents; an organisation may set each."),
    "records": Text("哪些记录有效", "Which records come into question."),
    "conditions": Text("计量什么、应达到多少、依据哪一条", "What is measured, the bound, the clause."),
    "questions": Text("可以询问的事项", "What can be asked."),
    "tests": Text(
        "每行只改动所要检验的事实，其余同 person；日期以 as_of 为基准。",
        "A row changes only what it is about, all else is as in `person`; days count from `as_of`.",
    ),
}  # fmt: skip

_RULES = Template("""\
# yaml-language-server: $$schema=./$schemas/ruleset.schema.json
# $head

ruleset: $name
version: "1"
title:
  zh: $title_zh
  en: $title_en

documents:
  standard:
    title: {zh: ［文件名称］, en: "[title of the document]"}
    short: {zh: 《标准》, en: standard}
$levels
# $values
parameters:
  training_hours:
    type: hours
    label: {zh: 培训学时, en: hours of training}
    source: {document: standard, clause: "1"}
    $hours
  validity_months:
    type: months
    label: {zh: 证书有效期, en: validity of certificates}
    source: {document: standard, clause: "2"}
    value: 24

# $records
records:
  valid-certificates:
    from: certificates
    where:
      programme: $name
$certificate_level      issuer: group
      revoked: {later_than: as_of}
      expires: {reaches: as_of, computed_from: issued, months: {parameter: validity_months}}

# $conditions
conditions:
  training:
    label: {zh: "$of_level培训不少于{required}", en: "at least {required} of training$for_level"}
    source: {document: standard, clause: "1"}
    measure: {total: hours, of: {from: trainings, where: {programme: $name$training_level}}}
    at_least: {parameter: training_hours}

$prior  certificate:
    label: {zh: "持有$required_level_zh有效证书", en: "holds a valid certificate$required_level_en"}
    source: {document: standard, clause: "2"}
    measure: {count: valid-certificates}

# $questions
questions:
  apply:
    label: {zh: "申报$of_level认证", en: "apply for certification$at_level"}
    yes: {zh: "符合$of_level认证申报条件", en: "may apply for certification$at_level"}
    no: {zh: "不符合$of_level认证申报条件", en: "may not apply for certification$at_level"}
    source: {document: standard, clause: "1"}
    all: $demands

  hold:
    label: {zh: "持有$of_level证书", en: "hold a certificate$for_level"}
    yes: {zh: "持有$of_level有效证书", en: "holds a valid certificate$for_level"}
    no: {zh: "未持有$of_level有效证书", en: "holds no valid certificate$for_level"}
    source: {document: standard, clause: "2"}
    all: [certificate]
""")

_PRIOR = """\
  prior-certificate:
    label: {zh: "持有{required_level}及以上有效证书", en: "holds a valid certificate of {required_level} or above"}
    source: {document: standard, clause: "1"}
    level: below
    measure: {count: valid-certificates}

"""

_TESTS = Template("""\
# yaml-language-server: $$schema=./$schemas/rule-test.schema.json
# $tests

rule-test: $title_both
ruleset: $file
as_of: 2026-01-01

person:
  id: P1
  trainings:
$trainings
  certificates: [{programme: $name, level: $certified, issued: as_of - 1y, issuer: group}]

tables:
  - name: 1 培训 (training)
    clause: "1"
    question: apply
    rows:
      - {case: 学时刚好 (the hours on the bound)$each, expect: yes, status: {training: met}}
      - {case: 学时不够 (an hour short)$short$each, expect: no, unmet: [training]}
      - {case: 学时有余 (more than enough)$more$each, expect: yes}
      - case: 两次培训累计 (two courses add up)
        $split
        expect: yes
      - {case: 其他项目 (of another programme), "trainings[0].programme": another-programme$level, expect: no}
$other_level      - {case: 没有培训 (none), trainings: []$each, expect: no}
      - {case: 培训情况不明 (not known), trainings: null$each, expect: unknown, missing: [trainings]}
$prior
  - name: 2 证书 (certificates)
    clause: "2"
    question: hold
    rows:
      - {case: 两年有效 (two years valid)$level, around: {certificates.issued: as_of - 2y}, expect: [no, yes, yes]}
      - {case: 发证当日起 (from the day of issue)$level, around: {certificates.issued: as_of}, expect: [yes, yes, no]}
      - {case: 注明有效期 (a stated expiry)$level, around: {certificates.expires: as_of}, expect: [no, yes, yes]}
      - {case: 撤销当日起 (revoked)$level, around: {certificates.revoked: as_of}, expect: [no, no, yes]}
      - {case: 颁发单位 (the issuer)$level, each: {certificates.issuer: [group, province]}, expect: [yes, no]}
      - {case: 其他项目 (of another programme)$level, certificates.programme: another-programme, expect: no}
$levels      - {case: 没有证书 (none), certificates: []$each, expect: no, unmet: [certificate]}
      - {case: 证书情况不明 (not known), certificates: null$each, expect: unknown, missing: [certificates]}
""")

_TESTS_OF_PRIOR = Template("""\

  - name: 1 下级证书 (the certificate of the next lower level)
    clause: "1"
    question: apply
    rows:
      - {case: 没有证书 (none), certificates: []$each_upper, expect: no, unmet: [prior-certificate]}
      - {case: 证书情况不明 (not known), certificates: null$each_upper, expect: unknown, missing: [certificates]}
      - {case: 证书等级 (its level), level: $above, each: {certificates.level: [$lowest, $above]}, expect: yes}
$two_below""")


def rules_text(name: str, title: Text, levels: Sequence[int], lang: Lang) -> str:
    """The rule file of a programme; ``levels`` the lowest first, none for a programme without."""
    several = len(levels) > 1
    labels = "".join(
        f"  {level}: {{label: {{zh: {level_in_words(level, Lang.ZH)}, en: {level_in_words(level, Lang.EN)}}}}}\n"
        for level in levels
    )
    hours = f"values: {{{', '.join(f'{level}: 24' for level in levels)}}}" if levels else "value: 24"
    prior = f"[training, {{choose: level, {levels[0]}: [], otherwise: prior-certificate}}]" if several else "[training]"
    return _RULES.substitute(
        {word: text.in_lang(lang) for word, text in _COMMENTS.items()},
        schemas=SCHEMAS,
        name=name,
        title_zh=_scalar(title.zh),
        title_en=_scalar(title.en),
        levels=f"\nlevels: # {_COMMENTS['levels'].in_lang(lang)}\n{labels}" if levels else "",
        hours=hours,
        certificate_level="      level: {at_or_above: required}\n" if levels else "",
        training_level=", level: {exactly: this}" if levels else "",
        prior=_PRIOR if several else "",
        demands=prior,
        of_level="{level}" if levels else "",
        at_level=" at {level}" if levels else "",
        for_level=" of {level}" if levels else "",
        required_level_zh="{required_level}及以上" if levels else "",
        required_level_en=" of {required_level} or above" if levels else "",
    )


def tests_text(name: str, file: str, title: Text, levels: Sequence[int], lang: Lang) -> str:
    """The file of rule tests for that rule file."""
    every: list[int | None] = [*levels] or [None]
    lowest, highest = (levels[0], levels[-1]) if levels else (None, None)
    trainings = "\n".join(
        f"    - {{programme: {name}, level: {_number(level)}, completed: as_of - 1y, hours: 24}}" for level in every
    )

    def hours(number: str) -> str:
        return "".join(f', "trainings[{i}].hours": {number}' for i in range(len(every)))

    second = f"{{programme: {name}, level: {_number(lowest)}, completed: as_of, hours: 0.01}}"
    split = f'"trainings[0].hours": 23.99\n        "trainings[{len(every)}]": {second}'
    if levels:
        split += f"\n        level: {lowest}"
    return _TESTS.substitute(
        tests=_COMMENTS["tests"].in_lang(lang),
        schemas=SCHEMAS,
        name=name,
        file=file,
        title_both=_scalar(f"{title.zh} / {title.en}"),
        trainings=trainings,
        certified=_number(highest),
        each=_each(levels),
        level=f", level: {lowest}" if levels else "",
        short=hours("23.99"),
        more=hours("30"),
        split=split,
        other_level=_other_level(levels),
        prior=_tests_of_prior(levels),
        levels=_levels(levels),
    )


def _other_level(levels: Sequence[int]) -> str:
    if not levels:
        return ""
    other = levels[1] if len(levels) > 1 else levels[0] - 1 or 2
    row = f'"trainings[0].level": {other}, level: {levels[0]}, expect: no'
    return f"      - {{case: 其他等级 (of another level), {row}}}\n"


def _levels(levels: Sequence[int]) -> str:
    """Who holds a level holds every lower one."""
    if not levels:
        return ""
    rows = []
    for one in levels:
        answers = ["yes" if level >= one else "no" for level in levels]
        told = answers[0] if len(set(answers)) == 1 else f"[{', '.join(answers)}]"
        name = f"持有{level_in_words(one, Lang.ZH)}证书 (a certificate of {level_in_words(one, Lang.EN)})"
        rows.append(f"      - {{case: {name}, certificates.level: {one}{_each(levels)}, expect: {told}}}\n")
    if len(levels) == 1:
        (level,) = levels
        beside: list[tuple[int | None, str]] = [(level - 1, "yes")] if level > 1 else []
        beside.append((level + 1 if level < 9 else None, "no"))
        held = ", ".join(_number(number) for number, _word in beside)
        expected = ", ".join(word for _number_of, word in beside)
        told = f"each: {{certificates.level: [{held}]}}, expect: [{expected}]"
        rows.append(f"      - {{case: 其他等级的证书 (certificates of other levels), level: {level}, {told}}}\n")
    return "".join(rows)


def _tests_of_prior(levels: Sequence[int]) -> str:
    if len(levels) < 2:
        return ""
    two_below = ""
    if len(levels) > 2:
        row = f"level: {levels[2]}, each: {{certificates.level: [{levels[0]}, {levels[1]}]}}, expect: [no, yes]"
        two_below = f"      - {{case: 再下一级不够 (one lower is not enough), {row}}}\n"
    return _TESTS_OF_PRIOR.substitute(
        each_upper=_each(levels[1:]), above=levels[1], lowest=levels[0], two_below=two_below
    )


def _each(levels: Sequence[int]) -> str:
    if not levels:
        return ""
    return f", level: {levels[0]}" if len(levels) == 1 else f", each: {{level: [{', '.join(map(str, levels))}]}}"


def _number(level: int | None) -> str:
    return "null" if level is None else str(level)


def _scalar(text: str) -> str:
    """A text as a scalar, in double quotes wherever something in it might be taken for more than text."""
    return json.dumps(text, ensure_ascii=False)
