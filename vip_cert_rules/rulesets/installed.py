"""Rule sets and overlays that organisations ship as packages of their own, found by an entry point.

A package that has ``[project.entry-points."vip_cert_rules.rules"]`` with ``any-name = "its_package"`` offers the rule
files in its folder (``NAME.yaml``, ``NAME@VERSION.yaml``) and the overlays in the folder ``overlays`` beside them. The
package is not imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from vip_cert_rules.faults import Fault, InputError
from vip_cert_rules.rulesets.folders import bundled_overlay_names, rules_folder

GROUP = "vip_cert_rules.rules"
_OVERLAYS = "overlays"


@cache
def installed_folders() -> Mapping[str, Path]:
    """The folders with rules of every installed package that offers some, by the name of the package.

    What is installed is looked up once in a process.
    """
    found: dict[str, Path] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda one: (one.value, one.name)):
        try:
            spec = find_spec(point.value)
        except (ImportError, ValueError):  # its parent is not there, or it is no name of a package
            spec = None
        if spec is not None and spec.submodule_search_locations:
            found[point.value] = Path(next(iter(spec.submodule_search_locations)))
    return found


@cache
def installed_rules() -> Mapping[str, tuple[Path, ...]]:
    """The rule files by the name of their rule set, as packages of organisations offer them."""
    return _by_name("", _name_of, map(_name_of, rules_folder().glob("*.yaml")))


@cache
def installed_overlays() -> Mapping[str, tuple[Path, ...]]:
    """The files of overlays by their name; more than one where several packages offer it."""
    return _by_name(_OVERLAYS, lambda path: path.stem, bundled_overlay_names())


def files_of(name: str) -> tuple[Path, ...]:
    """The files of an installed rule set. Raises :class:`InputError` where several packages offer it."""
    files = installed_rules().get(name, ())
    if len({path.parent for path in files}) > 1:
        raise _offered_twice("ruleset", name, files)
    return files


def file_of_overlay(name: str) -> Path | None:
    """The file of an installed overlay; ``None`` where there is none.

    Raises :class:`InputError` where several packages offer it.
    """
    files = installed_overlays().get(name, ())
    if len(files) > 1:
        raise _offered_twice("overlays", name, files)
    return files[0] if files else None


def _by_name(folder: str, name_of: Callable[[Path], str], bundled: Iterable[str]) -> Mapping[str, tuple[Path, ...]]:
    """Files that are offered by name; a bundled name stays what it is, whatever is installed."""
    own = {*bundled}
    found: dict[str, list[Path]] = {}
    for place in installed_folders().values():
        for path in sorted((place / folder).glob("*.yaml")):
            if not path.name.endswith(".cert-test.yaml") and name_of(path) not in own:
                found.setdefault(name_of(path), []).append(path)
    return {name: tuple(paths) for name, paths in found.items()}


def _name_of(path: Path) -> str:
    return path.stem.partition("@")[0]


def _offered_twice(path: str, name: str, files: tuple[Path, ...]) -> InputError:
    listed = ", ".join(sorted({str(file.parent) for file in files}))
    message = f"several packages offer `{name}`: {listed}"
    return InputError([Fault("offered-twice", path, message, "give the path of the file that is meant")])
