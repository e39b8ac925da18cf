"""A database that cannot be used ends a command with a sentence instead of a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from webapp.actions.log import ActionsUnavailable
from webapp.database.connection import DatabaseUnusable
from webapp.database.copying import CopyError


class DatabaseNotReady(click.ClickException):
    """The database cannot be reached, is busy or out of space: another try may succeed."""


@contextmanager
def database_errors_as_messages() -> Iterator[None]:
    """End the command with a sentence when the database cannot be used."""
    try:
        yield
    except (DatabaseUnusable, CopyError, ValueError) as error:
        raise click.ClickException(str(error)) from None
    except ActionsUnavailable as error:
        raise DatabaseNotReady(str(error)) from None
