"""Upgrade and downgrade the schema, and check which version a database has."""

from typing import Literal

import sqlalchemy as sa

from webapp.database.connection import (
    RIGHTS_REMEDY,
    WAIT_SECONDS,
    ActionsUnavailable,
    Database,
    DatabaseUnusable,
    Work,
    translate_database_errors,
)
from webapp.database.engine import open_database
from webapp.database.tables import metadata

__all__ = ["REVISION", "WAIT_SECONDS", "ActionsUnavailable", "downgrade", "is_current", "metadata", "upgrade"]

REVISION = "0008"
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


def revisions() -> tuple[str, ...]:
    """Return the schemas that this code knows, oldest first."""
    from webapp.database.migrations import known_revisions

    return known_revisions()


def stored_revision(url: str) -> str | None:
    """Return the schema of the database, or None if it has none yet."""
    database = open_database(url)
    try:
        with translate_database_errors(), database.reader.connect() as connection:
            return read_revision(connection)
    finally:
        database.engine.dispose()


_VERSION = sa.table("alembic_version", sa.column("version_num"))


def read_revision(connection: sa.Connection) -> str | None:
    """Return the schema of the open database, or None if it has none yet."""
    if not sa.inspect(connection).has_table(_VERSION.name):
        return None
    stored: str | None = connection.scalar(sa.select(_VERSION.c.version_num))
    return stored


def is_current(connection: sa.Connection) -> bool:
    """Return True if the database has the schema that this code needs."""
    return read_revision(connection) == REVISION


def is_writable(connection: sa.Connection) -> bool:
    """Return the same after a write: a full disk and a standby of PostgreSQL can only be read."""
    if not is_current(connection):
        return False
    connection.execute(sa.update(_VERSION).values(version_num=REVISION))
    return True


def _migrate(database: Database, direction: Literal["upgrade", "downgrade"], revision: str) -> None:
    try:
        with translate_database_errors(), database.write_lock(), database.engine.begin() as connection:
            database.dialect.exclusive(connection, Work.MIGRATION)
            _require_rights(database, connection)
            stored = read_revision(connection)
            if (direction, revision, stored) == ("upgrade", "head", REVISION):
                return
            from webapp.database.migrations import run  # Alembic takes 100 ms; most starts need none of it

            require_known(stored)
            run(connection, direction, revision)
    finally:
        database.engine.dispose()


def require_known(stored: str | None) -> None:
    """Raise `DatabaseUnusable` if this code does not know the schema `stored`; None is that of no tables."""
    if stored is not None and stored not in revisions():
        raise DatabaseUnusable(
            f"the database has schema {stored[:32]}, and this version of the app knows {REVISION} at most. "
            f"Start the newer version again; or let the newer version run `appeal db downgrade {REVISION}`; "
            "or restore a backup that was made before the upgrade"
        )


def _require_rights(database: Database, connection: sa.Connection) -> None:
    tables = [_VERSION.name, *(table.name for table in metadata.sorted_tables)]
    names = [name for name in tables if sa.inspect(connection).has_table(name)]
    if missing := database.dialect.tables_without_rights(connection, names):
        raise DatabaseUnusable(
            f"the database's role may not read and write {', '.join(missing)}; {RIGHTS_REMEDY}"
        )
