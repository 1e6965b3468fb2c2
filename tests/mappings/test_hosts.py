"""Shipped mappings on databases and files in the shape of the systems they are for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy

from examples.embedding.hr_to_decisions import open_database, record_of
from tests.mappings.small import faults_of
from vip_cert_rules import InputError, evaluate, structure_candidate
from vip_cert_rules.mappings.people import MappedRecord, read_records

ODOO = """
CREATE TABLE hr_employee (id integer PRIMARY KEY, barcode varchar, active boolean);
CREATE TABLE hr_job (id integer PRIMARY KEY, name {json});
CREATE TABLE hr_department (id integer PRIMARY KEY, name {json});
CREATE TABLE hr_version (id integer PRIMARY KEY, employee_id integer, date_version date, contract_date_start date,
    contract_date_end date, job_id integer, department_id integer);
CREATE TABLE hr_skill_type (id integer PRIMARY KEY, name {json}, is_certification boolean);
CREATE TABLE hr_skill (id integer PRIMARY KEY, name {json});
CREATE TABLE hr_skill_level (id integer PRIMARY KEY, name varchar);
CREATE TABLE hr_employee_skill (id integer PRIMARY KEY, employee_id integer, skill_type_id integer, skill_id integer,
    skill_level_id integer, valid_from date, valid_to date);
INSERT INTO hr_employee VALUES (1, 'E1001', true), (2, 'E1002', true), (3, 'E1003', false), (4, NULL, true);
INSERT INTO hr_job VALUES (7, '{{"en_US": "VIP manager", "zh_CN": "VIP客户服务经理"}}'),
    (8, '{{"en_US": "Clerk", "zh_CN": "营业员"}}');
INSERT INTO hr_department VALUES (5, '{{"zh_CN": "省公司"}}'), (6, '{{"zh_CN": "市场部"}}');
INSERT INTO hr_version VALUES
    (11, 1, '2022-03-01', '2022-03-01', NULL, 8, 5), (12, 1, '2023-01-01', '2022-03-01', NULL, 7, 5),
    (13, 1, '2024-01-01', '2022-03-01', NULL, 7, 5), (14, 1, '2025-06-01', '2022-03-01', '2026-05-31', 7, 6),
    (15, 2, '2024-01-01', '2020-07-01', NULL, 7, 5), (16, 3, '2020-01-01', NULL, NULL, 7, 5);
INSERT INTO hr_skill_type VALUES (1, '{{"zh_CN": "集团岗位技能认证"}}', true), (2, '{{"zh_CN": "语言"}}', false);
INSERT INTO hr_skill VALUES (1, '{{"zh_CN": "VIP客户服务经理"}}'), (2, '{{"zh_CN": "英语"}}');
INSERT INTO hr_skill_level VALUES (1, '四级'), (2, 'B2');
INSERT INTO hr_employee_skill VALUES (1, 1, 1, 1, 1, '2025-02-01', '2027-02-01'), (2, 1, 2, 2, 2, NULL, NULL);
"""
VIP = "vip-service-manager"


def statements(script: str) -> Iterator[str]:
    return (one for one in script.split(";\n") if one.strip())


def odoo_url(kind: str, path: Path, server: str) -> str:
    url = server if kind == "postgresql" else f"sqlite:///{path / 'odoo.db'}"
    engine = sqlalchemy.create_engine(url)
    with engine.begin() as connection:
        if kind == "postgresql":
            connection.execute(sqlalchemy.text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
        for statement in statements(ODOO.format(json="jsonb" if kind == "postgresql" else "json")):
            connection.exec_driver_sql(statement)
    engine.dispose()
    return url


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_odoo(kind: str, tmp_path: Path, server: str) -> None:
    """Versions are folded: a change of the department is a new stretch of work, a change of nothing is none."""
    found = [*read_records(odoo_url(kind, tmp_path, server), mapping="odoo")]
    assert ["E1001", "E1002", None] == [one.record and one.record["id"] for one in found]
    first, second, third = found
    assert first.record is not None and second.record is not None
    stretches = [
        ("营业员", "provincial_branch", date(2022, 3, 1), date(2022, 12, 31)),
        (VIP, "provincial_branch", date(2023, 1, 1), date(2025, 5, 31)),
        (VIP, None, date(2025, 6, 1), date(2026, 5, 31)),
    ]
    assert stretches == [
        tuple(one[key] for key in ("occupation", "unit", "start", "end")) for one in first.record["employments"]
    ]
    # the contract is older than the first version: what the work was until then is not known
    unknown = {"occupation": None, "unit": None, "start": date(2020, 7, 1), "end": date(2023, 12, 31)}
    assert unknown == second.record["employments"][0]
    certificate = {
        "programme": VIP,
        "level": 4,
        "issued": date(2025, 2, 1),
        "expires": date(2027, 2, 1),
        "issuer": "group",
    }
    assert [certificate] == first.record["certificates"]
    assert "certificates" not in second.record, "no rows are not known to be none"
    assert [("null-not-allowed", "id")] == [(code, path) for code, path, _ in faults_of(third)]
    assert faults_of(third)[0][2].endswith("row id=4, column barcode")


def test_a_mapping_cannot_write(tmp_path: Path, server: str) -> None:
    query = "DELETE FROM hr_version RETURNING employee_id"
    text = f"mapping: m\nversion: '1'\npeople: {{query: {query}, key: employee_id}}\nlists: {{}}\n"
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")
    for kind in ("sqlite", "postgresql"):
        url = odoo_url(kind, tmp_path, server)
        with pytest.raises(InputError, match="cannot be read"):
            [*read_records(url, mapping=tmp_path / "m.yaml")]
        engine = sqlalchemy.create_engine(url)
        with engine.connect() as connection:
            assert 6 == connection.execute(sqlalchemy.text("SELECT COUNT(*) FROM hr_version")).scalar()
        engine.dispose()


def test_a_database_that_is_not_there_is_told_without_its_password() -> None:
    with pytest.raises(InputError) as raised:
        [*read_records("postgresql+psycopg://hr:secret@127.0.0.1:1/hr", mapping="odoo")]
    assert "secret" not in str(raised.value) and "hr:***@" in str(raised.value)
    for url in ("nonsense://x", "postgresql+nothing://x"):
        with pytest.raises(InputError, match="cannot be read"):
            [*read_records(url, mapping="odoo")]


FRAPPE = """
CREATE TABLE tabEmployee (name TEXT, employee_number TEXT, status TEXT, designation TEXT, branch TEXT,
    date_of_joining TEXT, relieving_date TEXT);
CREATE TABLE `tabEmployee Education` (name TEXT, parent TEXT, qualification TEXT, year_of_passing INTEGER);
CREATE TABLE `tabEmployee Internal Work History` (name TEXT, parent TEXT, designation TEXT, branch TEXT, from_date TEXT,
    to_date TEXT);
CREATE TABLE `tabTraining Event` (name TEXT, course TEXT, end_time TEXT);
CREATE TABLE `tabTraining Result` (name TEXT, training_event TEXT, docstatus INTEGER);
CREATE TABLE `tabTraining Result Employee` (name TEXT, parent TEXT, employee TEXT, hours REAL);
CREATE TABLE tabAppraisal (name TEXT, employee TEXT, end_date TEXT, final_grade TEXT, docstatus INTEGER);
INSERT INTO tabEmployee VALUES ('HR-1', 'E1', 'Active', 'VIP客户服务经理', '省公司', '2023-01-01', NULL),
    ('HR-2', 'E2', 'Active', 'VIP客户服务经理', '代办点', '2022-01-01', NULL),
    ('HR-3', 'E3', 'Left', '', '', NULL, NULL);
INSERT INTO `tabEmployee Education` VALUES ('a', 'HR-1', '大专', 2016), ('b', 'HR-3', '本科', 2010),
    ('c', 'HR-2', NULL, 1);
INSERT INTO `tabEmployee Internal Work History` VALUES ('a', 'HR-1', '营业员', '省公司', '2023-01-01', '2023-12-31'),
    ('b', 'HR-1', 'VIP客户服务经理', '省公司', '2024-01-01', NULL);
INSERT INTO `tabTraining Event` VALUES ('T1', 'VIP-3', '2026-05-20 17:00:00'), ('T2', 'Safety', '2026-05-21 17:00:00');
INSERT INTO `tabTraining Result` VALUES ('R1', 'T1', 1), ('R2', 'T2', 1), ('R3', 'T1', 2);
INSERT INTO `tabTraining Result Employee` VALUES ('x', 'R1', 'HR-1', 30),
    ('y', 'R2', 'HR-1', 2), ('z', 'R3', 'HR-1', 30);
INSERT INTO tabAppraisal VALUES ('A1', 'HR-1', '2025-12-31', '良好', 1), ('A2', 'HR-2', '2025-12-31', '优', 1);
"""


def test_frappe_hrms(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "frappe.db")) as database:
        database.executescript(FRAPPE)
    first, second = read_records(tmp_path / "frappe.db", mapping="frappe-hrms")
    assert first.record is not None, first.faults
    person = structure_candidate(first.record)
    assert person.education is not None and person.employments is not None and person.trainings is not None
    assert ("E1", date(2016, 12, 31)) == (person.id, person.education[0].awarded)
    assert [("营业员", date(2023, 1, 1)), (VIP, date(2024, 1, 1))] == [
        (one.occupation, one.start) for one in person.employments
    ]
    assert [(3, date(2026, 5, 20), 30)] == [(one.level, one.completed, one.hours) for one in person.trainings]
    assert [("unknown-value", "appraisals[0].grade")] == [(code, path) for code, path, _ in faults_of(second)]


def test_plain_rows_of_a_database_give_the_records_that_the_program_makes(tmp_path: Path) -> None:
    """The mapping says what the example program is written for."""
    with closing(open_database(None)) as memory, closing(sqlite3.connect(tmp_path / "hr.db")) as file:
        memory.backup(file)
        for one in read_records(tmp_path / "hr.db", mapping="sql-rows"):
            number = one.rows[0]["cells"]["person_no"]
            if one.record is None:
                assert [("days-out-of-order", "certificates[0].expires")] == [found[:2] for found in faults_of(one)]
                with pytest.raises(InputError):
                    structure_candidate(record_of(memory, number))
            else:
                assert structure_candidate(record_of(memory, number)) == structure_candidate(one.record)


# --- Open Badges 3.0 -------------------------------------------------------------------------------------------------


def badge(person: str, level: int, issuer: str = "group", until: str | None = "2027-04-01T16:00:00Z") -> dict[str, Any]:
    credential = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": f"urn:uuid:{person}-{level}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": f"https://badges.example.cn/issuers/{issuer}", "type": ["Profile"]},
        "validFrom": "2025-03-31T16:00:00Z",
        "credentialSubject": {
            "id": person,
            "type": ["AchievementSubject"],
            "achievement": {
                "id": f"https://badges.example.cn/achievements/vip-service-manager-{level}",
                "type": ["Achievement"],
            },
        },
    }
    return credential | ({} if until is None else {"validUntil": until})


def badges(path: Path, *credentials: dict[str, Any]) -> list[MappedRecord]:
    folder = path / "credentials"
    folder.mkdir()
    for i, one in enumerate(credentials):
        (folder / f"{i}.json").write_text(json.dumps(one), encoding="utf-8")
    return [*read_records(folder, mapping="open-badges")]


def test_open_badges_are_certificates(tmp_path: Path) -> None:
    """Days as they are in the zone of the mapping; a validity that ends at midnight lasted through the day before."""
    first, second = badges(tmp_path, badge("E1", 4), badge("E1", 3, "province"), badge("E2", 4))
    assert first.record is not None and second.record is not None
    assert [(4, "group"), (3, "province")] == [(one["level"], one["issuer"]) for one in first.record["certificates"]]
    assert {(date(2025, 4, 1), date(2027, 4, 1))} == {
        (one["issued"], one["expires"]) for one in first.record["certificates"]
    }
    decision = evaluate(first.record, ruleset=VIP, question="hold", level=4, as_of="2027-04-01")
    assert "yes" == decision.outcome.value
    decision = evaluate(first.record, ruleset=VIP, question="hold", level=4, as_of="2027-04-02")
    assert "no" == decision.outcome.value


def test_a_badge_of_something_else_is_told(tmp_path: Path) -> None:
    (one,) = badges(tmp_path, badge("E1", 7, "nobody"))
    assert [("unknown-value", f"certificates[0].{name}") for name in ("programme", "level", "issuer")] == [
        (code, path) for code, path, _ in faults_of(one)
    ]
