"""Databases, read through SQLAlchemy: tables and queries, in one transaction that cannot write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from vip_cert_rules.extras import needed
from vip_cert_rules.faults import Fault, InputError
from vip_cert_rules.mappings.model import Rows
from vip_cert_rules.mappings.rows import Row, Spot, Table, text_of, tidy
from vip_cert_rules.mappings.sources.headers import headers_of
from vip_cert_rules.mappings.sources.inputs import Source

_AT_ONCE = 1000


def open_database(name: str) -> tuple[Source, Callable[[], None]]:
    """A database and how to close it. Raises :class:`InputError` where it cannot be reached."""
    sql = needed("sqlalchemy", "sql", "reading databases")
    shown = name
    try:
        if "://" in name:
            url = sql.engine.make_url(name)
            shown = url.render_as_string(hide_password=True)
        else:
            url = sql.engine.URL.create(
                "sqlite", database=Path(name).absolute().as_uri(), query={"mode": "ro", "uri": "true"}
            )
        engine = sql.create_engine(url, poolclass=sql.pool.NullPool)
        connection = engine.connect()
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True, stream_results=True
            )
        elif engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA query_only = ON")
        inspector = sql.inspect(connection)
        names = tuple(dict.fromkeys([*inspector.get_table_names(), *inspector.get_view_names()]))
    except (sql.exc.SQLAlchemyError, ImportError) as cause:
        raise InputError([_unreadable(shown, cause)]) from cause

    def table(of: str, rows: Rows) -> Table:
        statement = sql.select(sql.literal_column("*")).select_from(sql.table(of))
        if rows.row:
            statement = statement.order_by(sql.column(rows.row[0]))
        return _table(sql, connection, statement, shown, of, rows)

    def query(text: str, rows: Rows) -> Table:
        return _table(sql, connection, sql.text(text), shown, None, rows)

    def close() -> None:
        connection.close()
        engine.dispose()

    return Source(shown, names, table, query), close


def _table(sql: Any, connection: Any, statement: Any, file: str, name: str | None, rows: Rows) -> Table:
    def result() -> Any:
        try:
            return connection.execute(statement)
        except sql.exc.SQLAlchemyError as cause:
            raise InputError([_unreadable(file, cause)]) from cause

    with result() as found:
        headers = headers_of(tuple(found.keys()), file, name or "query", 1)

    def every() -> Iterator[Row]:
        with result() as found:
            try:
                for number, one in enumerate(found.yield_per(_AT_ONCE).mappings(), 1):
                    yield _row(one, file, name, number, rows.row)
            except sql.exc.SQLAlchemyError as cause:
                raise InputError([_unreadable(file, cause)]) from cause

    return Table(file, name or "query", headers, every)


def _row(cells: Mapping[str, Any], file: str, name: str | None, number: int, row: tuple[str, ...]) -> Row:
    named = next((f"{column}={text_of(cells[column])}" for column in row if column in cells), None)
    return Row(Spot(file, name, number, "database", named), {key: tidy(value) for key, value in cells.items()})


def _unreadable(file: str, cause: Exception) -> Fault:
    reason = str(getattr(cause, "orig", None) or cause).strip().partition("\n")[0]
    return Fault("unreadable", "", f"the database {file} cannot be read: {reason}")
