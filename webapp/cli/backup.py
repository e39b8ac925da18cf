"""`appeal db backup` and `appeal db restore`, for SQLite."""

from pathlib import Path

import click

from webapp.cli.environment import read_settings
from webapp.database import backup as copies
from webapp.database import schema
from webapp.database.connection import ActionsUnavailable
from webapp.database.engine import is_postgresql


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy the SQLite database to FILE, which must not exist, and check the copy. The server may run."""
    _only_sqlite("pg_dump")
    try:
        size = copies.save(read_settings().database, file)
    except copies.BackupError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"The database is saved to {file}: {size:,} bytes.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Replace a database that exists.")
def restore(file: Path, yes: bool) -> None:
    """Replace the SQLite database by FILE. The present database is first copied beside it."""
    _only_sqlite("pg_restore")
    url = read_settings().database
    try:
        copies.check(file)
        schema.require_known(f"sqlite:///{file.absolute()}")
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


def _only_sqlite(tool: str) -> None:
    if is_postgresql(read_settings().database):
        raise click.ClickException(
            f"DATABASE_URL names a PostgreSQL database: use its own {tool}, as docs/deploying.md shows"
        )
