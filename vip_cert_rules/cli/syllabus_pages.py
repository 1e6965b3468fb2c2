"""A syllabus as a page for people and as a document for programs, with or without somebody's progress."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from vip_cert_rules.cli.present import Page
from vip_cert_rules.decision.decision import Decision
from vip_cert_rules.decision.narrative import Section
from vip_cert_rules.decision.plan_words import Line
from vip_cert_rules.decision.progress import Progress, Tally
from vip_cert_rules.plan.nodes import Status
from vip_cert_rules.syllabus.model import Chapter, Depth, Module, Part, Syllabus, Topic
from vip_cert_rules.text import Lang, Text
from vip_cert_rules.wording.punctuation import LISTED

DEPTHS = {
    Depth.AWARE: Text("了解", "aware"),
    Depth.FAMILIAR: Text("熟悉", "familiar"),
    Depth.MASTER: Text("掌握", "master"),
    Depth.MASTER_FLUENTLY: Text("熟练掌握", "master fluently"),
}

_SIZE = Text("共 {parts} 篇、{chapters} 章、{modules} 个模块", "{parts} parts, {chapters} chapters, {modules} modules")
_SIZE_OF_ITEMS = Text("共 {chapters} 组、{modules} 个知识项", "{chapters} groups, {modules} knowledge items")
_TOPICS = Text("要点 {number} 条：", "{number} topics: ")
_CONTENT = Text("概况", "Overview")
_IN_ALL = Text("合计", "In all")
_HEADLINE = Text("{who} 已完成 {done} 个模块，共 {total} 个", "{who} has completed {done} of {total} modules")
_AS_OF = Text("截至 {day}", "as of {day}")
_BRIEF = Text("已完成 {done}/{total}", "{done} of {total} done")
_BRIEF_UNKNOWN = Text("，{unknown} 个情况不明", ", {unknown} not known")
_WHOLE = Text(
    "已完成 {done}，未完成 {not_done}，情况不明 {unknown}，共 {total} 个模块",
    "{done} done, {not_done} not done, {unknown} not known, of {total} modules",
)


@attrs.frozen
class Standing:
    """Somebody's progress and the decision it was read off."""

    progress: Progress
    decision: Decision


def bar(tally: Tally, width: int) -> str:
    """A bar: full for done, half for not known, light for not done. Whatever there is of the three has a cell."""

    def cells(modules: int) -> int:
        return max(1, modules * width // tally.total) if modules else 0

    done, unknown, least = cells(tally.done), cells(tally.unknown), min(tally.not_done, 1)
    if done + unknown > width - least or not least:  # what rounding gave or took, the longer stretch evens out
        if done >= unknown:
            done = width - least - unknown
        else:
            unknown = width - least - done
    return "█" * done + "▒" * unknown + "░" * (width - done - unknown)


def page_of_syllabus(syllabus: Syllabus, lang: Lang, standing: Standing | None = None) -> Page:
    """The page: with somebody's progress it goes down to the modules, without it to the topics."""
    parts = tuple(_part(part, lang, standing) for part in syllabus.parts)
    document = syllabus.document.in_lang(lang)
    if standing is None:
        return Page(syllabus.title.in_lang(lang), document, (_overview(syllabus, lang), *parts))
    tally = standing.progress.tally()
    decision = standing.decision
    told = {**tally.to_dict(), "who": decision.candidate.id}
    subject = f"{syllabus.title.in_lang(lang)} · {_AS_OF.say(lang, day=decision.as_of)}"
    lines = [Line(f"{bar(tally, 30)} {_WHOLE.say(lang, **told)}")]
    lines += [] if syllabus.note is None else [Line(syllabus.note.in_lang(lang))]
    whole = Section(_IN_ALL.in_lang(lang), tuple(lines))
    return Page(_HEADLINE.say(lang, **told), subject, (whole, *parts), _tone(tally))


def _tone(tally: Tally) -> Status:
    return Status.UNMET if tally.not_done else Status.UNKNOWN if tally.unknown else Status.MET


def _overview(syllabus: Syllabus, lang: Lang) -> Section:
    sizes = {"parts": len(syllabus.parts), "chapters": len(syllabus.chapters), "modules": len(syllabus.modules)}
    level = "" if syllabus.level is None else f" · {_level(syllabus.level).in_lang(lang)}"
    count = syllabus.count_by_depth()
    size = _SIZE if any(count.values()) else _SIZE_OF_ITEMS
    lines = [Line(f"{syllabus.name} · {syllabus.programme}{level}"), Line(size.say(lang, **sizes))]
    if any(count.values()):
        each = (f"{DEPTHS[depth].in_lang(lang)} {number}" for depth, number in count.items())
        lines.append(Line(_TOPICS.say(lang, number=sum(count.values())) + LISTED.in_lang(lang).join(each)))
    if syllabus.note is not None:
        lines.append(Line(syllabus.note.in_lang(lang)))
    return Section(_CONTENT.in_lang(lang), tuple(lines))


def _level(level: int) -> Text:
    return Text(f"{'一二三四五六七八九'[level - 1]}级", f"level {level}")


def _part(part: Part, lang: Lang, standing: Standing | None) -> Section:
    modules = tuple(module for chapter in part.chapters for module in chapter.modules)
    lines: list[Line] = []
    for chapter in part.chapters:
        depth = 0
        if not (part.is_chapter or chapter.is_module):
            lines.append(Line(_heading(chapter, chapter.modules, lang, standing)))
            depth = 1
        for module in chapter.modules:
            lines += _module(module, depth, lang, standing)
    return Section(_heading(part, modules, lang, standing), tuple(lines))


def _heading(what: Part | Chapter, modules: tuple[Module, ...], lang: Lang, standing: Standing | None) -> str:
    head = f"{what.id} {what.title.in_lang(lang)}"
    if standing is None:
        return head
    tally = standing.progress.tally(modules)
    brief = _BRIEF.say(lang, **tally.to_dict())
    brief += _BRIEF_UNKNOWN.say(lang, **tally.to_dict()) if tally.unknown else ""
    return f"{head}  {bar(tally, 10)} {brief}"


def _module(module: Module, depth: int, lang: Lang, standing: Standing | None) -> Iterator[Line]:
    head = f"{module.id} {module.title.in_lang(lang)}"
    if standing is not None:
        yield Line(head, depth, standing.progress.statuses[module.id])
        return
    yield Line(head, depth)
    for topic in module.topics:
        yield Line(_topic(topic, lang), depth + 1)


def _topic(topic: Topic, lang: Lang) -> str:
    if lang is Lang.ZH or topic.en is None:
        return topic.zh
    return f"{', '.join(DEPTHS[depth].en for depth in topic.depths)}: {topic.en}"


def document_of_syllabus(syllabus: Syllabus, standing: Standing | None = None) -> dict[str, Any]:
    """The same for programs, complete in either case: every topic with its depths, every module with its status."""
    out: dict[str, Any] = {
        "syllabus": syllabus.name,
        "programme": syllabus.programme,
        "level": syllabus.level,
        "title": syllabus.title.to_dict(),
        "document": syllabus.document.to_dict(),
        "note": None if syllabus.note is None else syllabus.note.to_dict(),
    }
    if standing is not None:
        decision = standing.decision
        out |= {
            "candidate": decision.candidate.id,
            "as_of": decision.as_of.isoformat(),
            "ruleset": decision.plan.ruleset,
            "question": decision.plan.question,
            "outcome": decision.outcome.value,
            "progress": standing.progress.tally().to_dict(),
        }
    return out | {"parts": [_part_document(part, standing) for part in syllabus.parts]}


def _part_document(part: Part, standing: Standing | None) -> dict[str, Any]:
    modules = tuple(module for chapter in part.chapters for module in chapter.modules)
    chapters = [
        {
            **_head(chapter, chapter.modules, standing),
            "modules": [_module_document(module, standing) for module in chapter.modules],
        }
        for chapter in part.chapters
    ]
    return {**_head(part, modules, standing), "chapters": chapters}


def _head(what: Part | Chapter, modules: tuple[Module, ...], standing: Standing | None) -> dict[str, Any]:
    head = {"id": what.id, "title": what.title.to_dict()}
    return head if standing is None else {**head, "progress": standing.progress.tally(modules).to_dict()}


def _module_document(module: Module, standing: Standing | None) -> dict[str, Any]:
    out: dict[str, Any] = {"id": module.id, "title": module.title.to_dict()}
    if standing is not None:
        out["status"] = standing.progress.statuses[module.id].value
    topics = [
        {"zh": topic.zh, "en": topic.en, "depths": [depth.value for depth in topic.depths]} for topic in module.topics
    ]
    return {**out, "topics": topics}
