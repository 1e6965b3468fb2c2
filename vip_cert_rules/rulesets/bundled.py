"""The rule sets that come with the package: the files of ``rules/``, which the wheel carries along."""

from __future__ import annotations

import os
from functools import cache

from vip_cert_rules.faults import Fault, InputError, RuleSetError, nearest, show
from vip_cert_rules.rulesets.folders import rules_folder
from vip_cert_rules.rulesets.ruleset import RuleSet, load_ruleset


@cache
def bundled_names() -> tuple[str, ...]:
    """The names of the bundled rule sets."""
    return tuple(sorted(path.stem for path in rules_folder().glob("*.yaml")))


@cache
def bundled_ruleset(name: str) -> RuleSet:
    """A bundled rule set by name; each is loaded once per process and never changes."""
    return load_ruleset(rules_folder() / f"{name}.yaml")


def find_ruleset(ruleset: str | os.PathLike[str] | RuleSet) -> RuleSet:
    """A rule set given as such, by the name of a bundled one, or by the path of a file.

    Raises :class:`InputError` when there is no such rule set, :class:`RuleSetError` when its file is at fault.
    """
    if isinstance(ruleset, RuleSet):
        return ruleset
    if isinstance(ruleset, str) and not _is_path(ruleset):
        if ruleset not in bundled_names():
            hint = nearest(ruleset, bundled_names()) or "no rule set is bundled"
            message = f"there is no bundled rule set {show(ruleset)}"
            raise InputError([Fault("unknown-ruleset", "ruleset", message, f"{hint}; or give the path of a file")])
        return bundled_ruleset(ruleset)
    if isinstance(ruleset, (str, os.PathLike)):
        try:
            return load_ruleset(ruleset)
        except RuleSetError as error:
            if all(fault.code == "not-found" for fault in error.faults):  # then it is the call that is at fault
                raise InputError(error.faults) from error
            raise
    message = f"{show(ruleset)} where a rule set, the name of a bundled one or a path is needed"
    raise InputError([Fault("wrong-type", "ruleset", message)])


def _is_path(text: str) -> bool:
    return os.sep in text or "/" in text or text.endswith((".yaml", ".yml", ".json"))
