"""The files of a rule set, as it was written, and the rules that a mutant of one of them makes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from vip_cert_rules.authoring.mutation.edits import edited
from vip_cert_rules.authoring.mutation.make import make_mutants
from vip_cert_rules.authoring.mutation.model import Mutant
from vip_cert_rules.authoring.mutation.source import Source, read_source
from vip_cert_rules.authoring.tables.model import Rules
from vip_cert_rules.faults import Fault, InputError, RuleSetError
from vip_cert_rules.reading import RULE_FILE_LIMITS, Document, read_file
from vip_cert_rules.rulesets.bundled import bundled_names, find_rules
from vip_cert_rules.rulesets.folders import rules_folder
from vip_cert_rules.rulesets.language.claims import content_that_decides
from vip_cert_rules.rulesets.ruleset import RuleSet, structure_ruleset
from vip_cert_rules.rulesets.versions.family import files_in
from vip_cert_rules.rulesets.versions.versions import RuleSetVersions


@attrs.frozen(eq=False)
class Family:
    """Rules with the files they were made of; of several, each is a version. ``rules`` are as their author wrote them.

    Can be pickled: whoever is given one needs no file.
    """

    rules: Rules
    documents: tuple[Document, ...]
    members: tuple[RuleSet, ...]
    """The rule set of each file."""
    texts: tuple[str, ...]
    """The files, character by character."""

    def mutants(self) -> Iterator[Mutant]:
        """All mutants of all files."""
        for number, document in enumerate(self.documents):
            yield from make_mutants(document, number)

    def sources(self) -> tuple[Source, ...]:
        """The texts of all files, in which edits can be made."""
        return tuple(
            read_source(document.name, text, document.value) for document, text in zip(self.documents, self.texts)
        )

    def mutated(self, mutant: Mutant) -> Rules | None:
        """The rules of which one file is a mutant; ``None``: it is no rule set."""
        document = self.documents[mutant.file]
        value = edited(document.value, mutant.edits)
        # what is claimed of rules does not decide, and may speak of nodes that the mutant has not
        document = attrs.evolve(document, value=content_that_decides(value))
        try:
            changed = structure_ruleset(document, Path(document.name).parent, is_mutant=True)
        except RuleSetError:
            return None
        if isinstance(self.rules, RuleSet):
            return changed
        original = self.members[mutant.file]
        return RuleSetVersions(tuple(changed if one is original else one for one in self.rules.versions))


def load_family(source: str) -> Family:
    """The rule set of a name, a file or a folder of versions. Faults are those of loading it."""
    rules = find_rules(source)
    files = _files_of(source)
    documents = tuple(read_file(file, RuleSetError, limits=RULE_FILE_LIMITS) for file in files)
    texts = tuple(file.read_bytes().decode("utf-8-sig") for file in files)
    if isinstance(rules, RuleSet):
        return Family(rules, documents, (rules,), texts)
    by_version = {one.version: one for one in rules.versions}
    members = tuple(by_version[_version_of(document)] for document in documents)
    return Family(rules, documents, members, texts)


def _files_of(source: str) -> tuple[Path, ...]:
    if os.path.isdir(source):
        return files_in(source)
    if source in bundled_names() and not os.path.exists(source):
        found = sorted(path for path in rules_folder().glob(f"{source}*.yaml") if path.stem.partition("@")[0] == source)
        return tuple(Path(as_told(path)) for path in found)
    return (Path(source),)


def as_told(path: str | Path) -> str:
    """A path as short as it can be said from here."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def rules_of_tests(paths: Sequence[str]) -> str:
    """The one rule set that files of rule tests are about, as :func:`load_family` takes it.

    Raises :class:`InputError` where they are about several. What is wrong with a file is told when it is loaded.
    """
    found: dict[str, str] = {}
    for path in paths:
        value = read_file(path, InputError).value
        named = value.get("ruleset") if isinstance(value, dict) else None
        if isinstance(named, str):
            found.setdefault(named if named in bundled_names() else os.path.join(os.path.dirname(path), named), path)
    if len(found) == 1:
        return next(iter(found))
    listed = ", ".join(f"`{path}`" for path in paths)
    message = f"{listed} name {len(found)} rule sets, where one is mutated at a time"
    raise InputError([Fault("several-rulesets", "NAME|PATH", message, "say which, by its name or its path")])


def _version_of(document: Document) -> str:
    assert isinstance(document.value, dict)
    return str(document.value["version"])
