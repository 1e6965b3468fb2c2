"""What is said of a log, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from vip_cert_rules.text import Text

MISMATCHES: Mapping[str, Text] = {
    "entry-missing": Text("缺少第 {first} 至 {last} 条", "entries {first} to {last} are not there"),
    "chain-broken": Text("与上一条衔接不上", "it does not follow on the entry before it"),
    "entry-changed": Text("内容已被改动，哈希值不符", "it is not what was entered: its hash is another"),
    "end-missing": Text(
        "日志末条为第 {number} 条，而末条标记为 {told}", "the log ends in entry {number}, and its head says {told}"
    ),
    "head-not-found": Text("没有任何一条是另行留存的 {head}", "no entry is {head}, which was noted"),
    "content-unknown": Text("没有任何一条引用该内容：{digest}", "no entry needs the content {digest}"),
    "content-changed": Text("所引用的内容已被改动：{digest}", "a content is not what was entered: {digest}"),
    "content-missing": Text(
        "所引用的内容不存在，也没有删除记录：{digest}", "the content {digest} is not there, and no erasure names it"
    ),
    "document-inconsistent": Text("判定文书前后不一致：{what}", "the document is inconsistent: {what}"),
    "person-changed": Text("登记的人员与判定文书不一致", "it is filed under another person than its document is about"),
}
NOTICES: Mapping[str, Text] = {
    "clock-went-back": Text(
        "登记时刻 {at} 早于前面的条目（写入方时钟有偏差）",
        "entered at {at}, before an entry that it follows: the clock of its writer was off",
    ),
}
VERDICTS: Mapping[str, Text] = {
    "same": Text("结果完全一致", "the same"),
    "told-otherwise": Text("结论和理由一致，表述或版本不同", "the same answer and reasons, told otherwise"),
    "other-answer": Text("结论或理由不同", "another answer, or other reasons"),
    "not-possible": Text("无法重新判定", "not possible"),
    "erased": Text("人员资料已删除", "erased"),
}
CREATED = Text("已建立判定日志：{log}", "a decision log was made: {log}")
SOUND = Text("判定日志完好：共 {entries} 条", "the decision log is as it was written: {entries} entries")
UNSOUND = Text(
    "判定日志有 {count} 处不符：共 {entries} 条",
    "the decision log is not as it was written: {count} in {entries} entries",
)
HEAD = Text("末条：{head}", "its end: {head}")
MISMATCHED = Text("不符之处", "What is not as it was written")
REMARKABLE = Text("值得注意", "What is remarkable")
AT_ENTRY = Text("第 {entry} 条：{text}", "entry {entry}: {text}")
DECIDED = Text(
    "{number}  {at}  {candidate}  {ruleset} {version}  {asked}  {as_of}：{outcome}",
    "{number}  {at}  {candidate}  {ruleset} {version}  {asked}  as of {as_of}: {outcome}",
)
GONE = Text("{number}  {at}  人员资料已删除", "{number}  {at}  erased")
ERASED = Text(
    "{number}  {at}  删除第 {numbers} 条的人员资料：{reason}", "{number}  {at}  erasure of {numbers}: {reason}"
)
ERASED_NOW = Text("已删除 {count} 条的人员资料，记为第 {number} 条", "erased: {count} · entered as {number}")
REPLAYED = Text("重新判定 {count} 条：{counts}", "made again: {count} · {counts}")
COUNT = Text("{verdict} {count}", "{verdict} {count}")
CHANGED = Text("{node}：{before} → {now}", "{node}: {before} → {now}")
ANSWER = Text("第 {number} 条（{candidate}）：{before} → {now}", "entry {number} ({candidate}): {before} → {now}")
HINDERED = Text("第 {number} 条：{verdict}：{why}", "entry {number}: {verdict}: {why}")
NOT_THERE = Text("无此项", "not there")
