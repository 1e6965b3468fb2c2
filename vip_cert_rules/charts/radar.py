"""The profile diagram of section 7.2 of the competency model: ratings and requirements as a radar chart.

As SVG it is text and lines only, without scripts and without references to anything outside, so that any page may show
it. As PNG it is drawn with the fonts of the machine, or with a font that is given.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from math import ceil, hypot
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from vip_cert_rules.decision.plan_words import printable
from vip_cert_rules.decision.profile import Profile
from vip_cert_rules.extras import needed
from vip_cert_rules.faults import Fault, InputError, show
from vip_cert_rules.reading.positions import SURROGATE
from vip_cert_rules.text import Lang, read_lang
from vip_cert_rules.wording import profile as words
from vip_cert_rules.wording.quantities import level_in_words

FONTS = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','WenQuanYi Zen Hei',sans-serif"
"""Fonts with Chinese characters on the usual systems."""

MOST = 100
FEWEST = 3
"""With fewer axes than this there is no area to see."""

WIDTH, HEIGHT = 1040, 780
MARGIN_LEFT, MARGIN_RIGHT = 173, 206
"""Beside the scale on the left they make the web round, and leave room for what its axes are called."""
LABEL_SIZE, LINE_HEIGHT, LABEL_WIDTH = 13, 16, 30
"""``LABEL_WIDTH`` counts columns: two for a Chinese character."""
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that a name may have and no XML can."""

_COLOURS = ("#1f6feb", "#d1242f")
_PROBE = """<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">
<text y="30" font-size="30" font-family="{fonts}">{text}</text></svg>"""


def render_radar(profile: Profile, lang: str = "zh") -> str:
    """The profile as SVG. A thing without a rating keeps its axis and has no point on it.

    Raises :class:`InputError` where fewer than three things are rated, and where pygal is not installed.
    """
    return _draw(profile, read_lang(lang))


def render_radar_png(profile: Profile, lang: str = "zh", *, fonts: Sequence[str | os.PathLike[str]] = ()) -> bytes:
    """The profile as PNG. ``fonts`` are font files to draw with, beside those of the machine.

    Raises :class:`InputError` as :func:`render_radar` does, where resvg is not installed, and where no font has the
    characters.
    """
    language = read_lang(lang)
    svg = _draw(profile, language)
    resvg = _needed("resvg_py")
    if isinstance(fonts, (str, bytes)) or not isinstance(fonts, Sequence):
        raise InputError([Fault("wrong-type", "fonts", f"{show(fonts)} where a list of font files is needed")])
    unfit = [font for font in fonts if not isinstance(font, (str, os.PathLike))]
    if unfit:
        raise InputError([Fault("wrong-type", "fonts", f"{show(font)} where a path is needed") for font in unfit])
    files = [os.fsdecode(font) for font in fonts]
    lacking = [font for font in files if not os.path.isfile(font)]
    if lacking:
        raise InputError([Fault("not-found", "fonts", f"there is no file `{font}`") for font in lacking])
    odd = [font for font in files if SURROGATE.search(font)]  # bytes that are no UTF-8: resvg takes text
    if odd:
        raise InputError([Fault("wrong-type", "fonts", f"the name {show(font)} is not UTF-8") for font in odd])
    sample = "中" if language is Lang.ZH else "a"
    seen, blank = (_png(resvg, _PROBE.format(fonts=FONTS, text=text), files) for text in (sample, ""))
    if seen == blank:
        hint = "install one, for instance Noto Sans CJK, or give a font file; or ask for SVG, or for English"
        raise InputError([Fault("no-font", "fonts", f"no font on this machine has the character `{sample}`", hint)])
    return _png(resvg, svg, files)


def _png(resvg: Any, svg: str, fonts: list[str]) -> bytes:
    return bytes(resvg.svg_to_bytes(svg_string=svg, font_files=fonts, background="white"))


def _draw(profile: Profile, lang: Lang) -> str:
    if len(profile.gaps) < FEWEST:
        message = f"a chart needs at least {FEWEST} things that are rated; there are {len(profile.gaps)}"
        raise InputError([Fault("too-few-axes", "profile", message)])
    pygal = _needed("pygal")
    style = _needed("pygal.style").Style(
        font_family=FONTS,
        background="white",
        plot_background="white",
        colors=_COLOURS,
        label_font_size=LABEL_SIZE,
        legend_font_size=14,
        title_font_size=18,
        foreground_strong="#333",
        guide_stroke_color="#bbb",
        major_guide_stroke_color="#bbb",
    )
    chart = pygal.Radar(
        style=style,
        js=[],
        range=(0, MOST),
        y_labels=list(range(20, MOST + 1, 20)),
        width=WIDTH,
        height=HEIGHT,
        margin_left=MARGIN_LEFT,
        margin_right=MARGIN_RIGHT,
        no_prefix=True,
        explicit_size=True,
        legend_at_bottom=True,
        truncate_label=-1,
        stroke=False,
        dots_size=5,
        disable_xml_declaration=True,
    )
    chart.title = _title(profile, lang)
    gaps = (*profile.gaps[:1], *reversed(profile.gaps[1:]))  # pygal goes against the clock, people go with it
    labels = [
        printable(gap.label.in_lang(lang)) + ("" if gap.rating is not None else words.UNRATED_MARK.in_lang(lang))
        for gap in gaps
    ]
    chart.x_labels = labels
    absent: list[set[int]] = []
    for name, values in (
        (words.REQUIRED, [gap.required for gap in gaps]),
        (words.RATED, [gap.rating for gap in gaps]),
    ):
        absent.append({i for i, value in enumerate(values) if value is None})
        chart.add(name.in_lang(lang), list(map(_plain, values)))
    chart.add_xml_filter(lambda root: _finished(root, absent))
    svg: str = chart.render(is_unicode=True)
    return _NOT_IN_XML.sub("\ufffd", svg)


def _title(profile: Profile, lang: Lang) -> str:
    """What the person is measured against, then who and when, on two lines."""
    decision = profile.decision
    plan = decision.plan
    level = "" if plan.level is None else words.LEVEL.say(lang, level=level_in_words(plan.level, lang))
    who = words.WHO.say(lang, candidate=printable(decision.candidate.id), as_of=decision.as_of)
    return words.TITLE.say(lang, title=plan.title.in_lang(lang), level=level) + "\n" + who


def _plain(value: Any) -> float | None:
    return None if value is None else float(value)


def _finished(root: Element, absent: list[set[int]]) -> Element:
    """The picture without scripts and comments, with its curves, and with labels that stand upright.

    Every axis has a point, also one without a value; two axes may be called alike.
    """
    dots: list[list[tuple[float, float] | None]] = [[] for _curve in absent]
    curves: dict[int, Element] = {}
    for parent, curve in list(_within(root, None)):
        if parent.get("class") == "axis x web":
            for axis in parent:
                _turn_upright(axis)
        if curve is not None:
            curves.setdefault(curve, parent)  # the first group of a curve lies below all dots
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag.endswith("script"):
                parent.remove(child)
            elif curve is not None and child.get("class") == "dots":
                has_none = len(dots[curve]) in absent[curve]
                dots[curve].append(None if has_none else (float(child[0].get("cx", 0)), float(child[0].get("cy", 0))))
                if has_none:
                    parent.remove(child)
    for curve, group in curves.items():
        lines = " ".join(_lines(dots[curve]))
        style = f"fill:none;stroke:{_COLOURS[curve]};stroke-width:2"
        if lines:
            SubElement(group, "path", {"class": "line", "d": lines, "style": style})
    return root


def _lines(dots: list[tuple[float, float] | None]) -> Iterator[str]:
    """From each dot to the next, round and round; a line through what has no value would say that it is 0."""
    for here, there in zip(dots, (*dots[1:], *dots[:1])):
        if here is not None and there is not None:
            yield f"M{here[0]:.1f} {here[1]:.1f}L{there[0]:.1f} {there[1]:.1f}"


def _turn_upright(axis: Element) -> None:
    """What an axis is called, in level lines beside its end."""
    line, text = axis[0], axis[1]
    line.set("style", "stroke:#bbb")
    x0, y0, x1, y1 = map(float, re.findall(r"-?\d+\.?\d*", line.get("d", "")))
    away = hypot(x1 - x0, y1 - y0) or 1.0
    right, down = (x1 - x0) / away, (y1 - y0) / away
    anchor = "middle" if abs(right) < 0.05 else "start" if right > 0 else "end"
    said = list(_wrapped(text.text or ""))
    x, y = (
        x1 + 10 * right,
        y1 + (12 if down > -0.99 else 20) * down + LABEL_SIZE / 3 - (len(said) - 1) * LINE_HEIGHT * (1 - down) / 2,
    )
    text.attrib.pop("transform", None)
    text.text = None
    text.set("style", f"text-anchor:{anchor}")
    for number, part in enumerate(said):
        place = {"x": f"{x:.1f}", "y": f"{y + number * LINE_HEIGHT:.1f}"}
        SubElement(text, "tspan", place).text = part


def _wrapped(text: str) -> Iterator[str]:
    """A text in lines that are short enough, broken between words or Chinese characters."""
    whole = _columns(text)
    width = min(LABEL_WIDTH, whole // ceil(max(whole, 1) / LABEL_WIDTH) + 4)  # lines of about the same length
    line = ""
    for piece in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*", text):
        closes = piece in "，。、；：）》”"  # stays with what it closes
        if line and not closes and _columns(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece
    yield line.rstrip()


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _within(element: Element, curve: int | None) -> Iterator[tuple[Element, int | None]]:
    """Every element, and the number of the curve it belongs to."""
    found = re.match(r"series serie-(\d+)", str(element.get("class", "")))
    curve = int(found[1]) if found else curve
    yield element, curve
    for child in element:
        yield from _within(child, curve)


def _needed(module: str) -> Any:
    finders = list(sys.meta_path)
    try:
        return needed(module, "charts", "drawing", path="charts")
    finally:
        # pygal leaves a finder behind, for plugins of its own, that warns at every import of anything from then on.
        # Only that one goes: importlib_metadata, which pygal brings along, puts its own in the place of Python's
        for finder in [one for one in sys.meta_path if one not in finders]:
            if type(finder).__module__.partition(".")[0] == "pygal":
                sys.meta_path.remove(finder)
