"""What overlays change in a rule set, and what is doubtful about them, as a person reads it."""

from __future__ import annotations

from vip_cert_rules.text import Text

NOTHING_CHANGES = Text("没有变化。", "Nothing changes.")
BY_CALL = Text("本次提供的参数", "the parameters of this call")
VALUE = Text("{label}{at}：由{before}改为{after}", "{label}{at}: {after} instead of {before}")
VALUE_SUPPLIED = Text("{label}{at}：定为{after}（原未提供）", "{label}{at}: {after}, where nothing was supplied")
VALUE_WITHDRAWN = Text("{label}{at}：取消（原为{before}）", "{label}{at}: withdrawn; it was {before}")
AT = Text("，{key}", ", {key}")
READING = Text(
    "{name} 改按另一理解：{after}（原为：{before}）", "{name} read otherwise: {after} (instead of: {before})"
)
REQUIREMENT = Text("“{question}”增设条件：{told}", "{question}: also required: {told}")
ROUTE = Text(
    "“{question}”增设“{label}”：{told}；与{beside}具备其一即可",
    "{question}: another way, {label}: {told}; enough by itself beside {beside}",
)
QUOTED = Text("“{quoted}”", "{quoted}")
AND = Text("，并且", ", and ")
OR = Text("，或者", ", or ")
GROUPED = Text("（{text}）", "({text})")
LISTED = Text("、", "; ")

SET_TWICE = Text(
    "{name}：{first}设为{before}，{second}设为{after}；以排在后面的{second}为准",
    "{name}: {first} sets {before}, {second} sets {after}; the later one, {second}, wins",
)
READ_TWICE = Text(
    "{name}：{first}改用{before}，{second}改用{after}；以排在后面的{second}为准",
    "{name}: {first} switches to {before}, {second} to {after}; the later one, {second}, wins",
)
NO_READING = Text("规则集原有的理解", "the rule set's own reading")
NO_VALUE = Text("空", "none")
POINTLESS = Text(
    "{question}：{overlay}增设“{added}”以后，“{other}”不再起作用：凡符合后者的都符合前者（{ids}）",
    "{question}: with {added}, which {overlay} added, {other} no longer matters: "
    "whoever meets it meets the former ({ids})",
)
NEVER_MATTERS = Text(
    "{question}：{overlay}增设的“{added}”不起作用：凡符合的都已符合“{other}”（{ids}）",
    "{question}: {added}, which {overlay} added, can never matter: whoever meets it meets {other} already ({ids})",
)
OVERRIDDEN = Text(
    "{question}：{overlay}增设的“{added}”使“{other}”成为多余：凡符合前者的都符合后者（{ids}）",
    "{question}: {added}, which {overlay} added, makes {other} superfluous: whoever meets the former meets it ({ids})",
)
ALREADY_DEMANDED = Text(
    "{question}：{overlay}增设的“{added}”已包含在“{other}”之中（{ids}）",
    "{question}: {added}, which {overlay} added, is demanded already by {other} ({ids})",
)
NO_WARNINGS = Text("没有发现问题。", "Nothing doubtful was found.")
