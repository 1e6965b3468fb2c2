"""What is said of a batch, in both languages."""

from __future__ import annotations

from vip_cert_rules.candidate.employed import NO_WORK
from vip_cert_rules.candidate.words import Unit
from vip_cert_rules.text import Lang, Text
from vip_cert_rules.wording.quantities import WORDS

COLUMNS = (
    Text("行号", "Line"),
    Text("人员", "Person"),
    Text("单位", "Unit"),
    Text("判定事项", "Question"),
    Text("结论", "Outcome"),
    Text("未满足或缺少", "In the way or missing"),
    Text("条款", "Clauses"),
    Text("采用的理解", "Assumptions"),
    Text("判定日期", "As of"),
    Text("规则集", "Rules"),
)
WIDTHS = (8, 14, 16, 28, 10, 60, 28, 24, 12, 26)
"""Of the columns, in characters."""
SHEET = Text("判定结果", "Decisions")

OUTCOMES = {
    "yes": Text("符合", "yes"),
    "no": Text("不符合", "no"),
    "unknown": Text("无法判定", "unknown"),
}
UNIT_UNKNOWN = Text("单位不明", "not known")
NOWHERE = Text("不在岗", "works nowhere")

DONE = Text(
    "共 {records} 条记录：判定 {people} 条，退回 {rejected} 条",
    "records: {records} · decided: {people} · rejected: {rejected}",
)
SUBJECT = Text(
    "{ruleset} {version} · {as_of} · 写入 {output}",
    "{ruleset} {version} · as of {as_of} · written to {output}",
)
REJECTED = Text("退回的记录及其错误见 {rejects}", "rejected records, with their faults, are in {rejects}")
WENT_ON = Text("从第 {line} 行之后继续", "went on after line {line}")
NOTES = Text("说明", "Notes")
BY_QUESTION = Text("按判定事项", "By question")
BY_UNIT = Text("按单位", "By kind of unit")
COUNTS = Text("{what}：{counts}", "{what}: {counts}")
COUNT = Text("{outcome} {count}", "{outcome} {count}")


def unit_in_words(unit: str | None, lang: Lang) -> str:
    """A kind of unit."""
    if unit is None:
        return UNIT_UNKNOWN.in_lang(lang)
    return NOWHERE.in_lang(lang) if unit == NO_WORK else WORDS[Unit][unit].in_lang(lang)
