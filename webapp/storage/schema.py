"""The database of reported actions: what its tables are, how it is opened and kept up to date.

It holds nothing about persons and no time finer than the day. The tables use portable SQL only, so that
PostgreSQL can serve them too. SQLite is driven as its documents say: https://www.sqlite.org/wal.html,
https://www.sqlite.org/lang_transaction.html, and SQLAlchemy's page on the SQLite dialect, "Transactions
with SQLite and the sqlite3 driver".
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import Column, event, exc

from webapp.domain.action import Channel

REVISION = "0001"
"""The newest of `migrations/versions`: what this code must find in the database."""
WAIT = 5
"""Seconds to wait for other writers before giving up: after more, the supporter has left."""
FACTS = ("campaign", "day", "channel", "target", "letter_language", "partner", "late")
"""What is known of an action besides its quantity. The campaign leads: a count reads one range of the key."""


class ActionsUnavailable(Exception):
    """The database can't be read or written just now. The message holds no parameters."""


def _text(name: str, shortest: int, longest: int) -> Column[str]:
    # SQLite takes a VARCHAR of any length: with the check both databases refuse the same.
    check = sa.CheckConstraint(f"length({name}) BETWEEN {shortest} AND {longest}", name=name)
    return Column(name, sa.String(longest), check, nullable=False)


def _fact_columns() -> list[Column[Any]]:
    channel = sa.Enum(
        Channel,
        native_enum=False,  # PostgreSQL's own kind would need a migration step apart for each new channel
        create_constraint=True,
        name="channel",
        length=10,
        values_callable=lambda channels: [channel.value for channel in channels],
    )
    return [
        _text("campaign", 1, 64),
        Column("day", sa.Date, nullable=False),
        Column("channel", channel, nullable=False),
        _text("target", 0, 64),
        _text("letter_language", 1, 35),  # RFC 5646, 4.4.1: no registered tag needs more
        _text("partner", 0, 64),
        Column("late", sa.Boolean, nullable=False),
    ]


metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)
receipts = sa.Table(
    "receipts",
    metadata,
    _text("token_id", 16, 64),
    *_fact_columns(),
    Column("quantity", sa.Integer, sa.CheckConstraint("quantity > 0", name="quantity"), nullable=False),
    Column("undone", sa.Boolean, nullable=False),
    sa.PrimaryKeyConstraint("token_id", "target"),
    sa.Index(None, "day"),  # for the purge
    sqlite_with_rowid=False,  # a running number would tell the order of reports, and with a log their time
)
"""Each reported action by its token, kept for some days: it makes a repeat harmless and an undo possible."""
tallies = sa.Table(
    "tallies",
    metadata,
    *_fact_columns(),
    Column("number", sa.BigInteger, sa.CheckConstraint("number >= 0", name="number"), nullable=False),
    sa.PrimaryKeyConstraint(*FACTS),
    sqlite_with_rowid=False,  # the rows lie in the key's order: a count reads them in one go
)
"""How many actions there were of each kind, kept for ever."""


@contextmanager
def trouble_told() -> Iterator[None]:
    """Turn any trouble with the database into `ActionsUnavailable`. A mistake of ours stays what it is."""
    try:
        yield
    except (exc.IntegrityError, exc.DataError, exc.ProgrammingError):
        raise
    except exc.DBAPIError as error:
        raise ActionsUnavailable(f"The database of actions failed: {error.orig}") from error
    except exc.TimeoutError as error:
        raise ActionsUnavailable("All connections to the database of actions are taken") from error


def open_engine(url: str, wait: float = WAIT) -> sa.Engine:
    """Prepare to use the database at `url`, which must exist; nothing is opened before the first use.

    It waits at most `wait` seconds for a lock. A transaction begins with the right to write, unless its
    connection has the execution option `reading`.
    """
    path = _path(url)
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

    return engine


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url` up to date, making it where there is none: the whole way or not at all."""
    path = _path(url)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    _migrate(url, "upgrade", revision)


def downgrade(url: str, revision: str) -> None:
    """Take the database back to an earlier schema; "base" drops every table."""
    _migrate(url, "downgrade", revision)


def is_current(connection: sa.Connection) -> bool:
    """Tell whether the database has the schema this code was written for."""
    version = sa.table("alembic_version", sa.column("version_num"))
    if not sa.inspect(connection).has_table(version.name):
        return False
    return connection.scalar(sa.select(version.c.version_num)) == REVISION


def _migrate(url: str, direction: Literal["upgrade", "downgrade"], revision: str) -> None:
    from webapp.storage.migrations import run  # Alembic takes 100 ms and 12 MB that no web worker needs

    engine = open_engine(url)
    try:
        with trouble_told(), engine.begin() as connection:
            run(connection, direction, revision)
    finally:
        engine.dispose()


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


def _path(url: str) -> Path:
    parts = sa.make_url(url)
    if parts.get_backend_name() != "sqlite" or parts.database in (None, "", ":memory:"):
        raise ValueError(
            f"DATABASE_URL {parts.render_as_string()!r} names no SQLite file; write sqlite:////var/lib/appeal.db"
        )
    return Path(str(parts.database)).absolute()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
