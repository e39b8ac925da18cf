"""`appeal db backup`, `appeal db restore` and `appeal db drill`, for SQLite."""

import tempfile
from contextlib import closing
from pathlib import Path

import click

from webapp.actions import reporting
from webapp.actions.breakdown import Dimension
from webapp.actions.log import ActionLog
from webapp.cli.environment import read_settings
from webapp.database import backup as copies
from webapp.database import backup_folder, schema
from webapp.database.connection import ActionsUnavailable
from webapp.database.engine import is_postgresql
from webapp.domain.dates import anywhere_on_earth
from webapp.private_files import create_folder

MAX_KEPT = 10_000
Existing = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option(
    "--keep",
    type=click.IntRange(1, MAX_KEPT),
    metavar="N",
    help="Then delete all backups in the folder BACKUPS but the newest N. Without it, all are kept.",
)
def backup(file: Path | None, keep: int | None) -> None:
    """Copy the SQLite database to FILE, which must not exist, and check the copy. The server may run.

    Without FILE, the copy goes to the folder of the setting BACKUPS, under the date and time.
    """
    settings = read_settings()
    _only_sqlite(settings.database, "pg_dump")
    if file and keep:
        raise click.ClickException("--keep deletes in the folder BACKUPS, not beside FILE; leave FILE out")
    folder = settings.backup_folder
    try:
        if file is None:
            create_folder(folder)
            file = backup_folder.new_file(folder)
        size = copies.save(settings.database, file)
        click.echo(f"The database is saved to {file}: {size:,} bytes.")
        if keep and (deleted := backup_folder.prune(file, keep)):
            click.echo(f"Older backups deleted: {len(deleted)}.")
    except copies.BackupError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(
            f"BACKUPS is {folder}, and {error.filename or 'it'} cannot be used: {error.strerror}; "
            "make it a folder that the app's user owns"
        ) from None


@click.command()
@click.argument("file", type=Existing, required=False)
def drill(file: Path | None) -> None:
    """Try a backup: restore FILE into a scratch database, check that, and delete it. The server may run.

    Without FILE, the newest backup in the folder of the setting BACKUPS is tried.
    """
    settings = read_settings()
    _only_sqlite(settings.database, "pg_restore")
    file = file or _newest(settings.backup_folder)
    try:
        copies.check(file)
        with tempfile.TemporaryDirectory(prefix="appeal-drill-") as scratch:
            url = f"sqlite:///{scratch}/appeal.db"
            copies.restore(file, url)
            schema.upgrade(url)
            with closing(ActionLog(url)) as log:
                mismatches = reporting.check(log, anywhere_on_earth())
                breakdown = log.breakdown((Dimension.CAMPAIGN,))
    except (copies.BackupError, ActionsUnavailable) as error:
        raise click.ClickException(str(error)) from None
    for mismatch in mismatches:
        click.echo(str(mismatch), err=True)
    if mismatches:
        raise click.ClickException(f"receipts, tallies and totals disagree in {file}; try an earlier backup")
    click.echo(
        f"{file} can be restored. It holds {breakdown.total:,} counted letters and calls in "
        f"{len(breakdown.rows)} campaigns; receipts, tallies and totals agree."
    )


def _newest(folder: Path) -> Path:
    try:
        found = backup_folder.newest(folder)
    except OSError as error:
        raise click.ClickException(f"BACKUPS is {folder}, and it cannot be read: {error.strerror}") from None
    if found is None:
        raise click.ClickException(
            f"no backup is in {folder}; make one with `appeal db backup`, or name a FILE"
        )
    return found.file


@click.command()
@click.argument("file", type=Existing)
@click.option("--yes", is_flag=True, help="Replace a database that exists.")
def restore(file: Path, yes: bool) -> None:
    """Replace the SQLite database by FILE. The present database is first copied beside it."""
    url = read_settings().database
    _only_sqlite(url, "pg_restore")
    try:
        copies.check(file)
        schema.require_known(copies.stored_revision(file))
        if aside := copies.aside(url):
            if not yes:
                raise click.ClickException(
                    "there is a database already, and FILE would replace it; add --yes to replace it"
                )
            copies.save(url, aside)
            click.echo(f"The previous database is in {aside}.")
        copies.restore(file, url)
        schema.upgrade(url)
    except (copies.BackupError, ActionsUnavailable) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"The database is restored from {file}.")


def _only_sqlite(url: str, tool: str) -> None:
    if is_postgresql(url):
        raise click.ClickException(
            f"DATABASE_URL names a PostgreSQL database: use its own {tool}, as docs/deploying.md shows"
        )
