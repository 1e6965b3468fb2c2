"""The sentences of a profile: its table and its diagram."""

from __future__ import annotations

from vip_cert_rules.text import Text

TITLE = Text("能力素质状况图示（{title}{level}）", "Profile: {title}{level}")
LEVEL = Text("，{level}", ", {level}")
WHO = Text("人员 {candidate} · 判定日期 {as_of}", "{candidate} · as of {as_of}")
REQUIRED = Text("标准", "required")
RATED = Text("本人评分", "rated")
UNRATED_MARK = Text("（未评分）", " (not rated)")
SUMMARY = Text(
    "{met}项达标，{below}项未达标，{unknown}项无法判定", "{met} reached, {below} not reached, {unknown} not known"
)
GAPS = Text("各项评分与标准", "Ratings and requirements")
LINE = Text("{label}  {rating} / {required}", "{label}  {rating} / {required}")
SHORT = Text("差{short}分", "{short} short")
NO_RATING = Text("没有评分", "no rating on record")
NOT_KNOWN = Text("评分未知", "rating not known")
NO_MARK = Text("标准未提供", "requirement not supplied")
