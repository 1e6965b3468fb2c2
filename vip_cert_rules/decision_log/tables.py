"""The tables of the log. A migration makes them; here is what the code knows of them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, Text

METADATA = MetaData()
REVISION = "0001"
"""The migration after which the tables are as here."""
VERSION_TABLE = "vip_cert_log_version"

# SQLite gives numbers by itself to a key of this very type only
_NUMBER = BigInteger().with_variant(Integer, "sqlite")

ENTRY = Table(
    "vip_cert_log_entry",
    METADATA,
    Column("number", _NUMBER, primary_key=True, autoincrement=False),
    Column("previous", String(71), nullable=False),
    Column("at", String(40), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("body", Text, nullable=False),
    Column("hash", String(71), nullable=False),
)
CONTENT = Table(
    "vip_cert_log_content",
    METADATA,
    Column("digest", String(71), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("body", Text, nullable=False),
)
PERSON = Table(
    "vip_cert_log_person",
    METADATA,
    Column("number", _NUMBER, primary_key=True, autoincrement=False),
    Column("candidate", Text, nullable=False, index=True),
)
HEAD = Table(
    "vip_cert_log_head",
    METADATA,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("number", _NUMBER, nullable=False),
    Column("hash", String(71), nullable=False),
)
