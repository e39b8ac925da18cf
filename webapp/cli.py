"""The `appeal` command: serve, check campaigns, begin editions, look after the database."""

import os
import resource
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from webapp import cli_review
from webapp import settings as settings_module
from webapp.domain.language import UnknownLanguage
from webapp.services import actions, folders
from webapp.services.days import anywhere_on_earth
from webapp.services.folders import Checked
from webapp.settings import BadSetting, Settings
from webapp.storage import copying, schema
from webapp.storage.actions import ActionLog, ActionsUnavailable
from webapp.storage.copying import NotCopied
from webapp.storage.faults import FaultyCampaign


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
    click.echo(
        f"The page will stand at http://{_shown_host(chosen.host)}:{chosen.port}/  (stop it with Ctrl-C)"
    )
    sys.stdout.flush()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold letters
    os.execv(  # noqa: S606 (no shell is wanted)
        sys.executable, [sys.executable, "-m", "gunicorn", *gunicorn_arguments(chosen), "webapp.wsgi:app"]
    )


def gunicorn_arguments(chosen: Settings) -> list[str]:
    """Give gunicorn's options. Its own access log stays off: it would hold addresses and queries."""
    return [
        f"--bind={chosen.host}:{chosen.port}",
        f"--workers={chosen.workers}",
        "--worker-class=gthread",
        f"--threads={chosen.threads}",
        "--preload",  # campaigns, catalogues and fonts are read once and shared
        "--timeout=60",
        "--graceful-timeout=30",
        "--no-control-socket",  # nobody needs it, and two sites of one user would share it
        "--limit-request-line=2048",
        "--limit-request-fields=40",
        "--limit-request-field_size=4096",
        "--forwarded-allow-ips=",  # PROXIES decides what is believed, see docs/settings.md
        "--forwarder-headers=",
        "--log-level=error",  # a warning quotes a malformed request and its sender's address
    ]


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
def check(folder: Path | None) -> None:
    """Check a campaign folder, or a folder of them (default: the served ones)."""
    checked = folders.check_all(folder or _settings().campaigns)
    if not checked:
        raise click.ClickException(
            f"{folder or 'the folder of campaigns'} holds no campaign.toml; name another folder"
        )
    for one in checked:
        _tell(one)
    if any(one.faults for one in checked):
        sys.exit(1)


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("tag")
def edition(folder: Path, tag: str) -> None:
    """Begin the edition TAG of a campaign, or renew it after its source has changed."""
    try:
        path = folders.refresh_edition(folder, tag)
    except (FaultyCampaign, UnknownLanguage) as why:
        raise click.ClickException(str(why)) from None
    click.echo(f"{path} is up to date with {folder.name}/campaign.toml. Translate what is empty or fuzzy.")


@main.group()
def db() -> None:
    """Look after the database."""


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
        disagreements = actions.check(log, anywhere_on_earth())
    for one in disagreements:
        click.echo(str(one), err=True)
    if disagreements:
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


def _settings() -> Settings:
    try:
        return settings_module.read(os.environ)
    except BadSetting as bad:
        raise click.ClickException(str(bad)) from None


@contextmanager
def _trouble_told() -> Iterator[None]:
    """End with a sentence where the database can't be used."""
    try:
        yield
    except (ActionsUnavailable, NotCopied, BadSetting, ValueError) as why:
        raise click.ClickException(str(why)) from None


def _tell(one: Checked) -> None:
    for fault in one.faults:
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


def _shown_host(host: str) -> str:
    return "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "[::]") else host  # noqa: S104


main.add_command(cli_review.commands(lambda: ActionLog(_settings().database)))

if __name__ == "__main__":
    main()
