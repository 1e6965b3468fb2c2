"""Overlays: what an organisation sets otherwise than the documents, without touching the rule set.

An overlay sets parameters that the rule set declares and switches readings of its assumptions; the last one setting a
value wins. Parameters supplied with a call are an overlay without a name.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from vip_cert_rules.dates import FIRST_DAY
from vip_cert_rules.digest import digest_of, is_deeper, plain
from vip_cert_rules.faults import Fault, InputError, Path, key_text, nearest, show
from vip_cert_rules.plan.nodes import Cited, Setting
from vip_cert_rules.reading import RECORD_LIMITS, Document, read_file
from vip_cert_rules.rulesets.folders import bundled_overlay, bundled_overlay_names
from vip_cert_rules.rulesets.installed import file_of_overlay, installed_overlays
from vip_cert_rules.rulesets.language.words import KEY, SOURCE
from vip_cert_rules.rulesets.overlays.forms import ADDITIONS
from vip_cert_rules.rulesets.parameters import dotted_names, shape_of, split_address, with_entry
from vip_cert_rules.rulesets.settings import Settings, addresses, choose_readings, in_force_on
from vip_cert_rules.rulesets.syntax import Citation, ParameterPart, RuleSetPart
from vip_cert_rules.rulesets.table import frozen
from vip_cert_rules.shapes import AnyText, Field, Fields, Refused, Report
from vip_cert_rules.shapes.scalars import Untouched

SUPPLIED = "parameters"
"""The name under which values supplied with a call stand in a decision."""


def _too_deep(what: str) -> Fault:
    return Fault("too-deep", what, f"more than {RECORD_LIMITS.depth} levels of nesting")


def _is_mapping(_overlay: Overlay, field: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, Mapping):
        raise InputError([Fault("wrong-type", field.name, f"{show(value)} where a mapping is needed")])


def _is_text(_overlay: Overlay, field: attrs.Attribute[Any], value: object) -> None:
    if value is not None and (not isinstance(value, str) or not value):
        raise InputError([Fault("wrong-type", field.name, f"{show(value)} where a text or nothing is needed")])


def _is_cited(_overlay: Overlay, field: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, tuple) or not all(isinstance(one, Citation) for one in value):
        raise InputError([Fault("wrong-type", field.name, f"{show(value)} where citations are needed")])


def _are_additions(_overlay: Overlay, field: attrs.Attribute[Any], value: Mapping[Any, Any]) -> None:
    _is_mapping(_overlay, field, value)
    others = [key for key in value if key not in ADDITIONS]
    if others:
        raise InputError(
            Fault(
                "unknown-key",
                f"{field.name}.{key_text(key)}",
                f"nothing is added as {show(key)}",
                nearest(key, ADDITIONS),
            )
            for key in others
        )


def _sound(value: Any) -> Any:
    """A copy of plain data that nobody can change, unless it is too deep to be looked at."""
    if is_deeper(value, RECORD_LIMITS.depth):
        raise InputError([_too_deep("overlays")])
    return frozen(value)


@attrs.frozen
class Overlay:
    """What an organisation sets: ``parameters`` by dotted name, ``switches`` by assumption. See :func:`load_overlay`.

    ``additions`` is what it declares and adds, in the rule language, under the keys that it has in a file.
    ``name`` is ``None`` for parameters supplied with a call. ``digest`` identifies the content.
    """

    name: str | None = attrs.field(validator=_is_text)
    ruleset: str | None = attrs.field(default=None, validator=_is_text)
    version: str | None = attrs.field(default=None, validator=_is_text)
    parameters: Mapping[str, Any] = attrs.field(factory=dict, converter=_sound, validator=_is_mapping, hash=False)
    switches: Mapping[str, Any] = attrs.field(factory=dict, converter=_sound, validator=_is_mapping, hash=False)
    source: tuple[Citation, ...] = attrs.field(default=(), validator=_is_cited)
    additions: Mapping[str, Any] = attrs.field(factory=dict, converter=_sound, validator=_are_additions, hash=False)
    document: Document | None = attrs.field(default=None, repr=False, eq=False)
    digest: str = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "digest", digest_of(plain(self.content())))

    def content(self) -> dict[str, Any]:
        """All that it says, under the keys that it has in a file: what its digest is taken of."""
        cited = [{"document": one.document, "clause": one.clause} for one in self.source]
        return {
            "overlay": self.name,
            "ruleset": self.ruleset,
            "version": self.version,
            "source": cited,
            "parameters": self.parameters,
            "switches": self.switches,
            **self.additions,
        }

    @property
    def contents(self) -> tuple[Mapping[str, Any], ...]:
        """What of it is checked only when it is laid over a rule set."""
        return self.parameters, self.switches, self.additions


def _make(**fields: Any) -> dict[str, Any]:
    return fields


OVERLAY: Fields[dict[str, Any]] = Fields(
    _make,
    {
        "overlay": Field(AnyText(non_empty=True, noun="a name"), required=True, about="its name in decisions"),
        "ruleset": Field(KEY, required=True, about="the rule set it applies to"),
        "version": Field(AnyText(non_empty=True, noun="a version in quotes"), about="refuse any other version"),
        "source": Field(SOURCE, nullable=True, default=(), about="where the organisation decided so"),
        "parameters": Field(Untouched(), nullable=True, default={}, about="values by the dotted names of parameters"),
        "switches": Field(Untouched(), nullable=True, default={}, about="readings by assumption"),
        **ADDITIONS,
    },
    noun="an overlay (a mapping)",
)


def load_overlay(source: str | os.PathLike[str] | Mapping[str, Any] | Overlay) -> Overlay:
    """An overlay from a file, a mapping, or by the name of a bundled one.

    Raises :class:`InputError` with every fault of its form.

    Whether it fits a rule set is checked when it is applied to one.
    """
    if isinstance(source, Overlay):
        return source
    if isinstance(source, str) and source in bundled_overlay_names():
        source = bundled_overlay(source)
    elif isinstance(source, str) and source.replace("-", "").isalnum() and not os.path.exists(source):
        installed = file_of_overlay(source)
        if installed is None:
            hint = nearest(source, [*bundled_overlay_names(), *installed_overlays()])
            raise InputError([Fault("not-found", "", f"there is no file and no bundled overlay {show(source)}", hint)])
        source = installed
    return structure_overlay(*_read(source, "overlays"))


def structure_overlay(value: object, document: Document | None, report: Report) -> Overlay:
    """From plain values to an overlay; every fault of its form at once."""
    read = OVERLAY.read(value, (), report)
    if isinstance(read, Refused):
        raise InputError(report.in_order())
    return Overlay(
        name=read["overlay"],
        ruleset=read["ruleset"],
        version=read["version"],
        parameters=read["parameters"],
        switches=read["switches"],
        source=read["source"],
        additions={key: item for key, item in _items(value) if key in ADDITIONS and item},
        document=document,
    )


def load_parameters(source: str | os.PathLike[str] | Mapping[str, Any]) -> Overlay:
    """Parameters supplied with a call: a mapping from dotted names to values, or a file holding one."""
    try:
        value, document, report = _read(source, SUPPLIED)
    except InputError as error:
        if [fault.code for fault in error.faults] != ["empty-document"]:
            raise
        return Overlay(None)  # a template of which nothing was filled in
    read = Untouched(noun="a mapping from parameters to values").read(value, (), report)
    if isinstance(read, Refused):
        raise InputError(report.in_order())
    return Overlay(None, parameters=read, document=document)


def _items(value: object) -> Iterable[tuple[str, Any]]:
    return value.items() if isinstance(value, Mapping) else ()


def _read(source: object, what: str) -> tuple[object, Document | None, Report]:
    if isinstance(source, (str, os.PathLike)):
        document = read_file(source, InputError)
        return document.value, document, Report(document.place_of, document.key_places.get)
    if isinstance(source, Mapping):
        if is_deeper(source, RECORD_LIMITS.depth):
            raise InputError([_too_deep(what)])
        return source, None, Report()
    message = f"{show(source)} where a mapping or the path of a file is needed"
    raise InputError([Fault("wrong-type", what, message)])


def resolve(part: RuleSetPart, overlays: Sequence[Overlay]) -> Settings:
    """What the overlays set together, in their order. Raises :class:`InputError` with every fault of all of them."""
    faults: list[Fault] = []
    values: dict[str, tuple[Any, Setting]] = {}
    readings: dict[str, str | None] = {}
    for overlay in overlays:
        report = _report_of(overlay)
        _check_target(part, overlay, report)
        for address, value in _set_values(part, overlay, report):
            base = in_force_on(_declared(part, address), FIRST_DAY)
            setting = Setting(base, overlay.name or SUPPLIED, tuple(map(_cited, overlay.source)), address)
            if isinstance(value, _Entry):
                unset = (_read_base(part, address, base), Setting(base, ""))
                table, before = values.get(address, unset)
                if table is None and value.value is None:
                    continue  # what was not supplied cannot be withdrawn
                one = attrs.evolve(setting, parameter=".".join((address, *value.words)))
                after = attrs.evolve(before, entries=(*before.entries, (value.words, one)))
                values[address] = (with_entry(table, value.words, value.value), after)
            elif value is _FORGOTTEN:
                values.pop(address, None)
            else:
                values[address] = (value, setting)
        try:
            choose_readings(part, overlay.switches)
            readings |= overlay.switches
        except InputError as error:
            for fault in error.faults:
                report.add(fault.code, ("switches", fault.path.rpartition(".")[2]), fault.message, fault.help)
        faults += report.in_order()
    if faults:
        raise InputError(faults)
    chosen = tuple(sorted((name, word) for name, word in readings.items() if word is not None))
    return Settings(values=tuple(sorted(values.items())), readings=chosen)


def _read_base(part: RuleSetPart, name: str, base: Any) -> Any:
    """What the documents say of a parameter with keys, as it is looked up."""
    return None if base is None else shape_of(part, part.parameters[name]).read(base, (), Report())


def _cited(citation: Citation) -> Cited:
    clause = citation.clause
    return Cited(citation.document, clause if isinstance(clause, str) else None)


def _report_of(overlay: Overlay) -> Report:
    document = overlay.document
    return Report(document.place_of, document.key_places.get) if document is not None else Report()


def _check_target(part: RuleSetPart, overlay: Overlay, report: Report) -> None:
    if overlay.name is None:
        return
    if overlay.ruleset != part.ruleset:
        message = f"overlay `{overlay.name}` is for `{overlay.ruleset}`, not for `{part.ruleset}`"
        report.add("other-ruleset", ("ruleset",), message)
    if overlay.version is not None and overlay.version != part.version:
        message = f"overlay `{overlay.name}` is for version `{overlay.version}`, not for `{part.version}`"
        report.add("other-version", ("version",), message)


@attrs.frozen
class _Entry:
    """One entry of a parameter with keys; ``None``: there is none."""

    words: tuple[str, ...]
    value: Any


_FORGOTTEN = object()
"""Stands for a value that an earlier overlay set and this one does not replace by another at the same address."""


def _set_values(part: RuleSetPart, overlay: Overlay, report: Report) -> Iterator[tuple[str, Any]]:
    """The single values that an overlay sets, by dotted name; of a parameter first the whole, then smaller parts."""
    known = {address: (name, declared) for name, declared in part.parameters.items() for address in _names(part, name)}
    above = () if overlay.name is None else ("parameters",)

    def depth(item: tuple[object, Any]) -> int:
        name = item[0]
        return 0 if name in part.parameters or not isinstance(name, str) else 1 + name.count(".")

    for name, value in sorted(overlay.parameters.items(), key=depth):
        path = (*above, key_text(name))
        declared = part.parameters.get(name)
        if declared is not None and declared.by_level:
            yield from _set_either(part, key_text(name), value, path, report)
        elif name not in known and isinstance(name, str) and (entry := split_address(part, name)) is not None:
            whole, words = entry
            shape = shape_of(part, part.parameters[whole], len(words))
            read = None if value is None else shape.read(value, path, report)
            if not isinstance(read, Refused):
                yield whole, _Entry(words, read)
        elif name in known:
            yield from _set_value(part, key_text(name), known[name][1], value, path, report)
        elif name in part.parameters and part.parameters[name].values is not None and "{level}" not in name:
            yield from _set_by_level(part, key_text(name), value, path, report)
        else:
            message = f"`{part.ruleset}` has no parameter {show(key_text(name))}"
            entries = [one for declared in part.parameters for one in dotted_names(part, declared)]
            others = [n for n in part.parameters if n not in known and "{level}" not in n]
            hint = nearest(name, [*known, *others, *entries])
            report.add("unknown-parameter", path, message, hint, at_key=True)


def _names(part: RuleSetPart, name: str) -> Iterator[str]:
    """The dotted names of a parameter: one, or one for every level it may have a value for."""
    declared = part.parameters[name]
    if declared.values is None or declared.by_level:
        yield name
        if declared.by_level:
            yield from (f"{name}.{level}" for level in part.levels)
        return
    levels = declared.values if "{level}" in name else part.levels
    for level in levels:
        yield name.replace("{level}", level) if "{level}" in name else f"{name}.{level}"


def _set_value(
    part: RuleSetPart, address: str, declared: ParameterPart, value: Any, path: Path, report: Report
) -> Iterator[tuple[str, Any]]:
    if value is None:  # withdraws the value: it is then not supplied
        yield address, None
        return
    read = shape_of(part, declared).read(value, path, report)
    if not isinstance(read, Refused):
        yield address, read


def _set_either(part: RuleSetPart, name: str, value: Any, path: Path, report: Report) -> Iterator[tuple[str, Any]]:
    """A parameter that has one value or a value for each of some levels: whatever it had before is replaced."""
    declared = part.parameters[name]
    has_base = declared.value is not None or declared.values is not None
    for address in _names(part, name):
        yield address, _FORGOTTEN
    if isinstance(value, Mapping):
        for address, item in _set_by_level(part, name, value, path, report):
            if item is not None or has_base:  # a level left out has none, also where the documents give one
                yield address, item
    else:
        yield from _set_value(part, name, declared, value, path, report)


def _set_by_level(part: RuleSetPart, name: str, value: Any, path: Path, report: Report) -> Iterator[tuple[str, Any]]:
    """A parameter with a value for each level, replaced as a whole: a level left out has none."""
    given = {} if value is None else value
    if not isinstance(given, Mapping):
        report.add("wrong-type", path, f"{show(value)} where a mapping from levels to values is needed")
        return
    by_level: dict[str, Any] = {}
    for level, item in given.items():
        word, here = key_text(level), (*path, key_text(level))
        if isinstance(level, bool) or not isinstance(level, (int, str)) or word not in part.levels:
            message = f"{show(level)} is not a level of `{part.ruleset}`"
            report.add("unknown-level", here, message, f"one of {', '.join(part.levels)}", at_key=True)
        elif word in by_level:
            report.add("duplicate-key", here, f"{show(word)} is given twice", at_key=True)
        else:
            by_level[word] = item
    for level in part.levels:
        address = f"{name}.{level}"
        yield from _set_value(part, address, part.parameters[name], by_level.get(level), (*path, level), report)


def _declared(part: RuleSetPart, address: str) -> Any:
    for name, declared in part.parameters.items():
        for one, _level, value in addresses(name, declared):
            if one == address or (declared.by_level and address.rpartition(".")[0] == one):
                return value
    return None


def content_after(content: Mapping[str, Any], part: RuleSetPart, settings: Settings) -> dict[str, Any]:
    """The content of a rule set with what overlays set: what its digest is then taken of.

    Withdrawing what was not supplied changes no rule, and nothing here.
    """
    parameters = {name: dict(declared) for name, declared in content.get("parameters", {}).items()}
    for address, (value, _setting) in settings.values:
        for name in part.parameters:
            if address not in _names(part, name):
                continue
            if address == name:
                declared = part.parameters[name]
                if (
                    value is not None
                    or declared.nullable
                    or not parameters[name].keys().isdisjoint(("value", "values"))
                ):
                    parameters[name]["value"] = plain(value)
            else:
                level = next(lv for lv in part.levels if address in (f"{name}.{lv}", name.replace("{level}", lv)))
                parameters[name]["values"] = {**parameters[name].get("values", {}), level: plain(value)}
    out = {**content, "parameters": parameters}
    return {**out, "switches": dict(settings.readings)} if settings.readings else out
