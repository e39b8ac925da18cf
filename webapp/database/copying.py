"""Copy all tables from one database to another, for example from SQLite to PostgreSQL, and check each row.

The source is sealed before and stays so: every report it has acknowledged is in the copy, and it acknowledges
no other. A copy that fails leaves the target empty, and the source takes reports again.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from webapp.database import schema, sealing
from webapp.database.connection import Database, Work, translate_database_errors
from webapp.database.engine import open_database
from webapp.database.tables import blobs, metadata

BATCH_ROWS, BATCH_FILES = 1_000, 10
"""Rows in memory at a time; of the published files, of which one may have ten million bytes, fewer."""


class CopyError(Exception):
    """The actions could not be copied. The message has the reason and the remedy."""


def copy(source_url: str, target_url: str) -> dict[str, int]:
    """Copy every row to a target that is up to date and empty. Return the number of rows by table.

    Each row is read back and compared before the commit. Raises `CopyError` and `ActionsUnavailable`.
    """
    if sa.make_url(source_url) == sa.make_url(target_url):
        raise CopyError("source and target are the same database: give the old one, and set DATABASE_URL")
    _copy(source_url, target_url, rows=False)
    sealing.seal(source_url)
    try:
        return _copy(source_url, target_url, rows=True)
    except BaseException:
        sealing.unseal(source_url)
        raise


def _copy(source_url: str, target_url: str, *, rows: bool) -> dict[str, int]:
    """Copy the rows, or only check that they can be copied."""
    source, target = open_database(source_url), open_database(target_url)
    try:
        with (
            translate_database_errors(),
            source.write_lock(),
            source.engine.begin() as old,
            target.write_lock(),
            target.engine.begin() as new,
        ):
            _lock("source", source, old)
            _lock("target", target, new)
            _require_empty(new)
            tables = metadata.sorted_tables if rows else []
            return {table.name: _copy_table(table, old, new) for table in tables}
    finally:
        source.engine.dispose()
        target.engine.dispose()


def _lock(name: str, database: Database, connection: sa.Connection) -> None:
    if not schema.is_current(connection):
        raise CopyError(f"the {name} has the schema of another version: run `appeal db upgrade` on it")
    database.dialect.exclusive(connection, Work.COPY)


def _require_empty(target: sa.Connection) -> None:
    for table in metadata.sorted_tables:
        if target.execute(sa.select(table).limit(1)).first():
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
    at_a_time = BATCH_FILES if table is blobs else BATCH_ROWS
    streamed = connection.execution_options(yield_per=at_a_time).execute(table.select())
    yield from streamed.mappings().partitions()


def _read_back(
    table: sa.Table, connection: sa.Connection, rows: Sequence[sa.RowMapping]
) -> dict[tuple[Any, ...], dict[Any, Any]]:
    key = sa.tuple_(*table.primary_key.columns)
    stored: dict[tuple[Any, ...], dict[Any, Any]] = {}
    for start in range(0, len(rows), 100):  # SQLite takes 32,766 values in a statement, and rows have nine
        keys = [_key(table, row) for row in rows[start : start + 100]]
        for row in connection.execute(table.select().where(key.in_(keys))).mappings():
            stored[_key(table, row)] = dict(row)
    return stored


def _key(table: sa.Table, row: sa.RowMapping) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key.columns)
