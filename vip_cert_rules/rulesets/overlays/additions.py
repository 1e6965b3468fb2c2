"""Lays what overlays add over a rule set: from its parts to its parts, then checked as those of any rule file.

Nothing is removed or replaced: a requirement joins what a question demands of everybody, a route stands beside
something as its alternative, and whatever is declared has a new name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from vip_cert_rules.digest import plain
from vip_cert_rules.faults import InputError, Path, nearest, show
from vip_cert_rules.plan.nodes import Cited
from vip_cert_rules.rulesets.checks import check_rule_set
from vip_cert_rules.rulesets.checks.mentions import SECTIONS, mentions_of
from vip_cert_rules.rulesets.checks.parts import DEEPEST, walk
from vip_cert_rules.rulesets.overlays.forms import ADD, Addition, RequirementPart, RoutePart, read_additions
from vip_cert_rules.rulesets.overlays.overlay import Overlay
from vip_cert_rules.rulesets.overlays.placing import Place, at_some_levels, names_within, parts_of, place_route
from vip_cert_rules.rulesets.syntax import DocumentPart, Extension, Item, ItemPart, RuleSetPart
from vip_cert_rules.shapes import Refused, Report
from vip_cert_rules.text import Text


def lay_additions(part: RuleSetPart, overlays: Sequence[Overlay]) -> RuleSetPart:
    """The parts of a rule set with all that the overlays add, in their order; the same object where they add nothing.

    Raises :class:`InputError` with every fault of what they add, each with its place in its overlay. Overlays that are
    for another rule set are passed over: that is reported where their values are looked at.
    """
    laying = _Laying(part)
    for overlay in overlays:
        if overlay.additions and overlay.ruleset in (None, part.ruleset):
            laying.lay(overlay)
    if not laying.laid:
        return part
    # what could not be put in its place leaves behind what only it would have used
    sound = not any(report.faults for report in laying.reports)
    routed = _Routed(laying=laying, keeps_unused=sound)
    if laying.is_readable:
        check_rule_set(laying.part, routed)
    faults = [fault for report in laying.reports for fault in report.in_order()]
    if faults:
        raise InputError(dict.fromkeys(faults))
    return laying.part


def content_with(content: Mapping[str, Any], overlays: Sequence[Overlay]) -> dict[str, Any]:
    """The content of a rule set with what overlays add: what its digest is then taken of."""
    out = dict(content)
    for overlay in overlays:
        for name, added in overlay.additions.items():
            here = plain(added)
            if isinstance(here, dict):
                out[name] = {**(out.get(name) or {}), **here}
            elif isinstance(here, list):
                out[name] = [*(out.get(name) or []), *here]
    return out


@attrs.define
class _Laying:
    """The parts so far, and what is known of the overlays laid over them."""

    part: RuleSetPart
    laid: list[Overlay] = attrs.field(factory=list)
    firsts: list[int] = attrs.field(factory=list)
    """Of each overlay: the number of its first addition among those of all."""
    reports: list[Report] = attrs.field(factory=list)
    owners: dict[Path, int] = attrs.field(factory=dict)
    """Which overlay declared what."""
    is_readable: bool = True
    too_deep: set[str] = attrs.field(factory=set)
    """Questions to which nothing more is added: it would only stand deeper still."""

    def lay(self, overlay: Overlay) -> None:
        first = len(self.part.added_by)
        document = overlay.document
        report = Report(document.place_of, document.key_places.get) if document is not None else Report()
        self.laid.append(overlay)
        self.firsts.append(first)
        self.reports.append(report)
        added = read_additions(_thawed(overlay.additions), first, _Renumbered(inner=report, first=first))
        if added is None:
            self.is_readable = False
            return
        for section, declared in added.sections.items():
            self.declare(section, declared, report)
        cited = tuple(_cited(citation.document, citation.clause) for citation in overlay.source)
        extension = Extension(str(overlay.name), cited)
        self.part = attrs.evolve(self.part, added_by=(*self.part.added_by, *(extension for _ in added.add)))
        self.declare_cited(cited)
        for one in added.add:
            self.add(one, _Renumbered(inner=report, first=first))

    def declare(self, section: str, declared: Mapping[str, Any], report: Report) -> None:
        known: Mapping[str, Any] = getattr(self.part, section)
        for name in declared:
            if name in known:
                owner = self.owners.get((section, name))
                who = f"`{self.part.ruleset}`" if owner is None else f"overlay `{self.laid[owner].name}`"
                message = f"{show(name)} is already declared under `{section}` by {who}"
                hint = "an overlay replaces nothing: use what is there, or choose another name"
                report.add("name-taken", (section, name), message, hint, at_key=True)
            else:
                self.owners[section, name] = len(self.laid) - 1
        self.part = attrs.evolve(self.part, **{section: _in_order(known, declared)})  # type: ignore[arg-type]

    def declare_cited(self, cited: tuple[Cited, ...]) -> None:
        """What an overlay cites for itself need not be declared: it is then called as it is cited."""
        known = self.part.documents
        new = {one.document: one.document for one in cited if one.document not in known}
        parts = {name: DocumentPart(Text(name, name), Text(f"《{name}》", name), None, ("source",)) for name in new}
        self.part = attrs.evolve(self.part, documents={**known, **parts})

    def add(self, addition: Addition, report: Report) -> None:
        name = addition.question
        question = self.part.questions.get(name)
        if question is None:
            message = f"`{self.part.ruleset}` has no question {show(name)}"
            hint = nearest(name, self.part.questions)
            report.add("unknown-question", (*addition.path, "question"), message, hint)
            return
        asked = question.levels or tuple(map(int, self.part.levels))
        if not self.are_levels(addition, asked, report) or name in self.too_deep:
            return
        levels: tuple[int | None, ...] = addition.levels or asked or (None,)
        if isinstance(addition, RequirementPart):
            items = tuple(at_some_levels(item, (), levels, asked, addition.path) for item in addition.items)
            changed = attrs.evolve(question, items=(*question.items, *items))
        else:
            place = Place(self.part, name, addition.beside, levels, asked or (None,), addition.path)
            placed = place_route(place, question.items, addition.as_item())
            if not _is_found(place, placed.found, question.items, addition, report):
                return
            changed = attrs.evolve(question, items=placed.items)
        if _is_deep(changed.items):
            self.too_deep.add(name)
            report.add("too-deep", addition.path, f"more than {DEEPEST} nodes within one another")
            return
        self.part = attrs.evolve(self.part, questions={**self.part.questions, name: changed})

    def are_levels(self, addition: Addition, asked: tuple[int, ...], report: Report) -> bool:
        before = len(report.faults)
        path = (*addition.path, "levels")
        if addition.levels and not asked:
            message = f"levels are listed, but `{self.part.ruleset}` has none"
            report.add("level-not-allowed", path, message, "leave `levels` out")
            return False
        for i, level in enumerate(addition.levels or ()):
            if level not in asked:
                message = f"{level} is not a level of question `{addition.question}`"
                report.add("unknown-level", (*path, i), message, f"one of {', '.join(map(str, asked))}")
            elif level in (addition.levels or ())[:i]:
                report.add("duplicate-level", (*path, i), f"level {level} is listed twice")
        return len(report.faults) == before


def _is_deep(items: tuple[Item, ...]) -> bool:
    """Whether more groups stand within one another than the checks of a rule file let pass, or can look through."""
    layer = [part for item in items for part in parts_of(item)]
    for _ in range(DEEPEST):
        layer = [part for above in layer for item in above.items for part in parts_of(item)]
    return bool(layer)


def _in_order(known: Mapping[str, Any], declared: Mapping[str, Any]) -> dict[str, Any]:
    """The rule set's own first; where a name is taken, the rule set's own."""
    return {**known, **{name: one for name, one in declared.items() if name not in known}}


def _is_found(
    place: Place, found: Mapping[int | None, int], items: tuple[Any, ...], addition: RoutePart, report: Report
) -> bool:
    """Whether there is one place for a route at each of its levels; else that is reported."""
    for level in place.levels:
        number = found.get(level, 0)
        if number == 1:
            continue
        at = "" if level is None else f" at level {level}"
        names = dict.fromkeys(names_within(place, items, level))
        listed = nearest(addition.beside or "", names)
        if addition.beside is None:
            help = f"say `beside: NAME`; {listed}"
            if number:
                message = f"question `{place.question}` has several groups of routes{at}"
                report.add("ambiguous-beside", addition.path, message, help)
            else:
                message = f"question `{place.question}` has no group of routes{at} that the route could join"
                report.add("unknown-beside", addition.path, message, help)
        elif number:
            message = f"{show(addition.beside)} stands in several places of question `{place.question}`{at}"
            report.add("ambiguous-beside", (*addition.path, "beside"), message, listed)
        else:
            message = f"question `{place.question}` has no {show(addition.beside)}{at}"
            report.add("unknown-beside", (*addition.path, "beside"), message, listed)
        return False
    return True


def _cited(document: str, clause: object) -> Cited:
    return Cited(document, clause if isinstance(clause, str) else None)


def _thawed(value: Any) -> Any:
    """Plain data as a reader of text gives it."""
    if isinstance(value, Mapping):
        return {key: _thawed(item) for key, item in value.items()}
    return [_thawed(item) for item in value] if isinstance(value, (tuple, list)) else value


@attrs.define(kw_only=True)
class _Renumbered(Report):
    """Passes faults on under the numbers that the additions have in their own overlay."""

    inner: Report
    first: int = 0

    def add(self, code: str, path: Path, message: str, help: str | None = None, *, at_key: bool = False) -> Refused:
        """See :class:`Report`."""
        own = (ADD, int(path[1]) - self.first, *path[2:]) if len(path) > 1 and path[0] == ADD else path
        refused = self.inner.add(code, own, message, help, at_key=at_key)
        self.faults.append(self.inner.faults[-1])
        return refused


@attrs.define(kw_only=True)
class _Routed(Report):
    """Passes the faults of checks on to the overlay that they are about.

    The rule set by itself has none: one at a place of its own is due to what was added last.
    """

    laying: _Laying
    keeps_unused: bool

    def add(self, code: str, path: Path, message: str, help: str | None = None, *, at_key: bool = False) -> Refused:
        """See :class:`Report`."""
        number, own = self._owner(path)
        cited = {citation.document for citation in self.laying.laid[number].source}
        of_source = code == "unused-document" and path[-1] in cited
        if not of_source and (self.keeps_unused or not code.startswith("unused-")):
            report = self.laying.reports[number]
            hint = None if help is None else self._renumbered(help, number)
            report.add(code, own, self._renumbered(message, number), hint, at_key=at_key)
        return Refused()

    def _owner(self, path: Path) -> tuple[int, Path]:
        if len(path) > 1 and path[0] == ADD:
            number = self._adder(int(path[1]))
            return number, (ADD, int(path[1]) - self.laying.firsts[number], *path[2:])
        last = len(self.laying.laid) - 1
        if path[:1] == ("source",):
            return last, path
        number = self.laying.owners.get(path[:2], -1)
        if number >= 0:
            return number, path
        user = self._user(path)
        return (last, (ADD,)) if user is None else self._owner(user)

    def _user(self, path: Path) -> Path | None:
        """Where an addition first calls what stands at a place of the rule set."""
        if len(path) < 2 or path[0] not in ("conditions", "waivers", "questions"):
            return None
        for part in walk(self.laying.part):
            if isinstance(part, ItemPart) and part.path[0] == ADD:
                for mention in mentions_of(part):
                    if (SECTIONS.get(mention.what), mention.name) == path[:2]:
                        return mention.path
        return None

    def _adder(self, addition: int) -> int:
        return max(i for i, first in enumerate(self.laying.firsts) if first <= addition)

    def _renumbered(self, text: str, here: int) -> str:
        """A text that names additions, by the numbers that these have in their own overlays."""

        def own(found: re.Match[str]) -> str:
            number = self._adder(int(found[1]))
            name = "" if number == here else f" of overlay `{self.laying.laid[number].name}`"
            return f"`{ADD}[{int(found[1]) - self.laying.firsts[number]}]{found[2]}`{name}"

        return re.sub(rf"`{ADD}\[([0-9]+)\]([^`]*)`", own, text)
