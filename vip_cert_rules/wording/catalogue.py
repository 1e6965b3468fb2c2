"""The sentences of an explanation, each in both languages, so that all the Chinese can be reviewed in one place."""

from __future__ import annotations

from vip_cert_rules.codes import Code, NoticeCode
from vip_cert_rules.text import Text

UNKNOWN_ANSWER = Text("根据现有信息，{unknown}。", "On the facts given, {unknown}.")
UNKNOWN = Text("无法判定：{asked}", "this cannot be told: {asked}")
ANSWER = Text("{answer}。", "{answer}.")
SUBJECT = Text(
    "人员 {candidate} · {title}（规则版本 {version}）· 判定日期 {as_of}",
    "{candidate} · {title}, rules {version} · as of {as_of}",
)
OVERLAID = Text(" · 调整文件 {names}", " · overlaid by {names}")

APPLIES = Text("判定日期适用版本{version}（{days}）", "version {version} applies on the as-of date ({days})")
APPLIES_BY_RULES_OF = Text(
    "按{day}的规则判定，适用版本{version}（{days}）",
    "asked under the rules of {day}: version {version} applies ({days})",
)
IN_FORCE_BETWEEN = Text("{start}至{end}施行", "in force from {start} to {end}")
IN_FORCE_FROM = Text("自{start}起施行", "in force from {start} on")
IN_FORCE_TO = Text("施行至{end}", "in force to {end}")
IN_FORCE_ALWAYS = Text("未限定施行日期", "in force on every day")
MAY_FINISH = Text(
    "；过渡期至{until}，期内符合过渡规定的，可按版本{version}判定",
    "; through {until} some may still finish under version {version}",
)
UNDER_VERSION = Text("按版本{version}的规定", "under the rules of version {version}")
OF_VERSION = Text("{text}（版本{version}）", "{text} (version {version})")
BOTH_VERSIONS = Text("{new}（版本{version}：{old}）", "{new} (Version {version}: {old})")

IN_THE_WAY = Text("未满足的条件", "What stands in the way")
TO_BE_SUPPLIED = Text("需要补充的信息", "What is missing")
UNDECIDED = Text("尚不能判定的条件", "What cannot be decided yet")
SATISFIED = Text("已满足的条件", "What is satisfied")
CARRIED = Text("符合的途径", "Which route holds")
ASIDE = Text("其他（不影响结论）", "Aside, without effect on the answer")
TO_BE_CHECKED = Text(
    "提请核对的记录（判定以现有记录为准）", "Records to check; the decision goes by the record as it is"
)
ASSUMED = Text("本结论采用的口径", "What was assumed")
CITED = Text("依据的文件", "Documents")

ONE_SUFFICES = Text("以下具备其一即可：", "one of these is enough:")
ALL_NEEDED = Text("以下须同时具备：", "all of these are needed:")
WAIVER = Text("可豁免：{label}", "may be waived: {label}")
WAIVED = Text("（已豁免）", " (waived)")

ADDED = Text("（{name}增设）", " (added by {name})")

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
OTHER_OCCUPATION = Text("（登记的职业为“{occupation}”）", " (occupation recorded: {occupation})")
NO_SUCH_RECORDS = Text("另有{number}项可选条件没有相应记录", "{number} alternatives of which nothing is on record")
NOT_LISTED = Text("所列等级中没有该等级", "this level is not among those listed")
NOTHING_LISTED = Text("没有列出任何一项", "none is listed")
NOT_SUPPLIED = Text("尚未提供", "not supplied")
PARTLY_SUPPLIED = Text("已提供的内容不含此处所需的一项", "what was supplied has no entry for this")
NOT_EMPLOYED = Text("没有任职记录", "no employment on record")
NOT_KNOWN = Text("缺少：{facts}", "not known: {facts}")

SAME_WITHOUT = Text("去掉该条，结论不变", "without it the answer stays")
OTHER_WITHOUT = Text("去掉该条，结论变为：{answer}", "without it the answer changes: {answer}")
MORE_TO_CHECK = Text("另有{number}条记录", "{number} more")

OTHERWISE_READ = Text("改用其他口径时的结论", "Under other readings")
ANSWER_CHANGES = Text("结论改变：{answer}", "the answer changes: {answer}")
ANSWER_STAYS = Text("结论不变", "the answer stays")
WOULD_BE_UNMET = Text("届时未满足：{label}", "then in the way: {label}")
WOULD_BE_MISSING = Text("届时需要补充：{path}", "then missing: {path}")
FIXED = Text("无其他口径可选：{names}", "no other reading to choose: {names}")
NOTHING_ASSUMED = Text("本结论不涉及对文件的解释口径", "the answer rests on no assumption")

NOTICES: dict[NoticeCode, Text] = {
    NoticeCode.OVERLAPPING_EMPLOYMENTS: Text(
        "{number}条同一职业的任职记录在时间上有重叠", "{number} employments in the same occupation overlap"
    ),
    NoticeCode.DUPLICATE_TRAININGS: Text(
        "{day}完成的{level}培训有{number}条学时相同的记录，可能重复登记",
        "{number} records of {level} training completed on {day} with the same hours; perhaps one was entered twice",
    ),
    NoticeCode.DUPLICATE_RESULTS: Text(
        "{day}的{level}{component}成绩有{number}条记录，可能重复登记",
        "{number} results of the {level} {component} taken on {day}; perhaps one was entered twice",
    ),
    NoticeCode.DUPLICATE_CERTIFICATES: Text(
        "{issuer}于{day}颁发的{level}证书有{number}条记录，可能重复登记",
        "{number} {level} certificates issued on {day} by {issuer}; perhaps one was entered twice",
    ),
    NoticeCode.CERTIFICATE_WITHOUT_BASIS: Text(
        "{day}颁发的{level}证书，截至颁发之日没有登记同一项目、同一等级的考核成绩或培训",
        "{level} certificate issued on {day}: no result or training of its programme and level up to that day",
    ),
    NoticeCode.CONTRADICTING_ATTESTATIONS: Text(
        "{day}关于{matter}的认定相互矛盾：有的予以认定，有的未予认定",
        "the attestations of {day} on {matter} contradict one another: some attest, some deny",
    ),
}
"""What is noticed about some records. A programme without levels leaves out the level."""

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
