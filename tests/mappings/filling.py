"""Fills the template in as a clerk would: a record's values in the words of the sheets."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from vip_cert_rules.mappings.load import load_mapping
from vip_cert_rules.mappings.model import FieldSource, Rows
from vip_cert_rules.mappings.template import write_template
from vip_cert_rules.text import Lang

MAPPING = load_mapping("template")
DAYS = {"awarded", "start", "end", "completed", "taken", "on", "issued", "expires", "revoked", "granted"}


def write_days(day: str, style: int) -> Any:
    """A day in one of the ways in which people write it."""
    on = date.fromisoformat(day)
    ways = (
        day,
        on,
        f"{on.year}/{on.month}/{on.day}",
        f"{on.year}年{on.month}月{on.day}日",
        f"{on.year}.{on.month}.{on.day}",
    )
    return ways[style % len(ways)]


def in_words(source: FieldSource, name: str, value: Any, lang: Lang, style: int) -> Any:
    """A value as it stands in the workbook. Raises ``KeyError`` where the workbook has no word for it."""
    if value is None:
        return None
    if name in DAYS:
        return write_days(value, style)
    if value == []:
        return source.none[0 if lang is Lang.ZH else 1]
    if isinstance(value, list):
        return "、".join(str(in_words(source, "", one, lang, style)) for one in value)
    if source.values is None:
        return value
    words = [word for word, meant in source.values.items() if meant == value and type(meant) is type(value)]
    if not words and source.keep_others:
        return value
    if not words:
        raise KeyError(value)
    return words[style % len(words)]


def fill_in(path: Path, record: dict[str, Any], lang: Lang, style: int) -> None:
    """A workbook with one person in it."""
    write_template(path, lang)
    book = openpyxl.load_workbook(path)
    key = record["id"]
    preparing = MAPPING.people.fields["preparing_for"]
    listed = record.get("preparing_for")
    _sheet(book, MAPPING.people.rows, lang).append([key, in_words(preparing, "", listed, lang, style)])
    for number, one in enumerate(MAPPING.lists):
        (part,) = one.parts
        sheet = _sheet(book, part.rows, lang)
        for i, entry in enumerate(record.get(one.name) or ()):
            cells = [in_words(source, name, entry.get(name), lang, style + i) for name, source in part.fields.items()]
            sheet.append([key, *cells])
        if record.get(one.name) == []:
            assert isinstance(one.complete, Rows)
            _sheet(book, one.complete, lang).cell(number + 2, 2).value = "是" if lang is Lang.ZH else "yes"
    book.save(path)


def _sheet(book: Any, rows: Rows, lang: Lang) -> Any:
    return book[rows.tables[0 if lang is Lang.ZH else 1]]
