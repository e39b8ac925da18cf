"""`appeal desk backup`, `appeal desk drill` and `appeal desk restore`, for a desk on SQLite."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from webapp.cli.backup import MAX_KEPT, Existing
from webapp.cli.environment import read_settings
from webapp.database import backup as copies
from webapp.database import backup_folder
from webapp.database.connection import ActionsUnavailable, DatabaseUnusable
from webapp.database.engine import is_postgresql
from webapp.private_files import create_folder
from webapp.team import schema
from webapp.team.desk_database import DeskDatabase
from webapp.team.integrity import Holdings, examine

TABLES = frozenset({"alembic_version", "people", "versions", "blobs"})
"""Some by which a copy of the desk's database is known."""


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option(
    "--keep",
    type=click.IntRange(1, MAX_KEPT),
    metavar="N",
    help="Then delete all backups of the desk in the folder BACKUPS but the newest N.",
)
def backup(file: Path | None, keep: int | None) -> None:
    """Copy the desk's database to FILE, which must not exist, and check the copy. The desk may run.

    Without FILE, the copy goes to the folder of the setting BACKUPS, under the date and time. It holds the
    team's drafts and names: keep it as private as the desk.
    """
    if file and keep:
        raise click.ClickException("--keep deletes in the folder BACKUPS, not beside FILE; leave FILE out")
    with _sqlite("pg_dump") as (url, folder):
        if file is None:
            create_folder(folder)
            file = backup_folder.new_file(folder, backup_folder.DESK)
        size = copies.save(url, file, TABLES)
        click.echo(f"The desk's database is saved to {file}: {size:,} bytes.")
        if keep and (deleted := backup_folder.prune(file, keep)):
            click.echo(f"Older backups deleted: {len(deleted)}.")


@click.command()
@click.argument("file", type=Existing, required=False)
def drill(file: Path | None) -> None:
    """Try a backup: restore FILE into a scratch database, read every version of every draft, and delete it.

    Without FILE, the newest backup of the desk in the folder of the setting BACKUPS is tried.
    """
    with _sqlite("pg_restore") as (_, folder):
        file = file or _newest(folder)
        copies.check(file, TABLES)
        with tempfile.TemporaryDirectory(prefix="appeal-drill-") as scratch:
            copy = f"sqlite:///{scratch}/desk.db"
            copies.restore(file, copy)
            schema.upgrade(copy)
            holdings = _examine(copy)
    if holdings.damaged:
        raise click.ClickException(
            f"in {file} a file is missing or changed of {'; '.join(holdings.damaged)}; try an earlier backup"
        )
    click.echo(
        f"{file} can be restored. It holds {holdings.campaigns:,} campaigns in {holdings.versions:,} "
        f"versions, each whole, and {holdings.people:,} people."
    )


@click.command()
@click.argument("file", type=Existing)
@click.option("--yes", is_flag=True, help="Replace a database that exists.")
def restore(file: Path, yes: bool) -> None:
    """Replace the desk's database by FILE. The present one is first copied beside it. The desk may run.

    Sessions and passkeys are those of the backup: a person who joined later needs a new link.
    """
    with _sqlite("pg_restore") as (url, _):
        copies.check(file, TABLES)
        schema.require_known(copies.stored_revision(file))
        if aside := copies.aside(url):
            if not yes:
                raise click.ClickException(
                    "there is a database already, and FILE would replace it; add --yes to replace it"
                )
            copies.save(url, aside, TABLES)
            click.echo(f"The previous database is in {aside}.")
        copies.restore(file, url)
        schema.upgrade(url)
    click.echo(f"The desk's database is restored from {file}.")


@contextmanager
def _sqlite(tool: str) -> Iterator[tuple[str, Path]]:
    """Yield the database's URL and the folder of backups; end the command with a sentence on trouble."""
    settings = read_settings()
    if is_postgresql(settings.desk_database):
        raise click.ClickException(
            f"DESK_DATABASE_URL names a PostgreSQL database: use its own {tool}, as docs/desk.md shows"
        )
    try:
        yield settings.desk_database, settings.backup_folder
    except (copies.BackupError, ActionsUnavailable, DatabaseUnusable) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(
            f"BACKUPS is {settings.backup_folder}, and {error.filename or 'it'} cannot be used: "
            f"{error.strerror}; make it a folder that the desk's user owns"
        ) from None


def _newest(folder: Path) -> Path:
    if found := backup_folder.newest(folder, desk=True):
        return found.file
    raise click.ClickException(
        f"no backup of the desk is in {folder}; make one with `appeal desk backup`, or name a FILE"
    )


def _examine(url: str) -> Holdings:
    with closing(DeskDatabase(url)) as database:
        return examine(database)
