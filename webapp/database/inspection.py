"""What an operator wants to know about a database: its schema, its seal, its size, and its clock."""

import time
from dataclasses import dataclass

import sqlalchemy as sa

from webapp.database import rights, schema, sealing
from webapp.database.connection import Database, translate_database_errors
from webapp.database.engine import is_postgresql, open_database
from webapp.database.sqlite import file_of

BESIDE = ("", "-wal", "-shm", ".turn")
"""Endings of the files of an SQLite database: https://www.sqlite.org/wal.html, and our write lock."""


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """A database at one moment."""

    kind: str
    revision: str | None
    """The schema; None if there are no tables yet."""
    is_sealed: bool
    """Whether `appeal db copy` has copied it: it takes no report."""
    bytes: int
    clock_ahead_seconds: float
    """How far the clock of the database's host is ahead of this one's; 0 for SQLite."""
    missing_rights: tuple[str, ...] | None = None
    """What the desk's role may not do; None where nobody asked, or where the role records reports."""


def exists(url: str) -> bool:
    """Return False if there is no file of an SQLite database yet. PostgreSQL has to be asked."""
    return is_postgresql(url) or file_of(url).exists()


def inspect(url: str, *, by_desk: bool = False) -> DatabaseState:
    """Look at a database without changing it. Raise `ActionsUnavailable` if it cannot be read.

    The page's own database may be asked about `by_desk`, whose role has few rights there on PostgreSQL.
    """
    database = open_database(url)
    try:
        with translate_database_errors(), database.reader.connect() as connection:
            missing = _missing_rights(connection) if by_desk and is_postgresql(url) else None
            revision = None if missing else schema.read_revision(connection)
            return DatabaseState(
                "PostgreSQL" if is_postgresql(url) else "SQLite",
                revision,
                revision is not None and sealing.is_sealed(connection),
                _size(url, connection),
                _clock_ahead(connection) if is_postgresql(url) else 0.0,
                missing,
            )
    finally:
        database.engine.dispose()


def size(url: str) -> int:
    """Return the bytes that a database takes on its disk. Raise `ActionsUnavailable` if it cannot be read."""
    if not is_postgresql(url):
        return _file_size(url)
    database: Database = open_database(url)
    try:
        with translate_database_errors(), database.reader.connect() as connection:
            return _size(url, connection)
    finally:
        database.engine.dispose()


def _missing_rights(connection: sa.Connection) -> tuple[str, ...] | None:
    return None if rights.records_reports(connection) else rights.missing(connection)


def _size(url: str, connection: sa.Connection) -> int:
    if not is_postgresql(url):
        return _file_size(url)
    return int(connection.scalar(sa.select(sa.func.pg_database_size(sa.func.current_database()))) or 0)


def _file_size(url: str) -> int:
    path = file_of(url)
    files = (path.with_name(f"{path.name}{ending}") for ending in BESIDE)
    return sum(file.stat().st_size for file in files if file.exists())


def _clock_ahead(connection: sa.Connection) -> float:
    begun = time.time()
    theirs = connection.scalar(sa.select(sa.extract("epoch", sa.func.clock_timestamp())))
    return float(theirs or 0) - (begun + time.time()) / 2
