"""The workbook to fill in: a sheet for each list of the record, made from the mapping that reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from vip_cert_rules.candidate.fields import FieldSpec, specs
from vip_cert_rules.candidate.records import Candidate
from vip_cert_rules.extras import needed
from vip_cert_rules.faults import Fault, InputError, reason_of
from vip_cert_rules.mappings.language.file import RECORD_LISTS
from vip_cert_rules.mappings.load import load_mapping
from vip_cert_rules.mappings.model import FieldSource, Rows
from vip_cert_rules.shapes import Day, ListOf
from vip_cert_rules.text import Lang, Text

NAME = "template"
ROWS = 5000
"""Rows that are prepared: cells of days and lists of words."""
WIDTH = 18
_HAN = re.compile("[一-鿿]")
_CODE = re.compile(r"[0-9]+|[a-z]+(?:[-_][a-z]+)+|true|false")
_LONGEST_LIST = 255
"""Characters that a list of words within a cell's rule may have."""

NOTES = Text("填写说明", "notes")
NOTES_ON = (
    Text(
        "每人在“人员”表占一行；其他各表一条记录一行，凭员工编号对应。",
        "One row a person in the sheet `people`; in every other sheet one row a record, joined by the employee number.",
    ),
    Text(
        "空格表示不明，不表示没有；备岗项目、完成模块确无的填“无”。任职的终止日期空格表示仍在岗；证书的有效期至空格表示按规定推算。",
        "An empty cell means not known, not none; of several values in a cell, `none` says that there are none. "
        "An employment without an end goes on; for a certificate without a last day, the rules say it.",
    ),
    Text(
        "在“完整性”表中逐类注明登记是否完整：注明“是”的，没有记录即为确无；未注明的，没有记录即为不明。",
        "The sheet `completeness` says of each list whether it is complete: with `yes`, no rows mean that there is "
        "nothing; without it, that nothing is known.",
    ),
    Text(
        "日期可写作2024-05-20、2024/5/20、2024.5.20或2024年5月20日，也可用日期格式的单元格。",
        "Days may be written 2024-05-20, 2024/5/20 or 2024.5.20, or stand in cells formatted as dates.",
    ),
    Text("请勿改动表头，勿合并单元格。", "Leave the headers as they are, and do not merge cells."),
)


def write_template(target: Path, lang: Lang) -> None:
    """Writes the workbook. Raises :class:`InputError` where it cannot be written, and without openpyxl."""
    openpyxl = needed("openpyxl", "sheets", "writing XLSX")
    mapping = load_mapping(NAME)
    book = openpyxl.Workbook()
    book.remove(book.active)
    person = dict(specs(Candidate))
    people = mapping.people
    _sheet(book, people.rows, [(source, person[name]) for name, source in people.fields.items()], lang)
    for one in mapping.lists:
        fields = dict(specs(RECORD_LISTS[one.name]))
        for part in one.parts:
            _sheet(book, part.rows, [(source, fields[name]) for name, source in part.fields.items()], lang)
    _completeness(book, [one.complete for one in mapping.lists if isinstance(one.complete, Rows)], lang)
    notes = book.create_sheet(NOTES.in_lang(lang))
    notes.column_dimensions["A"].width = 100
    for text in NOTES_ON:
        notes.append([text.in_lang(lang)])
    try:
        book.save(target)
    except OSError as cause:
        raise InputError([Fault("unwritable", "FILE", f"`{target}` cannot be written: {reason_of(cause)}")]) from cause


def _sheet(book: Any, rows: Rows, fields: Sequence[tuple[FieldSource, FieldSpec]], lang: Lang) -> None:
    sheet = book.create_sheet(_in(rows.tables, lang))
    _head(sheet, [_in(rows.key, lang), *(_in(source.columns, lang) for source, _ in fields)])
    letters = import_module("openpyxl.utils").get_column_letter
    sheet.column_dimensions["A"].number_format = "@"  # a number with leading zeros keeps them
    for i, (source, spec) in enumerate(fields, 2):
        letter = letters(i)
        if isinstance(spec.shape, Day):
            sheet.column_dimensions[letter].number_format = "yyyy-mm-dd"
        if source.values is not None and not isinstance(spec.shape, ListOf):
            _offer(sheet, letter, _words(source.values, lang), strict=not source.keep_others)


def _completeness(book: Any, statements: Sequence[Rows], lang: Lang) -> None:
    """A row for each list, without an answer: that is for whoever fills it in."""
    lists, answers = statements[0].where
    sheet = book.create_sheet(_in(statements[0].tables, lang))
    _head(sheet, [_in(lists.columns, lang), _in(answers.columns, lang)])
    mapping = load_mapping(NAME)
    for one in mapping.lists:
        sheet.append([_in(one.parts[0].rows.tables, lang)])
    answer = Text("是,否", "yes,no").in_lang(lang)
    _offer(sheet, "B", answer.split(","), strict=True)


def _head(sheet: Any, headers: Sequence[str]) -> None:
    styles = import_module("openpyxl.styles")
    letters = import_module("openpyxl.utils").get_column_letter
    sheet.append(list(headers))
    sheet.freeze_panes = "A2"
    for i, cell in enumerate(sheet[1], 1):
        cell.font = styles.Font(bold=True)
        cell.number_format = "@"
        sheet.column_dimensions[letters(i)].width = WIDTH


def _offer(sheet: Any, letter: str, words: Sequence[str], *, strict: bool) -> None:
    listed = ",".join(words)
    if not words or len(listed) > _LONGEST_LIST:
        return
    validation = import_module("openpyxl.worksheet.datavalidation").DataValidation
    rule = validation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=strict)
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{ROWS}")


def _in(names: Sequence[str], lang: Lang) -> str:
    """Of the names of a sheet or a column the one in a language: Chinese stands first."""
    return names[0 if lang is Lang.ZH else -1]


def _words(values: Any, lang: Lang) -> list[str]:
    """The words of a language, one for each value: the first that is written."""
    out: dict[str, str] = {}
    for word, value in values.items():
        if (lang is Lang.ZH) is bool(_HAN.search(word)) and (lang is Lang.ZH or not _CODE.fullmatch(word)):
            out.setdefault(repr(value), word)
    return [*out.values()]
