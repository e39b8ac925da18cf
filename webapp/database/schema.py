"""Upgrade and downgrade the schema, and check which version a database has."""

from typing import Literal

import sqlalchemy as sa

from webapp.database.connection import (
    WAIT_SECONDS,
    ActionsUnavailable,
    Database,
    Work,
    translate_database_errors,
)
from webapp.database.engine import open_database
from webapp.database.tables import metadata

__all__ = ["REVISION", "WAIT_SECONDS", "ActionsUnavailable", "downgrade", "is_current", "metadata", "upgrade"]

REVISION = "0005"
"""The newest of `migrations/versions`: the version this code needs."""


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url` up to date, in one transaction.

    SQLite's file is created if there is none. Several hosts may do it at once.
    """
    database = open_database(url)
    database.dialect.create()
    _migrate(database, "upgrade", revision)


def downgrade(url: str, revision: str) -> None:
    """Return the database to an earlier schema; "base" drops every table."""
    _migrate(open_database(url), "downgrade", revision)


_VERSION = sa.table("alembic_version", sa.column("version_num"))


def is_current(connection: sa.Connection) -> bool:
    """Return True if the database has the schema that this code needs."""
    if not sa.inspect(connection).has_table(_VERSION.name):
        return False
    return connection.scalar(sa.select(_VERSION.c.version_num)) == REVISION


def is_writable(connection: sa.Connection) -> bool:
    """Return the same after a write: a full disk and a standby of PostgreSQL can only be read."""
    if not is_current(connection):
        return False
    connection.execute(sa.update(_VERSION).values(version_num=REVISION))
    return True


def _migrate(database: Database, direction: Literal["upgrade", "downgrade"], revision: str) -> None:
    from webapp.database.migrations import run  # Alembic takes 100 ms and 12 MB that no web worker needs

    try:
        with translate_database_errors(), database.write_lock(), database.engine.begin() as connection:
            database.dialect.exclusive(connection, Work.MIGRATION)
            run(connection, direction, revision)
    finally:
        database.engine.dispose()
