"""An open database, and what its errors mean: to be tried again, or unavailable."""

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
    is_transient: Callable[[exc.DBAPIError], bool]
    """Whether the same again may go well within seconds: the server restarts, or two writers collided."""


@contextmanager
def translate_database_errors() -> Iterator[None]:
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


def retry_transient(attempt: Callable[[], T], passes: Callable[[Exception], bool]) -> T:
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
