"""The bundled syllabuses against the documents: figures counted and headings copied from the printed text by hand."""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import pytest

from vip_cert_rules import Depth, InputError, Syllabus, bundled_names, bundled_syllabus, bundled_syllabuses
from vip_cert_rules.syllabus.bundled import find_syllabus

RULES = Path(__file__).resolve().parents[2] / "rules"

# Counted in the printed text: 14 times 第…章 and 58 times 第…节; two chapters are without 节 and modules themselves.
# Of its 172 verbs, 33 are 熟练掌握, 68 掌握, 46 熟悉, 24 了解 and one 清楚; one topic (2.5) has three of them.
CHAPTERS = [
    ("1.1", "通信行业概况", 4),
    ("1.2", "中国电信企业概况", 7),
    ("1.3", "品牌体系", 4),
    ("1.4", "法律规章制度", 7),
    ("1.5", "职业规范知识", 3),
    ("1.6", "管理理论知识", 2),
    ("1.7", "市场营销基础知识", 8),
    ("1.8", "政企客户营销服务策略", 6),
    ("2.1", "电信网络技术", 5),
    ("2.2", "企业网技术", 6),
    ("2.3", "电信基本产品/业务知识", 4),
    ("2.4", "行业应用", 1),
    ("2.5", "行业解决方案", 1),
    ("3.1", "客户经理的工作职责和规范", 2),
]
SECTIONS_AND_TOPICS = [
    ("1.1.1", "电信行业与电信产品的特点", 2),
    ("1.2.3", "中国电信企业战略转型和精确管理", 3),
    ("1.2.7", "客户服务", 1),
    ("1.4.6", "互联网信息服务管理办法", 2),
    ("1.5.3", "政企渠道人员的职业素养与基本技能", 4),
    ("1.7.6", "市场营销策略", 6),
    ("1.7.8", "关系营销、品牌营销与战略合作", 3),
    ("1.8.6", "专业化支撑体系建设", 3),
    ("2.1.5", "通信相关技术", 7),
    ("2.2.5", "企业网管理", 2),
    ("2.2.7", "企业IT服务管理", 2),
    ("2.3.1", "接入类", 8),
    ("2.3.4", "号码百事通", 3),
    ("2.4", "行业应用", 3),
    ("2.5", "行业解决方案", 1),
    ("3.1.1", "客户经理的工作内容", 1),
    ("3.1.2", "客户经理的工作规范", 1),
]
GROUPS = [
    ("1.1", "电信基础知识", 7),
    ("1.2", "服务礼仪及行为规范", 4),
    ("2.1", "专业基本知识", 11),
    ("2.2", "重点业务知识", 4),
    ("2.3", "服务营销知识", 2),
    ("3", "法律知识", 6),
]


@pytest.fixture(scope="module")
def account() -> Syllabus:
    return bundled_syllabus("account-manager-1")


@pytest.fixture(scope="module")
def vip() -> Syllabus:
    return bundled_syllabus("vip-service-manager")


def chapters_of(syllabus: Syllabus) -> list[tuple[str, str, int]]:
    return [(chapter.id, chapter.title.zh, len(chapter.modules)) for chapter in syllabus.chapters]


def test_account_manager_1_has_the_parts_and_chapters_printed(account: Syllabus) -> None:
    """Syllabus of account manager level 1: 14 chapters in three parts, 60 modules."""
    assert [("1", "基础篇"), ("2", "产品与解决方案篇"), ("3", "客户经理岗位技能篇")] == [
        (part.id, part.title.zh) for part in account.parts
    ]
    assert chapters_of(account) == CHAPTERS
    assert (14, 60) == (len(account.chapters), len(account.modules))
    assert [41, 17, 2] == [sum(len(chapter.modules) for chapter in part.chapters) for part in account.parts]


@pytest.mark.parametrize(("id", "title", "topics"), SECTIONS_AND_TOPICS)
def test_section_stands_where_it_is_printed(account: Syllabus, id: str, title: str, topics: int) -> None:
    module = account.module(id)
    assert (module.title.zh, len(module.topics)) == (title, topics)


def test_what_is_not_printed_is_not_there(account: Syllabus) -> None:
    """Chapter 2.2 has no section 6; chapters 2.4 and 2.5 have no sections; nothing follows 3.1.2."""
    ids = [module.id for module in account.modules]
    assert "2.2.6" not in ids
    assert ids[-4:] == ["2.4", "2.5", "3.1.1", "3.1.2"]
    assert [chapter.id for chapter in account.chapters if chapter.is_module] == ["2.4", "2.5"]


def test_every_topic_and_every_verb_is_there(account: Syllabus) -> None:
    """170 topics; by the deepest verb of each, for the one of three verbs 熟悉."""
    assert len([*account.topics()]) == 170
    by_depth = {Depth.AWARE: 23, Depth.FAMILIAR: 46, Depth.MASTER: 68, Depth.MASTER_FLUENTLY: 33}
    assert by_depth == account.count_by_depth()
    verbs = [verb.value for _, topic in account.topics() for verb in topic.verbs]
    assert (172, 33, 68, 46, 24, 1) == (
        len(verbs),
        *(verbs.count(verb) for verb in ("熟练掌握", "掌握", "熟悉", "了解", "清楚")),
    )


def test_topic_with_several_verbs_keeps_them_all(account: Syllabus) -> None:
    (topic,) = account.module("2.5").topics
    assert ["熟悉", "了解", "清楚"] == [verb.value for verb in topic.verbs]
    assert (Depth.FAMILIAR, Depth.AWARE) == topic.depths
    assert Depth.FAMILIAR is topic.deepest


@pytest.mark.parametrize(
    ("id", "place", "zh", "depth"),
    [
        ("1.1.1", 0, "了解电信行业的特点", Depth.AWARE),
        ("1.1.2", 1, "熟悉中国通信行业的改革重组", Depth.FAMILIAR),
        ("1.2.4", 3, "掌握客户俱乐部定位、名称、服务对象及服务形式", Depth.MASTER),
        ("1.3.3", 1, "熟悉我的e家", Depth.FAMILIAR),
        ("1.6.1", 2, "熟练掌握管理中的一些热点问题", Depth.MASTER_FLUENTLY),
        ("1.8.6", 2, "掌握IT支撑系统", Depth.MASTER),
        ("2.1.2", 5, "了解卫星通信", Depth.AWARE),
        ("2.3.2", 0, "掌握800电话业务、4008电话业务、12/95/96专线业务", Depth.MASTER),
    ],
)
def test_topic_is_the_sentence_printed(account: Syllabus, id: str, place: int, zh: str, depth: Depth) -> None:
    topic = account.module(id).topics[place]
    assert (zh, (depth,)) == (topic.zh, topic.depths)


def test_vip_standard_has_34_items_in_six_groups(vip: Syllabus) -> None:
    """VIP standard V2.0, part II: 7, 4, 11, 4, 2 and 6 items."""
    assert chapters_of(vip) == GROUPS
    assert len(vip.modules) == 34
    assert [*vip.topics()] == []
    items = {module.id: module.title.zh for module in vip.modules}
    assert items["1.1.1"] == "电信行业概况"
    assert items["2.1.1"] == "VIP客户服务经理维系挽留实战入门课程"
    assert items["2.1.11"] == "中国电信3G服务标准（2012年版）"
    assert items["3.6"] == "中华人民共和国反不正当竞争法"
    assert [part.id for part in vip.parts if part.is_chapter] == ["3"]


@pytest.mark.parametrize("name", bundled_syllabuses())
def test_everything_is_said_in_both_languages(name: str) -> None:
    """No Chinese in English texts, some in every Chinese one, and no punctuation of the one in the other."""
    syllabus = bundled_syllabus(name)
    texts = [(part.title.zh, part.title.en) for part in (*syllabus.parts, *syllabus.chapters, *syllabus.modules)]
    texts += [(syllabus.title.zh, syllabus.title.en), (syllabus.document.zh, syllabus.document.en)]
    for _, topic in syllabus.topics():
        assert topic.en is not None, topic.zh
        texts.append((topic.zh, topic.en))
    for zh, en in texts:
        assert re.search("[\u4e00-\u9fff]", zh), zh
        assert not re.search("[\u3000-\u9fff\uff00-\uffef]", en), en
        assert not re.search("[,;:()?!]", zh), zh
        assert zh.strip() == zh and en.strip() == en


def test_programmes_and_levels(account: Syllabus, vip: Syllabus) -> None:
    assert ("account-manager", 1) == (account.programme, account.level)
    assert ("vip-service-manager", None) == (vip.programme, vip.level)
    assert account.note is not None


def test_files_are_found_by_name_and_by_path(account: Syllabus) -> None:
    assert bundled_syllabuses() == ("account-manager-1", "vip-service-manager")
    assert all(bundled_syllabus(name).name == name for name in bundled_syllabuses())
    assert find_syllabus("account-manager-1") is account
    assert find_syllabus(str(RULES / "syllabus" / "account-manager-1.yaml")) == account


def test_a_syllabus_is_no_rule_set() -> None:
    """Bundled rule sets are the files of `rules/`, not of its folders."""
    assert "account-manager-1" not in bundled_names()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("acount-manager-1", "did you mean `account-manager-1`?"),
        ("nowhere/syllabus.yaml", "there is no file `nowhere/syllabus.yaml`"),
    ],
)
def test_syllabus_that_is_not_there_is_a_fault_of_the_call(name: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        find_syllabus(name)
    assert told in str(caught.value)


def test_module_that_is_not_there_is_a_fault_with_the_nearest(account: Syllabus) -> None:
    with pytest.raises(InputError, match=r"has no module `2\.2\.6`"):
        account.module("2.2.6")


def test_a_syllabus_never_changes(account: Syllabus) -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        account.name = "x"  # type: ignore[misc]
