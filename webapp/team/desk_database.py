"""The desk's database, as services use it: transactions that read, and transactions that write."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from webapp.database.connection import WAIT_SECONDS, Database, translate_database_errors
from webapp.database.engine import open_database


class DeskDatabase:
    """The database at `url`, which `team.schema.upgrade` has created.

    Threads may share it, and processes that fork: each opens its own connections. Both methods raise
    `ActionsUnavailable` if the database fails, or is busy for longer than `wait` seconds.
    """

    def __init__(self, url: str, wait: float = WAIT_SECONDS) -> None:
        self._url = url
        self._wait = wait
        self._opening = threading.Lock()
        self._opened: dict[int, Database] = {}

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Open a transaction that only reads."""
        with translate_database_errors(), self._here().reader.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Open a transaction that may write. SQLite has one at a time.

        On PostgreSQL several run at once: lock the row that decides with `SELECT … FOR UPDATE`.
        """
        database = self._here()
        with translate_database_errors(), database.write_lock(), database.engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close this process's connections."""
        if database := self._opened.pop(os.getpid(), None):
            database.engine.dispose()

    def _here(self) -> Database:
        """Return this process's database; its first transaction opens it."""
        pid = os.getpid()
        with self._opening:
            if pid not in self._opened:
                self._opened[pid] = open_database(self._url, self._wait)
            return self._opened[pid]
