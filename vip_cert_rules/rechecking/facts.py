"""A decision document beside the record it was made of: evidence, days, what is missing, what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from vip_cert_rules.dates import completed_months, parse_day
from vip_cert_rules.digest import digest_of, plain
from vip_cert_rules.rechecking.nodes import (
    DATED,
    FACT,
    SCALES,
    Json,
    Mismatch,
    Seen,
    exact,
    mismatch,
    own_truth,
)


def facts_digest_of(facts: Mapping[str, Any], as_of: str) -> str:
    """SHA-256 over the canonical JSON of a record, without ``extra`` and what is not known, and the as-of date."""
    kept_null = {"trainings": "level", "results": "level", "certificates": "level"}
    candidate: dict[str, Any] = {}
    for name, value in facts.items():
        if value is None or name == "extra":
            continue
        candidate[name] = value
        if name in DATED and _are_records(value):
            rows = [{key: one for key, one in row.items() if one is not None} for row in value]
            default = (
                {"equivalent": False} if name == "education" else {kept_null[name]: None} if name in kept_null else {}
            )
            candidate[name] = [default | row for row in rows]
    return digest_of(plain({"as_of": as_of, "candidate": candidate}))


def _are_records(value: Json) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(row, Mapping) for row in value)


def _amount(value: Json) -> Decimal | None:
    """A number of a record; ``None`` where it is none."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    number = exact(value)
    return number if number.is_finite() else None


def _day(value: Json) -> date | None:
    return value if isinstance(value, date) else parse_day(value) if isinstance(value, str) else None


def _at(facts: Json, path: str) -> tuple[Json, bool]:
    """What stands at the path of a record or of a fact, and whether the record it is in is there."""
    name, index, field = FACT.fullmatch(path if "." in path else path.replace("]", "].x")).groups()  # type: ignore[union-attr]
    if index is None:
        return facts.get(path), True
    rows = facts.get(name)
    row = rows[int(index)] if isinstance(rows, (list, tuple)) and int(index) < len(rows) else None
    return (row.get(field) if "." in path else row, True) if isinstance(row, Mapping) else (None, False)


def _day_of(name: str, record: Json) -> str:
    day = record.get(DATED[name])
    if day is None and name == "appraisals":
        return f"{record.get('year')}-12-31"
    return str(day)


def check_facts(document: Json, nodes: Sequence[Seen], facts: Json) -> Iterator[Mismatch]:
    """What does not hold in a document of sound structure in view of the record it was made of."""
    if facts.get("id") != document["candidate"]:
        yield mismatch("other-person", "candidate", value=document["candidate"], needed=facts.get("id"))
    for node, path, _above in nodes:
        records, whole = [], True
        own = own_truth(node) if node["kind"] == "condition" else "met"
        measured = node.get("measured")
        counts = own != "unmet" or (node.get("code") in ("too_low", "not_passed") and measured and measured["high"])
        for place, one in enumerate(node.get("evidence", ())):
            record, there = _at(facts, one)
            name = one.partition("[")[0]
            where = f"{path}.evidence[{place}]"
            if not there:
                whole = False
                yield mismatch("not-in-facts", where, value=one)
            elif counts and node["status"] != "waived" and (day := _day_of(name, record)) > document["as_of"]:
                yield mismatch("dated-later", where, value=one, day=day)
            else:
                records.append((name, record))
        if whole and records and counts and node["status"] != "waived" and measured is not None:
            as_of = date.fromisoformat(document["as_of"])
            yield from _check_against(measured, records, facts, as_of, f"{path}.measured")
    for place, fact in enumerate(document["missing"]):
        value, there = _at(facts, fact["path"])
        if not there or (value is not None and not fact["path"].startswith("parameters.")):
            code = "not-missing" if there else "not-in-facts"
            yield mismatch(code, f"missing[{place}].path", value=fact["path"])
    for place, notice in enumerate(document.get("notices", ())):
        for at, one in enumerate(notice["paths"]):
            if not _at(facts, one)[1]:
                yield mismatch("not-in-facts", f"notices[{place}].paths[{at}]", value=one)


def _check_against(
    measured: Json, records: list[tuple[str, Json]], facts: Json, as_of: date, path: str
) -> Iterator[Mismatch]:
    """A number that is known is that of the records; service is no longer than since the first of them."""
    low, high, unit = exact(measured["low"]), measured["high"], measured["unit"]
    rows = [row for _name, row in records]
    if unit == "month":
        days = [day for name, row in records if name == "employments" and (day := _day(row.get("start"))) is not None]
        most = completed_months(min(days), as_of) if days and min(days) <= as_of else 0
        if low > most or (high is not None and exact(high) > most):
            yield mismatch("not-measured", path, value=measured["high"], needed=most)
        return
    # what was reported may decide whatever the mark
    reported = unit == "point" and any(row.get("passed") is not None for row in rows)
    if high is None or exact(high) != low or reported:
        return
    possible = _possible(unit, rows, records, facts)
    if low not in possible:
        yield mismatch("not-measured", path, value=measured["low"], needed=sorted(set(possible)))


def _possible(unit: str, rows: Sequence[Json], records: Sequence[tuple[str, Json]], facts: Json) -> Sequence[Decimal]:
    """The numbers that some records may come to."""
    if unit in SCALES:
        field, words = SCALES[unit]
        said = [str(getattr(row.get(field), "value", row.get(field))) for row in rows]
        return [Decimal(words.index(word)) for word in said if word in words]
    if unit == "record":
        return [Decimal(len(rows))]
    if unit == "hour":
        return [sum((_amount(row.get("hours")) or Decimal(0) for row in rows), Decimal(0))]
    # the best mark of all, which need not be that of the record that decides: it may be reported as failed
    lists = (facts.get(name) for name in {name for name, _row in records})
    every = [row for value in lists if _are_records(value) for row in value]
    marks = [mark for row in every if (mark := _amount(row.get("score"))) is not None]
    sums = [one + other for one in marks for other in marks]
    return [*marks, *sums, *(both / 2 for both in sums)]
