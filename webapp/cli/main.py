"""The `appeal` command: serve, check campaigns, begin editions, look after the database."""

import os
import resource
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from webapp import settings as settings_module
from webapp.actions import reporting
from webapp.actions.log import ActionLog, ActionsUnavailable
from webapp.campaigns import checks
from webapp.campaigns.checks import CheckResult
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.cli import review
from webapp.cli.backup import backup, restore
from webapp.cli.environment import chosen as _settings
from webapp.cli.keys import keys
from webapp.database import copying, schema
from webapp.database.copying import CopyError
from webapp.domain.dates import anywhere_on_earth
from webapp.domain.language import UnknownLanguage
from webapp.server.metrics import exporter
from webapp.server.metrics import multiprocess as metrics_folder
from webapp.settings import InvalidSetting, Settings

GUNICORN = ("-m", "gunicorn", "--config", "python:webapp.gunicorn_config", "webapp.wsgi:app")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Letters for people at risk: run the page and look after its campaigns."""


@main.command()
def serve() -> None:
    """Bring the database up to date and serve the page with gunicorn."""
    chosen = _settings()
    os.umask(0o077)  # what the app keeps is nobody else's on this machine
    chosen.data.mkdir(parents=True, exist_ok=True)
    settings_module.secret_keys(chosen)
    with _trouble_told():
        schema.upgrade(chosen.database)
    click.echo(f"The page will stand {_where(chosen)}  (stop it with Ctrl-C)", err=True)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold letters
    _open_metrics(chosen)
    # The process stays the same, so a socket that systemd passed to it (LISTEN_PID) is gunicorn's now.
    os.execv(sys.executable, [sys.executable, *GUNICORN])  # noqa: S606 (no shell is wanted)


def _open_metrics(chosen: Settings) -> None:
    if not chosen.metrics_port:
        return
    try:
        listener = exporter.listen(chosen.metrics_host, chosen.metrics_port)
        generations = 2  # during a reload the old workers and the new ones, and gunicorn itself
        folder = metrics_folder.make(1 + generations * chosen.workers)
    except OSError as why:
        raise click.ClickException(
            f"METRICS_PORT {chosen.metrics_port} cannot be served at {chosen.metrics_host}: {why.strerror}; "
            "choose another port, or 0 for none"
        ) from None
    os.environ[exporter.LISTENER_FD] = str(listener.detach())
    os.environ[metrics_folder.VARIABLE] = str(folder)


def _where(chosen: Settings) -> str:
    if os.environ.get("LISTEN_PID") == str(os.getpid()):
        return "on the socket that was passed"
    host = "localhost" if chosen.host in ("127.0.0.1", "0.0.0.0", "::", "[::]") else chosen.host  # noqa: S104
    return f"at http://{host}:{chosen.port}/"


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
def check(folder: Path | None) -> None:
    """Check a campaign folder, or a folder of them (default: the served ones)."""
    checked = checks.check_all(folder or _settings().campaigns)
    if not checked:
        raise click.ClickException(
            f"{folder or 'the folder of campaigns'} holds no campaign.toml; name another folder"
        )
    for one in checked:
        _tell(one)
    if any(one.diagnostics for one in checked):
        sys.exit(1)


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("tag")
def edition(folder: Path, tag: str) -> None:
    """Begin the edition TAG of a campaign, or renew it after its source has changed."""
    try:
        path = checks.refresh_edition(folder, tag)
    except (InvalidCampaign, UnknownLanguage) as why:
        raise click.ClickException(str(why)) from None
    click.echo(f"{path} is up to date with {folder.name}/campaign.toml. Translate what is empty or fuzzy.")


main.add_command(keys)


@main.group()
def db() -> None:
    """Look after the database."""


db.add_command(backup)
db.add_command(restore)


@db.command()
def upgrade() -> None:
    """Bring the database's tables up to date."""
    with _trouble_told():
        schema.upgrade(_settings().database)
    click.echo("The database is up to date.")


@db.command("check")
def check_database() -> None:
    """Compare receipts with tallies for the days whose receipts are still held, and tallies with totals."""
    with _trouble_told(), closing(ActionLog(_settings().database)) as log:
        find_mismatches = reporting.check(log, anywhere_on_earth())
    for one in find_mismatches:
        click.echo(str(one), err=True)
    if find_mismatches:
        raise click.ClickException(
            "receipts, tallies and totals disagree; restore a backup or tell the developers"
        )
    click.echo("Receipts, tallies and totals agree.")


@db.command("copy")
@click.argument("source")
def copy_database(source: str) -> None:
    """Copy all actions from SOURCE, a URL, into the empty database of DATABASE_URL, and compare each row.

    Stop the server before, and start it with the new DATABASE_URL after.
    """
    with _trouble_told():
        target = _settings().database
        schema.upgrade(target)
        for table, number in copying.copy(settings_module.database(source), target).items():
            click.echo(f"{table}: {number} rows, each the same on both sides")


@main.command()
def settings() -> None:
    """Print docs/settings.md."""
    click.echo(settings_module.markdown(), nl=False)


@contextmanager
def _trouble_told() -> Iterator[None]:
    """End with a sentence where the database can't be used."""
    try:
        yield
    except (ActionsUnavailable, CopyError, InvalidSetting, ValueError) as why:
        raise click.ClickException(str(why)) from None


def _tell(one: CheckResult) -> None:
    for fault in one.diagnostics:
        click.echo(str(fault), err=True)
    if one.campaign is None:
        return
    click.echo(f"{one.folder.name}: good")
    for tag, found in sorted(one.campaign.editions.items()):
        missing = [
            f"{number} of the {part}'s messages to translate"
            for part, number in (("letter", found.missing_in_letter), ("page", found.missing_in_page))
            if number
        ]
        state = "; ".join(missing) or "complete"
        review = "" if found.reviewer else "; not yet reviewed by a native speaker"
        click.echo(f"  {tag}: {state}{review}")


main.add_command(review.commands(lambda: ActionLog(_settings().database)))
