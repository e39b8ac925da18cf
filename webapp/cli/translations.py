"""`appeal edition` and `appeal reviewed`: the PO files of a campaign and of the interface."""

from datetime import UTC, datetime
from pathlib import Path

import click

from webapp.campaigns import renewals
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.domain import text
from webapp.domain.language import UnknownLanguage
from webapp.domain.translation import Change

MAX_REVIEWER_CHARS = 80


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("tag", required=False)
@click.option("--wording", "word", flag_value=Change.WORDING, type=Change, help="The facts did not change.")
@click.option("--fact", "word", flag_value=Change.FACT, type=Change, help="The old translations are wrong.")
def edition(folder: Path, tag: str | None, word: Change | None) -> None:
    """Begin the edition TAG of a campaign, or renew it after its source has changed; without TAG, renew all.

    What the change was is compared, unless you say it. docs/translating.md explains it.
    """
    try:
        renewed = renewals.refresh(folder, tag, word)
    except (InvalidCampaign, UnknownLanguage) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise _closed(folder, error) from None
    if not renewed:
        raise click.ClickException(
            f"{folder} has no edition yet; begin one with its language, such as `appeal edition {folder} fr`"
        )
    for path in renewed:
        click.echo(
            f"{path} is up to date with {path.parent.name}/campaign.toml. Translate what is empty or fuzzy."
        )


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.argument("tag", required=False)
@click.option("--by", required=True, help="The native speaker who has read all of it: a name or initials.")
def reviewed(path: Path, tag: str | None, by: str) -> None:
    """Record that a native speaker has read the edition TAG of the campaign folder PATH, or a PO file.

    The record holds for the text as it is now. What changes later counts as not reviewed.
    """
    name = text.line(by)
    if not name or len(name) > MAX_REVIEWER_CHARS or name.lower().startswith("nobody"):
        raise click.ClickException(
            f'--by "{name[:40]}" is no name of a reviewer; write a name or initials, '
            f"at most {MAX_REVIEWER_CHARS} letters"
        )
    if path.is_dir() == (tag is None):
        raise click.ClickException(
            "name a campaign folder and a language, or a PO file, "
            "such as `appeal reviewed campaigns/gorinov ru --by A.B.`"
        )
    try:
        record = renewals.record_review(path, tag or "", name, datetime.now(UTC).date())
    except (InvalidCampaign, UnknownLanguage) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise _closed(path, error) from None
    click.echo(f"{record.path}: {record.read} messages are reviewed by {name}.")
    if record.unread:
        click.echo(f"{record.unread} more are not translated or outdated, so they are not reviewed.")


def _closed(path: Path, error: OSError) -> click.ClickException:
    return click.ClickException(
        f"{path} cannot be read and written: {error.strerror}; let this user write there, or work on a copy"
    )
