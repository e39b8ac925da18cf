"""`appeal mirror`: a public campaign as files that need no server."""

from contextlib import closing
from pathlib import Path

import click

from webapp.actions.log import ActionLog
from webapp.cli.database_errors import database_errors_as_messages
from webapp.cli.environment import read_settings
from webapp.domain.dates import utc_now
from webapp.printing.printer import PrintError, PrintingUnavailable
from webapp.publications.store import PublicationStore
from webapp.server.public_links import InvalidLink, page_url
from webapp.settings import Settings
from webapp.team.handover.public_cases import NotPublic, PublicCases


@click.command()
@click.argument("slug")
@click.option("--to", "folder", type=click.Path(path_type=Path), metavar="FOLDER", help="Write this folder.")
@click.option(
    "--zip",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write this ZIP file.",
)
@click.option("--site", default="", metavar="ADDRESS", help="Where the site is: https://letters.example.org.")
def mirror(slug: str, folder: Path | None, file: Path | None, site: str) -> None:
    """Write a copy of the public campaign SLUG that needs no server, with the letters in all languages.

    Without --to and --zip it is the folder SLUG-mirror. An earlier mirror is replaced, and nothing else.
    """
    if folder and file:
        raise click.ClickException("--to and --zip do not go together; run the command twice")
    try:
        site = site and page_url(site).rstrip("/")
    except InvalidLink as error:
        raise click.ClickException(f"--site is {error}, or leave it out") from None
    if "?" in site or "#" in site:
        raise click.ClickException("--site has a ? or a #; write it as https://letters.example.org")
    settings = read_settings()
    with (
        database_errors_as_messages(),
        closing(ActionLog(settings.database)) as log,
        closing(PublicationStore(settings.database)) as store,
    ):
        try:
            _write(settings, slug, folder, file, site, PublicCases(settings.campaigns, store, utc_now), log)
        except NotPublic as error:
            raise click.ClickException(str(error)) from None


def _write(
    settings: Settings,
    slug: str,
    folder: Path | None,
    file: Path | None,
    site: str,
    cases: PublicCases,
    log: ActionLog,
) -> None:
    # The page's own app renders the copy. The other commands start without it.
    from webapp.mirror import output
    from webapp.mirror.site import MAX_BYTES, MirrorTooLarge, make

    campaign = cases.find(slug)
    target = file or folder or Path(f"{slug}-mirror")
    try:
        if file:
            output.check_zip(target, slug)
        else:
            output.check_folder(target, slug)
        copy = make(settings, {**cases.all(), slug: campaign}, slug, utc_now(), site=site, log=log)
        files = output.with_manifest(dict(copy.files()), slug, copy.made, campaign.revision)
        (output.write_zip if file else output.write_folder)(target, files)
    except output.NotAMirror as error:
        raise click.ClickException(f"{error}; choose another name") from None
    except MirrorTooLarge:
        raise click.ClickException(
            f"the mirror is larger than {MAX_BYTES // 1_000_000} MB; take out photographs or targets"
        ) from None
    except (PrintError, PrintingUnavailable) as error:
        raise click.ClickException(f"the letters cannot be printed: {error}") from None
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or target} cannot be written: {error.strerror}; choose another place"
        ) from None
    if copy.tally is None:
        click.echo("The database cannot be reached: the copy names no count.", err=True)
    size = sum(map(len, files.values())) / 1_000_000
    click.echo(f"{target} is written: {len(files)} files, {size:.1f} MB. Begin with index.html.")
