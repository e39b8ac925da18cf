"""`appeal serve`: the page with gunicorn."""

import os
import resource
import sys
from typing import NoReturn

import click

from webapp.campaigns.published import PublishedVersions
from webapp.cli.clear_connections import find_clear_connections
from webapp.cli.database_errors import DatabaseNotReady, database_errors_as_messages
from webapp.cli.environment import read_settings
from webapp.cli.start_refused import StartRefused
from webapp.database import late_upgrade, schema
from webapp.private_files import create_folder
from webapp.server.key_file import signing_keys
from webapp.server.listen_address import why_unavailable, with_port
from webapp.server.metrics import exporter
from webapp.server.metrics import multiprocess as metrics_folder
from webapp.settings import Settings

GUNICORN = ("-m", "gunicorn", "--config", "python:webapp.gunicorn_config")


@click.command()
def serve() -> None:
    """Bring the database up to date and serve the page with gunicorn."""
    serve_app("webapp.wsgi:app")


def serve_app(app: str) -> NoReturn:
    """Become gunicorn, which serves this app; a test names one with other dependencies."""
    os.umask(0o077)  # what the app stores is readable by its own user only
    try:
        settings = read_settings()
        _warn_of_clear_connections(settings)
        _check_address(settings)
        _prepare_folder(settings)
        _upgrade(settings)
    except DatabaseNotReady:
        raise
    except click.ClickException as error:
        raise StartRefused(error.message) from None
    click.echo(f"Serving {_where(settings)}  (stop it with Ctrl-C)", err=True)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold letters
    _open_metrics(settings)
    # The process stays the same, so a socket that systemd passed to it (LISTEN_PID) is gunicorn's now.
    os.execv(sys.executable, [sys.executable, *GUNICORN, app])  # noqa: S606 (no shell is wanted)


def _upgrade(settings: Settings) -> None:
    """Bring the database up to date. A host that has served before serves without it, until it is back."""
    try:
        with database_errors_as_messages():
            schema.upgrade(settings.database)
    except DatabaseNotReady as error:
        if not PublishedVersions(settings.last_valid_versions).slugs():
            raise
        click.echo(f"Warning: {error.message}. Pages are served; nothing is recorded until then.", err=True)
        os.environ[late_upgrade.VARIABLE] = "1"


def _warn_of_clear_connections(settings: Settings) -> None:
    """Warn before the first connection sends a password."""
    for text, remedy in find_clear_connections(settings):
        click.echo(f"Warning: {text}. Remedy: {remedy}.", err=True)


def _check_address(settings: Settings) -> None:
    if _socket_is_passed():
        return
    if settings.metrics_port == settings.port:
        raise click.ClickException(
            f"METRICS_PORT is {settings.port}, as PORT is; choose another port, or 0 for none"
        )
    if why := why_unavailable(settings.host, settings.port):
        raise click.ClickException(
            f'HOST is "{settings.host}" and PORT {settings.port}, and the app cannot listen there: {why}; '
            "write an address of this machine, and a port from 1024 on"
        )


def _prepare_folder(settings: Settings) -> None:
    try:
        create_folder(settings.data)
        signing_keys(settings.secret_keys, settings.key_file)()  # the workers find one file, not one each
    except OSError as error:
        if not error.strerror:  # the app's own: the file of the keys is there, and holds none
            raise click.ClickException(str(error)) from None
        raise click.ClickException(
            f"DATA is {settings.data}, and {error.filename or 'it'} cannot be used: {error.strerror}; "
            "make it a folder that the app's user owns"
        ) from None


def _open_metrics(settings: Settings) -> None:
    if not settings.metrics_port:
        return
    try:
        listener = exporter.listen(settings.metrics_host, settings.metrics_port)
        generations = 2  # during a reload the old workers and the new ones, and gunicorn itself
        folder = metrics_folder.make(1 + generations * settings.workers)
    except OSError as error:
        raise click.ClickException(
            f"METRICS_PORT {settings.metrics_port} cannot be served at {settings.metrics_host}: "
            f"{error.strerror}; choose another port, or 0 for none"
        ) from None
    os.environ[exporter.LISTENER_FD] = str(listener.detach())
    os.environ[metrics_folder.VARIABLE] = str(folder)


def _socket_is_passed() -> bool:
    return os.environ.get("LISTEN_PID") == str(os.getpid())


def _where(settings: Settings) -> str:
    if _socket_is_passed():
        return "on the socket that was passed"
    host = "localhost" if settings.host in ("127.0.0.1", "0.0.0.0", "::") else settings.host  # noqa: S104
    return f"at http://{with_port(host, settings.port)}/"
