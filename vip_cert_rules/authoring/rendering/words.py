"""What a document about a rule set says of its own, in both languages."""

from __future__ import annotations

from vip_cert_rules.text import Text

RULE_SET = Text("规则集", "Rule set")
NAME = Text("名称", "Name")
VALUE = Text("内容", "Value")
VERSION = Text("版本", "Version")
DIGEST = Text("摘要", "Digest")
AS_OF = Text("所示取值的日期", "Values as of")
IN_FORCE = Text("施行日期", "In force")
OVERLAYS = Text("调整文件", "Overlays")

DOCUMENTS = Text("依据的文件", "Documents")
DOCUMENT = Text("文件", "Document")
ISSUED = Text("发布", "Issued")
SHORT = Text("引用时简称", "Cited as")
LEVELS = Text("等级（由低到高）", "Levels, the lowest first")
LEVEL = Text("等级", "Level")
POSITIONS = Text("岗位", "Positions")
POSITION = Text("岗位", "Position")
LABEL = Text("名称", "Label")

LADDER = Text("等级与途径", "Levels and routes")
LADDER_OF = Text("{asked}：由低到高的等级与各途径", "{question}: the levels, the lowest at the bottom, and the routes")

BY_CLAUSE = Text("按文件逐条对照", "Clause by clause")
WHOLE_DOCUMENT = Text("（未注明条款）", "(no clause)")
CLAUSE = Text("条款", "Clause")
SAYS = Text("规则集据此规定", "What the rules say after it")
WHERE = Text("用于", "Where")
NOWHERE = Text("（不影响结论）", "(no answer depends on it)")
NOT_CITED = Text("没有规则引用此文件", "No rule cites this document")
VALUE_OF = Text("参数 {name}：{label}，{value}", "parameter {name}: {label}, {value}")
TRANSITION_OF = Text("过渡规定：{label}", "transition: {label}")
ASSUMPTION_OF = Text("理解 {name}：{text}", "assumption {name}: {text}")

QUESTIONS = Text("判定事项", "Questions")
COUNTS = Text("所看记录：{records}", "records: {records}")
WAIVER = Text("可放宽：{label}", "may be waived: {label}")
RESTS_ON = Text("（理解：{names}）", " (assumptions: {names})")
TAKEN_FROM = Text("（参数 {name}）", " (parameter {name})")
SET_BY = Text("（{name}设定，文件规定为{base}）", " (set by {name}; the documents say {base})")
SET_ALONE = Text("（{name}设定）", " (set by {name})")
ADDED_BY = Text("（{name}增设）", " (added by {name})")

RECORDS_NOTE = Text(
    "记录自其所载日期起有效，判定日期以后的记录不计。",
    "A record counts from its own date on; later ones do not count yet.",
)

VALUES = Text("取值", "Values")
PARAMETER = Text("参数", "Parameter")
SOURCE = Text("依据", "Source")
SUPPLIER = Text("提供单位", "Supplied by")
NOTE = Text("说明", "Note")
MAY_BE_NULL = Text("可设为空", "may be null")
BY_LEVEL = Text("可按等级设定", "may be set by level")
FOR_INFORMATION = Text("仅供参考，不影响结论", "for information; no answer depends on it")

LISTS = Text("清单", "Lists")
SYLLABUS = Text("课程大纲 {name} 的模块", "the modules of the syllabus {name}")

ASSUMPTIONS = Text("对文件的理解", "Assumptions")
ASSUMPTION = Text("编号", "Number")
TAKEN = Text("本规则集的理解", "As the rules read it")
OTHERS = Text("可改用的理解", "Other readings")
USED_AT = Text("涉及的条件", "Conditions that rest on it")

TRANSITIONS = Text("过渡规定", "Transitions")
TRANSITION = Text(
    "{until}前（含当日）可按版本{version}判定：{label}",
    "under version {version} through {until}: {label}",
)
CHANGES = Text("调整文件所改的内容", "What overlays change")
CLAIMS = Text("普遍成立的要求与有意保留之处", "What holds for everybody, and what is meant so")
PROPERTY = Text("应当成立：{text}（{name}）", "has to hold: {text} ({name})")
INTENDED = Text("{finding} · {at}：{reason}", "{finding} · {at}: {reason}")
