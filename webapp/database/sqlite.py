"""SQLite, opened as its documents say.

https://www.sqlite.org/wal.html, https://www.sqlite.org/lang_transaction.html, and SQLAlchemy's page on the
dialect, "Transactions with SQLite and the sqlite3 driver".
"""

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event, exc

from webapp.database.connection import ActionsUnavailable, Database

LOOK_EVERY = 0.001
"""Seconds between two tries at the turn. SQLite's own waiting doubles up to a tenth, and starves somebody."""


def open_database(url: str, wait: float) -> Database:
    """See `database.open_database`."""
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
        connection.isolation_level = None  # the driver begins nothing by itself, `begin` below does
        _write_ahead(connection, wait)
        connection.execute("PRAGMA secure_delete = ON")  # what is purged is overwritten
        connection.execute("PRAGMA synchronous = FULL")  # NORMAL loses the last actions in a power cut
        record.info["file"] = _identity(path)

    @event.listens_for(engine, "checkout")
    def renew(_connection: Any, record: Any, _proxy: Any) -> None:
        # A file that was replaced, say by a backup, would go on taking actions that nobody sees again.
        if record.info["file"] != _identity(path):
            raise exc.DisconnectionError

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        # No waiting helps a transaction that has read and then wants to write: take the lock at once.
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return Database(
        engine,
        engine.execution_options(reading=True),
        partial(_turn, path, wait),
        is_transient=lambda _error: False,
    )


def create(url: str) -> None:
    """Make an empty file where there is none."""
    path = file_of(url)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def empty_the_log(engine: sa.Engine) -> None:
    """Let the write-ahead log forget what was deleted; a busy one is left for next time."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    finally:
        raw.close()


def file_of(url: str) -> Path:
    """Give the database's file; raise ValueError where there is none."""
    parts = sa.make_url(url)
    if parts.get_backend_name() != "sqlite" or parts.database in (None, "", ":memory:"):
        raise ValueError(
            f"{parts.render_as_string()!r} names no database that can be used; "
            "write sqlite:////var/lib/appeal.db or postgresql://user@host/name"
        )
    return Path(str(parts.database)).absolute()


@contextmanager
def _turn(path: Path, wait: float) -> Iterator[None]:
    """Queue up for SQLite's lock outside of it: the file is empty, and its lock dies with its holder.

    Not the database itself: closing it anywhere in a process drops all of SQLite's locks there, see
    https://www.sqlite.org/howtocorrupt.html, 2.2.
    """
    if not path.exists():  # no turn is needed, and no file is to be left: opening it will tell
        yield
        return
    give_up = time.monotonic() + wait
    handle = os.open(f"{path}.turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > give_up:
                    raise ActionsUnavailable(
                        f"No turn to write to the database of actions in {wait} s"
                    ) from None
                time.sleep(LOOK_EVERY)
        yield
    finally:
        os.close(handle)


def _write_ahead(connection: sqlite3.Connection, wait: float) -> None:
    # Where several processes find a new database, SQLite refuses some at once instead of letting them wait.
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
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
