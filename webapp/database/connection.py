"""An open database, what differs between SQLite and PostgreSQL, and what errors mean."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy import exc

T = TypeVar("T")

WAIT_SECONDS = 5.0
"""Time to wait for other writers: after more, the supporter has left."""


SEALED_ERROR = "SQLITE_CONSTRAINT_TRIGGER"
"""SQLite's error of the triggers of `sealing`; there are no others."""
OPERATOR_STATES = ("42501", "42P01", "42703", "3F000")
"""PostgreSQL's errors in a statement that the database's operator has to mend, and not we: no right, no such
table, column or schema. After a backup is restored by another role, for example."""


RIGHTS_REMEDY = (
    "make the role of DATABASE_URL the owner of the database and all its tables; a backup is restored "
    "as that role (docs/deploying.md)"
)


class ActionsUnavailable(Exception):
    """The database cannot be read or written at this moment. The message contains no parameters."""


class DatabaseUnusable(ActionsUnavailable):
    """The database cannot be used until somebody changes something. The message has the remedy."""


class Work(Enum):
    """Work that other writers must not do at the same time."""

    REVIEW = auto()
    """Count or refuse a burst: nobody may record or undo a report within it."""
    DATE = auto()
    """Read and write the date of the last purge."""
    COPY = auto()
    """Copy all tables, however long it takes."""
    MIGRATION = auto()
    """Change the schema, however long it takes."""


class Dialect(Protocol):
    """What is not the same SQL on both databases. All of it runs in the caller's transaction."""

    def create(self) -> None:
        """Create an empty database if there is none and the kind allows it."""

    def exclusive(self, connection: sa.Connection, work: Work) -> None:
        """Keep other writers from the work until the transaction ends."""

    def tables_without_rights(self, connection: sa.Connection, tables: Sequence[str]) -> list[str]:
        """Return those of the tables that the app may not read, or not write where it has to."""

    def lock_tokens(self, connection: sa.Connection, token_ids: Sequence[str]) -> None:
        """Keep other writers from these tokens, and a review from starting, until the transaction ends."""

    def insert_receipts(self, connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows with all columns of `receipts`."""

    def upsert(self, table: sa.Table, key: tuple[str, ...]) -> sa.Insert:
        """Return an insert that adds the parameter `by` to `number` where the key exists."""

    def after_purge(self, engine: sa.Engine) -> None:
        """Remove deleted rows from the files, after the transaction."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Database:
    """What belongs to one process."""

    engine: sa.Engine
    """A transaction begins with the right to write."""
    reader: sa.Engine
    """The same engine, for transactions that only read."""
    dialect: Dialect
    write_lock: Callable[[], AbstractContextManager[None]]
    """Waits until nobody else on this machine writes; raises `ActionsUnavailable` after too long."""
    is_transient: Callable[[exc.DBAPIError], bool]
    """Returns True if a retry may succeed within seconds: the server restarts, or two writers collided."""


@contextmanager
def translate_database_errors() -> Iterator[None]:
    """Raise `ActionsUnavailable` for every failure of the database. Errors in our SQL or values stay."""
    try:
        yield
    except (exc.IntegrityError, exc.DataError, exc.ProgrammingError) as error:
        if getattr(error.orig, "sqlite_errorname", None) == SEALED_ERROR:
            raise ActionsUnavailable(f"The database of actions failed: {_first_line(error)}") from error
        if getattr(error.orig, "sqlstate", None) not in OPERATOR_STATES:
            raise
        raise DatabaseUnusable(
            f"The database of actions failed: {_first_line(error)}; {RIGHTS_REMEDY}"
        ) from error
    except exc.DBAPIError as error:
        raise ActionsUnavailable(f"The database of actions failed: {_first_line(error)}") from error
    except exc.TimeoutError as error:
        raise ActionsUnavailable("All connections to the database of actions are taken") from error
    except OSError as error:  # the file beside SQLite's
        raise ActionsUnavailable(f"The database of actions failed: {error.strerror}") from error


def retry_transient(attempt: Callable[[], T], is_transient: Callable[[Exception], bool]) -> T:
    """Retry after a transient error: six times within about three seconds."""
    pause = 0.05
    while True:
        try:
            return attempt()
        except Exception as error:
            if pause > 1.6 or not is_transient(error):
                raise
        time.sleep(pause)
        pause *= 2


def _first_line(error: exc.DBAPIError) -> str:
    # PostgreSQL's second line is a detail, which may quote a value.
    return str(error.orig).partition("\n")[0]
