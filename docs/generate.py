"""Writes into the pages what the code knows better: tables of fields, keys, codes and faults, and the command's help.

    python docs/generate.py

replaces, in every page, what stands between ``<!-- generated: NAME -->`` and ``<!-- end of generated -->``.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from collections.abc import Callable, Mapping
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from docs.generating.faults import faults
from docs.generating.rulesets import TABLES, assumptions, bundled, parameters
from docs.generating.table import code, table
from vip_cert_rules.authoring.tables import language as rule_test_language
from vip_cert_rules.candidate import words
from vip_cert_rules.candidate.fields import specs
from vip_cert_rules.candidate.records import Candidate, Employment
from vip_cert_rules.cli.main import COMMANDS, main
from vip_cert_rules.codes import Code
from vip_cert_rules.mappings.language import fields as mapping_fields
from vip_cert_rules.mappings.language import file as mapping_file
from vip_cert_rules.mappings.language import rows as mapping_rows
from vip_cert_rules.mappings.load import load_mapping, shipped_mappings
from vip_cert_rules.measures.query import RECORD_CLASSES
from vip_cert_rules.plan.nodes import Kind, Status
from vip_cert_rules.rulesets.language import claims as rule_claims
from vip_cert_rules.rulesets.language import file as rule_file
from vip_cert_rules.rulesets.language import items as rule_items
from vip_cert_rules.rulesets.language import measures as rule_measures
from vip_cert_rules.rulesets.language import parameters as rule_parameters
from vip_cert_rules.rulesets.language import records as rule_records
from vip_cert_rules.rulesets.language import words as rule_words
from vip_cert_rules.rulesets.overlays.forms import REQUIREMENT, ROUTE
from vip_cert_rules.rulesets.overlays.overlay import OVERLAY
from vip_cert_rules.rulesets.parameters import SHAPES
from vip_cert_rules.rulesets.syntax import ParameterType
from vip_cert_rules.shapes import Fields, ListOf, Shape
from vip_cert_rules.syllabus import language as syllabus_language
from vip_cert_rules.syllabus.bundled import bundled_syllabus, bundled_syllabuses
from vip_cert_rules.syllabus.model import Verb
from vip_cert_rules.text import Lang
from vip_cert_rules.wording.catalogue import REASONS
from vip_cert_rules.wording.quantities import WORDS

DOCS = Path(__file__).resolve().parent
_PART = re.compile(r"(<!-- generated: (?P<name>[\w-]+) -->\n).*?(<!-- end of generated -->)", re.DOTALL)


# --- the record ------------------------------------------------------------------------------------------------------


def record() -> str:
    """Every list of a candidate record with the fields of its entries."""
    out = ["### The person\n", _fields_of(Candidate)]
    for name, cls in RECORD_CLASSES.items():
        out += [f"### {code(name)}\n", f"{(cls.__doc__ or '').splitlines()[0]}\n", _fields_of(cls)]
    return "\n".join(out)


def _fields_of(cls: type) -> str:
    rows = []
    for name, spec in specs(cls):
        needed = "yes, may be null" if spec.required and spec.nullable else "yes" if spec.required else "no"
        rows.append([code(name), _holds(spec.shape), needed, spec.about])
    return table(["field", "holds", "required", "meaning"], rows)


def _holds(shape: Shape[Any]) -> str:
    found = getattr(shape, "words", None)
    if isinstance(found, type) and issubclass(found, Enum):
        return ", ".join(code(word.value) for word in found)
    if isinstance(shape, ListOf):
        return f"list of {'records' if hasattr(shape.item, 'cls') else 'texts'}"
    return shape.noun


def closed_words() -> str:
    """The closed lists of words, in their order where they have one."""
    rows = []
    for name, about in _SCALES:
        scale = getattr(words, name)
        said = WORDS.get(scale, {})
        listed = [f"{code(word.value)} {said[word.value].zh}" if said else code(word.value) for word in scale]
        rows.append([about, ", ".join(listed)])
    return table(["list", "words"], rows)


_SCALES = (
    ("EducationLevel", "level of education, the lowest first"),
    ("Unit", "kind of unit"),
    ("Grade", "grade of an appraisal, the lowest first"),
    ("TrainerRank", "rank of a trainer title, the lowest first"),
    ("Issuer", "issuer of a certificate"),
    ("Matter", "matter of an attestation"),
)

# --- the decision ----------------------------------------------------------------------------------------------------


def reason_codes() -> str:
    """Every reason code with the sentence it becomes."""
    return table(["code", "in English", "in Chinese"], ([code(c.value), REASONS[c].en, REASONS[c].zh] for c in Code))


def kinds_and_statuses() -> str:
    """The words that a node's kind and status may be."""
    kinds, statuses = (", ".join(code(word.value) for word in enum) for enum in (Kind, Status))
    return table(["key", "one of"], [["`kind`", kinds], ["`status`", statuses]])


# --- the rule language -----------------------------------------------------------------------------------------------


def rule_language() -> str:
    """Every mapping of the rule language with its keys."""
    parts: list[tuple[str, Mapping[str, Any]]] = [
        ("The file", rule_file.RULE_SET.fields),
        ("A document, under `documents`", rule_file.DOCUMENT.fields),
        ("A level, under `levels`", rule_file.LEVEL.fields),
        ("An assumption, under `assumptions`", rule_file.ASSUMPTION.fields),
        ("A parameter, under `parameters`", rule_parameters.PARAMETER.fields),
        ("Records, under `records` or wherever records are needed", rule_records.RECORDS_DECLARED.fields),
        ("A condition, under `conditions`", rule_items.CONDITION.fields),
        ("A waiver, under `waivers`", rule_items.WAIVER.fields),
        ("A question, under `questions`", rule_items.QUESTION.fields),
        ("A citation, under `source`", rule_words.CITATION.fields),
        ("A text", rule_words.TEXT.fields),
        ("The days a rule set is in force, under `in_force`", rule_file.IN_FORCE.fields),
        ("A transition, under `transition`", rule_file.TRANSITION.fields),
        ("A property, under `properties`", rule_claims.PROPERTY.fields),
        ("An intended finding, under `intended`", rule_claims.INTENDED.fields),
    ]
    return "\n".join(f"### {title}\n\n{_keys(fields)}" for title, fields in parts)


def _keys(fields: Mapping[str, Any]) -> str:
    rows = (
        [code(name), _noun(field.shape), "yes" if field.required else "no", field.about or ""]
        for name, field in fields.items()
    )
    return table(["key", "holds", "required", "meaning"], rows)


def _noun(shape: Shape[Any]) -> str:
    return shape.noun


def overlay_keys() -> str:
    """Every mapping that only overlays have."""
    parts: list[tuple[str, Mapping[str, Any]]] = [
        ("The file", OVERLAY.fields),
        ("A requirement, under `add`", REQUIREMENT.fields),
        ("A route, under `add`", ROUTE.fields),
    ]
    return "\n".join(f"### {title}\n\n{_keys(fields)}" for title, fields in parts)


def rule_test_keys() -> str:
    """Every mapping of a file of rule tests with its keys."""
    parts: list[tuple[str, Mapping[str, Any]]] = [
        ("The file", rule_test_language.RULE_TEST.fields),
        ("A table, under `tables`", rule_test_language.TABLE.fields),
        ("A row, under `rows`", rule_test_language.ROW.known.fields),
    ]
    return "\n".join(f"### {title}\n\n{_keys(fields)}" for title, fields in parts)


def tests_of_fields() -> str:
    """The tests a field of a record can be put to."""
    return _kinds(rule_records.TEST_KINDS)


def measures() -> str:
    """The measures."""
    return _kinds(rule_measures.MEASURE_KINDS)


def items() -> str:
    """What may stand in the `all` of a question."""
    return _kinds(rule_items.ITEM_KINDS)


def _kinds(kinds: Mapping[str, Fields[Any]]) -> str:
    rows = []
    for kind, shape in kinds.items():
        others = [f"{code(name)} ({_noun(field.shape)})" for name, field in shape.fields.items() if name != kind]
        rows.append([code(kind), _noun(shape.fields[kind].shape), ", ".join(others)])
    return table(["key", "holds", "beside it"], rows)


def parameter_types() -> str:
    """The types a parameter may have."""
    return table(["type", "holds"], ([code(kind.value), SHAPES[kind].noun] for kind in ParameterType))


# --- syllabuses ------------------------------------------------------------------------------------------------------


def syllabus_keys() -> str:
    """Every mapping of a syllabus file with its keys."""
    parts: list[tuple[str, Mapping[str, Any]]] = [
        ("The file", syllabus_language.SYLLABUS.fields),
        ("A part, under `parts`", syllabus_language.PART.fields),
        ("A chapter, under `chapters`", syllabus_language.CHAPTER.inner.fields),
        ("A section, under `sections`", syllabus_language.SECTION.inner.fields),
        ("A topic, under `topics`", syllabus_language.TOPIC.inner.fields),
    ]
    return "\n".join(f"### {title}\n\n{_keys(fields)}" for title, fields in parts)


def mapping_keys() -> str:
    """Every mapping of a mapping file with its keys."""
    work = mapping_file.part_of(Employment)
    texts, days = (mapping_fields.SourceOf(spec) for name, spec in (_OPEN_LIST, _DAY))
    parts: list[tuple[str, Mapping[str, Any]]] = [
        ("The file", mapping_file.MAPPING.fields),
        ("How files are laid out, under `files`", mapping_file.LAYOUT.fields),
        ("The people, under `people`", mapping_file.PEOPLE.fields),
        ("A list, under `lists`", mapping_file.list_of_records("employments", Employment).fields),
        ("Rows of a table, under `from`", work.fields),
        ("A condition, under `where`", mapping_rows.CONDITION.fields),
        ("Where a field comes from, under `fields`", {**texts.fields().fields, **days.fields().fields}),
        ("How versions are folded, under `fold`", mapping_file.FOLD.fields),
    ]
    return "\n".join(f"### {title}\n\n{_keys(fields)}" for title, fields in parts)


_OPEN_LIST = next(one for one in specs(Candidate) if one[0] == "preparing_for")
_DAY = next(one for one in specs(Employment) if one[0] == "end")


def mappings() -> str:
    """The shipped mappings."""
    rows = []
    for name in shipped_mappings():
        mapping = load_mapping(name)
        lists = ", ".join(code(one.name) for one in mapping.lists)
        rows.append([code(name), "" if mapping.about is None else mapping.about.en, lists])
    return table(["name", "what it reads", "lists"], rows)


def verbs() -> str:
    """The verbs and what they stand for, the least depth first."""
    ordered = sorted(Verb, key=lambda verb: verb.depth)
    return table(["verb", "depth"], ([verb.value, code(verb.depth.value)] for verb in ordered))


def syllabuses() -> str:
    """The bundled syllabuses."""
    rows = []
    for name in bundled_syllabuses():
        syllabus = bundled_syllabus(name)
        size = [len(syllabus.parts), len(syllabus.chapters), len(syllabus.modules), len([*syllabus.topics()])]
        level = "all" if syllabus.level is None else str(syllabus.level)
        rows.append([code(name), syllabus.title.en, code(syllabus.programme), level, *map(str, size)])
    return table(["name", "title", "programme", "level", "parts", "chapters", "modules", "topics"], rows)


# --- the command line ------------------------------------------------------------------------------------------------


def command_line() -> str:
    """The help of the command and of each of its commands."""
    commands = [
        ["--help"],
        *([name, "--help"] for name in COMMANDS),
        *(["rules", name, "--help"] for name in ("show", "diff", "check")),
    ]
    out = []
    for command in commands:
        title = "vip-cert" if command == ["--help"] else f"vip-cert {' '.join(command[:-1])}"
        out += [f"### {code(title)}\n", f"<!-- not executed -->\n```text\n{_help(command)}```\n"]
    return "\n".join(out)


def _help(command: list[str]) -> str:
    columns = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "120"
    try:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            main(command)
    finally:
        if columns is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = columns
    return out.getvalue()


# ---------------------------------------------------------------------------------------------------------------------

PARTS: Mapping[str, Callable[[], str]] = {
    "record": record,
    "closed-words": closed_words,
    "reason-codes": reason_codes,
    "kinds-and-statuses": kinds_and_statuses,
    "rule-language": rule_language,
    "overlay-keys": overlay_keys,
    "rule-test-keys": rule_test_keys,
    "tests-of-fields": tests_of_fields,
    "measures": measures,
    "items": items,
    "parameter-types": parameter_types,
    "syllabus-keys": syllabus_keys,
    "mapping-keys": mapping_keys,
    "mappings": mappings,
    "verbs": verbs,
    "syllabuses": syllabuses,
    "faults": faults,
    "command-line": command_line,
    "bundled": bundled,
    **{
        f"{name}assumptions-{lang.value}": partial(assumptions, rs, lang)
        for name, rs in TABLES.items()
        for lang in Lang
    },
    **{f"{name}parameters-{lang.value}": partial(parameters, rs, lang) for name, rs in TABLES.items() for lang in Lang},
}


def fill_in(page: str) -> str:
    """A page with its generated parts as they are now."""
    return _PART.sub(lambda found: f"{found[1]}\n{PARTS[found['name']]()}\n{found[3]}", page)


def pages() -> list[Path]:
    """The pages that may have generated parts."""
    return [path for path in sorted(DOCS.rglob("*.md")) if "_build" not in path.parts]


def write_pages() -> None:
    """Brings every page up to date."""
    for path in pages():
        page = path.read_text(encoding="utf-8")
        filled = fill_in(page)
        if filled != page:
            path.write_text(filled, encoding="utf-8")


if __name__ == "__main__":
    write_pages()

__all__ = ["PARTS", "fill_in", "pages", "write_pages"]
