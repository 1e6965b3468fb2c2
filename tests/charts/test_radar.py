"""The radar chart: what is drawn, what is not, and what has to be there to draw."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import attrs
import pytest

from tests.decision.test_profile import profile, rating
from vip_cert_rules import InputError, render_radar, render_radar_png
from vip_cert_rules.charts import radar
from vip_cert_rules.decision.plan_words import printable

ALL = [rating("achievement", 82), rating("resilience", 74.5), rating("writing", 66), rating("execution", 80)]
ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"
PNG = b"\x89PNG\r\n\x1a\n"


def points(svg: str) -> list[list[tuple[str, str]]]:
    """Of each curve the points: label and value."""
    curves: list[list[tuple[str, str]]] = [[], []]
    for group in ElementTree.fromstring(svg).iter():
        curve = re.match(r"series serie-(\d)", group.get("class", ""))
        for dots in group if curve is not None else ():
            if dots.get("class") == "dots":
                said = {one.get("class"): one.text or "" for one in dots}
                curves[int(curve[1])].append((said["x_label"], said["value"]))  # type: ignore[index]
    return [[*curve[:1], *reversed(curve[1:])] for curve in curves]


def named(svg: str) -> list[list[str]]:
    """What the axes are called, in lines, with the clock."""
    axes = [one for one in ElementTree.fromstring(svg).iter() if one.get("class") == "axis x web"]
    said = [[line.text or "" for line in text] for text in axes[0].iter(f"{SVG}text")]
    return [*said[:1], *reversed(said[1:])]


def lines(svg: str) -> list[int]:
    """Of each curve how many pieces its line has."""
    paths = (one for one in ElementTree.fromstring(svg).iter(f"{SVG}path") if one.get("class") == "line")
    return [one.get("d", "").count("M") for one in paths if "fill:none" in one.get("style", "")]


def test_every_rating_and_requirement_is_a_point() -> None:
    required, rated = points(render_radar(profile(*ALL)))
    assert [("成就导向", "80"), ("抗挫能力", "75"), ("书面表达能力", "70"), ("执行能力", "80")] == required
    assert [("成就导向", "82"), ("抗挫能力", "74.5"), ("书面表达能力", "66"), ("执行能力", "80")] == rated


def test_what_is_not_rated_keeps_its_axis_and_has_no_point() -> None:
    """A point in the middle would say that it was rated 0."""
    svg = render_radar(profile(ALL[0], ALL[1], rating("execution", None)))
    required, rated = points(svg)
    assert len(required) == 4
    assert [("成就导向", "82"), ("抗挫能力", "74.5")] == rated
    assert named(svg) == [["成就导向"], ["抗挫能力"], ["书面表达能力（未评分）"], ["执行能力（未评分）"]]
    assert lines(svg) == [4, 1]  # and no line runs through it


def test_long_names_stand_upright_in_lines_of_about_the_same_length() -> None:
    """Names along the circle ran into one another and were read with a bent head."""
    svg = render_radar(profile(*ALL))
    assert "rotate(" not in svg.split('class="axis x web"')[1].split("</g></g>")[0]
    assert list(radar._wrapped("运用客户关系管理工具和技术的能力")) == ["运用客户关系管理工具", "和技术的能力"]
    assert list(radar._wrapped("计算机技能（办公软件）")) == ["计算机技能（办公软件）"]
    assert list(radar._wrapped("dealing with customers' complaints under pressure")) == [
        "dealing with customers'",
        "complaints under pressure",
    ]


def test_a_rating_of_nothing_is_a_point_in_the_middle() -> None:
    _required, rated = points(render_radar(profile(rating("achievement", 0), *ALL[1:])))
    assert ("成就导向", "0") in rated


def test_the_picture_is_sound_and_refers_to_nothing_outside() -> None:
    """Any page may show it, also one with a strict content security policy."""
    svg = render_radar(profile(*ALL))
    root = ElementTree.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not [one for one in root.iter() if str(one.tag).endswith("script")]
    assert set(re.findall(r'https?://[^"\s<]*', svg)) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def test_the_same_profile_gives_the_same_picture() -> None:
    assert render_radar(profile(*ALL)) == render_radar(profile(*ALL))


def test_it_speaks_both_languages() -> None:
    svg = render_radar(profile(*ALL), "en")
    assert "Profile: account manager certification, level 1" in svg
    assert "AM7 · as of 2026-05-01" in svg
    assert "achievement orientation" in svg
    assert not re.search("[\u4e00-\u9fff]", svg)


def test_too_few_axes_are_refused() -> None:
    few = {"competency_profile": {1: {"achievement": 80, "writing": 70}}}
    with pytest.raises(InputError, match="a chart needs at least 3 things that are rated; there are 2"):
        render_radar(profile(*ALL, parameters=few))


@pytest.mark.parametrize(("module", "named"), [("pygal", "pygal"), ("resvg_py", "resvg_py")])
def test_a_library_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, module: str, named: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError) as caught:
        render_radar_png(profile(*ALL), "en")
    assert f"drawing needs `{named}`, which is not installed" in str(caught.value)
    assert "vip_cert_rules[charts]" in str(caught.value)


class Drawer:
    """Stands for resvg on a machine with such fonts."""

    def __init__(self, known: str) -> None:
        self.known = known
        self.drawn: list[tuple[str, list[str]]] = []

    def svg_to_bytes(self, svg_string: str, font_files: list[str], background: str) -> bytes:
        self.drawn.append((svg_string, font_files))
        return PNG + "".join(char for char in svg_string if char in self.known).encode()


@pytest.mark.parametrize(("known", "lang", "is_drawn"), [("ab", "en", True), ("ab", "zh", False), ("ab中", "zh", True)])
def test_a_machine_without_the_characters_says_so(
    monkeypatch: pytest.MonkeyPatch, known: str, lang: str, is_drawn: bool
) -> None:
    monkeypatch.setattr(radar, "_PROBE", "{text}")
    monkeypatch.setitem(sys.modules, "resvg_py", Drawer(known))  # type: ignore[arg-type]
    if is_drawn:
        assert render_radar_png(profile(*ALL), lang).startswith(PNG)
    else:
        with pytest.raises(InputError, match="no font on this machine has the character `中`"):
            render_radar_png(profile(*ALL), lang)


def test_font_files_are_drawn_with_and_have_to_be_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(radar, "_PROBE", "{text}")
    drawer = Drawer("中")
    monkeypatch.setitem(sys.modules, "resvg_py", drawer)  # type: ignore[arg-type]
    font = tmp_path / "font.ttf"
    with pytest.raises(InputError, match="there is no file"):
        render_radar_png(profile(*ALL), fonts=[font])
    font.write_bytes(b"")
    render_radar_png(profile(*ALL), fonts=[font])
    assert all(files == [str(font)] for _svg, files in drawer.drawn)


def test_chinese_is_really_drawn_where_there_is_a_font_for_it() -> None:
    """The picture with its labels is not the one without them."""
    try:
        drawn = render_radar_png(profile(*ALL))
    except InputError as error:
        assert error.faults[0].code == "no-font"  # noqa: PT017 - this machine has none, and says so
        return
    assert drawn.startswith(PNG)
    assert len(drawn) > 20_000


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "a&b\"'", "\x00\x1b[31m", "]]>", "\u202e"])
def test_any_name_leaves_the_picture_sound(name: str) -> None:
    """What a record calls a person is text in the picture, and nothing else."""
    root = ElementTree.fromstring(render_radar(profile(*ALL, name=name)))
    assert not [one for one in root.iter() if str(one.tag).endswith("script")]
    told = "".join(one.text or "" for one in root.iter())
    assert printable(name) in told


def test_drawing_leaves_the_imports_of_others_alone() -> None:
    """pygal puts a finder among those of Python that warns whenever anything is imported."""
    program = """
import importlib.metadata, sys, warnings
from tests.charts.test_radar import ALL, profile
from vip_cert_rules import render_radar
before = list(sys.meta_path)
render_radar(profile(*ALL))
left = [one for one in sys.meta_path if one not in before]
assert not [one for one in left if "pygal" in type(one).__module__], left
assert importlib.metadata.version("pygal")
warnings.simplefilter("error")
import colorsys
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("fonts", ["font.ttf", b"font.ttf", None, 5, [5], [b"font.ttf"]])
def test_fonts_that_are_no_list_of_files_are_told(fonts: object) -> None:
    with pytest.raises(InputError) as caught:
        render_radar_png(profile(*ALL), fonts=fonts)  # type: ignore[arg-type]
    assert [(fault.path, fault.code) for fault in caught.value.faults] == [("fonts", "wrong-type")]


def test_a_font_whose_name_is_no_text_is_told(tmp_path: Path) -> None:
    """A name of bytes that are no UTF-8, which only some systems let a file have."""
    font = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.ttf"))
    try:
        font.write_bytes(b"")
    except OSError:
        pytest.skip("this system has no such names")
    with pytest.raises(InputError, match="not UTF-8"):
        render_radar_png(profile(*ALL), fonts=[font])


@pytest.mark.parametrize("id", ["a\x00b", "\x01\x08\x0b\x1f\x7f", "\ufffe\uffff", "]]><script>&'\"", "\U0001f600"])
def test_a_chart_is_xml_whatever_a_name_holds(id: str) -> None:
    """What no XML can hold is shown as something else; markup is shown, not followed."""
    root = ElementTree.fromstring(render_radar(profile(*ALL, name=id)))
    assert not [one for one in root.iter() if str(one.tag).endswith("script")]


def test_axes_that_are_called_alike_or_like_a_number_keep_their_points(tmp_path: Path) -> None:
    """Which axis has no value is told by its place, not by what it is called."""
    rules = (ROOT / "rules" / "account-manager.yaml").read_text(encoding="utf-8")
    rules = rules.replace("zh: 抗挫能力", "zh: 成就导向").replace("zh: 书面表达能力", "zh: '70'")
    (tmp_path / "alike.yaml").write_text(rules, encoding="utf-8")
    gaps = profile(*ALL, ruleset=tmp_path / "alike.yaml").gaps
    lacking = [attrs.evolve(gap, required=None) if gap.item in {"resilience", "writing"} else gap for gap in gaps]
    found = profile(*ALL, ruleset=tmp_path / "alike.yaml")
    required, rated = points(render_radar(attrs.evolve(found, gaps=tuple(lacking))))
    assert [("成就导向", "80"), ("执行能力", "80")] == required
    assert len(rated) == 4
