"""`appeal db backup` and `appeal db restore`: a copy of the database, and the way back."""

from pathlib import Path

import click

from webapp.cli.environment import read_settings
from webapp.database import backup as copies
from webapp.database import schema
from webapp.database.engine import is_postgresql


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write a checked copy of the SQLite database to FILE, a new one. A server may go on recording."""
    _only_sqlite("pg_dump")
    try:
        size = copies.save(read_settings().database, file)
    except copies.BackupError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{file} holds the database, {size:,} bytes.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Replace what is in the database now.")
def restore(file: Path, yes: bool) -> None:
    """Bring the SQLite database back from FILE. What is in it now is copied beside it first."""
    _only_sqlite("pg_restore")
    url = read_settings().database
    try:
        copies.check(file)
        if aside := copies.aside(url):
            if not yes:
                raise click.ClickException(
                    "There is a database already, which would be replaced: say --yes if that is what you want"
                )
            copies.save(url, aside)
            click.echo(f"What was there is in {aside}.")
        copies.restore(file, url)
        schema.upgrade(url)
    except copies.BackupError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"The database is as it was in {file}.")


def _only_sqlite(tool: str) -> None:
    if is_postgresql(read_settings().database):
        raise click.ClickException(
            f"DATABASE_URL names a PostgreSQL database: use its own {tool}, as docs/deploying.md shows"
        )
