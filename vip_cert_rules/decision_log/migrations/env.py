"""What Alembic runs migrations in: the connection that the log gives it."""

from __future__ import annotations

from alembic import context

from vip_cert_rules.decision_log.tables import METADATA, VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, version_table=VERSION_TABLE
)
with context.begin_transaction():
    context.run_migrations()
