"""What a parameter may hold, in words, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from vip_cert_rules.text import Text

KINDS: Mapping[str, Text] = {
    "months": Text("整月数", "whole months"),
    "hours": Text("标准学时", "class hours"),
    "mark": Text("分数", "a mark"),
    "level": Text("等级（数字，1为最高）", "a level (a number, 1 being the highest)"),
    "education_level": Text("学历", "a level of education"),
    "grade": Text("考核等次", "a grade"),
    "trainer_rank": Text("内训师资格级别", "a rank of trainer titles"),
    "units": Text("单位类别的列表", "a list of kinds of unit"),
    "occupations": Text("职业（岗位）代码的列表", "a list of occupations"),
    "levels": Text("等级的列表", "a list of levels"),
    "routes": Text("途径的列表，每条途径列出须同时具备的条件", "a list of routes, each a mapping of what it demands"),
    "minutes": Text("分钟数", "minutes"),
    "percent": Text("百分比", "per cent"),
    "text": Text("文字", "a text"),
}
"""By the word of the type."""

KEYS: Mapping[str, Text] = {
    "level": Text("等级", "level"),
    "position": Text("岗位", "position"),
    "component": Text("考核内容", "component"),
    "name": Text("名称", "name"),
}
"""What the keys of a parameter are, beside the things of a list."""

LISTED_THINGS = Text("所列各项", "each thing listed")

MEMBERS: Mapping[str, Text] = {
    "level": Text("等级（数字），即须持有该等级及以上证书", "a level: a certificate of it or above"),
    "months": Text("整月数", "whole months"),
    "demanded": Text("true 表示要求具备", "true: it is demanded"),
}
"""What the members of a route hold."""

BOUNDS = Text("{low}至{high}", "{low} to {high}")
ONE_OF = Text("可取：{words}", "one of {words}")
WORD = Text("{word}（{said}）", "{word} ({said})")
BY = Text("按{keys}分别填写", "by {keys}")
EITHER = Text("可填一个值，也可按等级分别填写", "one value, or one for each level")
NULLABLE = Text("null 表示不限", "null: no limit")
SUPPLIED_BY = Text("由{owner}提供", "supplied by {owner}")
SET_BY = Text("可由{owner}另行规定", "may be set by {owner}")
INFORMATION = Text("仅供展示，不参与判定", "shown only, tested nowhere")
ORGANISATION = Text("所在单位", "the organisation")

TEMPLATE_HEAD = Text(
    "{title}（{name} {version}）的参数。\n"
    "删去行首的 # 并填写，然后用 --parameters 文件名 或 parameters= 提供；没有填写的视为未提供。",
    "Parameters of {title} ({name} {version}).\n"
    "Take away the # at the start of a line and fill it in; then --parameters FILE or parameters= supplies them.\n"
    "What is left as it is counts as not supplied.",
)
TEMPLATE_LOST = Text(
    "文件没有给出或已缺失的内容：提供之前，需用到它的事项无法判定。",
    "What the documents do not say: until it is supplied, what needs it is unknown.",
)
TEMPLATE_SAID = Text(
    "文件已有规定的内容：只在需要另行规定时填写。",
    "What the documents say: only to be filled in where it is set otherwise.",
)
