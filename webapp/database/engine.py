"""Open SQLite or PostgreSQL behind one interface."""

import sqlalchemy as sa

from webapp.database.connection import WAIT_SECONDS, Database


def is_postgresql(url: str) -> bool:
    """Return True if the URL names PostgreSQL."""
    return sa.make_url(url).get_backend_name() == "postgresql"


def open_database(url: str, wait: float = WAIT_SECONDS) -> Database:
    """Prepare to use the database at `url`. Nothing is opened before the first use.

    It waits at most `wait` seconds for a lock or a free connection. Raises ValueError for another kind.
    """
    if is_postgresql(url):
        from webapp.database import postgresql  # psycopg takes 100 ms that nobody on SQLite needs

        return postgresql.open_database(url, wait)
    from webapp.database import sqlite

    return sqlite.open_database(url, wait)
