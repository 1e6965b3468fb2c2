"""What a re-check says of a decision document that does not hold, in both languages, by code."""

from __future__ import annotations

from collections.abc import Mapping

from vip_cert_rules.text import Text

MISMATCHES: Mapping[str, Text] = {
    # structure
    "missing-key": Text("缺少 {name}", "{name} is missing"),
    "unknown-key": Text("判定文档中没有 {name} 这一项", "there is no {name} in a decision document"),
    "wrong-value": Text("此处不能是 {value}，应为{needed}", "{value} cannot stand here, but {needed}"),
    "repeated": Text("{value} 出现不止一次", "{value} stands here more than once"),
    # the tree
    "id-elsewhere": Text("编号 {value} 应以 {needed} 开头", "the id {value} does not begin with {needed}"),
    "wrong-place": Text("{kind}不能在{parent}之下", "a {kind} cannot stand below a {parent}"),
    "status-of-condition": Text(
        "状态为 {value}，但按测得值与要求应为 {needed}",
        "the status is {value}, but from what was measured and is required it is {needed}",
    ),
    "status-of-children": Text(
        "状态为 {value}，但按下级各项应为 {needed}", "the status is {value}, but from its children it is {needed}"
    ),
    "code": Text(
        "原因代码 {value} 与测得值和状态不符", "the code {value} does not go with what was measured and the status"
    ),
    "measured": Text("测得值 {value} 不可能成立：{why}", "{value} cannot have been measured: {why}"),
    "word": Text("{value} 与数值不符，应为 {needed}", "{value} is not what the number stands for, which is {needed}"),
    "set-by": Text("{value} 不在所列的调整文件之中", "{value} is none of the overlays that are listed"),
    "not-set": Text("{value} 不在所设的参数之中", "{value} is none of the parameters that were set"),
    # what follows from the tree
    "outcome": Text("结论为 {value}，但判定树得出 {needed}", "the outcome is {value}, but the tree says {needed}"),
    "unmet": Text(
        "所列未满足项与判定树不符，应为 {needed}", "what stands in the way is not what the tree says: {needed}"
    ),
    "assumptions": Text("所列理解与判定树不符，应为 {needed}", "the assumptions are not those of the tree: {needed}"),
    "switched": Text(
        "{value} 与所改用的理解不符，应为 {needed}", "{value} does not go with the readings switched: it is {needed}"
    ),
    "missing": Text("{value} 与判定树不符：{why}", "{value} does not go with the tree: {why}"),
    "consequence": Text(
        "此处为 {value}，但由两个结论得出 {needed}", "this is {value}, but from the two outcomes {needed}"
    ),
    "not-in-force": Text("{value} 不在规则的施行期间之内", "the rules are not in force on {value}"),
    "other-version": Text(
        "版本为 {value}，但文档的版本为 {needed}", "the version is {value}, but that of the document {needed}"
    ),
    # beside the record
    "facts-digest": Text("记录的摘要值为 {value}，而非 {needed}", "the digest of the facts is {value}, not {needed}"),
    "other-person": Text(
        "判定的是 {value}，记录却是 {needed}的", "the decision is about {value}, the facts about {needed}"
    ),
    "not-in-facts": Text("记录中没有 {value}", "{value} is not in the facts"),
    "dated-later": Text(
        "{value} 的日期 {day} 晚于判定日期，不能作为依据",
        "{value} is dated {day}, after the as-of date, and cannot count",
    ),
    "not-missing": Text("{value} 在记录中是有的", "{value} is in the facts"),
    "not-measured": Text(
        "测得 {value}，但作为依据的记录得出 {needed}", "{value} was measured, but the records it rests on say {needed}"
    ),
    # beside the rules
    "other-rules": Text("文档为 {value}，规则集为 {needed}", "the document says {value}, the rule set {needed}"),
}
"""A sentence for every code; what stands in braces is filled in."""

NEEDED: Mapping[str, Text] = {
    "mapping": Text("一组键值", "a mapping"),
    "list": Text("列表", "a list"),
    "filled-list": Text("非空的列表", "a list with something in it"),
    "name": Text("非空的文字", "text that is not empty"),
    "number": Text("数字", "a number"),
    "flag": Text("true 或 false", "true or false"),
    "level": Text("1 至 9 的整数或 null", "a whole number from 1 to 9, or null"),
    "day": Text("日期（YYYY-MM-DD）", "a day (YYYY-MM-DD)"),
    "digest": Text("摘要值（sha256: 加 64 位十六进制数字）", "a digest (sha256: and 64 hexadecimal digits)"),
    "path": Text("记录中一条记录的路径，如 results[0]", "the path of a record, such as results[0]"),
    "fact": Text("记录或参数的路径", "a path of the facts or of a parameter"),
    "assumption": Text("理解的编号，如 A5 或 A5=WORD", "an assumption, such as A5 or A5=WORD"),
    "one-of": Text("下列之一：{words}", "one of {words}"),
}
"""What should stand where something else does."""

WHY: Mapping[str, Text] = {
    "low-above-high": Text("下限高于上限", "the least is above the most"),
    "below-zero": Text("低于零", "it is below zero"),
    "not-whole": Text("应为整数", "it is counted in whole numbers"),
    "passed-without-mark": Text("只有分数才有合格与否", "only marks are passed or failed"),
    "off-the-scale": Text("超出等级范围", "it is off the scale"),
    "not-unknown": Text("结论已明确，不应有缺失事实", "the outcome is known, and nothing is missing"),
    "nothing": Text("结论不明，却没有缺失事实", "the outcome is not known, and nothing is missing"),
    "no-condition": Text("没有不明的条件以此为依据", "no condition that is not known rests on it"),
    "unsaid": Text("有条件因{kind}不明，却未列出", "a condition is not known for want of {kind}, and none is listed"),
}
"""Reasons within the sentences."""

A_PARAMETER = Text("参数", "a parameter")

HOLDS = Text("判定文档成立", "The decision document holds")
HOLDS_NOT = Text("判定文档不成立：{count} 处不符", "The decision document does not hold; mismatches: {count}")
SUBJECT = Text(
    "{candidate} · {ruleset} {version} · {asked} · {as_of}：{outcome}",
    "{candidate} · {ruleset} {version} · {asked} · as of {as_of}: {outcome}",
)
LOOKED_AT = Text("复核内容", "What was looked at")
NOT_LOOKED = Text("未复核", "What was not looked at")
MISMATCHED = Text("不符之处", "What does not hold")
AT = Text("{path}：{text}", "{path}: {text}")
WHOLE = Text("整个文档", "the whole document")
LOOKED: Mapping[str, Text] = {
    "document": Text(
        "文档本身：结构、各项状态、结论及由此得出的内容",
        "the document itself: structure, statuses, outcome and what follows",
    ),
    "facts": Text("记录：依据、日期、缺失的信息", "the record: evidence, days, what is missing"),
    "digest": Text("记录的摘要", "the digest of the record"),
    "rules": Text("规则集：名称、版本、摘要、调整文件", "the rule set: name, version, digest, overlays"),
}
NEEDS: Mapping[str, Text] = {
    "facts": Text("（未给出记录）", " (no record was given)"),
    "digest": Text("（未给出记录，或没有当时的摘要）", " (no record, or no digest of the time, was given)"),
    "rules": Text("（未给出规则集）", " (no rule set was given)"),
}
