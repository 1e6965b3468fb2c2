"""The rule sets that come with the package: the files of ``rules/``, which the wheel carries along.

A rule set is ``NAME.yaml``; further versions of it stand beside it as ``NAME@VERSION.yaml``.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from vip_cert_rules.faults import Fault, InputError, RuleSetError, nearest, show
from vip_cert_rules.rulesets.folders import rules_folder
from vip_cert_rules.rulesets.installed import files_of, installed_rules
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.rulesets.versions.family import Source, load_ruleset
from vip_cert_rules.rulesets.versions.versions import RuleSetVersions

Rules = Source | Sequence[Source] | RuleSet | RuleSetVersions
"""What a call may give as rules: a name, a path, paths, or what was loaded from them."""


@cache
def bundled_names() -> tuple[str, ...]:
    """The names of the bundled rule sets."""
    return tuple(sorted({path.stem.partition("@")[0] for path in rules_folder().glob("*.yaml")}))


@cache
def bundled_ruleset(name: str) -> RuleSet | RuleSetVersions:
    """A bundled rule set by name; each is loaded once per process and never changes."""
    files = [path for path in rules_folder().glob(f"{name}*.yaml") if path.stem.partition("@")[0] == name]
    return load_ruleset(files[0] if len(files) == 1 else sorted(files))


@cache
def _installed(files: tuple[Path, ...]) -> RuleSet | RuleSetVersions:
    """A rule set of a package of an organisation; each is loaded once per process."""
    return load_ruleset(files[0] if len(files) == 1 else files)


def find_rules(ruleset: Rules) -> RuleSet | RuleSetVersions:
    """Rules given as such, by the name of a bundled or an installed rule set, or by the path of a file or a folder.

    A list of paths names the files of its versions.

    Raises :class:`InputError` when there is no such rule set, :class:`RuleSetError` when its file is at fault.
    """
    if isinstance(ruleset, (RuleSet, RuleSetVersions)):
        return ruleset
    if isinstance(ruleset, str) and not _is_path(ruleset):
        if ruleset not in bundled_names():
            files = files_of(ruleset)
            if files:
                return _installed(files)
            known = nearest(ruleset, [*bundled_names(), *installed_rules()]) or "no rule set is bundled"
            hint = f"{known}; or give the path of a file or a folder, as in `./own`"
            raise InputError(
                [Fault("unknown-ruleset", "ruleset", f"there is no bundled rule set {show(ruleset)}", hint)]
            )
        return bundled_ruleset(ruleset)
    if _are_paths(ruleset):
        try:
            return load_ruleset(ruleset)
        except RuleSetError as error:
            if all(fault.code == "not-found" for fault in error.faults):  # then it is the call that is at fault
                raise InputError(error.faults) from error
            raise
    message = f"{show(ruleset)} where a rule set, the name of a bundled one or a path is needed"
    raise InputError([Fault("wrong-type", "ruleset", message)])


def find_ruleset(ruleset: Rules, on: date | None = None) -> RuleSet:
    """The rule set that a bundled name or a path means; what was loaded is taken as it is.

    Of several versions it is the one in force on the day ``on``, without a day the last of them.

    Raises :class:`InputError` also where no version is in force on the day.
    """
    rules = find_rules(ruleset)
    if isinstance(rules, RuleSet):
        return rules
    return rules.versions[-1] if on is None else rules.on(on, "on")


def _is_path(text: str) -> bool:
    return os.sep in text or "/" in text or text.endswith((".yaml", ".yml", ".json"))


def _are_paths(ruleset: object) -> bool:
    if isinstance(ruleset, (list, tuple)):
        return bool(ruleset) and all(isinstance(one, (str, os.PathLike)) for one in ruleset)
    return isinstance(ruleset, (str, os.PathLike))
