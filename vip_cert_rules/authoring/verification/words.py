"""What findings say, in both languages."""

from __future__ import annotations

from vip_cert_rules.text import Text

NEVER_YES = Text(
    "“{question}”永远不成立：没有人能同时满足全部条件", "{question}: never yes; nobody can meet all of it at once"
)
NEVER_NO = Text("“{question}”永远成立：没有人不满足", "{question}: never no; whoever is asked about meets it")
ROUTE = Text(
    "“{question}”中的“{node}”不起作用：凡由此符合的，不经此也符合",
    "{question}: {node} never decides; whoever qualifies by it qualifies without it",
)
NOBODY_BY = Text("“{question}”中的“{node}”无人能够满足", "{question}: {node} is of use to nobody; no one can meet it")
CONDITION = Text(
    "“{question}”中的“{node}”不起作用：其余条件都满足的，无不满足此条",
    "{question}: {node} never stands in the way; whoever meets the rest meets it",
)
WAIVER = Text(
    "“{question}”中的“{node}”不起作用：凡由此符合的，不经此也符合",
    "{question}: the waiver {node} never helps; whoever qualifies with it qualifies without it",
)
NO_EASIER = Text(
    "“{question}”的“{node}”并不低于“{higher}”的“{other}”：凡满足前者的都满足后者",
    "{question}: {node} is no easier than {other} of {higher}; whoever meets the former meets the latter",
)
NO_EASIER_AS_A_WHOLE = Text(
    "“{question}”的要求并不低于“{higher}”：凡满足前者的都满足后者",
    "{question} is no easier than {higher}; whoever meets the former meets the latter",
)
WORSE = Text(
    "“{question}”：{better}，结论反而由符合变为不符合", "{question}: {better}, and the answer turns from yes to no"
)
LAPSES = Text(
    "“{question}”中的“{node}”：所要求的证书按规定有效期届满之前，其余条件不可能满足",
    "{question}: {node}; a certificate it asks for lapses, by the usual validity, before the rest can be met",
)
NO_WAY_UP = Text(
    "“{question}”中的“{node}”：须先持有本等级或更高等级的证书，而这样的证书正要经此取得",
    "{question}: {node} asks for a certificate of this level or above, to which it is itself the way",
)
WIDENS = Text(
    "“{question}”：按{overlay}，原来不符合的人也符合", "{question}: with {overlay}, people qualify who did not before"
)
CONTRADICTS = Text(
    "“{question}”：按{overlay}，再没有人能符合", "{question}: with {overlay}, nobody can qualify any more"
)
PROPERTY = Text("“{text}”并不成立", "not so for everybody: {text}")

OF_NODE = Text("{node}（{id}）", "{node} ({id})")
MEETS_IT = Text("此人满足“{node}”", "this person meets {node}")
WITHOUT = Text("此人满足其余条件，也满足“{node}”", "this person meets the rest, and meets {node} as well")
BUT_FOR = Text("若不论“{node}”，此人即可符合", "but for {node} this person would qualify")
AS_THEY_ARE = Text("此人原来的情况", "this person as they are")
IMPROVED = Text("同一人，{better}", "the same person, {better}")
BREAKS = Text("此人与之不符", "this person is an exception")
ANYBODY = Text("无论是谁，例如此人", "anybody, this person for one")
HAS_IT_ALREADY = Text("此人满足，但已持有这样的证书", "this person meets it, but holds such a certificate already")
BEFORE = Text("原规则", "the rules as they were")
AFTER = Text("调整后", "with the overlays")
LAPSED = Text(
    "要由此符合，此人只差证书仍然有效", "to go this way, this person lacks only that the certificate were still valid"
)

BETTER = {
    ("employments", "start"): Text("任职开始得更早", "service that began earlier"),
    ("employments", "end"): Text("任职结束得更晚", "service that ended later"),
    ("education", "level"): Text("学历更高", "a higher education"),
    ("trainings", "hours"): Text("培训学时更多", "more hours of training"),
    ("results", "score"): Text("考试成绩更高", "a better mark in an examination"),
    ("ratings", "score"): Text("评分更高", "a better rating"),
    ("appraisals", "grade"): Text("业绩考核等次更高", "a better appraisal"),
    ("certificates", "level"): Text("证书等级更高", "a certificate of a higher level"),
    ("certificates", "expires"): Text("证书有效期更长", "a certificate that lasts longer"),
    ("certificates", "revoked"): Text("证书撤销得更晚", "a certificate revoked later"),
    ("trainer_titles", "rank"): Text("内训师级别更高", "a higher trainer title"),
}
ONE_MORE = {
    "employments": Text("多一段任职", "one more stretch of service"),
    "education": Text("多一项学历", "one more diploma"),
    "trainings": Text("多一次培训", "one more training"),
    "certificates": Text("多一个证书", "one more certificate"),
    "trainer_titles": Text("多一项内训师资格", "one more trainer title"),
    "results": Text("多一项合格成绩", "one more examination passed with full marks"),
    "appraisals": Text("多一次最高等次的业绩考核", "one more appraisal with the best grade"),
    "ratings": Text("多一次满分评分", "one more rating with full marks"),
    "attestations": Text("多一项认定", "one more attestation"),
    "probations": Text("多一次合格的实习考核", "one more probation passed"),
}
