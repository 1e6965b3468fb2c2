"""The database of a log: opened by URL or path, brought to the newest tables, written to by one at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import attrs
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError

from vip_cert_rules.decision_log.tables import HEAD, REVISION, VERSION_TABLE
from vip_cert_rules.faults import Fault, InputError

WAIT = 60
"""Seconds for which a writer waits for another one."""


@attrs.frozen(eq=False)
class Database:
    """The database of a log. Safe to share between threads; a process that was forked opens its own."""

    engine: sa.Engine
    shown: str

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one state of the log. Raises :class:`InputError` where it cannot be read."""
        options = {"isolation_level": "REPEATABLE READ"} if self.engine.dialect.name == "postgresql" else {}
        with self._told("read"), self.engine.connect().execution_options(**options) as connection:
            if self.engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[tuple[sa.Connection, int, str]]:
        """A connection, alone in writing, with the number and the hash of the last entry.

        All of what is written in it is in the log afterwards, or none. Raises :class:`InputError` where it cannot be.
        """
        with self._told("written"), self.engine.connect() as connection:
            if self.engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            last = connection.execute(sa.select(HEAD.c.number, HEAD.c.hash).with_for_update()).one()
            yield connection, last.number, last.hash
            connection.commit()  # leaving without it rolls back

    @contextmanager
    def _told(self, done: str) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as cause:
            raise unusable(self.shown, done, cause) from cause

    def close(self) -> None:
        """Closes every connection."""
        self.engine.dispose()


def open_database(url: str | os.PathLike[str], *, create: bool) -> Database:
    """Opens the database of a log; with ``create`` makes what is not there yet.

    Raises :class:`InputError` where there is none, where its tables are of another version, or it cannot be reached.
    """
    name = os.fspath(url)
    shown = name
    try:
        if "://" in name:
            made = sa.engine.make_url(name)
            shown = made.render_as_string(hide_password=True)
        else:
            made = sa.engine.URL.create("sqlite", database=str(Path(name).absolute()))
        if made.get_backend_name() == "sqlite" and made.database in (None, "", ":memory:"):
            raise InputError([Fault("no-log", "", "a log in memory is none", "give the path of a file")])
        if made.get_backend_name() == "sqlite" and not create and made.database and not Path(made.database).exists():
            raise InputError(
                [Fault("no-log", "", f"there is no decision log `{shown}`", "`vip-cert log create` makes one")]
            )
        engine = sa.create_engine(made, **_options(made))
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
        revision = _revision(engine)
        if revision is None and not create:
            engine.dispose()
            raise InputError(
                [Fault("no-log", "", f"there is no decision log in `{shown}`", "`vip-cert log create` makes one")]
            )
        if revision != REVISION:
            _migrate(engine, shown, revision)
    except (SQLAlchemyError, ImportError) as cause:
        raise unusable(shown, "opened", cause) from cause
    return Database(engine, shown)


def unusable(shown: str, done: str, cause: Exception) -> InputError:
    """A fault that says why a log cannot be used."""
    reason = str(getattr(cause, "orig", None) or cause).strip().partition("\n")[0]
    return InputError([Fault("log-unusable", "", f"the decision log {shown} cannot be {done}: {reason}")])


def _options(url: sa.engine.URL) -> dict[str, object]:
    if url.get_backend_name() != "sqlite":
        return {"pool_pre_ping": True}
    # transactions are begun by hand: the driver would begin them later than a writer has to
    return {"poolclass": sa.pool.NullPool, "connect_args": {"timeout": WAIT, "isolation_level": None}}


def _prepare_sqlite(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")  # what was told to be in the log is there after a power cut
    cursor.close()


def _revision(engine: sa.Engine) -> str | None:
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table(VERSION_TABLE):
            return None
        found = connection.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
        return None if found is None else str(found)


def _migrate(engine: sa.Engine, shown: str, revision: str | None) -> None:
    if revision is not None and revision > REVISION:
        message = f"the decision log {shown} was written by a newer version of this package"
        raise InputError([Fault("newer-log", "", message, "install that version")])
    command, config = import_module("alembic.command"), import_module("alembic.config").Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # two that open a new log at once
        elif engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": 0x76636C6F67})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
