"""`appeal desk serve`: the desk with gunicorn, beside the page or on a machine of its own."""

import os
import resource
import sys
from typing import NoReturn

import click

from webapp.cli.database_errors import DatabaseNotReady, database_errors_as_messages
from webapp.cli.desk.people import first_invitation
from webapp.cli.environment import read_settings
from webapp.cli.start_refused import StartRefused
from webapp.private_files import create_folder
from webapp.server.key_file import signing_keys
from webapp.server.listen_address import why_unavailable
from webapp.settings import Settings
from webapp.team import schema
from webapp.team.desk_database import DeskDatabase

GUNICORN = ("-m", "gunicorn", "--config", "python:webapp.desk_gunicorn_config")


@click.command()
@click.option("--first-link", is_flag=True, hidden=True, help="Print the first coordinator's link.")
def serve(first_link: bool) -> None:
    """Bring the desk's database up to date and serve the desk with gunicorn."""
    serve_desk("webapp.desk_wsgi:app", first_link=first_link)


def serve_desk(app: str, *, first_link: bool = False) -> NoReturn:
    """Become gunicorn, which serves this app; a test names one with other dependencies.

    `first_link` is for a terminal: what a service prints is kept in a log, where no link belongs.
    """
    os.umask(0o077)
    try:
        settings = read_settings()
        _prepare(settings)
        with database_errors_as_messages():
            schema.upgrade(settings.desk_database)
    except DatabaseNotReady:
        raise
    except click.ClickException as error:
        raise StartRefused(error.message) from None
    click.echo(f"The desk is at {settings.desk_address}/", err=True)
    if first_link:
        _print_first_invitation(settings)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execv(sys.executable, [sys.executable, *GUNICORN, app])  # noqa: S606 (no shell is wanted)


def _print_first_invitation(settings: Settings) -> None:
    """Print the way in while nobody could let anybody in."""
    database = DeskDatabase(settings.desk_database)
    link = first_invitation(settings, database)
    database.close()
    if link:
        click.echo(
            f"Nobody coordinates the team yet. Open this link within two days to be the first: {link}",
            err=True,
        )


def _prepare(settings: Settings) -> None:
    if why := why_unavailable(settings.host, settings.desk_port):
        raise click.ClickException(
            f"DESK_PORT is {settings.desk_port}, and the desk cannot listen there: {why}; choose another port"
        )
    try:
        create_folder(settings.data)
        signing_keys((), settings.desk_key_file)()
    except OSError as error:
        if not error.strerror:  # the app's own: the file of the keys is there, and holds none
            raise click.ClickException(str(error)) from None
        raise click.ClickException(
            f"DATA is {settings.data}, and {error.filename or 'it'} cannot be used: {error.strerror}; "
            "make it a folder that the desk's user owns"
        ) from None
