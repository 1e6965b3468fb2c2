"""Quantities and closed words as a person reads them, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from vip_cert_rules.candidate.words import EducationLevel, Grade, Issuer, TrainerRank, Unit
from vip_cert_rules.kleene import Number
from vip_cert_rules.measures.measure import UNITS
from vip_cert_rules.text import Lang, Text

MONTHS_OF_A_YEAR = 12

WORDS: dict[type[Enum], dict[str, Text]] = {
    EducationLevel: {
        EducationLevel.JUNIOR_SECONDARY.value: Text("初中", "junior secondary school"),
        EducationLevel.SENIOR_SECONDARY.value: Text("高中或中专", "senior secondary school"),
        EducationLevel.JUNIOR_COLLEGE.value: Text("大专", "junior college"),
        EducationLevel.BACHELOR.value: Text("大学本科", "bachelor's degree"),
        EducationLevel.MASTER.value: Text("硕士研究生", "master's degree"),
        EducationLevel.DOCTORATE.value: Text("博士研究生", "doctorate"),
    },
    Grade: {
        Grade.FAIL.value: Text("不合格", "fail"),
        Grade.PASS.value: Text("合格", "pass"),
        Grade.GOOD.value: Text("良好", "good"),
        Grade.EXCELLENT.value: Text("优秀", "excellent"),
    },
    TrainerRank: {
        TrainerRank.PREFECTURE.value: Text("地市级", "prefecture"),
        TrainerRank.PROVINCE.value: Text("省级", "province"),
        TrainerRank.GROUP.value: Text("集团级", "group"),
    },
    Unit: {
        Unit.PROVINCIAL_BRANCH.value: Text("省分公司", "provincial branch"),
        Unit.PROFESSIONAL_COMPANY.value: Text("专业公司", "professional company"),
        Unit.HEADQUARTERS.value: Text("集团总部", "headquarters"),
        Unit.OTHER.value: Text("其他单位", "other unit"),
    },
    Issuer: {
        Issuer.GROUP.value: Text("集团公司", "the group"),
        Issuer.PROVINCE.value: Text("省公司", "a provincial company"),
    },
}
"""By closed list, then by word: a province ranks trainers and issues certificates, and reads differently in each."""

UNITS_IN_SENTENCES: dict[Unit, Text] = {
    Unit.PROVINCIAL_BRANCH: Text("省分公司", "a provincial branch"),
    Unit.PROFESSIONAL_COMPANY: Text("专业公司", "a professional company"),
    Unit.HEADQUARTERS: Text("集团总部", "the headquarters of the group"),
    Unit.OTHER: Text("其他单位", "another unit"),
}
ANY_UNIT_IN_SCOPE = Text("适用单位", "a unit in scope")

REQUIRED: dict[str, Text] = {
    "month": Text("规定年限", "the required time"),
    "hour": Text("规定学时", "the required hours"),
    "point": Text("规定分数", "the required mark"),
    UNITS[EducationLevel]: Text("规定学历", "the required level"),
    UNITS[Grade]: Text("规定等次", "the required grade"),
    UNITS[TrainerRank]: Text("规定级别", "required rank"),
    "record": Text("规定数量", "the required number"),
}
"""What stands in a sentence for a value that a parameter does not supply, by unit."""
LEVEL_REQUIRED = Text("规定等级", "the required level")

SCALES: dict[str, type[Enum]] = {unit: scale for scale, unit in UNITS.items()}
"""The scales whose words count by their rank, by the unit they have in a decision."""


def word(member: Enum, lang: Lang) -> str:
    """A word of a closed list."""
    return WORDS[type(member)][member.value].in_lang(lang)


def number_in_words(number: Number) -> str:
    """An exact number without superfluous zeros."""
    if isinstance(number, Decimal):
        text = format(number, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(number)


def units_in_words(units: Sequence[Unit], lang: Lang) -> str:
    """Kinds of unit as alternatives in a sentence: 省分公司或专业公司."""
    said = [UNITS_IN_SENTENCES[unit].in_lang(lang) for unit in units] or [ANY_UNIT_IN_SCOPE.in_lang(lang)]
    listed = ("、" if lang is Lang.ZH else ", ").join(said[:-1])
    either = "或" if lang is Lang.ZH else " or "
    return f"{listed}{either}{said[-1]}" if listed else said[-1]


def what_is_required(unit: str, lang: Lang) -> str:
    """What stands for a value that was not supplied: that there is one, not what it is."""
    return REQUIRED[unit].in_lang(lang)


def level_in_words(level: int, lang: Lang) -> str:
    """A level by its number: 二级, level 2."""
    return f"{'零一二三四五六七八九'[level]}级" if lang is Lang.ZH else f"level {level}"


def level_required(lang: Lang) -> str:
    """What stands for a level that was not supplied."""
    return LEVEL_REQUIRED.in_lang(lang)


def quantity(value: Number, unit: str, lang: Lang) -> str:
    """A quantity with its unit: ``2年``, ``18 months``, ``59.5分``; the word of a scale for its rank."""
    if unit in SCALES:
        return word(list(SCALES[unit])[int(value)], lang)
    text = number_in_words(value)
    one = value == 1
    if unit == "month":
        if value and value % MONTHS_OF_A_YEAR == 0:
            years = int(value) // MONTHS_OF_A_YEAR
            return f"{years}年" if lang is Lang.ZH else f"{years} {'year' if years == 1 else 'years'}"
        return f"{text}个月" if lang is Lang.ZH else f"{text} {'month' if one else 'months'}"
    if unit == "hour":
        return f"{text}标准学时" if lang is Lang.ZH else f"{text} class {'hour' if one else 'hours'}"
    if unit == "point":
        return f"{text}分" if lang is Lang.ZH else f"{text} {'mark' if one else 'marks'}"
    return f"{text}条记录" if lang is Lang.ZH else f"{text} {'record' if one else 'records'}"
