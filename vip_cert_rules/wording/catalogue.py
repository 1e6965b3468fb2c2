"""The sentences of an explanation, each in both languages, so that all the Chinese can be reviewed in one place."""

from __future__ import annotations

from vip_cert_rules.codes import Code
from vip_cert_rules.text import Text

UNKNOWN_ANSWER = Text("根据现有信息，{unknown}。", "On the facts given, {unknown}.")
UNKNOWN = Text("无法判定：{asked}", "this cannot be told: {asked}")
ANSWER = Text("{answer}。", "{answer}.")
SUBJECT = Text(
    "人员 {candidate} · {title}（规则版本 {version}）· 判定日期 {as_of}",
    "{candidate} · {title}, rules {version} · as of {as_of}",
)
OVERLAID = Text(" · 叠加 {names}", " · overlaid by {names}")

IN_THE_WAY = Text("未满足的条件", "What stands in the way")
TO_BE_SUPPLIED = Text("需要补充的信息", "What is missing")
UNDECIDED = Text("尚不能判定的条件", "What cannot be decided yet")
SATISFIED = Text("已满足的条件", "What is satisfied")
CARRIED = Text("符合的途径", "Which route holds")
ASIDE = Text("其他（不影响结论）", "Aside, without effect on the answer")
ASSUMED = Text("本结论采用的口径", "What was assumed")
CITED = Text("依据的文件", "Documents")

ONE_SUFFICES = Text("以下具备其一即可：", "one of these is enough:")
ALL_NEEDED = Text("以下须同时具备：", "all of these are needed:")
WAIVER = Text("可免除：{label}", "may be waived: {label}")
WAIVED = Text("（已豁免）", " (waived)")

MEASURED_SHORT = Text("现为{measured}，还差{short}", "{measured} so far, {short} short")
MEASURED_SO_FAR = Text("现为{measured}", "{measured} so far")
MEASURED = Text("现为{measured}", "{measured}")
MEASURED_UNMET = Text("现为{measured}，要求{required}", "{measured}, {required} required")
UNBROKEN_SINCE = Text("自{since}起未中断", "unbroken since {since}")
REACHED_ON = Text("如不中断，自{day}起满足", "enough from {day} on if it goes on")
NOT_SERVING = Text("判定日期未从事本职业工作", "not in the occupation on the as-of date")
KNOWN_SO_FAR = Text("已知至少{quantity}", "at least {quantity} known")
SUPPLIED = Text("本次提供的参数", "the parameters of this call")
SET_FROM = Text("标准由{name}设定，文件规定为{base}", "set by {name}; the documents say {base}")
SET_BY = Text("由{name}设定（{parameter}）", "set by {name} ({parameter})")
PART_MISSING = Text("各部分须齐备，缺其中一部分的成绩", "one of its parts has no result that counts")
SO_MANY = Text("共{number}条记录", "{number} records")
NOT_LISTED = Text("所列等级中没有该等级", "this level is not among those listed")
NOTHING_LISTED = Text("没有列出任何一项", "none is listed")
NOT_KNOWN = Text("缺少：{facts}", "not known: {facts}")

REASONS: dict[Code, Text] = {
    Code.NONE_ON_RECORD: Text("没有符合要求的记录", "none on record"),
    Code.TOO_LOW: Text("未达到要求", "below what is required"),
    Code.TOO_EARLY: Text("日期晚于判定日期，自该日起计入", "dated after the as-of date; counts from its day on"),
    Code.EXPIRED: Text("已过有效期", "no longer valid on the day"),
    Code.REVOKED: Text("已被撤销", "revoked"),
    Code.WRONG_LEVEL: Text("仅有其他等级的记录", "only for another level"),
    Code.WRONG_ISSUER: Text("颁发单位不符合要求", "not from the issuer required"),
    Code.NOT_IN_SCOPE: Text("判定日期的任职不在适用范围内", "no employment in scope on the as-of date"),
    Code.NOT_PASSED: Text("结论为不合格", "reported as not passed"),
    Code.NOT_ATTESTED: Text("尚无所在单位的认定", "the organisation has not attested it"),
    Code.FACT_NOT_RECORDED: Text("信息不全", "not recorded"),
    Code.PARAMETER_NOT_SUPPLIED: Text("所需参数尚未提供", "a parameter was not supplied"),
}
