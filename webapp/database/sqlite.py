"""SQLite, opened as its documentation recommends.

https://www.sqlite.org/wal.html, https://www.sqlite.org/lang_transaction.html, and SQLAlchemy's page on the
dialect, "Transactions with SQLite and the sqlite3 driver".
"""

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event, exc
from sqlalchemy.dialects.sqlite import insert

from webapp.database.connection import ActionsUnavailable, Database, Work
from webapp.database.tables import raised_number, receipts
from webapp.private_files import create_file, create_folder

POLL_SECONDS = 0.001
"""Poll interval of the write lock. SQLite's busy handler backs off to 0.1 s, which starves writers."""


def open_database(url: str, wait: float) -> Database:
    """See `engine.open_database`."""
    path = file_of(url)
    # Mode "rw" and not "rwc": a new, empty database must never stand in for one that is lost.
    address = sa.make_url("sqlite://").set(
        database=f"file:{quote(str(path))}", query={"uri": "true", "mode": "rw"}
    )
    engine = sa.create_engine(
        address, connect_args={"timeout": wait}, pool_timeout=wait, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # the driver starts no transaction by itself, `begin` below does
        _write_ahead(connection, wait)
        connection.execute("PRAGMA secure_delete = ON")  # deleted rows are overwritten
        connection.execute("PRAGMA synchronous = FULL")  # NORMAL loses the last actions in a power cut
        record.info["file"] = _identity(path)

    @event.listens_for(engine, "checkout")
    def renew(_connection: Any, record: Any, _proxy: Any) -> None:
        # A file that was replaced, for example by a backup, would take actions that nobody sees again.
        if record.info["file"] != _identity(path):
            raise exc.DisconnectionError

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        # A transaction that has read cannot wait for the right to write: take the lock at once.
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return Database(
        engine,
        engine.execution_options(reading=True),
        SqliteDialect(path),
        partial(_write_lock, path, wait),
        is_transient=lambda _error: False,
    )


@dataclass(frozen=True, slots=True)
class SqliteDialect:
    """See `connection.Dialect`. `BEGIN IMMEDIATE` gives a transaction the only right to write."""

    path: Path

    def create(self) -> None:
        """Create an empty file if there is none."""
        create_folder(self.path.parent)
        create_file(self.path)

    def exclusive(self, connection: sa.Connection, work: Work) -> None:
        """Do nothing: there is one writer at a time."""

    def tables_without_rights(self, connection: sa.Connection, tables: Sequence[str]) -> list[str]:
        """Return none: rights are those of the file, and migrating has opened it for writing."""
        return []

    def lock_tokens(self, connection: sa.Connection, token_ids: Sequence[str]) -> None:
        """Do nothing: there is one writer at a time."""

    def insert_receipts(self, connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert row by row: there is no network between."""
        connection.execute(_INSERT_RECEIPTS, rows)

    def upsert(self, table: sa.Table, key: tuple[str, ...]) -> sa.Insert:
        """Build the statement once for each table."""
        return _upsert(table, key)

    def after_purge(self, engine: sa.Engine) -> None:
        """Truncate the write-ahead log, which holds the deleted rows. A busy one is left for next time."""
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        finally:
            raw.close()


# Made once: to build a statement costs as much as to run it.
_INSERT_RECEIPTS = receipts.insert()


@cache
def _upsert(table: sa.Table, key: tuple[str, ...]) -> sa.Insert:
    statement: sa.Insert = insert(table).on_conflict_do_update(index_elements=key, set_=raised_number(table))
    return statement


def file_of(url: str) -> Path:
    """Return the database's file; raise ValueError if the URL names none."""
    parts = sa.make_url(url)
    if parts.get_backend_name() != "sqlite" or parts.database in (None, "", ":memory:"):
        raise ValueError(
            f"{parts.render_as_string()!r} names no database that can be used; "
            "write sqlite:////var/lib/appeal.db or postgresql://user@host/name"
        )
    return Path(str(parts.database)).absolute()


@contextmanager
def _write_lock(path: Path, wait: float) -> Iterator[None]:
    """Wait for the write lock of this machine: `flock` on an empty file, released when its holder dies.

    It keeps processes and threads apart. It is not on the database itself: closing that anywhere in a process
    drops all of SQLite's locks there, see https://www.sqlite.org/howtocorrupt.html, 2.2.
    """
    if not path.exists():  # leave no lock file beside a database that is missing: opening it raises
        yield
        return
    give_up = time.monotonic() + wait
    # As SQLite's own files beside it, it has the database's mode: the desk may run as another user.
    create_file(turn := Path(f"{path}.turn"), mode=path.stat().st_mode & 0o777)
    handle = os.open(turn, os.O_RDWR | os.O_CLOEXEC)
    try:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > give_up:
                    raise ActionsUnavailable(
                        f"The write lock of the database of actions was not free within {wait} s"
                    ) from None
                time.sleep(POLL_SECONDS)
        yield
    finally:
        os.close(handle)


def _write_ahead(connection: sqlite3.Connection, wait: float) -> None:
    # If several processes open a new database, SQLite refuses some at once instead of letting them wait.
    give_up = time.monotonic() + wait
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.01)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
