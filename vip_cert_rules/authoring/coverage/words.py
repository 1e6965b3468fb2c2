"""What is said of coverage, in both languages."""

from __future__ import annotations

from vip_cert_rules.authoring.coverage.model import Aspect, Measure
from vip_cert_rules.text import Text

MEASURES = {
    Measure.DECISION: Text("MC/DC", "MC/DC"),
    Measure.STATUS: Text("状态", "statuses"),
    Measure.BOUNDARY: Text("界限", "bounds"),
}
ASPECTS = {
    Aspect.MET: Text("满足", "met"),
    Aspect.UNMET: Text("不满足", "unmet"),
    Aspect.UNKNOWN: Text("情况不明", "not known"),
    Aspect.WAIVED: Text("放宽", "waived"),
    Aspect.BELOW: Text("低于界限", "below its bound"),
    Aspect.AT: Text("恰在界限", "on its bound"),
    Aspect.ABOVE: Text("高于界限", "above its bound"),
    Aspect.DECIDES_YES: Text("单独决定“符合”", "decides a yes by itself"),
    Aspect.DECIDES_NO: Text("单独决定“不符合”", "decides a no by itself"),
}
TITLE = Text("检验覆盖率", "Coverage of rule tests")
SHARE = Text("{measure} {share}（{percent}%）", "{measure} {share} ({percent} %)")
GAPS = Text("尚未检验的 {count} 处", "Not shown yet: {count}")
NO_GAPS = Text("没有遗漏", "Nothing is left to show")
GAP = Text("{node}：{aspect}", "{node}: {aspect}")
IN_TABLE = Text("可在“{table}”中加上", "to be added to the table “{table}”")
SHOWS_TOO = Text("同时检验：{targets}", "shows as well: {targets}")
NO_ROW = Text("未能找到相应的人", "nobody was found who shows it")
NO_CASE = Text("没有该事项该等级的检验，请先写一行", "no case asks this question at this level: write one first")
NO_SOLVER = Text(
    "未安装求解器，无法给出补充的行，也无法区分根本不可能出现的情形；请安装扩展 vip_cert_rules[verify]",
    "no solver is installed: rows cannot be given, and what nobody can show counts as missing; install the extra "
    "vip_cert_rules[verify]",
)
IMPOSSIBLE = Text(
    "不可能出现的 {count} 处，不计入（原因见 vip-cert verify）",
    "Nobody can show these {count}; they do not count (`vip-cert verify` tells why)",
)
TOO_LOW = Text(
    "MC/DC 覆盖率 {percent}%，低于要求的 {needed}%", "MC/DC coverage is {percent} %, below the {needed} % required"
)
NODE = Text("节点", "node")
LABEL = Text("内容", "what it is")
NOT_SHOWN = Text("未检验", "not shown")
CANNOT = Text("不可能", "impossible")
NOT_ASKED = Text("—", "—")
