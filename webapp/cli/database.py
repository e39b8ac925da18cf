"""`appeal db`: bring the database up to date, check it, purge it, copy it, back it up and restore it."""

from contextlib import closing

import click

from webapp.actions import reporting
from webapp.actions.log import ActionLog
from webapp.actions.purge_schedule import purge_old_receipts
from webapp.cli.backup import backup, drill, restore
from webapp.cli.database_errors import database_errors_as_messages
from webapp.cli.environment import read_settings
from webapp.database import copying, schema, sealing
from webapp.database.url import InvalidDatabaseUrl, normalize_database_url
from webapp.domain.dates import anywhere_on_earth


@click.group()
def db() -> None:
    """Look after the database."""


db.add_command(backup)
db.add_command(restore)
db.add_command(drill)


@db.command()
def upgrade() -> None:
    """Bring the database's tables up to date."""
    with database_errors_as_messages():
        schema.upgrade(read_settings().database)
    click.echo("The database is up to date.")


@db.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the database back to the schema REVISION, such as 0004, for an earlier version of the app.

    Stop the server before. All counts stay.
    """
    known = schema.revisions()
    if revision not in known:
        raise click.ClickException(
            f'REVISION is "{revision[:80]}"; give one of {", ".join(known)}. The earlier version '
            "names its own when it refuses to start"
        )
    url = read_settings().database
    with database_errors_as_messages():
        stored = schema.stored_revision(url)
        if stored in known and known.index(stored) < known.index(revision):
            raise click.ClickException(
                f"the database has schema {stored} already, which is older than {revision}"
            )
        schema.downgrade(url, revision)
    click.echo(f"The database has schema {revision}. The version of the app that needs it can start now.")


@db.command("check")
def check_database() -> None:
    """Compare receipts with tallies for the days whose receipts are still held, and tallies with totals."""
    with database_errors_as_messages(), closing(ActionLog(read_settings().database)) as log:
        mismatches = reporting.check(log, anywhere_on_earth())
    for mismatch in mismatches:
        click.echo(str(mismatch), err=True)
    if mismatches:
        raise click.ClickException(
            "receipts, tallies and totals disagree; restore a backup or tell the developers"
        )
    click.echo("Receipts, tallies and totals agree.")


@db.command("purge")
def purge_database() -> None:
    """Delete the receipts of more than three days ago. Each worker of the server does so once a day."""
    with database_errors_as_messages(), closing(ActionLog(read_settings().database)) as log:
        purged = purge_old_receipts(log, anywhere_on_earth())
    if purged is None:
        click.echo(
            "No receipt is deleted yet: the date is more than a day after the last purge. "
            "Check the clock. If it is right, the purge of a later day deletes them."
        )
    else:
        click.echo(f"Deleted receipts: {purged}.")


@db.command("copy")
@click.argument("source")
@click.option("--to", "target", help="The URL of the empty database, if it is not that of DATABASE_URL.")
def copy_database(source: str, target: str | None) -> None:
    """Copy all actions from SOURCE, a URL, into the empty database of DATABASE_URL, and compare each row.

    SOURCE is sealed before: a server that still uses it answers reports with 503, and their forms stay. Start
    the server with the new DATABASE_URL after.
    """
    source_url = _named_url("SOURCE", source)
    target_url = _named_url("--to", target) if target else read_settings().database
    with database_errors_as_messages():
        schema.upgrade(target_url)
        for table, number in copying.copy(source_url, target_url).items():
            click.echo(f"{table}: {number} rows, each the same on both sides")
    click.echo(
        "SOURCE is sealed and takes no report any more. Start the server with the new DATABASE_URL now."
    )


def _named_url(name: str, url: str) -> str:
    try:
        return normalize_database_url(url)
    except InvalidDatabaseUrl as error:
        raise click.ClickException(f"{name} is {error}") from None


@db.command("unseal")
@click.option("--yes", is_flag=True, help="The copy is not used, and will not be.")
def unseal_database(yes: bool) -> None:
    """Let the database of DATABASE_URL take reports again, after a copy that is not used."""
    if not yes:
        raise click.ClickException(
            "reports that the copy has taken meanwhile would be counted there alone; "
            "add --yes if the copy is not used"
        )
    with database_errors_as_messages():
        sealing.unseal(read_settings().database)
    click.echo("The database takes reports again.")
