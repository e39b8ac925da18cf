"""`appeal handover`: what the desk's button does, a pack for an official as PDF and CSV."""

import os
from contextlib import closing, suppress
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from webapp.actions.log import ActionLog
from webapp.cli.database_errors import database_errors_as_messages
from webapp.cli.environment import TRANSLATIONS, read_settings
from webapp.domain.dates import utc_now
from webapp.domain.stationery import Paper
from webapp.printing.printer import PrintError, PrintingUnavailable
from webapp.publications.store import PublicationStore
from webapp.server.public_links import InvalidLink, page_url
from webapp.settings import ROOT
from webapp.team.handover import catalogue
from webapp.team.handover.pack_csv import pack_csv
from webapp.team.handover.pack_printer import PackPrinter
from webapp.team.handover.packs import NoPackLanguage, Packs
from webapp.team.handover.public_cases import NotPublic, PublicCases
from webapp.team.people.person import SHELL

_DAY = click.DateTime(["%Y-%m-%d"])
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("slug")
@click.argument("file", type=_FILE)
@click.option("--language", required=True, metavar="TAG", help="A language of the campaign, such as en.")
@click.option(
    "--paper",
    type=click.Choice([each.value for each in Paper]),
    help="The language's usual paper without it.",
)
@click.option("--since", type=_DAY, metavar="DAY", help="The first day that counts, such as 2030-01-31.")
@click.option("--until", type=_DAY, metavar="DAY", help="The last day that counts.")
@click.option("--page", default="", metavar="ADDRESS", help="The campaign's page, which the pack names.")
@click.option("--csv", "csv_file", type=_FILE, metavar="FILE", help="Write the same figures as CSV, too.")
def handover(
    slug: str,
    file: Path,
    language: str,
    paper: str | None,
    since: datetime | None,
    until: datetime | None,
    page: str,
    csv_file: Path | None,
) -> None:
    """Write the pack of the public campaign SLUG for an official to FILE, a PDF.

    It holds the case, the demands, the figures and how they were made. A file of that name is replaced.
    """
    first, last = since.date() if since else None, until.date() if until else None
    if first and last and first > last:
        raise click.ClickException(f"--since {first} is after --until {last}; exchange the two")
    try:
        page = page and page_url(page)
    except InvalidLink as error:
        raise click.ClickException(f"--page is {error}, or leave it out") from None
    settings = read_settings()
    with (
        database_errors_as_messages(),
        closing(ActionLog(settings.database)) as log,
        closing(PublicationStore(settings.database)) as store,
    ):
        cases = PublicCases(settings.campaigns, store, utc_now)
        packs = Packs(cases, log, TRANSLATIONS, partial(catalogue.offered, TRANSLATIONS), utc_now)
        try:
            pack = packs.make(SHELL, slug, language, since=first, until=last, page=page)
        except (NotPublic, NoPackLanguage) as error:
            raise click.ClickException(str(error)) from None
    try:
        printer = PackPrinter(ROOT, settings.data / "fonts")
        chosen = Paper(paper or pack.language.paper)
        pdf = printer.print(pack, packs.catalogue(pack.language), chosen)
    except (PrintError, PrintingUnavailable) as error:
        raise click.ClickException(f"the pack cannot be printed: {error}") from None
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or settings.data} cannot be written: {error.strerror}; DATA names a folder "
            "that the app's user owns"
        ) from None
    _write(file, pdf)
    click.echo(f"{file} is written: {pack.numbers.total} letters and calls.")
    if csv_file:
        _write(csv_file, pack_csv(pack))
        click.echo(f"{csv_file} has the same figures.")


def _write(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever finds half of it."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        new.write_bytes(content)
        new.replace(path)
    except OSError as error:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise click.ClickException(
            f"{path} cannot be written: {error.strerror}; choose another place"
        ) from None
