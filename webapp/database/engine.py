"""Open SQLite or PostgreSQL behind one interface."""

import os
import weakref
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

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
    weakref.finalize(database, _in_this_process(database.engine.dispose)).atexit = False

    @event.listens_for(database.engine, "connect")
    def close_at_last(connection: Any, record: Any) -> None:
        # To dispose of a pool closes what is in it, not what a thread still uses and gives back later.
        if earlier := record.record_info.get("close"):
            earlier.detach()
        record.record_info["close"] = weakref.finalize(record, _in_this_process(connection.close))
        record.record_info["close"].atexit = False

    return database


def _in_this_process(close: Callable[[], None]) -> Callable[[], None]:
    """Return a function that closes, but leaves those connections alone that a fork has from its parent."""
    opened_by = os.getpid()
    return lambda: close() if os.getpid() == opened_by else None
