"""``vip-cert validate``: whether files are good records, rule sets, overlays, syllabuses, rule tests or mappings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product

from vip_cert_rules.authoring.tables.load import structure_rule_test
from vip_cert_rules.candidate.structure import structure_candidate
from vip_cert_rules.cli import output
from vip_cert_rules.cli.arguments import Arguments, braced, one_of
from vip_cert_rules.cli.sources import Source, open_source
from vip_cert_rules.dates import LAST_DAY
from vip_cert_rules.faults import Fault, InputError, VipCertRulesError
from vip_cert_rules.mappings.load import structure_mapping
from vip_cert_rules.reading import Document
from vip_cert_rules.rulesets.bundled import find_ruleset
from vip_cert_rules.rulesets.overlays.overlay import structure_overlay
from vip_cert_rules.rulesets.ruleset import ReadyPlan, RuleSet, structure_ruleset
from vip_cert_rules.rulesets.versions.family import files_in, load_versions
from vip_cert_rules.shapes import Report
from vip_cert_rules.syllabus.load import structure_syllabus

PlanOf = Callable[[str, int | None, str | None, date, Mapping[str, str | None] | None], ReadyPlan]

RECORD, RULESET, OVERLAY, SYLLABUS, RULE_TEST, MAPPING = KINDS = (
    "record",
    "ruleset",
    "overlay",
    "syllabus",
    "rule-test",
    "mapping",
)

ABOUT = """Check candidate records, rule sets, overlays, syllabuses, rule tests and mappings.

Which of them a file is shows from what it says: an overlay has `overlay`, a rule set `ruleset` and `questions` or
`conditions`, a syllabus `syllabus`, rule tests `rule-test`, a mapping `mapping` and `lists`; tests are checked, not
run. An overlay is laid over the rule set that it names. Of a rule set every question is put together, at every level
and under every reading of its assumptions. A folder holds the versions of one rule set, which are checked together.
For a good file one line is printed; the faults of all others are on standard error, and the exit status is 2."""

EXAMPLES = """  vip-cert validate people/*.yaml
  vip-cert validate rules/own.yaml --as ruleset
  vip-cert validate rules/own-versions
  vip-cert validate sichuan.yaml --ruleset rules/own.yaml
  cat person.json | vip-cert validate -"""


def arguments() -> Arguments:
    """The arguments of the command."""
    usage = "FILE... [--as {record,ruleset,overlay,syllabus,rule-test,mapping}] [--ruleset RULESET]"
    parser = Arguments("validate", ABOUT, EXAMPLES, usage)
    parser.add_argument("files", nargs="*", metavar="FILE", help="a file in YAML or JSON; - for standard input")
    parser.add_argument(
        "--as", dest="kind", type=one_of(KINDS), metavar=braced(KINDS), help="what the files have to be"
    )
    parser.add_argument(
        "--ruleset", help="what overlays are for, where that is no bundled rule set: the path of a rule file"
    )
    return parser


def run(args: Sequence[str]) -> int:
    """Checks every file; prints a line for each good one and the faults of the others."""
    parser = arguments()
    given = parser.read(args)
    faults = parser.need({"FILE": given.files or None})
    if faults:
        raise InputError(faults)
    status = 0
    for file in given.files:
        try:
            if os.path.isdir(file):
                output.say(output.printable(f"{file}: ok ({check_folder(file, given.kind)})"))
                continue
            source = open_source(file)
            try:
                kind = check_file(source, given.kind, given.ruleset)
            except VipCertRulesError as error:
                raise InputError(map(source.named, error.faults)) from error
            output.say(output.printable(f"{source.name}: ok ({kind})"))
        except VipCertRulesError as error:
            output.flush()
            output.complain_of(error)
            status = 2
    return status


def check_file(source: Source, kind: str | None, ruleset: str | None = None) -> str:
    """What a good file holds, in words. Raises :class:`VipCertRulesError` with every fault of a bad one."""
    document = source.read_rules() if kind in (RULESET, SYLLABUS) else source.read()
    meant = kind or kind_of(document)
    if meant == RECORD:
        return f"record of {structure_candidate(document.value, document).id}"
    if meant == OVERLAY:
        return _describe_overlay(document, ruleset)
    if meant == RULE_TEST:
        test = structure_rule_test(document)
        return f"rule tests of {test.rules.name}, {sum(1 for _ in test.cases())} cases"
    if meant == MAPPING:
        mapping = structure_mapping(document)
        return f"mapping {mapping.name} {mapping.version}, {len(mapping.lists)} lists"
    if kind is None:
        document = source.read_rules()  # within the limits of rule files
    if meant == SYLLABUS:
        syllabus = structure_syllabus(document)
        return f"syllabus {syllabus.name}, {len(syllabus.modules)} modules"
    return _describe(structure_ruleset(document))


def check_folder(folder: str, kind: str | None) -> str:
    """The versions in a folder, in words. Raises :class:`VipCertRulesError` with every fault of its files."""
    if kind not in (None, RULESET):
        raise InputError([Fault("not-a-file", "", f"`{folder}` is a directory, not a file")])
    family = load_versions(files_in(folder))
    faults: dict[Fault, None] = {}
    plans = 0
    for rules in family.versions:
        days = [rules.last_day, *(transition.until for transition in rules.part.transition)]
        plans += _compiled(rules, family.plan, days, faults)
    if faults:
        raise InputError(faults)
    listed = ", ".join(rules.version for rules in family.versions)
    return f"rule set {family.name}, versions {listed}, {_checked(plans)}"


def _describe_overlay(document: Document, ruleset: str | None) -> str:
    """An overlay in words, after every plan of what it makes of its rule set was compiled."""
    overlay = structure_overlay(document.value, document, Report(document.place_of, document.key_places.get))
    rules = find_ruleset(ruleset or str(overlay.ruleset)).overlaid([overlay])
    return f"overlay {overlay.name} of {_describe(rules)}"


def kind_of(document: Document) -> str:
    """What a document means to be: a record, unless it says otherwise."""
    value = document.value
    if not isinstance(value, Mapping):
        return RECORD
    if "overlay" in value:
        return OVERLAY
    if "rule-test" in value:
        return RULE_TEST
    if "mapping" in value and "lists" in value:
        return MAPPING
    if "ruleset" in value and ("questions" in value or "conditions" in value):
        return RULESET
    return SYLLABUS if "syllabus" in value and "id" not in value else RECORD


def _describe(rules: RuleSet) -> str:
    """A rule set in words, after every plan of it was compiled."""
    faults: dict[Fault, None] = {}
    plans = _compiled(rules, rules.plan, [LAST_DAY], faults)
    if faults:
        raise InputError(faults)
    return f"rule set {rules.name} {rules.version}, {_checked(plans)}"


def _checked(plans: int) -> str:
    """How thoroughly: every question at every level and position, under every reading."""
    return f"checked in {plans} {'way' if plans == 1 else 'ways'}"


def _compiled(rules: RuleSet, plan_of: PlanOf, days: Sequence[date], faults: dict[Fault, None]) -> int:
    """How many plans of a rule set can be put together on some days; what hinders the others is added to faults."""
    plans = 0
    for question in rules.questions:
        levels: Sequence[int | None] = rules.levels_of(question) or (None,)
        for level, position, assume in product(levels, rules.positions or (None,), _readings(rules)):
            for day in dict.fromkeys(days):
                try:
                    plan_of(question, level, position, day, assume)
                    plans += 1
                except VipCertRulesError as error:
                    faults.update(dict.fromkeys(error.faults))
    return plans


def _readings(rules: RuleSet) -> Iterator[dict[str, str | None]]:
    """Each way to read the rule set with at most one assumption switched."""
    yield {}
    for name, assumption in rules.part.assumptions.items():
        for word in assumption.readings:
            yield {name: word}
