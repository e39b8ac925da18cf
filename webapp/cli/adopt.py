"""`appeal adopt`: a campaign that is a folder comes into the desk."""

from contextlib import closing
from pathlib import Path
from shlex import join

import click

from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.folder import read_folder, with_name
from webapp.campaigns.reader import NO_ADDRESS
from webapp.campaigns.source_files import CAMPAIGN_FILE, SLUG
from webapp.cli.database_errors import database_errors_as_messages
from webapp.cli.environment import read_settings
from webapp.domain.dates import utc_now
from webapp.team import schema
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import RESERVED, Drafts, SlugTaken, TooLarge
from webapp.team.people.person import SHELL

HOSTS_SECONDS = 10
"""The hosts have a publication after five."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def adopt(folder: Path) -> None:
    """Bring a campaign folder into the desk; its files are version 1 of the draft.

    FOLDER is a path, or the name of a folder in CAMPAIGNS. It is read and not changed.
    """
    settings = read_settings()
    path = with_name(folder if folder.is_dir() else settings.campaigns / folder)
    files = _read(path)
    with database_errors_as_messages():
        schema.upgrade(settings.desk_database)
        with closing(DeskDatabase(settings.desk_database)) as database:
            try:
                Drafts(database, utc_now).create(SHELL, path.name, files, f"Folder {path.name} adopted")
            except SlugTaken:
                raise click.ClickException(
                    f"the desk has a campaign {path.name} already; write the folder's changes there, or "
                    "give the folder another name"
                ) from None
            except TooLarge as error:
                raise click.ClickException(f"{path}: {error}") from None
    click.echo(f"{path.name} is at the desk, with {len(files)} {'file' if len(files) == 1 else 'files'}.")
    if left := sorted(each.name for each in path.iterdir() if each.name not in files):
        click.echo(f"Not taken, since they are no files of a campaign: {', '.join(left)}")
    if path.resolve().parent != settings.campaigns.resolve():
        click.echo("The folder is not used any more: keep it as a copy, or remove it.")
        return
    click.echo(
        "The page goes on with the folder. When you are ready, publish beside it, and put the folder away "
        "once the hosts have the publication, in one line:\n"
        f"  appeal publish {path.name} --beside-folder && sleep {HOSTS_SECONDS} && "
        f"{join(('mv', str(path), str(path.parent / f'_{path.name}')))}"
    )


def _read(path: Path) -> dict[str, bytes]:
    if not SLUG.fullmatch(path.name):
        raise click.ClickException(f'"{path.name}" {NO_ADDRESS}; rename the folder')
    if path.name in RESERVED:
        raise click.ClickException(f'"{path.name}" is an address of the desk itself; rename the folder')
    if not (path / CAMPAIGN_FILE).is_file():
        raise click.ClickException(f"{path} holds no {CAMPAIGN_FILE}; name the folder of one campaign")
    try:
        return dict(read_folder(path).contents)
    except InvalidCampaign as invalid:
        raise click.ClickException("\n".join(map(str, invalid.diagnostics))) from None
