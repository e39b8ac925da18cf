"""`appeal export`: a campaign of the desk as a folder."""

import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import click

from webapp.cli.database_errors import database_errors_as_messages
from webapp.cli.environment import read_settings
from webapp.domain.dates import utc_now
from webapp.publications.store import PublicationDamaged, PublicationStore
from webapp.team import schema
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts


@click.command()
@click.argument("slug")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--published", is_flag=True, help="What the page shows now, not the newest draft.")
def export(slug: str, folder: Path, published: bool) -> None:
    """Write the campaign SLUG of the desk as the new folder FOLDER.

    The folder appears with all its files or not at all. The desk keeps the campaign as it is.
    """
    settings = read_settings()
    if folder.exists():
        raise click.ClickException(f"{folder} is there already; name a new folder, such as {folder / slug}")
    with database_errors_as_messages():
        files = _published(settings.database, slug) if published else _draft(settings.desk_database, slug)
    try:
        _write(folder, files)
    except OSError as error:
        raise click.ClickException(
            f"{folder} cannot be written: {error.strerror}; choose another place"
        ) from None
    click.echo(f"{folder} is written, with {len(files)} {'file' if len(files) == 1 else 'files'}.")
    if folder.resolve().parent == settings.campaigns.resolve():
        click.echo(
            f"The page serves this folder from now on, and not what the desk publishes as {folder.name}. To "
            "go back to the desk, remove the folder."
        )
    elif folder.name != slug:
        click.echo(f"The name of a folder is its campaign's address: {folder.name} instead of {slug}.")


def _draft(url: str, slug: str) -> Mapping[str, bytes]:
    schema.upgrade(url)
    with closing(DeskDatabase(url)) as database:
        drafts = Drafts(database, utc_now)
        if head := drafts.head(slug):
            return drafts.source(head).contents
        known = ", ".join(drafts.slugs()) or "none yet"
    raise click.ClickException(f'the desk has no campaign "{slug[:80]}"; it has: {known}')


def _published(url: str, slug: str) -> Mapping[str, bytes]:
    with closing(PublicationStore(url)) as store:
        publication = store.newest(utc_now()).get(slug)
        if publication is None:
            raise click.ClickException(
                f'the desk has not published "{slug[:80]}"; leave out --published for its draft'
            )
        if publication.withdrawn:
            raise click.ClickException(f"{slug} is withdrawn; leave out --published for its draft")
        try:
            return store.files(publication)
        except PublicationDamaged as error:
            raise click.ClickException(f"{slug} cannot be read: {error}; publish it again") from None


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the folder under a hidden name first: nobody reads half of it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".export-") as temporary:
        whole = Path(temporary) / "campaign"
        whole.mkdir()
        for name, body in files.items():
            (whole / name).write_bytes(body)
        whole.rename(folder)
