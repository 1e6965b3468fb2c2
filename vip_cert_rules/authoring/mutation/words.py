"""What is said of mutants, in both languages."""

from __future__ import annotations

from vip_cert_rules.text import Text

BECOMES = Text("{at}：{old} 改为 {new}", "{at}: {old} becomes {new}")
STRICT = Text(
    "{at}：由“达到”改为“超过”（{old} 改为 {new}）", "{at}: “at least” becomes “more than” ({old} becomes {new})"
)
SWAPPED = Text(
    "{at}：{one} 与 {other} 的值互换（{old}、{new}）", "{at}: the values of {one} and {other} swapped ({old}, {new})"
)
DROPPED = Text("{at}：删去 {old}", "{at}: {old} dropped")
ROUTE_DROPPED = Text("{at}：删去途径 {old}", "{at}: the route {old} dropped")
WAIVER_REMOVED = Text("{at}：取消放宽规定 {old}", "{at}: the waiver {old} removed")
TEST_DROPPED = Text("{at}：不再核对 {old}", "{at}: {old} tested no more")
NO_LIMIT = Text("{at}：取消期限（{old}）", "{at}: no limit any more ({old})")
ALL_TO_ANY = Text("{at}：“全部满足”改为“满足其一”", "{at}: all becomes any")
ANY_TO_ALL = Text("{at}：“满足其一”改为“全部满足”", "{at}: any becomes all")
LATEST_REMOVED = Text("{at}：不再只看最近一次", "{at}: no longer the latest only")
DAY_SHORTER = Text("{at}：最后有效日提前一天", "{at}: the last valid day is a day earlier")
DAY_LONGER = Text("{at}：最后有效日推后一天", "{at}: the last valid day is a day later")
READING_SWITCHED = Text(
    "{at}：{assumption} 改以 {reading} 为默认理解", "{at}: {assumption} is read as `{reading}` by default"
)
READING_IGNORED = Text(
    "{at}：选用 {assumption} 的理解 {reading} 不起作用", "{at}: switching {assumption} to `{reading}` has no effect"
)
CASE_IGNORED = Text("{at}：{case} 与其余情形同样处理", "{at}: {case} is treated like all others")
CASE_FOR_ALL = Text("{at}：其余情形均按 {case} 处理", "{at}: all others are treated like {case}")
CASES_SWAPPED = Text("{at}：{one} 按 {other} 处理", "{at}: {one} is treated like {other}")
SINCE_DROPPED = Text("{at}：不再限定起算日", "{at}: counted from no later day any more")

CASE = Text("检出变异：{label}", "tells: {label}")
HEAD = Text(
    "{ruleset} {version} · {cases} 例 · {count} 个变异", "{ruleset} {version} · cases: {cases} · mutants: {count}"
)
SCORE = Text("变异检出率：{killed}/{counted}（{percent}%）", "Mutation score: {killed}/{counted} ({percent} %)")
ALL_KILLED = Text("变异全部被检出", "No mutant survived")
SURVIVED = Text("未检出的 {count} 个", "Survived: {count}")
EQUIVALENT = Text(
    "另有 {count} 个变异与原规则等效，不计入（用 --equivalent 列出）",
    "Equivalent mutants, which do not count: {count} (listed with --equivalent)",
)
EQUIVALENT_LISTED = Text(
    "与原规则等效、不计入的 {count} 个：对任何人结论都相同",
    "Equivalent, so they do not count: {count}; everybody gets the same answer",
)
STILLBORN = Text("不成其为规则集、未采用的变异：{count} 个", "Mutants that are no rule set and were not tried: {count}")
NO_SOLVER = Text(
    "未安装求解器，无法给出补充的行，等效的变异也计为未检出；请安装扩展 vip_cert_rules[verify]",
    "no solver is installed: rows cannot be given, and equivalent mutants count as survivors; install the extra "
    "vip_cert_rules[verify]",
)
IN_TABLE = Text("可在 {test} 的表“{table}”中加上", "to be added to the table “{table}” of {test}")
LIKE = Text("以上 {place} 处给出的行也能检出", "the row given for {place} above tells this one as well")
WHY_NO_SOLVER = Text("未搜索：未安装求解器", "not searched for: no solver is installed")
WHY_UNDECIDED = Text("求解超时：可能与原规则等效", "the solver gave up: nobody was found, and it may be equivalent")
WHY_OPEN = Text("缺少参数，无法求解", "parameters are not supplied, without which people cannot be searched")
TOO_LOW = Text(
    "变异检出率 {percent}%，低于要求的 {needed}%", "the mutation score is {percent} %, below the {needed} % required"
)
FAILING = Text(
    "有 {count} 例在原规则下未通过，请先用 vip-cert test 改正：{names}",
    "cases that fail under the rules as they are, to be put right first (`vip-cert test` tells them): {count}: {names}",
)
NONE_CHOSEN = Text("没有符合条件的变异", "no mutant was chosen")
