"""A copy of all actions from one database to another, say from SQLite to PostgreSQL, checked row by row.

Nobody can record at the source meanwhile. What fails leaves the target as empty as it was.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from webapp.database import schema
from webapp.database.connection import translate_database_errors
from webapp.database.engine import open_database
from webapp.database.tables import metadata

AT_ONCE = 1_000
"""Rows on their way at a time: memory stays small, however many there are."""


class CopyError(Exception):
    """The target could not take the actions; the message says why, and what to do."""


def copy(source_url: str, target_url: str) -> dict[str, int]:
    """Copy every row to a target that is up to date and empty, and give their number by table.

    Each row is read back and compared before anything is kept. Raises `CopyError` and `ActionsUnavailable`.
    """
    if sa.make_url(source_url) == sa.make_url(target_url):
        raise CopyError("source and target are the same database: give the old one, and set DATABASE_URL")
    source, target = open_database(source_url), open_database(target_url)
    try:
        with (
            translate_database_errors(),
            source.turn(),
            source.engine.begin() as old,
            target.turn(),
            target.engine.begin() as new,
        ):
            _still(old)
            _require(old, new)
            return {table.name: _copy_table(table, old, new) for table in metadata.sorted_tables}
    finally:
        source.engine.dispose()
        target.engine.dispose()


def _still(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":  # SQLite's transaction keeps others from writing by itself
        names = ", ".join(table.name for table in metadata.sorted_tables)
        connection.execute(sa.text(f"LOCK TABLE {names} IN SHARE MODE"))


def _require(old: sa.Connection, new: sa.Connection) -> None:
    for name, connection in (("source", old), ("target", new)):
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
        if not schema.is_current(connection):
            raise CopyError(f"the {name} has the schema of another version: run `appeal db upgrade` on it")
    for table in metadata.sorted_tables:
        if new.execute(sa.select(table).limit(1)).first():
            raise CopyError(f"the target holds {table.name} already: give a new, empty database")


def _copy_table(table: sa.Table, old: sa.Connection, new: sa.Connection) -> int:
    number = 0
    for rows in _batches(old, table):
        new.execute(table.insert(), [dict(row) for row in rows])
        if (back := _read_back(table, new, rows)) != {_key(table, row): dict(row) for row in rows}:
            raise CopyError(
                f"{table.name}: {len(rows)} rows were written and {len(back)} came back otherwise"
            )
        number += len(rows)
    stored = new.scalar(sa.select(sa.func.count()).select_from(table))
    if stored != number:
        raise CopyError(f"{table.name}: {number} rows were copied, and the target holds {stored}")
    return number


def _batches(connection: sa.Connection, table: sa.Table) -> Iterator[Sequence[sa.RowMapping]]:
    streamed = connection.execution_options(yield_per=AT_ONCE).execute(table.select())
    yield from streamed.mappings().partitions()


def _read_back(
    table: sa.Table, connection: sa.Connection, rows: Sequence[sa.RowMapping]
) -> dict[tuple[Any, ...], dict[Any, Any]]:
    key = sa.tuple_(*table.primary_key.columns)
    found: dict[tuple[Any, ...], dict[Any, Any]] = {}
    for start in range(0, len(rows), 100):  # SQLite takes 32,766 values in a statement, and rows have nine
        keys = [_key(table, row) for row in rows[start : start + 100]]
        for row in connection.execute(table.select().where(key.in_(keys))).mappings():
            found[_key(table, row)] = dict(row)
    return found


def _key(table: sa.Table, row: sa.RowMapping) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key.columns)
