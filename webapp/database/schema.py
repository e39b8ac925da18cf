"""The schema's versions: up to date, back, and which one is there."""

from typing import Literal

import sqlalchemy as sa

from webapp.database import sqlite
from webapp.database.connection import WAIT, ActionsUnavailable, translate_database_errors
from webapp.database.engine import is_postgresql, open_database
from webapp.database.tables import metadata

__all__ = ["REVISION", "WAIT", "ActionsUnavailable", "downgrade", "is_current", "metadata", "upgrade"]

REVISION = "0005"
"""The newest of `migrations/versions`: what this code must find in the database."""
ONE_AT_A_TIME = 7_246_351
"""The number of PostgreSQL's advisory lock under which a schema is changed: any, but always the same."""


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url` up to date: the whole way or not at all.

    SQLite's file is made where there is none. Several hosts may do it at once.
    """
    if not is_postgresql(url):
        sqlite.create(url)
    _migrate(url, "upgrade", revision)


def downgrade(url: str, revision: str) -> None:
    """Take the database back to an earlier schema; "base" drops every table."""
    _migrate(url, "downgrade", revision)


_VERSION = sa.table("alembic_version", sa.column("version_num"))


def is_current(connection: sa.Connection) -> bool:
    """Tell whether the database has the schema this code was written for."""
    if not sa.inspect(connection).has_table(_VERSION.name):
        return False
    return connection.scalar(sa.select(_VERSION.c.version_num)) == REVISION


def takes_writing(connection: sa.Connection) -> bool:
    """Tell the same by writing: a full disk can be read, and so can a standby of PostgreSQL."""
    if not is_current(connection):
        return False
    connection.execute(sa.update(_VERSION).values(version_num=REVISION))
    return True


def _migrate(url: str, direction: Literal["upgrade", "downgrade"], revision: str) -> None:
    from webapp.database.migrations import run  # Alembic takes 100 ms and 12 MB that no web worker needs

    database = open_database(url)
    try:
        with translate_database_errors(), database.turn(), database.engine.begin() as connection:
            if is_postgresql(url):
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                connection.exec_driver_sql("SET LOCAL lock_timeout = '1min'")
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
            run(connection, direction, revision)
    finally:
        database.engine.dispose()
