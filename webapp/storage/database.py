"""A database, opened: SQLite or PostgreSQL, each as its own documents say, behind one face."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy import exc

T = TypeVar("T")

WAIT = 5.0
"""Seconds to wait for other writers before giving up: after more, the supporter has left."""


class ActionsUnavailable(Exception):
    """The database can't be read or written just now. The message holds no parameters."""


@dataclass(frozen=True, slots=True)
class Database:
    """What belongs to one process."""

    engine: sa.Engine
    """A transaction begins with the right to write."""
    reader: sa.Engine
    """The same, for looking something up."""
    turn: Callable[[], AbstractContextManager[None]]
    """Waits until no other process of this machine writes; `ActionsUnavailable` after too long."""
    is_passing: Callable[[exc.DBAPIError], bool]
    """Whether the same again may go well within seconds: the server restarts, or two writers collided."""


@contextmanager
def trouble_told() -> Iterator[None]:
    """Turn any trouble with the database into `ActionsUnavailable`. A mistake of ours stays what it is."""
    try:
        yield
    except (exc.IntegrityError, exc.DataError, exc.ProgrammingError):
        raise
    except exc.DBAPIError as error:
        raise ActionsUnavailable(f"The database of actions failed: {_first_line(error)}") from error
    except exc.TimeoutError as error:
        raise ActionsUnavailable("All connections to the database of actions are taken") from error
    except OSError as error:  # the file beside SQLite's
        raise ActionsUnavailable(f"The database of actions failed: {error.strerror}") from error


def is_postgresql(url: str) -> bool:
    """Tell which of the two a URL names."""
    return sa.make_url(url).get_backend_name() == "postgresql"


def open_database(url: str, wait: float = WAIT) -> Database:
    """Prepare to use the database at `url`, which must exist; nothing is opened before the first use.

    It waits at most `wait` seconds for a lock or a free connection. Raises ValueError for another kind.
    """
    if is_postgresql(url):
        from webapp.storage import postgresql  # psycopg takes 100 ms that nobody on SQLite needs

        return postgresql.open_database(url, wait)
    from webapp.storage import sqlite

    return sqlite.open_database(url, wait)


def patiently(attempt: Callable[[], T], passes: Callable[[Exception], bool]) -> T:
    """Try again what failed for a reason that `passes`: six times within some three seconds."""
    pause = 0.05
    while True:
        try:
            return attempt()
        except Exception as error:
            if pause > 1.6 or not passes(error):
                raise
        time.sleep(pause)
        pause *= 2


def _first_line(error: exc.DBAPIError) -> str:
    # PostgreSQL's second line is a detail, which may quote a value.
    return str(error.orig).partition("\n")[0]
