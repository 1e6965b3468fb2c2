"""The decisions of a batch as a sheet for clerks: outcome, what stands in the way or is missing, which clause.

A sheet is made of what was written when all of it is: a run that is ended early loses none of it.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from vip_cert_rules.batch import words
from vip_cert_rules.extras import needed
from vip_cert_rules.faults import Fault, InputError, reason_of
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.rulesets.versions.versions import RuleSetVersions
from vip_cert_rules.text import Lang
from vip_cert_rules.wording.punctuation import APART, LISTED

SUFFIXES = (".csv", ".xlsx")
MOST_ROWS = 1_048_576
"""Rows that a sheet of XLSX has."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell must not begin with in CSV: spreadsheets would take it for a formula."""


def write_sheet(target: Path, output: Path, rules: RuleSet | RuleSetVersions, lang: Lang) -> None:
    """Writes what ``output`` holds as CSV (UTF-8, as spreadsheets take it) or XLSX, by the suffix of the target.

    Raises :class:`InputError` for another suffix, where it cannot be written, and without openpyxl.
    """
    heads = [one.in_lang(lang) for one in words.COLUMNS]
    rows = _rows(output, shorts_of(rules), lang)
    try:
        if target.suffix.lower() == ".csv":
            _write_csv(target, heads, rows)
        else:
            _write_xlsx(target, heads, rows, lang)
    except OSError as cause:
        raise InputError(
            [Fault("unwritable", "--sheet", f"`{target}` cannot be written: {reason_of(cause)}")]
        ) from cause


def check_sheet(target: Path) -> None:
    """Raises :class:`InputError` where no sheet can be written there, before any work is done."""
    if target.suffix.lower() not in SUFFIXES:
        message = f"`{target}` is neither a CSV nor an XLSX file by its name"
        raise InputError([Fault("wrong-suffix", "--sheet", message, f"one of {', '.join(SUFFIXES)}")])
    if target.suffix.lower() == ".xlsx":
        needed("openpyxl", "sheets", "writing XLSX")


def shorts_of(rules: RuleSet | RuleSetVersions) -> dict[str, Any]:
    """How documents are cited in short."""
    versions = (rules,) if isinstance(rules, RuleSet) else rules.versions
    return {name: one.short or one.title for version in versions for name, one in version.part.documents.items()}


def _rows(output: Path, shorts: Mapping[str, Any], lang: Lang) -> Iterator[list[str]]:
    with output.open("rb") as lines:
        for line in lines:
            row = json.loads(line)
            yield _row(row, row["decision"], shorts, lang)


def _row(row: Mapping[str, Any], decision: Mapping[str, Any], shorts: Mapping[str, Any], lang: Lang) -> list[str]:
    nodes = {node["id"]: node for node in _nodes(decision["explanation"])}
    unmet = [nodes[one] for one in decision["unmet"]]
    told = [node["label"][lang.value] for node in unmet]
    told += [one["why"][lang.value] for one in decision["missing"]]
    clauses = dict.fromkeys(_clause(one, shorts, lang) for node in unmet for one in node.get("source", ()))
    return [
        str(row["record"]),
        decision["candidate"],
        words.unit_in_words(row["unit"], lang),
        decision["explanation"]["label"][lang.value],
        words.OUTCOMES[decision["outcome"]].in_lang(lang),
        APART.in_lang(lang).join(dict.fromkeys(told)),
        LISTED.in_lang(lang).join(clauses),
        LISTED.in_lang(lang).join(decision["assumptions"]),
        decision["as_of"],
        f"{decision['ruleset']} {decision['version']}",
    ]


def _nodes(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield node
    for child in node.get("children", ()):
        yield from _nodes(child)


def _clause(one: Mapping[str, Any], shorts: Mapping[str, Any], lang: Lang) -> str:
    short = shorts.get(one["document"])
    document = one["document"] if short is None else short.in_lang(lang)
    return f"{document}{'' if lang is Lang.ZH else ' '}{one.get('clause', '')}".rstrip()


def _write_csv(target: Path, heads: list[str], rows: Iterable[list[str]]) -> None:
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heads)
        writer.writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows)


def _write_xlsx(target: Path, heads: list[str], rows: Iterable[list[str]], lang: Lang) -> None:
    openpyxl = needed("openpyxl", "sheets", "writing XLSX")
    cells = import_module("openpyxl.cell")
    illegal = cells.cell.ILLEGAL_CHARACTERS_RE
    book = openpyxl.Workbook(write_only=True)
    number = sheet = 0
    page: Any = None
    for row in rows:
        if number % (MOST_ROWS - 1) == 0:
            sheet += 1
            page = book.create_sheet(f"{words.SHEET.in_lang(lang)} {sheet}" if sheet > 1 else words.SHEET.in_lang(lang))
            page.freeze_panes = "A2"
            for column, width in zip("ABCDEFGHIJ", words.WIDTHS):
                page.column_dimensions[column].width = width
            page.append(heads)
        number += 1
        written = []
        for text in row:
            cell = cells.WriteOnlyCell(page, illegal.sub("\N{REPLACEMENT CHARACTER}", text))
            cell.data_type = "s"  # a text that begins with `=` stays a text
            written.append(cell)
        page.append(written)
    if not number:
        book.create_sheet(words.SHEET.in_lang(lang)).append(heads)
    book.save(target)
