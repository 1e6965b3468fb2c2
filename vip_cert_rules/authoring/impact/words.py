"""What is said of an impact, in both languages."""

from __future__ import annotations

from vip_cert_rules.decision.outcome import Outcome
from vip_cert_rules.plan.nodes import Status
from vip_cert_rules.text import Text

TITLE = Text("规则变更的影响", "What a change of rules does")
NOBODY = Text("没有人的结论改变", "Nobody's answer changes")
SOMEBODY = Text("{people} 人的 {changes} 项结论改变", "Answers that change: {changes}, of people: {people}")
HEAD = Text(
    "{old} → {new} · {days} · 共 {people} 人，比较 {compared}/{asked} 个问题",
    "{old} → {new} · {days} · people: {people} · questions in which rules differ: {compared} of {asked}",
)
MADE_UP = Text("人员系按新旧规则的每个数值和期限拟定", "the people are made up around every value of both")
ON = Text("{day}", "as of {day}")
FROM_TO = Text("{first} 至 {last}", "{first} to {last}")
RULES = Text("{name} {version}", "{name} {version}")
WITH = Text("{rules}（{overlays}）", "{rules} ({overlays})")

BY_OUTCOME = Text("结论", "By outcome")
BY_CLAUSE = Text("条款", "By clause")
BY_QUESTION = Text("问题", "By question and level")
BY_UNIT = Text("单位", "By kind of unit")
COUNT = Text("{what}：{count}", "{what}: {count}")
CHANGE_OF = Text("{before} → {after}", "{before} → {after}")
WHO = Text("改变的结论", "Whose answers change")
HOW = Text("{person} · {asked}：{change}{days}", "{person} · {asked}: {change}{days}")
DAYS = Text("，{first} 起至 {last}", ", from {first} through {last}")
BECAUSE = Text("{label}（{node}）：{change}{clauses}", "{label} ({node}): {change}{clauses}")
MORE = Text("……另有 {count} 项，见 --json 或 --html", "... and {count} more: see --json or --html")

APART = Text("只有一方规则可以问的问题", "Questions that only one of the two can be asked")
ONLY_NEW = Text("{asked}：只在新规则中（{days}）", "{asked}: in the new rules alone ({days})")
ONLY_OLD = Text("{asked}：只在旧规则中（{days}）", "{asked}: in the old rules alone ({days})")
UNDECIDED = Text("求解超时，拟定的人员可能不全", "The solver gave up: people may be missing here")

PERSON = Text("人员", "Person")
ASKED = Text("问题", "Question")
BEFORE = Text("原结论", "Before")
AFTER = Text("新结论", "After")
FIRST = Text("自", "From")
LAST = Text("至", "Through")
THROUGH = Text("原因", "Through")
UNIT = Text("单位", "Unit")
NUMBER = Text("项数", "Answers")

OUTCOMES = {
    Outcome.YES: Text("符合", "yes"),
    Outcome.NO: Text("不符合", "no"),
    Outcome.UNKNOWN: Text("无法判定", "unknown"),
}
STATUSES = {
    Status.MET: Text("满足", "met"),
    Status.UNMET: Text("不满足", "unmet"),
    Status.UNKNOWN: Text("情况不明", "not known"),
    Status.WAIVED: Text("放宽", "waived"),
    None: Text("无此条件", "not there"),
}
NO_WORK = Text("不在岗", "works nowhere")
UNIT_UNKNOWN = Text("单位不明", "not known")
