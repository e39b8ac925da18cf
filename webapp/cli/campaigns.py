"""`appeal check`: what the campaign team does with a campaign folder."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from webapp.campaigns import checks, edition_remarks, interface, message_remarks
from webapp.campaigns.checks import CheckResult
from webapp.campaigns.folder_mistakes import shared_references
from webapp.campaigns.load_log import HIDDEN
from webapp.campaigns.new_folder import make_folder
from webapp.campaigns.published import PublishedVersions
from webapp.campaigns.reader import NO_ADDRESS
from webapp.campaigns.source_files import SLUG
from webapp.cli.environment import NEW_CAMPAIGN, TRANSLATIONS, read_settings
from webapp.domain.delivery.tel import tel
from webapp.domain.host_name import readable
from webapp.domain.target import Target

Folder = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=Folder, required=False)
def check(folder: Path | None) -> None:
    """Check a campaign folder, or a folder of them (default: the served ones)."""
    settings = read_settings()
    root = folder or settings.campaigns
    is_served = settings.campaigns.resolve() in (root.resolve(), root.resolve().parent)
    publications = PublishedVersions(settings.publications) if is_served else None
    try:
        results = checks.check_all(root, publications=publications)
    except OSError as error:
        remedy = "name a folder that this user can read, or choose one by CAMPAIGNS"
        raise click.ClickException(
            f"{error.filename or root} cannot be read: {error.strerror}; {remedy}"
        ) from None
    if not results:
        raise click.ClickException(
            f"{folder or 'the folder of campaigns'} holds no campaign.toml; name another folder"
        )
    for result in results:
        _print_result(result)
    for sentence in shared_references(result.campaign for result in results if result.campaign):
        click.echo(sentence, err=True)
    checked = {result.folder.name for result in results}
    for slug in checks.hidden(settings.campaigns, publications):
        if slug in checked:
            click.echo(f"{slug}: {HIDDEN}", err=True)
    if any(result.diagnostics for result in results):
        sys.exit(1)


@click.command()
@click.argument("name")
def new(name: str) -> None:
    """Begin a campaign: write a folder NAME with a file whose blanks you fill in."""
    if not SLUG.fullmatch(name):
        raise click.ClickException(f'"{name}" {NO_ADDRESS}')
    root = read_settings().campaigns
    try:
        path = make_folder(root, name, NEW_CAMPAIGN)
    except FileExistsError:
        raise click.ClickException(f"{root / name} is there already; choose another name") from None
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or root} cannot be written: {error.strerror}; choose a folder by CAMPAIGNS"
        ) from None
    click.echo(f"{path} is written. Fill in its blanks; `appeal check {path.parent}` names what is left.")


def _print_result(result: CheckResult) -> None:
    for diagnostic in result.diagnostics:
        click.echo(str(diagnostic), err=True)
    if result.campaign is None:
        return
    verdict = "served without what is named above" if result.diagnostics else "good"
    click.echo(f"{result.folder.name}: {verdict}")
    for tag, edition in sorted(result.campaign.editions.items()):
        click.echo(f"  {tag}: {edition_remarks.describe(edition)}")
        for remark in message_remarks.remarks(result.campaign, edition):
            click.echo(f"  {tag}: {remark}")
        if edition.offers_page and (why := interface.why_no_page(TRANSLATIONS, edition.language)):
            click.echo(f"  {tag}: there is no page in this language, only the letter: {why}")
    for remark in checks.remarks(result):
        click.echo(f"  note: {remark}")
    for target in result.campaign.targets:
        for sentence in _ways_to(target):
            click.echo(f"  {target.id}: {sentence}")


def _ways_to(target: Target) -> Iterator[str]:
    """Say what is mailed to, dialled and linked: it may be written otherwise in the file."""
    for addresses, done in ((target.email, "is mailed to"), (target.copies, "gets a copy")):
        for address in addresses:
            shown = readable(address)
            yield f"{shown} {done}" + ("" if shown == address else f" as {address}")
    for number in target.phone:
        yield f"telephone {number} dials {tel(number)}"
    for number in target.fax:
        yield f"fax {number} is to be dialled as {tel(number).removeprefix('tel:')}"
    for handle in target.social:
        yield f"{handle.network.label} {handle.name}"
    yield from (f"web form {link}" for link in target.forms)
    yield from (f"copy by post to {copy.name}" for copy in target.copies_by_post)
    if target.is_post_suspended:
        yield "no post, which is suspended"
