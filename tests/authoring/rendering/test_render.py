"""The document of a rule set: nothing of the rules is left out, nothing is markup that should be text."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from tests.cli.calling import call
from vip_cert_rules import bundled_names, find_ruleset, load_ruleset
from vip_cert_rules.authoring.rendering.blocks import Figure, Item, Items, Table
from vip_cert_rules.authoring.rendering.markdown import markdown_of
from vip_cert_rules.authoring.rendering.render import Format, blocks_of, render
from vip_cert_rules.authoring.rendering.scene import Scene
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.text import Lang

DAY = date(2026, 11, 24)
NAMES = bundled_names()
OVERLAYS = {"vip-service-manager": "vip-yunling", "customer-engineer": "engineer-lanwan"}


class Texts(HTMLParser):
    """The texts of a page, and whether its tags are closed in the order in which they were opened."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()
        assert [] == self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "rect", "path"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)


def rules_of(name: str, *, overlaid: bool = False) -> RuleSet:
    rules = find_ruleset(name)
    return rules.overlaid([OVERLAYS[name]]) if overlaid else rules


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("name", NAMES)
def test_everything_in_the_rules_is_in_the_document(name: str, lang: Lang) -> None:
    """Every condition, route, waiver, clause, parameter, assumption, reading, level and list of every plan."""
    rules = rules_of(name)
    told = Texts(render(rules, lang, DAY, Format.HTML)).text
    scene = Scene(rules, lang, DAY)
    wanted = [rules.name, rules.version, rules.digest, rules.title.in_lang(lang)]
    for plan in scene.plans:
        for node in scene.nodes(plan):
            wanted += [node.label.in_lang(lang), *(scene.clause(one) for one in node.source), *node.assumptions]
            if node.test is not None:
                wanted.append(scene.selections.measure(node.test.measure))
    for parameter, part in rules.part.parameters.items():
        wanted += [parameter.partition("{")[0], part.label.in_lang(lang)]
    for assumption, declared in rules.part.assumptions.items():
        wanted += [assumption, declared.text.in_lang(lang)]
        wanted += [f"{assumption}={reading}: {text.in_lang(lang)}" for reading, text in declared.readings.items()]
    wanted += [one.label.in_lang(lang) for one in (*rules.part.levels.values(), *rules.part.positions.values())]
    wanted += [one.title.in_lang(lang) for one in rules.part.documents.values()]
    assert [] == [text for text in dict.fromkeys(wanted) if text not in told]


@pytest.mark.parametrize("name", NAMES)
def test_a_reviewer_finds_every_clause_beside_what_is_said_after_it(name: str) -> None:
    rules = rules_of(name)
    scene = Scene(rules, Lang.EN, DAY)
    by_title = {
        block.caption: block
        for block in blocks_of(rules, Lang.EN, DAY)
        if isinstance(block, Table) and block.heads[0] == "Clause"
    }
    for plan in scene.plans:
        for node in scene.nodes(plan):
            for one in node.source:
                table = by_title[rules.part.documents[one.document].title.en]
                rows = [row for row in table.rows if row[0] == (one.clause or "(no clause)")]
                assert any(node.label.en in row[1] and plan.root.id in row[2].split(", ") for row in rows), node.id


def test_clauses_are_in_the_order_of_the_document() -> None:
    (table, *_) = [
        block
        for block in blocks_of(rules_of("vip-service-manager"), Lang.EN, DAY)
        if isinstance(block, Table) and block.heads[0] == "Clause"
    ]
    clauses = list(dict.fromkeys(row[0] for row in table.rows))
    assert clauses[:6] == ["四", "6", "7.1", "7.2", "7.2.A", "7.2.B"]
    assert clauses[-4:] == ["8.2.C(2)", "8.2.D", "8.2.D(1)", "8.2.D(2)"]


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("name", NAMES)
def test_the_same_rules_make_the_same_document(name: str, form: Format) -> None:
    assert render(rules_of(name), Lang.ZH, DAY, form) == render(rules_of(name), Lang.ZH, DAY, form)


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("name", sorted(OVERLAYS))
def test_what_an_overlay_sets_or_adds_is_marked_with_its_name(name: str, lang: Lang) -> None:
    """By a star, not by a colour alone."""
    rules = rules_of(name, overlaid=True)
    told = Texts(render(rules, lang, DAY, Format.HTML)).text
    assert OVERLAYS[name] in told
    marked = [line for line in markdown_of(blocks_of(rules, lang, DAY)).splitlines() if "★" in line]
    scene = Scene(rules, lang, DAY)
    added = {node.label.in_lang(lang) for plan in scene.plans for node in plan.nodes if node.added_by == OVERLAYS[name]}
    assert bool(added) == (name == "vip-service-manager")  # the other sets values only
    assert marked
    for label in added:
        assert any(re.sub(r"\\(.)", r"\1", line).find(label) >= 0 for line in marked), label
    assert "★" not in render(rules_of(name), lang, DAY, Format.HTML)


def test_a_value_that_is_set_stands_beside_what_the_documents_say() -> None:
    told = render(rules_of("vip-service-manager", overlaid=True), Lang.EN, DAY, Format.MARKDOWN)
    assert re.search(r"\| pass\\_mark \|[^|]*\| ★ 65 marks \|.*set by vip-yunling; the documents say 60 marks \|", told)
    assert re.search(r"\* ★ written examination of the group, 65 marks or more .*the documents say 60 marks\)", told)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_nothing_from_elsewhere_and_says_what_it_is(name: str) -> None:
    page = render(rules_of(name), Lang.EN, DAY, Format.HTML)
    found = Texts(page)
    tags = [tag for tag, _attrs in found.tags]
    assert not {"script", "link", "img", "iframe"} & set(tags)
    assert not [attrs for _tag, attrs in found.tags if {"src", "href", "onclick"} & set(attrs)]
    assert tags.count("table") == tags.count("caption")
    assert [1] == [1 for tag in tags if tag == "h1"]
    depths = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(depths))
    assert ("html", {"lang": "en"}) in found.tags
    assert all(attrs.get("scope") for tag, attrs in found.tags if tag == "th")


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("name", NAMES)
def test_ladders_are_pictures_whose_texts_stay_within_their_boxes(name: str, lang: Lang) -> None:
    """Each level has a box, the lowest at the bottom; no two texts stand on one line; a reader of texts is told all."""
    figures = [block for block in blocks_of(rules_of(name), lang, DAY) if isinstance(block, Figure)]
    assert bool(figures) == (name in ("vip-service-manager", "network-optimization", "customer-engineer"))
    for figure in figures:
        svg = ET.fromstring(figure.svg)
        space = "{http://www.w3.org/2000/svg}"
        width, height = (float(number) for number in svg.attrib["viewBox"].split()[2:])
        assert "img" == svg.attrib["role"]
        assert {svg.find(f"{space}title").attrib["id"], svg.find(f"{space}desc").attrib["id"]} == set(  # type: ignore[union-attr]
            svg.attrib["aria-labelledby"].split()
        )
        seen = set()
        for text in svg.iter(f"{space}text"):
            x, y = float(text.attrib["x"]), float(text.attrib["y"])
            columns = sum(2 if ord(char) > 0x2E7F else 1 for char in text.text or "")
            assert 0 < y < height
            assert (x, y) not in seen
            seen.add((x, y))
            if text.attrib["text-anchor"] == "start":
                assert x + columns * 7 <= width, text.text
        boxes = [rect for rect in svg.iter(f"{space}rect") if rect.attrib["rx"] == "6"]
        heights = [float(rect.attrib["y"]) for rect in boxes]
        assert heights == sorted(heights)
        assert len(boxes) == len(rules_of(name).levels)


def test_words_that_look_like_markup_are_words(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        "ruleset: a\nversion: '1'\ntitle: {zh: '<b>甲|乙</b>', en: '*a* | `b` <script>'}\n"
        "conditions:\n  c:\n    label: {zh: '- 甲', en: '1. a_b [c](d) #e'}\n"
        "    measure: {count: {from: certificates}}\n"
        "questions:\n  q: {label: {zh: 问, en: ask}, yes: {zh: 是, en: y}, no: {zh: 否, en: n}, all: [c]}\n",
        encoding="utf-8",
    )
    rules = load_ruleset(path)
    assert isinstance(rules, RuleSet)
    page = render(rules, Lang.EN, DAY, Format.HTML)
    assert "<script>" not in page
    assert "*a* | `b` <script>" in Texts(page).text
    text = render(rules, Lang.EN, DAY, Format.MARKDOWN)
    assert text.startswith("# \\*a\\* \\| \\`b\\` \\<script\\>\n")
    assert "* 1\\. a\\_b \\[c\\](d) \\#e" in text
    assert "* \\- 甲" in render(rules, Lang.ZH, DAY, Format.MARKDOWN)


def test_items_below_items_are_set_in() -> None:
    text = markdown_of([Items((Item("a", (Item("b", is_marked=True),)), Item("c")))])
    assert "* a\n  * ★ b\n* c\n" == text


# --- the command -----------------------------------------------------------------------------------------------------


def test_it_is_written_to_a_file_or_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "vip.html"
    said = call(capsys, "rules", "render", "vip-service-manager", "--output", file)
    assert (0, "", "") == (said.status, said.out, said.err)
    assert file.read_text(encoding="utf-8").startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    said = call(capsys, "rules", "render", "vip-service-manager", "--format", "markdown", "--lang", "en")
    assert said.out.startswith("# VIP customer service manager certification\n")


def test_a_position_and_overlays_are_shown_as_asked(capsys: pytest.CaptureFixture[str]) -> None:
    said = call(capsys, "rules", "render", "vip-service-manager", "--overlay", "vip-yunling", "--format", "markdown")
    assert "vip-yunling" in said.out
    said = call(capsys, "rules", "render", "network-optimization", "--position", "system-analysis", "--lang", "en")
    assert "apply.5" in said.out


def test_values_are_those_of_the_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (Path(__file__).parents[3] / "rules" / "vip-service-manager.yaml").read_text(encoding="utf-8")
    dated = "values: {4: 30, 3: {from: {1900-01-01: 24, 2027-01-01: 30}}, 2: 18, 1: 12}"
    (tmp_path / "a.yaml").write_text(text.replace("values: {4: 30, 3: 24, 2: 18, 1: 12}", dated), encoding="utf-8")
    shown = ("rules", "render", tmp_path / "a.yaml", "--format", "markdown", "--lang", "en")
    assert "at least 24 class hours of level 3" in call(capsys, *shown, "--as-of", "2026-12-31").out
    assert "at least 30 class hours of level 3" in call(capsys, *shown, "--as-of", "2027-01-01").out
    assert "at least 30 class hours of level 3" in call(capsys, *shown).out
    assert "24 class hours from 1900-01-01; 30 class hours from 2027-01-01" in call(capsys, *shown).out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "NAME|PATH: missing"),
        (("vip",), "there is no bundled rule set `vip`"),
        (("vip-service-manager", "--format", "pdf"), "--format: `pdf` cannot be given here"),
        (("vip-service-manager", "--position", "x"), "--position: `x` is not a position"),
        (("vip-service-manager", "--overlay", "x"), "there is no file and no bundled overlay `x`"),
        (("vip-service-manager", "--as-of", "x"), "--as-of: `x` is not a day"),
        (("vip-service-manager", "--output", "no/such/file"), "--output: `no/such/file` cannot be written"),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_refused_in_words(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    said = call(capsys, "rules", "render", *words)
    assert (2, "", True) == (said.status, said.out, told in said.err), said.err


def test_rules_are_shown_with_overlays(capsys: pytest.CaptureFixture[str]) -> None:
    said = call(capsys, "rules", "show", "vip-service-manager", "--overlay", "vip-yunling", "--lang", "en")
    assert 0 == said.status
    assert "65 marks (set by vip-yunling; the documents say 60 marks)" in said.out
    assert "written examination of the group, 65 marks or more" in said.out
