"""Everything wrong with a file of rule tests is told at once, each with its line and what to do."""

# ruff: noqa: E501 -- a row of a table stands on one line

from __future__ import annotations

from pathlib import Path

import pytest

from tests.authoring.tables.files import HEAD, faults, helps, with_rows, write


@pytest.mark.parametrize(
    ("row", "code", "message"),
    [
        ("{case: a}", "missing", "missing; the outcome is needed here"),
        ("{expect: maybe}", "unknown-word", "`maybe` is not an outcome"),
        ("{expect: yes, stat: {}}", "unknown-key", "unknown key `stat`"),
        ("{expect: yes, certificate: []}", "unknown-key", "unknown key `certificate`"),
        ("{expect: yes, certificat.issued: as_of}", "unknown-path", "`certificat.issued` is no path into a record"),
        (
            "{expect: yes, certificates.isued: as_of}",
            "unknown-path",
            "the entries of `certificates` have no field `isued`",
        ),
        ("{expect: yes, id.x: 1}", "unknown-path", "`id` has no entries"),
        ('{expect: yes, "certificates[1].level": 2}', "path-not-in-record", "the record has no `certificates[1]`"),
        ('{expect: yes, "certificates[2]": remove}', "path-not-in-record", "the record has no `certificates[2]`"),
        (
            "{expect: yes, trainings.hours: 2}",
            "not-one-entry",
            "`trainings` is not known, where `trainings.hours` means the only one",
        ),
        ("{expect: yes, certificates.level: 10}", "too-high", "10 is above 9"),
        ("{expect: yes, certificates.issued: as_of - 2}", "not-a-day", "`as_of - 2` is not a day counted from the as-of date"),
        ("{expect: yes, certificates.programme: remove}", "missing", "missing; text is needed here"),
        ("{expect: yes, question: holds}", "unknown-question", "`vip-service-manager` has no question `holds`"),
        ("{expect: yes, level: 7}", "unknown-level", "7 is not a level of question `hold`"),
        ("{expect: yes, level: null}", "level-missing", "missing; `vip-service-manager` has levels"),
        ("{expect: yes, as_of: 2026-02-30}", "not-a-day", "`2026-02-30` is not a day written as YYYY-MM-DD"),
        ("{expect: yes, position: shop}", "position-not-allowed", "`shop` given, but `vip-service-manager` has no positions"),
        ("{expect: yes, assume.A99: x}", "unknown-assumption", "`vip-service-manager` makes no assumption `A99`"),
        ("{expect: yes, parameters.pass_mark: 101}", "too-high", "101 is above 100"),
        ("{expect: yes, status: {certificat: met}}", "unknown-node", "`hold.3` has no node `certificat`"),
        ("{expect: yes, status: {certificate: fine}}", "unknown-word", "`fine` is not a status"),
        ("{expect: no, unmet: [written]}", "unknown-node", "`hold.3` has no node `written`"),
        ("{expect: unknown, missing: [certificate]}", "unknown-path", "`certificate` is no path into a record"),
        ('{expect: no, first_failing: "8.1"}', "unknown-clause", "no condition of `hold.3` cites `8.1`"),
        ("{expect: [yes, no]}", "wrong-number-of-values", "2 values for a row of 1 case"),
        (
            "{each: {certificates.level: [3, 2]}, expect: [yes, no, no]}",
            "wrong-number-of-values",
            "3 values for a row of 2 cases",
        ),
        (
            "{each: {certificates.level: [3, 2], level: [3]}, expect: yes}",
            "lists-of-different-length",
            "the lists differ in length: `certificates.level` has 2, `level` has 1",
        ),
        ("{each: {certificates.level: 3}, expect: yes}", "wrong-type", "3 where a list with a value for each case is needed"),
        ("{each: {certificates.level: []}, expect: yes}", "empty-list", "an empty list where a value for each case is needed"),
        ("{around: {}, expect: yes}", "empty-mapping", "an empty mapping where a mapping from what is changed to its value is needed"),
        ("{around: {certificates.issuer: group}, expect: yes}", "no-boundary", "`certificates.issuer` holds an issuer, which has no boundary"),
        ("{around: {certificates.issued: soon}, expect: yes}", "no-boundary", "there is nothing below `soon`"),
        ("{around: {certificates: []}, expect: yes}", "no-boundary", "`certificates` holds a list, which has no boundary"),
        ('{around: {"certificates[0]": x}, expect: yes}', "no-boundary", "`certificates[0]` holds a mapping, which has no boundary"),
        ("{around: {question: hold}, expect: yes}", "no-boundary", "`question` holds the name of a question, which has no boundary"),
        ("{around: {certificates.level: x}, expect: yes}", "no-boundary", "there is nothing below `x`"),
        ("{around: {as_of: as_of + 1d}, expect: yes}", "not-a-day", "`as_of + 1d` is not a day written as YYYY-MM-DD"),
        ('{"results[0]": {}, around: {results.score: .nan}, expect: yes}', "no-boundary", "there is nothing below NaN"),
        ("{case: sound, each: {level: [3]}, expect: yes}", "duplicate-case", "another row of the table is called `sound`"),
        ('{case: "more [level: 3]", expect: yes}\n- {case: more, each: {level: [3]}, expect: yes}', "duplicate-case", "another row of the table is called `more [level: 3]`"),
        ('{"certificates[0]": 3, expect: yes}', "wrong-type", "3 where a mapping is needed"),
        ('{"certificates[0]": 3, "certificates[0].level": 3, expect: yes}', "path-not-in-record", "`certificates[0]` has no fields"),
        ('{"trainings[1]": {}, expect: yes}', "path-not-in-record", "the record has no `trainings[1]`"),
        ("{expect: yes, each: 3}", "wrong-type", "3 where a mapping from what is changed to its value is needed"),
        ("3", "wrong-type", "3 where a row (a mapping) is needed"),
        ("{around: {certificates.level: 1}, expect: yes}", "no-boundary", "there is nothing below 1"),
        ("{around: {assume.A5: no-expiry}, expect: yes}", "no-boundary", "`assume.A5` has no boundary"),
        ("{around: {certificates.issued: as_of}, each: {level: [3]}, expect: yes}", "spans-twice", "`each` and `around` in one row"),
        ("{around: {certificates.issued: as_of, as_of: 2026-11-24}, expect: yes}", "spans-twice", "several boundaries in one row"),
    ],
)  # fmt: skip
def test_a_fault_of_a_row_is_told_once_on_its_line(tmp_path: Path, row: str, code: str, message: str) -> None:
    line = 2 + row.count("\n")
    assert [(code, line, message)] == faults(with_rows(tmp_path, f"- {{case: sound, expect: yes}}\n- {row}\n"))


@pytest.mark.parametrize(
    ("given", "code"),
    [("trainings.hours: 2", "not-one-entry"), ("level: x", "wrong-type"), ("certificates.level: 10", "too-high")],
)
def test_what_every_case_comes_upon_is_told_once(tmp_path: Path, given: str, code: str) -> None:
    head = HEAD.replace("    rows:", f"    given: {{{given}}}\n    rows:")
    rows = "- {case: a, expect: yes}\n- {each: {certificates.issuer: [group, province]}, expect: yes, status: {certificate: met}}"
    assert [code] == [found for found, _line, _said in faults(with_rows(tmp_path, rows, head))]
    rows = "- {each: {certificates.issuer: [group, province]}, expect: yes, status: {x: met}}"
    assert ["unknown-node"] == [found for found, _line, _said in faults(with_rows(tmp_path, rows))]


def test_a_name_that_several_nodes_end_in_is_ambiguous(tmp_path: Path) -> None:
    text = """\
    rule-test: ambiguous
    ruleset: network-optimization
    position: field-optimization
    as_of: 2026-06-01
    question: hold
    level: 4
    tables:
      - name: a
        rows: [{expect: unknown, status: {theory: unknown}}, {case: b, expect: unknown, status: {pass.4.theory: unknown}}]
    """
    told = helps(write(tmp_path, text))
    assert "`theory` names 4 nodes of `hold.4`" in told
    assert "help: say more of the id: `hold.4.pass.4.theory`, `hold.4.pass.3.theory`" in told


def test_all_faults_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = """\
    - {case: a, expect: yes, certificates.level: 10}
    - {case: b, expect: yes, status: {x: met}}
    - {case: b, expect: no}
    """
    told = faults(with_rows(tmp_path, text))
    assert [("too-high", 1), ("unknown-node", 2), ("duplicate-case", 3)] == [(code, line) for code, line, _said in told]


def test_a_fault_of_the_person_is_told_where_the_person_is(tmp_path: Path) -> None:
    head = HEAD.replace("issuer: group", "issuer: me")
    path = with_rows(tmp_path, "- {case: a, expect: yes}\n- {case: b, expect: no}\n", head)
    assert [("unknown-word", -3, "`me` is not an issuer")] == faults(path)
    assert f"{path}:7:" in helps(path)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("rule-test: certificates\n", "", "missing"),
        ("ruleset: vip-service-manager", "ruleset: vip-service", "unknown-ruleset"),
        ("ruleset: vip-service-manager", "ruleset: ./own.yaml", "not-found"),
        ("question: hold", "question: holds", "unknown-question"),
        ("as_of: 2026-11-24\n", "", "missing"),
        ("level: 3\nas", "overlays: [none.yaml]\nlevel: 3\nas", "not-found"),
        ("level: 3\nas", "parameters: none.yaml\nlevel: 3\nas", "not-found"),
        ("level: 3\nas", "parameters: {pass_mark: 101}\nlevel: 3\nas", "too-high"),
        ("level: 3\nas", "parameters: 3\nlevel: 3\nas", "wrong-type"),
        ("level: 3\nas", "assume: {A5: never}\nlevel: 3\nas", "unknown-reading"),
        ("  - name: valid\n", "  - name: valid\n    csv: rows.csv\n", "rows-and-csv"),
        ("  - name: valid\n", "  - name: valid\n    rows: [{expect: yes}]\n  - name: valid\n", "duplicate-table"),
        ("  - name: valid\n", "  - name: nothing\n  - name: valid\n", "no-rows"),
        ("  - name: valid\n", "  - {name: nowhere, csv: rows.csv}\n  - name: valid\n", "not-found"),
        ("  - name: valid\n", "  - {name: folder, csv: .}\n  - name: valid\n", "not-a-file"),
        ("  - name: valid\n", '  - {name: folder, csv: "\\0"}\n  - name: valid\n', "unreadable"),
        ("  - name: valid\n", "  - name: valid\n    given: {x: 1}\n", "unknown-key"),
    ],
)
def test_a_fault_of_the_file(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert old in HEAD
    told = faults(with_rows(tmp_path, "- {expect: yes}", HEAD.replace(old, new)))
    assert [code] == [found for found, _line, _said in told]


def test_a_fault_says_what_to_do(tmp_path: Path) -> None:
    told = helps(with_rows(tmp_path, "- {expect: yes, certificates.isued: as_of}"))
    assert f"t.cert-test.yaml:{HEAD.count(chr(10)) + 1}:23: " in told
    assert "help: did you mean `issued`?" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("case,expect\na,yes,more\n", "rows.csv:2:3: `more` stands below no name"),
        ("case,case\na,b\n", "rows.csv:1:2: case: duplicate column `case`"),
        ("case,expect\n", "rows.csv:1:1: a table without rows"),
        (",\n1,2\n", "rows.csv:1:1: the first line has no names of columns"),
        ('case,expect\n"a,yes\n', "rows.csv:2:1: not CSV: unexpected end of data"),
        ("case,expect\na,maybe\n", "rows.csv:2:2: rows[0].expect: `maybe` is not an outcome"),
        ("case,expect,certificates.level\na,yes,10\n", "rows.csv:2:3: certificates[0].level: 10 is above 9"),
        ("case,expect,certificates\na,yes,[\n", "rows.csv:2:3: certificates: "),
        ("case,expect,x\na,yes,1\n", "rows.csv:2:3: rows[0].x: unknown key `x`"),
        ("case,expect,status.x\na,yes,met\n", "rows.csv:2:3: rows[0].status.x: `hold.3` has no node `x`"),
        (f"case,expect,certificates.level\na,yes,{'9' * 500}\n", "rows.csv:2:3: certificates.level: a number of more"),
    ],
)
def test_a_fault_of_a_spreadsheet_names_its_line_and_column(tmp_path: Path, text: str, told: str) -> None:
    write(tmp_path, text, "rows.csv")
    path = write(tmp_path, HEAD.replace("    rows:\n", "    csv: rows.csv\n"))
    assert told in helps(path)


def test_a_spreadsheet_that_is_not_utf_8_is_told_how_to_save_it(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_bytes("case,expect\n满,yes\n".encode("gbk"))
    path = write(tmp_path, HEAD.replace("    rows:\n", "    csv: rows.csv\n"))
    told = helps(path)
    assert "rows.csv:2:1: " in told
    assert "save it as `CSV UTF-8` in the spreadsheet" in told
