"""The tables; entries can be added, and neither changed nor removed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
REFUSAL = "entries of the decision log are neither changed nor removed"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "vip_cert_log_entry",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("previous", sa.String(71), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("hash", sa.String(71), nullable=False),
    )
    op.create_table(
        "vip_cert_log_content",
        sa.Column("digest", sa.String(71), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "vip_cert_log_person",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("candidate", sa.Text, nullable=False),
    )
    op.create_index("ix_vip_cert_log_person_candidate", "vip_cert_log_person", ["candidate"])
    head = op.create_table(
        "vip_cert_log_head",
        sa.Column("one", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("hash", sa.String(71), nullable=False),
    )
    op.bulk_insert(head, [{"one": 1, "number": 0, "hash": "sha256:" + "0" * 64}])
    if op.get_bind().dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER vip_cert_log_no_{what.lower()} BEFORE {what} ON vip_cert_log_entry "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
    elif op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION vip_cert_log_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER vip_cert_log_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON vip_cert_log_entry "
            "FOR EACH STATEMENT EXECUTE FUNCTION vip_cert_log_refuse()"
        )


def downgrade() -> None:
    """Refused: a log is not taken back."""
    raise CommandError(REFUSAL)
