"""The profile diagram of section 7.2 of the competency model: ratings and requirements as a radar chart.

As SVG it is text and lines only, without scripts and without references to anything outside, so that any page may show
it. As PNG it is drawn with the fonts of the machine, or with a font that is given.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any
from xml.etree.ElementTree import Element

from vip_cert_rules.decision.narrative import printable
from vip_cert_rules.decision.profile import Profile
from vip_cert_rules.faults import Fault, InputError
from vip_cert_rules.text import Lang, read_lang
from vip_cert_rules.wording import profile as words

FONTS = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','WenQuanYi Zen Hei',sans-serif"
"""Fonts with Chinese characters on the usual systems."""

MOST = 100
FEWEST = 3
"""With fewer axes than this there is no area to see."""

WIDTH, HEIGHT = 900, 760
_Absent = set[str] | None
"""What has no value on a curve; ``None``: the element belongs to no curve."""

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
    files = [os.fspath(font) for font in fonts]
    lacking = [font for font in files if not os.path.isfile(font)]
    if lacking:
        raise InputError([Fault("not-found", "fonts", f"there is no file `{font}`") for font in lacking])
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
        label_font_size=13,
        legend_font_size=14,
        title_font_size=18,
        guide_stroke_color="#bbb",
        major_guide_stroke_color="#bbb",
    )
    chart = pygal.Radar(
        style=style,
        js=[],
        range=(0, MOST),
        y_labels=list(range(0, MOST + 1, 20)),
        width=WIDTH,
        height=HEIGHT,
        no_prefix=True,
        explicit_size=True,
        legend_at_bottom=True,
        truncate_label=-1,
        stroke_style={"width": 2},
        disable_xml_declaration=True,
    )
    decision = profile.decision
    chart.title = words.TITLE.say(lang, candidate=printable(decision.candidate.id), as_of=decision.as_of)
    labels = [
        printable(gap.label.in_lang(lang)) + ("" if gap.rating is not None else words.UNRATED_MARK.in_lang(lang))
        for gap in profile.gaps
    ]
    chart.x_labels = labels
    absent: list[set[str]] = []
    for name, values in (
        (words.REQUIRED, [gap.required for gap in profile.gaps]),
        (words.RATED, [gap.rating for gap in profile.gaps]),
    ):
        absent.append({label for label, value in zip(labels, values) if value is None})
        # a line through what has no value would say that it is 0
        is_whole = not absent[-1]
        chart.add(name.in_lang(lang), list(map(_plain, values)), stroke=is_whole, dots_size=4 if is_whole else 6)
    chart.add_xml_filter(lambda root: _cleaned(root, absent))
    svg: str = chart.render(is_unicode=True)
    return svg


def _plain(value: Any) -> float | None:
    return None if value is None else float(value)


def _cleaned(root: Element, absent: list[set[str]]) -> Element:
    """The picture without scripts and comments, and without points of what has no value, by curve."""
    for parent, curve in list(_within(root, absent, None)):
        for child in list(parent):
            has_none = curve is not None and child.get("class") == "dots" and any(one.text in curve for one in child)
            if not isinstance(child.tag, str) or child.tag.endswith("script") or has_none:
                parent.remove(child)
    return root


def _within(
    element: Element, absent: list[set[str]], curve: set[str] | None
) -> Iterator[tuple[Element, set[str] | None]]:
    """Every element, and what has no value on the curve it belongs to."""
    found = re.match(r"series serie-(\d+)", str(element.get("class", "")))
    curve = absent[int(found[1])] if found else curve
    yield element, curve
    for child in element:
        yield from _within(child, absent, curve)


def _needed(module: str) -> Any:
    finders = list(sys.meta_path)
    try:
        return import_module(module)
    except ImportError as error:
        message = f"drawing needs `{module.partition('.')[0]}`, which is not installed"
        hint = "install the extra: vip_cert_rules[charts]"
        raise InputError([Fault("extra-missing", "charts", message, hint)]) from error
    finally:
        # pygal leaves a finder behind, for plugins of its own, that warns at every import of anything from then on
        for finder in [one for one in sys.meta_path if one not in finders]:
            sys.meta_path.remove(finder)
