"""Open SQLite or PostgreSQL behind one interface."""

import os
import weakref

import sqlalchemy as sa

from webapp.database.connection import WAIT_SECONDS, Database


def is_postgresql(url: str) -> bool:
    """Return True if the URL names PostgreSQL."""
    return sa.make_url(url).get_backend_name() == "postgresql"


def open_database(url: str, wait: float = WAIT_SECONDS) -> Database:
    """Prepare to use the database at `url`. Nothing is opened before the first use.

    It waits at most `wait` seconds for a lock or a free connection. Its connections are closed when nobody
    refers to it any more. Raises ValueError for another kind.
    """
    if is_postgresql(url):
        from webapp.database import postgresql  # psycopg takes 100 ms that nobody on SQLite needs

        database = postgresql.open_database(url, wait)
    else:
        from webapp.database import sqlite

        database = sqlite.open_database(url, wait)
    weakref.finalize(database, _close, database.engine, os.getpid()).atexit = False
    return database


def _close(engine: sa.Engine, opened_by: int) -> None:
    """Close an engine's connections, but leave those alone that a fork has from its parent."""
    if os.getpid() == opened_by:
        engine.dispose()
