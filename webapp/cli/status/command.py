"""The command: `appeal status`."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from webapp.cli.environment import TEMPLATES, TOKENS, TRANSLATIONS, read_settings
from webapp.cli.status.collecting import collect
from webapp.cli.status.html_page import as_html
from webapp.cli.status.limits import describe_limits
from webapp.cli.status.report import Status
from webapp.cli.status.text_table import as_text
from webapp.domain.dates import utc_now
from webapp.private_files import create_file


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--html",
    "html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a page that needs no other file.",
)
def status(as_json: bool, html: Path | None) -> None:
    """Say what the team has to do: campaigns and their languages, mistakes, waiting letters, page languages.

    It changes nothing. Run it with the settings and as the user of the service.
    """
    if as_json and html:
        raise click.ClickException("--html does not go with --json; run the command twice")
    settings = read_settings()
    limits = describe_limits(on=settings.rate_limits, cache_url=settings.cache_url, workers=settings.workers)
    try:
        found = collect(
            campaigns=settings.campaigns,
            data=settings.data,
            database=settings.database,
            translations=TRANSLATIONS,
            limits=limits,
            now=utc_now(),
        )
    except OSError as error:
        raise click.ClickException(
            f"CAMPAIGNS is {settings.campaigns}, and {error.filename or 'it'} cannot be read: "
            f"{error.strerror}; name the folder of the campaign folders"
        ) from None
    if html:
        _write(html, as_html(found, TEMPLATES, TOKENS))
        click.echo(f"{html}: {len(found.campaigns)} campaigns")
    elif as_json:
        click.echo(to_json(found))
    else:
        click.echo(as_text(found))


def to_json(found: Status) -> str:
    """Return JSON in ASCII: the names of the fields are those of `report`, days and moments are ISO 8601."""
    return json.dumps(asdict(found), indent=2, default=_iso)


def _write(path: Path, page: str) -> None:
    """Write a file that its owner alone can read if it is new: drafts are in it."""
    try:
        create_file(path)
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from None


def _iso(value: date) -> str:
    return value.isoformat()  # of a moment, the time too
